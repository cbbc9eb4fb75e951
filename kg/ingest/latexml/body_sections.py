"""Sections of a page with their paragraphs, and the captions of its figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from kg.core.full_texts.full_text import Paragraph, Section
from kg.ingest.latexml.captions import label_and_text
from kg.ingest.latexml.running_text import plain_runs, running_text
from kg.ingest.latexml.visible_text import classes_of, runs

__all__ = ["read_figures", "read_sections", "section_kind"]

_SECTIONS = frozenset(
    f"ltx_{name}"
    for name in (
        *("part", "chapter", "section", "subsection", "subsubsection", "paragraph"),
        *("subparagraph", "appendix"),
    )
)
_ELSEWHERE = frozenset(
    f"ltx_{name}"
    for name in (
        *("abstract", "bibliography", "authors", "note", "figure", "table", "float", "tabular"),
        *("page_footer", "page_header", "page_navbar", "TOC", "index", "title", "listing"),
        *("keywords", "classification", "acknowledgements", "dates"),
    )
)
"""What is no running text, or is read by itself."""

_KINDS = tuple(
    (kind, re.compile(rf"(?i)\b(?:{words})"))
    for kind, words in (
        (
            "other",
            r"acknowl|funding|author contributions?|contributions? of|checklist|licen[cs]"
            r"|conflicts? of interest|data availability|references|contents|disclosure",
        ),
        (
            "related work",
            r"related|background|preliminar|prior work|previous work|literature|state of the art",
        ),
        ("introduction", r"introduct|motivation"),
        (
            "experiments",
            r"experiment|evaluat|results?\b|empiric|ablation|analys[ei]s|comparisons?\b|benchmark"
            r"|case stud|performance|implementation details",
        ),
        (
            "conclusion",
            r"conclu|discussion|summary|future|limitation|broader|ethic|societal|social impact",
        ),
        ("appendix", r"appendi|supplement"),
        (
            "method",
            r"method|approach|model|architecture|framework|algorithm|proposed|formulation|training"
            r"|system|notation|problem|task|data\b|datasets?\b|corpus",
        ),
    )
)
_AFTER_METHOD = frozenset(("experiments", "conclusion", "appendix"))
_NUMBER = re.compile(r"(?i)(?:appendix|section|§)?\s*([\w.]{1,12}?)[.:\s]*")
_LONGEST_NAME = 40


@dataclass(slots=True)
class _Heading:
    """A section that is being read: where it stands, and the name of its paragraphs' fields."""

    section: Section
    name: str
    paragraphs: list[Paragraph] = field(default_factory=list)


def section_kind(title: str) -> str | None:
    """What a section is by its title; None where the title does not say.

    >>> section_kind("Experimental Setup"), section_kind("5 Related Work"), section_kind("YOLO")
    ('experiments', 'related work', None)
    """
    return next((kind for kind, words in _KINDS if words.search(title)), None)


def read_sections(page: etree._Element) -> tuple[Section, ...]:
    """The sections of a page in order, each with the paragraphs that stand in it directly.

    What stands before the first section is one without number and title. A subsection is of the
    kind of the section around it, but for related work and experiments among the method; a heading
    that names no kind is of the method up to the experiments.
    """
    headings = _Headings()
    counts: Counter[str] = Counter()
    for paragraph, elements in _paragraphs(page):
        text, citations = running_text(elements)
        if text:
            heading = headings.of(paragraph)
            counts[heading.name] += 1
            name = f"section {heading.name} ¶{counts[heading.name]}"
            heading.paragraphs.append(Paragraph(name, text, citations))
    return tuple(
        replace(each.section, paragraphs=tuple(each.paragraphs)) for each in headings.found.values()
    )


class _Headings:
    """The sections met so far, by their element."""

    def __init__(self) -> None:
        self.found: dict[etree._Element | None, _Heading] = {}
        self._after_method = False

    def of(self, element: etree._Element) -> _Heading:
        """The section that an element stands in."""
        around = [each for each in element.iterancestors() if _is_section(each)]
        heading = self.found.get(None)
        for each in reversed(around):
            if each not in self.found:
                self.found[each] = self._heading(each, heading)
            heading = self.found[each]
        if heading is None or not around:
            heading = self.found.setdefault(None, _Heading(Section("", "", "other"), "body"))
        return heading

    def _heading(self, element: etree._Element, around: _Heading | None) -> _Heading:
        number, title = _number_and_title(element)
        outer = around.section if around and around.name != "body" else None
        own = section_kind(title)
        if "ltx_appendix" in classes_of(element):
            kind = "appendix"
        elif outer and outer.kind in ("appendix", "other"):
            kind = outer.kind
        elif outer:
            is_own = own == "related work" or (outer.kind, own) == ("method", "experiments")
            kind = own if own and is_own else outer.kind
        else:
            kind = own or ("other" if self._after_method else "method")
            self._after_method |= kind in _AFTER_METHOD
        name = number or (around.name if outer and around else "") or title[:_LONGEST_NAME]
        return _Heading(Section(number, title, kind), name.strip() or "body")


def _is_section(element: etree._Element) -> bool:
    return not _SECTIONS.isdisjoint(classes_of(element))


def _number_and_title(section: etree._Element) -> tuple[str, str]:
    heading = next((each for each in section if "ltx_title" in classes_of(each)), None)
    if heading is None:
        return "", ""
    tag = next((each for each in heading.iter() if "ltx_tag" in classes_of(each)), None)
    title = plain_runs(list(runs(heading)))
    if tag is None:
        return "", title
    label = plain_runs(list(runs(tag)))
    title = title[len(label) :].strip() if title.startswith(label) else title
    match = _NUMBER.fullmatch(label)
    return (match[1] if match else label), title


def _paragraphs(page: etree._Element) -> Iterator[tuple[etree._Element, list[etree._Element]]]:
    """The paragraphs of the body: an element of each, and the pieces that formulas divide it in."""
    last: etree._Element | None = None
    pieces: list[etree._Element] = []
    for element in page.iter():
        if element.tag != "p" and "ltx_p" not in classes_of(element):
            continue
        ancestors = list(element.iterancestors())
        if any(_is_apart(each) for each in ancestors):
            continue
        around = next((each for each in ancestors if "ltx_para" in classes_of(each)), element)
        if around is not last and pieces:
            yield pieces[0], pieces
            pieces = []
        last = around
        pieces.append(element)
    if pieces:
        yield pieces[0], pieces


def _is_apart(element: etree._Element) -> bool:
    """Whether what stands in an element is no running text, or is part of a paragraph."""
    classes = classes_of(element)
    return element.tag in ("p", "figure", "nav", "footer") or not (
        _ELSEWHERE.isdisjoint(classes) and "ltx_p" not in classes
    )


def read_figures(page: etree._Element) -> tuple[Paragraph, ...]:
    """The captions of a page that are not of tables, each once."""
    found: dict[str, Paragraph] = {}
    for caption in page.iter("figcaption"):
        label, _ = label_and_text(caption)
        text, citations = running_text([caption])
        if not text or label.startswith("Table"):
            continue
        name = label.casefold() or "figure"
        repeated = sum(1 for field in found if field.partition(" #")[0] == name)
        if any(each.text == text for each in found.values()):
            continue
        name = f"{name} #{repeated + 1}" if repeated else name
        found[name] = Paragraph(name, text, citations)
    return tuple(found.values())
