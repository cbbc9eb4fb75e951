"""A statement of a user before the engine gets it: one at a time, complete, and harmless."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.core.errors import QueryError

_NOT_CODE = re.compile(
    r"""'(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*" | `[^`]*` | //[^\n]* | /\*.*?\*/""",
    re.DOTALL | re.VERBOSE,
)
_TOUCHES_FILES = re.compile(
    r"\s*(?:(?:EXPLAIN|PROFILE)\s+)*(COPY|EXPORT|IMPORT|INSTALL|UNINSTALL|LOAD|ATTACH|DETACH\s+\w+$)",
    re.IGNORECASE,
)


def bind_statement(
    cypher: str, parameters: Mapping[str, object], *, write: bool
) -> dict[str, object]:
    """The parameters that the statement names: the engine would take a missing one for null.

    Raises:
        QueryError: it is not one statement, lacks a parameter, or reaches files without ``write``.
    """
    code = _NOT_CODE.sub(" ", cypher)
    statements = [part for part in code.split(";") if part.strip()]
    if len(statements) != 1:
        raise QueryError(f"one statement at a time, not {len(statements)}")
    if not write and (found := _TOUCHES_FILES.match(statements[0])):
        raise QueryError(f"{found[1].upper()} is refused in a read-only query")
    names = list(dict.fromkeys(re.findall(r"\$(\w+)", code)))
    missing = [name for name in names if name not in parameters]
    if missing:
        raise QueryError(f"missing parameter: {', '.join(missing)}")
    return {name: parameters[name] for name in names}
