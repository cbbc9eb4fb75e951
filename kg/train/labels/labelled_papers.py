"""Papers whose entities and results were listed by readers, joined to their texts.

A file of labels is JSON Lines, one object a paper: ``title``, ``entities`` (``type``, ``name``,
``aliases``, ``role``, ``core``, ``alt_type``) and ``results`` (``value``, ``baseline_value``, and a
name for each slot of `kg.core.schema.RESULT_EDGES` that is filled).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, cast

from kg.core.errors import InputError
from kg.core.names import title_key
from kg.core.schema import ENTITY_LABELS, RESULT_EDGES, roles_of
from kg.core.types import Document

__all__ = ["LabelledEntity", "LabelledPaper", "LabelledResult", "read_labelled_papers"]


@dataclass(frozen=True, slots=True)
class LabelledEntity:
    """An entity of a paper: its type, its names in the text, and what the paper does with it.

    ``other_type`` is a second type that would be right as well. An entity that is not ``core`` is
    optional: finding it is neither rewarded nor counted as wrong.
    """

    type: str
    name: str
    aliases: tuple[str, ...]
    role: str
    core: bool = True
    other_type: str | None = None

    @property
    def surfaces(self) -> tuple[str, ...]:
        """The distinct surface forms, the name first."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))


@dataclass(frozen=True, slots=True)
class LabelledResult:
    """A result of a paper: its value, verbatim, and the value that it is compared with.

    ``slots`` gives each filled slot of `kg.core.schema.RESULT_EDGES` the name of an entity.
    """

    value: str
    slots: Mapping[str, str] = field(default_factory=dict)
    baseline_value: str | None = None


@dataclass(frozen=True, slots=True)
class LabelledPaper:
    """A paper's text with its entities and results.

    ``subset`` is the name of the file of labels, without folder and ending.
    """

    document: Document
    entities: tuple[LabelledEntity, ...]
    results: tuple[LabelledResult, ...] = ()
    subset: str = ""


class _Record(NamedTuple):
    """A line of a file of labels."""

    title: str
    entities: tuple[LabelledEntity, ...]
    results: tuple[LabelledResult, ...]
    file: Path
    line: int


def read_labelled_papers(
    paths: Iterable[Path], documents: Iterable[Document]
) -> list[LabelledPaper]:
    """The labelled papers of files, or of every ``*.jsonl`` in folders, in order.

    Each is joined to the document of its title; of several documents of one title, to the first
    of those with most of the labelled names.

    Raises:
        InputError: a file cannot be read, a record is damaged, or its paper is not among the
            documents; names file and line.
    """
    records = [record for path in paths for file in _files(path) for record in _records(file)]
    if not records:
        raise InputError("no labelled papers", ", ".join(map(str, paths)) or "no file")
    wanted = {title_key(record.title) for record in records}
    by_title: dict[str, list[Document]] = {}
    for document in documents:
        if (title := title_key(document.title)) in wanted:
            by_title.setdefault(title, []).append(document)
    return [
        LabelledPaper(_closest(record, by_title), record.entities, record.results, record.file.stem)
        for record in records
    ]


def _closest(record: _Record, by_title: Mapping[str, Sequence[Document]]) -> Document:
    found = by_title.get(title_key(record.title), ())
    if not found:
        raise InputError(
            f"{record.title!r} is not among the papers; give the file that holds it",
            str(record.file),
            record.line,
        )
    names = [name for entity in record.entities for name in (entity.name, *entity.aliases)]
    return max(found, key=lambda document: sum(name in document.text for name in names))


def _files(path: Path) -> list[Path]:
    return sorted(path.glob("*.jsonl")) if path.is_dir() else [path]


def _records(file: Path) -> Iterator[_Record]:
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", str(file)) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                row = _object(json.loads(line))
                entities = tuple(_entity(_object(item)) for item in _list(row["entities"]))
                results = tuple(_result(_object(item)) for item in _list(row["results"]))
                yield _Record(_text(row["title"]), entities, results, file, number)
            except (ValueError, TypeError) as error:
                raise InputError(f"no labelled paper: {error}", str(file), number) from error
            except KeyError as error:
                raise InputError(f"the labels lack {error}", str(file), number) from error


def _entity(row: Mapping[str, object]) -> LabelledEntity:
    kind, role = _text(row["type"]), _text(row["role"])
    if kind not in ENTITY_LABELS or role not in roles_of(kind):
        raise ValueError(f"no role {role!r} for a {kind!r}")
    return LabelledEntity(
        type=kind,
        name=_text(row["name"]),
        aliases=tuple(_text(item) for item in _list(row["aliases"])),
        role=role,
        core=bool(row["core"]),
        other_type=_optional(row.get("alt_type")),
    )


def _result(row: Mapping[str, object]) -> LabelledResult:
    slots = {slot: name for slot in RESULT_EDGES if (name := _optional(row.get(slot)))}
    return LabelledResult(_text(row["value"]), slots, _optional(row.get("baseline_value")))


def _object(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError(f"an object was expected, not {value!r:.60}")
    return cast("Mapping[str, object]", value)


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(f"a list was expected, not {value!r:.60}")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a string was expected, not {value!r:.60}")
    return value


def _optional(value: object) -> str | None:
    return None if value is None else _text(value)
