"""Names of one paper that are one entity by their letters, and names that only look so."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from kg import nlp
from kg.core.names import key
from kg.core.types import Document
from kg.nlp.mentions.forms.surface_features import SurfaceForm
from kg.nlp.mentions.sure_pairs import sure_pairs
from kg.nlp.text.abbreviations import find_abbreviations


def joined(label: str, text: str, *forms: str) -> list[tuple[str, str]]:
    """The forms that are joined, as they were given."""
    logits = np.zeros((1, 8), np.float32)
    vectors = np.zeros((3, 1), np.float32)
    surfaces = [SurfaceForm(key(form), form, ((0, 1),), logits, logits, vectors) for form in forms]
    definitions = find_abbreviations(text)
    pairs = sure_pairs(text, surfaces, [label] * len(forms), definitions)
    return sorted({(forms[one], forms[other]) for one, other in pairs})


@pytest.mark.parametrize(
    ("label", "one", "other"),
    [
        ("Method", "QA-HFL", "quality-aware hierarchical federated learning"),
        ("Method", "CARE", "Completeness-Aware Reconstruction Enhancement framework"),
        ("Method", "R2R", "replay to remember"),
        ("Method", "L2DHF", "learning to defer with human feedback"),
        ("Method", "LlamaHarbor", "Llama-Harbor"),
        ("Task", "detecting rust", "rust detection"),
        ("Task", "segmentation of tides", "segmenting tides"),
    ],
)
def test_letters_join_two_names(label: str, one: str, other: str) -> None:
    assert joined(label, "", one, other) == [(one, other)]


@pytest.mark.parametrize(
    ("label", "one", "other"),
    [
        ("Method", "RL", "response length"),  # two letters fit too much
        ("Method", "care", "completeness-aware reconstruction enhancement"),  # a word
        ("Method", "CARE", "context-aware retrieval"),
        ("Method", "GPT-4", "GPT-4o"),
        ("Task", "rust detection", "rust prediction"),
    ],
)
def test_other_names_stay_apart(label: str, one: str, other: str) -> None:
    assert joined(label, "", one, other) == []


def test_a_defined_abbreviation_is_written_out_within_names() -> None:
    text = "We train large tide models (LTMs). Generative LTMs are generative large tide models."
    names = ("generative LTMs", "generative large tide models")
    assert joined("Method", text, *names) == [names]
    assert joined("Method", "", *names) == []


def test_initials_of_two_names_join_neither() -> None:
    names = ("MAP", "multi-agent planner", "masked anchor prediction")
    assert joined("Method", "", *names) == []


def test_a_paper_has_one_entity_for_a_name_in_short_and_long() -> None:
    document = Document(
        "title:harbor",
        "Replay to remember for harbor cranes",
        "We propose Replay to Remember, a method that keeps old lifts. R2R reaches 81.2% accuracy "
        "on CraneBench, where R2R needs no labels.",
    )
    (extraction,) = nlp.extract([document])
    names = [
        {entity.name, *entity.surfaces} for entity in extraction.entities if entity.type == "Method"
    ]
    assert any({"R2R", "Replay to Remember"} <= own for own in names), names
    assert all(one.isdisjoint(other) for one, other in combinations(names, 2))
