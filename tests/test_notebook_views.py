"""What notebooks show of a graph and of answers: pages, tables and lines, in a real browser."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import kg
from kg.exporters.inline_page import inline_page
from kg.questions.answer_records import Answers, Lines
from kg.store.codec.table import html_table
from tests.fixtures_graphs import ATTACKS, three_fields


class _Cells(HTMLParser):
    """The texts of the cells of a table, and every tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.cells: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        self.cells[-1] += data


def opened(chromium: Browser, html: str, folder: Path) -> tuple[Page, list[str]]:
    """A page as a notebook makes it of an output, with what it complains of."""
    (folder / "notebook.html").write_text(f"<!doctype html><body>{html}</body>", encoding="utf-8")
    page = chromium.new_context().new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((folder / "notebook.html").as_uri())
    return page, complaints


def test_a_page_in_an_output_works_and_leaves_no_file(chromium: Browser, tmp_path: Path) -> None:
    shown = inline_page(three_fields(40), max_nodes=400, height=500)
    page, complaints = opened(chromium, shown._repr_html_(), tmp_path)
    frame = page.frames[1]
    frame.wait_for_function("window.paperGraph")
    assert page.locator("iframe").evaluate("e => e.clientHeight") == 500
    frame.locator("#search").fill("PlanningNet1")
    frame.locator("#search").press("Enter")
    assert frame.locator("#card h2").inner_text() == "PlanningNet1"
    frame.locator("#search").fill("accuracy")
    frame.locator("#search").press("Enter")
    frame.get_by_role("button", name="Back").click()
    assert frame.locator("#card h2").inner_text() == "PlanningNet1"
    assert complaints == []
    assert [path.name for path in tmp_path.iterdir()] == ["notebook.html"]
    page.context.close()


def test_a_graph_shows_itself_and_its_parts(sample_graph: Path) -> None:
    graph = kg.open(sample_graph)
    assert graph._repr_html_().startswith("<iframe srcdoc=")
    part = graph.draw(focus="ImageNet", height=300)
    assert "height:300px" in part._repr_html_()
    assert len(part.page) < len(graph.draw().page)
    with pytest.raises(kg.NotFoundError):
        graph.draw(focus="no such thing")


def test_answers_are_tables(sample_graph: Path) -> None:
    graph = kg.open(sample_graph)
    found = graph.find(dataset="ImageNet", limit=3)
    assert isinstance(found, Answers)
    read = _Cells(found._repr_html_())
    assert read.cells[:3] == ["paper", "title", "date"]
    assert found[0].title in read.cells
    rows = _Cells(graph.query("datasets-by-use", param={"limit": 2})._repr_html_())  # type: ignore[attr-defined]
    assert rows.cells[0] == "dataset"
    assert rows.tags.count("tr") == 3
    for answer in (
        graph.leaderboard(dataset="ImageNet"),
        graph.lineage("ResNet"),
        graph.trend("ImageNet"),
        graph.related("ImageNet"),
        graph.gaps("machine translation"),
        graph.similar("Attention Is All You Need"),
    ):
        assert isinstance(answer, Answers)
        assert _Cells(answer._repr_html_()).tags.count("tr") == len(answer) + 1
    assert _Cells(graph.search("ImageNet")._repr_html_()).cells[0] == "label"
    shown = graph.show("ImageNet")
    assert isinstance(shown, Lines)
    assert shown[0] in shown._repr_html_()


def test_an_answer_without_rows_has_its_columns() -> None:
    assert _Cells(Answers([], ("paper", "value"))._repr_html_()).cells == ["paper", "value"]


@pytest.mark.parametrize("text", [text for text in ATTACKS if "\x00" not in text])
def test_hostile_texts_are_text(text: str) -> None:
    read = _Cells(html_table([text], [[text], [None], [("a", text)]]))
    assert set(read.tags) <= {"table", "thead", "tbody", "tr", "th", "td"}
    assert read.cells == [text, text, "", f"a, {text}"]
    assert Lines([text])._repr_html_().count("<") == 2


def test_of_many_rows_the_first_are_shown() -> None:
    shown = html_table(["n"], [[number] for number in range(250)])
    assert shown.count("<td>") == 200
    assert shown.endswith("<p>50 more rows</p>")
