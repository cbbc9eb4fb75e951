"""The shipped network, loaded once, for tests of what reads roles and results in its scores."""

from __future__ import annotations

from functools import cache

from kg.nlp.extraction import MODEL
from kg.nlp.mentions.encoder import Network
from kg.nlp.mentions.network_features import Opinion


@cache
def network() -> Network:
    return Network.load(MODEL)


def opinion(text: str) -> Opinion:
    (scores,) = network().scores([text])
    return Opinion(scores)
