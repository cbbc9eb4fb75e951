"""From lines to papers: which line is a title, and how far its abstract reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.ingest.bylines import Byline, byline_at
from kg.ingest.page_lines import LONGEST_TITLE, Line, is_ended, is_prose, is_titled

NO_ABSTRACT = "a title without abstract: {!r}; add the abstract, or take the title out"
NO_TITLE = "an abstract without title: {!r}; add its title on a line before it"
NO_PAPER = "a byline without title and abstract: {!r}; add them, or take it out"
CUT = "the page ends within an abstract (…{!r}): save the whole page again"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that make one piece of text, a title or a paragraph: their numbers and words."""

    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a paper, and on which line."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A title, the blocks of its abstract, and its byline, or what is wrong with them."""

    title: Block
    abstract: tuple[Block, ...] = ()
    byline: Byline | None = None
    fault: Fault | None = None


def alternates(lines: Sequence[Line]) -> bool:
    """Whether titles and abstracts take turns, line by line, to the end."""
    titles, abstracts = lines[::2], lines[1::2]
    return (
        len(titles) == len(abstracts) > 0
        and all(len(title.text) <= LONGEST_TITLE for title in titles)
        and all(is_prose(abstract.text) for abstract in abstracts)
    )


def in_turns(lines: Sequence[Line]) -> Iterator[Paper]:
    """The papers of lines that take turns."""
    blocks = [Block(line.number, line.number, line.text) for line in lines]
    for title, abstract in zip(blocks[::2], blocks[1::2], strict=True):
        yield Paper(title, (abstract,))


def out_of_turn(lines: Sequence[Line]) -> Iterator[Paper]:
    """The papers of lines that should take turns but somewhere do not, problems among them."""
    blocks = [Block(line.number, line.number, line.text) for line in lines]
    for paper in _papers(blocks):
        whole = next((n for n, part in enumerate(paper.abstract[1:], 1) if _is_long(part)), None)
        yield Paper(paper.title, paper.abstract[:whole], fault=paper.fault)
        for part in paper.abstract[whole:] if whole else ():
            if _is_long(part):
                yield _faulty(part, NO_TITLE)


def papers_in(lines: Sequence[Line]) -> Iterator[Paper]:
    """The papers of lines parted by blank lines or bylines, problems among them, in order."""
    start = at = 0
    while at < len(lines):
        if found := byline_at(lines, at):
            byline, after = found
            yield from _until_byline(_blocks(lines[start:at]), byline)
            start = at = after
        else:
            at += 1
    yield from _papers(_blocks(lines[start:]))


def _until_byline(blocks: list[Block], byline: Byline) -> Iterator[Paper]:
    *others, last = _papers(blocks) or [_orphan(byline)]
    yield from others
    fault = Fault(byline.line, byline.problem) if byline.problem else None
    yield Paper(last.title, last.abstract, byline, last.fault or fault)


def _orphan(byline: Byline) -> Paper:
    return _faulty(Block(byline.line, byline.line, byline.who or ""), NO_PAPER)


def _blocks(lines: Sequence[Line]) -> list[Block]:
    """Lines joined where no blank line parts them, unless they are too long to be wrapped."""
    groups: list[list[Line]] = []
    for line in lines:
        if line.gap or not groups:
            groups.append([])
        groups[-1].append(line)
    blocks = [block for group in groups for block in _parted(group)]
    if len(blocks) == 1 and len(lines) > 1:
        return [_block(lines[:1]), _block(lines[1:])]
    return blocks


def _parted(group: list[Line]) -> list[Block]:
    if any(len(line.text) > LONGEST_TITLE for line in group):
        return [_block([line]) for line in group]
    return [_block(group)]


def _block(lines: Sequence[Line]) -> Block:
    return Block(lines[0].number, lines[-1].number, "\n".join(line.text for line in lines))


def _papers(blocks: list[Block]) -> list[Paper]:
    papers: list[Paper] = []
    at = 0
    while at < len(blocks):
        end = at + 1
        while end < len(blocks) and not _starts_paper(blocks, end, within=end > at + 1):
            end += 1
        papers.append(_checked(blocks[at], tuple(blocks[at + 1 : end])))
        at = end
    return papers


def _starts_paper(blocks: list[Block], at: int, *, within: bool) -> bool:
    """Whether a block is the title of a next paper; ``within``: some abstract stands before.

    With prose behind it, it is. Without, it is a title that lost its abstract, unless it
    closes like the last sentence of an abstract, or may itself be a short one.
    """
    if not is_titled(blocks[at].text):
        return False
    if at + 1 < len(blocks) and is_prose(blocks[at + 1].text):
        return True
    return within and not blocks[at].text.endswith(".")


def _checked(title: Block, abstract: tuple[Block, ...]) -> Paper:
    if _is_long(title):
        return _faulty(title, NO_TITLE)
    return Paper(title, abstract) if abstract else _faulty(title, NO_ABSTRACT)


def _faulty(block: Block, reason: str) -> Paper:
    shown = block.text if len(block.text) <= 60 else f"{block.text[:57]}..."
    return Paper(block, fault=Fault(block.first, reason.format(shown)))


def _is_long(block: Block) -> bool:
    return len(block.text) > LONGEST_TITLE


def cut_off(paper: Paper, *, whole_line: bool) -> Fault | None:
    """Why a page's last paper seems cut off, or None when it seems whole.

    ``whole_line``: the page ends as its other lines do, which a cut within a line does not.
    """
    if paper.byline or not paper.abstract:
        return None
    last = paper.abstract[-1]
    if is_ended(last.text) or (whole_line and is_prose(last.text)):
        return None
    return Fault(last.last, CUT.format(last.text[-40:]))
