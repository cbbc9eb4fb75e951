"""The formats for other programs, each read back by a reader that is not ours."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any

import networkx
import pandas as pd
import pydot
import pytest
import rdflib
from bibtexparser.entrypoint import parse_file

import kg
from kg.core.types import Edge, Node
from kg.exporters.formats.csv_tables import EDGES, NODES, write_csv_tables
from kg.exporters.formats.dot import write_dot
from kg.exporters.formats.gexf import write_gexf
from kg.exporters.formats.jsonld import write_jsonld
from kg.exporters.formats.ntriples import write_ntriples
from kg.exporters.formats.parquet_tables import write_parquet_tables
from kg.exporters.formats.rdf_terms import OWN
from kg.exporters.formats.references import write_bibtex, write_csl_json
from kg.exporters.overview import display_name
from kg.store.codec.rows import Kind, edge_from, edge_row, node_from, node_row
from tests.fixtures_graphs import Listed, hostile_boards, hostile_graph, reading_list

OWN_TERM = rdflib.Namespace(OWN)
GRAPHS = {"list": reading_list(12), "hostile": hostile_graph(), "boards": hostile_boards()}


@pytest.fixture(params=GRAPHS)
def graph(request: pytest.FixtureRequest) -> Listed:
    return GRAPHS[request.param]


def ends(edge: Edge) -> tuple[str, str, str]:
    return edge.source, edge.type, edge.target


def clean(text: str) -> str:
    """The text as XML, RDF and UTF-8 can hold it."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


def test_networkx_reads_gexf(graph: Listed, tmp_path: Path) -> None:
    write_gexf(graph, tmp_path / "g.gexf")
    again = networkx.read_gexf(tmp_path / "g.gexf")
    assert set(again) == {node.id for node in graph.nodes()}
    for node in graph.nodes():
        held = again.nodes[node.id]
        assert held["type"] == node.label
        assert held["label"] == clean(display_name(node))
        if node.label == "Result":
            assert held["value"] == node.properties["value"]
    read = [(s, d["label"], t) for s, t, d in again.edges(data=True)]
    assert sorted(read) == sorted(map(ends, graph.edges()))
    assert {d["sentence"] for _, _, d in again.edges(data=True)} == {
        clean(max(e.evidence, key=lambda each: each.score).sentence) for e in graph.edges()
    }


@pytest.mark.parametrize("name", ["list", "boards"])
def test_csv_holds_every_property(name: str, tmp_path: Path) -> None:
    graph = GRAPHS[name]
    written = write_csv_tables(graph, tmp_path / "tables")
    with (tmp_path / "tables" / NODES).open(encoding="utf-8", newline="") as file:
        nodes = list(csv.DictReader(file))
    with (tmp_path / "tables" / EDGES).open(encoding="utf-8", newline="") as file:
        edges = list(csv.DictReader(file))
    assert (len(nodes), len(edges)) == (written.nodes, written.edges)
    for rows, wanted in (
        (nodes, [node_row(node) for node in graph.nodes()]),
        (edges, [edge_row(edge) for edge in graph.edges()]),
    ):
        for row, known in zip(rows, wanted, strict=True):
            for name, value in known.items():
                assert row[name] == cell(value)


def cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return clean(json.dumps(list(value), ensure_ascii=False))
    return str(value).lower() if isinstance(value, bool) else clean(str(value))


@pytest.mark.parametrize("name", ["list", "boards"])
def test_pandas_reads_parquet_without_loss(name: str, tmp_path: Path) -> None:
    graph = GRAPHS[name]
    write_parquet_tables(graph, tmp_path)
    nodes = pd.read_parquet(tmp_path / "nodes.parquet", dtype_backend="pyarrow")
    edges = pd.read_parquet(tmp_path / "edges.parquet", dtype_backend="pyarrow")
    read_nodes = [plain_row(row) for row in nodes.to_dict("records")]
    labels = {row["id"]: row["label"] for row in read_nodes}
    assert [node_from(str(row["label"]), row) for row in read_nodes] == [
        node_from(node.label, node_row(node)) for node in graph.nodes()
    ]
    read_edges = [plain_row(row) for row in edges.to_dict("records")]
    assert [
        edge_from(Kind(row["type"], labels[row["source"]], labels[row["target"]]), row)
        for row in read_edges
    ] == list(graph.edges())


def plain_row(row: dict[Hashable, Any]) -> dict[str, Any]:
    """A row with Python's lists, and None where nothing is."""
    return {
        str(name): list(value)
        if hasattr(value, "__len__") and not isinstance(value, str)
        else None
        if pd.isna(value)
        else value
        for name, value in row.items()
    }


@pytest.mark.parametrize("write", [write_csv_tables, write_parquet_tables])
def test_tables_refuse_a_folder_of_others(write: Any, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(kg.KGError, match=r"mine\.txt"):
        write(reading_list(2), tmp_path)
    write(reading_list(2), tmp_path, force=True)
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_rdflib_reads_every_edge_with_its_evidence(graph: Listed, tmp_path: Path) -> None:
    write_ntriples(graph, tmp_path / "g.nt")
    read = rdflib.Graph().parse(tmp_path / "g.nt", format="nt")
    named = {str(o): s for s, o in read.subject_objects(rdflib.URIRef(f"{OWN}id"))}
    assert set(named) == {clean(node.id) for node in graph.nodes()}
    for edge in graph.edges():
        source, target = named[clean(edge.source)], named[clean(edge.target)]
        assert (source, rdflib.URIRef(f"{OWN}{edge.type}"), target) in read
    told = sorted(
        (str(read.value(each, OWN_TERM["sentence"])), int(str(read.value(each, OWN_TERM["start"]))))
        for each in set(read.objects(None, OWN_TERM["evidence"]))
    )
    known = {(e.key, clean(v.sentence), v.start) for e in graph.edges() for v in e.evidence}
    assert told == sorted((sentence, start) for _, sentence, start in known)


def test_json_ld_and_turtle_say_what_n_triples_say(graph: Listed, tmp_path: Path) -> None:
    write_ntriples(graph, tmp_path / "g.nt")
    write_jsonld(graph, tmp_path / "g.jsonld")
    lines = rdflib.Graph().parse(tmp_path / "g.nt", format="nt")
    assert set(rdflib.Graph().parse(tmp_path / "g.jsonld", format="json-ld")) == set(lines)
    assert set(rdflib.Graph().parse(tmp_path / "g.nt", format="turtle")) == set(lines)


@pytest.mark.parametrize("name", ["list", "boards"])
def test_dot_is_read(name: str, tmp_path: Path) -> None:
    graph = GRAPHS[name]
    write_dot(graph, tmp_path / "g.dot")
    [read] = pydot.graph_from_dot_file(str(tmp_path / "g.dot"), encoding="utf-8") or []
    unquoted = {node.get_name() for node in read.get_nodes()} - {"node", "edge", "graph"}
    assert len(unquoted) == len(graph.all_nodes)
    assert len(read.get_edges()) == len(graph.all_edges)
    labels = [edge.get("label").strip('"') for edge in read.get_edges()]
    assert sorted(labels) == sorted(edge.type for edge in graph.edges())


AUTHORS = ("Ada Lovelace", "Grace M. Hopper")
PAPERS = Listed(
    (
        Node(
            "Paper",
            "2401.00001",
            {
                "title": "On 50% of oddNames & a #1 study",
                "abstract": "We do 100 things & with_care.",
                "authors": AUTHORS,
                "date": "2024-01-03",
                "arxiv": "2401.00001",
                "doi": "10.1000/x_y",
            },
        ),
        Node("Paper", "title:1", {"title": "Un café à Zürich", "authors": (), "date": "2023"}),
    ),
    (),
)


def test_bibtexparser_reads_bibtex(tmp_path: Path) -> None:
    written = write_bibtex(PAPERS, tmp_path / "p.bib")
    assert written.nodes == 2
    library = parse_file(str(tmp_path / "p.bib"))
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == ["lovelace202450", "un2023"]
    first = library.entries[0].fields_dict
    assert first["title"].value == r"On 50\% of {oddNames} \& a \#1 study"
    assert first["author"].value == "Lovelace, Ada and Hopper, Grace M."
    assert first["doi"].value == "10.1000/x_y"


def test_no_text_breaks_an_entry(graph: Listed, tmp_path: Path) -> None:
    written = write_bibtex(graph, tmp_path / "p.bib")
    library = parse_file(str(tmp_path / "p.bib"))
    assert not library.failed_blocks
    assert len({entry.key for entry in library.entries}) == written.nodes
    fields = {
        "title",
        "author",
        "year",
        "month",
        "abstract",
        "eprint",
        "archiveprefix",
        "doi",
        "url",
    }
    assert {name for entry in library.entries for name in entry.fields_dict} <= fields
    write_csl_json(graph, tmp_path / "p.json")
    items = json.loads((tmp_path / "p.json").read_text(encoding="utf-8"))
    assert [item["id"] for item in items] == [entry.key for entry in library.entries]


@pytest.mark.parametrize(("write", "name"), [(write_bibtex, "p.bib"), (write_csl_json, "p.json")])
def test_we_read_our_references_back(write: object, name: str, tmp_path: Path) -> None:
    assert callable(write)
    write(PAPERS, tmp_path / name)
    documents = list(kg.read_documents([tmp_path / name]))
    wanted = [node.properties for node in PAPERS.nodes()]
    assert [document.title for document in documents] == [each["title"] for each in wanted]
    first = documents[0]
    assert first.authors == AUTHORS
    assert first.abstract == wanted[0]["abstract"]
    assert first.id == "arxiv:2401.00001"


def formats() -> Iterator[str]:
    yield from ("gexf", "dot", "csv", "parquet", "nt", "jsonld", "bibtex", "csl", "eval")


@pytest.mark.parametrize("name", formats())
def test_equal_graphs_are_equal_bytes(name: str, sample_graph: Path, tmp_path: Path) -> None:
    from kg.workflows.export_formats import EXPORTERS

    texts = []
    for place in (tmp_path / "one", tmp_path / "two"):
        out = place.with_suffix(EXPORTERS[name].suffix)
        kg.export(sample_graph, out, format=name)
        files = sorted(out.iterdir()) if out.is_dir() else [out]
        texts.append([file.read_bytes() for file in files])
    assert texts[0] == texts[1]
    assert all(texts[0])
