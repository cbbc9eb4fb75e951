"""What a paper cites: an edge to each paper of its bibliography, with the citing sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Protocol

from kg.core import schema
from kg.core.full_texts.full_text import FullText, Paragraph, reference_field
from kg.core.types import Edge, Evidence, Extraction
from kg.papers.citations import CitedPapers

__all__ = [
    "CITED_BY",
    "NOTHING_CITED",
    "Citations",
    "citation_edges",
    "cited_nodes",
    "citing_fields",
]

CITED_BY = "citations@1"
"""What finds citations: the links of the text to its bibliography."""

_END = re.compile(r"(?<=[.!?])[\"”’)]?\s+(?=[\"“(\[]?[A-Z0-9])")
_NO_END = re.compile(
    r"(?:\b(?:al|e\.g|i\.e|cf|vs|[Ff]igs?|[Ee]qs?|[Ss]ec|[Tt]ab|etc|resp|[Rr]ef|[Nn]o)|\b[A-Z])\.$"
)


class Citations(Protocol):
    """Which paper of the graph an id of a bibliography means: held in memory, or read from disk."""

    def cited_node(self, identifier: str) -> str:
        """The id of the node that an id of bibliographies means."""
        ...

    def arxiv_of(self, node: str) -> str | None:
        """The arXiv id that bibliographies name a paper by; None if there are none or several."""
        ...

    def unread(self) -> Iterator[Extraction]:
        """The papers that nobody has read, by id."""
        ...


NOTHING_CITED = CitedPapers({}, {}, {})


def cited_nodes(extraction: Extraction, citations: Citations) -> Mapping[str, str]:
    """Key of an entry of the bibliography that a result cites -> the node of its paper."""
    body = extraction.document.full_text
    wanted = {result.cited for result in extraction.results}
    return {
        each.key: citations.cited_node(each.paper)
        for each in (body.references if body and wanted != {None} else ())
        if each.paper is not None and each.key in wanted
    }


def citation_edges(extraction: Extraction, citations: Citations) -> Iterator[Edge]:
    """An edge for each paper that the bibliography names and the text cites.

    An entry that the text does not link to has the entry itself as evidence.
    """
    document = extraction.document
    if document.full_text is None:
        return
    found: dict[str, set[Evidence]] = {}
    said = _said(document.full_text)
    for each in document.full_text.references:
        if each.paper is not None:
            node = citations.cited_node(each.paper)
            if node != document.id:
                found.setdefault(node, set()).update(said[each.key])
    for node, evidence in found.items():
        ends = (schema.PAPER, document.id, schema.PAPER, node)
        best = tuple(sorted(evidence, key=lambda e: (e.field, e)))
        yield Edge(schema.CITES, *ends, document.id, best, {"confidence": 1.0})


def citing_fields(extraction: Extraction) -> frozenset[str]:
    """The fields of a body that `citation_edges` has evidence in."""
    body = extraction.document.full_text
    said = _said(body) if body else {}
    return frozenset(evidence.field for found in said.values() for evidence in found)


def _said(body: FullText) -> Mapping[str, list[Evidence]]:
    """Key of an entry -> the citations of it, or the entry itself where there is none."""
    said: dict[str, list[Evidence]] = {each.key: [] for each in body.references}
    for paragraph in (*(each for _, each in body.paragraphs()), *body.figures):
        for evidence, keys in _citing(paragraph):
            for key in keys:
                if key in said:
                    said[key].append(evidence)
    for number, each in enumerate(body.references):
        if not said[each.key]:
            text, field = each.text, reference_field(number)
            said[each.key] = [Evidence(0, len(text), text, text, CITED_BY, field=field)]
    return said


def _citing(paragraph: Paragraph) -> Iterator[tuple[Evidence, tuple[str, ...]]]:
    text = paragraph.text
    inside = [(each.start, each.end) for each in paragraph.citations]
    ends = [
        match
        for match in _END.finditer(text if inside else "")
        if not _NO_END.search(text[: match.start() + 1].rstrip()[-12:])
        and not any(start < match.start() < end for start, end in inside)
    ]
    for each in paragraph.citations:
        first = max((m.end() for m in ends if m.end() <= each.start), default=0)
        last = min((m.start() for m in ends if m.start() >= each.end), default=len(text))
        words, sentence = text[each.start : each.end], text[first:last].rstrip()
        field = paragraph.field
        yield Evidence(each.start, each.end, words, sentence, CITED_BY, field=field), each.keys
