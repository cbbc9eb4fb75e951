"""A sentence with its numbers and mentions, as results are read from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.core.schema import METRIC
from kg.nlp.text.annotated_text import AnnotatedText, ClusterMention
from kg.nlp.text.number_kinds import Number

__all__ = ["NumberLine", "read_line"]

_LIST_SEPARATOR = re.compile(
    r"\s?(?:,|/)\s?(?:and\s)?|\s(?:and|or)\s(?:an?\s)?(?:about\s|around\s|over\s)?"
)
_MAX_NUMBERS, _MAX_MENTIONS = 80, 120
"""What is read of one sentence: more of either is a table that lost its lines."""


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One sentence with its mentions and numbers, in text order.

    ``runs`` has for each number the position of the first number of the list that it is in.
    """

    index: int
    start: int
    end: int
    mentions: tuple[ClusterMention, ...]
    numbers: tuple[Number, ...]
    runs: tuple[int, ...]

    def members(self, position: int) -> list[int]:
        """The positions of the numbers in the list that this one stands in."""
        return [i for i, run in enumerate(self.runs) if run == self.runs[position]]


def read_line(annotated: AnnotatedText, index: int) -> NumberLine | None:
    """A sentence with its numbers and mentions; None if it has no numbers."""
    start, end = annotated.sentences[index]
    mentions = tuple(_outermost(annotated.mentions_in(index)))[:_MAX_MENTIONS]
    numbers = tuple(n for n in annotated.numbers(index) if not _inside_name(n, mentions))
    numbers = numbers[:_MAX_NUMBERS]
    if not numbers:
        return None
    return NumberLine(index, start, end, mentions, numbers, tuple(_runs(annotated.text, numbers)))


def _outermost(mentions: Sequence[ClusterMention]) -> Iterator[ClusterMention]:
    """The mentions that stand in no longer one of their label: 'ImageNet 64x64' is one data set."""
    ends: dict[str, int] = {}
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        if mention.end > ends.get(mention.label, -1):
            ends[mention.label] = mention.end
            yield mention


def _inside_name(number: Number, mentions: Sequence[ClusterMention]) -> bool:
    """True of digits that belong to a name ('SQuAD 2.0'), also to a metric's ('Recall 10')."""
    return any(
        mention.start < number.end
        and number.start < mention.end
        and (mention.label != METRIC or mention.start < number.start)
        for mention in mentions
    )


def _runs(text: str, numbers: Sequence[Number]) -> list[int]:
    """For each number the position of the first of the list that it stands in ('a, b and c')."""
    runs: list[int] = []
    for position, number in enumerate(numbers):
        joined = position > 0 and _LIST_SEPARATOR.fullmatch(
            text, numbers[position - 1].end, number.start
        )
        runs.append(runs[-1] if joined else position)
    return runs
