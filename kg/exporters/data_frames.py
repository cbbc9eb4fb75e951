"""A graph as two pandas tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.core.errors import MissingExtraError
from kg.core.types import PropertyGraph
from kg.store.codec.rows import edge_row, node_row

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["to_pandas"]


def to_pandas(graph: PropertyGraph) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The nodes and the edges of the whole graph, a row each, in canonical order.

    Columns of nodes are ``id``, ``label`` and the properties of every label; those of edges are
    ``source``, ``target``, ``type`` and the edge properties of `kg.core.schema`.

    Raises:
        MissingExtraError: pandas is not installed.
    """
    try:
        import pandas as pd
    except ModuleNotFoundError as error:
        raise MissingExtraError("pandas", "notebooks") from error
    nodes = pd.DataFrame([{"label": node.label, **node_row(node)} for node in graph.nodes()])
    edges = pd.DataFrame([{"type": edge.type, **edge_row(edge)} for edge in graph.edges()])
    return nodes, edges
