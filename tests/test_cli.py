"""The command as people run it: a real process, its two streams and its exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import kg
from kg.core.codec import from_record
from kg.core.schema import EDGE_TYPES, LABELS

COMMANDS = (
    "build",
    "extract",
    "formats",
    "demo",
    "query",
    "queries",
    "show",
    "find",
    "leaderboard",
    "gaps",
    "trend",
    "compare",
    "lineage",
    "stats",
    "audit",
    "export",
    "remove",
    "repair",
    "diff",
    "push",
    "search",
    "similar",
    "related",
    "cited-by",
    "schema",
    "fetch",
    "watch",
    "pull",
    "train",
    "evaluate",
    "why",
    "merge",
    "split",
    "judge",
    "undo",
    "unsure",
)


def run(
    *arguments: object, cwd: Path | None = None, stdin: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from kg.cli import main; main()", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        input=stdin,
        timeout=120,
        env={**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1", **environment},
    )


PAPER = json.dumps(
    {
        "title": "Acme: a new optimizer",
        "abstract": "We propose Acme, an optimizer. Acme reaches 76.1% accuracy on ImageNet, "
        "outperforming Adam.",
    }
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    inner = ("gold",) if command == "evaluate" else ()
    done = run(command, *inner, "--help")
    assert done.returncode == 0, done.stderr
    assert f"Example: kg {command}" in " ".join(done.stdout.split())
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_help_without_a_command_lists_all_of_them() -> None:
    done = run("--help")
    assert all(f"\n  {command} " in done.stdout for command in COMMANDS)


def test_build_ask_and_audit_from_standard_input(tmp_path: Path) -> None:
    done = run("build", "-", "--graph", "g.kg", "--html", "g.html", cwd=tmp_path, stdin=PAPER)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "1 Paper" in done.stderr
    assert (tmp_path / "g.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    audit = run("audit", "--graph", "g.kg", cwd=tmp_path)
    assert audit.returncode == 0, audit.stdout
    answer = json.loads(
        run(
            "query", "-e", "MATCH (p:Paper) RETURN p.title AS title", "--format", "json",
            "--graph", "g.kg", cwd=tmp_path,
        ).stdout
    )  # fmt: skip
    assert answer == {"schema_version": 1, "data": [{"title": "Acme: a new optimizer"}]}


def test_extract_writes_records_that_read_back(tmp_path: Path) -> None:
    done = run("extract", "-", stdin=PAPER)
    (line,) = done.stdout.splitlines()
    extraction = from_record(json.loads(line))
    assert extraction.document.title == "Acme: a new optimizer"
    assert "Acme" in {entity.name for entity in extraction.entities}
    run("extract", "-", "-o", tmp_path / "out.jsonl", stdin=PAPER)
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == done.stdout


def test_a_paper_that_comes_twice_is_one_record_with_two_sources(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text(PAPER + "\n", encoding="utf-8")
    (line,) = run("extract", "a.jsonl", "b.jsonl", cwd=tmp_path).stdout.splitlines()
    assert [s["name"] for s in json.loads(line)["sources"]] == ["a.jsonl", "b.jsonl"]


def test_stats_as_json_counts_every_label_and_type(sample_graph: Path) -> None:
    done = run("stats", "--format", "json", "--graph", sample_graph)
    counts = {(row["kind"], row["name"]): row["count"] for row in json.loads(done.stdout)["data"]}
    assert {name for kind, name in counts if kind == "node"} == set(LABELS)
    assert {name for kind, name in counts if kind == "edge"} == set(EDGE_TYPES)
    assert counts["node", "Paper"] == sum(1 for _ in kg.read_documents([kg.sample_path()]))


def test_the_formats_of_a_query_agree(sample_graph: Path) -> None:
    asked = ("query", "datasets-by-use", "--param", "limit=5", "--graph", sample_graph)
    table = run(*asked)
    records = json.loads(run(*asked, "--format", "json").stdout)["data"]
    head, *lines = run(*asked, "--format", "tsv").stdout.splitlines()
    tsv = [dict(zip(head.split("\t"), line.split("\t"), strict=True)) for line in lines]
    assert tsv == [{name: str(value) for name, value in row.items()} for row in records]
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv").stdout)))
    assert [row["dataset"] for row in rows] == [record["dataset"] for record in records]
    assert max(map(len, table.stdout.splitlines())) <= 80
    assert table.stderr.strip() == "5 rows"


def test_show_gives_links_with_their_sentences(sample_graph: Path) -> None:
    done = run("show", "imagenet", "--graph", sample_graph)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("ImageNet  [dataset/imagenet]")
    assert "EVALUATES_ON (" in done.stdout
    missing = run("show", "no such thing", "--graph", sample_graph)
    assert (missing.returncode, missing.stdout) == (1, "")


def test_export_near_a_name_is_a_part_of_the_graph(sample_graph: Path, tmp_path: Path) -> None:
    for name, options in (("all", ()), ("near", ("--focus", "ImageNet"))):
        done = run(
            "export", "-f", "jsonl", "-o", tmp_path / name, *options, "--graph", sample_graph
        )
        assert done.returncode == 0, done.stderr
    everything, near = (set((tmp_path / n).read_text().splitlines()) for n in ("all", "near"))
    assert near < everything
    assert any('"dataset/imagenet"' in line for line in near)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "missing.txt"), "missing.txt"),
        (("build", "."), "."),
        (("build", "bad.jsonl"), "bad.jsonl:2"),
        (("stats", "--graph", "nowhere.kg"), "make one with `kg build`"),
        (("query", "no-such-query", "--graph", "g.kg"), "no-such-query"),
        (("query", "-e", "MATCH (", "--graph", "g.kg"), "kg: "),
        (("query", "-e", "MATCH ()-[:ON]->(d) RETURN d.id", "--graph", "g.kg"), "need backticks"),
        (("query", "-e", "CREATE (:Paper {id: 'x'})", "--graph", "g.kg"), "kg: "),
        (("query", "leaderboard", "--param", "nonsense", "--graph", "g.kg"), "KEY=VALUE"),
        (("extract", "good.jsonl", "-o", "no/such/folder/x"), "cannot write no/such/folder/x"),
    ],
)
def test_an_error_is_one_line_and_exit_status_one(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    (tmp_path / "good.jsonl").write_text(PAPER + "\n", encoding="utf-8")
    (tmp_path / "bad.jsonl").write_text(PAPER + "\n{}\n", encoding="utf-8")
    if "g.kg" in arguments:
        assert run("build", "good.jsonl", "--graph", "g.kg", cwd=tmp_path).returncode == 0
    before = sorted(p.name for p in tmp_path.iterdir())
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    assert said in done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == before


@pytest.mark.skipif(find_spec("torch") is not None, reason="torch is installed here")
def test_training_without_the_extra_says_how_to_install_it(tmp_path: Path) -> None:
    done = run("train", "-", "--gold", "g.jsonl", "-o", "model", cwd=tmp_path, stdin=PAPER)
    assert done.returncode == 1
    assert done.stderr == "kg: torch is not installed: pip install 'papers-kg[train]'\n"


def test_an_argument_that_is_no_text_is_one_line(sample_graph: Path) -> None:
    """A name in Latin-1, as an old terminal sends it."""
    done = run("show", os.fsdecode(b"caf\xe9"), "--graph", sample_graph)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("kg: nothing is called 'caf")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("form", ["json", "csv", "tsv", "markdown"])
def test_a_letter_that_stdout_has_not_is_one_line(form: str, tmp_path: Path) -> None:
    paper = json.dumps({"title": "β-VAE++: factors", "abstract": "We propose β-VAE++ for art."})
    assert run("build", "-", cwd=tmp_path, stdin=paper).returncode == 0
    asked = ("query", "-e", "MATCH (p:Paper) RETURN p.title AS t", "--format", form)
    done = run(*asked, cwd=tmp_path, PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert done.returncode == 1
    assert "cannot be written as" in done.stderr
    assert done.stderr.count("\n") == 1
    assert "β-VAE++" in run(*asked, cwd=tmp_path).stdout


def test_a_wrong_use_is_exit_status_two(tmp_path: Path) -> None:
    assert run("build").returncode == 2
    assert run("query", "--graph", "x.kg").returncode == 2
    assert run("build", "-", "--as-of", "yesterday", cwd=tmp_path, stdin=PAPER).returncode == 2


def test_skip_invalid_builds_the_good_and_lists_the_bad(tmp_path: Path) -> None:
    (tmp_path / "mixed.jsonl").write_text(f"{PAPER}\n{{}}\n", encoding="utf-8")
    done = run("build", "mixed.jsonl", "missing.txt", "--skip-invalid", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "skipped mixed.jsonl:2: " in done.stderr
    assert "skipped missing.txt: " in done.stderr
    assert "2 skipped" in done.stderr
    counts = json.loads(run("stats", "--format", "json", cwd=tmp_path).stdout)["data"]
    assert {"kind": "node", "name": "Paper", "count": 1} in counts


def test_an_audit_that_finds_something_fails(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(PAPER + "\n", encoding="utf-8")
    assert run("build", "one.jsonl", "--graph", "g.kg", cwd=tmp_path).returncode == 0
    from kg.store.ladybug.ladybug_store import LadybugStore

    with LadybugStore(tmp_path / "g.kg" / "graph.lbug") as store:
        store.query("MATCH (:Paper)-[e:INTRODUCES]->() SET e.start = 0", write=True)
        store.query("MATCH (p:Paper) SET p.abstract = 'Something else.'", write=True)
    done = run("audit", "--graph", "g.kg", cwd=tmp_path)
    assert done.returncode == 1
    assert "graph.lbug has other bytes than were written" in done.stdout
    assert "problems in" in done.stderr


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    sample = kg.sample_path()
    for name, seed in (("a", "1"), ("b", "2")):
        run("build", sample, "--graph", f"{name}.kg", cwd=tmp_path, PYTHONHASHSEED=seed)
        run("export", "-f", "jsonl", "-o", f"{name}.jsonl", "--graph", f"{name}.kg", cwd=tmp_path)
        run("export", "-f", "html", "-o", f"{name}.html", "--graph", f"{name}.kg", cwd=tmp_path)
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_the_demo_builds_asks_and_draws(tmp_path: Path) -> None:
    done = run("demo", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "ImageNet" in done.stdout
    assert (tmp_path / "demo.html").exists()
    assert (tmp_path / "demo.kg" / "graph.lbug").exists()
