"""What the files of a graph directory hold: its state by a hash, its view, its database's state."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.core.codec import dumps
from kg.core.errors import GraphError
from kg.papers.display import View
from kg.resolution.rules import RULE_LINE
from kg.store.directory.index import code_version
from kg.store.directory.log import list_segments, write_file

LEDGER = "ledger.jsonl"
VIEW = "view.json"
PROJECTION = "projection.json"


@dataclass(frozen=True, slots=True)
class State:
    """A hash of all that the graph follows from, the segments by number, and the view as text."""

    digest: str
    segments: Mapping[int, Path]
    view: str | None = None


def read_state(directory: Path) -> State:
    """What the files of a directory hold now: equal hashes mean equal graphs."""
    found = list_segments(directory)
    digest = hashlib.sha256(code_version().encode())
    for path in found.values():
        digest.update(f"{path.name} {path.stat().st_size}\n".encode())
    ledger = directory / LEDGER
    for line in ledger.read_bytes().splitlines() if ledger.exists() else ():
        if RULE_LINE.search(line) is None:  # the judgements of rules follow from the records
            digest.update(line)
    view = read_view(directory)
    digest.update((view or "").encode())
    return State(digest.hexdigest()[:16], found, view)


def read_view(directory: Path) -> str | None:
    """The text of the view of a directory; None if it has the default one."""
    path = directory / VIEW
    return path.read_text(encoding="utf-8") if path.exists() else None


def parse_view(text: str | None) -> View:
    """The view that a text describes.

    Raises:
        GraphError: the text is damaged.
    """
    try:
        return View(**json.loads(text)) if text else View()
    except (ValueError, TypeError) as error:
        raise GraphError(f"a damaged {VIEW} ({error}): remove it, or build again") from error


def projected_state(directory: Path) -> str | None:
    """The state that the embedded database was made from; None if there is none."""
    path = directory / PROJECTION
    return json.loads(path.read_text(encoding="utf-8"))["state"] if path.exists() else None


def record_projection(directory: Path, state: str) -> None:
    """Note that the embedded database now holds the graph of this state."""
    write_file(directory / PROJECTION, dumps({"state": state}) + "\n")
