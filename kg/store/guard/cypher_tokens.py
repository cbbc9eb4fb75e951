"""The tokens of a statement, in the part of Cypher that every engine cuts alike.

Engines differ in what they take for a blank (U+FEFF, U+180E), for the end of a comment, and for
an escape. Here a character that any of them could read in another way is refused.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from kg.core.errors import QueryError

__all__ = ["Token", "statement_text", "tokens_of"]

Kind = Literal["word", "quoted", "string", "number", "parameter", "sign"]

MAX_CHARACTERS = 100_000
"""Length of a statement, at most: the longest named query has 5,000 characters."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind, its text as written, and where it starts, in characters."""

    kind: Kind
    text: str
    start: int

    @property
    def name(self) -> str:
        """The name that a word, a quoted name or a parameter stands for.

        >>> Token("quoted", "`a``b`", 0).name, Token("parameter", "$x", 0).name
        ('a`b', 'x')
        """
        bare = self.text.removeprefix("$")
        return bare[1:-1].replace("``", "`") if bare.startswith("`") else bare


_TOKEN = re.compile(
    r"""
    (?P<blank>   [ \t\r\n]+ | //[^\r\n]* | /\*(?:[^*]|\*(?!/))*\*/ )
  | (?P<string>  '(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" )
  | (?P<quoted>  `(?:[^`]|``)+` )
  | (?P<parameter> \$ (?: \w+ | `(?:[^`]|``)+` ) )
  | (?P<number>  0x[0-9A-Fa-f]+ | [0-9]+ (?:\.[0-9]+)? (?:[eE][+-]?[0-9]+)? | \.[0-9]+ )
  | (?P<word>    [^\W\d]\w* )
  | (?P<sign>    [()\[\]{},.:;|+\-*/%^=<>!&~] )
    """,
    re.VERBOSE | re.DOTALL,
)

_ESCAPE = re.compile(r"\\(?:[\\'\"bfnrt]|u([0-9A-Fa-f]{4})|(U[0-9A-Fa-f]{8})|(.))", re.DOTALL)

_ENDS_OF_QUOTES = frozenset("'\"`\\")


def tokens_of(cypher: str) -> list[Token]:
    """The tokens of a statement, without its blanks and comments; work grows with its length.

    >>> [token.text for token in tokens_of("RETURN 'a b' AS x // all")]
    ['RETURN', "'a b'", 'AS', 'x']

    Raises:
        QueryError: a character is refused outside of strings, a string, name or comment does not
            end, an escape could end a string, or the statement is too long.
    """
    if len(cypher) > MAX_CHARACTERS:
        raise QueryError(f"the statement has over {MAX_CHARACTERS:,} characters: pass $parameters")
    found: list[Token] = []
    position = 0
    while position < len(cypher):
        match = _TOKEN.match(cypher, position)
        if match is None:
            raise QueryError(_refusal(cypher, position))
        if match.lastgroup != "blank":
            token = Token(match.lastgroup, match[0], position)  # type: ignore[arg-type]
            _check(token, found[-1] if found else None)
            found.append(token)
        position = match.end()
    return found


def statement_text(cypher: str, tokens: list[Token]) -> str:
    """The statement as the engine gets it: what stands between two tokens is blanks alone.

    >>> text = "RETURN /* ; */ 1 AS x;"
    >>> statement_text(text, tokens_of(text))
    'RETURN  1 AS x'
    """
    parts: list[str] = []
    end = 0
    for token in tokens:
        between = cypher[end : token.start] if parts else ""
        parts += [between if not between.strip(" \t\r\n") else _blank(between), token.text]
        end = token.start + len(token.text)
    while parts and parts[-1] == ";":
        del parts[-2:]
    return "".join(parts)


def _blank(between: str) -> str:
    """Blanks in place of comments, as many as lines break: messages of engines count lines."""
    breaks = between.count("\n")
    return "\n" * breaks if breaks else "  "


def _check(token: Token, before: Token | None) -> None:
    """Refuse a token that another engine could cut in another way."""
    where = f"at character {token.start + 1}"
    if "\0" in token.text or any(unicodedata.category(c) == "Cs" for c in token.text):
        raise QueryError(f"a NUL or half a character {where}: pass it in a $parameter")
    touching = before is not None and before.start + len(before.text) == token.start
    if touching and before is not None:
        if token.kind == "parameter" and before.kind in ("word", "parameter", "number"):
            raise QueryError(f"a $ inside of a name {where}: put the name in backticks")
        if token.kind == before.kind == "string":
            raise QueryError(f"two quotes {where}: write a quote inside of a string as \\'")
    if token.kind == "string":
        _check_escapes(token, where)
    elif "\\" in token.text:
        raise QueryError(f"a backslash in a quoted name {where}: engines read it differently")


def _check_escapes(token: Token, where: str) -> None:
    for escape in _ESCAPE.finditer(token.text):
        unicode, long, other = escape.groups()
        if unicode and chr(int(unicode, 16)) in _ENDS_OF_QUOTES:
            raise QueryError(f"\\u{unicode} {where} could end the string: write the sign itself")
        if long or other:
            raise QueryError(f"{escape[0][:10]!r} {where} is no escape of a string")


def _refusal(cypher: str, position: int) -> str:
    sign = cypher[position]
    where = f"at character {position + 1}"
    if sign in "'\"`":
        return f"the {sign} {where} is never closed"
    if cypher.startswith("/*", position):
        return f"the comment {where} is never closed"
    shown = repr(sign) if sign.isprintable() else f"U+{ord(sign):04X}"
    return f"{shown} {where} cannot stand outside of a string: remove it"
