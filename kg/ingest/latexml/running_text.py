"""Paragraphs of a page as plain text, with the places of their citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml import etree

from kg.core.full_texts.full_text import Citation
from kg.ingest.fields.latex_text import decode_latex
from kg.ingest.latexml.visible_text import Run, runs

__all__ = ["plain_runs", "running_text"]

_BLANKS = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")
_GROUP = re.compile(r"([_^])\{([^{}]*)\}")
_COMPLEX = re.compile(r"[\\{}$&]")


def running_text(elements: Iterable[etree._Element]) -> tuple[str, tuple[Citation, ...]]:
    """The text of elements that make up one paragraph, and its citations.

    White space is collapsed, notes and their marks are left out, and a simple formula comes in
    plain characters ('10^18'), any other as the characters of its presentation.
    """
    text = ""
    found: list[Citation] = []
    for element in elements:
        text = f"{text} " if text else ""
        for run in runs(element):
            piece = _BLANKS.sub(" ", _plain(run, text))
            if text[-1:] in ("", " "):
                piece = piece.lstrip()
            if run.kind == "citation" and run.keys and piece.strip():
                _add(found, Citation(len(text), len(text) + len(piece.rstrip()), run.keys), text)
            text += piece
    end = len(text.rstrip())
    cited = (Citation(each.start, min(each.end, end), each.keys) for each in found)
    return text.rstrip(), tuple(each for each in cited if each.start < each.end)


def _add(found: list[Citation], new: Citation, text: str) -> None:
    """Add the piece of a citation, joined with the piece of the same one before it."""
    last = found[-1] if found else None
    if last and last.keys == new.keys and not text[last.end : new.start].strip():
        found[-1] = Citation(last.start, new.end, new.keys)
    else:
        found.append(new)


def _plain(run: Run, before: str) -> str:
    text = _INVISIBLE.sub("", run.text)
    if run.kind == "mark":
        if not before[-1:].isdigit():
            return ""
        return f"^{text.strip()}" if text.strip().lstrip("-−").isdigit() else text
    return _formula(run.tex, text) if run.tex else text


def _formula(tex: str, shown: str) -> str:
    text = decode_latex(f"${tex.strip()}$")
    if text.startswith("$"):
        return shown
    text = _GROUP.sub(r"\1\2", text)
    return shown if _COMPLEX.search(text) else _INVISIBLE.sub("", text)


def plain_runs(parts: Sequence[Run]) -> str:
    """The text of runs without citations and marks, white space collapsed."""
    text = ""
    for run in parts:
        if run.kind in ("text", "math"):
            text += _plain(run, text)
    return _BLANKS.sub(" ", text).strip()
