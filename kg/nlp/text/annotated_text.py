"""A text with its sentences, clusters, mentions, cues and numbers: what later stages read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.nlp.text.cues import Cue, find_cues, possible_contexts
from kg.nlp.text.number_kinds import Number
from kg.nlp.text.numbers import find_numbers
from kg.nlp.text.spans import EntityCluster, Mention

__all__ = ["AnnotatedText", "ClusterMention"]

_JOIN = re.compile(r"\)?(?:,\s(?:and\s|or\s|the\s)?|\s(?:and|or)\s(?:the\s)?|\s\()")


@dataclass(frozen=True, slots=True)
class ClusterMention:
    """A mention at characters ``[start, end)``; ``cluster`` is an index into the clusters."""

    start: int
    end: int
    label: str
    cluster: int


class AnnotatedText:
    """One document's text, annotated once and passed on from stage to stage.

    ``sentences`` are half-open character spans (the whole text if none are given), ``clusters``
    the entities by first mention. Cues and numbers of a sentence are found when a stage first
    asks for them, and kept with the text.
    """

    def __init__(
        self, text: str, sentences: Sequence[tuple[int, int]], clusters: Sequence[EntityCluster]
    ) -> None:
        self.text = text
        self.sentences = tuple(sentences) or ((0, len(text)),)
        self._starts = [start for start, _ in self.sentences]
        self._cues: dict[int, tuple[Cue, ...]] = {}
        self._numbers: dict[int, tuple[Number, ...]] = {}
        self._contexts: dict[int, frozenset[re.Pattern[str]]] = {}
        self._set_clusters(clusters)

    def _set_clusters(self, clusters: Sequence[EntityCluster]) -> None:
        self.clusters = tuple(clusters)
        mentions = sorted(
            (
                ClusterMention(m.start, m.end, m.label, index)
                for index, cluster in enumerate(clusters)
                for m in cluster.mentions
            ),
            key=lambda mention: (mention.start, -mention.end),
        )
        self._list_starts = _list_starts(self.text, mentions)
        self._sentences_of: dict[int, tuple[int, ...]] = {}
        self._mentions_in: dict[int, list[ClusterMention]] = {}
        for mention in mentions:
            self._mentions_in.setdefault(self.sentence_at(mention.start), []).append(mention)

    def with_clusters(self, clusters: Sequence[EntityCluster]) -> AnnotatedText:
        """The same text with other clusters; what was found in its sentences is kept."""
        other = AnnotatedText(self.text, self.sentences, clusters)
        other._cues, other._numbers, other._contexts = self._cues, self._numbers, self._contexts
        return other

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds the offset (else the nearest before it)."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def sentences_of(self, cluster: int) -> tuple[int, ...]:
        """The index of the sentence of each mention of a cluster."""
        if cluster not in self._sentences_of:
            mentions = self.clusters[cluster].mentions
            self._sentences_of[cluster] = tuple(self.sentence_at(m.start) for m in mentions)
        return self._sentences_of[cluster]

    def cues(self, index: int) -> tuple[Cue, ...]:
        """The cue phrases of a sentence, in text order."""
        if index not in self._cues:
            self._cues[index] = find_cues(self.text, *self.sentences[index])
        return self._cues[index]

    def numbers(self, index: int) -> tuple[Number, ...]:
        """The numeric expressions of a sentence, in text order."""
        if index not in self._numbers:
            self._numbers[index] = find_numbers(self.text, *self.sentences[index])
        return self._numbers[index]

    def possible_contexts(self, index: int) -> frozenset[re.Pattern[str]]:
        """The patterns of `kg.nlp.text.cues` for negation and the like that may match there."""
        if index not in self._contexts:
            self._contexts[index] = possible_contexts(self.text, *self.sentences[index])
        return self._contexts[index]

    def mentions_in(self, index: int) -> list[ClusterMention]:
        """The mentions in a sentence, in text order."""
        return self._mentions_in.get(index, [])

    def list_start(self, mention: Mention | ClusterMention) -> int:
        """Where the list of names that the mention stands in begins ('A, B and C')."""
        return self._list_starts.get(mention.start, mention.start)


def _list_starts(text: str, mentions: Sequence[ClusterMention]) -> Mapping[int, int]:
    starts: dict[int, int] = {}
    end, first = -1, -1
    for mention in mentions:
        if not (end >= 0 and _JOIN.fullmatch(text, end, mention.start)):
            first = mention.start
        starts.setdefault(mention.start, first)
        end = mention.end
    return starts
