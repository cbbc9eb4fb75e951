"""What persons judge of papers: ids that are of one paper, or of two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.core.judgement import DIFFERENT, SAME, WITHDRAWN, Judgement
from kg.core.names import title_key
from kg.core.paper_ids import paper_id
from kg.core.schema import PAPER
from kg.core.types import Document, Extraction
from kg.papers.same_papers import identity_marks, judged_papers, merge_readings, title_aliases
from kg.store.directory.graph_directory import open_directory
from kg.store.directory.index.index_schema import create_index
from kg.store.directory.paper_versions import (
    RecordOffset,
    add_reading,
    paper_of,
    remove_readings,
    set_judged_papers,
)
from tests.test_cli import run

TITLES = ("On Things", "On Other Things", "On Rest")
IDS = (
    *("arxiv:2401.00001", "arxiv:2401.00002", "doi:10.1000/a", "doi:10.1000/b", "pmid:1"),
    *("acl:P19-0001", *(paper_id(title) for title in TITLES)),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A reading with one of few ids, titles, authors and years."""
    identifier = draw(st.sampled_from(IDS))
    title = draw(st.sampled_from(TITLES))
    authors = draw(st.sampled_from(((), ("Ada Lee",), ("Bo Chu",), ("Ada Lee", "Bo Chu"))))
    date = draw(st.sampled_from((None, "2024", "2025")))
    own = paper_id(title) if identifier.startswith("title:") else identifier
    return Document(own, title, "A.", date, authors=authors)


def judged(one: str, other: str, verdict: str, time: str = "1") -> Judgement:
    return Judgement(PAPER, one, other, 1.0, "", "person:ada", verdict, time)


@st.composite
def judgements(draw: st.DrawFn) -> list[Judgement]:
    pairs = st.tuples(
        st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from((SAME, DIFFERENT, WITHDRAWN))
    )
    found = draw(st.lists(pairs, max_size=4))
    return [judged(*pair, str(number)) for number, pair in enumerate(found)]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(documents(), st.sampled_from(IDS), judgements()), max_size=12))
def test_the_index_knows_the_papers_that_all_readings_make(
    steps: list[Document | str | list[Judgement]],
) -> None:
    """Whatever comes, goes and is judged, in any order: as if all had come at once."""
    db = create_index(None)
    held: list[Document] = []
    ledger: list[Judgement] = []
    for number, step in enumerate(steps):
        if isinstance(step, Document):
            marks = identity_marks(step.authors, step.date)
            add_reading(db, step.id, title_key(step.title), RecordOffset(0, number), marks)
            held.append(step)
        elif isinstance(step, str):
            remove_readings(db, step)
            held = [document for document in held if document.id != step]
        else:
            ledger = step
            set_judged_papers(db, ledger)
        aliases = title_aliases(held, judged_papers(ledger))
        for document in held:
            expected = aliases.get(document.id, document.id)
            assert paper_of(db, document.id) == expected, (document.id, step)
    db.close()


@settings(max_examples=80, deadline=None)
@given(st.lists(documents(), min_size=1, max_size=6), judgements())
def test_what_changes_is_reported(held: list[Document], ledger: list[Judgement]) -> None:
    """Papers that get or lose readings by a judgement are among those that it gives back."""
    db = create_index(None)
    for number, each in enumerate(held):
        marks = identity_marks(each.authors, each.date)
        add_reading(db, each.id, title_key(each.title), RecordOffset(0, number), marks)
    before = {each.id: paper_of(db, each.id) for each in held}
    changed = set_judged_papers(db, ledger)
    for each in held:
        if paper_of(db, each.id) != before[each.id]:
            assert {before[each.id], paper_of(db, each.id)} <= changed
    assert set_judged_papers(db, ledger) == set()
    db.close()


PREPRINT = Document("arxiv:2401.00001", "On Things", "A.", "2024-01-01", authors=("Ada Lee",))
PUBLISHED = Document("doi:10.1000/x", "On  things", "A.", "2025", authors=("Bo Chu",))
REPRINT = Document("pmid:1", "On Things, Again", "A.", "2026", authors=("Ada Lee",))


JOINED = judged(PUBLISHED.id, PREPRINT.id, SAME)


@pytest.mark.parametrize(
    ("ledger", "papers"),
    [
        ([], 3),
        ([JOINED], 2),
        ([JOINED, judged(REPRINT.id, PUBLISHED.id, SAME)], 1),
        ([JOINED, judged(PREPRINT.id, PUBLISHED.id, WITHDRAWN, "2")], 3),
        ([JOINED, judged(PREPRINT.id, PUBLISHED.id, DIFFERENT, "2")], 3),
        ([judged(PUBLISHED.id, "arxiv:2401.99999", SAME)], 3),  # of which there is no reading
    ],
)
def test_ids_that_were_judged_to_be_of_one_paper_are(ledger: list[Judgement], papers: int) -> None:
    readings = [Extraction(document) for document in (PUBLISHED, REPRINT, PREPRINT)]
    for order in (readings, readings[::-1]):
        found = merge_readings(order, ledger)
        assert len(found) == papers
        assert PREPRINT.id in [x.document.id for x in found]


PAPERS = (
    '{"id": "2401.00001", "title": "On Things", "abstract": "We propose Raft.",'
    ' "authors": ["Ada Lee"], "date": "2024-01-01"}\n'
    '{"doi": "10.1000/x", "title": "On Things", "abstract": "We propose Raft.",'
    ' "authors": ["Bo Chu"], "date": "2025"}\n'
    '{"doi": "10.1000/y", "title": "On Other Things", "abstract": "We propose Skiff."}\n'
    '{"pmid": "7", "title": "On Other Things", "abstract": "We propose Skiff.", "year": 2025}\n'
    '{"id": "2401.00003", "title": "On Rest", "abstract": "We propose Punt.", "year": 2024}\n'
    '{"pmid": "9", "title": "On Rest", "abstract": "We propose Punt.", "year": 2024}\n'
)


def unread(documents: Iterable[Document]) -> Iterator[Extraction]:
    """Finds nothing."""
    return map(Extraction, documents)


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """Two pairs of papers of one title that are left open, and one that is joined."""
    path = tmp_path / "papers.jsonl"
    path.write_text(PAPERS, encoding="utf-8")
    return Path(kg.build(path, tmp_path / "g.kg", extractor=unread))


def ids_in(graph: Path) -> list[str]:
    return [node.id for node in kg.open(graph).nodes() if node.label == PAPER]


FIRST = ("arxiv:2401.00001", "doi:10.1000/x")
SECOND = ("doi:10.1000/y", "pmid:7")


def test_papers_of_one_title_that_nothing_joins_are_left_to_judge(graph: Path) -> None:
    found = kg.unsure(graph, papers=True)
    assert [(each.left, each.right) for each in found] == [SECOND, FIRST]
    assert [each.reason for each in found] == [
        "the authors of one are not known, nor are the years",
        "no family name in common",
    ]
    assert len(ids_in(graph)) == 5
    done = run("unsure", "--papers", "--graph", str(graph))
    assert done.stdout.splitlines()[:4] == [
        *("On Other Things", "  doi:10.1000/y  (no date, no authors)", "  pmid:7  (2025)"),
        "  one paper? the authors of one are not known, nor are the years",
    ]
    assert "kg merge LEFT RIGHT" in done.stderr
    with pytest.raises(kg.QueryError):
        kg.unsure(graph, papers=True, results=True)  # type: ignore[call-overload]


def test_a_pair_that_was_merged_is_one_paper_until_that_is_undone(graph: Path) -> None:
    before = ids_in(graph)
    assert kg.merge(graph, "10.1000/X", "2401.00001").endswith("one paper: arxiv:2401.00001")
    (paper,) = [p for p in open_directory(graph) if p.document.id == "arxiv:2401.00001"]
    assert (paper.document.arxiv, paper.document.doi) == ("2401.00001", "10.1000/x")
    assert len(paper.document.sources) == 2
    assert [(each.left, each.right) for each in kg.unsure(graph, papers=True)] == [SECOND]
    assert list(kg.open(graph).audit()) == []
    kg.build([], graph)
    assert ids_in(graph) == [each for each in before if each != "doi:10.1000/x"]
    assert kg.undo(graph, "doi:10.1000/x", "arxiv:2401.00001") == [
        "doi:10.1000/x = arxiv:2401.00001"
    ]
    assert ids_in(graph) == before
    assert len(kg.unsure(graph, papers=True)) == 2


def test_a_pair_that_was_split_is_two_papers_and_no_question(graph: Path) -> None:
    kg.split(graph, "doi:10.1000/x", "arxiv:2401.00001")
    assert [(each.left, each.right) for each in kg.unsure(graph, papers=True)] == [SECOND]
    kg.undo(graph)
    assert len(kg.unsure(graph, papers=True)) == 2


def test_papers_that_were_joined_by_the_rules_can_be_parted(graph: Path) -> None:
    assert "pmid:9" not in ids_in(graph)
    assert kg.split(graph, "pmid:9", "arxiv:2401.00003") == (
        "pmid:9 and arxiv:2401.00003 are two papers"
    )
    assert "pmid:9" in ids_in(graph)
    kg.undo(graph)
    assert "pmid:9" not in ids_in(graph)


def test_a_page_is_the_paper_that_a_person_says(tmp_path: Path) -> None:
    """A title with a slip, known by nothing else, is merged with the paper of the right title."""
    path = tmp_path / "papers.jsonl"
    path.write_text(
        '{"id": "2401.00001", "title": "On Things", "abstract": "We propose Raft."}\n'
        '{"title": "On Thing", "abstract": "We propose Raft."}\n'
        '{"title": "On Thngs", "abstract": "We propose Raft."}\n'
    )
    graph = tmp_path / "g.kg"
    kg.build(path, graph, extractor=unread)
    slips = [identifier for identifier in ids_in(graph) if identifier.startswith("title:")]
    kg.merge(graph, slips[0], "2401.00001")
    assert ids_in(graph) == ["arxiv:2401.00001", slips[1]]
    with pytest.raises(kg.GraphError, match="titles alone"):
        kg.merge(graph, slips[1], slips[0])


def test_ids_that_the_graph_has_not_are_refused(graph: Path) -> None:
    with pytest.raises(kg.NotFoundError, match=r"no paper '2401\.77777'"):
        kg.merge(graph, "2401.00001", "2401.77777")
    with pytest.raises(kg.GraphError, match="from itself"):
        kg.split(graph, "2401.00001", "2401.00001")


def test_a_build_says_how_many_papers_were_joined_and_left_open(
    graph: Path, tmp_path: Path
) -> None:
    done = run("build", "--min-confidence", "0.3", "--graph", str(graph))
    assert "papers read under several ids, each one paper: 1" in done.stderr
    assert "left open: 2 (kg unsure --papers)" in done.stderr
