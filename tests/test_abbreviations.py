import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.text.abbreviations import find_abbreviations, long_form

DEFINED = [
    ("We use graph neural networks (GNNs) here.", ("GNNs", "graph neural networks")),
    ("A low-rank adaptation (LoRA) step.", ("LoRA", "low-rank adaptation")),
    ("Trained by SGD (stochastic gradient descent).", ("SGD", "stochastic gradient descent")),
    ("The mean opinion score (MOS) rose.", ("MOS", "mean opinion score")),
    ("Sparse Parrot Network (SPaN) wins.", ("SPaN", "Sparse Parrot Network")),
    (
        "the Frechet inception distance (FID; lower is better)",
        ("FID", "Frechet inception distance"),
    ),
    ("Mixture-of-Experts (MoE) layers", ("MoE", "Mixture-of-Experts")),
]


@pytest.mark.parametrize(("text", "expected"), DEFINED)
def test_definitions(text: str, expected: tuple[str, str]) -> None:
    found = [
        (text[d.start : d.end], text[d.long_start : d.long_end]) for d in find_abbreviations(text)
    ]
    assert found == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "We compare two runs (see Table 1).",
        "It gains 3 points (p < 0.05).",
        "The models (large and small) agree.",
        "Accuracy rises (from 80 to 90).",
        "A sentence ends. Other words (SGD) follow",
        "Empty () and () brackets",
    ],
)
def test_brackets_that_define_nothing(text: str) -> None:
    assert find_abbreviations(text) == ()


def test_the_long_form_is_the_shortest_that_fits() -> None:
    assert long_form("GAN", "a good new generative adversarial network") == (
        "generative adversarial network"
    )


def test_the_first_letter_begins_a_word() -> None:
    assert long_form("AN", "urban") is None


@given(st.text(st.sampled_from("abcABC ()-.,\n'"), max_size=80))
def test_both_forms_stand_in_the_text(text: str) -> None:
    for found in find_abbreviations(text):
        short, long = text[found.start : found.end], text[found.long_start : found.long_end]
        assert 1 < len(short) < len(long)
        assert short == short.strip()
        assert long == long.strip()
