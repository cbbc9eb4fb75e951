"""Names, dates and categories of papers as sources write them: what each is read as."""

from __future__ import annotations

import pytest

from kg.ingest.fields.author_fields import read_authors, read_categories
from kg.ingest.fields.date_fields import read_date
from kg.ingest.fields.id_fields import read_ids
from kg.ingest.fields.plain_text import read_abstract, read_paper_title, read_title

ADA, BO = "Ada Lee", "Bo Chu"


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Lee, A., Chu, B., & Day, C.", ["A. Lee", "B. Chu", "C. Day"]),
        ("Shao, Yijia, Kanell, Theodore A.", ["Yijia Shao", "Theodore A. Kanell"]),
        ("OpenAI, Ada Lee, Bo Chu, Cy Day", ["OpenAI", ADA, BO, "Cy Day"]),
        ("Ada Lee et.al.", [ADA]),
        ("Lee, A., Chu, B., et al.", ["A. Lee", "B. Chu"]),
        ("Lee, A. et al.", ["A. Lee"]),
        ("Ada Lee, Bo Chu, et al.", [ADA, BO]),
        ("Ada Lee\nBo Chu", [ADA, BO]),
        ("Ada Lee, Bo\n  Chu", [ADA, BO]),
        ("Ada Lee / Bo Chu", [ADA, BO]),
        ("Ada Lee<br>Bo Chu", [ADA, BO]),
        ("Ada Lee<sup>1</sup>, Bo Chu<sup>1,2</sup>", [ADA, BO]),
        ("Ada Lee1, Bo Chu2*", [ADA, BO]),
        ("Ada Lee¹, Bo Chu²", [ADA, BO]),
        ("Ada Lee (1), Bo Chu (1 and 2) ((1) Tide Lab, (2) Reed Lab)", [ADA, BO]),
        ("{Ada Lee, Bo Chu}", [ADA, BO]),
        ("[Ada Lee, Bo Chu]", [ADA, BO]),
        ("[arxiv.Result.Author('Ada Lee'), arxiv.Result.Author('Bo Chu')]", [ADA, BO]),
        ("[[Ada Lee]], [[people/bo|Bo Chu]]", [ADA, BO]),
        ("By Ada Lee and Bo Chu", [ADA, BO]),
        ("Ada Lee, Ph.D., Bo Chu, MD", [ADA, BO]),
        ("Martin King, Jr., Ada Lee", ["Martin King Jr.", ADA]),
        ("van der Berg, Piet", ["Piet van der Berg"]),
        ("李明、王伟", ["李明", "王伟"]),
        ("Ada Lee，Bo Chu", [ADA, BO]),
        ("Ada Lee <ada@tide.example>", [ADA]),
        ("Bo Chu 0002", [BO]),
        ("-", []),
        (["Ada Lee, Bo Chu"], [ADA, BO]),
        (["Lee Smith, Ada", "Chu, Bo"], ["Ada Lee Smith", BO]),
        ([ADA, "and Bo Chu"], [ADA, BO]),
        ([{"first": "Ada", "middle": ["B."], "last": "Lee"}], ["Ada B. Lee"]),
        ([{"givenName": "Ada", "familyName": "Lee"}], [ADA]),
        ([{"fore_name": "Ada", "last_name": "Lee"}, {"author": BO}], [ADA, BO]),
        ({"1": ADA, "2": BO}, [ADA, BO]),
        ({"names": [ADA, BO]}, [ADA, BO]),
        ({"count": 2}, []),
    ],
)
def test_authors(value: object, names: list[str]) -> None:
    assert list(read_authors(value)) == names


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("5-8 March 2024", "2024-03-05"),
        ("March 5-8, 2024", "2024-03-05"),
        ("5th of March 2024", "2024-03-05"),
        ("Tue Mar  5 10:00:00 2024", "2024-03-05"),
        ("Date: 2024-03-05", "2024-03-05"),
        ("2024年3月5日", "2024-03-05"),
        ("03/2024", "2024-03"),
        ("202403", "2024-03"),
        (202403, "2024-03"),
        ("0000-00-00", None),
        (0, None),
        ({"$date": {"$numberLong": "1709596800000"}}, "2024-03-05"),
        ({"_seconds": 1709596800}, "2024-03-05"),
        ({"start": "2024-03-05", "end": None}, "2024-03-05"),
    ],
)
def test_dates(value: object, date: str | None) -> None:
    assert read_date(value) == date


@pytest.mark.parametrize(
    ("value", "terms"),
    [
        ("Computation and Language (cs.CL); Phenomenology (hep-ph)", ("cs.CL", "hep-ph")),
        ("cs.CL (primary), cs.LG", ("cs.CL", "cs.LG")),
        (["cs.CL cs.LG", "Deep Learning (DL)"], ("cs.CL", "cs.LG", "Deep Learning (DL)")),
        ({"primary": "cs.CL", "all": ["cs.CL", "cs.LG"]}, ("cs.CL", "cs.LG")),
        ([{"@term": "cs.CL"}, {"category": "Physics", "source": "x"}], ("cs.CL", "Physics")),
        ("nan", ()),
    ],
)
def test_categories(value: object, terms: tuple[str, ...]) -> None:
    assert read_categories(value) == terms


@pytest.mark.parametrize(
    ("record", "found", "url"),
    [
        (
            {"pdf": "[2401.00001](https://arxiv.org/pdf/2401.00001)"},
            "arxiv:2401.00001",
            "https://arxiv.org/pdf/2401.00001",
        ),
        (
            {"link": "https://example.org/x; https://doi.org/10.1000/a"},
            "doi:10.1000/a",
            "https://example.org/x",
        ),
        (
            {"site": "https://openreview.net/forum?id=Ab12Cd34", "pdf": "https://a.example/b.pdf"},
            "openreview:Ab12Cd34",
            "https://openreview.net/forum?id=Ab12Cd34",
        ),
        ({"volume": "abs/2401.00001"}, "arxiv:2401.00001", None),
        ({"workid": "W3007560514"}, "openalex:W3007560514", None),
    ],
)
def test_ids_within_texts(record: dict[str, object], found: str, url: str | None) -> None:
    ids = read_ids(record, "On Tides")
    assert (ids.id, ids.url) == (found, url)


def test_a_paper_that_a_note_mentions_is_another() -> None:
    note = {"note": "It goes on from https://arxiv.org/abs/2401.00001, by others."}
    assert read_ids(note, "On Tides").arxiv is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("On Tides. (arXiv:2401.00001v1 [cs.CL] UPDATED)", "On Tides"),
        ("[2401.00001] On Tides", "On Tides"),
        ("Paper page - On Tides", "On Tides"),
        ("On Tides | IEEE Conference Publication | IEEE Xplore", "On Tides"),
        ("On Tides (TideNet)", "On Tides (TideNet)"),
        ("[CVPR 2024] On Tides", "[CVPR 2024] On Tides"),
    ],
)
def test_titles_without_what_feeds_and_pages_add(text: str, title: str) -> None:
    assert read_paper_title(text) == title


@pytest.mark.parametrize(
    ("text", "abstract"),
    [
        ("Abstract: We count tides.", "We count tides."),
        ("ABSTRACT\nWe count tides.", "We count tides."),
        ("**Abstract** — We count tides.", "We count tides."),
        ("Abstract We count tides.", "We count tides."),
        ("Abstract interpretation of tides.", "Abstract interpretation of tides."),
        ("Abstract Meaning Representation is new.", "Abstract Meaning Representation is new."),
        ("Abstract:", "Abstract:"),
    ],
)
def test_the_word_abstract_before_an_abstract(text: str, abstract: str) -> None:
    assert read_abstract(text) == abstract


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (r"p {\textless} 0.01 and 5{\%}", "p < 0.01 and 5%"),
        (r"a ``Study'' of tides' ends", 'a "Study" of tides\' ends'),
        (r"$$x=1$$ holds", "x=1 holds"),
        ("an e\ufb03cient model of the e\u0301cole", "an efficient model of the \u00e9cole"),
        (
            '<inline-formula><tex-math notation="LaTeX">$95.4\\%$</tex-math></inline-formula>',
            "95.4%",
        ),
        ("<h4>Results</h4>It is new.", "Results: It is new."),
    ],
)
def test_markup(text: str, plain: str) -> None:
    assert read_title(text) == plain
