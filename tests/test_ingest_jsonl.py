"""JSON Lines: what each field becomes, and that other ways in give the same papers."""

from __future__ import annotations

import datetime
import gzip
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg import ingest
from kg.core.codec import encode_extraction, to_record
from kg.core.full_texts.full_text import FullText, Paragraph, Section
from kg.core.paper_ids import local_id, paper_id
from kg.core.types import Document, Extraction, Organization, Problem, Result, Source
from kg.ingest import reading
from kg.ingest.fields.plain_text import read_abstract, read_title

ARXIV = Path(
    os.environ.get(
        "KG_ARXIV", Path(__file__).parents[2] / "shared" / "data" / "arxiv_2025" / "papers.jsonl.gz"
    )
)
WHALES = {"title": "Counting Whales", "abstract": "We count whales from the air."}
OWN = {**WHALES, "id": "title:1", "entities": [], "extractor": ""}
"""A paper as `kg extract` writes one that nothing has read."""


def written(tmp_path: Path, *records: object, name: str = "papers.jsonl") -> Path:
    path = tmp_path / name
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def only(tmp_path: Path, **fields: object) -> Document:
    (document,) = ingest.read_documents([written(tmp_path, {**WHALES, **fields})])
    return document


def problem(tmp_path: Path, record: object) -> str:
    skipped: list[Problem] = []
    assert not list(ingest.read_documents([written(tmp_path, WHALES, record)], skipped=skipped))[1:]
    assert [(p.file, p.line) for p in skipped] == [(str(tmp_path / "papers.jsonl"), 2)]
    return skipped[0].reason


def test_the_least_that_a_record_needs(tmp_path: Path) -> None:
    assert only(tmp_path) == Document(
        id=paper_id("Counting Whales"),
        title="Counting Whales",
        abstract="We count whales from the air.",
        sources=(Source("papers.jsonl", 1),),
    )


@pytest.mark.parametrize(
    ("fields", "id"),
    [
        ({"id": "2207.01732"}, "arxiv:2207.01732"),
        ({"id": "arxiv:2207.01732"}, "arxiv:2207.01732"),
        ({"id": "http://arxiv.org/abs/2207.01732v3"}, "arxiv:2207.01732"),
        ({"id": "hep-th/9901001"}, "arxiv:hep-th/9901001"),
        ({"arxiv_id": "2207.01732", "doi": "10.1/x", "id": 7}, "arxiv:2207.01732"),
        ({"arxiv_id": None, "doi": "10.1000/XY", "id": "2207.01732"}, "arxiv:2207.01732"),
        ({"DOI": "https://doi.org/10.1000/XY", "PMID": 100}, "doi:10.1000/xy"),
        ({"externalIds": {"CorpusId": 12, "PubMed": "100"}}, "pmid:100"),
        ({"forum": "Ab12Cd34"}, "openreview:Ab12Cd34"),
        ({"ids": {"openalex": "https://openalex.org/W2741809807"}}, "openalex:W2741809807"),
        ({"journal": "arXiv preprint arXiv:2207.01732"}, "arxiv:2207.01732"),
        ({"id": "paper-17"}, local_id("Counting Whales", "paper-17")),
        ({"id": "lee2024", "issued": "2024"}, None),
        ({"id": "title:0123456789abcdef"}, "title:0123456789abcdef"),
        ({"id": "W2741809807"}, "openalex:W2741809807"),
        ({"id": 12}, None),
        ({"id": ""}, None),
        ({"id": None}, None),
    ],
)
def test_ids(tmp_path: Path, fields: dict[str, object], id: str | None) -> None:
    assert only(tmp_path, **fields).id == (id or paper_id("Counting Whales"))


@pytest.mark.parametrize(
    ("fields", "date", "listed"),
    [
        ({}, None, None),
        ({"date": None, "listed": ""}, None, None),
        ({"date": "2024-02-29"}, "2024-02-29", None),
        ({"published": "2024-02-29T12:00:00Z"}, "2024-02-29", None),
        ({"date": "2024-02", "published": "2024-02-29"}, "2024-02", None),
        ({"date": 2024}, "2024", None),
        ({"date": "Feb 29, 2024"}, "2024-02-29", None),
        ({"listed": "2025-06-19"}, "2025-06-19", "2025-06-19"),
        ({"listed": "2025-06-19", "date": "2024-01-02"}, "2024-01-02", "2025-06-19"),
    ],
)
def test_dates(
    tmp_path: Path, fields: dict[str, object], date: str | None, listed: str | None
) -> None:
    document = only(tmp_path, **fields)
    assert (document.date, document.sources[0].listed) == (date, listed)


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        (None, ()),
        ([], ()),
        (["Ada L.", " Bo "], ("Ada L.", "Bo")),
        ([{"name": "Ada"}], ("Ada",)),
        ("Ada L.", ("Ada L.",)),
        ("Ada L., Bo C. and Cy", ("Ada L.", "Bo C.", "Cy")),
        ("L., Ada and C., Bo", ("Ada L.", "Bo C.")),
        ("L., Ada; C., Bo;", ("Ada L.", "Bo C.")),
        ([["Lee", "Ada", ""], ["Chu", "Bo", "Jr."]], ("Ada Lee", "Bo Chu Jr.")),
        ([{"given": "Ada", "family": "Lee"}, None], ("Ada Lee",)),
        ([{"author": {"display_name": "Bo Chu"}}], ("Bo Chu",)),
        ("['Ada Lee', 'Bo Chu']", ("Ada Lee", "Bo Chu")),
        ("Lee, A. B.", ("A. B. Lee",)),
        ('M{\\"u}ller, Bo', ("Bo M\u00fcller",)),
        ("Sandra Land", ("Sandra Land",)),
        ("", ()),
    ],
)
def test_authors(tmp_path: Path, authors: object, expected: tuple[str, ...]) -> None:
    assert only(tmp_path, authors=authors).authors == expected


@pytest.mark.parametrize(
    ("categories", "expected"),
    [(["cs.CL", "cs.LG"], ("cs.CL", "cs.LG")), ("cs.CL, cs.LG", ("cs.CL", "cs.LG")), ("", ())],
)
def test_categories(tmp_path: Path, categories: object, expected: tuple[str, ...]) -> None:
    assert only(tmp_path, categories=categories).categories == expected


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"abstract": "We count."}, "no title: each paper needs one; it has abstract"),
        ({**WHALES, "title": None}, "no title"),
        ({**WHALES, "title": " \n"}, "no title"),
        ({**WHALES, "title": "Wha\0les"}, "NUL"),
        ({**WHALES, "title": "Wha\ud800les"}, "surrogate"),
        ({**WHALES, "title": "x" * 2_000_000}, "2,000,000 characters: at most 1,048,576"),
        (["Whales", "We count."], "JSON object was expected"),
        ("Whales", "JSON object was expected"),
        ({**OWN, "abstract": 3}, "abstract must be a string"),
        ({**OWN, "authors": 3}, "authors must be a list"),
        ({**OWN, "authors": [3]}, "authors must be a list of strings"),
        ({**OWN, "categories": {}}, "categories must be a list"),
        ({**OWN, "id": 7}, "id must be a string"),
        ({**OWN, "date": "soon"}, "date must be a date"),
        ({**OWN, "sources": "page.txt"}, "sources must be a list"),
        ({**OWN, "sources": [{"name": "page.txt"}]}, "a source needs"),
        ({**OWN, "organization": {"handle": "a"}}, "an organization needs"),
        (
            {
                **OWN,
                "byline": "sea Sea",
                "organization": {"handle": "sea", "name": "Sea", "start": 0, "end": 3},
            },
            "does not stand",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_records_are_named_by_line(tmp_path: Path, record: object, reason: str) -> None:
    assert reason in problem(tmp_path, record)


@pytest.mark.parametrize(
    ("fields", "kind", "text"),
    [
        ({"abstract": None}, reading.NO_ABSTRACT, "Counting Whales"),
        ({"abstract": ""}, reading.NO_ABSTRACT, "Counting Whales"),
        ({"abstract": 3}, reading.UNREADABLE, "abstract: 3 is no text"),
        ({"date": "soon"}, reading.UNREADABLE, 'date: "soon" is no date'),
        ({"listed": [True]}, reading.UNREADABLE, "listed: [true] is no date"),
        ({"authors": 3}, reading.UNREADABLE, "authors: 3 is no name"),
        ({"id": 2207.01732}, reading.UNREADABLE, "id: 2207.01732 is a number, an id is a text"),
        (
            {"abstract": "This paper has been withdrawn by the author."},
            reading.WITHDRAWN,
            "Counting Whales",
        ),
        (
            {"abstract": "Wir zählen die Wale aus der Luft mit einer Kamera und finden mehr."},
            reading.NOT_ENGLISH,
            "German: Counting Whales",
        ),
    ],
)
def test_what_is_odd_is_noted_and_the_paper_is_kept(
    tmp_path: Path, fields: dict[str, object], kind: str, text: str
) -> None:
    notes = reading.ReadingNotes()
    path = written(tmp_path, {**WHALES, **fields})
    (document,) = ingest.read_documents([path], notes=notes)
    assert document.title == "Counting Whales"
    assert notes.counts[kind] == 1
    assert [(note.line, note.text) for note in notes.examples[kind]] == [(1, text)]


def test_records_of_our_own_are_read_back(tmp_path: Path) -> None:
    documents = [
        Document(
            id="title:0123456789abcdef",
            title="Counting\tWhales",
            abstract="We count \\textbf{whales}.\n\nFrom the air.",
            date="2024-02-29",
            sources=(Source("a.txt", 3, "2024-03-01"), Source("b.txt", 9)),
            byline="sea Sea Lab",
            organization=Organization("sea", "Sea Lab", 4, 11),
            authors=("Ada",),
            categories=("cs.CL",),
        ),
        Document(id="arxiv:2207.01732", title="Tides", abstract="?", sources=(Source("-", 1),)),
    ]
    path = written(tmp_path, *(to_record(Extraction(document)) for document in documents))
    assert list(ingest.read_documents([path])) == documents


def test_a_long_record_is_one_paper_whatever_lists_it_has(tmp_path: Path) -> None:
    body = FullText((Section("1", "A", "method", (Paragraph("section 1 ¶1", "word " * 40_000),)),))
    whales = replace(Document("title:0123456789abcdef", "Tides", "We."), full_text=body)
    whales = replace(whales, sources=(Source("a.html", 1),))
    value = Result(None, None, None, None, "We", None, None, 6, 8, "We.", 0.5, "x@1")
    found = Extraction(whales, results=(value,), extractor="1:x@1")
    lines = [
        encode_extraction(each).decode() for each in (found, replace(found, extractor="2:y@1"))
    ]
    path = tmp_path / "records.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    assert list(ingest.read_papers([path])) == [found, replace(found, extractor="2:y@1")]


def test_records_of_pages_are_the_papers_of_pages(tmp_path: Path) -> None:
    sample = list(ingest.read_documents([ingest.sample_path()]))
    path = written(tmp_path, *(to_record(Extraction(document)) for document in sample))
    assert list(ingest.read_documents([path])) == sample


TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)
FILLED = st.tuples(TEXTS, st.sampled_from("xé🐋")).map("".join)
RECORDS = st.lists(
    st.fixed_dictionaries(
        {"title": FILLED, "abstract": FILLED},
        optional={
            "authors": st.lists(TEXTS),
            "listed": st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)).map(str),
            "doi": st.from_regex(r"10\.[0-9]{4}/[a-z0-9]+", fullmatch=True),
            "comment": TEXTS,
        },
    ),
    min_size=1,
    max_size=12,
)
Records = list[dict[str, object]]


@settings(deadline=None)
@example(records=[{"title": "x", "abstract": "NONE🐋"}])
@given(records=RECORDS)
def test_titles_and_abstracts_come_back_as_read(
    tmp_path_factory: pytest.TempPathFactory, records: Records
) -> None:
    found = list(ingest.read_documents([written(tmp_path_factory.mktemp("json"), *records)]))
    assert [(d.title, d.abstract) for d in found] == [
        (read_title(str(record["title"])), read_abstract(str(record["abstract"])))
        for record in records
    ]


@settings(deadline=None)
@given(records=RECORDS, at=st.integers(0, 12))
def test_compressed_or_split_gives_the_same(
    tmp_path_factory: pytest.TempPathFactory, records: Records, at: int
) -> None:
    folder = tmp_path_factory.mktemp("json")
    whole = written(folder, *records)
    expected = list(ingest.read_documents([whole]))
    packed = folder / "other name"
    packed.write_bytes(gzip.compress(whole.read_bytes().replace(b"\n", b"\r\n\n")))
    parts = [
        written(folder, *part, name=f"part{n}")
        for n, part in enumerate((records[:at], records[at:]))
        if part
    ]
    bare = [(d.id, d.title, d.abstract, d.date, d.authors) for d in expected]
    for inputs in ([packed], parts):
        found = ingest.read_documents(inputs)
        assert [(d.id, d.title, d.abstract, d.date, d.authors) for d in found] == bare


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("kind", ["page", "jsonl"])
def test_standard_input_reads_like_a_file(tmp_path: Path, kind: str, packed: bool) -> None:
    path = ingest.sample_path() if kind == "page" else written(tmp_path, WHALES, WHALES)
    data = gzip.compress(path.read_bytes()) if packed else path.read_bytes()
    code = (
        "from kg import ingest; from kg.core.codec import *; from kg.core.types import Extraction\n"
        "for d in ingest.read_documents(['-']): print(dumps(to_record(Extraction(d))))\n"
        "import sys; assert not sys.stdin.closed"
    )
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], input=data, capture_output=True, check=True
    )
    (tmp_path / "out.jsonl").write_bytes(run.stdout)
    found = list(ingest.read_documents([tmp_path / "out.jsonl"]))
    expected = list(ingest.read_documents([path]))
    assert {source.name for d in found for source in d.sources} == {"<stdin>"}
    assert [(d.id, d.text, d.date, d.byline) for d in found] == [
        (d.id, d.text, d.date, d.byline) for d in expected
    ]


def test_large_files_are_streamed(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_text(json.dumps(WHALES) + "\n{not json}\n", "utf-8")
    stream = ingest.read_documents([path])
    assert next(stream).title == "Counting Whales"


def test_the_arxiv_listing_is_read_whole() -> None:
    if not ARXIV.exists():
        pytest.skip(f"{ARXIV} is absent: set KG_ARXIV to a listing of arXiv papers")
    count, first, last = 0, "", ""
    for document in ingest.read_documents([ARXIV]):
        count += 1
        assert document.id.startswith("arxiv:")
        day = document.date or ""
        first, last = min(first or day, day), max(last, day)
    assert (count, first, last) == (22_533, "2025-03-18", "2025-06-27")


@pytest.mark.parametrize(
    ("fields", "version"),
    [
        ({"id": "2401.00001v3"}, 3),
        ({"id": "http://arxiv.org/abs/2401.00001v12"}, 12),
        ({"id": "2401.00001", "version": "v2"}, 2),
        ({"id": "2401.00001", "version": 4}, 4),
        ({"id": "2401.00001", "version": "1.0"}, None),
        ({"id": "2401.00001"}, None),
        ({"id": "my-paper-v2"}, None),
    ],
)
def test_the_version_of_a_text_is_told_by_its_id_or_a_field(
    tmp_path: Path, fields: dict[str, object], version: int | None
) -> None:
    document = only(tmp_path, **fields, updated="2025-06-01T10:00:00Z")
    assert (document.version, document.updated) == (version, "2025-06-01")
