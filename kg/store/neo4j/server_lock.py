"""One writer at a time to a graph on a server: a node names who it is, and until when.

The holder's name is checked in every transaction that writes, so whoever has lost the lock
can write nothing more, and taking over from a holder that is late or dead is safe.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator

from kg.core.errors import StoreError
from kg.store.codec.waiting import AT_ONCE, LockTimeout, wait_until_done
from kg.store.neo4j import neo4j_cypher
from kg.store.neo4j.connection import Connection

LEASE = 60
"""Seconds that a lock lasts unless it is renewed, which is done three times as often."""


_OURS: set[str] = set()
"""The owners of locks that this process holds now."""


class ServerLock:
    """The right to write to a graph, for as long as it is renewed.

    ``written``: something else than a push may have written to the graph since the last.
    ``placed``: the node that stands for the graph comes after those of the graph.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.written = self.placed = False
        self.owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(6)}"

    def write(self, statement: str, **parameters: object) -> list[dict[str, object]]:
        """The rows of a statement that begins with `statements.HOLDING`.

        Raises:
            StoreError: another has taken the lock; nothing was written.
        """
        rows = self._connection.write(statement, owner=self.owner, lease=LEASE * 1000, **parameters)
        if not rows:
            raise StoreError(f"{self._connection}: another push took over; wait for it")
        return rows

    def take(self, timeout: LockTimeout = AT_ONCE) -> None:
        """Take the lock, as soon as nobody else has it.

        Raises:
            StoreError: another push holds it for longer than the timeout.
        """
        refusal = wait_until_done(self._attempt, timeout)
        if refusal:
            raise StoreError(refusal)

    def _attempt(self) -> str:
        """Take the lock if nobody else has it; else who does, in words."""
        held = self._take(dead="")
        if not held["free"] and _is_dead(str(held["owner"])):
            held = self._take(dead=str(held["owner"]))
        if held["free"]:
            self.written, self.placed = bool(held["written"]), bool(held["placed"])
            return ""
        since = time.strftime("%H:%M:%S", time.localtime(int(str(held["since"])) / 1000))
        left = max(1, -(-int(str(held["left"])) // 1000))
        return (
            f"{self._connection}: another push is at work since {since}"
            f" ({_told(str(held['owner']))}): wait for it; if it is dead, its lock ends in {left} s"
        )

    def _take(self, dead: str) -> dict[str, object]:
        (held,) = self._connection.write(
            neo4j_cypher.TAKE, owner=self.owner, lease=LEASE * 1000, dead=dead
        )
        return held

    def release(self) -> None:
        """Let others write; a server that is gone is not waited for."""
        with contextlib.suppress(StoreError):
            self._connection.once(neo4j_cypher.RELEASE, owner=self.owner)

    def keep(self, stop: threading.Event) -> None:
        """Renew the lock until the event to stop is set."""
        while not stop.wait(LEASE / 3):
            with contextlib.suppress(StoreError):
                self._connection.once(neo4j_cypher.RENEW, owner=self.owner, lease=LEASE * 1000)


def _is_dead(owner: str) -> bool:
    """Whether the owner was a process of this machine that is no more, or a lost lock of ours."""
    host, pid, _ = owner.rsplit(":", 2)
    if host != socket.gethostname():
        return False
    if int(pid) == os.getpid():
        return owner not in _OURS
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False


def _told(owner: str) -> str:
    host, pid, _ = owner.rsplit(":", 2)
    return f"process {pid} on {host}"


@contextlib.contextmanager
def locked_graph(connection: Connection, timeout: LockTimeout = AT_ONCE) -> Iterator[ServerLock]:
    """The lock of the connection's graph, renewed by a thread of its own within the block.

    Raises:
        StoreError: another push holds it for longer than the timeout.
    """
    lock, stop = ServerLock(connection), threading.Event()
    lock.take(timeout)
    keeper = threading.Thread(target=lock.keep, args=(stop,), daemon=True)
    keeper.start()
    _OURS.add(lock.owner)
    try:
        yield lock
    finally:
        stop.set()
        keeper.join()
        _OURS.discard(lock.owner)
        lock.release()
