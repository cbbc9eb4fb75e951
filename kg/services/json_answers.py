"""Answers in JSON, read with the errors that a client of a service expects."""

from __future__ import annotations

import json
from collections.abc import Mapping

__all__ = ["json_list", "json_object"]


def _parsed(answer: bytes) -> object:
    try:
        return json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise ValueError("the answer is no JSON") from error


def json_object(answer: bytes) -> Mapping[str, object]:
    """The object that an answer is.

    Raises:
        ValueError: it is none.
    """
    found = _parsed(answer)
    if not isinstance(found, dict):
        raise ValueError(f"the answer is a JSON {type(found).__name__}, no object")
    return found


def json_list(answer: bytes | object) -> list[object]:
    """The list that an answer, or a part of one, is.

    Raises:
        ValueError: it is none.
    """
    found = _parsed(answer) if isinstance(answer, bytes) else answer
    if not isinstance(found, list):
        raise ValueError(f"the answer is a JSON {type(found).__name__}, no list")
    return found
