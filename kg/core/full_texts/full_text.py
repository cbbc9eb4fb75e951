"""The body of a paper: sections with their paragraphs, figures, tables, and what it cites.

Every piece has the name of its field ('section 4.2 ¶3', 'figure 1', 'table 2'), which evidence
refers to: offsets are characters, half-open, into the text of that field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.core.full_texts.table_text import caption_field, table_field_names, table_text
from kg.core.paper_tables import Table

__all__ = [
    "SECTION_KINDS",
    "Citation",
    "FullText",
    "Paragraph",
    "Reference",
    "Section",
    "reference_field",
]

SECTION_KINDS = (
    "introduction",
    "related work",
    "method",
    "experiments",
    "conclusion",
    "appendix",
    "other",
)
"""What sections are: 'other' are thanks, checklists and their like."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation at characters ``[start, end)`` of a paragraph, and the keys that it cites."""

    start: int
    end: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or a caption: the name of its field, its text, and the citations in it."""

    field: str
    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A section with the paragraphs that stand in it and in none of its subsections.

    ``number`` is as the paper writes it ('4.2', 'A'), empty without one; ``kind`` is of
    `SECTION_KINDS`.
    """

    number: str
    title: str
    kind: str
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the bibliography: its key in the text, and what it says.

    ``paper`` is the id by which `kg.core.paper_ids` knows the paper; None where the entry names
    neither an id nor a title. ``year`` has four digits.
    """

    key: str
    text: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    year: str | None = None
    arxiv: str | None = None
    doi: str | None = None
    paper: str | None = None


def reference_field(number: int) -> str:
    """The name of the field of the entry of a bibliography, by its place in it from 0."""
    return f"reference {number + 1}"


@dataclass(frozen=True, slots=True)
class FullText:
    """What a paper says beside title and abstract, in the order of the text."""

    sections: tuple[Section, ...] = ()
    figures: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()
    references: tuple[Reference, ...] = ()

    def paragraphs(self) -> Iterator[tuple[Section, Paragraph]]:
        """Every paragraph with its section."""
        return ((section, each) for section in self.sections for each in section.paragraphs)

    def texts(self) -> Mapping[str, str]:
        """The text of every field, by its name, in the order of the text."""
        found = {each.field: each.text for _, each in self.paragraphs()}
        found.update((each.field, each.text) for each in self.figures)
        names = table_field_names(self.tables)
        for each in self.tables:
            name = names[each.index]
            found[name] = table_text(each)
            if each.caption:
                found[caption_field(name)] = each.caption
        found.update((reference_field(n), each.text) for n, each in enumerate(self.references))
        return found
