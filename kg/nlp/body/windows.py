"""Paragraphs of a body in windows of the length of an abstract, below the title of the paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.core.full_texts.full_text import Paragraph
from kg.core.types import Document, Evidence

__all__ = ["Window", "body_windows"]

_READ = frozenset(("introduction", "method", "experiments", "conclusion"))
_LONGEST = 1500
"""Characters of a window, unless one paragraph is longer: the length of an abstract, which is what
the model was trained on."""

_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Window:
    """Some paragraphs of one section, and where each starts in the text of ``document``."""

    kind: str
    document: Document
    paragraphs: tuple[tuple[int, Paragraph], ...]

    def placed(self, evidence: Evidence) -> Evidence | None:
        """The evidence by the offsets of its paragraph; None of the title, across paragraphs, or in
        a citation, whose names are those of authors. A name ends where a citation begins."""
        for start, paragraph in self.paragraphs:
            first, last = evidence.start - start, evidence.end - start
            if first >= 0 and last <= len(paragraph.text):
                text = _before_citation(paragraph, first, last)
                inside = evidence.sentence in paragraph.text
                moved = replace(
                    evidence,
                    start=first,
                    end=first + len(text),
                    text=text,
                    sentence=evidence.sentence if inside else paragraph.text,
                    field=paragraph.field,
                )
                return moved if text else None
        return None


def _before_citation(paragraph: Paragraph, first: int, last: int) -> str:
    """The characters ``[first, last)`` up to where a citation begins; all of them where none is."""
    starts = [c.start for c in paragraph.citations if c.start < last and first < c.end]
    if not starts:
        return paragraph.text[first:last]
    return paragraph.text[first : max(first, min(starts))].rstrip(" (")


def body_windows(document: Document) -> Iterator[Window]:
    """The windows of a body that are read, in the order of the text."""
    if document.full_text is None:
        return
    for section in document.full_text.sections:
        if section.kind not in _READ:
            continue
        held: list[Paragraph] = []
        for paragraph in section.paragraphs:
            if held and sum(len(p.text) for p in (*held, paragraph)) > _LONGEST:
                yield _window(document, section.kind, held)
                held = []
            held.append(paragraph)
        if held:
            yield _window(document, section.kind, held)


def _window(document: Document, kind: str, paragraphs: Sequence[Paragraph]) -> Window:
    start = len(document.title) + 1
    placed = []
    for paragraph in paragraphs:
        placed.append((start, paragraph))
        start += len(paragraph.text) + len(_BREAK)
    text = _BREAK.join(paragraph.text for paragraph in paragraphs)
    return Window(kind, Document(document.id, document.title, text), tuple(placed))
