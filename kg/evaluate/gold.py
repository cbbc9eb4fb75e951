"""Papers whose entities and results were listed by readers, and the texts they belong to.

A file of labels is JSON Lines, one object a paper: ``id``, ``title``, ``entities`` (``type``,
``name``, ``aliases``, ``role``, ``core``, ``alt_type``) and ``results`` (the slots of
`kg.core.types.Result`, ``value``, ``baseline_value``). Entities that are not ``core`` are
optional: finding them is neither rewarded nor punished.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from kg.core.errors import InputError
from kg.core.names import title_key
from kg.core.schema import ENTITY_LABELS, roles_of
from kg.core.types import Document

__all__ = ["GoldEntity", "GoldPaper", "GoldResult", "Judged", "join", "read"]


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """An entity of a paper; ``other_type`` is one that would do as well."""

    type: str
    name: str
    aliases: tuple[str, ...]
    role: str
    core: bool = True
    other_type: str | None = None


@dataclass(frozen=True, slots=True)
class GoldResult:
    """A result of a paper; the slots are names of its entities, or None."""

    value: str
    metric: str | None = None
    method: str | None = None
    dataset: str | None = None
    task: str | None = None
    baseline: str | None = None
    baseline_value: str | None = None


@dataclass(frozen=True, slots=True)
class GoldPaper:
    """A labelled paper; ``subset`` is the name of its file, without folder and ending."""

    id: str
    title: str
    entities: tuple[GoldEntity, ...]
    results: tuple[GoldResult, ...]
    subset: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled paper with its text."""

    gold: GoldPaper
    document: Document


def read(paths: Iterable[Path]) -> list[GoldPaper]:
    """The labelled papers of files, or of every ``*.jsonl`` in folders, in order.

    Raises:
        InputError: a file cannot be read or a record is damaged; names file and line.
    """
    found = [paper for path in paths for file in _files(path) for paper in _papers(file)]
    if not found:
        raise InputError("no labelled papers", ", ".join(map(str, paths)) or "no file")
    return found


def _files(path: Path) -> list[Path]:
    return sorted(path.glob("*.jsonl")) if path.is_dir() else [path]


def _papers(file: Path) -> Iterator[GoldPaper]:
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", str(file)) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _paper(_object(json.loads(line)), file, number)
            except (ValueError, TypeError) as error:
                raise InputError(f"no labelled paper: {error}", str(file), number) from error
            except KeyError as error:
                raise InputError(f"the labels lack {error}", str(file), number) from error


def _paper(record: Mapping[str, object], file: Path, line: int) -> GoldPaper:
    return GoldPaper(
        id=_text(record["id"]),
        title=_text(record["title"]),
        entities=tuple(_entity(_object(item)) for item in _list(record["entities"])),
        results=tuple(_result(_object(item)) for item in _list(record["results"])),
        subset=file.stem,
        file=str(file),
        line=line,
    )


def _entity(record: Mapping[str, object]) -> GoldEntity:
    kind, role = _text(record["type"]), _text(record["role"])
    if kind not in ENTITY_LABELS or role not in roles_of(kind):
        raise ValueError(f"no role {role!r} for a {kind!r}")
    return GoldEntity(
        type=kind,
        name=_text(record["name"]),
        aliases=tuple(_text(item) for item in _list(record["aliases"])),
        role=role,
        core=bool(record["core"]),
        other_type=_optional(record.get("alt_type")),
    )


def _result(record: Mapping[str, object]) -> GoldResult:
    slots = ("metric", "method", "dataset", "task", "baseline", "baseline_value")
    return GoldResult(_text(record["value"]), *(_optional(record.get(slot)) for slot in slots))


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


def join(papers: Sequence[GoldPaper], documents: Iterable[Document]) -> list[Judged]:
    """Each labelled paper with the document of its title, in the order of the labels.

    Of several documents of one title, that with most of the labelled names is taken, and of
    equals the first.

    Raises:
        InputError: a labelled paper is not among the documents; names the file and line of
            its labels.
    """
    wanted = {title_key(paper.title) for paper in papers}
    by_title: dict[str, list[Document]] = {}
    for document in documents:
        if (title := title_key(document.title)) in wanted:
            by_title.setdefault(title, []).append(document)
    return [Judged(paper, _closest(paper, by_title)) for paper in papers]


def _closest(paper: GoldPaper, by_title: Mapping[str, Sequence[Document]]) -> Document:
    found = by_title.get(title_key(paper.title), ())
    if not found:
        raise InputError(
            f"{paper.title!r} is not among the papers; give the file that holds it",
            paper.file,
            paper.line,
        )
    names = [name for entity in paper.entities for name in (entity.name, *entity.aliases)]
    return max(found, key=lambda document: sum(name in document.text for name in names))
