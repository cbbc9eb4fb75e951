"""The named queries as saved scripts of Neo4j Browser: an archive that is dropped onto its window.

A script is a file of Cypher whose first comment, here the question, becomes its title, in a folder
of the sidebar. Before the query stands a ``:param`` line for each parameter, with a value of the
graph, so that the script answers as it is; the lines are what a person changes.

Source: src/browser/components/FileDrop of github.com/neo4j/neo4j-browser (5.x), which reads the
``.cypher`` files of a zip, and https://neo4j.com/docs/browser/operations/query-parameters.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.core import schema
from kg.core.output_path import replacing
from kg.core.types import Edge, PropertyGraph
from kg.exporters.output_files import Written
from kg.store.codec.rows import GRAPH, MARK
from kg.store.named_queries import NODE_KINDS, NamedQuery, Parameter, named_queries
from kg.store.neo4j.cypher_script import cypher_literal

__all__ = ["write_browser_queries"]

FOLDER = "Papers"
"""The folder in the sidebar."""

_NEVER = (1980, 1, 1, 0, 0, 0)
"""The time of every file, so that equal graphs give equal bytes: the first that a zip can say."""

_NOBODY = ""
"""Stands for a node where the graph has none of the label: no id is empty."""


def write_browser_queries(graph: PropertyGraph, path: Path) -> Written:
    """Write a script for each named query; the graph is walked once for the values.

    Raises: KGError where the place cannot be written.
    """
    examples, nodes, edges = _examples(graph)
    with replacing(path) as file, zipfile.ZipFile(file.buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for query in named_queries():
            info = zipfile.ZipInfo(f"{FOLDER}/{query.name}.cypher", _NEVER)
            out.writestr(info, _script(query, examples), zipfile.ZIP_DEFLATED)
    rule = f"{len(named_queries())} queries with values of the graph"
    return Written(path, 0, 0, nodes, edges, rule)


def _script(query: NamedQuery, examples: Mapping[str, str]) -> str:
    given = {MARK: GRAPH, **{p.name: _value(query, p, examples) for p in query.parameters}}
    lines = [f":param {name} => {cypher_literal(value)};" for name, value in given.items()]
    header, statement = _split(query.text("neo4j"))
    return "\n".join([*header, *lines, "", f"{statement};", ""])


def _split(text: str) -> tuple[list[str], str]:
    """The comment lines at the head of a query, and the rest."""
    lines = text.strip().split("\n")
    count = next(i for i, line in enumerate(lines) if not line.startswith("//"))
    return lines[:count], "\n".join(lines[count:])


def _examples(graph: PropertyGraph) -> tuple[Mapping[str, str], int, int]:
    """Label -> the id of the node that most papers have, of papers the one with most edges, and
    its name under the id; how many nodes and edges there are."""
    used: dict[str, Counter[str]] = {}
    edges = 0
    for edge in graph.edges():
        edges += 1
        for label, identifier in _counted(edge):
            used.setdefault(label, Counter())[identifier] += 1
    chosen = {label: min(c, key=lambda i: (-c[i], i)) for label, c in used.items()}
    names: dict[str, str] = {}
    nodes = 0
    for node in graph.nodes():
        nodes += 1
        if node.id == chosen.get(node.label):
            names[node.id] = str(node.properties.get("name") or node.properties.get("title"))
    return {**chosen, **names}, nodes, edges


def _counted(edge: Edge) -> Iterator[tuple[str, str]]:
    """The ends of an edge that it speaks for: its paper, and what the paper is joined to."""
    if edge.source_label == schema.PAPER and edge.type != schema.CITES:
        yield schema.PAPER, edge.source
        yield edge.target_label, edge.target
    elif edge.type == schema.WROTE:
        yield edge.source_label, edge.source


def _value(query: NamedQuery, parameter: Parameter, examples: Mapping[str, str]) -> object:
    """What a script gives a parameter: its default, or what most papers of the graph have."""
    if not parameter.required:
        is_node = parameter.kind in NODE_KINDS
        return [] if is_node and parameter.default is None else parameter.default
    if parameter.kind in NODE_KINDS:
        return [_id(NODE_KINDS[parameter.kind], examples)]
    if parameter.name in ("paper", "papers"):
        paper = examples.get(schema.PAPER, _NOBODY)
        return paper if parameter.kind == "string" else [paper]
    if parameter.kind == "ids":
        return [_id(_named_labels(parameter.meaning), examples)]
    if parameter.kind == "date":
        return "2000-01-01"
    label = schema.PAPER if "title" in query.question else schema.METHOD
    return examples.get(_id((label,), examples), "")


def _named_labels(meaning: str) -> tuple[str, ...]:
    """The labels of entities that a text names, in its order.

    >>> _named_labels("ids of metrics or datasets")
    ('Metric', 'Dataset')
    """
    places = {label: meaning.find(label.lower()) for label in schema.ENTITY_LABELS}
    return tuple(sorted((la for la, at in places.items() if at >= 0), key=places.__getitem__))


def _id(labels: tuple[str, ...], examples: Mapping[str, str]) -> str:
    return next((examples[label] for label in labels if label in examples), _NOBODY)
