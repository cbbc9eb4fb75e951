"""Names as people type them in a shell: without quotes, and half of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.main import get_command

import kg
from kg.cli import app
from tests.test_cli import run


@pytest.mark.parametrize("command", ["trend", "show", "lineage", "search"])
def test_words_without_quotes_are_one_name(command: str, sample_graph: Path) -> None:
    options = ["--graph", str(sample_graph)]
    name = "diffusion model"
    bare = run(command, *name.split(), *options, cwd=sample_graph.parent)
    quoted = run(command, name, *options, cwd=sample_graph.parent)
    assert bare.returncode == 0, bare.stderr
    assert (bare.stdout, bare.stderr) == (quoted.stdout, quoted.stderr)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("compare", "ViT", "neural", "network"), "unexpected: network; put quotes around a name"),
        (("export", "-o", "x.html", "LoRA"), "unexpected: LoRA"),
        (("query", "leaderboard", "now"), "unexpected: now"),
    ],
)
def test_words_too_many_are_a_mistake_elsewhere(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr


def completions(command: str, parameter: str, incomplete: str, *arguments: str) -> list[str]:
    """What the shell offers for the beginning of a parameter's value."""
    found = get_command(app).commands[command]  # type: ignore[attr-defined]  # a group
    context = found.make_context(command, list(arguments), resilient_parsing=True)
    (param,) = (each for each in found.params if each.name == parameter)
    return [item.value for item in param.shell_complete(context, incomplete)]


def test_names_are_completed_from_the_graph(sample_graph: Path) -> None:
    options = ("--graph", str(sample_graph))
    assert completions("show", "name", "ImageN", *options)[0] == "ImageNet"
    assert completions("find", "dataset", "ImageN", *options)[0] == "ImageNet"
    assert completions("find", "method", "ImageN", *options) == []
    assert completions("merge", "other", "ImageN", *options)[0] == "ImageNet"
    for start in ("", "--", "zzzz"):
        assert completions("show", "name", start, *options) == []
    assert completions("show", "name", "ImageN", "--graph", "nowhere") == []
    everything = completions("trend", "name", "s", *options)
    assert 1 < len(everything) <= 40
    names = {
        surface
        for node in kg.open(sample_graph).nodes()
        for surface in (node.properties.get("name"), *(node.properties.get("aliases") or ()))  # type: ignore[misc]
    }
    assert set(everything) <= names


def test_queries_and_graphs_are_completed(
    sample_graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert completions("query", "name", "datasets") == ["datasets-by-use"]
    monkeypatch.chdir(sample_graph.parent)
    assert completions("stats", "graph", "sam") == ["sample.kg"]
    assert completions("stats", "graph", f"{sample_graph.parent}/") == [str(sample_graph)]
