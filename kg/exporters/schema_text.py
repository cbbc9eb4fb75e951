"""The vocabulary of the graph as a text that fits a prompt, or as a picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from kg.core.schema import EDGE_ENDS, EDGE_PROPERTIES, LABELS, NODE_PROPERTIES
from kg.exporters.schema_picture import schema_svg

LONGEST = 2_000
"""Characters, at most: what an assistant is given with every question has to be short."""

_RULES = """\
On Neo4j start at (n:Label {kg: 'papers'}): kg is the name of the graph, and a database has several.
ON, OF, FOR and IN need backticks. Example:
MATCH (r:Result)-[:`ON`]->(:Dataset {name: 'ImageNet'}), (r)-[:MEASURES]->(m:Metric)
MATCH (p:Paper)-[s:STATES]->(r) RETURN p.title, m.name, r.raw, s.sentence ORDER BY p.year DESC"""


def schema(*, svg: bool = False) -> str:
    """The vocabulary of every graph: labels with their properties, and what edges join.

    Args:
        svg: a picture as SVG, in place of a text of `LONGEST` characters at most.
    """
    return schema_svg() if svg else "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield "A graph of papers. Every node has id and name."
    yield from _nodes()
    yield f"Edges, each with {_typed(EDGE_PROPERTIES)}:"
    yield from _edges()
    yield _RULES


def _nodes() -> Iterator[str]:
    """A line for labels that have the same properties."""
    alike: dict[str, list[str]] = {}
    for label in LABELS:
        own = {name: kind for name, kind in NODE_PROPERTIES[label].items() if name != "name"}
        alike.setdefault(_typed(own), []).append(label)
    for held, labels in alike.items():
        yield f"(:{'|'.join(labels)}) {held}"


def _typed(kinds: Mapping[str, str]) -> str:
    """Names of properties, those of texts alone, the others with their type."""
    return ", ".join(name + _TYPES[kind] for name, kind in kinds.items())


_TYPES = {"string": "", "strings": " [text]", "float": " float", "int": " int", "bool": " bool"}


def _edges() -> Iterator[str]:
    """A line for types that join the same labels."""
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for edge, ends in EDGE_ENDS.items():
        for source, pairs in groupby(ends, key=lambda pair: pair[0]):
            alike.setdefault((source, tuple(target for _, target in pairs)), []).append(edge)
    for (source, targets), types in alike.items():
        yield f"(:{source})-[:{'|'.join(types)}]->(:{'|'.join(targets)})"
