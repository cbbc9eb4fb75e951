from __future__ import annotations

import json

import pytest
from hypothesis import given

from kg.core.codec import dumps, from_record, to_record
from kg.core.errors import InputError
from kg.core.types import Extraction
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
    line = dumps(to_record(extraction))
    assert "\n" not in line
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
    ("change", "said"),
    [
        ({"title": None}, "title must be a string"),
        ({"entities": [{"type": "Method"}]}, "lacks 'name'"),
        ({"entities": 3}, "entities must be a list"),
        ({"abstract": "We propose Eve!"}, "does not stand at"),
        ({"results": [[]]}, "an object was expected"),
        ({"authors": [1]}, "list of strings"),
    ],
)
def test_a_record_that_is_none_says_where_and_why(change: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=r"^papers\.jsonl:7: ") as error:
        from_record({**RECORD, **change}, "papers.jsonl", 7)
    assert said in str(error.value)


def test_a_role_outside_the_vocabulary_is_refused() -> None:
    entity = {**RECORD["entities"][0], "role": "addresses"}  # type: ignore[index]
    with pytest.raises(InputError, match="no role 'addresses' for a 'Method'"):
        from_record({**RECORD, "entities": [entity]})
