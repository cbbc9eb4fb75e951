"""Authors with ORCID and affiliations, from the tags of PubMed's NBIB and of Web of Science."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

__all__ = ["nbib_authors", "wos_authors"]

Tagged = tuple[str, list[str]]

_AT = re.compile(r"\[([^\[\]]*)\]([^\[\]]*)")
"""Web of Science: ``[Lee, Ada; Chu, Bo] Univ Freetown, Freetown, Sierra Leone.``"""


def nbib_authors(tags: Sequence[Tagged]) -> list[object]:
    """The full names (short ones where there are none), each with the ``AUID`` and ``AD`` lines
    that follow it.

    Source: https://www.nlm.nih.gov/bsd/mms/medlineelements.html
    """
    opens = "FAU" if any(tag == "FAU" for tag, _ in tags) else "AU"
    found: list[tuple[str, list[str], list[str]]] = []
    for tag, lines in tags:
        text = " ".join(line.strip() for line in lines)
        if tag == opens:
            found.append((text, [], []))
        elif found and tag == "AUID" and "ORCID" in text.upper():
            found[-1][1].append(text.upper().replace("ORCID:", "").strip())
        elif found and tag == "AD":
            found[-1][2].append(text)
    return [
        {"literal": name, "orcid": orcids, "affiliations": places} if orcids or places else name
        for name, orcids, places in found
    ]


def wos_authors(names: Sequence[str], fields: Mapping[str, Sequence[str]]) -> list[object]:
    """Names with what the record says of them: ORCIDs (``OI``: ``Lee, Ada/0000-...; ...``) and
    addresses (``C1``, with the names before each)."""
    orcids = {
        name.strip().casefold(): orcid.strip()
        for each in " ".join(fields.get("OI", ())).split(";")
        for name, slash, orcid in (each.rpartition("/"),)
        if slash
    }
    places: dict[str, list[str]] = {}
    for people, place in _AT.findall(" ".join(fields.get("C1", ()))):
        for name in people.split(";"):
            places.setdefault(name.strip().casefold(), []).append(place.strip(" ."))
    return [_with_details(name, orcids, places) for name in names]


def _with_details(
    name: str, orcids: Mapping[str, str], places: Mapping[str, Sequence[str]]
) -> object:
    key = " ".join(name.split()).casefold()
    if key not in orcids and key not in places:
        return name
    return {"literal": name, "orcid": orcids.get(key), "affiliations": list(places.get(key, ()))}
