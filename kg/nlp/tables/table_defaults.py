"""What fills the slots that no header of a table fills, from the words nearest to the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.core.paper_tables import Table
from kg.lexicon.condition_words import find_conditions
from kg.nlp.tables.header_roles import HeaderRoles
from kg.nlp.tables.paper_slots import PaperNames, metric_phrase, table_texts
from kg.nlp.tables.split_headers import is_metric_name
from kg.nlp.tables.table_layout import Layout, ValuePlace
from kg.nlp.tables.table_names import bare_name

__all__ = ["TableDefaults", "caption_parts", "table_defaults"]

_MAP = "mAP"
_UNIT = re.compile(r"\s?\([^()]*\)")
_SIDE = re.compile(r"\((left|right|top|bottom|middle|upper|lower)\)", re.IGNORECASE)
_ORDER = {"left": 0, "top": 0, "upper": 0, "middle": 1, "right": 2, "bottom": 2, "lower": 2}


@dataclass(frozen=True, slots=True)
class TableDefaults:
    """Names for the slots of a table.

    ``near_dataset`` stands in its corner or caption, and holds for costs as well (time, size);
    ``dataset`` is what the text around or the paper as a whole has. ``is_detection``: one column
    is mAP, so that those of classes are AP. ``split`` is the only one that corner and caption name
    ('test'), empty where that is none.
    """

    method: str | None
    near_dataset: str | None
    dataset: str | None
    metric: str | None
    near_metric: bool
    near_method: bool
    is_detection: bool
    split: str

    def metric_of(self, place: ValuePlace) -> str | None:
        """The metric of a value that no header has one for."""
        in_column = any(header.level[0] == "col" for header in place.headers)
        return "AP" if self.is_detection and in_column else self.metric


def table_defaults(
    table: Table, layout: Layout, roles: HeaderRoles, names: PaperNames
) -> TableDefaults:
    """The names for a table whose caption is about it alone."""
    corner = " ".join(layout.corners.values())
    texts = table_texts(table)
    near = _first(names.dataset_in(text) for text in (corner, table.caption))
    far = None
    if near is None:
        far = _first(names.dataset_in(text) for text in texts[1:]) or names.main_dataset
    method = names.in_text("method", table.caption)
    metric = metric_phrase(corner) or names.metric_in(table.caption)
    near_metric = metric is not None
    metric = metric or _first(names.metric_in(text) for text in texts[1:])
    if metric is None:
        metric = names.main("metric")
    metrics = {
        _UNIT.sub("", bare_name(name))
        for (name, _, _), (role, _) in roles.items()
        if role == "metric"
    }
    return TableDefaults(
        method=method or names.own_method,
        near_method=method is not None,
        near_dataset=near,
        dataset=near or far,
        metric=metric,
        near_metric=near_metric,
        split=_split(corner, table.caption),
        is_detection=_MAP in metrics and not any(map(is_metric_name, metrics - {_MAP})),
    )


def _split(*texts: str) -> str:
    """The split that texts name, if it is one."""
    spans = (span for text in texts for span in find_conditions(text))
    found = {span.value for span in spans if span.name == "split"}
    return found.pop() if len(found) == 1 else ""


def _first(found: Iterable[str | None]) -> str | None:
    return next((each for each in found if each), None)


def caption_parts(tables: Sequence[Table]) -> dict[int, str]:
    """Index of a table -> what of its caption is about it.

    Of tables under one caption each has the words before its side: 'accuracy (left) and BLEU
    (right)'.
    """
    found = {table.index: table.caption for table in tables}
    groups: dict[tuple[str, str], list[Table]] = {}
    for table in tables:
        if table.caption and not table.is_nested:
            groups.setdefault((table.anchor, table.caption), []).append(table)
    for (_, caption), members in groups.items():
        sides = list(_SIDE.finditer(caption))
        if len(members) > 1 and len({_ORDER[s[1].casefold()] for s in sides}) == len(members):
            starts = [0, *(side.end() for side in sides)]
            parts = [
                (_ORDER[s[1].casefold()], caption[a : s.start()])
                for a, s in zip(starts, sides, strict=False)
            ]
            for table, (_, part) in zip(members, sorted(parts), strict=False):
                found[table.index] = part
    return found
