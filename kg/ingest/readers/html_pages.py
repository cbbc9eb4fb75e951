"""Saved pages of HTML: Hugging Face's papers, arXiv's abstracts and listings, publishers' pages.

Read are the data that a page carries for machines (Hugging Face's properties, the ``citation_*``
and Dublin Core meta tags, JSON-LD of an article), and the elements of arXiv's listings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from kg.core.errors import InputError
from kg.core.types import Problem
from kg.ingest.input_files import Input
from kg.ingest.readers.labelled_lines import unfolded
from kg.ingest.reading import ReadOptions, Record
from kg.ingest.record_shapes import papers_within

_HTML = re.compile(
    r"\s*+(?:<!--(?:(?!-->).)*+-->\s*+|<\?xml[^>]*+>\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_META = {
    "citation_title": "title",
    "dc.title": "title",
    "citation_abstract": "abstract",
    "dc.description": "abstract",
    "dcterms.abstract": "abstract",
    "citation_author": "authors",
    "dc.creator": "authors",
    "citation_date": "date",
    "citation_publication_date": "date",
    "citation_online_date": "date",
    "dc.date": "date",
    "citation_doi": "doi",
    "dc.identifier": "identifiers",
    "citation_arxiv_id": "arxiv_id",
    "citation_pmid": "pmid",
    "citation_abstract_html_url": "url",
    "citation_pdf_url": "pdf",
    "og:url": "url",
}
_OF_AUTHOR = {
    "citation_author_institution": "affiliations",
    "citation_author_affiliation": "affiliations",
    "citation_author_orcid": "orcid",
}
"""Meta tags that say more of the author named by the one before them."""

_LISTED = {
    "list-title": "title",
    "list-authors": "authors",
    "list-subjects": "subjects",
    "list-date": "date",
    "title": "title",
    "authors": "authors",
    "abstract": "abstract",
    "acl-abstract": "abstract",
}
_FOUND = {"list-title": "id", "title": "title", "authors": "authors", "abstract-full": "abstract"}
"""Classes of arXiv's pages of search, where they mean something else than in its listings."""

_DAY = re.compile(r"listings? for\s+(?:[A-Z][a-z]+,\s+)?(\d{1,2} [A-Z][a-z]{2,8},? \d{4})")
_DESCRIPTOR = re.compile(
    r"\A\s*(?:(?:Title|Authors?|Abstract|Subjects)\s*:|Abstract(?=\s+\S|[A-Z]))\s*"
)
_HOLDERS = frozenset(("div", "p", "h1", "blockquote", "span", "td"))
_VOID = frozenset(("br", "img", "meta", "link", "input", "hr", "source", "wbr", "area", "col"))


def is_html(head: str) -> bool:
    """Whether a text begins as a page of HTML."""
    return _HTML.match(head) is not None


def read_html(source: Input, options: ReadOptions) -> Iterator[Record | Problem]:  # noqa: ARG001
    """A record a paper of the page.

    Raises:
        InputError: the page carries no paper that can be read.
    """
    page = _Page()
    page.feed(source.read_text())
    page.close()
    records = page.records()
    if not records:
        raise InputError(
            "HTML without papers that can be read: save the page as text (in a browser: Save as, "
            "Text), or give the service's data",
            source.path,
        )
    yield from records


class _Page(HTMLParser):
    """What a page says of papers, gathered as it is parsed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._meta: dict[str, list[str]] = {}
        self._meta_line = 1
        self._authors: dict[int, dict[str, list[str]]] = {}
        self._embedded: list[Record] = []
        self._listed: list[tuple[int, dict[str, str]]] = []
        self._into, self._depth, self._script = "", 0, ""
        self._classes, self._day = _LISTED, ""

    def records(self) -> list[Record]:
        """The papers: those in data, else those of a listing, else the one of the meta tags."""
        if self._embedded:
            return self._embedded
        listed = [Record(line, _plain(each)) for line, each in self._listed if each.get("title")]
        if "title" in self._meta and (len(listed) < 2 or "abstract" in self._meta):
            fields: dict[str, object] = {
                name: values if name in ("authors", "identifiers") else values[0]
                for name, values in self._meta.items()
            }
            if self._authors:
                fields["authors"] = [
                    {"literal": name, **self._authors[at]} if at in self._authors else name
                    for at, name in enumerate(self._meta["authors"])
                ]
            if self._listed and "abstract" not in fields:
                fields["abstract"] = _plain(self._listed[0][1]).get("abstract")
            return [Record(self._meta_line, fields)]
        return listed

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self._take_meta(given)
        if "data-props" in given:
            self._take_data(given["data-props"])
        if tag == "script" and given.get("type") == "application/ld+json":
            self._script = "{"
        if self._into:
            self._depth += tag not in _VOID
        else:
            self._open_element(tag, given)

    def _take_meta(self, given: dict[str, str]) -> None:
        name = (given.get("name") or given.get("property") or "").casefold()
        if name in _META and given.get("content"):
            self._meta_line = self._meta_line if self._meta else self.getpos()[0]
            self._meta.setdefault(_META[name], []).append(given["content"])
        elif name in _OF_AUTHOR and given.get("content") and "authors" in self._meta:
            own = self._authors.setdefault(len(self._meta["authors"]) - 1, {})
            own.setdefault(_OF_AUTHOR[name], []).append(given["content"])

    def _open_element(self, tag: str, given: dict[str, str]) -> None:
        """Note the start of a paper of a listing, its link, or the element of one of its fields."""
        classes = given.get("class", "").split()
        if tag == "dt" or "arxiv-result" in classes:
            self._classes = _FOUND if tag == "li" else _LISTED
            self._listed.append((self.getpos()[0], {"listed": self._day} if self._day else {}))
        _, found, name = given.get("href", "").rpartition("/abs/")
        if tag == "a" and found and self._listed:
            self._listed[-1][1].setdefault("id", f"arxiv.org/abs/{name}")
        kind = next((self._classes[c] for c in classes if c in self._classes), None)
        if kind is None and tag == "p" and classes == ["mathjax"]:
            kind = "abstract"
        if kind and tag in _HOLDERS:
            if not self._listed:
                self._listed.append((self.getpos()[0], {}))
            if kind not in self._listed[-1][1]:
                self._into, self._depth = kind, 1
                self._listed[-1][1][kind] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            if len(self._script) > 1:
                self._take_data(self._script[1:])
            self._script = ""
        if self._into and tag not in _VOID:
            self._depth -= 1
            if self._depth <= 0:
                self._into = ""

    def handle_data(self, data: str) -> None:
        if self._script:
            self._script += data
        elif self._into:
            self._listed[-1][1][self._into] += data
        elif found := _DAY.search(data):
            self._day = found[1]

    def _take_data(self, text: str) -> None:
        """Take the papers of data in JSON that the page carries; other data are no papers."""
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            return
        line = self.getpos()[0]
        papers = (each for each in papers_within(_articles(found)))
        self._embedded += [Record(line, each) for each in papers]


def _articles(value: object) -> object:
    """JSON-LD by the names that records have; other data as they are."""
    if isinstance(value, dict) and "@type" in value:
        kinds = str(value["@type"])
        if "Article" not in kinds and "Paper" not in kinds:
            return value.get("mainEntity")
        return {
            "title": value.get("headline") or value.get("name"),
            "abstract": value.get("abstract") or value.get("description"),
            "authors": value.get("author"),
            "date": value.get("datePublished"),
            "id": value.get("sameAs") or value.get("identifier") or value.get("@id"),
            "url": value.get("url"),
        }
    return value


def _plain(fields: dict[str, str]) -> dict[str, str]:
    return {name: unfolded(_DESCRIPTOR.sub("", text)).strip() for name, text in fields.items()}
