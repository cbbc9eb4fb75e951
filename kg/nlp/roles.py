"""The role of each entity in its paper, such as 'introduces' or 'evaluates_on'.

Two rules come first: a name in an apposition that introduces it ('a framework called X') is
introduced, and an entity of which every mention is negated ('without X'), planned ('in future
work') or contrasted ('unlike X') is not used. All else is a linear model over the features of
`kg.nlp.role_features`; the softmax over the roles of the label is the score.
"""

from __future__ import annotations

import re

from kg.core.schema import DATASET, ENTITY_LABELS, METHOD, roles_of
from kg.nlp.linear_model import BIAS, LinearModel, softmax
from kg.nlp.mentions.network_features import NetworkFeatures
from kg.nlp.role_features import MENTIONS_READ, role_features, text_around
from kg.nlp.text.annotated_text import AnnotatedText
from kg.nlp.text.cues import CONTRAST, DEFINITION, HEDGE, NEGATION, POSTPONED
from kg.nlp.text.spans import EntityCluster, Mention

__all__ = ["ROLE_CLASSES", "assign_roles", "role_class"]

_NO_GAIN = re.compile(
    r"\b(?:(?:do(?:es)?|did)\snot|never)\s(?:\w{1,14}ly\s)?(?:improv|help|increas|rais|degrad|reduc|hurt|affect"
    r"|chang|decreas|harm|lower|outperform|generali[sz]|beat|surpass|match|transfer|perform|work|exceed)\w{0,3}\s"
    r"(?:[\w@-]{1,20}\s){0,5}?(?:on|across|over|for)\s(?:the\s)?$"
)
_CLAUSE = re.compile(r"[,;:(]")
_DEFINED_SCORE, _UNASSERTED_SCORE = 0.99, 0.75
_DIGITS = 4


def role_class(label: str, role: str) -> str:
    """The class of a role in a model: the roles of one label compete."""
    return f"{label}/{role}"


ROLE_CLASSES = tuple(role_class(label, role) for label in ENTITY_LABELS for role in roles_of(label))


def assign_roles(
    annotated: AnnotatedText, *, model: LinearModel, network: NetworkFeatures | None = None
) -> tuple[tuple[str, float], ...]:
    """The (role, score) of each cluster of a text, in order; the score is in [0, 1].

    ``network`` are the network's features, for models that were fitted with them.

    >>> from kg.nlp.linear_model import Source
    >>> text = "We train it with LoRA."
    >>> lora = EntityCluster("Method", "LoRA", (Mention(17, 21, "Method", 1.0, "model@1"),))
    >>> weights = {role_class("Method", "uses"): {"with<4": 2.0}}
    >>> model = LinearModel(weights, Source("roles", "by hand", "nothing"))
    >>> assign_roles(AnnotatedText(text, ((0, 22),), (lora,)), model=model)
    (('uses', 0.7112),)
    """
    return tuple(_role(cluster, annotated, model, network) for cluster in annotated.clusters)


def _role(
    cluster: EntityCluster,
    annotated: AnnotatedText,
    model: LinearModel,
    network: NetworkFeatures | None,
) -> tuple[str, float]:
    if ruled := _introduced(cluster, annotated) or _not_asserted(cluster, annotated):
        return ruled
    features = {BIAS: 1.0, **role_features(cluster, annotated, network)}
    roles = roles_of(cluster.label)
    log_odds = [model.log_odds(role_class(cluster.label, role), features) for role in roles]
    best = log_odds.index(max(log_odds))
    return roles[best], round(softmax(log_odds)[best], _DIGITS)


def _introduced(cluster: EntityCluster, annotated: AnnotatedText) -> tuple[str, float] | None:
    """The role of a cluster with a mention that the paper gives as a name ('we propose X')."""
    if cluster.label not in (METHOD, DATASET):
        return None
    for mention in cluster.mentions[:MENTIONS_READ]:
        name = annotated.text[mention.start : mention.end]
        if name.islower():
            continue
        before, _ = text_around(mention, annotated)
        if before[-1:].isspace() and DEFINITION.search(before):
            return "introduces", _DEFINED_SCORE
    return None


def _not_asserted(cluster: EntityCluster, annotated: AnnotatedText) -> tuple[str, float] | None:
    """The role of a cluster of which every mention is negated, planned or contrasted, else None."""
    if cluster.label not in (METHOD, DATASET) or not cluster.mentions:
        return None
    kinds = set()
    for mention in cluster.mentions[:MENTIONS_READ]:
        kind = _negating_cue(mention, annotated)
        if kind is None:
            return None
        kinds.add(kind)
    contrasted = "contrast" in kinds and cluster.label == METHOD
    return ("compares" if contrasted else "mentions"), _UNASSERTED_SCORE


def _is_no_gain(mention: Mention, clause: str) -> bool:
    """Whether only a gain on a data set is denied: 'does not improve accuracy on X'."""
    return mention.label == DATASET and _NO_GAIN.search(clause) is not None


def _negating_cue(mention: Mention, annotated: AnnotatedText) -> str | None:
    """The kind of cue before a mention that makes it no assertion."""
    kinds = annotated.possible_contexts(annotated.sentence_at(mention.start))
    before, after = text_around(mention, annotated) if kinds else ("", "")
    if HEDGE in kinds and POSTPONED.match(after):
        return "hedge"
    if not before[-1:].isspace():  # all of these cues end in a space
        return None
    clause = _CLAUSE.split(before)[-1]
    if CONTRAST in kinds and CONTRAST.search(clause):
        return "contrast"
    if NEGATION in kinds and NEGATION.search(clause) and not _is_no_gain(mention, clause):
        return "negation"
    return "hedge" if HEDGE in kinds and HEDGE.search(before) else None
