"""The questions of research on the command line: what is printed, in every format."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kg.cli.answer_text import wrapped
from kg.store.directory.graph_directory import append_papers, writing
from kg.store.ladybug.projection import project_directory
from tests.fixtures_questions import PAPERS
from tests.test_cli import run

SURE = ("--min-confidence", "0.8")  # that of the invented papers
ASKED = (
    ("find", "--method", "quill", "--dataset", "LetterBench", "--task", "letter reading"),
    ("leaderboard", "--dataset", "LetterBench", "--metric", "legibility", *SURE),
    ("gaps", "--task", "letter reading"),
    ("trend", "Quill", "--by", "year"),
    ("compare", "Quill"),
    ("lineage", "Quillet", "--depth", "2"),
)


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph directory of the invented papers on letters."""
    path = tmp_path_factory.mktemp("letters") / "letters.kg"
    with writing(path) as directory:
        project_directory(append_papers(directory, PAPERS)).close()
    return path


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: str(asked[0]))
def test_an_answer_fits_a_terminal_and_talk_is_apart(asked: tuple[str, ...], letters: Path) -> None:
    done = run(*asked, "--graph", letters)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("\n")
    assert not done.stdout.endswith("\n\n")
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert done.stdout.count("\n") >= 2


def test_the_formats_have_the_same_rows(letters: Path) -> None:
    asked = (*ASKED[0], "--graph", letters)
    records = json.loads(run(*asked, "--format", "json").stdout)["data"]
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv").stdout)))
    assert [row["paper"] for row in rows] == [record["paper"] for record in records]
    head, rule, *lines = run(*asked, "--format", "markdown").stdout.splitlines()
    assert head.replace("\\", "") == f"| {' | '.join(records[0])} |"
    assert set(rule) == {"|", " ", "-"}
    assert len(lines) == len(records)
    assert all(line.count(" | ") == head.count(" | ") for line in lines)


def test_values_are_shown_for_reading_and_their_signs_are_not_parted(letters: Path) -> None:
    printed = run("find", "--method", "Ferry", "--graph", letters).stdout
    assert "legibility = 81.5 %, against Ferry 78.0 %\n" in printed
    text = " · ".join(["Quill"] * 9)
    for width in range(60, 90):
        assert not any(line.strip() == "%" for line in wrapped(f"{text} = 82.3 %", width, 0, 2))


def test_what_is_only_linked_stands_in_brackets(letters: Path) -> None:
    printed = run(*ASKED[0], "--graph", letters).stdout
    assert "partial  Quill · LetterBench · legibility · (letter reading) = 83.0 %" in printed
    assert "partial  (Quill) · LetterBench · legibility · (letter reading) = 84.1 %" in printed


def test_a_lineage_is_a_tree(letters: Path) -> None:
    printed = run("lineage", "Ink Attention", "--depth", "2", "--graph", letters).stdout
    assert printed == (
        "Ink Attention\n"
        "└── is built on by\n"
        "    └── Quill (based on)\n"
        "        │ Quill: reading long letters [arxiv:2401.00001]\n"
        "        │ “It builds on Ink Attention.”\n"
        "        └── Quillet (kind of)\n"
        "              Quillet: a small letter reader [arxiv:2401.00004]\n"
        "              “Quillet is a small QUILL for letter reading.”\n"
    )


def test_a_board_ranks_and_what_is_not_ranked_has_its_reason(letters: Path) -> None:
    printed = run(*ASKED[1], "--graph", letters).stdout
    assert printed.startswith("legibility on LetterBench, higher is better\n#  value")
    assert "\n1  85.0 %    Ferry II  The second Ferry      " in printed
    assert "\n2  83.0 %    Quill     Two tests of a letter reader +1  " in printed
    assert "\n5  78.0 % †  Ferry     " in printed
    assert "  twofold  Fade, legibility on LetterBench: it is no number\n" in printed
    assert "“" not in printed
    with_words = run(*ASKED[1], "--sentences", "--graph", letters).stdout
    assert (
        "     “Ferry II reaches a legibility of 85.0% on LetterBench, Quill 83.0%.”" in with_words
    )


def test_a_data_set_or_a_metric_alone_lists_its_boards(letters: Path) -> None:
    of_data = run("leaderboard", "--dataset", "LetterBench", *SURE, "--graph", letters)
    assert of_data.stdout.splitlines() == [
        "values  unsure  board                       best    method",
        "6               legibility on LetterBench   85.0 %  Ferry II",
        "2               delay on LetterBench, in s  12 ms   Ferry II",
    ]
    assert "8 values ranked on 2 boards, 0 unsure, 2 not ranked" in of_data.stderr
    of_metric = run("leaderboard", "--metric", "delay", *SURE, "--graph", letters).stdout
    assert of_metric.splitlines()[1:] == [
        "2               delay on LetterBench, in s  12 ms  Ferry II",
    ]
    doubted = ("--metric", "delay", "--min-confidence", "0.9", "--graph", letters)
    assert run("leaderboard", *doubted).stdout.splitlines()[1:] == [
        "0       2       delay on LetterBench, in s",
    ]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("find",), "name a method, a dataset, a metric or a task to look for"),
        (
            ("find", "--dataset", "LeterBench"),
            "no dataset is called 'LeterBench'; did you mean 'LetterBench'?",
        ),
        (("compare", "Quill", "Fery"), "no method is called 'Fery'; did you mean 'Ferry'"),
        (("lineage", "LetterBench"), "no method is called 'LetterBench', but a dataset is"),
        (("find", "--method", "Quill", "--since", "soon"), "$since must be of kind date"),
        (("trend", "?"), "nothing is called '?'; `kg query names` lists what there is"),
    ],
)
def test_an_error_says_what_to_do(asked: tuple[str, ...], said: str, letters: Path) -> None:
    done = run(*asked, "--graph", letters)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
