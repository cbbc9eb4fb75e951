"""The Neo4j server that tests share: started once, when the first of them asks."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.neo4j_server import Missing, Server, ensure_jars, running


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real server with a password; skipped with the reason where it cannot be had."""
    try:
        ensure_jars()
    except Missing as missing:
        if os.environ.get("KG_REQUIRE_ALL") == "1":
            raise
        pytest.skip(f"no Neo4j server: {missing}")
    with running(tmp_path_factory.mktemp("neo4j")) as server:
        yield server
