"""Ids of a paper under every usual key of a record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.core.paper_ids import KINDS, PaperId, local_id, paper_id, parse_paper_id
from kg.ingest.fields.columns import is_blank

_ARXIV = (
    "arxivid",
    "arxiv",
    "arxivurl",
    "eprint",
    "eprints",
    "paperarxivid",
    "arxiveprints",
    "arxivids",
)
_DOI = (
    "doi",
    "do",
    "di",
    "lid",
    "aid",
    "doiurl",
    "articledoi",
    "bookdoi",
    "dois",
    "doiids",
    "prismdoi",
)
_NUMBERED = {
    "pmid": "pmid",
    "pubmedid": "pmid",
    "pm": "pmid",
    "pubmed": "pmid",
    "pubmedcentral": "pmcid",
    "pmcid": "pmcid",
    "pmc": "pmcid",
    "corpusid": "corpusid",
    "corpus": "corpusid",
    "s2id": "s2",
    "openalex": "openalex",
    "openalexid": "openalex",
    "mag": "",
    "forum": "openreview",
    "openreviewid": "openreview",
    "anthologyid": "acl",
    "aclid": "acl",
    "acl": "acl",
}
_ANY = (
    *("id", "paperid", "entryid", "uid", "identifier", "identifiers", "key", "itemid", "guid"),
    *("workid", "dblpkey", "citationkey", "dcidentifier"),
)
_URLS = (
    *("url", "link", "links", "absurl", "urlabs", "abs", "paperurl", "paperlink", "linktopaper"),
    *("site", "ur", "articleurl", "l1", "l2", "lk", "landingpage", "landingpageurl", "arxivlink"),
    *("openreview", "openreviewurl", "openreviewlink", "externalurl", "paper", "html", "htmlurl"),
    *("pdf", "pdfurl", "urlpdf", "pdflink", "pdflinks", "paperpdfurl", "fulltexturl", "arxivpdf"),
    *("permalink", "uri", "href", "ee", "openaccesspdf", "primarylocation", "bestoalocation"),
    "primarylocationlandingpageurl",
    *("locations", "hfurl", "huggingfaceurl", "website", "userdefinedurl", "uris"),
    *("链接", "论文链接", "论文地址"),
)
_CITATIONS = ("source", "journal", "note", "volume", "extra", "publicationtitle", "howpublished")
"""Keys of texts that are an id as a whole where they are one, as ``arXiv:2401.00001``."""

_WRITTEN_OUT = (*_ARXIV, *_DOI, *_ANY, *_URLS, *_CITATIONS)
_WITHIN = re.compile(r"https?://[^\s<>()\[\]{}|,;\"']{4,500}")
"""An address in a text with more in it, such as a link of Markdown."""

_NESTED = ("externalids", "ids", "articleids", "articleidlist")
_LOCAL_KEYS = ("id", "paperid", "entryid", "uid", "itemid")
_LOCAL = re.compile(r"(?=[^\s]*[A-Za-z])[\w.:+/-]{3,80}")
_URL = re.compile(r"https?://\S{3,2000}", re.IGNORECASE)


_ITEM = re.compile(r"https?://(?:www\.|api\.)?zotero\.org/", re.IGNORECASE)
"""Addresses of items in libraries, which are no pages of papers."""


@dataclass(frozen=True, slots=True)
class PaperIds:
    """The ids that a record has: by kind, with the id that the paper is known by, and a page."""

    id: str
    arxiv: str | None = None
    doi: str | None = None
    url: str | None = None
    version: int | None = None


def read_ids(record: Mapping[str, object], title: str) -> PaperIds:
    """What the keys of a record say of who the paper is.

    Args:
        record: by `kg.ingest.fields.columns.column_key`.
        title: stands in where there is no id.
    """
    found: dict[str, PaperId] = {}
    for each in _given(record):
        known = found.setdefault(each.kind, each)
        if known.version is None and each.value == known.value:
            found[each.kind] = each
    best = next((found[kind] for kind in KINDS if kind in found), None)
    arxiv, doi = found.get("arxiv"), found.get("doi")
    return PaperIds(
        str(best) if best else _own_id(record, title),
        arxiv.value if arxiv else None,
        doi.value if doi else None,
        _page(record),
        arxiv.version if arxiv else None,
    )


def _own_id(record: Mapping[str, object], title: str) -> str:
    """The id of a paper without an id that means one paper everywhere."""
    if "issued" in record:  # CSL-JSON: its ids are those of one library
        return paper_id(title)
    for key in _LOCAL_KEYS:
        value = record.get(key)
        if isinstance(value, str) and value.strip().startswith("title:"):
            return value.strip()
        if isinstance(value, str) and _LOCAL.fullmatch(value.strip()) and "://" not in value:
            return local_id(title, value.strip())
    return paper_id(title)


def _given(record: Mapping[str, object]) -> Iterator[PaperId]:
    for key in _WRITTEN_OUT:
        for text in _texts(record[key]) if key in record else ():
            if key in _ARXIV and (number := _ROUNDED.fullmatch(text)):
                text = _whole(number[1], number[2])
            if (found := parse_paper_id(text)) is not None:
                yield found
            elif key not in _CITATIONS:
                yield from filter(None, map(parse_paper_id, _WITHIN.findall(text)))
    for key, kind in _NUMBERED.items():
        for text in _texts(record[key]) if key in record else ():
            yield from _numbered(kind, text)
    for key in _NESTED:
        yield from _nested(record.get(key))


_ROUNDED = re.compile(r"(\d{3,4})\.(\d{1,4})")
"""An arXiv id that was a number for a while, and lost the zeros at its ends."""

_FIVE_DIGITS = 1501
"""Year and month from which numbers of arXiv have five digits, not four.

Source: https://info.arxiv.org/help/arxiv_identifier.html
"""


def _whole(month: str, number: str) -> str:
    """The id that a table kept as a number.

    >>> _whole("2401", "1"), _whole("704", "001")
    ('2401.10000', '0704.0010')
    """
    return f"{int(month):04d}.{number.ljust(5 if int(month) >= _FIVE_DIGITS else 4, '0')}"


def _numbered(kind: str, text: str) -> Iterator[PaperId]:
    """An id of a kind that its key names: a number alone will do."""
    found = parse_paper_id(text) or (parse_paper_id(f"{kind}:{text}") if kind else None)
    if found is not None:
        yield found


def _nested(value: object) -> Iterator[PaperId]:
    """Ids in an object of kinds (``externalIds``), or in a list of objects (``article-ids``)."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            kind = _NUMBERED.get(str(name).casefold(), str(name).casefold())
            for text in _texts(inner):
                yield from _numbered(kind if kind in KINDS else "", text)
    elif isinstance(value, list):
        for each in value:
            if isinstance(each, Mapping):
                kind = str(each.get("idtype") or each.get("type") or "").casefold()
                yield from _nested({kind: each.get("value") or each.get("id")})


def _texts(value: object) -> Iterator[str]:
    """The texts that a value holds: itself, or within a list or an object of links."""
    if isinstance(value, str):
        text = value.strip()
        if text and not is_blank(text):
            yield text
    elif isinstance(value, int | float) and not isinstance(value, bool) and value == value:
        yield str(value)
    elif isinstance(value, list):
        for each in value[:20]:
            yield from _texts(each)
    elif isinstance(value, Mapping):
        for key in ("value", "url", "href", "URL", "landing_page_url", "pdf_url", "id", "#text"):
            yield from _texts(value.get(key))


def _page(record: Mapping[str, object]) -> str | None:
    """The page of a paper, where the record names one."""
    for key in (*_URLS, "id", "entryid"):
        for text in _texts(record[key]) if key in record else ():
            for url in [text] if _URL.fullmatch(text) else _WITHIN.findall(text):
                if not _ITEM.match(url):
                    return url
    return None
