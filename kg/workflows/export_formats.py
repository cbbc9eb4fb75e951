"""The table of what a graph can be written as: the command, the library and the docs use it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.core.errors import QueryError
from kg.core.types import PropertyGraph
from kg.exporters.output_files import Written
from kg.store.contract import Counts

__all__ = ["EXPORTERS", "ExportFormat", "ExportOptions", "format_of"]


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What some formats obey: a page its number of nodes, a folder whether it may hold others'
    files, a site its address."""

    max_nodes: int
    force: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format: what it holds, what it loses, and its writer.

    ``write(graph, path, options)`` writes the graph. ``suffix`` is that of its files; it is empty
    where ``is_directory``: then the path is a folder.
    """

    write: Callable[[PropertyGraph, Path, ExportOptions], Written]
    suffix: str
    content: str
    loses: str
    is_directory: bool = False


def _write_html(graph: PropertyGraph, path: Path, options: ExportOptions) -> Written:
    from kg.exporters.html_page import write_html

    return write_html(graph, path, max_nodes=options.max_nodes)


def _write_graphml(graph: PropertyGraph, path: Path, _: ExportOptions) -> Written:
    from kg.exporters.formats.graphml import write_graphml

    return write_graphml(graph, path)


def _write_jsonl(graph: PropertyGraph, path: Path, _: ExportOptions) -> Written:
    from kg.exporters.canonical_jsonl import write_jsonl

    return write_jsonl(graph, path)


def _write_gexf(graph: PropertyGraph, path: Path, _: ExportOptions) -> Written:
    from kg.exporters.formats.gexf import write_gexf

    return write_gexf(graph, path)


def _write_dot(graph: PropertyGraph, path: Path, _: ExportOptions) -> Written:
    from kg.exporters.formats.dot import write_dot

    return write_dot(graph, path)


def _write_csv(graph: PropertyGraph, path: Path, options: ExportOptions) -> Written:
    from kg.exporters.formats.csv_tables import write_csv_tables

    return write_csv_tables(graph, path, force=options.force)


def _write_parquet(graph: PropertyGraph, path: Path, options: ExportOptions) -> Written:
    from kg.exporters.formats.parquet_tables import write_parquet_tables

    return write_parquet_tables(graph, path, force=options.force)


def _write_ntriples(graph: PropertyGraph, path: Path, _: ExportOptions) -> Written:
    from kg.exporters.formats.ntriples import write_ntriples

    return write_ntriples(graph, path)


def _write_jsonld(graph: PropertyGraph, path: Path, _: ExportOptions) -> Written:
    from kg.exporters.formats.jsonld import write_jsonld

    return write_jsonld(graph, path)


def _write_bibtex(graph: PropertyGraph, path: Path, _: ExportOptions) -> Written:
    from kg.exporters.formats.references import write_bibtex

    return write_bibtex(graph, path)


def _write_csl(graph: PropertyGraph, path: Path, _: ExportOptions) -> Written:
    from kg.exporters.formats.references import write_csl_json

    return write_csl_json(graph, path)


def _write_eval(graph: PropertyGraph, path: Path, _: ExportOptions) -> Written:
    from kg.exporters.formats.eval_logs import write_eval_logs

    return write_eval_logs(graph, path)


def _write_cypher(graph: PropertyGraph, path: Path, _: ExportOptions) -> Written:
    from kg.store.neo4j.cypher_script import write_script

    return _whole(path, write_script(graph, path))


def _write_neo4j_admin(graph: PropertyGraph, path: Path, options: ExportOptions) -> Written:
    from kg.store.neo4j.import_csv import write_csv

    return _whole(path, write_csv(graph, path, force=options.force))


def _write_browser(graph: PropertyGraph, path: Path, _: ExportOptions) -> Written:
    from kg.exporters.formats.browser_queries import write_browser_queries

    return write_browser_queries(graph, path)


def _write_site(graph: PropertyGraph, path: Path, options: ExportOptions) -> Written:
    from kg.site import write_site

    return write_site(graph, path, force=options.force, url=options.url)


def _whole(path: Path, counts: Counts) -> Written:
    nodes, edges = sum(counts.nodes.values()), sum(counts.edges.values())
    return Written(path, nodes, edges, nodes, edges)


EXPORTERS: Mapping[str, ExportFormat] = {
    "html": ExportFormat(_write_html, ".html", "an interactive page", "what is beyond --max-nodes"),
    "graphml": ExportFormat(
        _write_graphml,
        ".graphml",
        "GraphML for Gephi, yEd and networkx",
        "all but the best evidence of an edge; lists become text",
    ),
    "gexf": ExportFormat(
        _write_gexf, ".gexf", "GEXF for Gephi", "all but the best evidence; lists become text"
    ),
    "dot": ExportFormat(
        _write_dot, ".dot", "DOT for Graphviz", "all but names, types and papers of edges"
    ),
    "csv": ExportFormat(
        _write_csv,
        "",
        "a folder of nodes.csv and edges.csv",
        "nothing",
        is_directory=True,
    ),
    "parquet": ExportFormat(
        _write_parquet,
        "",
        "a folder of nodes.parquet and edges.parquet",
        "nothing",
        is_directory=True,
    ),
    "nt": ExportFormat(
        _write_ntriples, ".nt", "RDF as N-Triples, which is Turtle too", "the order of lists"
    ),
    "jsonld": ExportFormat(
        _write_jsonld, ".jsonld", "RDF as JSON-LD, with schema.org terms", "the order of lists"
    ),
    "bibtex": ExportFormat(_write_bibtex, ".bib", "the papers as BibTeX", "all but the papers"),
    "csl": ExportFormat(_write_csl, ".csl.json", "the papers as CSL-JSON", "all but the papers"),
    "eval": ExportFormat(
        _write_eval,
        ".eval.jsonl",
        "values of models as logs of Every Eval Ever",
        "all but absolute values with method, metric and direction",
    ),
    "jsonl": ExportFormat(_write_jsonl, ".jsonl", "a node or an edge a line, canonical", "nothing"),
    "cypher": ExportFormat(
        _write_cypher, ".cypher", "a script that any Neo4j client replays", "nothing"
    ),
    "neo4j-admin": ExportFormat(
        _write_neo4j_admin,
        "",
        "a folder of CSV with the script of the offline importer",
        "nothing",
        is_directory=True,
    ),
    "browser": ExportFormat(
        _write_browser, ".zip", "the named queries for Neo4j Browser", "the graph"
    ),
    "site": ExportFormat(
        _write_site,
        "",
        "a folder of pages: papers, boards, claims",
        "all but what its pages show",
        is_directory=True,
    ),
}
"""Name of the format -> what writes it."""


def format_of(output: Path, name: str | None = None) -> ExportFormat:
    """The format with this name, or without one that of the suffix of the output.

    Raises:
        QueryError: no format has the name or the suffix.
    """
    if name is not None:
        if name not in EXPORTERS:
            raise QueryError(f"no export format {name!r}: choose from {', '.join(EXPORTERS)}")
        return EXPORTERS[name]
    for known in EXPORTERS.values():
        if known.suffix and output.name.lower().endswith(known.suffix):
            return known
    suffixes = ", ".join(known.suffix for known in EXPORTERS.values() if known.suffix)
    raise QueryError(f"{output}: name a format (-f), or give the file a suffix of {suffixes}")
