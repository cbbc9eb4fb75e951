"""Input that is no input: every case names its file, its line, and what to do."""

from __future__ import annotations

import gzip
import os
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import ingest
from kg.core.errors import InputError
from kg.core.types import Problem

SEEDS = Path(os.environ.get("KG_SEEDS", Path(__file__).parents[2] / "shared" / "seeds"))

ABSTRACT = "We count whales from the air with a small camera and find more of them than before."
LONG = "A sentence of no great import stands here to fill the page. " * 6 + "It ends now."
HEADER = "Daily Papers\n\nDec 9, 2024\n\n"
BYLINE = "• 2 authors\n·\nApr 8\n\n"
WHOLE = f"Whales\n\n{ABSTRACT}\n\n{BYLINE}"
GLUED = "Get trending papers in your email inbox!\nSubscribe"
WHOLE_PAPERS = {(t, a) for t in ("Whales", "Tides") for a in (ABSTRACT, LONG)}
RECORD = b'{"title": "Whales", "abstract": "We count."}\n'


def raised(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        list(ingest.read_documents([path]))
    return caught.value


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"", None, "the file is empty"),
        (b" \n\t\n", None, "the file is empty"),
        (b"\xef\xbb\xbf", None, "the file is empty"),
        (gzip.compress(b""), None, "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", 1, "0x89 is not UTF-8"),
        (b"MZ\0\0", 1, "NUL"),
        (WHOLE.encode() + b"\0" + WHOLE.encode(), 9, "NUL"),
        (b"%PDF-1.7", None, "a damaged PDF: fetch it again"),
        (b"% x\n\\documentclass{article}\n", None, "LaTeX without a document"),
        (b"PK\x03\x04", None, "ZIP"),
        (b"SQLite format 3\0", None, "SQLite"),
        (b"\0" * 257 + b"ustar", None, "damaged tar archive"),
        (b"PAR1nonsense", None, "damaged Parquet"),
        (b"BZhnonsense", None, "cannot be read"),
        (b"\xfd7zXZnonsense", None, "damaged xz"),
        (b"\x28\xb5\x2f\xfdnonsense", None, "damaged zstd"),
        (WHOLE.encode("utf-16"), None, "UTF-16"),
        (WHOLE.encode("utf-16-le"), 1, "UTF-16"),
        (WHOLE.replace("find", "fïnd").encode("latin-1", "replace"), 3, "ISO-8859-1"),
        (b"<!DOCTYPE html><p>Whales", None, "HTML"),
        (b"\n <html>", None, "HTML"),
        (gzip.compress(WHOLE.encode() * 50)[:-20], None, "damaged gzip"),
        (b"\x1f\x8bnonsense", None, "damaged gzip"),
        (b"hello, world\n", None, "not a format that is known"),
        (b"@article{whales, title = {Whales}\n", 1, "damaged entry of BibTeX"),
        (b"a,b,c\n1,2,3\n4,5,6\n", 1, "it has: a, b, c. Name them, as in --map title=COLUMN"),
        (b"import json\n\ndef main():\n    pass\n", None, "Python"),
        (b"<html><p>Whales", None, "HTML without papers"),
        (b"<kml><a/></kml>", None, "element <kml>"),
        (b'[{"name": "Whales"}]', 1, "no title: each paper needs one; it has name"),
        (b"{'title': 'Whales'}", 1, "Python, not JSON"),
        (HEADER.encode(), None, "no paper on the page"),
        (b"{not json}\n", 1, "not JSON"),
        (RECORD + b'{"title": "Whales", "abstr', 2, "not JSON"),
        (RECORD + b"\n\n[1]", 4, "JSON object was expected"),
        (RECORD + b'{"title": "Wh\xe4les"}', 2, "0xe4 is not UTF-8"),
        (RECORD + b'{"title": "Wh\0les"}', 2, "NUL"),
        (RECORD * 4000 + b"\0\n", 4001, "NUL"),
        (RECORD + b'{"a":' + b"[" * 200_000, 2, "nested too deeply"),
        (RECORD + b'{"title": ' + b"[" * 960 + b'"x"' + b"]" * 960 + b"}", 2, "nested too deeply"),
        (RECORD + b'{"id": ' + b"9" * 5000 + b"}", 2, "digits"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_files_that_are_no_input(
    tmp_path: Path, data: bytes, line: int | None, reason: str
) -> None:
    path = tmp_path / "bad, 'file'.txt"
    path.write_bytes(data)
    error = raised(path)
    assert reason in error.reason
    assert (error.file, error.line) == (str(path), line)
    assert str(error).startswith(str(path))
    assert "\n" not in str(error)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_bad_lines_lose_no_good_ones(tmp_path: Path, mark: bytes) -> None:
    path, skipped = tmp_path / "papers.jsonl", list[Problem]()
    bad = b'{"title": "x\xfc", "abstract": "a"}\n{"title": "\0", "abstract": "a"}\n'
    path.write_bytes(mark + RECORD * 3 + bad + RECORD * 2)
    assert len(list(ingest.read_documents([path], skipped=skipped))) == 5
    assert [each.line for each in skipped] == [4, 5]


def test_bad_rows_of_parquet_lose_no_good_ones(tmp_path: Path) -> None:
    path, skipped = tmp_path / "papers.parquet", list[Problem]()
    titles = pa.array([b"On Tides", b"On Whal\xe9s", b"On Reeds"], pa.binary()).view(pa.string())
    pq.write_table(pa.table({"title": titles, "abstract": ["We count."] * 3}), path)
    found = list(ingest.read_documents([path], skipped=skipped))
    assert [each.title for each in found] == ["On Tides", "On Reeds"]
    assert [(each.line, each.reason.split(":")[0]) for each in skipped] == [
        (2, "a value of Parquet that cannot be read")
    ]


def test_a_line_of_blanks_is_read_at_once(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(WHOLE.replace("find", f"find{' ' * 30_000}"), encoding="utf-8")
    began = time.process_time()
    assert len(list(ingest.read_documents([path]))) == 1
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        # without abstract
        (HEADER + WHOLE + f"Tides\n\n{BYLINE}" + WHOLE, 13, "title without abstract: 'Tides'"),
        (HEADER + WHOLE + "Tides", 13, "title without abstract: 'Tides'"),
        (HEADER + "Tides\n\n" + WHOLE, 5, "title without abstract: 'Tides'"),
        (HEADER + f"Whales\n\n{LONG}\n\nTides", 9, "title without abstract: 'Tides'"),
        (HEADER + f"Whales\n\n{LONG}\n\nTides\n\n{WHOLE}", 9, "title without abstract: 'Tides'"),
        (f"{GLUED}Whales\n{ABSTRACT}\nTides\n", 4, "title without abstract: 'Tides'"),
        (f"{GLUED}Whales\nTides\n{ABSTRACT}\n", 2, "title without abstract: 'Whales'"),
        # without title
        (HEADER + f"{LONG}\n\n{BYLINE}" + WHOLE, 5, "abstract without title"),
        (HEADER + WHOLE + f"{LONG}\n\n{BYLINE}", 13, "abstract without title"),
        (f"{GLUED}Whales\n{LONG}\n{LONG}\nTides\n{LONG}\n", 4, "abstract without title"),
        # cut
        (HEADER + WHOLE + "Tides\n\nWe foretell the tid", 15, "ends within an abstract"),
        (HEADER + f"Whales\n\n{LONG}\n\nTides\n\n{LONG[:-20]}", 11, "ends within an abstract"),
        (f"{GLUED}Whales\n{LONG}\nTides\n{LONG[:-9]}", 5, "ends within an abstract"),
        (f"{GLUED}Whales\n{LONG}\nTides\nWe foretell", 5, "ends within an abstract"),
        (HEADER + f"Whales\n\n{LONG}\n\n• 2 au", 9, "title without abstract"),
        (HEADER + f"Whales\n\n{LONG}\n\n• 2 authors", 9, "ends within a byline"),
        (HEADER + f"Whales\n\n{LONG}\n\nsea Sea Lab\n·", 9, "ends within a byline"),
        (HEADER + f"Whales\n\n{LONG}\n\n• 2 authors\n·\nApr 8, 20", 9, "no date that can be read"),
        # bylines
        (HEADER + BYLINE + WHOLE, 5, "byline without title and abstract"),
        (HEADER + WHOLE.replace("Apr 8", "Feb 30") + WHOLE, 9, "'Feb 30'"),
        (HEADER + f"Whales\n\n{LONG}\n\n• 2 authors\n·\n\n{WHOLE}", 9, "no date that can be read"),
    ],
)
def test_damaged_pages(tmp_path: Path, text: str, line: int, reason: str) -> None:
    path = tmp_path / "page.txt"
    path.write_text(text, "utf-8")
    error = raised(path)
    assert reason in error.reason
    assert (error.file, error.line) == (str(path), line)
    skipped: list[Problem] = []
    found = list(ingest.read_documents([path], skipped=skipped))
    assert skipped == [Problem(str(path), line, error.reason)]
    assert {(d.title, d.abstract) for d in found} <= WHOLE_PAPERS


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    missing = raised(tmp_path / "missing.txt")
    assert missing.reason.startswith("no such file")
    folder = raised(tmp_path)
    assert "a directory without a file of papers" in folder.reason
    assert "no file matches" in raised(tmp_path / "*.bib").reason
    within = tmp_path / "file"
    within.write_text("x", "utf-8")
    assert "cannot be read" in raised(within / "page.txt").reason
    assert "cannot be read" in raised(Path("a\0b")).reason
    assert "cannot be read" in raised(Path("x" * 5000)).reason


def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(HEADER + WHOLE, "utf-8")
    path.chmod(0)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)  # the superuser may read every file
    try:
        assert raised(path).reason.startswith("may not be read")
    finally:
        os.seteuid(user)


def test_bad_files_are_listed_and_the_good_go_on(tmp_path: Path) -> None:
    good, cut, empty = (tmp_path / name for name in ("good.txt", "cut.txt", "empty.txt"))
    good.write_text(HEADER + WHOLE, "utf-8")
    cut.write_text(HEADER + WHOLE + "Tides", "utf-8")
    empty.write_text("", "utf-8")
    (tmp_path / "folder").mkdir()
    inputs = [empty, good, tmp_path / "missing", cut, tmp_path / "folder", good]
    skipped: list[Problem] = []
    assert len(list(ingest.read_documents(inputs, skipped=skipped))) == 3
    assert [(p.file, p.line) for p in skipped] == [
        (str(empty), None),
        (str(tmp_path / "missing"), None),
        (str(cut), 13),
        (str(tmp_path / "folder"), None),
    ]


@settings(deadline=None)
@given(data=st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_bytes_give_papers_or_an_input_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "file"
    for content in (data, gzip.compress(data), HEADER.encode() + data, RECORD + data):
        path.write_bytes(content)
        for document in ingest.read_documents([path], skipped=[]):
            assert document.title.strip()
            assert document.text.encode("utf-8")


def test_pages_cut_anywhere_within_a_paper_are_noticed(tmp_path: Path) -> None:
    pages = sorted(SEEDS.glob("00*.txt"))
    if not pages:
        pytest.skip(f"no pages in {SEEDS}: set KG_SEEDS to the folder of pages")
    for page in pages:
        text = page.read_text("utf-8")
        for end in range(1000, len(text), 4999):
            kept = text[:end].rstrip()
            if kept.endswith((".", "!", "?")) or "://" in kept.split()[-1]:
                continue  # cut where a text may well end
            path = tmp_path / "cut.txt"
            path.write_text(kept, "utf-8")
            skipped: list[Problem] = []
            list(ingest.read_documents([path], skipped=skipped))
            assert len(skipped) == 1, kept[-60:]
