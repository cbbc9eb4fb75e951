"""The same on a server: what is refused there, what is answered, and that nothing changes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.core.errors import QueryError
from kg.store.neo4j.neo4j_store import Neo4jStore
from tests.neo4j_server import Server
from tests.read_only_cases import CHANGES, READS_ON_A_SERVER, SERVER, filled
from tests.test_read_only import LONG, SECRET, shown
from tests.test_stores import SMALL, assert_holds


@pytest.fixture(scope="module")
def store(neo4j_server: Server) -> Iterator[Neo4jStore]:
    url = f"{neo4j_server.url}/neo4j"
    with Neo4jStore(url, user=neo4j_server.user, password=neo4j_server.password) as opened:
        opened.query("MATCH (n) DETACH DELETE n", write=True)
        opened.replace(SMALL)
        yield opened
        opened.query("MATCH (n) DETACH DELETE n", write=True)


@pytest.mark.parametrize("statement", READS_ON_A_SERVER, ids=shown)
def test_what_reads_is_answered(store: Neo4jStore, statement: str) -> None:
    store.query(statement, {"id": ["x"]})


def test_what_does_more_is_refused_and_nothing_changes(
    store: Neo4jStore, neo4j_server: Server
) -> None:
    folder = neo4j_server.home / "import"
    folder.mkdir(exist_ok=True)
    (folder / "x").write_text(SECRET, "utf-8")
    for statement in (*SERVER, *CHANGES):
        with pytest.raises(QueryError) as caught:
            store.query(filled(statement, "x", "out.csv"))
        assert SECRET not in str(caught.value)
        assert "\n" not in str(caught.value)
    assert_holds(store, SMALL)


def test_the_server_would_read_files_in_a_transaction_that_reads(
    store: Neo4jStore, neo4j_server: Server
) -> None:
    """Why the statement is checked here too: the server's own guard is about changes alone."""
    folder = neo4j_server.home / "import"
    folder.mkdir(exist_ok=True)
    (folder / "x").write_text(SECRET, "utf-8")
    rows = store.answer(f"LOAD CSV FROM 'file://{folder / 'x'}' AS row RETURN row").rows
    assert rows == [([SECRET],)]


def test_a_late_answer_is_given_up(store: Neo4jStore) -> None:
    with pytest.raises(QueryError, match=r"no answer within 1 s.*--timeout"):
        store.query(LONG, timeout=1.0)
