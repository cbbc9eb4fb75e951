"""Watching: fetches made again from services that run here, a build, and what is new."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kg
from kg.cli import app
from kg.core.types import Document, Extraction
from tests import paper_server as servers
from tests.paper_server import Paper, Reply, paper_server
from tests.test_extractors import found_in


def by_title(documents: Iterable[Document]) -> Iterator[Extraction]:
    """The method that a title begins with."""
    for document in documents:
        yield found_in(document, " ".join(document.title.partition(":")[0].split()))


def broken(documents: Iterable[Document]) -> Iterator[Extraction]:
    """Yields what is no extraction."""
    for _ in documents:
        yield None  # type: ignore[misc]


def test_a_watch_finds_what_is_new_and_only_that(tmp_path: Path) -> None:
    papers = [Paper(1), Paper(2)]
    graph = tmp_path / "g.kg"
    with paper_server(servers.zotero(papers)) as served:
        kg.fetch("zotero", output=tmp_path / "in", endpoint=served.url)
        first = kg.watch(tmp_path / "in", graph, extractor=by_title)
        none = kg.watch(tmp_path / "in", graph, extractor=by_title)
        served.faults.append(servers.zotero([*papers, Paper(3)])(served.asked[-1]))
        third = kg.watch([tmp_path / "in"], graph, extractor=by_title)
    assert [node.id for node in first.papers] == ["arxiv:2611.00001", "arxiv:2611.00002"]
    assert [node.properties["name"] for node in first.entities] == ["Skiff 1", "Skiff 2"]
    assert (none.papers, none.entities, none.results) == ((), (), ())
    assert [node.id for node in third.papers] == ["arxiv:2611.00003"]
    assert [node.properties["name"] for node in third.entities] == ["Skiff 3"]


def test_a_service_that_fails_leaves_the_others(tmp_path: Path) -> None:
    folder, graph = tmp_path / "in", tmp_path / "g.kg"
    with (
        paper_server(servers.zotero([Paper(1)])) as library,
        paper_server(servers.openalex([Paper(2)])) as works,
    ):
        kg.fetch("openalex", output=folder, query="skiff", endpoint=works.url)
        kg.fetch("zotero", output=folder, endpoint=library.url)
        works.faults.append(Reply(400, b"unknown parameter"))
        found = kg.watch(folder, graph, extractor=by_title)
        assert len(found.papers) == 2
        assert (
            [*found.failed]
            == [message for message in found.failed if "OpenAlex refuses" in message]
            != []
        )
        works.faults.append(Reply(400, b"unknown parameter"))
        done = CliRunner().invoke(app, ["watch", str(folder), "--graph", str(graph)])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "unknown parameter" in done.stderr


def test_what_a_failed_build_left_is_made_up_for(tmp_path: Path) -> None:
    with paper_server(servers.zotero([Paper(1)])) as served:
        kg.fetch("zotero", output=tmp_path / "in", endpoint=served.url)
        with pytest.raises(kg.ExtractorError):
            kg.watch(tmp_path / "in", tmp_path / "g.kg", extractor=broken)
        served.faults.append(Reply(400, b"no"))
        found = kg.watch(tmp_path / "in", tmp_path / "g.kg", extractor=by_title)
    assert len(found.papers) == len(found.failed) == 1


def test_a_watch_of_a_service_without_papers_is_nothing_new(tmp_path: Path) -> None:
    with paper_server(servers.openalex([])) as served:
        kg.fetch("openalex", output=tmp_path / "in", query="skiff", endpoint=served.url)
        assert kg.watch(tmp_path / "in", tmp_path / "g.kg").papers == ()


def test_a_folder_that_nothing_was_fetched_into_is_refused(tmp_path: Path) -> None:
    with pytest.raises(kg.InputError, match="begin with kg fetch"):
        kg.watch(tmp_path, tmp_path / "g.kg")


def test_the_command_prints_what_is_new_and_nothing_else(tmp_path: Path) -> None:
    folder, graph = str(tmp_path / "in"), str(tmp_path / "g.kg")
    command = ["watch", folder, "--graph", graph, "--extractor", "tests.test_watching:by_title"]
    with paper_server(servers.zotero([Paper(1)])) as served:
        kg.fetch("zotero", output=folder, endpoint=served.url)
        new = CliRunner().invoke(app, command)
        none = CliRunner().invoke(app, command)
        rows = CliRunner().invoke(app, [*command, "--format", "json"])
    assert new.stdout.splitlines() == [
        "new papers: 1",
        "  Skiff 1: Small Models for Harbour Images  [arxiv:2611.00001, 2026-11-02]",
        *("new entities: 1", "  Skiff 1  [Method]"),
    ]
    assert (none.exit_code, none.stdout, none.stderr) == (0, "", "")
    assert json.loads(rows.stdout)["data"] == []
