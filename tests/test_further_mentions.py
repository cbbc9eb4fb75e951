"""A name of a paper counts at every place where it is written."""

from __future__ import annotations

import pytest

from kg.nlp.mentions.further_mentions import add_further_mentions
from kg.nlp.text.abbreviations import find_abbreviations
from kg.nlp.text.spans import EntityCluster, Mention


def cluster(text: str, name: str, label: str = "Method") -> EntityCluster:
    start = text.index(name)
    return EntityCluster(label, name, (Mention(start, start + len(name), label, 0.9, "model@0"),))


def places(text: str, *names: str) -> list[list[str]]:
    """For each name, the words that its mentions are followed by."""
    found = add_further_mentions(text, [cluster(text, name) for name in names])
    return [[text[m.end :].split()[0] for m in each.mentions] for each in found]


def test_a_name_counts_wherever_it_stands() -> None:
    text = "We tune ReedNet here. ReedNet 94.2 and ReedNet-2 96.9 end."
    assert places(text, "ReedNet") == [["here.", "94.2"]]


def test_a_longer_name_keeps_its_place() -> None:
    text = "We tune π0 and π0.5 here; π0 94.2, π0.5 96.9."
    assert places(text, "π0", "π0.5") == [["and", "94.2,"], ["here;", "96.9."]]


@pytest.mark.parametrize("text", ["A tide gauge is no tide gauge.", "C and C++ and C-store"])
def test_common_words_and_parts_of_words_are_left(text: str) -> None:
    name = "tide gauge" if "tide" in text else "C"
    (found,) = add_further_mentions(text, [cluster(text, name)])
    assert len(found.mentions) == 1


def test_an_abbreviation_belongs_to_its_long_form_where_it_is_defined() -> None:
    text = "We read marsh gauge networks (MGNs) here, and the Coastal MGNs set."
    (found,) = add_further_mentions(
        text, [cluster(text, "marsh gauge networks")], find_abbreviations(text)
    )
    assert [text[m.start : m.end] for m in found.mentions] == ["marsh gauge networks", "MGNs"]


def test_an_abbreviation_of_another_entity_is_left_to_it() -> None:
    text = "We read marsh gauge networks (MGNs) here. MGNs are old."
    clusters = [cluster(text, "marsh gauge networks"), cluster(text, "MGNs", "Dataset")]
    long, short = add_further_mentions(text, clusters, find_abbreviations(text))
    assert len(long.mentions) == 1
    assert len(short.mentions) == 2
