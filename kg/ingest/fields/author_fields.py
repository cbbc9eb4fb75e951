"""Authors, by name and with what is known of them, and categories, from the strings, lists and
objects of records."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.core.people.author_records import AuthorRecord
from kg.ingest.fields.author_details import affiliations_in, orcid_in
from kg.ingest.fields.plain_text import read_title

_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
_NO_NAME = frozenset(
    ("", "nan", "none", "null", "n/a", "unknown", "anonymous", "et al", "et al.", "others")
)
_MARKS = re.compile(r"(?<!\s)\s*+(?:\([^()]*\)|\[[^\[\]]*\]|[*†‡§¶]+)\s*+")
_CATEGORY = re.compile(
    r"[a-z][a-z-]+(?:\.[A-Za-z-]{2,})?|[A-Z]\.\d(?:\.\d+)?|\d\d[A-Z]\d\d|[A-Z]{2,4}\d{2}"
)
"""A term of arXiv, ACM or MSC: texts of nothing else are divided at blanks too."""


def read_authors(value: object) -> tuple[str, ...]:
    """Names as 'Given Family', each once, in order; nothing where a value is no name.

    Lists of two texts or more are arXiv's ``authors_parsed``: family, given, suffix.

    >>> read_authors("Kamara, Ada; Lee, Bo"), read_authors([["Lee", "Ada", ""], None])
    (('Ada Kamara', 'Bo Lee'), ('Ada Lee',))
    >>> read_authors([{"given": "Ada", "family": "Lee"}, {"author": {"display_name": "Bo Chu"}}])
    ('Ada Lee', 'Bo Chu')
    """
    return tuple(dict.fromkeys(author.name for author in read_people(value)))


def read_people(value: object) -> list[AuthorRecord]:
    """Authors in order, as `read_authors`, with ORCID as it is written and affiliations.

    >>> read_people([{"name": "Ada Lee", "affiliation": "Tide Lab"}])
    [AuthorRecord(name='Ada Lee', orcid=None, affiliations=('Tide Lab',))]
    """
    return [author for author in _people(value) if author.name.casefold() not in _NO_NAME]


def _people(value: object) -> Iterator[AuthorRecord]:
    if isinstance(value, str):
        listed = python_list(value)
        if listed is not None:
            yield from _people(listed)
        else:
            yield from map(AuthorRecord, map(_ordered, _split(read_title(value))))
    elif isinstance(value, Mapping):
        yield from _detailed(list(_of_object(value)), value)
    elif isinstance(value, Sequence):
        for each in value:
            if isinstance(each, list) and len(each) > 1 and all(isinstance(p, str) for p in each):
                yield AuthorRecord(" ".join(filter(None, (each[1], each[0], *each[2:3]))))
            elif isinstance(each, str):
                name = _ordered(_MARKS.sub(" ", read_title(each)).strip())
                if name:
                    yield AuthorRecord(name)
            else:
                yield from _people(each)


def _detailed(found: list[AuthorRecord], given: Mapping[str, object]) -> list[AuthorRecord]:
    """The one author that an object names, with what the object says; several as they are."""
    if len(found) != 1:
        return found
    orcid = found[0].orcid or orcid_in(given)
    affiliations = found[0].affiliations or affiliations_in(given)
    return [replace(found[0], orcid=orcid, affiliations=affiliations)]


def _of_object(value: Mapping[str, object]) -> Iterator[AuthorRecord]:
    inner = value.get("author") or value.get("person") or value.get("value")
    if isinstance(inner, Mapping | list):
        yield from _people(inner)
        return
    lowered = {str(key).casefold().replace("_", "").replace("-", ""): v for key, v in value.items()}
    for family, given in (
        ("family", "given"),
        ("lastname", "firstname"),
        ("lastname", "forename"),
        ("last", "first"),
        ("surname", "givennames"),
        ("surname", "name"),
    ):
        if isinstance(lowered.get(family), str) and lowered[family]:
            parts = (
                lowered.get(given),
                lowered.get("nondroppingparticle"),
                lowered[family],
                lowered.get("suffix"),
            )
            yield AuthorRecord(read_title(" ".join(str(part) for part in parts if part)))
            return
    for key in (
        "name",
        "displayname",
        "fullname",
        "literal",
        "authorname",
        "rawauthorname",
        "authname",
        "creator",
        "text",
    ):
        if isinstance(lowered.get(key), str):
            yield AuthorRecord(_ordered(read_title(str(lowered[key]))))
            return
    if (
        value
        and all(isinstance(each, str | Mapping) for each in value.values())
        and not lowered.keys() & {"id", "orcid"}
    ):
        yield from _people([each for each in value.values() if isinstance(each, Mapping)])


def _split(text: str) -> list[str]:
    """Names of one string: at semicolons, at 'and', else at commas that do not order a name."""
    text = _MARKS.sub(" ", text).strip()
    if ";" in text or "|" in text:
        return _filled(re.split(r"[;|]", text))
    parts = re.split(r",?\s+(?:and|&)\s+", text)
    ordered = all(part.count(",") == 1 for part in parts)
    if len(parts) > 1 and ordered:
        return _filled(parts)
    pieces = _filled(name for part in parts for name in part.split(","))
    if len(parts) == 1 and _is_one_name(pieces):
        return [text]
    return pieces


def _is_one_name(pieces: Sequence[str]) -> bool:
    """Whether two pieces are family and given name: 'Lee, Ada' and 'Lee, A. B.' are, 'Ada Lee,
    Bo Chu' is not."""
    if len(pieces) != 2 or " " in pieces[0]:
        return False
    return " " not in pieces[1] or bool(re.fullmatch(r"(?:[A-Z]\.?[\s-]?){1,3}", pieces[1]))


def _filled(parts: Sequence[str] | Iterator[str]) -> list[str]:
    return [part.strip() for part in parts if part.strip()]


def _ordered(name: str) -> str:
    """A name as 'Given Family', whichever way it was given.

    >>> _ordered("Lee, Ada"), _ordered("Lee, Jr., Ada"), _ordered("Ada Lee")
    ('Ada Lee', 'Ada Lee Jr.', 'Ada Lee')
    """
    parts = _filled(name.split(","))
    if len(parts) == 2:
        return f"{parts[0]} {parts[1]}" if _SUFFIX.fullmatch(parts[1]) else f"{parts[1]} {parts[0]}"
    if len(parts) == 3 and (_SUFFIX.fullmatch(parts[1]) or _SUFFIX.fullmatch(parts[2])):
        suffix, given = (
            (parts[1], parts[2]) if _SUFFIX.fullmatch(parts[1]) else (parts[2], parts[1])
        )
        return f"{given} {parts[0]} {suffix}"
    return name.strip()


def python_list(text: str) -> list[object] | None:
    """The list that a text is the Python or JSON form of, as tables keep them; None if it is none.

    >>> python_list("['cs.CV', 'cs.LG']"), python_list("[CV]")
    (['cs.CV', 'cs.LG'], None)
    """
    stripped = text.strip()
    if (
        not (stripped.startswith(("[", "(")) and stripped.endswith(("]", ")")))
        or len(stripped) > 100_000
    ):
        return None
    try:
        found = ast.literal_eval(stripped)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return list(found) if isinstance(found, list | tuple) else None


def read_categories(value: object) -> tuple[str, ...]:
    """Terms, each once, in order; those of words are divided at commas and semicolons alone.

    >>> read_categories("cs.CV cs.LG"), read_categories("Computer Vision, Machine Learning")
    (('cs.CV', 'cs.LG'), ('Computer Vision', 'Machine Learning'))
    """
    return tuple(dict.fromkeys(term for term in _terms(value) if term))


def _terms(value: object) -> Iterator[str]:
    if isinstance(value, str):
        listed = python_list(value)
        if listed is not None:
            yield from _terms(listed)
            return
        pieces = [part.strip() for part in re.split(r"[,;|]", read_title(value)) if part.strip()]
        words = [word for piece in pieces for word in piece.split()]
        yield from (
            words
            if all(map(_CATEGORY.fullmatch, words))
            and any("." in w or len(words) == 1 for w in words)
            else pieces
        )
    elif isinstance(value, Mapping):
        for key in ("term", "display_name", "name", "keyword", "value"):
            if isinstance(value.get(key), str | list):
                yield from (
                    [str(value[key]).strip()] if isinstance(value[key], str) else _terms(value[key])
                )
                return
    elif isinstance(value, Sequence):
        for each in value:
            if isinstance(each, str):
                yield read_title(each)
            else:
                yield from _terms(each)
