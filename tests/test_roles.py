from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.core.schema import ENTITY_LABELS, roles_of
from kg.nlp.linear_models import shipped_linear_models
from kg.nlp.role_features import role_features
from kg.nlp.roles import assign_roles
from kg.nlp.text.annotated_text import AnnotatedText
from kg.nlp.text.spans import EntityCluster, Mention
from tests.marked import read
from tests.shipped_model import network_features

# One sentence of an abstract a row, and the role of every marked name in it.
SENTENCES = [
    ("We propose {M:Zephyrix}, a simple optimizer for large batches.", "introduces"),
    ("In this paper we introduce {M:PathLoom}, a new architecture.", "introduces"),
    ("We present a novel framework called {M:GridMuse} that plans ahead.", "introduces"),
    ("This work presents {M:OpenTalon}, an open-source toolkit.", "introduces"),
    ("Our method, dubbed {M:SlimCore}, achieves better results.", "introduces"),
    ("To this end, we develop {M:FrostNet}, which learns to skip layers.", "introduces"),
    ("We design {M:KiteLoss}, a new loss that balances both terms.", "introduces"),
    ("We call the resulting model {M:Harbor-7B}.", "introduces"),
    ("We collect {D:GSM8K}, a set of problems for pupils.", "introduces"),
    ("We then release {D:TideQA}, which has 4,000 questions.", "introduces"),
    ("We propose a training recipe named {M:TwinStep} that needs one pass.", "introduces"),
    ("We introduce {M:MeshPilot}, a novel method that outperforms others.", "introduces"),
    ("We fine-tune the model with {M:LoRA}.", "uses"),
    ("The encoder is based on {M:ResNet-50} and is trained end to end.", "uses"),
    ("Our approach builds on {M:diffusion models}.", "uses"),
    ("We use {M:knowledge distillation} to shrink the student.", "uses"),
    ("By leveraging {M:contrastive learning}, the features become stable.", "uses"),
    ("We analyze the attention maps of {M:BERT}.", "uses"),
    ("We study how {M:dropout} changes the loss surface.", "uses"),
    ("The policy is optimised via {M:PPO} with a clipped objective.", "uses"),
    ("The system combines {M:retrieval} with {M:beam search}.", "uses"),
    ("The pipeline integrates {M:LLaMA-2} as a planner.", "uses"),
    ("It is implemented with {M:PyTorch}.", "uses"),
    ("We apply {M:quantization} to every layer.", "uses"),
    ("Our method outperforms {M:Adam} by a wide margin.", "compares"),
    ("It is 3x faster than {M:FlashAttention} on long inputs.", "compares"),
    ("Results improve compared to {M:DPO}.", "compares"),
    ("We beat strong baselines such as {M:GPT-3.5} and {M:Claude}.", "compares"),
    ("It surpasses {M:DiffDock} in every setting.", "compares"),
    ("Experiments show gains over the baseline {M:SimCLR}.", "compares"),
    ("The score is higher than that of existing {M:GAN baselines}.", "compares"),
    ("It achieves a 2x speedup compared with {M:Megatron}.", "compares"),
    ("Our method is competitive with and often better than {M:XGBoost}.", "compares"),
    ("Unlike {M:PPO}, our method has no critic.", "compares"),
    ("Instead of {M:fine-tuning}, we search in weight space.", "compares"),
    ("In contrast to {M:autoregressive decoding}, all tokens come at once.", "compares"),
    ("We propose an alternative to {M:batch normalization}.", "compares"),
    ("It learns without {M:data augmentation}.", "mentions"),
    ("It works without the need of {M:adversarial training}.", "mentions"),
    ("There is no need for {M:reinforcement learning}.", "mentions"),
    ("This eliminates {M:hyperparameter search} altogether.", "mentions"),
    ("The method requires no {M:external verifier}.", "mentions"),
    ("We evaluate the approach on {D:ImageNet}.", "evaluates_on"),
    ("Experiments on {D:GLUE} and {D:SQuAD} show clear gains.", "evaluates_on"),
    ("On {D:MMLU}, accuracy rises to 71%.", "evaluates_on"),
    ("We report results across {D:CIFAR-10} and {D:CIFAR-100}.", "evaluates_on"),
    ("It sets a new record on the {D:COCO} benchmark.", "evaluates_on"),
    ("Tests in {D:MuJoCo} confirm the theory.", "evaluates_on"),
    ("It is validated on {D:KITTI} with two sensors.", "evaluates_on"),
    ("The model is pre-trained on {D:LAION-5B}.", "trains_on"),
    ("Pre-trained on {D:The Pile}, the model transfers well.", "trains_on"),
    ("We introduce {D:RiverBench}, a new benchmark of river scenes.", "introduces"),
    ("We present {D:OmniQA}, a new dataset of questions.", "introduces"),
    ("It transfers without {D:ImageNet}.", "mentions"),
    ("The method reduces {X:latency} by 30%.", "reports"),
    ("It reaches an {X:accuracy} of 91.2% on the test set.", "reports"),
    ("We improve {X:BLEU} by 2.1 points.", "reports"),
    ("It improves results in terms of {X:perplexity}.", "reports"),
    ("A {X:speedup} of 3x is achieved.", "reports"),
    ("The {X:FID} score drops to 2.1.", "reports"),
    ("We study {T:machine translation} between distant languages.", "addresses"),
    ("This is a new approach to {T:image segmentation}.", "addresses"),
    ("Results on {T:question answering} improve.", "addresses"),
    ("We tackle the problem of {T:continual learning}.", "addresses"),
    ("Accuracy on {T:code generation} is better than before.", "addresses"),
    ("{T:Object detection} in the dark is hard.", "addresses"),
]
MODEL = shipped_linear_models().roles

OPENING = "A study of things\nMuch is known about this area.\n"
CLOSING = "\nThis opens a way for practice."

# The same name asserted, and then not.
PAIRS = [
    ("We train it with {M:dropout}.", "We train it without {M:dropout}.", "uses", "mentions"),
    (
        "It uses {M:beam search} for decoding.",
        "It uses no {M:beam search} for decoding.",
        "uses",
        "mentions",
    ),
    (
        "Using {M:mixup}, the model stays calibrated.",
        "Unlike {M:mixup}, the model stays calibrated.",
        "uses",
        "compares",
    ),
    (
        "The policy is learned via {M:imitation learning}.",
        "The policy is learned without the need for {M:imitation learning}.",
        "uses",
        "mentions",
    ),
    (
        "We use {M:LoRA} to adapt the model.",
        "We adapt the model instead of {M:LoRA}.",
        "uses",
        "compares",
    ),
    (
        "The model is pre-trained on {D:LAION-5B}.",
        "The model needs no pre-training and is built without {D:LAION-5B}.",
        "trains_on",
        "mentions",
    ),
    (
        "We apply {M:quantization} to every layer.",
        "In future work, we plan to apply {M:quantization} to every layer.",
        "uses",
        "mentions",
    ),
    (
        "We combine it with {M:speculative decoding}.",
        "It could be combined with {M:speculative decoding}.",
        "uses",
        "mentions",
    ),
    (
        "The policy is optimised via {M:PPO}.",
        "We hope to optimise the policy via {M:PPO}.",
        "uses",
        "mentions",
    ),
    (
        "The model is trained with {M:label smoothing}.",
        "The model is trained, and there is no need for {M:label smoothing}.",
        "uses",
        "mentions",
    ),
    (
        "The system uses {M:retrieval} to find facts.",
        "The system does not use {M:retrieval} to find facts.",
        "uses",
        "mentions",
    ),
    (
        "It keeps {M:layer normalization} in every block.",
        "It avoids {M:layer normalization} in every block.",
        "uses",
        "mentions",
    ),
    (
        "We adopt {M:greedy search} throughout.",
        "We adopt a beam rather than {M:greedy search}.",
        "uses",
        "compares",
    ),
    (
        "Our method builds on {M:SimCLR}.",
        "In contrast to {M:SimCLR}, our method needs no negatives.",
        "uses",
        "compares",
    ),
    (
        "We evaluate the approach on {D:ImageNet}.",
        "In future work, we hope to evaluate the approach on {D:ImageNet}.",
        "evaluates_on",
        "mentions",
    ),
    (
        "The model is pre-trained on {D:The Pile}.",
        "The model may be applied to {D:The Pile}.",
        "trains_on",
        "mentions",
    ),
    (
        "We use {M:gradient clipping} in training.",
        "We propose a substitute that works as a replacement for {M:gradient clipping}.",
        "uses",
        "compares",
    ),
    (
        "It relies on {M:human feedback} for tuning; we use {M:human feedback} daily.",
        "It is tuned without any {M:human feedback}.",
        "uses",
        "mentions",
    ),
]

# Whole papers: the name of the title, and what surrounds it.
PAPERS = [
    (
        "{M:Zephyrix}: One Step to Large Batches\n"
        "Training with {M:Adam} is slow.\n"
        "We propose {M:Zephyrix}, built on {M:momentum}.\n"
        "On {D:ImageNet}, {M:Zephyrix} outperforms {M:LAMB} in {X:accuracy}.",
        {
            "Zephyrix": "introduces",
            "momentum": "uses",
            "LAMB": "compares",
            "ImageNet": "evaluates_on",
            "accuracy": "reports",
        },
    ),
    (
        "{D:RiverBench}: A Benchmark for {T:Flood Forecasting}\n"
        "We introduce {D:RiverBench}, a new benchmark for {T:Flood Forecasting}.\n"
        "We evaluate {M:LSTM} on it.",
        {"RiverBench": "introduces", "Flood Forecasting": "addresses", "LSTM": "uses"},
    ),
]


def assigned(marked: str) -> dict[str, str]:
    text, sentences, clusters = read(marked)
    annotated = AnnotatedText(text, sentences, clusters)
    found = assign_roles(annotated, model=MODEL, network=network_features(text))
    return {cluster.name: role for cluster, (role, _) in zip(clusters, found, strict=True)}


@pytest.mark.parametrize(("sentence", "role"), SENTENCES, ids=[s for s, _ in SENTENCES])
def test_role_by_sentence(sentence: str, role: str) -> None:
    assert set(assigned(OPENING + sentence + CLOSING).values()) == {role}


@pytest.mark.parametrize(("said", "denied", "role", "other"), PAIRS, ids=[p[1] for p in PAIRS])
def test_what_is_denied_is_not_asserted(said: str, denied: str, role: str, other: str) -> None:
    assert set(assigned(OPENING + said + CLOSING).values()) == {role}
    assert set(assigned(OPENING + denied + CLOSING).values()) == {other}


def test_one_assertion_outweighs_a_denial() -> None:
    marked = "Without {M:dropout} it fails.\nWe therefore use {M:dropout} in every layer."
    assert assigned(OPENING + marked) == {"dropout": "uses"}


@pytest.mark.parametrize(("marked", "expected"), PAPERS)
def test_roles_of_a_paper(marked: str, expected: dict[str, str]) -> None:
    found = assigned(marked)
    assert {name: found[name] for name in expected} == expected


def test_the_table_covers_every_role() -> None:
    assert {role for _, role in SENTENCES} == {
        r for label in ENTITY_LABELS for r in roles_of(label)
    }


def test_groups_without_mentions_and_texts_without_sentences() -> None:
    lone = (
        EntityCluster("Method", "X", ()),
        EntityCluster("Task", "Y", (Mention(0, 0, "Task", 1.0, "t@1"),)),
    )
    for sentences in ((), ((0, 0),)):
        found = assign_roles(AnnotatedText("", sentences, lone), model=MODEL)
        assert [role in roles_of(g.label) for g, (role, _) in zip(lone, found, strict=True)] == [
            True,
            True,
        ]


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, tuple[tuple[int, int], ...], tuple[EntityCluster, ...]]:
    words = [
        "we propose",
        "X-1",
        "3.7x",
        "on",
        "\n",
        ".",
        "than",
        "unlike",
        "\\%",
        "(",
        "\x00",
        "é",
    ]
    pieces = st.lists(st.one_of(st.sampled_from(words), st.text(max_size=4)), max_size=25)
    text = " ".join(draw(pieces))
    cuts = sorted({0, *draw(st.lists(st.integers(0, len(text)), max_size=4)), len(text)})
    sentences = tuple(pairwise(cuts))
    span = st.tuples(st.integers(0, len(text)), st.integers(0, 9))
    clusters = []
    for number, label in enumerate(draw(st.lists(st.sampled_from(ENTITY_LABELS), max_size=6))):
        spans = sorted(draw(st.lists(span, min_size=0, max_size=3)))
        mentions = [Mention(a, min(a + n, len(text)), label, 1.0, "t@1") for a, n in spans]
        clusters.append(EntityCluster(label, f"g{number}", tuple(mentions)))
    return text, sentences, tuple(clusters)


@settings(max_examples=200, deadline=None)
@given(pages())
def test_one_known_role_and_a_probability_for_every_group(
    page: tuple[str, tuple[tuple[int, int], ...], tuple[EntityCluster, ...]],
) -> None:
    found = assign_roles(AnnotatedText(*page), model=MODEL)
    assert len(found) == len(page[2])
    for cluster, (role, score) in zip(page[2], found, strict=True):
        assert role in roles_of(cluster.label)
        assert 0.0 < score <= 1.0
    assert assign_roles(AnnotatedText(*page), model=MODEL) == found


@pytest.mark.parametrize(
    "filler",
    ["without " * 4000, "(" * 20000, "a" * 20000, "than " * 5000, ", and " * 4000, "we " * 8000],
    ids=lambda filler: filler[:8],
)
def test_hostile_text_takes_linear_time(filler: str) -> None:
    text = f"Title\n{filler}X {filler}"
    at = text.index("X ")
    cluster = EntityCluster(
        "Method", "X", tuple(Mention(at, at + 1, "Method", 1.0, "t@1") for _ in range(3))
    )
    began = time.process_time()
    assign_roles(AnnotatedText(text, ((0, 5), (6, len(text))), (cluster,)), model=MODEL)
    assert time.process_time() - began < 2.0


@pytest.mark.parametrize(
    ("name", "fame"),
    [
        ("Gaussian splatting", {"name:known"}),
        ("low-rank adaptation", {"name:known"}),
        ("FrostNet", set()),
        ("two-speed knowledge distillation", {"name:of-known"}),
    ],
)
def test_names_in_the_lexicon_have_a_feature(name: str, fame: set[str]) -> None:
    cluster = EntityCluster("Method", name, (Mention(0, len(name), "Method", 1.0, "test"),))
    found = role_features(cluster, AnnotatedText(name, ((0, len(name)),), (cluster,)))
    assert {feature for feature in found if "known" in feature} == fame
    title = f"{name}: a new way"
    found = role_features(cluster, AnnotatedText(title, ((0, len(title)),), (cluster,)))
    assert not {feature for feature in found if "known" in feature}
