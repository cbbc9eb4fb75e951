"""Names and judgements, without papers: what folds together, and what never does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.core import names
from kg.core.judgement import (
    DIFFERENT,
    SAME,
    UNSURE,
    WITHDRAWN,
    Judgement,
    NameKey,
    in_force,
    judged_name_key,
)
from kg.core.schema import ENTITY_LABELS
from kg.lexicon.acronyms import abbreviates, plain_surface
from kg.lexicon.cannot_link import cannot_link
from kg.lexicon.known_names import known_entity
from kg.lexicon.normalize import corrected_form, expanded_form, spelling_form
from kg.lexicon.variants import parent_forms
from kg.lexicon.word_counts import ContextCentroid, packed_context
from kg.resolution.clustering import cluster_names
from kg.resolution.ids import entity_id, written_form


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("LLaMA2-7B", "Llama 2 (7B)"),
        ("GPT4", "GPT-4"),
        ("ResNet50", "ResNet-50"),
        ("wav2vec 2.0", "wav2vec2"),
        ("YOLOv5", "YOLO v5"),
        ("NYU Depth v2", "NYU-Depth-2"),
        ("β-VAE", r"$\beta$-VAE"),
        ("R²", "R^2"),
        ("ImageNet 256×256", "ImageNet 256x256"),
        (r"Fr\'echet Inception Distance", "Fréchet inception distance"),
        ("neural optimisation", "Neural Optimization"),
        ("behaviour cloning", "Behavior Cloning"),
        ("language modelling", "language modeling"),
        ("Fine-tuning", "finetuning"),
        ("policies", "policy"),
    ],
)
def test_spellings_of_one_name_have_one_form(left: str, right: str) -> None:
    assert spelling_form(names.key(plain_surface(left))) == spelling_form(
        names.key(plain_surface(right))
    )


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("CIFAR-10", "CIFAR-100"),
        ("GPT-4", "GPT-4o"),
        ("GPT-4o", "GPT-4o-mini"),
        ("Adam", "AdamW"),
        ("BERT", "RoBERTa"),
        ("LLaMA 2", "LLaMA 3"),
        ("LLaMA 2 7B", "LLaMA 27B"),
        ("pass@1", "pass@10"),
        ("C++", "C#"),
        ("Informer", "Linformer"),
        ("Performer", "Reformer"),
        ("feature splitting", "feature splatting"),
        ("WikiText-2", "WikiText-103"),
        ("diffusion model", "diffusion"),
        ("top-1 accuracy", "top-5 accuracy"),
    ],
)
@pytest.mark.parametrize("label", ["Method", "Dataset", "Metric", "Task"])
def test_no_form_joins_different_entities(left: str, right: str, label: str) -> None:
    assert corrected_form(label, names.key(left)) != corrected_form(label, names.key(right))


@pytest.mark.parametrize(
    ("label", "long", "short"),
    [
        ("Method", "Zorbax optimizer", "Zorbax"),
        ("Method", "GPT-4 model", "GPT-4"),
        ("Dataset", "COCO data set", "COCO"),
        ("Metric", "METEOR score", "METEOR"),
        ("Task", "image matting task", "image matting"),
        ("Method", "offline RL", "offline reinforcement learning"),
        ("Method", "curriculum learning methods", "curriculum learning"),
    ],
)
def test_a_word_for_the_kind_adds_nothing(label: str, long: str, short: str) -> None:
    assert expanded_form(label, names.key(long)) == expanded_form(label, names.key(short))


@pytest.mark.parametrize(
    ("label", "one", "other", "joined"),
    [
        ("Metric", "R@1", "Recall@1", True),
        ("Metric", "P@5", "Precision@5", True),
        ("Metric", "R@1", "Recall@10", False),
        ("Metric", "AUC-ROC", "ROC-AUC", True),
        ("Metric", "AUC-PR", "ROC-AUC", False),
        ("Dataset", "WMT14 English-German", "WMT'14 En-De", True),
        ("Dataset", "WMT14 English-German", "WMT 2014 English-German", True),
        ("Dataset", "WMT14 En-De", "WMT14 De-En", False),
        ("Dataset", "WMT14 En-De", "WMT16 En-De", False),
        ("Dataset", "SWE-bench", "SWE-bench Verified", False),
    ],
)
def test_ways_to_write_metrics_and_translation_sets(
    label: str, one: str, other: str, joined: bool
) -> None:
    forms = [corrected_form(label, names.key(name)) for name in (one, other)]
    assert (forms[0] == forms[1]) is joined


@pytest.mark.parametrize(
    ("label", "one", "other", "wanted"),
    [
        ("Dataset", "ImageNet 256x256", "ImageNet", True),
        ("Dataset", r"ImageNet 64$\times$64", "ImageNet 256x256", True),
        ("Dataset", "CIFAR-10", "CIFAR100", True),
        ("Dataset", "ImageNet-21k", "ImageNet", True),
        ("Dataset", "ImageNet-1k", "ImageNet", False),
        ("Dataset", "AIME 2024", "AIME24", False),
        ("Dataset", "AIME 2024", "AIME 2025", True),
        ("Dataset", "10 million samples of chats", "samples of chats", False),
        ("Method", "LLaMA 2 7B", "LLaMA 2", True),
        ("Method", "7B LLaMA", "LLaMA", True),
        ("Method", "7B LLaMA", "LLaMA-7B", False),
        ("Method", "Qwen2.5-7B-Instruct", "Qwen2.5-72B", True),
        ("Method", "DINOv2", "DINO", True),
        ("Method", "DINOv2", "DINO v2", False),
        ("Method", "Datarus-R1", "Datarus", True),
        ("Method", "BERT-large", "BERT", True),
        ("Method", "SAM 2", "Segment Anything Model", True),
        ("Method", "SAM 2", "Segment Anything Model 2", False),
        ("Method", "T2I models", "text-to-image models", False),
        ("Method", "3D morphable models (3DMM)", "3D morphable models", False),
        ("Method", "55 language models", "language models", False),
        ("Method", "2D diffusion", "3D diffusion", False),  # the dimension is for the judge
        ("Method", "Diffusion Models", "diffusion-model", False),
        ("Metric", "Recall@1", "Recall@10", True),
        ("Metric", "F1 score", "F1", False),
        ("Metric", "top-1 accuracy", "top-5 accuracy", True),
        ("Method", "RL", "RL-based canvas selector", True),
        ("Method", "RL", "RL-based method", False),
        ("Method", "diffusion models", "effective quantization for diffusion models", True),
        ("Method", "offline reinforcement learning", "Offline RLHF", True),
        ("Method", "offline reinforcement learning", "offline RL", False),
        ("Task", "parsing", "neural methods for parsing", False),
    ],
)
def test_names_that_differ_by_a_number_cannot_link(
    label: str, one: str, other: str, wanted: bool
) -> None:
    left, right = names.key(one), names.key(other)
    assert cannot_link(label, left, right) is wanted
    assert cannot_link(label, right, left) is wanted


@pytest.mark.parametrize(
    ("label", "name", "identifier"),
    [
        ("Metric", "LPIPS", "metric/lpips"),
        ("Method", "Mixture-of-Experts", "method/mixture-of-experts"),
        ("Method", "mixture of expert models", "method/mixture-of-experts-model"),
        ("Method", "Diffusion Models", "method/diffusion-model"),
        ("Method", "CNNs", "method/cnn"),
        ("Method", "Newton's method", "method/newton-method"),
        ("Dataset", "nuScenes", "dataset/nuscenes"),
        ("Dataset", "Natural Questions", "dataset/natural-questions"),
        ("Dataset", "Cityscapes-C", "dataset/cityscapes-c"),
        ("Task", "natural questions", "task/natural-question"),
    ],
)
def test_an_id_is_a_name_that_is_written(label: str, name: str, identifier: str) -> None:
    assert entity_id(label, names.key(name)) == identifier


@given(st.text(), st.text(), st.sampled_from(ENTITY_LABELS))
def test_ids_are_one_where_keys_are(one: str, other: str, label: str) -> None:
    left, right = names.key(one), names.key(other)
    assert (entity_id(label, left) == entity_id(label, right)) == (left == right)
    assert names.key(written_form(label, left)) in (left, names.key(left))


@pytest.mark.parametrize("name", ["language model", "tree-based method", "reward model"])
def test_a_term_keeps_the_word_it_is_nothing_without(name: str) -> None:
    assert expanded_form("Method", names.key(name)) == spelling_form(names.key(name))


def test_only_slips_inside_long_ordinary_words_are_righted() -> None:
    right = corrected_form("Method", "proximal policy optimization")
    for slip in ("optmization", "optimziation", "optimmization"):
        assert corrected_form("Method", f"proximal policy {slip}") == right
    assert corrected_form("Method", "optmization") == "optmization"


@pytest.mark.parametrize(
    ("short", "long", "wanted"),
    [
        ("ppo", "proximal policy optimization", True),
        ("lora", "low rank adaptation", True),
        ("moe", "mixture of expert", True),
        ("vae", "variational autoencoder", True),
        ("rlhf", "reinforcement learning", False),
        ("fid", "fidelity to the reference", False),
        ("qwen", "qwen2.5 1.5b", False),
        ("cnn", "contrastive learning", False),
        ("", "", False),
    ],
)
def test_an_acronym_takes_the_first_letters_of_words(short: str, long: str, wanted: bool) -> None:
    assert abbreviates(short, long) is wanted


@pytest.mark.parametrize(
    ("label", "name", "family"),
    [
        ("Method", "LLaMA 2 7B", "LLaMA 2"),
        ("Method", "LLaMA-2-7B-Chat", "LLaMA 2 7B"),
        ("Method", "ResNet-50", "ResNet"),
        ("Method", "GPT-4o-mini", "GPT-4o"),
        ("Dataset", "ImageNet 256x256", "ImageNet"),
        ("Dataset", "CIFAR-10-C", "CIFAR-10"),
        ("Dataset", "SWE-bench Verified", "SWE-bench"),
    ],
)
def test_a_variant_has_a_family(label: str, name: str, family: str) -> None:
    assert parent_forms(label, names.key(name))[0] == corrected_form(label, names.key(family))


@pytest.mark.parametrize(
    ("label", "name", "canonical"),
    [
        ("Method", "Proximal Policy Optimisation", "PPO"),
        ("Method", "multi-modal LLMs", "multimodal large language model"),
        ("Method", "Adam optimizer", "Adam"),
        ("Dataset", "ImageNet-1k", "ImageNet"),
        ("Dataset", "ImageNet-21k", "ImageNet-21K"),
        ("Metric", "F1-score", "F1"),
        ("Method", "BERT-large", None),
        ("Method", "DreamerV3", None),
        ("Metric", "Recall@10", None),
        ("Metric", "GPU-days", "GPU days"),
        ("Metric", "NLL", "negative log-likelihood"),
    ],
)
def test_the_lexicon_lists_identities_not_related_names(
    label: str, name: str, canonical: str | None
) -> None:
    entry = known_entity(label, names.key(name))
    assert (entry.name if entry else None) == canonical


def test_a_context_is_like_itself_and_not_like_another_subject() -> None:
    policy = packed_context("we train a policy in a sparse reward environment by exploration")
    centre = ContextCentroid([policy])
    assert centre.similarity(policy) == pytest.approx(1.0)
    assert centre.similarity(policy, own=True) == 0.0
    assert centre.similarity(packed_context("segment tumors in scans of patients")) < 0.1


_names = st.sampled_from("abcdef")
_by = st.sampled_from(("x@1", "y@2", "person"))
_times = st.sampled_from(("2026-01-01", "2026-01-02", "2026-01-03"))


def judgements(*verdicts: str) -> st.SearchStrategy[list[Judgement]]:
    one = st.builds(
        Judgement,
        st.just("Method"),
        _names,
        _names,
        st.sampled_from((0.5, 0.9, 1.0)),
        st.just("r"),
        _by,
        st.sampled_from(verdicts),
        _times,
    )
    return st.lists(one.filter(lambda j: j.left != j.right), max_size=10)


EVERY = (SAME, DIFFERENT, UNSURE, WITHDRAWN)


def parts(ledger: list[Judgement]) -> set[frozenset[str]]:
    clusters = cluster_names(ledger)
    found: dict[NameKey, set[str]] = {}
    for name in "abcdef":
        found.setdefault(clusters.root(NameKey("Method", name)), set()).add(name)
    return {frozenset(part) for part in found.values()}


@given(judgements(*EVERY), st.randoms())
def test_clusters_depend_on_the_set_of_judgements_alone(
    ledger: list[Judgement], random: object
) -> None:
    shuffled = [*ledger, *ledger]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert parts(shuffled) == parts(ledger)


@given(judgements(SAME), judgements(SAME))
def test_sameness_only_ever_joins(ledger: list[Judgement], more: list[Judgement]) -> None:
    before, after = parts(ledger), parts([*ledger, *more])
    assert all(any(part <= whole for whole in after) for part in before)


@given(judgements(*EVERY))
def test_what_a_person_calls_different_is_never_one(ledger: list[Judgement]) -> None:
    found = parts(ledger)
    joined_by_persons = cluster_names([j for j in in_force(ledger) if j.personal])
    for judgement in in_force(ledger):
        if judgement.verdict == DIFFERENT and judgement.personal:
            assert not any({judgement.left, judgement.right} <= part for part in found)
    assert all(judgement.verdict != DIFFERENT for judgement in joined_by_persons.joined)


@given(judgements(*EVERY))
def test_a_person_overrides_every_rule(ledger: list[Judgement]) -> None:
    after = Judgement("Method", "a", "b", 1.0, "", "person", DIFFERENT, "2027-01-01")
    assert not any({"a", "b"} <= part for part in parts([*ledger, after]))
    none = [j for j in ledger if j.verdict != DIFFERENT]
    same = Judgement("Method", "a", "b", 1.0, "", "person", SAME, "2027-01-01")
    assert any({"a", "b"} <= part for part in parts([*none, same]))


@given(judgements(*EVERY))
def test_withdrawing_restores_what_was(ledger: list[Judgement]) -> None:
    pair = frozenset((judged_name_key("Method", "a"), judged_name_key("Method", "b")))
    silent = [
        j
        for j in ledger
        if not j.personal
        or frozenset((judged_name_key("Method", j.left), judged_name_key("Method", j.right)))
        != pair
    ]
    judged = Judgement("Method", "a", "b", 1.0, "", "person", SAME, "2027-01-01")
    undone = Judgement("Method", "a", "b", 1.0, "", "person", WITHDRAWN, "2027-01-02")
    assert parts([*silent, judged, undone]) == parts(silent)


@given(st.text(max_size=40), st.sampled_from(("Method", "Dataset", "Metric", "Task")))
def test_any_text_has_its_forms(text: str, label: str) -> None:
    key = names.key(plain_surface(text))
    assert spelling_form(key) == spelling_form(key)
    assert corrected_form(label, key) or not key
    parent_forms(label, key)
    abbreviates(key, text)
