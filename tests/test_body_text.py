"""What the paragraphs of a full text add to the entities of its title and abstract."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.core.extraction_checks import problems
from kg.core.full_texts.full_text import Citation, FullText, Paragraph, Section
from kg.core.types import Document, Entity, Evidence, Extraction
from kg.nlp import extract, load
from kg.nlp.body.body_entities import with_body_entities
from kg.nlp.body.windows import Window, body_windows

NLP = load()


def section(kind: str, *texts: str, number: str = "1") -> Section:
    paragraphs = (Paragraph(f"section {number} ¶{n}", t) for n, t in enumerate(texts, 1))
    return Section(number, kind.title(), kind, tuple(paragraphs))


PAPER = Document(
    "title:1",
    "FinchNet: Small Networks that Sing",
    "We propose FinchNet, a convolutional neural network for audio classification.",
    full_text=FullText(
        (
            section(
                "related work", "WrenNet was trained on AudioSet with a Transformer.", number="1"
            ),
            section(
                "experiments",
                "We evaluate FinchNet on the ESC-50 dataset and compare it with ResNet-50.",
                "On ESC-50, FinchNet has an accuracy of 91.4%, while ResNet-50 reaches 88.0%.",
                number="2",
            ),
        )
    ),
)


@pytest.fixture(scope="module")
def found() -> Extraction:
    (extraction,) = extract([PAPER], nlp=NLP)
    return extraction


def test_the_body_adds_evidence_and_sure_entities(found: Extraction) -> None:
    assert list(problems(found)) == []
    fields = {e.name: {v.field for v in e.evidence} for e in found.entities}
    assert {"text", "section 2 ¶1", "section 2 ¶2"} <= fields["FinchNet"]
    roles = {(e.type, e.name): e.role for e in found.entities}
    assert roles["Method", "FinchNet"] == "introduces"
    assert roles["Dataset", "ESC-50"] == "evaluates_on"


def test_related_work_adds_nothing(found: Extraction) -> None:
    assert not {"WrenNet", "AudioSet"} & {entity.name for entity in found.entities}
    assert all(v.field != "section 1 ¶1" for e in found.entities for v in e.evidence)


def test_without_a_body_nothing_changes(found: Extraction) -> None:
    (alone,) = extract([replace(PAPER, full_text=None)], nlp=NLP)
    first = {(e.type, e.name, e.role, e.confidence) for e in alone.entities}
    assert first <= {(e.type, e.name, e.role, e.confidence) for e in found.entities}
    assert set(alone.results) <= set(found.results)


def test_windows_keep_sections_apart_and_places_of_paragraphs() -> None:
    long = "x" * 1000
    body = FullText((section("method", "one", long, long), section("experiments", "two")))
    windows = list(body_windows(Document("title:1", "A title", "", full_text=body)))
    assert [w.kind for w in windows] == ["method", "method", "experiments"]
    assert [[p.field[-2:] for _, p in w.paragraphs] for w in windows] == [
        ["¶1", "¶2"],
        ["¶3"],
        ["¶1"],
    ]
    for window in windows:
        for start, paragraph in window.paragraphs:
            assert window.document.text[start : start + len(paragraph.text)] == paragraph.text


@pytest.mark.parametrize(
    ("cited", "expected"),
    [((), "RACE Lai"), ((Citation(9, 19, ("a",)),), "RACE"), ((Citation(4, 19, ("a",)),), None)],
)
def test_a_name_ends_where_a_citation_begins(
    cited: tuple[Citation, ...], expected: str | None
) -> None:
    paragraph = Paragraph("section 1 ¶1", "One RACE Lai et al. here.", cited)
    window = Window("experiments", Document("title:1", "T", paragraph.text), ((2, paragraph),))
    placed = window.placed(Evidence(6, 14, "RACE Lai", paragraph.text, "model@1"))
    assert (placed.text if placed else None) == expected
    assert placed is None or placed.stands_in(paragraph.text)


def reading(
    name: str,
    role: str,
    confidence: float,
    kind: str,
    type_: str = "Method",
    text: str = "We use {} here.",
) -> tuple[Window, Extraction]:
    paragraph = Paragraph(f"section {kind} ¶1", text.format(name))
    document = Document("title:1", "T", paragraph.text)
    start = document.text.index(name)
    evidence = Evidence(start, start + len(name), name, paragraph.text, "model@1", confidence)
    entity = Entity(type_, name, (name,), role, confidence, (evidence,))
    return Window(kind, document, ((2, paragraph),)), Extraction(document, (entity,))


DENIED = "We do not evaluate on {}."
EXAMPLES = "There are sets such as {}."
EVALUATES = "evaluates_on"


@pytest.mark.parametrize(
    ("readings", "role"),
    [
        ([reading("Adam", "uses", 0.9, kind) for kind in ("method", "experiments")], "uses"),
        ([reading("Adam", "uses", 0.9, "method")], None),
        ([reading("Adam", "uses", 0.7, "method")] * 3, None),
        ([reading("Adam", "compares", 0.8, "experiments")], "compares"),
        ([reading("Adam", "compares", 0.8, "introduction")], None),
        ([reading("Adam", "introduces", 0.9, "method")] * 3, None),
        ([reading("linear layers", "uses", 0.9, "method")] * 3, None),
        ([reading("Adam", "uses", 0.9, kind) for kind in ("introduction", "method")], None),
        ([reading("B_T", "compares", 0.9, "experiments")] * 3, None),
        ([reading("FP32", "uses", 0.9, "method")] * 3, None),
        ([reading("Tensor Cores", "uses", 0.9, "method")] * 3, None),
        ([reading("KL divergence", "uses", 0.9, "method")] * 3, None),
        ([reading("FID", "uses", 0.9, "method")] * 3, None),
        ([reading("GLUE", "evaluates_on", 0.9, "experiments", "Dataset", DENIED)], None),
        ([reading("GLUE", "evaluates_on", 0.9, "introduction", "Dataset", EXAMPLES)], None),
        ([reading("GLUE", "evaluates_on", 0.9, "experiments", "Dataset", EXAMPLES)], EVALUATES),
        ([reading("GLUE", "evaluates_on", 0.8, "introduction", "Dataset")], "evaluates_on"),
        ([reading("GLUE", "evaluates_on", 0.6, "experiments", "Dataset")], None),
        ([reading("tagging", "addresses", 0.99, "experiments", "Task")] * 3, None),
    ],
)  # fmt: skip
def test_what_becomes_a_new_entity(
    readings: list[tuple[Window, Extraction]], role: str | None
) -> None:
    joined = with_body_entities(Extraction(Document("title:1", "T", "")), readings)
    assert [entity.role for entity in joined.entities] == ([role] if role else [])
