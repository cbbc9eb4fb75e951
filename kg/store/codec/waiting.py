"""Waiting for what another process holds, up to a limit."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

STEP = 0.5
"""Seconds between two attempts."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds to wait for another to be done, and who is told that we wait."""

    seconds: float = 0.0
    tell: Callable[[str], None] | None = None


AT_ONCE = Patience()
"""Now or not at all."""


def awaited(attempt: Callable[[], str], patience: Patience) -> str:
    """Why the last attempt failed, empty if it did not: it is made until it succeeds or time ends.

    >>> answers = iter(["taken by another", "taken by another", ""])
    >>> awaited(lambda: next(answers), Patience(60, print))
    taken by another; waiting 60 s at most
    ''
    >>> awaited(lambda: "taken by another", Patience())
    'taken by another'
    """
    ends = time.monotonic() + patience.seconds
    refusal = attempt()
    if refusal and patience.seconds > 0 and patience.tell is not None:
        patience.tell(f"{refusal}; waiting {patience.seconds:g} s at most")
    while refusal and time.monotonic() < ends:
        time.sleep(min(STEP, patience.seconds))
        refusal = attempt()
    return refusal
