"""What one paper read as one entity, parted by a person: in every later reading, and undone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from kg.core.errors import GraphError
from kg.core.extraction_checks import problems
from kg.core.judgement import PartedNames, parted_names
from kg.core.types import Document, Entity, Evidence, Extraction, Relation, Result
from kg.graph.audit import audit
from kg.graph.fold import fold_papers
from kg.papers.name_splits import split_entities
from kg.store.directory.graph_directory import append_papers, open_directory, writing
from kg.workflows.name_decisions import merge, split, undo
from kg.workflows.name_explanations import why
from tests.strategies import NAMES, extractions
from tests.test_graph import dump

TITLE = "Adapters compared"
ABSTRACT = (
    "Low-rank adaptation (LoRA) reaches 81.0% on GLUE. DoRA reaches 82.5% on GLUE. "
    "DoRA, unlike LoRA, is evaluated on CoLA."
)
TEXT = f"{TITLE}\n{ABSTRACT}"
SENTENCES = [f"{s.rstrip('.')}." for s in ABSTRACT.split(". ")]


def said(surface: str, number: int = 0, by: str = "hand@1") -> Evidence:
    """The mention of a surface form that is the given one, counted from 0."""
    start = -1
    for _ in range(number + 1):
        start = TEXT.index(surface, start + 1)
    sentence = next(s for s in SENTENCES if TEXT.index(s) <= start < TEXT.index(s) + len(s))
    return Evidence(start, start + len(surface), surface, sentence, by, 0.9)


def result(method: str, value: str) -> Result:
    place = said(value)
    return Result(
        method, None, "GLUE", "accuracy", value, None, None, place.start, place.end,
        place.sentence, 0.8, "hand@1", float(value[:-1]), "%", "absolute", True,
    )  # fmt: skip


def entity(label: str, role: str, *surfaces: str) -> Entity:
    evidence = tuple(
        said(surface, number) for surface in surfaces for number in range(TEXT.count(surface))
    )
    return Entity(label, surfaces[0], surfaces, role, 0.9, tuple(sorted(evidence)))


def adapters(identifier: str = "arxiv:2401.00001") -> Extraction:
    """A paper that reads DoRA as another name of LoRA."""
    reach = Evidence(
        said("DoRA", 1).start, said("CoLA").end, SENTENCES[2][:-1], SENTENCES[2], "hand@1", 0.7
    )
    return Extraction(
        Document(identifier, TITLE, ABSTRACT),
        (
            entity("Method", "compares", "LoRA", "Low-rank adaptation", "DoRA"),
            replace(entity("Dataset", "evaluates_on", "GLUE")),
            entity("Dataset", "evaluates_on", "CoLA"),
            Entity("Metric", "accuracy", ("accuracy",), "reports", 0.9, (said("%"),)),
        ),
        (result("LoRA", "81.0%"), result("LoRA", "82.5%")),
        "hand@1",
        (Relation("EVALUATED_ON", "LoRA", "Method", "CoLA", "Dataset", (reach,), 0.7),),
    )


PARTED = [PartedNames("Method", "dora", "lora")]


def test_each_form_takes_its_evidence_results_and_relations() -> None:
    found = split_entities(adapters(), PARTED)
    lora, *_, dora = found.entities
    assert lora.surfaces == ("LoRA", "Low-rank adaptation")
    assert (dora.name, dora.surfaces, dora.role) == ("DoRA", ("DoRA",), "compares")
    assert {e.text for e in dora.evidence} == {"DoRA"}
    assert [r.method for r in found.results] == ["LoRA", "DoRA"]
    assert [(r.head, r.tail) for r in found.relations] == [("DoRA", "CoLA")]
    assert list(problems(found)) == []


def test_a_long_form_goes_with_its_acronym() -> None:
    paper = adapters()
    named = replace(paper.entities[0], name="DoRA")
    results = tuple(replace(r, method="DoRA") for r in paper.results)
    relations = tuple(replace(r, head="DoRA") for r in paper.relations)
    paper = replace(
        paper, entities=(named, *paper.entities[1:]), results=results, relations=relations
    )
    dora, *_, lora = split_entities(paper, PARTED).entities
    assert dora.surfaces == ("DoRA",)
    assert set(lora.surfaces) == {"LoRA", "Low-rank adaptation"}


def test_what_is_parted_off_joins_the_entity_of_its_name() -> None:
    paper = adapters()
    paper = replace(paper, entities=(*paper.entities, entity("Method", "introduces", "DoRA")))
    found = split_entities(paper, PARTED)
    assert [e.name for e in found.entities].count("DoRA") == 1
    assert found.entities[-1].role == "introduces"
    assert list(problems(found)) == []


def test_a_decision_about_one_paper_leaves_the_others() -> None:
    parted = [PartedNames("Method", "dora", "lora", "arxiv:2401.00002")]
    assert split_entities(adapters(), parted) == adapters()
    assert split_entities(adapters("arxiv:2401.00002"), parted) != adapters("arxiv:2401.00002")


@given(extractions())
def test_parting_any_two_names_keeps_a_paper_sound(extraction: Extraction) -> None:
    joined = as_one_entity(extraction)
    parted = [
        PartedNames(e.type, one.casefold(), other.casefold())
        for e in joined.entities
        for one in NAMES
        for other in NAMES
    ]
    found = split_entities(joined, parted)
    assert list(problems(found)) == list(problems(joined)) == []
    assert split_entities(found, parted) == found
    words = [{e for x in each.entities for e in x.evidence} for each in (joined, found)]
    assert words[0] == words[1]


def as_one_entity(extraction: Extraction) -> Extraction:
    """The paper with all entities of a type read as one."""
    firsts: dict[str, Entity] = {}
    for each in extraction.entities:
        known = firsts.setdefault(each.type, each)
        firsts[each.type] = replace(
            known,
            surfaces=tuple(dict.fromkeys((*known.surfaces, *each.surfaces))),
            evidence=tuple(sorted({*known.evidence, *each.evidence})),
        )
    return replace(extraction, entities=tuple(firsts.values()), results=(), relations=())


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    with writing(tmp_path / "g.kg") as directory:
        append_papers(directory, [adapters()])
    return tmp_path / "g.kg"


def methods(graph: Path) -> dict[str, tuple[object, object]]:
    return {
        node.id: (node.properties["name"], node.properties["aliases"])
        for node in open_directory(graph).graph().nodes()
        if node.label == "Method"
    }


def test_split_parts_what_one_paper_joined_in_every_build(graph: Path) -> None:
    before = dump(open_directory(graph).graph())
    assert split(graph, "LoRA", "DoRA") == "DoRA is now DoRA  [method/dora]"
    two = {
        "method/dora": ("DoRA", ()),
        "method/lora": ("LoRA", ("Low-rank adaptation",)),
    }
    assert methods(graph) == two
    assert list(audit(open_directory(graph).graph())) == []
    later = replace(adapters("arxiv:2401.00009"), extractor="hand@2")
    with writing(graph) as directory:
        append_papers(directory, [replace(adapters(), extractor="hand@2"), later])
    assert methods(graph) == two
    (graph / "index.db").unlink()
    assert methods(graph) == two
    assert sorted(undo(graph)) == ["dora is not lora", "dora is not low rank adaptation"]
    with writing(graph) as directory:
        append_papers(directory, [])
    assert set(methods(graph)) == {"method/lora"}
    assert before != dump(open_directory(graph).graph())  # two papers more, and the newer reading


def test_splitting_and_undoing_restores_every_byte(graph: Path) -> None:
    before = dump(open_directory(graph).graph())
    split(graph, "LoRA", "DoRA")
    ledger = open_directory(graph).judgements()
    assert dump(open_directory(graph).graph()) == dump(fold_papers([adapters()], ledger)) != before
    assert len(parted_names(ledger)) == 2
    undo(graph, "DoRA", "LoRA")
    assert dump(open_directory(graph).graph()) == before


def test_split_of_one_paper_alone(graph: Path) -> None:
    with writing(graph) as directory:
        append_papers(directory, [adapters("arxiv:2401.00002")])
    split(graph, "LoRA", "DoRA", paper="2401.00002")
    edges = {
        (edge.paper, edge.target)
        for edge in open_directory(graph).graph().edges()
        if edge.type == "COMPARES_WITH"
    }
    assert edges == {
        ("arxiv:2401.00001", "method/lora"),
        ("arxiv:2401.00002", "method/lora"),
        ("arxiv:2401.00002", "method/dora"),
    }


def test_why_names_the_papers_that_read_two_names_as_one(graph: Path) -> None:
    assert "read as one entity in arxiv:2401.00001" in "\n".join(why(graph, "DoRA", "LoRA"))
    split(graph, "DoRA", "DoRA", reason="a method of its own")
    assert "a method of its own" in "\n".join(why(graph, "DoRA", "LoRA"))
    assert "stay two" in merge(graph, "DoRA", "LoRA")


def test_what_is_no_form_of_an_entity_cannot_be_split(graph: Path) -> None:
    with pytest.raises(GraphError, match="which is: DoRA, LoRA, Low-rank adaptation"):
        split(graph, "LoRA", "QLoRA")
    with pytest.raises(GraphError, match="cannot be split"):
        split(graph, "LoRA", "DoRA", paper="arxiv:2401.00009")


@pytest.mark.parametrize(
    ("label", "forms", "apart", "ids"),
    [
        (
            "Method",
            ("adversarial training", "AT", "attention transfer"),
            "attention transfer",
            {"method/adversarial-training", "method/attention-transfer"},
        ),
        (
            "Method",
            ("attention transfer", "AT", "adversarial training"),
            "attention transfer",
            {"method/adversarial-training", "method/attention-transfer"},
        ),
        (
            "Dataset",
            ("ImageNet-A", "ImageNet"),
            "ImageNet",
            {"dataset/imagenet", "dataset/imagenet-a"},
        ),
        (
            "Dataset",
            ("ImageNet", "ImageNet-A"),
            "ImageNet",
            {"dataset/imagenet", "dataset/imagenet-a"},
        ),
    ],
)
def test_the_alias_that_kg_shows_can_be_parted(
    label: str, forms: tuple[str, ...], apart: str, ids: set[str], tmp_path: Path
) -> None:
    document = Document("title:1", "T", ", ".join(forms))
    start = len("T\n")
    evidence = []
    for form in forms:
        evidence.append(Evidence(start, start + len(form), form, document.abstract, "hand@1"))
        start += len(form) + len(", ")
    joined = Entity(label, forms[0], forms, "mentions", 1.0, tuple(evidence))
    with writing(tmp_path / "g.kg") as directory:
        append_papers(directory, [Extraction(document, (joined,))])
    assert (
        len([n for n in open_directory(tmp_path / "g.kg").graph().nodes() if n.label == label]) == 1
    )
    split(tmp_path / "g.kg", next(form for form in forms if len(form) > 2 and form != apart), apart)
    graph = open_directory(tmp_path / "g.kg").graph()
    assert {node.id for node in graph.nodes() if node.label == label} == ids
    assert list(audit(graph)) == []
