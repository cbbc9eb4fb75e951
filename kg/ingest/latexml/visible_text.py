"""What a reader sees of an element of LaTeXML: its text in runs, each with its style.

Notes are left out, formulas come as the characters of their presentation, and a superscript that
stands apart is a footnote's mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from lxml import etree

__all__ = ["Run", "classes_of", "collapsed", "runs", "visible_text"]

Kind = Literal["text", "math", "citation", "mark"]

_INVISIBLE = str.maketrans("", "", "\u2061\u2062\u2063\u2064\u200b\ufeff\u00ad")
_BLOCKS = frozenset(("br", "div", "li", "p", "table", "td", "th", "tr"))
_BLOCK_CLASSES = frozenset(("ltx_p", "ltx_td", "ltx_tr", "ltx_tabular", "ltx_break"))
_HIDDEN = frozenset(("annotation", "annotation-xml", "script", "style", "svg"))
_HIDDEN_CLASSES = frozenset(("ltx_note_outer",))
_MARK = re.compile(r"(?:\{\})?\^\{?\s*(?:\\[a-zA-Z]+|[^\\{}\d]{1,3}|\d)+\s*\}*")
_BOLD_TEX = re.compile(r"\\(?:mathbf|bm|boldsymbol|textbf|pmb)\b")
_DEEPEST = 200
"""Elements nested deeper than this are no page of a paper."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text of one style; ``tex`` is the TeX of a formula, ``keys`` what is cited."""

    text: str
    kind: Kind = "text"
    is_bold: bool = False
    is_underlined: bool = False
    tex: str = ""
    keys: tuple[str, ...] = ()


def classes_of(element: etree._Element) -> Sequence[str]:
    """The class list of an element."""
    return (element.get("class") or "").split()  # a comment has no attributes


def collapsed(text: str) -> str:
    """A text with white space collapsed, without characters that do not show.

    >>> collapsed("  two\\n words ")
    'two words'
    """
    return " ".join(text.translate(_INVISIBLE).split())


def visible_text(element: etree._Element) -> str:
    """The text that a reader sees of an element.

    >>> visible_text(etree.fromstring("<p>x <i>is</i><span class='ltx_note_outer'>no</span></p>"))
    'x is'
    """
    return collapsed("".join(run.text for run in runs(element)))


def runs(element: etree._Element, style: Run | None = None, depth: int = 0) -> Iterator[Run]:
    """The runs of an element in the order of the text."""
    style = _style(element, style or Run(""))
    if element.text:
        yield replace(style, text=element.text)
    for child in element:
        if depth < _DEEPEST:
            yield from _child(child, style, depth)
        if child.tail:
            yield replace(style, text=child.tail)


def _child(child: etree._Element, style: Run, depth: int) -> Iterator[Run]:
    if not isinstance(child.tag, str) or child.tag in _HIDDEN:
        return
    classes = classes_of(child)
    if not _HIDDEN_CLASSES.isdisjoint(classes):
        return
    if child.tag == "math":
        yield _formula(child, style)
        return
    is_block = child.tag in _BLOCKS or not _BLOCK_CLASSES.isdisjoint(classes)
    if is_block:
        yield replace(style, text=" ")
    yield from runs(child, style, depth + 1)
    if is_block:
        yield replace(style, text=" ")


def _style(element: etree._Element, around: Run) -> Run:
    classes = classes_of(element)
    style = around
    if "ltx_font_bold" in classes:
        style = replace(style, is_bold=True)
    if "ltx_font_medium" in classes:
        style = replace(style, is_bold=False)
    if "ltx_framed_underline" in classes:
        style = replace(style, is_underlined=True)
    if element.tag == "cite" or "ltx_cite" in classes:
        style = replace(style, kind="citation", keys=_keys(element))
    elif (
        style.kind == "text" and ("ltx_sup" in classes or element.tag == "sup")
    ) or "ltx_note" in classes:
        style = replace(style, kind="mark")
    return style


def _keys(cite: etree._Element) -> tuple[str, ...]:
    """The anchors in the bibliography that a citation links to, or the keys that it failed on."""
    links = [a.get("href", "") for a in cite.iter("a")]
    found = [link.rpartition("#")[2] for link in links if "#bib" in link]
    missing = [
        key
        for part in cite.iter("span")
        if "ltx_missing_citation" in classes_of(part)
        for key in re.split(r"[\s,]+", part.text or "")
    ]
    return tuple(dict.fromkeys(filter(None, [*found, *missing])))


def _formula(math: etree._Element, style: Run) -> Run:
    tex = math.get("alttext", "")
    text = "".join(_presentation(math)).translate(_INVISIBLE)
    text = "".join(text.split())
    kind = style.kind
    if kind == "text":
        kind = "mark" if _MARK.fullmatch(tex) else "math"
    letters = [char for char in text if char.isalnum()]
    glyphs = bool(letters) and all("BOLD" in unicodedata.name(char, "") for char in letters)
    is_bold = style.is_bold or glyphs or _BOLD_TEX.search(tex) is not None
    return replace(style, text=text, kind=kind, is_bold=is_bold, tex=tex)


def _presentation(element: etree._Element) -> Iterator[str]:
    pending = [element]
    while pending:
        each = pending.pop()
        if not isinstance(each.tag, str) or each.tag in _HIDDEN:
            continue
        if each.text:
            yield each.text
        pending.extend(reversed(each))
