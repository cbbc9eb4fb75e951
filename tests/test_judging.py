"""Persons' judgements of results: they win over every reading, travel, and are taken back."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.core.extraction_checks import problems
from kg.core.judgement import DIFFERENT, WITHDRAWN, Judgement
from kg.core.names import key
from kg.core.result_judgement import (
    RIGHT,
    WRONG,
    ResultJudgement,
    quote_of,
    result_judgement_from,
    result_judgement_record,
    results_in_force,
    slots_of,
)
from kg.core.schema import CONDITIONS, ENTITY_LABELS
from kg.core.types import Extraction, Node, Result
from kg.graph.audit import audit
from kg.graph.fold import fold_papers
from kg.papers.judged_results import judge_results
from kg.papers.same_papers import merge_readings
from kg.store.directory.graph_directory import (
    append_papers,
    open_directory,
    record_judgements,
    set_view,
    writing,
)
from kg.store.neo4j.neo4j_store import Neo4jStore
from kg.workflows.result_decisions import CHANGEABLE
from kg.workflows.sync import files_of
from tests.neo4j_server import Server
from tests.strategies import NAMES, extractions
from tests.test_cli import COMMANDS, run
from tests.test_graph import dump
from tests.test_name_splits import adapters, as_one_entity

PAPER = "arxiv:2401.00001"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    return put(tmp_path / "g.kg", adapters())


def put(place: Path, *papers: Extraction) -> Path:
    with writing(place) as directory:
        append_papers(directory, papers)
    return place


def results(graph: Path) -> dict[str, Node]:
    """Verbatim value -> the node of the result."""
    nodes = open_directory(graph).graph().nodes()
    return {str(node.properties["raw"]): node for node in nodes if node.label == "Result"}


def links(graph: Path, value: str) -> dict[str, str]:
    """Type of edge -> the node that a result is linked with."""
    node = results(graph)[value].id
    return {e.type: e.target for e in open_directory(graph).graph().edges() if e.source == node}


def reread(**changes: object) -> Extraction:
    """The paper as a later model reads it: other slots for every number."""
    paper = adapters()
    changed = [replace(r, **changes) for r in paper.results]  # type: ignore[arg-type]
    return replace(paper, extractor="hand@9", results=tuple(changed))


def test_a_wrong_result_is_gone_whatever_a_later_model_reads(graph: Path) -> None:
    before = dump(open_directory(graph).graph())
    wrong = results(graph)["82.5%"].id
    assert "gone from the graph" in kg.judge(graph, wrong, "wrong", reason="of DoRA", by="ada")
    assert set(results(graph)) == {"81.0%"}
    put(graph, reread(metric=None, confidence=1.0))
    assert set(results(graph)) == {"81.0%"}
    (graph / "index.db").unlink()
    assert set(results(graph)) == {"81.0%"}
    assert kg.undo(graph, wrong) == [f"{wrong} is wrong"]
    assert set(results(graph)) == {"81.0%", "82.5%"}
    assert before != dump(open_directory(graph).graph())  # the later reading shows


def test_judging_and_undoing_restores_every_byte(graph: Path) -> None:
    before = dump(open_directory(graph).graph())
    for verdict in ("right", "wrong", {"dataset": "CoLA", "value": "81.0%", "kind": "relative"}):
        identifier = results(graph)["82.5%"].id
        kg.judge(graph, identifier, verdict)
        assert dump(open_directory(graph).graph()) != before
        assert list(audit(open_directory(graph).graph())) == []
        directory = open_directory(graph)
        folded = fold_papers([adapters()], directory.judgements(), directory.result_judgements())
        assert dump(directory.graph()) == dump(folded)
        kg.undo(graph)
        assert dump(open_directory(graph).graph()) == before


def test_what_is_set_right_holds_for_every_later_reading(graph: Path) -> None:
    kg.split(graph, "LoRA", "DoRA")
    wrong = results(graph)["82.5%"].id
    kg.judge(graph, wrong, {"method": "low-rank adaptation", "dataset": "CoLA", "metric": ""})
    slots = {"OF": "method/lora", "ON": "dataset/cola"}
    assert links(graph, "82.5%") == slots
    for paper in (reread(dataset=None, number=1.0), replace(reread(), results=())):
        put(graph, replace(paper, extractor=f"{len(paper.results)}:x@99"))
        assert links(graph, "82.5%") == slots
    node = results(graph)["82.5%"]
    assert (node.properties["confidence"], node.properties["judged_by"]) == (1.0, "person")
    kg.judge(graph, node.id, {"metric": "accuracy"}, by="ada")
    assert links(graph, "82.5%") == {**slots, "MEASURES": "metric/accuracy"}
    assert results(graph)["82.5%"].properties["judged_by"] == "person:ada"


def test_a_judgement_finds_its_number_in_a_newer_text(graph: Path) -> None:
    kg.split(graph, "LoRA", "DoRA")
    kg.judge(graph, results(graph)["82.5%"].id, {"method": "DoRA", "metric": ""})
    old = adapters()
    abstract = f"Now longer. {old.document.abstract}"
    newer = Extraction(replace(old.document, abstract=abstract, version=2), (), (), "hand@1")
    put(graph, newer)
    assert links(graph, "82.5%") == {"OF": "method/dora", "ON": "dataset/glue"}
    assert list(audit(open_directory(graph).graph())) == []
    gone = replace(newer.document, abstract="All is withdrawn.", version=3)
    put(graph, replace(newer, document=gone))
    assert results(graph) == {}


def test_a_judgement_stays_with_a_paper_that_gets_another_id(tmp_path: Path) -> None:
    graph = put(tmp_path / "g.kg", adapters("title:0123456789abcdef"))
    kg.split(graph, "LoRA", "DoRA", paper="title:0123456789abcdef")
    kg.judge(graph, results(graph)["82.5%"].id, {"dataset": "CoLA"})
    kg.judge(graph, results(graph)["81.0%"].id, "wrong")
    put(graph, adapters(PAPER))
    assert [paper.document.id for paper in open_directory(graph)] == [PAPER]
    assert links(graph, "82.5%")["ON"] == "dataset/cola"
    assert links(graph, "82.5%")["OF"] == "method/dora"
    assert set(results(graph)) == {"82.5%"}
    assert kg.undo(graph)
    assert set(results(graph)) == {"81.0%", "82.5%"}
    kg.judge(graph, results(graph)["82.5%"].id, {"dataset": "GLUE"})
    assert links(graph, "82.5%")["ON"] == "dataset/glue"
    kg.undo(graph)  # the later judgement took the place of the earlier
    assert links(graph, "82.5%")["ON"] == "dataset/glue"
    assert results(graph)["82.5%"].properties["judged_by"] is None


def test_a_form_of_the_method_itself_is_to_be_parted_first(graph: Path) -> None:
    with pytest.raises(kg.GraphError, match="kg split LoRA DoRA"):
        kg.judge(graph, results(graph)["82.5%"].id, {"method": "DoRA"})


@pytest.mark.parametrize(
    ("value", "raw", "number", "unit"),
    [("81.0%", "81.0%", 81.0, "%"), ("82.4%", "82.5%", 82.4, "%"), ("3.5x", "82.5%", 3.5, "x")],
)
def test_a_value_is_that_of_the_sentence_or_the_number_alone(
    graph: Path, value: str, raw: str, number: float, unit: str
) -> None:
    kg.judge(graph, results(graph)["82.5%"].id, {"value": value})
    kept = results(graph)[raw].properties
    assert (kept["value"], kept["unit"]) == ((81.0, "%") if raw == "81.0%" else (number, unit))


def test_what_cannot_be_judged_is_refused_with_what_can(graph: Path) -> None:
    known = results(graph)["82.5%"].id
    for verdict, error, words in (
        ("maybe", kg.QueryError, "give right, wrong or SLOT=VALUE"),
        ({"author": "ada"}, kg.QueryError, "give one of value, method"),
        ({"kind": "level"}, kg.QueryError, "absolute, relative"),
        ({"method": "QLoRA"}, kg.NotFoundError, "whose methods are: LoRA"),
        ({"value": "many"}, kg.InputError, "is no number"),
    ):
        with pytest.raises(error, match=words):
            kg.judge(graph, known, verdict)
    with pytest.raises(kg.NotFoundError, match=r"its results are result/arxiv:2401.00001/"):
        kg.judge(graph, f"result/{PAPER}/00001-00000000", "wrong")
    with pytest.raises(kg.NotFoundError, match="kg unsure --results"):
        kg.judge(graph, "result/arxiv:9/1-2", "wrong")
    with pytest.raises(kg.NotFoundError, match="nothing to undo"):
        kg.undo(graph)
    for change in (lambda: kg.judge(graph / "no", known, "wrong"), lambda: kg.undo(graph / "no")):
        with pytest.raises(kg.GraphError, match="kg build"):
            change()


def test_a_wrong_result_can_be_judged_again_by_its_id(graph: Path) -> None:
    known = results(graph)["82.5%"].id
    kg.judge(graph, known, "wrong")
    kg.judge(graph, known.removeprefix("result/"), "right")
    assert results(graph)["82.5%"].id == known


def test_a_judgement_is_taken_back_by_the_new_id_or_the_old(graph: Path) -> None:
    old = results(graph)["82.5%"].id
    for changed in (True, False):
        kg.judge(graph, old, {"dataset": "CoLA"})
        new = results(graph)["82.5%"].id
        assert new != old
        assert kg.undo(graph, new if changed else old) == [f"{old} is right"]
        assert results(graph)["82.5%"].id == old


def test_of_several_results_of_one_number_only_that_one_is_judged(tmp_path: Path) -> None:
    paper = adapters()
    twice = replace(paper, results=(*paper.results, replace(paper.results[1], dataset="CoLA")))
    graph = put(tmp_path / "g.kg", twice)
    ids = [n.id for n in open_directory(graph).graph().nodes() if n.label == "Result"]
    assert len(ids) == 3
    kg.judge(graph, ids[1], "wrong")
    assert [n.id for n in open_directory(graph).graph().nodes() if n.label == "Result"] == [
        ids[0],
        ids[2],
    ]


def test_unsure_lists_what_a_board_would_rank_and_nobody_judged(graph: Path) -> None:
    first, second = kg.unsure(graph, results=True)
    assert (first.worth, first.papers, first.sentence) == (
        0.4,
        1,
        second.sentence.replace("DoRA reaches 82.5%", "Low-rank adaptation (LoRA) reaches 81.0%"),
    )
    kg.judge(graph, first.id, {"method": ""})
    assert [doubt.id for doubt in kg.unsure(graph, results=True)] == [second.id]


@given(extractions(), st.sampled_from((RIGHT, WRONG)), st.booleans())
def test_judged_papers_are_sound_and_judging_twice_changes_nothing(
    extraction: Extraction, verdict: str, shared: bool
) -> None:
    judgements = [_judgement(extraction, r, verdict, shared) for r in extraction.results]
    found = judge_results(extraction, judgements)
    assert list(problems(found)) == list(problems(extraction)) == []
    assert judge_results(found, judgements) == found
    assert judge_results(extraction, reversed(judgements)) == found
    for judgement in judgements:
        assert result_judgement_from(result_judgement_record(judgement)) == judgement
    assert len(results_in_force(judgements)) == len({j.about for j in judgements})


def _judgement(
    extraction: Extraction, result: Result, verdict: str, shared: bool
) -> ResultJudgement:
    quote = quote_of(extraction.document.text, result.start, result.end)
    reading = replace(result, by="person", confidence=1.0) if verdict == RIGHT else None
    slots = slots_of(result) if shared else None
    paper = extraction.document.id
    return ResultJudgement(paper, quote, verdict, "id", reading, (), slots, "", "person", "1")


def test_the_page_on_judgements_names_all_that_can_be_set_right() -> None:
    page = (Path(__file__).parents[1] / "docs" / "judgements.md").read_text(encoding="utf-8")
    slots = set(CHANGEABLE) - set(CONDITIONS)
    assert {slot for slot in slots if f"`{slot}`" not in page} == set()
    assert set(re.findall(r"^    kg (\w+)", page, re.MULTILINE)) <= set(COMMANDS)
    assert all(callable(getattr(kg, name)) for name in re.findall(r"`kg\.(\w+)", page))


def test_judgements_travel_with_push_and_pull(
    neo4j_server: Server, graph: Path, tmp_path: Path
) -> None:
    url, password = f"{neo4j_server.url}/neo4j#judged", neo4j_server.password
    kg.split(graph, "LoRA", "DoRA")
    kg.judge(graph, results(graph)["82.5%"].id, {"dataset": "CoLA"}, by="ada")
    kg.judge(graph, results(graph)["81.0%"].id, "wrong")
    kg.push(graph, url, password=password)
    with Neo4jStore(url, password=password) as store:
        held = store.query(
            "MATCH (r:Result {kg: $kg})-[:`ON`]->(d) RETURN r.raw, r.judged_by, d.name"
        )
        assert held.rows == [("82.5%", "person:ada", "CoLA")]
        assert [dump(store)] == [dump(open_directory(graph).graph())]
    pulled = Path(kg.pull(url, tmp_path / "p.kg", password=password))
    assert {n: p.read_bytes() for n, p in files_of(pulled).items()} == {
        n: p.read_bytes() for n, p in files_of(graph).items()
    }
    put(pulled, reread())
    assert links(pulled, "82.5%")["ON"] == "dataset/cola"
    assert len(kg.undo(pulled)) == 1


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None
)
@given(
    st.lists(extractions(), min_size=1, max_size=4), st.lists(extractions(), max_size=3), st.data()
)
def test_any_decisions_over_any_builds_give_the_graph_of_one(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[Extraction],
    second: list[Extraction],
    data: st.DataObject,
) -> None:
    """Decided before or after other papers come, the graph is the fold of all under the ledger."""
    place = tmp_path_factory.mktemp("g") / "g.kg"
    first, second = [as_one_entity(first[0]), *first[1:]], list(map(as_one_entity, second))
    with writing(place) as directory:
        append_papers(set_view(directory, min_confidence=0.0), first)
    verdicts = st.sampled_from((RIGHT, WRONG, WITHDRAWN))
    judged = [
        replace(_judgement(paper, result, data.draw(verdicts), False), time=str(number))
        for paper in open_directory(place)
        for number, result in enumerate(paper.results)
    ]
    pairs = data.draw(
        st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=3)
    )
    parted = [
        Judgement(label, key(one), other, 1.0, "", "person", DIFFERENT, "1")
        for one, other in pairs
        for label in ENTITY_LABELS
    ]
    with writing(place) as directory:
        record_judgements(directory, [*judged, *parted])
    with writing(place) as directory:
        append_papers(directory, second)
    found = open_directory(place)
    merged = {paper.document.id for paper in merge_readings([*first, *second])}
    if {judgement.paper for judgement in judged} <= merged:
        ledger, results = found.judgements(), found.result_judgements()
        expected = dump(fold_papers([*first, *second], ledger, results))
        assert dump(found.graph()) == expected
        (place / "index.db").unlink()
        assert dump(open_directory(place).graph()) == expected
    assert list(audit(found.graph())) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"start":', '"begin":'),
        ('"reading":{', '"reading":[],"was":{'),
        ('"paper":"', '"paper":7,"a":"'),
    ],
)
def test_a_damaged_judgement_is_named_by_its_line(graph: Path, old: str, new: str) -> None:
    kg.judge(graph, results(graph)["82.5%"].id, "right")
    ledger = graph / "ledger.jsonl"
    lines = ledger.read_text("utf-8").splitlines(keepends=True)
    assert old in lines[-1]
    ledger.write_text("".join([*lines[:-1], lines[-1].replace(old, new, 1)]), "utf-8")
    with pytest.raises(kg.GraphError, match=rf"ledger\.jsonl:{len(lines)}: a damaged judgement"):
        open_directory(graph).result_judgements()


def test_the_commands_list_judge_and_take_back(graph: Path) -> None:
    place = ("--graph", str(graph))
    listed = run("unsure", "--results", *place, cwd=graph.parent)
    (identifier,) = re.findall(r"^1\. (result/\S+)$", listed.stdout, re.MULTILINE)
    assert "LoRA · GLUE · accuracy = 81.0 %  (absolute, 80% sure, 1 paper)" in listed.stdout
    assert "kg judge RESULT right|wrong|SLOT=VALUE" in listed.stderr
    rows = run("unsure", "--results", "--format", "csv", *place, cwd=graph.parent).stdout
    assert identifier in rows.splitlines()[1]
    done = run(
        "judge", identifier, "dataset=CoLA", "task=", "--by", "ada", *place, cwd=graph.parent
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("right: LoRA · CoLA · accuracy = 81.0 %  [result/")
    found = run("find", "--dataset", "CoLA", *place, cwd=graph.parent).stdout
    assert "CoLA · accuracy = 81.0 %  (judged right by ada)\n" in found
    for verdict in (("wrong", "right"), ("dataset",)):
        assert run("judge", identifier, *verdict, *place, cwd=graph.parent).returncode in (1, 2)
    undone = run("undo", identifier, *place, cwd=graph.parent)
    assert undone.stderr == f"undone: {identifier} is right\n"
    pairs = run("unsure", *place, cwd=graph.parent)
    assert (pairs.returncode, pairs.stdout) == (0, "")  # one paper: no name that matters
