"""The papers of a graph as references: BibTeX, and the JSON of CSL that citation tools read.

Papers that are known by being cited alone are among them: with their titles, and what is known.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.core import schema
from kg.core.output_path import replacing
from kg.core.paper_ids import paper_page
from kg.core.types import Node, PropertyGraph
from kg.exporters.formats.graphml import xml_text
from kg.exporters.output_files import Written
from kg.papers.citation_keys import CitedPaper, citation_keys, family_name

__all__ = ["cited_paper", "write_bibtex", "write_csl_json"]

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_ESCAPES = str.maketrans(_SPECIAL)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_INNER_CAPITAL = re.compile(r"\b\w+[A-Z]\w*")
"""A word of a title that a style must not write in small letters, such as LoRA."""

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def write_bibtex(graph: PropertyGraph, path: Path) -> Written:
    """Write an entry a paper to `path`, its key that of `citation_keys`.

    Raises: KGError where the place cannot be written.
    """
    keys = _keys(graph)
    with replacing(path) as file:
        for node in _papers(graph):
            fields = "".join(f"  {name} = {value},\n" for name, value in _bibtex(node))
            file.write(f"@misc{{{keys[node.id]},\n{fields}}}\n\n")
    return _written(graph, path, len(keys))


def write_csl_json(graph: PropertyGraph, path: Path) -> Written:
    """Write a list with an item a paper to `path`, its id that of `citation_keys`.

    Raises: KGError where the place cannot be written.
    """
    keys = _keys(graph)
    with replacing(path) as file:
        items = (json.dumps(_csl(n, keys), ensure_ascii=False) for n in _papers(graph))
        file.write("[")
        for number, item in enumerate(items):
            file.write(f"{',' if number else ''}\n{item}")
        file.write("\n]\n")
    return _written(graph, path, len(keys))


def cited_paper(node: Node) -> CitedPaper:
    """What of a paper its citation key is made of."""
    date = _text(node, "date")
    return CitedPaper(node.id, _text(node, "title"), _authors(node), date)


def _keys(graph: PropertyGraph) -> Mapping[str, str]:
    return citation_keys([cited_paper(node) for node in _papers(graph)])


def _papers(graph: PropertyGraph) -> Iterator[Node]:
    return (node for node in graph.nodes() if node.label == schema.PAPER)


def _written(graph: PropertyGraph, path: Path, papers: int) -> Written:
    nodes, edges = sum(1 for _ in graph.nodes()), sum(1 for _ in graph.edges())
    return Written(path, papers, 0, nodes, edges, "the papers alone")


def _bibtex(node: Node) -> Iterator[tuple[str, str]]:
    """(field, value in braces): text escaped, ids and addresses as they are."""
    authors = " and ".join(_escaped(_last_first(author)) for author in _authors(node))
    year, month, _ = _date(node)
    arxiv = _text(node, "arxiv")
    texts = {
        "title": _INNER_CAPITAL.sub(r"{\g<0>}", _escaped(_text(node, "title"))),
        "author": authors,
        "year": str(year or ""),
        "abstract": _escaped(_text(node, "abstract")),
        "eprint": _raw(arxiv),
        "archiveprefix": "arXiv" if arxiv else "",
        "doi": _raw(_text(node, "doi")),
        "url": _raw(_page(node)),
    }
    for name, value in texts.items():
        if value:
            yield name, f"{{{value}}}"
    if month:
        yield "month", _MONTHS[month - 1]


def _last_first(author: str) -> str:
    """'Family, Given', so that no name is parted at the wrong place."""
    family = family_name(author)
    given = author.removesuffix(family).strip(" ,") if "," not in author else ""
    return f"{family}, {given}" if given else author


def _csl(node: Node, keys: Mapping[str, str]) -> dict[str, object]:
    parts = [part for part in _date(node) if part]
    arxiv = _text(node, "arxiv")
    item: dict[str, object] = {
        "id": keys[node.id],
        "type": "article",
        "title": _text(node, "title"),
        "author": [_csl_name(author) for author in _authors(node)],
        "issued": {"date-parts": [parts]} if parts else None,
        "abstract": _text(node, "abstract"),
        "DOI": _text(node, "doi"),
        "URL": _page(node),
        "number": f"arXiv:{arxiv}" if arxiv else "",
        "publisher": "arXiv" if arxiv else "",
    }
    return {name: value for name, value in item.items() if value}


def _csl_name(author: str) -> dict[str, str]:
    family, comma, given = _last_first(author).partition(", ")
    return {"family": family, "given": given} if comma else {"literal": author}


def _date(node: Node) -> tuple[int, int, int]:
    """Year, month and day; 0 where it is not known."""
    found = _DATE.match(_text(node, "date"))
    return (0, 0, 0) if found is None else tuple(int(part or 0) for part in found.groups())  # type: ignore[return-value]  # three groups


def _page(node: Node) -> str:
    url, arxiv, doi = (_text(node, name) or None for name in ("url", "arxiv", "doi"))
    return paper_page(url, arxiv, doi) or ""


def _authors(node: Node) -> tuple[str, ...]:
    authors = node.properties.get("authors")
    return tuple(map(xml_text, authors)) if isinstance(authors, tuple) else ()


def _text(node: Node, name: str) -> str:
    value = node.properties.get(name)
    return xml_text(value) if isinstance(value, str) else ""


def _raw(text: str) -> str:
    """An id or an address, which no reader unescapes, without what would end its field."""
    return "".join(text.split()).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(_ESCAPES)
