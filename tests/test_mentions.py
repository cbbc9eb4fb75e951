from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.core.schema import ENTITY_LABELS
from kg.nlp.mentions.coreference import join
from kg.nlp.mentions.mention_candidates import gather
from kg.nlp.mentions.mention_rules import propose
from kg.nlp.text import abbreviations, sentences
from kg.nlp.text.proper_names import heading, name_part
from kg.nlp.text.spans import Group, Mention
from kg.nlp.text.terms import find, words_of
from kg.nlp.text.tokens import cut


def groups_of(text: str) -> tuple[Group, ...]:
    definitions = abbreviations.find(text)
    return join(text, propose(text, sentences.split(text), definitions), definitions)


def entities(text: str) -> dict[str, str]:
    return {group.name: group.label for group in groups_of(text)}


PAPERS = [
    (
        "SparrowNet: Fast Parsing of Small Trees\n"
        "We introduce SparrowNet, a graph neural network for dependency parsing. "
        "SparrowNet reaches an accuracy of 93.1% on the Penn Treebank.",
        {"SparrowNet": "Method", "dependency parsing": "Task", "accuracy": "Metric"},
    ),
    (
        "OwlBench: A Benchmark for Night Vision\n"
        "We present OwlBench, a benchmark for object detection at night, and evaluate "
        "Faster R-CNN and DETR on it.",
        {"OwlBench": "Dataset", "object detection": "Task", "DETR": "Method"},
    ),
    (
        "Pruning the Forest\n"
        "We study knowledge distillation and quantization of language models. "
        "On ImageNet and CIFAR-10 the perplexity drops by 3.2 points.",
        {
            "knowledge distillation": "Method",
            "ImageNet": "Dataset",
            "CIFAR-10": "Dataset",
            "perplexity": "Metric",
        },
    ),
]


@pytest.mark.parametrize(("text", "expected"), PAPERS)
def test_entities_of_a_paper(text: str, expected: dict[str, str]) -> None:
    found = entities(text)
    assert expected.items() <= found.items(), found


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        (
            "A title\nWe use graph neural networks (GNNs). A GNN is fast; "
            "graph-neural networks are small.",
            {"graph neural networks", "GNNs", "GNN", "graph-neural networks"},
        ),
        ("A title\nThe Adam optimizer beats others; Adam is fast.", {"Adam optimizer", "Adam"}),
        ("A title\nFine-tuning and finetuning are one.", {"Fine-tuning", "finetuning"}),
    ],
)
def test_variants_are_one_entity(text: str, surfaces: set[str]) -> None:
    spans = [(text.index(each), text.index(each) + len(each)) for each in surfaces]
    mentions = [Mention(start, end, "Method", 0.9, "t") for start, end in sorted(spans)]
    assert len(join(text, mentions, abbreviations.find(text))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CIFAR-10", "CIFAR-100"),
        ("LLaMA 2", "LLaMA 2 7B"),
        ("LLaMA-27B", "LLaMA-2-7B"),
        ("ResNet-18", "ResNet-50"),
        ("BERT", "BERT-large"),  # the lexicon has either in one entry
        ("Kinetics-400", "Kinetics-600"),
    ],
)
def test_versions_and_sizes_stay_apart(one: str, other: str) -> None:
    text = f"A title\nWe use {one} and {other}."
    start, later = text.index(one + " and"), text.index(other + ".")
    mentions = [
        Mention(start, start + len(one), "Method", 0.9, "t"),
        Mention(later, later + len(other), "Method", 0.9, "t"),
    ]
    assert len(join(text, mentions, ())) == 2


def test_the_defined_name_of_a_system_names_it() -> None:
    text = "ROSE: Rank Order Search\nWe propose Rank Order Search Engine (ROSE). ROSE wins."
    named = {group.name for group in groups_of(text)}
    assert "ROSE" in named


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("BERT-based", "BERT"),
        ("GPT-4", "GPT-4"),
        ("SWE-bench", "SWE-bench"),
        ("well-known", ""),
        ("GPU", ""),
        ("AutoTune", "AutoTune"),
        ("pix2pix", "pix2pix"),
    ],
)
def test_the_name_in_a_word(word: str, name: str) -> None:
    assert name_part(word) == name


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        ("LoopNet: A Way", "We show LoopNet.", ("LoopNet", "Method")),
        ("LoopBench: A Benchmark for X", "It is LoopBench.", ("LoopBench", "Dataset")),
        ("No colon at all", "Text.", None),
        ("All about it: a question", "Text.", None),
    ],
)
def test_what_a_title_introduces(
    title: str, abstract: str, expected: tuple[str, str] | None
) -> None:
    text = f"{title}\n{abstract}"
    name = heading(title, text)
    assert (name and (text[name.start : name.end], name.label)) == expected


def test_terms_leave_out_empty_adjectives() -> None:
    text = "We propose a novel and efficient sparse attention mechanism for image captioning"
    found = [t for t in find(words_of(text, 0, len(text))) if t.kind == "whole"]
    assert [(text[t.start : t.end], t.label) for t in found] == [
        ("sparse attention mechanism", "Method"),
        ("image captioning", "Task"),
    ]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("GPT-4", ["GPT", "-", "4"]),
        ("ImageNet-1k", ["ImageNet", "-", "1k"]),
        ("pass@1", ["pass", "@", "1"]),
        ("230times", ["230", "times"]),
        (r"\textbf{X}", ["\\", "textbf", "{", "X", "}"]),
        ("A/B 1,000 0.5", ["A", "/", "B", "1,000", "0.5"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in cut(text)] == tokens


@given(st.text(st.characters() | st.sampled_from("AbC -.()\n:1"), max_size=200))
def test_candidates_and_mentions_lie_in_the_text(text: str) -> None:
    spans, definitions = sentences.split(text), abbreviations.find(text)
    assert all(0 <= c.start < c.end <= len(text) for c in gather(text, spans, definitions))
    found = propose(text, spans, definitions)
    assert all(m.label in ENTITY_LABELS and 0 < m.score <= 1 for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.text(st.sampled_from("AbC -.()\n:1xN"), max_size=120))
def test_every_mention_is_in_one_group(text: str) -> None:
    definitions = abbreviations.find(text)
    found = propose(text, sentences.split(text), definitions)
    groups = join(text, found, definitions)
    assert sorted((m for g in groups for m in g.mentions), key=lambda m: m.start) == list(found)
    assert all(g.name in {text[m.start : m.end] for m in g.mentions} for g in groups)
