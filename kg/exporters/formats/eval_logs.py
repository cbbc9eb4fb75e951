"""Values of models on data sets as logs of Every Eval Ever (schema 0.3.0), a log a line.

A log has what one paper states of one method: absolute values with a metric and its direction,
which the schema asks for. A value that a paper reports of a rival is in a log of that method. What
the schema has no field for (sentence, offsets, confidence, conditions, baseline) stands in its
``details``, where values are texts.

Source: https://github.com/evaleval/every_eval_ever (``eval.schema.json``, version 0.3.0).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from kg.core import schema
from kg.core.codec import dumps
from kg.core.output_path import replacing
from kg.core.paper_ids import paper_page
from kg.core.types import Edge, Evidence, Node, PropertyGraph
from kg.exporters.formats.graphml import xml_text
from kg.exporters.output_files import Written

__all__ = ["SCHEMA_VERSION", "eval_logs", "write_eval_logs"]

SCHEMA_VERSION = "0.3.0"

_UNKNOWN = "unknown"
"""What the schema's authors write in a field that must be there and is not known."""

_UNITS = {"%": "percent"}
_RELATIONSHIPS = {True: "first_party", False: "third_party", None: "other"}

_DAY = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?")
_LISTED = re.compile(r"@(\d{4})-(0[1-9]|1[0-2])-(\d\d)$")
"""The day at the end of a source: that of the page that lists the paper."""

Log = dict[str, object]


@dataclass(frozen=True, slots=True)
class _Score:
    """A value of a method: the result's own, or that of the rival it is compared with."""

    result: Node
    method: Node
    slots: Mapping[str, Node]
    evidence: Evidence
    value: float
    raw: str
    is_own: bool | None
    of_rival: bool = False


def write_eval_logs(graph: PropertyGraph, path: Path) -> Written:
    """Write a log a line to `path`; of the graph, the values in them are counted as written.

    Raises: KGError where the place cannot be written.
    """
    nodes = {node.id: node for node in graph.nodes()}
    edges, written = 0, set()
    with replacing(path) as file:
        for paper, group in groupby(graph.edges(), key=attrgetter("paper")):
            stated = list(group)
            edges += len(stated)
            for log, ids in eval_logs(nodes[paper], stated, nodes):
                file.write(xml_text(dumps(log)) + "\n")
                written |= ids
    rule = "the absolute values with method, metric and direction"
    return Written(path, len(written), 0, len(nodes), edges, rule)


def eval_logs(
    paper: Node, edges: Sequence[Edge], nodes: Mapping[str, Node]
) -> Iterator[tuple[Log, set[str]]]:
    """The logs of a paper, by id of the method, each with the ids of its results.

    Args:
        paper: its node.
        edges: all that it states.
        nodes: the nodes of the graph by id.
    """
    scores = sorted(_scores(edges, nodes), key=lambda each: each.method.id)
    for _, group in groupby(scores, key=lambda each: each.method.id):
        own = list(group)
        yield _log(paper, own, _publishers(edges, nodes)), {each.result.id for each in own}


def _scores(edges: Iterable[Edge], nodes: Mapping[str, Node]) -> Iterator[_Score]:
    slots: dict[str, dict[str, Node]] = {}
    said: dict[str, Evidence] = {}
    names = {edge: slot for slot, (edge, _) in schema.RESULT_EDGES.items()}
    for edge in edges:
        if edge.type == schema.STATES:
            said[edge.target] = edge.best
        elif edge.source_label == schema.RESULT and edge.type in names:
            slots.setdefault(edge.source, {}).setdefault(names[edge.type], nodes[edge.target])
    for result, evidence in said.items():
        yield from _values(nodes[result], slots.get(result, {}), evidence)


def _values(result: Node, slots: Mapping[str, Node], evidence: Evidence) -> Iterator[_Score]:
    """What the schema can hold of a result: its own value, and that of a rival beside it."""
    facts = result.properties
    directed = isinstance(facts.get("higher_is_better"), bool)
    if facts.get("kind") != "absolute" or not directed or "metric" not in slots:
        return
    own = facts.get("is_own")
    sides = (
        ("method", "value", "raw", own if isinstance(own, bool) else None),
        ("baseline", "baseline", "baseline_raw", False),
    )
    for slot, number, raw, stands in sides:
        value = facts.get(number)
        if slot in slots and isinstance(value, float) and math.isfinite(value):
            text = _text(result, raw)
            yield _Score(
                result, slots[slot], slots, evidence, value, text, stands, slot == "baseline"
            )


def _publishers(edges: Iterable[Edge], nodes: Mapping[str, Node]) -> str:
    """Who the paper is from, as its byline and affiliations name them."""
    names = [_text(nodes[edge.target], "name") for edge in edges if edge.type == schema.FROM]
    return "; ".join(dict.fromkeys(names)) or _UNKNOWN


def _log(paper: Node, scores: Sequence[_Score], publishers: str) -> Log:
    method = scores[0].method
    own = {each.is_own for each in scores}
    stands = True if True in own else False if False in own else None
    developer = publishers if stands and publishers != _UNKNOWN else _UNKNOWN
    model = f"{developer}/{_text(method, 'name')}"
    retrieved = _retrieved(paper)
    return {
        "schema_version": SCHEMA_VERSION,
        "evaluation_id": f"{paper.id}/{model}/{retrieved}",
        **_known(evaluation_timestamp=paper.properties.get("date")),
        "retrieved_timestamp": retrieved,
        "source_metadata": {
            "source_name": _text(paper, "title"),
            "source_type": "documentation",
            "source_organization_name": publishers,
            "evaluator_relationship": _RELATIONSHIPS[stands],
            "additional_details": _known(paper=paper.id, url=_page(paper)),
        },
        "eval_library": {
            "name": _UNKNOWN,
            "version": _UNKNOWN,
            "additional_details": _known(read_by=paper.properties.get("extractor")),
        },
        "model_info": {
            "name": _text(method, "name"),
            "id": model,
            "developer": developer,
            "additional_details": {
                "deployment_type": _UNKNOWN,
                "model_availability": _UNKNOWN,
                "node": method.id,
            },
        },
        "evaluation_results": [_result(each) for each in scores],
    }


def _result(score: _Score) -> Log:
    facts, metric = score.result.properties, score.slots["metric"]
    dataset = score.slots.get("dataset")
    conditions = facts.get("conditions")
    stated = [each.partition("=") for each in conditions] if isinstance(conditions, tuple) else []
    return {
        "evaluation_result_id": f"{score.result.id}{'/baseline' if score.of_rival else ''}",
        "evaluation_name": _text(dataset or score.slots.get("task") or metric, "name"),
        "source_data": {
            "dataset_name": _text(dataset, "name") if dataset else _UNKNOWN,
            "source_type": "other",
            "additional_details": _known(node=dataset.id if dataset else None),
        },
        "metric_config": {
            "metric_id": metric.id.partition("/")[2],
            "metric_name": _text(metric, "name"),
            **_known(metric_unit=_UNITS.get(str(facts.get("unit")), facts.get("unit"))),
            "lower_is_better": not facts["higher_is_better"],
        },
        "score_details": {
            "score": score.value,
            "details": _details(score),
            **({} if score.of_rival else _uncertainty(facts)),
        },
        **(
            {"generation_config": {"additional_details": {name: held for name, _, held in stated}}}
            if stated
            else {}
        ),
    }


def _details(score: _Score) -> dict[str, str]:
    said, facts = score.evidence, score.result.properties
    baseline = score.slots.get("baseline")
    return _known(
        raw=score.raw,
        sentence=said.sentence,
        field=said.field,
        start=said.start,
        end=said.end,
        read_by=said.by,
        confidence=facts.get("confidence"),
        judged_by=facts.get("judged_by"),
        quoted_from=facts.get("quoted_from"),
        deviation=None if score.of_rival else facts.get("deviation"),
        task=_text(score.slots["task"], "name") if "task" in score.slots else None,
        baseline=_text(baseline, "name") if baseline and not score.of_rival else None,
        baseline_score=None if score.of_rival else facts.get("baseline"),
    )


def _uncertainty(facts: Mapping[str, object]) -> Log:
    """The interval, where the paper states one; how sure it is meant to be is not known."""
    low, high = facts.get("interval_low"), facts.get("interval_high")
    if low is None or high is None:
        return {}
    return {"uncertainty": {"confidence_interval": {"lower": low, "upper": high}}}


def _retrieved(paper: Node) -> str:
    """The day of the page that the paper was listed on, else its own, in seconds since 1970.

    The schema asks for the time at which a log was made: that of the clock would give equal graphs
    different bytes.
    """
    sources = paper.properties.get("sources")
    listed = sources if isinstance(sources, tuple) else ()
    found = next(filter(None, map(_LISTED.search, listed)), None)
    found = found or _DAY.match(_text(paper, "date"))
    if found is None:
        return "0"
    year, month, day = (int(part or 1) for part in found.groups())
    return str(int((datetime(year, month, 1, tzinfo=UTC) + timedelta(day - 1)).timestamp()))


def _page(paper: Node) -> str | None:
    url, arxiv, doi = (_text(paper, name) or None for name in ("url", "arxiv", "doi"))
    return paper_page(url, arxiv, doi)


def _known(**values: object) -> dict[str, str]:
    """What is known, as texts."""
    return {name: str(value) for name, value in values.items() if value is not None}


def _text(node: Node, name: str) -> str:
    value = node.properties.get(name)
    return value if isinstance(value, str) else ""
