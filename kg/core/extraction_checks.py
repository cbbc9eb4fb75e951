"""What makes an extraction sound: its vocabulary, its offsets, and the names in its slots."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from kg.core.errors import InputError
from kg.core.people.author_records import parse_orcid
from kg.core.schema import CONDITIONS, ENTITY_LABELS, RELATION_EDGES, RESULT_KINDS, roles_of
from kg.core.types import Evidence, Extraction, Result

_SLOTS = ("method", "task", "dataset", "metric", "baseline")


LONGEST_ID = 1000
"""Characters of an id of a paper."""


def is_plain_id(text: str) -> bool:
    """Whether a text may be the id of a paper: not empty, of some length, printable in a line.

    >>> is_plain_id("title:4a1c934d3d98f3ce"), is_plain_id("title:\\x1b[31m")
    (True, False)
    """
    is_short = 0 < len(text) <= LONGEST_ID
    return is_short and not any(unicodedata.category(each) in _CONTROL for each in text)


_CONTROL = frozenset({"Cc", "Cs", "Zl", "Zp"})


def check_extraction(
    extraction: Extraction, file: str = "record", line: int | None = None
) -> Extraction:
    """The same extraction, if it is sound.

    Raises:
        InputError: it is not (`problems`); names ``file`` and ``line``.
    """
    for problem in problems(extraction):
        raise InputError(problem, file, line)
    return extraction


def problems(extraction: Extraction) -> Iterable[str]:
    """What is wrong with an extraction, a sentence a problem; nothing for a sound one."""
    texts, title = extraction.document.texts(), extraction.document.title
    identifier = extraction.document.id
    if not is_plain_id(identifier):
        limits = f"1 to {LONGEST_ID:,} characters, none of them for control"
        yield f"{title!r:.80}: the id {identifier!r:.80} is not of {limits}"
    organization = extraction.document.organization
    if organization and not (organization.name.strip() and organization.handle.strip()):
        yield f"{title!r:.80}: an organization without a name"
    for author in extraction.document.author_records:
        if author.orcid is not None and parse_orcid(author.orcid) != author.orcid:
            yield f"{title!r:.80}: {author.orcid!r:.60} of {author.name!r:.60} is no ORCID"
        if not all(text and "\n" not in text for text in (author.name, *author.affiliations)):
            yield f"{title!r:.80}: an author or an affiliation that is no line of text"
    for entity in extraction.entities:
        if entity.type not in ENTITY_LABELS or entity.role not in roles_of(entity.type):
            yield f"{title!r}: no role {entity.role!r} for a {entity.type!r} ({entity.name!r})"
        if not entity.evidence:
            yield f"{title!r}: {entity.name!r} has no evidence"
        for evidence in entity.evidence:
            yield from _span_problems(title, texts, evidence)
    yield from _result_problems(extraction, texts)
    yield from _relation_problems(extraction, texts)


def _result_problems(extraction: Extraction, texts: Mapping[str, str]) -> Iterable[str]:
    title = extraction.document.title
    names = {entity.name for entity in extraction.entities}
    for result in extraction.results:
        text = texts.get(result.field, "")
        if text[result.start : result.end] != result.value:
            yield f"{title!r}: result {result.value!r} does not stand at {result.start}"
        for evidence in result.also:
            yield from _span_problems(title, texts, evidence)
        for slot in _SLOTS:
            name = getattr(result, slot)
            if name is None or name in names:
                continue
            if slot != "dataset" or not any(name in each for each in texts.values()):
                yield f"{title!r}: result {slot} {name!r} is no entity of the paper"
        if result.kind not in (None, *RESULT_KINDS):
            yield f"{title!r}: no kind {result.kind!r} of result ({result.value!r})"
        for problem in _value_problems(result):
            yield f"{title!r}: {problem} (result {result.value!r})"


def _value_problems(result: Result) -> Iterable[str]:
    if result.deviation is not None and result.deviation < 0:
        yield f"the deviation {result.deviation} is negative"
    if result.interval is not None and result.interval[0] > result.interval[1]:
        yield f"the interval {result.interval} ends before it begins"
    conditions = result.conditions or ()
    for name, value in conditions:
        if name not in CONDITIONS:
            yield f"no condition {name!r}; known are {', '.join(CONDITIONS)}"
        if not value:
            yield f"the condition {name!r} is empty"
    if conditions != ordered_conditions(dict(conditions)):
        yield f"the conditions {[name for name, _ in conditions]} repeat or are not in order"


def ordered_conditions(conditions: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Conditions in the order of `kg.core.schema.CONDITIONS`, then others by name.

    >>> ordered_conditions({"shots": "5-shot", "split": "test"})
    (('split', 'test'), ('shots', '5-shot'))
    """
    known = [name for name in CONDITIONS if name in conditions]
    others = sorted(set(conditions).difference(CONDITIONS))
    return tuple((name, conditions[name]) for name in (*known, *others))


def _relation_problems(extraction: Extraction, texts: Mapping[str, str]) -> Iterable[str]:
    title = extraction.document.title
    mentions: dict[tuple[str, str], list[Evidence]] = {}
    for entity in extraction.entities:
        mentions.setdefault((entity.type, entity.name), []).extend(entity.evidence)
    for relation in extraction.relations:
        shown = f"{relation.head!r} {relation.type} {relation.tail!r}"
        labels = (relation.head_type, relation.tail_type)
        if RELATION_EDGES.get(relation.type) != labels:
            yield f"{title!r}: {shown}: no relation of a {labels[0]} and a {labels[1]}"
        if not relation.evidence:
            yield f"{title!r}: {shown} has no evidence"
        for evidence in relation.evidence:
            yield from _span_problems(title, texts, evidence)
        for end in ((relation.head_type, relation.head), (relation.tail_type, relation.tail)):
            for evidence in relation.evidence:
                if not any(evidence.covers(mention) for mention in mentions.get(end, ())):
                    yield f"{title!r}: {shown}: {evidence.text!r:.80} mentions no {end[1]!r}"


def _span_problems(title: str, texts: Mapping[str, str], evidence: Evidence) -> Iterable[str]:
    text = texts.get(evidence.field, "")
    if text[evidence.start : evidence.end] != evidence.text or not evidence.text:
        yield f"{title!r}: evidence {evidence.text!r} does not stand at {evidence.start}"
    elif not evidence.stands_in(text):
        yield f"{title!r}: the sentence around {evidence.text!r} is not in the text"
    if not 0.0 <= evidence.score <= 1.0:
        yield f"{title!r}: score {evidence.score} of {evidence.text!r} is outside [0, 1]"
