"""Listing pages: the real ones by their counts, small ones by what must come out, laws."""

from __future__ import annotations

import datetime
import gzip
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import ingest
from kg.core import names
from kg.core.types import Document, Organization, Problem

SEEDS = Path(os.environ.get("KG_SEEDS", Path(__file__).parents[2] / "shared" / "seeds"))

HEADER = "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nDaily Papers\n\n"
HEADER += "byAK and the research community\n\n"
COMPACT = "Get trending papers in your email inbox once a day!\n"
COMPACT += "Get trending papers in your email inbox!\nSubscribe"
WHALES = "We count whales from the air with a small camera and find more of them than before."
TIDES = (
    "Tides are hard to foretell. Our model of them errs by 3\\% at most, \\textbf{half} as much."
)
LONG = "A sentence of no great import stands here to fill the page. " * 6 + "It ends now."


def page(tmp_path: Path, text: str, name: str = "page.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return path


def papers(
    tmp_path: Path, text: str, as_of: datetime.date | None = None
) -> tuple[list[Document], list[Problem]]:
    skipped: list[Problem] = []
    found = list(ingest.read_documents([page(tmp_path, text)], as_of=as_of, skipped=skipped))
    return found, skipped


def only(tmp_path: Path, text: str) -> Document:
    (document,), skipped = papers(tmp_path, text)
    assert not skipped
    return document


# The real pages


def seed(start: str) -> list[Document]:
    found = sorted(SEEDS.glob(f"{start}*.txt"))
    if not found:
        pytest.skip(f"no page {start}*.txt in {SEEDS}: set KG_SEEDS to the folder of pages")
    return list(ingest.read_documents(found))


@pytest.mark.parametrize(
    ("start", "authors", "organizations", "without", "listed"),
    [
        ("000", 29, 1, 0, "2026-01-07"),
        ("001", 0, 0, 119, None),
        ("002", 47, 0, 3, "2025-12-09"),
        ("003", 52, 5, 2, "2025-11-14"),
        ("004", 0, 0, 218, None),
    ],
)
def test_real_pages_have_their_counts(
    start: str, authors: int, organizations: int, without: int, listed: str | None
) -> None:
    found = seed(start)
    named = [d for d in found if d.organization]
    bare = [d for d in found if d.byline is None]
    assert (len(found) - len(named) - len(bare), len(named), len(bare)) == (
        authors,
        organizations,
        without,
    )
    assert {source.listed for d in found for source in d.sources} == {listed}
    assert all((d.date is None) == (d.byline is None) for d in found)
    assert all(d.date is None or d.date <= str(listed) for d in found)


def test_real_pages_share_papers() -> None:
    four = [d for start in ("000", "001", "002", "003") for d in seed(start)]
    keys = {names.title_key(d.title) for d in four}
    assert (len(four), len(keys)) == (258, 248)
    assert len(keys | {names.title_key(d.title) for d in seed("004")}) == 466


@pytest.mark.parametrize("start", ["000", "001", "002", "003", "004"])
def test_real_papers_stand_verbatim_at_their_line(start: str) -> None:
    found = seed(start)
    (path,) = SEEDS.glob(f"{start}*.txt")
    raw = path.read_text("utf-8").split("\n")
    for document in found:
        (source,) = document.sources
        assert source.name == path.name
        assert raw[source.line - 1].removeprefix("Subscribe") == document.title
        assert document.abstract in raw
        if document.organization:
            named = document.organization
            assert document.byline is not None
            assert document.byline[named.start : named.end] == named.name


@pytest.mark.parametrize("start", ["000", "001", "002", "003", "004"])
@pytest.mark.parametrize(
    ("old", "new"),
    [("\n", "\r\n"), ("\n\n", "\n"), ("\n\n", "\n \t\n\n"), ("\n·\n", " · "), ("\n", "\n\n")],
)
def test_blank_lines_and_line_ends_do_not_matter(
    tmp_path: Path, start: str, old: str, new: str
) -> None:
    expected = [(d.title, d.abstract, d.date, d.byline) for d in seed(start)]
    (path,) = SEEDS.glob(f"{start}*.txt")
    text = "\ufeff" + path.read_text("utf-8").replace(old, new)
    found, skipped = papers(tmp_path, text)
    assert not skipped
    assert [(d.title, d.abstract, d.date, d.byline) for d in found] == expected


@pytest.mark.parametrize("start", ["001", "004"])
def test_a_line_lost_on_a_compact_page_is_one_problem(tmp_path: Path, start: str) -> None:
    count = len(seed(start))
    (path,) = SEEDS.glob(f"{start}*.txt")
    lines = path.read_text("utf-8").split("\n")
    for lost in range(5, len(lines) - 3, 23):
        found, skipped = papers(tmp_path, "\n".join(lines[:lost] + lines[lost + 1 :]))
        assert (len(found), len(skipped)) == (count - 1, 1)


# Bylines


@pytest.mark.parametrize(
    ("lines", "byline", "date", "organization"),
    [
        ("  • 5 authors\n·\nJun 29, 2023", "• 5 authors", "2023-06-29", None),
        ("  • 1 author\n·\nJun 29, 2023 14", "• 1 author", "2023-06-29", None),
        ("1,024 authors\n·\nJune 29th, 2023", "1,024 authors", "2023-06-29", None),
        ("• 5 authors · 29 Jun 2023", "• 5 authors", "2023-06-29", None),
        ("• 5 authors\n\n·\n\n2023-06-29\n3", "• 5 authors", "2023-06-29", None),
        ("• 5 authors\nPublished on Jun 29, 2023", "• 5 authors", "2023-06-29", None),
        ("• 5 authors\n·\n3 days ago", "• 5 authors", None, None),
        ("·\nJun 29, 2023", None, "2023-06-29", None),
        (
            "sea-lab The Sea and Sky Lab of Ny-Ålesund\n·\nThu, Jun 29, 2023 2",
            "sea-lab The Sea and Sky Lab of Ny-Ålesund",
            "2023-06-29",
            Organization("sea-lab", "The Sea and Sky Lab of Ny-Ålesund", 8, 41),
        ),
        (
            "sealab · Jun 29, 2023",
            "sealab",
            "2023-06-29",
            Organization("sealab", "sealab", 0, 6),
        ),
    ],
)
def test_bylines(
    tmp_path: Path,
    lines: str,
    byline: str | None,
    date: str | None,
    organization: Organization | None,
) -> None:
    first = f"Counting Whales\n\n{WHALES}\n\n{lines}\n\n"
    found, skipped = papers(
        tmp_path, HEADER + "Dec 9, 2024\n\n" + first + f"Tides\n\n{TIDES}\n\n• 1 author\n·\nMay 1"
    )
    assert not skipped
    whales, tides = found
    assert (whales.byline, whales.date) == (byline, date)
    assert (whales.organization, whales.authors) == (organization, ())
    assert (whales.title, whales.abstract) == ("Counting Whales", WHALES)
    assert (tides.title, tides.abstract, tides.date) == ("Tides", TIDES, "2024-05-01")


# Titles and abstracts


def test_a_year_that_nothing_tells_leaves_dates_unknown(tmp_path: Path) -> None:
    text = HEADER + f"Dec 9\n\nTides\n\n{TIDES}\n\n• 2 authors\n·\nApr 8 3\n"
    document = only(tmp_path, text)
    assert (document.date, document.sources[0].listed) == (None, None)
    (dated,), _ = papers(tmp_path, text, datetime.date(2026, 1, 1))
    assert (dated.date, dated.sources[0].listed) == ("2025-04-08", "2025-12-09")


@pytest.mark.parametrize(
    "title",
    [
        "Magistral",
        "1984",
        "May 5, 2020",
        "new",
        "Subscribe",
        "Subscriber Churn",
        "diffGrad: An Optimiser",
        "When, Why and How Much? Answers",
        "Attention Is Not All.",
        "A · B: On Two Points",
        "Reconstruction vs. Generation: \\mname and 230times $O(n^2)$",
        "ด้วยรัก <b>café</b> \u202eolleh 🐋",
        "</script><script>alert(1)</script>",
        "A Title that Goes On " * 11 + "to Its End",
    ],
)
@pytest.mark.parametrize(
    "abstract", [WHALES, TIDES, LONG, "“We see.” " * 40, LONG + "\nhttps://a.org"]
)
def test_titles_and_abstracts_are_kept_as_they_are(
    tmp_path: Path, title: str, abstract: str
) -> None:
    text = HEADER + f"Dec 9\n\nTides\n\n{TIDES}\n\n• 2 authors\n·\nApr 8, 2020\n\n{title}\n\n"
    found, skipped = papers(tmp_path, text + f"{abstract}\n\n• 3 authors\n·\nMay 1, 2021")
    assert not skipped
    assert [(d.title, d.abstract) for d in found] == [("Tides", TIDES), (title, abstract.strip())]
    if "\n" not in abstract:
        found, skipped = papers(tmp_path, f"{COMPACT}{title}\n{abstract}\nTides\n{TIDES}\n")
        assert not skipped
        assert [d.title for d in found] == [title, "Tides"]
        assert [d.abstract for d in found] == [abstract.strip(), TIDES]
        assert [d.sources[0].line for d in found] == [3, 5]


@pytest.mark.parametrize(
    "abstract",
    [
        f"{WHALES}\n\n{TIDES}",
        f"{LONG}\n{LONG}",
        f"{LONG}\n\n{LONG}\n\n{LONG}",
        "We count whales\nfrom the air and find\nmore of them than before.",
        f"{LONG}\n\nCode is available.",
        f"{LONG}\n\nProject page: https://whales.example.org/count",
        f"{LONG}\n \nAnd this is a last sentence that has more words than most.",
    ],
)
def test_an_abstract_may_take_several_lines(tmp_path: Path, abstract: str) -> None:
    text = HEADER + f"Dec 9\n\nWhales\n\n{abstract}\n\n• 2 authors\n·\nApr 8, 2020\n\n"
    found, skipped = papers(tmp_path, text + f"Tides\n\n{TIDES}\n")
    assert not skipped
    assert [(d.title, d.abstract) for d in found] == [("Whales", abstract), ("Tides", TIDES)]


def test_a_title_may_follow_a_paper_without_byline(tmp_path: Path) -> None:
    text = HEADER + f"Dec 9\n\nWhales\n\n{WHALES}\n\nTides\n\n{TIDES}\n\nSleep\n\n{LONG}\n\n"
    found, skipped = papers(tmp_path, text + "lab A Lab\n·\nMay 3, 2020 1")
    assert not skipped
    assert [(d.title, d.byline) for d in found] == [
        ("Whales", None),
        ("Tides", None),
        ("Sleep", "lab A Lab"),
    ]
    assert [d.sources[0].line for d in found] == [13, 17, 21]


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Dec 9\n\n",
        "new\n\n",
        "Subscribe\n\nDaily Papers\n\nnew\n\nDec 9\n\n",
        "Dec 9\n\nDaily Papers\n\nbyAK and the research community\n\n",
        "Some Site\n\nSign in\n\nDaily Papers\n\nTue, Dec 9\n\n",
        "by AK and the research community\nDec 9\n",
    ],
)
def test_headers(tmp_path: Path, header: str) -> None:
    document = only(tmp_path, header + f"Whales\n\n{LONG}\n\n• 2 authors\n·\nApr 8, 2020\n")
    assert (document.title, document.abstract) == ("Whales", LONG)
    assert document.sources[0].listed == ("2021-12-09" if "Dec 9" in header else None)


# Laws

DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 1, 1))
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
WORDS = st.text("abcdefghijklmnopqrstuvwxyzéπ\\{}$%_-0123456789", min_size=1, max_size=9)
TITLES = st.lists(WORDS, min_size=1, max_size=9).map(lambda words: "T" + " ".join(words))
SENTENCES = st.lists(WORDS, min_size=8, max_size=60).map(lambda words: " ".join(words) + " so.")
BYLINES = st.none() | st.tuples(
    st.integers(1, 99).map("• {} authors".format)
    | st.tuples(WORDS, st.lists(WORDS, min_size=1, max_size=4)).map(
        lambda parts: f"o{parts[0]} {' '.join(parts[1])}"
    ),
    DAYS.filter(lambda day: day.year < 2030),
    st.none() | st.integers(0, 99),
)
PAPERS = st.lists(st.tuples(TITLES, SENTENCES, BYLINES), min_size=1, max_size=8)
Listed = list[tuple[str, str, tuple[str, datetime.date, int | None] | None]]


def spaced(listed: Listed) -> str:
    parts = [HEADER + "Dec 9, 2030\n"]
    for title, abstract, byline in listed:
        parts.append(f"\n{title}\n\n{abstract}\n")
        if byline:
            who, day, count = byline
            tail = "" if count is None else f" {count}"
            parts.append(f"\n  {who}\n·\n{MONTHS[day.month - 1]} {day.day}, {day.year}{tail}\n")
    return "".join(parts)


@settings(deadline=None)
@given(listed=PAPERS)
def test_a_spaced_page_gives_back_its_papers(
    tmp_path_factory: pytest.TempPathFactory, listed: Listed
) -> None:
    found, skipped = papers(tmp_path_factory.mktemp("page"), spaced(listed))
    assert not skipped
    assert [(d.title, d.abstract) for d in found] == [(t, a) for t, a, _ in listed]
    assert [(d.byline, d.date) for d in found] == [
        (byline[0], byline[1].isoformat()) if byline else (None, None) for _, _, byline in listed
    ]
    for document in found:
        if named := document.organization:
            assert (document.byline or "")[named.start : named.end] == named.name


@settings(deadline=None)
@given(listed=PAPERS)
def test_a_compact_page_gives_back_its_papers(
    tmp_path_factory: pytest.TempPathFactory, listed: Listed
) -> None:
    text = COMPACT + "".join(f"{title}\n{abstract}\n" for title, abstract, _ in listed)
    found, skipped = papers(tmp_path_factory.mktemp("page"), text)
    assert not skipped
    assert [(d.title, d.abstract) for d in found] == [(t, a) for t, a, _ in listed]


@settings(deadline=None)
@given(listed=PAPERS)
def test_a_page_reads_alike_when_compressed(
    tmp_path_factory: pytest.TempPathFactory, listed: Listed
) -> None:
    folder = tmp_path_factory.mktemp("page")
    plain = page(folder, spaced(listed))
    packed = folder / "packed" / "page.txt"
    packed.parent.mkdir()
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert list(ingest.read_documents([packed])) == list(ingest.read_documents([plain]))


# The sample


def test_the_sample_is_whole_and_connected() -> None:
    found = list(ingest.read_documents([ingest.sample_path()]))
    assert len(found) >= 40
    assert len({d.id for d in found}) == len(found)
    assert sum(d.organization is not None for d in found) >= 5
    assert sum(d.byline is None for d in found) == 3
    assert {d.sources[0].listed for d in found} == {"2025-11-18"}
    named = ("ResNet", "Transformer", "BERT", "ImageNet", "MMLU", "GSM8K", "COCO", "LibriSpeech")
    for name in named:
        assert sum(name in d.text for d in found) >= 3, name
