from __future__ import annotations

import json
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.core.codec import (
    decode_evidence,
    decode_extraction,
    dumps,
    encode_evidence,
    encode_extraction,
    evidence_record,
    from_record,
    to_record,
)
from kg.core.errors import InputError
from kg.core.types import Extraction, Result
from tests.strategies import extractions

RECORD: dict[str, object] = {
    "id": "title:1",
    "title": "Adam",
    "abstract": "We propose Adam.",
    "date": None,
    "sources": [],
    "entities": [
        {
            "type": "Method",
            "name": "Adam",
            "surfaces": ["Adam"],
            "role": "introduces",
            "confidence": 0.9,
            "evidence": [
                {"start": 16, "end": 20, "text": "Adam", "sentence": "We propose Adam.", "by": "me"}
            ],
        }
    ],
    "results": [],
}


@given(extractions())
def test_a_record_reads_back_as_it_was(extraction: Extraction) -> None:
    line = encode_extraction(extraction)
    assert b"\n" not in line
    assert line == dumps(to_record(extraction)).encode()
    assert decode_extraction(line) == extraction
    assert from_record(json.loads(line)) == extraction


def test_the_contract_of_a_record() -> None:
    extraction = from_record(RECORD)
    record = to_record(extraction)
    assert set(RECORD) <= set(record)
    assert record["entities"] == [
        {
            "type": "Method",
            "name": "Adam",
            "surfaces": ["Adam"],
            "role": "introduces",
            "confidence": 0.9,
            "evidence": [
                {
                    "start": 16,
                    "end": 20,
                    "text": "Adam",
                    "sentence": "We propose Adam.",
                    "by": "me",
                    "score": 1.0,
                }
            ],
        }
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": None}, "Expected `str`, got `null` - at `$.title`"),
        ({"entities": [{"type": "Method"}]}, "required field `name` - at `$.entities[0]`"),
        ({"entities": 3}, "Expected `array`, got `int` - at `$.entities`"),
        ({"abstract": "We propose Eve!"}, "does not stand at"),
        ({"results": [[]]}, "Expected `object`, got `array` - at `$.results[0]`"),
        ({"id": "title:\x1b[31m"}, "the id 'title:\\x1b[31m' is not of 1 to 1,000 characters"),
        ({"id": "title:\u2028"}, "none of them for control"),
        ({"id": f"title:{'a' * 1000}"}, "is not of 1 to 1,000 characters"),
        (
            {"byline": "x", "organization": {"handle": "x", "name": "", "start": 0, "end": 1}},
            "an organization without a name",
        ),
        ({"authors": [1]}, "Expected `str`, got `int` - at `$.authors["),
    ],
)
def test_an_unsound_record_is_an_error_that_gives_its_place(
    change: dict[str, object], message: str
) -> None:
    record = {**RECORD, **change}
    for decode in (
        partial(from_record, record),
        partial(decode_extraction, json.dumps(record).encode()),
    ):
        with pytest.raises(InputError, match=r"^papers\.jsonl:7: ") as error:
            decode("papers.jsonl", 7)
        assert message in str(error.value)


@pytest.mark.parametrize("line", [b"", b"{", b"{}{}", b"\xff", b'"\\ud800"'])
def test_a_line_that_is_no_json_is_an_error_of_its_file(line: bytes) -> None:
    with pytest.raises(InputError, match=r"^papers\.jsonl:7: "):
        decode_extraction(line, "papers.jsonl", 7)


@pytest.mark.parametrize(("better", "expected"), [("up", True), ("down", False), (None, None)])
def test_a_record_with_the_field_better_is_read(better: str | None, expected: bool | None) -> None:
    result = {"value": "5", "start": 5, "end": 6, "sentence": "We propose 5.", "confidence": 1}
    record = {**RECORD, "abstract": "We propose 5.", "entities": []}
    record["results"] = [{**result, "start": 16, "end": 17, "better": better}]
    extraction = decode_extraction(json.dumps(record).encode())
    assert extraction.results[0].higher_is_better is expected
    assert b'"better"' not in encode_extraction(extraction)


VALUE = {"value": "5", "start": 16, "end": 17, "sentence": "We propose 5.", "confidence": 1.0}


def of_value(**facts: object) -> dict[str, object]:
    """A record whose one result holds these facts of its value."""
    record = {**RECORD, "abstract": "We propose 5.", "entities": []}
    return {**record, "results": [{**VALUE, **facts}]}


def test_deviation_interval_and_conditions_are_read_and_written() -> None:
    conditions = {"shots": "5-shot", "split": "test-clean"}
    given = of_value(deviation=0.4, interval=[4.5, 5.5], conditions=conditions)
    (result,) = from_record(given).results
    assert (result.deviation, result.interval) == (0.4, (4.5, 5.5))
    assert result.conditions == (("split", "test-clean"), ("shots", "5-shot"))
    written = json.loads(encode_extraction(from_record(given)))["results"][0]
    assert written["conditions"] == conditions
    assert (written["deviation"], written["interval"]) == (0.4, [4.5, 5.5])


def test_a_record_from_before_conditions_is_written_as_it_was() -> None:
    extraction = from_record(of_value())
    assert extraction.results[0].conditions is None
    assert not {"deviation", "interval", "conditions"} & set(
        json.loads(encode_extraction(extraction))["results"][0]
    )
    assert from_record(of_value(conditions={})).results[0].conditions == ()


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ({"conditions": {"weather": "rain"}}, "no condition 'weather'; known are version"),
        ({"conditions": {"split": ""}}, "the condition 'split' is empty"),
        ({"deviation": -0.1}, "the deviation -0.1 is negative"),
        ({"interval": [2, 1]}, "ends before it begins"),
        ({"interval": [1]}, "interval"),
        ({"conditions": ["test"]}, "conditions"),
    ],
)
def test_facts_of_a_value_that_cannot_be_are_refused(
    facts: dict[str, object], problem: str
) -> None:
    with pytest.raises(InputError, match=problem):
        from_record(of_value(**facts))


@given(st.floats(), st.floats(0, 1))
def test_an_encoded_paper_is_canonical_json(number: float, score: float) -> None:
    (entity,) = from_record(RECORD).entities
    evidence = (replace(entity.evidence[0], score=score),)
    result = Result(
        method=None,
        task=None,
        dataset=None,
        metric=None,
        value="5",
        baseline=None,
        baseline_value=None,
        start=0,
        end=0,
        sentence="",
        confidence=score,
        by="by\x7f\u2028",
        number=number,
    )
    paper = replace(
        from_record(RECORD),
        entities=(replace(entity, evidence=evidence, confidence=score),),
        results=(result,),
    )
    assert encode_extraction(paper) == dumps(to_record(paper)).encode()
    assert encode_evidence(evidence) == dumps([evidence_record(evidence[0])])
    assert decode_evidence(encode_evidence(evidence)) == evidence


def test_a_role_outside_the_vocabulary_is_refused() -> None:
    entity = {**RECORD["entities"][0], "role": "addresses"}  # type: ignore[index]
    with pytest.raises(InputError, match="no role 'addresses' for a 'Method'"):
        from_record({**RECORD, "entities": [entity]})
