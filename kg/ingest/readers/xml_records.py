"""XML of PubMed, publishers (JATS), repositories (OAI-PMH), EndNote and GROBID (TEI)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from kg.core.errors import InputError
from kg.core.full_texts.full_text import FullText
from kg.core.types import Problem
from kg.ingest.input_files import Input
from kg.ingest.readers.xml_stream import inner_xml, local, read_elements, root_of, text_at
from kg.ingest.reading import ReadOptions, Record
from kg.ingest.xml_bodies.jats_body import jats_body
from kg.ingest.xml_bodies.tei_body import tei_body, tei_fields
from kg.ingest.xml_kinds.anthology import anthology_fields
from kg.ingest.xml_kinds.dblp import DBLP_RECORDS, dblp_fields
from kg.ingest.xml_kinds.endnote import endnote_fields
from kg.ingest.xml_kinds.mods import mods_fields
from kg.ingest.xml_kinds.plain_elements import plain_fields, plain_records

Fields = dict[str, object]


_PAGE_TAGS = frozenset(
    (
        *(
            "a",
            "b",
            "br",
            "center",
            "details",
            "div",
            "font",
            "h1",
            "h2",
            "h3",
            "h4",
            "hr",
            "i",
            "img",
        ),
        *(
            "li",
            "ol",
            "p",
            "picture",
            "pre",
            "span",
            "strong",
            "sub",
            "summary",
            "sup",
            "table",
            "ul",
        ),
    )
)
"""Elements of HTML that a page of Markdown may begin with."""


def is_xml(head: str) -> bool:
    """Whether a text begins as XML other than HTML and feeds."""
    root = root_of(head)
    return root is not None and root.casefold() not in _PAGE_TAGS


def read_xml(source: Input, options: ReadOptions) -> Iterator[Record | Problem]:  # noqa: ARG001
    """A record an article; one in memory at a time.

    Raises:
        InputError: it is XML without papers, or damaged.
    """
    root = root_of(source.head) or ""
    names, read, _ = _KINDS.get(root) or (plain_records(source.head, root), plain_fields, "")
    found = False
    for line, element in read_elements(source, names):
        fields = read(element)
        found = found or bool(fields)
        if fields:
            body = _BODIES.get(read)
            yield Record(line, fields, full_text=body(element) if body else None)
    if not found and root not in _KINDS:
        known = ", ".join(sorted({kind[2] for kind in _KINDS.values()}))
        reason = f"XML with the element <{root}>, which is not read: give XML of {known}, or a feed"
        raise InputError(reason, source.path)


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
        or inner_xml(article.find(".//BookTitle"))
        or inner_xml(article.find(".//VernacularTitle")),
        "abstract": "\n\n".join(abstract),
        "authors": [
            _pubmed_author(each) for each in article.iterfind(".//Article/AuthorList/Author")
        ],
        "date": _parts(article.find(".//Article/ArticleDate"))
        or _parts(article.find(".//JournalIssue/PubDate")),
        "language": text_at(article, ".//Article/Language"),
        "externalids": {kind: text for kind, text in reversed(ids) if text},
    }


def _pubmed_author(author: Element) -> object:
    family, given = (
        text_at(author, "LastName"),
        text_at(author, "ForeName") or text_at(author, "Initials"),
    )
    name = " ".join(filter(None, (given, family))) or text_at(author, "CollectiveName")
    places = [text_at(each, ".") for each in author.iterfind("./AffiliationInfo/Affiliation")]
    return _author(name, text_at(author, "Identifier[@Source='ORCID']"), places)


def _author(
    name: str | None, orcid: str | None, places: Sequence[str | None]
) -> str | Fields | None:
    """A name, in an object where more is known of the author."""
    if name is None or not (orcid or any(places)):
        return name
    return {"literal": name, "orcid": orcid, "affiliations": places}


def _parts(date: Element | None) -> object:
    """A date of three elements, whatever the case of their names, or of one text."""
    if date is None:
        return None
    parts = {local(each.tag).casefold(): (each.text or "").strip() for each in date}
    if parts.get("year"):
        return [parts["year"], parts.get("month"), parts.get("day")]
    return date.get("iso-8601-date") or parts.get("medlinedate") or parts.get("string-date")


_NOTE_MARK = re.compile(r"<xref\b[^<>]{0,200}>(?:<sup>)?[^<>]{0,20}(?:</sup>)?</xref>")
"""The mark of a footnote in a title."""


def _best_date(dates: Sequence[object]) -> object:
    """The first of the dates that say most: days before months before years."""
    known = [each for each in dates if each]
    return max(known, key=_parts_given, default=None)


def _parts_given(date: object) -> int:
    return len(list(filter(None, date))) if isinstance(date, list) else 1


def _jats(article: Element) -> Fields:
    for element in article.iter():
        element.tag = local(element.tag)
    meta = article.find(".//article-meta")
    meta = article if meta is None else meta
    abstracts = [
        a for a in meta.iterfind("abstract") if a.get("abstract-type") in (None, "", "summary")
    ]
    places = {str(each.get("id")): _jats_place(each) for each in meta.iter("aff")}
    people = meta.findall(".//contrib[@contrib-type='author']") or meta.findall(".//contrib")
    return {
        "title": _NOTE_MARK.sub("", inner_xml(meta.find(".//article-title")) or ""),
        "abstract": inner_xml(abstracts[0]) if abstracts else None,
        "authors": [_jats_author(each, places) for each in people],
        "date": _best_date([_parts(each) for each in meta.iterfind("pub-date")]),
        "externalids": {
            {"arxiv": "arxiv"}.get(kind, kind): each.text
            for each in meta.iterfind("article-id")
            if (kind := str(each.get("pub-id-type"))) in ("doi", "pmid", "pmc", "arxiv")
        },
    }


def _jats_author(contributor: Element, places: Mapping[str, list[str]]) -> object:
    """The name, with the ORCID and the affiliations that the element has or refers to.

    Source: https://jats.nlm.nih.gov/archiving/tag-library/1.3/element/contrib-id.html
    """
    orcid = text_at(contributor, "contrib-id[@contrib-id-type='orcid']")
    named = [
        place
        for each in contributor.iterfind(".//xref[@ref-type='aff']")
        for identifier in str(each.get("rid")).split()
        for place in places.get(identifier, ())
    ]
    named += [place for each in contributor.iter("aff") for place in _jats_place(each)]
    if contributor.find(".//surname") is None:
        name = text_at(contributor, ".//collab") or text_at(contributor, "string-name")
        return _author(name, orcid, named)
    return {
        "family": text_at(contributor, ".//surname"),
        "given": text_at(contributor, ".//given-names"),
        **({"orcid": orcid, "affiliations": named} if orcid or named else {}),
    }


def _jats_place(affiliation: Element) -> list[str]:
    """Its institution where one is marked as such and as no part of one, else its whole text
    without its label."""
    marked = affiliation.iterfind(".//institution")
    whole = [each for each in marked if each.get("content-type") not in ("dept", "department")]
    if whole:
        return list(filter(None, (text_at(each, ".") for each in whole[:1])))
    for label in affiliation.findall("label") + affiliation.findall("sup"):
        label.text = None
    text = text_at(affiliation, ".")
    return [text] if text else []


def _oai(record: Element) -> Fields:
    """arXiv's own formats, JATS, and Dublin Core: elements by their names, several as a list.
    Nothing of a record that was deleted."""
    header = record.find("{*}header")
    if header is not None and header.get("status") == "deleted":
        return {}
    article = record.find(".//{*}article")
    if article is not None:
        return _jats(article)
    found: dict[str, list[object]] = {}
    versions: list[object] = []
    for element in record.iter():
        name = local(element.tag)
        if name == "author" and len(element):
            family = text_at(element, "{*}keyname")
            given = text_at(element, "{*}forenames")
            places = [text_at(each, ".") for each in element.iterfind("{*}affiliation")]
            person = {"family": family, "given": given, "affiliations": places}
            found.setdefault("people", []).append(person)
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
    **dict.fromkeys(("xml", "records"), (frozenset({"record"}), endnote_fields, "EndNote")),
    **dict.fromkeys(("dblp", "dblpperson"), (DBLP_RECORDS, dblp_fields, "DBLP")),
    **dict.fromkeys(("modsCollection", "mods"), (frozenset({"mods"}), mods_fields, "MODS")),
    "collection": (frozenset({"paper"}), anthology_fields, "ACL Anthology"),
    **dict.fromkeys(("TEI", "teiCorpus"), (frozenset({"TEI"}), tei_fields, "TEI (GROBID)")),
}
"""Name of the root -> names of the records, their reader, and what it is called."""

_BODIES: Mapping[Callable[[Element], Fields], Callable[[Element], FullText | None]] = {
    _jats: jats_body,
    tei_fields: tei_body,
}
"""Reader of a record -> that of its body, which comes after it."""
