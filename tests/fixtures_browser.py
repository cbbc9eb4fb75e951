"""A real headless Chromium for the pages that are written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def browser_path() -> str | None:
    return os.environ.get("KG_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser; for a module, because its event loop would bar others in the process."""
    path = browser_path()
    if path is None:
        reason = "no Chromium: install one or set KG_CHROMIUM"
        if os.environ.get("KG_REQUIRE_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@dataclass(slots=True)
class Opened:
    """A page with all that it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def complain(self, kind: str, text: str) -> None:
        """Keep what the console reports, but for what a software renderer says of its speed."""
        if "GL Driver Message (OpenGL, Performance" not in text:
            self.complaints.append(f"{kind}: {text}")

    def click_node(self, identifier: str) -> None:
        """Click where the picture draws a node."""
        x, y = self.page.evaluate(
            """id => {
              const { graph, picture } = window.paperGraph;
              const box = document.getElementById("picture").getBoundingClientRect();
              const [x, y] = picture.toScreen(graph.records.findIndex((r) => r.id === id));
              return [x + box.left, y + box.top];
            }""",
            identifier,
        )
        self.page.mouse.click(x, y)
        self.page.wait_for_selector("#card h2")

    def selected(self) -> str | None:
        """The id of the selected node."""
        found: str | None = self.page.evaluate(
            "() => window.paperGraph.graph.records[window.paperGraph.state.selected]?.id ?? null"
        )
        return found


def open_page(
    browser: Browser, path: Path, width: int = 1280, height: int = 800, *, at: str = "#all"
) -> Opened:
    """Open a file in a fresh context, with all nodes open, and wait until its picture stands."""
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    opened = Opened(page)
    page.on("request", lambda request: opened.requests.append(request.url))
    page.on("console", lambda message: opened.complain(message.type, message.text))
    page.on("pageerror", lambda error: opened.complaints.append(f"error: {error}"))
    page.on("dialog", lambda dialog: opened.complaints.append(f"dialog: {dialog.message}"))
    page.goto(path.resolve().as_uri() + at)
    page.wait_for_function("window.paperGraph")
    return opened
