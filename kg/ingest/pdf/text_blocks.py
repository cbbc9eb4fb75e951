"""Lines in reading order as headings, paragraphs and captions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kg.ingest.pdf.page_columns import Line
from kg.ingest.pdf.text_rows import TextRun, runs_of

__all__ = ["Block", "blocks_of", "text_of"]

Kind = Literal["heading", "paragraph", "caption"]

_NUMBERED = re.compile(
    r"(?P<number>(?:\d{1,2}|[A-Z])(?:\.\d{1,2}){0,3}|[IVX]{1,5})\.?\s+(?P<title>[A-Z“\"].*)"
)
_NAMED = re.compile(
    r"(?:abstract|introduction|related works?|background|references|bibliography|acknowledge?ments?"
    r"|conclusions?|discussion|appendix|appendices|limitations|ethics statement|methods?|results"
    r"|experiments|supplementary materials?|broader impacts?|keywords)\W{0,2}",
    re.I,
)
_CAPTION = re.compile(
    r"(?P<label>(?:Table|Figure|Fig\.|Algorithm)\s*(?:[A-Z]\.?)?\d{1,3}|TABLE\s+[IVXL]+|FIG(?:URE|\.)\s*\d+)"
    r"(?P<end>\s*[.:|](?=\s|$)|$)"
)
_LONGEST_HEADING = 130
_LARGER = 1.08
_FAR = 1.35
"""Distance of lines in two blocks beside that within one, at least."""

_INDENT = (0.6, 4.0)
"""Indentation of a first line, in sizes of letters."""

_SENTENCE_END = re.compile(r"[.!?:][”\"')\]]*$")
_SYMBOL = re.compile(r"[=∑∏∫≤≥∈√∂∇∥|∼≈+−×·⟨⟩]|\(\d{1,2}\)$")
_WORD = re.compile(r"[A-Za-z]{3,}")


@dataclass(slots=True)
class Block:
    """Lines that belong together; ``label`` and ``number`` as the paper writes them."""

    kind: Kind
    lines: list[Line] = field(default_factory=list)
    number: str = ""
    title: str = ""
    label: str = ""

    @property
    def page(self) -> int:
        """The page that it begins on, from 0."""
        return self.lines[0].page


def blocks_of(lines: Iterable[Line], size: float) -> list[Block]:
    """The blocks of lines in reading order.

    Args:
        lines: in reading order.
        size: of the letters of the text, in points.
    """
    given = list(lines)
    leading = _leading(given, size)
    found: list[Block] = []
    caption: Block | None = None
    for line in given:
        if _is_formula(line):
            caption = None
        elif (label := _CAPTION.match(line.text)) and not _is_close(line, leading):
            caption = Block("caption", [line], label=label["label"])
            found.append(caption)
        elif caption is not None and _continues_caption(line, caption, leading):
            caption.lines.append(line)
        else:
            caption = None
            _add(found, line, size, leading)
    return [block for block in found if block.kind != "paragraph" or _is_prose(block, size)]


def _leading(lines: Sequence[Line], size: float) -> float:
    """The usual distance of baselines within a paragraph, in points."""
    counts = Counter(round(line.above, 1) for line in lines if 0.8 * size < line.above < 1.9 * size)
    return max(counts, key=lambda each: (counts[each], -each), default=1.2 * size)


def _is_close(line: Line, leading: float) -> bool:
    """Whether a line goes on with the text above it, and only begins like a caption."""
    return 0 < line.above < 1.2 * leading


def _continues_caption(line: Line, caption: Block, leading: float) -> bool:
    last = caption.lines[-1]
    return (
        line.column == last.column
        and line.page == last.page
        and 0 < line.above < _FAR * min(leading, 1.25 * last.row.size)
        and abs(line.row.size - last.row.size) < 0.6
    )


def _add(found: list[Block], line: Line, size: float, leading: float) -> None:
    last = next((block for block in reversed(found) if block.kind != "caption"), None)
    heading = _heading(line, size)
    if heading is not None:
        if last is not None and found[-1] is last and _continues_heading(line, last, heading):
            last.lines.append(line)
            last.title = (
                f"{last.title.removesuffix('-')}{line.text}"
                if last.title.endswith("-")
                else f"{last.title} {line.text}"
            )
        else:
            found.append(heading)
    elif last is None or last.kind == "heading" or _begins(line, last.lines[-1], leading):
        found.append(Block("paragraph", [line]))
    else:
        last.lines.append(line)


def _heading(line: Line, size: float) -> Block | None:
    """The heading that a line is, by its letters and words; None where it is none."""
    text = line.text
    if len(text) > _LONGEST_HEADING or not any(map(str.isalpha, text)):
        return None
    is_large = line.row.size >= _LARGER * size
    numbered = _NUMBERED.fullmatch(text)
    stands_out = line.row.is_bold or is_large or _is_capital(text)
    if numbered and stands_out and not text.endswith((".", ",")):
        return Block("heading", [line], numbered["number"], numbered["title"])
    if _NAMED.fullmatch(text) and (stands_out or text[0].isupper()):
        return Block("heading", [line], "", text.strip(" .:—-"))
    if line.row.is_bold and is_large and not text.endswith("."):
        return Block("heading", [line], "", text)
    return None


def _is_capital(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 3 and sum(map(str.isupper, letters)) > 0.9 * len(letters)


def _continues_heading(line: Line, last: Block, heading: Block) -> bool:
    end = last.lines[-1]
    return (
        last.kind == "heading"
        and not heading.number
        and line.column == end.column
        and 0 < line.above < 1.5 * line.row.size
        and abs(line.row.size - end.row.size) < 0.5
        and _NAMED.fullmatch(line.text) is None
    )


def _begins(line: Line, last: Line, leading: float) -> bool:
    """Whether a line begins a paragraph, ``last`` being the last line of the text before it."""
    indent = (line.row.x0 - line.left) / line.row.size
    is_indented = _INDENT[0] < indent < _INDENT[1]
    if (line.page, line.column) != (last.page, last.column):
        ended = _SENTENCE_END.search(last.text) is not None
        return is_indented or (ended and not line.text[:1].islower())
    if abs(line.row.size - last.row.size) > 0.6 and line.row.words[0].size < last.row.size - 0.6:
        return True
    is_far = line.above > _FAR * max(leading, 0.0)
    was_indented = (last.row.x0 - last.left) / last.row.size > _INDENT[0]
    return (is_far and not line.text[:1].islower()) or (is_indented and not was_indented)


def _is_formula(line: Line) -> bool:
    """Whether a line is a formula that is set apart."""
    indent = (line.row.x0 - line.left) / line.row.size
    if indent < 1.5 or _SYMBOL.search(line.text) is None:
        return False
    words = line.text.split()
    return sum(_WORD.fullmatch(word.strip(".,")) is not None for word in words) < 0.4 * len(words)


def _is_prose(block: Block, size: float) -> bool:
    """Whether a block is text and no writing in a picture."""
    small = all(line.row.size < 0.88 * size for line in block.lines)
    words = sum(len(_WORD.findall(line.text)) for line in block.lines)
    return words >= (25 if small else 1)


def text_of(lines: Sequence[Line], known: Counter[str]) -> list[TextRun]:
    """The text of lines in runs, words that are divided at line ends joined.

    Args:
        lines: of one paragraph.
        known: how often the paper has each word; the hyphen of a word that the paper has with one
            stays.
    """
    found: list[TextRun] = []
    for line in lines:
        runs = list(runs_of(line.row))
        if found and runs:
            last, first = found[-1].text, runs[0].text
            joined = _joined(last, first, known)
            if joined is None:
                runs[0] = TextRun(f" {first}", runs[0].is_bold, runs[0].is_raised)
            else:
                found[-1] = TextRun(joined, found[-1].is_bold, found[-1].is_raised)
        found.extend(runs)
    return found


def _joined(last: str, first: str, known: Counter[str]) -> str | None:
    """The last word of a line as it stands before the first of the next without a blank; None
    where a blank divides them."""
    if not last.endswith("-") or len(last.strip()) < 2 or not first[:1].isalnum():
        return None
    if not last[-2:-1].isalpha():
        return last
    begin, end = re.split(r"[\s(\[“\"]", last)[-1][:-1], re.match(r"[^\W_]*", first)[0]  # type: ignore[index]
    whole, hyphenated = (begin + end).casefold(), f"{begin}-{end}".casefold()
    if not end[:1].islower() or known[hyphenated] > known[whole]:
        return last
    return last if "-" in begin and not known[whole] else last[:-1]
