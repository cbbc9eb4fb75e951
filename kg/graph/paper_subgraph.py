"""What one paper gives to the graph, made once and carried to every place that keeps it.

The log keeps the extraction; the index, the embedded database and the server all take their
share from one `PaperSubgraph`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.core import schema
from kg.core.codec import dumps
from kg.core.judgement import is_person
from kg.core.names import digest, node_id
from kg.core.people.affiliations import FIELD as AFFILIATIONS
from kg.core.people.affiliations import affiliations_of
from kg.core.people.author_records import orcids_of
from kg.core.people.catalogued import (
    AUTHORS,
    CATEGORIES,
    ListedName,
    listed_authors,
    listed_categories,
)
from kg.core.types import (
    Document,
    Edge,
    Entity,
    Evidence,
    Extraction,
    Node,
    Relation,
    Result,
    Source,
    Value,
)
from kg.core.value_text import change_text
from kg.graph.citation_edges import (
    NOTHING_CITED,
    Citations,
    citation_edges,
    cited_nodes,
    citing_fields,
)
from kg.graph.passages import passages
from kg.resolution.resolve import organization_id

__all__ = [
    "Clusters",
    "GraphParts",
    "PaperSubgraph",
    "paper_node",
    "paper_subgraph",
    "result_id",
    "result_nodes",
    "unread_subgraph",
]

BYLINE_RULE = "byline@1"
AFFILIATION_RULE = "affiliations@1"
CATALOGUE_RULE = "catalogue@1"


class Clusters(Protocol):
    """Which node each entity of each paper belongs to: held in memory, or read from disk."""

    def node_id(self, entity: Entity, paper: str) -> str:
        """The id of the node that an entity of a paper belongs to."""
        ...

    def variant_of(self, identifier: str, paper: str) -> str | None:
        """The node that a node is a variant of, if the paper is the first to name it."""
        ...

    def nodes(self, label: str) -> Iterator[Node]:
        """The nodes of a label other than papers and results, by id."""
        ...


@dataclass(frozen=True, slots=True)
class PaperSubgraph:
    """The node of a paper, the nodes of its results by id, and its edges by type, source and
    target: all ids are those of the resolved graph, and every edge has its evidence."""

    node: Node
    results: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @property
    def id(self) -> str:
        """The id of the paper."""
        return self.node.id


@dataclass(frozen=True, slots=True)
class GraphParts:
    """A graph in the order in which it is made: what all papers share, then paper by paper.

    ``entities`` are the nodes of all but papers and results, ``papers`` come by id. Both are
    walked once.
    """

    entities: Iterable[Node]
    papers: Iterable[PaperSubgraph]


def paper_subgraph(
    extraction: Extraction, clusters: Clusters, citations: Citations = NOTHING_CITED
) -> PaperSubgraph:
    """What a paper gives to the graph, with its entities resolved by ``clusters``, and the papers
    that it cites by ``citations``."""
    edges = [*_edges(extraction, clusters), *citation_edges(extraction, citations)]
    return PaperSubgraph(
        paper_node(extraction, arxiv=citations.arxiv_of(extraction.document.id)),
        tuple(result_nodes(extraction, citations)),
        tuple(sorted(edges, key=lambda edge: edge.key)),
    )


def unread_subgraph(extraction: Extraction) -> PaperSubgraph:
    """What a paper gives to the graph that is known by being cited alone: its node."""
    return PaperSubgraph(paper_node(extraction, read=False), (), ())


def paper_node(extraction: Extraction, *, read: bool = True, arxiv: str | None = None) -> Node:
    """The node of a paper, with the text that every offset refers to.

    ``arxiv`` is its id there by what others say, for a paper whose source does not have it.
    """
    document = extraction.document
    properties: dict[str, Value] = {
        "name": document.title,
        "title": document.title,
        "abstract": document.abstract,
        "date": document.date,
        "year": _year(document.date),
        "byline": document.byline,
        "authors": document.authors,
        "orcids": orcids_of(document.authors, document.author_records),
        "categories": document.categories,
        "sources": tuple(_source(source) for source in document.sources),
        "extractor": extraction.extractor,
        "arxiv": document.arxiv or _within(document.id, "arxiv:") or arxiv,
        "doi": document.doi or _within(document.id, "doi:"),
        "url": document.url,
        "passages": passages(extraction, cited=citing_fields(extraction)),
        "read": read,
    }
    return Node(schema.PAPER, document.id, properties)


def _year(date: str | None) -> int | None:
    """The year of an ISO date, which may be that of a month or a year alone.

    >>> _year("2024-02"), _year("undated")
    (2024, None)
    """
    year = (date or "")[:4]
    return int(year) if len(year) == 4 and year.isascii() and year.isdecimal() else None


def _within(identifier: str, kind: str) -> str | None:
    """The arXiv id or the DOI that the id of a paper is, for records that do not repeat it."""
    return identifier.removeprefix(kind) if identifier.startswith(kind) else None


def _source(source: Source) -> str:
    place = f"{source.name}:{source.line}"
    return f"{place}@{source.listed}" if source.listed else place


def result_nodes(extraction: Extraction, citations: Citations = NOTHING_CITED) -> list[Node]:
    """The nodes of the results that a paper states, by id."""
    nodes: dict[str, Node] = {}
    cited = cited_nodes(extraction, citations)
    for result in extraction.results:
        identifier = result_id(extraction.document, result)
        properties: dict[str, Value] = {
            "name": _result_name(result),
            "value": result.number,
            "raw": result.value,
            "unit": result.unit,
            "kind": result.kind,
            "higher_is_better": result.higher_is_better,
            "baseline": result.baseline_number,
            "baseline_raw": result.baseline_value,
            "deviation": result.deviation,
            "interval_low": result.interval[0] if result.interval else None,
            "interval_high": result.interval[1] if result.interval else None,
            "conditions": _conditions(result),
            "confidence": result.confidence,
            "judged_by": result.by if is_person(result.by) else None,
            "field": None if result.field == "text" else result.field,
            "is_own": result.is_own,
            "quoted_from": cited.get(result.cited or ""),
        }
        nodes.setdefault(identifier, Node(schema.RESULT, identifier, properties))
    return [nodes[identifier] for identifier in sorted(nodes)]


def _result_name(result: Result) -> str:
    """A result in one line, in the paper's own names: who reaches what, and on what.

    >>> slots = {"method": "LoRA", "task": None, "dataset": "MNLI", "metric": "accuracy"}
    >>> stated = {"value": "91.2%", "start": 9, "end": 14, "sentence": "", "by": "hand@1"}
    >>> rest = {"baseline": None, "baseline_value": None, "confidence": 1.0}
    >>> _result_name(Result(**slots, **stated, **rest))
    'LoRA, accuracy 91.2 % on MNLI'
    """
    value = change_text(result.value, result.number, result.unit, result.kind)
    measured = f"{result.metric} {value}" if result.metric else value
    on = f" on {result.dataset}" if result.dataset else f" for {result.task}" if result.task else ""
    return f"{result.method}, {measured}{on}" if result.method else f"{measured}{on}"


def _conditions(result: Result) -> tuple[str, ...] | None:
    if result.conditions is None:
        return None
    return tuple(f"{name}={value}" for name, value in result.conditions)


def result_id(document: Document, result: Result) -> str:
    """The id of the node of a result: from where its number stands, and what it is about."""
    slots = [result.method, result.dataset, result.metric, result.task, result.baseline]
    if result.field == "text":
        key, place = [*slots, result.value], f"{result.start:05d}"
    else:
        key = [*slots, result.value, result.field]
        place = f"{result.field.replace(' ', '-').replace('/', '-')}:{result.start:05d}"
    return f"result/{document.id}/{place}-{digest(dumps(key))[:8]}"


_Resolved = Sequence[tuple[Entity, str]]
"""The entities of a paper, each with the id of its node."""


def _edges(extraction: Extraction, clusters: Clusters) -> Iterator[Edge]:
    document = extraction.document
    resolved = [(each, clusters.node_id(each, document.id)) for each in extraction.entities]
    nodes = {(entity.type, entity.name): node for entity, node in resolved}
    yield from _entity_edges(document, resolved)
    yield from _result_edges(extraction, nodes)
    yield from _relation_edges(extraction, nodes)
    yield from _variant_edges(document, resolved, clusters)
    yield from _organization_edges(document)
    yield from _catalogue_edges(document)


def _organization_edges(document: Document) -> Iterator[Edge]:
    """An edge an organization: that of the byline, and those of the authors' affiliations."""
    found: dict[str, list[Evidence]] = {}
    if (organization := document.organization) is not None and document.byline is not None:
        span = (organization.start, organization.end, organization.name)
        evidence = Evidence(*span, document.byline, BYLINE_RULE, field="byline")
        found.setdefault(organization_id(organization.handle), []).append(evidence)
    for each in affiliations_of(document.authors, document.author_records):
        span = (each.start, each.end, each.institution)
        evidence = Evidence(*span, each.line, AFFILIATION_RULE, field=AFFILIATIONS)
        found.setdefault(organization_id(each.institution), []).append(evidence)
    for target, stated in found.items():
        named = tuple(sorted(stated))
        yield _from_paper(document, schema.FROM, schema.ORGANIZATION, target, named, 1.0)


def _catalogue_edges(document: Document) -> Iterator[Edge]:
    """An edge for each author and for each subject that the source lists."""
    authors = listed_authors(document.authors, document.author_records)
    for identifier, stated in _by_node(schema.AUTHOR, AUTHORS, authors).items():
        ends = (schema.AUTHOR, identifier, schema.PAPER, document.id)
        yield Edge(schema.WROTE, *ends, document.id, stated, {"confidence": 1.0})
    subjects = listed_categories(document.categories)
    for identifier, stated in _by_node(schema.CATEGORY, CATEGORIES, subjects).items():
        yield _from_paper(document, schema.IN, schema.CATEGORY, identifier, stated, 1.0)


def _by_node(
    label: str, field: str, listed: Iterable[ListedName]
) -> Mapping[str, tuple[Evidence, ...]]:
    """Id of a node -> the lines that name it: a list may have one name twice."""
    found: dict[str, tuple[Evidence, ...]] = {}
    for each in listed:
        line = Evidence(each.start, each.end, each.name, each.name, CATALOGUE_RULE, field=field)
        identifier = node_id(label, each.key)
        found[identifier] = (*found.get(identifier, ()), line)
    return found


def _entity_edges(document: Document, resolved: _Resolved) -> Iterator[Edge]:
    """One edge per (role, node): two entities of the paper may be one node of the graph."""
    found: dict[tuple[str, str, str], list[Entity]] = {}
    for entity, node in resolved:
        key = (schema.ROLE_EDGES[entity.type, entity.role], entity.type, node)
        found.setdefault(key, []).append(entity)
    for (edge_type, label, target), entities in found.items():
        yield _from_paper(document, edge_type, label, target, *_united(entities))


def _united(found: Iterable[Entity | Relation]) -> tuple[tuple[Evidence, ...], float]:
    """All evidence of what is one edge, in text order, and the highest confidence."""
    found = list(found)
    evidence = {evidence for each in found for evidence in each.evidence}
    return tuple(sorted(evidence)), max(each.confidence for each in found)


def _from_paper(
    document: Document,
    edge_type: str,
    label: str,
    target: str,
    evidence: tuple[Evidence, ...],
    confidence: float,
) -> Edge:
    ends = (schema.PAPER, document.id, label, target)
    return Edge(edge_type, *ends, document.id, evidence, {"confidence": confidence})


def _relation_edges(extraction: Extraction, nodes: Mapping[tuple[str, str], str]) -> Iterator[Edge]:
    """One edge per (relation, two nodes); none where both ends are one node of the graph."""
    found: dict[tuple[str, str, str], list[Relation]] = {}
    for relation in extraction.relations:
        source = nodes[relation.head_type, relation.head]
        target = nodes[relation.tail_type, relation.tail]
        if source != target:
            found.setdefault((relation.type, source, target), []).append(relation)
    for (edge_type, source, target), relations in found.items():
        head, tail = schema.RELATION_EDGES[edge_type]
        evidence, confidence = _united(relations)
        ends = (head, source, tail, target)
        properties = {"confidence": confidence}
        yield Edge(edge_type, *ends, extraction.document.id, evidence, properties)


def _variant_edges(document: Document, resolved: _Resolved, clusters: Clusters) -> Iterator[Edge]:
    """What is a version or a size of another thing, on the word of the first paper to name it."""
    found: dict[tuple[str, str, str], list[Entity]] = {}
    for entity, source in resolved:
        if entity.type in schema.VARIANT_LABELS:
            target = clusters.variant_of(source, document.id)
            if target is not None:
                found.setdefault((entity.type, source, target), []).append(entity)
    for (label, source, target), entities in found.items():
        evidence, confidence = _united(entities)
        ends = (label, source, label, target)
        yield Edge(schema.VARIANT_OF, *ends, document.id, evidence, {"confidence": confidence})


def _result_edges(extraction: Extraction, nodes: Mapping[tuple[str, str], str]) -> Iterator[Edge]:
    document = extraction.document
    seen = set()
    for result in extraction.results:
        identifier = result_id(document, result)
        if identifier in seen:
            continue
        seen.add(identifier)
        evidence = (_result_evidence(result),)
        sure, said = result.confidence, tuple(sorted({*evidence, *result.also}))
        yield _from_paper(document, schema.STATES, schema.RESULT, identifier, said, sure)
        for slot, (edge_type, label) in schema.RESULT_EDGES.items():
            node = nodes.get((label, getattr(result, slot)))
            if node is not None:
                yield Edge(
                    edge_type,
                    schema.RESULT,
                    identifier,
                    label,
                    node,
                    document.id,
                    evidence,
                    _facts(slot, result),
                )


def _facts(slot: str, result: Result) -> Mapping[str, Value]:
    if slot == "baseline" and result.baseline_value is not None:
        return {"confidence": result.confidence, "raw": result.baseline_value}
    return {"confidence": result.confidence}


def _result_evidence(result: Result) -> Evidence:
    return Evidence(
        result.start,
        result.end,
        result.value,
        result.sentence,
        result.by,
        result.confidence,
        result.field,
    )
