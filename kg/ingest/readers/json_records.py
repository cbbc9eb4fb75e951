"""JSON in any wrapping: a paper a line, an array, one object, papers in a field or by id."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from kg.core.errors import InputError
from kg.core.paper_ids import parse_paper_id
from kg.core.types import Problem
from kg.ingest.fields.columns import column_key
from kg.ingest.input_files import Input, decode
from kg.ingest.kg_records import shown
from kg.ingest.readers.json_stream import JsonStream
from kg.ingest.reading import ReadOptions, Record
from kg.ingest.record_columns import rows_of
from kg.ingest.record_shapes import (
    has_abstract,
    has_title,
    holds_papers,
    is_attached,
    is_paper,
    papers_within,
)

_LISTS = frozenset(
    (
        *("papers", "data", "results", "items", "works", "articles", "entries", "records", "docs"),
        *(
            "documents",
            "publications",
            "entry",
            "notes",
            "response",
            "hits",
            "feed",
            "list",
            "references",
        ),
        *(
            "rows",
            "publication",
            "paper",
            "article",
            "item",
            "result",
            "content",
            "value",
            "values",
        ),
    )
)
"""Names of lists of papers, which are read paper by paper; lists of other names are held whole."""

_START = re.compile(r"\s*+(?:\{|\[\s*(?:[\[{\"\]]|null\b))")
_PYTHON = re.compile(r"\s*+(?:\[\s*+)?\{\s*'")


def is_json(head: str) -> bool:
    """Whether a text with this beginning is JSON, or Python that looks alike."""
    return _START.match(head) is not None or is_python(head)


def is_python(head: str) -> bool:
    """Whether a text begins like Python's form of objects, with names in single quotes."""
    return _PYTHON.match(head) is not None


def read_json(source: Input, options: ReadOptions) -> Iterator[Record | Problem]:
    """The papers of a file of JSON; of lines and of lists one is in memory at a time.

    A bad line leaves the others readable; a bad list or object ends the reading where it is bad.
    """
    if _has_lines(source.head):
        yield from _read_lines(source, options)
        return
    stream = JsonStream(source)
    try:
        while char := stream.peek():
            if char == "[":
                yield from _elements(source, stream, options)
            elif char == "{":
                yield from _members(source, stream, options)
            else:
                line = stream.line
                yield Problem(source.path, line, f"a JSON object was expected, not {char!r}")
                return
            if stream.peek() == ",":
                stream.take(",")
    except ValueError as error:
        reason = _python_or(str(error), source.head)
        yield Problem(source.path, stream.line, reason)


def _has_lines(head: str) -> bool:
    """Whether each line is an object of its own: the first one is closed on its line."""
    first, newline, _ = head.lstrip().partition("\n")
    if not first.startswith("{"):
        return False
    return first.rstrip().endswith("}") if newline else len(head) < (1 << 15)


def _read_lines(source: Input, options: ReadOptions) -> Iterator[Record | Problem]:
    for line, data in source.lines():
        try:
            text = decode(data, source.path, line).strip()
            text = text[:-1] if text.endswith("},") else text
            if text:
                yield from _papers(_parsed(text), line, source, options)
        except (TypeError, ValueError) as error:
            yield Problem(source.path, line, str(error))
        except InputError as error:
            yield Problem(source.path, error.line, error.reason)


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        reason = f"not JSON: {error.msg} at character {error.pos + 1}"
        raise ValueError(_python_or(reason, text)) from error
    except RecursionError as error:
        raise ValueError("not a paper: JSON nested too deeply") from error


def _python_or(reason: str, text: str) -> str:
    if is_python(text):
        return "Python, not JSON: names stand in single quotes; write it with json.dumps"
    return reason


def _papers(
    value: object, line: int, source: Input, options: ReadOptions, *, alone: bool = True
) -> Iterator[Record | Problem]:
    """The papers that a value at the top of a file holds; ``alone``: it is in no list."""
    if not isinstance(value, Mapping):
        if not isinstance(value, list) or not value or isinstance(value[0], str):
            raise TypeError(f"a JSON object was expected, not {shown(value)}")
        for each in value:
            yield from _papers(each, line, source, options, alone=False)
        return
    if is_attached(value):
        return
    if alone and (columns := rows_of(value)):
        yield from (Record(line, row) for row in columns)
        return
    if (has_title(value) and not holds_papers(value)) or _is_mapped(value, options):
        yield Record(line, value)
        return
    within = list(papers_within(value))
    yield from (Record(line, each) for each in within)
    if not within and not _is_empty_page(value):
        yield Record(line, value)  # it has no title: its reading says so, and what it has


def _is_empty_page(value: Mapping[str, object]) -> bool:
    """Whether an object is a service's answer to a search that finds nothing."""
    empty = any(value[key] == [] for key in value if column_key(key) in _LISTS)
    return empty and not {"error", "errors", "message", "detail"} & set(map(column_key, value))


def _is_mapped(value: Mapping[str, object], options: ReadOptions) -> bool:
    title = options.columns.get("title")
    return title is not None and column_key(title) in map(column_key, value)


def _elements(
    source: Input, stream: JsonStream, options: ReadOptions
) -> Iterator[Record | Problem]:
    """The papers of an array that opens here."""
    for char in stream.members("["):
        line = _line(stream)
        if char == "[":
            yield from _elements(source, stream, options)
            continue
        try:
            yield from _papers(stream.value(), line, source, options, alone=False)
        except TypeError as error:
            yield Problem(source.path, line, str(error))


def _line(stream: JsonStream) -> int:
    stream.peek()
    return stream.line


def _members(source: Input, stream: JsonStream, options: ReadOptions) -> Iterator[Record | Problem]:
    """The papers of an object that opens here: it is one, or has them in a list or by id."""
    line, rest, streamed = stream.line, dict[str, object](), False
    for _ in stream.members("{"):
        key = stream.value()
        if not isinstance(key, str):
            raise ValueError("not JSON: a name in double quotes was expected")
        stream.take(":")
        char, at = stream.peek(), _line(stream)
        is_paper_itself = has_title(rest) or has_abstract(rest)
        if char == "[" and column_key(key) in _LISTS and not is_paper_itself:
            yield from _elements(source, stream, options)
            streamed = True
            continue
        value = stream.value()
        if isinstance(value, Mapping) and _is_keyed(key, value) and not has_title(rest):
            yield Record(at, value if "id" in value else {"id": key, **value})
            streamed = True
        else:
            rest[key] = value
    if not streamed or has_title(rest):
        yield from _papers(rest, line, source, options)


def _is_keyed(key: str, value: Mapping[str, object]) -> bool:
    """Whether a member is a paper by its id, and not a part of the object around it."""
    named = parse_paper_id(key) is not None or any(char.isdigit() for char in key)
    return named and is_paper(value)
