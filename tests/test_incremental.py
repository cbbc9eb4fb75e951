"""A graph directory after any history is the one that its papers give at once."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.core.errors import NotFoundError
from kg.core.types import Document, Entity, Evidence, Extraction, PropertyGraph
from kg.graph.fold import fold_papers
from kg.papers.same_papers import title_aliases
from kg.store.directory.file_sums import SUMS
from kg.store.directory.graph_directory import (
    append_papers,
    open_directory,
    remove_papers,
    set_view,
    writing,
)
from kg.store.directory.index.index_schema import FILE
from kg.store.directory.pending_changes import PendingChanges
from kg.store.ladybug.directory_audit import COMPARED
from kg.store.ladybug.ladybug_store import LadybugStore
from kg.store.ladybug.projection import open_projection, project_directory
from tests.strategies import extractions
from tests.test_graph import dump

fresh = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None
)


def put(path: Path, papers: list[Extraction]) -> None:
    with writing(path) as directory:
        append_papers(set_view(directory, min_confidence=0.0), papers)


def take(path: Path, *papers: str) -> None:
    with writing(path) as directory:
        remove_papers(directory, papers)


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that the index tells of the graph, wherever its records stand."""
    open_directory(path)
    with sqlite3.connect(path / FILE) as index:
        return {
            name: index.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2, 3, 4").fetchall()  # noqa: S608
            for name, (table, columns) in COMPARED.items()
            if name != "reading"
        }


def without(readings: list[Extraction], paper: str) -> list[Extraction]:
    same = title_aliases(x.document for x in readings)
    return [x for x in readings if same.get(x.document.id, x.document.id) != paper]


steps = st.lists(st.one_of(st.lists(extractions(), max_size=3), st.integers(0, 5)), max_size=5)


@fresh
@given(steps)
def test_after_any_history_the_graph_is_that_of_the_papers_left(
    tmp_path_factory: pytest.TempPathFactory, history: list[list[Extraction] | int]
) -> None:
    path = tmp_path_factory.mktemp("g") / "g.kg"
    left: list[Extraction] = []
    put(path, [paper_of(0, "Base")])
    left.append(paper_of(0, "Base"))
    for step in history:
        if isinstance(step, list):
            put(path, step)
            left += step
        else:
            known = [x.document.id for x in open_directory(path)]
            if known:
                gone = known[step % len(known)]
                take(path, gone)
                left = without(left, gone)
    assert dump(open_directory(path).graph()) == dump(fold_papers(left))
    put(path.with_name("once.kg"), [*left, paper_of(1, "Base")])
    take(path.with_name("once.kg"), "title:0000000000000001")
    assert content(path) == content(path.with_name("once.kg"))


def paper_of(number: int, *names: str, role: str = "mentions") -> Extraction:
    """A paper that says a few names after another."""
    title, abstract = f"Study {number}", f"We look at {', '.join(names)} here."
    entities = []
    for name in names:
        start = len(title) + 1 + abstract.index(name)
        evidence = Evidence(start, start + len(name), name, abstract, "test@1", 0.5)
        entities.append(Entity("Method", name, (name,), role, 0.5, (evidence,)))
    return Extraction(Document(f"title:{number:016}", title, abstract), tuple(entities), (), "t@1")


def many(count: int, start: int = 0) -> list[Extraction]:
    return [
        paper_of(n, f"Net{n % 7}", f"Own{n}", role=("mentions", "uses")[n % 2])
        for n in range(start, start + count)
    ]


def test_removing_what_was_added_restores_every_byte(tmp_path: Path) -> None:
    before = [paper_of(0, "imagenet pretraining", "PPO"), *many(4, 10)]
    put(tmp_path / "g.kg", before)
    was = content(tmp_path / "g.kg")
    put(tmp_path / "g.kg", [paper_of(n, "PPO", "Proximal Policy Optimization") for n in (1, 2)])
    assert content(tmp_path / "g.kg") != was
    assert len(open_directory(tmp_path / "g.kg")) == 7
    take(tmp_path / "g.kg", "title:0000000000000001", "title:0000000000000002")
    assert content(tmp_path / "g.kg") == was
    assert dump(open_directory(tmp_path / "g.kg").graph()) == dump(fold_papers(before))


def test_a_judgement_of_a_paper_taken_back_names_nothing(tmp_path: Path) -> None:
    canonical, alias = paper_of(0, "ppo"), paper_of(1, "proximal policy optimization")
    put(tmp_path / "g.kg", [canonical])
    was = dump(open_directory(tmp_path / "g.kg").graph())
    put(tmp_path / "g.kg", [alias])
    names = [n.properties.get("name") for n in open_directory(tmp_path / "g.kg").graph().nodes()]
    assert "PPO" in names
    take(tmp_path / "g.kg", alias.document.id)
    assert (tmp_path / "g.kg" / "ledger.jsonl").exists()
    assert dump(open_directory(tmp_path / "g.kg").graph()) == was


def test_removing_what_is_not_there_removes_nothing(tmp_path: Path) -> None:
    put(tmp_path / "g.kg", many(3))
    with pytest.raises(NotFoundError, match="'arxiv:1' is no paper of"):
        take(tmp_path / "g.kg", many(3)[0].document.id, "arxiv:1")
    assert len(open_directory(tmp_path / "g.kg")) == 3


def holds(store: LadybugStore, graph: PropertyGraph) -> bool:
    return [*map(repr, store.nodes()), *map(repr, store.edges())] == [
        *map(repr, graph.nodes()),
        *map(repr, graph.edges()),
    ]


def test_the_embedded_database_follows_change_by_change(tmp_path: Path) -> None:
    path = tmp_path / "g.kg"
    with writing(path) as directory:
        project_directory(append_papers(directory, many(60))).close()
    for papers, gone in (
        (many(2, 60), None),
        ([paper_of(70, "PPO")], many(3)[2]),
        ([], many(1)[0]),
    ):
        with writing(path) as directory:
            append_papers(directory, papers)
            if gone is not None:
                remove_papers(directory, [gone.document.id])
            store = LadybugStore(path / "graph.lbug")
            assert 0 < len([*PendingChanges(directory).edge_keys()]) < 10
            assert store.change(PendingChanges(directory))
            assert holds(store, directory.graph())
            new = [*PendingChanges(directory).edge_keys()] != [
                *PendingChanges(directory).held_edge_keys()
            ]
            assert store.change(PendingChanges(directory)) is not new, "nothing is added twice"
            assert holds(store, directory.graph())
            store.close()
            project_directory(directory).close()
    with open_projection(path) as store:
        assert holds(store, open_directory(path).graph())


def test_a_database_that_holds_another_graph_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "g.kg"
    with writing(path) as directory:
        project_directory(append_papers(directory, many(40))).close()
    with LadybugStore(path / "graph.lbug") as store:
        store.replace(fold_papers(many(39)))
    with writing(path) as directory:
        directory = append_papers(directory, many(1, 40))
        with project_directory(directory) as store:
            assert holds(store, directory.graph())


@pytest.mark.parametrize("keep", [0, 5_000, 100_000])
def test_a_damaged_database_is_made_anew_when_papers_come(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "g.kg"
    with writing(path) as directory:
        project_directory(append_papers(directory, many(40))).close()
    whole = (path / "graph.lbug").read_bytes()
    (path / "graph.lbug").write_bytes(whole[:keep])
    with (
        writing(path) as directory,
        project_directory(append_papers(directory, many(1, 40))) as store,
    ):
        assert holds(store, fold_papers(many(41)))


def _child(work: Callable[[], None], events: list[str], at: int) -> int:
    """The exit status of a fork that works, and is killed at one of its calls of the system."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    left = at

    def hook(event: str, _: object) -> None:
        nonlocal left
        if event in events:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    work()
    os._exit(7)


@pytest.mark.parametrize("at", [1, 2, 3, 4, 5, 6, 8, 11, 14, 18, 23, 29, 36, 50])
def test_killed_anywhere_the_old_graph_or_the_new_is_there(tmp_path: Path, at: int) -> None:
    path = tmp_path / "g.kg"
    old, new = many(6), [*many(3, 6), paper_of(20, "PPO", "Net1")]
    with writing(path) as directory:
        project_directory(append_papers(directory, old)).close()

    def work() -> None:
        with writing(path) as directory:
            project_directory(append_papers(remove_papers(directory, [old[0].document.id]), new))

    status = _child(work, ["open", "os.rename", "os.remove", "shutil.copyfile"], at)
    assert status in (signal.SIGKILL, 7 << 8)
    found = dump(open_directory(path).graph())
    states = [old, old[1:], [*old[1:], *new]]
    assert found in [dump(fold_papers(papers)) for papers in states]
    with open_projection(path) as store:
        assert holds(store, open_directory(path).graph())
    put(path, new)
    final = dump(open_directory(path).graph())
    assert final in [dump(fold_papers([*papers, *new])) for papers in states[:2]]


def _lengths() -> Iterator[int]:
    yield from (0, 1, 50, 4096, 9000, 20000)


@pytest.mark.parametrize("keep", _lengths())
def test_a_damaged_index_is_made_anew(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "g.kg"
    put(path, many(20))
    was = content(path)
    whole = (path / FILE).read_bytes()
    (path / FILE).write_bytes(b"\xff" * 100 + whole[100:keep] if keep == 50 else whole[:keep])
    assert content(path) == was
    put(path, many(2, 20))
    assert dump(open_directory(path).graph()) == dump(fold_papers(many(22)))


def test_a_judgement_torn_by_a_kill_was_never_made(tmp_path: Path) -> None:
    path = tmp_path / "g.kg"
    put(path, [paper_of(0, "PPO"), paper_of(1, "proximal policy optimization")])
    ledger = path / "ledger.jsonl"
    whole, was = ledger.read_bytes(), content(path)
    ledger.write_bytes(whole + whole[: len(whole) // 2].rpartition(b"\n")[2][:40] + b'{"by":"a')
    assert content(path) == was
    put(path, [])
    assert ledger.read_bytes() == whole
    for gone in (ledger, path / SUMS, path / FILE):
        gone.unlink()
    put(path, [])
    assert ledger.read_text().count("\n") == whole.decode().count("\n"), "judged again, on record"


def test_an_index_of_other_code_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "g.kg"
    put(path, many(3))
    was = content(path)
    with sqlite3.connect(path / FILE) as index:
        index.execute("UPDATE meta SET value = 'older' WHERE name = 'code'")
        index.execute("DELETE FROM edge")
    assert content(path) == was


def test_what_is_read_while_another_writes_is_the_graph_before(tmp_path: Path) -> None:
    path = tmp_path / "g.kg"
    put(path, many(3))
    with writing(path) as directory:
        with (path / "ledger.jsonl").open("a") as ledger:
            ledger.write('{"by":')  # as if the writer were half done
        assert dump(open_directory(path).graph()) == dump(fold_papers(many(3)))
        append_papers(directory, many(1, 3))
        assert len(open_directory(path)) == 4


def test_what_is_asked_while_another_writes_is_the_database_before(tmp_path: Path) -> None:
    path = tmp_path / "g.kg"
    with writing(path) as directory:
        project_directory(append_papers(directory, many(3))).close()
        append_papers(directory, many(1, 3))
        with open_projection(path) as store:
            assert holds(store, fold_papers(many(3)))
    with open_projection(path) as store:
        assert holds(store, fold_papers(many(4)))


def version_of(number: int, *names: str) -> Extraction:
    found = paper_of(1, *names)
    document = replace(found.document, id="arxiv:2401.00001", version=number, date="2024-01-01")
    return replace(found, document=document)


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (0, 1, 0)])
def test_a_new_version_of_a_paper_takes_the_place_of_the_old(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    versions = (version_of(1, "PPO", "OldNet and more"), version_of(2, "NewNet"))
    others = many(4, 10)
    put(tmp_path / "g.kg", others)
    for turn in order:
        put(tmp_path / "g.kg", [versions[turn]])
    put(tmp_path / "new.kg", [*others, versions[1]])
    assert content(tmp_path / "g.kg") == content(tmp_path / "new.kg")
    take(tmp_path / "g.kg", "arxiv:2401.00001")
    put(tmp_path / "without.kg", others)
    assert content(tmp_path / "g.kg") == content(tmp_path / "without.kg")


def test_what_is_read_again_from_elsewhere_is_not_written_again(tmp_path: Path) -> None:
    found = paper_of(1, "PPO")
    found = replace(found, document=replace(found.document, categories=("cs.LG", "cs.CV")))
    for _ in range(3):
        put(tmp_path / "g.kg", [found])
    assert [p.name for p in (tmp_path / "g.kg" / "records").iterdir()] == ["000001.jsonl"]
    assert dump(open_directory(tmp_path / "g.kg").graph()) == dump(fold_papers([found]))
