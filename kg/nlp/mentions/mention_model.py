"""The trained mention model: finds the entities of a paper with a small transformer.

A model is a folder that `kg.train` writes: ``model.onnx`` and ``tokenizer.json`` (the
network), ``pairs.npz`` (its head for pairs of spans), ``judges.npz`` (two classifiers that
combine its scores over a whole paper), tables of linear models, and ``manifest.json``. Nothing is
downloaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import tee
from pathlib import Path

import numpy as np

from kg.core.errors import InputError
from kg.nlp.mentions.classifier import Classifier
from kg.nlp.mentions.decode import Classifiers, classify, decode_clusters
from kg.nlp.mentions.encoder import Network, NetworkScores
from kg.nlp.mentions.forms.coref_features import pair_feature_count
from kg.nlp.mentions.forms.surface_features import gather_surface_forms, surface_feature_count
from kg.nlp.mentions.further_mentions import add_further_mentions
from kg.nlp.mentions.model_manifest import read_manifest
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
        manifest = read_manifest(folder)
        network = Network.load(folder, manifest.classes, threads=threads)
        thresholds, labels = manifest.thresholds, manifest.classes.labels
        try:
            with np.load(folder / "judges.npz") as arrays:
                classifiers = Classifiers(
                    Classifier.of(arrays, "entity"),
                    Classifier.of(arrays, "same"),
                    labels,
                    thresholds,
                )
        except (OSError, ValueError, KeyError) as error:
            raise InputError(f"no mention model: {error}", str(folder / "judges.npz")) from error
        roles = len(manifest.classes.roles)
        sizes = classifiers.entity.measures, classifiers.same.measures
        if sizes != (surface_feature_count(len(labels), roles), pair_feature_count(roles)):
            raise InputError("a mention model for another version of kg", str(folder))
        return cls(network, classifiers, f"model@{manifest.version}")

    def find_clusters(
        self, texts: Iterable[str]
    ) -> Iterator[tuple[NetworkScores, tuple[EntityCluster, ...]]]:
        """The network's scores and the clusters of each paper, in the order of the texts.

        A text is a title, a line break and an abstract. Entities come by first mention;
        mentions of different entities may nest or overlap.
        """
        ahead, texts = tee(texts)
        for scores, text in zip(self.network.scores(ahead), texts, strict=True):
            yield scores, self.decode(text, scores)

    def decode(self, text: str, scores: NetworkScores) -> tuple[EntityCluster, ...]:
        """The clusters of a paper, given the network's scores."""
        definitions = find_abbreviations(text)
        forms = gather_surface_forms(text, scores)
        scored = classify(text, forms, definitions, self.classifiers)
        found = decode_clusters(scored, self.classifiers, self.by)
        return add_further_mentions(text, found, definitions)

    def find_mentions(self, texts: Sequence[str]) -> list[tuple[Mention, ...]]:
        """The mentions of each paper in text order, without their clusters."""
        return [
            tuple(
                sorted(
                    (mention for cluster in clusters for mention in cluster.mentions),
                    key=lambda mention: (mention.start, mention.end, mention.label),
                )
            )
            for _, clusters in self.find_clusters(texts)
        ]


def save_classifiers(folder: Path, classifiers: Classifiers) -> None:
    """Write ``judges.npz``; the thresholds go into the manifest."""
    arrays = {**classifiers.entity.arrays("entity"), **classifiers.same.arrays("same")}
    np.savez_compressed(folder / "judges.npz", allow_pickle=False, **arrays)
