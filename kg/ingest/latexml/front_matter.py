"""Title, abstract, authors and ids of a page, as fields of a record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from kg.core.paper_ids import PaperId, parse_paper_id
from kg.ingest.latexml.running_text import plain_runs, running_text
from kg.ingest.latexml.visible_text import classes_of, runs, visible_text

__all__ = ["read_front_matter"]

_STAMP = re.compile(
    r"arXiv:\s*(?P<id>[\w./-]+)(?:\s*\[(?P<category>[\w.-]+)\])?"
    r"(?:\s+(?P<date>\d{1,2} \w{3,9} \d{4}))?"
)
"""What arXiv prints on the side of the first page."""

_LISTED_ID = re.compile(r"(?<!\s)\s*+\[(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+/\d{7})\]\s*")
_BREAK = "\u2028"
_BROKEN = re.compile(r"(?<!\s)([^\S\n]*+)\n\s*+(?=&|\\A[Nn][Dd]\b)")
_APART = re.compile(r"(?<!\s)\s*(?:,|;|&|\band\b|\\AND|\\And|\u2003|[\u00a0 ]{2,})\s*")
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_PARTICLES = frozenset(
    (
        *("van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le"),
        *("el", "al", "bin", "ten", "ter"),
    )
)
_ORGANIZATION = re.compile(
    r"(?i)\b(?:universit|institut|depart|laborator|research|school|college|cent(?:er|re)|academy"
    r"|faculty|inc\b|ltd|gmbh|corp|google|microsoft|facebook|meta ai|deepmind|openai|lab\b|labs\b"
    r"|author|affiliation|address|equal|contribut|correspond|work done)"
)
_NAME_WORDS = range(2, 6)
_LONGEST_NAME = 45


def read_front_matter(page: etree._Element) -> dict[str, object]:
    """The fields of a paper that are no body: title, abstract, authors, and ids where it has any.

    The month of an arXiv id is the date of its first version.
    """
    fields: dict[str, object] = {"title": _title(page), "abstract": _abstract(page)}
    if authors := list(dict.fromkeys(_authors(page))):
        fields["authors"] = authors
    found, stamp = _arxiv(page)
    if found is not None:
        version = f"v{found.version}" if found.version else ""
        fields["arxiv"] = f"{found.value}{version}"
        fields["url"] = f"https://arxiv.org/abs/{found.value}"
        if re.match(r"\d{4}\.", found.value):
            fields["date"] = f"20{found.value[:2]}-{found.value[2:4]}"
    if stamp is not None and stamp["date"]:
        fields["updated"] = stamp["date"]
        if found is not None and found.version == 1:
            fields["date"] = stamp["date"]
    if stamp is not None and stamp["category"]:
        fields["categories"] = [stamp["category"]]
    return fields


def _with_class(page: etree._Element, name: str) -> Iterator[etree._Element]:
    return (each for each in page.iter() if name in classes_of(each))


def _title(page: etree._Element) -> str:
    for each in _with_class(page, "ltx_title_document"):
        if text := plain_runs(list(runs(each))):
            return text
    head = next(page.iter("title"), None)
    text = "" if head is None else visible_text(head)
    return _LISTED_ID.sub("", text)


def _abstract(page: etree._Element) -> str:
    """The paragraphs of the abstract, divided by a blank line; empty where there is none."""
    for each in _with_class(page, "ltx_abstract"):
        if text := _paragraphs(each):
            return text
    for each in _with_class(page, "ltx_title"):
        around = each.getparent()
        if around is not None and plain_runs(list(runs(each))).casefold().strip(". ") == "abstract":
            return _paragraphs(around)
    return ""


def _paragraphs(element: etree._Element) -> str:
    parts = [each for each in element.iter() if each.tag == "p" or "ltx_p" in classes_of(each)]
    outer = [each for each in parts if not any(other in parts for other in each.iterancestors())]
    texts = (running_text([each])[0] for each in outer)
    return "\n\n".join(text for text in texts if text)


def _authors(page: etree._Element) -> Iterator[str]:
    """Names of persons: of a block with several, the lines that are no affiliations."""
    for block in _with_class(page, "ltx_personname"):
        for each in block.iter("br"):
            each.tail = f"{_BREAK}{each.tail or ''}"
        parts = (run.text for run in runs(block) if run.kind == "text")
        text = re.sub(_BROKEN, rf"\1{_BREAK}", "".join(parts))
        lines = [line for line in text.split(_BREAK) if line.strip()]
        for number, line in enumerate(lines):
            pieces = [
                " ".join(p.split()).strip("*†‡§¶.,;: ") for p in _APART.split(_one_line(line))
            ]
            pieces = [piece for piece in pieces if piece]
            names = [piece for piece in pieces if _is_name(piece)]
            starts = number == 0 or line.lstrip().startswith(("&", "\\AND", "\\And"))
            if starts or (len(names) > 1 and names == pieces):
                yield from names


def _one_line(text: str) -> str:
    """The line with its breaks as blanks: two blanks divide names, breaks in the source do not."""
    return " ".join(line.strip(" \t") for line in text.strip().split("\n"))


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        len(words) in _NAME_WORDS
        and len(text) <= _LONGEST_NAME
        and not _ORGANIZATION.search(text)
        and all(
            _WORD.fullmatch(word) and (word[0].isupper() or word in _PARTICLES) for word in words
        )
    )


def _arxiv(page: etree._Element) -> tuple[PaperId | None, re.Match[str] | None]:
    """The arXiv id that the page says it is of, and the stamp of its first page."""
    for each in page.iter():
        if each.get("id") == "watermark-tr":
            stamp = _STAMP.search(visible_text(each))
            found = parse_paper_id(f"arxiv:{stamp['id']}") if stamp else None
            if found is not None and found.kind == "arxiv":
                return found, stamp
    for text in _addresses(page):
        found = parse_paper_id(text)
        if found is not None and found.kind == "arxiv":
            return found, None
    return None, None


def _addresses(page: etree._Element) -> Iterator[str]:
    """What says of which paper the page is, the surest first."""
    for each in page.iter("meta"):
        if each.get("name") == "citation_arxiv_id":
            yield each.get("content", "")
    for each in page.iter("base"):
        yield f"https://arxiv.org{each.get('href', '').rstrip('/')}"
    for each in page.iter("link", "meta"):
        if each.get("rel") == "canonical" or each.get("property") == "og:url":
            yield each.get("href") or each.get("content") or ""
    for each in page.iter("title"):
        if match := _LISTED_ID.match(visible_text(each)):
            yield f"arxiv:{match[1]}"
    for each in page.iter("a"):
        if "ar5iv-text-button" in classes_of(each):
            yield each.get("href", "")
