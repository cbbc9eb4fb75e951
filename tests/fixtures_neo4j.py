"""The Neo4j server that tests share: started once, when the first of them asks."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.neo4j_server import LTS, Missing, Release, Server, ensure_jars, running


def require_server(release: Release) -> None:
    """Skip with the reason where a release cannot be had."""
    try:
        ensure_jars(release)
    except Missing as missing:
        if os.environ.get("KG_REQUIRE_ALL") == "1":
            raise
        pytest.skip(f"no Neo4j {release.version}: {missing}")


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real server with a password; skipped with the reason where it cannot be had."""
    require_server(LTS)
    with running(tmp_path_factory.mktemp("neo4j")) as server:
        yield server
