"""The bibliography of a page: who wrote what when, with the ids that entries name.

Most styles give authors, title and the rest in a block each; others put the title in quotation
marks, or divide everything by full stops.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from kg.core.full_texts.full_text import Reference
from kg.core.paper_ids import paper_id, parse_paper_id
from kg.ingest.fields.author_fields import read_authors
from kg.ingest.latexml.running_text import running_text
from kg.ingest.latexml.visible_text import classes_of, visible_text

__all__ = ["read_references"]

_ARXIV = re.compile(
    r"(?i)(?:arxiv(?:\s*preprint)?(?:\s*arxiv)?|abs/|arxiv\.org/(?:abs|pdf|html))[\s:./]*"
    r"(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]{2,12}(?:\.[a-z]{2})?/\d{7})"
)
_DOI = re.compile(
    r"(?i)\b(?:doi(?:\.org/|:|\s)\s*|https?://(?:dx\.)?doi\.org/)(10\.\d{4,9}/[^\s\"<>]+)"
)
_URL = re.compile(r"https?://\S+")
_YEAR = re.compile(r"(?<![\d./–-])((?:19[5-9]|20[0-4])\d)[a-z]?(?![\d–-]|\.\d)")
_ONLY_YEAR = re.compile(r"[(\[]?\s*((?:19|20)\d\d)[a-z]?\s*[)\]]?[.,]?")
_QUOTED = re.compile(r"[“\"«]\s*+(.{8}[^”\"»\n]{0,300}+)[”\"»]")
_COLON = re.compile(r"^(.{3,400}?[A-Z]\.(?:,? et al\.?)?):\s+(.+)$")
_INITIALS = re.compile(
    r"^((?:(?:[A-Z]\.[-\s]?)+\s?[\w'’-]+(?:\s[A-Z][\w'’-]+)?(?:,\s*(?:and\s|&\s)?|\s+(?:and|&)\s+))+)(.+)$"
)
_TITLE_END = re.compile(r"(?<=[\w)\]’'\"”][.?!])\s+(?=(?:In\b|[A-Z“(]|arXiv|https?:))")
_NO_END = re.compile(r"(?i)(?:\b(?:vs|v|dr|st|no|al|etc|e\.g|i\.e)|\b[A-Z])\.$")
_SHORTEST, _LONGEST = 4, 400


def read_references(page: etree._Element) -> tuple[Reference, ...]:
    """The entries of the bibliography, in its order; a key comes once."""
    found: dict[str, Reference] = {}
    for item in page.iter():
        if "ltx_bibitem" in classes_of(item) and item.get("id", "") not in found:
            reference = _reference(item)
            found[reference.key] = reference
    found.pop("", None)
    return tuple(found.values())


def _reference(item: etree._Element) -> Reference:
    tag = next((each for each in item.iter() if "ltx_tag_bibitem" in classes_of(each)), None)
    blocks = [running_text([each])[0] for each in item.iter() if "ltx_bibblock" in classes_of(each)]
    blocks = [block for block in blocks if block] or [visible_text(item)]
    text = " ".join(blocks)
    links = [each.get("href", "") for each in item.iter("a")]
    arxiv, doi = _arxiv(text, links), _doi(text, links)
    authors, named = _marked(item) or _authors_and_title(blocks)
    title = _title(named)
    year = _year(blocks, "" if tag is None else visible_text(tag), title or "")
    known = arxiv or doi
    paper = f"arxiv:{arxiv}" if arxiv else f"doi:{doi}" if doi else None
    return Reference(
        key=item.get("id", ""),
        text=text,
        title=title,
        authors=read_authors(_without_year(authors)) if len(authors) < _LONGEST else (),
        year=year,
        arxiv=arxiv,
        doi=doi,
        paper=paper if known or title is None else paper_id(title),
    )


def _arxiv(text: str, links: Sequence[str]) -> str | None:
    for each in (text, *links):
        for match in _ARXIV.finditer(each):
            found = parse_paper_id(f"arxiv:{match[1]}")
            if found is not None and found.kind == "arxiv":
                return found.value
    return None


def _doi(text: str, links: Sequence[str]) -> str | None:
    for each in (*links, text):
        for match in _DOI.finditer(each):
            found = parse_paper_id(match[1].rstrip(".,;"))
            if found is not None and found.kind == "doi":
                return found.value
    return None


def _marked(item: etree._Element) -> tuple[str, str] | None:
    """Authors and title where elements mark them, as newer converters do."""
    parts: dict[str, str] = {}
    for each in item.iter():
        for name in classes_of(each):
            if name in ("ltx_bib_author", "ltx_bib_title"):
                parts.setdefault(name, running_text([each])[0])
    if "ltx_bib_title" not in parts:
        return None
    return parts.get("ltx_bib_author", ""), parts["ltx_bib_title"]


def _authors_and_title(blocks: Sequence[str]) -> tuple[str, str]:
    if len(blocks) == 1 or _QUOTED.search(blocks[0]):
        return _of_one_text(" ".join(blocks))
    rest = [block for block in blocks[1:] if not _ONLY_YEAR.fullmatch(block)]
    return blocks[0], next(iter(_sentences(rest[0])), "") if rest else ""


def _of_one_text(text: str) -> tuple[str, str]:
    if quoted := _QUOTED.search(text):
        return text[: quoted.start()], quoted[1]
    for pattern in (_COLON, _INITIALS):
        if match := pattern.match(text):
            title = next(_sentences(match[2]), "")
            return match[1], re.split(r",\s(?=in\s|vol|pp|[A-Z])", title)[0]
    parts = list(_sentences(text))
    rest = [part for part in parts[1:] if not _ONLY_YEAR.fullmatch(part)]
    return parts[0], rest[0] if rest else ""


def _sentences(text: str) -> Iterator[str]:
    """The text cut at full stops that end a title: none behind an initial or an abbreviation."""
    start = 0
    for match in _TITLE_END.finditer(text):
        if not _NO_END.search(text[start : match.start()]):
            yield text[start : match.start()]
            start = match.end()
    yield text[start:]


def _title(text: str) -> str | None:
    title = text.strip().strip('“”"«» ').rstrip(".,;").strip()
    title = re.sub(r",\s(?:19|20)\d\d[a-z]?$", "", title)
    letters = sum(char.isalpha() for char in title)
    if letters < _SHORTEST or len(title) > _LONGEST or _URL.match(title):
        return None
    return title


_YEAR_LAST = r"(?<![,.\s])[,.\s]*+\(?\b(?:19|20)\d\d[a-z]?\b\)?[.,:]*+\s*+$"


def _without_year(authors: str) -> str:
    text = re.sub(_YEAR_LAST, "", authors.strip())
    return re.sub(r"(?:,|(?<![\s,]))\s*+(?:et al\.?|and others)\s*+$", "", text).rstrip(".,;: ")


def _year(blocks: Sequence[str], tag: str, title: str) -> str | None:
    """The year: at the end of the authors' block, by itself, else the last of the rest."""
    first = (
        re.search(r"\b((?:19|20)\d\d)[a-z]?\)?[.,]?\s*$", blocks[0]) if len(blocks) > 1 else None
    )
    if first:
        return first[1]
    rest = _URL.sub(" ", _ARXIV.sub(" ", " ".join(blocks).replace(title, " ") if title else ""))
    years = _YEAR.findall(rest) or _YEAR.findall(tag)
    return years[-1] if years else None
