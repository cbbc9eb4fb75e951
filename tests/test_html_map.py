"""The page in a real browser: the map of communities, the address, the card, the view as a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Download

from kg.exporters.html_page import write_html
from tests.fixtures_browser import Opened, open_page
from tests.fixtures_graphs import three_fields
from tests.test_html import labels_apart, shown_nodes


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    write_html(three_fields(40), path, title="Three fields")
    return path


@pytest.fixture
def opened(chromium: Browser, page_file: Path) -> Iterator[Opened]:
    page = open_page(chromium, page_file, at="")
    yield page
    page.page.context.close()
    assert page.complaints == []
    assert [url for url in page.requests if not url.startswith(("file:", "blob:"))] == []


def click_disc(page: Opened, title: str) -> None:
    x, y = page.page.evaluate(
        """title => {
          const box = document.getElementById("picture").getBoundingClientRect();
          const { graph, picture } = window.paperGraph;
          const [x, y] = graph.groups.find((each) => each.title.startsWith(title)).disc;
          const [left, top] = picture.placeToScreen(x, y);
          return [left + box.left, top + box.top];
        }""",
        title,
    )
    page.page.mouse.click(x, y)


def heading(page: Opened) -> str:
    return page.page.locator("#card h2").inner_text()


def test_the_first_view_is_a_map_and_a_click_opens_a_community(opened: Opened) -> None:
    assert shown_nodes(opened) == 0
    assert len(labels_apart(opened)) >= 4
    click_disc(opened, "planning")
    assert heading(opened).startswith("planning")
    assert "#community=planning" in opened.page.url
    members = opened.page.evaluate(
        "() => window.paperGraph.graph.groups.find((g) => g.title.startsWith('planning'))"
        ".members.length"
    )
    assert shown_nodes(opened) == members
    opened.page.keyboard.press("Escape")
    assert shown_nodes(opened) == 0
    assert opened.page.locator("#card h2").count() == 0


def test_communities_are_a_list_for_those_who_do_not_see_the_picture(opened: Opened) -> None:
    opened.page.locator("#card .goto", has_text="segmentation").first.focus()
    opened.page.keyboard.press("Enter")
    assert heading(opened).startswith("segmentation")
    assert opened.page.locator("#card summary", has_text="Method · 5").count() == 1


def test_back_forward_and_the_address_lead_to_the_same_places(opened: Opened) -> None:
    opened.page.locator("#search").fill("PlanningNet1")
    opened.page.keyboard.press("Enter")
    opened.page.locator("#search").fill("PlanningBench0")
    opened.page.keyboard.press("Enter")
    assert opened.selected() == "dataset/planningbench0"
    opened.page.go_back()
    assert opened.selected() == "method/planningnet1"
    opened.page.get_by_role("button", name="Forward").click()
    opened.page.wait_for_function(
        "() => document.querySelector('#card h2').textContent === 'PlanningBench0'"
    )
    opened.page.reload()
    opened.page.wait_for_function("window.paperGraph")
    assert opened.selected() == "dataset/planningbench0"
    opened.page.evaluate("() => { location.hash = '#node=metric%2Faccuracy'; }")
    opened.page.wait_for_function(
        "() => document.querySelector('#card h2').textContent === 'accuracy'"
    )
    opened.page.evaluate("() => { location.hash = '#node=%E0%A4%A'; }")
    opened.page.wait_for_function("() => !document.querySelector('#card h2')")


def test_all_nodes_are_a_button_away_and_a_colour_is_a_choice(opened: Opened) -> None:
    opened.page.get_by_role("button", name="All nodes").click()
    assert shown_nodes(opened) == opened.page.evaluate("() => window.paperGraph.graph.nodes.length")
    colours = (
        "() => new Set(window.paperGraph.picture.scene().marks.map((each) => each.color)).size"
    )
    assert opened.page.evaluate(colours) == 4
    opened.page.locator("#color").select_option("type")
    assert opened.page.evaluate(colours) == 5
    for _ in range(3):
        opened.page.get_by_role("button", name="Zoom in").click()
        assert len(labels_apart(opened)) > 3


def test_names_grow_as_the_view_comes_nearer(opened: Opened) -> None:
    opened.page.get_by_role("button", name="All nodes").click()
    opened.page.wait_for_timeout(400)
    size = "() => Math.max(...window.paperGraph.picture.scene().texts.map((each) => each.size))"
    before = opened.page.evaluate(size)
    for _ in range(4):
        opened.page.get_by_role("button", name="Zoom in").click()
    assert opened.page.evaluate(size) > before


def test_the_card_has_roles_by_month_and_results_as_a_table(opened: Opened) -> None:
    opened.page.locator("#search").fill("PlanningBench0")
    opened.page.keyboard.press("Enter")
    plot = opened.page.locator("#card figure svg")
    assert re.search(
        r"Papers by month\. 2025-01: \d+, 2025-02", plot.get_attribute("aria-label") or ""
    )
    opened.page.locator("#card summary", has_text="Results").click()
    table = opened.page.locator("#card table.results")
    assert table.locator("thead th").all_inner_texts() == ["Value", "Method"]
    row = table.locator("tbody").first
    assert re.fullmatch(r"\d+\.\d %", row.locator("th").inner_text())
    assert row.locator("mark").count() == 1


def saved(page: Opened, kind: str) -> Download:
    with page.page.expect_download() as download:
        page.page.get_by_role("button", name=f"Save {kind}").click()
    return download.value


def test_the_view_is_saved_as_picture(opened: Opened, tmp_path: Path) -> None:
    svg = saved(opened, "SVG")
    assert svg.suggested_filename == "Three-fields.svg"
    svg.save_as(tmp_path / "view.svg")
    drawn = ElementTree.parse(tmp_path / "view.svg").getroot()
    space = {"s": "http://www.w3.org/2000/svg"}
    assert len(drawn.findall(".//s:circle", space)) >= 4
    texts = {each.text or "" for each in drawn.findall("s:text", space)}
    assert any(text.startswith("planning") for text in texts)
    png = saved(opened, "PNG")
    png.save_as(tmp_path / "view.png")
    assert (tmp_path / "view.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (800, 600), (390, 844)])
@pytest.mark.parametrize("at", ["", "#all", "#node=task/planning"])
def test_nothing_overlaps_at_any_size(
    chromium: Browser, page_file: Path, width: int, height: int, at: str
) -> None:
    page = open_page(chromium, page_file, width, height, at=at)
    page.page.wait_for_timeout(400)
    assert len(labels_apart(page)) >= (1 if at.startswith("#node") else 3)
    assert page.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.page.context.close()
