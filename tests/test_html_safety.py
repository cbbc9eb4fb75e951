"""The page in a real browser: nothing that a paper says runs, and nothing loads from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kg.exporters.html_page import write_html
from tests.fixtures_browser import open_page
from tests.fixtures_graphs import ATTACKS, hostile_graph, reading_list


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    write_html(reading_list(100), path, title="A reading list")
    return path


def test_hostile_texts_run_nothing_and_show_as_text(chromium: Browser, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    write_html(hostile_graph(), path, title="</title><script>window.pwned=1</script>")
    opened = open_page(chromium, path)
    for number, text in enumerate(ATTACKS):
        opened.click_node(f"method/hostile-{number}")
        heading = opened.page.locator("#card h2").evaluate("e => e.textContent")
        assert heading.encode("utf-16", "surrogatepass") == text.encode("utf-16", "surrogatepass")
        mark = opened.page.locator("#card mark").evaluate("e => e.textContent")
        assert mark.encode("utf-16", "surrogatepass") == text.encode("utf-16", "surrogatepass")
        opened.page.locator("#search").fill(text[:40].replace("\ud800", ""))
        opened.page.keyboard.press("Escape")
    assert opened.page.evaluate("() => window.pwned") is None
    assert opened.page.title() == "</title><script>window.pwned=1</script>"
    assert opened.page.locator("#card img, #card a, #card script").count() == 0
    assert opened.complaints == []
    assert opened.requests == [path.resolve().as_uri()]
    opened.page.context.close()


def test_the_policy_stops_a_script_that_got_in(chromium: Browser, page_file: Path) -> None:
    """Should text ever become markup, the browser refuses to run or load it."""
    opened = open_page(chromium, page_file)
    opened.page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.pwned = 1";
          const box = document.createElement("div");
          box.innerHTML = "<img src='https://example.invalid/x.png' onerror='window.pwned=1'>";
          document.body.append(script, box);
        }"""
    )
    opened.page.wait_for_timeout(100)
    assert opened.page.evaluate("() => window.pwned") is None
    assert all("Content Security Policy" in complaint for complaint in opened.complaints)
    assert len(opened.complaints) >= 2
    opened.page.context.close()


def test_nothing_in_the_source_loads_from_elsewhere(page_file: Path) -> None:
    source = page_file.read_text(encoding="utf-8")
    assert source.startswith("<!doctype html>\n<html lang=")
    assert source.count("<h1") == 1
    assert "default-src 'none'" in source
    assert "unsafe" not in source.split("</head>")[0].split("<style>")[0]
    markup = re.sub(r"(<(script|style)[^>]*>).*?</\2>", r"\1", source, flags=re.DOTALL)
    assert re.findall(r"(?i)\b(?:src|href|srcset|action|data)\s*=", markup) == []
    assert "http" not in markup.replace("http-equiv", "")
    assert re.findall(r"(?i)@import|url\(\s*['\"]?https?:|fetch\(|XMLHttpRequest", source) == []
    assert "sourceMappingURL" not in source
