"""Waiting for what another process holds, up to a limit."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

STEP = 0.5
"""Seconds between two attempts."""


@dataclass(frozen=True, slots=True)
class LockTimeout:
    """How many seconds to wait for another process, and what is called when we wait."""

    seconds: float = 0.0
    report: Callable[[str], None] | None = None


AT_ONCE = LockTimeout()
"""Now or not at all."""


def wait_until_done(attempt: Callable[[], str], timeout: LockTimeout) -> str:
    """Why the last attempt failed, empty if it did not: it is made until it succeeds or time ends.

    >>> answers = iter(["taken by another", "taken by another", ""])
    >>> wait_until_done(lambda: next(answers), LockTimeout(60, print))
    taken by another; waiting 60 s at most
    ''
    >>> wait_until_done(lambda: "taken by another", LockTimeout())
    'taken by another'
    """
    ends = time.monotonic() + timeout.seconds
    refusal = attempt()
    if refusal and timeout.seconds > 0 and timeout.report is not None:
        timeout.report(f"{refusal}; waiting {timeout.seconds:g} s at most")
    while refusal and time.monotonic() < ends:
        time.sleep(min(STEP, timeout.seconds))
        refusal = attempt()
    return refusal
