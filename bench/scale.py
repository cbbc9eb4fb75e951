"""Large graphs on their way into both stores: how long, and how much memory it takes us.

Either an invented graph, which is streamed, or that of records that `kg extract` wrote, by way
of a graph directory. Each step runs in a process of its own, so that its peak is its own.

    python -m bench.scale --papers 100000
    python -m bench.scale --records records.jsonl
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.invented import Invented
from kg.core.codec import from_record
from kg.core.types import Extraction
from kg.questions.name_search import search
from kg.store.directory.graph_directory import append_papers, writing
from kg.store.ladybug.ladybug_store import LadybugStore
from kg.store.ladybug.projection import project_directory
from kg.store.neo4j.connection import Connection
from kg.store.neo4j.neo4j_store import Neo4jStore
from kg.store.neo4j.push import push as push_graph
from kg.workflows.sync import push
from tests.neo4j_server import Missing, Server, ensure_jars, running

SERVER = ("-Xms2g", "-Xmx2g")
PAGES = "2g"
"""Memory of the server, beside its heap: what `neo4j-admin` advises for a machine of 8 GB."""


def invented_embedded(place: Path, papers: int) -> str:
    """Make the embedded database of an invented graph."""
    with LadybugStore(place / "graph.lbug") as store:
        store.replace(Invented(papers))
        return str(store.counts())


def invented_pushed(papers: int, url: str, password: str) -> str:
    """Push an invented graph."""
    connection = Connection(url, user="neo4j", password=password)
    try:
        return str(push_graph(connection, Invented(papers)))
    finally:
        connection.close()


def built(place: Path, records: Path) -> str:
    """Take records into a graph directory, and index them."""
    with writing(place) as directory:
        return f"{len(append_papers(directory, _extractions(records))):,} papers"


def _extractions(records: Path) -> Iterator[Extraction]:
    with records.open(encoding="utf-8") as lines:
        for line in lines:
            yield from_record(json.loads(line))


def projected(place: Path) -> str:
    """Make the embedded database of a graph directory anew."""
    with writing(place) as directory:
        (place / "graph.lbug").unlink(missing_ok=True)
        with project_directory(directory) as store:
            return str(store.counts())


def pushed(place: Path, url: str, password: str) -> str:
    """Push a graph directory."""
    return str(push(place, url, password=password))


def searched(place: Path, url: str, password: str) -> str:
    """Search both stores for the same words."""
    from kg.store.ladybug.projection import open_projection

    with open_projection(place) as embedded, Neo4jStore(url, password=password) as server:
        times = []
        for store in (embedded, server):
            search(store, "warm")
            began = time.perf_counter()
            found = search(store, "diffusion mod")
            times.append(f"{1000 * (time.perf_counter() - began):.0f} ms")
    return f"{len(found.rows)} rows, embedded {times[0]}, Neo4j {times[1]}"


def step(name: str, work: Callable[..., str], *given: object) -> None:
    """Do something in a process of its own; tell what came of it, its time, and its peak."""
    context = multiprocessing.get_context("spawn")
    result = context.SimpleQueue()
    process = context.Process(target=_measured, args=(result, work, given))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"{name} failed")
    print(f"{name}: {result.get()}", flush=True)


def _measured(
    result: multiprocessing.SimpleQueue[str], work: Callable[..., str], given: tuple[object, ...]
) -> None:
    began = time.perf_counter()
    said = work(*given)
    seconds = time.perf_counter() - began
    own = resource.getrusage(resource.RUSAGE_SELF)
    result.put(
        f"{said} in {seconds:.1f} s ({own.ru_utime + own.ru_stime:.1f} s of our processor time),"
        f" {own.ru_maxrss / 1024:,.0f} MB at the peak"
    )


def of_records(records: Path, scratch: Path, server: Server | None) -> None:
    """Build, project and push the graph of records."""
    place = scratch / "papers.kg"
    step("records and index", built, place, records)
    step("embedded database", projected, place)
    if server is not None:
        url = f"{server.url}/neo4j#scale"
        step("push", pushed, place, url, server.password)
        step("push again", pushed, place, url, server.password)
        step("search", searched, place, url, server.password)


def of_invented(papers: int, scratch: Path, server: Server | None) -> None:
    """Project and push an invented graph."""
    step("embedded database", invented_embedded, scratch, papers)
    shutil.rmtree(scratch / "graph.lbug", ignore_errors=True)
    if server is not None:
        url = f"{server.url}/neo4j#scale"
        step("push", invented_pushed, papers, url, server.password)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--papers", type=int, default=100_000)
    parser.add_argument("--records", type=Path)
    parser.add_argument("--embedded-only", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        if given.embedded_only or not _has_server():
            _measure(given, place, None)
        else:
            with running(place / "server", SERVER, PAGES) as server:
                _measure(given, place, server)


def _has_server() -> bool:
    try:
        ensure_jars()
    except Missing as missing:
        sys.stderr.write(f"no Neo4j server, its part is left out: {missing}\n")
        return False
    return True


def _measure(given: argparse.Namespace, place: Path, server: Server | None) -> None:
    if given.records is not None:
        of_records(given.records, place, server)
    else:
        of_invented(given.papers, place, server)


if __name__ == "__main__":
    main()
