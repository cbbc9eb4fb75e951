"""Authors and categories as nodes: who is one, in every order of papers, on both stores."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.core.people.author_records import AuthorRecord
from kg.core.people.catalogued import listed_authors, listed_categories, listed_text
from kg.core.types import Document, Edge, Extraction, Node, PropertyGraph
from kg.exporters.overview import overview
from kg.graph.audit import audit
from kg.graph.fold import fold_papers
from kg.store.directory.graph_directory import append_papers, writing
from kg.store.neo4j.neo4j_store import Neo4jStore
from tests.neo4j_server import Server

ADA, BO = "0000-0002-1825-0097", "0000-0002-1694-233X"


def paper(
    number: int, *authors: str, categories: tuple[str, ...] = (), **orcids: str
) -> Extraction:
    """A paper by authors, some with the ORCID that is given for a name without blanks."""
    records = tuple(
        AuthorRecord(name, orcids[name.replace(" ", "")])
        for name in authors
        if name.replace(" ", "") in orcids
    )
    document = Document(
        f"arxiv:2401.{number:05}",
        f"Tides {number}",
        "Nothing is claimed.",
        authors=authors,
        categories=categories,
        author_records=records,
    )
    return Extraction(document)


PAPERS = (
    paper(1, "Ada Lee", "Bo Chu", categories=("cs.LG", "cs.CL"), AdaLee=ADA),
    paper(2, "A. Lee", categories=("CS.LG",), **{"A.Lee": ADA}),
    paper(3, "Ada Lee", "ada  lee"),
    paper(4, "Jean-Luc Roy"),
    paper(5, "Jean Luc Roy", "Ada Lee", AdaLee=ADA),
    paper(6),
)


def authors(graph: PropertyGraph) -> dict[str, tuple[object, ...]]:
    """Id -> name, aliases, ORCID."""
    return {
        node.id: tuple(node.properties[key] for key in ("name", "aliases", "orcid"))
        for node in graph.nodes()
        if node.label == "Author"
    }


def wrote(graph: PropertyGraph, author: str) -> list[Edge]:
    return [edge for edge in graph.edges() if edge.type == "WROTE" and edge.source == author]


def test_an_orcid_is_one_author_and_a_name_without_it_another() -> None:
    graph = fold_papers(PAPERS)
    assert list(audit(graph)) == []
    assert authors(graph) == {
        f"author/{ADA}": ("Ada Lee", ("A. Lee",), ADA),
        "author/ada-lee": ("Ada Lee", ("ada  lee",), None),
        "author/bo-chu": ("Bo Chu", (), None),
        "author/jean-luc-roy": ("Jean Luc Roy", ("Jean-Luc Roy",), None),
    }
    numbers = [edge.paper[-1] for edge in wrote(graph, f"author/{ADA}")]
    assert numbers == ["1", "2", "5"]
    [twice] = wrote(graph, "author/ada-lee")
    assert [(each.start, each.end, each.sentence) for each in twice.evidence] == [
        (0, 7, "Ada Lee"),
        (8, 16, "ada  lee"),
    ]


def test_a_category_is_one_node_whatever_its_case() -> None:
    graph = fold_papers(PAPERS)
    nodes = [node for node in graph.nodes() if node.label == "Category"]
    assert nodes == [
        Node("Category", "category/cs.cl", {"name": "cs.CL", "aliases": ()}),
        Node("Category", "category/cs.lg", {"name": "CS.LG", "aliases": ("cs.LG",)}),
    ]
    assert [(e.paper[-1], e.target) for e in graph.edges() if e.type == "IN"] == [
        ("1", "category/cs.cl"),
        ("1", "category/cs.lg"),
        ("2", "category/cs.lg"),
    ]


names = st.lists(st.one_of(st.sampled_from(("Ada Lee", "Wu", "-", "", "é", ADA)), st.text()))


@given(names)
def test_every_name_stands_at_its_place(listed: list[str]) -> None:
    text = listed_text(listed)
    found = [*listed_authors(listed, ()), *listed_categories(listed)]
    assert all(text[each.start : each.end] == each.name for each in found)
    assert all(each.key and each.name for each in found)
    assert [each.name for each in listed_categories(listed)] == [
        each.name for each in listed_authors(listed, ())
    ]


def test_pages_draw_neither() -> None:
    shown = overview(fold_papers(PAPERS), 100)
    assert {node.label for node in shown.nodes} == {"Paper"}
    assert (shown.total_nodes, shown.total_edges, shown.rule) == (6, 0, "")


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A graph directory of the papers, the last two added to it later."""
    for papers in (PAPERS[:4], PAPERS[4:]):
        with writing(tmp_path / "tides.kg") as graph:
            append_papers(graph, papers)
    return tmp_path / "tides.kg"


def test_show_and_search_find_an_author(directory: Path) -> None:
    lines = kg.show(directory, "Bo Chu")
    assert lines == [
        "Bo Chu  [author/bo-chu]",
        "known by the name alone, which may be that of several people",
        "",
        "WROTE (1)",
        "  Tides 1  [arxiv:2401.00001]",
    ]
    own = kg.show(directory, "arxiv:2401.00002")
    assert own[:3] == ["Tides 2  [arxiv:2401.00002]", f"A. Lee ({ADA})", "CS.LG"]
    assert [line for line in own if "WROTE" in line or line.startswith("IN ")] == []
    found = kg.search(directory, "lee").records()
    assert [row["id"] for row in found] == [f"author/{ADA}", "author/ada-lee"]


def test_a_removed_paper_takes_its_authors_with_it(directory: Path) -> None:
    kg.remove(directory, ["arxiv:2401.00005", "arxiv:2401.00001"])
    rows = kg.query(directory, "authors")
    assert [(row["id"], row["papers"]) for row in rows] == [
        (f"author/{ADA}", 1),
        ("author/ada-lee", 1),
        ("author/jean-luc-roy", 1),
    ]
    assert list(kg.audit(directory)) == []


def test_a_push_has_them_and_the_next_writes_nothing(directory: Path, neo4j_server: Server) -> None:
    url = f"{neo4j_server.url}/neo4j#tides"
    user, password = neo4j_server.user, neo4j_server.password
    kg.push(directory, url, user=user, password=password)
    again = kg.push(directory, url, user=user, password=password)
    assert (again.written, again.removed) == (0, 0)
    with Neo4jStore(url, user=user, password=password) as server:
        held = server.query("MATCH (a:Author {kg: 'tides'})-[:WROTE]->(p) RETURN count(*) AS n")
        assert held.rows == [(7,)]
        found = server.query(
            "CALL db.index.fulltext.queryNodes('kg_words', '\"Jean Luc\"') YIELD node AS n"
            " WHERE n.kg = 'tides' RETURN n.id AS id"
        )
        assert found.rows == [("author/jean-luc-roy",)]
        server.query("MATCH (n {kg: 'tides'}) DETACH DELETE n", write=True)
