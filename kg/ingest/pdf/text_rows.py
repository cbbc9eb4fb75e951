"""Words on one baseline as rows, with what is raised or lowered beside them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.ingest.pdf.pdf_content import Word

__all__ = ["Row", "TextRun", "rows_of", "runs_of", "split_at_gaps"]

_SMALL = 0.86
"""Size of raised and lowered letters beside that of the letters that they belong to, at most."""

_REACH = 0.7
"""How far they stand above or below the baseline, in sizes of those letters, at most."""

_SAME_LINE = 0.3
"""How far baselines of one row are apart, in sizes of letters, at most."""

_RAISED = 0.15


@dataclass(frozen=True, slots=True)
class Row:
    """Words on the baseline ``y`` from left to right; ``size`` is that of most letters."""

    words: tuple[Word, ...]
    y: float
    size: float

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(word.x1 for word in self.words)

    @property
    def text(self) -> str:
        """Its words, divided by blanks where the page has some."""
        return "".join(run.text for run in runs_of(self)).strip()

    @property
    def is_bold(self) -> bool:
        """Whether all words with letters are bold."""
        named = [word for word in self.words if any(map(str.isalpha, word.text))]
        return bool(named) and all(word.is_bold for word in named)


@dataclass(frozen=True, slots=True)
class TextRun:
    """A piece of text of one style."""

    text: str
    is_bold: bool = False
    is_raised: bool = False


def rows_of(words: Iterable[Word]) -> list[Row]:
    """The rows of words, from top to bottom."""
    given = sorted(words, key=lambda word: (word.y, word.x0))
    heights = [word.y for word in given]
    reach = _REACH * max((word.size for word in given), default=0.0)
    lines: list[list[Word]] = []
    small: list[Word] = []
    for word in given:
        near = given[bisect_left(heights, word.y - reach) : bisect_right(heights, word.y + reach)]
        if _is_attached(word, near):
            small.append(word)
        elif lines and word.y - lines[-1][0].y <= _SAME_LINE * max(word.size, lines[-1][0].size):
            lines[-1].append(word)
        else:
            lines.append([word])
    for word in small:
        beside = [each for each in lines if abs(each[0].y - word.y) <= _REACH * 1.5 * each[0].size]
        if beside:
            min(beside, key=lambda line: min(_distance(word, each) for each in line)).append(word)
        else:
            lines.append([word])
    return sorted(map(_row, lines), key=lambda row: (row.y, row.x0))


def _distance(small: Word, word: Word) -> float:
    return min(abs(small.x0 - word.x1), abs(word.x0 - small.x1)) + abs(small.y - word.y) / 2


def _is_attached(word: Word, words: Sequence[Word]) -> bool:
    """Whether a word is raised or lowered beside larger letters."""
    return any(
        word.size < _SMALL * each.size
        and _SAME_LINE / 4 * each.size < abs(word.y - each.y) <= _REACH * each.size
        and (abs(word.x0 - each.x1) < each.size / 3 or abs(each.x0 - word.x1) < each.size / 6)
        for each in words
        if each.size > word.size
    )


def _row(words: Sequence[Word]) -> Row:
    ordered = tuple(sorted(words, key=lambda word: word.x0))
    sizes: dict[float, int] = {}
    for word in ordered:
        sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
    size = max(sizes, key=lambda each: (sizes[each], each))
    y = next(word.y for word in ordered if word.size == size)
    return Row(ordered, y, size)


def runs_of(row: Row) -> Iterator[TextRun]:
    """The text of a row in runs of one style; blanks stand at the beginning of a run."""
    last: Word | None = None
    for word in row.words:
        touches = last is not None and word.glued and word.x0 - last.x1 < row.size / 4
        raised = word.size < _SMALL * row.size and row.y - word.y > _RAISED * row.size
        yield TextRun(
            word.text if last is None or touches else f" {word.text}", word.is_bold, raised
        )
        last = word


def split_at_gaps(row: Row, gap: float) -> list[Row]:
    """The pieces of a row between blanks that are wider than ``gap`` points."""
    held: list[list[Word]] = [[row.words[0]]]
    end = row.words[0].x1
    for _, word in pairwise(row.words):
        if word.x0 - end > gap:
            held.append([])
        held[-1].append(word)
        end = max(end, word.x1)
    return [Row(tuple(words), row.y, row.size) for words in held]
