"""Which headers of a table are methods, data sets, metrics or settings: one reading of the table.

A linear model scores each header alone. Of all ways to read the table the likeliest is taken in
which the methods stand on one axis: if rows name methods, columns do not.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.core.names import key
from kg.core.paper_tables import Table
from kg.core.schema import METHOD
from kg.lexicon.known_names import known_entity
from kg.lexicon.metrics import higher_is_better
from kg.nlp.linear_model import BIAS, LinearModel, softmax
from kg.nlp.tables.header_features import (
    ABLATION,
    HEADER_CLASSES,
    corner_role,
    header_features,
    header_key,
)
from kg.nlp.tables.split_headers import is_metric_name
from kg.nlp.tables.table_layout import Header, Layout, Level
from kg.nlp.tables.table_paper import TablePaper

__all__ = ["HeaderRole", "HeaderRoles", "read_roles"]

HeaderKey = tuple[str, str, int]


class HeaderRole(NamedTuple):
    """What a header names, one of `HEADER_CLASSES`; sure where something known says so."""

    role: str
    is_sure: bool


HeaderRoles = Mapping[HeaderKey, HeaderRole]
"""Name, axis and number of the level of a header -> what it names."""

_OF_DATASETS = frozenset(
    "known:Dataset found:Dataset begins:Dataset ends:Dataset spoken:dataset word:dataset".split()  # noqa: SIM905
) | {"split head", "corner row:dataset"}
_OWN = {"own name", "word:ours"}
_SIGNS = {
    role: frozenset(signs.split("|"))
    for role, signs in {
        "dataset": "|".join(_OF_DATASETS),
        "metric": "directed|head directed|known:Metric|found:Metric|ends:Metric|arrow"
        "|metric letter",
        "method": "cited|own name|word:ours|known:Method|found:Method|corner row:method"
        "|spoken:method",
    }.items()
}
"""Features that show what a header names."""
_SAID = {"corner row:dataset", "corner row:method"}
_NAMED_ELSEWHERE = {"col table:names a dataset", "corner col:names a dataset"}
"""Features that show a name to be of a data set, and that corner or caption name one."""
_LEAST = 0.02
"""The least probability of a role: one odd header does not decide for its level."""
_SURE = 0.5
_SPEAK = {"dataset": 0.25}
"""The share of the names of a level that must have a sign to speak for all; of others one does."""
_TASKS = re.compile(r"(?:sub-?)?tasks?|domains?|languages?", re.IGNORECASE)
_NUMERIC = re.compile(
    r"[\d.,]+\s?(?:%|[kKMB]\b|-?\s?(?:shot|way|step|layer|epoch)s?\b|[x×]\s?\d+|$)"
)
_METRIC_LETTER = re.compile(r"[PR]|F1?|[PR]@\d+|p(?:[ -]values?)?")
"""Precision, recall and F1, as columns have them under what they are of; p of a test."""


def read_roles(layout: Layout, table: Table, paper: TablePaper, model: LinearModel) -> HeaderRoles:
    """The role of each header of a table."""
    headers = {header_key(h): h for place in layout.places for h in place.headers}
    found = list(headers.values())
    features = header_features(found, layout, table, paper)
    scored = [_probabilities(each, model) for each in features]
    for header, own, scores in zip(found, features, scored, strict=True):
        is_letter = "metric letter" in own or _METRIC_LETTER.fullmatch(header.name)
        if (
            is_letter
            or header.part == "tail"
            or (_is_metric(header) and not _SAID.intersection(own))
        ):
            scores["metric"] = 1.0
    is_ablation = any(name.endswith(ABLATION) for each in features for name in each)
    named = {h.level for h, f in zip(found, features, strict=True) if not _OWN.isdisjoint(f)}
    levels = _levels_of_methods(found, layout, named, is_ablation=is_ablation)
    readings = [_reading(found, scored, level, named) for level in levels]
    _, best = max(readings, key=lambda reading: reading[0])
    _mend(best, found, features)
    sure = _sure(found, best, features, layout)
    return {
        header_key(header): HeaderRole(role, is_sure)
        for header, role, is_sure in zip(found, best, sure, strict=True)
    }


def _sure(
    headers: Sequence[Header],
    roles: Sequence[str],
    features: Sequence[Mapping[str, float]],
    layout: Layout,
) -> list[bool]:
    """Of each header, whether something known shows its role: of itself, or of its level.

    A header that is not parted speaks for itself where others of its level are: 'Average' beside
    'TriviaQA F1'.
    """
    signed = [_is_signed(*each, layout) for each in zip(headers, roles, features, strict=True)]
    places = [(header.level, role) for header, role in zip(headers, roles, strict=True)]
    by_place: defaultdict[tuple[Level, str], list[bool]] = defaultdict(list)
    for place, is_signed in zip(places, signed, strict=True):
        by_place[place].append(is_signed)
    speak = {
        place
        for place, signs in by_place.items()
        if any(signs) and sum(signs) >= _SPEAK.get(place[1], 0.0) * len(signs)
    }
    parted = {header.level for header in headers if header.part == "head"}
    return [
        is_signed or (place in speak and bool(header.part or header.level not in parted))
        for header, place, is_signed in zip(headers, places, signed, strict=True)
    ]


def _is_signed(header: Header, role: str, features: Mapping[str, float], layout: Layout) -> bool:
    """Whether a header itself has a sign of its role.

    In a column headed 'Task' names are no data sets for sure, and none of 'Dataset' a method.
    """
    signs = _SIGNS.get(role, frozenset()).intersection(features)
    corner = layout.corners.get(header.level[1], "") if header.level[0] == "row" else ""
    if role == "method" and corner_role(corner) in ("dataset", "metric"):
        return False
    if role == "dataset":
        signs -= {"split head"}
        if _TASKS.fullmatch(corner):
            signs -= {"corner row:dataset"}
    return bool(signs)


def _probabilities(features: Mapping[str, float], model: LinearModel) -> dict[str, float]:
    own = {BIAS: 1.0, **features}
    shares = softmax([model.log_odds(role, own) for role in HEADER_CLASSES])
    return dict(zip(HEADER_CLASSES, shares, strict=True))


def _levels_of_methods(
    headers: Sequence[Header], layout: Layout, own: set[Level], *, is_ablation: bool
) -> list[Level | None]:
    """Where methods may stand, None for nowhere: by the head of a column of names if one says so,
    else where the paper's own stands.

    In an ablation without the paper's name the rows are variants of its method.
    """
    levels = sorted({header.level for header in headers})
    said = [
        level
        for level in levels
        if level[0] == "row" and corner_role(layout.corners.get(level[1], "")) == "method"
    ]
    if said or (is_ablation and any(layout.corners.values())):
        return [*said, None]
    if own:
        return [*sorted({level if level[0] != "col" else ("col", 0) for level in own})]
    return [*(level for level in levels if level[0] != "col"), ("col", 0), None]


def _reading(
    headers: Sequence[Header],
    scored: Sequence[Mapping[str, float]],
    methods: Level | None,
    own: set[Level],
) -> tuple[float, list[str]]:
    """The log-probability of a reading with methods at one level alone, and its roles.

    ``methods`` is that level, ``own`` those with the name of the paper's own; any number of header
    rows may hold methods together. Levels count alike, whatever the number of their headers.
    """
    levels: dict[Level, list[int]] = {}
    for at, header in enumerate(headers):
        levels.setdefault(header.level, []).append(at)
    roles = [""] * len(headers)
    total = 0.0
    for level, members in levels.items():
        is_open = methods is not None and (level == methods or (level[0] == methods[0] == "col"))
        allowed = [c for c in HEADER_CLASSES if c != "method" or is_open]
        logs = {c: [math.log(max(scored[i][c], _LEAST)) for i in members] for c in allowed}
        alone = [_stands_alone(headers[i], scored[i]) for i in members]
        rest = [n for n, is_alone in enumerate(alone) if not is_alone]
        shared = max(allowed, key=lambda c: sum(logs[c][n] for n in rest))
        if is_open and level in own:
            shared = "method"
        for n, i in enumerate(members):
            roles[i] = max(allowed, key=lambda c: logs[c][n]) if alone[n] else shared
            total += logs[roles[i]][n] / math.sqrt(len(members))
    return total, roles


def _stands_alone(header: Header, scores: Mapping[str, float]) -> bool:
    """Whether a header is read by itself: a metric or a number among names of another kind."""
    is_metric = scores["metric"] > _SURE
    return is_metric or _NUMERIC.match(header.name) is not None


def _is_metric(header: Header) -> bool:
    """Whether the lexicon knows a header as a metric, and as no method."""
    name = header.name
    is_known = is_metric_name(name) and higher_is_better(name) is not None
    return is_known and known_entity(METHOD, key(name)) is None


def _mend(
    roles: list[str], headers: Sequence[Header], features: Sequence[Mapping[str, float]]
) -> None:
    """Correct roles by what else is known of their level.

    Settings beside as many metrics in a header row are metrics. Names without any sign of a data
    set, such as classes of objects, are settings where the caption names a data set.
    """
    levels: dict[Level, list[int]] = {}
    for at, header in enumerate(headers):
        levels.setdefault(header.level, []).append(at)
    for level, members in levels.items():
        metrics = sum(roles[i] == "metric" for i in members)
        is_numeric = any(_NUMERIC.match(headers[i].name) for i in members)
        if level[0] == "col" and 2 * metrics >= len(members) and not is_numeric:
            for i in members:
                roles[i] = "metric" if roles[i] == "setting" else roles[i]
        for i in members:
            if roles[i] == "dataset" and len(headers[i].name) == 1:
                roles[i] = "setting"
        named = [i for i in members if roles[i] == "dataset"]
        supported = sum(not _OF_DATASETS.isdisjoint(features[i]) for i in named)
        if (
            named
            and 3 * supported < len(named)
            and any(_NAMED_ELSEWHERE & set(features[i]) for i in named)
        ):
            for i in named:
                roles[i] = "setting"
