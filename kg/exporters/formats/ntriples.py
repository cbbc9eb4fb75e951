"""N-Triples, a statement a line, which is Turtle as well; `rdf_terms` has what they say."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.core.output_path import replacing
from kg.core.types import PropertyGraph
from kg.exporters.formats.rdf_terms import Iri, Literal, Statement, edge_statements, node_statements
from kg.exporters.output_files import Written

__all__ = ["write_ntriples"]

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def write_ntriples(graph: PropertyGraph, path: Path) -> Written:
    """Write the whole graph to `path`.

    Raises: KGError where the place cannot be written.
    """
    nodes = edges = 0
    with replacing(path) as file:
        for node in graph.nodes():
            file.writelines(_lines(node_statements(node)))
            nodes += 1
        for edge in graph.edges():
            file.writelines(_lines(edge_statements(edge)))
            edges += 1
    return Written(path, nodes, edges, nodes, edges)


def _lines(statements: Iterable[Statement]) -> list[str]:
    return [f"{' '.join(map(_term, statement))} .\n" for statement in statements]


def _term(term: Iri | Literal) -> str:
    if isinstance(term, Iri):
        return f"<{term.text}>"
    spelt = f'"{term.text.translate(_ESCAPES)}"'
    return spelt if term.datatype is None else f"{spelt}^^<{term.datatype}>"
