"""Every error that `kg` raises on purpose.

    KGError
    ├── InputError         a file, page or record that cannot be read as papers
    ├── GraphError         a graph directory that is missing, foreign, locked or damaged
    ├── StoreError         a database that is down, refuses the login, or rejects a write
    ├── QueryError         an unknown query, a missing parameter, or Cypher the engine rejects
    ├── NotFoundError      a name that no node of the graph has
    ├── ExtractorError     an extractor that breaks its contract
    ├── ServiceError       a service on the network that refuses, fails or stays silent
    └── MissingExtraError  an optional dependency that is not installed

A message says what failed, on what, and what to do; driver errors are mapped at the
border with ``raise ... from``.
"""

from __future__ import annotations

__all__ = [
    "ExtractorError",
    "GraphError",
    "InputError",
    "KGError",
    "MissingExtraError",
    "NotFoundError",
    "QueryError",
    "ServiceError",
    "StoreError",
]


class KGError(Exception):
    """The root: every error that `kg` reports for the user to fix."""


class InputError(KGError):
    """Input that cannot be read as papers; knows the file and, where it can, the line.

    >>> str(InputError("a title without abstract", "page.txt", 12))
    'page.txt:12: a title without abstract'
    """

    def __init__(self, reason: str, file: str, line: int | None = None) -> None:
        self.reason, self.file, self.line = reason, file, line
        super().__init__(f"{file}:{line}: {reason}" if line else f"{file}: {reason}")


class GraphError(KGError):
    """A graph directory that is missing, locked by another process, or damaged."""


class StoreError(KGError):
    """A database that cannot be reached, refuses the login, or rejects a write."""


class QueryError(KGError):
    """A query that is unknown, lacks a parameter, or that the engine rejects."""


class NotFoundError(KGError):
    """No node has the name that was asked for."""


class ExtractorError(KGError):
    """An extractor that cannot be loaded, or breaks its contract; knows its name.

    >>> str(ExtractorError("gazetteer", "yields a str, no Extraction"))
    'extractor gazetteer yields a str, no Extraction'
    """

    def __init__(self, extractor: str, reason: str) -> None:
        self.extractor, self.reason = extractor, reason
        super().__init__(f"extractor {extractor} {reason}")


class ServiceError(KGError):
    """A service that cannot be reached, refuses a request, or answers with what is no answer."""


class MissingExtraError(KGError):
    """An optional dependency is missing; the message gives the line that installs it."""

    def __init__(self, package: str, extra: str) -> None:
        self.package, self.extra = package, extra
        super().__init__(f"{package} is not installed: pip install 'papers-kg[{extra}]'")
