"""Names as people type them: words without quotes are joined, and the shell completes them.

`with_names` goes over all commands of `kg.cli`; which parameters are names is in the two tables
below. What completes a name reads the index of the graph directory, and nothing else.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperArgument, TyperCommand
from typer.models import ParameterInfo

from kg.cli.common import DEFAULT_GRAPH

if TYPE_CHECKING:
    import sqlite3

Completer = Callable[[typer.Context, str], list[str]]

_SHOWN = 40  # completions; a shell asks before it shows more
_CANDIDATES = 400

_JOINED = ("name", "method", "text")
"""Arguments that take all the words that are typed, where a command has no other argument."""


def complete_names(label: str | None) -> Completer:
    """What completes names and aliases of the entities of a label; None: of any."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        from kg.store.codec.search_key import search_keys
        from kg.store.directory.index.name_index import search_names

        words, index = search_keys(incomplete), _index(ctx)
        if not words or index is None:
            return []
        rows = search_names(index, words, _CANDIDATES)
        found = (name for row in rows for name in _names(row, label, incomplete))
        return sorted(set(found), key=lambda name: (len(name), name))[:_SHOWN]

    return complete


def _names(row: dict[str, object], label: str | None, start: str) -> Iterator[str]:
    """The name of a node, or else its aliases, if they start so and the node is of the label."""
    from kg.core.schema import ENTITY_LABELS
    from kg.store.codec.search_key import names_of

    if row["label"] in ((label,) if label else ENTITY_LABELS):
        names = [n for n in names_of(row["name"], row["aliases"]) if n.startswith(start)]
        yield from names[:1] if row["name"] in names else names


def _index(ctx: typer.Context) -> sqlite3.Connection | None:
    """The index of the graph directory that a half-typed command names, if it has one."""
    from kg.store.directory.index.index_schema import open_index

    return open_index(Path(ctx.params.get("graph") or DEFAULT_GRAPH))


def complete_queries(incomplete: str) -> list[str]:
    """The named queries that start so."""
    from kg.store.named_queries import named_queries

    return [query.name for query in named_queries() if query.name.startswith(incomplete)]


def complete_graphs(incomplete: str) -> list[str]:
    """The graph directories in the folder that is typed so far."""
    folder = Path(incomplete) if incomplete.endswith("/") else Path(incomplete).parent
    return [str(marker.parent) for marker in sorted(folder.glob("*/kg.json"))]


_COMPLETERS: dict[str, Callable[..., list[str]]] = {
    "graph": complete_graphs,
    "query name": complete_queries,
    "method": complete_names("Method"),
    "dataset": complete_names("Dataset"),
    "metric": complete_names("Metric"),
    "task": complete_names("Task"),
    **dict.fromkeys(
        ("name", "other", "surface", "focus", "community", "text"), complete_names(None)
    ),
}
"""Parameter, after that of its command where it has a meaning of its own -> what completes it."""


class NameCommand(TyperCommand):
    """A command that takes words beyond its one argument as more words of a name."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # a private class of typer's
        """The arguments as parameters of the command."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if not ctx.args or ctx.resilient_parsing:
            return rest
        arguments = [param for param in self.params if isinstance(param, TyperArgument)]
        names = [str(param.name) for param in arguments]
        if len(names) != 1 or names[0] not in _JOINED or self.name == "query":
            hint = "; put quotes around a name of several words" if names else ""
            ctx.fail(f"unexpected: {' '.join(ctx.args)}{hint}")
        ctx.params[names[0]] = " ".join([str(ctx.params[names[0]]), *ctx.args])
        ctx.args = []
        return []


def with_names(app: typer.Typer) -> None:
    """Let every command of an application take and complete names."""
    for command in app.registered_commands:
        command.cls = NameCommand
        assert command.callback is not None
        hints = typing.get_type_hints(command.callback, include_extras=True)
        command.callback.__annotations__ = hints  # as written they are texts, evaluated anew
        for name, hint in hints.items():
            completer = _COMPLETERS.get(
                f"{command.callback.__name__} {name}", _COMPLETERS.get(name)
            )
            for info in getattr(hint, "__metadata__", ()):
                if isinstance(info, ParameterInfo) and completer is not None:
                    info.autocompletion = completer
