"""The page of a large graph in a real browser: the same panel, nodes and links drawn by WebGL."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kg.exporters.html_page import CANVAS_NODES, write_html
from tests.fixtures_browser import Opened, browser_path, open_page
from tests.fixtures_graphs import ATTACKS, large_graph
from tests.test_accessibility import axe, faults
from tests.test_html import index_of, labels_apart, shown_nodes
from tests.test_html_map import click_disc, heading, saved
from tests.test_valid_html import checker
from tests.test_valid_html import faults as invalid

__all__ = ["axe", "checker"]  # fixtures of others

WRITE = """
import sys
from pathlib import Path
from kg.exporters.html_page import write_html
from tests.fixtures_graphs import large_graph
write_html(large_graph(), Path(sys.argv[1]), title="A large graph", max_nodes=50_000)
"""


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    written = write_html(large_graph(), path, title="A large graph", max_nodes=50_000)
    assert written.nodes > 6000 > CANVAS_NODES
    return path


@pytest.fixture
def opened(chromium: Browser, page_file: Path) -> Iterator[Opened]:
    page = open_page(chromium, page_file, at="")
    yield page
    page.page.context.close()
    assert page.complaints == []
    assert [url for url in page.requests if not url.startswith(("file:", "blob:"))] == []


def wait_until_drawn(page: Opened) -> None:
    page.page.wait_for_function("() => window.paperGraph.picture.isStanding()")


def ink(page: Opened) -> int:
    """How many pixels of the stage are of the colour of a node or link, and not of the ground."""
    pixels: int = page.page.evaluate(
        """() => {
          const stage = window.paperGraph.picture.canvases().at(-1);
          const copy = document.createElement("canvas");
          [copy.width, copy.height] = [stage.width, stage.height];
          const context = copy.getContext("2d");
          context.drawImage(stage, 0, 0);
          const { data } = context.getImageData(0, 0, copy.width, copy.height);
          let count = 0;
          for (let i = 3; i < data.length; i += 4) count += data[i] > 0;
          return count;
        }"""
    )
    return pixels


def test_it_opens_as_a_map_and_a_click_opens_a_community(opened: Opened) -> None:
    assert shown_nodes(opened) == 0
    assert len(labels_apart(opened)) >= 3
    assert ink(opened) == 0
    click_disc(opened, "planning")
    assert heading(opened).startswith("planning")
    assert "#community=planning" in opened.page.url
    wait_until_drawn(opened)
    assert shown_nodes(opened) == 2009
    assert opened.page.evaluate("() => window.paperGraph.picture.counts()[1]") > 9000
    assert ink(opened) > 10_000
    opened.page.keyboard.press("Escape")
    assert shown_nodes(opened) == 0


def test_all_nodes_stand_apart_from_their_names_and_move_with_the_view(opened: Opened) -> None:
    opened.page.get_by_role("button", name="All nodes").click()
    wait_until_drawn(opened)
    nodes = opened.page.evaluate("() => window.paperGraph.graph.nodes.length")
    assert shown_nodes(opened) == nodes > 6000
    assert len(labels_apart(opened)) >= 10
    place = "() => window.paperGraph.picture.toScreen(0)"
    x, y = opened.page.evaluate(place)
    opened.page.mouse.move(400, 400)
    opened.page.mouse.down()
    opened.page.mouse.move(450, 380)
    opened.page.mouse.move(460, 370)
    opened.page.mouse.up()
    wait_until_drawn(opened)
    moved = opened.page.evaluate(place)
    assert moved == pytest.approx([x + 60, y - 30], abs=1.5)
    assert opened.page.locator("#card h2").count() == 0
    scale = "() => window.paperGraph.picture.scale()"
    before = opened.page.evaluate(scale)
    opened.page.mouse.wheel(0, -300)
    opened.page.wait_for_function(f"before => ({scale})() > 1.2 * before", arg=before)


def test_search_selects_and_the_card_has_the_sentence(opened: Opened) -> None:
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("PlanningBench1")
    opened.page.keyboard.press("Enter")
    assert opened.selected() == "dataset/planningbench1"
    card = opened.page.locator("#card")
    assert "All runs are judged on PlanningBench1 alone." in card.inner_text()
    assert card.locator("mark").first.inner_text() == "PlanningBench1"
    assert re.search(r"Evaluates on this · \d+ papers", card.inner_text())
    assert "All of them: kg show NAME" in card.inner_text()
    wait_until_drawn(opened)
    x, y = opened.page.evaluate(
        "node => window.paperGraph.picture.toScreen(node)",
        index_of(opened, "dataset/planningbench1"),
    )
    assert 0 < x < 900
    assert 0 < y < 800
    assert labels_apart(opened)


def test_a_click_selects_a_node_and_the_address_reopens_it(
    opened: Opened, chromium: Browser, page_file: Path
) -> None:
    opened.page.evaluate(
        "() => { location.hash = '#community=' + encodeURIComponent("
        "window.paperGraph.graph.groups[0].title); }"
    )
    wait_until_drawn(opened)
    opened.page.wait_for_timeout(400)
    method = opened.page.evaluate(
        "() => { const { groups, records } = window.paperGraph.graph;"
        " return records[groups[0].members.find((node) => records[node].type === 1)].id }"
    )
    opened.click_node(method)
    assert opened.selected() == method
    again = open_page(chromium, page_file, at=f"#node={method.replace('/', '%2F')}")
    assert again.selected() == method
    assert again.page.locator("#card h2").inner_text() == heading(opened)
    again.page.context.close()


def test_hostile_texts_run_nothing_and_show_as_text(opened: Opened) -> None:
    for number, text in enumerate(ATTACKS):
        opened.page.evaluate(
            "node => { location.hash = '#node=' + encodeURIComponent(node); }",
            f"method/hostile-{number}",
        )
        opened.page.wait_for_function(
            "n => window.paperGraph.state.selected === n",
            arg=index_of(opened, f"method/hostile-{number}"),
        )
        shown = opened.page.locator("#card h2").evaluate("e => e.textContent")
        assert shown.encode("utf-16", "surrogatepass") == text.encode("utf-16", "surrogatepass")
    assert opened.page.evaluate("() => window.pwned") is None
    assert opened.page.locator("#card img, #card a, #card script").count() == 0


def test_the_view_is_saved_as_it_is_seen(opened: Opened, tmp_path: Path) -> None:
    click_disc(opened, "planning")
    opened.page.wait_for_timeout(400)
    wait_until_drawn(opened)
    saved(opened, "SVG").save_as(tmp_path / "view.svg")
    drawn = (tmp_path / "view.svg").read_text(encoding="utf-8")
    assert drawn.count("<path") > 2009
    saved(opened, "PNG").save_as(tmp_path / "view.png")
    assert len((tmp_path / "view.png").read_bytes()) > 50_000


@pytest.mark.parametrize("size", [(1400, 900), (390, 844)])
@pytest.mark.parametrize("at", ["", "#all"])
def test_nothing_overlaps_at_any_size(
    chromium: Browser, page_file: Path, size: tuple[int, int], at: str
) -> None:
    page = open_page(chromium, page_file, *size, at=at)
    wait_until_drawn(page)
    assert labels_apart(page)
    assert page.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert page.complaints == []
    page.page.context.close()


def test_without_webgl_the_map_and_the_panel_are_there(page_file: Path) -> None:
    script = f"""
from pathlib import Path
from playwright.sync_api import sync_playwright
from tests.fixtures_browser import open_page
with sync_playwright() as playwright:
    flags = ["--headless", "--no-sandbox", "--disable-3d-apis"]
    browser = playwright.chromium.launch(executable_path={browser_path()!r}, args=flags)
    page = open_page(browser, Path({str(page_file)!r}), at="")
    assert page.page.locator(".missing").is_visible()
    assert page.page.evaluate("() => window.paperGraph.picture.labels().length") >= 3
    page.page.locator("#card .goto", has_text="planning").first.click()
    assert page.page.locator("#card h2").inner_text().startswith("planning")
    assert page.complaints == [], page.complaints
"""
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parent.parent)


def test_two_exports_are_equal_bytes(page_file: Path, tmp_path: Path) -> None:
    root = Path(__file__).parent.parent
    again = tmp_path / "again.html"
    subprocess.run(
        [sys.executable, "-c", WRITE, str(again)],
        check=True,
        cwd=root,
        env={**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": str(root)},
    )
    assert again.read_bytes() == page_file.read_bytes()


def test_what_draws_is_in_the_page_with_its_versions_pinned(page_file: Path) -> None:
    source = page_file.read_text(encoding="utf-8")
    assert "sigmaBundle" in source
    assert "vis.DataSet" not in source
    assert "default-src 'none'" in source
    folder = Path(__file__).parent.parent / "kg" / "exporters" / "webgl"
    licences = (folder / "sigma.min.js.LICENSE.txt").read_text(encoding="utf-8")
    assert licences.count("Permission is hereby granted") == 4
    pinned = (folder / "package.json").read_text(encoding="utf-8")
    assert len(re.findall(r'"(?:sigma|graphology|esbuild)": "\d+\.\d+\.\d+"', pinned)) == 3


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_it_has_no_serious_fault(
    chromium: Browser,
    axe: str,
    page_file: Path,
    scheme: str,
    width: int,
) -> None:
    address = page_file.as_uri() + "#node=dataset/planningbench0"
    assert faults(chromium, axe, address, scheme, width) == []


def test_it_is_valid(checker: Path, page_file: Path) -> None:
    assert invalid(checker, [page_file]) == []
