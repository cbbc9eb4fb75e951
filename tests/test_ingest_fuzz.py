"""Damaged and hostile inputs of every format: papers or problems with file and line, never more."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import ingest
from kg.core.errors import InputError
from kg.core.types import Problem
from tests.ingest_shapes import REEDS, SHAPES, TIDES
from tests.test_author_records import FILES

INPUTS = sorted((Path(__file__).parent / "data" / "inputs").iterdir())
SEEDS = {path.name[:2]: path.read_bytes() for path in INPUTS}
BY_KIND: tuple[str, ...] = (
    "04",
    "11",
    "12",
    "17",
    "32",
    "37",
    "41",
    "50",
    "51",
    "52",
    "53",
    "54",
    "55",
    "56",
)
BY_KIND += ("58", "59", "60", "61", "63", "64", "65", "66", "67", "68", "69", "70")

SHAPED = ("openalex.json", "crossref.json", "x.enw")
SEEDS |= {
    name: SHAPES[name][1].replace("{tides}", TIDES).replace("{reeds}", REEDS).encode()
    for name in SHAPED
}
SEEDS |= {f"people in {name}": text.encode() for name, text in FILES.items()}
BY_KIND += (*SHAPED, *(name for name in SEEDS if name.startswith("people in ")))

PIECES = [
    b"\n",
    b"\r\n",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b"<",
    b">",
    b"&",
    b'"',
    b"'",
    b"$",
    b"#",
    b"|",
    b"-",
    b"\xff",
    b"\xe2\x80\xa8",
    b"\0",
    b"@article{",
    b"TY  - JOUR\n",
    b"ER  - \n",
    b"PMID- 1\n",
    b"<entry>",
    b"</entry>",
    b"<!ENTITY a 'b'>",
    b"&a;",
    b"Title: ",
    b"Abstract: ",
    b"## ",
    b"| a |\n|---|\n",
    b"---\n",
    b"\\\\\n",
    b"arXiv:2401.00001\n",
    b"- title: ",
    b"title,abstract\n",
    b"*a",
    b"&a ",
    b"<!--",
    b"<tex-math>",
    b"null",
    b"1e999",
    b"2401.00001",
    b"9" * 400,
    b"(" * 60,
    b"\\textbf{" * 30,
    b"<b>" * 60,
    b"**" * 60,
    b"NaN",
]


def read(path: Path, max_size: int = 1 << 20) -> tuple[int, list[Problem]]:
    """How many papers a file has, and its problems, each with file and a line of it."""
    skipped: list[Problem] = []
    count = 0
    for document in ingest.read_documents([path], skipped=skipped, max_size=max_size):
        count += 1
        assert document.title.strip() == document.title != ""
        assert document.id
        assert document.text.encode("utf-8")
        assert all(source.line > 0 for source in document.sources)
    for problem in skipped:
        assert problem.file.startswith(str(path))
        assert problem.line is None or problem.line > 0
        assert problem.reason
        assert "\n" not in problem.reason
    return count, skipped


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    """An input of one of the formats with some of its bytes cut, doubled, moved or replaced."""
    data = SEEDS[draw(st.sampled_from(BY_KIND))]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        piece = draw(st.sampled_from(PIECES) | st.binary(max_size=4))
        way = draw(st.sampled_from(("cut", "replace", "double", "truncate")))
        kept = {"cut": b"", "replace": piece, "double": data[start:end] * 2 + piece}.get(way, b"")
        data = data[:start] if way == "truncate" else data[:start] + kept + data[end:]
    return data


@settings(deadline=2000, max_examples=150, suppress_health_check=list(HealthCheck))
@given(data=mutations())
def test_mutations_of_every_format(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("mutated") / "input"
    path.write_bytes(data)
    read(path)


@settings(deadline=2000, max_examples=100, suppress_health_check=list(HealthCheck))
@given(pieces=st.lists(st.sampled_from(PIECES) | st.text(max_size=12).map(str.encode), max_size=30))
def test_signs_of_all_formats_mixed(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes]
) -> None:
    path = tmp_path_factory.mktemp("mixed") / "input"
    path.write_bytes(b"".join(pieces))
    read(path)


LARGE = 1 << 16
PACKS = [gzip.compress, bz2.compress, lzma.compress, zstandard.compress]


@pytest.mark.parametrize(
    "text",
    [
        "$" * LARGE,
        "\\" * LARGE,
        "{" * LARGE,
        "\\textbf{" * (LARGE // 8),
        "<b>" * (LARGE // 3),
        "<" * LARGE,
        "&" * LARGE,
        "&amp;" * (LARGE // 5),
        "*" * LARGE,
        "[a](" * (LARGE // 4),
        "|" * LARGE,
        "~" * LARGE,
        "\n" * LARGE,
        " \n" * (LARGE // 2),
        "a-\n" * (LARGE // 3),
        "\\n" * (LARGE // 2),
        "\\cite{" * (LARGE // 6),
        "$x" * (LARGE // 2),
        "\\(" * (LARGE // 2),
        "`" * LARGE,
        "a b" * (LARGE // 3),
        "<!--" * (LARGE // 4),
        "<tex-math>" * (LARGE // 10),
        "{\\em " * (LARGE // 5),
    ],
    ids=lambda text: repr(text[:6]),
)
def test_long_texts_take_linear_time(tmp_path: Path, text: str) -> None:
    import json
    import time

    path = tmp_path / "papers.jsonl"
    path.write_text(json.dumps({"title": "On x", "abstract": text}) + "\n", encoding="utf-8")
    began = time.process_time()
    read(path)
    assert time.process_time() - began < 10


@pytest.mark.parametrize("pack", PACKS)
def test_what_unpacks_to_too_much_stops(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    path = tmp_path / "bomb"
    path.write_bytes(pack(b'{"title": "On x", "abstract": "We."}\n' * 100_000))
    _, skipped = read(path, 1 << 14)
    assert ["raise --max-size" in problem.reason for problem in skipped] == [True]


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("kept", [0.02, 0.5, 0.98])
def test_what_is_cut_off_is_said(tmp_path: Path, pack: object, kept: float) -> None:
    assert callable(pack)
    path = tmp_path / "cut"
    lines = b"".join(b'{"title": "On %d", "abstract": "We."}\n' % n for n in range(20_000))
    packed = pack(lines)
    path.write_bytes(packed[: int(kept * len(packed))])
    _, skipped = read(path)
    assert any(problem.reason.endswith("fetch the file again") for problem in skipped)


def test_frames_of_zstd_are_read_one_after_another(tmp_path: Path) -> None:
    path = tmp_path / "frames"
    skippable = b"\x50\x2a\x4d\x18\x04\0\0\0abcd"
    frames = [zstandard.compress(b'{"title": "On %d", "abstract": "We."}\n' % n) for n in range(3)]
    path.write_bytes(frames[0] + skippable + frames[1] + frames[2])
    assert read(path) == (3, [])


def test_archives_are_limited_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"{number}.jsonl", b'{"title": "On x", "abstract": "We."}\n' * 100)
    count, skipped = read(path, 1 << 13)
    assert 0 < count < 400
    assert ["raise --max-size" in problem.reason for problem in skipped] == [True]


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (
            b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><articles><article/></articles>',
            "declares entities",
        ),
        (
            b'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "b">]><feed><entry/></feed>',
            "declares entities",
        ),
        (b"- title: &a [x,x]\n  b: &b [" + b"*a," * 2000 + b"]\n", "aliases"),
    ],
)
def test_entities_and_aliases_are_not_expanded(tmp_path: Path, head: bytes, reason: str) -> None:
    path = tmp_path / "input"
    path.write_bytes(head)
    with pytest.raises(InputError, match=reason):
        list(ingest.read_documents([path]))


@pytest.mark.parametrize("pack", [None, *PACKS])
def test_compression_makes_no_difference(tmp_path: Path, pack: object) -> None:
    for path in INPUTS:
        expected = read(path)[0]
        data = path.read_bytes()
        packed = tmp_path / path.name
        packed.write_bytes(pack(data) if callable(pack) else data)
        assert read(packed)[0] == expected, path.name


def test_folders_archives_and_patterns_name_their_files(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    (folder / "deep").mkdir(parents=True)
    (folder / ".git").mkdir()
    for path in INPUTS[:3]:
        (folder / "deep" / path.name).write_bytes(path.read_bytes())
        (folder / ".git" / path.name).write_bytes(path.read_bytes())
    (folder / "notes.docx").write_bytes(b"no papers")
    expected = sum(read(path)[0] for path in INPUTS[:3])
    notes = ingest.ReadingNotes()
    assert len(list(ingest.read_documents([folder], notes=notes))) == expected
    assert [note.file for kind in notes.examples.values() for note in kind] == [
        str(folder / "notes.docx")
    ]
    assert len(list(ingest.read_documents([folder / "**" / "*.jsonl"]))) == expected
    archive = tmp_path / "papers.zip"
    with zipfile.ZipFile(archive, "w") as out:
        for path in INPUTS[:3]:
            out.write(path, f"deep/{path.name}")
        out.writestr("notes.docx", b"no papers")
    found = list(ingest.read_documents([archive]))
    assert len(found) == expected
    assert {d.sources[0].name for d in found} == {f"papers.zip/{p.name}" for p in INPUTS[:3]}


def test_a_workbook_within_an_archive_of_bytes_is_told_from_it() -> None:
    data = SEEDS["69"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "xl/workbook.xml" in archive.namelist()
