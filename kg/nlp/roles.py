"""What a paper does with each thing it names: roles by cue phrases, position and shape.

Each group of mentions is described by the cues around its mentions (kind, side and
distance), by where it stands (title, first or last sentences) and by how it is written. A
table of weights, ``kg/data/role_weights.tsv``, adds up what the description says for each
role; the softmax of the sums is the score. Before that, more specific rules: a mention that
is negated ('without the need of X') or planned ('in future work') asserts nothing, and one that
is set apart ('unlike X') makes a rival of X.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from kg.nlp.cues import CONTRAST, DEFINITION, HEDGE, NEGATION
from kg.nlp.opinion import Opinion
from kg.nlp.page import Page
from kg.nlp.spans import Group, Mention
from kg.nlp.weights import RoleWeights, shipped
from kg.schema import DATASET, METHOD, roles_of

__all__ = ["assign", "describe"]

NEAR, CLOSE = 4, 30
"""Distances in characters between a cue and a mention: beside it, in its phrase."""

_MENTIONS_READ = 12
_WINDOW = 90
_SHAPES: Mapping[str, re.Pattern[str]] = {
    "named": re.compile(r"[A-Za-z]*[a-z]?[A-Z]{2}|[a-z][A-Z]|[A-Za-z]-?\d"),
    "proper": re.compile(r"[A-Z]"),
    "lower": re.compile(r"[^A-Z]+$"),
    "digit": re.compile(r".*\d"),
    "long": re.compile(r"\S+(?:\s\S+){3}"),
    "word": re.compile(r"\S+$"),
    "new": re.compile(r"(?i).*\b(?:novel|new|proposed|our)\b"),
    "prior": re.compile(
        r"(?i).*\b(?:existing|previous|prior|traditional|conventional|baselines?|standard"
        r"|state-of-the-art|sota|current|classical|naive|vanilla|other)\b"
    ),
    "plural": re.compile(
        r"(?i).*(?:models|methods|approaches|algorithms|techniques|networks|LLMs)$"
    ),
    "system": re.compile(
        r"(?i).*(?:framework|method|approach|algorithm|system|pipeline|strategy|model)$"
    ),
    "learning": re.compile(
        r"(?i).*(?:learning|training|tuning|attention|optimi[sz]ation|networks?)$"
    ),
    "benchmark": re.compile(r"(?i).*(?:bench|benchmark)"),
    "dataset": re.compile(r"(?i).*(?:dataset|corpus|data)s?$"),
}
_AFTER: Mapping[str, re.Pattern[str]] = {
    "opens": re.compile(r"\s?\("),
    "closes": re.compile(r"\)"),
    "comma": re.compile(r","),
    "verb": re.compile(
        r"\)?\s(?:\w+ly\s)?(?:achiev|outperform|improv|reduc|surpass|enabl|can\s|learn|show|leverag"
        r"|generat|use|provid|demonstrat|allow|incorporat|combin|employ|yield|obtain|consist|exceed)"
    ),
    "that": re.compile(r"\)?,?\s(?:that|which|a|an|the first)\s"),
    "suffix": re.compile(r"-(?:based|style|like|trained|tuned|guided|driven)"),
    "models": re.compile(
        r"\s(?:models?|methods?|baselines?|approach(?:es)?|algorithms?|techniques?)\b"
    ),
    "data": re.compile(r"\s(?:datasets?|benchmarks?|corpus|tasks?|suite|environments?|data)\b"),
    "framework": re.compile(r"\s(?:framework|method|approach|algorithm|system|model)\b"),
}
_BEFORE: Mapping[str, re.Pattern[str]] = {
    "opened": re.compile(r"\($"),
    "starts": re.compile(r"^$"),
    "the": re.compile(r"(?i)\bthe\s$"),
    "a": re.compile(r"(?i)\ban?\s(?:[\w-]{2,15}\s)?$"),
    "comma": re.compile(r",\s(?:and\s)?$"),
    "and": re.compile(r"\b(?:and|or)\s$"),
    "apposed": re.compile(
        r"(?:framework|method|model|approach|algorithm|system|recipe|technique|architecture|network"
        r"|benchmark|dataset|strategy|optimizer|paradigm|family|suite|remedy|schedule)s?,?\s(?:--\s)?$"
    ),
    "dash": re.compile(r"(?:-|–|—|:)\s?$"),
}
_NEAR_BEFORE = 24
"""Characters that the longest match of `_BEFORE` may take; all end where the mention begins."""
_NUMBER_BEFORE = re.compile(r"\d\S*\s$")
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
    parts: dict[str, list[float]] = {role: [] for role in roles_of(group.label)}
    table = weights.get(group.label, {})
    for feature, value in {"bias": 1.0, **_valued(group, page, opinion)}.items():
        for role, weight in table.get(feature, ()):
            parts[role].append(weight * value)
    sums = {role: math.fsum(weights) for role, weights in parts.items()}
    role = max(sums, key=lambda name: sums[name])
    total = math.fsum(math.exp(value - sums[role]) for value in sums.values())
    return role, round(1.0 / total, 4)


_DEFINED_SCORE, _UNASSERTED_SCORE = 0.99, 0.75


def _defined(group: Group, page: Page) -> tuple[str, float] | None:
    """The role of a group with a mention that the paper gives as a name ('we propose X')."""
    if group.label not in (METHOD, DATASET):
        return None
    for mention in group.mentions[:_MENTIONS_READ]:
        name = page.text[mention.start : mention.end]
        if not name.islower() and DEFINITION.search(_around(mention, page)[0]):
            return "introduces", _DEFINED_SCORE
    return None


def _not_asserted(group: Group, page: Page) -> tuple[str, float] | None:
    """The role of a group of which every mention is negated or set apart, else None."""
    if group.label not in (METHOD, DATASET) or not group.mentions:
        return None
    kinds = {_denied(mention, page) for mention in group.mentions[:_MENTIONS_READ]}
    if None in kinds:
        return None
    rival = "contrast" in kinds and group.label == METHOD
    return ("compares" if rival else "mentions"), _UNASSERTED_SCORE


def _denied(mention: Mention, page: Page) -> str | None:
    before, _ = _around(mention, page)
    clause = re.split(r"[,;:(]", before)[-1]
    if CONTRAST.search(clause):
        return "contrast"
    if NEGATION.search(clause):
        return "negation"
    return "hedge" if HEDGE.search(before) else None


def _around(mention: Mention, page: Page) -> tuple[str, str]:
    start, end = page.sentences[page.index(mention.start)]
    before = page.text[max(start, mention.start - _WINDOW) : mention.start]
    return before, page.text[mention.end : max(mention.end, min(end, mention.end + _WINDOW))]


def _features(group: Group, page: Page) -> frozenset[str]:
    found = {f"name:{shape}" for shape, regex in _SHAPES.items() if regex.match(group.name)}
    found.update(_position(group, page))
    for mention in group.mentions[:_MENTIONS_READ]:
        found.update(_cue_features(mention, page))
        before, after = _around(mention, page)
        near = max(0, len(before) - _NEAR_BEFORE)
        found.update(
            f"before:{name}" for name, regex in _BEFORE.items() if regex.search(before, near)
        )
        if _NUMBER_BEFORE.search(before):
            found.add("before:number")
        found.update(f"after:{name}" for name, regex in _AFTER.items() if regex.match(after))
    return frozenset(found)


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
                yield "title:is"
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


def _cue_features(mention: Mention, page: Page) -> Iterator[str]:
    head = page.head(mention)
    last = following = ""
    for cue in page.cues(page.index(mention.start)):
        if cue.end <= mention.start:
            side, gap = "<", max(0, head - cue.end)
            last = last if cue.kind in _FUNCTION else cue.kind
        elif cue.start >= mention.end:
            side, gap = ">", cue.start - mention.end
            following = following or ("" if cue.kind in _FUNCTION else cue.kind)
        else:
            continue
        if gap <= NEAR:
            yield f"{cue.kind}{side}{NEAR}"
        if gap <= CLOSE:
            yield f"{cue.kind}{side}{CLOSE}"
        yield f"{cue.kind}{side}"
    yield f"last:{last}"
    yield f"next:{following}"
