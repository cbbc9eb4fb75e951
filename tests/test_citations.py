"""What papers cite: which paper an entry means, edges with the citing sentence, unread papers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import kg
from kg.cli import app
from kg.core.errors import NotFoundError
from kg.core.full_texts.full_text import Citation, FullText, Paragraph, Reference, Section
from kg.core.paper_ids import paper_id
from kg.core.types import Document, Edge, Extraction, Node
from kg.graph.audit import audit
from kg.graph.fold import fold_papers
from kg.store.directory.graph_directory import append_papers, remove_papers, writing
from kg.store.directory.paper_versions import own_ids
from kg.store.ladybug.ladybug_store import LadybugStore
from kg.store.ladybug.projection import open_projection
from tests.fixtures_questions import invented_paper
from tests.test_graph import dump

TIDES, REEDS = "On the Counting of Tides", "A Theory of Reeds and Ponds"
BY_TITLE = {title: paper_id(title) for title in (TIDES, REEDS)}
TEXT = "Tides rise (Lee, 2020). As Lee et al. [1] say, reeds bend. Nobody knows why."


def entry(key: str, title: str, given: str | None = None, year: str | None = "2020") -> Reference:
    return Reference(key, f"A. Lee. {title}. {year}.", title, ("A. Lee",), year, paper=given)


def paper(title: str, given: str | None, *entries: Reference, text: str = TEXT) -> Extraction:
    """A paper whose one paragraph cites the first entry twice, and the second once."""
    cited = (Citation(11, 22, ("b1",)), Citation(27, 41, ("b1", "b2")))
    body = Section("1", "Introduction", "introduction", (Paragraph("section 1 ¶1", text, cited),))
    document = Document(
        paper_id(title, given), title, "", full_text=FullText((body,), (), (), entries)
    )
    return Extraction(document, extractor="test@1")


def cites(edges: list[Edge]) -> dict[str, list[str]]:
    found = {edge.target: edge for edge in edges if edge.type == "CITES"}
    return {target: [e.sentence for e in edge.evidence] for target, edge in found.items()}


def unread(nodes: list[Node]) -> dict[str, tuple[object, ...]]:
    keys = ("title", "year", "authors", "arxiv")
    return {
        n.id: tuple(n.properties[k] for k in keys)
        for n in nodes
        if n.properties.get("read") is False
    }


def test_an_entry_is_an_edge_with_the_sentences_that_cite_it() -> None:
    graph = fold_papers(
        [
            paper(
                "Citing",
                None,
                entry("b1", TIDES, "arxiv:2001.00001"),
                entry("b2", REEDS, BY_TITLE[REEDS]),
            )
        ]
    )
    assert cites(list(graph.edges())) == {
        "arxiv:2001.00001": ["Tides rise (Lee, 2020).", "As Lee et al. [1] say, reeds bend."],
        BY_TITLE[REEDS]: ["As Lee et al. [1] say, reeds bend."],
    }
    assert unread(list(graph.nodes())) == {
        "arxiv:2001.00001": (TIDES, 2020, ("A. Lee",), "2001.00001"),
        BY_TITLE[REEDS]: (REEDS, 2020, ("A. Lee",), None),
    }
    assert list(audit(graph)) == []


def test_an_entry_that_nothing_links_to_is_its_own_evidence() -> None:
    graph = fold_papers([paper("Citing", None, entry("b9", REEDS, BY_TITLE[REEDS]))])
    assert cites(list(graph.edges())) == {BY_TITLE[REEDS]: [f"A. Lee. {REEDS}. 2020."]}
    assert list(audit(graph)) == []


@pytest.mark.parametrize(
    ("others", "meant"),
    [
        # what else is there, and what the entry by title alone means
        ([], BY_TITLE[TIDES]),
        ([paper(TIDES, "2001.00001")], "arxiv:2001.00001"),
        ([paper(TIDES, "2001.00001"), paper(TIDES, "2001.00002")], BY_TITLE[TIDES]),
        ([paper("Other", None, entry("b1", TIDES, "arxiv:2001.00001"))], "arxiv:2001.00001"),
        ([paper("Other", None, entry("b1", TIDES, "doi:10.1000/a"))], "doi:10.1000/a"),
        ([paper("Deep Learning", "2001.00003")], BY_TITLE[TIDES]),
    ],
)
def test_a_title_means_the_one_paper_that_has_it(others: list[Extraction], meant: str) -> None:
    citing = paper("Citing", None, entry("b1", TIDES, BY_TITLE[TIDES]))
    assert meant in cites(
        [e for e in fold_papers([citing, *others]).edges() if e.paper == citing.document.id]
    )


def test_a_short_title_means_no_paper_with_an_id() -> None:
    citing = paper("Citing", None, entry("b1", "Deep Learning", paper_id("Deep Learning")))
    graph = fold_papers([citing, paper("Deep Learning", "2001.00003")])
    assert list(cites(list(graph.edges()))) == [paper_id("Deep Learning")]


def test_a_paper_without_an_id_has_the_arxiv_id_that_others_cite_it_by() -> None:
    read = paper(TIDES, None)
    named = paper("Citing", None, entry("b1", TIDES, "arxiv:2001.00001"))
    graph = fold_papers([read, named])
    found = {n.id: n.properties["arxiv"] for n in graph.nodes() if n.label == "Paper"}
    assert found == {BY_TITLE[TIDES]: "2001.00001", named.document.id: None}
    other = paper("Other", None, entry("b1", TIDES, "arxiv:2001.00002"))
    nodes = {n.id: n.properties.get("arxiv") for n in fold_papers([read, named, other]).nodes()}
    assert nodes[BY_TITLE[TIDES]] is None


def test_a_short_title_means_what_others_cite_with_its_author() -> None:
    citing = paper("Citing", None, entry("b1", "Deep Learning", paper_id("Deep Learning")))
    other = paper("Other", None, entry("b1", "Deep learning", "doi:10.1000/deep"))
    assert list(cites(list(fold_papers([citing, other]).edges()))) == ["doi:10.1000/deep"]


def test_a_paper_does_not_cite_itself() -> None:
    graph = fold_papers([paper(TIDES, "2001.00001", entry("b1", TIDES, BY_TITLE[TIDES]))])
    assert cites(list(graph.edges())) == {}
    assert unread(list(graph.nodes())) == {}


_entries = st.lists(
    st.tuples(
        st.sampled_from((TIDES, REEDS, "Deep Learning")),
        st.sampled_from((None, "2001.00001", "2001.00002", "10.1000/a")),
        st.sampled_from(("2019", "2020", None)),
    ),
    max_size=3,
)
_papers = st.lists(
    st.builds(
        lambda title, given, entries: paper(
            title,
            given,
            *(entry(f"b{n}", t, paper_id(t, g), y) for n, (t, g, y) in enumerate(entries, 1)),
        ),
        st.sampled_from((TIDES, REEDS, "Deep Learning", "Citing")),
        st.sampled_from((None, "2001.00001", "2001.00002", "10.1000/a")),
        _entries,
    ),
    max_size=8,
    unique_by=lambda each: each.document.id,
)


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(papers=_papers, first=st.integers(0, 8), at=st.integers(0, 4))
def test_a_directory_after_any_history_is_the_fold_of_its_papers(
    tmp_path_factory: pytest.TempPathFactory,
    papers: list[Extraction],
    first: int,
    at: int,
) -> None:
    with writing(tmp_path_factory.mktemp("graphs") / "grown.kg") as directory:
        directory = append_papers(append_papers(directory, papers[:first]), papers[first:])
        assert dump(directory.graph()) == dump(fold_papers(papers))
        ids = [each.document.id for each in directory]
        if at < len(ids):
            gone = set(own_ids(directory.index, ids[at]))
            directory = remove_papers(directory, [ids[at]])
            left = [each for each in papers if each.document.id not in gone]
            assert dump(directory.graph()) == dump(fold_papers(left))
        assert list(audit(directory.graph())) == []
        indexed = directory.index.execute("SELECT id FROM node ORDER BY id").fetchall()
        assert [i for (i,) in indexed] == sorted(node.id for node in directory.graph().nodes())


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cited") / "papers.kg"
    papers = [
        paper(
            "Citing",
            None,
            entry("b1", TIDES, "arxiv:2001.00001"),
            entry("b2", REEDS, BY_TITLE[REEDS]),
        ),
        paper("Another", "2402.00001", entry("b1", TIDES, BY_TITLE[TIDES])),
        paper(REEDS, "2301.00009"),
    ]
    with writing(path) as directory:
        append_papers(directory, papers)
    open_projection(path).close()
    return path


def test_cited_by_lists_who_cites_a_paper_that_nobody_read(graph: Path) -> None:
    found = kg.cited_by(graph, "https://arxiv.org/abs/2001.00001")
    assert [(each.title, each.times) for each in found] == [("Another", 2), ("Citing", 2)]
    assert {each.cited_title for each in found} == {TIDES}
    assert [each.title for each in kg.cited_by(graph, "theory of reeds")] == ["Citing"]
    with pytest.raises(NotFoundError, match="is cited by no paper"):
        kg.cited_by(graph, "Nothing")


def test_influential_counts_papers_and_places(graph: Path) -> None:
    rows = kg.query(graph, "influential")
    assert [(r["title"], r["citing"], r["times"], r["read"]) for r in rows] == [
        (TIDES, 2, 4, False),
        (REEDS, 1, 1, True),
    ]


def test_unread_papers_are_counted_by_themselves(graph: Path) -> None:
    rows = kg.query(graph, "papers-by-year")
    assert [(row["period"], row["papers"], row["cited"]) for row in rows] == [
        (2020, 0, 1),
        (None, 3, 0),
    ]
    assert {r["paper"] for r in kg.query(graph, "paper-texts")} == {
        paper_id("Citing"),
        "arxiv:2402.00001",
        "arxiv:2301.00009",
    }
    assert kg.query(graph, "new-since", param={"since": "1900-01-01"}) == []
    assert kg.query(graph, "find-paper", param={"text": "tides"}) == []
    shown = CliRunner().invoke(app, ["stats", "--graph", str(graph)]).output
    assert "Paper (cited, not read)" in shown
    page = kg.export(graph, graph.with_suffix(".html"), format="html")
    assert page is not None
    assert TIDES not in graph.with_suffix(".html").read_text("utf-8").partition('"sentences"')[0]


def test_the_command_prints_the_citing_sentences(graph: Path) -> None:
    done = CliRunner().invoke(app, ["cited-by", "2001.00001", "--graph", str(graph)])
    assert done.exit_code == 0
    assert "“As Lee et al. [1] say, reeds bend.”" in done.output or "“Tides rise" in done.output
    assert done.output.startswith(f"{TIDES}  [arxiv:2001.00001]")


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        (None, False),
        (Reference("b1", "Lee. Ferry.", "Ferry: slow and sure", (), paper="doi:10.1/f"), True),
        (Reference("b1", "Lee. Other.", "Ferrying letters", (), paper="doi:10.1/f"), False),
        (Reference("b1", "Lee. Boats.", "Boats for letters", (), paper="arxiv:2401.00001"), True),
    ],
)
def test_a_citation_supports_that_a_method_builds_on_another(
    tmp_path: Path, cited: Reference | None, expected: bool
) -> None:
    """By the title of a paper that nobody read, or as what a paper that was read introduces."""
    older = invented_paper(
        1, "Boats for letters", "We propose Ferry.", Method={"introduces": "Ferry"}
    )
    newer = invented_paper(
        2,
        "Barge for letters",
        "We propose Barge. Barge is based on Ferry.",
        Method={"introduces": "Barge", "uses": "Ferry"},
    )
    if cited:
        body = FullText((), references=(cited,))
        newer = replace(newer, document=replace(newer.document, full_text=body))
    with LadybugStore(tmp_path / "graph") as store:
        store.replace(fold_papers([older, newer]))
        found = kg.lineage(store, "Barge")
    assert [(each.other, each.how, each.cited) for each in found] == [
        ("Ferry", "based on", expected)
    ]
