"""Judgements of results: what a person says of a number that a paper states.

A result is found again by the paper and the words around its number, never by an id: another
model may read it otherwise, and the judgement still holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

import msgspec

from kg.core.codec import result_from, result_record
from kg.core.judgement import WITHDRAWN
from kg.core.types import Result

__all__ = [
    "CONTEXT",
    "RIGHT",
    "WRONG",
    "Quote",
    "ResultJudgement",
    "full_id",
    "quote_of",
    "result_judgement_from",
    "result_judgement_record",
    "results_in_force",
    "slots_of",
]

RIGHT = "right"
WRONG = "wrong"

CONTEXT = 32
"""Characters kept on each side of a number: two numbers of an abstract seldom share as many."""

Slots = tuple[str | None, ...]


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A number by the words around it: ``text[start:end] == value`` when it was judged."""

    before: str
    value: str
    after: str
    start: int

    def find(self, text: str) -> tuple[int, int] | None:
        """Where the number stands in a text, as (start, end); None if the words are not there.

        Of the words around it those on one side are enough, for the text may be a newer one.

        >>> Quote("reaches ", "81.5", " on A", 11).find("Now it reaches 81.5 on B.")
        (15, 19)
        """
        end = self.start + len(self.value)
        around = text[max(0, self.start - len(self.before)) : end + len(self.after)]
        if around == f"{self.before}{self.value}{self.after}":
            return self.start, end
        for before, after in ((self.before, self.after), (self.before, ""), ("", self.after)):
            found = text.find(f"{before}{self.value}{after}") if before or after else -1
            if found >= 0:
                return found + len(before), found + len(before) + len(self.value)
        return None


def quote_of(text: str, start: int, end: int) -> Quote:
    """The number at ``[start, end)`` of a text, with the words around it."""
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Quote(before, text[start:end], after, start)


@dataclass(frozen=True, slots=True)
class ResultJudgement:
    """What a person says of a result.

    Args:
        paper: the id of the paper.
        quote: where its number stands.
        verdict: `RIGHT`, `WRONG` or `WITHDRAWN`.
        id: the id that the result had in the graph when it was judged.
        reading: the result as it is right; None where it is wrong.
        changed: the slots that the person changed, in order.
        slots: method, task, dataset and metric as they were read, where several results share
            the number; None: the judgement is about all that the number is read as.
        by: ``person`` or ``person:ada``; ``time`` is ISO 8601 in UTC.
    """

    paper: str
    quote: Quote
    verdict: str
    id: str
    reading: Result | None
    changed: tuple[str, ...]
    slots: Slots | None
    reason: str
    by: str
    time: str = ""

    personal = True

    @property
    def about(self) -> tuple[str, Quote, Slots | None]:
        """What it judges: of several judgements about the same the latest holds."""
        return self.paper, self.quote, self.slots


def slots_of(result: Result) -> Slots:
    """What a result is about: method, task, dataset and metric."""
    return result.method, result.task, result.dataset, result.metric


def full_id(text: str) -> str:
    """The id of a result as the graph has it, from one that may lack the word in front.

    >>> full_id("arxiv:2401.00001/00054-99f60bae")
    'result/arxiv:2401.00001/00054-99f60bae'
    """
    return text if text.startswith("result/") else f"result/{text}"


def results_in_force(judgements: Iterable[ResultJudgement]) -> list[ResultJudgement]:
    """The judgements that hold: of each result the latest, if it was not taken back.

    They come in the order in which they were given, so that of two that meet at one place, in a
    newer text, the later is applied last.
    """
    last: dict[object, ResultJudgement] = {}
    for judgement in judgements:
        other = last.get(judgement.about)
        if other is None or _order(judgement) > _order(other):
            last[judgement.about] = judgement
    held = (judgement for judgement in last.values() if judgement.verdict != WITHDRAWN)
    return sorted(held, key=lambda j: (j.time, j.paper, j.quote, repr(j)))


def _order(judgement: ResultJudgement) -> tuple[str, str]:
    return judgement.time, repr(judgement)


def result_judgement_record(judgement: ResultJudgement) -> dict[str, object]:
    """The judgement as a JSON object: a line of the ledger."""
    reading = judgement.reading
    return {**asdict(judgement), "reading": None if reading is None else result_record(reading)}


class _Record(msgspec.Struct):
    paper: str
    quote: Quote
    verdict: str
    id: str
    reading: dict[str, object] | None
    changed: tuple[str, ...]
    slots: Slots | None
    reason: str
    by: str
    time: str


def result_judgement_from(record: Mapping[str, object]) -> ResultJudgement:
    """The inverse of `result_judgement_record`.

    Raises:
        ValueError: the object is no judgement of a result.
        InputError: its reading is no result.
    """
    found = msgspec.convert(record, _Record)
    reading = None if found.reading is None else result_from(found.reading)
    return ResultJudgement(
        found.paper,
        found.quote,
        found.verdict,
        found.id,
        reading,
        found.changed,
        found.slots,
        found.reason,
        found.by,
        found.time,
    )
