"""Every command is a function of `kg` with the same name and options, and the other way round."""

from __future__ import annotations

import ast
import inspect
import io
from pathlib import Path

import networkx
import pytest

import kg
from kg.cli import app
from tests.test_graph import dump

COMMAND_ONLY = {
    "demo": "a tour of other commands",
    "train": "kg.train is the room; kg.train.recipe.train is the function",
    "evaluate": "kg.evaluate is the room",
}
FUNCTION_ONLY = {"open", "read_documents", "sample_path"}
OF_THE_TERMINAL = {"form", "graph", "store"}
"""How rows are printed, and where the graph is: the first argument of the function."""

RENAMED = {"skip_invalid": "skipped"}
LOGIN = {"user", "password", "key", "keys", "progress", "log", "notes"}
"""What a command takes from the environment, or shows on stderr by itself."""

EXCEPTIONS = {
    "build": {"html"},  # kg.export writes the page
    "extract": {"output"},  # the function yields
    "export": {"form"},
    "leaderboard": {"sentences"},
}
COMMANDS = {
    command.callback.__name__: command.callback
    for command in app.registered_commands
    if command.callback is not None
}


def test_every_command_has_its_function_and_every_function_its_command() -> None:
    functions = {name for name in kg.__all__ if inspect.isfunction(getattr(kg, name))}
    commands = set(COMMANDS) | {group.name for group in app.registered_groups}
    assert commands - set(COMMAND_ONLY) == functions - FUNCTION_ONLY


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - set(COMMAND_ONLY)))
def test_command_and_function_have_the_same_options(name: str) -> None:
    function = inspect.signature(getattr(kg, name)).parameters
    command = inspect.signature(COMMANDS[name]).parameters
    options = {RENAMED.get(each, each) for each in command} - OF_THE_TERMINAL
    parameters = set(function) - {"graph", "store"} - LOGIN
    assert options - EXCEPTIONS.get(name, set()) == parameters - (
        {"format"} if name == "export" else set()
    )
    for each in parameters & options - {"skipped", "as_of"}:
        default, own = command[each].default if each in command else None, function[each].default
        if own is not inspect.Parameter.empty and default is not inspect.Parameter.empty:
            assert (default or None) == (own or None), each


def test_the_lazy_table_and_the_imports_for_type_checkers_agree() -> None:
    tree = ast.parse(Path(kg.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    imported = {
        (alias.asname or alias.name, node.module)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert imported == set(kg._HOMES.items())
    assert set(kg.__all__) == set(kg._HOMES)


def test_every_verb_of_a_graph_is_a_method() -> None:
    verbs = (
        set(COMMANDS)
        - set(COMMAND_ONLY)
        - {"build", "extract", "fetch", "formats", "queries", "schema", "watch"}
    )
    assert verbs <= set(dir(kg.Graph))


def test_every_error_is_exported() -> None:
    import kg.core.errors as errors

    assert set(errors.__all__) <= set(kg.__all__)


def test_an_opened_graph_answers_as_the_functions_do(sample_graph: Path) -> None:
    graph = kg.open(sample_graph)
    assert graph.find(dataset="ImageNet") == kg.find(sample_graph, dataset="ImageNet") != []
    asked = {"limit": 3}
    assert graph.query("datasets-by-use", param=asked) == kg.query(
        sample_graph, "datasets-by-use", param=asked
    )
    assert graph.show("ImageNet")[0].startswith("ImageNet  [")
    assert graph.search("imagenet").records()[0]["name"] == "ImageNet"
    assert graph.stats() == kg.stats(sample_graph)
    assert list(graph.audit()) == []
    assert list(graph.diff(sample_graph)) == []
    nodes, edges = graph.to_pandas()
    assert (len(nodes) + len(edges)) == len(dump(graph))
    with pytest.raises(kg.GraphError):
        kg.open(sample_graph / "nowhere")


@pytest.mark.parametrize("write", [networkx.write_graphml, networkx.write_gexf, networkx.write_gml])
def test_networkx_writes_the_graph_as_it_is(write: object, sample_graph: Path) -> None:
    graph = kg.open(sample_graph).to_networkx()
    out = io.BytesIO()
    assert callable(write)
    write(graph, out)
    assert len(out.getvalue()) > 10_000


def test_networkx_data_has_plain_values(sample_graph: Path) -> None:
    import json

    data = networkx.node_link_data(kg.open(sample_graph).to_networkx(), edges="edges")
    assert json.loads(json.dumps(data)) == data


def test_the_suffix_chooses_the_format(sample_graph: Path, tmp_path: Path) -> None:
    graph = kg.open(sample_graph)
    for suffix, start in ((".graphml", "<?xml"), (".jsonl", '{"element"'), (".cypher", "CREATE")):
        graph.export(tmp_path / f"g{suffix}")
        assert (tmp_path / f"g{suffix}").read_text(encoding="utf-8").startswith(start)
    with pytest.raises(kg.QueryError, match="suffix"):
        graph.export(tmp_path / "g.png")
