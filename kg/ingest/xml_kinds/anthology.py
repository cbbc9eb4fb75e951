"""The data of the ACL Anthology: a volume's papers."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from kg.core.paper_ids import parse_paper_id
from kg.ingest.readers.xml_stream import inner_xml, text_at

__all__ = ["anthology_fields"]

_YEAR = re.compile(r"((?:19|20)\d\d)\.|[A-Z](\d\d)-")


def anthology_fields(paper: Element) -> dict[str, object]:
    """The fields of a paper; its year is that of its id.

    Source: https://github.com/acl-org/acl-anthology/blob/master/data/xml/schema.rnc
    """
    for formula in paper.iter("tex-math"):
        formula.tag, formula.text = "span", f"${formula.text or ''}$"
    address = text_at(paper, "./url") or ""
    identifier = parse_paper_id(address)
    year = _YEAR.search(identifier.value) if identifier and identifier.kind == "acl" else None
    return {
        "title": inner_xml(paper.find("./title")),
        "abstract": inner_xml(paper.find("./abstract")),
        "authors": [
            {
                "family": text_at(each, "./last"),
                "given": text_at(each, "./first"),
                "affiliation": text_at(each, "./affiliation"),
            }
            for each in paper.iterfind("./author")
        ],
        "year": _whole_year(year) if year else None,
        "id": address,
        "doi": text_at(paper, "./doi"),
        "url": f"https://aclanthology.org/{identifier.value}/" if year and identifier else address,
    }


def _whole_year(match: re.Match[str]) -> str:
    """The year of an id, which in the old ones has two digits."""
    short = match[2]
    return match[1] or f"{'19' if int(short) > 60 else '20'}{short}"
