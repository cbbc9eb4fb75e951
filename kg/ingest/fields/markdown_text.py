"""Markdown in a text: marks removed, lists and tables as lines of their own."""

from __future__ import annotations

import re

from kg.ingest.fields.html_text import PARAGRAPH

_IMAGE = re.compile(r"!\[(?:[^\]\n!]|!(?!\[))*+\]\([^()\s]*+\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\((?:[^()\s]|\([^()\s]*\))*(?:\s\"[^\"\n]*\")?\)")
_BOLD = re.compile(r"(\*\*|__)(?=[^\s*_])([^*\n]{1,200}?)(?<=[^\s])\1")
_ITALIC = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,200}?)(?<=[^\s*])\*(?![\w*])")
_CODE = re.compile(r"(?<!`)`([^`\n']{1,200})`(?!`)")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s++(.*)$", re.MULTILINE)
_QUOTE = re.compile(r"^ {0,3}>\s?", re.MULTILINE)
_ITEM = re.compile(r" {0,6}[-*+•‣▪◦–]\s+(?=\S)")
_RULE = re.compile(r"^(?=(?:[^\S\n]|[:|-])*+$)[^\n]*?-{3}[^\n]*$", re.MULTILINE)
_ROW = re.compile(r"^ {0,3}\|(.*)\|[ \t]*$", re.MULTILINE)
_ESCAPED = re.compile(r"\\([*_`\[\]#|>~!])(?!\w+\{)")
_MARKED = re.compile(r"[*`\[|#>]|^ {0,6}[-+•‣▪◦–]\s|__", re.MULTILINE)


def _heading(match: re.Match[str]) -> str:
    return f"{PARAGRAPH}{match[1].rstrip('#').rstrip()}{PARAGRAPH}"


def decode_markdown(text: str) -> str:
    """A text without the marks of Markdown; each item and row is a paragraph.

    A star or bracket that is no mark stays: ``A* search``, ``x[0]``.

    >>> decode_markdown("**ReedSeg** and [ReedMap](https://example.org/m), by A* search")
    'ReedSeg and ReedMap, by A* search'
    """
    if not _MARKED.search(text):
        return text
    text = _RULE.sub("", text)
    text = _ROW.sub(_row, text)
    text = _HEADING.sub(_heading, text)
    text = _with_items(_QUOTE.sub("", text))
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _CODE.sub(r"\1", text)
    text = _ITALIC.sub(r"\1", _BOLD.sub(r"\2", text))
    return _ESCAPED.sub(r"\1", text)


def _with_items(text: str) -> str:
    """The text with each item of a list as a paragraph; a line that goes on after a dash is none.

    An item opens a paragraph, or follows a sentence, a colon, or another item.
    """
    lines: list[str] = []
    listed, before = False, ""
    for line in text.split("\n"):
        match = _ITEM.match(line)
        ended = not before.strip() or before.rstrip().endswith((".", ":", ";", "!", "?"))
        if match and (listed or ended):
            lines += ["", line[match.end() :]]
            listed = True
        else:
            lines.append(line)
            listed = listed and bool(line.strip())
        before = line
    return "\n".join(lines)


def _row(match: re.Match[str]) -> str:
    cells = (cell.strip() for cell in match[1].split("|"))
    return PARAGRAPH + ", ".join(cell for cell in cells if cell) + PARAGRAPH
