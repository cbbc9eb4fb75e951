"""The label that the words beside a name and its number state: 'against 81.3 for X' is a method.

The classifier of entities spreads its score over the labels where a name is new to it, so that
none reaches a threshold, or the wrong one does. Words decide which label it is; whether it is a
name at all stays with the classifier: the stated label gets the score of all labels together.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.core.names import key
from kg.core.schema import DATASET, METHOD, METRIC
from kg.lexicon.metrics import metric_unit, shipped_metrics
from kg.lexicon.word_counts import is_common_word
from kg.nlp.mentions.forms.surface_features import SurfaceForm
from kg.nlp.text import gazetteer
from kg.nlp.text.listed_names import NAME_IN_LIST, listed_names

__all__ = ["with_stated_labels"]

Floats = NDArray[np.float32]
Span = tuple[int, int]

_BEFORE, _AFTER = 110, 60
"""Characters before and after a name in which such words are looked for."""

_V = (
    r"(?:(?:US)?[$~+−–-]{0,2}\d[\d.,]{0,11}(?:[eE][+−–-]?\d{1,2})?(?:\s?±\s?[\d.]{1,5})?"
    r"(?:\s?(?:\\?%|x|dB|ms|s|mm|points?|percentage\spoints?|pp)(?!\w))?"
    r"|half\sa\spoint|an?\s(?:full|half|whole)\spoint)"
)
_AGAINST = (
    r"\b(?:against|vs\.?|versus|compared\s(?:to|with)|instead\sof|rather\sthan|than)\s"
    rf"(?:(?:only|about|the|just|an?)\s){{0,2}}{_V}(?:\s(?:and|or)\s{_V}(?:\s[a-z]{{1,5}})?)?"
)
_FOR = r"\s(?:for|with|by|using)\s(?:the\s)?(?:[a-z-]{1,14}\s)?"
_RIVAL_VALUE = re.compile(rf"{_AGAINST}{_FOR}$")
_NEXT_RIVAL_VALUE = re.compile(
    rf"{_AGAINST}{_FOR}(?:[^.;]|\.\S){{1,60}}?(?:,|,?\sand)\s{_V}{_FOR}$"
)
"""End what precedes a rival: 'against 1.71 for X', 'versus 88.0% with X and 71.2% with Y'."""
_BEATEN = re.compile(
    r"\b(?:(?:surpass|outperform|exceed|beat|trail)\w{0,3}|(?:better|worse|higher|lower)\sthan|close\sto|on\spar\swith"
    r"|second\s(?:only\s)?to|behind|above|below)\s(?:the\s)?(?:[a-z-]{1,14}\s){0,2}$"
)
_IN_BRACKETS = re.compile(rf"\s\({_V}(?:\s(?:and|vs\.?)\s{_V})?\)")
"""Around a rival with its value: 'surpassing X (71.8 and 50.9)'."""
_BASELINE_ASIDE = re.compile(
    r"\b(?:baselines?|rivals?|competitors?|(?:best|strongest|top|leading|previous)\s(?:[a-z-]{2,16}\s){0,2}(?:methods?|models?))\s\($"
)
"""Ends what precedes the name of a rival: 'the best baseline (X)'."""
_BY_VALUE = re.compile(rf"\sby\s(?:(?:about|around|only|up\sto|over|between|nearly)\s)?{_V}")
_CHANGED_FROM = re.compile(
    rf"{_V}(?:\s(?:points?|absolute|relative|higher|lower|more|better|worse|faster|slower|less|fewer|cheaper"
    r"|smaller|larger|improvement|gain|reduction)){0,2}\s(?:over|than|above|below|relative\sto|compared\s(?:to|with))\s(?:that\sof\s)?(?:the\s)?$"
)
"""Ends what precedes what a change is measured from: '+3.9 points over X'."""
_WHILE = re.compile(r"\b(?:while|whereas|but)\s(?:the\s)?$")
_SCORES = re.compile(
    rf"\s(?:only\s)?(?:scores|obtains|attains|achieves|gets|loses|solves)\s(?:only\s)?(?:an?\s)?(?:[\w@-]{{1,16}}\sof\s)?{_V}"
)
"""What follows the subject of a clause of its own: 'whereas X obtains 39.7'."""
_FALLS = re.compile(rf"\s(?:only\s)?(?:falls|drops|rises|climbs|declines)\s(?:only\s)?to\s{_V}")
_STATED_OF = re.compile(rf"\ban?\s[\w@-]{{2,20}}(?:\s[\w@-]{{2,20}})?\sof\s{_V}.{{0,60}}$")
_THEN_TO = re.compile(rf"\s(?:only\s)?to\s{_V}")
_THEN = re.compile(rf"\s{_V}")
_AND_AFTER_SCORES = re.compile(
    rf"\b(?:whereas|while|but)\s(?:[^.;]|\.\S){{1,40}}?{_SCORES.pattern},?\sand\s$"
)
_AND_AFTER_FALLS = re.compile(
    rf"\b(?:whereas|while|but)\s(?:[^.;]|\.\S){{1,40}}?{_FALLS.pattern},?\sand\s$"
)
"""'an accuracy of 98.9%, whereas X falls to 36.1% and Y to 85.2%': X and Y are no metrics."""

_ON = re.compile(r"(?<!based\s)(?<!improves\s)(?<!improving\s)(?<!improve\s)\b[Oo]n\s(?:the\s)?$")
_MEASURED = re.compile(
    r"(?:\s(?:dataset|benchmark|corpus|test\sset|data))?\s"
    rf"(?:(?:(?:drops|falls|rises|improves|increases|decreases|grows)\s)?(?:only\s)?from\s{_V}\sto\s{_V}"
    rf"|\(\+?{_V}(?:\sv|\)|,))"
)
_LEVEL_ON = re.compile(
    rf"(?<![\w.])(?!{_V}x){_V}\s(?P<metric>[\w@-]{{2,16}}(?:\s[\w@-]{{2,16}})?)\son\s(?:the\s)?$"
)
_OF_CHANGES = re.compile(r"(?:gains?|improvements?|speed-?ups?|costs?|loss|savings?|drops?)$")
_TESTED_ON = re.compile(r"\b(?:tested|evaluated)\son\s(?:the\s)?$")
"""End what precedes a data set: '30.2 BLEU on X' (of 29 labelled names behind a metric that is
known, 28), 'tested on X'."""
_IMPROVED_ON = re.compile(
    r"\b(?:improv|increas|rais|boost|lower|reduc|decreas|cut)\w{0,3}\s(?:the\s)?(?P<metric>(?:[\w@-]{2,20}\s){1,3})on\s(?:the\s)?$"
)
_ON_BY = re.compile(rf"\son\s(?:the\s)?{NAME_IN_LIST}{_BY_VALUE.pattern}")
_CHANGED_ON = re.compile(rf"\bby\s{_V}\son\s(?:the\s)?$")
_AND_BY = re.compile(rf",?\sand\s(?:by\s)?{_V}\son\s")
_BY_BOTH = re.compile(
    rf"\bby\s{_V}\son\s(?:the\s)?{NAME_IN_LIST},?\sand\s(?:by\s)?{_V}\son\s(?:the\s)?$"
)
"""Around what a value was measured on: 'on X from 9.8% to 7.3%', 'on X (+4.8%)'."""
_CHANGES = re.compile(
    r"\b(?:improv|increas|rais|boost|lower|reduc|decreas|enhanc|halv|doubl)\w{0,3}\s(?:the\s)?$"
)
_AND_CHANGES = re.compile(
    rf"\b(?:improv|increas|rais|boost|lower|reduc|decreas)\w{{0,3}}\s(?:[\w@-]{{2,20}}\s){{1,3}}by\s{_V},?\s(?:and\s)?$"
)
_OF_METHOD = re.compile(r"\sof\s(?:the\s)?[A-Z]")
_HAS_A = re.compile(
    r"\b(?:achiev|reach|obtain|attain|yield|keep|has|ha[ds]|get|report|record)\w{0,4}\s(?:an?|the)\s"
    r"(?:(?:average|mean|overall)\s)?$|\d\)?,?\s(?:and|with)\san?\s$"
)
_BEFORE_METRIC = re.compile(rf"\s{_V}\s(?:dB\s)?(?:higher\s|lower\s|better\s|in\s)?$")
_BESIDE = re.compile(r"\s(?:on|over|than|at|with)\s|[,.;]")
_ITS = re.compile(r"\b(?:[Ii]ts|[Tt]heir|[Oo]ur|[Tt]he)\s$")
_IS_VALUE = re.compile(rf"(?:\s(?:on|for)\s[^.,;]{{1,30}})?\s(?:is|was)\s(?:only\s)?{_V}")
_OPENS_ITEM = re.compile(r"(?:\d\S{0,6}\)?,|[,;:]|\b(?:and|with))\s$")
_TO_VALUE = re.compile(rf"\s{_V}\s(?:to|→|->)\s{_V}")
_OF_VALUE = re.compile(rf"\s(?:scores?\s)?of\s(?:about\s|only\s)?{_V}(?!\s[a-z]+s\b)")
"""Around a metric: 'obtains an X of 47.3', 'improves X by 0.3', 'with X 2.9 to 3.4'."""

_NAMED = re.compile(r"[A-Z].{0,60}[A-Z\d]|[a-z]{1,30}[A-Z\d]|[A-Z][a-z]")
_DESCRIBED = re.compile(
    r"(?i)\b(?:state-of-the-art|sota|baselines?|comparison|counterparts?|previous|prior|existing|best|nearest|other)\b"
)
_CUT_OFF = re.compile(r"@[\dkK]+$|-\d$")
_SIZE = re.compile(r"\d[BM]\b")
_STATED = 0.4
"""The least score of a stated label: that from which forms of every label are kept."""
_LEAST, _CERTAIN, _MOST = 0.2, 0.92, 0.7
"""Scores of a form, for all labels together, below which it is no name, and of one label from which
words change nothing; methods that score more than the last are no data set and no metric. On 432
labelled abstracts all eight forms that this adds or moves are right."""


def with_stated_labels(
    text: str, surfaces: Sequence[SurfaceForm], scores: Floats, labels: Sequence[str]
) -> Floats:
    """The scores, (surfaces, labels), with those of a form all on the label that words state."""
    stated: dict[int, str] = {}
    listed = listed_names(text, _sure_places(surfaces, scores, labels))
    likely = np.flatnonzero((scores.sum(1) >= _LEAST) & (scores.max(1, initial=0.0) < _CERTAIN))
    for at in likely.tolist():
        label = _stated_label(
            text, surfaces[at], listed, dict(zip(labels, scores[at], strict=True))
        )
        if label in labels:
            stated[at] = label
    if not stated:
        return scores
    scores = scores.copy()
    for at, label in stated.items():
        total = min(1.0, max(_STATED, float(scores[at].sum())))
        scores[at] = 0.0
        scores[at, labels.index(label)] = total
    return scores


def _sure_places(
    surfaces: Sequence[SurfaceForm], scores: Floats, labels: Sequence[str]
) -> Mapping[Span, str]:
    """The places of forms of which the classifier knows the label."""
    sure = np.flatnonzero(scores.max(1, initial=0.0) >= _MOST).tolist()
    return {place: labels[int(scores[at].argmax())] for at in sure for place in surfaces[at].places}


def _stated_label(
    text: str, surface: SurfaceForm, listed: Mapping[Span, str], scores: Mapping[str, float]
) -> str:
    """The label that words state of a form; empty if they state none."""
    known, is_named = _known_labels(surface), _is_name(surface.text)
    listed_as = _listed_labels(surface)
    if is_named and len(listed_as) == 1 and max(scores, key=scores.__getitem__) == DATASET:
        return next(iter(listed_as))  # 'VGGNet' is no data set, whatever stands beside it.
    is_method = METHOD in known or scores.get(METHOD, 0.0) > _MOST or _SIZE.search(surface.text)
    for start, end in surface.places:
        before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
        if is_named and known <= {METHOD} and _is_rival(before, after):
            return METHOD
        if is_named and (label := listed.get((start, end))) and known <= {label}:
            return label
        if not is_method and is_named and _is_measured_on(before, after, known):
            return DATASET
        if (
            not is_method
            and known <= {METRIC}
            and _is_measure(before, after, _is_known_metric(surface))
        ):
            return METRIC
    return ""


def _is_name(text: str) -> bool:
    if _DESCRIBED.search(text):
        return False
    return _NAMED.search(text) is not None or (text.isalpha() and not is_common_word(text))


def _listed_labels(surface: SurfaceForm) -> set[str]:
    """The labels under which the lexicon lists a form."""
    return {entry.type for entry in gazetteer.entries_by_key().get(surface.key, ())}


def _known_labels(surface: SurfaceForm) -> set[str]:
    """The same, and metric for a form that ends in a word for one."""
    known = _listed_labels(surface)
    return known | ({METRIC} if metric_unit(_CUT_OFF.sub("", surface.text)) else set())


def _is_known_metric(surface: SurfaceForm) -> bool:
    cut = key(_CUT_OFF.sub("", surface.text))
    entries = gazetteer.entries_by_key().get(surface.key, ())
    return cut in shipped_metrics() or any(entry.type == METRIC for entry in entries)


def _is_metric_of_levels(metric: str) -> bool:
    """Whether words, or the last of them, are a metric of levels that ships: 'top BLEU'."""
    if _OF_CHANGES.search(metric):
        return False
    return not {key(metric), key(metric.split()[-1])}.isdisjoint(shipped_metrics())


def _is_rival(before: str, after: str) -> bool:
    """Whether a value or a change is that of, or measured from, what stands there."""
    if _RIVAL_VALUE.search(before) or _NEXT_RIVAL_VALUE.search(before):
        return True
    if _BEATEN.search(before) and (_IN_BRACKETS.match(after) or _BY_VALUE.match(after)):
        return True
    if _CHANGED_FROM.search(before) or (_BASELINE_ASIDE.search(before) and after[:1] in "),"):
        return True
    if _WHILE.search(before) and _SCORES.match(after):
        return True
    if _AND_AFTER_FALLS.search(before) and _THEN_TO.match(after):
        return True
    if _AND_AFTER_SCORES.search(before) and _THEN.match(after):
        return True
    falls = _WHILE.search(before) if _FALLS.match(after) else None
    return falls is not None and _STATED_OF.search(before, 0, falls.start()) is not None


def _is_measured_on(before: str, after: str, known: Collection[str]) -> bool:
    if not set(known) <= {DATASET}:
        return False
    if _BY_VALUE.match(after) and (improved := _IMPROVED_ON.search(before)):
        return bool(metric_unit(improved["metric"].strip()))
    if _TESTED_ON.search(before):
        return True
    if (level := _LEVEL_ON.search(before)) and _is_metric_of_levels(level["metric"]):
        return True
    if _BY_BOTH.search(before) or (_CHANGED_ON.search(before) and _AND_BY.match(after)):
        return True
    return bool(_ON.search(before) and _MEASURED.match(after))


def _is_measure(before: str, after: str, is_known: bool) -> bool:
    if _BY_VALUE.match(after):
        return bool(_CHANGES.search(before) or _AND_CHANGES.search(before))
    if is_known and (_ON_BY.match(after) or _OF_METHOD.match(after)):
        return bool(_CHANGES.search(before))
    if _IS_VALUE.match(after):
        return _ITS.search(before) is not None
    if is_known and _TO_VALUE.match(after):
        return _OPENS_ITEM.search(before) is not None
    if is_known and _BESIDE.match(after):
        return _BEFORE_METRIC.search(before) is not None
    return bool(_OF_VALUE.match(after) and _HAS_A.search(before))
