"""Texts that make a regular expression do as much work as it can, made from its own repeats."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import re._constants as constants  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import time
from collections.abc import Iterable, Iterator
from typing import Any

import kg

LONG = 2_000
"""Characters of the longest text: a linear pattern takes a millisecond for it, one that begins
anew at each character up to 0.1 s, a cubic one a second and more."""

ENOUGH = 1.0
"""Seconds of processor time by which a pattern has shown that it is worse than quadratic."""


def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern of text that a module of the package holds, by where it first stands."""
    found: dict[tuple[str, int], tuple[str, re.Pattern[str]]] = {}
    for module in pkgutil.walk_packages(kg.__path__, "kg."):
        if module.name.startswith("kg.train"):  # It reads our own data, and needs torch.
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for pattern in _patterns_in(value):
                found.setdefault(
                    (pattern.pattern, pattern.flags), (f"{module.name}.{name}", pattern)
                )
    return {f"{place}#{number}": p for number, (place, p) in enumerate(found.values())}


def searched() -> set[str]:
    """Those of `patterns` that look through a whole text: ``match`` begins at one place alone."""
    found = set()
    for place in patterns():
        module, _, name = place.partition("#")[0].rpartition(".")
        source = inspect.getsource(importlib.import_module(module))
        if re.search(rf"\b{name}\.(?:sub|split|search|finditer|findall)\(", source):
            found.add(place)
    return found


def _patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, dict):
        yield from _patterns_in(list(value.values()))
    elif isinstance(value, list | tuple | set | frozenset) and len(value) < 1_000:
        for item in value:
            yield from _patterns_in(item)


def pumps(pattern: re.Pattern[str]) -> set[str]:
    """One turn of each repeat that has no end, and what else is often long in a text."""
    found = {" ", "a", "0", "(", ".", ",", "-", "A ", "a,", "1 ", "\n", "a-"}
    _collect(parser.parse(pattern.pattern, pattern.flags), found)
    return found


def _collect(tree: Iterable[Any], found: set[str]) -> None:
    for operation, argument in tree:
        if operation in (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT):
            _, most, body = argument
            if most == constants.MAXREPEAT and (turn := _sample(body)):
                found.add(turn)
        for part in _parts(argument):
            _collect(part, found)


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
        elif operation in (
            constants.MAX_REPEAT,
            constants.MIN_REPEAT,
            constants.POSSESSIVE_REPEAT,
        ):
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
    pattern: re.Pattern[str], *, longest: int = LONG, enough: float = ENOUGH
) -> tuple[float, str]:
    """The most processor time for a pumped text of so many characters, and what was pumped.

    A text that takes longer than ``enough`` seconds on the way is not pumped further.
    """
    worst = (0.0, "")
    for pump in sorted(pumps(pattern)):
        for length in (18, 24, longest // 16, longest // 4, longest):  # Powers of 2 show early.
            text = pump * (length // len(pump)) + "\0"
            begin = time.process_time()
            for _ in pattern.finditer(text):
                pass
            taken = time.process_time() - begin
            if length == longest or taken > enough:
                worst = max(worst, (taken, pump[:20]))
                break
    return worst
