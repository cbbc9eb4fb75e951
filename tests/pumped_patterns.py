"""Texts that make a regular expression do as much work as it can, made from its own repeats."""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import pkgutil
import re
import re._constants as constants  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import time
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any

import kg

LONG = 16_000
"""Characters of the longest text: a pattern that begins anew at each character of a run takes
0.15 s for it and more, 13 to 16 times as long as for a quarter; a linear one 3 to 5 times."""

SHOWS, _STEEP = 0.05, 8.0
"""Seconds of processor time from which on times are compared, and their ratio beyond linear."""

ENOUGH = 0.25
"""Seconds of processor time that no text of a quarter of this length may take."""

_LENGTHS = (18, 24, 60, 250, 1_000, 4_000, LONG)
"""What is exponential, or a high power, shows in the first of them, and is not pumped further."""

_THROUGH = frozenset(("search", "sub", "subn", "split", "finditer", "findall"))
_WAYS = _THROUGH | {"match", "fullmatch"}


def patterns() -> dict[str, tuple[re.Pattern[str], frozenset[str]]]:
    """Every pattern of text of the package by its place, and the ways in which it is tried.

    Patterns that modules hold, alone or in tables, and those written where they are used. A way
    is ``search`` (and all that begin at each place of a text), ``match`` or ``fullmatch``.
    """
    found: dict[str, tuple[re.Pattern[str], frozenset[str]]] = {}
    modules = {each.name: importlib.import_module(each.name) for each in _modules()}
    uses: dict[tuple[str, str], set[str]] = {}
    for module in modules.values():
        for owner, name, way in _uses(module):
            uses.setdefault((owner, name), set()).add(way)
    for name, module in modules.items():
        for variable, pattern in _held(module):
            ways = frozenset(uses.get((name, variable), ("search",)))
            found[f"{name}.{variable}#{len(found)}"] = (pattern, ways)
        for line, way, pattern in _written_in(_tree(module)):
            found[f"{name}:{line}#{len(found)}"] = (pattern, frozenset((way,)))
    return found


def _modules() -> Iterator[pkgutil.ModuleInfo]:
    for module in pkgutil.walk_packages(kg.__path__, "kg."):
        if not module.name.startswith("kg.train"):  # It reads our own data, and needs torch.
            yield module


@functools.cache
def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))


def _held(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns of the variables that a module itself assigns."""
    assigned = set()
    for node in _tree(module).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets:
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            assigned |= {name.id for name in names if isinstance(name, ast.Name)}
    for variable in sorted(assigned & vars(module).keys()):
        for pattern in _patterns_in(vars(module)[variable]):
            yield variable, pattern


def _uses(module: ModuleType) -> Iterator[tuple[str, str, str]]:
    """Module, name and way of each try; a variable that is handed on may be searched for."""
    tree = _tree(module)
    owners: dict[str, tuple[str, str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            owners |= {a.asname or a.name: (node.module, a.name) for a in node.names}
    known: set[int] = set()
    for node in ast.walk(tree):
        for names, way in (*_tries(node), *_loops(node)):
            for name in names:
                known.add(id(name))
                yield *owners.get(name.id, (module.__name__, name.id)), way
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in known:
            yield *owners.get(node.id, (module.__name__, node.id)), "search"


def _tries(node: ast.AST) -> Iterator[tuple[list[ast.Name], str]]:
    """The variables in ``X.search(``, ``X[key].search(`` and ``(X if a else Y).search(``."""
    if isinstance(node, ast.Attribute) and node.attr in _WAYS:
        way = "search" if node.attr in _THROUGH else node.attr
        yield [each for each in ast.walk(node.value) if isinstance(each, ast.Name)], way


def _loops(node: ast.AST) -> Iterator[tuple[list[ast.Name], str]]:
    """The tables of ``any(form.match(text) for form in X)``, if each form is but tried."""
    loops = [node] if isinstance(node, ast.For) else getattr(node, "generators", [])
    for loop in loops:
        tables = [each for each in ast.walk(loop.iter) if isinstance(each, ast.Name)]
        forms = {each.id for each in ast.walk(loop.target) if isinstance(each, ast.Name)}
        ways = {
            way
            for inner in ast.walk(node)
            for names, way in _tries(inner)
            if forms & {name.id for name in names}
        }
        for way in ways:
            yield tables, way


def _written_in(tree: ast.Module) -> Iterator[tuple[int, str, re.Pattern[str]]]:
    """Line, way and pattern of each that is written as a text where it is used."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        given = node.args[0] if node.args else None
        if node.func.attr not in _WAYS or getattr(node.func.value, "id", None) != "re":
            continue
        if isinstance(given, ast.Constant) and isinstance(given.value, str):
            flags = re.IGNORECASE if "IGNORECASE" in ast.unparse(node) else 0
            way = "search" if node.func.attr in _THROUGH else node.func.attr
            yield node.lineno, way, re.compile(given.value, flags)


def _patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, dict):
        yield from _patterns_in(list(value.values()))
    elif isinstance(value, list | tuple | set | frozenset) and len(value) < 1_000:
        for item in value:
            yield from _patterns_in(item)


_OFTEN = (" ", "a", "0", "(", ".", ",", "-", "A ", "a,", "1 ", "\n", "a-")
"""What is often long in a text."""


def pumps(pattern: re.Pattern[str]) -> set[tuple[str, str]]:
    """(what stands before, what is repeated): a turn of each repeat that has no end, alone, after
    what the pattern wants before it, and all of this again and again."""
    found = {("", often) for often in _OFTEN}
    _collect(parser.parse(pattern.pattern, pattern.flags), "", found)
    return found


def _collect(tree: Iterable[Any], before: str, found: set[tuple[str, str]]) -> None:
    for item in tree:
        operation, argument = item
        if operation in _REPEATS:
            _, most, body = argument
            if most == constants.MAXREPEAT and (turn := _sample(body)):
                found |= {("", turn), (before, turn), ("", before + turn)}
                found |= {("", before)} if before else set()
        for part in _parts(argument):
            _collect(part, before, found)
        before += _sample([item])


_REPEATS = (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT)


def _parts(argument: Any) -> Iterator[Iterable[Any]]:
    if isinstance(argument, parser.SubPattern):
        yield argument
    elif isinstance(argument, tuple | list):
        for item in argument:
            yield from _parts(item)


def _sample(tree: Iterable[Any]) -> str:
    """A short text that the tree matches, near enough."""
    text = ""
    for operation, argument in tree:
        if operation is constants.LITERAL:
            text += chr(argument)
        elif operation is constants.NOT_LITERAL:
            text += "b" if argument == ord("a") else "a"
        elif operation is constants.ANY:
            text += "a"
        elif operation is constants.IN:
            text += _member(argument)
        elif operation is constants.BRANCH:
            text += _sample(argument[1][0])
        elif operation is constants.SUBPATTERN:
            text += _sample(argument[-1])
        elif operation in _REPEATS:
            text += _sample(argument[2]) * max(argument[0], 1)
    return text


_CATEGORIES = {
    constants.CATEGORY_DIGIT: "0",
    constants.CATEGORY_SPACE: " ",
    constants.CATEGORY_WORD: "a",
    constants.CATEGORY_NOT_SPACE: "a",
    constants.CATEGORY_NOT_DIGIT: "a",
    constants.CATEGORY_NOT_WORD: "-",
}


def _member(items: list[Any]) -> str:
    """A character of a class."""
    if items[0][0] is constants.NEGATE:
        excluded = (
            re.compile(f"[{re.escape(_written(items[1:]))}]") if _written(items[1:]) else None
        )
        return next(c for c in "a0 -.,(" if excluded is None or not excluded.match(c))
    operation, argument = items[0]
    if operation is constants.RANGE:
        return chr(argument[0])
    if operation is constants.CATEGORY:
        return _CATEGORIES[argument]
    return chr(argument)


def _written(items: list[Any]) -> str:
    """The characters that a class lists one by one, and one of each category."""
    return "".join(
        chr(argument) if operation is constants.LITERAL else _CATEGORIES.get(argument, "")
        for operation, argument in items
        if operation in (constants.LITERAL, constants.CATEGORY)
    )


def slowest(
    pattern: re.Pattern[str], ways: Iterable[str], *, longest: int = LONG
) -> tuple[float, str]:
    """The most processor time for a pumped text of so many characters, and what was pumped.

    Of the text of full length, time that grows with it is not counted.
    """
    worst = (0.0, "")
    for before, pump in sorted(pumps(pattern)):
        for way in sorted(ways):
            taken = _time(pattern, way, before, pump, longest)
            worst = max(worst, (taken, f"{way} of {before[:20]!r} and {pump[:20]!r}"))
    return worst


def _time(pattern: re.Pattern[str], way: str, before: str, pump: str, longest: int) -> float:
    """Processor time for the longest text, or for one that takes `ENOUGH` before; 0 if linear."""
    former = 0.0
    for length in (*(each for each in _LENGTHS if each < longest), longest):
        text = before + pump * (length // len(pump)) + "\0"
        taken = _seconds(pattern, way, text)
        if length == LONG:
            steep = taken > SHOWS and taken > _STEEP * former
            return min(taken, _seconds(pattern, way, text)) if steep else 0.0
        if taken > ENOUGH or length == longest:
            return taken
        former = taken
    return former


def _seconds(pattern: re.Pattern[str], way: str, text: str) -> float:
    begin = time.process_time()
    if way == "search":
        for _ in pattern.finditer(text):
            pass
    else:
        getattr(pattern, way)(text)
    return time.process_time() - begin
