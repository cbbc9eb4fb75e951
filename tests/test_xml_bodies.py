"""Bodies of papers in JATS and TEI: the same FullText as pages of LaTeXML give."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.core.full_texts.full_text import FullText
from kg.core.full_texts.table_text import quoted_row, table_text
from kg.core.types import Document
from kg.nlp.tables.table_entities import table_results

JATS = """<?xml version="1.0"?>
<article xmlns:xlink="http://www.w3.org/1999/xlink"><front><article-meta>
<article-id pub-id-type="doi">10.1000/wren</article-id>
<title-group><article-title>Wren: Quick Sorting of Birdsong</article-title></title-group>
<abstract><p>We propose Wren, a method for birdsong.</p></abstract>
</article-meta></front><body>
<sec id="s1"><label>1</label><title>Introduction</title>
<p>Robin <xref ref-type="bibr" rid="B1">[1]</xref> is a <bold>strong</bold> model of
10<sup>6</sup> weights.</p>
<sec id="s1a"><label>1.1</label><title>Related work</title><p>Others sort, too.</p></sec></sec>
<sec id="s2"><label>2</label><title>Experiments</title>
<p>Results are in <xref ref-type="table" rid="T1">Table 1</xref>.</p>
<table-wrap id="T1"><label>Table 1</label><caption><p>Results on CIFAR-10.</p></caption>
<table><thead><tr><th rowspan="2">Method</th><th colspan="2">Test</th></tr>
<tr><th>Accuracy</th><th>F1</th></tr></thead>
<tbody><tr><td>Robin <xref ref-type="bibr" rid="B1">[1]</xref></td><td>71.2</td><td>70.0</td></tr>
<tr><td>Wren (ours)</td><td><bold>75.0</bold></td><td>74.0</td></tr></tbody></table>
<table-wrap-foot><fn><p>Means of five runs.</p></fn></table-wrap-foot></table-wrap>
<fig id="F1"><label>Figure 1</label><caption><p>A bird.</p></caption></fig></sec>
</body><back><ack><p>We thank all birds.</p></ack><ref-list>
<ref id="B1"><element-citation><person-group person-group-type="author">
<name><surname>Lee</surname><given-names>Ada</given-names></name>
<name><surname>Roe</surname><given-names>Bo</given-names></name></person-group>
<article-title>Robin: Listening to songs</article-title><source>Birds</source><year>2019</year>
<pub-id pub-id-type="doi">10.1000/robin</pub-id></element-citation></ref>
</ref-list></back></article>
"""
TEI = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title level="a" type="main">Wren: Quick Sorting of Birdsong</title></titleStmt>
<publicationStmt><date type="published" when="2020-03-01">1 March 2020</date></publicationStmt>
<sourceDesc><biblStruct><analytic><author><persName><forename type="first">Ida</forename>
<surname>Moor</surname></persName></author></analytic>
<idno type="DOI">10.1000/wren</idno></biblStruct></sourceDesc></fileDesc>
<profileDesc><abstract><div><p>We propose Wren, a method for birdsong.</p></div></abstract>
</profileDesc></teiHeader><text><body>
<div><head n="1">Introduction</head><p>Robin <ref type="bibr" target="#b0">[1]</ref> is a strong
model.</p></div>
<div><head n="2">Experiments</head><p>Results are in <ref type="table" target="#tab_0">1</ref>.</p>
</div>
<figure xml:id="fig_0"><head>Figure 1 :</head><label>1</label><figDesc>A bird.</figDesc></figure>
<figure type="table" xml:id="tab_0"><head>Table 1 :</head><label>1</label>
<figDesc>Results on CIFAR-10.</figDesc><table><row><cell>Method</cell><cell>Accuracy</cell>
<cell>F1</cell></row><row><cell>Robin <ref type="bibr" target="#b0">[1]</ref></cell>
<cell>71.2</cell><cell>70.0</cell></row><row><cell>Wren (ours)</cell><cell>75.0</cell>
<cell>74.0</cell></row></table></figure></body><back><div type="references"><listBibl>
<biblStruct xml:id="b0"><analytic><title level="a" type="main">Robin: Listening to songs</title>
<author><persName><forename type="first">Ada</forename><surname>Lee</surname></persName></author>
<idno type="arXiv">arXiv:1901.00001</idno></analytic><monogr><title level="j">Birds</title><imprint>
<date type="published" when="2019-05" /></imprint></monogr></biblStruct></listBibl></div></back>
</text></TEI>
"""


def read(tmp_path: Path, text: str) -> Document:
    path = tmp_path / "paper.xml"
    path.write_text(text, "utf-8")
    (found,) = kg.read_documents([path])
    return found


def body(document: Document) -> FullText:
    assert document.full_text is not None
    return document.full_text


def test_jats_gives_sections_with_citations(tmp_path: Path) -> None:
    found = body(read(tmp_path, JATS))
    assert [(s.number, s.title, s.kind) for s in found.sections] == [
        ("1", "Introduction", "introduction"),
        ("1.1", "Related work", "related work"),
        ("2", "Experiments", "experiments"),
    ]
    first = found.sections[0].paragraphs[0]
    assert first.field == "section 1 ¶1"
    assert first.text == "Robin [1] is a strong model of 10^6 weights."
    assert [(first.text[c.start : c.end], c.keys) for c in first.citations] == [
        ("[1]", ("bib.B1",))
    ]
    assert [(each.field, each.text) for each in found.figures] == [
        ("figure 1", "Figure 1: A bird.")
    ]


def test_jats_gives_tables_with_spans(tmp_path: Path) -> None:
    (table,) = body(read(tmp_path, JATS)).tables
    assert (table.label, table.caption, table.anchor) == ("Table 1", "Results on CIFAR-10.", "T1")
    assert table.referring == ("Results are in Table 1.",)
    assert [table.text_at(r, 0) for r in range(4)] == [
        "Method",
        "Method",
        "Robin [1]",
        "Wren (ours)",
    ]
    assert [table.text_at(0, c) for c in range(3)] == ["Method", "Test", "Test"]
    robin, best = table.rows[2][0], table.rows[3][1]
    assert robin is not None
    assert best is not None
    assert (robin.name, robin.citations, best.is_bold) == ("Robin", ("bib.B1",), True)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        (JATS, ("bib.B1", ("Ada Lee", "Bo Roe"), None, "10.1000/robin", "doi:10.1000/robin")),
        (TEI, ("bib.b0", ("Ada Lee",), "1901.00001", None, "arxiv:1901.00001")),
    ],
)
def test_both_give_the_bibliography(tmp_path: Path, text: str, entry: tuple[object, ...]) -> None:
    (found,) = body(read(tmp_path, text)).references
    assert (found.title, found.year) == ("Robin: Listening to songs", "2019")
    assert (found.key, found.authors, found.arxiv, found.doi, found.paper) == entry


def test_tei_gives_what_stands_at_its_head_and_its_body(tmp_path: Path) -> None:
    paper = read(tmp_path, TEI)
    assert (paper.title, paper.authors) == ("Wren: Quick Sorting of Birdsong", ("Ida Moor",))
    assert (paper.abstract, paper.date, paper.doi) == (
        "We propose Wren, a method for birdsong.",
        "2020-03-01",
        "10.1000/wren",
    )
    found = body(paper)
    assert [(s.number, s.title) for s in found.sections] == [
        ("1", "Introduction"),
        ("2", "Experiments"),
    ]
    assert found.sections[0].paragraphs[0].citations[0].keys == ("bib.b0",)
    (table,) = found.tables
    assert (table.label, table.caption) == ("Table 1", "Results on CIFAR-10.")
    assert quoted_row(table, 1) == "Method | Accuracy | F1\nRobin [1] | 71.2 | 70.0"
    assert [each.text for each in found.figures] == ["Figure 1: A bird."]


@pytest.mark.parametrize("text", [JATS, TEI])
def test_values_of_tables_are_results_as_of_any_page(tmp_path: Path, text: str) -> None:
    _, found = table_results(read(tmp_path, text), ())
    named = [(r.method, r.dataset, r.value, r.is_own) for r in found if r.metric]
    assert named[::2] == [("Robin", "CIFAR-10", "71.2", False), ("Wren", "CIFAR-10", "75.0", True)]


def test_an_article_without_a_body_is_its_abstract(tmp_path: Path) -> None:
    head = JATS.partition("<body>")[0]
    assert read(tmp_path, f"{head}</article>").full_text is None


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.sampled_from((JATS, TEI)),
    cut=st.integers(400, 3500),
    put=st.sampled_from(
        ("<p>", "</p>", "<table>", "<cell/>", "&amp;", "\u0301", "<tr><td colspan='9'/></tr>")
    ),
)
def test_damage_is_refused_or_read_and_never_a_crash(
    tmp_path: Path, text: str, cut: int, put: str
) -> None:
    path = tmp_path / "paper.xml"
    path.write_text(text[:cut] + put + text[cut:], "utf-8")
    with contextlib.suppress(kg.KGError):
        for paper in kg.read_documents([path]):
            for table in paper.full_text.tables if paper.full_text else ():
                assert table_text(table).count("\n") == len(table.rows) - 1


def test_deep_nesting_is_read_without_end(tmp_path: Path) -> None:
    deep = "<italic>" * 2000 + "deep" + "</italic>" * 2000
    found = body(read(tmp_path, JATS.replace("Others sort, too.", f"Others {deep} sort.")))
    assert found.sections[1].paragraphs[0].text == "Others sort."
