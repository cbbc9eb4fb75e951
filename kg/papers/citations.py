"""Which paper a bibliography means: one that was read, or one that is known by being cited.

An entry has an id: an arXiv id, a DOI, or one made from its title. `cited_paper` gives the paper
of the graph that an id means; papers that nobody has read come from what the entries say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from kg.core.names import title_key
from kg.core.paper_ids import parse_paper_id
from kg.core.types import Document, Extraction
from kg.papers.same_papers import TITLE_ID

__all__ = [
    "CitedAs",
    "CitedPapers",
    "KnownPapers",
    "cited_as",
    "cited_paper",
    "only_arxiv",
    "resolve_citations",
    "unread_paper",
]

_ARXIV, _DOI = "arxiv:", "doi:"
_FEWEST_WORDS = 3
"""Words of a title that means one paper: shorter ones ('Deep Learning') need an id or an author."""


@dataclass(frozen=True, slots=True, order=True)
class CitedAs:
    """What the bibliography of a paper says of a work: its id, title, year and authors."""

    paper: str
    id: str
    title: str = ""
    year: str | None = None
    authors: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The key of the title; of a short one with the first author's family name, by which other
        bibliographies name it, and empty without one.

        >>> CitedAs("p", "i", "Layer Norm", authors=("J. L. Ba",)).key, CitedAs("p", "i", "Go").key
        ('layer norm / ba', '')
        """
        key = title_key(self.title)
        if len(key.split()) >= _FEWEST_WORDS:
            return key
        family = title_key(self.authors[0]).rpartition(" ")[2] if self.authors else ""
        return f"{key} / {family}" if key and family else ""


def cited_as(extraction: Extraction) -> dict[str, CitedAs]:
    """What a paper says of each work that its bibliography names, by id; itself left out."""
    document = extraction.document
    found: dict[str, CitedAs] = {}
    for each in document.full_text.references if document.full_text else ():
        if each.paper is not None and each.paper != document.id:
            entry = CitedAs(document.id, each.paper, each.title or "", each.year, each.authors)
            found.setdefault(each.paper, entry)
    return found


class KnownPapers(Protocol):
    """What is known of papers: those that were read, and the ids that bibliographies name."""

    def paper_of(self, identifier: str) -> str | None:
        """The paper that was read under an id; None if there is none."""
        ...

    def papers_titled(self, title: str) -> Collection[str]:
        """The papers that were read under a key of a title."""
        ...

    def ids_cited(self, title: str) -> Collection[str]:
        """The ids that bibliographies name with a key of a title."""
        ...


def cited_paper(identifier: str, titles: Iterable[str], known: KnownPapers) -> str:
    """The id of the node that an id of bibliographies means.

    The paper that was read under this id, else the only one read under its title; else an arXiv id
    or the only DOI that other bibliographies name with that title; else the id itself.

    Args:
        identifier: the id.
        titles: the keys of titles that bibliographies give with it (`CitedAs.key`).
        known: what is known of papers.
    """
    read = known.paper_of(identifier)
    if read is not None:
        return read
    keys = sorted({title for title in titles if title})
    titled = {paper for key in keys for paper in known.papers_titled(key)}
    if len(titled) == 1:
        return titled.pop()
    if identifier.startswith(_ARXIV):
        return identifier
    others = {each for key in keys for each in known.ids_cited(key)}
    for kind in (_ARXIV, _DOI) if identifier.startswith(TITLE_ID) else (_ARXIV,):
        of_kind = [each for each in others if each.startswith(kind)]
        if len(of_kind) == 1:
            return known.paper_of(of_kind[0]) or of_kind[0]
    return identifier


def unread_paper(identifier: str, cited: Collection[CitedAs]) -> Extraction:
    """A paper that nobody has read, by what bibliographies say of it.

    Title and year are those that most of them give, and of several the first by order; the authors
    are the fullest list.
    """
    title = _most([each.title for each in cited if each.title]) or identifier
    found = parse_paper_id(identifier)
    return Extraction(
        Document(
            identifier,
            title,
            "",
            date=_most([each.year for each in cited if each.year]),
            authors=max((each.authors for each in cited), key=lambda a: (len(a), a), default=()),
            arxiv=found.value if found and found.kind == "arxiv" else None,
            doi=found.value if found and found.kind == "doi" else None,
        )
    )


def only_arxiv(identifiers: Iterable[str]) -> str | None:
    """The arXiv id among ids of one paper, without its prefix; None if there is none, or several.

    >>> only_arxiv(["title:1", "arxiv:2401.00001"]), only_arxiv(["title:1"])
    ('2401.00001', None)
    """
    found = [each.removeprefix(_ARXIV) for each in identifiers if each.startswith(_ARXIV)]
    return found[0] if len(found) == 1 else None


def _most(values: Collection[str]) -> str | None:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value), default=None)


@dataclass(frozen=True, slots=True)
class CitedPapers:
    """The papers that are cited: the node of each id, those that nobody has read by id, and the
    arXiv id that each node is cited by."""

    node_of: Mapping[str, str]
    papers: Mapping[str, Extraction]
    arxiv: Mapping[str, str | None]

    def cited_node(self, identifier: str) -> str:
        """The id of the node that an id of bibliographies means."""
        return self.node_of.get(identifier, identifier)

    def arxiv_of(self, node: str) -> str | None:
        """The arXiv id that bibliographies name a paper by; None if there are none or several."""
        return self.arxiv.get(node)

    def unread(self) -> Iterator[Extraction]:
        """The papers that nobody has read, by id."""
        return iter(self.papers.values())


def resolve_citations(
    papers: Iterable[Extraction], readings: Iterable[tuple[Document, str]]
) -> CitedPapers:
    """What the bibliographies of papers mean.

    Args:
        papers: each paper once, by its id in the graph.
        readings: every text that was read, with the id in the graph of the paper that it is of.
    """
    known = _Known({}, {}, {})
    for document, paper_id in readings:
        known.ids[document.id] = known.ids[paper_id] = paper_id
        known.titles.setdefault(title_key(document.title), set()).add(paper_id)
    cited: dict[str, list[CitedAs]] = {}
    for paper in papers:
        for identifier, entry in cited_as(paper).items():
            cited.setdefault(identifier, []).append(entry)
            if entry.key:
                known.cited.setdefault(entry.key, set()).add(identifier)
    node_of = {i: cited_paper(i, [e.key for e in entries], known) for i, entries in cited.items()}
    of_node: dict[str, list[CitedAs]] = {}
    ids: dict[str, list[str]] = {}
    for identifier, node in node_of.items():
        ids.setdefault(node, []).append(identifier)
        if known.paper_of(node) is None:
            of_node.setdefault(node, []).extend(cited[identifier])
    unread = {node: unread_paper(node, of_node[node]) for node in sorted(of_node)}
    return CitedPapers(node_of, unread, {node: only_arxiv(of) for node, of in ids.items()})


@dataclass(frozen=True, slots=True)
class _Known:
    """Papers held in memory, by id and by title."""

    ids: dict[str, str]
    titles: dict[str, set[str]]
    cited: dict[str, set[str]]

    def paper_of(self, identifier: str) -> str | None:
        return self.ids.get(identifier)

    def papers_titled(self, title: str) -> Collection[str]:
        return self.titles.get(title, ())

    def ids_cited(self, title: str) -> Collection[str]:
        return self.cited.get(title, ())
