"""What a graph is made of, as a text for a prompt and as a picture: all of it, and short."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import kg
from kg.core.schema import EDGE_ENDS, EDGE_PROPERTIES, EDGE_TYPES, LABELS, NODE_PROPERTIES
from kg.exporters.schema_text import LONGEST


def test_the_text_is_short_and_has_the_whole_schema() -> None:
    text = kg.schema()
    assert len(text) <= LONGEST
    words = set(re.findall(r"\w+", text))
    assert words >= {*LABELS, *EDGE_TYPES, *EDGE_PROPERTIES, *NODE_PROPERTIES["Result"]}
    said = {
        (edge, source, target)
        for source, types, targets in re.findall(r"^\(:(\w+)\)-\[:(.*)\]->\(:(.*)\)$", text, re.M)
        for edge in types.split("|")
        for target in targets.split("|")
    }
    assert said == {(edge, *pair) for edge, pairs in EDGE_ENDS.items() for pair in pairs}


def test_its_example_answers_on_the_sample(sample_graph: Path) -> None:
    example = kg.schema().split("Example:\n")[1]
    rows = kg.query(sample_graph, cypher=example)
    assert [row for row in rows if row["m.name"] == "FID" and "FID" in str(row["s.sentence"])]


def test_the_picture_is_xml_with_every_label_and_type() -> None:
    picture = ElementTree.fromstring(kg.schema(svg=True))
    texts = [element.text for element in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert {*LABELS, *EDGE_TYPES} == set(texts)
    assert len(texts) == len(LABELS) + sum(len(set(pairs)) for pairs in EDGE_ENDS.values())
