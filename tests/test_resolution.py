"""Papers in, nodes out: which names become one node, under the rules and under a ledger."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.core import names
from kg.core.judgement import (
    DIFFERENT,
    WITHDRAWN,
    Judgement,
    NameKey,
    judged_name_key,
    split_mention,
)
from kg.core.names import key
from kg.core.schema import VARIANT_OF
from kg.core.types import Document, Entity, Evidence, Extraction
from kg.graph.fold import fold_papers
from kg.resolution.blocking import blocking_keys
from kg.resolution.name_mentions import Mentions, gather_mentions, mention_key, surface_key
from kg.resolution.resolve import resolve_mentions, resolve_names
from tests.strategies import extractions


def entity(name: str, *surfaces: str, label: str = "Method", role: str = "mentions") -> Entity:
    evidence = Evidence(0, len(name), name, name, "test@1")
    return Entity(label, name, (name, *surfaces), role, 1.0, (evidence,))


def paper(number: int, *entities: Entity, abstract: str = "A.") -> Extraction:
    return Extraction(Document(f"title:{number}", f"T{number}", abstract), entities)


def ids(papers: Iterable[Extraction], ledger: Iterable[Judgement] = ()) -> list[str]:
    """The node of the first entity of each paper."""
    papers = list(papers)
    resolution = resolve_names(papers, ledger)
    return [resolution.node_id(p.entities[0], p.document.id) for p in papers]


def node_ids(*found: Entity) -> list[str]:
    return ids(paper(i, e) for i, e in enumerate(found))


@pytest.mark.parametrize(
    ("label", "left", "right"),
    [
        ("Method", "PPO", "Proximal Policy Optimization"),
        ("Method", "proximal policy optimisation", "Proximal Policy Optimization"),
        ("Method", "Diffusion Models", "diffusion model"),
        ("Method", "self-attention", "Self Attention"),
        ("Method", r"\textbf{Foo}", "Foo"),
        ("Method", "LLaMA2-7B", "LLaMA 2 7B"),
        ("Dataset", "ImageNet-1k", "ImageNet"),
        ("Dataset", "CIFAR10", "CIFAR-10"),
    ],
)
def test_spellings_of_one_thing_are_one_node(label: str, left: str, right: str) -> None:
    one, two = node_ids(entity(left, label=label), entity(right, label=label))
    assert one == two


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("CIFAR-10", "CIFAR-100"),
        ("GPT-4", "GPT-4o"),
        ("Adam", "AdamW"),
        ("BERT", "RoBERTa"),
        ("C++", "C#"),
        ("LLaMA 2", "LLaMA 2 7B"),
        ("pass@1", "pass@10"),
        ("ImageNet", "ImageNet-21k"),
    ],
)
def test_different_entities_are_two_nodes(left: str, right: str) -> None:
    for label in ("Method", "Dataset"):
        one, two = node_ids(entity(left, label=label), entity(right, label=label))
        assert one != two


def test_type_is_part_of_identity() -> None:
    one, two = node_ids(entity("MNIST"), entity("MNIST", label="Dataset"))
    assert one != two


def test_an_acronym_spelled_out_is_known_by_its_long_form() -> None:
    assert mention_key(entity("SAM", "seasonal autoregressive map")) == (
        "seasonal autoregressive map"
    )
    assert mention_key(entity("SAM")) == "sam"


def test_of_several_long_forms_the_listed_one_decides() -> None:
    assert mention_key(entity("LoRA", "low rank", "Low-Rank Adaptation")) == "low rank adaptation"


def test_an_acronym_learnt_in_one_paper_holds_in_others() -> None:
    long = "quantile regression gating"
    found = ids([paper(1, entity("QRG", long)), paper(2, entity("QRG")), paper(3, entity(long))])
    assert len(set(found)) == 1


def test_an_acronym_spelled_out_in_two_ways_is_two_entities() -> None:
    masks = "We segment tumors and organs in scans of patients with prompts and masks."
    flat = "We seek flat minima of the loss by a perturbation of weights at each gradient step."
    papers = [
        paper(1, entity("SAM", "segment anything model"), abstract=masks),
        paper(2, entity("SAM", "sharpness-aware minimization"), abstract=flat),
        paper(3, entity("SAM", "sharpness-aware minimization"), abstract=flat),
        paper(4, entity("SAM"), abstract=masks),
        paper(5, entity("SAM"), abstract=flat),
    ]
    segmenter, optimizer, second, fourth, fifth = ids(papers)
    assert segmenter != optimizer == second
    assert (fourth, fifth) == (segmenter, optimizer)


META = "Meta reinforcement learning adapts a policy to tasks with few episodes of an environment."
SCANS = "A backbone for segmentation of medical images with linear cost in the number of pixels."


def test_a_name_given_to_two_entities_is_two_nodes() -> None:
    papers = [
        paper(1, entity("Zamba", role="introduces"), abstract=SCANS),
        paper(2, entity("ZAMBA", role="introduces"), abstract=META),
        paper(3, entity("Zamba"), abstract=SCANS),
    ]
    assert ids(papers) == ["method/zamba", "method/zamba~2", "method/zamba"]
    nodes = [n for n in fold_papers(papers).nodes() if n.label == "Method"]
    assert len({key(str(node.properties["name"])) for node in nodes}) == 2
    assert ids(papers[::-1]) == ["method/zamba", "method/zamba~2", "method/zamba"]


def test_a_name_that_two_papers_use_on_one_subject_is_one_node() -> None:
    papers = [
        paper(1, entity("Zamba", role="introduces"), abstract=SCANS),
        paper(2, entity("ZAMBA", role="introduces"), abstract=SCANS),
    ]
    assert len(set(ids(papers))) == 1


def test_a_node_is_called_as_most_papers_write_it_and_keeps_every_alias() -> None:
    graph = fold_papers(
        [
            paper(1, entity("foo-net", "FooNets")),
            paper(2, entity("FooNet")),
            paper(3, entity("Foo-Net")),
            paper(4, entity("Foo-Net")),
        ]
    )
    nodes = {n.id: n.properties for n in graph.nodes() if n.label == "Method"}
    assert nodes == {
        "method/foo-net": {"name": "Foo-Net", "aliases": ("FooNet", "FooNets", "foo-net")}
    }


@pytest.mark.parametrize(
    ("label", "variant", "family"),
    [
        ("Method", "LLaMA 2 7B", "LLaMA 2"),
        ("Method", "ResNet-50", "ResNet"),
        ("Method", "BERT-large", "BERT"),
        ("Dataset", "ImageNet 256x256", "ImageNet"),
        ("Dataset", "AIME 2024", "AIME"),
    ],
)
def test_a_variant_is_linked_to_its_family_by_the_first_paper(
    label: str, variant: str, family: str
) -> None:
    papers = [
        paper(3, entity(variant, label=label)),
        paper(1, entity(family, label=label)),
        paper(2, entity(variant, label=label)),
    ]
    three, one, _ = ids(papers)
    edges = [edge for edge in fold_papers(papers).edges() if edge.type == VARIANT_OF]
    assert [(e.source, e.target, e.paper) for e in edges] == [(three, one, "title:2")]


def same(left: str, right: str, time: str = "1") -> Judgement:
    return Judgement("Method", left, right, 1.0, "", "person", time=time)


def different(left: str, right: str, time: str = "1") -> Judgement:
    return Judgement("Method", left, right, 1.0, "", "person", DIFFERENT, time)


def test_a_person_names_what_is_merged() -> None:
    papers = [paper(1, entity("Foo")), paper(2, entity("Bar"))]
    assert ids(papers, [same("Foo", "Bar")]) == ["method/bar"] * 2
    assert ids(papers, [same("Foo", "Bar"), same("Bar", "Foo", "2")]) == ["method/foo"] * 2


def test_a_person_parts_what_a_rule_joins() -> None:
    papers = [paper(1, entity("Foo Net")), paper(2, entity("FooNet"))]
    assert len(set(ids(papers))) == 1
    assert len(set(ids(papers, [different("Foo Net", "FooNet")]))) == 2


def test_a_person_parts_what_two_papers_mean_by_one_name() -> None:
    papers = [paper(1, entity("Foo")), paper(2, entity("Foo")), paper(3, entity("Foo"))]
    judged = different("foo [title:2]", "foo")
    assert ids(papers, [judged]) == ["method/foo", "method/foo~2", "method/foo"]


def test_undoing_a_judgement_restores_the_graph() -> None:
    papers = [paper(1, entity("Foo")), paper(2, entity("Bar"))]
    undone = Judgement("Method", "Foo", "Bar", 1.0, "", "person", WITHDRAWN, "2")
    before, after = fold_papers(papers), fold_papers(papers, [same("Foo", "Bar"), undone])
    assert list(before.nodes()) == list(after.nodes())
    assert list(before.edges()) == list(after.edges())


def test_what_rules_judged_before_does_not_bind_them_now() -> None:
    papers = [paper(1, entity("Foo")), paper(2, entity("Bar"))]
    old = Judgement("Method", "foo", "bar", 1.0, "", "spelling@0")
    assert len(set(ids(papers, [old]))) == 2


NAMES = (
    "PPO",
    "Proximal Policy Optimization",
    "QRG",
    "quantile regression gating",
    "Quantile Regression Gates",
    "query result graph",
    "Zamba",
    "ZAMBA",
    "LLaMA 2 7B",
    "Llama-2",
    "llama",
    "GPT-4 model",
    "GPT4",
)


@st.composite
def corpora(draw: st.DrawFn) -> list[Extraction]:
    """Papers of few names, some of them acronyms that a paper spells out."""
    found = []
    for number in range(draw(st.integers(0, 7))):
        named = draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True))
        role = draw(st.sampled_from(("introduces", "mentions")))
        text = draw(st.sampled_from((META, SCANS)))
        entities = [entity(name, role=role) for name in named]
        if draw(st.booleans()):
            long = draw(st.sampled_from(NAMES[3:6]))
            entities.append(entity("QRG", long))
        found.append(paper(number, *entities, abstract=text))
    return found


_ledger = st.lists(
    st.builds(
        Judgement,
        st.just("Method"),
        st.sampled_from((*NAMES, "zamba [title:1]")),
        st.sampled_from(NAMES),
        st.sampled_from((0.5, 1.0)),
        st.just("r"),
        st.sampled_from(("other@1", "person")),
        st.sampled_from(("same", "different", "withdrawn")),
        st.sampled_from(("1", "2")),
    ),
    max_size=5,
)


def content(papers: list[Extraction], ledger: list[Judgement]) -> list[object]:
    graph = fold_papers(papers, ledger)
    return [*graph.nodes(), *graph.edges()]


@settings(deadline=None, max_examples=60)
@given(corpora(), _ledger, st.randoms())
def test_the_graph_depends_on_no_order(
    papers: list[Extraction], ledger: list[Judgement], random: object
) -> None:
    before = content(papers, ledger)
    random.shuffle(papers)  # type: ignore[attr-defined]
    random.shuffle(ledger)  # type: ignore[attr-defined]
    assert content(papers, [*ledger, *ledger]) == before


@settings(deadline=None, max_examples=60)
@given(corpora(), _ledger)
def test_what_shares_no_hub_does_not_bear_on_each_other(
    papers: list[Extraction], ledger: list[Judgement]
) -> None:
    """Resolving every closed set of mentions alone gives what resolving all at once gives."""
    whole = gather_mentions(papers)
    apart = [resolve_mentions(part, ledger) for part in closed_parts(whole, ledger)]
    together = resolve_mentions(whole, ledger)
    assert {u: i for part in apart for u, i in part.of.items()} == together.of
    assert {i: f for part in apart for i, f in part.parents.items()} == together.parents


def bare(name: str) -> str:
    return split_mention(name)[0]


def closed_parts(whole: Mentions, ledger: list[Judgement]) -> list[Mentions]:
    hub_of = {
        of: {("hub", hub) for hub in blocking_keys(of, {surface_key(s) for s in found})}
        | {("judged", of.key)}
        for of, found in whole.surfaces.items()
    }
    parts: list[tuple[set[NameKey], set[tuple[str, str]]]] = []
    links = [
        {
            ("hub", hub)
            for n in (j.left, j.right)
            for hub in blocking_keys(judged_name_key(j.label, bare(n)), ())
        }
        | {("judged", names.key(bare(n))) for n in (j.left, j.right)}
        for j in ledger
    ]
    for members, around in [*(({u}, h) for u, h in hub_of.items()), *((set(), li) for li in links)]:
        met = [part for part in parts if part[1] & around]
        parts = [part for part in parts if part not in met]
        merged = (set(members), set(around))
        for part in met:
            merged = (merged[0] | part[0], merged[1] | part[1])
        parts.append(merged)
    return [
        Mentions(
            {u: whole.surfaces[u] for u in members},
            {u: whole.first[u] for u in members},
            {
                s: uses
                for s, uses in whole.uses.items()
                if any(NameKey(s.label, x.sense) in members for x in uses)
            },
        )
        for members, _ in parts
    ]


@settings(deadline=None, max_examples=40)
@given(st.lists(extractions(), max_size=5))
def test_names_of_any_sort_resolve(papers: list[Extraction]) -> None:
    graph = fold_papers(papers)
    nodes = [node.id for node in graph.nodes()]
    assert len(nodes) == len(set(nodes))
    ends = {edge.target for edge in graph.edges()} | {edge.source for edge in graph.edges()}
    assert ends <= set(nodes)


@given(st.text(max_size=30), st.text(max_size=30))
def test_ids_part_what_keys_part(left: str, right: str) -> None:
    one, two = names.entity_id("Method", left), names.entity_id("Method", right)
    assert (one == two) == (names.key(left) == names.key(right))
    assert not set(one) & set(" \n\t\x00")
