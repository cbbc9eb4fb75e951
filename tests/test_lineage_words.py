"""Sentences that state building, and sentences that only look as if they did."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.questions.statements.lineage_words import HOWS, read_building, read_kind

STATED = [
    ("extends", "Skiff extends LoRA to convolutions.", "LoRA", "Skiff"),
    ("extends", "We study a generalization of dropout, called Skiff.", "dropout", None),
    ("extends", "Skiff, a framework that extends the benefits of LoRA.", "LoRA", "Skiff"),
    ("extends", "We present Skiff, an approach that augments PPO with a cache.", "PPO", "Skiff"),
    ("based on", "We propose an optimizer based on Adam.", "Adam", None),
    ("based on", "Our method is based on a simple contrastive loss.", "contrastive loss", None),
    ("based on", "It builds on Mamba.", "Mamba", None),
    ("based on", "This paper builds upon U-Net and adds skips.", "U-Net", None),
    ("based on", "We introduce Skiff, a Mamba-based model for audio.", "Mamba", "Skiff"),
    ("based on", "We present a ranker based on sparse gates and dropout.", "dropout", None),
    ("based on", "We propose Skiff, which is built on top of ViT.", "ViT", "Skiff"),
    ("initialized from", "Skiff models start from LLaMA.", "LLaMA", "Skiff"),
    ("initialized from", "Skiff is initialised from BERT and then pruned.", "BERT", "Skiff"),
    ("variant of", "Skiff, a variant of PPO that has no critic, wins.", "PPO", "Skiff"),
    ("variant of", "We propose a new momentum-free version of Adam.", "Adam", None),
    ("distilled from", "Skiff is distilled from GPT-4.", "GPT-4", "Skiff"),
    ("distilled from", "Our method distils SDXL into one step.", "SDXL", None),
    ("fine-tuned from", "Skiff is fine-tuned from Qwen2.5.", "Qwen2.5", "Skiff"),
    ("fine-tuned from", "We fine-tune LLaMA on chats, resulting in Skiff.", "LLaMA", "Skiff"),
    ("fine-tuned from", "After fine-tuning of LLaMA, the model Skiff wins.", "LLaMA", "Skiff"),
]

NOT_STATED = [
    ("Answers of Skiff are judged by GPT-4.", "GPT-4"),
    ("We compare Skiff with PPO.", "PPO"),
    ("Skiff is evaluated with CLIP.", "CLIP"),
    ("Skiff outperforms methods based on GANs.", "GANs"),
    ("Unlike existing models based on LSTM, Skiff is parallel.", "LSTM"),
    ("We train Skiff with Adam.", "Adam"),
    ("Skiff beats LoRA-based methods.", "LoRA"),
    ("Skiff surpasses a version of LoRA.", "LoRA"),
    ("We apply Skiff to variants of LSTM.", "LSTM"),
    ("We propose Skiff to filter images based on CLIP.", "CLIP"),
    ("Skiff extends LoRA-FA.", "LoRA"),
    ("We fine-tune LLaMA and compare it with Skiff.", "LLaMA"),
    ("Results based on BERT are weaker.", "BERT"),
    ("Our code is based on PyTorch.", "PyTorch"),
    ("We propose Skiff, based on state spaces, which outperforms Mamba.", "Mamba"),
]


@pytest.mark.parametrize(("how", "sentence", "parent", "child"), STATED)
def test_words_for_building_are_read(
    how: str, sentence: str, parent: str, child: str | None
) -> None:
    found = read_building(sentence, parent, ["Skiff"])
    assert found is not None
    assert (found.how, found.child) == (how, child)
    assert found.words in sentence


@pytest.mark.parametrize(("sentence", "parent"), NOT_STATED)
def test_other_words_state_no_building(sentence: str, parent: str) -> None:
    assert read_building(sentence, parent, ["Skiff"]) is None


def test_a_method_of_others_builds_where_the_words_stand_right_behind_it() -> None:
    sentence = "Skiff is faster than the best CLIP model based on ViT-B/16."
    found = read_building(sentence, "ViT-B/16", ["Skiff"], ["CLIP"])
    assert found is not None
    assert found.child == "CLIP"
    far = "CLIP is slow, and a ranker based on ViT-B/16 is fast."
    assert read_building(far, "ViT-B/16", [], ["CLIP"]) is None


@pytest.mark.parametrize(
    ("quoted", "parent", "how"),
    [
        ("GRPO), a variant of PPO", "PPO", "variant of"),
        ("Skiff, an encoder-only Transformer", "Transformer", "kind of"),
        ("Skiff is a Transformer", "Transformer", "kind of"),
        ("Skiff is an off-policy method", "off-policy method", None),
        ("Transformers such as BERT", "BERT", None),
        ("nets, including Skiff", "Skiff", None),
    ],
)
def test_a_kind_is_read_from_apposition_alone(quoted: str, parent: str, how: str | None) -> None:
    found = read_kind(quoted, parent)
    assert (found.how if found else None) == how


_WORDS = st.lists(
    st.sampled_from(("Skiff", "LoRA", "we", "our", "is", "based", "on", "extends", "a", "(new)")),
    max_size=25,
).map(" ".join)


@given(_WORDS)
def test_whatever_is_read_stands_in_the_sentence(sentence: str) -> None:
    found = read_building(sentence, "LoRA", ["Skiff"])
    assert found is None or (found.how in HOWS and found.words in sentence)


@given(st.text(alphabet="Lo RA,-()\\[*+?$^ßİ\x00", max_size=40), st.text(min_size=1, max_size=5))
def test_any_text_is_read_without_error(sentence: str, parent: str) -> None:
    read_building(sentence, parent, ["LoRA", "("], ["[", "Lo"])
    read_kind(sentence, parent)
