"""Which paper an id stands for: by titles, authors and years, and by what persons judged.

Readings with ids of several kinds are one paper where title, authors and years say so, or a person
does. What persons judged wins; it is a pure function of the readings that there are and
of the ledger.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.core.judgement import DIFFERENT, SAME, Judgement, in_force
from kg.core.names import title_key
from kg.core.paper_ids import KINDS
from kg.core.schema import PAPER
from kg.core.types import Document, Extraction
from kg.core.union_find import UnionFind
from kg.papers.versions import unite_readings, with_paper_id

__all__ = [
    "LARGEST_GROUP",
    "TITLE_ID",
    "Group",
    "JudgedPapers",
    "KnownReadings",
    "agree",
    "identity_marks",
    "judged_papers",
    "merge_readings",
    "paper_of_id",
    "paper_of_title_id",
    "title_aliases",
]


TITLE_ID = "title:"
"""Prefix of an id that was made from a title."""

Group = Mapping[str, frozenset[str]]
"""Ids of the readings of one title -> what is known of their authors and years."""

LARGEST_GROUP = 20
"""Ids of one title, at most, among which a preprint is looked for: with more of them it is a title
such as 'Editorial'."""

_PREPRINT = "arxiv:"
_OF_ONE_SOURCE = "id:"


class KnownReadings(Protocol):
    """The ids and titles of readings, in memory or in an index."""

    def titles(self, identifier: str) -> Collection[str]:
        """The keys of the titles of readings with an id."""
        ...

    def group(self, title: str) -> Group:
        """The ids of the readings of a title, with what is known of authors and years."""
        ...


@dataclass(frozen=True, slots=True)
class JudgedPapers:
    """The pairs of ids that persons judged to be of one paper, those of two, and all ids of the
    former."""

    same: tuple[tuple[str, str], ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()
    joined: frozenset[str] = frozenset()


def judged_papers(judgements: Iterable[Judgement]) -> JudgedPapers:
    """What is in force of judgements of papers.

    >>> judged_papers([Judgement(PAPER, "doi:10.1/a", "arxiv:2401.00001", 1.0, "", "person")]).same
    (('arxiv:2401.00001', 'doi:10.1/a'),)
    """
    held = [j for j in in_force(judgements) if j.label == PAPER and j.left != j.right]
    pairs = {verdict: [j for j in held if j.verdict == verdict] for verdict in (SAME, DIFFERENT)}
    same = sorted((min(j.left, j.right), max(j.left, j.right)) for j in pairs[SAME])
    return JudgedPapers(
        tuple(same),
        frozenset(frozenset((j.left, j.right)) for j in pairs[DIFFERENT]),
        frozenset(identifier for pair in same for identifier in pair),
    )


def paper_of_id(identifier: str, readings: KnownReadings, judged: JudgedPapers) -> str:
    """The paper that readings with an id belong to.

    Without judgements it is that of `published_alias`. Of papers that were
    judged to be one it is the one known by the id of the first kind in
    `kg.core.paper_ids.KINDS`, and of several of a kind the one that sorts first.

    Args:
        identifier: an id that was not made from a title.
        readings: all that there are.
        judged: what persons decided.
    """
    paper = _by_rule(identifier, readings, judged)
    if not judged.same:
        return paper
    near = {identifier, paper}.union(*(readings.group(t) for t in readings.titles(paper)))
    if near.isdisjoint(judged.joined):
        return paper
    joined = UnionFind([paper])
    for pair in judged.same:
        if all(_is_known(each, readings) for each in pair):
            joined.union(*(_by_rule(each, readings, judged) for each in pair))
    return min(next(group for group in joined.groups() if paper in group), key=_rank)


def _by_rule(identifier: str, readings: KnownReadings, judged: JudgedPapers) -> str:
    groups = [readings.group(title) for title in readings.titles(identifier)]
    return published_alias(identifier, groups, judged.apart)


def _is_known(identifier: str, readings: KnownReadings) -> bool:
    return not identifier.startswith(TITLE_ID) and bool(readings.titles(identifier))


def _rank(identifier: str) -> tuple[int, str]:
    kind = identifier.partition(":")[0]
    return (KINDS.index(kind) if kind in KINDS else len(KINDS), identifier)


def paper_of_title_id(
    identifier: str,
    papers: Iterable[Iterable[tuple[str, str]]],
    readings: KnownReadings,
    judged: JudgedPapers,
) -> str:
    """The paper that readings known by their title alone belong to: one that a person judged it
    to be, else that of `title_alias`.

    Args:
        identifier: an id made from a title.
        papers: for every title of those readings, (id, paper) of the readings of that title that
            have another id.
        readings, judged: as in `paper_of_id`.
    """
    if identifier in judged.joined:
        others = UnionFind([identifier])
        for pair in judged.same:
            others.union(*pair)
        group = next(group for group in others.groups() if identifier in group)
        known = sorted(each for each in group if _is_known(each, readings))
        if known:
            return min((paper_of_id(each, readings, judged) for each in known), key=_rank)
    allowed = (
        {paper for own, paper in held if not _are_apart(identifier, (own, paper), judged)}
        for held in papers
    )
    return title_alias(identifier, allowed)


def _are_apart(identifier: str, others: Iterable[str], judged: JudgedPapers) -> bool:
    return any(frozenset((identifier, other)) in judged.apart for other in others)


def merge_readings(
    extractions: Iterable[Extraction], judgements: Iterable[Judgement] = ()
) -> tuple[Extraction, ...]:
    """Every paper once, by id: readings of one paper joined.

    A paper known by its title alone is the one of that title with an arXiv id or DOI, if
    there is exactly one; a published paper is the preprint of its title, if they agree; persons'
    judgements of papers win.
    """
    readings = list(extractions)
    same = title_aliases((x.document for x in readings), judged_papers(judgements))
    papers: dict[str, list[Extraction]] = {}
    for reading in readings:
        identifier = same.get(reading.document.id, reading.document.id)
        papers.setdefault(identifier, []).append(with_paper_id(reading, identifier))
    return tuple(unite_readings(papers[identifier]) for identifier in sorted(papers))


class _Held:
    """Readings in memory."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._groups: dict[str, dict[str, frozenset[str]]] = {}
        self.ids: dict[str, set[str]] = {}
        for document in documents:
            title = title_key(document.title)
            group = self._groups.setdefault(title, {})
            known = group.get(document.id, frozenset())
            group[document.id] = known | identity_marks(document.authors, document.date)
            self.ids.setdefault(document.id, set()).add(title)

    def titles(self, identifier: str) -> Collection[str]:
        return self.ids.get(identifier, ())

    def group(self, title: str) -> Group:
        return self._groups[title]


def title_aliases(
    documents: Iterable[Document], judged: JudgedPapers | None = None
) -> Mapping[str, str]:
    """Ids -> the id of the paper that they belong to, where that is another.

    Args:
        documents: every reading. Where an id had several titles, and those lead to several
            papers, it is the one whose id sorts first.
        judged: what persons decided.

    >>> page, arxiv = Document("title:1", "On X", ""), Document("arxiv:2401.00001", "on  x", "")
    >>> title_aliases([page, arxiv, Document("title:2", "Y", "")])
    {'title:1': 'arxiv:2401.00001'}
    """
    held, judged = _Held(documents), judged or JudgedPapers()
    papers = {
        identifier: paper_of_id(identifier, held, judged)
        for identifier in held.ids
        if not identifier.startswith(TITLE_ID)
    }
    alone = {
        identifier: paper_of_title_id(
            identifier,
            [[(i, papers[i]) for i in held.group(title) if i in papers] for title in titles],
            held,
            judged,
        )
        for identifier, titles in held.ids.items()
        if identifier.startswith(TITLE_ID)
    }
    found = {identifier: (papers | alone)[identifier] for identifier in held.ids}
    return {identifier: other for identifier, other in found.items() if other != identifier}


def title_alias(identifier: str, groups: Iterable[Collection[str]]) -> str:
    """The id of the paper that readings known by their title alone belong to.

    Args:
        identifier: an id made from a title.
        groups: for every title of those readings, the papers of that title that have an id.
    """
    return min(
        (paper for group in groups if len(group) == 1 for paper in group), default=identifier
    )


def identity_marks(authors: Sequence[str], date: str | None) -> frozenset[str]:
    """What is compared of two papers of one title: family names, and the year.

    >>> sorted(identity_marks(["Ada Lee"], "2024-01-05"))
    ['a:lee', 'y:2024']
    """
    names = {f"a:{title_key(name).rpartition(' ')[2]}" for name in authors if name.strip()}
    return frozenset(names | ({f"y:{date[:4]}"} if date else set()))


def published_alias(
    identifier: str, groups: Iterable[Group], apart: Collection[frozenset[str]] = ()
) -> str:
    """The id of the paper that readings of an id belong to: their preprint's, or their own.

    A published paper is the one preprint of its title where family names of their authors meet,
    or, where those of one are not known, their years; and where no other of its title has an id
    of its kind.

    Args:
        identifier: an id that was not made from a title.
        groups: for every title of those readings, its `Group`.
        apart: pairs of ids that are two papers, whatever their titles.
    """
    found = (_preprint(identifier, group, apart) for group in groups)
    return min(filter(None, found), default=identifier)


def _preprint(identifier: str, group: Group, apart: Collection[frozenset[str]]) -> str | None:
    kind = identifier.partition(":")[0] + ":"
    preprints = [each for each in group if each.startswith(_PREPRINT)]
    alike = [each for each in group if each.startswith(kind)]
    if kind in (_PREPRINT, _OF_ONE_SOURCE) or len(group) > LARGEST_GROUP:
        return None
    if len(preprints) != 1 or len(alike) != 1:
        return None
    if apart and frozenset((identifier, preprints[0])) in apart:
        return None
    return preprints[0] if agree(group[identifier], group[preprints[0]]) else None


def agree(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two `identity_marks` may be of one paper: family names meet, or, where those of one
    are not known, years do."""
    names = [{mark for mark in marks if mark.startswith("a:")} for marks in (one, two)]
    if all(names):
        return not names[0].isdisjoint(names[1])
    return any(mark in two for mark in one if mark.startswith("y:"))
