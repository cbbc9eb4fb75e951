"""Names of methods as tables write them: 'Ours', '+ X', numbered rows, citations as names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from kg.core.names import key
from kg.core.paper_tables import TableCell
from kg.nlp.tables.table_layout import Header

__all__ = ["MethodName", "bare_name", "clean_name", "is_ours", "method_name", "without_brackets"]

_ENUMERATION = re.compile(r"^\((?:\d{1,2}|[a-z])\)\s*(?=\S)")
_SIGNS = re.compile(r"[*†‡§◆◇□■♯∗⋆★⁎¶‖↑↓]+")
_EMPTY_BRACKETS = re.compile(r"(?<!\s)\s*+[(\[]\s*+[)\]]")
_LAST_BRACKETS = re.compile(r"\s\([^()]*\)$")
_OURS_BRACKETS = re.compile(r"\s?[(\[](?:ours?|this work|proposed)[)\]]", re.IGNORECASE)
_PEOPLE = re.compile(
    r"\b(?:humans?|random|oracle|ground truths?|control|chance|upper bound)\b", re.I
)
"""What is compared with and is nobody's method."""
_OURS = re.compile(
    r"\b(?:ours|our (?:method|model|approach|system)|(?:the )?proposed(?: method| model)?)\b,?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class MethodName:
    """The name of a method: ``cell`` holds it, ``is_own`` tells the paper's own, variants too.

    ``is_guess``: nothing but the missing citation shows that it is the paper's own.
    """

    name: str | None
    is_own: bool
    cell: TableCell | None
    is_guess: bool = False


def clean_name(name: str) -> str:
    """A name as other texts have it: without numbering, marks and empty brackets.

    >>> clean_name("(3) BERT† ↑")
    'BERT'
    """
    text = unicodedata.normalize("NFKC", name)
    text = _SIGNS.sub("", _ENUMERATION.sub("", text))
    return " ".join(_EMPTY_BRACKETS.sub("", text).split()) or name


def without_brackets(name: str) -> str:
    """A name with blanks for what stands in brackets and for arrows; a bracket that is left open
    stays.

    >>> without_brackets("Accuracy (top (1) ↑"), without_brackets("FID ↓ (lower")
    ('Accuracy    ', 'FID   (lower')
    """
    last = name.rfind(")") + 1
    closed = re.sub(r"\([^)]*+\)?", " ", name[:last])
    return re.sub("[↑↓]", " ", closed + name[last:])


def is_ours(name: str) -> bool:
    """Whether a name says that a method is the paper's own.

    >>> is_ours("Ours (large)"), is_ours("Fours")
    (True, False)
    """
    return _OURS.search(name) is not None


def bare_name(name: str) -> str:
    """A name without what stands in brackets after it.

    >>> bare_name("CIFAR-10 (ResNet-18)"), bare_name("Amazon(Books)")
    ('CIFAR-10', 'Amazon(Books)')
    """
    return _LAST_BRACKETS.sub("", clean_name(name)) or name


def method_name(
    headers: Sequence[Header],
    own: str | None,
    base: str | None,
    *,
    unnamed: str,
    uncited_is_own: bool,
) -> MethodName:
    """The method that headers name, the outermost first; there must be some.

    Header rows name a method together, columns of names by the innermost. ``own`` is the name of
    what the paper proposes, and takes the place of 'Ours', else ``unnamed``, which tells it from
    those of other papers; ``base`` is the row that '+ X' extends.
    """
    last = headers[-1]
    parts = headers if last.level[0] == "col" else headers[-1:]
    raw = " ".join(clean_name(header.name) for header in parts)
    cell = last.cells[0] if last.cells else None
    is_cited = any(each.cited for each in last.cells)
    can_be_own = not (is_cited or _PEOPLE.search(raw))
    is_named = own is not None and f" {key(own)} " in f" {key(raw)} "
    if _OURS_BRACKETS.search(raw):
        return MethodName(_OURS_BRACKETS.sub("", raw), True, cell)
    if _OURS.search(raw):
        return MethodName(" ".join(_OURS.sub(own or unnamed, raw).split()), True, cell)
    if raw.startswith("+") and base:
        return MethodName(f"{base} {raw}", not is_cited, cell)
    is_guess = can_be_own and uncited_is_own and not is_named
    return MethodName(raw, can_be_own and (is_named or is_guess), cell, is_guess)
