"""MODS of the Library of Congress, as libraries and the ACL Anthology export it."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from kg.ingest.readers.xml_stream import inner_xml, local, text_at

__all__ = ["mods_fields"]


def mods_fields(record: Element) -> dict[str, object]:
    """The fields of a record, without those of the volume around it (``relatedItem``).

    Source: https://www.loc.gov/standards/mods/userguide/
    """
    for element in record.iter():
        element.tag = local(element.tag)
    names = record.findall("./name")
    authors = [
        name for name in names if text_at(name, "./role/roleTerm") in (None, "author", "aut")
    ]
    return {
        "title": inner_xml(record.find("./titleInfo/title")),
        "abstract": inner_xml(record.find("./abstract")),
        "authors": [_author(name) for name in authors],
        "date": text_at(record, ".//originInfo/dateIssued"),
        "doi": text_at(record, "./identifier[@type='doi']"),
        "url": text_at(record, "./location/url"),
        "identifiers": [each.text for each in record.iterfind("./identifier")],
    }


def _author(name: Element) -> object:
    parts = {part.get("type"): part.text or "" for part in reversed(name.findall("./namePart"))}
    if "family" in parts:
        given = [p.text for p in name.iterfind("./namePart[@type='given']") if p.text]
        return {"family": parts["family"], "given": " ".join(given)}
    return {"literal": parts.get(None, "")}
