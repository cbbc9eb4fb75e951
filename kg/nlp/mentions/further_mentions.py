"""Further occurrences of the names of a paper, where the network did not see them as such.

A name counts wherever it stands: beside a number it decides whose the number is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.core.names import key
from kg.nlp.text.abbreviations import Definition
from kg.nlp.text.spans import EntityCluster, Mention

__all__ = ["add_further_mentions"]

_NAMED = re.compile(r"[A-Z0-9\u0370-\u03ff]")
_WORD_BEFORE, _WORD_AFTER = r"(?<![\w-])", r"(?![\w+*]|-\w|\.\d)"


def add_further_mentions(
    text: str, clusters: Sequence[EntityCluster], definitions: Sequence[Definition] = ()
) -> tuple[EntityCluster, ...]:
    """The clusters with a mention at every place where a form of theirs stands as it is written.

    Only forms with a capital, a digit or a Greek letter; not within another mention. An
    abbreviation of the ``definitions`` that is in no cluster belongs, where it is defined, to that
    of its long form: so it is with 1,737 of 1,780 abbreviations behind a labelled name. Elsewhere
    it may be a part of a name that was not found ('the Pneumonia CXR dataset').
    """
    taken = [(m.start, m.end) for cluster in clusters for m in cluster.mentions]
    found = [_with_places(text, cluster, taken) for cluster in clusters]
    unowned = _unowned(text, found, definitions)
    found = [_with_abbreviations(cluster, unowned) for cluster in found]
    return tuple(sorted(found, key=lambda c: (c.mentions[0].start, c.mentions[0].end)))


def _unowned(
    text: str, clusters: Sequence[EntityCluster], definitions: Sequence[Definition]
) -> Sequence[Definition]:
    """The definitions whose abbreviation is a form of no cluster."""
    if not definitions:
        return ()
    known = {key(text[m.start : m.end]) for cluster in clusters for m in cluster.mentions}
    return [each for each in definitions if key(text[each.start : each.end]) not in known]


def _with_abbreviations(cluster: EntityCluster, definitions: Sequence[Definition]) -> EntityCluster:
    places = {(mention.start, mention.end): mention for mention in cluster.mentions}
    own = [
        replace(places[each.long_start, each.long_end], start=each.start, end=each.end)
        for each in definitions
        if (each.long_start, each.long_end) in places
    ]
    return _with_mentions(cluster, own)


def _with_mentions(cluster: EntityCluster, own: Sequence[Mention]) -> EntityCluster:
    if not own:
        return cluster
    ordered = sorted({*cluster.mentions, *own}, key=lambda m: (m.start, m.end))
    return replace(cluster, mentions=tuple(ordered))


def _with_places(
    text: str, cluster: EntityCluster, taken: Sequence[tuple[int, int]]
) -> EntityCluster:
    return _with_mentions(cluster, tuple(_further(text, cluster, taken)))


def _further(
    text: str, cluster: EntityCluster, taken: Sequence[tuple[int, int]]
) -> Iterator[Mention]:
    forms: dict[str, list[Mention]] = {}
    for mention in cluster.mentions:
        forms.setdefault(text[mention.start : mention.end], []).append(mention)
    free: list[tuple[int, int]] = []
    for form, known in sorted(forms.items(), key=lambda item: -len(item[0])):
        # Nearly always all places are known, and a pattern takes long to compile.
        if text.count(form) <= len(known) or not _NAMED.search(form):
            continue
        for match in re.finditer(f"{_WORD_BEFORE}{re.escape(form)}{_WORD_AFTER}", text):
            start, end = match.span()
            if not any(a < end and start < b for a, b in (*taken, *free)):
                free.append((start, end))
                yield replace(known[0], start=start, end=end)
