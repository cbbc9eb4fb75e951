"""The style for Neo4j Browser has every label, captioned by its name and coloured as our pages."""

from __future__ import annotations

import re
from pathlib import Path

from kg.core.schema import LABELS
from kg.exporters.page_data import NODE_STYLES
from kg.store.codec.rows import MARK
from kg.store.named_queries import find_query, queries_path


def test_every_label_has_a_caption_and_the_colour_of_pages() -> None:
    style = (queries_path() / "browser.grass").read_text("utf-8")
    blocks = dict(re.findall(r"^node\.(\w+) \{\n(.*?)^\}", style, re.MULTILINE | re.DOTALL))
    assert list(blocks) == list(LABELS)
    for label, block in blocks.items():
        assert '  caption: "{name}";\n' in block
        assert f"  color: {NODE_STYLES[label][1]};\n" in block


def test_the_lines_to_paste_before_a_query_give_all_its_parameters() -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    given = re.findall(r"`:param (\w+) => ('[^'`]+'|\[[^`]+\]|\d+)`", readme)
    query = find_query("variants-of")
    assert [name for name, _ in given] == [MARK, *(each.name for each in query.parameters)]
