from collections import Counter

import pytest

from kg.core import schema
from kg.lexicon.entries import FLAGS, entries
from kg.nlp.text.gazetteer import match
from kg.nlp.text.tokens import cut


def found(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.entry.name) for m in match(cut(text))]


def test_the_table_is_large_and_clean() -> None:
    table = entries()
    by_label = Counter(entry.type for entry in table)
    assert len(table) > 900
    assert set(by_label) == set(schema.ENTITY_LABELS)
    for entry in table:
        assert all(surface and surface == surface.strip() for surface in entry.surfaces), entry
        assert len(set(entry.surfaces)) == len(entry.surfaces), entry
        assert entry.flags <= FLAGS


def test_no_spelling_means_two_things() -> None:
    spelled = Counter(surface for entry in entries() for surface in entry.surfaces)
    assert [surface for surface, count in spelled.items() if count > 1] == []


def test_every_spelling_is_found_as_a_whole() -> None:
    lost = [
        surface
        for entry in entries()
        for surface in entry.surfaces
        if [(whole, each) for whole, each in found(surface) if whole == surface] == []
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vision transformers on CIFAR10", [("Vision transformers", "Vision Transformer")]),
        ("the low rank adaptation", [("low rank adaptation", "LoRA")]),
        ("LSTMs and GANs", [("LSTMs", "LSTM")]),
        ("we clip the adam of a lion", []),
        ("trained with Adam", [("Adam", "Adam")]),
        ("a rag of cloth", []),
        ("RAG helps", [("RAG", "retrieval-augmented generation")]),
        ("pass@1 rises", [("pass@1", "pass@1")]),
        ("CIFAR-100 only", [("CIFAR-100", "CIFAR-100")]),
    ],
)
def test_matching(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text)[: len(expected) or None] == expected


def test_the_longest_name_wins() -> None:
    assert found("masked language modeling") == [
        ("masked language modeling", "masked language modeling")
    ]
