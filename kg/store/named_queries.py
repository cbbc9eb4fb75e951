"""The questions that researchers ask: files of Cypher whose headers say what goes in and out.

A file opens with comment lines: the question; notes, if any; one line for each parameter
(``// $limit int = 50: most rows``; one without a default must be given); and the columns
(``// -> paper, title``). The kinds of parameter are string, int, float, date, choices such as
``highest|lowest``, ids (a list, or text with blanks between them), and what a name is of
(`NODE_KINDS`): the Cypher gets the ids of the nodes that are called so, an empty list for null.
The texts run on every engine alike; where a dialect forces another one, ``name.ladybug.cypher``
or ``name.neo4j.cypher`` stands beside ``name.cypher``.

Several graphs may share a database: a pattern begins at nodes ``{kg: $kg}`` and stays in its
graph from there, for edges join nodes of one graph. The store fills ``$kg`` in.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

import kg
from kg.core.errors import QueryError
from kg.core.schema import (
    AUTHOR,
    CATEGORY,
    DATASET,
    METHOD,
    METRIC,
    ORGANIZATION,
    PAPER,
    TASK,
)
from kg.store.codec.rows import MARK

__all__ = [
    "NODE_KINDS",
    "NamedQuery",
    "Parameter",
    "bind_parameters",
    "find_query",
    "inline_query",
    "load_query",
    "named_queries",
    "parse_query",
    "queries_path",
]

SCHEMA_FILE = "schema.cypher"
"""The one file that is no question: what to set up on a Neo4j server by hand."""

NODE_KINDS: Mapping[str, tuple[str, ...]] = {
    "method": (METHOD,),
    "dataset": (DATASET,),
    "metric": (METRIC,),
    "task": (TASK,),
    "entity": (METHOD, DATASET, METRIC, TASK),
    "author": (AUTHOR,),
    "category": (CATEGORY,),
    "node": (METHOD, DATASET, METRIC, TASK, ORGANIZATION, AUTHOR, CATEGORY, PAPER),
}
"""Kind of a parameter that is a name -> the labels of the nodes that it may be of."""

_Scalar = str | int | float | bool | None
_Bound = _Scalar | list[str]

_PARAMETER = re.compile(r"\$(\w+) ([\w|]+)(?: = ([^:]+))?: (.+)")
_NAMES_IN_CODE = re.compile(
    r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`[^`]*`|//[^\n]*|/\*.*?(?:\*/|\Z)|\$(\w+)""", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query leaves open: its kind, its default (unless ``required``), and its meaning.

    >>> str(Parameter("limit", "int", "most rows", 50, required=False))
    '$limit int = 50: most rows'
    """

    name: str
    kind: str
    meaning: str
    default: _Scalar = None
    required: bool = True

    def __str__(self) -> str:
        shown = "null" if self.default is None else self.default
        default = "" if self.required else f" = {shown}"
        return f"${self.name} {self.kind}{default}: {self.meaning}"


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question with its parameters, its columns, and its Cypher."""

    name: str
    question: str
    note: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    cypher: str
    variants: Mapping[str, str] = field(default_factory=dict)

    def text(self, dialect: str) -> str:
        """The Cypher for an engine ("ladybug" or "neo4j")."""
        return self.variants.get(dialect, self.cypher)


def queries_path() -> Path:
    """The folder of the packaged files: inside an installed package, or in a checkout."""
    package = Path(kg.__file__).parent
    packaged = package / "cypher"
    return packaged if packaged.is_dir() else package.parent / "cypher"


@cache
def named_queries() -> tuple[NamedQuery, ...]:
    """Every packaged query, by name."""
    files = [path for path in queries_path().glob("*.cypher") if path.name != SCHEMA_FILE]
    variants: dict[str, dict[str, str]] = {}
    for path in files:
        name, _, dialect = path.stem.partition(".")
        variants.setdefault(name, {})[dialect] = path.read_text("utf-8")
    return tuple(
        replace(parse_query(name, texts.pop("")), variants=texts)
        for name, texts in sorted(variants.items())
    )


def find_query(name: str) -> NamedQuery:
    """The packaged query of this name.

    Raises:
        QueryError: there is none; the message names the nearest.
    """
    known = {query.name: query for query in named_queries()}
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "`kg queries` lists them"
    raise QueryError(f"no query is named {name!r}; {hint}")


def load_query(path: Path) -> NamedQuery:
    """The query in a file of one's own; its header is optional, see `inline_query`.

    Raises:
        QueryError: the file cannot be read, or its header and its Cypher disagree.
    """
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(
            f"{path}: not UTF-8 text ({error.reason} at byte {error.start})"
        ) from error
    except OSError as error:
        raise QueryError(f"{path}: cannot be read ({error.strerror})") from error
    try:
        return parse_query(path.stem, text)
    except QueryError as error:
        raise QueryError(f"{path}: {error}") from error


def inline_query(cypher: str) -> NamedQuery:
    """Cypher given as it is: each of its $parameters must be given, and may be of any kind.

    >>> [str(parameter) for parameter in inline_query("RETURN $x").parameters]
    ['$x any: not declared']
    """
    return parse_query("-e", cypher)


def parse_query(name: str, text: str) -> NamedQuery:
    """The query in the text of a file.

    Raises:
        QueryError: a line of the header is ill-formed, or declares what the Cypher lacks.
    """
    header = list(_header(text))
    declared = tuple(_parameter(line) for line in header if line.startswith("$"))
    used = _used(text)
    for parameter in declared:
        if parameter.name not in used:
            raise QueryError(f"the header declares ${parameter.name}, which the query does not use")
    names = {parameter.name for parameter in declared}
    open_ones = (Parameter(n, "any", "not declared") for n in used if n not in names)
    columns = [line.removeprefix("->") for line in header if line.startswith("->")]
    prose = [line for line in header if not line.startswith(("$", "->"))]
    return NamedQuery(
        name,
        prose[0] if prose else "",
        " ".join(prose[1:]).strip(),
        (*declared, *open_ones),
        tuple(column.strip() for line in columns for column in line.split(",")),
        text,
    )


def _header(text: str) -> Iterator[str]:
    """The comment lines before the first line of Cypher, without their slashes."""
    for line in text.splitlines():
        if not line.startswith("//"):
            return
        yield line.removeprefix("//").strip()


def _used(text: str) -> list[str]:
    """The $names in the Cypher outside its strings and comments, in order of use."""
    found = (match[1] for match in _NAMES_IN_CODE.finditer(text))
    return list(dict.fromkeys(name for name in found if name and name != MARK))


def _parameter(line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if match is None or not ("|" in match[2] or match[2] in _KINDS):
        raise QueryError(
            f"{line!r} declares no parameter; write '$name string: meaning' or '$name int = 50:"
            f" meaning', of kind {', '.join(_KINDS)} or a|choice"
        )
    name, kind, default, meaning = match.groups()
    if default is None:
        return Parameter(name, kind, meaning)
    unset = Parameter(name, kind, meaning, None, required=False)
    value = _value(unset, default.strip())
    if isinstance(value, list):
        raise QueryError(f"{line!r}: a list of ids has no default")
    return replace(unset, default=value)


def bind_parameters(query: NamedQuery, given: Mapping[str, object]) -> dict[str, object]:
    """Every parameter of the query with its value: what was given, else the default.

    A value may be of its kind already, or text as a command line has it (``null``
    means none where that is the default).

    Raises:
        QueryError: a parameter is missing, unknown, or not of its kind.
    """
    known = [parameter.name for parameter in query.parameters]
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            takes = f"did you mean ${near[0]}?" if near else f"it takes {_list(known)}"
            raise QueryError(f"{query.name} has no parameter ${name}; {takes}")
    return {p.name: _bound(query.name, p, given) for p in query.parameters}


def _list(names: list[str]) -> str:
    return ", ".join(f"${name}" for name in names) or "none"


def _bound(query: str, parameter: Parameter, given: Mapping[str, object]) -> object:
    if parameter.name in given:
        try:
            return _value(parameter, given[parameter.name])
        except QueryError as error:
            raise QueryError(f"{query}: {error}") from error
    if parameter.required:
        raise QueryError(
            f"{query} needs ${parameter.name} ({parameter.meaning});"
            f" give it by --param {parameter.name}=VALUE"
        )
    return parameter.default


def _value(parameter: Parameter, given: object) -> _Bound:
    may_lack = not parameter.required and parameter.default is None
    if given is None or (given == "null" and may_lack):
        if may_lack:
            return None
        raise QueryError(f"${parameter.name} cannot be null")
    if "|" in parameter.kind:
        return _choice(parameter, given)
    read, example = _KINDS[parameter.kind]
    try:
        return read(given)
    except (ValueError, TypeError, OverflowError) as error:
        raise QueryError(
            f"${parameter.name} must be of kind {parameter.kind}, not {given!r:.60}"
            f" (such as --param {parameter.name}={example})"
        ) from error


def _choice(parameter: Parameter, given: object) -> str:
    choices = parameter.kind.split("|")
    if not isinstance(given, str) or given not in choices:
        raise QueryError(f"${parameter.name} must be {' or '.join(choices)}, not {given!r:.60}")
    return given


def _string(given: object) -> str:
    if not isinstance(given, str):
        raise TypeError
    return given


def _ids(given: object) -> list[str]:
    """Each id once; a blank is no part of one."""
    listed = given.split() if isinstance(given, str) else given
    if not isinstance(listed, list | tuple):
        raise TypeError
    return list(dict.fromkeys(map(_string, listed)))


def _int(given: object) -> int:
    """A whole number that 64 bits hold, as both engines count."""
    if isinstance(given, bool | float) or not isinstance(given, int | str):
        raise TypeError
    number = int(given)
    if not -(2**63) <= number < 2**63:
        raise OverflowError
    return number


def _float(given: object) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        raise TypeError
    return float(given)


def _date(given: object) -> str:
    """An ISO day, month or year, which sort as text before the days in them."""
    if isinstance(given, date):
        return given.isoformat()[:10]
    text = _string(given)
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text, re.ASCII):
        raise ValueError
    date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
    return text


def _any(given: object) -> _Scalar:
    """Text that is a JSON number, boolean or string stands for that; any other for itself."""
    if not isinstance(given, str):
        if isinstance(given, int | float):
            return given
        raise TypeError
    try:
        value = json.loads(given)
    except ValueError:
        return given
    return value if isinstance(value, str | int | float | bool) else given


_KINDS: Mapping[str, tuple[Callable[[object], _Bound], str]] = {
    "string": (_string, "LoRA"),
    "int": (_int, "50"),
    "float": (_float, "0.5"),
    "date": (_date, "2024-01-31"),
    "any": (_any, "LoRA"),
    "ids": (_ids, "'method/lora dataset/glue'"),
    **dict.fromkeys(NODE_KINDS, (_string, "LoRA")),
}
"""Kind -> how a value of it is read, and an example."""
