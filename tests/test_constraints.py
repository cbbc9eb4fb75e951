"""Relations that fixed words name, and relations that words or roles rule out."""

from __future__ import annotations

import pytest

from kg.nlp.linear_models import shipped_linear_models
from kg.nlp.relations.candidates import Answer, candidates
from kg.nlp.relations.constraints import satisfies_constraints
from kg.nlp.relations.patterns import match_pattern
from kg.nlp.relations.relation_extraction import extract_relations
from kg.nlp.text.annotated_text import AnnotatedText
from tests.marked import read

# A sentence and the relation that its words name between its first and its last name.
NAMED = [
    ("{M:Encoders} such as {M:PathLoom} are common.", "KIND_OF<"),
    ("{M:Encoders} like {M:PathLoom} are common.", "KIND_OF<"),
    ("Many {M:encoders}, including {M:Owlnet} and {M:PathLoom}, are slow.", "KIND_OF<"),
    ("{M:Encoders} (e.g., {M:PathLoom}) are common.", "KIND_OF<"),
    ("{M:Encoders}, for example {M:PathLoom}, are common.", "KIND_OF<"),
    ("{T:Tagging tasks} like {T:name tagging} are hard.", "SUBTASK_OF<"),
    ("{M:PathLoom} is a variant of {M:Owlnet}.", "KIND_OF>"),
    ("{M:PathLoom}, a special case of {M:Owlnet}, is fast.", "KIND_OF>"),
    ("{M:PathLoom} is a lightweight {M:graph network}.", "KIND_OF>"),
    ("{M:Random forests} are an old {M:ensemble method}.", "KIND_OF>"),
    ("{T:Name tagging} is a {T:tagging task}.", "SUBTASK_OF>"),
    ("We present {M:PathLoom}, a novel {M:graph network} that is small.", "KIND_OF>"),
    ("We present {M:PathLoom}, a sparse {M:graph network}.", "KIND_OF>"),
    ("We compare {M:PathLoom} with {M:Owlnet}.", "COMPARED_WITH>"),
    ("When compared, {M:PathLoom} and {M:Owlnet} differ.", None),
    ("The cost of {M:PathLoom} is a kind of {M:Owlnet}.", None),
    ("Training during {M:tuning} is a form of {M:transfer}.", None),
    ("{M:PathLoom} is a key to {M:graph network} research.", None),
    ("{M:PathLoom} is a generalization of {M:Owlnet}.", None),
    ("We present {M:PathLoom}, a {M:Owlnet}-based pipeline.", None),
    ("We present {M:PathLoom}, a new {M:Owlnet} based pipeline.", None),
    ("We present {M:PathLoom}, an {M:Owlnet} tuning method that is small.", None),
    ("It has a {M:PathLoom}, a {M:deconvolution layer}, and a head.", None),
    ("It has a {M:tree}, a {M:deconvolution layer} that is small.", None),
    ("In the {M:Owlnet}, a {M:deconvolution layer} is added.", None),
    ("{M:PathLoom} likes {M:Owlnet}.", None),
    ("{D:GLUE} such as {D:SQuAD} helps.", None),
]


@pytest.mark.parametrize(("sentence", "wanted"), NAMED, ids=[s for s, _ in NAMED])
def test_fixed_words_name_a_relation(sentence: str, wanted: str | None) -> None:
    annotated = AnnotatedText(*read(f"A title\n{sentence}"))
    ends = {annotated.mentions_in(1)[0].start, annotated.mentions_in(1)[-1].start}
    named = [
        match_pattern(annotated, p)
        for p in candidates(annotated, 1)
        if {p.first.start, p.second.start} == ends
    ]
    assert [str(each) for each in named if each] == [wanted] * (wanted is not None)


# Roles: of the first name and of the last. Then whether the relation holds.
HELD = [
    ("{M:A} beats {M:B}.", "COMPARED_WITH>", "introduces", "compares", True),
    ("{M:A} and {M:B} differ.", "COMPARED_WITH>", "compares", "introduces", True),
    ("{M:A} outperforms {M:B}.", "COMPARED_WITH>", "uses", "compares", True),
    ("{M:A} is better than {M:B}.", "COMPARED_WITH>", "uses", "compares", True),
    ("{M:A} is on a par, compared to the large {M:B}.", "COMPARED_WITH>", "uses", "uses", True),
    ("Compared to {M:A}, we find {M:B} fast.", "COMPARED_WITH>", "compares", "uses", True),
    ("{M:A} surpasses the strong baseline {M:B}.", "COMPARED_WITH>", "introduces", "uses", True),
    ("{M:A} vs. {M:B}", "COMPARED_WITH>", "introduces", "introduces", True),
    ("{M:A} needs 3 of {M:B}.", "COMPARED_WITH>", "uses", "compares", False),
    ("{M:A} gains over 25 points with {M:B}.", "COMPARED_WITH>", "uses", "compares", False),
    ("{M:C} beats {M:A} and rivals {M:B}.", "COMPARED_WITH>", "compares", "compares", False),
    ("{M:A} outperforms those without {M:B}.", "COMPARED_WITH>", "introduces", "mentions", False),
    ("{M:A} is faster than {M:C} in {M:B}.", "COMPARED_WITH>", "introduces", "uses", False),
    ("{M:A} beats all (e.g., {M:B}).", "COMPARED_WITH>", "introduces", "compares", True),
    ("{M:A} beats all others with {M:B}.", "COMPARED_WITH>", "introduces", "compares", False),
    (
        "{M:A} wins on various nets like {M:B}.",
        "COMPARED_WITH>",
        "introduces",
        "compares",
        False,
    ),
    ("{M:A} wins; (2) {M:B} is small.", "COMPARED_WITH>", "introduces", "compares", False),
    ("{M:A} trained on {D:B}", "TRAINED_ON>", "uses", "evaluates_on", True),
    ("We fine-tune {M:A} with {D:B}.", "TRAINED_ON>", "uses", "trains_on", True),
    ("{D:B} is built to judge {M:A}.", "TRAINED_ON<", "introduces", "uses", False),
    ("{M:A} for aligning large pictures based on {M:B}", "PART_OF<", "introduces", "uses", True),
    ("{M:A} is based on {M:B}.", "PART_OF<", "introduces", "uses", True),
    ("{M:A} based on {M:B}", "PART_OF<", "uses", "uses", True),
    ("{M:A} with our {M:B}", "PART_OF<", "introduces", "introduces", True),
    ("{M:A} for {M:B}", "PART_OF>", "uses", "uses", False),
    ("{M:A} for training {M:B}", "PART_OF<", "uses", "introduces", False),
    ("A frame for {M:A} based on {M:B}", "PART_OF<", "uses", "uses", False),
    ("An {M:A} based on the fly {M:B}", "PART_OF<", "uses", "uses", False),
    ("{M:A} speeds up {M:B}.", "PART_OF>", "introduces", "uses", False),
    ("{T:a}, a part of {T:b}", "SUBTASK_OF>", "addresses", "addresses", True),
    ("{T:a}, a part of {T:b}", "SUBTASK_OF>", "mentions", "addresses", False),
    ("{M:A} for {T:b}", "USED_FOR>", "mentions", "addresses", True),
]


@pytest.mark.parametrize(("sentence", "edge", "one", "other", "held"), HELD)
def test_a_relation_satisfies_its_constraints(
    sentence: str, edge: str, one: str, other: str, held: bool
) -> None:
    annotated = AnnotatedText(*read(f"A title\n{sentence}"))
    first, last = annotated.mentions_in(1)[0], annotated.mentions_in(1)[-1]
    if sentence.startswith("{M:C}"):
        first = annotated.mentions_in(1)[1]
    roles = ["uses"] * len(annotated.clusters)
    roles[first.cluster], roles[last.cluster] = one, other
    (pair,) = (p for p in candidates(annotated, 1) if p == (first, last))
    assert satisfies_constraints(annotated, pair, Answer(edge[:-1], edge[-1] == ">"), roles) is held


def test_without_roles_only_words_rule_out() -> None:
    annotated = AnnotatedText(*read("A title\n{M:A} for {M:B}"))
    (pair,) = candidates(annotated, 1)
    assert satisfies_constraints(annotated, pair, Answer("COMPARED_WITH", True))
    assert not satisfies_constraints(annotated, pair, Answer("PART_OF", True))


def test_what_violates_a_constraint_is_not_extracted() -> None:
    text, sentences, clusters = read("A study of things\n{M:Zephyrix} outperforms {M:Rival}.")
    for role, found in (("compares", 1), ("mentions", 0)):
        relations = extract_relations(
            AnnotatedText(text, sentences, clusters),
            model=shipped_linear_models().relations,
            roles=["introduces", role],
        )
        assert len(relations) == found
