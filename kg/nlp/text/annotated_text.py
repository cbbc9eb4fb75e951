"""A text with its sentences, mentions and cues, each sentence looked at once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.nlp.text.cues import Cue, find_cues
from kg.nlp.text.spans import EntityCluster, Mention

__all__ = ["AnnotatedText", "ClusterMention"]

_JOIN = re.compile(r"\)?(?:,\s(?:and\s|or\s|the\s)?|\s(?:and|or)\s(?:the\s)?|\s\()")


@dataclass(frozen=True, slots=True)
class ClusterMention:
    """A mention with the number of its cluster among the clusters of the paper."""

    start: int
    end: int
    label: str
    cluster: int


class AnnotatedText:
    """What roles and results ask of a text; cues are scanned when a sentence is first asked."""

    def __init__(
        self, text: str, sentences: Sequence[tuple[int, int]], clusters: Sequence[EntityCluster]
    ) -> None:
        self.text = text
        self.sentences = tuple(sentences) or ((0, len(text)),)
        self.clusters = tuple(clusters)
        self._starts = [start for start, _ in self.sentences]
        self._cues: dict[int, tuple[Cue, ...]] = {}
        self._of: dict[int, tuple[int, ...]] = {}
        places = sorted(
            (
                ClusterMention(m.start, m.end, m.label, index)
                for index, g in enumerate(clusters)
                for m in g.mentions
            ),
            key=lambda place: (place.start, -place.end),
        )
        self._heads = _list_heads(text, places)
        self._places: dict[int, list[ClusterMention]] = {}
        for place in places:
            self._places.setdefault(self.sentence_at(place.start), []).append(place)

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds the offset (else the nearest before it)."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def sentences_of(self, cluster: int) -> tuple[int, ...]:
        """The numbers of the sentences that mention a cluster, a mention each."""
        if cluster not in self._of:
            mentions = self.clusters[cluster].mentions
            self._of[cluster] = tuple(self.sentence_at(mention.start) for mention in mentions)
        return self._of[cluster]

    def cues(self, index: int) -> tuple[Cue, ...]:
        """The cues of one sentence."""
        if index not in self._cues:
            self._cues[index] = find_cues(self.text, *self.sentences[index])
        return self._cues[index]

    def mentions_in(self, index: int) -> list[ClusterMention]:
        """The mentions in one sentence, in text order."""
        return self._places.get(index, [])

    def list_start(self, mention: Mention | ClusterMention) -> int:
        """Where the list of names that the mention stands in begins ('A, B and C')."""
        return self._heads.get(mention.start, mention.start)


def _list_heads(text: str, places: Sequence[ClusterMention]) -> Mapping[int, int]:
    heads: dict[int, int] = {}
    end, head = -1, -1
    for place in places:
        if not (end >= 0 and _JOIN.fullmatch(text, end, place.start)):
            head = place.start
        heads.setdefault(place.start, head)
        end = place.end
    return heads
