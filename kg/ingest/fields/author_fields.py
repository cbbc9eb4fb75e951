"""Authors, by name and with what is known of them, and categories, from the strings, lists and
objects of records."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.core.people.author_records import AuthorRecord
from kg.ingest.fields.author_details import affiliations_in, orcid_in
from kg.ingest.fields.author_names import is_no_name, name_of, names_in
from kg.ingest.fields.columns import is_blank
from kg.ingest.fields.plain_text import read_title

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
    return [author for author in _people(value) if not is_no_name(author.name)]


def _people(value: object) -> Iterator[AuthorRecord]:
    if isinstance(value, str):
        listed = python_list(value)
        if listed is not None:
            yield from _people(listed)
        else:
            yield from map(AuthorRecord, names_in(value))
    elif isinstance(value, Mapping):
        yield from _detailed(list(_of_object(value)), value)
    elif isinstance(value, Sequence):
        for each in _authors_of(value):
            if isinstance(each, list) and len(each) > 1 and all(isinstance(p, str) for p in each):
                yield AuthorRecord(" ".join(filter(None, (each[1], each[0], *each[2:3]))))
            elif isinstance(each, str):
                yield from map(AuthorRecord, _listed(each, alone=len(value) == 1))
            else:
                yield from _people(each)


def _authors_of(people: Sequence[object]) -> Sequence[object]:
    """The authors among people of whom Zotero says what each is, editors for one."""
    kinds = [each.get("creatorType") if isinstance(each, Mapping) else None for each in people]
    if "author" not in kinds:
        return people
    return [each for each, kind in zip(people, kinds, strict=True) if kind in (None, "author")]


def _listed(text: str, *, alone: bool) -> list[str]:
    """The name that a text of a list is; the only one of a list may hold them all.

    >>> _listed("Ada Lee, Bo Chu", alone=True), _listed("Lee Smith, Ada", alone=False)
    (['Ada Lee', 'Bo Chu'], ['Ada Lee Smith'])
    """
    several = re.search(r"[;|]|,.*,|\S\s+\S+\s*,\s*\S+\s+[^\s.]{2,}|\sand\s", text)
    if alone and several:
        return names_in(text)
    name = name_of(re.sub(r"^(?:and|&)\s+", "", text.strip()))
    return [name] if name else []


def _detailed(found: list[AuthorRecord], given: Mapping[str, object]) -> list[AuthorRecord]:
    """The one author that an object names, with what the object says; several as they are."""
    if len(found) != 1:
        return found
    orcid = found[0].orcid or orcid_in(given)
    affiliations = found[0].affiliations or affiliations_in(given)
    return [replace(found[0], orcid=orcid, affiliations=affiliations)]


def _of_object(value: Mapping[str, object]) -> Iterator[AuthorRecord]:
    lowered = {str(key).casefold().replace("_", "").replace("-", ""): v for key, v in value.items()}
    inner = next((lowered[key] for key in _HOLDERS if not is_blank(lowered.get(key))), None)
    if isinstance(inner, Mapping | list):
        yield from _people(inner)
        return
    pairs = [(f, g) for f, g in _PAIRS if isinstance(lowered.get(f), str) and lowered[f]]
    if pairs:
        family, given = next((pair for pair in pairs if lowered.get(pair[1])), pairs[0])
        middle = lowered.get("middle") or lowered.get("middlename")
        parts = (
            lowered.get(given),
            *(middle if isinstance(middle, list) else [middle]),
            lowered.get("nondroppingparticle"),
            lowered[family],
            lowered.get("suffix"),
        )
        yield AuthorRecord(read_title(" ".join(str(part) for part in parts if part)))
        return
    for key in _NAMES:
        if isinstance(lowered.get(key), str):
            yield AuthorRecord(name_of(str(lowered[key])))
            return
    if lowered.keys() & {"id", "orcid"}:
        return
    texts = [each for key, each in value.items() if isinstance(each, str) and str(key).isdigit()]
    if texts or all(isinstance(each, str | Mapping) for each in value.values()):
        yield from _people(texts or [each for each in value.values() if isinstance(each, Mapping)])


_HOLDERS = ("author", "person", "value", "authors", "names", "list")
"""Keys of an object that holds an author, or all of them."""

_PAIRS = (
    ("family", "given"),
    ("familyname", "givenname"),
    ("lastname", "firstname"),
    ("lastname", "forename"),
    ("last", "first"),
    ("surname", "givennames"),
    ("surname", "givenname"),
    ("surname", "firstname"),
    ("surname", "name"),
)
"""Keys of a family name and of the given one beside it."""

_NAMES = (
    *("name", "displayname", "fullname", "literal", "authorname", "rawauthorname", "authname"),
    *("preferredname", "collectivename", "collab", "creator", "text", "names", "author", "value"),
    *("rawname", "raw", "label"),
)
"""Keys of a whole name."""


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

    >>> read_categories("cs.CL cs.LG"), read_categories("Computer Vision, Machine Learning")
    (('cs.CL', 'cs.LG'), ('Computer Vision', 'Machine Learning'))
    >>> read_categories(["Computation and Language (cs.CL)", {"term": "cs.LG"}])
    ('cs.CL', 'cs.LG')
    """
    found = (_ARXIV_TERM.sub(r"\1", term.strip()) for term in _terms(value))
    return tuple(dict.fromkeys(term for term in found if not is_blank(term)))


_ARXIV_TERM = re.compile(
    r"[^()]{0,100}\(([a-z]{2,8}(?:-[a-z]{2,4})?\.[A-Za-z-]{2,}|[a-z]{2,8}-[a-z]{2,4})\)$"
    r"|(?<=\w)\s*\(primary\)$"
)
"""arXiv's name of a category before its term, or what says that it is the first."""

_TERM_KEYS = (
    *("all", "term", "@term", "display_name", "name", "keyword", "category", "value", "subject"),
    *("primary", "field"),
)


def _terms(value: object) -> Iterator[str]:
    if isinstance(value, str):
        listed = python_list(value)
        if listed is not None:
            yield from _terms(listed)
            return
        pieces = [part.strip() for part in re.split(r"[,;|]", read_title(value)) if part.strip()]
        words = [word for piece in pieces for word in piece.split()]
        yield from words if _are_terms(words) else pieces
    elif isinstance(value, Mapping):
        inner = next((value[key] for key in _TERM_KEYS if not is_blank(value.get(key))), None)
        yield from [inner.strip()] if isinstance(inner, str) else _terms(inner)
    elif isinstance(value, Sequence):
        for each in value:
            if isinstance(each, str):
                words = each.split()
                yield from words if _are_terms(words) else [read_title(each)]
            else:
                yield from _terms(each)


def _are_terms(words: Sequence[str]) -> bool:
    """Whether words are terms of arXiv, ACM or MSC, and not those of a name."""
    dotted = any("." in word or len(words) == 1 for word in words)
    return dotted and all(map(_CATEGORY.fullmatch, words))
