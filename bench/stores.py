"""How fast a graph goes into stores, beside two other ways to write it and the offline importer.

All ways write the same invented graph with the same properties into the same real server, in
one run: a push of a graph directory, a push again, plain UNWIND CREATE of its rows in memory
without indexes but for the ids, one MERGE a node or edge as scripts mostly do it (as many of them
as make a rate), and the writer of neo4j-graphrag where that is installed (its plugin is fetched
by Maven), which reads the same directory, in one walk as a push does. Each has written for as long
before it is measured, so that what the server compiles is compiled; then they write in turn, so
that what slows the machine slows all, and the median of each counts.

    python -m bench.stores --papers 1000
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, LiteralString

import neo4j

from bench.invented import invented_papers
from kg.core.types import Edge, Node, PropertyGraph
from kg.store.codec.batches import BATCH, batches
from kg.store.codec.rows import Kind, edge_row, node_row
from kg.store.directory.graph_directory import append_papers, open_directory, writing
from kg.store.neo4j.import_csv import write_csv
from kg.workflows.sync import push
from tests.neo4j_server import CACHE, Missing, Server, import_offline, running

SERVER = ("-Xms1g", "-Xmx1g")
"""How the server runs: as it would by itself, with its compilers, in a small heap."""

WARM = 60
"""Seconds of processor time for which each way writes before it is measured."""

ROUNDS = 5
"""How often the ways write in turn."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A server, and the login to it."""

    server: Server

    def driver(self) -> neo4j.Driver:
        """A driver for those who write by themselves."""
        login = (self.server.user, self.server.password)
        return neo4j.GraphDatabase.driver(
            self.server.url, auth=login, notifications_min_severity="OFF"
        )

    def push(self, place: Path) -> int:
        """Push a graph directory; how many nodes and edges were written."""
        url = f"{self.server.url}/neo4j#bench"
        return push(place, url, user=self.server.user, password=self.server.password).written

    def empty(self) -> None:
        """Delete all that is there."""
        self._delete("MATCH (n) WITH n LIMIT 10000 DETACH DELETE n RETURN count(*) AS gone")

    def forget_rows(self) -> None:
        """Delete what was written one by one."""
        edges = "MATCH ()-[e]->() WHERE e.kg = 'rows' DELETE e RETURN count(*) AS gone"
        nodes = "MATCH (n) WHERE n.kg = 'rows' DETACH DELETE n RETURN count(*) AS gone"
        for statement in (edges, nodes):
            self._delete(statement)

    def _delete(self, statement: LiteralString) -> None:
        with self.driver() as driver:
            while driver.execute_query(statement, database_="neo4j").records[0]["gone"]:
                pass


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


Rows = dict[str | Kind, list[dict[str, object]]]
"""The properties of nodes by label, and of edges with their ends by kind."""


def rows_of(graph: PropertyGraph) -> Rows:
    """All rows of a graph in memory, without what is null."""
    rows: Rows = {}
    for node in graph.nodes():
        rows.setdefault(node.label, []).append(_held(node_row(node)))
    for edge in graph.edges():
        kind = Kind(edge.type, edge.source_label, edge.target_label)
        rows.setdefault(kind, []).append(_held(edge_row(edge)))
    return rows


def _held(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if value is not None}


def plain(bench: Bench, rows: Rows) -> int:
    """Create all rows, in batches, under labels of their own that have an index of ids alone."""
    done = 0
    with bench.driver() as driver, driver.session(database="neo4j") as session:
        for owner in rows:
            if isinstance(owner, str):
                key: Any = f"CREATE INDEX IF NOT EXISTS FOR (n:Plain{owner}) ON (n.id)"
                session.run(key).consume()
        for owner, held in rows.items():
            statement: Any = _created(owner)
            for batch in batches(held, BATCH):
                session.run(statement, rows=batch).consume()
                done += len(batch)
    return done


def _created(owner: str | Kind) -> str:
    if isinstance(owner, str):
        return f"UNWIND $rows AS row CREATE (n:Plain{owner}) SET n = row"
    return (
        "UNWIND $rows AS row"
        f" MATCH (s:Plain{owner.source} {{id: row.source}})"
        f" MATCH (t:Plain{owner.target} {{id: row.target}})"
        f" CREATE (s)-[r:PLAIN_{owner.type}]->(t) SET r = row"
    )


def _merge_nodes(session: neo4j.Session, nodes: Iterable[Node]) -> int:
    done = 0
    for done, node in enumerate(nodes, 1):  # noqa: B007
        held = {"kg": "rows", **{k: v for k, v in node_row(node).items() if v is not None}}
        statement: Any = f"MERGE (n:{node.label} {{kg: 'rows', id: $id}}) SET n = $held"
        session.run(statement, id=node.id, held=held).consume()
    return done


def _merge_edges(session: neo4j.Session, edges: Iterable[Edge]) -> int:
    done = 0
    for done, edge in enumerate(edges, 1):  # noqa: B007
        row = edge_row(edge)
        source, target = row.pop("source"), row.pop("target")
        held = {k: v for k, v in row.items() if v is not None}
        statement: Any = (
            f"MATCH (s:{edge.source_label} {{kg: 'bench', id: $source}})"
            f" MATCH (t:{edge.target_label} {{kg: 'bench', id: $target}})"
            f" MERGE (s)-[r:{edge.type} {{kg: 'rows', paper: $paper}}]->(t) SET r += $held"
        )
        session.run(statement, source=source, target=target, paper=edge.paper, held=held).consume()
    return done


def one_by_one(bench: Bench, graph: PropertyGraph) -> int:
    """Some nodes, then edges of the graph that was pushed, each in a transaction of its own."""
    done = 0
    with bench.driver() as driver, driver.session(database="neo4j") as session:
        done += _merge_nodes(session, islice(graph.nodes(), 400))
        done += _merge_edges(session, islice(graph.edges(), 1_600))
    return done


def graphrag(bench: Bench, place: Path) -> int:
    """How many the writer of neo4j-graphrag wrote of a graph directory."""
    types = import_module("neo4j_graphrag.components.types")
    nodes, edges = [], []
    parts = open_directory(place).parts()
    for node in parts.entities:
        nodes.append(_graphrag_node(types, node))
    for paper in parts.papers:
        nodes += [_graphrag_node(types, node) for node in (paper.node, *paper.results)]
        edges += [_graphrag_edge(types, edge) for edge in paper.edges]
    whole = types.Neo4jGraph(nodes=nodes, relationships=edges)
    with bench.driver() as driver:
        components = import_module("neo4j_graphrag.components.kg_writer")
        writer = components.Neo4jWriter(driver, neo4j_database="neo4j")
        done = asyncio.run(writer.run(whole))
    if done.status != "SUCCESS":
        raise SystemExit(f"neo4j-graphrag: {done.metadata}")
    return len(nodes) + len(edges)


def _graphrag_node(types: Any, node: Node) -> Any:
    return types.Neo4jNode(id=node.id, label=node.label, properties=_held(node_row(node)))


def _graphrag_edge(types: Any, edge: Edge) -> Any:
    row = edge_row(edge)
    ends = {"start_node_id": str(row.pop("source")), "end_node_id": str(row.pop("target"))}
    return types.Neo4jRelationship(type=edge.type, properties=_held(row), **ends)


def plugins(home: Path) -> None:
    """Put the plugin that neo4j-graphrag needs where a server looks for it."""
    place, maven = CACHE / "plugins", shutil.which("mvn")
    pom = Path(__file__).parent / "apoc" / "pom.xml"
    goal = ["dependency:copy-dependencies", "-DexcludeGroupIds=org.roaringbitmap,org.slf4j"]
    if not place.is_dir() and maven is not None:
        subprocess.run(
            [maven, "-q", "-B", "-f", str(pom), *goal, f"-DoutputDirectory={place}"], check=True
        )
    if place.is_dir():
        shutil.copytree(place, home / "plugins")


@dataclass(frozen=True, slots=True)
class Cost:
    """What it took to write so many nodes and edges: seconds, and those of processors."""

    done: int
    seconds: float
    processor: float

    def __str__(self) -> str:
        return (
            f"{self.done:,} nodes and edges in {self.seconds:.1f} s,"
            f" {self.done / self.seconds:,.0f} a second;"
            f" {self.done / self.processor:,.0f} a second of processor time"
        )

    def beside(self, push: Cost) -> str:
        """How much faster a push is, by both clocks."""
        clock = (push.done / push.seconds) / (self.done / self.seconds)
        processor = (push.done / push.processor) / (self.done / self.processor)
        return f"{self}; a push is {clock:.1f} times as fast, {processor:.1f} by processor time"


def _cost(server: Server, work: Callable[[], int]) -> Cost:
    """The processors' time is the server's and ours together: other work does not count."""
    began, spent = time.perf_counter(), _spent(server)
    done = work()
    return Cost(done, time.perf_counter() - began, _spent(server) - spent)


def _spent(server: Server) -> float:
    fields = Path(f"/proc/{server.process.pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
    ticks = int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK") + time.process_time()


def _warmed(bench: Bench, work: Callable[[], int], clear: Callable[[], None]) -> None:
    """Do the work until the server has compiled what it takes."""
    ends = _spent(bench.server) + WARM
    while _spent(bench.server) < ends:
        work()
        clear()


def _in_turn(bench: Bench, ways: Mapping[str, Callable[[], int]]) -> dict[str, Cost]:
    """The median cost of each way to write a graph into an empty server."""
    for work in ways.values():
        _warmed(bench, work, bench.empty)
    costs: dict[str, list[Cost]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, work in ways.items():
            costs[name].append(_cost(bench.server, work))
            bench.empty()
    return {name: _median(found) for name, found in costs.items()}


def _median(costs: Sequence[Cost]) -> Cost:
    seconds = statistics.median(cost.seconds for cost in costs)
    return Cost(costs[0].done, seconds, statistics.median(cost.processor for cost in costs))


def compare(papers: int) -> None:
    """Print nodes and edges a second for each way to write."""
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch, "bench.kg")
        with writing(place) as directory:
            append_papers(directory, invented_papers(papers))
        graph = open_directory(place).graph()
        rows = rows_of(graph)
        size = sum(map(len, rows.values()))
        home = Path(scratch, "server")
        plugins(home)
        with running(home, SERVER) as server:
            bench = Bench(server)
            ways = {"push": lambda: bench.push(place)}
            ways["plain UNWIND CREATE"] = lambda: plain(bench, rows)
            if find_spec("neo4j_graphrag") is None:
                print("neo4j-graphrag is not installed: left out")
            else:
                ways["neo4j-graphrag"] = lambda: graphrag(bench, place)
            costs = _in_turn(bench, ways)
            pushed = costs.pop("push")
            print(f"push: {pushed}")
            for name, cost in costs.items():
                print(f"{name}: {cost.beside(pushed)}", flush=True)
            bench.push(place)
            again = _cost(server, lambda: bench.push(place) + size)
            print(f"push again: {again}", flush=True)
            _warmed(bench, lambda: one_by_one(bench, graph), bench.forget_rows)
            merged = _cost(server, lambda: one_by_one(bench, graph))
            print(f"one by one: {merged.beside(pushed)}", flush=True)
        _say("offline importer", size, _timed(lambda: _offline(graph, Path(scratch))))


def _offline(graph: PropertyGraph, scratch: Path) -> None:
    write_csv(graph, scratch / "csv")
    import_offline(scratch / "offline", scratch / "csv" / "import.sh", "neo4j").kill()


def _say(way: str, done: int, seconds: float) -> None:
    print(f"{way}: {done:,} nodes and edges in {seconds:.1f} s, {done / seconds:,.0f} a second")
    sys.stdout.flush()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--papers", type=int, default=1_000)
    given = parser.parse_args()
    try:
        compare(given.papers)
    except Missing as missing:
        raise SystemExit(f"no Neo4j server: {missing}") from missing


if __name__ == "__main__":
    main()
