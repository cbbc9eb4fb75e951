"""The metrics, data sets and methods that results need though the classifiers list none such.

'Performance' is no entity by the labels, nor is 'a clinical dataset', yet a result '+4.7%' without
them is of little use, and one that gets another paper's data set instead is wrong. For each number
that the network takes for the value of a result, the span that it takes for its metric, its data
set or its method becomes an entity, if none stands there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial

from kg.core.schema import DATASET, METHOD, METRIC
from kg.lexicon.metrics import metric_unit
from kg.nlp.mentions.forms.surface_features import KIND_WORDS, is_no_dataset
from kg.nlp.mentions.network_features import NetworkFeatures
from kg.nlp.text.annotated_text import AnnotatedText
from kg.nlp.text.number_kinds import Number
from kg.nlp.text.spans import EntityCluster, Mention
from kg.nlp.text.units import UNIT, unit_of

__all__ = ["BY", "add_missing_slots", "is_description"]

BY = "slots@1"

Span = tuple[int, int]

_MIN_VALUE_LOG_ODDS = 0.0
"""Log-odds from which a number is taken for the value of a result."""

_COUNT = re.compile(
    r"(?i)(?:(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|several|various|multiple|many"
    r"|diverse|the|an?|our|their|its|all|both|these)\s)+"
)
"""'Five legal datasets' are the data set 'legal datasets', 'five datasets' are none."""

_REACH = 90
_STATED_SCORE = 0.5
_NO_METRIC = (
    "average|mean|median|total|percentage|improvement|gain|increase|reduction|drop|decrease|rise|score|value|level"
    "|result|performance|margin|maximum|minimum|range|difference|change|boost|sum|loss|advantage|set|number"
    "|factor|size|budget|rate|speed|dataset|corpus|model|network|list|batch|pool|team|window"
)
_STATED_OF = re.compile(
    r"(?:\b(?:achiev|reach|obtain|attain|yield|keep|retain|maintain|has|had|gets?)\w{0,3}\s(?:an?|the)\s"
    r"|\d\S{0,3}\s(?:and|with)\san?\s)"
    rf"(?P<name>(?:(?!of\b|an?\b|the\b)[\w@-]{{2,16}}\s){{0,2}}(?!(?:{_NO_METRIC})s?\s)\$?[\w@-]{{3,16}}\$?)"
    r"\sof\s(?:about\s|only\s)?[$~]?$"
)
"""Of 50 such names in 432 labelled abstracts 44 are metrics."""
_MOVES = re.compile(
    r"(?:\b(?:while|whereas|and|but|its)|,)\s(?P<name>(?!th[aeio])[a-z]{3,16}(?:\s[a-z]{3,16})?)\s"
    r"(?:shrinks|drops|falls|rises|grows|decreases|increases)\s(?:by\s|to\s)?(?:about\s|only\s)?$"
)
_VERB_FIRST = re.compile(
    r"(?:cuts?|reduces?|improves?|lowers?|raises?|increases?|boosts?|saves?)\s"
)
_VERB_LAST = re.compile(r"\s(?:drops|falls|rises|improves|reaches|costs)$")
"""Verbs that a metric that a result needs does not begin or end with."""
_SPEEDS = ("/s", "FPS")
_DATASET_WORDS = KIND_WORDS | {"benchmarks", "corpora", "images", "tasks"}

_SLOTS: Mapping[str, bool] = {METRIC: False, DATASET: True, METHOD: True}
"""Labels that results need, and whether the name may stand outside the sentence of the number."""


def add_missing_slots(annotated: AnnotatedText, network: NetworkFeatures) -> AnnotatedText:
    """The text with the clusters that were missing, in order of first mention."""
    clusters = annotated.clusters
    taken = [(m.start, m.end) for cluster in clusters for m in cluster.mentions]
    known = {(c.label, c.name.lower()) for c in clusters}
    added: dict[tuple[str, str], list[Mention]] = {}
    candidates = cache(partial(_candidates, annotated, network))
    for index, sentence in enumerate(annotated.sentences):
        for number in annotated.numbers(index):
            if network.value_odds(number.start, number.end) < _MIN_VALUE_LOG_ODDS:
                continue
            stated = _stated_metric(annotated.text, sentence, number)
            for mention in (*stated, *_missing(network, number, sentence, candidates)):
                key = mention.label, annotated.text[mention.start : mention.end].lower()
                free = all(mention.end <= a or b <= mention.start for a, b in taken)
                if free and key not in known and mention not in added.get(key, ()):
                    added.setdefault(key, []).append(mention)
                    taken += [(mention.start, mention.end)] if mention in stated else []
    if not added:
        return annotated
    new = [_cluster(annotated.text, mentions) for mentions in added.values()]
    return annotated.with_clusters(
        sorted([*clusters, *new], key=lambda c: (c.mentions[0].start, c.mentions[0].end))
    )


def is_description(cluster: EntityCluster) -> bool:
    """Whether a data set that a result needs is described rather than named.

    >>> found = Mention(0, 16, DATASET, 0.3, BY)
    >>> is_description(EntityCluster(DATASET, "clinical reports", (found,)))
    True
    >>> is_description(EntityCluster(DATASET, "MedQA", (found,)))
    False
    """
    name = cluster.name
    plain = name == name.lower() or name.split()[-1].casefold() in _DATASET_WORDS
    return cluster.label == DATASET and cluster.mentions[0].by == BY and plain


def _cluster(text: str, mentions: Sequence[Mention]) -> EntityCluster:
    first = mentions[0]
    ordered = tuple(sorted(mentions, key=lambda mention: mention.start))
    return EntityCluster(first.label, text[first.start : first.end], ordered)


_Candidates = tuple[list[Mention], list[Mention]]
"""The mentions of a label that are known, and spans of a stretch of text that may be others."""


def _candidates(
    annotated: AnnotatedText, network: NetworkFeatures, label: str, sentence: Span | None
) -> _Candidates:
    """Those of a label, in a sentence or, for None, in the whole text."""
    known = [m for c in annotated.clusters if c.label == label for m in c.mentions]
    where = sentence or (0, len(annotated.text))
    spans = [
        Mention(start, _end(annotated.text, label, start, b), label, score, BY)
        for a, b, score in network.spans(label, *where)
        if (start := _begin(annotated.text, label, a, b)) is not None
    ]
    return known, spans


def _missing(
    network: NetworkFeatures,
    number: Number,
    sentence: Span,
    candidates: Callable[[str, Span | None], _Candidates],
) -> Iterator[Mention]:
    """For each label the likeliest name among the owners that score more than all known ones."""
    for label, everywhere in _SLOTS.items():
        known, spans = candidates(label, None if everywhere else sentence)
        if not spans:
            continue
        odds = network.slots(number.start, number.end, [*known, *spans])
        column = odds[:, network.SLOT_OF[label]].tolist()
        least = max([0.0, *column[: len(known)]])
        better = [
            span for span, own in zip(spans, column[len(known) :], strict=True) if own > least
        ]
        if better:
            yield max(better, key=lambda span: (span.score, -span.start))


def _stated_metric(text: str, sentence: Span, number: Number) -> Sequence[Mention]:
    """The metric that the words before a number name: 'keeps a locality of 97.1%', 'while memory
    shrinks 3.9-fold'."""
    before = max(sentence[0], number.start - _REACH)
    named = _STATED_OF.search(text, before, number.start)
    moved = None if named else _MOVES.search(text, before, number.start)
    if moved and not metric_unit(moved["name"]):
        return ()
    match = named or moved
    return (Mention(*match.span("name"), METRIC, _STATED_SCORE, BY),) if match else ()


def _is_unit(name: str) -> bool:
    """Whether a name is only the unit of a number; speeds go by their unit ('FPS')."""
    unit = UNIT.fullmatch(f" {name}")
    return unit is not None and unit_of(unit) not in _SPEEDS


def _end(text: str, label: str, start: int, end: int) -> int:
    """Where a name ends, a metric's before its verb ('communication drops')."""
    verb = _VERB_LAST.search(text, start, end) if label == METRIC else None
    return verb.start() if verb else end


def _begin(text: str, label: str, start: int, end: int) -> int | None:
    """Where a name begins, a data set's after its count; None if only a word for it is left."""
    if label == METRIC and (verb := _VERB_FIRST.match(text, start, end)):
        start = verb.end()
    if label != DATASET:
        return None if label == METRIC and _is_unit(text[start:end]) else start
    if match := _COUNT.match(text, start, end):
        start = match.end()
    name = text[start:end]
    return None if name.casefold() in _DATASET_WORDS or is_no_dataset(name) else start
