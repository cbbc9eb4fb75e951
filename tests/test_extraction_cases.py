"""Every fact of the cases on which extraction failed once; what still fails says so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

import kg
from kg.core.types import Document, Extraction
from kg.nlp import extract, load
from tests.extraction_cases import Case, Fact, marks, params
from tests.extraction_cases_beside import BESIDE_CASES
from tests.extraction_cases_bindings import BINDING_CASES
from tests.extraction_cases_faults import FAULTS
from tests.extraction_cases_further import FURTHER_CASES
from tests.extraction_cases_gold import GOLD_CASES
from tests.extraction_cases_known import KNOWN_CASES
from tests.extraction_cases_names import NAME_CASES
from tests.extraction_cases_numbers import NUMBER_CASES
from tests.extraction_cases_ranked import RANKED_CASES
from tests.extraction_cases_read import READ_CASES
from tests.extraction_cases_relations import RELATION_CASES
from tests.extraction_cases_results import RESULT_CASES
from tests.extraction_cases_spellings import ONE_NODE, SPELLINGS, TWO_NODES
from tests.extraction_cases_stated import STATED_CASES
from tests.extraction_cases_wordings import WORDING_CASES

CASES = [
    *NAME_CASES,
    *RESULT_CASES,
    *BINDING_CASES,
    *GOLD_CASES,
    *FURTHER_CASES,
    *NUMBER_CASES,
    *STATED_CASES,
    *KNOWN_CASES,
    *RELATION_CASES,
    *WORDING_CASES,
    *READ_CASES,
    *RANKED_CASES,
    *BESIDE_CASES,
]
_REASONS = {each: reason for reason, ids in FAULTS.items() for each in ids}


def _named(name: str, *values: object) -> Any:
    return pytest.param(*values, id=name, marks=marks(_REASONS.get(name)))


FACTS = list(params(CASES, FAULTS))
LABELLED = [_named(f"29 {each.name} is a {each.label}", each.name) for each in SPELLINGS]
JOINED = [_named(f"29 {name} is {other}", name, other) for name, other in ONE_NODE]
APART = [_named(f"29 {other} is no {name}", name, other) for name, other in TWO_NODES]


@pytest.fixture(scope="module")
def found() -> Mapping[str, Extraction]:
    """The extraction of every paper, by its text; each is read once."""
    documents = {case.document.text: case.document for case in CASES}
    read = extract(documents.values(), nlp=load())
    return dict(zip(documents, read, strict=True))


@pytest.mark.parametrize(("case", "fact"), FACTS)
def test_a_fact_of_a_paper(case: Case, fact: Fact, found: Mapping[str, Extraction]) -> None:
    fault = fact.fault(found[case.document.text])
    assert not fault, fault


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[str, str]]:
    """Spelling -> (label, id) of the node that its paper has for it; absent if there is none."""
    folder = tmp_path_factory.mktemp("spellings")
    documents = [
        Document(f"arxiv:2401.{at:05}", f"How We Rank, Part {at}", each.abstract)
        for at, each in enumerate(SPELLINGS, start=1)
    ]
    rows = [{"id": d.id, "title": d.title, "abstract": d.abstract} for d in documents]
    (folder / "papers.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    graph = kg.build([folder / "papers.jsonl"], folder / "papers.kg")
    ends = {
        document.id: (document.text.index(each.name), each.name)
        for document, each in zip(documents, SPELLINGS, strict=True)
    }
    held: dict[str, tuple[str, str]] = {}
    for edge in graph.edges():
        start, name = ends[edge.paper]
        places = {(each.start, each.text) for each in edge.evidence}
        if edge.source == edge.paper and (start, name) in places:
            held[name] = (edge.target_label, edge.target)
    return held


@pytest.mark.parametrize("name", LABELLED)
def test_a_spelling_is_a_node_of_its_label(name: str, nodes: Mapping[str, tuple[str, str]]) -> None:
    wanted = {each.name: each.label for each in SPELLINGS}
    assert name in nodes, "name not found"
    assert nodes[name][0] == wanted[name]


@pytest.mark.parametrize(("name", "other"), JOINED)
def test_spellings_are_one_node(
    name: str, other: str, nodes: Mapping[str, tuple[str, str]]
) -> None:
    assert name in nodes, "name not found"
    assert nodes[name] == nodes.get(other)


@pytest.mark.parametrize(("name", "other"), APART)
def test_a_variant_is_a_node_of_its_own(
    name: str, other: str, nodes: Mapping[str, tuple[str, str]]
) -> None:
    assert {name, other} <= set(nodes), "name not found"
    assert nodes[name] != nodes[other]


def test_the_faults_are_facts() -> None:
    ids = {str(each.id) for each in [*FACTS, *LABELLED, *JOINED, *APART]}
    assert len(ids) == len([*FACTS, *LABELLED, *JOINED, *APART])
    assert set(_REASONS) <= ids
