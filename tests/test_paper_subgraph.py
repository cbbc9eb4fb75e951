"""What a paper gives to the graph is made once, and no record is decoded twice."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import CodeType, FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.core.codec import decode_extraction
from kg.core.types import Extraction
from kg.graph.fold import fold_papers
from kg.graph.paper_subgraph import PaperSubgraph, paper_subgraph
from kg.papers.same_papers import merge_readings
from kg.resolution.resolve import resolve_names
from kg.store.codec.spilling_map import SpillingMap
from kg.store.directory.graph_directory import append_papers, writing
from kg.store.directory.index.index_schema import FILE
from kg.store.ladybug.projection import open_projection, project_directory
from tests.fixtures_questions import PAPERS
from tests.strategies import extractions

CALLS: dict[CodeType, str] = {
    decode_extraction.__code__: "decoded",
    paper_subgraph.__code__: "made",
}


def calls_of(work: Callable[[], object]) -> Counter[str]:
    """How often records were decoded and subgraphs made."""
    found: Counter[str] = Counter()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code in CALLS:
            found[CALLS[frame.f_code]] += 1

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return found


def build(path: Path, papers: list[Extraction]) -> None:
    with writing(path) as directory:
        project_directory(append_papers(directory, papers)).close()


@pytest.fixture(scope="module")
def readings() -> list[Extraction]:
    return list(PAPERS)


def test_a_first_build_decodes_nothing(tmp_path: Path, readings: list[Extraction]) -> None:
    calls = calls_of(lambda: build(tmp_path / "g.kg", readings))
    assert calls == {"made": len(readings)}


def test_an_added_paper_is_not_decoded(tmp_path: Path, readings: list[Extraction]) -> None:
    *known, new = readings
    build(tmp_path / "g.kg", known)
    calls = calls_of(lambda: build(tmp_path / "g.kg", [new]))
    assert calls["made"] - calls["decoded"] == 1  # others may change by it, and are decoded once


def test_a_rebuild_decodes_each_record_once(tmp_path: Path, readings: list[Extraction]) -> None:
    path = tmp_path / "g.kg"
    build(path, readings)
    with open_projection(path) as database:
        before = (list(database.nodes()), list(database.edges()))
    once = {"decoded": len(readings), "made": len(readings)}
    for gone in (["graph.lbug"], ["graph.lbug", FILE]):
        for name in gone:
            (path / name).unlink()
        assert calls_of(lambda: open_projection(path).close()) == once
        with open_projection(path) as database:
            assert (list(database.nodes()), list(database.edges())) == before


@given(st.lists(extractions(), min_size=1, max_size=4))
def test_subgraphs_are_the_graph(papers: list[Extraction]) -> None:
    papers = [
        replace(x, document=replace(x.document, id=f"arxiv:2401.0000{i}"))
        for i, x in enumerate(papers)
    ]
    merged = merge_readings(papers)
    parts = [paper_subgraph(paper, resolve_names(merged)) for paper in merged]
    graph = fold_papers(papers)
    assert [edge for part in parts for edge in part.edges] == list(graph.edges())
    nodes = [node for part in parts for node in (part.node, *part.results)]
    assert sorted(nodes, key=lambda node: node.id) == sorted(
        (node for node in graph.nodes() if node.label in ("Paper", "Result")),
        key=lambda node: node.id,
    )


@given(st.lists(extractions(), max_size=4), st.integers(0, 3))
def test_what_is_spilled_comes_back_as_it_was(papers: list[Extraction], limit: int) -> None:
    merged = merge_readings(papers)
    with SpillingMap[int, Extraction](Extraction, limit) as held:
        for key, paper in enumerate(papers):
            held.put(key, paper)
        assert [held.get(key) for key in range(len(papers))] == papers
    parts = [paper_subgraph(paper, resolve_names(merged)) for paper in merged]
    with SpillingMap[str, PaperSubgraph](PaperSubgraph, limit) as spilled:
        for part in parts:
            spilled.put(part.id, part)
        assert [spilled.get(part.id) for part in parts] == parts


@given(
    st.lists(st.tuples(st.sampled_from(["put", "discard", "clear"]), st.integers(0, 4))),
    st.integers(0, 3),
)
def test_a_spilling_map_is_a_mapping(steps: list[tuple[str, int]], limit: int) -> None:
    expected: dict[int, tuple[str, ...]] = {}
    with SpillingMap[int, tuple[str, ...]](tuple[str, ...], limit) as held:
        for number, (step, key) in enumerate(steps):
            if step == "put":
                held.put(key, (str(number),))
                expected[key] = (str(number),)
            elif step == "discard":
                held.discard(key)
                expected.pop(key, None)
            else:
                held.clear()
                expected.clear()
            assert {k: v for k in range(5) if (v := held.get(k)) is not None} == expected
            assert len(held) == len(expected)
