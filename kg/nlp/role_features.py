"""Features of an entity for its role: cue phrases, positions, and the form of its name.

The cues around each mention come with side and distance ('propose<4' is a cue of proposing at
most 4 characters before); positions are the title and the order of the sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kg.core import names
from kg.core.schema import METHOD
from kg.nlp.mentions.network_features import NetworkFeatures
from kg.nlp.text import gazetteer
from kg.nlp.text.annotated_text import AnnotatedText
from kg.nlp.text.cues import KINDS
from kg.nlp.text.spans import EntityCluster, Mention

__all__ = ["MENTIONS_READ", "role_features", "text_around"]

NEAR, CLOSE = 4, 30
"""Distances in characters between a cue and a mention: beside it, in its phrase."""

MENTIONS_READ = 12
_WINDOW = 90
_SHAPES: Mapping[str, re.Pattern[str]] = {
    "name:named": re.compile(r"[A-Za-z]*[a-z]?[A-Z]{2}|[a-z][A-Z]|[A-Za-z]-?\d"),
    "name:proper": re.compile(r"[A-Z]"),
    "name:lower": re.compile(r"[^A-Z]+$"),
    "name:digit": re.compile(r".*\d"),
    "name:long": re.compile(r"\S+(?:\s\S+){3}"),
    "name:word": re.compile(r"\S+$"),
    "name:new": re.compile(r"(?i).*\b(?:novel|new|proposed|our)\b"),
    "name:prior": re.compile(
        r"(?i).*\b(?:existing|previous|prior|traditional|conventional|baselines?|standard"
        r"|state-of-the-art|sota|current|classical|naive|vanilla|other)\b"
    ),
    "name:plural": re.compile(
        r"(?i).*(?:models|methods|approaches|algorithms|techniques|networks|LLMs)$"
    ),
    "name:system": re.compile(
        r"(?i).*(?:framework|method|approach|algorithm|system|pipeline|strategy|model)$"
    ),
    "name:learning": re.compile(
        r"(?i).*(?:learning|training|tuning|attention|optimi[sz]ation|networks?)$"
    ),
    "name:benchmark": re.compile(r"(?i).*(?:bench|benchmark)"),
    "name:dataset": re.compile(r"(?i).*(?:dataset|corpus|data)s?$"),
}
_AFTER: Mapping[str, re.Pattern[str]] = {
    "after:opens": re.compile(r"\s?\("),
    "after:closes": re.compile(r"\)"),
    "after:comma": re.compile(r","),
    "after:verb": re.compile(
        r"\)?\s(?:\w+ly\s)?(?:achiev|outperform|improv|reduc|surpass|enabl|can\s|learn|show|leverag"
        r"|generat|use|provid|demonstrat|allow|incorporat|combin|employ|yield|obtain|consist|exceed)"
    ),
    "after:that": re.compile(r"\)?,?\s(?:that|which|a|an|the first)\s"),
    "after:suffix": re.compile(r"-(?:based|style|like|trained|tuned|guided|driven)"),
    "after:models": re.compile(
        r"\s(?:models?|methods?|baselines?|approach(?:es)?|algorithms?|techniques?)\b"
    ),
    "after:data": re.compile(
        r"\s(?:datasets?|benchmarks?|corpus|tasks?|suite|environments?|data)\b"
    ),
    "after:framework": re.compile(r"\s(?:framework|method|approach|algorithm|system|model)\b"),
}
_BEFORE: Mapping[str, re.Pattern[str]] = {
    "before:opened": re.compile(r"\($"),
    "before:starts": re.compile(r"^$"),
    "before:the": re.compile(r"(?i)\bthe\s$"),
    "before:a": re.compile(r"(?i)\ban?\s(?:[\w-]{2,15}\s)?$"),
    "before:comma": re.compile(r",\s(?:and\s)?$"),
    "before:and": re.compile(r"\b(?:and|or)\s$"),
    "before:apposed": re.compile(
        r"(?:framework|method|model|approach|algorithm|system|recipe|technique|architecture|network"
        r"|benchmark|dataset|strategy|optimizer|paradigm|family|suite|remedy|schedule)s?,?\s(?:--\s)?$"
    ),
    "before:dash": re.compile(r"(?:-|–|—|:)\s?$"),
}
_NEAR_BEFORE = 24
"""Characters that the longest match of `_BEFORE` may take; all end where the mention begins."""
_BEFORE_WORD = {s: r for s, r in _BEFORE.items() if s not in ("before:opened", "before:starts")}
_BEFORE_MARK = {s: _BEFORE[s] for s in ("before:opened", "before:starts", "before:dash")}
"""What can match behind a blank, and elsewhere."""
_NUMBER_BEFORE = re.compile(r"\d\S*\s$")
_TITLE_IS = "title:is"
"""The feature of a name that stands before the colon of a title."""
_FUNCTION = frozenset(("is", "on", "in", "of", "with", "to", "by", "and", "novel", "our"))


def role_features(
    cluster: EntityCluster, annotated: AnnotatedText, network: NetworkFeatures | None = None
) -> Mapping[str, float]:
    """The features of a cluster that a model of roles reads, with their values.

    ``network`` adds the network's features, for models that were fitted with them.
    """
    features = dict.fromkeys(_features(cluster, annotated), 1.0)
    return {**features, **network.roles(cluster)} if network else features


def text_around(mention: Mention, annotated: AnnotatedText) -> tuple[str, str]:
    """What stands in the sentence before and after a mention, at most 90 characters of each."""
    start, end = annotated.sentences[annotated.sentence_at(mention.start)]
    before = annotated.text[max(start, mention.start - _WINDOW) : mention.start]
    return before, annotated.text[mention.end : max(mention.end, min(end, mention.end + _WINDOW))]


def _features(cluster: EntityCluster, annotated: AnnotatedText) -> set[str]:
    found = set(_shapes(cluster.name))
    found.update(_position(cluster, annotated))
    if cluster.label == METHOD and _TITLE_IS not in found:  # the title names what is new
        found.update(_fame(cluster.name))
    for mention in cluster.mentions[:MENTIONS_READ]:
        before, after = text_around(mention, annotated)
        found.update(_cue_features(mention, annotated))
        found.update(_before(before))
        found.update(feature for feature, regex in _AFTER.items() if regex.match(after))
    return found


@lru_cache(1 << 12)
def _shapes(name: str) -> tuple[str, ...]:
    return tuple(feature for feature, regex in _SHAPES.items() if regex.match(name))


@lru_cache(1 << 12)
def _fame(name: str) -> tuple[str, ...]:
    """Whether the lexicon has a name, or what it ends in: what is known is seldom new."""
    key = names.key(name)
    known, of_known = key in gazetteer.entries_by_key(), bool(gazetteer.entries_ending(key))
    return ("name:known",) * known + ("name:of-known",) * of_known


def _before(text: str) -> Iterator[str]:
    """The features of what precedes a mention; those of words end in a blank."""
    near = max(0, len(text) - _NEAR_BEFORE)
    spaced = text[-1:].isspace()
    for feature, regex in (_BEFORE_WORD if spaced else _BEFORE_MARK).items():
        if regex.search(text, near):
            yield feature
    if spaced and _NUMBER_BEFORE.search(text):
        yield "before:number"


def _position(cluster: EntityCluster, annotated: AnnotatedText) -> Iterator[str]:
    if not cluster.mentions:
        return
    last = len(annotated.sentences) - 1
    places = [annotated.sentence_at(mention.start) for mention in cluster.mentions]
    body = [place for place in places if place > 0]
    yield f"times:{min(len(places), 4)}"
    if 0 in places:
        first = cluster.mentions[0]
        yield "title"
        colon = annotated.text.find(":", 0, annotated.sentences[0][1])
        if colon >= 0:
            yield "title:head" if first.end <= colon else "title:tail"
            if first.start == 0 and first.end == colon:
                yield _TITLE_IS
        elif first.start == 0:
            yield "title:first"
    if not body:
        yield "body:none"
        return
    yield f"opens:{min(4, 5 * (body[0] - 1) // max(last, 1))}"
    yield f"ends:{min(4, 5 * (body[-1] - 1) // max(last, 1))}"
    if body[0] == 1:
        yield "opens:first"
    if body[0] == last:
        yield "opens:last"


def _cue_features(mention: Mention, annotated: AnnotatedText) -> list[str]:
    head, start, end = annotated.list_start(mention), mention.start, mention.end
    found: list[str] = []
    last = following = ""
    for cue_start, cue_end, kind in annotated.cues(annotated.sentence_at(start)):
        if cue_end <= start:
            features, gap = _LEFT_OF[kind], head - cue_end
            last = last if kind in _FUNCTION else kind
        elif cue_start >= end:
            features, gap = _RIGHT_OF[kind], cue_start - end
            following = following or ("" if kind in _FUNCTION else kind)
        else:
            continue
        found += features[(gap > NEAR) + (gap > CLOSE) :]
    return [*found, f"last:{last}", f"next:{following}"]


def _cue_names(side: str) -> Mapping[str, tuple[str, ...]]:
    """Kind of a cue -> its features from the nearest on: a near cue is a close one too."""
    return {
        kind: (f"{kind}{side}{NEAR}", f"{kind}{side}{CLOSE}", f"{kind}{side}") for kind in KINDS
    }


_LEFT_OF, _RIGHT_OF = _cue_names("<"), _cue_names(">")
