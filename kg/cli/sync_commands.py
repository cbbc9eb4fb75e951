"""Commands between a graph directory and a Neo4j server: push, pull."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import DEFAULT_GRAPH, GraphOption, ServerOption, log, login, progress_bar


def push(
    store: ServerOption,
    graph: GraphOption = DEFAULT_GRAPH,
    thorough: Annotated[
        bool,
        typer.Option(
            "--thorough",
            help="Read all that is there, and repair what others changed: a plain push does not "
            "see a name changed by hand, or a label taken away.",
        ),
    ] = False,
    wait: Annotated[
        float,
        typer.Option(min=0, metavar="SECONDS", help="Maximum time to wait for another push."),
    ] = 60.0,
) -> None:
    """Bring a Neo4j database to the state of a graph directory.

    Only what differs is written, and what was interrupted the next push finishes. Nodes of
    others, properties that others added, and other graphs in the database, stay as they are.

    Example: kg push --graph papers.kg --store neo4j://localhost:7687/neo4j#papers
    """
    from kg.store.codec.waiting import LockTimeout
    from kg.workflows.sync import push as push_directory

    user, password = login()
    began = time.perf_counter()
    with progress_bar() as progress:
        done = 0

        def report(settled: int) -> None:
            nonlocal done
            done += settled
            if progress is not None:
                progress("nodes and edges", done, None)

        changes = push_directory(
            graph,
            store,
            user=user,
            password=password,
            thorough=thorough,
            timeout=LockTimeout(wait, log),
            progress=report,
        )
    log(f"{store}: {changes} in {time.perf_counter() - began:.1f} s")


def pull(
    store: ServerOption,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="The graph directory to make.")
    ],
) -> None:
    """Make a graph directory from a Neo4j database that one was pushed to.

    Example: kg pull --store neo4j://localhost:7687/neo4j#papers -o copy.kg
    """
    from kg.workflows.sync import pull as pull_directory

    user, password = login()
    directory = pull_directory(store, output, user=user, password=password)
    log(f"made {output}: {len(directory):,} papers")
