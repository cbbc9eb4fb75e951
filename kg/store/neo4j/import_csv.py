"""A graph as files of CSV for Neo4j's offline importer, with the script that runs it."""

from __future__ import annotations

import contextlib
import datetime
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

from kg.core.errors import StoreError
from kg.core.schema import EDGE_PROPERTIES, LABELS, NODE_PROPERTIES, PAPER
from kg.core.types import PropertyGraph
from kg.store.codec.batches import batches
from kg.store.codec.checksums import Checksums
from kg.store.codec.hashes import edge_hash, node_hash
from kg.store.codec.rows import (
    GRAPH,
    KINDS,
    MARK,
    WORDS,
    Kind,
    Row,
    edge_row,
    edges_in_order,
    nodes_in_order,
)
from kg.store.contract import Counts
from kg.store.neo4j.cypher_script import cypher_literal
from kg.store.neo4j.neo4j_cypher import stand_for
from kg.store.neo4j.server_rows import DIGEST, PUBLISHED, marked_row, server_row
from kg.store.neo4j.server_schema import definitions

_TYPES = {
    "string": "string",
    "strings": "string[]",
    "float": "double",
    "int": "long",
    "bool": "boolean",
    "date": "date",
}

_SEPARATORS = tuple(map(chr, (0x1E, 0x1D, 0x1C, 0x1F, *range(0xE000, 0xE100))))
"""Signs that may part the items of a list: the first that no item has in it."""

MANIFEST = "manifest.txt"
"""The file that lists the files of an export, which the next one replaces."""

_OWNERS: tuple[str | Kind, ...] = (*LABELS, *KINDS)
_FIXED = ("import.sh", "finish.cypher")
_OWN_NAME = re.compile(r"[A-Za-z_]+(?:-[A-Za-z_]+){0,2}\.csv")

BATCH_ROWS = 5_000
"""Rows that are held in memory at once."""

FINISHED_ROWS = 1_000
"""Nodes that one statement of finish.cypher mends."""

_SCRIPT = """\
#!/bin/sh
# Makes a Neo4j database from the files here; the server must not be running it.
#
#   sh import.sh DATABASE [--overwrite-destination=true]
#
# NEO4J_ADMIN names the program where it is not on the path. Then start the server and run
# finish.cypher (with cypher-shell), or `kg push`: either adds what the importer cannot take,
# the keys, the indexes, and lists that are empty.
set -eu
cd "$(dirname "$0")"
database=${1:?say which database to make, such as neo4j}
shift
exec ${NEO4J_ADMIN:-neo4j-admin} database import full "$database" "$@" \\
"""


def write_csv(
    graph: PropertyGraph, place: Path, *, name: str = GRAPH, force: bool = False
) -> Counts:
    """Write the files into a folder, made if it is absent; what they hold.

    The files of an export before are replaced: those that its manifest lists, and no other. With
    ``force`` a folder without a manifest may have other files; those with our names are replaced.

    Raises:
        StoreError: the graph is not sound, the folder cannot be written, or it has other files
            and is no export of ours.
    """
    found = Checksums()
    try:
        place.mkdir(parents=True, exist_ok=True)
        _clear(place, force=force)
        _write_manifest(place, map(_file_name, _OWNERS))  # What a kill may leave.
        separator = _separator(graph)
        with contextlib.ExitStack() as stack:
            files = _Files(place, separator, stack)
            rest = stack.enter_context((place / "finish.cypher").open("x", encoding="utf-8"))
            rest.writelines(f"{wanted.statement};\n" for wanted in definitions())
            for batch in batches(_rows(graph, name, found), BATCH_ROWS):
                rest.writelines(_finishing(batch))
                for owner, row in batch:
                    files.write(owner, row)
            rest.write(f"{stand_for(cypher_literal(name))};\n")
        _write_script(place, files.names, separator)
        _write_manifest(place, files.names.values())
    except OSError as error:
        raise StoreError(f"{place}: cannot be written ({error.strerror})") from error
    return found.counts()


def _clear(place: Path, *, force: bool) -> None:
    """Remove the files that the manifest of an export before lists.

    Raises:
        StoreError: the folder has other files, no manifest says which are ours, and no ``force``.
    """
    manifest = place / MANIFEST
    if not manifest.is_file():
        others = sorted(entry.name for entry in place.iterdir())
        if others and not force:
            shown = ", ".join(others[:3]) + (", ..." if len(others) > 3 else "")
            raise StoreError(
                f"{place} is no folder of an export (no {MANIFEST}) and has {shown}: name an empty"
                " or a new folder, or give --force"
            )
        _write_manifest(place, map(_file_name, _OWNERS))
    for name in manifest.read_text(encoding="utf-8").splitlines():
        if name in _FIXED or _OWN_NAME.fullmatch(name):
            (place / name).unlink(missing_ok=True)
    manifest.unlink()


def _write_manifest(place: Path, names: Iterable[str]) -> None:
    text = "".join(f"{name}\n" for name in (*_FIXED, *sorted(names)))
    (place / MANIFEST).write_text(text, encoding="utf-8", newline="\n")


def _rows(graph: PropertyGraph, name: str, found: Checksums) -> Iterator[tuple[str | Kind, Row]]:
    for node in nodes_in_order(graph):
        digest = node_hash(node)
        yield node.label, marked_row(server_row(node), digest, name)
        found.nodes[node.label].add(digest)
    for edge in edges_in_order(graph):
        digest = edge_hash(edge)
        kind = Kind(edge.type, edge.source_label, edge.target_label)
        yield kind, marked_row(edge_row(edge), digest, name)
        found.edges[edge.type].add(digest)


_Lists = tuple[tuple[str, tuple[str, ...]], ...]
"""Properties that are lists, with their items."""


def _finishing(batch: list[tuple[str | Kind, Row]]) -> Iterator[str]:
    """Statements that write the lists which the importer would drop; takes them from the rows.

    It makes no difference between no list, an empty one, and one of an empty string. Until
    such a node is mended it has no digest, so a push knows that it is not as it should be.
    Statements of a kind differ in flat lists of literals alone, which the server takes out for
    parameters: it plans them once.
    """
    lacking: dict[tuple[str, object, _Lists], list[Row]] = {}
    for owner, row in batch:
        lists = tuple(
            (key, tuple(value))
            for key, value in row.items()
            if isinstance(value, list)
            if value in ([], [""])
        )
        if lists and isinstance(owner, str):
            held = {"id": row["id"], DIGEST: row[DIGEST]}
            lacking.setdefault((owner, row[MARK], lists), []).append(held)
            row[DIGEST] = None
    for (label, graph, lists), rows in lacking.items():
        written = "".join(f", n.`{key}` = {cypher_literal(list(items))}" for key, items in lists)
        for some in batches(rows, FINISHED_ROWS):
            ids, digests = ([row[key] for row in some] for key in ("id", DIGEST))
            yield (
                f"WITH {cypher_literal(ids)} AS ids, {cypher_literal(digests)} AS digests"
                " UNWIND range(0, size(ids) - 1) AS i"
                f" MATCH (n:{label} {{{MARK}: {cypher_literal(graph)}, id: ids[i]}})"
                f" SET n.{DIGEST} = digests[i]{written};\n"
            )


def _separator(graph: PropertyGraph) -> str:
    """The first sign that no item of a list has in it."""
    free = dict.fromkeys(_SEPARATORS)
    for node in graph.nodes():
        for value in node.properties.values():
            for item in value if isinstance(value, tuple) else ():
                for sign in [sign for sign in free if sign in item]:
                    del free[sign]
    if not free:
        raise StoreError("no sign is left that could part the names in a list")
    return next(iter(free))


class _Files:
    """One file for each label and kind of edge, opened at its first row."""

    def __init__(self, place: Path, separator: str, stack: contextlib.ExitStack) -> None:
        self.names: dict[str | Kind, str] = {}
        self._place, self._separator, self._stack = place, separator, stack
        self._open: dict[str | Kind, TextIO] = {}

    def write(self, owner: str | Kind, row: Row) -> None:
        """Write one row."""
        columns = _columns(owner)
        if owner not in self._open:
            self.names[owner] = _file_name(owner)
            file = (self._place / self.names[owner]).open("x", encoding="utf-8", newline="")
            self._open[owner] = self._stack.enter_context(file)
            file.write(",".join(columns.values()) + "\n")
        cells = (self._cell(row.get(name)) for name in columns)
        self._open[owner].write(",".join(cells) + "\n")

    def _cell(self, value: object) -> str:
        """Nothing stands for no value, two quotes for an empty one."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, list):
            value = self._separator.join(value)
        if isinstance(value, datetime.date):
            return value.isoformat()
        return '"' + value.replace('"', '""') + '"' if isinstance(value, str) else repr(value)


def _file_name(owner: str | Kind) -> str:
    return "-".join([owner] if isinstance(owner, str) else owner) + ".csv"


def _columns(owner: str | Kind) -> Mapping[str, str]:
    """Name of a property -> its column's heading."""
    if isinstance(owner, str):
        keys = {"id": f"id:ID({owner})"}
        more = {PUBLISHED: "date"} if owner == PAPER else {}
        kinds: Mapping[str, str] = {**NODE_PROPERTIES[owner], **more, WORDS: "string"}
    else:
        keys = {"source": f":START_ID({owner.source})", "target": f":END_ID({owner.target})"}
        kinds = EDGE_PROPERTIES
    own = {name: f"{name}:{_TYPES[kind]}" for name, kind in kinds.items()}
    return {**keys, MARK: f"{MARK}:string", DIGEST: f"{DIGEST}:long", **own}


def _write_script(place: Path, names: Mapping[str | Kind, str], separator: str) -> None:
    options = ["--multiline-fields=true", f"--array-delimiter=U+{ord(separator):04X}"]
    for owner, file in names.items():
        kind = f"--nodes={owner}" if isinstance(owner, str) else f"--relationships={owner.type}"
        options.append(f"{kind}=./{file}")
    lines = " \\\n".join(f"    {shlex.quote(option)}" for option in options)
    script = place / "import.sh"
    with script.open("x", encoding="utf-8") as out:
        out.write(f"{_SCRIPT}{lines}\n")
    script.chmod(0o755)
