"""DBLP's XML: the whole of it, and the records of one person."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from kg.ingest.readers.xml_stream import inner_xml, text_at

__all__ = ["DBLP_RECORDS", "dblp_fields"]

DBLP_RECORDS = frozenset(("article", "inproceedings", "incollection", "phdthesis", "mastersthesis"))
"""Elements of papers; others are volumes and persons."""


def dblp_fields(record: Element) -> dict[str, object]:
    """The fields of a record; DBLP has no abstracts.

    Source: https://dblp.org/xml/docu/dblpxml.pdf
    """
    return {
        "title": (inner_xml(record.find("./title")) or "").removesuffix("."),
        "authors": [
            {"name": "".join(each.itertext()), "orcid": each.get("orcid")}
            for each in record.iterfind("./author")
        ],
        "year": text_at(record, "./year"),
        "links": [each.text or "" for each in record.iterfind("./ee")],
        "key": record.get("key"),
        "volume": text_at(record, "./volume"),
    }
