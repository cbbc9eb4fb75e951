"""Import direction is the architecture: a module imports only from the floors below its own."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median

import pytest

import kg
from tests.floor_plan import FILES, ROOT, imports, lines_of, room_of, rooms

FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"core"}),
    frozenset({"lexicon"}),
    frozenset({"ingest", "nlp", "papers", "services"}),
    frozenset({"resolution", "extractors"}),
    frozenset({"graph"}),
    frozenset({"store"}),
    frozenset({"questions", "exporters"}),
    frozenset({"site"}),
    frozenset({"workflows"}),
    frozenset({"train"}),
    frozenset({"evaluate"}),
    frozenset({"cli"}),
)
"""The rooms from the ground up; the rooms of one floor do not import each other."""

INNER_FLOORS: dict[str, tuple[str, ...]] = {
    "nlp": ("text", "mentions", "results", "relations", "tables"),
    "store": ("codec", "guard", "directory", "ladybug", "neo4j"),
    "train": ("labels", "networks", "linear"),
}
"""The sub-rooms of a room from the ground up; what stands beside them may use all of them."""

OWNERS: dict[str, tuple[str, ...]] = {
    "spacy": ("nlp/",),
    "onnxruntime": ("nlp/mentions/", "train/networks/onnx_export.py"),
    "neo4j": ("store/neo4j/",),
    "ladybug": ("store/ladybug/",),
    "pyvis": ("exporters/",),
    "anywidget": ("exporters/graph_widget.py",),
    "typer": ("cli/",),
    "rich": ("cli/",),
    "torch": ("train/",),
    "httpx": ("extractors/",),
    "pypdfium2": ("ingest/pdf/",),
}
"""Package -> the only parts of the tree that may import it; onnxruntime also quantises."""

MOST_ROOMS = 20
MOST_LINES = 400
MEDIAN_LINES = 200


def floor(room: str) -> int:
    return next(i for i, rooms_there in enumerate(FLOORS) if room in rooms_there)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    own = room_of(path)
    if not own:
        return
    for name in imports(path):
        if name.startswith("kg."):
            other = name.split(".")[1]
            if other != own:
                assert floor(other) < floor(own), f"{path.relative_to(ROOT)} imports {name}"


@pytest.mark.parametrize("room", INNER_FLOORS)
def test_imports_point_down_within_a_room(room: str) -> None:
    inner = INNER_FLOORS[room]
    for path in (ROOT / room).rglob("*.py"):
        own = path.relative_to(ROOT / room).parts[0]
        if own not in inner:
            continue
        for name in imports(path):
            parts = name.split(".")
            if parts[:2] == ["kg", room] and len(parts) > 2 and parts[2] in inner:
                assert inner.index(parts[2]) <= inner.index(own), f"{path} imports {name}"


def test_the_rooms_are_few_and_no_imports_go_in_a_circle() -> None:
    found = rooms()
    assert set(found) == set().union(*FLOORS)
    assert len(found) < MOST_ROOMS
    tuple(TopologicalSorter(found).static_order())  # raises CycleError


def test_no_modules_import_each_other_in_a_circle() -> None:
    names = {_dotted(path): path for path in FILES}
    arrows = {
        own: {m for name in imports(path) if (m := _module(name, names)) and m != own}
        for own, path in names.items()
        if own != "kg"
    }
    tuple(TopologicalSorter(arrows).static_order())  # raises CycleError


def _dotted(path: Path) -> str:
    return ".".join(("kg", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")


def _module(name: str, names: dict[str, Path]) -> str:
    return name if name in names else name.rpartition(".")[0]


def test_no_file_name_stands_twice() -> None:
    counts = Counter(path.name for path in FILES if path.name != "__init__.py")
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_each_package_has_one_owner(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    for name in imports(path):
        owner = OWNERS.get(name.split(".")[0])
        if owner is not None:
            assert place.startswith(owner), f"{place} imports {name}"


def test_no_file_is_longer_than_a_sitting() -> None:
    sizes = {path: lines_of(path) for path in FILES}
    assert [path for path, size in sizes.items() if size > MOST_LINES] == []
    assert median(sizes.values()) < MEDIAN_LINES


def _loaded(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return {name.split(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize("statement", ["import kg", "import kg.cli"])
def test_nothing_heavy_is_imported_before_it_is_needed(statement: str) -> None:
    heavy = {"spacy", "networkx", "neo4j", "ladybug", "pyvis", "numpy", "pyarrow", "pandas"}
    assert _loaded(statement) & heavy == set()


def test_the_public_names_are_exactly_these() -> None:
    assert kg.__all__ == sorted(kg.__all__)
    for name in kg.__all__:
        assert getattr(kg, name) is not None
