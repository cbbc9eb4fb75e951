"""The embedded database file: whole or as before, whatever happens to the one who writes it."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.core.errors import QueryError, StoreError
from kg.core.types import Edge, Extraction, Node
from kg.graph.fold import fold_papers
from kg.store.codec.rows import Kind
from kg.store.ladybug.ladybug_store import LadybugStore
from kg.store.ladybug.parquet import BATCH_ROWS, FILE_ROWS, write_tables
from tests.strategies import extractions
from tests.test_stores import SAID, SMALL, Held, assert_holds, method, paper, uses


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LadybugStore]:
    with LadybugStore(tmp_path / "graph.lbug") as opened:
        yield opened


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(papers=st.lists(extractions(), max_size=5))
def test_any_fold_comes_back(store: LadybugStore, papers: list[Extraction]) -> None:
    graph = fold_papers(papers)
    store.replace(graph)
    assert_holds(store, graph)


_texts = st.text(max_size=12)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(_texts, st.lists(_texts, max_size=3)), max_size=6))
def test_any_text_comes_back(store: LadybugStore, texts: list[tuple[str, list[str]]]) -> None:
    nodes = {f"{i}{name}": (name, aliases) for i, (name, aliases) in enumerate(texts)}
    methods = tuple(method(i, name, *aliases) for i, (name, aliases) in nodes.items())
    edges = tuple(uses("p", node.id) for node in methods)
    graph = Held((paper("p"), *methods), edges)
    store.replace(graph)
    assert_holds(store, graph)


def test_what_is_read_by_pages_comes_back_whole(store: LadybugStore) -> None:
    methods = tuple(method(f"{i:05}", f"M{i}") for i in range(BATCH_ROWS + 1))
    papers = tuple(paper(f"arxiv:{i}") for i in range(1, 4))
    edges = tuple(
        uses(papers[i % 3].id, node.id, SAID) for i, node in enumerate(methods) if i % 40 != 7
    )
    graph = Held((*papers, *methods), edges)
    store.replace(graph)
    assert_holds(store, graph)


def test_no_database_is_an_error_that_says_what_to_do(store: LadybugStore) -> None:
    for ask in (store.counts, lambda: store.query("RETURN 1 AS x"), lambda: list(store.nodes())):
        with pytest.raises(StoreError, match="kg build"):
            ask()


@pytest.mark.parametrize("keep", [0, 10, 3_000, 20_000])
def test_a_damaged_file_is_an_error_that_says_what_to_do(store: LadybugStore, keep: int) -> None:
    store.path.write_bytes(b"not a database")
    if keep:
        store.replace(SMALL)
        store.close()
        store.path.write_bytes(store.path.read_bytes()[:keep])
    with pytest.raises(StoreError, match="kg build") as caught:
        store.counts()
    assert "\n" not in str(caught.value)
    store.replace(SMALL)
    assert_holds(store, SMALL)


def test_a_file_of_another_version_is_an_error_that_says_what_to_do(store: LadybugStore) -> None:
    store.replace(SMALL)
    store.close()
    content = bytearray(store.path.read_bytes())
    content[4] ^= 0x55  # The number of the storage format follows a magic word of four bytes.
    store.path.write_bytes(content)
    with pytest.raises(StoreError, match="kg build"):
        store.counts()


def test_a_graph_that_fails_leaves_the_old_one(store: LadybugStore) -> None:
    store.replace(SMALL)
    with pytest.raises(StoreError):
        store.replace(Held((paper("a"),), (uses("a", "method/none"),)))
    assert_holds(store, SMALL)
    store.close()
    assert list(store.path.parent.iterdir()) == [store.path]


def test_a_reader_goes_on_with_what_it_opened(store: LadybugStore) -> None:
    store.replace(SMALL)
    with LadybugStore(store.path) as reader:
        assert reader.counts().nodes["Paper"] == 2
        store.replace(Held())
        assert_holds(reader, SMALL)
    assert_holds(store, Held())


def test_a_log_left_beside_the_old_file_is_not_replayed_into_the_new(store: LadybugStore) -> None:
    store.replace(SMALL)
    store.close()
    log = store.path.with_name(store.path.name + ".wal")
    log.write_bytes(b"left by a writer that was killed")
    store.replace(SMALL)
    assert not log.exists()
    assert_holds(store, SMALL)


@pytest.mark.parametrize(
    "cypher",
    [
        "COPY (MATCH (p:Paper) RETURN p.id) TO 'out.csv'",
        "explain copy (MATCH (p:Paper) RETURN p.id) TO 'out.csv'",
        "// a comment\nEXPORT DATABASE 'out'",
        "INSTALL fts",
        "ATTACH 'other.lbug' AS other",
    ],
)
def test_a_read_only_query_touches_no_files(store: LadybugStore, cypher: str) -> None:
    store.replace(SMALL)
    with pytest.raises(QueryError, match="refused"):
        store.query(cypher)


def test_signs_inside_of_texts_and_comments_are_no_code(store: LadybugStore) -> None:
    store.replace(SMALL)
    cypher = "RETURN '$no; COPY' AS a, \"it's $none\" AS `$b;` // $nor this;\n/* ; $x */;"
    assert store.query(cypher).rows == [("$no; COPY", "it's $none")]


WRITER = """
import sys
from tests.test_ladybug import Endless
from kg.store.ladybug.ladybug_store import LadybugStore

LadybugStore(sys.argv[1]).replace(Endless(int(sys.argv[2])))
"""


class Endless:
    """A graph that says on stdout how far it was read, and never ends unless it is told."""

    def __init__(self, papers: int) -> None:
        self.papers = papers

    def nodes(self) -> Iterator[Node]:
        yield from (paper(f"arxiv:{i:07}") for i in range(self.papers))
        print("nodes read", flush=True)

    def edges(self) -> Iterator[Edge]:
        print("edges asked for", flush=True)
        yield from ()


@pytest.mark.parametrize("said", ["nodes read", "edges asked for"])
def test_a_kill_in_the_middle_leaves_the_old_graph(store: LadybugStore, said: str) -> None:
    store.replace(SMALL)
    store.close()
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(store.path), "30000"], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    for line in writer.stdout:
        if line.strip() == said:
            break
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    assert_holds(store, SMALL)
    assert len(list(store.path.parent.iterdir())) == 2
    store.replace(Held())
    assert_holds(store, Held())
    store.close()
    assert list(store.path.parent.iterdir()) == [store.path]


def test_a_table_of_several_files_is_loaded_whole(store: LadybugStore, tmp_path: Path) -> None:
    papers = tuple(paper(f"arxiv:{i:05}") for i in range(FILE_ROWS // 20 + 1))
    methods = tuple(method(f"{i:02}", f"M{i}") for i in range(20))
    edges = tuple(uses(p.id, m.id, SAID) for p in papers for m in methods)
    files = write_tables(Held((*papers, *methods), edges), tmp_path)
    assert [file.owner for file in files.tables].count(Kind("USES", "Paper", "Method")) == 2
    store.replace(Held((*papers, *methods), edges))
    assert store.counts() == files.counts
    rows = store.query("MATCH (p:Paper)-[:USES]->(m:Method) RETURN m.id AS m, count(*) AS n").rows
    assert {n for _, n in rows} == {len(papers)}
