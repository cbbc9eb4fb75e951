"""Fitting the linear models to labelled papers, and placing labels in their texts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import ingest
from kg.core.types import Document
from kg.nlp.extraction import MODEL
from kg.nlp.linear_model import read_linear_model
from kg.nlp.linear_models import RELATION_FILE
from kg.nlp.relations.relation_model import RELATION_CLASSES
from kg.train.labels.labelled_mentions import ClusteredPaper
from kg.train.labels.labelled_papers import (
    LabelledEntity,
    LabelledPaper,
    LabelledResult,
    read_labelled_papers,
)
from kg.train.labels.occurrences import place_surfaces
from kg.train.linear.fit_outcomes import fit_outcome_model
from kg.train.linear.fit_relations import fit_relation_model
from kg.train.linear.fit_roles import fit_role_model
from kg.train.linear.fit_slots import fit_slot_base, fit_slots_on_base
from kg.train.linear.related_texts import CORPUS_EDGES, infer_relations, read_related_texts
from kg.train.linear.stacking import BaseModel
from kg.train.networks import corpora

SHARED = Path(__file__).parents[2] / "shared"
GOLD = Path(os.environ.get("KG_GOLD", SHARED / "gold"))
DATA = Path(os.environ.get("KG_DATA", SHARED / "data"))


@pytest.mark.parametrize(
    ("text", "entities", "spans"),
    [
        ("OwlNet and owls", [["OwlNet"], ["owls"]], (((0, 6),), ((11, 15),))),
        ("deep net, net", [["net"], ["deep net"]], (((10, 13),), ((0, 8),))),
        ("deep net", [["net"], ["deep net"]], (((5, 8),), ((0, 8),))),
        ("OwlNets", [["OwlNet"]], (((0, 6),),)),
        ("C++ or C", [["C++"], ["C"]], (((0, 3),), ((7, 8),))),
        ("nothing", [["OwlNet"], [""], []], ((), (), ())),
    ],
)
def test_spans_of_labelled_entities(
    text: str, entities: list[list[str]], spans: tuple[tuple[tuple[int, int], ...], ...]
) -> None:
    assert place_surfaces(text, entities) == spans


@given(
    st.text("ab -", max_size=30),
    st.lists(st.lists(st.text("ab ", max_size=3), max_size=2), max_size=3),
)
def test_every_span_is_a_surface_form_of_its_entity(text: str, entities: list[list[str]]) -> None:
    for surfaces, spans in zip(entities, place_surfaces(text, entities), strict=True):
        assert all(text[start:end] in surfaces for start, end in spans)
        assert bool(spans) == any(surface and surface in text for surface in surfaces)


PAPERS = [
    ClusteredPaper(
        LabelledPaper(
            Document(
                f"{n}",
                f"Net{n}: a model",
                f"We propose Net{n}, a model. It has 1{n} layers. "
                f"It reaches 8{n}% accuracy on ImageNet.",
            ),
            (
                LabelledEntity("Method", f"Net{n}", (), "introduces"),
                LabelledEntity("Metric", "accuracy", (), "reports"),
                LabelledEntity("Dataset", "ImageNet", (), "evaluates_on", core=n % 2 == 1),
            ),
            (
                LabelledResult(
                    f"8{n}%", {"method": f"Net{n}", "metric": "accuracy", "dataset": "ImageNet"}
                ),
            ),
        )
    )
    for n in range(10)
]


def test_slots_are_learnt_from_the_results_of_papers() -> None:
    metric = fit_slot_base(PAPERS).weights["metric"]
    assert metric["ruled:True"] > 0 > metric["none"]
    assert fit_slot_base(PAPERS) == fit_slot_base(PAPERS)


def test_a_model_on_a_base_reads_its_features_too() -> None:
    outcomes = fit_outcome_model(PAPERS)
    again = fit_outcome_model(PAPERS, BaseModel(outcomes, [outcomes] * len(PAPERS)))
    assert again.weights["outcome"]["unit:%"] > 0


def test_slots_on_a_base_are_the_base_times_a_factor_with_trees() -> None:
    words = fit_slot_base(PAPERS)
    base = BaseModel(words, [words] * len(PAPERS))
    linear, trees = fit_slots_on_base(PAPERS, base)
    own = linear.whole.weights["method"]
    factors = {
        own.get(feature, 0.0) / weight
        for feature, weight in words.weights["method"].items()
        if feature != "none" and abs(weight) > 0.04
    }
    assert min(factors) > 0
    assert max(factors) == pytest.approx(min(factors), rel=0.2)
    assert set(trees) == {"metric", "dataset"}
    assert {"linear", "stated", "rivals here"} <= set(trees["dataset"].measures)


def test_roles_and_outcomes_are_learnt_from_papers() -> None:
    classes = fit_role_model(PAPERS).classes
    assert {name.partition("/")[0] for name in classes} == {"Method", "Metric", "Dataset"}
    assert fit_outcome_model(PAPERS).weights["outcome"]["unit:%"] > 0


def test_a_model_names_what_it_was_fitted_to() -> None:
    assert fit_role_model(PAPERS).source.fitted_to.startswith("30 entities of 10 labelled papers")


def test_no_papers_give_models_without_weights() -> None:
    assert fit_role_model([]).weights == {}
    assert fit_outcome_model([]).weights == {"outcome": {}}
    assert fit_slot_base([]).weights == {}


def test_the_shipped_relations_are_fitted_to_scierc_and_the_labelled_papers(
    pages: list[Path],
) -> None:
    """All 422 weights, to the last digit."""
    corpus = DATA / "scierc" / "train.jsonl"
    papers = [DATA / "arxiv_2025" / "papers.jsonl.gz", GOLD / "results_papers.jsonl"]
    labels = [GOLD / f"{part}.jsonl" for part in ("dev", "extra", "arxiv", "results")]
    if missing := [file for file in (corpus, *papers, *labels) if not file.is_file()]:
        pytest.skip(f"not there: {missing[0]} (KG_DATA, KG_GOLD)")
    documents = ingest.read_documents([*pages, *papers], as_written=True)
    labelled = read_labelled_papers(labels, documents)
    texts = list(read_related_texts(corpora.read_sentences(corpus), CORPUS_EDGES["scierc"]))
    found = fit_relation_model(texts, [infer_relations(paper) for paper in labelled])
    shipped = read_linear_model(MODEL / RELATION_FILE, classes=RELATION_CLASSES)
    assert found.weights == shipped.weights
