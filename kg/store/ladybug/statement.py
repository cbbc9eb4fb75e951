"""A statement of a user before the engine gets it: checked, with the parameters that it names."""

from __future__ import annotations

from collections.abc import Mapping

from kg.core.errors import QueryError
from kg.store.guard.read_only import check_statement, parameter_names

Bound = tuple[str, dict[str, object]]
"""A statement, and the values of the parameters that it names."""


def checked_statement(cypher: str, parameters: Mapping[str, object], *, write: bool) -> Bound:
    """The statement of a user if it does what it may, with the parameters that it names.

    Raises:
        QueryError: it is not one statement, does more than reading (with ``write``: changing
            data), or lacks a parameter.
    """
    statement = check_statement(cypher, "ladybug", write=write)
    return statement, bound_parameters(statement, parameters)


def bound_parameters(cypher: str, parameters: Mapping[str, object]) -> dict[str, object]:
    """The parameters that the statement names: the engine would take a missing one for null.

    Raises:
        QueryError: one is missing.
    """
    names = parameter_names(cypher)
    missing = [name for name in names if name not in parameters]
    if missing:
        raise QueryError(f"missing parameter: {', '.join(missing)}")
    return {name: parameters[name] for name in names}
