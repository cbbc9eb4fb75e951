"""The records that travel down the pipeline: frozen, slotted, and made of plain values.

source -> Document -> (mentions inside spaCy) -> Extraction -> Node and Edge

Offsets are characters, half-open, into ``Document.text``, or, where evidence names another
``field``, into the text that `Document.texts` has for it: ``text[start:end]`` is the surface.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from kg.core.full_texts.full_text import FullText
from kg.core.full_texts.table_text import is_table_field
from kg.core.paper_tables import TablePlace
from kg.core.people.affiliations import FIELD as AFFILIATIONS
from kg.core.people.affiliations import affiliation_text
from kg.core.people.author_records import AuthorRecord
from kg.core.people.catalogued import AUTHORS, CATEGORIES, listed_text

__all__ = [
    "AuthorRecord",
    "Document",
    "Edge",
    "Entity",
    "Evidence",
    "Extraction",
    "Node",
    "Organization",
    "Problem",
    "PropertyGraph",
    "Relation",
    "Result",
    "Source",
    "Value",
]

Value = str | int | float | bool | tuple[str, ...] | None
"""What a node or edge property may hold."""


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where a paper was read: file name (no folder), 1-based line, and the page's date (ISO)."""

    name: str
    line: int
    listed: str | None = None


@dataclass(frozen=True, slots=True)
class Organization:
    """Who a byline names: a handle ('naver-ai') and a display name ('NAVER AI Lab').

    ``start`` and ``end`` place the display name in the byline.
    """

    handle: str
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One paper as read, before anything is extracted from it.

    ``version`` is arXiv's number of the text, from 1, and ``updated`` the day (ISO) the text
    is of, where the source has it: the newer text of a paper takes the place of the older.
    ``arxiv`` and ``doi`` are its ids there, whichever of them ``id`` is, and ``url`` is its page.
    ``full_text`` is its body, None where the source has title and abstract alone.
    ``author_records`` have what sources give of authors beside their names, if anything: one name
    may have several, of several readings (`kg.core.people.author_records.of_authors`).
    """

    id: str
    title: str
    abstract: str
    date: str | None = None
    sources: tuple[Source, ...] = ()
    byline: str | None = None
    organization: Organization | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    version: int | None = None
    updated: str | None = None
    arxiv: str | None = None
    doi: str | None = None
    url: str | None = None
    full_text: FullText | None = None
    author_records: tuple[AuthorRecord, ...] = ()

    @property
    def text(self) -> str:
        r"""Title, a line break, abstract: what offsets refer to where no field is named.

        >>> Document("title:1", "A title", "An abstract.").text
        'A title\nAn abstract.'
        """
        return f"{self.title}\n{self.abstract}"

    def texts(self) -> Mapping[str, str]:
        """The text of every field that evidence may name: "text", "byline", "authors",
        "categories" and "affiliations" where there are any, those of the body."""
        listed = {
            AUTHORS: listed_text(self.authors),
            CATEGORIES: listed_text(self.categories),
            AFFILIATIONS: affiliation_text(self.authors, self.author_records),
        }
        body = self.full_text.texts() if self.full_text else {}
        named = {field: text for field, text in listed.items() if text}
        return {"text": self.text, "byline": self.byline or "", **named, **body}


@dataclass(frozen=True, slots=True)
class Problem:
    """A piece of input that was skipped: file, 1-based line (None: the whole file), reason."""

    file: str
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The words that support a statement.

    ``text`` is the surface at ``[start, end)`` of the paper's ``field`` ("text", "byline",
    "affiliations", or one of the body, such as "section 4.2 ¶3" or "table 2"), ``sentence`` the
    sentence around it, in a table its row below those of the header, ``score`` in [0, 1] the
    confidence of its extractor, and ``by`` that extractor with its version, such as ``rules@1``.
    """

    start: int
    end: int
    text: str
    sentence: str
    by: str
    score: float = 1.0
    field: str = "text"

    @property
    def in_title(self) -> bool:
        """Whether the sentence is the title: the one that starts where offsets do."""
        return self.field == "text" and self.sentence[self.start : self.end] == self.text

    def stands_in(self, text: str) -> bool:
        """Whether the surface stands at its offsets of the text of its field, and the sentence
        in that text; of a table each of its rows, which need not be neighbours.

        >>> Evidence(4, 7, "GPT", "the GPT", "x@1").stands_in("the GPT of then")
        True
        """
        if not self.text or text[self.start : self.end] != self.text:
            return False
        if is_table_field(self.field):
            lines = set(text.split("\n"))
            return all(line in lines for line in self.sentence.split("\n"))
        return self.sentence in text

    def covers(self, other: Evidence) -> bool:
        """Whether the other words stand within these."""
        return self.field == other.field and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity that a paper names, over all its mentions there, with its role in the paper.

    ``type`` and ``role`` are as in `kg.core.schema`; ``name`` is the best of ``surfaces``.
    """

    type: str
    name: str
    surfaces: tuple[str, ...]
    role: str
    confidence: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A number that a paper states as an outcome, bound to the entities it is about.

    ``method``, ``task``, ``dataset``, ``metric`` and ``baseline`` are names of entities of
    the same paper, or None where the text does not state it; ``dataset`` may also be the words of
    the text for a data set without a name. ``value`` is verbatim and stands at
    ``[start, end)`` of the text of ``field``, in a table in the cell at ``table``; ``number`` and
    ``unit`` are its parsed form, and
    ``baseline_number`` that of ``baseline_value``, in the same unit. ``kind`` is one of
    `kg.core.schema.RESULT_KINDS`, and ``higher_is_better`` the direction of the metric; both are
    None where that is not known.

    ``deviation`` and ``interval`` (low, high) are in the unit of ``number``. ``conditions`` are
    (name, value) pairs, the names of `kg.core.schema.CONDITIONS` and in that order, each at most
    once: under what the value was measured; () where the text states nothing, None where the
    extractor does not read conditions. A value 'dev or test' means that the text does not settle
    which of them.

    ``is_own`` is whether the method is the paper's own, and false where the paper reports the value
    of another one; None where that is not known. ``cited`` is the key in the bibliography of the
    paper that a table cites for the method. ``also`` are other places of the paper that state the
    same value of the same things, such as a sentence about a cell of a table.
    """

    method: str | None
    task: str | None
    dataset: str | None
    metric: str | None
    value: str
    baseline: str | None
    baseline_value: str | None
    start: int
    end: int
    sentence: str
    confidence: float
    by: str
    number: float | None = None
    unit: str | None = None
    kind: str | None = None
    higher_is_better: bool | None = None
    baseline_number: float | None = None
    deviation: float | None = None
    interval: tuple[float, float] | None = None
    conditions: tuple[tuple[str, str], ...] | None = None
    field: str = "text"
    table: TablePlace | None = None
    is_own: bool | None = None
    cited: str | None = None
    also: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that a paper states between two of its entities: ``head`` -[``type``]-> ``tail``.

    ``type`` is of `kg.core.schema.RELATION_EDGES`; the ends are (type, name) of entities of the
    same paper. Each piece of evidence reaches from a mention of one end to a mention of the other,
    whichever comes first. ``confidence`` is the probability that the paper states it.
    """

    type: str
    head: str
    head_type: str
    tail: str
    tail_type: str
    evidence: tuple[Evidence, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one paper: its contribution to the graph."""

    document: Document
    entities: tuple[Entity, ...] = ()
    results: tuple[Result, ...] = ()
    extractor: str = ""
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the graph; ``properties`` holds what `kg.core.schema` lists for its label."""

    label: str
    id: str
    properties: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge of the graph: what one paper states, with its evidence in text order.

    Papers that state the same of two entities give parallel edges.
    """

    type: str
    source_label: str
    source: str
    target_label: str
    target: str
    paper: str
    evidence: tuple[Evidence, ...]
    properties: Mapping[str, Value] = field(default_factory=dict)

    @property
    def best(self) -> Evidence:
        """The evidence to show first: outside the title where there is any, then by score.

        A sentence states more than a title, and the abstract comes before the body.
        """
        if len(self.evidence) == 1:
            return self.evidence[0]
        return max(
            self.evidence,
            key=lambda e: (not e.in_title, e.field in ("text", "byline"), e.score, -e.start),
        )

    @property
    def score(self) -> float:
        """The best score among the evidence, in [0, 1]."""
        return max([e.score for e in self.evidence])

    @property
    def key(self) -> tuple[str, str, str, str]:
        """(type, source id, target id, paper id): no two edges of a graph share it."""
        return (self.type, self.source, self.target, self.paper)


class PropertyGraph(Protocol):
    """Anything that yields a graph in canonical order: a fold of papers, or a store.

    Nodes come by (order of the label in `kg.core.schema.LABELS`, id), edges by (paper, type,
    source, target). Each call starts afresh, so the graph never has to be held in memory.
    """

    def nodes(self) -> Iterator[Node]:
        """Every node, by label and id."""
        ...

    def edges(self) -> Iterator[Edge]:
        """Every edge, by paper, type, source and target."""
        ...
