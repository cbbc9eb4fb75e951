"""What persons judge of names in a graph directory, and what the directory says of why."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.core.errors import GraphError, NotFoundError
from kg.core.types import Document, Entity, Evidence, Extraction
from kg.store.directory.graph_directory import append_papers, open_directory, writing
from kg.workflows.name_decisions import merge, split, undo
from kg.workflows.name_doubts import unsure
from kg.workflows.name_explanations import why

Surfaces = tuple[str, ...]


def entity(*surfaces: str, label: str = "Method") -> tuple[str, Surfaces]:
    return label, surfaces


def paper(number: int, *named: tuple[str, Surfaces]) -> Extraction:
    """A paper that says no more than its names."""
    abstract = ", ".join(surface for _, surfaces in named for surface in surfaces)
    document = Document(f"title:{number}", f"T{number}", abstract)
    return Extraction(document, tuple(_entity(document, *each) for each in named))


def _entity(document: Document, label: str, surfaces: Surfaces) -> Entity:
    start = document.text.index(", ".join(surfaces))
    evidence = Evidence(start, start + len(surfaces[0]), surfaces[0], document.abstract, "t@1")
    return Entity(label, surfaces[0], surfaces, "mentions", 1.0, (evidence,))


def graph_of(place: Path, *papers: Extraction) -> Path:
    with writing(place / "g.kg") as directory:
        append_papers(directory, papers)
    return place / "g.kg"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    return graph_of(
        tmp_path,
        paper(1, entity("PPO"), entity("GPT-4"), entity("QRG", "quantile regression gating")),
        paper(2, entity("Proximal Policy Optimisation"), entity("GPT-4o"), entity("QRG")),
        paper(3, entity("offline RL"), entity("Foo Net"), entity("CIFAR-10", label="Dataset")),
        paper(4, entity("offline reinforcement learning"), entity("FooNet"), entity("Bar")),
        paper(5, entity("LLaMA 2 7B"), entity("LLaMA 2"), entity("diffusion")),
        paper(6, entity("diffusion model"), entity("CIFAR-100", label="Dataset")),
    )


def content(place: Path) -> list[object]:
    graph = open_directory(place).graph()
    return [*graph.nodes(), *graph.edges()]


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        ("PPO", "proximal policy optimisation", "the lexicon lists it as PPO"),
        ("QRG", "quantile regression gating", "1 of 1 papers that spell out qrg"),
        ("Foo Net", "FooNet", "spaces, hyphens"),
        ("GPT-4", "GPT-4o", "4 against 4o"),
        ("CIFAR-10", "CIFAR-100", "10 against 100"),
        ("LLaMA 2 7B", "LLaMA 2", "LLaMA 2 7B is a variant of LLaMA 2"),
        ("Bar", "FooNet", "no rule joins them"),
        ("diffusion", "diffusion model", "a word for its kind"),
    ],
)
def test_why_tells_the_judgements(graph: Path, left: str, right: str, said: str) -> None:
    assert said in "\n".join(why(graph, left, right))


def test_why_of_names_of_two_types_or_of_nobody(graph: Path) -> None:
    with pytest.raises(GraphError, match="never one"):
        list(why(graph, "PPO", "CIFAR-10"))
    with pytest.raises(NotFoundError, match="did you mean 'offline reinforcement learning'"):
        list(why(graph, "ofline reinforcement learnin", "PPO"))


def test_merging_and_undoing_restores_every_byte(graph: Path) -> None:
    before = content(graph)
    assert "are one: Bar" in merge(graph, "FooNet", "Bar", reason="renamed", by="ada")
    assert content(graph) != before
    assert "person:ada, 1.00): renamed" in "\n".join(why(graph, "Foo Net", "Bar"))
    assert undo(graph) == ["foonet = Bar"]
    assert content(graph) == before


def test_splitting_and_undoing_restores_every_byte(graph: Path) -> None:
    before = content(graph)
    split(graph, "FooNet", "Foo Net")
    assert "are two" in next(iter(why(graph, "Foo Net", "FooNet")))
    undo(graph, "Foo Net", "FooNet")
    assert content(graph) == before


def test_a_merge_against_what_a_person_parted_is_refused_and_told(graph: Path) -> None:
    split(graph, "FooNet", "Foo Net")
    merge(graph, "Foo Net", "Bar")
    assert "stay two" in merge(graph, "FooNet", "Bar")
    assert "is not" in "\n".join(why(graph, "FooNet", "Bar"))


def test_one_paper_may_mean_another_thing_by_a_name(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, *(paper(n, entity("Foo")) for n in (1, 2, 3)))
    said = split(graph, "Foo", "Foo", paper="title:2")
    assert said.endswith("[method/foo~2]")
    with pytest.raises(GraphError, match="names nothing"):
        split(graph, "method/foo", "Foo", paper="title:9")


def test_what_a_person_judged_is_no_doubt_any_more(graph: Path) -> None:
    doubts = [(d.left, d.right) for d in unsure(graph)]
    assert ("diffusion model", "diffusion") in doubts
    merge(graph, "diffusion", "diffusion model")
    assert ("diffusion model", "diffusion") not in [(d.left, d.right) for d in unsure(graph)]


def test_there_is_nothing_to_undo_in_a_new_graph(graph: Path) -> None:
    with pytest.raises(NotFoundError, match="nothing to undo"):
        undo(graph)
    with pytest.raises(GraphError, match="cannot be split"):
        split(graph, "PPO", "Bar")


def test_judgements_outlast_the_papers_and_the_index(graph: Path) -> None:
    merge(graph, "FooNet", "Bar")
    merged = content(graph)
    (graph / "index.db").unlink()
    assert content(graph) == merged


def test_the_doubts_are_those_that_matter(tmp_path: Path) -> None:
    """Many papers, little evidence, names far apart: not a word for the kind, not an acronym."""
    papers = [
        paper(
            n, entity("LoRA", "low-rank adaptation"), entity("oracle model" if n % 2 else "oracle")
        )
        for n in range(1, 9)
    ]
    joined = paper(9, entity("LoRA", "adaptation branch", "LoRA adapters"))
    graph = graph_of(tmp_path, *papers, joined)
    first, *rest = unsure(graph)
    assert (first.left, first.right, first.papers) == ("adaptation branch", "LoRA", 9)
    assert first.reason == "1 paper read it as one with lora"
    assert {d.left for d in rest} <= {"oracle model", "LoRA adapters"}
    assert all(d.value < first.value / 2 for d in rest)
    assert [unsure(graph, limit=n) for n in (1, 2)] == [[first], [first, *rest[:1]]]
    assert "one already" in merge(graph, "adaptation branch", "LoRA")
    assert "adaptation branch" not in {d.left for d in unsure(graph)}
    assert undo(graph) == ["adaptation branch = LoRA"]
    assert unsure(graph)[0] == first
    assert "one already" in merge(graph, "LoRA", "adaptation branch")
    assert "adaptation branch" not in {d.left for d in unsure(graph)}


def test_an_id_is_no_spelling_to_keep(graph: Path) -> None:
    before = open_directory(graph).judgements()
    assert "one already" in merge(graph, "method/ppo", "PPO")
    assert open_directory(graph).judgements() == before
    assert "one already" in merge(graph, "method/ppo", "Proximal Policy Optimisation")
    (kept,) = open_directory(graph).judgements() - before
    assert (kept.left, kept.right) == ("proximal policy optimisation", "PPO")


def test_what_is_split_from_an_entry_of_the_lexicon_has_its_own_name(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path,
        paper(1, entity("Mixture of Experts"), entity("Mixture of Experts", label="Task")),
        paper(2, entity("sparse mixture of experts")),
    )
    said = split(graph, "Mixture of Experts", "sparse mixture of experts", by="ada")
    assert said.startswith("sparse mixture of experts is now sparse mixture of experts  [method/")
