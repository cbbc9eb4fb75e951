"""What `kg diff` tells of two states of a graph directory, and `kg remove` takes from one."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.core.errors import GraphError, NotFoundError
from kg.core.types import Document, Entity, Evidence, Extraction, Result
from kg.store.directory.graph_directory import append_papers, open_directory, writing
from kg.store.ladybug.projection import project_directory
from kg.workflows.diff import diff
from kg.workflows.removal import remove


def paper_of(identifier: str, *spellings: tuple[str, ...]) -> Extraction:
    """A paper that names methods, each in one or more spellings, and states a number."""
    title = f"Study of {identifier}"
    abstract = f"We look at {', '.join(s for group in spellings for s in group)} and reach 91.5%."
    text = f"{title}\n{abstract}"

    def entity(group: tuple[str, ...]) -> Entity:
        found = [text.index(surface, len(title)) for surface in group]
        evidence = [
            Evidence(at, at + len(surface), surface, abstract, "test@1", 0.5)
            for at, surface in zip(found, group, strict=True)
        ]
        return Entity("Method", group[0], group, "uses", 0.5, tuple(evidence))

    at = text.index("91.5%")
    result = Result(
        spellings[0][0], None, None, None, "91.5%", None, None, at, at + 5, abstract, 0.5, "t@1"
    )
    entities = tuple(entity(group) for group in spellings)
    return Extraction(Document(identifier, title, abstract, "2025-01-01"), entities, (result,), "t")


FIRST = paper_of("arxiv:2401.00001", ("ZebraNet",), ("Quagga Fusion",))
SECOND = paper_of("arxiv:2401.00002", ("ZebraNet", "zebranet"), ("OkapiNet",))


@pytest.fixture
def states(tmp_path: Path) -> tuple[Path, Path]:
    """A graph directory of one paper, and the same after another came."""
    old, new = tmp_path / "old.kg", tmp_path / "new.kg"
    with writing(old) as directory:
        project_directory(append_papers(directory, [FIRST])).close()
    shutil.copytree(old, new)
    with writing(new) as directory:
        project_directory(append_papers(directory, [SECOND])).close()
    return old, new


def test_equal_graphs_do_not_differ(states: tuple[Path, Path]) -> None:
    for state in states:
        assert list(diff(state, state)) == []


def test_what_came_went_and_changed_is_told(states: tuple[Path, Path]) -> None:
    old, new = states
    found = {(d.kind, d.change, d.name, d.detail) for d in diff(old, new)}
    assert found == {
        ("paper", "added", "Study of arxiv:2401.00002", "2025-01-01"),
        ("method", "added", "OkapiNet", ""),
        ("method", "changed", "ZebraNet", "aliases: +zebranet"),
        ("result", "added", "91.5%", "arxiv:2401.00002"),
    }
    back = {(d.kind, d.change, d.name) for d in diff(new, old)}
    assert ("paper", "removed", "Study of arxiv:2401.00002") in back
    assert ("method", "removed", "OkapiNet") in back


def test_names_that_move_together_and_apart_are_told(tmp_path: Path) -> None:
    old, new = tmp_path / "old.kg", tmp_path / "new.kg"
    with writing(old) as directory:
        append_papers(
            directory, [paper_of("arxiv:1", ("OkapiNet",)), paper_of("arxiv:2", ("Quagga",))]
        )
    with writing(new) as directory:
        append_papers(directory, [paper_of("arxiv:3", ("OkapiNet", "Quagga"))])
    together = [(d.change, d.id, d.detail) for d in diff(old, new) if d.kind == "merge"]
    told = "OkapiNet [method/okapinet] | Quagga [method/quagga]"
    assert together == [("together", "method/okapinet", told)]
    apart = [(d.change, d.id, d.detail) for d in diff(new, old) if d.kind == "merge"]
    assert apart == [("apart", "method/okapinet", told)]


@pytest.mark.parametrize(
    "name",
    ["arxiv:2401.00002", "2401.00002", "https://arxiv.org/abs/2401.00002v3",
     "study of ARXIV:2401.00002"],
)  # fmt: skip
def test_a_paper_is_removed_by_any_of_its_names(states: tuple[Path, Path], name: str) -> None:
    old, new = states
    assert remove(new, [name]) == ["arxiv:2401.00002"]
    assert list(diff(old, new)) == []


def test_what_is_no_paper_is_not_removed(states: tuple[Path, Path]) -> None:
    _, new = states
    with pytest.raises(NotFoundError, match=r"'2401.9' is no paper of .*give its id"):
        remove(new, ["2401.00001", "2401.9"])
    assert len(open_directory(new)) == 2
    with pytest.raises(GraphError, match="kg build"):
        remove(new.with_name("none.kg"), ["2401.00001"])
    assert not new.with_name("none.kg").exists()
    twin = replace(SECOND, document=replace(SECOND.document, id="arxiv:2401.00003"))
    with writing(new) as directory:
        append_papers(directory, [twin])
    with pytest.raises(
        NotFoundError, match=r"is the title of arxiv:2401\.00002, arxiv:2401\.00003"
    ):
        remove(new, [SECOND.document.title])


def test_the_commands_print_rows_and_remove(states: tuple[Path, Path]) -> None:
    old, new = map(str, states)
    ran = CliRunner().invoke(app, ["diff", old, new, "--format", "json"])
    assert ran.exit_code == 0
    rows = json.loads(ran.stdout)["data"]
    assert {row["change"] for row in rows} == {"added", "changed"}
    assert set(rows[0]) == {"kind", "change", "id", "name", "detail"}
    ran = CliRunner().invoke(app, ["remove", "2401.00002", "--graph", new])
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert "removed arxiv:2401.00002" in ran.stderr
    empty = CliRunner().invoke(app, ["diff", old, new, "--format", "json"]).stdout
    assert json.loads(empty) == {"schema_version": 1, "data": []}
