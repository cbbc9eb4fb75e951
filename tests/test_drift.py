"""Values that tables quote from other papers: whose they are, and how they differ from the own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest

import kg
from kg.core.full_texts.full_text import FullText, Paragraph, Reference, Section
from kg.core.schema import METHOD
from kg.core.types import Document, Entity, Evidence, Extraction
from kg.graph.fold import fold_papers
from kg.ingest.latexml.table_grids import read_tables
from kg.nlp.tables.table_entities import table_results
from kg.questions.query import ask
from kg.store import Store
from kg.store.directory.graph_directory import append_papers, writing
from kg.store.ladybug.ladybug_store import LadybugStore
from kg.store.ladybug.projection import open_projection
from kg.store.neo4j.neo4j_store import Neo4jStore
from tests.neo4j_server import Server
from tests.table_pages import CITE, caption, row, tabular

HEAD = row("Method", "Accuracy", "F1")
ROBIN = '<td class="ltx_td">Robin {}</td>'
OWNER, QUOTER = "Robin: Listening to Songs", "Wren: Quick Sorting of Birdsong"


def paper(title: str, given: str, *rows: str, cites: str | None = None) -> Extraction:
    """A paper that proposes what its title begins with, with one table, and what it cites as 7."""
    name = title.partition(":")[0]
    abstract = f"We propose {name}, a method for birdsong."
    figure = (
        f'<figure id="T1">{caption("Table 1", "Results on CIFAR-10.")}{tabular(*rows)}</figure>'
    )
    tables = read_tables(lxml.html.fromstring(f"<article>{figure}</article>"))
    text = Paragraph("section 1 ¶1", f"{name} is a strong model. We report the accuracy.")
    entries = (Reference("bib.bib7", "A. Lee. Songs.", OWNER, ("A. Lee",), paper=cites),)
    body = FullText(
        (Section("1", "Introduction", "introduction", (text,)),),
        tables=tables,
        references=entries if cites else (),
    )
    document = Document(given, title, abstract, full_text=body)
    start = len(title) + 1 + abstract.index(name)
    seen = Evidence(start, start + len(name), name, abstract, "model@1", 0.9)
    found = (Entity(METHOD, name, (name,), "introduces", 0.9, (seen,)),)
    entities, results = table_results(document, found)
    return Extraction(document, entities, results, "test@1")


OWN = paper(OWNER, "arxiv:2001.00001", HEAD, row("Robin", "71.2", "70.0"))
QUOTING = paper(
    QUOTER,
    "arxiv:2002.00002",
    HEAD,
    row(ROBIN.format(CITE), "70.9", "70.0"),
    row("Wren (ours)", "75.0", "74.0"),
    cites="arxiv:2001.00001",
)
UNCITED = replace(QUOTING, results=tuple(replace(r, cited=None) for r in QUOTING.results))


@pytest.fixture(params=["embedded", "server"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "embedded":
        with LadybugStore(tmp_path / "graph") as embedded:
            yield embedded
        return
    server: Server = request.getfixturevalue("neo4j_server")
    login = {"user": server.user, "password": server.password}
    with Neo4jStore(f"{server.url}/neo4j#drift", **login) as remote:
        yield remote
        remote.query("MATCH (n {kg: 'drift'}) DETACH DELETE n", write=True)


def test_a_table_cites_the_paper_of_a_value() -> None:
    assert [(each.method, each.is_own, each.cited) for each in QUOTING.results] == [
        ("Robin", False, "bib.bib7"),
        ("Robin", False, "bib.bib7"),
        ("Wren", True, None),
        ("Wren", True, None),
    ]


def test_drift_sets_a_quoted_value_beside_the_own_one(store: Store) -> None:
    store.replace(fold_papers([OWN, QUOTING]))
    rows = ask(store, "drift", {}).records()
    shown = [(r["method"], r["metric"], r["own"], r["quoted"]) for r in rows]
    assert shown == [("Robin", "accuracy", "71.2", "70.9"), ("Robin", "F1", "70.0", "70.0")]
    first = rows[0]
    assert first["drift"] == pytest.approx(-0.3)
    assert (first["own_title"], first["quoting_title"]) == (OWNER, QUOTER)
    assert (first["own_field"], first["quoting_field"]) == ("table 1", "table 1")
    assert first["own_sentence"] == "Method | Accuracy | F1\nRobin | 71.2 | 70.0"
    assert first["quoted_from"] == OWNER


@pytest.mark.parametrize(
    "other",
    [
        paper(QUOTER, "arxiv:2002.00002", row("Method", "PSNR", "SSIM"), row("Robin", "9", "8")),
        paper(QUOTER, "arxiv:2002.00002", HEAD, row("Wren", "70.9", "70.0")),
        paper(OWNER, "arxiv:2001.00001", HEAD, row("Robin", "71.2", "70.0")),
    ],
)
def test_there_is_no_drift_of_what_is_not_the_same(tmp_path: Path, other: Extraction) -> None:
    """Another metric, another method, the paper itself."""
    with LadybugStore(tmp_path / "graph") as embedded:
        embedded.replace(fold_papers({e.document.id: e for e in (OWN, other)}.values()))
        assert ask(embedded, "drift", {}).rows == []


def test_a_value_without_a_citation_is_quoted_from_no_paper(tmp_path: Path) -> None:
    with LadybugStore(tmp_path / "graph") as embedded:
        embedded.replace(fold_papers([OWN, UNCITED]))
        assert [row["quoted_from"] for row in ask(embedded, "drift", {}).records()] == [None, None]


def test_the_paper_that_is_quoted_may_be_read_later(tmp_path: Path) -> None:
    """The node of the cited paper, known by its title, gives way to that of the paper read."""
    early = replace(QUOTING, document=replace(QUOTING.document, full_text=_by_title()))
    with writing(tmp_path / "papers.kg") as directory:
        before = append_papers(directory, [early])
        assert {
            n.properties["quoted_from"] for n in before.graph().nodes() if n.label == "Result"
        } == {
            None,
            "title:robin-listening-to-songs",
        }
        after = append_papers(before, [OWN])
        quoted = {n.properties["quoted_from"] for n in after.graph().nodes() if n.label == "Result"}
        assert quoted == {None, "arxiv:2001.00001"}
    open_projection(tmp_path / "papers.kg").close()
    rows = kg.query(tmp_path / "papers.kg", "drift")
    assert [row["quoted_from"] for row in rows] == [OWNER, OWNER]


def _by_title() -> FullText:
    body = QUOTING.document.full_text
    assert body is not None
    entries = (replace(body.references[0], paper="title:robin-listening-to-songs"),)
    return replace(body, references=entries)


def test_show_lists_the_results_of_a_paper_as_its_own_and_quoted(tmp_path: Path) -> None:
    with LadybugStore(tmp_path / "graph") as embedded:
        embedded.replace(fold_papers([OWN, QUOTING]))
        lines = kg.show(embedded, QUOTER)
    at = lines.index("STATES (4)")
    names = [line for line in lines[at:] if line.startswith("  ") and not line.startswith("   ")]
    assert names[:4] == [
        "  Wren, Accuracy 75.0 on CIFAR-10",
        "  Wren, F1 74.0 on CIFAR-10",
        "  Robin, Accuracy 70.9 on CIFAR-10",
        "  Robin, F1 70.0 on CIFAR-10",
    ]
    assert "    Wren (ours)  [75.0]    74.0" in lines
