from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import names
from kg.graph import fold
from kg.resolve import Judgement, judge, mention_key, resolve
from kg.types import Document, Entity, Evidence, Extraction


def entity(name: str, *surfaces: str, label: str = "Method") -> Entity:
    evidence = Evidence(0, len(name), name, name, "test@1")
    return Entity(label, name, (name, *surfaces), "mentions", 1.0, (evidence,))


def paper(number: int, *entities: Entity) -> Extraction:
    return Extraction(Document(f"title:{number}", f"T{number}", "A."), entities)


def node_ids(*found: Entity) -> list[str]:
    extractions = [paper(i, e) for i, e in enumerate(found)]
    proposed = [j for e in found for j in judge(e)]
    resolution = resolve(extractions, proposed)
    return [resolution.node_id(e) for e in found]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("PPO", "Proximal Policy Optimization"),
        ("proximal policy optimization", "Proximal Policy Optimization"),
        ("Diffusion Models", "diffusion model"),
        ("self-attention", "Self Attention"),
        (r"\textbf{Foo}", "Foo"),
    ],
)
def test_spellings_of_one_thing_are_one_node(left: str, right: str) -> None:
    one, two = node_ids(entity(left), entity(right))
    assert one == two


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("CIFAR-10", "CIFAR-100"),
        ("GPT-4", "GPT-4o"),
        ("Adam", "AdamW"),
        ("C++", "C#"),
        ("LLaMA 2", "LLaMA 2 7B"),
        ("pass@1", "pass@10"),
    ],
)
def test_different_things_are_two_nodes(left: str, right: str) -> None:
    one, two = node_ids(entity(left), entity(right))
    assert one != two


def test_an_acronym_spelled_out_otherwise_is_not_the_known_one() -> None:
    own = entity("SAM", "seasonal autoregressive map")
    assert mention_key(own) == "seasonal autoregressive map"
    assert mention_key(entity("SAM")) == "sam"


def test_type_is_part_of_identity() -> None:
    one, two = node_ids(entity("MNIST"), entity("MNIST", label="Dataset"))
    assert one != two


def test_a_node_is_called_as_most_papers_write_it_and_keeps_every_alias() -> None:
    graph = fold(
        [
            paper(1, entity("foo-net", "FooNets")),
            paper(2, entity("FooNet")),
            paper(3, entity("Foo-Net")),
            paper(4, entity("Foo-Net")),
        ]
    )
    nodes = {n.id: n.properties for n in graph.nodes() if n.label == "Method"}
    assert nodes["method/foo-net"] == {"name": "Foo-Net", "aliases": ("FooNets", "foo-net")}


_keys = st.sampled_from(("a", "b", "c", "d", "e"))
_judgements = st.builds(
    Judgement, st.just("Method"), _keys, _keys, st.just(1.0), st.just("r"), st.just("t@1")
)


@given(st.lists(_judgements, max_size=8), st.randoms())
def test_clusters_are_a_pure_function_of_the_ledger(
    ledger: list[Judgement], random: object
) -> None:
    found = [paper(i, entity(name)) for i, name in enumerate("abcde")]
    shuffled = [*ledger, *ledger]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert resolve(found, ledger) == resolve(found, shuffled)


@given(st.lists(_judgements, max_size=8), _judgements)
def test_one_more_judgement_of_sameness_never_parts_anything(
    ledger: list[Judgement], more: Judgement
) -> None:
    found = {name: entity(name) for name in "abcde"}
    papers = [paper(i, e) for i, e in enumerate(found.values())]
    before, after = resolve(papers, ledger), resolve(papers, [*ledger, more])
    for one in found.values():
        for two in found.values():
            if before.node_id(one) == before.node_id(two):
                assert after.node_id(one) == after.node_id(two)
    assert after.node_id(found[more.left]) == after.node_id(found[more.right])


@given(st.text(max_size=30), st.text(max_size=30))
def test_ids_part_what_keys_part(left: str, right: str) -> None:
    one, two = names.entity_id("Method", left), names.entity_id("Method", right)
    assert (one == two) == (names.key(left) == names.key(right))
    assert not set(one) & set(" \n\t\x00")
