"""Pages as axe-core judges them: no serious fault in light or dark, at the desk or on the phone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

import kg
from kg.exporters.html_page import write_html
from tests.fixtures_graphs import three_fields

AXE = Path(__file__).parents[1] / ".cache" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        reason = "no axe-core: run tests/fetch.sh"
        if os.environ.get("KG_REQUIRE_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pages(sample_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("pages")
    write_html(three_fields(40), place / "graph.html", title="Three fields")
    kg.export(sample_graph, place / "site", format="site")
    return place


def faults(browser: Browser, axe: str, address: str, scheme: str, width: int) -> list[Any]:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(address)
    if "graph.html" in address:
        page.wait_for_function("window.paperGraph")
    page.evaluate(axe)
    found: list[Any] = page.evaluate("axe.run().then((found) => found.violations)")
    context.close()
    return [
        (each["id"], [node["html"][:200] for node in each["nodes"]])
        for each in found
        if each["impact"] in SERIOUS
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("at", ["", "#all", "#node=dataset/planningbench0"])
def test_the_page_has_no_serious_fault(
    chromium: Browser, axe: str, pages: Path, scheme: str, at: str
) -> None:
    address = (pages / "graph.html").as_uri() + at
    assert faults(chromium, axe, address, scheme, 1280) == []


@pytest.mark.parametrize(
    "place", ["index", "boards/*", "gaps", "new", "search", "claims/*", "methods/*", "papers/*"]
)
def test_the_site_has_no_serious_fault(
    chromium: Browser, axe: str, pages: Path, place: str
) -> None:
    path = sorted((pages / "site").glob(f"{place}.html"))[0]
    for scheme, width in (("light", 1280), ("dark", 390)):
        assert faults(chromium, axe, path.as_uri(), scheme, width) == []
