"""Files of papers as people have them, one small input a kind: what must be read from each."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import ingest
from kg.core.paper_ids import paper_id
from kg.core.types import Document, Extraction, Problem
from kg.ingest import reading
from kg.papers.same_papers import merge_readings

INPUTS = Path(__file__).parent / "data" / "inputs"

HERON = "HeronNet: Counting Wading Birds from Drones"
MOTH = "MothTrack: Following Moths in the Dark"
ABSTRACTS = {
    HERON: "We present HeronNet, a small network that counts wading birds in drone images, "
    "and test it on the ReedBed dataset, where it reaches an F1 of 0.81 against 0.74 "
    "for a plain ResNet-50 baseline.",
    MOTH: "Acoustic traps miss quiet species. We propose MothTrack, a Kalman filter over "
    "infrared frames, and report a recall of 92.4% on MothWatch, a benchmark of 300 "
    "nights.",
}
ONE, TWO = "arxiv:2401.00001", "arxiv:2401.00002"
BY_TITLE = {title: paper_id(title) for title in (HERON, MOTH)}


def read(name: str) -> tuple[list[Document], list[Problem], reading.ReadingNotes]:
    (path,) = INPUTS.glob(f"{name}_*")
    skipped: list[Problem] = []
    notes = reading.ReadingNotes()
    return list(ingest.read_documents([path], skipped=skipped, notes=notes)), skipped, notes


def papers(name: str) -> list[Document]:
    found, skipped, _ = read(name)
    assert not skipped
    return found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # number, then (line, id, date, authors) of the one paper or of both
        ("10", [(1, ONE, None, ("Ada Lee",))]),
        ("11", [(2, ONE, None, ()), (7, TWO, None, ())]),
        ("12", [(1, ONE, "2024-01-01", ("Ada Lee",)), (1, TWO, "2024-01-01", ("Ada Lee",))]),
        ("13", [(1, ONE, None, ())]),
        ("31", [(1, None, None, ()), (5, None, None, ())]),
        ("32", [(5, ONE, "2024-10-03", ()), (9, TWO, "2024-10-03", ())]),
        (
            "33",
            [(3, ONE, "2024-10-03", ("Ada Lee", "Bo Chu")), (11, None, "2024-10-03", ("Cy Day",))],
        ),
        ("34", [(1, None, None, ()), (4, None, None, ())]),
        ("35", [(2, None, None, ())]),
        ("36", [(2, None, None, ())]),
        ("37", [(1, None, None, ())]),
        ("38", [(1, None, "2024", ())]),
        ("40", [(1, None, None, ()), (1, None, None, ())]),
        ("41", [(1, None, None, ())]),
        (
            "52",
            [
                (1, "doi:10.1000/heron", "2024-01", ("Ada Lee", "Bo Müller", "Heron Team")),
                (11, TWO, "2024-02-01", ("Cy Day",)),
            ],
        ),
        (
            "53",
            [
                (1, "doi:10.1000/heron", "2024", ("Ada Lee", "Bo Chu")),
                (12, TWO, "2024-11", ("Day C.",)),
            ],
        ),
        ("54", [(5, None, None, ())]),
        ("70", [(1, ONE, "2024-01", ("Ada Lee", "Łukasz Müller"))]),
        ("55", [(2, ONE, "2024-01-01", ()), (3, TWO, "2024-02-01", ())]),
        ("56", [(2, "doi:10.1000/heron", "2024", ("Ada Lee", "Bo Chu"))]),
        ("58", [(1, ONE, "2024-01-01", ("Ada Lee",))]),
        ("59", [(2, "doi:10.1000/heron", "2024-01-05", ("Ada Lee",)), (24, None, None, ())]),
        ("60", [(1, "doi:10.1000/heron", "2024-11", ("Ada Lee",))]),
        ("63", [(3, ONE, "2024-01-01", ("Ada Lee", "Bo Chu"))]),
        (
            "64",
            [(5, ONE, "2024-10-03", ("Ada Lee", "Bo Chu")), (6, TWO, "2024-10-03", ("Cy Day",))],
        ),
        ("65", [(1, ONE, None, ("Ada Lee", "Bo Chu")), (10, TWO, None, ("Cy Day",))]),
        ("66", [(1, ONE, None, ()), (5, None, None, ())]),
        ("67", [(1, ONE, None, ()), (5, TWO, None, ())]),
    ],
)
def test_the_two_papers_are_read_from_every_format(
    name: str, expected: list[tuple[int, str | None, str | None, tuple[str, ...]]]
) -> None:
    found = papers(name)
    titles = (HERON, MOTH)[: len(expected)]
    assert [(d.title, d.abstract) for d in found] == [(t, ABSTRACTS[t]) for t in titles]
    assert [(d.sources[0].line, d.id, d.date, d.authors) for d in found] == [
        (line, identifier or BY_TITLE[title], date, authors)
        for title, (line, identifier, date, authors) in zip(titles, expected, strict=True)
    ]


@pytest.mark.parametrize(
    ("name", "title", "abstract"),
    [
        (
            "01",
            "TideCast: Forecasting Tides",
            "We propose TideCast, a graph neural network for tide forecasting. On the "
            "TideBench benchmark TideCast reaches a mean absolute error of 2.1 cm, against "
            "3.4 cm for a Long Short-Term Memory network, and an F1 score of 0.88.",
        ),
        (
            "20",
            "Gas sensing with MethaNose for CO2 & CH4",
            "We propose MethaNose, a sensor model for CO2 & CH4.\n\nOn the FieldGas benchmark "
            "it reaches an R2 of 0.93 (p<0.01), against 0.88 for XGBoost 2.",
        ),
        (
            "21",
            HERON,
            "We present HeronNet, a small network that counts wading birds, and test it on "
            "the ReedBed dataset, where it reaches an F1 of 0.81 against 0.74 for ResNet-50.",
        ),
        (
            "22",
            "Automatic Q&A Pairs over Tide Tables",
            "Our system generates Q&A pairs directly from tide tables, and we evaluate BERT "
            "& T5 on them. T5 gains >4 points of F1 over BERT (<1B parameters), and the "
            '"oracle" retriever adds 2%. It\'s open.',
        ),
        (
            "23",
            "TideFormer: Forecasting Tides with O(n) Attention",
            "We introduce TideFormer, a transformer with O(n) attention. Tide Correspondence "
            "Constraint (TCC) is its loss. We call the whole system our method. our method "
            "lowers MSE by 12.5% over Informer, and Autoformer is worse. We also propose "
            "expert tides, a router.",
        ),
        (
            "25",
            "TideMesh: Generating Answers for Question Answering on TideBench",
            "We propose TideMesh. On TideBench it reaches an MAE of 2.0 cm.",
        ),
        (
            "26",
            "ReedSeg: Segmenting Reeds in Sentinel-2 Images",
            "We propose ReedSeg, a U-Net variant, and the ReedMap dataset.\n\nAccuracy: 91.2% "
            "mIoU on ReedMap\n\nSpeed: 30 FPS on a Jetson Nano\n\nModel, mIoU\n\nU-Net, "
            "88.0\n\nReedSeg, 91.2",
        ),
        (
            "27",
            "TideFlow: A Flow Model for Tides",
            "We propose TideFlow, a normalizing flow. On TideBench it lowers NLL by 0.2 "
            "nats.\n\nCode will be released.",
        ),
        (
            "45",
            "Bends with radius <λ0/2 by WaveBend",
            "We present WaveBend for waveguide bends with a radius < 2 μm and evaluate it on "
            "the BendSet dataset.",
        ),
    ],
)
def test_text_is_read_without_line_breaks_and_markup(name: str, title: str, abstract: str) -> None:
    (found,) = papers(name)
    assert (found.title, found.abstract) == (title, abstract)


def test_two_papers_of_one_title_with_ids_of_one_kind_are_two() -> None:
    assert len({d.id for d in papers("03")}) == 2


def test_a_line_of_kaggle_is_the_paper_of_arxiv() -> None:
    first, second = papers("04")
    assert first.id == second.id == ONE
    assert (first.date, first.version, first.doi) == ("2024-01-01", 2, "10.1000/j.heron.2024")
    assert first.title == second.title == f"{HERON} over Reed Beds"


@pytest.mark.parametrize("name", ["05", "06"])
def test_ids_of_one_paper_are_one(name: str) -> None:
    assert {d.id for d in papers(name)} == {ONE}
    assert {d.arxiv for d in papers(name)} == {"2401.00001"}


def test_ids_are_read_under_every_usual_key() -> None:
    ids = [(d.id, d.arxiv, d.doi) for d in papers("07")]
    assert ids == [
        (ONE, "2401.00001", None),
        (TWO, "2401.00002", None),
        ("arxiv:2401.00003", "2401.00003", "10.1000/c"),
        ("doi:10.1000/d", None, "10.1000/d"),
    ]


def test_mixed_ids_of_arxiv() -> None:
    assert [d.id for d in papers("48")] == [ONE, "arxiv:math/0309136", "arxiv:math/0309136"]


def test_dates_are_read_under_every_usual_key() -> None:
    assert [d.date for d in papers("08")] == [
        *["2024-01-01"] * 4,
        *["2024"] * 2,
        *["2024-01-01"] * 2,
    ]


def test_dates_are_read_in_every_usual_form() -> None:
    assert [d.date for d in papers("09")] == [
        *("2024-03-05", "2024", "2024-11", "2024-03-05", "2024-03", "2024-03", "2024-03-05"),
        *("2024-03-05", "2024-03-05", "2024", "2024", "2024-03-05", "2024", "2024-01", "2023"),
        *(None, None, None, "2024-03"),
    ]


def test_organizations_of_hugging_face() -> None:
    for document in (*papers("12"), *papers("13")):
        assert document.organization is not None
        named = document.organization
        assert (named.handle, named.name) == ("example-lab", "Example Lab")
        assert (document.byline or "")[named.start : named.end] == named.name


def test_what_is_missing_is_noted() -> None:
    found, _, notes = read("14")
    assert [(d.date, bool(d.abstract)) for d in found] == [("2024", True), ("2024", False)]
    assert notes.counts == {reading.NO_ABSTRACT: 1}
    found, _, notes = read("15")
    assert [d.date for d in found] == ["2024", None, None]
    assert notes.counts == {reading.UNREADABLE: 1}


def test_authors_are_read_from_every_usual_value() -> None:
    assert [d.authors for d in papers("17")] == [
        ("Ada Lee",),
        ("Bo Chu",),
        ("Ada Lee",),
        ("Ada Lee",),
    ]


def test_categories_of_words_stay_whole() -> None:
    assert [d.categories for d in papers("19")] == [
        ("Computer Vision", "Machine Learning"),
        ("cs.CV", "cs.LG"),
    ]


def test_notices_are_no_abstracts() -> None:
    found, _, notes = read("28")
    assert [d.abstract for d in found] == ["", ""]
    assert notes.counts == {reading.WITHDRAWN: 2}


def test_another_language_is_noted() -> None:
    found, _, notes = read("29")
    assert len(found) == 1
    assert notes.counts == {reading.NOT_ENGLISH: 1}


@pytest.mark.parametrize(
    ("name", "reason"), [("30", "the error message of a service"), ("43", "Python, not JSON")]
)
def test_what_is_no_paper_is_refused(name: str, reason: str) -> None:
    found, skipped, _ = read(name)
    assert not found
    assert [problem.line for problem in skipped] == [1]
    assert reason in skipped[0].reason


def test_a_feed_of_arxiv() -> None:
    (found,) = papers("50")
    assert (found.id, found.date, found.updated, found.version) == (
        ONE,
        "2024-01-01",
        "2024-03-01",
        2,
    )
    assert (found.title, found.abstract) == (HERON, ABSTRACTS[HERON])
    assert (found.authors, found.categories) == (("Ada Lee",), ("cs.CV",))
    assert found.url == "http://arxiv.org/abs/2401.00001v2"


def test_a_feed_of_a_journal() -> None:
    (found,) = papers("61")
    assert (found.id, found.date, found.updated) == (ONE, "2024-02-15", None)
    assert found.abstract == ABSTRACTS[HERON]


def test_a_citation_of_pubmed() -> None:
    (found,) = papers("51")
    assert (found.id, found.date) == ("doi:10.1000/bloom", "2024-11")
    assert found.title == "Early warning of Alexandrium bloom with BloomNet."
    assert found.authors == ("Ada Lee", "Bloom Group")
    assert found.abstract == (
        "METHODS: We trained BloomNet, a random forest, on BloomWatch.\n\nRESULTS: The AUC "
        "was 0.91, against 0.83 for logistic regression."
    )


@pytest.mark.parametrize(("name", "line"), [("68", 1), ("69", 2)])
def test_tables_in_binary_files(name: str, line: int) -> None:
    (found,) = papers(name)
    assert (found.title, found.sources[0].line) == (HERON, line)
    assert found.abstract.endswith("test it on the ReedBed dataset.")


def test_titles_do_not_run_into_abstracts() -> None:
    assert [d.text.split("\n")[0] for d in papers("02")] == [d.title for d in papers("02")]


def test_preprint_and_published_paper_are_one() -> None:
    found = papers("46")
    assert [d.id for d in found] == [ONE, "doi:10.1000/j.heron.2024"]
    (paper,) = merge_readings(map(Extraction, found))
    document = paper.document
    assert (document.id, document.arxiv, document.doi) == (
        ONE,
        "2401.00001",
        "10.1000/j.heron.2024",
    )


def test_a_page_of_a_full_paper_is_one_paper() -> None:
    """What stands in its sections and tables: tests of full texts."""
    (found,) = papers("70")
    assert (found.id, found.date) == (ONE, "2024-01")
    assert found.authors == ("Ada Lee", "Łukasz Müller")


def test_every_input_is_in_a_test() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    for path in INPUTS.iterdir():
        assert f'"{path.name[:2]}"' in text, path.name
