"""Refitting what follows the network of the shipped model: needs the extra ``train``."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kg import ingest, nlp
from kg.core.errors import InputError
from kg.nlp.extraction import MODEL
from kg.nlp.linear_models import SLOT_FILE
from kg.nlp.mentions.model_manifest import check_sums
from kg.train.labels.labelled_papers import LabelledPaper, read_labelled_papers
from kg.train.model_record import Origin

pytest.importorskip("torch", reason="comes with the extra 'train'")
refit: Any = import_module("kg.train.refit")

GOLD = Path(os.environ.get("KG_GOLD", Path(__file__).parents[2] / "shared" / "gold"))
KEPT = ("model.onnx", "pairs.npz", "role_weights.tsv", "outcome_weights.tsv")


@pytest.fixture(scope="module")
def papers() -> list[LabelledPaper]:
    texts, labels = GOLD / "results_papers.jsonl", GOLD / "results.jsonl"
    if not (texts.exists() and labels.exists()):
        pytest.skip(f"not there: {labels} (KG_GOLD)")
    return read_labelled_papers([labels], ingest.read_documents([texts], as_written=True))[:40]


def test_the_network_stays_and_the_rest_is_fitted_anew(
    papers: list[LabelledPaper], tmp_path: Path
) -> None:
    origin = Origin(command="kg train --refit", labels=[GOLD / "results.jsonl"])
    figures = refit.refit_model(
        MODEL, papers[:30], tmp_path, version="own", origin=origin, known=papers[30:]
    )
    manifest = check_sums(tmp_path)
    assert manifest.version == "own"
    assert manifest.training["refits"][-1]["labelled_papers"] == 30  # type: ignore[index]
    assert manifest.training["refits"][-1]["figures"] == figures  # type: ignore[index]
    for name in KEPT:
        assert (tmp_path / name).read_bytes() == (MODEL / name).read_bytes()
    assert (tmp_path / SLOT_FILE).read_bytes() != (MODEL / SLOT_FILE).read_bytes()
    with np.load(tmp_path / "judges.npz") as own, np.load(MODEL / "judges.npz") as shipped:
        changed = {name for name in own.files if not np.array_equal(own[name], shipped[name])}
    assert changed
    assert {name.split(".")[0].split("_")[0] for name in changed} == {"same"}
    (found,) = nlp.extract([papers[0].document], nlp=nlp.load(model=tmp_path))
    assert found.entities
    assert "model@own" in found.extractor


def test_a_paper_that_comes_twice_is_refused(papers: list[LabelledPaper], tmp_path: Path) -> None:
    twice = [papers[0], papers[0]]
    with pytest.raises(InputError, match="comes twice"):
        refit.refit_model(MODEL, twice, tmp_path / "out", version="own", origin=Origin())
    assert not (tmp_path / "out").exists()
