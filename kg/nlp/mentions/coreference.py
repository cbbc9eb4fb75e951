"""Joining the mentions of one paper into entities, and choosing each entity's name.

Mentions are one entity when their surfaces agree but for case, plural, hyphens and blanks,
when the text defines one as the abbreviation of the other, when the lexicon lists them as
spellings of one name, or when they differ by a word that only repeats the kind ('the Adam
optimizer', 'Adam'). Versions and sizes stay apart, for their figures differ.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.core import names
from kg.lexicon.cannot_link import apart
from kg.lexicon.entries import entries
from kg.lexicon.normalize import spelled
from kg.nlp.text.abbreviations import Definition
from kg.nlp.text.proper_names import heading
from kg.nlp.text.spans import Group, Mention

__all__ = ["join"]

_KINDS = frozenset(
    """model method framework algorithm network architecture approach optimizer benchmark
    dataset corpus system technique strategy mechanism suite library score metric loss
    environment task problem module pipeline""".split()  # noqa: SIM905
)


def join(
    text: str, mentions: Sequence[Mention], definitions: Sequence[Definition]
) -> tuple[Group, ...]:
    """The entities of a paper, by first mention; every mention is in exactly one of them."""
    keys = [names.key(text[each.start : each.end]) for each in mentions]
    leader = _Joined({key: each.label for key, each in zip(keys, mentions, strict=True)})
    for one, other in _declared(text, definitions):
        leader.unite(one, other, declared=True)
    for one, other in _same(keys):
        leader.unite(one, other)
    members: defaultdict[str, list[Mention]] = defaultdict(list)
    for key, mention in zip(keys, mentions, strict=True):
        members[leader.of(key)].append(mention)
    groups = (_group(text, each, definitions) for each in members.values())
    return tuple(sorted(groups, key=lambda g: (g.mentions[0].start, g.mentions[0].end)))


class _Joined:
    """Disjoint sets of keys, none of which holds two that a number tells apart.

    What the text itself declares to be one is one whatever its numbers ('T2I', 'text to image').
    """

    def __init__(self, labels: Mapping[str, str]) -> None:
        self._labels = labels
        self._set = {key: [key] for key in labels}

    def of(self, key: str) -> str:
        return self._set[key][0]

    def unite(self, one: str, other: str, *, declared: bool = False) -> None:
        mine, others = self._set.get(one), self._set.get(other)
        if mine is None or others is None or mine is others:
            return
        if declared or not any(apart(self._labels[a], a, b) for a in mine for b in others):
            others.extend(mine)
            self._set.update(dict.fromkeys(mine, others))


def _declared(text: str, definitions: Sequence[Definition]) -> Iterator[tuple[str, str]]:
    for start, end, long_start, long_end in definitions:
        yield names.key(text[start:end]), names.key(text[long_start:long_end])


def _same(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of keys that mean one entity."""
    first: dict[str, str] = {}
    known = _known()
    for key in dict.fromkeys(keys):
        front, _, kind = key.rpartition(" ")
        if front and kind in _KINDS:
            yield key, front
        for sign in (spelled(key), f"entry {known[key]}" if key in known else ""):
            if sign:
                yield key, first.setdefault(sign, key)


@cache
def _known() -> Mapping[str, int]:
    """Key of every spelling in the lexicon -> number of its entry."""
    return {
        names.key(surface): number
        for number, entry in reversed(list(enumerate(entries())))
        for surface in entry.surfaces
    }


def _group(text: str, mentions: list[Mention], definitions: Sequence[Definition]) -> Group:
    mentions.sort(key=lambda m: (m.start, m.end))
    votes: defaultdict[str, float] = defaultdict(float)
    for mention in mentions:
        votes[mention.label] += mention.score
    label = max(votes, key=lambda each: (votes[each], each))
    return Group(label, _name(text, mentions, definitions), tuple(mentions))


def _name(text: str, mentions: Sequence[Mention], definitions: Sequence[Definition]) -> str:
    """The defined name of a proposed system, else the long form, else the usual surface."""
    title = text.partition("\n")[0]
    surfaces = Counter(text[each.start : each.end] for each in mentions)
    proposed = heading(title, text)
    if proposed and (name := text[proposed.start : proposed.end]) in surfaces:
        return name
    body = Counter(text[m.start : m.end] for m in mentions if m.start > len(title)) or surfaces
    longs = [text[d.long_start : d.long_end] for d in definitions]
    for long in longs:
        if long in body:
            return long
    return max(body, key=lambda each: (body[each], len(each)))
