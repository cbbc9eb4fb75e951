"""The page in a real browser: what a click shows, what runs, and what leaves (nothing)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kg.core.schema import NODE_PROPERTIES
from kg.core.types import Edge, Evidence, Node
from kg.exporters.html_page import write_html
from kg.exporters.overview import MAX_RESULT_NODES, overview
from tests.fixtures_browser import Opened, open_page
from tests.fixtures_graphs import Listed, reading_list


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    write_html(reading_list(100), path, title="A reading list")
    return path


@pytest.fixture
def opened(chromium: Browser, page_file: Path) -> Iterator[Opened]:
    page = open_page(chromium, page_file)
    yield page
    page.page.context.close()
    assert page.complaints == []
    assert [url for url in page.requests if not url.startswith("file:")] == []
    assert len(page.requests) == 1


def an_edge(graph: Listed, kind: str = "USES") -> tuple[str, str, str]:
    """Source, target and sentence of an edge whose target many papers share."""
    edges = [edge for edge in graph.edges() if edge.type == kind]
    target = max(edges, key=lambda e: sum(e.target == other.target for other in edges)).target
    edge = next(edge for edge in edges if edge.target == target)
    return edge.source, edge.target, edge.evidence[0].sentence


def shown_nodes(page: Opened) -> int:
    count: int = page.page.evaluate("() => window.paperGraph.picture.counts()[0]")
    return count


def test_a_click_shows_the_sentence_behind_each_link(opened: Opened) -> None:
    paper, method, sentence = an_edge(reading_list(100))
    opened.click_node(method)
    card = opened.page.locator("#card")
    assert opened.selected() == method
    assert sentence in card.inner_text()
    group = card.locator(".group", has_text="Uses this")
    marked = group.locator("mark").all_inner_texts()
    assert set(filter(None, marked)) == {card.locator("h2").inner_text()}
    assert re.search(r"Uses this · \d+ papers", card.inner_text())
    row = card.locator(f"li:has(button[data-node='{index_of(opened, paper)}'])").first
    assert "Study" in row.inner_text()
    assert "2025-01-" in row.inner_text()


def test_a_relation_shows_what_names_its_ends(opened: Opened) -> None:
    graph = reading_list(100)
    edge = next(edge for edge in graph.edges() if edge.type == "PART_OF")
    names = {
        node.id: node.properties["name"] for node in graph.nodes() if "name" in node.properties
    }
    opened.click_node(edge.target)
    group = opened.page.locator("#card .group", has_text="Part of this")
    row = group.locator(f"li:has(button[data-node='{index_of(opened, edge.source)}'])").first
    assert row.locator("mark").all_inner_texts()[:2] == [names[edge.source], names[edge.target]]
    assert edge.evidence[0].sentence in row.inner_text()
    assert "70\u00a0%\u00a0sure" in row.inner_text()
    opened.page.locator("#card button.goto").first.click()
    assert opened.page.locator("#card .group", has_text="Part of ·").count() == 1


def test_papers_that_say_the_same_are_one_row(chromium: Browser, tmp_path: Path) -> None:
    graph = reading_list(100)
    edge = next(edge for edge in graph.edges() if edge.type == "USED_FOR")
    papers = [n.id for n in graph.nodes() if n.label == "Paper"][50:52]
    again = tuple(replace(edge, paper=p, properties={"confidence": 0.9}) for p in papers)
    write_html(Listed(graph.all_nodes, (*graph.all_edges, *again)), tmp_path / "graph.html")
    opened = open_page(chromium, tmp_path / "graph.html")
    opened.click_node(edge.source)
    group = opened.page.locator("#card .group", has_text="Used for ·")
    row = group.locator(f"li:has(button[data-node='{index_of(opened, edge.target)}'])").first
    assert "3 papers" in row.inner_text()
    assert "90\u00a0%\u00a0sure" in row.inner_text()
    row.locator("summary").click()
    assert "70\u00a0%\u00a0sure" in row.inner_text()
    opened.page.context.close()


def index_of(page: Opened, identifier: str) -> int:
    found: int = page.page.evaluate(
        "id => window.paperGraph.graph.records.findIndex((r) => r.id === id)", identifier
    )
    return found


def test_a_listed_link_goes_to_its_node_and_back(opened: Opened) -> None:
    _, method, _ = an_edge(reading_list(100))
    opened.click_node(method)
    button = opened.page.locator("#card button.goto").first
    title = button.locator("span").inner_text()
    button.click()
    assert opened.page.locator("#card h2").inner_text() == title
    opened.page.get_by_role("button", name="Back").click()
    assert opened.selected() == method


def test_search_finds_by_alias_and_focuses(opened: Opened) -> None:
    graph = reading_list(100)
    _, method, _ = an_edge(graph)
    alias = next(n for n in graph.nodes() if n.id == method).properties["aliases"][1]  # type: ignore[index]
    opened.page.keyboard.press("/")
    opened.page.keyboard.type(str(alias).upper())
    assert opened.page.locator("#found [role=option]").count() == 1
    opened.page.keyboard.press("Enter")
    assert opened.selected() == method
    opened.page.wait_for_timeout(400)
    x, y = opened.page.evaluate(
        "node => window.paperGraph.picture.toScreen(node)", index_of(opened, method)
    )
    assert 0 < x < 900
    assert 0 < y < 760


def test_search_is_walked_by_arrow_keys(opened: Opened) -> None:
    opened.page.locator("#search").fill("net")
    options = opened.page.locator("#found [role=option]")
    assert options.count() == 12
    second = options.nth(1).inner_text()
    opened.page.locator("#search").press("ArrowDown")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    opened.page.locator("#search").press("Enter")
    assert opened.page.locator("#card h2").inner_text() == second
    opened.page.locator("#search").fill("no such thing")
    assert "Nothing of that name" in opened.page.locator("#found").inner_text()


def test_escape_clears_the_selection(opened: Opened) -> None:
    opened.click_node(an_edge(reading_list(100))[1])
    opened.page.keyboard.press("Escape")
    assert opened.selected() is None
    assert "Most linked" in opened.page.locator("#card").inner_text()


def test_a_type_is_hidden_by_its_box(opened: Opened) -> None:
    before = shown_nodes(opened)
    box = opened.page.locator("#types label", has_text="Dataset")
    count = int(box.locator("output").inner_text())
    box.locator("input").uncheck()
    assert shown_nodes(opened) == before - count
    box.locator("input").check()
    assert shown_nodes(opened) == before


@pytest.mark.parametrize(
    ("place", "phrase"), [("relations", "compares with"), ("between", "used for")]
)
def test_a_kind_of_link_is_hidden_by_its_box(opened: Opened, place: str, phrase: str) -> None:
    links = "() => window.paperGraph.picture.counts()[1]"
    before = opened.page.evaluate(links)
    box = opened.page.locator(f"#{place} label", has_text=phrase)
    box.locator("input").uncheck()
    count = int(box.locator("output").inner_text())
    assert count > 0
    assert opened.page.evaluate(links) == before - count


def test_results_are_told_with_their_paper(opened: Opened) -> None:
    graph = reading_list(100)
    result = next(edge for edge in graph.edges() if edge.type == "OF")
    opened.click_node(result.target)
    group = opened.page.locator("#card details.group", has_text="Results ·")
    group.evaluate("group => { group.open = true; }")
    assert result.evidence[0].text in group.inner_text()
    assert result.evidence[0].sentence in group.inner_text()


def test_names_in_the_picture_do_not_cover_each_other(opened: Opened) -> None:
    """The canvas is not readable as text: the same boxes are asked of the picture."""
    assert 20 <= len(labels_apart(opened)) <= 60


def labels_apart(page: Opened) -> list[list[float]]:
    """The boxes of what is written in the picture, none over another."""
    boxes: list[list[float]] = page.page.evaluate("() => window.paperGraph.picture.labels()")
    for number, a in enumerate(boxes):
        for b in boxes[:number]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    return boxes


def test_few_results_are_nodes(chromium: Browser, tmp_path: Path) -> None:
    graph = reading_list(20)
    write_html(graph, tmp_path / "graph.html")
    opened = open_page(chromium, tmp_path / "graph.html")
    assert shown_nodes(opened) == len(graph.all_nodes)
    result = next(node for node in graph.nodes() if node.label == "Result")
    opened.click_node(result.id)
    text = opened.page.locator("#card").inner_text()
    assert "States this · 1 paper" in text
    assert "Of · 1" in text
    assert "absolute · higher is better · compared with 41.5 % · 80\u00a0%\u00a0sure" in text
    opened.page.context.close()


def test_a_paper_links_to_where_it_is_read(chromium: Browser, tmp_path: Path) -> None:
    graph = reading_list(4)
    known: tuple[dict[str, str], ...] = (
        {"url": "https://example.org/a?b=1", "arxiv": "2401.00001"},
        {"url": "javascript:window.pwned=1", "arxiv": "hep-th/9901001", "doi": "10.1000/x"},
        {"doi": "10.1000/<x>"},
        {},
    )
    ids = iter(known)
    nodes = [
        replace(node, properties={**node.properties, **next(ids)})
        if node.label == "Paper"
        else node
        for node in graph.all_nodes
    ]
    write_html(Listed(tuple(nodes), graph.all_edges), tmp_path / "graph.html")
    opened = open_page(chromium, tmp_path / "graph.html")
    shown = []
    for node in nodes:
        if node.label == "Paper":
            opened.click_node(node.id)
            links = opened.page.locator("#card a")
            shown.append([each.get_attribute("href") for each in links.all()])
            assert all(each.get_attribute("rel") == "noopener noreferrer" for each in links.all())
    assert shown == [
        ["https://arxiv.org/abs/2401.00001", "https://example.org/a?b=1"],
        ["https://arxiv.org/abs/hep-th/9901001", "https://doi.org/10.1000/x"],
        ["https://doi.org/10.1000/%3Cx%3E"],
        [],
    ]
    assert opened.complaints == []
    opened.page.context.close()


@pytest.mark.parametrize("width", [1280, 1600])
def test_the_page_fits_its_window(chromium: Browser, page_file: Path, width: int) -> None:
    opened = open_page(chromium, page_file, width, width * 5 // 8)
    assert opened.page.evaluate(
        "() => document.documentElement.scrollWidth <= innerWidth"
        " && document.documentElement.scrollHeight <= innerHeight"
    )
    outside = opened.page.evaluate(
        """() => {
          const { graph, picture } = window.paperGraph;
          const { clientWidth, clientHeight } = document.getElementById("picture");
          return graph.nodes.filter(({ id }) => {
            const [x, y] = picture.toScreen(id);
            return x < 0 || y < 0 || x > clientWidth || y > clientHeight;
          }).length;
        }"""
    )
    assert outside == 0
    opened.page.context.close()


def test_a_big_graph_is_cut_and_says_so(chromium: Browser, tmp_path: Path) -> None:
    graph = reading_list(1700, results=False)
    assert len(graph.all_nodes) > 3000
    written = write_html(graph, tmp_path / "big.html")
    assert (written.nodes, written.total_nodes) == (1500, len(graph.all_nodes))
    opened = open_page(chromium, tmp_path / "big.html")
    banner = opened.page.locator("#banner").inner_text()
    assert f"1,500 of {written.total_nodes:,} nodes, chosen by number of links" in banner
    assert opened.page.locator("#banner").is_visible()
    assert shown_nodes(opened) == 1500
    opened.page.context.close()


def test_equal_graphs_are_equal_bytes_in_any_locale(page_file: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kg.exporters.html_page import write_html\n"
        "from tests.fixtures_graphs import reading_list\n"
        "write_html(reading_list(100), Path(sys.argv[1]), title='A reading list')"
    )
    root = Path(__file__).parent.parent
    subprocess.run(
        [sys.executable, "-X", "utf8=0", "-c", code, str(tmp_path / "again.html")],
        check=True,
        cwd=root,
        env={**os.environ, "LC_ALL": "C", "PYTHONHASHSEED": "1", "PYTHONPATH": str(root)},
    )
    assert (tmp_path / "again.html").read_bytes() == page_file.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["again.html"]


def test_the_best_linked_are_chosen() -> None:
    graph = reading_list(200)
    shown = overview(graph, 100)
    labels = [node.label for node in shown.nodes]
    assert len(labels) == 100
    assert labels.count("Paper") == 50
    papers: dict[str, set[str]] = {}
    for edge in graph.edges():
        if edge.source_label == "Paper" and edge.target_label != "Result":
            papers.setdefault(edge.target, set()).add(edge.source)
    kept = {node.id for node in shown.nodes}
    worst = min(len(papers[i]) for i in kept if i in papers)
    assert all(len(linked) <= worst for i, linked in papers.items() if i not in kept)
    assert {edge.source for edge in shown.edges} | {edge.target for edge in shown.edges} <= kept


def test_results_fold_where_they_are_many() -> None:
    few, many = overview(reading_list(20), 1500), overview(reading_list(200), 1500)
    assert few.results == ()
    assert sum(node.label == "Result" for node in few.nodes) == 10
    assert len(many.results) == 100 > MAX_RESULT_NODES
    assert not any(node.label == "Result" for node in many.nodes)
    assert all(result.shown.endswith(" %") for result in many.results)
    assert {slot.type for result in many.results for slot in result.slots} == {"OF", "ON"}


def test_an_empty_graph_is_a_page(chromium: Browser, tmp_path: Path) -> None:
    write_html(Listed((), ()), tmp_path / "empty.html")
    opened = open_page(chromium, tmp_path / "empty.html")
    assert opened.complaints == []
    opened.page.context.close()


def test_evidence_in_a_table_is_its_row_below_the_header(chromium: Browser, tmp_path: Path) -> None:
    rows = "Model | F1 | Recall\nFinch | 9 | 8\nWren | 7 | 9"
    said = Evidence(45, 46, "9", "Model | F1 | Recall\nWren | 7 | 9", "x@1", field="table 1")
    empty = dict.fromkeys(NODE_PROPERTIES["Paper"])
    paper = Node("Paper", "p", {**empty, "title": "Birds", "passages": (f"table 1\t{rows}",)})
    wren = Node("Method", "method/wren", {"name": "Wren", "aliases": ()})
    edge = Edge("USES", "Paper", "p", "Method", "method/wren", "p", (said,))
    path = tmp_path / "table.html"
    write_html(Listed((paper, wren), (edge,)), path, title="A table")
    page = open_page(chromium, path)
    page.click_node("method/wren")
    cells = page.page.locator("#card blockquote tr")
    assert [row.inner_text().split() for row in cells.all()] == [
        ["Model", "F1", "Recall"],
        ["Wren", "7", "9"],
    ]
    assert cells.nth(1).locator("td").nth(2).locator("mark").inner_text() == "9"
    assert page.page.locator("#card mark").count() == 1
    assert page.complaints == []
    page.page.context.close()
