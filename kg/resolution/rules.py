"""The rules that judge names, each with the version that its judgements carry."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.core.judgement import Judgement

__all__ = [
    "ACRONYM",
    "CONTEXT",
    "HOMONYM",
    "KIND",
    "LEXICON",
    "NAME",
    "RULE_LINE",
    "SLIP",
    "SPELLING",
    "WORDING",
    "without_rules",
]

LEXICON = "lexicon@2"
"""The lexicon lists the two as one entity, or as two."""

SPELLING = "spelling@1"
"""They differ in spelling alone."""

WORDING = "wording@1"
"""They differ in an acronym written out, or in a word for their kind."""

SLIP = "slip@1"
"""One is a typing error of the other."""

KIND = "kind@1"
"""One may be the other with a word for its kind."""

ACRONYM = "acronym@1"
"""Papers spell one out as the other."""

HOMONYM = "homonym@1"
"""Papers give one name to two entities."""

CONTEXT = "context@1"
"""The words of a paper show which of two senses it means."""

NAME = "name@1"
"""A mention has the same name as the others."""

_RULES = frozenset(
    rule.partition("@")[0]
    for rule in (LEXICON, SPELLING, WORDING, SLIP, KIND, ACRONYM, HOMONYM, CONTEXT, NAME)
)

RULE_LINE = re.compile(rb'"by":"(?:%s)@' % "|".join(sorted(_RULES)).encode())
"""Matches a line of a ledger, as canonical JSON, if one of these rules judged."""


def without_rules(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that are not by these rules, which judge anew at every resolution."""
    return [j for j in judgements if j.by.partition("@")[0] not in _RULES]
