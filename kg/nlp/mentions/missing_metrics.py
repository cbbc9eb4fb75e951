"""The metrics that results need, though no judge of entities would list them.

'Performance' is no entity that a reader must list, yet where '+4.7%' is told of it, a result
without it says little. For each number that the network takes for the value of a result, the
span that it takes for its metric becomes an entity, if none stands there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.core.schema import METRIC
from kg.nlp.mentions.network_features import NetworkFeatures
from kg.nlp.text.numbers import Number, find_numbers
from kg.nlp.text.spans import EntityCluster, Mention

__all__ = ["BY", "complete"]

BY = "metrics@1"

_VALUE_LEAST = 0.0
"""Log-odds from which a number is taken for the value of a result."""


def complete(
    text: str,
    sentences: Sequence[tuple[int, int]],
    clusters: Sequence[EntityCluster],
    network: NetworkFeatures,
) -> tuple[EntityCluster, ...]:
    """The clusters with the metrics that were missing, by first mention.

    ``sentences`` are (start, end) in characters.
    """
    taken = [(m.start, m.end) for cluster in clusters for m in cluster.mentions]
    known = {g.name.lower() for g in clusters if g.label == METRIC}
    added: dict[str, list[Mention]] = {}
    for start, end in sentences:
        for number in find_numbers(text, start, end):
            if network.value_odds(number.start, number.end) < _VALUE_LEAST:
                continue
            for mention in _metric(network, number, (start, end), clusters):
                name = text[mention.start : mention.end].lower()
                free = all(mention.end <= a or b <= mention.start for a, b in taken)
                if free and name not in known and mention not in added.get(name, ()):
                    added.setdefault(name, []).append(mention)
    if not added:
        return tuple(clusters)
    new = [
        EntityCluster(
            METRIC, text[ms[0].start : ms[0].end], tuple(sorted(ms, key=lambda m: m.start))
        )
        for ms in added.values()
    ]
    return tuple(sorted([*clusters, *new], key=lambda g: (g.mentions[0].start, g.mentions[0].end)))


def _metric(
    network: NetworkFeatures,
    number: Number,
    sentence: tuple[int, int],
    clusters: Sequence[EntityCluster],
) -> Iterator[Mention]:
    """The likeliest metric of a number, if that is surer than every metric that is known."""
    known = [m for g in clusters if g.label == METRIC for m in g.mentions]
    odds = network.slots(number.start, number.end, known)[:, network.METRIC_SLOT]
    best = max([0.0, *odds.tolist()])
    spans = [Mention(a, b, METRIC, score, BY) for a, b, score in network.measures(*sentence)]
    for mention, own in zip(
        spans,
        network.slots(number.start, number.end, spans)[:, network.METRIC_SLOT].tolist(),
        strict=True,
    ):
        if own > best:
            best = own
            chosen = mention
    if best > max([0.0, *odds.tolist()]):
        yield chosen
