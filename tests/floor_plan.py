"""The floor plan of `kg`, drawn from its imports: `python -m tests.floor_plan` prints it.

A room is a package directly under `kg`; an arrow leads from a room to one it imports from.
Imports inside functions, under TYPE_CHECKING, and names given to `import_module` count too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median

import kg

ROOT = Path(kg.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """Every module or name that a file imports, dotted; relative imports are refused."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            raise AssertionError(f"{path}: relative imports hide the direction")
        elif isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__"):
            yield from (each for each in map(_constant, node.args) if each)


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _constant(node: ast.expr) -> str:
    is_name = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return str(node.value) if is_name and isinstance(node, ast.Constant) else ""


def room_of(path: Path) -> str:
    """The room of a file; empty for the public list, ``kg/__init__.py``."""
    parts = path.relative_to(ROOT).parts
    return parts[0] if len(parts) > 1 else ""


def rooms(files: Sequence[Path] = FILES) -> Mapping[str, set[str]]:
    """Each room with the rooms that it imports from."""
    found: dict[str, set[str]] = {room_of(path): set() for path in files if room_of(path)}
    for path in files:
        own = room_of(path)
        for name in imports(path):
            parts = name.split(".")
            if own and parts[0] == "kg" and len(parts) > 1 and parts[1] in found:
                found[own] |= {parts[1]} - {own}
    return found


def lines_of(path: Path) -> int:
    """How many lines a file has."""
    return path.read_text(encoding="utf-8").count("\n")


def floor_plan() -> str:
    """The rooms from the ground up with files, lines and what each imports from."""
    below = rooms()
    rows = [f"{'room':<12} {'files':>5} {'lines':>6}  imports from"]
    for room in TopologicalSorter(below).static_order():
        own = [path for path in FILES if room_of(path) == room]
        size = sum(map(lines_of, own))
        rows.append(f"{room:<12} {len(own):>5} {size:>6}  {' '.join(sorted(below[room]))}")
    sizes = [lines_of(path) for path in FILES]
    rows.append(
        f"{len(below)} rooms, {len(sizes)} files, {sum(sizes)} lines; a file has "
        f"{median(sizes):.0f} lines in the median, {max(sizes)} at most"
    )
    return "\n".join(rows)


if __name__ == "__main__":
    print(floor_plan())
