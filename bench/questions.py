"""Every named question about many entities: equal rows on both stores, time, and database hits.

    python -m bench.questions --graph papers.kg               the 50 most used of each label
    python -m bench.questions --graph papers.kg --copies 48   48 times as many papers: 2,000
                                                              entities by chance
    python -m bench.questions --graph papers.kg --copies 48 --profile
                                                              hits of each query on the server

Prints tables in Markdown; ends with an error where the stores differ. A large graph comes to the
server by the offline importer: a push of it takes minutes, as does a profile that asks each query
about every entity, which is why that stops after `PROFILE_SECONDS` for each.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple, cast

from neo4j import GraphDatabase, Query

from bench.multiplied import Multiplied
from kg.core.errors import KGError
from kg.core.schema import AUTHOR, CATEGORY, DATASET, ENTITY_LABELS, PAPER
from kg.core.types import Node, PropertyGraph
from kg.questions.query import ask, resolved_parameters
from kg.store import Store
from kg.store.ladybug.ladybug_store import LadybugStore, NameSearch
from kg.store.ladybug.projection import open_projection
from kg.store.named_queries import NODE_KINDS, NamedQuery, Parameter, named_queries
from kg.store.neo4j.import_csv import write_csv
from kg.store.neo4j.neo4j_store import Neo4jStore
from tests.neo4j_server import Server, import_offline, running

MOST_USED = 50
HOW_MANY = 2000
FIRST_DAY = "2023-01-01"
PROFILED = 12
"""Entities of a label that each query is profiled with, at most: from the most used down to those
of one paper."""

PROFILE_SECONDS = 20.0
"""Time after which a query is profiled with no further entity."""

SERVER = ("-Xms2g", "-Xmx2g")
PAGES = "1g"


class Named(NamedTuple):
    """What questions are asked about."""

    label: str
    id: str
    name: str


def most_used(store: Store, count: int) -> list[Named]:
    """The entities of each label that most papers have."""
    return [
        Named(label, str(row["id"]), str(row["name"]))
        for label in ENTITY_LABELS
        for row in ask(store, "names", {"label": label, "limit": count}).records()
    ]


def arguments(
    query: NamedQuery, about: Named, papers: Sequence[Named]
) -> Iterator[dict[str, object]]:
    """The parameters of a query with which it asks about an entity, one slot at a time.

    Args:
        query: a named query.
        about: what it is asked about; papers are chosen by it.
        papers: papers of the graph.
    """
    paper = papers[sum(about.id.encode()) % len(papers)]
    for parameter in query.parameters:
        value = _value(parameter, about, paper)
        if value is not None:
            needed = [p for p in query.parameters if p.required and p.name != parameter.name]
            rest = {p.name: _value(p, about, paper) or about.name for p in needed}
            yield {parameter.name: value, **rest}


def _value(parameter: Parameter, about: Named, paper: Named) -> object:
    """What a parameter takes of an entity, None if it takes nothing of the kind."""
    if parameter.kind in NODE_KINDS:
        return about.name if about.label in NODE_KINDS[parameter.kind] else None
    if parameter.name in _OF_PAPERS:
        return paper.id
    if parameter.kind == "ids":
        return about.id if about.label == DATASET or parameter.name == "ids" else None
    return {"string": about.name, "date": FIRST_DAY}.get(parameter.kind)


_OF_PAPERS = ("paper", "papers")


@dataclass(slots=True)
class Timing:
    """What the questions of one name took: seconds on each store, rows, and hits."""

    embedded: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    hits: list[int] = field(default_factory=list)


def sweep(
    embedded: Store, server: Store, asked: Iterator[tuple[NamedQuery, dict[str, object]]]
) -> tuple[dict[str, Timing], list[str]]:
    """Times by query, and where the stores differ or one fails."""
    timings: dict[str, Timing] = {}
    problems: list[str] = []
    for query, given in asked:
        timing = timings.setdefault(query.name, Timing())
        try:
            began = time.perf_counter()
            rows = ask(embedded, query.name, given)
            between = time.perf_counter()
            same = ask(server, query.name, given) == rows
        except KGError as error:
            problems.append(f"{query.name} {given}: {error}")
            continue
        timing.embedded.append(between - began)
        timing.server.append(time.perf_counter() - between)
        timing.rows.append(len(rows.rows))
        if not same:
            problems.append(f"{query.name} {given}: the stores differ")
    return timings, problems


def profile(
    server: Neo4jStore, about: Sequence[Named], papers: Sequence[Named]
) -> dict[str, Timing]:
    """The server's database hits of each query about some entities, and the rows it answers."""
    timings: dict[str, Timing] = {}
    for query in named_queries():
        timing = timings[query.name] = Timing()
        ends = time.monotonic() + PROFILE_SECONDS
        asked = [given for one in about for given in arguments(query, one, papers)]
        for given in asked or [{}]:
            if time.monotonic() < ends or not timing.rows:
                bound = {"kg": server.connection.graph, **resolved_parameters(server, query, given)}
                text = f"PROFILE {query.text(server.dialect)}"
                began = time.perf_counter()
                found = server.connection.ask(text, bound, write=False, timeout=120)
                timing.server.append(time.perf_counter() - began)
                timing.rows.append(len(found.records))
                timing.hits.append(_hits(found.summary.profile or {}))
    return timings


def loaded(graph: PropertyGraph, scratch: Path) -> Server:
    """A server that holds a graph, by the offline importer."""
    write_csv(graph, scratch / "csv", name="questions")
    script = scratch / "csv" / "import.sh"
    server = import_offline(scratch / "server", script, "neo4j", java=SERVER, pages=PAGES)
    login = (server.user, server.password)
    with GraphDatabase.driver(server.url, auth=login) as driver:
        with (scratch / "csv" / "finish.cypher").open(encoding="utf-8") as statements:
            for statement in statements:
                driver.execute_query(Query(cast("Any", statement)))
        driver.execute_query("CALL db.awaitIndexes(600)")
    return server


def _hits(plan: dict[str, object]) -> int:
    children = plan.get("children") or []
    assert isinstance(children, list)
    return int(str(plan.get("dbHits", 0))) + sum(map(_hits, children))


Asked = tuple[NamedQuery, dict[str, object]]


def every(about: Sequence[Named], papers: Sequence[Named]) -> Iterator[Asked]:
    """Every question about every entity; those about none, once."""
    for query in named_queries():
        given = [g for one in about for g in arguments(query, one, papers)]
        yield from ((query, g) for g in given or [{}])


def some(about: Sequence[Named], papers: Sequence[Named], rng: random.Random) -> Iterator[Asked]:
    """One question, drawn by chance, about every entity."""
    for one in about:
        fitting = [(q, g) for q in named_queries() for g in arguments(q, one, papers)]
        yield rng.choice(fitting)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--graph", required=True)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--entities", type=int, help="of each label, or of all")
    parser.add_argument("--profile", action="store_true", help="hits alone, of a large graph")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, open_projection(given.graph) as source:
        place = Path(scratch)
        if given.copies == 1:
            problems = _small(source, place, given.entities or MOST_USED)
        else:
            large = Multiplied.of(source, given.copies)
            count = None if given.profile else given.entities or HOW_MANY
            problems = _large(large, place, given.seed, count)
    for problem in problems[:20]:
        sys.stderr.write(f"{problem:.300}\n")
    if problems:
        raise SystemExit(f"{len(problems)} questions failed or differ")


def _small(source: Store, scratch: Path, count: int) -> list[str]:
    """Ask all questions about the entities of a graph that are used most, on both stores."""
    with running(scratch / "server", SERVER, PAGES) as server, _opened(server) as on_server:
        on_server.replace(source)
        papers = [_named(node) for node in source.nodes() if node.label == PAPER]
        about = most_used(source, count)
        timings, problems = sweep(source, on_server, every(about, papers))
        _print(timings)
    return problems


def _opened(server: Server) -> Neo4jStore:
    login = {"user": server.user, "password": server.password}
    return Neo4jStore(f"{server.url}/neo4j#questions", **login)


def _large(large: Multiplied, scratch: Path, seed: int, count: int | None) -> list[str]:
    """Ask so many questions drawn by chance of a large graph on both stores; None: profile all."""
    labels = (*ENTITY_LABELS, AUTHOR, CATEGORY, PAPER)
    nodes = [_named(node) for node in large.nodes() if node.label in labels]
    papers = [node for node in nodes if node.label == PAPER]
    began = time.monotonic()
    server = loaded(large, scratch)
    try:
        with _opened(server) as store:
            seconds = time.monotonic() - began
            print(f"{store.counts()}, {len(papers):,} papers, loaded in {seconds:.0f} s\n")
            if count is None:
                _profiled(store, papers)
                return []
            return _drawn(large, scratch, store, nodes, random.Random(seed), count)
    finally:
        server.kill()


def _drawn(
    large: Multiplied,
    scratch: Path,
    server: Store,
    nodes: Sequence[Named],
    rng: random.Random,
    count: int,
) -> list[str]:
    """Ask both stores questions about nodes drawn by chance."""
    known = {node.id: node for node in nodes}
    papers = [node for node in nodes if node.label == PAPER]
    entities = [node._replace(name=node.id) for node in nodes if node.label != PAPER]
    names = NameSearch(lambda *_: [], lambda name, labels: _by_id(known, name, labels))
    with LadybugStore(scratch / "graph.lbug", names=names) as embedded:
        embedded.replace(large)
        asked = some(rng.choices(entities, k=count), papers, rng)
        timings, problems = sweep(embedded, server, asked)
    _print(timings)
    return problems


def _profiled(server: Neo4jStore, papers: Sequence[Named]) -> None:
    """Print the hits of each query about entities from the most used down."""
    ordered = most_used(server, 1_000_000)
    spread = (
        _spread([n for n in ordered if n.label == label], PROFILED) for label in ENTITY_LABELS
    )
    turns = zip_longest(*spread)
    chosen = [one._replace(name=one.id) for turn in turns for one in turn if one is not None]
    _print(profile(server, chosen, papers))


def _spread(listed: Sequence[Named], count: int) -> list[Named]:
    """Some of a list, twice as far apart each time: the first, the second, the fourth ..."""
    places = [2**step - 1 for step in range(count)]
    return [listed[place] for place in places if place < len(listed)]


def _named(node: Node) -> Named:
    return Named(node.label, node.id, str(node.properties.get("name") or node.properties["title"]))


def _by_id(known: dict[str, Named], name: str, labels: Sequence[str]) -> list[dict[str, object]]:
    """What a directory's index answers of an id."""
    found = known.get(name)
    if found is None or found.label not in labels:
        return []
    return [{"label": found.label, "id": found.id, "name": found.name}]


HEAD = (
    "query",
    "questions",
    "rows",
    "most rows",
    "embedded, ms",
    "Neo4j, ms",
    "hits",
    "most hits",
)


def _print(timings: dict[str, Timing]) -> None:
    """A table of medians and maxima, a row a query."""
    print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}")
    for name, timing in sorted(timings.items()):
        times = [[1000 * second for second in each] for each in (timing.embedded, timing.server)]
        cells = [
            f"{len(timing.rows)}",
            *(_cell(find, timing.rows) for find in (statistics.median, max)),
            *(_cell(statistics.median, each) for each in times),
            *(_cell(find, timing.hits) for find in (statistics.median, max)),
        ]
        print(f"| {' | '.join([name, *cells])} |")
    print()


def _cell(find: Callable[[Sequence[float]], float], values: Sequence[float]) -> str:
    return f"{find(values):,.0f}" if values else ""


if __name__ == "__main__":
    main()
