"""Scores on a published corpus: entities, and relations from end to end.

What is counted is what the labels have: entities and pairs that the network cannot score, or
that were never proposed, are missed. Thresholds are those of the best F1 on the part that is
for development.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import groupby, permutations, product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.core.errors import InputError
from kg.evaluate.bootstrap import bootstrap_intervals
from kg.evaluate.published import PUBLISHED
from kg.evaluate.scoring import Count, Score

if TYPE_CHECKING:
    from kg.train.networks.corpora import Sentence
    from kg.train.networks.corpus_reading import SentenceScores, Span
    from kg.train.networks.optimize import Epoch, Options

__all__ = [
    "MEASURES",
    "Relation",
    "Row",
    "Thresholds",
    "choose_thresholds",
    "decode_entities",
    "decode_relations",
    "evaluate_corpus",
    "score_documents",
    "score_rows",
]

MEASURES = ("entities", "relations", "strict relations", "pairs within reach")
"""The last counts the labelled relations whose two spans are both candidates: what the
scores of pairs can reach at all."""

SYMMETRIC = frozenset(("COMPARE", "CONJUNCTION", "Compare-With", "Synonym-Of"))
"""Classes of relations that hold both ways round: the order of their spans is not scored."""

_LEAST = tuple(step / 4 for step in range(-10, 7))
_CANDIDATES, _TRUST = (-3.0, -2.0, -1.0, 0.0), (0.0, 0.25, 0.5, 1.0)
_CHANCES = tuple(step * 0.15 for step in range(-24, 0))
_CLOSE = 0.002
"""F1 on dev that is not worth a choice."""

Entity = tuple[int, int, str]


class Thresholds(NamedTuple):
    """What was chosen on dev.

    ``entity`` is the least logit of an entity, and entities may nest if ``nested``. Relations
    are looked for among those of at least ``candidate``; the logarithm of a relation's chance
    plus ``trust`` times those of its entities must reach ``relation``.
    """

    entity: float = 0.0
    nested: bool = False
    candidate: float = 0.0
    trust: float = 0.0
    relation: float = math.log(0.5)


class Relation(NamedTuple):
    """Two entities of a sentence and what the first is to the second."""

    first: Entity
    second: Entity
    kind: str

    def spans(self) -> tuple[object, ...]:
        """What is compared without the entities' classes."""
        return (self.first[:2], self.second[:2], self.kind)


class Row(NamedTuple):
    """A measure of a system: ratios in [0, 1]; an interval of F1 for one's own."""

    measure: str
    system: str
    precision: float | None
    recall: float | None
    f1: float | None
    low: float | None = None
    high: float | None = None


def evaluate_corpus(
    corpus: str,
    folder: Path,
    checkpoint: Path,
    *,
    test: str,
    encoder: Path,
    init: Path | None,
    options: Options,
    report: Callable[[Epoch], None],
) -> tuple[list[Row], Thresholds]:
    """The figures on the part ``test`` of a corpus after training on its part ``train``.

    ``corpus`` is a head of `kg.train.networks.examples.HEADS`; the other arguments are those of
    `kg.train.networks.corpus_training.train_on_corpus`.

    Raises:
        InputError: a file is missing or not of the form, or has a class of another corpus.
    """
    from kg.nlp.mentions.wordpieces import WordPieces
    from kg.train.networks.corpus_training import score_sentences, train_on_corpus
    from kg.train.networks.examples import HEADS, PAIR_HEADS

    train, dev, held = (_sentences(folder / f"{part}.jsonl") for part in ("train", "dev", test))
    network = train_on_corpus(
        train, dev, corpus, checkpoint, encoder=encoder, init=init, options=options, report=report
    )
    pieces = WordPieces.load(encoder / "tokenizer.json")
    classes, kinds = HEADS[corpus], PAIR_HEADS.get(corpus, ())
    thresholds = choose_thresholds(score_sentences(network, dev, corpus, pieces), classes, kinds)
    found = score_documents(
        score_sentences(network, held, corpus, pieces), classes, kinds, thresholds
    )
    return list(score_rows(corpus, found)), thresholds


def _sentences(path: Path) -> list[Sentence]:
    from kg.train.networks.corpora import read_sentences

    if not path.is_file():
        raise InputError("no such part of a corpus", str(path))
    return list(read_sentences(path))


def decode_entities(
    reading: SentenceScores, classes: Sequence[str], least: float, *, nested: bool = False
) -> list[Entity]:
    """The entities of a sentence by falling score, without those that cross a kept one."""
    likely = sorted(
        (-float(logits.max()), span, int(logits.argmax()))
        for span, logits in reading.spans.items()
        if logits.max() > least
    )
    kept: list[Entity] = []
    for _, span, kind in likely:
        if not any(_clash(span, other[:2], nested) for other in kept):
            kept.append((*span, classes[kind]))
    return sorted(kept)


def _clash(one: Span, other: Span, nested: bool) -> bool:
    (a, b), (c, d) = one, other
    if b <= c or d <= a:
        return False
    return not nested or not ((a <= c and d <= b) or (c <= a and b <= d))


def decode_relations(
    reading: SentenceScores, kinds: Sequence[str], entities: Sequence[Entity], trust: float
) -> list[tuple[float, Relation]]:
    """For every two entities of a sentence the likeliest relation one way or the other.

    With each comes the logarithm of its chance, plus ``trust`` times those of its entities.
    """
    pairs = list(permutations(entities, 2))
    logits = reading.related([(a[:2], a[2], b[:2], b[2]) for a, b in pairs])
    sure = {entity: _chance(float(reading.spans[entity[:2]].max())) for entity in entities}
    best: dict[frozenset[Entity], tuple[float, Relation]] = {}
    for (first, second), row in zip(pairs, logits, strict=True):
        chance = _chance(float(row.max())) + trust * (sure[first] + sure[second])
        found = chance, _ordered(Relation(first, second, kinds[int(row.argmax())]))
        both = frozenset((first, second))
        best[both] = max(best.get(both, found), found)
    return list(best.values())


def _chance(logit: float) -> float:
    """The logarithm of the probability that a logit stands for."""
    return -math.log1p(math.exp(-logit)) if logit > 0 else logit - math.log1p(math.exp(logit))


def _ordered(relation: Relation) -> Relation:
    if relation.kind in SYMMETRIC and relation.second < relation.first:
        return Relation(relation.second, relation.first, relation.kind)
    return relation


def _labelled(reading: SentenceScores) -> set[Relation]:
    """The relations of the labels; a span that has two classes is of the first."""
    kinds: dict[Span, str] = {}
    for start, end, kind in reading.sentence.entities:
        kinds.setdefault((start, end), kind)
    return {
        _ordered(Relation((a, b, kinds[a, b]), (c, d, kinds[c, d]), kind))
        for a, b, c, d, kind in reading.sentence.relations
    }


def score_documents(
    readings: Iterable[SentenceScores],
    classes: Sequence[str],
    kinds: Sequence[str],
    thresholds: Thresholds,
) -> list[Score]:
    """The counts of each document, in order; ``kinds`` are the classes of relations."""
    return [
        {measure: sum((count[measure] for count in counts), Count()) for measure in MEASURES}
        for _, members in groupby(readings, key=lambda reading: reading.sentence.document)
        for counts in [[_counts(reading, classes, kinds, thresholds) for reading in members]]
    ]


def _counts(
    reading: SentenceScores, classes: Sequence[str], kinds: Sequence[str], thresholds: Thresholds
) -> Score:
    entities = decode_entities(reading, classes, thresholds.entity, nested=thresholds.nested)
    candidates = decode_entities(reading, classes, thresholds.candidate, nested=thresholds.nested)
    related = decode_relations(reading, kinds, candidates, thresholds.trust) if kinds else ()
    spans, wanted = {candidate[:2] for candidate in candidates}, _labelled(reading)
    within = sum(r.first[:2] in spans and r.second[:2] in spans for r in wanted)
    counts = _related(wanted, {relation for c, relation in related if c > thresholds.relation})
    return {
        "entities": _count(set(reading.sentence.entities), set(entities)),
        **counts,
        "pairs within reach": Count(within, 0, len(wanted) - within),
    }


def _related(wanted: Set[Relation], found: Set[Relation]) -> Score:
    return {
        "relations": _count({r.spans() for r in wanted}, {r.spans() for r in found}),
        "strict relations": _count(wanted, found),
    }


def _count(wanted: Set[object], found: Set[object]) -> Count:
    right = len(wanted & found)
    return Count(right, len(found) - right, len(wanted) - right)


def choose_thresholds(
    readings: Sequence[SentenceScores], classes: Sequence[str], kinds: Sequence[str]
) -> Thresholds:
    """The thresholds of the best F1 of entities, and then of strict relations."""
    trials = [Thresholds(least, nested) for nested in (False, True) for least in _LEAST]

    def f1(trial: Thresholds) -> float:
        return _total(score_documents(readings, classes, (), trial), "entities").f1

    best = _best(trials, f1, "entity")
    if not kinds:
        return best
    found: list[tuple[Thresholds, float]] = []
    for least, trust in product(_CANDIDATES, _TRUST):
        related = [
            (_labelled(reading), decode_relations(reading, kinds, candidates, trust))
            for reading in readings
            for candidates in [decode_entities(reading, classes, least, nested=best.nested)]
        ]
        for chance in _CHANCES:
            trial = best._replace(candidate=least, trust=trust, relation=chance)
            counts = [_related(w, {r for c, r in f if c > chance}) for w, f in related]
            found.append((trial, _total(counts, "strict relations").f1))
    figures = dict(found)
    return _best(list(figures), figures.__getitem__, "relation")


def _best(
    trials: Sequence[Thresholds], f1: Callable[[Thresholds], float], field: str
) -> Thresholds:
    """The middle of the trials that differ from the best in one field and come close to it.

    A single highest point on a few documents is chance.
    """
    figures = {trial: f1(trial) for trial in trials}
    top = max(trials, key=figures.__getitem__)
    at = Thresholds._fields.index(field)
    kin = [t for t in trials if (t[:at], t[at + 1 :]) == (top[:at], top[at + 1 :])]
    close = [trial for trial in kin if figures[trial] >= figures[top] - _CLOSE]
    return close[len(close) // 2]


def _total(scores: Iterable[Score], measure: str) -> Count:
    return sum((each[measure] for each in scores), Count())


def score_rows(corpus: str, scores: Sequence[Score]) -> Iterator[Row]:
    """One's own figures, with intervals over documents, and the published ones of the corpus."""
    ranges = bootstrap_intervals(scores, measures=MEASURES)
    for measure in MEASURES:
        total = _total(scores, measure)
        if measure == MEASURES[-1]:
            yield Row(measure, "this model", None, total.recall, None)
            continue
        low, high = ranges[measure]
        yield Row(measure, "this model", total.precision, total.recall, total.f1, low, high)
        for system in PUBLISHED.get(corpus, ()):
            figures = (system.entities, system.relations, system.strict)
            figure = figures[MEASURES.index(measure)]
            if figure is not None:
                yield Row(measure, system.system, None, None, figure / 100)
