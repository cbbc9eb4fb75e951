"""The classes that the network scores every span by, and the columns where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from kg.core.schema import ENTITY_LABELS, ROLE_EDGES, roles_of

__all__ = ["SCHEMA_CLASSES", "SpanClasses"]


@dataclass(frozen=True, slots=True)
class SpanClasses:
    """Labels of entities and roles of entities, each in the order of the network's columns.

    The columns are: each label, each label as optional (a reader may leave the entity out),
    the value of a result, each role.

    >>> SpanClasses(("Method", "Task"), ("uses", "addresses")).names
    ('Method', 'Task', 'optional Method', 'optional Task', 'value', 'uses', 'addresses')
    """

    labels: tuple[str, ...]
    roles: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The class of each column."""
        optional = (f"optional {label}" for label in self.labels)
        return (*self.labels, *optional, "value", *self.roles)

    @property
    def value(self) -> int:
        """The column of the value of a result; those of entities stand before it."""
        return 2 * len(self.labels)

    def columns_of(self, label: str) -> tuple[int, int]:
        """The columns of a label: as an entity that must be listed, and as an optional one."""
        column = self.labels.index(label)
        return column, len(self.labels) + column

    def roles_of(self, label: str) -> tuple[int, ...]:
        """For each role of `kg.core.schema.roles_of` its place among the columns of roles."""
        return tuple(self.roles.index(role) for role in roles_of(label))


SCHEMA_CLASSES = SpanClasses(ENTITY_LABELS, tuple(dict.fromkeys(role for _, role in ROLE_EDGES)))
"""The classes of a model that is trained now; those of a trained one are in its manifest."""
