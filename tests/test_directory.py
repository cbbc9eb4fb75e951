from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.core.errors import GraphError
from kg.core.types import Document, Entity, Evidence, Extraction
from kg.graph.fold import fold_papers
from kg.store.directory.directory_state import record_projection
from kg.store.directory.graph_directory import append_papers, open_directory, set_view, writing
from kg.store.directory.index.index_schema import CODE, code_files, transaction
from kg.store.directory.index.index_update import set_projected
from kg.store.ladybug.projection import open_projection
from kg.workflows.removal import remove
from tests.fixtures_graphs import Listed
from tests.strategies import extractions
from tests.test_graph import dump

fresh = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)


def put(path: Path, papers: list[Extraction]) -> None:
    with writing(path) as directory:
        append_papers(set_view(directory, min_confidence=0.0), papers)


@fresh
@given(st.lists(st.lists(extractions(), max_size=3), min_size=1, max_size=3), st.randoms())
def test_several_builds_give_the_graph_of_one(
    tmp_path_factory: pytest.TempPathFactory, runs: list[list[Extraction]], random: object
) -> None:
    folder = tmp_path_factory.mktemp("g")
    everything = [x for run in runs for x in run]
    shuffled = list(runs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    for run in runs:
        put(folder / "one.kg", run)
    for run in [*shuffled, *shuffled]:
        put(folder / "two.kg", run)
    expected = dump(fold_papers(everything))
    if everything:
        assert dump(open_directory(folder / "one.kg").graph()) == expected
        assert dump(open_directory(folder / "two.kg").graph()) == expected


def test_a_reading_that_only_brings_another_title_still_joins(tmp_path: Path) -> None:
    listed = Extraction(Document("title:e99dfaa7f49a21d1", "On A", "PPO"))
    under_b = Extraction(Document("arxiv:2401.00001", "On B", "PPO"))
    under_a = Extraction(Document("arxiv:2401.00001", "On A", "PPO"))
    put(tmp_path / "g.kg", [listed, under_b])
    put(tmp_path / "g.kg", [under_a])
    assert [paper.document.id for paper in open_directory(tmp_path / "g.kg")] == [
        "arxiv:2401.00001"
    ]


def test_building_the_same_again_writes_nothing(tmp_path: Path) -> None:
    papers = _papers()
    put(tmp_path / "g.kg", papers)
    before = {p: p.read_bytes() for p in (tmp_path / "g.kg").rglob("*") if p.is_file()}
    state = open_directory(tmp_path / "g.kg").state()
    put(tmp_path / "g.kg", papers)
    after = {p: p.read_bytes() for p in (tmp_path / "g.kg").rglob("*") if p.is_file()}
    assert before == after
    assert open_directory(tmp_path / "g.kg").state() == state


def _papers() -> list[Extraction]:
    return [Extraction(Document(f"title:{i}", f"T{i}", "An abstract.")) for i in range(3)]


class CutOffError(Exception):
    pass


def _cut_off() -> Iterator[Extraction]:
    yield _papers()[0]
    raise CutOffError


def test_an_error_midway_leaves_no_new_directory(tmp_path: Path) -> None:
    with pytest.raises(CutOffError), writing(tmp_path / "new.kg") as directory:
        append_papers(directory, _cut_off())
    assert list(tmp_path.iterdir()) == []


def test_an_error_midway_leaves_the_old_graph_as_it_was(tmp_path: Path) -> None:
    put(tmp_path / "g.kg", _papers()[1:])
    before = sorted(p.name for p in (tmp_path / "g.kg" / "records").iterdir())
    with pytest.raises(CutOffError), writing(tmp_path / "g.kg") as directory:
        append_papers(directory, _cut_off())
    assert sorted(p.name for p in (tmp_path / "g.kg" / "records").iterdir()) == before
    assert len(open_directory(tmp_path / "g.kg")) == 2


def test_what_a_killed_build_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    put(tmp_path / "g.kg", _papers())
    torn = tmp_path / "g.kg" / "records" / "000002.jsonl.part"
    torn.write_text('{"id": "title:9", "tit')
    assert len(open_directory(tmp_path / "g.kg")) == 3
    put(tmp_path / "g.kg", [])
    assert not torn.exists()


def _hold(path: Path, ready: object, done: object) -> None:
    with writing(path):
        ready.set()  # type: ignore[attr-defined]
        done.wait(20)  # type: ignore[attr-defined]


def test_two_builds_at_once_one_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "g.kg", _papers())
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(tmp_path / "g.kg", ready, done))
    other.start()
    assert ready.wait(20)
    try:
        with pytest.raises(GraphError, match="another command is writing"):
            put(tmp_path / "g.kg", _papers())
        with pytest.raises(GraphError, match="another command is writing"):
            remove(tmp_path / "g.kg", ["T1"])
        assert len(open_directory(tmp_path / "g.kg")) == 3, "readers see the graph before"
    finally:
        done.set()
        other.join()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(GraphError, match="is no graph directory"):
        put(tmp_path, _papers())
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.tex"]
    with pytest.raises(GraphError, match="make one with `kg build`"):
        open_directory(tmp_path / "nowhere.kg")


def test_a_damaged_record_is_named(tmp_path: Path) -> None:
    put(tmp_path / "g.kg", _papers())
    segment = tmp_path / "g.kg" / "records" / "000001.jsonl"
    segment.write_bytes(segment.read_bytes()[:-20] + b"x" * 19 + b"\n")
    with pytest.raises(GraphError, match=r"000001\.jsonl: a damaged record"):
        list(open_directory(tmp_path / "g.kg"))


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "g.kg", _papers())
    (tmp_path / "g.kg" / "kg.json").write_text('{"format": 99}')
    with pytest.raises(GraphError, match="update kg"):
        open_directory(tmp_path / "g.kg")


def test_a_change_of_any_code_that_makes_graphs_makes_the_index_anew() -> None:
    package = Path(kg.__file__).parent
    read = {path.relative_to(package).as_posix() for path in code_files()}
    assert [pattern for pattern in CODE if not read & _matching(package, pattern)] == []
    assert {
        "core/schema.py",
        "core/people/affiliations.py",
        "store/directory/index/name_index.py",
    } <= read


def _matching(package: Path, pattern: str) -> set[str]:
    return {path.relative_to(package).as_posix() for path in package.glob(pattern)}


def _add_and_remove(path: Path) -> None:
    put(path, [_naming(number, "Late") for number in range(20, 30)])
    remove(path, ["title:0", "title:1"])


def _naming(number: int, name: str) -> Extraction:
    evidence = Evidence(3, 3 + len(name), name, name, "test@1")
    entity = Entity("Method", name, (name,), "mentions", 0.5, (evidence,))
    return Extraction(Document(f"title:{number}", f"{number:02}", name), (entity,), (), "test@1")


def test_a_graph_is_of_one_state_whatever_another_process_commits(tmp_path: Path) -> None:
    path = tmp_path / "g.kg"
    put(path, [_naming(number, f"Net{number}") for number in range(10)])
    before = dump(open_directory(path).graph())
    graph = open_directory(path).graph()
    nodes = graph.nodes()
    read = [next(nodes)]
    other = multiprocessing.get_context("spawn").Process(target=_add_and_remove, args=(path,))
    other.start()
    other.join()
    assert other.exitcode == 0
    assert dump(Listed((*read, *nodes), tuple(graph.edges()))) == before
    assert dump(open_directory(path).graph()) != before


def test_a_database_with_the_tables_of_another_version_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "g.kg"
    put(path, _papers())
    open_projection(path).close()
    with writing(path) as directory:
        older = f"{directory.state()}-0"
        record_projection(path, older, path / "graph.lbug")
        with transaction(directory.index):
            set_projected(directory.index, older)
    before = (path / "graph.lbug").stat().st_ino
    open_projection(path).close()
    assert (path / "graph.lbug").stat().st_ino != before
