"""Parts of a graph to export: of some papers, of some types, of a community."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kg
from kg.core.types import PropertyGraph
from kg.graph.selection import addressing, dated_since, of_types, stated_by
from tests.fixtures_graphs import three_fields

GRAPH = three_fields()


def papers(part: PropertyGraph) -> set[str]:
    return {node.id for node in part.nodes() if node.label == "Paper"}


@pytest.mark.parametrize("since", ["2025", "2025-06", "2025-06-15", "2026"])
def test_since_keeps_the_papers_of_that_day_and_later(since: str) -> None:
    wanted = {n.id for n in GRAPH.all_nodes if str(n.properties.get("date")) >= f"{since}"}
    wanted &= {n.id for n in GRAPH.all_nodes if n.label == "Paper"}
    part = dated_since(GRAPH, since)
    assert papers(part) == wanted
    assert {edge.paper for edge in part.edges()} == wanted


def test_a_paper_of_a_year_counts_from_its_first_day() -> None:
    node = kg.Node("Paper", "p", {"date": "2025"})
    graph = type(GRAPH)((node,), ())
    assert papers(dated_since(graph, "2025-01")) == {"p"}
    assert papers(dated_since(graph, "2025-02")) == set()


def test_a_task_keeps_what_its_papers_state() -> None:
    part = addressing(GRAPH, ["task/planning"])
    assert len(papers(part)) == 12
    tasks = {node.id for node in part.nodes() if node.label == "Task"}
    assert tasks == {"task/planning"}


def test_the_ends_of_every_edge_are_there_and_no_other_node() -> None:
    part = stated_by(GRAPH, ["title:0000000000000000"])
    ends = {end for edge in part.edges() for end in (edge.source, edge.target)}
    assert {node.id for node in part.nodes()} == ends
    assert stated_by(GRAPH, papers(GRAPH)).members == {node.id for node in GRAPH.nodes()}


def test_types_keep_papers_and_results() -> None:
    labels = {node.label for node in of_types(GRAPH, ["Dataset"]).nodes()}
    assert labels == {"Paper", "Dataset", "Result"}


def test_export_writes_the_part_that_is_asked_for(sample_graph: Path, tmp_path: Path) -> None:
    def written(**options: object) -> list[dict[str, object]]:
        kg.export(sample_graph, tmp_path / "part.jsonl", **options)  # type: ignore[arg-type]
        return [json.loads(line) for line in (tmp_path / "part.jsonl").read_text().splitlines()]

    whole = written()
    late = [r for r in written(since="2017") if r.get("label") == "Paper"]
    assert 0 < len(late) < sum(r.get("label") == "Paper" for r in whole)
    assert all(str(r["properties"]["date"]) >= "2017" for r in late)  # type: ignore[index]
    assert {r["label"] for r in written(type=["method"]) if r["element"] == "node"} <= {
        "Paper",
        "Method",
        "Result",
    }
    assert 0 < len(written(task="machine translation")) < len(whole)
    near = written(community="ImageNet")
    assert "dataset/imagenet" in {r.get("id") for r in near}
    assert len(near) < len(whole)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"type": ["Author"]}, "choose from Method"),
        ({"since": "May 2024"}, "is no date"),
        ({"task": "no such task"}, "no task is called"),
        ({"community": "no such thing"}, "no such thing"),
    ],
)
def test_what_cannot_be_chosen_is_reported(
    sample_graph: Path, tmp_path: Path, options: dict[str, object], message: str
) -> None:
    with pytest.raises(kg.KGError, match=message):
        kg.export(sample_graph, tmp_path / "part.html", **options)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []
