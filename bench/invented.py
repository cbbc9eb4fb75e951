"""Graphs as large as asked for, made anew whenever they are read: 10 nodes, 40 edges a paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.core.schema import ROLE_EDGES
from kg.core.types import Document, Edge, Entity, Evidence, Extraction, Node, Result, Value

EDGES = (
    ("USES", "Method", 12),
    ("COMPARES_WITH", "Method", 5),
    ("MENTIONS", "Method", 6),
    ("EVALUATES_ON", "Dataset", 3),
    ("TRAINS_ON", "Dataset", 2),
    ("REPORTS", "Metric", 2),
    ("ADDRESSES", "Task", 2),
)
"""Type, label and number of the edges from each paper to entities: 32, and 8 for two results."""

SHARE = {"Method": 4.0, "Dataset": 1.5, "Metric": 0.5, "Task": 1.0}
"""Entities of each label, a paper: with the paper and its two results, 10 nodes."""

_STEP = 7_919
"""A prime: strides over the entities so that a few papers share most of theirs with others."""


@dataclass(frozen=True)
class Invented:
    """A graph of papers, 10 nodes and 40 edges each, that is made anew whenever it is read."""

    papers: int

    def nodes(self) -> Iterator[Node]:
        """Every node, by label and id."""
        yield from map(_paper, range(self.papers))
        for label, share in SHARE.items():
            for i in range(int(self.papers * share)):
                name = f"{label}-{i:07}"
                held: dict[str, Value] = {"name": name, "aliases": (name, f"the {name}")}
                yield Node(label, f"{label.lower()}/{i:07}", held)
        for i in range(self.papers):
            for k in range(2):
                held = {"value": i / 100, "raw": f"{i / 100}", "unit": "%", "confidence": 0.75}
                yield Node("Result", f"result/{_id(i)}/{k}", held)

    def edges(self) -> Iterator[Edge]:
        """Every edge, by paper, type, source and target."""
        for i in range(self.papers):
            yield from sorted(self._of(i), key=lambda edge: (edge.type, edge.source, edge.target))

    def _of(self, i: int) -> Iterator[Edge]:
        for edge, label, count in EDGES:
            for k in range(count):
                yield _edge(edge, "Paper", _id(i), label, self._entity(label, i, k, edge), i)
        for k in range(2):
            result = f"result/{_id(i)}/{k}"
            yield _edge("STATES", "Paper", _id(i), "Result", result, i)
            for edge, label in (("OF", "Method"), ("ON", "Dataset"), ("MEASURES", "Metric")):
                yield _edge(edge, "Result", result, label, self._entity(label, i, k, edge), i)

    def _entity(self, label: str, i: int, k: int, edge: str) -> str:
        count = int(self.papers * SHARE[label])
        place = (i * 31 + k * _STEP + len(edge) * 13) % count
        return f"{label.lower()}/{place:07}"


def _id(i: int) -> str:
    return f"arxiv:{i:07}"


def _paper(i: int) -> Node:
    title = f"Study {i} of things that go into stores"
    abstract = " ".join(
        f"We use Method-{(i + k):07} and judge it on its merits." for k in range(20)
    )
    held: dict[str, Value] = {
        "title": title,
        "abstract": abstract,
        "date": f"2025-{i % 12 + 1:02}-{i % 28 + 1:02}",
        "authors": ("A. Author", "B. Author"),
        "categories": ("cs.LG",),
        "sources": (f"page.txt:{i}",),
        "extractor": "invented@1",
    }
    return Node("Paper", _id(i), held)


def _edge(edge: str, source_label: str, source: str, label: str, target: str, i: int) -> Edge:
    sentence = f"We use {target} in this study of ours, number {i}, and say why."
    said = (Evidence(7, 7 + len(target), target, sentence, "invented@1", 0.75),)
    return Edge(edge, source_label, source, label, target, _id(i), said)


_ROLES = {(label, edge): role for (label, role), edge in ROLE_EDGES.items()}


def invented_papers(count: int) -> Iterator[Extraction]:
    """What a model might find in each of some papers: by and large the graph of `Invented`."""
    for i in range(count):
        yield _extraction(Invented(count), i)


def _extraction(graph: Invented, i: int) -> Extraction:
    title = f"Study {i} of things that go into stores"
    found: dict[tuple[str, str], str] = {}
    for edge, label, count in EDGES:
        for k in range(count):
            number = graph._entity(label, i, k, edge).rpartition("/")[2]
            found.setdefault((label, f"{label}-{number}"), _ROLES[label, edge])
    text, entities = f"{title}\n", []
    for (label, name), role in found.items():
        sentence = f"We use {name} in this study of ours, and say why."
        start = len(text) + len("We use ")
        said = Evidence(start, start + len(name), name, sentence, "invented@1", 0.75)
        entities.append(Entity(label, name, (name,), role, 0.75, (said,)))
        text += f"{sentence} "
    names = {label: [e.name for e in entities if e.type == label] for label in SHARE}
    results = []
    for k in range(2):
        value = f"{i / 100 + k:.2f}"
        sentence = f"It reaches {value} at the end."
        start = len(text) + len("It reaches ")
        slots = (names["Method"][k], None, names["Dataset"][k], names["Metric"][k])
        results.append(
            Result(
                *slots, value, None, None, start, start + len(value), sentence, 0.75, "invented@1"
            )
        )
        text += f"{sentence} "
    document = Document(
        _id(i),
        title,
        text[len(title) + 1 :].rstrip(),
        date=f"2025-{i % 12 + 1:02}-{i % 28 + 1:02}",
        authors=("A. Author", "B. Author"),
        categories=("cs.LG",),
    )
    return Extraction(document, tuple(entities), tuple(results), "invented@1")
