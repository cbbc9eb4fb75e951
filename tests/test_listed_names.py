"""What lists of names state of them, and lists that state nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.text.listed_names import listed_names

STATED = [
    ("Methods such as Gust and Squall are slow.", {"Gust": "Method", "Squall": "Method"}),
    ("It beats earlier ensembles like Gust.", {"Gust": "Method"}),
    ("It exceeds DDPG, Gust and TD3 in reward.", dict.fromkeys(("DDPG", "Gust", "TD3"), "Method")),
    ("It is small compared to Gust.", {"Gust": "Method"}),
    ("It improves on BERT and Gust in recall.", {"BERT": "Method", "Gust": "Method"}),
    ("We use benchmarks (Reed, Marsh-2), too.", {"Reed": "Dataset", "Marsh-2": "Dataset"}),
    ("On other datasets, among them Reed Bed, it fails.", {"Reed Bed": "Dataset"}),
    ("It wins on Reed (79.0%, +6.2%), Marsh (75.4%).", {"Reed": "Dataset", "Marsh": "Dataset"}),
    ("It has gains on CIFAR-10, Reed and Marsh.", dict.fromkeys(("Reed", "Marsh"), "Dataset")),
    ("Two new metrics: Swell and Depth.", {"Swell": "Metric", "Depth": "Metric"}),
]
UNSTATED = [
    "It improves on Gust and Squall.",
    "It works on Gust and Squall.",
    "Methods such as BLEU and Gust are slow.",
    "It outperforms the benchmark Reed and Marsh datasets.",
    "It surpasses all others on Reed.",
]


@pytest.mark.parametrize(("text", "wanted"), STATED, ids=[text for text, _ in STATED])
def test_a_list_states_what_its_names_are(text: str, wanted: dict[str, str]) -> None:
    found = {text[start:end]: label for (start, end), label in listed_names(text).items()}
    assert wanted.items() <= found.items()


@pytest.mark.parametrize("text", UNSTATED)
def test_other_lists_state_nothing(text: str) -> None:
    assert listed_names(text) == {}


@given(st.text(alphabet="ab AB(),.1%and such", max_size=80), st.sampled_from(STATED))
def test_places_are_whole_words_of_the_text(
    before: str, stated: tuple[str, dict[str, str]]
) -> None:
    text = f"{before} {stated[0]}"
    for start, end in listed_names(text):
        assert 0 <= start < end <= len(text)
        assert not text[start:end][-1:].isspace()
        assert text[start].isupper()
