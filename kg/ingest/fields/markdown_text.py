"""Markdown in a text: marks removed, lists and tables as lines of their own."""

from __future__ import annotations

import re

from kg.ingest.fields.html_text import PARAGRAPH

_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^()\s]*\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\((?:[^()\s]|\([^()\s]*\))*(?:\s\"[^\"\n]*\")?\)")
_BOLD = re.compile(r"(\*\*|__)(?=[^\s*_])([^*\n]{1,200}?)(?<=[^\s])\1")
_ITALIC = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,200}?)(?<=[^\s*])\*(?![\w*])")
_CODE = re.compile(r"(?<!`)`([^`\n']{1,200})`(?!`)")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*$", re.MULTILINE)
_QUOTE = re.compile(r"^ {0,3}>\s?", re.MULTILINE)
_ITEM = re.compile(r"^ {0,6}[-*+•]\s+(?=\S)", re.MULTILINE)
_RULE = re.compile(r"^ {0,3}\|?[\s:|-]*-{3,}[\s:|-]*\|?$", re.MULTILINE)
_ROW = re.compile(r"^ {0,3}\|(.*)\|[ \t]*$", re.MULTILINE)
_ESCAPED = re.compile(r"\\([*_`\[\]#|>~!])(?!\w+\{)")
_MARKED = re.compile(r"[*`\[|#>]|^ {0,6}[-+•]\s|__", re.MULTILINE)


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
    text = _HEADING.sub(lambda match: f"{PARAGRAPH}{match[1]}{PARAGRAPH}", text)
    text = _ITEM.sub(PARAGRAPH, _QUOTE.sub("", text))
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _CODE.sub(r"\1", text)
    text = _ITALIC.sub(r"\1", _BOLD.sub(r"\2", text))
    return _ESCAPED.sub(r"\1", text)


def _row(match: re.Match[str]) -> str:
    cells = (cell.strip() for cell in match[1].split("|"))
    return PARAGRAPH + ", ".join(cell for cell in cells if cell) + PARAGRAPH
