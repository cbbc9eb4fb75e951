"""The shipped network, loaded once, for tests of what reads roles and results in its scores."""

from __future__ import annotations

from functools import cache

from kg.nlp.extraction import MODEL
from kg.nlp.mentions.encoder import Network
from kg.nlp.mentions.model_manifest import read_manifest
from kg.nlp.mentions.network_features import NetworkFeatures


@cache
def shipped_network() -> Network:
    return Network.load(MODEL, read_manifest(MODEL).classes)


def network_features(text: str) -> NetworkFeatures:
    (scores,) = shipped_network().scores([text])
    return NetworkFeatures(scores)
