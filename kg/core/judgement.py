"""Judgements: decisions that two names of one type denote one entity, or do not, or that two ids
are of one paper.

They are data: a rule or a person makes them, and a ledger keeps those of persons. What holds
of a pair is a pure function of the set of judgements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from kg.core import names
from kg.core.schema import PAPER

SAME = "same"
DIFFERENT = "different"
UNSURE = "unsure"
WITHDRAWN = "withdrawn"
"""A person's judgement of a pair is taken back: the rules decide again."""

PERSON = "person"


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """A decision on two names of one type; or, where ``label`` is that of papers, on two ids.

    ``left`` and ``right`` are names, or mentions of one paper (see `mention_of`). Where the
    verdict is same, ``right`` is the better name. ``score`` in [0, 1] is its confidence;
    ``by`` is the rule with its version, or a person ('person', 'person:ada'); ``time`` is
    ISO 8601 in UTC, and nothing but the order of a person's judgements depends on it.
    """

    label: str
    left: str
    right: str
    score: float
    reason: str
    by: str
    verdict: str = SAME
    time: str = ""

    @property
    def personal(self) -> bool:
        """Whether a person gave it."""
        return is_person(self.by)


def is_person(by: str) -> bool:
    """Whether this names a person, not a rule or a model.

    >>> is_person("person:ada"), is_person("lexicon@2")
    (True, False)
    """
    return by == PERSON or by.startswith(f"{PERSON}:")


def judged_text(by: str) -> str:
    """Who judged a result right, for reading.

    >>> judged_text("person:ada"), judged_text("person")
    ('judged right by ada', 'judged right by a person')
    """
    return f"judged right by {by.partition(':')[2] or 'a person'}"


def person(name: str) -> str:
    """How a judgement names the person who gives it; without a name, any person.

    >>> person("ada"), person("")
    ('person:ada', 'person')
    """
    return f"{PERSON}:{name}" if name else PERSON


class NameKey(NamedTuple):
    """What clustering joins: a name of a type, as its key, or the mention of it in one paper.

    >>> NameKey("Method", "mamba").key, NameKey("Method", mention_of("mamba", "arxiv:1")).key
    ('mamba', 'mamba [arxiv:1]')
    """

    label: str
    key: str


class PartedNames(NamedTuple):
    """Two keys of a type that a person judged to be names of two entities.

    ``paper`` is the only paper that the decision is about; None: it holds for all.
    """

    label: str
    left: str
    right: str
    paper: str | None = None


_MENTION = re.compile(r"(.*) \[([^\[\]]+)\]", re.DOTALL)


def mention_of(name_key: str, paper: str) -> str:
    """The name in one paper, as a judgement refers to it."""
    return f"{name_key} [{paper}]"


def split_mention(text: str) -> tuple[str, str | None]:
    """The name in a judgement, and the paper it is confined to, if it is.

    >>> split_mention("SAM [arxiv:2304.02643]"), split_mention("SAM")
    (('SAM', 'arxiv:2304.02643'), ('SAM', None))
    """
    match = _MENTION.fullmatch(text)
    return (match[1], match[2]) if match else (text, None)


def judged_name_key(label: str, name: str) -> NameKey:
    """The name key that a name in a judgement denotes; an id of a paper is its own."""
    if label == PAPER:
        return NameKey(label, name)
    bare, paper = split_mention(name)
    name_key = names.key(bare)
    return NameKey(label, mention_of(name_key, paper) if paper else name_key)


def judged_pair(judgement: Judgement) -> tuple[NameKey, NameKey]:
    """The two names that a judgement is about."""
    return judged_name_key(judgement.label, judgement.left), judged_name_key(
        judgement.label, judgement.right
    )


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that hold, in canonical order.

    Of several that persons gave on one pair the latest holds; a person's judgement puts all
    others on its pair out of force. Withdrawn and unsure judgements neither join nor separate.
    """
    last: dict[frozenset[NameKey], Judgement] = {}
    rules: set[Judgement] = set()
    for judgement in judgements:
        if not judgement.personal:
            rules.add(judgement)
            continue
        pair = frozenset(judged_pair(judgement))
        if pair not in last or _later(last[pair], judgement):
            last[pair] = judgement
    spoken = {pair for pair, judgement in last.items() if judgement.verdict != WITHDRAWN}
    held = [judgement for pair, judgement in last.items() if pair in spoken]
    held += [
        judgement
        for judgement in rules
        if not spoken or frozenset(judged_pair(judgement)) not in spoken
    ]
    return sorted(j for j in held if j.verdict in (SAME, DIFFERENT))


def of_names(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Those that are on names, not on papers."""
    return [judgement for judgement in judgements if judgement.label != PAPER]


def parted_names(judgements: Iterable[Judgement]) -> list[PartedNames]:
    """The pairs of names that persons judged different, of the judgements in force, in order.

    >>> parted_names([Judgement("Method", "dora", "LoRA", 1.0, "", "person", DIFFERENT)])
    [PartedNames(label='Method', left='dora', right='lora', paper=None)]
    """
    found: set[PartedNames] = set()
    for judgement in in_force(j for j in judgements if j.personal):
        if judgement.verdict == DIFFERENT:
            ends = [split_mention(name) for name in (judgement.left, judgement.right)]
            papers = {paper for _, paper in ends if paper is not None}
            left, right = (names.key(name) for name, _ in ends)
            if len(papers) < 2 and left != right:
                found.add(PartedNames(judgement.label, left, right, next(iter(papers), None)))
    return sorted(found, key=lambda each: (*each[:3], each.paper or ""))


def _later(one: Judgement, other: Judgement) -> bool:
    return (other.time, other) > (one.time, one)
