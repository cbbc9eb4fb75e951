"""Every label, type and property in cypher/*.cypher is one of the schema."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.core.schema import EDGE_PROPERTIES, EDGE_TYPES, LABELS, NODE_PROPERTIES
from kg.store.codec.rows import MARK, WORDS
from kg.store.named_queries import queries_path

FILES = sorted(queries_path().glob("*.cypher"))

_NOT_CODE = re.compile(r"//[^\n]*|`[\w.]+\.\w+`|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"")
_NAMES = r"`?\w+`?(?:\s*\|\s*`?\w+`?)*"
_NODE = re.compile(rf"\(\s*\w*\s*:\s*({_NAMES})")
_EDGE = re.compile(rf"\[\s*\w*\s*:\s*({_NAMES})")
_PROPERTY = re.compile(r"\b([A-Za-z_]\w*)\.(`?\w+`?)")
_KEY = re.compile(r"[({,]\s*(\w+)\s*:\s*\$\w+")

SERVER_LABELS = {"KgGraph", "KgFile"}
SERVER_PROPERTIES = {"file", "number"}
"""A server's own bookkeeping, which schema.cypher keys."""

PROPERTIES = {
    "id",
    MARK,
    WORDS,
    *SERVER_PROPERTIES,
    *EDGE_PROPERTIES,
    *(name for properties in NODE_PROPERTIES.values() for name in properties),
}


def _code(path: Path) -> str:
    return _NOT_CODE.sub("''", path.read_text(encoding="utf-8"))


def _names(pattern: re.Pattern[str], code: str) -> set[str]:
    return {name.strip(" `\n") for found in pattern.findall(code) for name in found.split("|")}


def unknown(code: str) -> set[str]:
    """The labels, types and properties of a statement that are not in the schema.

    A dot also reaches into maps that a statement makes itself: their keys are known.
    """
    own = set(re.findall(r"[{,]\s*(\w+)\s*:", code))
    properties = {name.strip("`") for _, name in _PROPERTY.findall(code)} - own
    return {
        *(_names(_NODE, code) - {*LABELS, *SERVER_LABELS}),
        *(_names(_EDGE, code) - {*EDGE_TYPES}),
        *(properties - PROPERTIES),
        *(set(_KEY.findall(code)) - PROPERTIES),
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_names_only_what_the_schema_has(path: Path) -> None:
    assert unknown(_code(path)) == set()


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("MATCH (n:Methode) RETURN n.id", "Methode"),
        ("MATCH (n:Method|Datasets) RETURN n.id", "Datasets"),
        ("MATCH (:Paper)-[s:STATED]->(r) RETURN r.raw", "STATED"),
        ("MATCH (r:Result) RETURN r.better", "better"),
        ("MATCH (r:Result {ident: $id}) RETURN r.raw", "ident"),
    ],
)
def test_a_name_that_the_schema_lacks_is_found(statement: str, name: str) -> None:
    assert name in unknown(statement)
