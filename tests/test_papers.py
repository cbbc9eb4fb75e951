from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.core.extractor import parse_extractor
from kg.core.types import Document, Extraction, Organization, Source
from kg.papers.same_papers import merge_readings
from kg.papers.versions import join_readings
from tests.strategies import extractions


def renamed(extraction: Extraction) -> Extraction:
    return replace(extraction, document=replace(extraction.document, id="title:1"))


same_paper = extractions().map(renamed)


@given(same_paper, same_paper)
def test_join_is_commutative(left: Extraction, right: Extraction) -> None:
    assert join_readings(left, right) == join_readings(right, left)


@given(same_paper, same_paper, same_paper)
def test_join_is_associative(a: Extraction, b: Extraction, c: Extraction) -> None:
    assert join_readings(join_readings(a, b), c) == join_readings(a, join_readings(b, c))


@given(same_paper)
def test_join_is_idempotent(paper: Extraction) -> None:
    joined = join_readings(paper, paper)
    assert join_readings(joined, paper) == joined


@given(st.lists(extractions(), max_size=6), st.randoms())
def test_merge_takes_readings_in_any_order(papers: list[Extraction], random: object) -> None:
    shuffled = list(papers)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert (
        merge_readings(papers) == merge_readings(shuffled) == merge_readings([*papers, *shuffled])
    )


def test_a_paper_on_two_pages_keeps_both_sources_and_what_either_says() -> None:
    page = Document("title:1", "T", "Long abstract.", None, (Source("compact.txt", 3),))
    byline = "acme ACME Labs"
    other = replace(
        page,
        date="2024-05-01",
        sources=(Source("spaced.txt", 13, "2024-05-02"),),
        byline=byline,
        organization=Organization("acme", "ACME Labs", 5, 14),
    )
    (paper,) = merge_readings([Extraction(page), Extraction(other)])
    assert [s.name for s in paper.document.sources] == ["compact.txt", "spaced.txt"]
    assert paper.document.date == "2024-05-01"
    assert paper.document.byline == byline


def test_a_title_joins_the_one_arxiv_paper_of_that_title() -> None:
    page = Extraction(Document("title:1", "On Things", "A."))
    arxiv = Extraction(Document("arxiv:2401.00001", "On  things", "A."))
    other = Extraction(Document("arxiv:2401.00002", "On Things", "Another."))
    assert [x.document.id for x in merge_readings([page, arxiv])] == ["arxiv:2401.00001"]
    assert len(merge_readings([page, arxiv, other])) == 3


PREPRINT = Document("arxiv:2401.00001", "On Things", "A.", "2024-01-01", authors=("Ada Lee",))
PUBLISHED = Document("doi:10.1000/x", "On  things", "A.", "2025", authors=("A. Lee", "Bo Chu"))


@pytest.mark.parametrize(
    ("others", "papers"),
    [
        ([PUBLISHED], 1),
        ([replace(PUBLISHED, authors=("Cy Day",))], 2),
        ([replace(PUBLISHED, authors=())], 2),  # the years differ
        ([replace(PUBLISHED, authors=(), date="2024-06-01")], 1),
        ([replace(PUBLISHED, authors=(), date=None)], 2),
        ([replace(PUBLISHED, title="On Other Things")], 2),
        ([PUBLISHED, replace(PUBLISHED, id="doi:10.1000/y")], 3),
        ([PUBLISHED, replace(PUBLISHED, id="pmid:1")], 1),
        ([replace(PUBLISHED, id="id:a@1")], 2),
        ([replace(PREPRINT, id="arxiv:2401.00002")], 2),
        ([replace(PREPRINT, id="arxiv:2401.00002"), PUBLISHED], 3),
        ([PUBLISHED, Document("title:1", "On Things", "A.")], 1),
        ([replace(PUBLISHED, authors=()), replace(PUBLISHED, authors=("Ada Lee",))], 1),
    ],
)
def test_a_published_paper_is_the_preprint_of_its_title(
    others: list[Document], papers: int
) -> None:
    readings = [Extraction(document) for document in (PREPRINT, *others)]
    for order in (readings, readings[::-1]):
        found = merge_readings(order)
        assert len(found) == papers
        assert PREPRINT.id in [x.document.id for x in found]


def _version(number: int | None, updated: str | None, *, extra: str = "") -> Extraction:
    return Extraction(
        Document(
            "arxiv:2401.00001",
            "On Things",
            f"Text {number} {updated}{extra}.",
            date=updated,
            authors=("A. One",) * (3 - (number or 0)),
            categories=(f"cs.V{number}",),
            version=number,
            updated=updated,
        ),
        extractor="rules",
    )


def test_the_newer_text_is_taken_by_version_then_by_day() -> None:
    oldest_first = [
        _version(None, None, extra=" and much more of it than others have"),
        _version(None, "2025-03-01"),
        _version(1, "2025-04-01", extra=" longer"),
        _version(2, None, extra=" longer still"),
        _version(2, "2025-02-01"),
    ]
    for place, newer in enumerate(oldest_first):
        for older in oldest_first[:place]:
            (paper,) = merge_readings([newer, older])
            assert paper.document.text == newer.document.text
            assert paper.document.authors == newer.document.authors
            assert paper.document.categories == newer.document.categories
            assert paper.document.version == newer.document.version
    (paper,) = merge_readings(oldest_first)
    assert paper.document.date == "2025-02-01"


@pytest.mark.parametrize(
    ("greater", "less"),
    [
        ("2:model@10 rules@1", "2:model@3 rules@1"),
        ("2:model@3 rules@10", "2:model@3 rules@9"),
        ("10:mine@1", "9:model@7"),
        ("1:mine@1", "rules@9"),
        ("2:model@1", "2:annotated"),
        ("a@1", ""),
    ],
)
def test_rank_and_version_of_an_extractor_are_compared_as_integers(greater: str, less: str) -> None:
    document = Document("arxiv:2401.00001", "On Things", "A.")
    longer = replace(document, abstract="A much longer text of the same paper.")
    for one, other in ((document, document), (document, longer)):
        readings = [Extraction(one, extractor=greater), Extraction(other, extractor=less)]
        for order in (readings, readings[::-1]):
            (paper,) = merge_readings(order)
            assert paper.extractor == greater
            assert paper.document.text == one.text


@pytest.mark.parametrize("text", ["2:model@10 rules@1", "0:gazetteer@3"])
def test_an_extractor_is_written_as_it_is_read(text: str) -> None:
    assert str(parse_extractor(text)) == text
