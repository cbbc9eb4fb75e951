"""The table of ordinary words: what its command counts, and that the shipped one is its work."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

import pytest

import kg
from kg.lexicon import word_counts
from kg.train.count_words import LEAST_PAPERS, count_words, word_table

ARXIV = Path(
    os.environ.get(
        "KG_ARXIV", Path(__file__).parents[2] / "shared" / "data" / "arxiv_2025" / "papers.jsonl.gz"
    )
)

ROOT = Path(kg.__file__).parent


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("deep nets", ["deep", "nets"]),
        ("an ox", []),
        ("wav2vec nets", ["nets"]),
        (r"\alpha nets", ["nets"]),
        ("GPU nets, Nets and nets", ["and", "nets"]),
        ("self-play for_all", ["all", "for", "play", "self"]),
    ],
)
def test_words_are_runs_of_small_letters(text: str, words: list[str]) -> None:
    assert count_words([text] * LEAST_PAPERS) == dict.fromkeys(words, LEAST_PAPERS)


def test_rare_words_and_names_are_left_out() -> None:
    assert count_words(["rare"] * (LEAST_PAPERS - 1)) == {}
    assert count_words(["gpt"] * 12 + ["GPT"] * 22) == {"gpt": 12}
    assert count_words(["gpt"] * 12 + ["GPT"] * 23) == {}


def test_the_shipped_table_is_what_its_command_makes() -> None:
    if not ARXIV.is_file():
        pytest.skip(f"no abstracts at {ARXIV}; KG_ARXIV names another file")
    shipped = files("kg.lexicon").joinpath("data/word_counts.tsv").read_text("utf-8")
    assert "".join(f"{line}\n" for line in word_table([str(ARXIV)])) == shipped
    assert f"of {word_counts.ABSTRACTS}." in shipped.splitlines()[0]


TABLES = [
    *(
        Path("lexicon", "data", name)
        for name in ("lexicon.tsv", "metrics.tsv", "related_names.tsv")
    ),
    *(Path("evaluate", name) for name in ("resolution_bed.tsv", "resolution_traps.tsv")),
]


@pytest.mark.parametrize("path", TABLES, ids=str)
def test_a_table_made_by_hand_says_so(path: Path) -> None:
    first, second, *_ = (ROOT / path).read_text("utf-8").splitlines()
    assert first.startswith("# ")
    assert second.startswith("# Made by hand ")


def test_every_table_of_the_package_has_a_header() -> None:
    tables = sorted(ROOT.rglob("*.tsv"))
    assert tables
    for table in tables:
        assert table.read_text("utf-8").startswith("# "), table
