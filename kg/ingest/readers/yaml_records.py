"""YAML, by the library PyYAML: lists of papers, papers by id, and documents of one paper each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from kg.core.errors import InputError
from kg.core.types import Problem
from kg.ingest.input_files import Input
from kg.ingest.reading import ReadOptions, Record
from kg.ingest.record_shapes import has_title, holds_papers, papers_within

_START = re.compile(
    r"\s*+(?:#[^\n]*+\n\s*+)*+(?:---\s*\n\s*)?"
    r"(?:-\s+[\"']?[A-Za-z_][\w -]{0,40}[\"']?:(?:\s|$)|-\s*\n\s+[A-Za-z_][\w-]{0,40}:\s"
    r"|[\"']?[\w./:-]{1,60}[\"']?:[ \t]*(?:#[^\n]*)?\n\s*(?:-\s|\w[\w -]{0,40}:\s))"
)
_DOCUMENT = re.compile(r"\s*+---\s*\n\s*[A-Za-z_][\w-]{0,40}:\s")
_FRONT = re.compile(r"\s*+---[ \t]*\n(?:[^\n]*\n){1,80}?---[ \t]*\n\s*([^\n]{0,80})")
_HOLDS_LIST = re.compile(
    r"^[^\W\d][\w ./-]{0,60}:[ \t]*(?:#[^\n]*)?\n(?:[ \t]*(?:#[^\n]*)?\n){0,20}[ \t]*-[ \t]+"
    r"(?:\{|[\w\"'-]{1,60}:[ \t\n])",
    re.MULTILINE,
)
"""A key that holds a list of objects, wherever it stands."""

_AT_THE_LEFT = re.compile(r"[\w\"'./ -]{1,60}:(?:\s|$)|-(?:\s|$)|---")
"""How the lines of YAML begin that are not indented."""

_LINE = "\0line"
_MOST_ALIASES = 1000
"""Aliases of one file, at most: nested ones grow without bound."""

_ALIAS = re.compile(r"(?:^|[\s\[,])\*[A-Za-z0-9_-]+")


def is_yaml(head: str) -> bool:
    """Whether a text begins as a list or an object of objects in YAML, or as a document of it."""
    if is_front_matter(head):
        return False
    if _HOLDS_LIST.search(head) and all(map(_AT_THE_LEFT.match, _outer_lines(head))):
        return True
    return _START.match(head) is not None or _DOCUMENT.match(head) is not None


def _outer_lines(head: str) -> list[str]:
    """The lines that are not indented, but for the last one, which may be cut off."""
    lines = head.split("\n")[:-1]
    return [line for line in lines if line.strip() and line[0] not in " \t#\r"]


def is_front_matter(head: str) -> bool:
    """Whether a text begins with fields between two lines of dashes, and goes on as prose."""
    match = _FRONT.match(head)
    return match is not None and not re.match(r"\s*(?:\w[\w ]{0,30}:\s|-\s|\Z)", match[1])


def read_yaml(source: Input, options: ReadOptions) -> Iterator[Record | Problem]:  # noqa: ARG001
    """A record a paper; the file is read whole.

    Raises:
        InputError: it is damaged.
    """
    text = source.read_text()
    if "&" in text and len(_ALIAS.findall(text)) > _MOST_ALIASES:
        raise InputError(f"YAML with over {_MOST_ALIASES} aliases", source.path)
    try:
        for document in yaml.load_all(text, _Loader):
            if document is None:
                continue
            if isinstance(document, dict) and has_title(document) and not holds_papers(document):
                yield _record(document)
                continue
            within = list(papers_within(document))
            yield from map(_record, within)
            if not within:
                line = document.get(_LINE, 1) if isinstance(document, dict) else 1
                yield Problem(source.path, line, "YAML without a paper: each needs a title")
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise InputError(f"damaged YAML: {error.problem}", source.path, line) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise InputError(f"damaged YAML: {error}".split("\n")[0], source.path) from error


def _record(fields: Any) -> Record:
    return Record(fields.get(_LINE, 1), {k: v for k, v in fields.items() if k != _LINE})


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads plain values; each object has the line it starts on."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[object, object]:
        found: dict[object, object] = super().construct_mapping(node, deep=deep)
        found[_LINE] = node.start_mark.line + 1
        return found


def front_matter(text: str, source: Input) -> dict[str, object]:
    """The fields between the lines of dashes that a page of Markdown may begin with.

    Raises:
        InputError: it is damaged.
    """
    try:
        found = yaml.load(text, _Loader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        reason = f"damaged YAML before the text: {error}".split("\n")[0]
        raise InputError(reason, source.path, 1) from error
    return {str(k): v for k, v in found.items() if k != _LINE} if isinstance(found, dict) else {}
