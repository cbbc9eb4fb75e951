"""A server of chat completions on 127.0.0.1 that answers as a test lists, and notes requests."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

from tests.loopback import serving


@dataclass(frozen=True)
class Reply:
    """A status, a body, the seconds before it is sent, and further headers."""

    status: int
    body: str
    delay_s: float = 0.0
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class ChatServer:
    """The address of a running server, and the requests so far: path, headers, body, time."""

    base_url: str
    paths: list[str] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    bodies: list[dict[str, object]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)


def completion(content: str | None, finish_reason: str = "stop") -> Reply:
    """A completion with one choice, as the protocol writes it."""
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": finish_reason}
    return Reply(200, json.dumps({"id": "c1", "object": "chat.completion", "choices": [choice]}))


def answered(**answer: object) -> Reply:
    """A completion whose content is JSON of the answer."""
    return completion(json.dumps({"entities": [], **answer}))


@contextmanager
def chat_server(replies: Sequence[Reply]) -> Iterator[ChatServer]:
    """A server that gives the replies in turn, and the last one from then on."""
    served = ChatServer("")
    stopped = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            served.paths.append(self.path)
            served.keys.append(self.headers["Authorization"])
            served.bodies.append(json.loads(self.rfile.read(length)))
            served.times.append(time.monotonic())
            reply = replies[min(len(served.bodies), len(replies)) - 1]
            stopped.wait(reply.delay_s)
            body = reply.body.encode()
            self.send_response(reply.status)
            for name, value in (*reply.headers, ("Content-Length", str(len(body)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    try:
        with serving(Handler) as url:
            served.base_url = f"{url}/v1"
            yield served
    finally:
        stopped.set()
