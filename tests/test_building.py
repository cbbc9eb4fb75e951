from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import cast

import pytest

import kg
from kg.core.errors import InputError, StoreError
from kg.core.types import Problem
from kg.graph.audit import audit
from kg.graph.fold import fold_papers
from kg.store import open_store
from kg.store.directory.graph_directory import open_directory
from kg.store.ladybug.projection import open_projection
from kg.workflows.distinct_papers import distinct_documents
from tests.neo4j_server import Server
from tests.test_graph import dump


def test_the_real_pages_build_with_exact_counts(pages: list[Path], pages_graph: Path) -> None:
    graph = kg.open(pages_graph)
    labels = Counter(node.label for node in graph.nodes())
    assert labels["Paper"] == 466
    assert labels["Organization"] == 6
    papers = [node for node in graph.nodes() if node.label == "Paper"]
    readings = [
        source for paper in papers for source in cast("list[str]", paper.properties["sources"])
    ]
    assert len(readings) == len(set(readings)) == 258 + 218
    assert list(audit(graph)) == []
    with open_projection(pages_graph) as store:
        assert dump(graph) == dump(store)
        assert store.counts().nodes["Paper"] == 466


def test_pages_in_any_order_or_number_of_runs_give_one_graph(
    pages: list[Path], tmp_path: Path
) -> None:
    once = kg.build([pages[0], pages[3]], tmp_path / "once.kg")
    kg.build([pages[3]], tmp_path / "twice.kg")
    twice = kg.build([pages[0]], tmp_path / "twice.kg")
    assert dump(once) == dump(twice)


@pytest.mark.parametrize("kind", [str, Path])
def test_a_single_path_is_one_input(kind: type[str] | type[Path], tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text('{"title": "T", "abstract": "An abstract."}\n')
    given = kind(tmp_path / "one.jsonl")
    assert dump(kg.build(given, tmp_path / "a.kg")) == dump(kg.build([given], tmp_path / "b.kg"))
    assert [each.document.title for each in kg.extract(given)] == ["T"]


def test_bad_input_is_found_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"abstract": "T"}\n')
    with pytest.raises(InputError, match=r"bad\.jsonl:1"):
        kg.build([kg.sample_path(), tmp_path / "bad.jsonl"], tmp_path / "g.kg")
    assert not (tmp_path / "g.kg").exists()


def test_problems_are_listed_once(tmp_path: Path) -> None:
    good = '{"title": "T", "abstract": "An abstract."}\n'
    (tmp_path / "mixed.jsonl").write_text(good + "[]\n" + good)
    skipped: list[Problem] = []
    total, documents = distinct_documents([tmp_path / "mixed.jsonl"], skipped=skipped)
    (document,) = documents
    assert total == 1
    assert [s.line for s in document.sources] == [1, 3]
    assert [(Path(p.file).name, p.line) for p in skipped] == [("mixed.jsonl", 2)]


def test_a_stale_projection_is_made_anew(tmp_path: Path) -> None:
    page = '{"title": "T%d", "abstract": "We train ResNet on ImageNet."}\n'
    (tmp_path / "one.jsonl").write_text(page % 1)
    (tmp_path / "two.jsonl").write_text(page % 2)
    kg.build([tmp_path / "one.jsonl"], tmp_path / "g.kg")
    kept = (tmp_path / "g.kg" / "graph.lbug").read_bytes()
    kg.build([tmp_path / "two.jsonl"], tmp_path / "g.kg")
    (tmp_path / "g.kg" / "graph.lbug").write_bytes(kept)
    (tmp_path / "g.kg" / "projection.json").write_text('{"state": "of old"}')
    with open_projection(tmp_path / "g.kg") as store:
        assert store.counts().nodes["Paper"] == 2


def test_a_text_that_the_graph_holds_is_not_read_again(tmp_path: Path) -> None:
    page = '{"title": "T", "abstract": "We train ResNet on ImageNet."}\n'
    (tmp_path / "one.jsonl").write_text(page)
    (tmp_path / "two.jsonl").write_text(page)
    kg.build([tmp_path / "one.jsonl"], tmp_path / "g.kg")
    records = tmp_path / "g.kg" / "records" / "000001.jsonl"
    marked = records.read_text().replace('"confidence":0.', '"confidence":0.00')
    assert marked != records.read_text()
    records.write_text(marked)
    (tmp_path / "g.kg" / "sums.json").unlink()
    kg.build([tmp_path / "two.jsonl"], tmp_path / "g.kg")
    (paper,) = open_directory(tmp_path / "g.kg")
    assert all(entity.confidence < 0.01 for entity in paper.entities)
    assert [source.name for source in paper.document.sources] == ["one.jsonl", "two.jsonl"]


def test_progress_tells_stage_and_total(tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    kg.build([kg.sample_path()], tmp_path / "g.kg", progress=lambda *what: told.append(what))
    papers = [what for what in told if what[0] == "papers"]
    assert papers[0] == told[0] == ("papers", 0, None), "from the first second"
    assert papers[-1][1] == papers[-1][2] == len(papers) - 2
    assert any(stage == "nodes and edges" for stage, _, _ in told)


def test_the_real_pages_build_into_a_neo4j_server(
    pages: list[Path], pages_graph: Path, neo4j_server: Server, tmp_path: Path
) -> None:
    url, user, password = neo4j_server.url, neo4j_server.user, neo4j_server.password
    shutil.copytree(pages_graph, tmp_path / "g.kg")
    kg.build(pages, tmp_path / "g.kg", store=url, user=user, password=password)
    with (
        open_store(url, user=user, password=password) as store,
        open_projection(pages_graph) as embedded,
    ):
        assert store.counts() == embedded.counts()
        assert dump(store) == dump(embedded)
        assert list(audit(store)) == []
        store.replace(fold_papers([]))
        assert not any(store.counts().nodes.values())


def test_a_server_that_is_down_is_told_of_before_anything_is_built(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="start it and try again"):
        kg.build([kg.sample_path()], tmp_path / "g.kg", store="bolt://127.0.0.1:1")
    assert list(tmp_path.iterdir()) == []
