"""Finding the names of `kg.lexicon.entries` in a text: a walk down a tree of folded words.

Case, plural and hyphens are folded, except for spellings that must stand in their very
case: acronyms of up to five letters, and one-word names that are ordinary words too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.core import names
from kg.lexicon.entries import Entry, entries
from kg.nlp.text.tokens import Token, cut
from kg.nlp.text.wordlists import fold

__all__ = ["Match", "by_key", "ending", "match"]

_JOINTS = frozenset("-‐‑‒–—_")
_SHORT_ACRONYM = 5


@dataclass(slots=True)
class _Node:
    below: dict[str, _Node] = field(default_factory=dict)
    exact: dict[str, Entry] = field(default_factory=dict)
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A known name at characters ``[start, end)``."""

    start: int
    end: int
    entry: Entry


def match(tokens: Sequence[Token]) -> Iterator[Match]:
    """The longest known name from each place on, left to right, without overlap.

    >>> [(m.entry.name, m.start) for m in match(cut("Low Rank Adaptation of GPT-2 and SAMs"))]
    [('LoRA', 0), ('GPT-2', 23), ('SAM', 33)]
    """
    words = [token for token in tokens if token.text not in _JOINTS]
    keys = [fold(word.text) for word in words]
    tree, at = _tree(), 0
    while at < len(words):
        found = _longest(tree, keys, words, at) if keys[at] in tree.below else None
        if found is None:
            at += 1
            continue
        stop, entry = found
        yield Match(words[at].start, words[stop - 1].end, entry)
        at = stop


@cache
def by_key() -> Mapping[str, Sequence[Entry]]:
    """Spelling as `kg.core.names.key` folds it -> the entries that are written so."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries():
        for key in {names.key(surface) for surface in entry.surfaces}:
            found[key].append(entry)
    return dict(found)


def ending(name_key: str) -> list[Entry]:
    """The entries of what a folded name ends in, the longest first; not of the whole name.

    >>> [entry.name for entry in ending("two speed knowledge distillation")]
    ['knowledge distillation']
    """
    words = name_key.split()
    ends = (" ".join(words[first:]) for first in range(1, len(words)))
    return [entry for end in ends for entry in by_key().get(end, ())]


def _longest(
    tree: _Node, keys: Sequence[str], words: Sequence[Token], at: int
) -> tuple[int, Entry] | None:
    """The end (exclusive) and the entry of the longest name that begins at word ``at``."""
    node, best = tree, None
    for stop in range(at, len(keys)):
        below = node.below.get(keys[stop])
        if below is None:
            break
        node = below
        entry = node.entry
        if node.exact:
            entry = node.exact.get(_spelling(words[at : stop + 1])) or entry
        if entry is not None:
            best = (stop + 1, entry)
    return best


def _spelling(words: Sequence[Token]) -> str:
    """The words as written, but without the plural of an acronym."""
    text = " ".join(word.text for word in words)
    return text[:-1] if text.endswith("s") and text[:-1].isupper() else text


@cache
def _tree() -> _Node:
    tree = _Node()
    for entry in entries():
        for surface in entry.surfaces:
            _plant(tree, entry, surface)
    return tree


def _plant(tree: _Node, entry: Entry, surface: str) -> None:
    words = [token for token in cut(surface) if token.text not in _JOINTS]
    node = tree
    for word in words:
        node = node.below.setdefault(fold(word.text), _Node())
    if _exact(entry, words):
        node.exact.setdefault(_spelling(words), entry)
    elif node.entry is None:
        node.entry = entry


def _exact(entry: Entry, words: Sequence[Token]) -> bool:
    if len(words) > 1:
        return False
    text = words[0].text
    return "case" in entry.flags or (text.isupper() and len(text) <= _SHORT_ACRONYM)
