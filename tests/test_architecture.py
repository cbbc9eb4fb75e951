"""Import direction is the architecture: a module imports only from the layers before it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

ROOT = Path(kg.__file__).parent

LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"errors"}),
    frozenset({"types"}),
    frozenset({"schema"}),
    frozenset({"names", "lexicon"}),
    frozenset({"identity"}),
    frozenset({"records", "metrics"}),
    frozenset({"papers", "view"}),
    frozenset({"ingest", "nlp"}),
    frozenset({"train"}),
    frozenset({"resolution"}),
    frozenset({"graph"}),
    frozenset({"focus", "audit"}),
    frozenset({"store", "export"}),
    frozenset({"building", "asking", "merging", "evaluate", "diff"}),
    frozenset({"questions"}),
    frozenset({"cli"}),
)
"""From the ground up; the members of one layer do not import each other."""

ALLOWED_SIBLINGS: frozenset[tuple[str, str]] = frozenset()

OWNERS = {
    "spacy": "nlp/",
    "onnxruntime": "nlp/",
    "neo4j": "store/neo4j",
    "ladybug": "store/ladybug",
    "pyvis": "export/",
    "typer": "cli/",
    "rich": "cli/",
    "torch": "train/",
}
"""Package -> the only part of the tree that may import it."""

FILES = sorted(ROOT.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            raise AssertionError(f"{path}: relative imports hide the direction")


def part(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def level(name: str) -> int:
    return next(i for i, layer in enumerate(LAYERS) if name in layer)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    own = part(path)
    if own == "__init__":
        return
    for name in imports(path):
        if name.startswith("kg."):
            other = name.split(".")[1]
            if other != own and (own, other) not in ALLOWED_SIBLINGS:
                assert level(other) < level(own), f"{own} imports {other}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_each_package_has_one_owner(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    for name in imports(path):
        owner = OWNERS.get(name.split(".")[0])
        if owner is not None and not name.startswith("kg."):
            assert place.startswith(owner), f"{place} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_file_is_longer_than_a_sitting(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 400


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
