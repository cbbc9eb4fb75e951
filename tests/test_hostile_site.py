"""Over sixty hostile texts in every text of every kind of page of the site run and load nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from lxml import html
from playwright.sync_api import Browser

import kg
from tests.hostile_texts import TEXTS, every_field

FOLDERS = (
    *("papers", "methods", "datasets", "metrics", "tasks", "organizations"),
    *("boards", "claims"),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("hostile") / "site"
    kg.export(every_field(), place, format="site", url="https://example.org/")
    return place


def markup(page: Path) -> Iterator[tuple[str, str]]:
    """(tag, attribute) of every element of a page."""
    for element in html.fromstring(page.read_bytes()).iter():
        if isinstance(element.tag, str):
            yield element.tag, ""
            yield from ((element.tag, str(name)) for name in element.attrib)


def test_the_texts_are_over_sixty_and_each_in_every_kind_of_page(site: Path) -> None:
    assert len(set(TEXTS)) == len(TEXTS) > 60
    for folder in set(FOLDERS) - {"boards"}:
        assert len(list((site / folder).glob("*.html"))) == len(TEXTS)
    assert len(list((site / "boards").glob("*.html"))) > 30


def test_hostile_pages_have_the_markup_of_harmless_ones(site: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    kg.export(every_field(tuple(f"name {n}" for n in range(9))), plain, format="site")
    known = {pair for page in plain.rglob("*.html") for pair in markup(page)}
    allowed = known | {("a", "rel"), ("details", ""), ("summary", "")}
    for page in site.rglob("*.html"):
        assert set(markup(page)) <= allowed, page
        tree = html.fromstring(page.read_bytes())
        addresses = [element.get(name) for name in ("href", "src") for element in tree.iter()]
        schemes = {urlsplit(address).scheme for address in addresses if address}
        assert schemes <= {"", "http", "https"}, page
        assert len(list(tree.iter("script"))) == (2 if page.name == "search.html" else 0)


def test_twins_feed_and_badges_are_read(site: Path) -> None:
    for twin in site.rglob("*.json"):
        json.loads(twin.read_bytes())
    badges = list(site.glob("claims/*.svg"))
    tags = {each.tag.rpartition("}")[2] for b in badges for each in ElementTree.parse(b).iter()}
    assert tags == {"svg", "title", "rect", "path", "g", "text"}
    assert len(badges) == len(TEXTS)
    assert not feedparser.parse((site / "feed.xml").read_text(encoding="utf-8")).bozo


def test_nothing_runs_and_nothing_loads(chromium: Browser, site: Path) -> None:
    page = chromium.new_context(viewport={"width": 390, "height": 800}).new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.on("request", lambda asked: heard.append(asked.url))
    chosen = [*site.glob("*.html")]
    for at, folder in enumerate(FOLDERS):
        chosen += sorted((site / folder).glob("*.html"))[at :: len(FOLDERS)]
    for path in chosen:
        page.goto(path.as_uri())
        assert page.evaluate("window.pwned === undefined"), path
        wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert page.evaluate(wide), path
    page.goto((site / "search.html").as_uri())
    for text in TEXTS:
        page.fill("#words", text.replace("\n", " ").replace("\r", " ")[:200])
    assert page.evaluate("window.pwned === undefined")
    assert [each for each in heard if not each.startswith(site.as_uri())] == []
    page.context.close()
