"""The network's scores for the clusters and the numbers of one paper, as features with values.

The network scored every span of words once (`kg.nlp.mentions.encoder`); here the scores of the
mentions of a cluster are brought together, and pairs are scored.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from kg.core.schema import DATASET, METHOD, METRIC, roles_of
from kg.nlp.mentions.encoder import NetworkScores
from kg.nlp.mentions.pair_head import SLOTS
from kg.nlp.mentions.span_classes import SpanClasses
from kg.nlp.text.spans import EntityCluster, Mention

__all__ = ["REACH", "NetworkFeatures"]

_WIDEST, _LEAST_LOGIT = {METRIC: 6, DATASET: 10, METHOD: 8}, -1.5
"""Maximum words and minimum logit of an entity that only its number supports."""

_LEAST = -8.0
"""Lower values of log-odds count as this one."""
_SCALE = 0.25
_MENTIONS_READ = 12
REACH = 3000
"""Characters between a number and what it may be bound to; no labelled abstract is longer."""

Floats = NDArray[np.float32]
Words = tuple[int, int]


@cache
def _role_columns(classes: SpanClasses) -> Mapping[str, tuple[int, ...]]:
    """Label -> the columns of its roles among the roles."""
    return {label: classes.roles_of(label) for label in classes.labels}


@cache
def _role_features(label: str) -> tuple[tuple[str, ...], ...]:
    """The names of the features of each role of a label."""
    whats = ("mean", "most", "first", "share")
    return tuple(tuple(f"net:{what}:{role}" for what in whats) for role in roles_of(label))


class NetworkFeatures:
    """The network's scores of one text, looked up by character offsets."""

    SLOT_OF: ClassVar[Mapping[str, int]] = {
        METRIC: SLOTS.index("metric"),
        DATASET: SLOTS.index("dataset"),
        METHOD: SLOTS.index("method"),
    }
    """Label -> the column of the slot that it fills, in what `slots` returns."""

    def __init__(self, scores: NetworkScores) -> None:
        self._scores = scores
        self._roles = _role_columns(scores.classes)
        self._starts = [word.start for word in scores.words]
        self._ends = [word.end for word in scores.words]

    def _words(self, start: int, end: int) -> Words | None:
        """The first and last word that the characters touch, if the network scored that span."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end) - 1
        wide = self._scores.spans.shape[1]
        return (first, last) if 0 <= last - first < wide else None

    def roles(self, cluster: EntityCluster) -> Mapping[str, float]:
        """Features of the roles of a cluster: log-probability and probability over its mentions."""
        found = [self._words(m.start, m.end) for m in cluster.mentions[:_MENTIONS_READ]]
        logs = [self._role_logs(cluster.label, *place) for place in found if place is not None]
        if not logs:
            return {}
        features = {}
        for names, own in zip(_role_features(cluster.label), zip(*logs, strict=True), strict=True):
            mean, most, first, share = names
            features[mean] = math.fsum(own) / len(own) * _SCALE
            features[most] = max(own) * _SCALE
            features[first] = own[0] * _SCALE
            features[share] = math.fsum(map(math.exp, own)) / len(own)
        return features

    def _role_logs(self, label: str, first: int, last: int) -> list[float]:
        """The log-probability of each role of a label, at least -8.

        Plain numbers: there are few roles, and arrays would take four times as long.
        """
        row = self._scores.roles[first, last - first].tolist()
        logits = [row[column] for column in self._roles[label]]
        top = max(logits)
        whole = top + math.log(math.fsum(math.exp(logit - top) for logit in logits))
        return [max(logit - whole, _LEAST) for logit in logits]

    def value(self, start: int, end: int) -> Mapping[str, float]:
        """Features of a number to be the value of a result.

        The number may be a word shorter or longer than the span that the network prefers.
        """
        place = self._words(start, end)
        if place is None:
            return {}
        first, last = place
        values = self._scores.values
        rows = values[max(0, first - 1) : first + 1, : last - first + 2]
        best = max(float(rows.max()), _LEAST) if rows.size else _LEAST
        return {"net:value": best * _SCALE, "net:exact": self._exact(first, last)}

    def _exact(self, first: int, last: int) -> float:
        return max(float(self._scores.values[first, last - first]), _LEAST) * _SCALE

    def value_odds(self, start: int, end: int) -> float:
        """Log-odds in [-8, inf) that these characters are the value of a result."""
        return self.value(start, end).get("net:value", _LEAST * _SCALE) / _SCALE

    def spans(self, label: str, start: int, end: int) -> Iterator[tuple[int, int, float]]:
        """(start, end, probability) of each span of a stretch of text that may have a label."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        wide = min(_WIDEST[label], self._scores.spans.shape[1])
        columns = self._scores.classes.columns_of(label)
        logits = self._scores.logits[first:last, :wide, columns].max(axis=2)
        for at, more in np.argwhere(logits >= _LEAST_LOGIT).tolist():
            if first + at + more < last:
                chance = float(1 / (1 + np.exp(-logits[at, more])))
                yield self._starts[first + at], self._ends[first + at + more], chance

    def slots(self, start: int, end: int, mentions: Sequence[Mention]) -> Floats:
        """(mentions, `SLOTS`): log-odds that a mention fills a slot of the value at ``start``.

        They are least for a mention that lies further off than any in a text that was learned.
        """
        found = np.full((len(mentions), len(SLOTS)), _LEAST, np.float32)
        value = self._words(start, end)
        if value is None:
            return found
        near = (i for i, mention in enumerate(mentions) if abs(mention.start - start) <= REACH)
        places = {i: self._words(mentions[i].start, mentions[i].end) for i in near}
        known = [i for i, place in places.items() if place is not None]
        if not known:
            return found
        classes = self._scores.classes
        second = np.array(
            [
                (*place, classes.labels.index(mentions[i].label))
                for i, place in places.items()
                if place is not None
            ],
            np.int64,
        )
        first = np.tile(np.array((*value, classes.value), np.int64), (len(known), 1))
        found[known] = self._scores.pairs.score_rows(first, second)[:, : len(SLOTS)]
        return np.maximum(found, _LEAST)
