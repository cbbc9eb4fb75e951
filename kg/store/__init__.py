"""Where graphs are kept and asked: one contract, an embedded engine and a Neo4j server."""

from kg.store.codec.table import Table
from kg.store.contract import Counts, Store, is_server
from kg.store.opening import open_store

__all__ = ["Counts", "Store", "Table", "is_server", "open_store"]
