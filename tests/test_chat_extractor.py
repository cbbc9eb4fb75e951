"""The chat extractor against a server on 127.0.0.1 that speaks the protocol."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import kg
from kg.core.errors import ExtractorError
from kg.core.extraction_checks import problems
from kg.core.schema import ENTITY_LABELS, RESULT_EDGES, ROLE_EDGES
from kg.core.types import Document, Extraction
from kg.extractors.chat_extractor import ChatOptions, chat_extractor, prompt
from kg.extractors.extractor_loading import load_extractor
from kg.extractors.grounding import Answer, NamedEntity, StatedResult, ground
from kg.extractors.named_extractor import checked_extractions
from kg.store.directory.graph_directory import open_directory
from tests.chat_server import ChatServer, Reply, answered, chat_server, completion
from tests.test_cli import run

OTTER = Document(
    "title:otter",
    "OtterNet: image classification",
    "We propose OtterNet, and OtterNet-XL. It reaches 91.5% accuracy on TideSet, against 88.25% "
    "for BadgerNet. On TideSet-C, OtterNet has 91.5 % and 5 layers.",
)
BADGER = Document("title:badger", "BadgerNet on land", "We train BadgerNet on TideSet.")

ENTITIES = [
    {"name": "OtterNet", "label": "Method", "role": "introduces", "aliases": ["OtterNet-XL"]},
    {"name": "BadgerNet", "label": "Method", "role": "compares"},
    {"name": "TideSet", "label": "Dataset", "role": "evaluates_on"},
    {"name": "accuracy", "label": "Metric", "role": "reports"},
]
RESULT = {
    "value": "91.5%",
    "method": "OtterNet",
    "dataset": "TideSet",
    "metric": "accuracy",
    "baseline": "BadgerNet",
    "baseline_value": "88.25",
}
GOOD = answered(entities=ENTITIES, results=[RESULT])
BUSY = Reply(429, "slow down")
DOWN = Reply(500, "out of memory")


def read(
    server: ChatServer, *documents: Document, dropped: Counter[str] | None = None, **options: float
) -> list[Extraction]:
    """The checked extractions of the documents, with waits short enough for a test."""
    given = {"backoff_s": 0.01, "retries": 2, **options}
    made = ChatOptions(server.base_url, "small-7b", "secret", **given)  # type: ignore[arg-type]
    return list(checked_extractions(chat_extractor(made, dropped=dropped), documents))


def test_a_good_answer_becomes_entities_and_a_result() -> None:
    dropped: Counter[str] = Counter()
    with chat_server([GOOD]) as server:
        (found,) = read(server, OTTER, dropped=dropped)
    assert found.extractor == "3:chat:small-7b@1"
    assert [(e.type, e.name, e.role) for e in found.entities] == [
        ("Method", "OtterNet", "introduces"),
        ("Metric", "accuracy", "reports"),
        ("Dataset", "TideSet", "evaluates_on"),
        ("Method", "BadgerNet", "compares"),
    ]
    otter = found.entities[0]
    assert otter.surfaces == ("OtterNet", "OtterNet-XL")
    assert [e.text for e in otter.evidence] == ["OtterNet", "OtterNet", "OtterNet-XL", "OtterNet"]
    (result,) = found.results
    assert (result.method, result.dataset, result.metric) == ("OtterNet", "TideSet", "accuracy")
    assert (result.value, result.number, result.unit) == ("91.5%", 91.5, "%")
    assert (result.baseline, result.baseline_value) == ("BadgerNet", "88.25%")
    assert result.baseline_number == 88.25
    assert result.higher_is_better is True
    assert result.sentence.startswith("It reaches")
    assert dropped == {}


def test_the_request_follows_the_protocol() -> None:
    with chat_server([GOOD]) as server:
        read(server, OTTER)
    assert (server.paths, server.keys) == (["/v1/chat/completions"], ["Bearer secret"])
    (body,) = server.bodies
    assert (body["model"], body["temperature"]) == ("small-7b", 0)
    assert body["messages"] == [
        {"role": "system", "content": prompt()},
        {"role": "user", "content": OTTER.text},
    ]


def test_the_prompt_has_the_whole_vocabulary_and_is_short() -> None:
    for word in (*ENTITY_LABELS, *(role for _, role in ROLE_EDGES), *RESULT_EDGES):
        assert word in prompt()
    assert len(prompt()) < 1500


def test_a_lone_surrogate_and_a_fenced_answer_are_taken() -> None:
    odd = Document("title:odd", "Odd \ud800 text", "OtterNet is fast.")
    content = json.dumps({"entities": ENTITIES[:1]})
    with chat_server([completion(f"```json\n{content}\n```")]) as server:
        (found,) = read(server, odd)
    assert [e.name for e in found.entities] == ["OtterNet"]
    assert "Odd \ud800 text" in json.dumps(server.bodies[0], ensure_ascii=False)


@pytest.mark.parametrize("failures", [[BUSY], [DOWN], [Reply(503, ""), BUSY]])
def test_a_request_is_sent_again_after_a_passing_failure(failures: list[Reply]) -> None:
    with chat_server([*failures, GOOD]) as server:
        (found,) = read(server, OTTER)
    assert len(found.entities) == 4
    assert len(server.bodies) == len(failures) + 1


def test_retry_after_is_waited_for_up_to_the_bound() -> None:
    asked = Reply(429, "", headers=(("Retry-After", "1"),))
    with chat_server([asked, GOOD]) as server:
        read(server, OTTER)
    assert 1.0 <= server.times[1] - server.times[0] < 5.0
    hour = Reply(429, "", headers=(("Retry-After", "3600"),))
    with chat_server([hour, GOOD]) as server:
        read(server, OTTER, longest_wait_s=0.1)
    assert 0.1 <= server.times[1] - server.times[0] < 5.0


def test_waits_double() -> None:
    with chat_server([DOWN, DOWN, GOOD]) as server:
        read(server, OTTER, backoff_s=0.1)
    first, second, third = server.times
    assert second - first >= 0.1
    assert third - second >= 0.2


FAILURES = [
    ([DOWN], 3, "in 3 attempts: .* answers 500: out of memory"),
    ([BUSY], 3, "in 3 attempts: .* answers 429: slow down"),
    ([Reply(401, "wrong key")], 1, "is refused for .* answers 401: wrong key"),
    ([Reply(404, "no such model")], 1, "is refused for .* answers 404: no such model"),
    ([Reply(200, "<html>")], 1, "gets no chat completion"),
    ([Reply(200, '{"choices": "none"}')], 1, "gets no chat completion"),
    ([Reply(200, '{"choices": []}')], 1, "gets an empty answer"),
    ([completion(None)], 1, "gets an empty answer"),
    ([completion('{"entities": [', "length")], 1, "that is cut off"),
    ([completion("OtterNet is a method.")], 1, "that is not the JSON asked for"),
    ([completion('{"results": []}')], 1, "not the JSON asked for: .*entities"),
    ([answered(entities=[{"label": "Method"}])], 1, "not the JSON asked for: .*name"),
]


@pytest.mark.parametrize(("replies", "requests", "reason"), FAILURES)
def test_an_answer_that_cannot_be_used_names_model_and_paper(
    replies: list[Reply], requests: int, reason: str
) -> None:
    with (
        chat_server(replies) as server,
        pytest.raises(ExtractorError, match=reason) as caught,
    ):
        read(server, OTTER)
    assert str(caught.value).startswith("extractor chat:small-7b ")
    assert repr(OTTER.title) in str(caught.value)
    assert "secret" not in str(caught.value)
    assert len(server.bodies) == requests


def test_silence_is_a_timeout_after_all_attempts() -> None:
    silent = Reply(200, "", delay_s=20.0)
    with (
        chat_server([silent]) as server,
        pytest.raises(ExtractorError, match=r"did not answer within 0.2 s"),
    ):
        read(server, OTTER, timeout_s=0.2, retries=1)
    assert len(server.bodies) == 2


def test_an_endpoint_that_is_not_there_is_named() -> None:
    with chat_server([GOOD]) as server:
        pass
    with pytest.raises(ExtractorError, match=f"{server.base_url}/chat/completions cannot be"):
        read(server, OTTER)
    with pytest.raises(ExtractorError, match="has no usable URL"):
        read(ChatServer("ftp://127.0.0.1/v1"), OTTER)


def entity(name: str, label: str = "Method", role: str = "uses", *aliases: str) -> NamedEntity:
    return NamedEntity(name, label, role, aliases)


DROPPED = [
    ((entity("WeaselNet"),), (), "names not in the text", []),
    ((entity("otternet"),), (), "names not in the text", []),
    ((entity("Otter"),), (), "names not in the text", []),
    ((entity(" "),), (), "names not in the text", []),
    ((entity("OtterNet", "Model"),), (), "labels outside the vocabulary", []),
    ((entity("OtterNet", "Method", "loves"),), (), "roles outside the vocabulary", []),
    ((entity("TideSet", "Dataset", "uses"),), (), "roles outside the vocabulary", []),
    ((entity("OtterNet"), entity("OtterNet")), (), "names given twice", ["OtterNet"]),
    ((entity("Weasel", "Method", "uses", "OtterNet"),), (), "names not in the text", ["OtterNet"]),
    (
        (entity("OtterNet"),),
        (StatedResult("91.5%", metric="accuracy", method="OtterNet"),),
        "slots without a kept entity",
        ["OtterNet"],
    ),
    (
        (entity("OtterNet"),),
        (StatedResult("91.5%", method="OtterNet", dataset="OtterNet"),),
        "slots without a kept entity",
        ["OtterNet"],
    ),
]


@pytest.mark.parametrize(("entities", "results", "reason", "kept"), DROPPED)
def test_what_is_not_in_text_or_vocabulary_is_dropped_and_counted(
    entities: tuple[NamedEntity, ...],
    results: tuple[StatedResult, ...],
    reason: str,
    kept: list[str],
) -> None:
    dropped: Counter[str] = Counter()
    found = ground(OTTER, Answer(entities, results), by="chat@1", dropped=dropped)
    assert dropped == {reason: 1}
    assert [e.name for e in found.entities] == kept
    assert len(found.results) == len(results)
    assert list(problems(found)) == []


@pytest.mark.parametrize("value", ["99%", "91", "25%", "1.5", "8", ""])
def test_a_value_that_is_only_part_of_a_number_is_dropped(value: str) -> None:
    dropped: Counter[str] = Counter()
    answer = Answer((entity("OtterNet"),), (StatedResult(value, method="OtterNet"),))
    assert ground(OTTER, answer, by="chat@1", dropped=dropped).results == ()
    assert dropped == {"values not in the text": 1}


def test_a_result_without_a_kept_entity_is_dropped() -> None:
    dropped: Counter[str] = Counter()
    answer = Answer((), (StatedResult("91.5%", method="Weasel"), StatedResult("5")))
    assert ground(OTTER, answer, by="chat@1", dropped=dropped).results == ()
    assert dropped == {"slots without a kept entity": 1, "results without a kept entity": 2}


def test_longer_names_come_first_and_values_stand_by_their_entities() -> None:
    short = entity("TideSet", "Dataset", "evaluates_on")
    long = entity("TideSet-C", "Dataset", "evaluates_on")
    results = (StatedResult("91.5", dataset="TideSet-C"), StatedResult("91.5", dataset="TideSet"))
    found = ground(OTTER, Answer((short, long), results), by="chat@1")
    assert [(e.name, len(e.evidence)) for e in found.entities] == [("TideSet", 1), ("TideSet-C", 1)]
    assert [r.value for r in found.results] == ["91.5 %", "91.5%"]
    assert found.results[0].start > found.results[1].start


def test_a_name_inside_an_alias_of_its_own_entity_is_kept() -> None:
    paper = Document("title:own", "Fast nets", "Residual networks (OtterNet) win. TideSet A is it.")
    own = entity("OtterNet", "Method", "uses", "Residual networks (OtterNet)")
    other = (entity("TideSet", "Dataset", "mentions"), entity("TideSet A", "Dataset", "mentions"))
    dropped: Counter[str] = Counter()
    found = ground(paper, Answer((own, *other)), by="chat@1", dropped=dropped)
    assert [e.name for e in found.entities] == ["OtterNet", "TideSet A"]
    assert [e.text for e in found.entities[0].evidence] == [
        "Residual networks (OtterNet)",
        "OtterNet",
    ]
    assert dropped == {"names not in the text": 1}
    assert list(problems(found)) == []


def paper_file(folder: Path, *documents: Document) -> Path:
    path = folder / "papers.jsonl"
    papers = ({"title": each.title, "abstract": each.abstract} for each in documents)
    path.write_text("".join(json.dumps(paper) + "\n" for paper in papers), encoding="utf-8")
    return path


def test_the_command_builds_a_graph_through_the_endpoint(tmp_path: Path) -> None:
    wrong = {"name": "WeaselNet", "label": "Method", "role": "uses"}
    replies = [BUSY, answered(entities=[*ENTITIES, wrong], results=[RESULT]), answered()]
    path = paper_file(tmp_path, OTTER, BADGER)
    arguments = ("build", path, "--graph", "g.kg", "--extractor")
    loaded = "kg.extractors.chat_extractor:from_environment"
    with chat_server(replies) as server:
        variables = {"KG_CHAT_URL": server.base_url, "KG_CHAT_MODEL": "m", "KG_CHAT_KEY": "k"}
        done = run(*arguments, loaded, cwd=tmp_path, **variables)
        assert done.returncode == 0, done.stderr
        assert "chat:m: dropped from answers: 1 names not in the text" in done.stderr
        assert (len(server.bodies), server.keys[-1]) == (3, "Bearer k")
        again = run(*arguments, loaded, cwd=tmp_path, **variables)
        assert (again.returncode, len(server.bodies)) == (0, 3), again.stderr
    papers = {paper.document.title: paper for paper in open_directory(tmp_path / "g.kg")}
    assert {paper.extractor for paper in papers.values()} == {"3:chat:m@1"}
    assert papers[BADGER.title].entities == ()
    (found,) = kg.find(dataset="TideSet", metric="accuracy", graph=tmp_path / "g.kg")
    assert (found.value, found.number) == ("91.5%", 91.5)


def test_a_bad_answer_stops_a_build_before_anything_is_written(tmp_path: Path) -> None:
    path = paper_file(tmp_path, OTTER)
    with chat_server([completion("no")]) as server:
        extractor = chat_extractor(ChatOptions(server.base_url, "m"))
        with pytest.raises(ExtractorError, match="OtterNet: image classification"):
            kg.build([path], tmp_path / "g.kg", extractor=extractor)
    assert not (tmp_path / "g.kg").exists()


def test_without_its_variables_the_command_names_them(tmp_path: Path) -> None:
    loaded = "kg.extractors.chat_extractor:from_environment"
    done = run("extract", paper_file(tmp_path, OTTER), "--extractor", loaded, KG_CHAT_URL="")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "KG_CHAT_URL and KG_CHAT_MODEL" in done.stderr


def test_the_key_is_not_shown() -> None:
    assert "secret" not in repr(ChatOptions("http://localhost", "m", "secret"))


def test_a_function_without_parameters_makes_the_extractor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "makers.py").write_text(
        "from kg.extractors.named_extractor import NamedExtractor\n\n"
        "def made():\n    return NamedExtractor(list, 'mine', version=7)\n\n"
        "def number():\n    return 5\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    assert load_extractor("makers:made").identity == "3:mine@7"
    with pytest.raises(ExtractorError, match="is neither"):
        load_extractor("makers:number")


def test_without_httpx_the_line_that_installs_it_is_given(tmp_path: Path) -> None:
    code = (
        "import sys, kg\n"
        "from kg.extractors.chat_extractor import ChatOptions, chat_extractor\n"
        "sys.modules['httpx'] = None  # as where it is not installed\n"
        "extractor = chat_extractor(ChatOptions('http://127.0.0.1:9/v1', 'm'))\n"
        "try: kg.build(['papers.jsonl'], 'g.kg', extractor=extractor)\n"
        "except kg.MissingExtraError as error: print(error)\n"
    )
    paper_file(tmp_path, OTTER)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout == "httpx is not installed: pip install 'papers-kg[llm]'\n", done.stderr
