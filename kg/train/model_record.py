"""What is written beside a trained model: ``card.md`` for people, and its manifest."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.nlp.mentions.model_manifest import ModelManifest, Thresholds, file_sum, write_manifest
from kg.nlp.mentions.span_classes import SCHEMA_CLASSES
from kg.train.networks.examples import PAIR_WIDTH, SPAN_WIDTH, WIDEST

if TYPE_CHECKING:
    from kg.train.networks.optimize import Options

__all__ = ["Origin", "TrainingSummary", "file_record", "refit_record", "write_model_record"]


@dataclass(frozen=True, slots=True)
class Origin:
    """How a training was started: the command, the commit of the code, and the files of texts and
    of labels that the labelled papers were read from."""

    command: str = ""
    commit: str = ""
    texts: Sequence[Path] = ()
    labels: Sequence[Path] = ()


@dataclass(frozen=True, slots=True)
class TrainingSummary:
    """What a training was made of, and what it reached.

    ``corpora`` are (head, file, number of windows); ``f1`` is the F1 of clean entities
    (`kg.train.fit_classifiers.count_clean_entities`) over the parts of the papers, each scored
    by a network that had not read it, in [0, 1].
    """

    encoder: Path
    corpora: Sequence[tuple[str, Path, int]]
    papers: int
    parts: int
    public: Options
    own: Options
    f1: float


def file_record(path: Path, used_for: str) -> Mapping[str, object]:
    """A file of training data: its name, SHA-256, number of lines, and what it was used for."""
    with path.open("rb") as file:
        lines = sum(1 for _ in file)
    return {
        "file": path.name,
        "sha256": file_sum(path).sha256,
        "lines": lines,
        "used_for": used_for,
    }


def write_model_record(
    folder: Path, version: str, thresholds: Thresholds, summary: TrainingSummary, origin: Origin
) -> None:
    """Write ``card.md`` and, last, ``manifest.json`` with the sums of all files of the folder."""
    config = json.loads((summary.encoder / "config.json").read_text(encoding="utf-8"))
    card = _card(version, thresholds, summary, config)
    (folder / "card.md").write_text(card, encoding="utf-8")
    dimensions = {
        "layers": config["num_hidden_layers"],
        "width": config["hidden_size"],
        "heads": config["num_attention_heads"],
        "words_per_span": WIDEST,
        "span_width": SPAN_WIDTH,
        "pair_width": PAIR_WIDTH,
    }
    training = _training(summary, origin)
    manifest = ModelManifest(version, SCHEMA_CLASSES, thresholds, dimensions, training)
    write_manifest(folder, manifest)


def refit_record(
    papers: int,
    known: int,
    epochs: int,
    seed: int,
    figures: Mapping[str, float],
    origin: Origin,
) -> Mapping[str, object]:
    """How parts of a model were refitted, for its manifest; ``epochs`` are those of its network."""
    trained = "network, trained further (model.onnx, pairs.npz), " if epochs else ""
    return {
        "refitted": f"{trained}pairs of surface forms and thresholds (judges.npz), slots "
        "(slot_weights.tsv, slot_trees.npz), confidence (confidence_weights.tsv)",
        "network_epochs": epochs,
        "command": origin.command,
        "commit": origin.commit,
        "seed": seed,
        "labelled_papers": papers,
        "known_papers": known,
        "fitted_to": [
            *(file_record(path, "labels") for path in origin.labels if path.is_file()),
            *(file_record(path, "texts") for path in origin.texts if path.is_file()),
        ],
        "figures": figures,
    }


def _training(summary: TrainingSummary, origin: Origin) -> Mapping[str, object]:
    files = [
        *(file_record(path, f"first stage, head {head}") for head, path, _ in summary.corpora),
        *(file_record(path, "second stage, labels") for path in origin.labels if path.is_file()),
        *(file_record(path, "second stage, texts") for path in origin.texts if path.is_file()),
    ]
    return {
        "command": origin.command,
        "commit": origin.commit,
        "seed": summary.own.seed,
        "epochs": {"corpora": summary.public.epochs, "papers": summary.own.epochs},
        "labelled_papers": summary.papers,
        "trained_on": files,
        "figures": {f"clean entities, F1 over {summary.parts} parts": round(summary.f1, 3)},
    }


def _card(
    version: str, thresholds: Thresholds, summary: TrainingSummary, config: Mapping[str, int]
) -> str:
    """What a reader of the model's folder should know, in Markdown."""
    rows = (f"- {head}: {count:,} windows\n" for head, _, count in summary.corpora)
    keep = ", ".join(f"{label} {least:.2f}" for label, least in thresholds.keep.items())
    return f"""# Mention model {version}

- Encoder: {config["num_hidden_layers"]} layers of width {config["hidden_size"]}; the file is int8.
- Labelled papers: {summary.papers:,}, {summary.own.epochs} epochs, seed {summary.own.seed}.
- Clean entities (the right name, no form of another), F1 over {summary.parts} parts, each scored \
by a network that had not read it: {summary.f1:.3f}. \
The thresholds were chosen on the same papers ({keep}).

Published corpora, {summary.public.epochs} epochs before the papers:

{"".join(rows) or "- none" + chr(10)}
It reads titles and abstracts in English: what these do not state is not found.
"""
