"""The metrics that results need though the classifiers list no such entity.

'Performance' is no entity by the labels, yet a result '+4.7%' without it is of little use. For
each number that the network takes for the value of a result, the span that it takes for its
metric becomes an entity, if none stands there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.core.schema import METRIC
from kg.nlp.mentions.network_features import NetworkFeatures
from kg.nlp.text.annotated_text import AnnotatedText
from kg.nlp.text.number_kinds import Number
from kg.nlp.text.spans import EntityCluster, Mention

__all__ = ["BY", "add_missing_metrics"]

BY = "metrics@1"

_MIN_VALUE_LOG_ODDS = 0.0
"""Log-odds from which a number is taken for the value of a result."""


def add_missing_metrics(annotated: AnnotatedText, network: NetworkFeatures) -> AnnotatedText:
    """The text with the clusters of the metrics that were missing, in order of first mention."""
    clusters = annotated.clusters
    taken = [(m.start, m.end) for cluster in clusters for m in cluster.mentions]
    known = {c.name.lower() for c in clusters if c.label == METRIC}
    added: dict[str, list[Mention]] = {}
    for index, sentence in enumerate(annotated.sentences):
        for number in annotated.numbers(index):
            if network.value_odds(number.start, number.end) < _MIN_VALUE_LOG_ODDS:
                continue
            for mention in _metric(network, number, sentence, clusters):
                name = annotated.text[mention.start : mention.end].lower()
                free = all(mention.end <= a or b <= mention.start for a, b in taken)
                if free and name not in known and mention not in added.get(name, ()):
                    added.setdefault(name, []).append(mention)
    if not added:
        return annotated
    new = [_cluster(annotated.text, mentions) for mentions in added.values()]
    return annotated.with_clusters(
        sorted([*clusters, *new], key=lambda c: (c.mentions[0].start, c.mentions[0].end))
    )


def _cluster(text: str, mentions: Sequence[Mention]) -> EntityCluster:
    name = text[mentions[0].start : mentions[0].end]
    return EntityCluster(METRIC, name, tuple(sorted(mentions, key=lambda m: m.start)))


def _metric(
    network: NetworkFeatures,
    number: Number,
    sentence: tuple[int, int],
    clusters: Sequence[EntityCluster],
) -> Iterator[Mention]:
    """The likeliest metric of a number, if it scores more than every metric that is known."""
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
