"""Linear models: what is written is read back, and a damaged file is named by its line."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.core.errors import InputError
from kg.nlp.extraction import MODEL
from kg.nlp.linear_model import (
    LinearModel,
    Source,
    format_linear_model,
    parse_linear_model,
    softmax,
)
from kg.nlp.linear_models import (
    OUTCOME_FILE,
    RELATION_FILE,
    ROLE_FILE,
    SLOT_FILE,
    read_linear_models,
    shipped_linear_models,
)

NAMES = st.text(st.characters(exclude_characters="\t\n", exclude_categories=["Cs"]), min_size=1)
CLASSES = st.text("abcXYZ/<>-_0", min_size=1)
WEIGHTS = st.dictionaries(NAMES, st.floats(allow_nan=False, allow_infinity=False), max_size=5)
LINES = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]))


@given(st.dictionaries(CLASSES, WEIGHTS, max_size=4), LINES, LINES)
def test_what_is_written_is_read_back(
    weights: dict[str, dict[str, float]], scores: str, fitted_to: str
) -> None:
    model = LinearModel(weights, Source(scores, "kg train", fitted_to))
    text = format_linear_model(model)
    assert parse_linear_model(text, "file", classes=list(weights)) == model
    assert format_linear_model(parse_linear_model(text, "file", classes=list(weights))) == text


@given(WEIGHTS, st.randoms())
def test_log_odds_do_not_depend_on_the_order_of_features(
    weights: dict[str, float], random: object
) -> None:
    small = {feature: math.fmod(weight, 1e3) for feature, weight in weights.items()}
    model = LinearModel({"x": small}, Source("", "", ""))
    features = list(small)
    random.shuffle(features)  # type: ignore[attr-defined]
    forward = model.log_odds("x", dict.fromkeys(small, 1.0))
    assert model.log_odds("x", dict.fromkeys(features, 1.0)) == forward


def test_a_class_without_weights_scores_zero() -> None:
    model = LinearModel({"x": {}}, Source("", "", ""))
    assert model.log_odds("x", {"a": 1.0}) == model.log_odds("y", {"a": 1.0}) == 0.0
    assert model.matrix(["a", "b"], ["x", "y"]).tolist() == [[0.0, 0.0], [0.0, 0.0]]


def test_softmax_takes_large_log_odds() -> None:
    assert softmax([1000.0, 0.0]) == (1.0, 0.0)
    assert softmax([2.0, 1.0])[0] == pytest.approx(1 / (1 + math.exp(-1)))


def test_the_shipped_models_name_the_command_that_makes_them() -> None:
    models = shipped_linear_models()
    for model in (models.roles, models.outcomes):
        assert model.source.command == "kg train"
        assert "1402 labelled papers" in model.source.fitted_to
    assert models.slots.linear.source.command == "kg train"
    assert "1402 labelled papers" in models.slots.linear.source.fitted_to


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in MODEL.glob("*.tsv"):
        shutil.copy(file, tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "line", "reason"),
    [
        (ROLE_FILE, "Task/uses\tbias\t0.1", "no class 'Task/uses' in the header"),
        (OUTCOME_FILE, "outcome\tbias\t", "must be a number, not ''"),
        (SLOT_FILE, "size\tbias\t0.1", "no class 'size' in the header"),
        (SLOT_FILE, "method\tbias", "3 cells were expected"),
        (RELATION_FILE, "Method-Task/none\tbias\tmuch", "must be a number, not 'much'"),
    ],
)
def test_a_damaged_line_is_named(folder: Path, name: str, line: str, reason: str) -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    at = (folder / name).read_text("utf-8").count("\n")
    with pytest.raises(InputError) as raised:
        read_linear_models(folder)
    assert str(raised.value).startswith(f"{folder / name}:{at}: ")
    assert reason in str(raised.value)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("# kg linear model, format 1", "# kg linear model, format 9", "first line must be"),
        ("# command: kg train\n", "", "the header lacks 'command'"),
        ("# classes: outcome", "# classes: income", "unknown class 'income'"),
    ],
)
def test_a_damaged_header_is_reported(folder: Path, old: str, new: str, reason: str) -> None:
    file = folder / OUTCOME_FILE
    file.write_text(file.read_text("utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=reason):
        read_linear_models(folder)


def test_a_missing_file_is_named_and_relations_fall_back_to_the_shipped(folder: Path) -> None:
    (folder / RELATION_FILE).unlink()
    assert read_linear_models(folder).relations.labels == shipped_linear_models().relations.labels
    (folder / ROLE_FILE).unlink()
    with pytest.raises(InputError, match=r"role_weights\.tsv: no linear model"):
        read_linear_models(folder)
