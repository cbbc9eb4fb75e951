"""What every store must do, asked of each of them: one contract, real engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kg.core.errors import KGError, QueryError, StoreError
from kg.core.schema import EDGE_ENDS, EDGE_TYPES, LABELS, NODE_PROPERTIES
from kg.core.types import Edge, Evidence, Node, PropertyGraph, Value
from kg.store import Store, open_store
from kg.store.codec.rows import KINDS, edge_order, node_order
from tests.strategies import HOSTILE

SAID = Evidence(9, 13, "LoRA", "We use LoRA.", "rules@1", 0.75)
AGAIN = Evidence(30, 34, "LoRA", "LoRA is small.", "model@2", 1.0)


@dataclass(frozen=True)
class Held:
    """A graph in memory, in canonical order."""

    some_nodes: tuple[Node, ...] = ()
    some_edges: tuple[Edge, ...] = ()

    def nodes(self) -> Iterator[Node]:
        yield from sorted(self.some_nodes, key=node_order)

    def edges(self) -> Iterator[Edge]:
        yield from sorted(self.some_edges, key=edge_order)


def paper(identifier: str, title: str = "On things", **given: Value) -> Node:
    properties: dict[str, Value] = {
        "name": title,
        "title": title,
        "abstract": "We use LoRA.",
        "date": "2024-02-29",
        "year": 2024,
        "byline": None,
        "authors": (),
        "orcids": ("0000-0002-1825-0097", ""),
        "categories": ("cs.CL", "cs.LG"),
        "sources": ("page.txt:3@2024-03-01",),
        "extractor": "rules@1",
        "arxiv": None,
        "doi": "10.1000/things",
        "url": None,
        "passages": ("section 1 ¶1\tWe train LoRA.", "table 1\tNet | F1\nLoRA | 9"),
        "read": True,
    }
    return Node("Paper", identifier, {**properties, **given})


def method(identifier: str, name: str, *aliases: str) -> Node:
    return Node("Method", f"method/{identifier}", {"name": name, "aliases": aliases})


def uses(source: str, target: str, *evidence: Evidence) -> Edge:
    return Edge("USES", "Paper", source, "Method", target, source, evidence or (SAID, AGAIN))


def result(identifier: str, value: float | None, raw: str, **given: Value) -> Node:
    empty = dict.fromkeys(NODE_PROPERTIES["Result"])
    return Node("Result", identifier, {**empty, "value": value, "raw": raw, **given})


def compared(paper: str, source: str, target: str) -> Edge:
    said = Evidence(9, 34, "LoRA is ahead of PPO", "LoRA is ahead of PPO.", "model@2", 0.5)
    ends = ("Method", f"method/{source}", "Method", f"method/{target}")
    return Edge("COMPARED_WITH", *ends, paper, (said,), {"confidence": 0.5})


SMALL = Held(
    (
        paper("arxiv:1"),
        paper("arxiv:2", "On other things", date=None, authors=("A. B.", "C. D.")),
        method("lora", "LoRA", "LoRA", "low-rank adaptation"),
        method("ppo", "PPO"),
        result("result/arxiv:1/1", 81.5, "81.5", unit="%", kind="absolute", higher_is_better=True),
        result("result/arxiv:1/2", None, "two", baseline=1.5, baseline_raw="1.5", confidence=0.25),
        Node("Organization", "organization/acme", {"name": "ACME", "aliases": ()}),
    ),
    (
        uses("arxiv:1", "method/lora"),
        uses("arxiv:1", "method/ppo", SAID),
        uses("arxiv:2", "method/lora", AGAIN),
        compared("arxiv:1", "lora", "ppo"),
        compared("arxiv:2", "lora", "ppo"),
        compared("arxiv:2", "ppo", "lora"),
        Edge("STATES", "Paper", "arxiv:1", "Result", "result/arxiv:1/1", "arxiv:1", (SAID,)),
        Edge(
            "AGAINST",
            "Result",
            "result/arxiv:1/1",
            "Method",
            "method/ppo",
            "arxiv:1",
            (SAID,),
            {"raw": "79.9"},
        ),
        Edge(
            "FROM",
            "Paper",
            "arxiv:2",
            "Organization",
            "organization/acme",
            "arxiv:2",
            (Evidence(0, 4, "ACME", "ACME", "byline@1", field="byline"),),
        ),
    ),
)


@pytest.fixture(params=["ladybug", "neo4j"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Each store, empty."""
    if request.param == "ladybug":
        url, user, password = str(tmp_path / "graph.lbug"), "", ""
    else:
        server = request.getfixturevalue("neo4j_server")
        url, user, password = server.url, server.user, server.password
    with open_store(url, user=user, password=password) as opened:
        if request.param == "neo4j":
            opened.query("MATCH (n) DETACH DELETE n", write=True)
        yield opened


def assert_holds(store: Store, graph: PropertyGraph) -> None:
    nodes, edges = list(graph.nodes()), list(graph.edges())
    assert list(store.nodes()) == nodes
    assert list(store.edges()) == edges
    counts = store.counts()
    assert counts.nodes == tally((node.label for node in nodes), LABELS)
    assert counts.edges == tally((edge.type for edge in edges), EDGE_TYPES)


def tally(names: Iterable[str], known: Iterable[str]) -> dict[str, int]:
    found = list(names)
    return {name: found.count(name) for name in known}


def test_a_graph_goes_in_and_comes_back(store: Store) -> None:
    store.replace(SMALL)
    assert_holds(store, SMALL)


def test_an_empty_graph_goes_in_and_empties(store: Store) -> None:
    store.replace(Held())
    assert_holds(store, Held())
    store.replace(SMALL)
    store.replace(Held())
    assert_holds(store, Held())


def test_twice_is_once(store: Store) -> None:
    store.replace(SMALL)
    store.replace(SMALL)
    assert_holds(store, SMALL)


def test_what_changed_is_changed_and_what_went_is_removed(store: Store) -> None:
    store.replace(SMALL)
    kept = tuple(node for node in SMALL.some_nodes if node.id not in ("method/ppo", "arxiv:2"))
    renamed = tuple(
        replace(node, properties={**node.properties, "name": "LoRA!", "aliases": ()})
        if node.id == "method/lora"
        else node
        for node in kept
    )
    ids = {node.id for node in kept}
    edges = tuple(edge for edge in SMALL.some_edges if {edge.source, edge.target} <= ids)
    smaller = Held(renamed, (*(replace(edge, evidence=(AGAIN,)) for edge in edges),))
    store.replace(smaller)
    assert_holds(store, smaller)
    store.replace(SMALL)
    assert_holds(store, SMALL)


def test_the_caption_of_a_result_is_no_name_to_find(store: Store) -> None:
    caption = result("result/arxiv:1/1", 17.86, "17.86", name="LoRA, FID 17.86 on Blobs")
    store.replace(Held((method("lora", "LoRA"), caption)))
    assert [row["id"] for row in store.search_names(["lora"], 5)] == ["method/lora"]
    assert store.search_names(["fid"], 5) == []


def test_an_edge_alone_goes(store: Store) -> None:
    store.replace(SMALL)
    fewer = Held(SMALL.some_nodes, SMALL.some_edges[1:])
    store.replace(fewer)
    assert_holds(store, fewer)


def test_what_one_of_two_papers_says_goes_alone(store: Store) -> None:
    store.replace(SMALL)
    gone = compared("arxiv:1", "lora", "ppo")
    fewer = Held(SMALL.some_nodes, tuple(edge for edge in SMALL.some_edges if edge != gone))
    store.replace(fewer)
    assert_holds(store, fewer)
    rows = store.query("MATCH (:Method)-[r:COMPARED_WITH]->(:Method) RETURN r.paper AS paper").rows
    assert rows == [("arxiv:2",), ("arxiv:2",)]


def test_one_edge_for_another_keeps_the_count_and_changes_the_graph(store: Store) -> None:
    one = Held(SMALL.some_nodes, (uses("arxiv:1", "method/lora"),))
    other = Held(SMALL.some_nodes, (uses("arxiv:1", "method/ppo"),))
    store.replace(one)
    store.replace(other)
    assert_holds(store, other)


def test_hostile_strings_come_back_unchanged(store: Store) -> None:
    nodes = [paper("arxiv:1", HOSTILE[0], abstract="".join(HOSTILE))]
    edges = []
    for number, text in enumerate((*HOSTILE, "{a: 1}", "[1, 2]", "null", "$x", "Ａ", "�")):
        short = text[:80]
        nodes.append(Node("Paper", f"title:{short}", {**nodes[0].properties, "title": text}))
        nodes.append(method(f"{number}~{short}", text, text, "", text[::-1]))
        said = Evidence(number, number + len(text), text, f"{text}.", text, 0.5)
        edges.append(uses(f"title:{short}", nodes[-1].id, said, SAID))
    graph = Held(tuple(nodes), tuple(edges))
    store.replace(graph)
    assert_holds(store, graph)
    for text in HOSTILE:
        found = store.query("MATCH (m:Method) WHERE m.name = $t RETURN m.name AS n", {"t": text})
        assert found.records() == [{"n": text}]


def test_every_kind_of_edge_fits(store: Store) -> None:
    nodes = tuple(replace(node, id=f"x/{node.label}") for node in one_of_each_label())
    edges = tuple(
        Edge(kind.type, kind.source, f"x/{kind.source}", kind.target, f"x/{kind.target}", "p", (s,))
        for kind in KINDS
        for s in (SAID,)
    )
    store.replace(Held(nodes, edges))
    assert_holds(store, Held(nodes, edges))


def one_of_each_label() -> Iterator[Node]:
    for label in LABELS:
        if label == "Paper":
            yield paper("x")
        elif label == "Result":
            yield result("x", -1e-9, "", unit="x")
        else:
            more = {"orcid": "0000-0002-1825-0097"} if label == "Author" else {}
            yield Node(label, "x", {"name": label, "aliases": (label,), **more})


def test_more_than_a_batch_goes_in_and_comes_back(store: Store) -> None:
    many = Held(
        (method("lora", "LoRA"), *(paper(f"arxiv:{i:05}") for i in range(5_001))),
        tuple(uses(f"arxiv:{i:05}", "method/lora") for i in range(5_001)),
    )
    told: list[int] = []
    store.replace(many, progress=told.append)
    assert sum(told) == 10_003
    assert_holds(store, many)


UNSOUND = {
    "an end that is no node": Held((paper("a"),), (uses("a", "method/none"),)),
    "the same node twice": Held((paper("a"), paper("a"))),
    "the same edge twice": Held(
        (paper("a"), method("m", "M")), (uses("a", "method/m"), uses("a", "method/m"))
    ),
    "an unknown label": Held((Node("Person", "p", {}),)),
    "an unknown property": Held((paper("a", venue="ACL"),)),
    "a value of another kind": Held((paper("a", authors="A. B."),)),
    "half a character": Held((paper("a", "\ud800"),)),
    "a node without id": Held((paper(""),)),
    "an edge without evidence": Held(
        (paper("a"), method("m", "M")),
        (Edge("USES", "Paper", "a", "Method", "method/m", "a", ()),),
    ),
    "ends that the type does not join": Held(
        (paper("a"), method("m", "M")),
        (Edge("ADDRESSES", "Paper", "a", "Method", "method/m", "a", (SAID,)),),
    ),
}


@pytest.mark.parametrize("graph", UNSOUND.values(), ids=UNSOUND.keys())
def test_an_unsound_graph_is_an_error(store: Store, graph: Held) -> None:
    with pytest.raises(StoreError) as caught:
        store.replace(graph)
    assert "\n" not in str(caught.value)


def test_parameters_reach_the_query(store: Store) -> None:
    store.replace(SMALL)
    rows = store.query(
        "MATCH (p:Paper)-[r:USES]->(m:Method) WHERE m.name = $name AND r.score >= $least"
        " RETURN p.id AS paper, r.text AS text ORDER BY paper",
        {"name": "LoRA", "least": 0.5, "unused": 1},
    )
    assert rows.columns == ("paper", "text")
    assert rows.records() == [
        {"paper": "arxiv:1", "text": "LoRA"},
        {"paper": "arxiv:2", "text": "LoRA"},
    ]


def test_nodes_edges_and_paths_come_as_dicts(store: Store) -> None:
    store.replace(SMALL)
    (row,) = store.query(
        "MATCH p = (r:Result)-[a:AGAINST]->(m:Method) RETURN m, a, p, [m.name, null] AS list"
    ).rows
    node, edge, path, listed = row
    assert node == {"_label": "Method", "id": "method/ppo", "name": "PPO", "aliases": []}
    assert isinstance(edge, dict)
    assert edge["_type"] == "AGAINST"
    assert (edge["raw"], edge["support"], edge["score"]) == ("79.9", 1, 0.75)
    assert isinstance(path, dict)
    assert path["_nodes"][1] == node
    assert path["_edges"] == [edge]
    assert listed == ["PPO", None]


def test_the_best_evidence_stands_on_the_edge(store: Store) -> None:
    store.replace(SMALL)
    (row,) = store.query(
        "MATCH (p:Paper)-[r:USES]->(m:Method) WHERE p.id = 'arxiv:1' AND m.name = 'LoRA'"
        " RETURN r.start AS start, r.`end` AS `end`, r.sentence AS sentence, r.by AS by,"
        " r.support AS support, r.paper AS paper"
    ).rows
    assert row == (30, 34, "LoRA is small.", "model@2", 2, "arxiv:1")


WRONG = {
    "syntax": "MATCH (n RETURN n",
    "unknown function": "RETURN nosuch(1) AS x",
    "missing parameter": "RETURN $missing AS x",
    "empty": "   ",
    "two statements": "RETURN 1 AS x; RETURN 2 AS x",
}


@pytest.mark.parametrize("cypher", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_query_is_an_error_in_one_line(store: Store, cypher: str) -> None:
    store.replace(Held())
    with pytest.raises(QueryError) as caught:
        store.query(cypher)
    assert str(caught.value)
    assert "\n" not in str(caught.value)


WRITING = (
    "CREATE (:Method {id: 'method/new', name: 'new'})",
    "MATCH (m:Method) SET m.name = 'other'",
    "MATCH (m:Method) DETACH DELETE m",
    "MERGE (:Task {id: 'task/new'})",
)


@pytest.mark.parametrize("cypher", WRITING)
def test_writing_needs_to_be_asked_for(store: Store, cypher: str) -> None:
    store.replace(SMALL)
    with pytest.raises(QueryError, match="needs --write"):
        store.query(cypher)
    assert_holds(store, SMALL)


def test_writing_works_when_asked_for_and_a_replace_mends_it(store: Store) -> None:
    store.replace(SMALL)
    store.query("MATCH (m:Method) WHERE m.name = 'PPO' SET m.name = $n", {"n": "x"}, write=True)
    rows = store.query("MATCH (m:Method) RETURN m.name AS name ORDER BY name").rows
    assert rows == [("LoRA",), ("x",)]
    store.replace(SMALL)
    assert_holds(store, SMALL)


def test_repr_says_where_and_no_more(store: Store) -> None:
    assert "password" not in repr(store).lower()
    assert type(store).__name__ in repr(store)


@pytest.mark.parametrize("url", ["http://localhost/x", "neo4j://", "bolt://a:b@host/x"])
def test_a_url_that_is_none_is_an_error(url: str) -> None:
    with pytest.raises(KGError) as caught:
        open_store(url)
    assert "a:b" not in str(caught.value)


def test_the_contract_covers_the_schema() -> None:
    assert {kind.type for kind in KINDS} == set(EDGE_ENDS)
