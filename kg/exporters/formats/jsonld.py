"""JSON-LD: the statements of `rdf_terms`, an object a node or edge, a line each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.core.output_path import replacing
from kg.core.types import PropertyGraph
from kg.exporters.formats.rdf_terms import (
    PREFIXES,
    Iri,
    Literal,
    Statement,
    edge_statements,
    node_statements,
)
from kg.exporters.output_files import Written

__all__ = ["write_jsonld"]

_TYPE = f"{PREFIXES['rdf']}type"


def write_jsonld(graph: PropertyGraph, path: Path) -> Written:
    """Write the whole graph to `path`.

    Raises: KGError where the place cannot be written.
    """
    nodes = edges = 0
    with replacing(path) as file:
        file.write(f'{{"@context":{_json(dict(PREFIXES))},\n"@graph":[')
        between = "\n"
        for node in graph.nodes():
            for record in _objects(node_statements(node)):
                file.write(f"{between}{record}")
                between = ",\n"
            nodes += 1
        for edge in graph.edges():
            for record in _objects(edge_statements(edge)):
                file.write(f"{between}{record}")
                between = ",\n"
            edges += 1
        file.write("\n]}\n")
    return Written(path, nodes, edges, nodes, edges)


def _objects(statements: Iterable[Statement]) -> Iterator[str]:
    """An object for each subject; what is said of another stands in one of its own."""
    held: dict[str, dict[str, list[object]]] = {}
    for subject, predicate, target in statements:
        own = held.setdefault(subject.text, {})
        if predicate.text == _TYPE and isinstance(target, Iri):
            own.setdefault("@type", []).append(_short(target.text))
        else:
            own.setdefault(_short(predicate.text), []).append(_object(target))
    for subject_text, own in held.items():
        yield _json(
            {"@id": subject_text, **{k: v[0] if len(v) == 1 else v for k, v in own.items()}}
        )


def _object(term: Iri | Literal) -> object:
    if isinstance(term, Iri):
        return {"@id": term.text}
    if term.datatype is None:
        return term.text
    return {"@value": term.text, "@type": _short(term.datatype)}


def _short(iri: str) -> str:
    """The name by the longest prefix that it begins with."""
    fits = [(name, base) for name, base in PREFIXES.items() if iri.startswith(base)]
    name, base = max(fits, key=lambda fit: len(fit[1]), default=("", ""))
    rest = iri[len(base) :]
    return f"{name}:{rest}" if name and "/" not in rest else iri


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
