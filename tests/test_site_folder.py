"""The folder of a site: which files an export writes, keeps and leaves alone."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.graph.selection import stated_by
from kg.site.addresses import page_of
from kg.site.site_folder import MANIFEST
from kg.site.sitemap import sitemaps
from tests.fixtures_graphs import Listed, reading_list

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def contents(place: Path) -> dict[str, bytes]:
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in sorted(place.rglob("*"))
        if path.is_file()
    }


def test_an_added_paper_rewrites_only_what_it_touches(tmp_path: Path) -> None:
    more = reading_list(13)
    old = {node.id for node in more.nodes() if node.label == "Paper"} - {"title:000000000000000c"}
    graph = stated_by(more, old)
    place = tmp_path / "site"
    kg.export(graph, place, format="site")
    before = {path: path.stat().st_ino for path in place.rglob("*") if path.is_file()}
    kg.export(graph, place, format="site")
    changed = {path.name for path, node in before.items() if path.stat().st_ino != node}
    assert changed <= {MANIFEST}
    kg.export(more, place, format="site")
    changed = {
        path.relative_to(place).as_posix()
        for path, node in before.items()
        if path.stat().st_ino != node
    }
    assert "index.html" in changed
    untouched = {f"{page_of('Paper', paper)}.html" for paper in old} - changed
    assert len(untouched) > len(old) // 2
    assert (place / "papers" / "title_000000000000000c.html").is_file()


def test_a_sitemap_names_every_page(tmp_path: Path) -> None:
    place = tmp_path / "site"
    kg.export(reading_list(4), place, format="site", url="https://example.org/papers")
    root = ElementTree.parse(place / "sitemap.xml").getroot()
    listed = {str(each.text) for each in root.iter(f"{{{SITEMAP}}}loc")}
    pages = {path.relative_to(place).as_posix() for path in place.rglob("*.html")}
    assert {unquote(each) for each in listed} == {f"https://example.org/papers/{p}" for p in pages}
    with pytest.raises(kg.QueryError, match="is no address"):
        kg.export(reading_list(4), place, format="site", url="example.org")


def test_a_large_site_has_an_index_of_sitemaps() -> None:
    names = [f"papers/{number}.html" for number in range(5)] + ["style.css"]
    files = dict(sitemaps("https://example.org/", names, most=2))
    assert list(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    assert files["sitemap.xml"].count("<loc>https://example.org/sitemap-") == 3
    assert sum(text.count("<url>") for text in files.values()) == 5


def test_equal_graphs_give_equal_bytes(tmp_path: Path) -> None:
    graph = reading_list(12)
    kg.export(graph, tmp_path / "one", format="site")
    kg.export(Listed(graph.all_nodes, graph.all_edges), tmp_path / "two", format="site")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert (tmp_path / "one" / "llms.txt").read_text(encoding="utf-8").startswith("# ")


def test_only_own_files_are_replaced(tmp_path: Path) -> None:
    place = tmp_path / "site"
    kg.export(reading_list(6), place, format="site")
    (place / "papers" / "mine.txt").write_text("mine")
    (place / "CNAME").write_text("example.org")
    before = contents(place)
    kg.export(reading_list(3), place, format="site")
    after = contents(place)
    assert after["papers/mine.txt"] == b"mine"
    assert after["CNAME"] == b"example.org"
    assert len(after) < len(before)
    listed = (place / MANIFEST).read_text().splitlines()
    assert sorted(after) == sorted([*listed, MANIFEST, "CNAME", "papers/mine.txt"])
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_files_of_others_stop_it(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(kg.KGError, match=r"notes\.txt"):
        kg.export(reading_list(3), tmp_path, format="site")
    assert contents(tmp_path) == {"notes.txt": b"mine"}
    place = tmp_path / "site"
    kg.export(reading_list(3), place, format="site")
    (place / MANIFEST).write_text("../notes.txt\npapers/../../notes.txt\nindex.html\n")
    with pytest.raises(kg.KGError, match="is not of the site before"):
        kg.export(reading_list(3), place, format="site")
    assert (tmp_path / "notes.txt").read_text() == "mine"
    kg.export(reading_list(2), place, format="site", force=True)
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert b"2 papers" in contents(place)["index.html"]


_IDS = st.text(st.sampled_from("aAbİß.:/_~-+ é\0"), max_size=8)


@given(_IDS, _IDS)
def test_no_two_ids_share_a_file(one: str, other: str) -> None:
    pages = [page_of("Method", f"method/{each}") for each in (one, other)]
    assert (pages[0].casefold() == pages[1].casefold()) == (one == other)
    assert all(page.isascii() and page.count("/") == 1 for page in pages)
