"""ORCIDs of the authors of an entry of BibTeX, by the fields that exports have for them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.core.names import title_key
from kg.core.people.author_records import parse_orcid

__all__ = ["with_orcids"]

_ORCID = re.compile(r"(?<![\d-])\d{4}-\d{4}-\d{4}-\d{3}[\dXx](?![\d-])")
_OF_NAME = re.compile(rf"(?P<name>[^/;\n{{}}]{{1,200}})/\s*(?P<orcid>{_ORCID.pattern})")
_OF_PLACE = re.compile(
    rf"(?P<place>\d{{1,4}})(?::\w{{1,20}})?\s*=\s*\"?[^\";]{{0,40}}?(?P<orcid>{_ORCID.pattern})"
)


def with_orcids(names: Sequence[str], fields: Mapping[str, object]) -> list[object]:
    """The names, those with an ORCID in an object.

    Read are ``orcid-numbers`` of Web of Science (``Lee, Ada/0000-...``), BibLaTeX's annotations
    (``author+an:orcid = {1="0000-..."}``), and ``orcid`` with as many as there are names.

    >>> with_orcids(["Ada Lee"], {"orcid": "https://orcid.org/0000-0002-1825-0097"})
    [{'literal': 'Ada Lee', 'orcid': '0000-0002-1825-0097'}]
    """
    found: dict[str, str] = {}
    for key, value in fields.items():
        if key.startswith("author+an"):
            for match in _OF_PLACE.finditer(str(value)):
                place = int(match["place"])
                if 0 < place <= len(names):
                    found[names[place - 1]] = match["orcid"]
        elif key in ("orcid-numbers", "orcid", "orcids"):
            found |= _listed(names, str(value))
    return [{"literal": n, "orcid": found[n]} if n in found else n for n in names]


def _listed(names: Sequence[str], text: str) -> dict[str, str]:
    """Name -> its ORCID, by the name before it, or by place where there is one for each name."""
    words = {frozenset(title_key(name).split()): name for name in names}
    of_names = {
        words[key]: match["orcid"]
        for match in _OF_NAME.finditer(text)
        if (key := frozenset(title_key(match["name"]).split())) in words
    }
    listed = _ORCID.findall(text)
    if of_names or len(listed) != len(names):
        return of_names
    return {name: orcid for name, orcid in zip(names, listed, strict=True) if parse_orcid(orcid)}
