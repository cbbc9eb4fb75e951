"""Scores by our own count, against hand counts and against the judge of the labels."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import ingest, nlp
from kg.core.schema import ENTITY_LABELS, roles_of
from kg.core.types import Document, Entity, Extraction, Result
from kg.evaluate.bootstrap import bootstrap_intervals
from kg.evaluate.scoring import (
    INTRODUCED,
    MEASURES,
    Count,
    Score,
    add_scores,
    fold_surface,
    score_extraction,
)
from kg.train.labels.labelled_papers import (
    LabelledEntity,
    LabelledPaper,
    LabelledResult,
    read_labelled_papers,
)

GOLD = Path(os.environ.get("KG_GOLD", Path(__file__).parents[2] / "shared" / "gold"))
JUDGE = GOLD / "score.py"
needs_judge = pytest.mark.skipif(not JUDGE.exists(), reason=f"no score.py at {GOLD}: set KG_GOLD")


def paper(*entities: LabelledEntity, results: Sequence[LabelledResult] = ()) -> LabelledPaper:
    return LabelledPaper(Document("p", "On owls", ""), entities, tuple(results), "set")


def wanted(
    kind: str, name: str, *aliases: str, role: str = "uses", core: bool = True
) -> LabelledEntity:
    return LabelledEntity(kind, name, aliases, role, core)


def given_entity(kind: str, name: str, *surfaces: str, role: str = "uses") -> Entity:
    return Entity(kind, name, (name, *surfaces), role, 1.0, ())


def stated(value: str, metric: str | None, method: str | None = None) -> Result:
    return Result(
        method, None, None, metric, value, None, None, 0, 1, "", 1.0, "test@1"
    )  # offsets do not matter here


def found(*entities: Entity, results: Sequence[Result] = ()) -> Extraction:
    return Extraction(Document("p", "On owls", ""), entities, tuple(results))


ONE = wanted("Method", "OwlNet")
CASES = [
    ("the same", paper(ONE), found(given_entity("Method", "OwlNet")), (1, 0, 0)),
    ("hyphens", paper(ONE), found(given_entity("Method", "owlnets")), (1, 0, 0)),
    ("by alias", paper(wanted("Method", "A", "B")), found(given_entity("Method", "b")), (1, 0, 0)),
    ("other type", paper(ONE), found(given_entity("Task", "OwlNet")), (0, 1, 1)),
    (
        "a type that would do",
        paper(replace(ONE, other_type="Task")),
        found(given_entity("Task", "OwlNet")),
        (1, 0, 0),
    ),
    ("nothing", paper(ONE), found(), (0, 0, 1)),
    ("optional, found", paper(replace(ONE, core=False)), found(), (0, 0, 0)),
    (
        "optional, missed",
        paper(replace(ONE, core=False)),
        found(given_entity("Task", "OwlNet")),
        (0, 0, 0),
    ),
    (
        "twice",
        paper(wanted("Method", "A", "B")),
        found(given_entity("Method", "A"), given_entity("Method", "B")),
        (1, 1, 0),
    ),
    (
        "two versions",
        paper(wanted("Method", "Owl 2", "Owl 2 7B")),
        found(given_entity("Method", "Owl 2"), given_entity("Method", "Owl 2 7B")),
        (1, 0, 0),
    ),
]


@pytest.mark.parametrize(
    ("gold", "extraction", "counts"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_counts(
    gold: LabelledPaper, extraction: Extraction, counts: tuple[int, int, int]
) -> None:
    assert score_extraction(gold, extraction)["strict all"] == Count(*counts)


def test_relaxed_takes_half_of_the_words() -> None:
    scores = score_extraction(
        paper(wanted("Task", "owl call detection")), found(given_entity("Task", "owl call"))
    )
    assert scores["strict Task"] == Count(0, 1, 1)
    assert scores["relaxed Task"] == Count(1, 0, 0)


def test_a_wrong_role_costs_the_link_twice() -> None:
    scores = score_extraction(paper(ONE), found(given_entity("Method", "OwlNet", role="compares")))
    assert scores["strict all"].f1 == 1
    assert scores["role"] == scores["link"] == Count(0, 1, 1)


def test_results_by_value_and_by_slots() -> None:
    gold = paper(ONE, results=[LabelledResult("3.7x", {"metric": "speedup", "method": "OwlNet"})])
    scores = score_extraction(gold, found(results=[stated("3.7 times", "speedups")]))
    assert scores["result value"] == Count(1, 0, 0)
    assert scores["result tuple"] == Count(0, 1, 1)


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))
def test_ratios_follow_from_counts(right: int, wrong: int, missed: int) -> None:
    count = Count(right, wrong, missed)
    p, r = count.precision, count.recall
    assert count.f1 == pytest.approx(2 * p * r / (p + r) if p + r else 0.0)
    assert count + Count(1, 2, 3) == Count(right + 1, wrong + 2, missed + 3)


# Random labels and extractions over so few names that they meet in every way.

NAMES = (
    *("Owl 2", "Owl 2 7B", "owl-2", "OWL 2s", "Owl 3", "accuracy", "accuracies", "top-1 accuracy"),
    *("ﬁne tuning", "fine-tuning", "C++", "C", "F1", "F1 score", "-", ".", "a/b", "a b", "naïve"),
)
VALUES = ("3.7x", "3.7 times", "3.7×", r"3.7\times", "12%", r"12\%", "12", "+12", "~12", "12%%")
_names = st.sampled_from(NAMES)
_slots = st.one_of(st.none(), _names)
_filled = st.dictionaries(st.sampled_from(("metric", "method", "dataset")), _names)


@st.composite
def gold_papers(draw: st.DrawFn, number: int) -> LabelledPaper:
    entities = []
    for _ in range(draw(st.integers(0, 5))):
        kind = draw(st.sampled_from(ENTITY_LABELS))
        role = draw(st.sampled_from(roles_of(kind)))
        aliases = tuple(draw(st.lists(_names, max_size=2)))
        other = draw(st.one_of(st.none(), st.sampled_from(ENTITY_LABELS)))
        entities.append(
            LabelledEntity(kind, draw(_names), aliases, role, draw(st.booleans()), other)
        )
    results = draw(
        st.lists(st.builds(LabelledResult, st.sampled_from(VALUES), _filled), max_size=3)
    )
    document = Document(f"p{number}", f"T{number}", "")
    return LabelledPaper(document, tuple(entities), tuple(results), "s")


@st.composite
def extractions(draw: st.DrawFn, number: int) -> Extraction:
    entities = []
    for _ in range(draw(st.integers(0, 5))):
        kind = draw(st.sampled_from(ENTITY_LABELS))
        role = draw(st.sampled_from(roles_of(kind)))
        entities.append(
            given_entity(kind, draw(_names), *draw(st.lists(_names, max_size=2)), role=role)
        )
    results = draw(st.lists(st.builds(stated, st.sampled_from(VALUES), _slots, _slots), max_size=3))
    document = Document(f"p{number}", f"T{number}", "")
    return Extraction(document, tuple(entities), tuple(results))


@st.composite
def batches(draw: st.DrawFn) -> list[tuple[LabelledPaper, Extraction]]:
    size = draw(st.integers(1, 8))
    return [(draw(gold_papers(n)), draw(extractions(n))) for n in range(size)]


def introduces(*names: str) -> list[Entity]:
    return [replace(given_entity("Method", name), role="introduces") for name in names]


OWN = replace(ONE, type="Method", role="introduces")
INTRODUCTIONS = [
    ("found as such", paper(OWN), found(*introduces("OwlNet")), (1, 0, 0)),
    ("found in another role", paper(OWN), found(given_entity("Method", "OwlNet")), (0, 0, 1)),
    ("not found", paper(OWN), found(), (0, 0, 1)),
    ("another said to be new", paper(OWN), found(*introduces("OwlNet", "Else")), (1, 1, 0)),
    ("used, said to be new", paper(wanted("Method", "A")), found(*introduces("A")), (0, 1, 0)),
    ("an optional one", paper(replace(OWN, core=False)), found(*introduces("OwlNet")), (0, 0, 0)),
]


@pytest.mark.parametrize(("gold", "extraction", "expected"), [row[1:] for row in INTRODUCTIONS])
def test_introduced_methods(
    gold: LabelledPaper, extraction: Extraction, expected: tuple[int, int, int]
) -> None:
    count = score_extraction(gold, extraction)[INTRODUCED]
    assert (count.right, count.wrong, count.missed) == expected


JUDGED = [measure for measure in MEASURES if measure != INTRODUCED]
"""What the judge measures as well."""


def judged(
    pairs: Sequence[tuple[LabelledPaper, Extraction]], folder: Path
) -> dict[str, list[float]]:
    """What the judge says: measure -> precision, recall, F1."""
    gold, extracted = folder / "gold.jsonl", folder / "extracted.jsonl"
    gold.write_text("".join(json.dumps(_gold_record(g)) + "\n" for g, _ in pairs), "utf-8")
    extracted.write_text("".join(json.dumps(_record(g, x)) + "\n" for g, x in pairs), "utf-8")
    done = subprocess.run(
        [sys.executable, str(JUDGE), str(gold), str(extracted), "--json"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    figures = json.loads(done.stdout)
    assert figures["papers_missing"] == 0
    figures["role"] = [figures["role"]] * 3
    return {measure: figures[measure][:3] for measure in JUDGED}


def _gold_record(gold: LabelledPaper) -> dict[str, object]:
    return {
        "id": gold.document.id,
        "title": gold.document.title,
        "entities": [
            {
                "type": e.type,
                "name": e.name,
                "aliases": e.aliases,
                "role": e.role,
                "core": e.core,
                "alt_type": e.other_type,
            }
            for e in gold.entities
        ],
        "results": [
            {
                "value": r.value,
                **{slot: r.slots.get(slot) for slot in ("metric", "method", "dataset")},
            }
            for r in gold.results
        ],
    }


def _record(gold: LabelledPaper, extraction: Extraction) -> dict[str, object]:
    return {
        "id": gold.document.id,
        "entities": [
            {"type": e.type, "name": e.name, "surfaces": e.surfaces, "role": e.role}
            for e in extraction.entities
        ],
        "results": [
            {"metric": r.metric, "method": r.method, "dataset": r.dataset, "value": r.value}
            for r in extraction.results
        ],
    }


def ratios(total: Score) -> dict[str, list[float]]:
    return {
        measure: [round(each, 4) for each in (count.precision, count.recall, count.f1)]
        for measure, count in total.items()
    }


def same(ours: dict[str, list[float]], theirs: dict[str, list[float]]) -> bool:
    return all(ours[m] == pytest.approx(theirs[m], abs=1.01e-4) for m in JUDGED)


@needs_judge
@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(pairs=batches())
def test_the_judge_counts_alike(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[LabelledPaper, Extraction]]
) -> None:
    ours = ratios(add_scores(score_extraction(gold, extraction) for gold, extraction in pairs))
    theirs = judged(pairs, tmp_path_factory.mktemp("judge"))
    assert same(ours, theirs), (ours, theirs)


@needs_judge
def test_the_judge_counts_real_extractions_alike(pages: list[Path], tmp_path: Path) -> None:
    documents = ingest.read_documents(pages, as_written=True)
    papers = read_labelled_papers([GOLD / "dev.jsonl"], documents)[:60]
    extracted = nlp.extract([paper.document for paper in papers])
    pairs = [(paper, one) for paper, one in zip(papers, extracted, strict=True)]
    theirs = judged(pairs, tmp_path)
    assert min(theirs["strict all"]) > 0.5
    assert same(ratios(add_scores(score_extraction(*pair) for pair in pairs)), theirs)


@given(st.sampled_from(NAMES))
def test_folding_is_idempotent(name: str) -> None:
    assert fold_surface(fold_surface(name)) == fold_surface(name)


# The bootstrap.


def scores_of(counts: Sequence[Count]) -> list[Score]:
    return [dict.fromkeys(MEASURES, count) for count in counts]


def test_papers_that_are_alike_leave_no_doubt() -> None:
    low, high = bootstrap_intervals(scores_of([Count(3, 1, 2)] * 20))["link"]
    assert low == high == Count(3, 1, 2).f1


def test_the_interval_is_that_of_the_mean_of_many() -> None:
    # Half of 400 papers right: the standard error of the share is sqrt(0.25 / 400) = 0.025.
    papers = scores_of([Count(1, 0, 0), Count(0, 1, 1)] * 200)
    low, high = bootstrap_intervals(papers)["role"]
    assert low == pytest.approx(0.5 - 1.96 * 0.025, abs=0.006)
    assert high == pytest.approx(0.5 + 1.96 * 0.025, abs=0.006)


@given(st.lists(st.builds(Count, *[st.integers(0, 5)] * 3), min_size=1, max_size=12))
@settings(max_examples=25, deadline=None)
def test_laws_of_the_interval(counts: list[Count]) -> None:
    wide, narrow = (
        bootstrap_intervals(scores_of(counts)),
        bootstrap_intervals(scores_of(counts), level=0.5),
    )
    for measure in MEASURES:
        assert 0 <= wide[measure][0] <= narrow[measure][0]
        assert narrow[measure][1] <= wide[measure][1] <= 1
    assert bootstrap_intervals(scores_of(counts)) == wide
