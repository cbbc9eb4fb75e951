"""Logs of Every Eval Ever: valid by its fields, each value with its sentence, nothing twice."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

import kg
from kg.core import schema
from kg.core.types import Edge, Evidence, Node
from kg.exporters.formats.eval_logs import write_eval_logs
from tests.fixtures_graphs import Listed, hostile_boards, reading_list

SCHEMA = Path(__file__).parent / "data" / "schemas" / "every_eval_ever-0.3.0.schema.json"


@pytest.fixture(scope="module")
def validator() -> Draft7Validator:
    fields = json.loads(SCHEMA.read_bytes())
    Draft7Validator.check_schema(fields)
    return Draft7Validator(fields)


def logs(graph: Listed, path: Path) -> list[dict[str, Any]]:
    write_eval_logs(graph, path)
    return records(path)


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def faults(validator: Draft7Validator, written: list[dict[str, Any]]) -> list[str]:
    return [error.message for record in written for error in validator.iter_errors(record)]


SENTENCE = "LoRA reaches 91.2% accuracy on MNLI, BitFit 89.5%."
SAID = Evidence(13, 18, "91.2%", SENTENCE, "results@1", 0.9)
FACTS: dict[str, Any] = {
    "value": 91.2,
    "raw": "91.2%",
    "unit": "%",
    "kind": "absolute",
    "higher_is_better": True,
    "baseline": 89.5,
    "baseline_raw": "89.5%",
    "interval_low": 90.9,
    "interval_high": 91.5,
    "conditions": ("split=dev", "shots=5-shot"),
    "confidence": 0.81,
    "is_own": True,
}


def one_result(**changed: object) -> Listed:
    """A paper that states one value, of its own method beside a rival's."""
    nodes = [
        Node(
            schema.PAPER,
            "arxiv:1",
            {"title": "T", "arxiv": "1", "date": "2021-06", "sources": ("a.txt:3@2021-07-02",)},
        ),
        Node(schema.METHOD, "method/bitfit", {"name": "BitFit"}),
        Node(schema.METHOD, "method/lora", {"name": "LoRA"}),
        Node(schema.DATASET, "dataset/mnli", {"name": "MNLI"}),
        Node(schema.METRIC, "metric/accuracy", {"name": "accuracy"}),
        Node(schema.RESULT, "result/1", {**FACTS, **changed}),  # type: ignore[dict-item]  # any value
        Node(schema.ORGANIZATION, "organization/lab", {"name": "The Lab"}),
    ]
    named = {
        "OF": "method/lora",
        "ON": "dataset/mnli",
        "MEASURES": "metric/accuracy",
        "AGAINST": "method/bitfit",
    }
    ends = dict(schema.RESULT_EDGES.values())
    edges = [
        Edge(kind, schema.RESULT, "result/1", ends[kind], other, "arxiv:1", (SAID,))
        for kind, other in named.items()
    ]
    for kind, label, other in (
        (schema.FROM, schema.ORGANIZATION, "organization/lab"),
        (schema.STATES, schema.RESULT, "result/1"),
    ):
        edges.append(Edge(kind, schema.PAPER, "arxiv:1", label, other, "arxiv:1", (SAID,)))
    return Listed(tuple(nodes), tuple(sorted(edges, key=lambda e: (e.paper, *e.key))))


def test_a_value_and_its_rivals_are_logs_of_their_methods(
    validator: Draft7Validator, tmp_path: Path
) -> None:
    rival, own = logs(one_result(), tmp_path / "x.eval.jsonl")
    assert faults(validator, [rival, own]) == []
    assert own["model_info"]["id"] == "The Lab/LoRA"
    assert own["source_metadata"]["evaluator_relationship"] == "first_party"
    assert own["source_metadata"]["source_organization_name"] == "The Lab"
    assert (own["evaluation_timestamp"], own["retrieved_timestamp"]) == ("2021-06", "1625184000")
    [result] = own["evaluation_results"]
    assert result["evaluation_name"] == result["source_data"]["dataset_name"] == "MNLI"
    assert result["metric_config"] == {
        "metric_id": "accuracy",
        "metric_name": "accuracy",
        "metric_unit": "percent",
        "lower_is_better": False,
    }
    assert result["score_details"]["score"] == 91.2
    assert result["score_details"]["uncertainty"]["confidence_interval"] == {
        "lower": 90.9,
        "upper": 91.5,
    }
    details = result["score_details"]["details"]
    assert SENTENCE[int(details["start"]) : int(details["end"])] == details["raw"] == "91.2%"
    assert (details["baseline"], details["baseline_score"]) == ("BitFit", "89.5")
    assert result["generation_config"]["additional_details"] == {"split": "dev", "shots": "5-shot"}
    assert rival["model_info"]["id"] == "unknown/BitFit"
    assert rival["source_metadata"]["evaluator_relationship"] == "third_party"
    assert [each["score_details"]["score"] for each in rival["evaluation_results"]] == [89.5]


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "relative"},
        {"kind": None},
        {"higher_is_better": None},
        {"value": None, "baseline": None},
    ],
)
def test_what_the_schema_cannot_hold_is_in_no_log(
    changed: dict[str, object], tmp_path: Path
) -> None:
    assert logs(one_result(**changed), tmp_path / "x.eval.jsonl") == []


def test_values_without_a_metric_are_in_no_log(tmp_path: Path) -> None:
    whole = one_result()
    named = tuple(edge for edge in whole.all_edges if edge.type != "MEASURES")
    assert logs(replace(whole, all_edges=named), tmp_path / "x.eval.jsonl") == []


@pytest.mark.parametrize("date", ["2021-02-31", "soon", None])
def test_a_day_that_is_none_stops_nothing(
    date: str | None, validator: Draft7Validator, tmp_path: Path
) -> None:
    graph = one_result()
    first = graph.all_nodes[0]
    paper = replace(first, properties={**first.properties, "date": date, "sources": ()})
    changed = replace(graph, all_nodes=(paper, *graph.all_nodes[1:]))
    assert faults(validator, logs(changed, tmp_path / "x.eval.jsonl")) == []


def test_hostile_names_are_texts(validator: Draft7Validator, tmp_path: Path) -> None:
    found = logs(hostile_boards(), tmp_path / "x.eval.jsonl")
    assert len(found) > 10
    assert faults(validator, found) == []


def test_a_graph_without_metrics_of_results_gives_an_empty_file(tmp_path: Path) -> None:
    assert logs(reading_list(3), tmp_path / "x.eval.jsonl") == []


def test_every_log_of_the_sample_is_valid(
    validator: Draft7Validator, sample_graph: Path, tmp_path: Path
) -> None:
    written = kg.export(sample_graph, tmp_path / "sample.eval.jsonl")
    found = records(tmp_path / "sample.eval.jsonl")
    assert faults(validator, found) == []
    assert len({log["evaluation_id"] for log in found}) == len(found)
    results = [each for log in found for each in log["evaluation_results"]]
    identifiers = [each["evaluation_result_id"] for each in results]
    assert len(set(identifiers)) == len(identifiers) > 10
    assert written.nodes == len({each.removesuffix("/baseline") for each in identifiers})
    known = {node.id: node for node in kg.open(sample_graph).nodes()}
    for each in results:
        if not each["evaluation_result_id"].endswith("/baseline"):
            facts = known[each["evaluation_result_id"]].properties
            assert each["score_details"]["score"] == facts["value"]
            assert each["metric_config"]["lower_is_better"] is not facts["higher_is_better"]
