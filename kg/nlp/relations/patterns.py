"""Relations that fixed words name: 'Y such as X', 'X is a kind of Y', 'we compare X with Y'.

Source: M. Hearst, "Automatic acquisition of hyponyms from large text corpora", COLING 1992.
"""

from __future__ import annotations

import re

from kg.core.schema import DATASET, METHOD, TASK
from kg.nlp.relations.candidates import Answer, Candidate
from kg.nlp.text.annotated_text import AnnotatedText, ClusterMention

__all__ = ["match_pattern"]

_SUCH_AS = re.compile(
    r"\)?,?\s\(?(?:such\sas|like|e\.g\.,?|including|for\s(?:example|instance),?)\s(?:the\s)?"
)
_LIKE = r"(?:(?!(?:to|of|for|in|on|with|by)\b)[a-z-]+\s)"
"""What may stand before the name of a kind: 'a new', 'a lightweight'."""
_SORT_OF = re.compile(
    rf"\)?,?\s(?:(?:is|are)\s)?an?\s{_LIKE}?"
    r"(?:variant|version|type|kind|form|special\scase|extension|sub-?task)\sof\s(?:the\s)?"
)
_IS_A = re.compile(rf"\)?,?\s(?:is|are)\san?\s{_LIKE}{{0,2}}")
_OF_SOMETHING = re.compile(
    r"\b(?:of|in|during|for|with|on|via|using|by|from|under|to|our|whose)\s(?:the\s|an?\s)?$"
)
"""Ends what precedes a name that is no subject: 'the cost of X is a form of Y'."""
_APPOSED = re.compile(rf"\)?,\san?\s{_LIKE}{{0,2}}")
_NAME = re.compile(r"\S*[A-Z]\S*[A-Z0-9]|(?:\S+\s)*[A-Z]\S*$")
_OPENS_ELSEWHERE = re.compile(r"(?:In|For|With|Given|Using|By|To|On|Under|Via|From|As)\b[^,]*$")
_GOES_ON = re.compile(
    r"-|\)?(?:s\b)?\s?(?:,|and\b|\(|based\b|[\w-]+[\s-]based\b|[a-z]+(?:,|\sand\b)"
    r"|[a-z-]+\s(?:[a-z-]+\s)?(?:framework|method|model|module|approach|system|algorithm)\b)"
)
"""Follows what is one of a list ('X, a Y, and Z'), or only a part of what X is ('a Y-based Z')."""
_GUIDED = re.compile(r"[\s-](?:based|guided|driven)\b")
_COMPARE = re.compile(r"\bcompar(?:e|es|ed|ing)\s(?:the\s|our\s)?$", re.IGNORECASE)
_COMPARED = re.compile(r"\s(?:with|to|against|and)\s(?:the\s)?")

_EXTENDS = re.compile(r"\)?\sextends\s(?:the\s)?")
_BUILT_ON = re.compile(
    r"\)?(?:,\s(?:which\sis\s)?|\sis\s)(?:built\s(?:up)?on\s(?:top\sof\s)?|based\s(?:up)?on\s)(?:an?\s|the\s)?"
    r"|\)?\sbuilds\s(?:up)?on\s(?:an?\s|the\s)?"
    rf"|\)?\s(?:consists\sof|comprises)\s(?:an?\s|the\s)?{_LIKE}{{0,2}}"
)
"""Between a whole and its part: 'X, built on Y', 'X consists of a Y encoder and a Z'."""
_USES = re.compile(r"\)?\s(?:uses|employs|adopts|takes)\s(?:an?\s|the\s)?")
_AS_PART = re.compile(
    r"\)?\sas\s(?:its|the|an?)\s(?:[a-z-]+\s)?(?:backbone|encoder|decoder|base|core|generator|retriever|reader|planner)\b"
)
"""Around a part: 'X uses Y as its backbone'."""

_TRAINED = r"(?:pre-?)?(?:trained|fine-?tuned)\s(?:only\s|solely\s)?on\s(?:the\s)?"
_IS_TRAINED = re.compile(
    r"\)?(?:,\s(?:which\s)?(?:we\s|was\s|is\s)?|\s(?:is|was|we)?\s?"
    rf"|\sis\san?\s(?:[\w-]+\s){{1,4}}?(?:that|which)\s(?:is|was)\s){_TRAINED}"
)
"""Between a method and its data: 'X is a language model that was trained on D'."""
_WE_TRAIN = re.compile(
    r"\b[Ww]e\s(?:then\s|also\s|first\s)?(?:pre-?)?(?:train|fine-?tune)\s(?:the\s|our\s|an?\s)?$"
)
_ON = re.compile(r"(?:\smodels?)?\s(?:only\s|solely\s)?on\s(?:the\s)?")
"""Around a method: 'We train X on D'."""
_TRAINED_FIRST = re.compile(rf"(?i)(?:^|[.;]\s){_TRAINED}$")
_THEN_SUBJECT = re.compile(r"(?:\s(?:alone|only|data))?,\s(?:our\s|the\s)?")
"""Around the data that opens a sentence: 'Trained on D alone, X reaches'."""

_OPENS = re.compile(
    r"\)?,?\s\(?(?:such|like|e\.g|including|for|is|are|based|an?|with|to|against|and|extends|buil(?:t|ds)"
    r"|which|consists|comprises|uses|employs|adopts|takes)\b"
)
"""How any of these begins: most pairs are passed over here."""
_LONGEST = 60
"""Characters between two mentions; no phrase has as many."""
_KINDS = {METHOD: "KIND_OF", TASK: "SUBTASK_OF"}


def match_pattern(annotated: AnnotatedText, pair: Candidate) -> Answer | None:
    """The relation that the words between two mentions name; None where they name none."""
    first, second = pair
    if {first.label, second.label} == {METHOD, DATASET}:
        return _trained_on(annotated, pair)
    kind = _KINDS.get(first.label) if first.label == second.label else None
    if kind is None or not _OPENS.match(annotated.text, first.end):
        return None
    head = annotated.list_start(second)
    if head - first.end > _LONGEST:
        return None
    if _lists(annotated, pair, head):
        return Answer(kind, forward=False)
    if _is_a(annotated, pair):
        return Answer(kind, forward=True)
    if kind == "KIND_OF" and _is_whole(annotated, pair):
        return Answer("PART_OF", forward=False)
    compared = kind == "KIND_OF" and _COMPARED.fullmatch(annotated.text, first.end, second.start)
    if compared and _COMPARE.search(annotated.text[max(0, first.start - 20) : first.start]):
        return Answer("COMPARED_WITH", forward=True)
    return None


def _trained_on(annotated: AnnotatedText, pair: Candidate) -> Answer | None:
    """'X, which was trained on D', 'We train X on D', or 'Trained on D, X'."""
    (first, second), text = pair, annotated.text
    if second.start - first.end > _LONGEST:
        return None
    if first.label == METHOD:
        is_trained = _IS_TRAINED.fullmatch(text, first.end, second.start) or (
            _WE_TRAIN.search(text[max(0, first.start - 30) : first.start])
            and _ON.fullmatch(text, first.end, second.start)
        )
        return Answer("TRAINED_ON", forward=True) if is_trained else None
    start, _ = annotated.sentences[annotated.sentence_at(first.start)]
    is_trained = _TRAINED_FIRST.search(text[start : first.start])
    if is_trained and _THEN_SUBJECT.fullmatch(text, first.end, second.start):
        return Answer("TRAINED_ON", forward=False)
    return None


def _lists(annotated: AnnotatedText, pair: Candidate, head: int) -> bool:
    """'Y such as A, B and X'."""
    if pair.first.end > head or not _SUCH_AS.fullmatch(annotated.text, pair.first.end, head):
        return False
    opens = (
        mention.label
        for mention in annotated.mentions_in(annotated.sentence_at(head))
        if mention.start == head
    )
    return pair.second.label in opens


def _is_a(annotated: AnnotatedText, pair: Candidate) -> bool:
    """'X is a kind of Y', and of names 'X, a new Y'."""
    (first, second), text = pair, annotated.text
    subject = not _OF_SOMETHING.search(text[max(0, first.start - 20) : first.start])
    if _SORT_OF.fullmatch(text, first.end, second.start):
        return subject
    if _EXTENDS.fullmatch(text, first.end, second.start):
        return subject and bool(_NAME.match(text, first.start, first.end))
    if _GOES_ON.match(text, second.end) or _only_a_part(annotated, second):
        return False
    if _IS_A.fullmatch(text, first.end, second.start):
        return subject
    start, _ = annotated.sentences[annotated.sentence_at(first.start)]
    return (
        first.label == METHOD
        and bool(_APPOSED.fullmatch(text, first.end, second.start))
        and bool(_NAME.match(text, first.start, first.end))
        and not _OPENS_ELSEWHERE.match(text, start, first.start)
    )


def _is_whole(annotated: AnnotatedText, pair: Candidate) -> bool:
    """'X, built on Y', 'X uses Y as its backbone': Y is part of X, which is the subject."""
    (first, second), text = pair, annotated.text
    if _OF_SOMETHING.search(text[max(0, first.start - 20) : first.start]):
        return False
    if not _NAME.match(text, first.start, first.end):
        return False
    if _BUILT_ON.fullmatch(text, first.end, second.start):
        return True
    uses = _USES.fullmatch(text, first.end, second.start)
    return uses is not None and _AS_PART.match(text, second.end) is not None


def _only_a_part(annotated: AnnotatedText, second: ClusterMention) -> bool:
    """True for a mention 'Y-based method' of an entity that is called Y."""
    named = annotated.clusters[second.cluster].name
    return bool(_GUIDED.search(annotated.text, second.start, second.end)) and not _GUIDED.search(
        named
    )
