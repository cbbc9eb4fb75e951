"""From scored surface forms to entities: which are kept, and which are one entity.

Surface forms are taken by falling score. Each joins the cluster that it most probably belongs to,
opens one of its own if its score reaches the threshold of its label, or is dropped. A form that is
related to a cluster without belonging to it ('LoRA matrices' beside LoRA) is mostly no entity: to
open a cluster it needs a higher score, less so if it is a name. Forms that differ by a version, a
size or another number are never one entity, whatever the score of the pair: a variant is a node of
its own, linked to its family.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.lexicon.acronyms import abbreviates
from kg.lexicon.cannot_link import cannot_link
from kg.lexicon.known_names import known_entity
from kg.lexicon.normalize import corrected_form
from kg.lexicon.variants import parent_forms
from kg.lexicon.word_counts import is_common_word
from kg.nlp.mentions.classifier import Classifier
from kg.nlp.mentions.forms.coref_features import (
    DeclaredPairs,
    candidate_pairs,
    compare_surface_forms,
    declared_pairs,
    is_name_with_kind,
    shared_acronyms,
)
from kg.nlp.mentions.forms.parting_words import parting_words
from kg.nlp.mentions.forms.surface_features import SurfaceForm, describe_surface_forms
from kg.nlp.mentions.forms.surface_words import surface_words
from kg.nlp.mentions.model_manifest import Thresholds
from kg.nlp.mentions.stated_labels import with_stated_labels
from kg.nlp.mentions.sure_pairs import sure_pairs
from kg.nlp.text.abbreviations import Definition
from kg.nlp.text.spans import EntityCluster, Mention

__all__ = ["Classifiers", "MentionScores", "classify", "decode_clusters"]

_OPTIONAL_WEIGHT = 0.8
"""The part of the probability of 'optional' that is taken off the whole."""

_NAME_PART = 0.4
"""The part of ``separate`` that a name needs: Whisper beside WhisperFlow is an entity."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Classifiers:
    """The classifiers of forms and of pairs, and thresholds chosen on held-out papers.

    ``labels`` are those of the columns of ``entity``, which has one more for 'optional'; the
    thresholds are those of `kg.nlp.mentions.model_manifest.Thresholds`.
    """

    entity: Classifier
    same: Classifier
    labels: tuple[str, ...]
    thresholds: Thresholds

    @property
    def min_score(self) -> float:
        """The score below which a surface form neither opens a cluster nor joins one."""
        return min(self.thresholds.alias, *self.thresholds.keep.values())


@dataclass(frozen=True, slots=True)
class MentionScores:
    """A paper's surface forms with scores, and the pairs of them that may be one entity.

    ``scores`` is (surfaces, labels) in [0, 1]; ``same`` gives the probability of a pair, by
    positions in ``surfaces``; ``declared`` are the pairs of keys that the text itself defines as
    short and long form, ``parted`` those that an acronym with two long forms parts.
    """

    surfaces: Sequence[SurfaceForm]
    scores: Floats
    same: Mapping[tuple[int, int], float]
    declared: DeclaredPairs = ()
    parted: DeclaredPairs = ()


def classify(
    text: str,
    surfaces: Sequence[SurfaceForm],
    definitions: Sequence[Definition],
    classifiers: Classifiers,
) -> MentionScores:
    """The scores of each surface form by label, and of pairs of forms to be one entity.

    The last class of the first classifier is 'optional': an entity that an annotator may leave
    out. A score is the probability of a label among the cases where it matters.
    """
    described = describe_surface_forms(text, surfaces, definitions, classifiers.labels)
    words = (surface_words(text, surface) for surface in surfaces)
    found = classifiers.entity.probabilities(described, words)
    certain, optional = found[:, :-1], found[:, -1:]
    scores = np.minimum(1.0, certain / np.maximum(1e-6, 1 - _OPTIONAL_WEIGHT * optional))
    scores = with_stated_labels(text, surfaces, scores, classifiers.labels)
    likely = np.flatnonzero(scores.max(1, initial=0.0) >= classifiers.min_score).tolist()
    declared = declared_pairs(text, definitions)
    chosen = [surfaces[index] for index in likely]
    links = list(candidate_pairs(chosen, declared))
    shared = (parting_words(text, chosen[i], chosen[j]) for i, j in links)
    same = classifiers.same.probabilities(compare_surface_forms(chosen, links, declared), shared)
    chances = {
        (likely[i], likely[j]): 1.0 if is_name_with_kind(chosen[i], chosen[j]) else chance
        for (i, j), chance in zip(links, same[:, 0].tolist(), strict=True)
    }
    labels = [classifiers.labels[column] for column in scores[likely].argmax(1)]
    sure = sure_pairs(text, chosen, labels, definitions)
    return MentionScores(
        surfaces,
        scores,
        chances | {(likely[i], likely[j]): 1.0 for i, j in sure},
        declared,
        shared_acronyms(declared),
    )


def decode_clusters(
    scored: MentionScores, classifiers: Classifiers, by: str
) -> tuple[EntityCluster, ...]:
    """The clusters of a paper, by first mention; ``by`` names the model in their mentions."""
    best = scored.scores.max(1, initial=0.0)
    labels = [classifiers.labels[column] for column in scored.scores.argmax(1)] if len(best) else []
    near, limits = _neighbours(_with_known(scored, labels)), classifiers.thresholds
    members: list[list[int]] = []
    owners: dict[int, int] = {}
    likely = np.flatnonzero(best >= classifiers.min_score).tolist()
    for index in sorted(likely, key=lambda index: -best[index]):
        chances: defaultdict[int, float] = defaultdict(float)
        for other, chance in near.get(index, ()):
            if other in owners:
                chances[owners[other]] = max(chance, chances[owners[other]])
        free = [at for at in chances if not _conflicts(scored, labels, index, members[at])]
        closest = max(sorted(free), key=chances.__getitem__, default=None)
        if closest is not None and chances[closest] > limits.join:
            threshold = limits.alias
        else:
            related = (
                closest is not None
                and chances[closest] > limits.related
                and not _is_variant(scored, labels[index], index, members[closest])
            )
            apart = limits.separate * (_NAME_PART if _is_name(scored, index) else 1.0)
            threshold = limits.keep[labels[index]] + (apart if related else 0.0)
            closest = None
        if best[index] < threshold:
            continue
        if closest is None:
            closest = len(members)
            members.append([])
        members[closest].append(index)
        owners[index] = closest
    clusters = [_cluster(scored, cluster, classifiers.labels, by) for cluster in members]
    return tuple(
        sorted(clusters, key=lambda cluster: (cluster.mentions[0].start, cluster.mentions[0].end))
    )


def _with_known(scored: MentionScores, labels: Sequence[str]) -> Mapping[tuple[int, int], float]:
    """The probabilities of pairs, 1 for two forms that the lexicon lists under one entity."""

    def is_known(one: int, other: int) -> bool:
        label, keys = labels[one], (scored.surfaces[one].key, scored.surfaces[other].key)
        found = known_entity(label, keys[0]) if label == labels[other] else None
        return found is not None and found == known_entity(label, keys[1])

    return {pair: 1.0 if is_known(*pair) else chance for pair, chance in scored.same.items()}


def _neighbours(
    same: Mapping[tuple[int, int], float],
) -> Mapping[int, Sequence[tuple[int, float]]]:
    """Surface form -> the forms that may be one with it, with the probability."""
    near: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    for (one, other), chance in same.items():
        near[one].append((other, chance))
        near[other].append((one, chance))
    return near


def _conflicts(
    scored: MentionScores, labels: Sequence[str], index: int, members: Sequence[int]
) -> bool:
    """Whether a member of a cluster and a form cannot be one entity."""
    label = labels[members[0]]
    return any(_cannot_link(scored, label, index, member) for member in members)


def _cannot_link(scored: MentionScores, label: str, one: int, other: int) -> bool:
    keys = scored.surfaces[one].key, scored.surfaces[other].key
    pair = frozenset(keys)
    if pair in scored.declared or pair in scored.parted:
        return pair in scored.parted
    return cannot_link(label, *keys) or _stands_for_another(scored.declared, *keys)


def _stands_for_another(declared: DeclaredPairs, one: str, other: str) -> bool:
    """Whether a key is an abbreviation that the paper declares, but not of the other key.

    Of 60 pairs in 1,402 labelled papers that the letters alone allow ('MT' of 'machine
    translation (MT)' and 'MoE training'), 59 are two entities.
    """
    short, long = sorted((one, other), key=len)
    longs = [next(iter(pair - {short})) for pair in declared if short in pair and len(pair) > 1]
    return (
        bool(longs)
        and abbreviates(short, long)
        and all(set(name.split()).isdisjoint(long.split()) for name in longs)
    )


def _is_name(scored: MentionScores, index: int) -> bool:
    """Whether a form is one word that is no common one: ViT, Whisper, not 'transformer'."""
    word = scored.surfaces[index].text
    if " " in word:
        return False
    is_spelled = any(char.isupper() or char.isdigit() for char in word[1:])
    return is_spelled or (word[0].isupper() and not is_common_word(word))


def _is_variant(scored: MentionScores, label: str, index: int, members: Sequence[int]) -> bool:
    """Whether a form is the name of a member, or a sibling's, with a version, size or split."""
    parents = set(parent_forms(label, scored.surfaces[index].key))
    keys = [scored.surfaces[member].key for member in members] if parents else []
    return any(
        not parents.isdisjoint((corrected_form(label, key), *parent_forms(label, key)))
        for key in keys
    )


def _cluster(
    scored: MentionScores, members: Sequence[int], labels: Sequence[str], by: str
) -> EntityCluster:
    column = int(scored.scores[members[0]].argmax())
    label, scores = labels[column], scored.scores[members, column].tolist()
    mentions = {
        Mention(start, end, label, score, by)
        for member, score in zip(members, scores, strict=True)
        for start, end in scored.surfaces[member].places
    }
    ordered = sorted(mentions, key=lambda mention: (mention.start, mention.end))
    return EntityCluster(label, scored.surfaces[members[0]].text, tuple(ordered))
