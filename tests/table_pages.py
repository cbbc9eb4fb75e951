"""Pieces of pages as LaTeXML makes them: tables, captions, citations, notes, formulas."""

from __future__ import annotations

BOLD = '<span class="ltx_text ltx_font_bold">{}</span>'
MATH = (
    '<math alttext="-55.4_{\\pm 0.2}"><semantics><mrow><mo>−</mo><msub><mn>55.4</mn><mrow><mo>±'
    "</mo><mn>0.2</mn></mrow></msub></mrow>"
    '<annotation encoding="application/x-tex">-55.4</annotation></semantics></math>'
)
CITE = '<cite class="ltx_cite">[<a href="#bib.bib7" class="ltx_ref">7</a>]</cite>'
SUP = '<sup class="ltx_sup">a</sup>'
NOTE = (
    '<span class="ltx_note"><sup class="ltx_note_mark">2</sup><span class="ltx_note_outer">'
    '<span class="ltx_note_content">Run by us.</span></span></span>'
)


def row(*cells: str) -> str:
    tagged = [
        cell if cell.startswith("<td") else f'<td class="ltx_td">{cell}</td>' for cell in cells
    ]
    return f'<tr class="ltx_tr">{"".join(tagged)}</tr>'


def tabular(*rows: str) -> str:
    return f'<table class="ltx_tabular">{"".join(rows)}</table>'


def caption(label: str, text: str) -> str:
    tag = f'<span class="ltx_tag ltx_tag_table">{label}: </span>' if label else ""
    return f'<figcaption class="ltx_caption">{tag}{text}</figcaption>'
