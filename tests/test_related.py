"""Tables of related work: which papers, in which order, and citations that an entry answers to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_file
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latexwalker import LatexWalker

import kg
from kg.cli.answers.related_command import _latex, _markdown
from kg.papers.citation_keys import CitedPaper, citation_keys
from tests.fixtures_graphs import ATTACKS
from tests.test_cli import run


def test_papers_come_by_role_with_what_they_are_known_for(sample_graph: Path) -> None:
    found = kg.related(sample_graph, "LoRA")
    assert found[0].roles[0] == "INTRODUCES"
    assert found[0].title.startswith("LoRA: Low-Rank Adaptation")
    assert "LoRA" in found[0].introduces
    assert "LoRA" in found[0].sentence
    assert "INTRODUCES" not in {role for each in found[1:] for role in each.roles}
    assert kg.related(sample_graph, "LoRA", limit=1) == found[:1]
    with pytest.raises(kg.NotFoundError):
        kg.related(sample_graph, "no such thing")
    with pytest.raises(kg.NotFoundError, match="kg similar"):
        kg.related(sample_graph, "Attention Is All You Need")


def test_every_citation_has_its_entry(sample_graph: Path, tmp_path: Path) -> None:
    kg.export(sample_graph, tmp_path / "references.bib")
    entries = {entry.key for entry in parse_file(str(tmp_path / "references.bib")).entries}
    place = ("--graph", sample_graph)
    latex = run("related", "ImageNet", "--format", "latex", *place).stdout
    cited = set(re.findall(r"\\cite\{([^}]+)\}", latex))
    assert cited
    assert cited <= entries
    markdown = run("related", "ImageNet", *place).stdout
    assert set(re.findall(r"\[@([^\]]+)\]", markdown)) == cited
    rows = [line for line in markdown.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {7}


def test_latex_is_read_as_one_table(sample_graph: Path) -> None:
    latex = run("related", "ImageNet", "--format", "latex", "--graph", sample_graph).stdout
    nodes, _, _ = LatexWalker(latex, tolerant_parsing=False).get_latex_nodes()
    [table] = [node for node in nodes if type(node).__name__ == "LatexEnvironmentNode"]
    assert table.environmentname == "tabular"
    bodies = [line for line in latex.splitlines() if line.endswith(r"\\")]
    assert {len(re.findall(r"(?<!\\)&", line)) for line in bodies} == {5}


@pytest.mark.parametrize("text", [text for text in ATTACKS if text.split()])
def test_no_name_breaks_a_table(text: str) -> None:
    row = kg.RelatedPaper(
        "p", "key", text, (text, text), "2024", (text,), (text, text), (text,), (text,), text
    )
    lines = list(_latex([row]))
    assert len(lines) == 7
    assert len(re.findall(r"(?<!\\)&", lines[4])) == 5
    nodes, _, _ = LatexWalker("\n".join(lines), tolerant_parsing=False).get_latex_nodes()
    assert [type(node).__name__ for node in nodes] == ["LatexEnvironmentNode"]
    [_, _, cells] = _markdown([row])
    assert len(re.findall(r"(?<!\\)\|", cells)) == 7


PAPERS = st.lists(
    st.builds(
        CitedPaper,
        id=st.text(min_size=1, max_size=6),
        title=st.sampled_from(["A Bird", "The Bird", "Ein Vögelchen", "", "42"]),
        authors=st.sampled_from([(), ("Ada Ö'Hara",), ("O'Hara, Ada", "B C")]),
        date=st.sampled_from(["", "2024", "2024-05-01"]),
    ),
    unique_by=lambda paper: paper.id,
    max_size=12,
)


@given(PAPERS, st.randoms(use_true_random=False))
def test_keys_are_unique_and_of_no_order(papers: list[CitedPaper], rng: object) -> None:
    keys = citation_keys(papers)
    assert len(set(keys.values())) == len(papers)
    assert all(re.fullmatch(r"[a-z0-9]+(-[0-9a-f]{6})?", key) for key in keys.values())
    assert citation_keys(papers[::-1]) == keys
