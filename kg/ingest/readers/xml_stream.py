"""XML read element by element from a stream, without entities or anything from outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import entitydefs
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, TreeBuilder, tostring

from kg.core.errors import InputError
from kg.ingest.input_files import Input, reporting
from kg.ingest.reading import MAX_RECORD

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

_CHUNK = 1 << 16
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]")
_PROLOGUE = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>\s*)*", re.DOTALL
)
_OUTER = re.compile(r"\A<[^<>]*>|</[^<>]*>\s*\Z")


def root_of(head: str) -> str | None:
    """The name of the element that a text begins with, without its prefix; None: it is no XML."""
    prologue = _PROLOGUE.match(head)
    match = _ROOT.match(head, prologue.end() if prologue else 0)
    return match[1] if match else None


def local(tag: object) -> str:
    """The name of a tag without its namespace."""
    return str(tag).rpartition("}")[2]


def read_elements(source: Input, names: frozenset[str]) -> Iterator[tuple[int, Element]]:
    """(line, element) of each outermost element of one of the names; one is in memory at a time.

    Raises:
        InputError: the XML is damaged, declares entities, or one element is too large.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, XMLParser

    builder = _Builder(names)
    parser = XMLParser(target=builder, forbid_dtd=False, forbid_entities=True)
    builder.expat = parser.parser
    parser.entity.update(entitydefs)
    held = 0
    try:
        while data := _chunk(source):
            parser.feed(data)
            held = 0 if builder.taken else held + len(data)
            if held > MAX_RECORD:
                raise InputError(
                    f"an element of over {MAX_RECORD >> 20} MB", source.path, builder.line
                )
            yield from builder.take()
        parser.close()
        yield from builder.take()
    except DefusedXmlException as error:
        reason = "XML that declares entities, which are not read: write their text in their place"
        raise InputError(reason, source.path, builder.line) from error
    except ParseError as error:
        line = error.position[0] if getattr(error, "position", None) else None
        raise InputError(f"damaged XML: {error.msg}", source.path, line) from error


def _chunk(source: Input) -> bytes:
    with reporting(source.path):
        return source.stream.read(_CHUNK)


class _Builder(TreeBuilder):
    """Builds the tree, and cuts from it each element of some names as it closes."""

    expat: XMLParserType | Any = None

    def __init__(self, names: frozenset[str]) -> None:
        super().__init__()
        self.taken: list[tuple[int, Element]] = []
        self._names, self._open, self._lines = names, list[Element](), list[int]()

    @property
    def line(self) -> int:
        return int(self.expat.CurrentLineNumber)

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        if not self._lines and local(tag) in self._names:
            self._lines.append(self.line)
        elif self._lines:
            self._lines.append(0)
        element = super().start(tag, attrs)
        self._open.append(element)
        return element

    def end(self, tag: str) -> Element:
        element = super().end(tag)
        self._open.pop()
        if self._lines:
            line = self._lines.pop()
            if not self._lines:
                self.taken.append((line, element))
                if self._open:
                    self._open[-1].remove(element)
        return element

    def take(self) -> list[tuple[int, Element]]:
        """What was cut since the last call."""
        taken, self.taken = self.taken, []
        return taken


def inner_xml(element: Element | None) -> str | None:
    """The text of an element with the markup in it, for `kg.ingest.fields.html_text`."""
    if element is None:
        return None
    tail, element.tail = element.tail, None
    text = tostring(element, encoding="unicode")
    element.tail = tail
    return _OUTER.sub("", text).strip() or None


def text_at(element: Element, path: str) -> str | None:
    """The text of the first element at a path, without markup; None if there is none."""
    found = element.find(path)
    return " ".join("".join(found.itertext()).split()) or None if found is not None else None
