"""The static site: its pages lead to each other, show what the commands show, and run nothing."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from playwright.sync_api import Browser

import kg
from kg.core.schema import ENTITY_LABELS, ORGANIZATION
from kg.exporters.formats.parquet_tables import EDGES, NODES
from kg.site.addresses import page_of
from kg.site.plots.neighbours import neighbour_plot
from kg.site.plots.trade_offs import pareto_front, trade_offs
from kg.site.plots.value_plot import pair_plot, value_plot
from tests.fixtures_graphs import ATTACKS, hostile_boards


@pytest.fixture(scope="module")
def site(sample_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("site") / "pages"
    kg.export(sample_graph, place, format="site")
    return place


def records(site: Path, folder: str) -> Iterator[dict[str, Any]]:
    for path in sorted((site / folder).glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def test_every_link_leads_to_a_page_and_every_page_has_a_twin(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    wanted: set[Path] = set()
    for page in pages:
        assert page.with_suffix(".json").is_file()
        tree = html.parse(str(page)).getroot()
        identifiers = tree.xpath("//@id")
        assert len(identifiers) == len(set(identifiers)), page
        assert len(tree.xpath("//h1")) == 1
        for address in tree.xpath("//@href | //@src"):
            parts = urlsplit(address)
            if not parts.scheme and parts.path:
                wanted.add((page.parent / unquote(parts.path)).resolve())
    assert len(pages) > 300
    assert [path for path in wanted if not path.is_file()] == []
    reached = {path for path in wanted if path.suffix == ".html"}
    assert {page.resolve() for page in pages} - reached == set()


def test_there_is_a_page_for_every_node(site: Path, sample_graph: Path) -> None:
    for node in kg.open(sample_graph).nodes():
        record = json.loads((site / f"{page_of(node.label, node.id)}.json").read_bytes())
        assert record["id"] == node.id


def test_a_board_shows_what_the_leaderboard_shows(site: Path, sample_graph: Path) -> None:
    boards = sorted(records(site, "boards"), key=lambda b: (-b["ranked"], b["id"]))
    names = ("status", "board", "rank", "shown", "method", "result", "stands", "paper", "sentence")
    for board in boards[:4]:
        found = kg.leaderboard(sample_graph, dataset=board["dataset"], metric=board["metric"])
        rows = [row for group in board["groups"] for row in group["entries"]]
        ranked = [entry for entry in found if entry.status == "ranked"]
        assert len(ranked) > 1
        assert [[row[name] for name in names] for row in rows] == [
            [getattr(entry, name) for name in names] for entry in ranked
        ]
        for status, name in (("unsure", "unsure"), ("not ranked", "not_ranked")):
            own = {(row["result"], row["stands"], row["apart"]) for row in board[name]}
            assert own == {
                (entry.result, entry.stands, entry.apart)
                for entry in found
                if entry.status == status
            }


def test_a_claim_has_its_words_at_their_offsets(site: Path, sample_graph: Path) -> None:
    texts = {
        node.id: f"{node.properties['title']}\n{node.properties['abstract']}"
        for node in kg.open(sample_graph).nodes()
        if node.label == "Paper"
    }
    for claim in records(site, "claims"):
        quote, paper = claim["quotes"][0], claim["paper"]
        start, end = quote["mark"]
        words = quote["sentence"][start:end]
        assert words == claim["stated"]["raw"]
        assert words == texts[paper["id"]][quote["start"] : quote["end"]]
        assert claim["cite"].endswith(f"“{quote['sentence']}”")
        page = html.parse(str(site / claim["page"])).getroot()
        assert page.xpath("//mark")[0].text == words


def test_the_footer_names_the_graph(site: Path, sample_graph: Path, tmp_path: Path) -> None:
    kg.export(sample_graph, tmp_path / "g.jsonl")
    digest = hashlib.sha256((tmp_path / "g.jsonl").read_bytes()).hexdigest()
    assert f"<code>{digest}</code>" in (site / "index.html").read_text(encoding="utf-8")
    assert (
        kg.stats(sample_graph).nodes["Paper"]
        == json.loads((site / "index.json").read_text())["papers"]
    )


def test_the_whole_graph_is_there_to_take(site: Path, sample_graph: Path, tmp_path: Path) -> None:
    whole = json.loads((site / "index.json").read_bytes())["whole"]
    assert [file["bytes"] for file in whole] == [
        (site / file["name"]).stat().st_size for file in whole
    ]
    kg.export(sample_graph, tmp_path / "graph.jsonl")
    kg.export(sample_graph, tmp_path, format="parquet", force=True)
    for file in ("graph.jsonl", NODES, EDGES):
        assert (site / "data" / file).read_bytes() == (tmp_path / file).read_bytes()


def test_the_feed_has_the_newest_papers(site: Path) -> None:
    feed = feedparser.parse((site / "feed.xml").read_text(encoding="utf-8"))
    assert not feed.bozo
    dates = [entry.updated for entry in feed.entries]
    assert dates == sorted(dates, reverse=True)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", date) for date in dates)
    assert all((site / entry.link).is_file() for entry in feed.entries)
    assert len({entry.id for entry in feed.entries}) == len(dates) > 10


def test_lineage_is_that_of_the_command(site: Path, sample_graph: Path) -> None:
    methods = [m for m in records(site, "methods") if m["lineage"]]
    assert methods
    for method in methods[:3]:
        stated = {(link.towards, link.other) for link in kg.lineage(sample_graph, method["id"])}
        listed = {(link["towards"], link["name"]) for link in method["lineage"]}
        assert listed <= stated


def test_neighbours_are_what_papers_name_or_relate(site: Path, sample_graph: Path) -> None:
    naming: dict[str, set[str]] = {}
    related: set[frozenset[str]] = set()
    for edge in kg.open(sample_graph).edges():
        if edge.source_label == "Paper" and edge.target_label in (*ENTITY_LABELS, ORGANIZATION):
            naming.setdefault(edge.target, set()).add(edge.paper)
        elif "Result" not in (edge.source_label, edge.target_label):
            related.add(frozenset((edge.source, edge.target)))
    entities = [each for folder in ("methods", "tasks") for each in records(site, folder)]
    assert sum(bool(each["neighbours"]) for each in entities) > len(entities) // 2
    for entity in entities:
        near = entity["neighbours"]
        assert len(near) <= 12
        assert [each["nearness"] for each in near] == sorted(
            (each["nearness"] for each in near), reverse=True
        )
        for each in near:
            shared = naming.get(entity["id"], set()) & naming.get(each["id"], set())
            assert each["papers"] in (len(shared), 0)
            assert bool(each["relations"]) == (frozenset((entity["id"], each["id"])) in related)
            assert shared or each["relations"]


_OVERLAPS = """() => {
  const picture = document.querySelector(".near svg").getBoundingClientRect();
  const names = [...document.querySelectorAll(".near text:not(.halo)")];
  const boxes = names.map((name) => name.getBoundingClientRect());
  const out = boxes.filter((box) => box.left < picture.left - 1 || box.right > picture.right + 1);
  const over = boxes.filter((one, at) => boxes.slice(at + 1).some((other) =>
    one.left < other.right && other.left < one.right && one.top < other.bottom - 3 &&
    other.top < one.bottom - 3));
  return out.length + over.length;
}"""


def test_names_of_a_picture_do_not_overlap(chromium: Browser, site: Path) -> None:
    drawn = [
        path for folder in ("methods", "papers") for path in sorted(site.glob(f"{folder}/*.html"))
    ]
    longest = sorted(drawn, key=lambda path: path.read_text(encoding="utf-8").count("<line"))[-8:]
    for width in (1280, 390):
        page = chromium.new_context(viewport={"width": width, "height": 800}).new_page()
        for path in longest:
            page.goto(path.as_uri())
            assert page.locator(".near a").count() > 5
            assert page.evaluate(_OVERLAPS) == 0, path
        page.context.close()


def test_names_are_cut_to_their_room() -> None:
    near = [
        {"name": name, "label": "Task", "page": "x.html", "relations": [], "nearness": 1.0}
        for name in ("W" * 99, "多" * 40, "short", "a" * 40, "")
    ]
    plot = neighbour_plot("A name that is long, too", near)
    assert plot is not None
    texts = [point["text"] for point in plot["points"]]
    assert texts[2] == "short"
    assert all(len(text) < 24 for text in texts)
    assert len(texts[0]) == len(texts[1]) < len(texts[3])
    assert neighbour_plot("alone", near[:1]) is None


def test_what_most_papers_name_is_found_first(site: Path) -> None:
    rows = json.loads((site / "search.json").read_bytes())["rows"]
    papers = [row[4] for row in rows]
    assert papers == sorted(papers, reverse=True)
    assert {row[1] for row in rows} >= {"Board", "Paper", "Method", "Dataset", "Metric", "Task"}


def test_gaps_are_those_of_the_command(site: Path, sample_graph: Path) -> None:
    matrices = json.loads((site / "gaps.json").read_bytes())["matrices"]
    assert matrices
    for matrix in matrices[:3]:
        cells = {(c.method, c.dataset): c for c in kg.gaps(sample_graph, matrix["task"]["id"])}
        datasets = [dataset["name"] for dataset in matrix["datasets"]]
        shown = {
            (row["method"]["name"], dataset): cell
            for row in matrix["rows"]
            for dataset, cell in zip(datasets, row["cells"], strict=True)
        }
        assert shown.keys() == cells.keys()
        for names, cell in shown.items():
            assert (cell["status"], cell["papers"]) == (cells[names].status, cells[names].papers)
            assert (cell["page"] is None) == (cell["status"] == "nothing")


def test_what_is_new_stands_by_day(site: Path, sample_graph: Path) -> None:
    days = json.loads((site / "new.json").read_bytes())["days"]
    dates = [day["day"] for day in days]
    assert dates == sorted(set(dates), reverse=True)
    known = {
        n.id: n.properties["date"] for n in kg.open(sample_graph).nodes() if n.label == "Paper"
    }
    assert {p["id"]: day["day"] for day in days for p in day["papers"]} == {
        paper: date for paper, date in known.items() if date
    }
    page = html.parse(str(site / "new.html")).getroot()
    assert page.xpath("//h2/@id") == dates
    assert any(paper["introduced"] for day in days for paper in day["papers"])
    assert any(paper["values"] for day in days for paper in day["papers"])


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=9))
def test_no_point_of_a_front_is_beaten(levels: list[tuple[int, int]]) -> None:
    points = [(float(x), float(y)) for x, y in levels]
    front = pareto_front(points, higher=(True, False))
    assert front
    for number, (x, y) in enumerate(points):
        better = [(a, b) for a, b in points if a >= x and b <= y and (a, b) != (x, y)]
        assert (number in front) == (not better)


def test_two_metrics_of_a_data_set_are_weighed(sample_graph: Path) -> None:
    base = kg.leaderboard(sample_graph)[0]
    board = {"accuracy": True, "latency": False}
    levels = {"A": (90.0, 9.0), "B": (80.0, 5.0), "C": (79.0, 6.0), "D": (70.0, 1.0)}
    entries = {
        f"board/x/{metric}": [
            replace(
                base,
                board=metric,
                status="ranked",
                metric=metric,
                dataset="X",
                method=method,
                paper="p",
                level=pair[number],
                higher_is_better=higher,
                stands="result",
            )
            for method, pair in levels.items()
        ]
        for number, (metric, higher) in enumerate(board.items())
    }
    found = trade_offs(entries)
    [pair] = found["board/x/accuracy"]
    assert pair["name"] == "accuracy and latency"
    assert [point["method"] for point in pair["points"] if point["front"]] == ["A", "B", "D"]
    assert found["board/x/latency"][0]["other_page"].startswith("boards/")
    plot = pair_plot(pair)
    assert len(plot["points"]) == 4
    assert all(0 < point["x"] < plot["width"] for point in plot["points"])


def test_a_plot_has_a_point_for_each_dated_value() -> None:
    entry = {"stands": "result", "shown": "1", "method": "M", "page": "x.html", "rank": 1}
    entries = [
        {**entry, "date": date, "level": level}
        for date, level in (("2020", 1.0), ("2022-05", 3.0), ("2021-01-31", 2.0), (None, 9.0))
    ]
    plot = value_plot(entries, higher_is_better=True)
    assert plot is not None
    assert [point["x"] for point in plot["points"]] == sorted(p["x"] for p in plot["points"])
    assert len(plot["points"]) == 3
    assert plot["best"].count("V") == 2
    lower = value_plot(entries, higher_is_better=False)
    assert lower is not None
    assert lower["best"].count("V") == 0
    assert value_plot(entries[:1], higher_is_better=True) is None


def test_hostile_texts_run_nothing_and_search_finds(chromium: Browser, tmp_path: Path) -> None:
    kg.export(hostile_boards(), tmp_path / "site", format="site")
    page = chromium.new_context().new_page()
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.on("request", lambda request: requests.append(request.url))
    own = tmp_path / "site"
    chosen = [*own.glob("*.html"), *own.glob("boards/*.html")]
    for folder in ("papers", "methods", "claims"):
        chosen += sorted(own.glob(f"{folder}/*.html"))
    for path in chosen:
        page.goto(path.resolve().as_uri())
        assert page.evaluate("window.pwned === undefined"), path
        assert page.evaluate("[...document.links].every((a) => /^(https?|file):/.test(a.href))")
        wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert page.evaluate(wide), path
    page.goto((own / "search.html").as_uri())
    page.fill("#words", "ALERT(1)")
    first = page.locator("#found a").first
    assert "alert(1)" in first.inner_text()
    page.fill("#words", "ALERT(1) zzz")
    assert "nearest" in page.locator("#count").inner_text()
    assert "alert(1)" in first.inner_text()
    page.fill("#words", "zzz")
    assert page.locator("#found a").count() == 0
    page.fill("#words", "ALERT(1)")
    first.press("Enter")
    page.wait_for_load_state()
    assert page.locator("h1").inner_text() == ATTACKS[1]
    assert complaints == []
    assert [url for url in requests if not url.startswith("file:")] == []
    page.context.close()
