"""Whether a statement reads and does nothing else, by its structure.

In Cypher two operands never stand side by side: after a name, a value or a closing bracket comes
an operator, an infix word (`AND`, `IS`) or the next clause. So a walk that knows at each token
whether an operand is complete sees every word that could begin a clause, wherever it stands and
whatever surrounds it, and refuses each that is not listed. Calls are names before a bracket, and
go by the lists of `allowed_names`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.core.errors import QueryError
from kg.store.guard.allowed_names import LADYBUG, NEO4J, Dialect, word_set
from kg.store.guard.cypher_tokens import Token, statement_text, tokens_of

__all__ = ["check_statement", "parameter_names"]

_DIALECTS: Mapping[str, Dialect] = {"ladybug": LADYBUG, "neo4j": NEO4J}

_FIRST = word_set("MATCH OPTIONAL UNWIND WITH RETURN CALL")
"""Words that begin a statement, or a part of one in braces or after UNION."""

_LATER = word_set("WHERE ORDER SKIP OFFSET LIMIT UNION YIELD")
"""Words that begin a clause after another one."""

_PLANS = word_set("EXPLAIN PROFILE")

_INFIX = word_set("""
    AND OR XOR NOT IN IS STARTS ENDS CONTAINS AS WHEN THEN ELSE SHORTEST WSHORTEST TRAIL ACYCLIC ALL
""")
"""Words after a complete operand that want another one."""

_POSTFIX = word_set("END ASC ASCENDING DESC DESCENDING")
"""Words after a complete operand that leave it complete."""

_PREFIX = word_set("NOT CASE WHEN DISTINCT BY WHERE")
"""Words where an operand is wanted that go before one."""

_WRITES = word_set("CREATE MERGE SET DELETE DETACH")

_NO_NAMES = (
    _FIRST
    | _WRITES
    | word_set("""
    LOAD COPY EXPORT IMPORT INSTALL UNINSTALL FORCE ATTACH DROP ALTER REMOVE FOREACH CHECKPOINT
    BEGIN COMMIT ROLLBACK GLOB TRANSACTIONS TERMINATE UNION YIELD
""")
)
"""Words that begin a clause or a command: names only where they stand in backticks."""

_FOLLOWS: Mapping[str, frozenset[str]] = {
    "OPTIONAL": frozenset({"MATCH", "CALL"}),
    "UNION": frozenset({"ALL", "DISTINCT"}) | _FIRST,
    "EXPLAIN": _FIRST,
    "PROFILE": _FIRST,
    "STARTS": frozenset({"WITH"}),
    "ENDS": frozenset({"WITH"}),
}
"""Word -> the only words that may come next, if a word does."""

_WRITES_FOLLOW: Mapping[str, frozenset[str]] = {
    **_FOLLOWS,
    "UNION": _FOLLOWS["UNION"] | _WRITES,
    "DETACH": frozenset({"DELETE"}),
    "ON": frozenset({"CREATE", "MATCH"}),
    "CREATE": frozenset({"SET"}),
    "MATCH": frozenset({"SET"}),
}
"""The same where data may be changed: `ON CREATE SET` and `ON MATCH SET` belong to a MERGE."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """The tokens of a statement, the engine's lists, and the words that may begin a clause."""

    tokens: list[Token]
    dialect: Dialect
    first: frozenset[str] = _FIRST
    follows: Mapping[str, frozenset[str]] = field(default_factory=lambda: _FOLLOWS)

    def at(self, place: int) -> Token | None:
        """The token at a place, if there is one."""
        return self.tokens[place] if 0 <= place < len(self.tokens) else None

    def is_sign(self, place: int, signs: str) -> bool:
        """Whether one of the signs is at a place."""
        token = self.at(place)
        return token is not None and token.kind == "sign" and token.text in signs

    def word(self, place: int) -> str:
        """The word at a place in upper case; empty if it is none, or no keyword could be so."""
        token = self.at(place)
        if token is None or token.kind != "word" or not token.text.isascii():
            return ""
        return token.text.upper()


def check_statement(cypher: str, dialect: str, *, write: bool = False) -> str:
    """The statement without its comments, if it only reads; with ``write`` it may change data.

    Nothing makes it reach files, settings, extensions, other databases or the network.

    >>> check_statement("MATCH (n) RETURN n.id // all", "ladybug")
    'MATCH (n) RETURN n.id'

    Args:
        cypher: the statement of a user.
        dialect: whose Cypher it is, ``ladybug`` or ``neo4j``.
        write: whether CREATE, MERGE, SET and DELETE may stand in it.

    Raises:
        QueryError: it is not one statement, or has a clause or a call that is not listed.
    """
    tokens = tokens_of(cypher)
    _check_single(tokens)
    bare = [token for token in tokens if token.text != ";"]
    statement = _Statement(bare, _DIALECTS[dialect])
    if write:
        statement = _Statement(bare, _DIALECTS[dialect], _FIRST | _WRITES, _WRITES_FOLLOW)
    complete = False
    for place in range(len(bare)):
        complete = _completes(statement, place, complete)
    return statement_text(cypher, tokens)


def parameter_names(cypher: str) -> list[str]:
    """The names of the parameters of a statement, in order of use.

    Raises:
        QueryError: the text has no tokens of Cypher.
    """
    found = (token.name for token in tokens_of(cypher) if token.kind == "parameter")
    return list(dict.fromkeys(found))


def _check_single(tokens: list[Token]) -> None:
    parts, begun = 0, False
    for token in tokens:
        if token.text == ";":
            begun = False
        elif not begun:
            parts, begun = parts + 1, True
    if parts != 1:
        raise QueryError(f"one statement at a time, not {parts}")


def _completes(statement: _Statement, place: int, complete: bool) -> bool:
    """Whether an operand is complete after a token; ``complete`` is whether one was before it.

    Raises:
        QueryError: the token begins a clause or a call that is not listed.
    """
    kind = statement.tokens[place].kind
    if kind == "sign":
        return _after_sign(statement, place, complete)
    if kind != "word" or _is_property(statement, place):
        return _operand(statement, place)
    if place == 0 or (statement.is_sign(place - 1, "{") and not statement.is_sign(place + 1, ",}")):
        return _begin(statement, place)
    if complete or _ends_path(statement, place):
        return _after_operand(statement, place)
    return _before_operand(statement, place)


def _after_sign(statement: _Statement, place: int, complete: bool) -> bool:
    text = statement.tokens[place].text
    if text == "*":  # All columns or any length, where an operand is wanted.
        return not complete
    if text == "!" and complete:  # A factorial, or the start of `!=`.
        return not statement.is_sign(place + 1, "=")
    return text in ")]}"


def _is_property(statement: _Statement, place: int) -> bool:
    """Whether the word is a property, a label, a type or a key: no keyword can be there."""
    if statement.is_sign(place - 1, "."):
        return True
    if statement.is_sign(place - 1, ":"):
        return statement.word(place) not in _PREFIX
    return statement.is_sign(place - 1, "{,") and statement.is_sign(place + 1, ":")


def _ends_path(statement: _Statement, place: int) -> bool:
    """Whether a clause comes after a path that is repeated, as in ``((a)-->(b))+ RETURN``."""
    begins = statement.word(place) in _FIRST | _LATER
    return begins and statement.is_sign(place - 1, "+*") and statement.is_sign(place - 2, ")")


def _begin(statement: _Statement, place: int) -> bool:
    plans = _PLANS if place == 0 else frozenset()
    if statement.word(place) not in statement.first | plans:
        raise _refused(statement, place)
    return _clause(statement, place)


def _after_operand(statement: _Statement, place: int) -> bool:
    word = statement.word(place)
    if word in _POSTFIX:
        return True
    known = word in _INFIX or word in _LATER or word in statement.first
    if not known and not (word == "ON" and "ON" in statement.follows):
        raise _refused(statement, place)
    return _clause(statement, place)


def _before_operand(statement: _Statement, place: int) -> bool:
    word, last = statement.word(place), _word_before(statement, place)
    if last in statement.follows:
        if word not in statement.follows[last]:
            raise _refused(statement, place)
        return _clause(statement, place)
    if word in _PREFIX:
        return False
    if word in _NO_NAMES:
        raise QueryError(
            f"{statement.tokens[place].text} at character {statement.tokens[place].start + 1} is"
            " refused as a name: write it in backticks"
        )
    return _operand(statement, place)


def _word_before(statement: _Statement, place: int) -> str:
    """The word before a place; for that after UNION ALL it is UNION."""
    last = statement.word(place - 1)
    is_union = last in ("ALL", "DISTINCT") and statement.word(place - 2) == "UNION"
    return "UNION" if is_union else last


def _clause(statement: _Statement, place: int) -> bool:
    """A clause has begun; a CALL is refused unless it is of a subquery or a listed procedure."""
    if statement.word(place) == "CALL" and not statement.is_sign(place + 1, "({"):
        name = _dotted_name(statement, place + 1)
        if name not in statement.dialect.procedures:
            listed = ", ".join(sorted(statement.dialect.procedures))
            raise QueryError(f"CALL {name} is refused: what only reads is {listed}")
    return False


def _operand(statement: _Statement, place: int) -> bool:
    """An operand has ended; a name before a bracket is refused unless it is a listed function."""
    if statement.tokens[place].kind in ("word", "quoted") and statement.is_sign(place + 1, "("):
        start = place
        while statement.is_sign(start - 1, "."):
            start -= 2
        if statement.word(start - 1) != "CALL":  # `_clause` has checked that.
            _check_function(statement, _dotted_name(statement, max(start, 0)))
    return True


def _check_function(statement: _Statement, name: str) -> None:
    dialect = statement.dialect
    if name in dialect.faulty:
        raise QueryError(f"{name}() is refused: {dialect.faulty[name]}")
    if name not in dialect.functions:
        raise QueryError(
            f"{name}() is refused: it is not on the list of functions of {dialect.engine} that"
            " only compute"
        )


def _dotted_name(statement: _Statement, place: int) -> str:
    """The name that starts at a place, its parts joined by dots, in lower case."""
    parts: list[str] = []
    while (token := statement.at(place)) is not None and token.kind in ("word", "quoted"):
        parts.append(token.name)
        if not statement.is_sign(place + 1, "."):
            break
        place += 2
    name = ".".join(parts)
    return name.lower() if name.isascii() else name


def _refused(statement: _Statement, place: int) -> QueryError:
    token = statement.tokens[place]
    where = f"{token.text} at character {token.start + 1} is refused"
    if statement.word(place) in _WRITES and not statement.first >= _WRITES:
        return QueryError(f"{where}: changing data needs --write")
    clauses = ", ".join(sorted((statement.first | _LATER) - {"CALL"}))
    return QueryError(f"{where}: a query has the clauses {clauses}, and CALL of what only reads")
