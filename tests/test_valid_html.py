"""Every kind of page, and what is drawn, as the Nu HTML Checker of the W3C judges them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.core.schema import ENTITY_LABELS, ORGANIZATION
from kg.exporters.html_page import write_html
from kg.site.addresses import folder_of
from tests.fixtures_graphs import hostile_boards, three_fields

CACHE = Path(__file__).parents[1] / ".cache"
CHECKER = CACHE / "vnu" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
POLICY = "violates Content Security Policy"
"""A warning that is none: the checker knows neither 'self' of a file nor hashes of scripts."""

_JAVA = ("java", "-Xss4m", "-Xmx512m", "-XX:+UseSerialGC", "-jar")


@pytest.fixture(scope="module")
def checker() -> Path:
    if CHECKER.is_file() and shutil.which("java"):
        return CHECKER
    reason = "no Java or no Nu HTML Checker: run tests/fetch.sh"
    if os.environ.get("KG_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def faults(checker: Path, files: Iterable[Path]) -> list[tuple[str, str, str]]:
    """(file, message, where) of each error and each warning."""
    options = "--format json --stdout --exit-zero-always --also-check-svg --also-check-css"
    done = subprocess.run(
        [*_JAVA, checker, *options.split(), "--no-langdetect", *files],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return [
        (Path(each["url"]).name, each["message"], each.get("extract", ""))
        for each in found
        if POLICY not in each["message"]
    ]


def kinds_of_pages(site: Path) -> list[Path]:
    """All pages at the root, the longest and the shortest of each folder, a badge, the style."""
    labels = (*ENTITY_LABELS, ORGANIZATION, "Paper", "Result")
    chosen = [*sorted(site.glob("*.html")), site / "style.css"]
    for folder in ("boards", *map(folder_of, labels)):
        pages = sorted(site.glob(f"{folder}/*.html"), key=lambda path: path.stat().st_size)
        chosen += dict.fromkeys((pages[0], pages[-1])) if pages else ()
    return [*chosen, *sorted(site.glob("claims/*.svg"))[:1]]


def test_every_kind_of_page_is_valid(checker: Path, sample_graph: Path, tmp_path: Path) -> None:
    kg.export(sample_graph, tmp_path / "site", format="site")
    kg.export(hostile_boards(), tmp_path / "hostile", format="site")
    write_html(three_fields(40), tmp_path / "fields.html", title="Three fields")
    write_html(hostile_boards(), tmp_path / "attacks.html", title="</title><script>")
    pages = [
        *kinds_of_pages(tmp_path / "site"),
        *kinds_of_pages(tmp_path / "hostile"),
        *tmp_path.glob("*.html"),
    ]
    assert len(pages) > 40
    assert faults(checker, pages) == []


def test_the_checker_finds_faults(checker: Path, tmp_path: Path) -> None:
    page = tmp_path / "broken.html"
    page.write_text("<!doctype html><title>x</title><p id=a><p id=a><img src=x>", encoding="utf-8")
    assert len(faults(checker, [page])) >= 2
