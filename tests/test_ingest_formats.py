"""Formats against each other: one graph from five of them, columns of one's own, what is told."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import ingest
from kg.core.types import Document
from kg.ingest.input_formats import FORMATS
from tests.test_cli import run

PAPERS: tuple[dict[str, Any], ...] = (
    {
        "title": "TideFormer: Forecasting Tides with Sparse Attention",
        "abstract": "We propose TideFormer, a transformer for tide forecasting. On TideBench it "
        "reaches an MAE of 2.1 cm, against 3.4 cm for an LSTM.",
        "authors": ["Ada Lee", "Bo Müller"],
        "doi": "10.1000/tide.2024",
        "date": "2024-03",
    },
    {
        "title": "ReedSeg: Segmenting Reed Beds from Drones",
        "abstract": "ReedSeg is a U-Net for segmentation of reed beds. It reaches 91.2% mIoU on "
        "ReedMap & ReedMap-2, and beats DeepLabv3 by 3.1 points.",
        "authors": ["Cy Day"],
        "doi": "10.1000/reed.2023",
        "date": "2023",
    },
)  # fmt: skip


def _jsonl() -> str:
    return "".join(json.dumps(paper) + "\n" for paper in PAPERS)


def _csv() -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Document Title", "Abstract", "Authors", "DOI", "Publication Date"])
    for paper in PAPERS:
        row = [paper["title"], paper["abstract"], "; ".join(paper["authors"]), paper["doi"]]
        writer.writerow([*row, paper["date"]])
    return out.getvalue()


def _bibtex() -> str:
    def entry(paper: dict[str, Any]) -> str:
        text = str(paper["abstract"]).replace("%", r"\%").replace("&", r"\&")
        year, _, month = str(paper["date"]).partition("-")
        people = " and ".join(_family_first(str(name)) for name in paper["authors"])
        months = f"  month = {{{int(month)}}},\n" if month else ""
        title = str(paper["title"]).replace("TideFormer", "{TideFormer}")
        return (
            f"@article{{key{year},\n  title = {{{title}}},\n  author = {{{people}}},\n"
            f"  abstract = {{{text}}},\n  year = {year},\n{months}  doi = {{{paper['doi']}}}\n}}\n"
        )

    return "\n".join(map(entry, PAPERS)).replace("ü", r"{\"u}")


def _family_first(name: str) -> str:
    given, _, family = name.rpartition(" ")
    return f"{family}, {given}"


def _ris() -> str:
    def reference(paper: dict[str, Any]) -> str:
        people = "".join(f"AU  - {_family_first(str(n))}\n" for n in paper["authors"])
        date = str(paper["date"]).replace("-", "/")
        return (
            f"TY  - JOUR\nTI  - {paper['title']}\n{people}AB  - {paper['abstract']}\n"
            f"DA  - {date}//\nDO  - https://doi.org/{paper['doi']}\nER  - \n\n"
        )

    return "".join(map(reference, PAPERS))


def _pubmed() -> str:
    def article(paper: dict[str, Any]) -> str:
        people = "".join(
            f"<Author><LastName>{n.split()[1]}</LastName>"
            f"<ForeName>{n.split()[0]}</ForeName></Author>"
            for n in paper["authors"]
        )
        year, _, month = str(paper["date"]).partition("-")
        months = f"<Month>{month}</Month>" if month else ""
        text = str(paper["abstract"]).replace("&", "&amp;")
        return (
            "<PubmedArticle><MedlineCitation><Article><Journal><JournalIssue><PubDate>"
            f"<Year>{year}</Year>{months}</PubDate></JournalIssue></Journal>"
            f"<ArticleTitle>{paper['title']}</ArticleTitle>\n<Abstract><AbstractText>{text}"
            f"</AbstractText></Abstract><AuthorList>{people}</AuthorList></Article>"
            "</MedlineCitation><PubmedData><ArticleIdList>"
            f'<ArticleId IdType="doi">{paper["doi"]}</ArticleId></ArticleIdList></PubmedData>'
            "</PubmedArticle>\n"
        )

    return f"<PubmedArticleSet>{''.join(map(article, PAPERS))}</PubmedArticleSet>"


WRITERS = {"jsonl": _jsonl, "csv": _csv, "bib": _bibtex, "ris": _ris, "xml": _pubmed}


def _in_format(tmp_path: Path, name: str) -> Path:
    path = tmp_path / f"papers.{name}"
    path.write_text(WRITERS[name](), encoding="utf-8")
    return path


def _bare(path: Path) -> list[Document]:
    return [replace(d, sources=(), url=None) for d in ingest.read_documents([path])]


@pytest.mark.parametrize("name", ["csv", "bib", "ris", "xml"])
def test_two_papers_are_the_same_in_five_formats(tmp_path: Path, name: str) -> None:
    expected = _bare(_in_format(tmp_path, "jsonl"))
    assert [d.title for d in expected] == [paper["title"] for paper in PAPERS]
    assert _bare(_in_format(tmp_path, name)) == expected


def test_two_papers_give_one_graph_from_five_formats(tmp_path: Path) -> None:
    dumps = set()
    for name in WRITERS:
        graph = kg.build([_in_format(tmp_path, name)], tmp_path / f"{name}.kg")
        nodes = [
            (n.label, n.id, {k: v for k, v in n.properties.items() if k not in ("sources", "url")})
            for n in graph.nodes()
        ]
        dumps.add(repr((nodes, list(graph.edges()))))
    assert len(dumps) == 1


def test_columns_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Heading,Blurb,When\nOn Tides,We count tides.,2024-03-05\n", encoding="utf-8")
    with pytest.raises(kg.InputError, match="it has: Heading"):
        list(kg.read_documents([path]))
    columns = {"title": "heading", "abstract": "Blurb", "date": "When"}
    (found,) = kg.read_documents([path], columns=columns)
    assert (found.title, found.abstract, found.date) == (
        "On Tides",
        "We count tides.",
        "2024-03-05",
    )
    with pytest.raises(kg.InputError, match="no column 'Title' in a table of: Heading, Blurb"):
        list(kg.read_documents([path], columns={"title": "Title"}))
    records = tmp_path / "list.jsonl"
    records.write_text('{"Heading": "On Tides", "Blurb": "We count tides."}\n', encoding="utf-8")
    with pytest.raises(kg.InputError, match="it has Heading, Blurb: name them"):
        list(kg.read_documents([records]))
    (found,) = kg.read_documents([records], columns=columns)
    assert (found.title, found.abstract) == ("On Tides", "We count tides.")


def test_the_command_takes_columns_and_reports_what_it_noted(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    lines = ['{"Heading": "On Tides", "Blurb": "We count."}', '{"Heading": "On Reeds"}']
    path.write_text("\n".join([*lines, lines[0]]), encoding="utf-8")
    done = run("extract", str(path), "--map", "title=Heading,abstract=Blurb", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["title"] for line in done.stdout.splitlines()] == [
        "On Tides",
        "On Reeds",
    ]
    assert "papers without an abstract, read by the title alone: 1\n" in done.stderr
    assert f"  {path}:2: On Reeds\n" in done.stderr
    assert "papers read again, joined with their first reading: 1\n" in done.stderr
    wrong = run("extract", str(path), "--map", "titel=Heading", cwd=tmp_path)
    assert wrong.returncode == 2
    size = run("extract", str(path), "--max-size", "much", cwd=tmp_path)
    assert size.returncode == 1
    assert "write a number of bytes, or one like 20GB" in size.stderr


def test_formats_lists_every_format_with_an_example(tmp_path: Path) -> None:
    done = run("formats", "--format", "json", cwd=tmp_path)
    assert [row["format"] for row in json.loads(done.stdout)["data"]] == list(FORMATS)
    plain = run("formats", cwd=tmp_path)
    assert all(len(line) <= 80 for line in plain.stdout.splitlines())
    table = (Path(__file__).parents[1] / "docs" / "inputs.md").read_text(encoding="utf-8")
    for each in FORMATS.values():
        assert each.library.split(" (")[0] in table


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('{"title": "On Tides"}', "json"),
        ("\ufeff[\n {", "json"),
        ("{'title': 'On Tides'}", "json"),
        ("<?xml version='1.0'?>\n<!-- x --><feed xmlns='a'>", "feed"),
        ("<rss version='2.0'>", "feed"),
        ("<!DOCTYPE html>\n<html>", "html"),
        ("<PubmedArticleSet>", "xml"),
        ("% a comment\n@inproceedings{a, title={b}}", "bibtex"),
        ("stray\n\nTY  - JOUR\n", "ris"),
        ("PMID- 1\nTI  - On Tides\n", "nbib"),
        ("FN Clarivate\nVR 1.0\nPT J\n", "wos"),
        ("%0 Journal Article\n%T On Tides\n", "endnote"),
        ("\\\\\narXiv:2401.00001\n\\\\\n", "arxiv-mail"),
        ("[1] arXiv:2401.00001 [pdf]\nTitle: On Tides\n", "arxiv-mail"),
        ("Title: On Tides\nAbstract: We count.\n", "labelled"),
        ("- title: On Tides\n  abstract: We count.\n", "yaml"),
        ("papers:\n  - title: On Tides\n", "yaml"),
        ("# On Tides\n\nWe count.\n", "markdown"),
        ("| Title | Abstract |\n|---|---|\n| a | b |\n", "markdown"),
        ("title,abstract\na,b\n", "table"),
        ("Title;Abstract Note;DOI\na;b;c\n", "table"),
        ("Daily Papers\n\nOn Tides\n\nWe count tides.\n", "page"),
        ("On Tides, Reeds and Birds\n\nWe count tides, reeds and birds.\n", "page"),
    ],
)
def test_formats_are_told_apart_by_their_beginning(text: str, name: str) -> None:
    head = text.removeprefix("\ufeff")
    found = next((key for key, each in FORMATS.items() if each.recognises(head)), "page")
    assert found == name


def test_fields_in_front_of_the_first_rule_of_a_mail_have_their_line(tmp_path: Path) -> None:
    path = tmp_path / "mail.txt"
    mail = "\\\\\nTitle: On Tides\n------\n\\\\\narXiv:2401.00001\nTitle: On Reeds\n\\\\\n"
    path.write_text(mail, encoding="utf-8")
    found = [(each.title, each.sources[0].line) for each in ingest.read_documents([path])]
    assert found == [("On Tides", 2), ("On Reeds", 5)]
