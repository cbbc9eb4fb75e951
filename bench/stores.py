"""How fast a graph goes into stores, beside two other ways to write it and the offline importer.

All ways write the same invented graph with the same properties into the same real server, in
one run: a push, a push again, one MERGE a node or edge as scripts mostly do it, and the writer
of neo4j-graphrag where that is installed (its plugin is fetched by Maven). ``--large`` instead
writes one large graph to one store and tells the time and our memory at its peak.

    python bench/stores.py --papers 500
    python bench/stores.py --large 100000 --store embedded
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import chain, islice
from pathlib import Path
from typing import Any

import neo4j

from kg.store.neo4j_connection import Connection
from kg.store.neo4j_push import push
from kg.store.offline import write_csv
from kg.store.rows import edge_row, node_row
from kg.types import Edge, Evidence, Node, PropertyGraph, Value
from tests.neo4j_server import CACHE, Missing, Server, import_offline, running

EDGES = (
    ("USES", "Method", 12),
    ("COMPARES_WITH", "Method", 5),
    ("MENTIONS", "Method", 6),
    ("EVALUATES_ON", "Dataset", 3),
    ("TRAINS_ON", "Dataset", 2),
    ("REPORTS", "Metric", 2),
    ("ADDRESSES", "Task", 2),
)
"""Type, label and number of the edges from each paper to entities: 32, and 8 for two results."""

SHARE = {"Method": 4.0, "Dataset": 1.5, "Metric": 0.5, "Task": 1.0}
"""Entities of each label, a paper: with the paper and its two results, 10 nodes."""

_STEP = 7_919
"""A prime: strides over the entities so that a few papers share most of theirs with others."""


@dataclass(frozen=True)
class Invented:
    """A graph of papers, 10 nodes and 40 edges each, that is made anew whenever it is read."""

    papers: int

    def nodes(self) -> Iterator[Node]:
        """Every node, by label and id."""
        yield from map(_paper, range(self.papers))
        for label, share in SHARE.items():
            for i in range(int(self.papers * share)):
                name = f"{label}-{i:07}"
                held: dict[str, Value] = {"name": name, "aliases": (name, f"the {name}")}
                yield Node(label, f"{label.lower()}/{i:07}", held)
        for i in range(self.papers):
            for k in range(2):
                held = {"value": i / 100, "raw": f"{i / 100}", "unit": "%", "confidence": 0.75}
                yield Node("Result", f"result/{_id(i)}/{k}", held)

    def edges(self) -> Iterator[Edge]:
        """Every edge, by paper, type, source and target."""
        for i in range(self.papers):
            yield from sorted(self._of(i), key=lambda edge: (edge.type, edge.source, edge.target))

    def _of(self, i: int) -> Iterator[Edge]:
        for edge, label, count in EDGES:
            for k in range(count):
                yield _edge(edge, "Paper", _id(i), label, self._entity(label, i, k, edge), i)
        for k in range(2):
            result = f"result/{_id(i)}/{k}"
            yield _edge("STATES", "Paper", _id(i), "Result", result, i)
            for edge, label in (("OF", "Method"), ("ON", "Dataset"), ("MEASURES", "Metric")):
                yield _edge(edge, "Result", result, label, self._entity(label, i, k, edge), i)

    def _entity(self, label: str, i: int, k: int, edge: str) -> str:
        count = int(self.papers * SHARE[label])
        place = (i * 31 + k * _STEP + len(edge) * 13) % count
        return f"{label.lower()}/{place:07}"


def _id(i: int) -> str:
    return f"arxiv:{i:07}"


def _paper(i: int) -> Node:
    title = f"Study {i} of things that go into stores"
    abstract = " ".join(
        f"We use Method-{(i + k):07} and judge it on its merits." for k in range(20)
    )
    held: dict[str, Value] = {
        "title": title,
        "abstract": abstract,
        "date": f"2025-{i % 12 + 1:02}-{i % 28 + 1:02}",
        "authors": ("A. Author", "B. Author"),
        "categories": ("cs.LG",),
        "sources": (f"page.txt:{i}",),
        "extractor": "invented@1",
    }
    return Node("Paper", _id(i), held)


def _edge(edge: str, source_label: str, source: str, label: str, target: str, i: int) -> Edge:
    sentence = f"We use {target} in this study of ours, number {i}, and say why."
    said = (Evidence(7, 7 + len(target), target, sentence, "invented@1", 0.75),)
    return Edge(edge, source_label, source, label, target, _id(i), said)


def _elements(graph: PropertyGraph) -> Iterator[Node | Edge]:
    return chain(graph.nodes(), graph.edges())


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

    def push(self, graph: PropertyGraph, name: str = "bench") -> int:
        """Push; how many nodes and edges were written."""
        url = f"{self.server.url}/neo4j#{name}"
        connection = Connection(url, user=self.server.user, password=self.server.password)
        with contextlib.closing(connection):
            return push(connection, graph).written

    def empty(self) -> None:
        """Delete all that is there."""
        statement = "MATCH (n) WITH n LIMIT 10000 DETACH DELETE n RETURN count(*) AS gone"
        with self.driver() as driver:
            while driver.execute_query(statement, database_="neo4j").records[0]["gone"]:
                pass


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


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


def one_by_one(bench: Bench, graph: PropertyGraph, nodes: int, edges: int) -> int:
    """Some nodes, then edges of the graph that was pushed, each in a transaction of its own."""
    done = 0
    with bench.driver() as driver, driver.session(database="neo4j") as session:
        done += _merge_nodes(session, islice(graph.nodes(), nodes))
        done += _merge_edges(session, islice(graph.edges(), edges))
    return done


def graphrag(bench: Bench, graph: PropertyGraph) -> int:
    """How many the writer of neo4j-graphrag wrote; 0 where it is not installed."""
    if find_spec("neo4j_graphrag") is None:
        return 0
    types = import_module("neo4j_graphrag.components.types")
    nodes, edges = [], []
    for node in graph.nodes():
        held = {k: v for k, v in node_row(node).items() if v is not None}
        nodes.append(types.Neo4jNode(id=node.id, label=node.label, properties=held))
    for edge in graph.edges():
        row = edge_row(edge)
        source, target = str(row.pop("source")), str(row.pop("target"))
        held = {k: v for k, v in row.items() if v is not None}
        edges.append(
            types.Neo4jRelationship(
                start_node_id=source, end_node_id=target, type=edge.type, properties=held
            )
        )
    whole = types.Neo4jGraph(nodes=nodes, relationships=edges)
    with bench.driver() as driver:
        components = import_module("neo4j_graphrag.components.kg_writer")
        writer = components.Neo4jWriter(driver, neo4j_database="neo4j")
        done = asyncio.run(writer.run(whole))
    if done.status != "SUCCESS":
        raise SystemExit(f"neo4j-graphrag: {done.metadata}")
    return len(nodes) + len(edges)


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


def compare(papers: int) -> None:
    """Print nodes and edges a second for each way to write; each has written a little before."""
    graph, little = Invented(papers), Invented(100)
    size = sum(1 for _ in _elements(graph))
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch, "server")
        plugins(home)
        with running(home) as server:
            bench = Bench(server)
            for name in ("warm", "warmer"):
                bench.push(little, name)
            bench.empty()
            pushed = _cost(server, lambda: bench.push(graph))
            print(f"push: {pushed}", flush=True)
            again = _cost(server, lambda: bench.push(graph) + size)
            print(f"push again: {again}", flush=True)
            one_by_one(bench, graph, 20, 80)
            rows = _cost(server, lambda: one_by_one(bench, graph, 400, 1_600))
            print(f"one by one: {rows.beside(pushed)}", flush=True)
            bench.empty()
            graphrag(bench, little)
            bench.empty()
            other = _cost(server, lambda: graphrag(bench, graph))
            if other.done:
                print(f"neo4j-graphrag: {other.beside(pushed)}", flush=True)
            else:
                print("neo4j-graphrag is not installed: left out")
        _say("offline importer", size, _timed(lambda: _offline(graph, Path(scratch))))


def _offline(graph: PropertyGraph, scratch: Path) -> None:
    write_csv(graph, scratch / "csv")
    import_offline(scratch / "offline", scratch / "csv" / "import.sh", "neo4j").kill()


def _say(way: str, done: int, seconds: float) -> None:
    print(f"{way}: {done:,} nodes and edges in {seconds:.1f} s, {done / seconds:,.0f} a second")
    sys.stdout.flush()


def large(papers: int, store: str) -> None:
    """Write a large graph to one store; tell the time, and our memory at its peak."""
    graph = Invented(papers)
    with tempfile.TemporaryDirectory() as scratch:
        if store == "embedded":
            from kg.store.ladybug import LadybugStore

            with LadybugStore(Path(scratch, "graph")) as embedded:
                seconds = _timed(lambda: embedded.replace(graph))
        else:
            with running(Path(scratch, "server")) as server:
                seconds = _timed(lambda: Bench(server).push(graph))
    _say(f"{papers:,} papers, {store}", papers * 50, seconds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"our memory at the peak: {peak:,.0f} MB")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--papers", type=int, default=500)
    parser.add_argument("--large", type=int)
    parser.add_argument("--store", choices=("neo4j", "embedded"), default="neo4j")
    given = parser.parse_args()
    try:
        if given.large:
            large(given.large, given.store)
        else:
            compare(given.papers)
    except Missing as missing:
        raise SystemExit(f"no Neo4j server: {missing}") from missing


if __name__ == "__main__":
    main()
