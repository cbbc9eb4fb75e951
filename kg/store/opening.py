"""Opening the store that a URL or a path names."""

from __future__ import annotations

from kg.core.errors import StoreError
from kg.store.contract import SERVER_SCHEMES, Store, is_server

__all__ = ["open_store"]


def open_store(url: str, *, user: str = "neo4j", password: str = "") -> Store:
    """The store behind a server's URL, or behind the path of an embedded database file.

    Raises:
        StoreError: It is neither a path nor a URL that the Neo4j driver takes.
    """
    if is_server(url):
        from kg.store.neo4j.neo4j_store import Neo4jStore

        return Neo4jStore(url, user=user, password=password)
    if "://" in url:
        raise StoreError(
            f"{url.partition('://')[0]}://...: not a store:"
            f" give a path, or {SERVER_SCHEMES[-3]}://host/database"
        )
    from kg.store.ladybug.ladybug_store import LadybugStore

    return LadybugStore(url)
