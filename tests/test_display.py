"""What a graph shows of its records: what is sure enough, with metrics directed as one says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.core.codec import dumps, to_record
from kg.core.errors import GraphError, InputError
from kg.core.types import Document, Entity, Evidence, Extraction, Relation, Result
from kg.graph.audit import audit
from kg.graph.fold import FoldedGraph, fold_papers
from kg.papers.display import (
    DEFAULT_CONFIDENCE,
    DEFAULT_RESULT_CONFIDENCE,
    View,
    apply_view,
    filter_by_confidence,
)
from kg.store.directory.graph_directory import append_papers, open_directory, set_view, writing
from kg.store.ladybug.projection import open_projection, project_directory
from kg.workflows.build import build
from tests.strategies import extractions
from tests.test_cli import run

papers = st.lists(extractions(), max_size=5)
_sure = st.sampled_from((0.0, 0.25, 0.3, 0.5, 0.9, 1.0))


def _shown(found: list[Extraction], confidence: float) -> FoldedGraph:
    return fold_papers(apply_view(paper, View(confidence)) for paper in fold_papers(found).papers)


@settings(deadline=None)
@given(papers, _sure, _sure)
def test_with_more_confidence_asked_for_a_part_of_the_graph_is_left(
    found: list[Extraction], one: float, other: float
) -> None:
    low, high = _shown(found, min(one, other)), _shown(found, max(one, other))
    assert {n.id for n in high.nodes()} <= {n.id for n in low.nodes()}
    assert {e.key for e in high.edges()} <= {e.key for e in low.edges()}
    assert list(audit(high)) == []
    for edge in high.edges():
        sure = edge.properties["confidence"]
        assert isinstance(sure, float)
        assert sure >= max(one, other)


@given(extractions())
def test_a_view_of_zero_shows_all_and_one_of_nothing_the_default(paper: Extraction) -> None:
    assert apply_view(paper, View(min_confidence=0.0)) == filter_by_confidence(paper, 0.0) == paper
    by_default = filter_by_confidence(paper, DEFAULT_CONFIDENCE, results=DEFAULT_RESULT_CONFIDENCE)
    assert apply_view(paper, View()) == by_default


TEXT = "On nets\nAcme is trained on Blobs and reaches 91.5% wibble."


def _evidence(text: str) -> Evidence:
    start = TEXT.index(text)
    return Evidence(start, start + len(text), text, TEXT.split("\n")[1], "test@1", 0.9)


def _entity(label: str, name: str, role: str, confidence: float) -> Entity:
    return Entity(label, name, (name,), role, confidence, (_evidence(name),))


def _paper() -> Extraction:
    title, abstract = TEXT.split("\n")
    start = TEXT.index("91.5%")
    entities = (
        _entity("Method", "Acme", "introduces", 0.9),
        _entity("Dataset", "Blobs", "trains_on", 0.4),
        _entity("Metric", "wibble", "reports", 0.8),
    )
    result = Result(
        "Acme", None, "Blobs", "wibble", "91.5%", None, None,
        start, start + 5, abstract, 0.6, "test@1", 91.5, "%",
    )  # fmt: skip
    relation = Relation(
        "TRAINED_ON", "Acme", "Method", "Blobs", "Dataset",
        (_evidence("Acme is trained on Blobs"),), 0.7,
    )  # fmt: skip
    return Extraction(Document("title:1", title, abstract), entities, (result,), "t@1", (relation,))


ON_BLOBS = {"TRAINS_ON", "ON", "TRAINED_ON"}


@pytest.mark.parametrize(
    ("confidence", "kinds"),
    [
        (0.4, {"INTRODUCES", "REPORTS", "STATES", "OF", "MEASURES", *ON_BLOBS}),
        (0.5, {"INTRODUCES", "REPORTS", "STATES", "OF", "MEASURES"}),
        (0.7, {"INTRODUCES", "REPORTS"}),
        (0.95, set()),
    ],
)  # fmt: skip
def test_what_is_left_of_a_paper(confidence: float, kinds: set[str]) -> None:
    assert {edge.type for edge in _shown([_paper()], confidence).edges()} == kinds


def test_a_directory_keeps_its_view(tmp_path: Path) -> None:
    place = tmp_path / "g.kg"
    with writing(place) as directory:
        directory = append_papers(directory, [_paper()])
        project_directory(directory)
        assert "TRAINED_ON" in {edge.type for edge in directory.graph().edges()}
        directory = set_view(directory, min_confidence=0.5, metrics="wibble\tdown\n")
        project_directory(directory)
    assert open_directory(place).graph().papers is not None
    with open_projection(place) as store:
        assert list(store.edges()) == list(_shown([_paper()], 0.5).edges())
        (result,) = (node for node in store.nodes() if node.label == "Result")
        assert result.properties["higher_is_better"] is False
    with writing(place) as directory:
        assert directory.extracted(_paper().document, "t@1") == _paper()
        directory = set_view(directory, min_confidence=0.0)
        project_directory(directory)
    with open_projection(place) as store:
        assert [e.key for e in store.edges()] == [e.key for e in fold_papers([_paper()]).edges()]


def test_a_damaged_view_is_an_error(tmp_path: Path) -> None:
    place = tmp_path / "g.kg"
    with writing(place) as directory:
        set_view(append_papers(directory, [_paper()]), min_confidence=0.5)
    (place / "view.json").write_text("{")
    with pytest.raises(GraphError, match=r"damaged view\.json"):
        list(open_directory(place))


def test_building_takes_the_view(tmp_path: Path) -> None:
    page = tmp_path / "one.jsonl"
    page.write_text(dumps({"title": "On nets", "abstract": "We train ResNet-50 on ImageNet."}))
    table = tmp_path / "metrics.tsv"
    table.write_text("wibble\tdown\n")
    build([page], tmp_path / "g.kg", min_confidence=1.0, metrics=table)
    assert json.loads((tmp_path / "g.kg" / "view.json").read_text()) == {
        "min_confidence": 1.0,
        "metrics": "wibble\tdown\n",
    }
    sure = [e.properties["confidence"] for e in build([page], tmp_path / "g.kg").edges()]
    assert all(each == 1.0 for each in sure)
    table.write_text("wibble\n")
    with pytest.raises(InputError, match=r"metrics\.tsv:1: "):
        build([page], tmp_path / "g.kg", metrics=table)


def test_the_command_shows_a_graph_otherwise(tmp_path: Path) -> None:
    page = tmp_path / "one.jsonl"
    page.write_text(dumps({"title": "On nets", "abstract": "We train ResNet-50 on ImageNet."}))
    place = str(tmp_path / "g.kg")
    assert run("build", str(page), "--graph", place).returncode == 0
    shown = run("build", "--graph", place, "--min-confidence", "1")
    assert (shown.returncode, shown.stderr.splitlines()[0]) == (0, "1 nodes: 1 Paper")
    assert run("build", "--graph", place).returncode == 2
    assert run("build", "--graph", place, "--min-confidence", "1.5").returncode == 2
    absent = run("build", "--graph", str(tmp_path / "no.kg"), "--min-confidence", "1")
    assert absent.returncode == 1
    assert not (tmp_path / "no.kg").exists()


def test_records_keep_all(tmp_path: Path) -> None:
    with writing(tmp_path / "g.kg") as directory:
        directory = set_view(append_papers(directory, [_paper()]), min_confidence=0.95)
        (segment,) = directory.segments().values()
    assert segment.read_text() == dumps(to_record(_paper())) + "\n"
