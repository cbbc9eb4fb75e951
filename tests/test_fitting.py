"""Fitting: regression by its optimality conditions, placing of labels, tables that can be read."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import ingest
from kg.core.errors import InputError, KGError
from kg.evaluate.crossval import labelled
from kg.evaluate.gold import join, read
from kg.nlp import weights
from kg.train.fit_tables import (
    TABLES,
    Base,
    Label,
    Labelled,
    Told,
    outcome_table,
    slot_table,
    write,
)
from kg.train.occurrences import place
from kg.train.regression import BIAS, Design, fit_choice, fit_dense, fit_sparse

GOLD = Path(os.environ.get("KG_GOLD", Path(__file__).parents[2] / "shared" / "gold"))
DATA = Path(str(ingest.sample_path())).parent


def problem(seed: int) -> tuple[Design, np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    """200 examples of three classes; some of the twelve features tell them apart."""
    generator = np.random.default_rng(seed)
    has = generator.random((200, 12)) < 0.3
    sums = has[:, :3] * 3.0 + generator.gumbel(size=(200, 3))
    features = [{BIAS, *(f"f{i:02}" for i in np.flatnonzero(row))} for row in has]
    return Design.of(features, least=2), np.eye(3)[sums.argmax(1)]


@pytest.mark.parametrize("seed", range(5))
def test_sparse_weights_are_optimal(seed: int) -> None:
    """At the optimum the slope is lasso against the sign of each weight, and less at zeros."""
    design, classes = problem(seed)
    lasso, ridge = 0.02, 0.003
    found = fit_sparse(design, classes, np.ones(200), lasso=lasso, ridge=ridge)
    shares = np.exp(design.sums(found))
    error = shares / shares.sum(1, keepdims=True) - classes
    slope = design.slopes(error) / 200
    free = design.columns[BIAS]
    assert np.abs(slope[free]).max() < 1e-4
    for column in set(design.columns.values()) - {free}:
        held, pull = found[column], slope[column] + ridge * found[column]
        assert np.all(np.abs(pull[held == 0]) <= lasso + 1e-4)
        assert pull[held != 0] == pytest.approx(-lasso * np.sign(held[held != 0]), abs=1e-4)
    assert (found == 0).mean() > 0.3


@pytest.mark.parametrize("seed", range(5))
def test_dense_weights_are_optimal(seed: int) -> None:
    """At the optimum the slope of the loss is the pull of the penalty."""
    design, classes = problem(seed)
    found = fit_dense(design, classes, penalty=2.0)
    shares = np.exp(design.sums(found))
    error = shares / shares.sum(1, keepdims=True) - classes
    assert design.slopes(error) == pytest.approx(-2.0 * found, abs=0.1)


def test_a_design_sums_as_its_matrix_does() -> None:
    design = Design.of([["a", "b"], [], ["b", "b", "rare"], ["a"]], least=2)
    matrix = np.array([[1, 1], [0, 0], [0, 1], [1, 0]], np.float64)
    assert list(design.columns) == ["a", "b"]
    assert np.array_equal(design.sums(np.array([[1.0], [10.0]])), matrix @ [[1.0], [10.0]])
    rows = np.arange(8.0).reshape(4, 2)
    assert np.array_equal(design.slopes(rows), matrix.T @ rows)


def test_a_design_takes_values_as_well_as_names() -> None:
    design = Design.of([{"a": 0.5, "b": -2.0}, ["a"], {"b": 3.0}], least=1)
    matrix = np.array([[0.5, -2.0], [1.0, 0.0], [0.0, 3.0]])
    assert np.array_equal(design.sums(np.array([[1.0], [10.0]])), matrix @ [[1.0], [10.0]])
    rows = np.arange(6.0).reshape(3, 2)
    assert np.array_equal(design.slopes(rows), matrix.T @ rows)


@given(st.integers(0, 20))
def test_a_choice_is_fitted_to_the_point_where_no_weight_gains(seed: int) -> None:
    """At the optimum the slope of the log-likelihood is the pull of the penalty."""
    random = np.random.default_rng(seed)
    sizes = random.integers(1, 5, 40).tolist()
    rows = [{"a": x, "b": y} for x, y in random.normal(size=(sum(sizes), 2)).tolist()]
    starts = np.cumsum([0, *sizes[:-1]])
    chosen = [
        int(np.argmax([r["a"] - r["b"] + random.normal() for r in rows[at : at + size]]))
        for at, size in zip(starts, sizes, strict=True)
    ]
    found = fit_choice(Design.of(rows, least=1), sizes, chosen, penalty=1.0)
    slope = np.zeros(2)
    for at, size, right in zip(starts, sizes, chosen, strict=True):
        own = np.array([[r["a"], r["b"]] for r in rows[at : at + size]])
        shares = np.exp(own @ found)
        slope += own[right] - shares @ own / shares.sum()
    assert slope == pytest.approx(found, abs=1e-3)


def test_slots_are_learnt_from_the_results_of_papers() -> None:
    rows = [line.split("\t") for line in slot_table(PAPERS).splitlines() if line[0] != "#"]
    learnt = {(slot, feature): float(weight) for slot, feature, weight in rows}
    assert learnt["metric", "ruled:True"] > 0 > learnt["metric", "none"]
    assert slot_table(PAPERS) == slot_table(PAPERS)


def test_a_table_on_a_base_is_the_base_times_a_share() -> None:
    slots = weights.parse_slots(slot_table(PAPERS))
    stacked = weights.parse_slots(slot_table(PAPERS, Base(slots, [slots] * len(PAPERS))))
    shares = {
        stacked["method"].get(feature, 0.0) / weight
        for feature, weight in slots["method"].items()
        if feature != "none" and abs(weight) > 0.04
    }
    assert min(shares) > 0
    assert max(shares) == pytest.approx(min(shares), rel=0.2)
    outcomes = weights.parse_outcomes(outcome_table(PAPERS))
    again = weights.parse_outcomes(outcome_table(PAPERS, Base(outcomes, [outcomes] * len(PAPERS))))
    assert again["unit:%"] > 0


@pytest.mark.parametrize(
    ("text", "things", "places"),
    [
        ("OwlNet and owls", [["OwlNet"], ["owls"]], (((0, 6),), ((11, 15),))),
        ("deep net, net", [["net"], ["deep net"]], (((10, 13),), ((0, 8),))),
        ("deep net", [["net"], ["deep net"]], (((5, 8),), ((0, 8),))),
        ("OwlNets", [["OwlNet"]], (((0, 6),),)),
        ("C++ or C", [["C++"], ["C"]], (((0, 3),), ((7, 8),))),
        ("nothing", [["OwlNet"], [""], []], ((), (), ())),
    ],
)
def test_placing(
    text: str, things: list[list[str]], places: tuple[tuple[tuple[int, int], ...], ...]
) -> None:
    assert place(text, things) == places


@given(
    st.text("ab -", max_size=30),
    st.lists(st.lists(st.text("ab ", max_size=3), max_size=2), max_size=3),
)
def test_every_place_is_a_surface_of_its_thing(text: str, things: list[list[str]]) -> None:
    for surfaces, places in zip(things, place(text, things), strict=True):
        assert all(text[start:end] in surfaces for start, end in places)
        assert bool(places) == any(surface and surface in text for surface in surfaces)


PAPERS = [
    Labelled(
        f"Net{n}: a model\nWe propose Net{n}, a model. It has 1{n} layers. "
        f"It reaches 8{n}% accuracy on ImageNet.",
        (
            Label("Method", "introduces", (f"Net{n}",)),
            Label("Metric", "reports", ("accuracy",)),
            Label("Dataset", "evaluates_on", ("ImageNet",), optional=n % 2 == 0),
        ),
        (Told(f"8{n}%", {"method": f"Net{n}", "metric": "accuracy", "dataset": "ImageNet"}),),
    )
    for n in range(10)
]


def test_tables_are_written_and_read(tmp_path: Path) -> None:
    write(PAPERS, tmp_path / "new")
    table = weights.read(tmp_path / "new")
    assert set(table.roles) == {"Method", "Metric", "Dataset"}
    assert table.outcomes["unit:%"] > 0
    assert max(table.mentions["head=accuracy"]) == table.mentions["head=accuracy"][3]


def test_no_papers_give_tables_that_say_nothing(tmp_path: Path) -> None:
    write([], tmp_path)
    found = weights.read(tmp_path)
    assert (found.mentions, found.roles, found.outcomes, found.slots) == ({}, {}, {BIAS: 0.0}, {})
    assert found.relations.columns == weights.shipped().relations.columns


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KGError, match="file: cannot be written"):
        write(PAPERS[:1], tmp_path / "file")


@pytest.mark.parametrize(
    ("name", "line", "reason"),
    [
        (weights.MENTIONS, "bias\t0.1", "6 cells were expected"),
        (weights.MENTIONS, "bias\t0.1\t0\t0\t0\tx", "must be a number, not 'x'"),
        (weights.ROLES, "Task\tuses\tbias\t0.1", "no role 'uses' for a 'Task'"),
        (weights.OUTCOMES, "bias\t", "must be a number, not ''"),
        (weights.SLOT_TABLE, "size\tbias\t0.1", "no slot 'size' of a result"),
        (weights.SLOT_TABLE, "metric\tbias", "3 cells were expected"),
    ],
)
def test_damaged_tables_are_named_by_line(
    tmp_path: Path, name: str, line: str, reason: str
) -> None:
    write(PAPERS[:1], tmp_path)
    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    at = (tmp_path / name).read_text("utf-8").count("\n")
    with pytest.raises(InputError) as raised:
        weights.read(tmp_path)
    assert str(raised.value).startswith(f"{tmp_path / name}:{at}: ")
    assert reason in str(raised.value)


def test_missing_tables_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"mention_weights\.tsv: no table of weights"):
        weights.read(tmp_path)
    (tmp_path / weights.MENTIONS).write_text("")
    (tmp_path / weights.ROLES).write_text("")
    (tmp_path / weights.OUTCOMES).write_text("unit:%\t1.0\n")
    with pytest.raises(InputError, match="lacks the row 'bias'"):
        weights.read(tmp_path)


@pytest.mark.skipif(os.environ.get("KG_SLOW") != "1", reason="takes a minute: set KG_SLOW=1")
def test_the_shipped_tables_are_fitted_to_the_labels(pages: list[Path], tmp_path: Path) -> None:
    collection = GOLD.parent / "data" / "arxiv_2025" / "papers.jsonl.gz"
    if not (GOLD.exists() and collection.exists()):
        pytest.skip(f"no labels at {GOLD} (KG_GOLD), or no papers at {collection}")
    papers = join(read([GOLD]), ingest.read([*pages, collection]))
    write([labelled(paper) for paper in papers], tmp_path)
    for name in TABLES:
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes(), name
