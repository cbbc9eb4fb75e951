"""Answers of services on disk, as they came, and the log of the fetch that they belong to.

A fetch has a log in its folder, ``.fetch-<service>-<digest>.jsonl``: what was wanted, a line for
each answer, and a line when all were there. Folders are read without files whose names begin with
a dot, so that `kg build FOLDER` reads the answers alone.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.core.errors import InputError, KGError
from kg.core.names import digest
from kg.core.output_path import mend_end, replacing
from kg.services.protocol import Request, Wanted

__all__ = ["AnswerLog", "Finished", "logged_fetches", "open_log"]

_PREFIX = ".fetch-"
_NAME = re.compile(r"[^A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of a fetch: the day on which it began (UTC), and whether its limit cut it off."""

    day: datetime.date
    cut: bool


@dataclass(slots=True)
class AnswerLog:
    """The log of one fetch.

    ``answered`` has the URLs of this run, or of the one that was cut off, with the file of each;
    None where the service has no such paper. ``finished`` is the last run that was.
    """

    path: Path
    wanted: Mapping[str, object]
    answered: dict[str, str | None] = field(default_factory=dict)
    finished: Finished | None = None
    running: bool = False

    def saved(self, request: Request) -> bytes | None:
        """The answer to a request that need not be asked again; None if it must be.

        Raises:
            InputError: the file cannot be read.
        """
        name = file_name(request)
        file = self.path.parent / name
        if not file.exists() or not (request.lasting or self.answered.get(request.url) == name):
            return None
        try:
            return file.read_bytes()
        except OSError as error:
            raise InputError(f"cannot be read ({error.strerror})", str(file)) from error

    def is_absent(self, request: Request) -> bool:
        """Whether the service had no such paper when it was asked in this run."""
        return request.url in self.answered and self.answered[request.url] is None

    def begin(self, day: datetime.date) -> None:
        """Note that a run begins; one that was cut off goes on.

        Raises:
            KGError: the folder or the log cannot be written.
        """
        if not self.path.exists():
            with _writing(self.path.parent):
                self.path.parent.mkdir(parents=True, exist_ok=True)
            with replacing(self.path) as file:
                file.write(json.dumps(self.wanted, ensure_ascii=False) + "\n")
        mend_end(self.path)
        if not self.running:
            self.answered.clear()
            self._add({"began": day.isoformat()})
            self.running = True

    def keep(self, request: Request, answer: bytes | None) -> None:
        """Write an answer, or that there is none."""
        name = None if answer is None else file_name(request)
        if answer is not None and name is not None:
            with replacing(self.path.parent / name) as file:
                file.buffer.write(answer)
        self.answered[request.url] = name
        self._add({"url": request.url, "file": name})

    def finish(self, day: datetime.date, *, cut: bool) -> None:
        """Note that a run is through."""
        self.finished, self.running = Finished(day, cut), False
        self._add({"finished": day.isoformat(), "cut": cut})

    def _add(self, record: Mapping[str, object]) -> None:
        with _writing(self.path), self.path.open("a", encoding="utf-8", newline="\n") as log:
            log.write(json.dumps(record, ensure_ascii=False) + "\n")


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise KGError(f"cannot write {path}: {error.strerror or error}") from error


def file_name(request: Request) -> str:
    """The name of the file for the answer to a request: one URL, one name.

    >>> file_name(Request("https://a.org/?date=2024-01-05", "hf-2024-01-05", ".json"))
    'hf-2024-01-05-7b5cb425.json'
    """
    stem = _NAME.sub("_", request.stem)[:80]
    return f"{stem}-{digest(request.url)[:8]}{request.suffix}"


def open_log(folder: Path, service: str, endpoint: str, wanted: Wanted) -> AnswerLog:
    """The log of a fetch in a folder; nothing is written before it begins.

    Raises:
        InputError: the log is damaged.
    """
    begun = {"service": service, "endpoint": endpoint, "wanted": wanted.given()}
    name = f"{_PREFIX}{service}-{digest(json.dumps(begun, sort_keys=True))[:8]}.jsonl"
    log = AnswerLog(folder / name, begun)
    for record in _records(log.path)[1:] if log.path.exists() else ():
        _replay(log, record)
    return log


def _replay(log: AnswerLog, record: Mapping[str, object]) -> None:
    url, file = record.get("url"), record.get("file")
    if isinstance(url, str):
        log.answered[url] = file if isinstance(file, str) else None
    elif "began" in record:
        log.answered.clear()
        log.running = True
    elif "finished" in record:
        day = datetime.date.fromisoformat(str(record["finished"]))
        log.finished, log.running = Finished(day, bool(record.get("cut"))), False


def _records(path: Path) -> list[dict[str, object]]:
    """The records of a log, but for a last line that a killed command tore.

    Raises:
        InputError: another line is damaged.
    """
    found: list[dict[str, object]] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"cannot be read ({error}): remove it, and fetch again", str(path)
        ) from error
    for number, line in enumerate(lines, 1):
        try:
            found.append(dict(json.loads(line)))
        except (ValueError, TypeError) as error:
            if number == len(lines) and not line.endswith("\n"):
                break
            reason = f"a damaged log ({error}): remove it, and fetch again"
            raise InputError(reason, str(path), number) from error
    return found


def logged_fetches(folder: Path) -> list[tuple[str, str, Wanted]]:
    """(service, endpoint, what was wanted) of every fetch whose log is in a folder, by name.

    Raises:
        InputError: there is none, or a log is damaged.
    """
    found = [_begun(path) for path in sorted(folder.glob(f"{_PREFIX}*.jsonl"))]
    if not found:
        raise InputError("no fetch was made into this folder: begin with kg fetch", str(folder))
    return found


def _begun(path: Path) -> tuple[str, str, Wanted]:
    records = _records(path)
    try:
        begun = records[0]
        service, endpoint, wanted = begun["service"], begun["endpoint"], begun["wanted"]
        if not isinstance(wanted, dict):
            raise TypeError("what was wanted is no object")
        return str(service), str(endpoint), _wanted(wanted)
    except (IndexError, KeyError, ValueError, TypeError) as error:
        reason = f"a damaged log ({error!r}): remove it, and fetch again"
        raise InputError(reason, str(path), 1) from error


def _wanted(given: Mapping[str, object]) -> Wanted:
    """The inverse of `Wanted.given`."""
    texts = {
        key: str(given[key])
        for key in ("query", "category", "filter", "week", "month")
        if key in given
    }
    days = {
        key: datetime.date.fromisoformat(str(given[key]))
        for key in ("date", "since", "until")
        if key in given
    }
    ids = given.get("ids", [])
    if not isinstance(ids, list):
        raise TypeError("ids are no list")
    return Wanted(tuple(map(str, ids)), **texts, **days)  # type: ignore[arg-type]
