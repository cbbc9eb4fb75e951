"""What a paper says beside its tables: its own names, abbreviations, how it speaks of a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kg.core.full_texts.full_text import Reference
from kg.core.names import key
from kg.core.schema import DATASET, METHOD
from kg.core.types import Document, Entity
from kg.lexicon.entries import entries
from kg.lexicon.word_counts import is_common_word
from kg.nlp.text.abbreviations import find_abbreviations

__all__ = ["EMPTY_NAME", "TablePaper", "whole_name"]

_LONGEST_TEXT = 400_000
"""Characters of the text that names are looked up in."""
_MOST_CONTEXTS = 60
_REACH = 40
"""Places of a name in the text that count, and characters beside each."""
_LONGEST_HEAD = 3
"""Words before the colon of a title that are a name."""
_SHORT_WORD = 3
_OPENING = 20_000
"""Characters of the text in which a paper says what it proposes."""
_NAME = r"(?:it |the |our \w+ |this \w+ )?[“\"'(]?([A-Z][\w+]*(?:-[\w+]+){0,3})"
_CALLED = re.compile(
    r"\b(?:call(?:ed)?|nam(?:e|ed)|dub(?:bed)?|term(?:ed)?|refer(?:red)? to(?: it)? as)\s" + _NAME
)
_PROPOSED = re.compile(
    r"\b(?:[Ww]e|paper|work)\s(?:propos|introduc|present|develop)\w{1,3}\s"
    r"(?:(?:an?|the|our)?\s?[^.;:,]{3,80},\s(?:namely\s|i\.e\.,?\s)?)?" + _NAME
)
_GENERIC = frozenset(
    "model method approach network system algorithm framework architecture loss module".split()  # noqa: SIM905
)


_CAPITAL = r"[A-Z0-9][\w@.+×’'-]*"
_NAMED = re.compile(
    rf"\b((?:{_CAPITAL}\s){{0,3}}{_CAPITAL})\s(?:\[[\d, ]+\]\s|\([^()]{{3,40}}\)\s)?"
    r"(?:data ?sets?|corpus|corpora|benchmarks?|test sets?|leaderboard|challenge|competition)\b"
)
EMPTY_NAME = re.compile(
    r"^(?:the|this|these|those|all|each|both|our|other|using|following|corresponding|resulting|table|figure|section|we|in|for|on|and|a|an"
    r"|two|three|four|five|six|several|different|various|full|new|same|test|training|validation|such|it"
    r"|most|many|some|more|public|large|standard|single|multiple|every)\b",
    re.IGNORECASE,
)
"""What a name of a data set does not begin with."""


@dataclass(frozen=True)
class TablePaper:
    """The paper that tables stand in.

    ``text`` is all of its running text, ``entities`` what was found in title and abstract, and
    ``references`` maps the keys of its bibliography to what a reference is called. ``owner`` is the
    family name of its first author, else the first long word of its title.
    """

    title: str
    text: str
    entities: Sequence[Entity] = ()
    references: Mapping[str, str] = field(default_factory=dict)
    owner: str = ""

    @classmethod
    def of(cls, document: Document, entities: Sequence[Entity]) -> TablePaper:
        """A document with the entities of its title and abstract."""
        body = document.full_text.paragraphs() if document.full_text else ()
        text = "\n".join([document.abstract, *(paragraph.text for _, paragraph in body)])
        references = document.full_text.references if document.full_text else ()
        called = {each.key: name for each in references if (name := _called(each))}
        words = [word for word in document.title.split() if len(word) > _SHORT_WORD]
        owner = document.authors[0].split()[-1:] if document.authors else words
        return cls(document.title, text[:_LONGEST_TEXT], entities, called, (*owner, "")[0])

    @cached_property
    def _low(self) -> str:
        """The text in lower case, with white space collapsed."""
        return " ".join(self.text.casefold().split())

    def contexts(self, name: str) -> list[tuple[str, str]]:
        """What stands before and after some places of a name in the text, in lower case."""
        low = " ".join(name.casefold().split())
        found: list[tuple[str, str]] = []
        at = self._low.find(low) if low else -1
        while at >= 0 and len(found) < _MOST_CONTEXTS:
            end = at + len(low)
            before, after = self._low[max(0, at - _REACH) : at], self._low[end : end + _REACH]
            if not (before[-1:].isalnum() or after[:1].isalnum()):
                found.append((before, after))
            at = self._low.find(low, end)
        return found

    @cached_property
    def abbreviations(self) -> Mapping[str, str]:
        """Short form -> the long form that the text defines it by."""
        text = f"{self.title}\n{self.text}"
        return {
            text[d.start : d.end]: text[d.long_start : d.long_end] for d in find_abbreviations(text)
        }

    @cached_property
    def said_datasets(self) -> Mapping[str, int]:
        """Names that the text calls a data set, and those of the lexicon: how often it has them."""
        text = self.text
        found = Counter(
            m[1] for m in _NAMED.finditer(text) if not EMPTY_NAME.match(m[1]) and len(m[1]) > 2
        )
        for entry in entries():
            if entry.type == DATASET and "broad" not in entry.flags:
                for surface in entry.surfaces:
                    if surface in text and (many := len(whole_name(surface).findall(text))) > 1:
                        found[surface] += many
        return {name: len(whole_name(name).findall(text)) for name in found}

    @cached_property
    def own_names(self) -> tuple[str, ...]:
        """The names of what the paper proposes, the likeliest first."""
        found = dict.fromkeys(self._own_candidates())
        return tuple(name for name in found if key(name) not in _GENERIC)

    def _own_candidates(self) -> Iterator[str]:
        head, colon, _ = self.title.partition(":")
        if colon and len(head.split()) <= 3:
            yield head
        introduced = sorted(
            (e for e in self.entities if e.type == METHOD and e.role == "introduces"),
            key=lambda entity: -entity.confidence,
        )
        longs = {key(surface) for entity in introduced for surface in entity.surfaces}
        title = key(self.title)
        for short, long in self.abbreviations.items():
            if key(long) in longs or title.startswith(key(long)):
                yield short
        for pattern in (_PROPOSED, _CALLED):
            for match in pattern.finditer(self.text[:_OPENING]):
                is_name = pattern is _PROPOSED or not is_common_word(match[1].casefold())
                if is_name and (pattern is _PROPOSED or any(c.isupper() for c in match[1][1:])):
                    yield match[1]
        for entity in introduced:
            yield from (s for s in entity.surfaces if any(c.isupper() for c in s[:4]))


def _called(reference: Reference) -> str | None:
    """What a reference is called: the name that its title opens with, else 'Ada et al. (2019)'."""
    head, colon, _ = (reference.title or "").partition(":")
    if colon and len(head.split()) <= _LONGEST_HEAD:
        return head
    if not reference.authors:
        return None
    others = " et al." if len(reference.authors) > 1 else ""
    year = f" ({reference.year})" if reference.year else ""
    return f"{reference.authors[0].split()[-1]}{others}{year}"


def whole_name(name: str) -> re.Pattern[str]:
    """A pattern of a name that stands by itself; short ones in their own case alone."""
    flags = 0 if len(name) < 5 else re.IGNORECASE
    return re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])", flags)
