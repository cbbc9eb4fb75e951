"""Trees: fitted by LightGBM, scored on plain arrays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kg.core.errors import InputError
from kg.nlp.boosted_trees import ABSENT, BoostedTrees
from kg.nlp.extraction import MODEL
from kg.nlp.linear_models import SLOT_TREES_FILE, read_linear_models, save_slot_trees
from kg.train.linear.fit_trees import fit_trees

ROWS = [{"near": float(n % 7), "far": float(n % 3)} for n in range(200)]
RIGHT = [row["near"] < 3 and row["far"] != 1 for row in ROWS]

STUMP = BoostedTrees(
    ("near",),
    np.array([0, 0, 0], np.int32),
    np.array([2.5, 0.0, 0.0]),
    np.array([1, 1, 2], np.int32),
    np.array([2, 1, 2], np.int32),
    np.array([0.0, 1.5, -1.5]),
    np.array([0, 0], np.int32),
)


def test_the_values_of_the_leaves_add_up() -> None:
    assert STUMP.log_odds(STUMP.table([{"near": 2.0}, {"near": 2.5}, {"near": 3.0}])).tolist() == [
        3.0,
        3.0,
        -3.0,
    ]


def test_a_measure_that_a_row_lacks_is_below_all_others() -> None:
    assert STUMP.table([{"far": 1.0}]).tolist() == [[ABSENT]]
    assert STUMP.log_odds(STUMP.table([{}])).tolist() == [3.0]
    assert STUMP.log_odds(STUMP.table([])).tolist() == []


def test_fitted_trees_separate_what_no_line_separates() -> None:
    trees = fit_trees(ROWS, RIGHT, [0.0] * len(ROWS))
    scores = trees.log_odds(trees.table(ROWS))
    assert [score > 0 for score in scores] == RIGHT
    again = fit_trees(ROWS, RIGHT, [0.0] * len(ROWS))
    assert again.log_odds(again.table(ROWS)).tolist() == scores.tolist()


def test_trees_come_back_from_a_folder(tmp_path: Path) -> None:
    trees = fit_trees(ROWS, RIGHT, [0.0] * len(ROWS))
    for file in MODEL.glob("*.tsv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    assert read_linear_models(tmp_path).slots.trees == {}
    save_slot_trees(tmp_path, {"method": trees})
    (slot,) = (found := read_linear_models(tmp_path).slots.trees)
    assert slot == "method"
    table = found["method"].table(ROWS)
    assert found["method"].log_odds(table).tolist() == trees.log_odds(table).tolist()


@pytest.mark.parametrize("field", ["left", "right", "column", "roots"])
def test_trees_that_lead_nowhere_are_refused(tmp_path: Path, field: str) -> None:
    for file in MODEL.glob("*.tsv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    arrays = STUMP.arrays("method")
    arrays[f"method.{field}"] = np.full_like(arrays[f"method.{field}"], 9)
    np.savez(tmp_path / SLOT_TREES_FILE, allow_pickle=False, **arrays)
    with pytest.raises(InputError, match="damaged") as raised:
        read_linear_models(tmp_path)
    assert SLOT_TREES_FILE in str(raised.value)


def test_a_file_that_is_cut_off_is_named(tmp_path: Path) -> None:
    for file in MODEL.glob("*.tsv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    save_slot_trees(tmp_path, {"method": STUMP})
    whole = (tmp_path / SLOT_TREES_FILE).read_bytes()
    (tmp_path / SLOT_TREES_FILE).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match=SLOT_TREES_FILE):
        read_linear_models(tmp_path)
