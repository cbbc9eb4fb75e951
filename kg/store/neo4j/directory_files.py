"""The files of a graph directory on a server, in compressed pieces: what is not in the graph.

A graph shows what papers say under the judgements of names; the records themselves, and the
judgements, travel beside it, so that a graph directory can be had from a server again.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path

from kg.core.errors import StoreError
from kg.store.codec.batches import batches
from kg.store.neo4j import neo4j_cypher
from kg.store.neo4j.connection import Connection
from kg.store.neo4j.server_lock import ServerLock
from kg.store.neo4j.server_state import check_graph

PIECE = 1 << 20
"""Bytes of a file that one node holds, before they are compressed."""

AT_ONCE = 8
"""Pieces of one transaction."""

Files = dict[str, Path]
"""Name below the directory -> file, in the order of names."""


def push_files(connection: Connection, lock: ServerLock, files: Files | None) -> str | None:
    """Make the server hold these files; a digest of them all."""
    held = {
        (row["file"], row["number"]): row["digest"] for row in connection.rows(neo4j_cypher.PIECES)
    }
    whole = hashlib.sha256()
    for batch in batches(_changed(files or {}, held, whole), AT_ONCE):
        lock.write(neo4j_cypher.WRITE_PIECES, rows=[_compressed(row) for row in batch])
    gone = [{"file": file, "number": number} for file, number in held]
    if gone:
        lock.write(neo4j_cypher.DELETE_PIECES, rows=gone)
    return None if files is None else whole.hexdigest()


def _changed(
    files: Files, held: dict[tuple[str, int], str], whole: hashlib._Hash
) -> Iterator[dict[str, object]]:
    """The pieces that the server lacks; takes out of ``held`` what it should have."""
    for name, path in files.items():
        whole.update(_heading(name))
        for number, data in enumerate(_pieces(path)):
            whole.update(data)
            digest = hashlib.sha256(data).hexdigest()
            if held.pop((name, number), None) != digest:
                yield {"file": name, "number": number, "digest": digest, "data": data}


def _pieces(path: Path) -> Iterator[bytes]:
    """The file's bytes in pieces: at least one, so that an empty file is a file."""
    with path.open("rb") as file:
        yield file.read(PIECE)
        while data := file.read(PIECE):
            yield data


def _compressed(row: dict[str, object]) -> dict[str, object]:
    data = row["data"]
    assert isinstance(data, bytes)
    return {**row, "data": zlib.compress(data)}


def _heading(name: str) -> bytes:
    return f"\0{name}\0".encode()


def pull_files(connection: Connection, place: Path) -> None:
    """Write the files of the server's graph below an empty folder.

    Raises:
        StoreError: there is no such graph, it is not whole, or it came without files.
    """
    state = _state(connection)
    whole = hashlib.sha256()
    pieces = sorted(
        (row["file"], row["number"], row["digest"]) for row in connection.rows(neo4j_cypher.PIECES)
    )
    for name, number, digest in pieces:
        if number == 0:
            whole.update(_heading(name))
        data = _piece(connection, name, number)
        if hashlib.sha256(data).hexdigest() != digest:
            raise _damaged(connection, name, number)
        whole.update(data)
        _append(place, name, data)
    if whole.hexdigest() != state["files"] or _state(connection) != state:
        raise StoreError(f"{connection}: a push came between: pull again")


def _state(connection: Connection) -> dict[str, object]:
    rows = connection.rows(neo4j_cypher.STATE)
    if not rows:
        check_graph(connection)
        raise StoreError(f"{connection}: was not pushed: it has no records")
    if rows[0]["state"] is None:
        raise StoreError(f"{connection}: a push to it is not finished: push again")
    if rows[0]["files"] is None:
        raise StoreError(f"{connection}: was not pushed from a graph directory: it has no records")
    return rows[0]


def _piece(connection: Connection, name: str, number: int) -> bytes:
    """A piece, unpacked to no more than a piece may hold.

    Raises:
        StoreError: it is not there as a push wrote it.
    """
    rows = connection.rows(neo4j_cypher.PIECE, file=name, number=number)
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(rows[0]["data"], PIECE + 1)
    except (zlib.error, TypeError, IndexError) as error:
        raise _damaged(connection, name, number) from error
    if len(data) > PIECE or not unpacking.eof:
        raise _damaged(connection, name, number)
    return data


def _damaged(connection: Connection, name: str, number: int) -> StoreError:
    return StoreError(f"{connection}: piece {number} of {name} is damaged: push again")


def _append(place: Path, name: str, data: bytes) -> None:
    path = place / name
    if not path.resolve().is_relative_to(place.resolve()):
        raise StoreError(f"a file called {name!r} would land outside {place}")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(data)
