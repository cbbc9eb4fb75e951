"""Scores on a published corpus: entities, and relations from end to end.

What is counted is what the labels have: entities and pairs that the network cannot judge, or
that were never proposed, are missed. Thresholds are those of the best F1 on the part that is
for development.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import groupby, permutations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import InputError
from kg.evaluate.bootstrap import intervals
from kg.evaluate.published import PUBLISHED
from kg.evaluate.scoring import Count, Score

if TYPE_CHECKING:
    from kg.train.corpora import Sentence
    from kg.train.fit import Epoch, Options
    from kg.train.reading import Reading, Span

__all__ = [
    "MEASURES",
    "Relation",
    "Row",
    "Thresholds",
    "decode",
    "evaluated",
    "relate",
    "rows",
    "score",
    "tune",
]

MEASURES = ("entities", "relations", "strict relations", "pairs within reach")
"""The last counts the labelled relations whose two spans were both found: what the judgement
of pairs can reach at all."""

SYMMETRIC = frozenset(("COMPARE", "CONJUNCTION", "Compare-With", "Synonym-Of"))
"""Classes of relations that hold both ways round: the order of their spans is not scored."""

_LEAST = tuple(step / 4 for step in range(-10, 7))

Entity = tuple[int, int, str]


class Thresholds(NamedTuple):
    """The least logit of an entity and of a relation, and whether entities may nest."""

    entity: float = 0.0
    relation: float = 0.0
    nested: bool = False


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


def evaluated(
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

    ``corpus`` is a head of `kg.train.examples.HEADS`; the other arguments are those of
    `kg.train.benchmark.learn`.

    Raises:
        InputError: a file is missing or not of the form, or has a class of another corpus.
    """
    from kg.nlp.pieces import Pieces
    from kg.train.benchmark import learn, read
    from kg.train.examples import HEADS, PAIR_HEADS

    train, dev, held = (_sentences(folder / f"{part}.jsonl") for part in ("train", "dev", test))
    network = learn(
        train, dev, corpus, checkpoint, encoder=encoder, init=init, options=options, report=report
    )
    pieces = Pieces.load(encoder / "tokenizer.json")
    classes, kinds = HEADS[corpus], PAIR_HEADS.get(corpus, ())
    thresholds = tune(read(network, dev, corpus, pieces), classes, kinds)
    found = score(read(network, held, corpus, pieces), classes, kinds, thresholds)
    return list(rows(corpus, found)), thresholds


def _sentences(path: Path) -> list[Sentence]:
    from kg.train.corpora import read

    if not path.is_file():
        raise InputError("no such part of a corpus", str(path))
    return list(read(path))


def decode(reading: Reading, classes: Sequence[str], thresholds: Thresholds) -> list[Entity]:
    """The entities of a sentence: the surest first, and none that crosses a surer one."""
    likely = sorted(
        (-float(logits.max()), span, int(logits.argmax()))
        for span, logits in reading.spans.items()
        if logits.max() > thresholds.entity
    )
    kept: list[Entity] = []
    for _, span, kind in likely:
        if not any(_clash(span, other[:2], thresholds.nested) for other in kept):
            kept.append((*span, classes[kind]))
    return sorted(kept)


def _clash(one: Span, other: Span, nested: bool) -> bool:
    (a, b), (c, d) = one, other
    if b <= c or d <= a:
        return False
    return not nested or not ((a <= c and d <= b) or (c <= a and b <= d))


def relate(
    reading: Reading, kinds: Sequence[str], entities: Sequence[Entity], least: float
) -> list[Relation]:
    """The relations among the entities of a sentence: of two, the likeliest one way or other."""
    pairs = list(permutations(entities, 2))
    logits = reading.related([(a[:2], a[2], b[:2], b[2]) for a, b in pairs])
    best: dict[frozenset[Entity], tuple[float, Relation]] = {}
    for (first, second), row in zip(pairs, logits, strict=True):
        found = float(row.max()), _ordered(Relation(first, second, kinds[int(row.argmax())]))
        both = frozenset((first, second))
        best[both] = max(best.get(both, found), found)
    return [relation for logit, relation in best.values() if logit > least]


def _ordered(relation: Relation) -> Relation:
    if relation.kind in SYMMETRIC and relation.second < relation.first:
        return Relation(relation.second, relation.first, relation.kind)
    return relation


def _labelled(reading: Reading) -> set[Relation]:
    """The relations of the labels; a span that has two classes is of the first."""
    kinds: dict[Span, str] = {}
    for start, end, kind in reading.sentence.entities:
        kinds.setdefault((start, end), kind)
    return {
        _ordered(Relation((a, b, kinds[a, b]), (c, d, kinds[c, d]), kind))
        for a, b, c, d, kind in reading.sentence.relations
    }


def score(
    readings: Iterable[Reading],
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
    reading: Reading, classes: Sequence[str], kinds: Sequence[str], thresholds: Thresholds
) -> Score:
    entities = decode(reading, classes, thresholds)
    spans = {entity[:2] for entity in entities}
    wanted = _labelled(reading)
    found = relate(reading, kinds, entities, thresholds.relation) if kinds else []
    within = [r for r in wanted if r.first[:2] in spans and r.second[:2] in spans]
    return {
        "entities": _count(set(reading.sentence.entities), set(entities)),
        "relations": _count({r.spans() for r in wanted}, {r.spans() for r in found}),
        "strict relations": _count(wanted, set(found)),
        "pairs within reach": Count(len(within), 0, len(wanted) - len(within)),
    }


def _count(wanted: Set[object], found: Set[object]) -> Count:
    right = len(wanted & found)
    return Count(right, len(found) - right, len(wanted) - right)


def tune(readings: Sequence[Reading], classes: Sequence[str], kinds: Sequence[str]) -> Thresholds:
    """The thresholds of the best F1 of entities, and then of strict relations."""

    def f1(measure: str, chosen: Sequence[str]) -> Callable[[Thresholds], float]:
        def of(trial: Thresholds) -> float:
            return _total(score(readings, classes, chosen, trial), measure).f1

        return of

    trials = [Thresholds(least, 0.0, nested) for least in _LEAST for nested in (False, True)]
    best = max(trials, key=f1("entities", ()))
    if not kinds:
        return best
    return max(
        (best._replace(relation=least) for least in _LEAST), key=f1("strict relations", kinds)
    )


def _total(scores: Iterable[Score], measure: str) -> Count:
    return sum((each[measure] for each in scores), Count())


def rows(corpus: str, scores: Sequence[Score]) -> Iterator[Row]:
    """One's own figures, with intervals over documents, and the published ones of the corpus."""
    ranges = intervals(scores, measures=MEASURES)
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
