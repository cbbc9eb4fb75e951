"""A stand-in for a network between us and a server: it is slow, counts turns, and can be cut."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator


class Link:
    """Passes bytes between its own port and a server's; ``turns`` counts our questions."""

    def __init__(self, port: int, delay: float = 0.0) -> None:
        self.turns = 0
        self.cut_at: int | None = None
        self._target, self._delay, self._asking = port, delay, False
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def cut(self) -> None:
        """Break what is connected; new connections are taken again."""
        for end in self._open:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._open.clear()

    def close(self) -> None:
        """Break what is connected, and take no more."""
        self._listener.close()
        self.cut()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._target))
                self._open += [client, server]
                for ends in ((client, server, True), (server, client, False)):
                    threading.Thread(target=self._pass, args=ends, daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, asking: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                if asking != self._asking:
                    self._asking = asking
                    self.turns += asking
                    time.sleep(self._delay / 2)
                if self.cut_at is not None and self.turns >= self.cut_at:
                    self.cut_at = None
                    self.cut()
                    return
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)


@contextlib.contextmanager
def linked(port: int, delay: float = 0.0) -> Iterator[Link]:
    """A link to a server on this machine; ``delay`` is seconds a round trip."""
    link = Link(port, delay)
    try:
        yield link
    finally:
        link.close()
