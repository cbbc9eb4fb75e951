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
_TITLES = frozenset(FIELDS["title"]) - {"name"}
_ABSTRACTS = frozenset(FIELDS["abstract"])
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
    return flat


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
    """Whether an object is what Zotero keeps beside papers: a note, a file, a mark in one."""
    data = record.get("data", record)
    return isinstance(data, Mapping) and data.get("itemType") in _ATTACHED


def is_paper(record: Json) -> bool:
    """Whether an object within a file describes a paper: it has a title, and more of one."""
    flat = flattened(record)
    return _has(flat, _TITLES) and len(flat) > 1


def _has(record: Json, keys: frozenset[str]) -> bool:
    return any(column_key(key) in keys and not is_blank(value) for key, value in record.items())


def has_title(record: Json) -> bool:
    """Whether an object has a title by one of its names."""
    return _has(flattened(record), _TITLES | {"name"} if _has(record, _ABSTRACTS) else _TITLES)


def papers_within(value: object, depth: int = 0) -> Iterator[Json]:
    """The papers in a wrapper: in a list, by id, or deeper, in the order in which they stand."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from papers_within(each, depth + 1)
    elif isinstance(value, Mapping):
        if is_paper(value) and not holds_papers(value):
            yield value
            return
        for key, each in value.items():
            if isinstance(each, Mapping) and is_paper(each) and not holds_papers(each):
                named = any(column_key(k) == "id" for k in each) or not re.search(r"\d", str(key))
                yield each if named else {"id": key, **each}
            else:
                yield from papers_within(each, depth + 1)


def holds_papers(record: Json) -> bool:
    """Whether an object with a title is a collection of papers and no paper: a list in it has
    objects with a title and an abstract, and it has no abstract itself."""
    if _has(record, _ABSTRACTS):
        return False
    return any(
        isinstance(value, list)
        and bool(value)
        and isinstance(value[0], Mapping)
        and _has(flattened(value[0]), _TITLES)
        and _has(flattened(value[0]), _ABSTRACTS)
        for value in record.values()
    )


def text_of(value: object) -> str | None:
    """The text that a field holds: a string, the first of a list, or within an object."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        parts = [part for part in map(text_of, value) if part]
        return PARAGRAPH.join(parts) or None
    if isinstance(value, Mapping):
        for key in ("value", "text", "#text", "_", "content", "en", "p", "abstract", "title"):
            if (found := text_of(value.get(key))) is not None:
                return found
    return None
