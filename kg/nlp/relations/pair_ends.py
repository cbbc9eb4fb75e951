"""The mentions of candidate pairs, each once, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.nlp.relations.candidates import Candidate
from kg.nlp.relations.feature_marks import Ints
from kg.nlp.text.annotated_text import AnnotatedText, ClusterMention

__all__ = ["PairEnds"]


@dataclass(frozen=True, slots=True)
class PairEnds:
    """The first and the second mentions of candidates, each once.

    ``first`` and ``second`` are (candidates,): the position of each candidate's ends in
    ``firsts`` and ``seconds``. ``first_in`` and ``second_in`` are the sentences of these,
    ``starts`` the ends of ``firsts`` and ``stops`` the starts of ``seconds``, in characters.
    """

    firsts: Sequence[ClusterMention]
    seconds: Sequence[ClusterMention]
    first: Ints
    second: Ints
    first_in: Sequence[int]
    second_in: Sequence[int]
    starts: Ints
    stops: Ints

    @classmethod
    def of(cls, annotated: AnnotatedText, found: Sequence[Candidate]) -> PairEnds:
        """The ends of the candidates of a text."""
        firsts, first = _distinct([pair.first for pair in found])
        seconds, second = _distinct([pair.second for pair in found])
        starts = np.array([mention.end for mention in firsts], np.int64)
        stops = np.array([mention.start for mention in seconds], np.int64)
        first_in = [annotated.sentence_at(mention.start) for mention in firsts]
        second_in = [annotated.sentence_at(mention.start) for mention in seconds]
        return cls(firsts, seconds, first, second, first_in, second_in, starts, stops)

    def sentences(self) -> list[int]:
        """The sentences of the candidates, in text order."""
        return sorted(set(self.first_in))


def _distinct(mentions: Sequence[ClusterMention]) -> tuple[list[ClusterMention], Ints]:
    """Each mention once, by identity, which is quick; and the position of each."""
    numbers: dict[int, int] = {}
    found = [numbers.setdefault(id(mention), len(numbers)) for mention in mentions]
    by_number = dict(zip(found, mentions, strict=True))
    return list(by_number.values()), np.array(found, np.int64)
