from __future__ import annotations

import os
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.nlp import relations
from kg.nlp.page import Page
from kg.nlp.relating import ANSWERS, candidates
from kg.nlp.spans import Group, Mention
from kg.nlp.weights import shipped
from kg.schema import ENTITY_LABELS, RELATION_EDGES
from kg.train import corpora, relating
from kg.types import Relation
from tests.marked import read

DATA = Path(os.environ.get("KG_DATA", Path(__file__).parents[2] / "shared" / "data"))

# One sentence a row, and what it states: (head, edge, tail).
STATED = [
    ("{M:Zephyrix} is used for {T:image segmentation}.", "Zephyrix USED_FOR image segmentation"),
    (
        "We propose {M:PathLoom} for {T:machine translation}.",
        "PathLoom USED_FOR machine translation",
    ),
    (
        "For {T:question answering}, we propose {M:GridMuse}.",
        "GridMuse USED_FOR question answering",
    ),
    ("{M:Zephyrix} is trained on {D:ImageNet}.", "Zephyrix TRAINED_ON ImageNet"),
    ("We train {M:PathLoom} on {D:C4} from scratch.", "PathLoom TRAINED_ON C4"),
    ("We evaluate {M:Zephyrix} on {D:GLUE}.", "Zephyrix EVALUATED_ON GLUE"),
    ("{M:FrostNet} achieves high accuracy on {D:COCO}.", "FrostNet EVALUATED_ON COCO"),
    ("On {D:KITTI}, {M:FrostNet} achieves better results.", "FrostNet EVALUATED_ON KITTI"),
    ("{M:Zephyrix} outperforms {M:Rival}.", "Zephyrix COMPARED_WITH Rival"),
    ("We compare {M:Zephyrix} with {M:Rival}.", "Zephyrix COMPARED_WITH Rival"),
    (
        "{D:RiverBench} is a benchmark for {T:flood forecasting}.",
        "RiverBench BENCHMARK_FOR flood forecasting",
    ),
    (
        "We introduce {D:OmniQA}, a dataset for {T:question answering}.",
        "OmniQA BENCHMARK_FOR question answering",
    ),
    ("{M:Adam} is a variant of {M:gradient descent}.", "Adam KIND_OF gradient descent"),
    (
        "{M:Encoder-decoder models} such as {M:PathLoom} are common.",
        "PathLoom KIND_OF Encoder-decoder models",
    ),
    ("{M:PathLoom} consists of {M:graph attention} layers.", "graph attention PART_OF PathLoom"),
    ("{M:PathLoom} is based on {M:graph attention}.", "graph attention PART_OF PathLoom"),
    ("{M:FrostNet} with {M:dropout} is better.", "dropout PART_OF FrostNet"),
    (
        "{T:Information extraction} tasks such as {T:relation extraction} are hard.",
        "relation extraction SUBTASK_OF Information extraction",
    ),
]

UNSTATED = [
    "{M:Zephyrix} and {M:PathLoom}.",
    "We study {T:parsing}. And then {M:LoRA}.".replace(". And", ".\nAnd"),
    "{X:Accuracy} of {M:PathLoom} rises.",
    "{X:BLEU} and {X:FID} on {D:GLUE}.",
    "{D:GLUE} and {D:SQuAD} are here.",
]


def stated(marked: str) -> tuple[Relation, ...]:
    text, sentences, groups = read("A study of things\n" + marked)
    return relations.find(text, sentences, groups)


@pytest.mark.parametrize(("sentence", "wanted"), STATED, ids=[s for s, _ in STATED])
def test_a_sentence_states_a_relation(sentence: str, wanted: str) -> None:
    assert [f"{r.head} {r.type} {r.tail}" for r in stated(sentence)] == [wanted]


@pytest.mark.parametrize("sentence", UNSTATED)
def test_names_side_by_side_are_not_related(sentence: str) -> None:
    assert stated(sentence) == ()


def test_evidence_reaches_from_one_mention_to_the_other() -> None:
    (found,) = stated("We evaluate {M:Zephyrix} on {D:GLUE}.")
    (evidence,) = found.evidence
    assert evidence.text == "Zephyrix on GLUE"
    assert evidence.sentence == "We evaluate Zephyrix on GLUE."
    assert found.confidence == evidence.score
    assert (found.head_type, found.tail_type) == ("Method", "Dataset")


def test_what_two_sentences_say_is_one_relation() -> None:
    marked = "{M:Zephyrix} outperforms {M:Rival}.\n{M:Rival} is worse than {M:Zephyrix}."
    (found,) = stated(marked)
    assert (found.head, found.tail, len(found.evidence)) == ("Zephyrix", "Rival", 2)


def test_every_edge_of_the_schema_is_an_answer_in_both_orders() -> None:
    told = {(answer.type, labels) for labels, answers in ANSWERS.items() for answer in answers}
    for edge, (head, tail) in RELATION_EDGES.items():
        assert {(edge, f"{head}-{tail}"), (edge, f"{tail}-{head}")} <= told
    assert set(shipped().relations) == set(ANSWERS)


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, tuple[tuple[int, int], ...], tuple[Group, ...]]:
    words = ["is trained on", "X-1", "such as", "\n", ".", "for", "\\%", "(", "\x00", "é", "with"]
    pieces = st.lists(st.one_of(st.sampled_from(words), st.text(max_size=4)), max_size=25)
    text = " ".join(draw(pieces))
    cuts = sorted({0, *draw(st.lists(st.integers(0, len(text)), max_size=4)), len(text)})
    span = st.tuples(st.integers(0, len(text)), st.integers(0, 9))
    groups = []
    for number, label in enumerate(draw(st.lists(st.sampled_from(ENTITY_LABELS), max_size=6))):
        spans = sorted(draw(st.lists(span, max_size=3)))
        mentions = [Mention(a, min(a + n, len(text)), label, 1.0, "t@1") for a, n in spans]
        groups.append(Group(label, f"g{number}", tuple(mentions)))
    return text, tuple(pairwise(cuts)), tuple(groups)


@settings(max_examples=150, deadline=None)
@given(pages())
def test_relations_join_groups_of_the_labels_that_the_schema_allows(
    page: tuple[str, tuple[tuple[int, int], ...], tuple[Group, ...]],
) -> None:
    text, _, groups = page
    names = {(group.label, group.name) for group in groups}
    found = relations.find(*page, least=0.05)
    for each in found:
        assert RELATION_EDGES[each.type] == (each.head_type, each.tail_type)
        assert {(each.head_type, each.head), (each.tail_type, each.tail)} <= names
        assert (each.head_type, each.head) != (each.tail_type, each.tail)
        assert each.confidence == max(e.score for e in each.evidence) <= 1.0
        for evidence in each.evidence:
            assert text[evidence.start : evidence.end] == evidence.text
            assert evidence.text in evidence.sentence
    assert len({(r.type, r.head, r.tail, r.head_type) for r in found}) == len(found)


@pytest.mark.parametrize("filler", ["X ", "X, and ", "X is trained on "], ids=str)
def test_hostile_text_takes_bounded_time(filler: str) -> None:
    text = filler * (20000 // len(filler))
    places = [i for i in range(len(text)) if text[i] == "X"]
    groups = tuple(
        Group(label, label, tuple(Mention(i, i + 1, label, 1.0, "t@1") for i in places))
        for label in ENTITY_LABELS
    )
    began = time.process_time()
    relations.find(text, ((0, len(text)),), groups)
    assert time.process_time() - began < 3.0


def test_a_labelled_sentence_becomes_a_page_with_its_relations() -> None:
    tokens = ("Zephyrix", ",", "tested", "on", "GLUE", "(", "dev", ")", ".")
    sentence = corpora.Sentence(
        "1", tokens, ((0, 1, "Method"), (4, 5, "Dataset")), ((0, 1, 4, 5, "Evaluated-With"),)
    )
    marked = relating.mark(sentence)
    assert marked.page.text == "Zephyrix, tested on GLUE (dev)."
    assert marked.relations == {("EVALUATED_ON", 0, 1)}
    (pair,) = candidates(marked.page, 0)
    assert relating.answer(marked, pair) == "EVALUATED_ON>"
    assert relating.reach([sentence]) == (1, 1)


def test_a_table_learns_what_it_is_shown() -> None:
    def sentence(verb: str, kind: str) -> corpora.Sentence:
        tokens = ("Zephyrix", "is", verb, "on", "GLUE", ".")
        spans = ((0, 1, "Method"), (4, 5, "Dataset"))
        return corpora.Sentence("1", tokens, spans, ((0, 1, 4, 5, kind),))

    shown = [sentence("trained", "Trained-With"), sentence("tested", "Evaluated-With")] * 10
    table = relating.relation_table(shown)
    assert "Method-Dataset\tTRAINED_ON>\tword:trained" in table
    assert "Method-Dataset\tEVALUATED_ON>\tword:tested" in table
    assert table == relating.relation_table(shown)


def test_nearly_all_labelled_relations_are_candidates() -> None:
    file = DATA / "scier" / "dev.jsonl"
    if not file.is_file():
        pytest.skip("the labelled sentences of SciER are not there")
    reached, total = relating.reach(corpora.read(file))
    assert reached >= 0.99 * total


def test_pages_pair_no_mention_with_its_own_entity() -> None:
    text, sentences, groups = read("A title\n{M:LoRA} and {M:LoRA} on {D:GLUE}.")
    pairs = list(candidates(Page(text, sentences, groups), 1))
    assert [(text[a.start : a.end], text[b.start : b.end]) for a, b in pairs] == [
        ("LoRA", "GLUE"),
        ("LoRA", "GLUE"),
    ]
