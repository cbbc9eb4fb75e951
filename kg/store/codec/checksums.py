"""Counts and sums of digests, by which a server is compared with a graph in any order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.core.schema import EDGE_TYPES, LABELS
from kg.store.contract import Counts

HALF = 1 << 32
"""Digests are summed in two halves: sums of whole ones would outgrow the server's integers."""


@dataclass(slots=True)
class Checksum:
    """How many nodes or edges there are, and the sums of both halves of their digests."""

    count: int = 0
    high: int = 0
    low: int = 0

    def add(self, digest: int) -> None:
        """Take in one more; both halves have the sign of the digest, as on the server."""
        high, low = divmod(abs(digest), HALF)
        sign = -1 if digest < 0 else 1
        self.count += 1
        self.high += sign * high
        self.low += sign * low


@dataclass(slots=True)
class Checksums:
    """A `Checksum` of every label and every edge type of `kg.core.schema`."""

    nodes: Mapping[str, Checksum] = field(default_factory=lambda: _empty(LABELS))
    edges: Mapping[str, Checksum] = field(default_factory=lambda: _empty(EDGE_TYPES))

    def counts(self) -> Counts:
        """The counts alone."""
        return Counts(_counts(self.nodes), _counts(self.edges))

    def digest(self) -> str:
        """A short name for what was counted: equal graphs have equal ones."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]

    def difference(self, other: Checksums) -> str:
        """Where two differ, in words; empty where they do not.

        >>> one, two = Checksums(), Checksums()
        >>> one.nodes["Task"].add(7)
        >>> one.difference(two), two.difference(two)
        ('Task: 1 instead of 0', '')
        """
        pairs = (
            *((name, self.nodes[name], other.nodes[name]) for name in LABELS),
            *((name, self.edges[name], other.edges[name]) for name in EDGE_TYPES),
        )
        return "; ".join(
            f"{name}: {mine.count} instead of {its.count}"
            if mine.count != its.count
            else f"{name}: other content"
            for name, mine, its in pairs
            if mine != its
        )


def _empty(names: Iterable[str]) -> dict[str, Checksum]:
    return {name: Checksum() for name in names}


def _counts(checks: Mapping[str, Checksum]) -> dict[str, int]:
    return {name: check.count for name, check in checks.items()}
