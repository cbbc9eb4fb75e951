"""XML of PubMed, of publishers (JATS), of repositories (OAI-PMH) and of EndNote."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from xml.etree.ElementTree import Element

from kg.core.errors import InputError
from kg.core.types import Problem
from kg.ingest.input_files import Input
from kg.ingest.readers.xml_stream import inner_xml, local, read_elements, root_of, text_at
from kg.ingest.reading import ReadOptions, Record

Fields = dict[str, object]


def is_xml(head: str) -> bool:
    """Whether a text begins as XML other than HTML and feeds."""
    return root_of(head) is not None


def read_xml(source: Input, options: ReadOptions) -> Iterator[Record | Problem]:  # noqa: ARG001
    """A record an article; one in memory at a time.

    Raises:
        InputError: it is XML of another kind, or damaged.
    """
    root = root_of(source.head) or ""
    if root not in _KINDS:
        known = ", ".join(sorted({kind[2] for kind in _KINDS.values()}))
        reason = f"XML with the element <{root}>, which is not read: give XML of {known}, or a feed"
        raise InputError(reason, source.path)
    names, read, _ = _KINDS[root]
    for line, element in read_elements(source, names):
        fields = read(element)
        if fields.get("title") or fields.get("abstract"):
            yield Record(line, fields)


def _pubmed(article: Element) -> Fields:
    abstract = [
        f"{part.get('Label')}: {text}" if part.get("Label") else text
        for part in article.iterfind(".//Article/Abstract/AbstractText")
        if (text := inner_xml(part))
    ]
    ids = [("pmid", text_at(article, ".//MedlineCitation/PMID"))]
    ids += [
        (str(each.get("IdType")), each.text)
        for each in article.iterfind("./PubmedData/ArticleIdList/ArticleId")
    ]
    ids += [
        (str(each.get("EIdType")), each.text) for each in article.iterfind(".//Article/ELocationID")
    ]
    return {
        "title": inner_xml(article.find(".//Article/ArticleTitle"))
        or inner_xml(article.find(".//BookTitle")),
        "abstract": "\n\n".join(abstract),
        "authors": [
            _pubmed_name(each) for each in article.iterfind(".//Article/AuthorList/Author")
        ],
        "date": _parts(article.find(".//Article/ArticleDate"))
        or _parts(article.find(".//JournalIssue/PubDate")),
        "language": text_at(article, ".//Article/Language"),
        "externalids": {kind: text for kind, text in reversed(ids) if text},
    }


def _pubmed_name(author: Element) -> str | None:
    family, given = (
        text_at(author, "LastName"),
        text_at(author, "ForeName") or text_at(author, "Initials"),
    )
    return " ".join(filter(None, (given, family))) or text_at(author, "CollectiveName")


def _parts(date: Element | None) -> object:
    """A date of three elements, whatever the case of their names, or of one text."""
    if date is None:
        return None
    parts = {local(each.tag).casefold(): (each.text or "").strip() for each in date}
    if parts.get("year"):
        return [parts["year"], parts.get("month"), parts.get("day")]
    return date.get("iso-8601-date") or parts.get("medlinedate") or parts.get("string-date")


def _jats(article: Element) -> Fields:
    for element in article.iter():
        element.tag = local(element.tag)
    meta = article.find(".//article-meta")
    meta = article if meta is None else meta
    abstracts = [
        a for a in meta.iterfind("abstract") if a.get("abstract-type") in (None, "", "summary")
    ]
    people = meta.findall(".//contrib[@contrib-type='author']") or meta.findall(".//contrib")
    return {
        "title": inner_xml(meta.find(".//article-title")),
        "abstract": inner_xml(abstracts[0]) if abstracts else None,
        "authors": [
            {"family": text_at(each, ".//surname"), "given": text_at(each, ".//given-names")}
            if each.find(".//surname") is not None
            else text_at(each, ".//collab")
            for each in people
        ],
        "date": next(filter(None, map(_parts, meta.iterfind("pub-date"))), None),
        "externalids": {
            {"arxiv": "arxiv"}.get(kind, kind): each.text
            for each in meta.iterfind("article-id")
            if (kind := str(each.get("pub-id-type"))) in ("doi", "pmid", "pmc", "arxiv")
        },
    }


def _oai(record: Element) -> Fields:
    """arXiv's own formats, and Dublin Core: elements by their names, several as a list."""
    found: dict[str, list[object]] = {}
    versions: list[object] = []
    for element in record.iter():
        name = local(element.tag)
        if name == "author" and len(element):
            family = text_at(element, "{*}keyname")
            given = text_at(element, "{*}forenames")
            found.setdefault("people", []).append({"family": family, "given": given})
        elif name == "version":
            versions.append({"created": text_at(element, "{*}date")})
        elif element.text and element.text.strip() and not len(element):
            found.setdefault(name, []).append(element.text)
    first = {name: values[0] for name, values in found.items()}
    return {
        "title": first.get("title"),
        "abstract": first.get("abstract") or first.get("description"),
        "authors": found.get("people") or first.get("authors") or found.get("creator"),
        "date": first.get("created") or first.get("date"),
        "updated": first.get("updated"),
        "categories": first.get("categories"),
        "doi": first.get("doi"),
        "id": first.get("id") or first.get("identifier"),
        "identifiers": found.get("identifier"),
        "versions": versions,
    }


def _endnote(record: Element) -> Fields:
    return {
        "title": inner_xml(record.find("./titles/title")),
        "abstract": inner_xml(record.find("./abstract")),
        "authors": [
            " ".join(each.itertext()) for each in record.iterfind("./contributors/authors/author")
        ],
        "year": text_at(record, "./dates/year"),
        "doi": text_at(record, "./electronic-resource-num"),
        "url": text_at(record, "./urls/related-urls/url"),
    }


_KINDS: Mapping[str, tuple[frozenset[str], Callable[[Element], Fields], str]] = {
    **dict.fromkeys(
        ("PubmedArticleSet", "PubmedArticle", "PubmedBookArticleSet"),
        (frozenset({"PubmedArticle", "PubmedBookArticle"}), _pubmed, "PubMed"),
    ),
    **dict.fromkeys(
        ("article", "pmc-articleset", "articles"), (frozenset({"article"}), _jats, "JATS")
    ),
    **dict.fromkeys(
        ("OAI-PMH", "ListRecords"), (frozenset({"record"}), _oai, "OAI-PMH (arXiv, Dublin Core)")
    ),
    **dict.fromkeys(("xml", "records"), (frozenset({"record"}), _endnote, "EndNote")),
}
"""Name of the root -> names of the records, their reader, and what it is called."""
