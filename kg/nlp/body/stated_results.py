"""Which results that the model reads in a paragraph the paper states of itself.

The model was trained on abstracts, where most numbers are outcomes. A body has settings, sizes of
data, thresholds, and what other papers report beside them. A reading counts where nothing in its
sentence says that it is one of those, and its names are enough to know what was measured.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from kg.core.schema import METRIC
from kg.lexicon.metrics import higher_is_better, metric_unit
from kg.nlp.body.foreign_results import is_of_another, is_of_others
from kg.nlp.body.statements import NEAR, Statement
from kg.nlp.text.metric_units import fits_metric

__all__ = ["why_no_result"]

_RANGE = re.compile(r"\d\s?(?:%|dB|x)?\s?(?:[-–~/]|to|out of)\s?\d")
_POINTER = re.compile(
    r"\b(?:[Ss]ections?|[Ss]ec\.|[Aa]ppendix|[Tt]ables?|[Ff]ig(?:ure|s)?s?\.?|[Rr]ows?"
    r"|[Ee]q(?:uation)?s?\.?|[Cc]hapter|[Ss]tep|[Ll]ines?"
    r"|(?:described|defined|shown|detailed|discussed|reported|given) in)"
    r"\s?\(?(?:\d+(?:\.\d+)*\s?(?:,|and|to|[-–])\s?)?$|[=§]\s?$|[_^]\{?$"
)
_FORMULA = re.compile(r"[\wα-ωΑ-Ω]\s?[=∈≈]\s?[-−]?$")
_SCORE_IS = re.compile(r"(?<![@\w])(?:F_?1|AP|R|IoU)\s?=\s?$")
_BOUND = re.compile(
    r"(?:[<>≤≥≈]\s?|\b(?:required|threshold of|at (?:least|most)|probability|chance)\b[^,;.]{0,40}?"
    r"|\b(?:more|less|lower|higher|greater|worse|better|fewer)\sthan\s)$"
)
_SUPPOSED = re.compile(
    r"\b(?:would|a perfect|random guess\w*|[Uu]nder this assumption|theoretical)\b"
)
"""Words of a sentence about what was not measured."""
_IF = re.compile(r"\b(?:[Ii]f|[Ww]hen the|assuming)\b")
_SETTING = re.compile(
    r"(?i)\b(?:learning rates?|batch size|dropout|weight decay|warm-?up|epochs?|iterations?"
    r"|hyper-?parameters?|optimi[sz]ers?|momentum|beam size|temperature|threshold|initiali[sz]ed"
    r"|adam\w*|sgd|trained for|training set|validation set of|split into|top[- ][kp]"
    r"|sampled|guidance scale|window size|embedding size|hidden (?:size|units|layers?)"
    r"|mask(?:ed|ing)? (?:ratio|rate)|crop(?:s|ped)?|resolution of|labels are|annotators?"
    r"|we (?:set|fix|use|choose|select|keep|split|randomly|resample|train)\b)"
)
_SCHEDULE = re.compile(r"(?i)\b(?:learning rates?|batch size|weight decay|decay\w* by)\b")
"""Settings that change too: 'decayed by a factor of 0.1'."""
_STATISTIC = re.compile(
    r"(?i)(?:\bp\s?[-<=>≤]|p-values?|inter-?(?:rater|annotator)|\bagreement\b|\bkappa\b"
    r"|krippendorff|correlat(?:ed|ions?)\b|confidence interval|standard deviation|\bslope\b"
    r"|within\s±|outliers|of (?:all |the )?(?:tokens|sentences|images|errors|cases|questions"
    r"|articles|words|data|samples|examples|participants|workers|annotations|detections)\b)"
)
_NOUNS = (
    r"(?:steps?|epochs?|iterations?|layers?|tokens?|samples?|examples?|images?|videos?|words?"
    r"|sentences?|times|hours|days|GPUs?|parameters|data|false (?:negatives|positives))\b"
)
_THINGS = re.compile(rf"\s(?:[a-z]{{3,12}}\s)?{_NOUNS}")
_MORE_DATA = re.compile(
    rf"\s(?:more|fewer|less|larger|smaller)\s(?:than\sthe\s\S+\s)?(?:[a-z]+\s)?{_NOUNS}"
)
_SCALED = re.compile(r"\s?(?:[KMBTk]|[Mm]illion|[Bb]illion|thousand)\b")
_SCALED_VALUE = re.compile(r"[KMBT]$|illion$")
_COUNTED = frozenset(("count", "size", "money", "energy"))
"""Units of metrics whose values are sizes of something: in a body they are set in advance."""
_OF_TRAINING = re.compile(r"(?i)\b(?:train|pre-?train|budget|annotat)\w*\b")
_SHARE = re.compile(
    r"(?:\sor\s[\d.]+\s?%)?\sof\s(?!(?:accuracy|recall|precision|success)\b)(?:the\s|its\s)?[a-z]"
)
"""'40% of the performance', '38% of errors', '0.1% or 1.0% of the original data'."""
_CHANGE_NAME = re.compile(r"(?i)\b(?:improvements?|gains?|increases?|reductions?|drops?)\b")
_GENERIC = frozenset(("performance", "result", "results", "quality", "score", "scores"))
"""Metrics that do not say what was measured."""
_AT_METRIC = re.compile(r"\bat\s(?:[\w.%]+\s){0,6}$")
"""'10.8% at 0.001 FPR': such a metric is a condition."""
_OUTCOME = re.compile(
    r"\b(?:achiev|reach|scor|obtain|attain|yield|surpass|get|giv|perform|deliver|result|has|have"
    r"|with)\w*\b"
)


def why_no_result(said: Statement, own: re.Pattern[str] | None) -> str | None:
    """Why a statement is no result of the paper; None where nothing speaks against it.

    ``own`` finds the names of what the paper proposes.
    """
    return next((reason for reason, holds in _RULES.items() if holds(said, own)), None)


def _is_range(said: Statement, _: re.Pattern[str] | None) -> bool:
    return _RANGE.search(said.result.value.lstrip("-−+")) is not None


def _is_pointer(said: Statement, _: re.Pattern[str] | None) -> bool:
    before = said.before[-NEAR:]
    if _SCORE_IS.search(before):
        return False
    return bool(_POINTER.search(before) or _FORMULA.search(before))


def _is_bound(said: Statement, _: re.Pattern[str] | None) -> bool:
    if said.before.endswith("within ") or (
        said.before.endswith(" at ") and said.result.unit == "%"
    ):
        return True
    if said.result.kind == "absolute" and _BOUND.search(said.before[-NEAR:]):
        return True
    return bool(_SUPPOSED.search(said.sentence) or _IF.search(said.before))


def _is_setting(said: Statement, _: re.Pattern[str] | None) -> bool:
    if _SCHEDULE.search(said.clause_text):
        return True
    return said.result.kind == "absolute" and _SETTING.search(said.clause_text) is not None


def _is_statistic(said: Statement, _: re.Pattern[str] | None) -> bool:
    is_share = said.result.unit == "%" and _SHARE.match(said.after) is not None
    return is_share or _STATISTIC.search(said.clause_text) is not None


def _is_size(said: Statement, _: re.Pattern[str] | None) -> bool:
    result = said.result
    unit = metric_unit(result.metric or "")
    if result.kind != "absolute":
        return unit in _COUNTED or _MORE_DATA.match(said.after) is not None
    if _SCALED.match(said.after) or _SCALED_VALUE.search(result.value):
        return True
    if _THINGS.match(said.after) and (result.unit is None or "false" in said.after[:NEAR]):
        return True
    if unit == "time":
        return _OF_TRAINING.search(f"{result.metric} {said.before[-NEAR:]}") is not None
    return unit in _COUNTED


def _is_no_metric(said: Statement, _: re.Pattern[str] | None) -> bool:
    """Whether what is taken for the metric is a rival ('improves over ER'), a condition ('at 0.001
    FPR'), or a change by itself."""
    name = said.result.metric
    if name is None:
        return False
    rival = rf"\b(?:over|than|to|outperforms?|against|with)\s{re.escape(name)}(?!\w)"
    if re.search(rival, said.before) or _CHANGE_NAME.search(name):
        return True
    places = [first for n, first in said.named(METRIC, said.first, said.last) if n == name]
    text = said.paragraph.text
    return bool(places) and all(_AT_METRIC.search(text, said.first, at) for at in places)


def _is_unnamed(said: Statement, _: re.Pattern[str] | None) -> bool:
    """Whether too few names are there to know what was measured of what."""
    result = said.result
    if result.method is None:
        return True
    if result.kind != "absolute":
        return result.metric is None and result.dataset is None
    if result.metric is None or result.metric.casefold() in _GENERIC:
        return result.dataset is None or _OUTCOME.search(said.before[-NEAR:]) is None
    return higher_is_better(result.metric) is None or not fits_metric(result.unit, result.metric)


_Rule = Callable[[Statement, "re.Pattern[str] | None"], bool]
_RULES: Mapping[str, _Rule] = {
    "it is a range, or a part of a count": _is_range,
    "it is the number of a section or a row, or of a formula": _is_pointer,
    "it is a bound, or what would be": _is_bound,
    "it is a setting": _is_setting,
    "it is a statistic": _is_statistic,
    "it is a size": _is_size,
    "another paper reports it": is_of_others,
    "its clause is about another": is_of_another,
    "its metric is none": _is_no_metric,
    "it is not named what was measured": _is_unnamed,
}
