"""A sentence with its numbers and mentions, as results are read from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.core.schema import METRIC
from kg.nlp.text.annotated_text import AnnotatedText, ClusterMention
from kg.nlp.text.number_kinds import Number
from kg.nlp.text.number_pairs import pair_numbers

__all__ = ["NumberLine", "read_line"]

_LIST_SEPARATOR = re.compile(
    r"\s?(?:,|/)\s?(?:and\s)?|\s(?:and|or)\s(?:an?\s)?(?:about\s|around\s|over\s)?"
)
_PAIR_SEPARATOR = re.compile(r"(?:,\s(?:and\s)?|\sand\s)from\s(?:[a-z]{1,12}\s)?[$~]?")
"""Between two pairs of one list: 'from 48 to 53 and from 61 to 66'."""
_ITEM_OPENS = re.compile(r"\)?(?:\s[a-z]{1,5}){0,2},?\s(?:and\s|or\s)?")
_ITEM_THEN = re.compile(r"\s?[(:]?\s?")
"""What stands before and behind a name in '47% of them, B 46% and C (28%)'."""
_FOR_NAME = re.compile(
    r"\s(?:for|with|by)\s(?:the\s)?[\w.+*/-]{1,30}(?:\s(?!and\b)[\w.+*/-]{1,30}){0,2}?(?=,|\sand|[.;)])"
)
_AND = re.compile(r"(?:,|,?\sand)\s")
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

    def turns(self, text: str, pairs: Mapping[int, int]) -> list[int]:
        """For each number the position of the first one that is stated in the same turn of words.

        'A solves 41% of them, B 46% and C 28%', 'A (47.5), B (49.8)', 'from 13 to 31 on A and from
        71 to 83 on B'; ``pairs`` are those of `kg.nlp.text.number_pairs`.
        """
        first = list(range(len(self.numbers)))
        changed: dict[tuple[str | None, str], int] = {}
        new = {old: i for i, old in pairs.items()}
        for i, number in enumerate(self.numbers):
            before = self.numbers[i - 1] if i else None
            if before and self._named_alike(text, before, number):
                first[i] = first[i - 1]
            elif before and i - 1 in new and self._owned_alike(text, before, number):
                first[i] = first[new[i - 1]]
            elif i in pairs:
                first[i] = changed.setdefault((number.unit, number.kind), i)
        return first

    def _owned_alike(self, text: str, before: Number, number: Number) -> bool:
        """Whether a rival's value follows that of another one: '81.0 for A and 79.4 for B'."""
        if (before.unit, before.bare) != (number.unit, number.bare):
            return False
        own = _FOR_NAME.match(text, before.stop)
        return bool(own and _AND.fullmatch(text, own.end(), number.start)) and bool(
            _FOR_NAME.match(text, number.stop)
        )

    def _named_alike(self, text: str, before: Number, number: Number) -> bool:
        """Whether nothing but a name parts two numbers of one form: '46% and C 28%'."""
        if (before.unit, before.kind, before.bare) != (number.unit, number.kind, number.bare):
            return False
        inside = [m for m in self.mentions if before.stop <= m.start and m.end <= number.start]
        if not inside or any(m.start >= inside[0].end for m in inside):
            return False
        end = max(m.end for m in inside)
        opened = _ITEM_OPENS.fullmatch(text, before.stop, inside[0].start)
        return bool(opened and _ITEM_THEN.fullmatch(text, end, number.start))


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
            text, numbers[position - 1].stop, number.start
        )
        runs.append(runs[-1] if joined else position)
    for new, old in pair_numbers(text, numbers).items():
        last = old - 1
        if (
            new == old + 1
            and last > 0
            and _PAIR_SEPARATOR.fullmatch(text, numbers[last].stop, numbers[old].start)
        ):
            runs[new] = runs[last]
    return runs
