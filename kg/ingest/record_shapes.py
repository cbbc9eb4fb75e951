"""Records of services with fields inside of fields, laid flat under the names that all use.

Hugging Face puts a paper into ``paper``, OpenReview into ``content`` with a ``value`` each, Zotero
into ``data``, search engines into ``_source``; OpenAlex gives an abstract as the positions of its
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.ingest.fields.columns import FIELDS, column_key, is_blank
from kg.ingest.fields.html_text import PARAGRAPH
from kg.ingest.row_texts import row_of

Json = Mapping[str, object]

_INNER = (
    "paper",
    "content",
    "data",
    "_source",
    "attributes",
    "metadata",
    "bibjson",
    "item",
    "document",
)
_TITLES = frozenset(FIELDS["title"]) - {"name", "paper"}
_ABSTRACTS = frozenset(FIELDS["abstract"])
OWN_ABSTRACTS = _ABSTRACTS - {"description", "descriptions", "contentsnippet", "snippet"}
"""Keys of an abstract that things other than papers have not."""

_COLLECTIONS = frozenset(
    ("papers", "articles", "publications", "entries", "works", "records", "items", "results")
)
"""Names of lists that say of the object around them that it is no paper."""

_MOST_WORDS = 20_000
"""Positions of an inverted abstract, at most."""

_DEEPEST = 6
"""Objects within objects that are searched for papers."""


def flattened(record: Json) -> Json:
    """A record with its title and abstract at the top, whatever the service."""
    flat: dict[str, object] = {str(key): _unwrapped(value) for key, value in record.items()}
    for key in _INNER:
        inner = flat.get(key)
        if isinstance(inner, Mapping) and _has(inner, _TITLES):
            outer = {k: v for k, v in flat.items() if k != key}
            within = {str(k): _unwrapped(v) for k, v in inner.items()}
            flat = {**outer, **{k: v for k, v in within.items() if not is_blank(v)}}
            break
    positions = flat.get("abstract_inverted_index")
    if isinstance(positions, Mapping) and is_blank(flat.get("abstract")):
        flat["abstract"] = _in_order(positions)
    for key, kind, name, to in _TYPED:
        chosen = _of_type(flat.get(key), kind, name)
        if chosen is not None and is_blank(flat.get(to)):
            flat[to] = chosen
    return flat


_TYPED = (
    ("descriptions", "descriptionType", "Abstract", "abstract"),
    ("dates", "dateType", "Issued", "issued"),
)
"""DataCite's lists of objects with a type: key, key of the type, the type that is read, as what."""


def _of_type(value: object, key: str, name: str) -> object:
    """What the first object of a type holds beside it; None where there is none."""
    for each in value if isinstance(value, list) else ():
        if isinstance(each, Mapping) and each.get(key) == name:
            return next((v for k, v in each.items() if k in ("description", "date")), None)
    return None


def _unwrapped(value: object) -> object:
    """The value of an object that holds nothing else, as OpenReview writes fields."""
    if isinstance(value, Mapping) and set(value) <= {"value", "readers"} and "value" in value:
        return value["value"]
    return value


def _in_order(positions: Mapping[str, object]) -> str | None:
    """The text of an inverted index: word -> its positions."""
    words = {
        at: str(word)
        for word, places in positions.items()
        if isinstance(places, list)
        for at in places
        if isinstance(at, int) and 0 <= at < _MOST_WORDS
    }
    return " ".join(words[at] for at in sorted(words)) or None


_ATTACHED = frozenset(("note", "attachment", "annotation"))


def is_attached(record: Json) -> bool:
    """Whether an object is what Zotero keeps beside papers (a note, a file, a mark in one), or a
    review or remark of OpenReview's."""
    if "replyto" in record and not is_blank(record["replyto"]):
        return True
    data = record.get("data", record)
    return isinstance(data, Mapping) and data.get("itemType") in _ATTACHED


def is_paper(record: Json) -> bool:
    """Whether an object within a file describes a paper: it has a title, and more of one."""
    flat = flattened(record)
    titles = _TITLES | {"name"} if _has(flat, OWN_ABSTRACTS) else _TITLES
    return _has(flat, titles) and len(flat) > 1


def _has(record: Json, keys: frozenset[str]) -> bool:
    return any(column_key(key) in keys and not is_blank(value) for key, value in record.items())


def has_title(record: Json) -> bool:
    """Whether an object has a title by one of its names."""
    return _has(flattened(record), _TITLES | {"name"} if _has(record, OWN_ABSTRACTS) else _TITLES)


def papers_within(value: object, depth: int = 0) -> Iterator[Json]:
    """The papers in a wrapper: in a list, by id, or deeper, in the order in which they stand."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        yield from _papers_of_list(value, depth)
    elif isinstance(value, Mapping) and not is_attached(value):
        holds = holds_papers(value)
        if is_paper(value) and not holds:
            yield value
            return
        for key, each in value.items():
            if not (holds and _describes(each)):
                yield from _papers_of_member(str(key), each, depth)


def _papers_of_list(values: list[object], depth: int) -> Iterator[Json]:
    """The papers of a list; among others a title alone is one, too."""
    among_papers = any(isinstance(each, Mapping) and is_paper(each) for each in values)
    for each in values:
        bare = isinstance(each, Mapping) and len(each) == 1 and _has(each, _TITLES)
        if among_papers and bare and isinstance(each, Mapping):
            yield each
            continue
        within = list(papers_within(each, depth + 1))
        yield from within
        if among_papers and not within and isinstance(each, Mapping) and _has(each, OWN_ABSTRACTS):
            yield each  # a paper without a title, which its reading reports


def _papers_of_member(key: str, value: object, depth: int) -> Iterator[Json]:
    """The paper that stands under its id, or those within."""
    if isinstance(value, str) and (row := row_of(key, value)) is not None:
        yield row
    elif isinstance(value, Mapping) and is_paper(value) and not holds_papers(value):
        named = any(column_key(k) == "id" for k in value) or not re.search(r"\d", key)
        yield value if named else {"id": key, **value}
    elif isinstance(value, Mapping) and len(key.split()) > 1 and _is_titled(value):
        yield {"title": key, **value}
    else:
        yield from papers_within(value, depth + 1)


def _is_titled(value: Json) -> bool:
    """Whether an object is a paper whose title is the name that it stands under."""
    return _has(value, OWN_ABSTRACTS) and not has_title(value)


def _describes(value: object) -> bool:
    """Whether a member of a collection is what it says of itself, under its own title."""
    return isinstance(value, Mapping) and is_paper(value) and not _has(value, _ABSTRACTS)


def has_abstract(record: Json) -> bool:
    """Whether an object has an abstract by one of its names: a paper, whatever lists it has."""
    return _has(record, _ABSTRACTS)


def holds_papers(record: Json) -> bool:
    """Whether an object is a collection of papers and no paper: it has no abstract, and a list of
    objects with a title and an abstract, or with a title under a name for papers."""
    if _has(record, _ABSTRACTS):
        return False
    entry = record.get("entry") or record.get("item")  # a list of one, as XML converts to
    if isinstance(entry, Mapping) and _has(entry, _TITLES) and _has(entry, _ABSTRACTS):
        return True
    return any(
        isinstance(value, list)
        and bool(value)
        and isinstance(value[0], Mapping)
        and _has(first := flattened(value[0]), _TITLES)
        and (column_key(key) in _COLLECTIONS or _has(first, _ABSTRACTS))
        for key, value in record.items()
    )


def text_of(value: object) -> str | None:
    """The text that a field holds: a string, the first of a list, or within an object."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        parts = [part for part in map(text_of, value) if part]
        return PARAGRAPH.join(parts) or None
    if isinstance(value, Mapping):
        for key in (
            "value",
            "text",
            "rendered",
            "#text",
            "_",
            "content",
            "en",
            "p",
            "abstract",
            "title",
        ):
            if (found := text_of(value.get(key))) is not None:
                return found
    return None
