"""What Neo4j Browser gets: a style with every label, and the named queries as saved scripts."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import neo4j

import kg
from kg.core.schema import LABELS
from kg.exporters.page_data import NODE_STYLES
from kg.store.codec.rows import MARK
from kg.store.named_queries import find_query, named_queries, queries_path
from tests.neo4j_server import Server


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


_PARAM = re.compile(r"^:param (\w+) => (.+);$", re.MULTILINE)


def test_each_saved_query_answers_on_a_server_as_it_is(
    sample_graph: Path, neo4j_server: Server, tmp_path: Path
) -> None:
    """As Neo4j Browser does it: a value is what the server returns for it, then the query runs."""
    user, password = neo4j_server.user, neo4j_server.password
    kg.push(sample_graph, f"{neo4j_server.url}/neo4j", user=user, password=password)
    kg.export(sample_graph, tmp_path / "queries.zip")
    empty = set()
    with (
        zipfile.ZipFile(tmp_path / "queries.zip") as archive,
        neo4j.GraphDatabase.driver(
            neo4j_server.url, auth=(user, password), notifications_min_severity="OFF"
        ) as driver,
    ):
        names = archive.namelist()
        for name in names:
            text = archive.read(name).decode()
            query = find_query(Path(name).stem)
            assert text.startswith(f"// {query.question}\n")
            given = {
                key: driver.execute_query(f"RETURN {value} AS value").records[0]["value"]
                for key, value in _PARAM.findall(text)
            }
            assert list(given) == [MARK, *(each.name for each in query.parameters)]
            statement = _PARAM.sub("", text).rstrip().removesuffix(";")
            if not driver.execute_query(statement, given).records:
                empty.add(query.name)
        driver.execute_query("MATCH (n {kg: 'papers'}) DETACH DELETE n")
    assert names == [f"Papers/{query.name}.cypher" for query in named_queries()]
    assert empty <= _WITHOUT_ANSWER


_WITHOUT_ANSWER = {
    *("authors", "by-category", "categories", "papers-of"),
    *("cited-by", "compare-board", "drift", "influential", "lineage-links", "variants-of"),
}
"""The sample has neither authors nor full texts, and its most used method no versions."""


def test_equal_graphs_give_equal_archives(sample_graph: Path, tmp_path: Path) -> None:
    one, two = (tmp_path / name for name in ("one.zip", "two.zip"))
    for path in (one, two):
        written = kg.export(sample_graph, path)
    assert one.read_bytes() == two.read_bytes()
    assert written.rule == f"{len(named_queries())} queries with values of the graph"
