from __future__ import annotations

import math
import os
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.core.schema import ENTITY_LABELS, RELATION_EDGES
from kg.core.types import Document, Relation
from kg.nlp.linear_models import shipped_linear_models
from kg.nlp.mentions.encoder import Network
from kg.nlp.mentions.model_manifest import read_manifest
from kg.nlp.mentions.pair_head import RELATIONS
from kg.nlp.relations.candidates import ANSWERS, CHOICES, Candidate, candidates
from kg.nlp.relations.neural_scores import SCIERC_EDGES, class_log_odds, network_log_odds
from kg.nlp.relations.relation_extraction import extract_relations
from kg.nlp.relations.relation_scores import to_probabilities
from kg.nlp.text.annotated_text import AnnotatedText
from kg.nlp.text.spans import EntityCluster, Mention
from kg.train.labels.labelled_papers import LabelledEntity, LabelledPaper, LabelledResult
from kg.train.linear import fit_relations, related_texts
from kg.train.networks import corpora
from tests.marked import read

RELATION_MODEL = shipped_linear_models().relations
MODEL = Path(__file__).parents[1] / "kg" / "nlp" / "model"
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
    ("{M:PathLoom} is based on {M:graph attention}.", "graph attention PART_OF PathLoom"),
    ("{M:Zephyrix} is a variant of {M:PathLoom}.", "Zephyrix KIND_OF PathLoom"),
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
    text, sentences, clusters = read("A study of things\n" + marked)
    return extract_relations(AnnotatedText(text, sentences, clusters), model=RELATION_MODEL)


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
    known = {(answer.type, labels) for labels, answers in ANSWERS.items() for answer in answers}
    for edge, (head, tail) in RELATION_EDGES.items():
        assert {(edge, f"{head}-{tail}"), (edge, f"{tail}-{head}")} <= known
    assert RELATION_MODEL.labels == set(ANSWERS)


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, tuple[tuple[int, int], ...], tuple[EntityCluster, ...]]:
    words = ["is trained on", "X-1", "such as", "\n", ".", "for", "\\%", "(", "\x00", "é", "with"]
    pieces = st.lists(st.one_of(st.sampled_from(words), st.text(max_size=4)), max_size=25)
    text = " ".join(draw(pieces))
    cuts = sorted({0, *draw(st.lists(st.integers(0, len(text)), max_size=4)), len(text)})
    span = st.tuples(st.integers(0, len(text)), st.integers(0, 9))
    clusters = []
    for number, label in enumerate(draw(st.lists(st.sampled_from(ENTITY_LABELS), max_size=6))):
        spans = sorted(draw(st.lists(span, max_size=3)))
        mentions = [Mention(a, min(a + n, len(text)), label, 1.0, "t@1") for a, n in spans]
        clusters.append(EntityCluster(label, f"g{number}", tuple(mentions)))
    return text, tuple(pairwise(cuts)), tuple(clusters)


@settings(max_examples=150, deadline=None)
@given(pages())
def test_relations_join_clusters_of_the_labels_that_the_schema_allows(
    drawn: tuple[str, tuple[tuple[int, int], ...], tuple[EntityCluster, ...]],
) -> None:
    text, _, clusters = drawn
    names = {(cluster.label, cluster.name) for cluster in clusters}
    found = extract_relations(
        AnnotatedText(*drawn),
        model=RELATION_MODEL,
        min_confidence=dict.fromkeys(RELATION_EDGES, 0.05),
    )
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
    clusters = tuple(
        EntityCluster(label, label, tuple(Mention(i, i + 1, label, 1.0, "t@1") for i in places))
        for label in ENTITY_LABELS
    )
    began = time.process_time()
    extract_relations(AnnotatedText(text, ((0, len(text)),), clusters), model=RELATION_MODEL)
    assert time.process_time() - began < 3.0


def sentence(verb: str, kind: str) -> corpora.Sentence:
    tokens = ("Zephyrix", ",", verb, "on", "GLUE", "-LRB-", "dev", "-RRB-", ".")
    spans = ((0, 1, "Method"), (4, 5, "Material"), (6, 7, "Generic"))
    return corpora.Sentence("1", tokens, spans, ((4, 5, 0, 1, kind),))


def test_labelled_sentences_become_a_page_with_its_relations() -> None:
    labelled = [sentence("tested", "EVALUATE-FOR"), sentence("trained", "USED-FOR")]
    marked = related_texts.label_document(labelled, SCIERC_EDGES)
    line = "Zephyrix, {} on GLUE (dev)."
    assert marked.annotated.text == f"{line.format('tested')} {line.format('trained')}"
    assert marked.relations == {("EVALUATED_ON", 0, 1), ("TRAINED_ON", 2, 3)}
    assert [
        related_texts.right_answer(marked, *candidates(marked.annotated, i)) for i in (0, 1)
    ] == [
        "EVALUATED_ON>",
        "TRAINED_ON>",
    ]
    assert related_texts.count_reached([marked]) == (2, 2)


def test_a_class_without_an_edge_is_open_and_one_of_lists_is_none() -> None:
    for kind, right in (("COMPARE", None), ("CONJUNCTION", "none")):
        marked = related_texts.label_document([sentence("tested", kind)], SCIERC_EDGES)
        (pair,) = candidates(marked.annotated, 0)
        assert related_texts.right_answer(marked, pair) == right


def labelled(*entities: tuple[str, str, str]) -> LabelledPaper:
    return LabelledPaper(
        Document(id="x", title="On things", abstract="Zephyrix beats Rival on GLUE and C4."),
        tuple(LabelledEntity(a, b, (), c) for a, b, c in entities),
        (LabelledResult("1", {"method": "Rival", "dataset": "C4"}),),
    )


def test_roles_and_results_imply_relations() -> None:
    paper = labelled(
        ("Method", "Zephyrix", "introduces"),
        ("Method", "Rival", "compares"),
        ("Dataset", "GLUE", "evaluates_on"),
        ("Dataset", "C4", "trains_on"),
    )
    marked = related_texts.infer_relations(paper)
    assert marked.relations == {
        ("COMPARED_WITH", 0, 1),
        ("EVALUATED_ON", 0, 2),
        ("EVALUATED_ON", 1, 2),
        ("EVALUATED_ON", 1, 3),
        ("TRAINED_ON", 0, 3),
    }
    assert marked.open == {(2, 3)}


def test_a_model_learns_what_it_is_shown() -> None:
    labelled = [sentence("trained", "USED-FOR"), sentence("tested", "EVALUATE-FOR")] * 10
    shown = [related_texts.label_document([each], SCIERC_EDGES) for each in labelled]
    model = fit_relations.fit_relation_model(shown)
    assert model.weights["Method-Dataset/TRAINED_ON>"]["word:trained"] > 0
    assert model.weights["Method-Dataset/EVALUATED_ON>"]["word:tested"] > 0
    assert model == fit_relations.fit_relation_model(shown)


@pytest.mark.parametrize(
    ("corpus", "edges"), [("scierc", SCIERC_EDGES), ("scier", related_texts.SCIER_EDGES)]
)
def test_nearly_all_labelled_relations_are_candidates(
    corpus: str, edges: related_texts.ClassEdges
) -> None:
    file = DATA / corpus / "dev.jsonl"
    if not file.is_file():
        pytest.skip(f"{file} is absent: set KG_DATA")
    reached, total = related_texts.count_reached(
        related_texts.read_related_texts(corpora.read_sentences(file), edges)
    )
    assert reached >= 0.99 * total


@pytest.fixture(scope="module")
def network() -> Network:
    return Network.load(MODEL, read_manifest(MODEL).classes)


def test_the_network_scores_the_edge_that_the_text_states(network: Network) -> None:
    text, sentences, clusters = read("A study\n{M:Zephyrix} is used for {T:image segmentation}.")
    (scores,) = network.scores([text])
    annotated = AnnotatedText(text, sentences, clusters)
    for given_scores in (scores, None):
        (found,) = extract_relations(annotated, model=RELATION_MODEL, scores=given_scores)
        assert (found.head, found.type, found.tail) == (
            "Zephyrix",
            "USED_FOR",
            "image segmentation",
        )
    (pair,) = candidates(annotated, 1)
    (row,) = network_log_odds(scores, [pair])
    own = [choice for choice, (labels, _) in enumerate(CHOICES) if labels == pair.labels]
    assert CHOICES[max(own[1:], key=lambda choice: float(row[choice]))][1] == ("USED_FOR", True)
    one, other = Candidate(*pair), Candidate(pair.second, pair.first)
    ahead, back = class_log_odds(scores, [one, other])
    assert np.array_equal(np.roll(ahead, len(RELATIONS)), back)


def test_the_factors_of_features_and_network_are_fitted(network: Network) -> None:
    labelled = [sentence("trained", "USED-FOR"), sentence("tested", "EVALUATE-FOR")]
    texts = [related_texts.label_document([each], SCIERC_EDGES) for each in labelled]
    scores = network.scores(each.annotated.text for each in texts)
    features, network_factor = fit_relations.fit_factors(
        list(zip(texts, scores, strict=True)), RELATION_MODEL
    )
    assert 0 <= features <= 1.5
    assert 0 <= network_factor <= 1.5
    assert features + network_factor > 0


@pytest.mark.parametrize("value", [-3.0, 0.0, 50.0, 800.0])
def test_probabilities_leave_the_rest_to_none(value: float) -> None:
    text, sentences, clusters = read("A study\n{M:LoRA} is tested on {D:GLUE}.")
    (pair,) = candidates(AnnotatedText(text, sentences, clusters), 1)
    own = [at for at, (labels, _) in enumerate(CHOICES) if labels == "Method-Dataset"]
    sums = np.full((1, len(CHOICES)), 900.0)
    sums[0, own] = 900.0, value, -1.0
    (found,) = to_probabilities(sums, [pair])
    assert found[own[1]] == pytest.approx(1 / (1 + math.exp(-value) + math.exp(-1.0 - value)))
    assert found.sum() == pytest.approx(found[own[1:]].sum())
    assert 0 <= found.sum() <= 1


def test_pages_pair_no_mention_with_its_own_entity() -> None:
    text, sentences, clusters = read("A title\n{M:LoRA} and {M:LoRA} on {D:GLUE}.")
    pairs = list(candidates(AnnotatedText(text, sentences, clusters), 1))
    assert [(text[a.start : a.end], text[b.start : b.end]) for a, b in pairs] == [
        ("LoRA", "GLUE"),
        ("LoRA", "GLUE"),
    ]
