"""Libraries of EndNote, Mendeley and Zotero in EndNote's XML."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from kg.ingest.readers.xml_stream import inner_xml, text_at

__all__ = ["endnote_fields"]

_FACES = {"superscript": "sup", "subscript": "sub"}


def endnote_fields(record: Element) -> dict[str, object]:
    """The fields of a reference; each text of it is in elements that say how it is printed."""
    for style in record.iter("style"):
        style.tag = _FACES.get(str(style.get("face")), "span")
    year = text_at(record, "./dates/year")
    return {
        "title": inner_xml(record.find("./titles/title")),
        "abstract": inner_xml(record.find("./abstract")),
        "authors": [
            " ".join("".join(each.itertext()).split())
            for each in record.iterfind("./contributors/authors/author")
        ],
        "date": _date(text_at(record, "./dates/pub-dates/date"), year),
        "year": year,
        "doi": text_at(record, "./electronic-resource-num"),
        "links": ["".join(each.itertext()).strip() for each in record.iterfind("./urls//url")],
        "journal": text_at(record, "./titles/secondary-title"),
        "pmid": text_at(record, "./accession-num") if _is_pubmed(record) else None,
    }


def _date(day: str | None, year: str | None) -> str | None:
    """The day of publication, with the year that stands apart from it."""
    if day and year and year not in day:
        return f"{day} {year}"
    return day


def _is_pubmed(record: Element) -> bool:
    return (
        "pubmed" in (text_at(record, "./remote-database-provider") or "nlm").casefold()
        and (text_at(record, "./accession-num") or "").isdigit()
    )
