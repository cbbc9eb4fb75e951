"""A made-up reading list as a graph, of any size, and a graph of hostile texts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.core import schema
from kg.core.names import entity_id
from kg.core.types import Edge, Evidence, Node, Value
from tests.strategies import HOSTILE


@dataclass(frozen=True, slots=True)
class Listed:
    """A graph held as two tuples."""

    all_nodes: tuple[Node, ...]
    all_edges: tuple[Edge, ...]

    def nodes(self) -> Iterator[Node]:
        return iter(self.all_nodes)

    def edges(self) -> Iterator[Edge]:
        return iter(self.all_edges)


_PHRASES = {
    "INTRODUCES": "We propose {}, which is new here.",
    "USES": "It is trained with {} from the start.",
    "COMPARES_WITH": "It runs ahead of {} in our hands.",
    "MENTIONS": "Earlier studies looked at {} as well.",
    "EVALUATES_ON": "All runs are judged on {} alone.",
    "TRAINS_ON": "The weights are learnt from {} only.",
    "REPORTS": "We report {} for each run.",
    "ADDRESSES": "The aim is better {} at less cost.",
}

_ROLES = {
    schema.METHOD: ("USES", "USES", "COMPARES_WITH", "INTRODUCES"),
    schema.DATASET: ("EVALUATES_ON", "TRAINS_ON"),
    schema.METRIC: ("REPORTS",),
    schema.TASK: ("ADDRESSES", "MENTIONS"),
}


_RELATIONS = {
    "USED_FOR": "{} serves {} well.",
    "COMPARED_WITH": "{} is set beside {} throughout.",
    "PART_OF": "{} is a building block of {} here.",
    "BENCHMARK_FOR": "{} measures {} alone.",
    "TRAINED_ON": "{} is fitted to {} from scratch.",
    "KIND_OF": "{} is one kind of {} after all.",
    "VARIANT_OF": "{} is a smaller {} in all but name.",
}


def _related(number: int, chosen: list[tuple[str, str, str]]) -> list[tuple[str, int, int]]:
    """(relation, head, tail) by place in the chosen: one in three papers relates what it names."""
    if number % 3:
        return []
    labels = [label for _, label, _ in chosen]
    edge = list(_RELATIONS)[number // 3 % len(_RELATIONS)]
    pair = schema.RELATION_EDGES.get(edge, (schema.METHOD, schema.METHOD))
    head = labels.index(pair[0])
    tail = labels.index(pair[1], head + 1 if pair[0] == pair[1] else 0)
    return [(edge, head, tail)] if chosen[head][2] != chosen[tail][2] else []


def _names(label: str, count: int) -> list[str]:
    stems = {"Method": "Net", "Dataset": "Bench", "Metric": "Score", "Task": "Solving"}
    return [f"{first}{stems[label]}" for first in _syllables(count)]


def _syllables(count: int) -> list[str]:
    onsets, rimes = "BDFGKLMNPRSTVZ", ("a", "el", "io", "or", "une", "ix")
    parts = [onset + rime for onset in onsets for rime in rimes]
    return [parts[i % len(parts)] + parts[i // len(parts)].lower() for i in range(count)]


def reading_list(papers: int = 40, seed: int = 7, *, results: bool = True) -> Listed:
    """Papers that share entities as real ones do: a few are everywhere, most come once."""
    rng = random.Random(seed)
    pool = {label: _names(label, max(6, papers)) for label in schema.ENTITY_LABELS}
    builder = _Builder()
    for number in range(papers):
        chosen = [
            (rng.choice(_ROLES[label]), label, pool[label][_skewed(rng, len(pool[label]))])
            for label in schema.ENTITY_LABELS
            for _ in range(3 if label == schema.METHOD else 1)
        ]
        builder.add_paper(number, chosen, result=results and number % 2 == 0)
    return builder.graph()


def _skewed(rng: random.Random, count: int) -> int:
    return min(int(count * rng.random() ** 3), count - 1)


class _Builder:
    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.edges: dict[tuple[str, str, str, str], Edge] = {}

    def add_paper(
        self,
        number: int,
        chosen: list[tuple[str, str, str]],
        *,
        result: bool = False,
        month: int = 1,
    ) -> None:
        paper = f"title:{number:016x}"
        title = f"Study {number}: {chosen[0][2]} for {chosen[-1][2]}"
        sentences = [_PHRASES[role].format(name) for role, _, name in chosen]
        abstract = " ".join(sentences)
        begin = len(title) + 1
        for (role, label, name), sentence in zip(chosen, sentences, strict=True):
            start = begin + sentence.index(name)
            evidence = Evidence(start, start + len(name), name, sentence, "made-up@1", 0.9)
            target = entity_id(label, name)
            aliases = (name, f"{name} v1") if label == schema.METHOD else (name,)
            self.add_node(label, target, name=name, aliases=aliases)
            self.add_edge(role, schema.PAPER, paper, label, target, paper, evidence)
            begin += len(sentence) + 1
        for edge, head, tail in _related(number, chosen):
            sentence = self._add_relation(edge, paper, begin, chosen[head], chosen[tail])
            abstract += f" {sentence}"
            begin += len(sentence) + 1
        if result:
            abstract += self._add_result(number, paper, begin, chosen)
        self.add_node(
            schema.PAPER,
            paper,
            title=title,
            abstract=abstract,
            date=f"2025-{month:02}-{number % 28 + 1:02}",
        )

    def _add_relation(
        self,
        edge: str,
        paper: str,
        begin: int,
        head: tuple[str, str, str],
        tail: tuple[str, str, str],
    ) -> str:
        sentence = _RELATIONS[edge].format(head[2], tail[2])
        places: list[int] = []
        for role, label, name in (head, tail):
            start = sentence.index(name, places[1] if places else 0)
            places += [start, start + len(name)]
            said = Evidence(begin + start, begin + places[-1], name, sentence, "made-up@1", 0.9)
            key = (role, paper, entity_id(label, name), paper)
            self.edges[key] = replace(self.edges[key], evidence=(*self.edges[key].evidence, said))
        first, last = places[0], places[-1]
        text = sentence[first:last]
        reach = Evidence(begin + first, begin + last, text, sentence, "made-up@1", 0.7)
        ends = (head[1], entity_id(*head[1:]), tail[1], entity_id(*tail[1:]))
        found = Edge(edge, *ends, paper, (reach,), {"confidence": 0.7})
        self.edges.setdefault(found.key, found)
        return sentence

    def _add_result(
        self, number: int, paper: str, begin: int, chosen: list[tuple[str, str, str]]
    ) -> str:
        value = f"{50 + number % 50}.{number % 10}%"
        sentence = f"It ends at {value} in the last round."
        start = begin + sentence.index(value)
        evidence = Evidence(start, start + len(value), value, sentence, "made-up@1", 0.8)
        result = f"result/{paper}/{start:05}"
        self.add_node(
            schema.RESULT,
            result,
            raw=value,
            unit="%",
            value=float(value[:-1]),
            kind="absolute",
            higher_is_better=True,
            baseline_raw="41.5%",
            baseline=41.5,
            confidence=0.8,
        )
        self.add_edge("STATES", schema.PAPER, paper, schema.RESULT, result, paper, evidence)
        of = {label: name for _, label, name in chosen}
        for edge, label in (("OF", schema.METHOD), ("ON", schema.DATASET)):
            target = entity_id(label, of[label])
            self.add_edge(edge, schema.RESULT, result, label, target, paper, evidence)
        return " " + sentence

    def add_node(self, label: str, identifier: str, **properties: Value) -> None:
        self.nodes.setdefault(identifier, Node(label, identifier, properties))

    def add_edge(
        self,
        kind: str,
        source_label: str,
        source: str,
        target_label: str,
        target: str,
        paper: str,
        *evidence: Evidence,
    ) -> None:
        sure = {"confidence": 0.8} if kind == schema.STATES else {}
        edge = Edge(kind, source_label, source, target_label, target, paper, evidence, sure)
        self.edges.setdefault(edge.key, edge)

    def graph(self) -> Listed:
        order = {label: number for number, label in enumerate(schema.LABELS)}
        nodes = sorted(self.nodes.values(), key=lambda node: (order[node.label], node.id))
        edges = sorted(self.edges.values(), key=lambda edge: (edge.paper, *edge.key))
        return Listed(tuple(nodes), tuple(edges))


FIELDS = ("parsing", "segmentation", "planning")


def three_fields(papers: int = 12) -> Listed:
    """Three fields with methods, data sets and a task of their own, and one metric for all."""
    builder = _Builder()
    for number in range(3 * papers):
        field, turn = number % 3, number // 3
        task = FIELDS[field].capitalize()
        chosen = [
            (role, schema.METHOD, f"{task}Net{step % 5}")
            for role, step in (
                ("USES", turn),
                ("COMPARES_WITH", turn + 1),
                ("INTRODUCES", turn + 2),
            )
        ]
        chosen += [
            ("EVALUATES_ON", schema.DATASET, f"{task}Bench{turn % 3}"),
            ("ADDRESSES", schema.TASK, FIELDS[field]),
            ("REPORTS", schema.METRIC, "accuracy"),
        ]
        builder.add_paper(number, chosen, result=number % 2 == 0, month=1 + turn % 12)
    return builder.graph()


ATTACKS = (
    *HOSTILE,
    "</script><script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    '<a href="javascript:window.pwned=1">href</a>',
    "javascript:window.pwned=1",
    "${window.pwned=1} {{ 7*7 }} {% raw %}",
    "<!--<script>",
    "]]> &amp; &#x3c;",
    "lone surrogate \ud800 here",
)


def large_graph() -> Listed:
    """Three fields and the hostile texts: more nodes than a canvas draws."""
    fields, hostile = three_fields(2000), hostile_graph(first=10_000)
    builder = _Builder()
    builder.nodes = {node.id: node for node in (*fields.all_nodes, *hostile.all_nodes)}
    builder.edges = {edge.key: edge for edge in (*fields.all_edges, *hostile.all_edges)}
    return builder.graph()


def hostile_graph(first: int = 0) -> Listed:
    """A paper, a method and a sentence for each hostile text; papers are numbered from `first`."""
    builder = _Builder()
    for number, text in enumerate(ATTACKS):
        paper, method = f"title:{first + number:016x}", f"method/hostile-{number}"
        sentence = f"We use {text} at last."
        title = f"On {text}"
        start = len(title) + 1 + len("We use ")
        evidence = Evidence(start, start + len(text), text, sentence, "made-up@1", 0.9)
        builder.add_node(schema.PAPER, paper, title=title, abstract=sentence, date="2025-02-03")
        builder.add_node(schema.METHOD, method, name=text, aliases=(text, text[::-1]))
        builder.add_edge("USES", schema.PAPER, paper, schema.METHOD, method, paper, evidence)
    return builder.graph()


def hostile_boards() -> Listed:
    """A result for each hostile text that a store takes: it stands in every name of it, and on the
    boards of one data set."""
    builder = _Builder()
    labels = {"OF": schema.METHOD, "ON": schema.DATASET, "MEASURES": schema.METRIC}
    for number, text in enumerate(text for text in ATTACKS if "\ud800" not in text):
        paper, result = f"title:{number:016x}", f"result/title:{number:016x}/00001"
        sentence = f"We reach 7{number} with {text}."
        start = len(text) + 1 + len("We reach ")
        evidence = Evidence(start, start + 2 + number // 10, f"7{number}", sentence, text, 0.9)
        builder.add_node(
            schema.PAPER,
            paper,
            **dict.fromkeys(("title", "byline", "url", "doi", "arxiv", "extractor"), text),
            abstract=sentence,
            date=f"2025-02-{number + 1:02}",
            authors=(text, text),
            categories=(text,),
            sources=(text,),
        )
        builder.add_node(
            schema.RESULT,
            result,
            name=text,
            raw=f"7{number}",
            value=70.0 + number,
            kind="absolute",
            higher_is_better=True,
            confidence=0.9,
            conditions=(f"subset={text}",),
        )
        builder.add_edge("STATES", schema.PAPER, paper, schema.RESULT, result, paper, evidence)
        for edge, label in labels.items():
            entity = f"{label.lower()}/x" if edge == "ON" else f"{label.lower()}/{number}"
            builder.add_node(label, entity, name="Bench" if edge == "ON" else text, aliases=(text,))
            builder.add_edge(edge, schema.RESULT, result, label, entity, paper, evidence)
    return builder.graph()
