"""Graph directories that go to a real server and come back, and what may come between."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import socket
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest

from kg.core.errors import GraphError, StoreError
from kg.core.types import Document, Entity, Evidence, Extraction
from kg.store.codec.batches import BATCH
from kg.store.codec.rows import Kind, edge_row
from kg.store.codec.waiting import LockTimeout
from kg.store.directory.graph_directory import append_papers, open_directory, writing
from kg.store.neo4j import neo4j_cypher
from kg.store.neo4j.batch_writer import PushCounts
from kg.store.neo4j.connection import Connection
from kg.store.neo4j.neo4j_store import Neo4jStore
from kg.store.neo4j.push import push as push_graph
from kg.store.neo4j.server_lock import locked_graph
from kg.store.neo4j.server_rows import DIGEST, server_row
from kg.workflows.sync import files_of, pull, push
from tests.neo4j_server import Server
from tests.strategies import HOSTILE
from tests.test_citations import entry
from tests.test_citations import paper as citing
from tests.test_stores import SMALL, Held, assert_holds, method, paper, uses


def made(place: Path, papers: int, first: int = 0) -> Path:
    """A graph directory of invented papers, or one with more of them."""
    with writing(place) as directory:
        append_papers(directory, (extraction(number) for number in range(first, first + papers)))
    return place


def extraction(number: int) -> Extraction:
    name = HOSTILE[number % 6] if number % 7 == 0 else f"Quill-{number % 50}"
    title = f"Study {number}"
    sentence = f"We use {name} here."
    start = len(title) + 1 + len("We use ")
    said = Evidence(start, start + len(name), name, sentence, "hand@1", 0.75)
    entity = Entity("Method", name, (name,), "uses", 0.75, (said,))
    return Extraction(Document(f"arxiv:{number:05}", title, sentence), (entity,), (), "hand@1")


@pytest.fixture
def url(neo4j_server: Server) -> Iterator[str]:
    """A graph of its own on the shared server, empty."""
    place = f"{neo4j_server.url}/neo4j#pushed"
    with Neo4jStore(place, password=neo4j_server.password) as store:
        store.query("MATCH (n) WHERE n.kg = $kg DETACH DELETE n", write=True)
        yield place
        store.query("MATCH (n) WHERE n.kg = $kg DETACH DELETE n", write=True)


@pytest.fixture
def store(url: str, neo4j_server: Server) -> Iterator[Neo4jStore]:
    with Neo4jStore(url, password=neo4j_server.password) as opened:
        yield opened


def contents(place: Path) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in files_of(place).items()}


def test_a_directory_goes_to_a_server_and_comes_back(
    url: str, store: Neo4jStore, neo4j_server: Server, tmp_path: Path
) -> None:
    place, password = made(tmp_path / "a.kg", 60), neo4j_server.password
    size = sum(1 for _ in open_directory(place).graph().nodes()) + 60
    assert push(place, url, password=password) == PushCounts(written=size)
    assert_holds(store, open_directory(place).graph())
    assert push(place, url, password=password) == PushCounts(same=size)

    pull(url, tmp_path / "b.kg", password=password)
    assert contents(tmp_path / "b.kg") == contents(place)

    made(place, 5, first=60)
    changes = push(place, url, password=password)
    assert 10 <= changes.written < 25
    assert changes.same > size - 15
    assert_holds(store, open_directory(place).graph())
    pull(url, tmp_path / "c.kg", password=password)
    assert contents(tmp_path / "c.kg") == contents(place)
    assert push(tmp_path / "b.kg", url, password=password).removed >= 5
    assert_holds(store, open_directory(tmp_path / "b.kg").graph())


def test_a_file_of_several_pieces_comes_back(
    url: str, neo4j_server: Server, tmp_path: Path
) -> None:
    place = made(tmp_path / "a.kg", 1)
    (place / "notes").mkdir()
    (place / "notes" / "noise").write_bytes(os.urandom((1 << 20) + 7))
    (place / "notes" / "empty").write_bytes(b"")
    (place / "exact").write_bytes(os.urandom(1 << 20))
    push(place, url, password=neo4j_server.password)
    pull(url, tmp_path / "b.kg", password=neo4j_server.password)
    assert contents(tmp_path / "b.kg") == contents(place)
    (place / "notes" / "noise").write_bytes(b"short")
    (place / "exact").unlink()
    push(place, url, password=neo4j_server.password)
    pull(url, tmp_path / "c.kg", password=neo4j_server.password)
    assert contents(tmp_path / "c.kg") == contents(place)


def test_what_cannot_be_pulled_is_told(
    url: str, store: Neo4jStore, neo4j_server: Server, tmp_path: Path
) -> None:
    password = neo4j_server.password
    with pytest.raises(StoreError, match="no graph of that name there"):
        pull(url, tmp_path / "b.kg", password=password)
    store.replace(SMALL)
    with pytest.raises(StoreError, match="was not pushed from a graph directory"):
        pull(url, tmp_path / "b.kg", password=password)
    push(made(tmp_path / "a.kg", 1), url, password=password)
    store.query("MATCH (g:KgGraph {kg: $kg}) SET g.state = null", write=True)
    with pytest.raises(StoreError, match="not finished: push again"):
        pull(url, tmp_path / "b.kg", password=password)
    push(tmp_path / "a.kg", url, password=password)
    # Past the store, which would note that a query may have changed the graph.
    damage = "MATCH (f:KgFile {kg: 'pushed'}) WHERE f.file = 'kg.json' SET f.digest = 'x'"
    login = (neo4j_server.user, password)
    with neo4j.GraphDatabase.driver(neo4j_server.url, auth=login) as driver:
        driver.execute_query(damage, database_="neo4j")
    with pytest.raises(StoreError, match=r"piece 0 of kg\.json is damaged"):
        pull(url, tmp_path / "b.kg", password=password)
    bomb = "MATCH (f:KgFile {kg: 'pushed'}) WHERE f.file = 'kg.json' SET f.data = $data"
    for data in (None, 7, "text", b"no zlib", zlib.compress(bytes(1 << 28), 9)):
        with neo4j.GraphDatabase.driver(neo4j_server.url, auth=login) as driver:
            driver.execute_query(bomb, {"data": data}, database_="neo4j")
        with pytest.raises(StoreError, match=r"piece 0 of kg\.json is damaged"):
            pull(url, tmp_path / "b.kg", password=password)
    with pytest.raises(GraphError, match=r"a\.kg exists"):
        pull(url, tmp_path / "a.kg", password=password)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.kg"]
    with pytest.raises(StoreError, match="not a server"):
        push(tmp_path / "a.kg", str(tmp_path / "x.lbug"))


def test_two_pushes_at_once_are_one_and_a_word(store: Neo4jStore) -> None:
    with locked_graph(store.connection):
        with pytest.raises(StoreError, match=r"another push is at work since .* wait for it"):
            store.replace(SMALL)
        assert sum(store.counts().nodes.values()) == 0
    store.replace(SMALL)
    assert_holds(store, SMALL)


def test_rows_come_in_the_order_of_columns() -> None:
    for node in SMALL.nodes():
        assert (*server_row(node), DIGEST) == neo4j_cypher.columns(node.label)
    for edge in SMALL.edges():
        kind = Kind(edge.type, edge.source_label, edge.target_label)
        assert (*edge_row(edge), DIGEST) == neo4j_cypher.columns(kind)


def test_an_index_that_tells_otherwise_than_the_records_is_found_out(
    url: str, neo4j_server: Server, tmp_path: Path
) -> None:
    place, password = made(tmp_path / "a.kg", 3), neo4j_server.password
    for damage in ("UPDATE node SET digest = digest + 1", "UPDATE edge SET digest = digest + 1"):
        with contextlib.closing(sqlite3.connect(place / "index.db", isolation_level=None)) as db:
            db.execute(damage)
        with pytest.raises(StoreError, match=r"index\.db: differs .* remove it"):
            push(place, url, password=password)
        (place / "index.db").unlink()
        push(place, url, password=password)


def test_a_second_push_waits_and_its_login_is_in_no_process_list(
    url: str, store: Neo4jStore, neo4j_server: Server, tmp_path: Path
) -> None:
    place, password = made(tmp_path / "a.kg", 3), neo4j_server.password
    command = [
        str(Path(sys.executable).with_name("kg")),
        "push",
        "--graph",
        str(place),
        "--store",
        url,
    ]
    login = {"KG_NEO4J_USER": neo4j_server.user, "KG_NEO4J_PASSWORD": password}
    with locked_graph(store.connection):
        second = subprocess.Popen(
            command, env={**os.environ, **login}, stderr=subprocess.PIPE, text=True
        )
        assert second.stderr is not None
        said = second.stderr.readline()
        shown = [command_line(entry) for entry in Path("/proc").glob("[0-9]*")]
        assert sum(store.counts().nodes.values()) == 0, "it writes nothing while it waits"
    assert re.search(r"another push is at work .*; waiting 60 s at most", said), said
    assert any(url in line for line in shown)
    assert not any(password in line for line in shown)
    assert password not in second.communicate(timeout=60)[1]
    assert second.returncode == 0
    assert_holds(store, open_directory(place).graph())


def command_line(process: Path) -> str:
    """What others see of a process; empty if it is gone."""
    with contextlib.suppress(OSError):
        return (process / "cmdline").read_text(encoding="utf-8", errors="replace")
    return ""


def test_patience_ends(store: Neo4jStore, tmp_path: Path) -> None:
    said: list[str] = []
    with locked_graph(store.connection), pytest.raises(StoreError, match="another push is at work"):
        push_graph(store.connection, SMALL, timeout=LockTimeout(0.2, said.append))
    assert len(said) == 1
    place = made(tmp_path / "a.kg", 1)
    with writing(place), pytest.raises(GraphError, match="another command is writing"):
        push(place, str(store.connection), timeout=LockTimeout(0.2, said.append))
    assert said[1].endswith("waiting 0.2 s at most")


def test_the_lock_of_a_dead_process_is_taken_over(store: Neo4jStore) -> None:
    store.replace(Held())
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    store.query(
        "MATCH (g:KgGraph {kg: $kg}) SET g.owner = $owner, g.until = timestamp() + 60000",
        {"owner": f"{socket.gethostname()}:{child.pid}:x"},
        write=True,
    )
    store.replace(SMALL)
    assert_holds(store, SMALL)


def test_a_stale_lock_is_taken_over_and_its_holder_writes_nothing_more(store: Neo4jStore) -> None:
    store.replace(SMALL)
    late = "MATCH (g:KgGraph {kg: $kg}) SET g.until = 0, g.owner = 'elsewhere:1:x'"
    with locked_graph(store.connection) as lock:
        store.query(late, write=True)
        push_graph(store.connection, Held())
        with pytest.raises(StoreError, match="another push took over"):
            lock.write(neo4j_cypher.delete_nodes("Paper"), ids=["arxiv:1"])
        with pytest.raises(StoreError, match="another push took over"):
            lock.write(
                neo4j_cypher.write_rows((neo4j_cypher.RowGroup("Task", new=False),)),
                rows0=[{"kg": "pushed", "id": "task/x"}],
            )
    assert_holds(store, Held())


class Stopped(Exception):
    """Raised in the middle of a push."""


class Frail(Connection):
    """A connection that ends after so many transactions that write."""

    left = 0

    def write(self, statement: str, **parameters: object) -> list[dict[str, Any]]:
        if self.left == 0:
            raise Stopped
        self.left -= 1
        return super().write(statement, **parameters)


BEFORE = Held(
    (paper("a"), paper("b"), method("x", "X"), method("y", "Y")),
    (uses("a", "method/x"), uses("b", "method/y")),
)
AFTER = Held(
    (paper("a"), paper("b", "new"), paper("c"), method("y", "Y"), method("z", "Z")),
    (uses("a", "method/y"), uses("b", "method/y"), uses("c", "method/z")),
)


def test_a_push_cut_off_anywhere_is_finished_by_the_next(
    url: str, store: Neo4jStore, neo4j_server: Server
) -> None:
    """Cut off before each of its transactions in turn; then finished, or taken back."""
    frail = Frail(url, user=neo4j_server.user, password=neo4j_server.password)
    with contextlib.closing(frail):
        for writes in itertools.count():
            store.replace(BEFORE)
            frail.left = writes
            try:
                push_graph(frail, AFTER)
                break
            except Stopped:
                pass
            back = (BEFORE,) if writes % 2 else ()
            for wanted in (*back, AFTER):
                push_graph(store.connection, wanted)
                assert_holds(store, wanted)
    assert writes > 4
    assert_holds(store, AFTER)


def test_a_first_push_cut_off_between_two_batches_is_finished_by_the_next(
    url: str, store: Neo4jStore, neo4j_server: Server, tmp_path: Path
) -> None:
    place, password = made(tmp_path / "a.kg", 3_000), neo4j_server.password
    early, late = "A study that cites", "What was cited and cites"
    with writing(place) as directory:
        ends = ((early, "arxiv:1", late, "arxiv:9"), (late, "arxiv:9", early, "arxiv:1"))
        append_papers(
            directory,
            [
                citing(
                    title, own, entry("b1", other, id_), entry("b2", "What nobody read", "arxiv:5")
                )
                for title, own, other, id_ in ends
            ],
        )

    def stop(written: int) -> None:
        if written > 1:
            raise Stopped

    with pytest.raises(Stopped):
        push(place, url, password=password, progress=stop)
    counts = store.counts()
    assert sum(counts.nodes.values()) + sum(counts.edges.values()) == BATCH
    push(place, url, password=password)
    assert_holds(store, open_directory(place).graph())
    assert store.counts().edges["CITES"] == 4
