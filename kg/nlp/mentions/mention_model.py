"""The trained mention model: what a paper names, found by a small transformer.

A model is a folder that `kg.train` writes: ``model.onnx`` and ``tokenizer.json`` (the
network), ``judges.npz`` (two MLPs that weigh what it says over a whole paper) and
``model.json`` (version and thresholds). Nothing is downloaded.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import tee
from pathlib import Path

import numpy as np

from kg.core.errors import InputError
from kg.nlp.mentions import coref_features, surface_features
from kg.nlp.mentions.decode import Classifiers, classify, decode_clusters
from kg.nlp.mentions.encoder import Network, NetworkScores
from kg.nlp.mentions.mlp import MLP
from kg.nlp.mentions.surface_features import gather_surface_forms
from kg.nlp.text.abbreviations import find_abbreviations
from kg.nlp.text.spans import EntityCluster, Mention

__all__ = ["MentionModel", "save_classifiers"]


@dataclass(frozen=True, slots=True)
class MentionModel:
    """A loaded model; ``by`` names it with its version, such as ``model@1``."""

    network: Network
    classifiers: Classifiers
    by: str

    @classmethod
    def load(cls, folder: Path, *, threads: int = 1) -> MentionModel:
        """The model of a folder; its network runs on ``threads`` cores.

        Raises:
            InputError: the folder lacks a file of a model, or one is damaged.
        """
        network = Network.load(folder, threads=threads)
        try:
            config = json.loads((folder / "model.json").read_text(encoding="utf-8"))
            with np.load(folder / "judges.npz") as arrays:
                classifiers = Classifiers(
                    MLP.of(arrays, "entity"),
                    MLP.of(arrays, "same"),
                    config["keep"],
                    config["join"],
                    config["alias"],
                )
            by = f"model@{config['version']}"
        except (OSError, ValueError, KeyError) as error:
            raise InputError(f"no mention model: {error}", str(folder)) from error
        sizes = len(classifiers.entity.mean), len(classifiers.same.mean)
        if sizes != (surface_features.FEATURES, coref_features.FEATURES):
            raise InputError("a mention model for another version of kg", str(folder))
        return cls(network, classifiers, by)

    def find_clusters(
        self, texts: Iterable[str]
    ) -> Iterator[tuple[NetworkScores, tuple[EntityCluster, ...]]]:
        """What the network says of each paper and the entities of it, in the texts' order.

        A text is a title, a line break and an abstract. Entities come by first mention;
        mentions of different entities may nest or overlap.
        """
        asked, told = tee(texts)
        for scores, text in zip(self.network.scores(asked), told, strict=True):
            yield scores, self.decode(text, scores)

    def decode(self, text: str, scores: NetworkScores) -> tuple[EntityCluster, ...]:
        """The entities of a paper, given what the network says of it."""
        scored = classify(
            text, gather_surface_forms(text, scores), find_abbreviations(text), self.classifiers
        )
        return decode_clusters(scored, self.classifiers, self.by)

    def find_mentions(self, texts: Sequence[str]) -> list[tuple[Mention, ...]]:
        """The mentions of each paper in text order, without saying which are one entity."""
        return [
            tuple(
                sorted(
                    (mention for cluster in clusters for mention in cluster.mentions),
                    key=lambda mention: (mention.start, mention.end, mention.label),
                )
            )
            for _, clusters in self.find_clusters(texts)
        ]


def save_classifiers(folder: Path, classifiers: Classifiers, version: str) -> None:
    """Write ``judges.npz`` and ``model.json``, which `MentionModel.load` reads."""
    arrays = {**classifiers.entity.arrays("entity"), **classifiers.same.arrays("same")}
    np.savez_compressed(folder / "judges.npz", allow_pickle=False, **arrays)
    config = {
        "version": version,
        "keep": dict(classifiers.keep),
        "join": classifiers.join,
        "alias": classifiers.alias,
    }
    text = json.dumps(config, indent=1, sort_keys=True)
    (folder / "model.json").write_text(text + "\n", encoding="utf-8")
