"""One request to an OpenAI-compatible endpoint, with retries and time limits."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from kg.core.errors import ExtractorError, MissingExtraError
from kg.core.retry_after import retry_after_s

if TYPE_CHECKING:
    import httpx

__all__ = ["ChatOptions", "open_client", "request_completion"]

_RETRIED = frozenset({429, 500, 502, 503, 504})
"""Statuses after which the same request may succeed: too many requests, a failing server."""

_SHOWN = 200
"""Characters of a refusal that a message quotes."""


def _parameters() -> Mapping[str, object]:
    return {"temperature": 0, "response_format": {"type": "json_object"}}


@dataclass(frozen=True, slots=True)
class ChatOptions:
    """An endpoint, a model there, and how patiently it is asked.

    ``base_url`` is what ``/chat/completions`` is appended to, such as ``http://localhost:8000/v1``;
    ``key`` is the bearer token, where the endpoint wants one. ``timeout_s`` bounds, in seconds,
    connecting and each wait for data. A request that times out, or is answered by 429 or a 5xx, is
    sent ``retries`` times more, after ``backoff_s`` seconds, then twice that and so on, or after
    what Retry-After asks for; no wait is longer than ``longest_wait_s``. ``parameters`` go into the
    body of the request as they are. ``confidence`` in [0, 1] is that of everything found: the
    protocol gives none.
    """

    base_url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout_s: float = 60.0
    retries: int = 5
    backoff_s: float = 1.0
    longest_wait_s: float = 60.0
    confidence: float = 1.0
    parameters: Mapping[str, object] = field(default_factory=_parameters)

    @property
    def name(self) -> str:
        """The name of the extractor: that of the model, marked as a chat.

        >>> ChatOptions("http://localhost:8000/v1", "small-7b").name
        'chat:small-7b'
        """
        return f"chat:{self.model}"


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why a request failed that may be sent again, and the wait that the server asks for."""

    reason: str
    wait_s: float | None = None


@dataclass(frozen=True, slots=True)
class _Message:
    content: str | None = None


@dataclass(frozen=True, slots=True)
class _Choice:
    message: _Message
    finish_reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Completion:
    choices: tuple[_Choice, ...]


def open_client(options: ChatOptions) -> httpx.Client:
    """An HTTP client for the endpoint; close it after use.

    Raises:
        MissingExtraError: httpx is not installed.
    """
    try:
        import httpx
    except ImportError as error:
        raise MissingExtraError("httpx", "llm") from error
    headers = {"Content-Type": "application/json"}
    if options.key:
        headers["Authorization"] = f"Bearer {options.key}"
    return httpx.Client(headers=headers, timeout=options.timeout_s)


def request_completion(
    client: httpx.Client, options: ChatOptions, messages: list[dict[str, str]], paper: str
) -> str:
    """The text of the model's answer to the messages.

    Args:
        client: from `open_client`.
        options: the endpoint and the model.
        messages: role and content of each.
        paper: the title that an error names.

    Raises:
        ExtractorError: the endpoint refuses, or still fails or stays silent after all retries, or
            its answer is no completion.
    """
    # Escaped to ASCII: a text may have lone surrogates, which UTF-8 cannot encode.
    body = json.dumps({**options.parameters, "model": options.model, "messages": messages}).encode()
    sent = _sent(client, options, body, paper)
    for attempt in range(options.retries):
        if isinstance(sent, bytes):
            break
        wait_s = options.backoff_s * 2**attempt if sent.wait_s is None else sent.wait_s
        time.sleep(min(wait_s, options.longest_wait_s))
        sent = _sent(client, options, body, paper)
    if isinstance(sent, bytes):
        return _content(sent, options, paper)
    reason = f"gets no answer for {paper!r} in {options.retries + 1} attempts: {sent.reason}"
    raise ExtractorError(options.name, reason)


def _sent(client: httpx.Client, options: ChatOptions, body: bytes, paper: str) -> bytes | _Failure:
    """The body of a good answer, or why there is none.

    Raises:
        ExtractorError: a retry would fail in the same way.
    """
    import httpx

    url = f"{options.base_url.rstrip('/')}/chat/completions"
    try:
        response = client.post(url, content=body)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise ExtractorError(options.name, f"has no usable URL {url!r} ({error})") from error
    except httpx.TimeoutException:
        return _Failure(f"{url} did not answer within {options.timeout_s:g} s")
    except httpx.TransportError as error:
        return _Failure(f"{url} cannot be reached ({error})")
    except httpx.DecodingError as error:
        return _Failure(f"{url} sent a damaged body ({error})")
    if response.is_success:
        return response.content
    failure = f"{url} answers {response.status_code}: {response.text[:_SHOWN]}"
    if response.status_code not in _RETRIED:
        raise ExtractorError(options.name, f"is refused for {paper!r}: {failure}")
    return _Failure(failure, retry_after_s(response.headers.get("Retry-After", "")))


def _content(body: bytes, options: ChatOptions, paper: str) -> str:
    try:
        completion = msgspec.json.decode(body, type=_Completion)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        reason = f"gets no chat completion for {paper!r}: {error}"
        raise ExtractorError(options.name, reason) from error
    for choice in completion.choices[:1]:
        if choice.finish_reason == "length":
            raise ExtractorError(options.name, f"gets an answer for {paper!r} that is cut off")
        if choice.message.content:
            return choice.message.content
    raise ExtractorError(options.name, f"gets an empty answer for {paper!r}")
