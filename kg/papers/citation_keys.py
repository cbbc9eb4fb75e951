"""The keys by which papers are cited, the same in a table of related work and in BibTeX."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.core.names import digest

__all__ = ["CitedPaper", "citation_keys", "family_name"]

_WORD = re.compile(r"[^\W_]+")
_STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "on",
        "of",
        "for",
        "in",
        "to",
        "and",
        "with",
        "is",
        "are",
        "do",
        "does",
        "how",
        "what",
        "why",
        "towards",
        "toward",
    ]
)


@dataclass(frozen=True, slots=True)
class CitedPaper:
    """What a key is made of; ``date`` is ISO, and empty where it is not known."""

    id: str
    title: str
    authors: Sequence[str] = ()
    date: str = ""


def citation_keys(papers: Sequence[CitedPaper]) -> Mapping[str, str]:
    """Id of each paper -> its key: first author, year, first word of the title, in ASCII.

    Papers of one key get six more signs each, by their ids: so a key depends on no order, and on
    no paper but those of the same key.

    >>> vaswani = CitedPaper("1706.03762", "Attention Is All You Need", ("Ashish Vaswani",), "2017")
    >>> citation_keys([vaswani, CitedPaper("x", "Über uns")])
    {'1706.03762': 'vaswani2017attention', 'x': 'uber'}
    """
    stems = {paper.id: _stem(paper) for paper in papers}
    counts = Counter(stems.values())
    return {
        identifier: stem if counts[stem] == 1 else f"{stem}-{digest(identifier)[:6]}"
        for identifier, stem in stems.items()
    }


def family_name(author: str) -> str:
    """The family name of an author.

    >>> family_name("Ashish Vaswani"), family_name("Vaswani, Ashish")
    ('Vaswani', 'Vaswani')
    """
    before, comma, _ = author.partition(",")
    return before.strip() if comma else (author.split() or [""])[-1]


def _stem(paper: CitedPaper) -> str:
    words = [_ascii(word) for word in _WORD.findall(paper.title)]
    title = next((word for word in words if word and word not in _STOP), "")
    author = _ascii(family_name(paper.authors[0])) if paper.authors else ""
    parts = (author, paper.date[:4], title) if author else (title, paper.date[:4])
    return "".join(parts) or "paper"


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]", "", plain.lower())
