"""The graph as RDF statements: schema.org and ORKG terms where they fit, ours for the rest.

A node is ``urn:papers-kg:`` and its id. An edge is a statement, and a node of its own that has that
statement as subject, predicate and object, with paper, sentence, offsets and score of each piece of
evidence. Our terms are ``urn:papers-kg:schema:`` and a name of `kg.core.schema`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from kg.core import schema
from kg.core.paper_ids import paper_page
from kg.core.types import Edge, Evidence, Node, Value
from kg.exporters.formats.graphml import xml_text
from kg.exporters.overview import display_name

__all__ = ["OWN", "PREFIXES", "Iri", "Literal", "Statement", "edge_statements", "node_statements"]

_BASE = "urn:papers-kg:"
OWN = f"{_BASE}schema:"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SCHEMA = "https://schema.org/"
_ORKG = "http://orkg.org/orkg/predicate/"
_ORKG_CLASS = "http://orkg.org/orkg/class/"
_PROV = "http://www.w3.org/ns/prov#"
_XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: Mapping[str, str] = {
    "kg": OWN,
    "rdf": _RDF,
    "rdfs": _RDFS,
    "schema": _SCHEMA,
    "orkg": _ORKG,
    "prov": _PROV,
    "xsd": _XSD,
}

_CLASSES: Mapping[str, str] = {
    schema.PAPER: f"{_SCHEMA}ScholarlyArticle",
    schema.DATASET: f"{_SCHEMA}Dataset",
    schema.METHOD: f"{_ORKG_CLASS}Method",
    schema.METRIC: f"{_ORKG_CLASS}Metric",
    schema.TASK: f"{_ORKG_CLASS}Problem",
    schema.RESULT: f"{_SCHEMA}Observation",
    schema.ORGANIZATION: f"{_SCHEMA}Organization",
    schema.AUTHOR: f"{_SCHEMA}Person",
    schema.CATEGORY: f"{_SCHEMA}DefinedTerm",
}
"""Label -> the class of others that comes nearest; ours, by the label, is given beside it."""

_TERMS: Mapping[str, str] = {
    "name": f"{_SCHEMA}name",
    "aliases": f"{_SCHEMA}alternateName",
    "abstract": f"{_SCHEMA}abstract",
    "date": f"{_SCHEMA}datePublished",
    "authors": f"{_SCHEMA}author",
    "doi": f"{_SCHEMA}identifier",
    "orcid": f"{_SCHEMA}identifier",
    "value": f"{_SCHEMA}value",
    "unit": f"{_SCHEMA}unitText",
    schema.CITES: f"{_SCHEMA}citation",
    schema.IN: f"{_SCHEMA}about",
    "ADDRESSES": f"{_ORKG}P32",
    "ON": f"{_ORKG}HAS_DATASET",
    "MEASURES": f"{_ORKG}HAS_METRIC",
    "OF": f"{_ORKG}HAS_MODEL",
}
"""Properties and edges that schema.org or ORKG have a term for; it is given beside ours."""

_TYPES = {bool: "boolean", int: "integer", float: "double"}


@dataclass(frozen=True, slots=True)
class Iri:
    """What a statement names."""

    text: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A value, with the datatype of XML Schema that it has; without one it is a string."""

    text: str
    datatype: str | None = None


Statement = tuple[Iri, Iri, Iri | Literal]
"""Subject, predicate, object."""


def node_statements(node: Node) -> Iterator[Statement]:
    """What a node is, what it is called, its properties, and where a paper is read."""
    own = _iri(node.id)
    yield own, Iri(f"{_RDF}type"), Iri(f"{OWN}{node.label}")
    yield own, Iri(f"{_RDF}type"), Iri(_CLASSES.get(node.label, f"{_SCHEMA}Thing"))
    yield own, Iri(f"{_RDFS}label"), _literal(display_name(node))
    yield own, Iri(f"{OWN}id"), _literal(node.id)
    for name, value in node.properties.items():
        for each in value if isinstance(value, tuple) else (value,):
            if each is not None:
                yield from _both(own, name, _literal(each))
    page = _page(node)
    if page is not None:
        yield own, Iri(f"{_SCHEMA}url"), Iri(page)


def edge_statements(edge: Edge) -> Iterator[Statement]:
    """The statement of an edge, and a node that bears it out, with all of its evidence."""
    ends = _iri(edge.source), _iri(edge.target)
    for _, predicate, target in _both(ends[0], edge.type, ends[1]):
        yield ends[0], predicate, target
    own = _iri(f"edge/{edge.type}/{'/'.join(map(_spelled, edge.key[1:]))}")
    yield own, Iri(f"{_RDF}type"), Iri(f"{_RDF}Statement")
    yield own, Iri(f"{_RDF}subject"), ends[0]
    yield own, Iri(f"{_RDF}predicate"), Iri(f"{OWN}{edge.type}")
    yield own, Iri(f"{_RDF}object"), ends[1]
    yield own, Iri(f"{_PROV}wasDerivedFrom"), _iri(edge.paper)
    for name, value in edge.properties.items():
        if value is not None and not isinstance(value, tuple):
            yield own, Iri(f"{OWN}{name}"), _literal(value)
    for number, evidence in enumerate(edge.evidence, 1):
        yield from _evidence(own, number, evidence)


def _evidence(edge: Iri, number: int, evidence: Evidence) -> Iterator[Statement]:
    own = Iri(f"{edge.text}/evidence/{number}")
    yield edge, Iri(f"{OWN}evidence"), own
    values: dict[str, Value] = {
        "text": evidence.text,
        "sentence": evidence.sentence,
        "start": evidence.start,
        "end": evidence.end,
        "field": evidence.field,
        "score": evidence.score,
        "by": evidence.by,
    }
    for name, value in values.items():
        yield own, Iri(f"{OWN}{name}"), _literal(value)


def _both(subject: Iri, name: str, target: Iri | Literal) -> Iterator[Statement]:
    """A statement in our term, and in that of others where there is one."""
    yield subject, Iri(f"{OWN}{name}"), target
    if name in _TERMS:
        yield subject, Iri(_TERMS[name]), target


def _page(node: Node) -> str | None:
    found = (node.properties.get(name) for name in ("url", "arxiv", "doi"))
    url, arxiv, doi = (each if isinstance(each, str) else None for each in found)
    page = paper_page(url, arxiv, doi) if node.label == schema.PAPER else None
    return None if page is None else quote(page, safe="!#$%&'()*+,/:;=?@[]~-._")


def _iri(identifier: str) -> Iri:
    return Iri(f"{_BASE}{quote(identifier, safe='/:', errors='surrogatepass')}")


def _spelled(identifier: str) -> str:
    """An id as one step of a path."""
    return quote(identifier, safe=":", errors="surrogatepass")


def _literal(value: Value) -> Literal:
    kind = _TYPES.get(type(value))
    if isinstance(value, bool):
        return Literal(str(value).lower(), f"{_XSD}{kind}")
    return Literal(xml_text(str(value)), f"{_XSD}{kind}" if kind else None)
