"""The graph directory: append-only records on disk, of which every database is a projection.

    papers.kg/
      kg.json                  the format's version
      records/000001.jsonl     what one build added, a line a paper (`kg.records`)
      ledger.jsonl             every judgement that two names are one thing
      graph.lbug               the embedded database, made from the above
      projection.json          which state of the above it was made from

A build writes its segment beside the others and renames it in place when it is whole: a
kill leaves the old or the new state, never a half.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property, reduce
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import GraphError
from kg.graph import Graph
from kg.names import title_key
from kg.papers import aliases, join, renamed
from kg.records import dumps, from_record, to_record
from kg.resolve import Judgement, judge, resolve
from kg.types import Document, Extraction

FORMAT = 1
_Place = tuple[Path, int]


@dataclass(frozen=True)
class GraphDirectory:
    """The papers of a graph directory, each once, by id: iterating reads them from disk.

    Memory grows with the number of papers by their ids alone.
    """

    path: Path

    @cached_property
    def _readings(self) -> list[tuple[str, str, _Place]]:
        return [
            (identifier, title, (segment, offset))
            for segment in self.segments()
            for offset, identifier, title in _scan(segment)
        ]

    @cached_property
    def _titles(self) -> frozenset[tuple[str, str]]:
        return frozenset((identifier, title_key(title)) for identifier, title, _ in self._readings)

    @cached_property
    def _aliases(self) -> Mapping[str, str]:
        return aliases((identifier, title) for identifier, title, _ in self._readings)

    @cached_property
    def _index(self) -> Mapping[str, list[_Place]]:
        """Paper id -> where its readings stand, in the order of ids."""
        index: dict[str, list[_Place]] = {}
        for identifier, _, place in self._readings:
            index.setdefault(self._aliases.get(identifier, identifier), []).append(place)
        return {identifier: index[identifier] for identifier in sorted(index)}

    def segments(self) -> list[Path]:
        """The files of records, in the order in which they were added."""
        return sorted((self.path / "records").glob("[0-9]*.jsonl"))

    def __iter__(self) -> Iterator[Extraction]:
        with contextlib.ExitStack() as stack:
            files = {s: stack.enter_context(s.open("rb")) for s in self.segments()}
            for identifier, places in self._index.items():
                readings = (
                    renamed(_read(files[segment], offset), identifier) for segment, offset in places
                )
                yield reduce(join, readings)

    def __len__(self) -> int:
        return len(self._index)

    def judgements(self) -> set[Judgement]:
        """Every judgement of the ledger."""
        path = self.path / "ledger.jsonl"
        if not path.exists():
            return set()
        with path.open(encoding="utf-8") as lines:
            return {_judgement(line, path, number) for number, line in enumerate(lines, 1)}

    def graph(self) -> Graph:
        """The graph of all papers under the ledger; nothing of it is held but its names."""
        return Graph(self, resolve(self, self.judgements()))

    def state(self) -> str:
        """A digest of records and ledger: equal states have equal graphs."""
        digest = hashlib.sha256()
        for path in [*self.segments(), self.path / "ledger.jsonl"]:
            size = path.stat().st_size if path.exists() else 0
            digest.update(f"{path.name} {size}\n".encode())
        return digest.hexdigest()[:16]

    def extracted(self, document: Document, extractor: str) -> Extraction | None:
        """What this extractor found before in the same text; None if it has not seen it."""
        known = self._paper(document.id)
        if known is None or (known.extractor, known.document.text) != (extractor, document.text):
            return None
        return replace(known, document=document)

    def adds(self, reading: Extraction) -> bool:
        """Whether a reading would change the paper it is of.

        A title that its id has not had adds something by itself: it may join to the paper
        one that is known by that title alone.
        """
        known = self._paper(reading.document.id)
        if known is None or (reading.document.id, title_key(reading.document.title)) not in (
            self._titles
        ):
            return True
        reading = renamed(reading, known.document.id)
        return join(known, reading) != known

    def _paper(self, identifier: str) -> Extraction | None:
        identifier = self._aliases.get(identifier, identifier)
        places = self._index.get(identifier, [])
        readings = [renamed(_reading_at(place), identifier) for place in places]
        return reduce(join, readings) if readings else None


def _scan(segment: Path) -> Iterator[tuple[int, str, str]]:
    offset = 0
    with segment.open("rb") as lines:
        for line in lines:
            record = _json(line, segment)
            yield offset, str(record["id"]), str(record["title"])
            offset += len(line)


def _json(line: bytes, segment: Path) -> Mapping[str, object]:
    try:
        return cast("Mapping[str, object]", json.loads(line))
    except ValueError as error:
        raise GraphError(
            f"{segment}: a damaged record ({error}); restore the file from a copy, "
            "or delete the graph directory and build again"
        ) from error


def _read(segment: BinaryIO, offset: int) -> Extraction:
    segment.seek(offset)
    name = str(segment.name)
    return from_record(_json(segment.readline(), Path(name)), name)


def _reading_at(place: _Place) -> Extraction:
    segment, offset = place
    with segment.open("rb") as file:
        return _read(file, offset)


def _judgement(line: str, path: Path, number: int) -> Judgement:
    try:
        return Judgement(**json.loads(line))
    except (ValueError, TypeError) as error:
        raise GraphError(f"{path}:{number}: a damaged judgement ({error})") from error


def open_directory(path: str | os.PathLike[str]) -> GraphDirectory:
    """The graph directory at a path.

    Raises:
        GraphError: there is none, or a newer version of `kg` made it.
    """
    directory = Path(path)
    marker = directory / "kg.json"
    if not marker.exists():
        raise GraphError(f"{directory} is no graph directory: make one with `kg build`")
    version = json.loads(marker.read_text(encoding="utf-8")).get("format")
    if version != FORMAT:
        raise GraphError(f"{directory} has format {version}, this kg reads {FORMAT}: update kg")
    return GraphDirectory(directory)


@contextlib.contextmanager
def writing(path: str | os.PathLike[str]) -> Iterator[GraphDirectory]:
    """The graph directory at a path, made if absent, while nobody else writes to it.

    Raises:
        GraphError: another build is writing to it, or the path is something else.
    """
    directory = Path(path)
    if directory.exists() and not (directory / "kg.json").exists() and _foreign(directory):
        raise GraphError(f"{directory} exists and is no graph directory: name another --graph")
    made = not directory.exists()
    (directory / "records").mkdir(parents=True, exist_ok=True)
    with (directory / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise GraphError(f"another build is writing to {directory}: wait for it") from error
        _write_whole(directory / "kg.json", dumps({"format": FORMAT}) + "\n")
        for leftover in (directory / "records").glob("*.part"):
            leftover.unlink()
        try:
            yield GraphDirectory(directory)
        finally:
            if made and not GraphDirectory(directory).segments():
                shutil.rmtree(directory)


def _foreign(directory: Path) -> bool:
    return not directory.is_dir() or any(
        entry.name not in ("records", "lock") for entry in directory.iterdir()
    )


def append(directory: GraphDirectory, extractions: Iterable[Extraction]) -> GraphDirectory:
    """The directory with the papers added, in one new segment; call inside `writing`.

    A reading that adds nothing is not written again. The segment appears only when all
    extractions were read without an error; its judgements are on record before it.
    """
    number = 1 + max((int(s.stem) for s in directory.segments()), default=0)
    part = directory.path / "records" / f"{number:06d}.jsonl.part"
    proposed: set[Judgement] = set()
    try:
        with part.open("w", encoding="utf-8", newline="\n") as out:
            for extraction in extractions:
                if directory.adds(extraction):
                    out.write(dumps(to_record(extraction)) + "\n")
                    proposed.update(j for entity in extraction.entities for j in judge(entity))
            out.flush()
            os.fsync(out.fileno())
        _record(directory, proposed)
        if part.stat().st_size:
            part.rename(part.with_suffix(""))
    finally:
        part.unlink(missing_ok=True)
    return GraphDirectory(directory.path)


def _record(directory: GraphDirectory, proposed: set[Judgement]) -> None:
    known = directory.judgements()
    if proposed - known:
        lines = (dumps(asdict(j)) + "\n" for j in sorted(known | proposed))
        _write_whole(directory.path / "ledger.jsonl", "".join(lines))


def _write_whole(path: Path, text: str) -> None:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.rename(path)


def projected_state(directory: GraphDirectory) -> str | None:
    """The state that the embedded database was made from; None if there is none."""
    path = directory.path / "projection.json"
    return json.loads(path.read_text(encoding="utf-8"))["state"] if path.exists() else None


def record_projection(directory: GraphDirectory, state: str) -> None:
    """Note that the embedded database now holds the graph of this state."""
    _write_whole(directory.path / "projection.json", dumps({"state": state}) + "\n")
