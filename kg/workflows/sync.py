"""Graph directories and Neo4j servers: one brought to the state of the other."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from kg.core.errors import GraphError, StoreError
from kg.core.output_path import is_running
from kg.store.codec.waiting import AT_ONCE, LockTimeout
from kg.store.contract import SERVER_SCHEMES, is_server
from kg.store.directory.graph_directory import GraphDirectory, open_directory, writing
from kg.store.directory.snapshot import IndexedGraph

if TYPE_CHECKING:
    from kg.store.neo4j.batch_writer import PushCounts

MADE = ("*.lbug*", "*.db", "*.db-*", "projection.json", "lock", "*.part", ".*")
"""Names in a graph directory of what is made from the rest of it."""


def push(
    graph: str | os.PathLike[str],
    store: str,
    *,
    user: str = "neo4j",
    password: str = "",
    thorough: bool = False,
    timeout: LockTimeout = AT_ONCE,
    progress: Callable[[int], None] | None = None,
) -> PushCounts:
    """Bring a server to the state of a graph directory; what that took.

    Args:
        graph: the graph directory.
        store: the server's URL, ``neo4j://host:port/database#graph``.
        user, password: the login.
        thorough: read all that the server holds, for others may have changed it.
        timeout: how long to wait for another command to let go of the directory, and then
            for another push to end.
        progress: called with how many nodes and edges were settled since it was last called.

    Raises:
        GraphError: there is no graph directory, or another command writes to it.
        StoreError: as `kg.store.neo4j.push.push`.
    """
    open_directory(graph)
    with writing(graph, timeout) as directory:
        return push_locked(
            directory,
            store,
            user=user,
            password=password,
            thorough=thorough,
            timeout=timeout,
            progress=progress,
        )


def push_locked(
    directory: GraphDirectory,
    store: str,
    *,
    user: str,
    password: str,
    thorough: bool = False,
    timeout: LockTimeout = AT_ONCE,
    progress: Callable[[int], None] | None = None,
) -> PushCounts:
    """As `push`, inside `writing`."""
    from kg.store.neo4j.connection import Connection
    from kg.store.neo4j.push import push as push_graph

    with contextlib.closing(Connection(_server(store), user=user, password=password)) as connection:
        return push_graph(
            connection,
            IndexedGraph(directory),
            files=files_of(directory.path),
            thorough=thorough,
            timeout=timeout,
            progress=progress,
        )


def pull(
    store: str, graph: str | os.PathLike[str], *, user: str = "neo4j", password: str = ""
) -> GraphDirectory:
    """A new graph directory with the files of the one that was pushed, byte for byte.

    Raises:
        GraphError: there is something at the path already.
        StoreError: the server holds no such graph, only a part of it, or it is damaged.
    """
    from kg.store.neo4j.connection import Connection
    from kg.store.neo4j.directory_files import pull_files

    place = Path(graph)
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise GraphError(f"{place} exists: name a folder that does not")
    with (
        contextlib.closing(Connection(_server(store), user=user, password=password)) as connection,
        _beside(place) as new,
    ):
        pull_files(connection, new)
    return open_directory(place)


def files_of(place: Path) -> dict[str, Path]:
    """Name below the directory -> file, of all that cannot be made from the rest, by name."""
    files = {path.relative_to(place).as_posix(): path for path in place.rglob("*")}
    return {
        name: path
        for name, path in sorted(files.items())
        if path.is_file()
        and not any(fnmatch(part, made) for part in Path(name).parts for made in MADE)
    }


def _server(url: str) -> str:
    if not is_server(url):
        raise StoreError(
            f"{url}: not a server: give {SERVER_SCHEMES[3]}://host:7687/database#graph"
        )
    return url


@contextlib.contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """A new folder, which comes to stand at a place if the block succeeds."""
    place.parent.mkdir(parents=True, exist_ok=True)
    begins = f".{place.name}.pulling-"
    for left in place.parent.glob(f"{begins}*"):
        process = left.name[len(begins) :].partition("-")[0]
        if process.isdecimal() and not is_running(int(process)):
            shutil.rmtree(left, ignore_errors=True)
    new = Path(tempfile.mkdtemp(prefix=f"{begins}{os.getpid()}-", dir=place.parent))
    try:
        yield new
        new.chmod(0o755)
        new.rename(place)
    except OSError as error:
        raise StoreError(f"{place}: cannot be written ({error.strerror})") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
