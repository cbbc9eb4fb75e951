"""GET requests to one service, one at a time: at its pace, again after failures, within bounds."""

from __future__ import annotations

import http.client
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import version
from urllib.parse import urlencode

from kg.core.errors import QueryError, ServiceError
from kg.core.retry_after import retry_after_s
from kg.services.web_addresses import opener_for

__all__ = ["Patience", "PoliteClient"]

_RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses after which the same request may succeed."""

_REFUSED = frozenset({401, 403})
_CHUNK = 1 << 16
_SHOWN = 200
"""Characters of a refusal that a message quotes."""

_CONTACT = re.compile(r"[^\s@<>(),;:\"]{1,64}@[^\s@<>(),;:\"]{1,200}")
_RESET = re.compile(r"\bt=(\d{1,6})\b")
"""Seconds until requests are allowed again, in a RateLimit header.

Source: https://huggingface.co/docs/hub/rate-limits and draft-ietf-httpapi-ratelimit-headers.
"""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a service is waited for.

    ``timeout_s`` bounds connecting and each wait for data, ``longest_answer_s`` a whole answer. A
    request that fails in a way that may pass is sent ``retries`` times more, after ``backoff_s``
    seconds, then twice that and so on, or after what the service asks for; where that is longer
    than ``longest_wait_s`` the fetch ends. ``most_bytes`` is the size of an answer, at most.
    """

    timeout_s: float = 30.0
    longest_answer_s: float = 300.0
    retries: int = 5
    backoff_s: float = 3.0
    longest_wait_s: float = 300.0
    most_bytes: int = 64 << 20


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why a request failed that may be sent again, and the wait that the service asks for."""

    reason: str
    wait_s: float | None = None


class PoliteClient:
    """A client of one service, which remembers when it last asked.

    Args:
        title: the name of the service, for messages.
        interval_s: seconds between the starts of two requests, at least.
        contact: an e-mail address that the service may write to.
        absent: statuses that mean that there is no such thing.
        refused: what to do where the service refuses.
    """

    def __init__(
        self,
        title: str,
        interval_s: float,
        patience: Patience,
        *,
        contact: str | None = None,
        absent: frozenset[int] = frozenset(),
        refused: str = "",
    ) -> None:
        self._title, self._interval_s, self._patience = title, interval_s, patience
        self._absent, self._refused = absent, refused
        self._agent = _user_agent(contact)
        self._next = 0.0

    def get(
        self,
        url: str,
        check: Callable[[bytes], None],
        *,
        headers: Mapping[str, str],
        secrets: Mapping[str, str],
    ) -> bytes | None:
        """The body of a good answer; None where the service has no such thing.

        Args:
            url: https, or http of this machine.
            check: raises ValueError for an answer that is damaged.
            headers: go with it; where it is redirected only Accept does.
            secrets: parameters of the URL that no message shows.

        Raises:
            ServiceError: the service refuses, or still fails after all retries.
        """
        patience, failure = self._patience, _Failure("")
        for attempt in range(patience.retries + 1):
            if attempt:
                self._wait_after(failure, patience.backoff_s * 2 ** (attempt - 1))
            self._keep_pace()
            answer = self._sent(url, headers, secrets)
            if isinstance(answer, bytes):
                try:
                    check(answer)
                except ValueError as error:
                    answer = _Failure(str(error))
            if not isinstance(answer, _Failure):
                return answer
            failure = answer
        raise ServiceError(
            f"{self._title} gives no answer in {patience.retries + 1} attempts: "
            f"{url}: {failure.reason}; the same command goes on there later"
        )

    def _wait_after(self, failure: _Failure, backoff_s: float) -> None:
        wait_s = backoff_s if failure.wait_s is None else failure.wait_s
        if failure.wait_s is not None and wait_s > self._patience.longest_wait_s:
            raise ServiceError(
                f"{self._title} asks to wait {wait_s:,.0f} s ({failure.reason}): "
                "the same command goes on there later"
            )
        time.sleep(min(wait_s, self._patience.longest_wait_s))

    def _keep_pace(self) -> None:
        time.sleep(max(0.0, self._next - time.monotonic()))
        self._next = time.monotonic() + self._interval_s

    def _sent(
        self, url: str, headers: Mapping[str, str], secrets: Mapping[str, str]
    ) -> bytes | _Failure | None:
        """The body of a good answer, None where there is no such thing, or a passing failure.

        Raises:
            ServiceError: asking again would fail in the same way.
        """
        whole = f"{url}{'&' if '?' in url else '?'}{urlencode(secrets)}" if secrets else url
        request = urllib.request.Request(whole, headers={"User-Agent": self._agent})
        for name, value in headers.items():
            request.add_unredirected_header(name, value)
            if name == "Accept":
                request.add_header(name, value)
        try:
            with opener_for(url).open(request, timeout=self._patience.timeout_s) as response:
                if response.status in self._absent:
                    return None
                return self._body(response)
        except urllib.error.HTTPError as error:
            with error:
                return self._refusal(url, error)
        except TimeoutError:
            return _Failure(f"no data within {self._patience.timeout_s:g} s")
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error)
            return _Failure(f"cannot be reached or broke off ({reason or type(error).__name__})")

    def _refusal(self, url: str, error: urllib.error.HTTPError) -> _Failure | None:
        """A passing failure, or None where the service has no such thing.

        Raises:
            ServiceError: it refuses.
        """
        if error.code in self._absent:
            return None
        reason = f"HTTP {error.code} {' '.join(_start_of(error).split())[:_SHOWN]}".strip()
        if error.code in _RETRIED:
            return _Failure(reason, _asked_wait_s(error.headers))
        advice = f": {self._refused}" if error.code in _REFUSED and self._refused else ""
        raise ServiceError(f"{self._title} refuses {url}: {reason}{advice}")

    def _body(self, response: http.client.HTTPResponse) -> bytes | _Failure:
        """The whole body, within the bounds of size and time."""
        deadline = time.monotonic() + self._patience.longest_answer_s
        parts: list[bytes] = []
        size, most = 0, self._patience.most_bytes
        while part := response.read(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > most:
                raise ServiceError(f"{self._title} answers with over {most >> 20} MB: ask for less")
            if time.monotonic() > deadline:
                return _Failure(f"the answer takes over {self._patience.longest_answer_s:g} s")
        announced = response.headers.get("Content-Length", "")
        if announced.isdecimal() and int(announced) != size:
            return _Failure(f"the answer broke off after {size:,} of {int(announced):,} bytes")
        return b"".join(parts)


def _start_of(error: urllib.error.HTTPError) -> str:
    """The beginning of what a refusal says; nothing where it breaks off."""
    try:
        return error.read(4 * _SHOWN).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return ""


def _asked_wait_s(headers: Message) -> float | None:
    """The wait in seconds that the headers of a refusal ask for; None if they ask for none."""
    for name in ("Retry-After", "Backoff"):
        wait_s = retry_after_s(headers.get(name, ""))
        if wait_s is not None:
            return wait_s
    reset = _RESET.search(headers.get("RateLimit", ""))
    return float(reset[1]) if reset else None


def _user_agent(contact: str | None) -> str:
    """The name that a client gives itself.

    Raises:
        QueryError: the contact is no e-mail address.
    """
    if contact is None:
        return f"papers-kg/{version('papers-kg')}"
    if not _CONTACT.fullmatch(contact):
        raise QueryError(f"{contact!r} is no e-mail address: give one, or no contact")
    return f"papers-kg/{version('papers-kg')} (mailto:{contact})"
