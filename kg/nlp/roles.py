"""What a paper does with each thing it names: roles by cue phrases, position and shape.

Each group of mentions is described by the cues around its mentions (kind, side and
distance), by where it stands (title, first or last sentences) and by how it is written. A
table of weights, ``kg/nlp/data/role_weights.tsv``, adds up what the description says for each
role; the softmax of the sums is the score. Before that, more specific rules: a mention that
is negated ('without the need of X') or planned ('in future work') asserts nothing, and one that
is set apart ('unlike X') makes a rival of X.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from kg.core import names
from kg.core.schema import DATASET, METHOD, roles_of
from kg.nlp.mentions.network_features import Opinion
from kg.nlp.text import gazetteer
from kg.nlp.text.annotated_text import Page
from kg.nlp.text.cues import CONTRAST, DEFINITION, HEDGE, KINDS, NEGATION, possible
from kg.nlp.text.spans import Group, Mention
from kg.nlp.weights import RoleWeights, shipped

__all__ = ["assign", "describe"]

NEAR, CLOSE = 4, 30
"""Distances in characters between a cue and a mention: beside it, in its phrase."""

_MENTIONS_READ = 12
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
_BEFORE_SIGN = {s: _BEFORE[s] for s in ("before:opened", "before:starts", "before:dash")}
"""What can match behind a blank, and elsewhere."""
_NUMBER_BEFORE = re.compile(r"\d\S*\s$")
_TITLE_IS = "title:is"
"""The sign of a name that stands before the colon of a title."""
_FUNCTION = frozenset(("is", "on", "in", "of", "with", "to", "by", "and", "novel", "our"))


def assign(
    text: str,
    sentences: Sequence[tuple[int, int]],
    groups: Sequence[Group],
    *,
    weights: RoleWeights | None = None,
    opinion: Opinion | None = None,
) -> tuple[tuple[str, float], ...]:
    """The (role, score) of each group, in order; the score is in [0, 1].

    ``sentences`` are (start, end) in characters, in text order, the title first;
    ``weights`` are the shipped ones if none are given; ``opinion`` is what the network says,
    for weights that were fitted with it.

    >>> text = "LoRA: small updates\\nWe propose LoRA, built on GPT-2."
    >>> at = lambda s, i: Mention(i, i + len(s), "Method", 1.0, "rules@1")
    >>> groups = (Group("Method", "LoRA", (at("LoRA", 0), at("LoRA", 31))),)
    >>> assign(text, ((0, 19), (20, 52)), groups)[0][0]
    'introduces'
    """
    page = Page(text, sentences, groups)
    table = shipped().roles if weights is None else weights
    return tuple(_role(group, page, table, opinion) for group in groups)


def describe(
    text: str,
    sentences: Sequence[tuple[int, int]],
    groups: Sequence[Group],
    opinion: Opinion | None = None,
) -> tuple[Mapping[str, float], ...]:
    """The features of each group that the weights are about, with their values, in order."""
    page = Page(text, sentences, groups)
    return tuple(_valued(group, page, opinion) for group in groups)


def _valued(group: Group, page: Page, opinion: Opinion | None) -> Mapping[str, float]:
    features = dict.fromkeys(sorted(_features(group, page)), 1.0)
    return {**features, **opinion.roles(group)} if opinion else features


def _role(
    group: Group, page: Page, weights: RoleWeights, opinion: Opinion | None
) -> tuple[str, float]:
    if ruled := _defined(group, page) or _not_asserted(group, page):
        return ruled
    table = weights.get(group.label, {})
    parts: dict[str, list[float]] = {role: [] for role in roles_of(group.label)}
    signs = [table[sign] for sign in ("bias", *_features(group, page)) if sign in table]
    for role, weight in chain.from_iterable(signs):
        parts[role].append(weight)
    for feature, value in (opinion.roles(group) if opinion else {}).items():
        for role, weight in table.get(feature, ()):
            parts[role].append(weight * value)
    sums = {role: math.fsum(weights) for role, weights in parts.items()}
    role = max(sums, key=lambda name: sums[name])
    total = math.fsum(math.exp(value - sums[role]) for value in sums.values())
    return role, round(1.0 / total, 4)


_CLAUSE = re.compile(r"[,;:(]")
_DEFINED_SCORE, _UNASSERTED_SCORE = 0.99, 0.75


def _defined(group: Group, page: Page) -> tuple[str, float] | None:
    """The role of a group with a mention that the paper gives as a name ('we propose X')."""
    if group.label not in (METHOD, DATASET):
        return None
    for mention in group.mentions[:_MENTIONS_READ]:
        name = page.text[mention.start : mention.end]
        if name.islower():
            continue
        before = _around(mention, page)[0]
        if before[-1:].isspace() and DEFINITION.search(before):
            return "introduces", _DEFINED_SCORE
    return None


def _not_asserted(group: Group, page: Page) -> tuple[str, float] | None:
    """The role of a group of which every mention is negated or set apart, else None."""
    if group.label not in (METHOD, DATASET) or not group.mentions:
        return None
    kinds = set()
    for mention in group.mentions[:_MENTIONS_READ]:
        kind = _denied(mention, page)
        if kind is None:
            return None
        kinds.add(kind)
    rival = "contrast" in kinds and group.label == METHOD
    return ("compares" if rival else "mentions"), _UNASSERTED_SCORE


def _denied(mention: Mention, page: Page) -> str | None:
    may = possible(page.text, *page.sentences[page.index(mention.start)])
    before, _ = _around(mention, page) if may else ("", "")
    if not before[-1:].isspace():  # as all of these cues end
        return None
    clause = _CLAUSE.split(before)[-1]
    if CONTRAST in may and CONTRAST.search(clause):
        return "contrast"
    if NEGATION in may and NEGATION.search(clause):
        return "negation"
    return "hedge" if HEDGE in may and HEDGE.search(before) else None


def _around(mention: Mention, page: Page) -> tuple[str, str]:
    start, end = page.sentences[page.index(mention.start)]
    before = page.text[max(start, mention.start - _WINDOW) : mention.start]
    return before, page.text[mention.end : max(mention.end, min(end, mention.end + _WINDOW))]


def _features(group: Group, page: Page) -> set[str]:
    found = set(_shapes(group.name))
    found.update(_position(group, page))
    if group.label == METHOD and _TITLE_IS not in found:  # the paper that made it known says so
        found.update(_fame(group.name))
    for mention in group.mentions[:_MENTIONS_READ]:
        before, after = _around(mention, page)
        found.update(_cue_features(mention, page))
        found.update(_before(before))
        found.update(sign for sign, regex in _AFTER.items() if regex.match(after))
    return found


@lru_cache(1 << 12)
def _shapes(name: str) -> tuple[str, ...]:
    return tuple(sign for sign, regex in _SHAPES.items() if regex.match(name))


@lru_cache(1 << 12)
def _fame(name: str) -> tuple[str, ...]:
    """Whether the lexicon has a name, or what it ends in: what is known is seldom new."""
    key = names.key(name)
    known, of_known = key in gazetteer.by_key(), bool(gazetteer.ending(key))
    return ("name:known",) * known + ("name:of-known",) * of_known


def _before(text: str) -> Iterator[str]:
    """The signs of what precedes a mention; those of words end in a blank."""
    near = max(0, len(text) - _NEAR_BEFORE)
    spaced = text[-1:].isspace()
    for sign, regex in (_BEFORE_WORD if spaced else _BEFORE_SIGN).items():
        if regex.search(text, near):
            yield sign
    if spaced and _NUMBER_BEFORE.search(text):
        yield "before:number"


def _position(group: Group, page: Page) -> Iterator[str]:
    if not group.mentions:
        return
    last = len(page.sentences) - 1
    places = [page.index(mention.start) for mention in group.mentions]
    body = [place for place in places if place > 0]
    yield f"times:{min(len(places), 4)}"
    if 0 in places:
        first = group.mentions[0]
        yield "title"
        colon = page.text.find(":", 0, page.sentences[0][1])
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


def _cue_features(mention: Mention, page: Page) -> list[str]:
    head, start, end = page.head(mention), mention.start, mention.end
    found: list[str] = []
    last = following = ""
    for cue_start, cue_end, kind in page.cues(page.index(start)):
        if cue_end <= start:
            signs, gap = _LEFT_OF[kind], head - cue_end
            last = last if kind in _FUNCTION else kind
        elif cue_start >= end:
            signs, gap = _RIGHT_OF[kind], cue_start - end
            following = following or ("" if kind in _FUNCTION else kind)
        else:
            continue
        found += signs[(gap > NEAR) + (gap > CLOSE) :]
    return [*found, f"last:{last}", f"next:{following}"]


def _signs(side: str) -> Mapping[str, tuple[str, ...]]:
    """Kind of a cue -> its signs from the nearest on: a near cue is a close one too."""
    return {
        kind: (f"{kind}{side}{NEAR}", f"{kind}{side}{CLOSE}", f"{kind}{side}") for kind in KINDS
    }


_LEFT_OF, _RIGHT_OF = _signs("<"), _signs(">")
