"""Which numbers of a text are outcomes of the paper, and not settings, sizes or counts.

The features of a number are its form, the words beside it, and the cues and mentions of its
sentence. A linear model over them, ``outcome_weights.tsv``, gives the probability.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from kg.core.schema import METRIC
from kg.nlp.linear_model import BIAS, LinearModel
from kg.nlp.text.annotated_text import ClusterMention
from kg.nlp.text.cues import Cue
from kg.nlp.text.number_kinds import Number

__all__ = [
    "OUTCOME_CLASSES",
    "is_threshold",
    "is_unasserted",
    "number_features",
    "outcome_probability",
]

_OUTCOME = "outcome"
OUTCOME_CLASSES = (_OUTCOME,)

_NEAR, _CLOSE = 4, 30
_STATED, _STATED_SCORE = {"Metric<said", "paired:new"}, 0.9
"""A metric's own value, compared with another ('FID of 5 compared to 9'), whatever its form."""

_CHANGES = (
    {"word", "kind:ratio", "before:by"},
    {"word", "kind:difference", "before:by"},
    {"word", "kind:ratio", "after:more"},
    {"kind:difference", "after:more"},
    {"Metric<by"},
    {"paired:new", "unit:%"},
    {"paired:new", "decimal"},
    {"word", "kind:ratio", "after:of", "Metric>30"},
    {"word", "kind:ratio", "after:resource", "before:at"},
    {"paired:new", "amount"},
    {"kind:difference", "before:gains"},
    {"power", "Metric<said"},
    {"before:achieve", "after:respectively"},
)
_CHANGE_SCORE = 0.6
"""At least, for a change in words: 'by half a point', 'two orders of magnitude faster', '12 more
than', 'at a third of the cost', '$0.30 instead of $24.70'. Six of seven in 432 abstracts are
outcomes, of which a linear model missed two."""

_SET_TO = re.compile(
    r"(?i)\b(?:mask(?:ing)?\s(?:ratio|rate)|dropout(?:\s(?:rate|ratio))?|learning\srate|temperature"
    r"|(?<=at\sa\s)compression\s(?:ratio|rate)|batch\ssize|weight\sdecay|threshold|(?:label(?:l?ing)?|poisoning|missing|corruption|noise|sampling"
    r"|pruning|sparsity)\s(?:rate|level|ratio)|(?:\bat|\bunder|\bwith)\s(?:an?\s)?(?:epsilon|ε))"
    r"\s?(?:of|=|at|is|set\sto|equals?|equal\sto)\s?\$?~?$"
)
"""Ends what precedes the value of a hyperparameter."""
_SPANNED = re.compile(
    r"(?i)\b(?:lead\stime|horizon|window|window\ssize|context\s(?:length|window)|sequence\slength"
    r"|patch\ssize|image\ssize)\sof\s(?:about\s|up\sto\s)?$"
)
_AT = re.compile(r"\bat\s$")
"""Ends what precedes the size of a model: 'at 1.3B parameters'."""
_AT_RATE = re.compile(r"@\s?[A-Z][A-Za-z]{1,5}\s?(?:=|<|≤|\\leq?)\s?\$?$")
"""Ends what precedes the point at which a metric is read: 'TAR@FAR=1e-4'."""
_ASIDE = re.compile(r"\w\s?\((?:with\s|only\s)?[~$]?$")
_PARAMETERS = re.compile(r"\s(?:trainable\s|learnable\s)?param(?:eter)?s\b")
"""'NAME (69.9M parameters, ...)' is the size of a model."""
_SUPPOSED = re.compile(
    r"\b(?:would|might|may|could|should)\s(?:[a-z]{1,12}ly\s|also\s|even\s|still\s)?"
    r"(?:reach|exceed|surpass|attain|achieve|approach|obtain|need|require|cost|take|save|yield|gain"
    r"|(?:rise|grow|drop|fall)\s(?:to|by)|be)\s(?:an?\s)?"
    r"(?:(?:about|around|over|up\sto|only|at\sleast|more\sthan)\s)?[$~]?$"
    r"|\b(?:models|[LV]*LMs|MLLMs|systems|methods|agents)\s(?:are\s|still\s|all\s)?"
    r"(?:(?:unable|fail|failing|struggle|struggling)\sto|cannot|never)\s(?:even\s)?"
    r"(?:exceed|surpass|reach|pass|attain|cross)\s(?:even\s)?[$~]?$"
    r"|\b(?:have|has|do|does|did|can|could)\snot\s(?:yet\s)?(?:exceed|surpass|reach|pass|attain)\w{0,2}\s[$~]?$"
)
"""Ends what precedes a value that nobody measured: 'would exceed 25'."""
_OTHERS = re.compile(
    r"(?:Prior|Previous|Earlier|Past|Other)\s(?:works?|stud(?:y|ies)|research|papers?|reports?|authors)\s"
    r"(?:[a-z]{1,12}\s){0,4}?(?:report|show|claim|find|found|suggest|estimat|observ|argu|stat)\w{0,3}\s"
)
"""What opens a sentence on the results of others: 'Prior work reported that'."""
_BUT = re.compile(r"[;]|,\s(?:but|while|whereas|yet|we|our)\b|\b(?:we|our)\b")
_WITH_ONLY = re.compile(
    r"(?i)\b(?:with|using|when|given|keeping|label+ing|annotating|sampling)\s"
    r"(?:(?:only|just|merely|about|as\slittle\sas)\s)?[~$]?$"
)
_OF_THE_DATA = re.compile(
    r"\sof\s(?:the\s|all\s|its\s)?(?:[a-z]{1,12}\s){0,2}(?:them|these|labels|data|samples|examples|images"
    r"|annotations|nodes|edges|pixels|frames|queries|dataset|training\sset)\b"
)
"""'With only 5% of the nodes' is how something was measured."""
_TAKEN_AWAY = re.compile(
    r"\sof\s(?:[\w-]{1,16}\s){1,4}(?:removed|masked|dropped|missing|pruned|discarded|occluded|corrupted"
    r"|unlabell?ed|withheld|hidden|deleted|frozen)\b"
)
"""'With 80% of the classes removed', too."""
_IF_REMOVED = re.compile(
    r"\s(?:if|when|once)\s(?:(?!not\b)[\w-]{1,16}\s){0,4}?"
    r"(?:removed|omitted|ablated|disabled|dropped|excluded|absent|left\sout|taken\saway)\b"
)
"""'(accuracy drops to 32.0% if removed)' is of no system that is proposed."""

_WITH_A = re.compile(r"(?i)\b(?:with|at|under|for)\s(?:an?\s|only\s)?[~$]?$")
_SET_RATE = re.compile(
    r"\s?(?:[a-z-]{1,16}\s)?(?:mismatch|noise|missing|contamination|corruption|mask(?:ing)?|overlap|dropout"
    r"|pruning|sampling|imbalance|poisoning|label(?:l?ing)?|annotation|participation)\s"
    r"(?:proportion|ratio|rate|fraction|level|share|budget)\b"
)
"""'With a 60% mismatch proportion' is how something was measured, too."""

_PASSES = re.compile(
    r"(?i)\b(?:(?:exceed|surpass|pass|top)\w{0,3}|(?P<either>(?:break|cross)\w{0,3})|above|beyond|over|(?P<under>below|under))\s"
    r"(?:the\s)?(?:mark\sof\s)?[$~]?$"
)
_IN_BRACKETS = re.compile(r"[^.;()]{0,60}\s\([$~]?")
_JUST_PAST = 0.25
"""Of a threshold, how far past it a value may be."""
_WINDOW = 60
_LARGEST = 30.0
"""Log-odds beyond which the probability does not change."""
_COMMON_UNITS = ["points", "pp", "x", "%"]
_BEFORE: Mapping[str, re.Pattern[str]] = {
    "by": re.compile(r"\bby\s(?:[a-z]{1,12}\s){0,3}$"),
    "to": re.compile(r"\bto\s(?:[a-z]{1,12}\s)?$"),
    "from": re.compile(r"\bfrom\s(?:[a-z]{1,12}\s)?$"),
    "of": re.compile(r"\bof\s(?:[a-z]{1,12}\s)?$"),
    "up to": re.compile(r"\bup to\s$"),
    "more": re.compile(
        r"(?:over|more than|exceeding|above|at least|nearly|almost|around|about|approximately"
        r"|roughly|~)\s?$"
    ),
    "less": re.compile(
        r"(?:only|just|mere|merely|less than|under|within|below|fewer than"
        r"|as little as|as few as)\s$"
    ),
    "average": re.compile(r"(?:average|mean|median)(?:\s\w{1,12}){0,2}\s$"),
    "opened": re.compile(r"\(\s?$"),
    "colon": re.compile(r"[:=]\s?$"),
    "achieve": re.compile(
        r"(?:achiev|reach|obtain|attain|yield|scor|deliver)\w{0,4}\s(?:[a-z]{1,12}\s){0,3}$"
    ),
    "use": re.compile(
        r"(?:us|requir|train|compris|contain|includ|consist|collect|spann|cover)\w{0,4}\s(?:[a-z]{1,12}\s){0,3}$"
    ),
    "on": re.compile(r"\b(?:on|across|in|for|with|among)\s(?:[a-z]{1,12}\s)?$"),
    "rival": re.compile(
        r"(?:compared (?:to|with)|versus|vs\.?|than|against|as opposed to|over)"
        r"\s(?:[\w'-]{1,20}\s){0,3}$"
    ),
    "and": re.compile(r"(?:,|\band)\s$"),
    "formula": re.compile(r"[=<>≤≥^_{]\s?\$?$|\\[a-z]+\s?$"),
    "top": re.compile(
        r"(?i)(?:top|rank|part|step|stage|level|section|table|figure|fig\.|version|phase|type|system|task|pass|hit|size|degree)[\s@-]$"
    ),
    "capital": re.compile(r"[A-Z][A-Za-z]*\s$"),
    "money": re.compile(r"\$$"),
    "gains": re.compile(r"\b(?:gain|lose|gained|lost)s?\s(?:up\sto\s|about\s|only\s|over\s)?$"),
    "at": re.compile(
        r"\b(?:at|with|in|for|using|(?:us|need|requir|tak|cost)\w{1,3})\s(?:only\s|just\s|about\s|nearly\s)?$"
    ),
}
_AFTER: Mapping[str, re.Pattern[str]] = {
    "plural": re.compile(r"\s(?:[a-z-]{2,20}\s){0,2}[a-z-]{3,20}s\b"),
    "noun": re.compile(r"\s[a-z]"),
    "change": re.compile(
        r"\s(?:(?:relative|absolute|average|overall|further|performance|[a-z]{2,12})\s){0,2}(?:improv|gain|increas"
        r"|reduc|decreas|drop|sav|boost|loss|speed|accelerat)"
    ),
    "more": re.compile(
        r"\s(?:faster|slower|fewer|less|more|higher|lower|better|worse|smaller|larger|cheaper|shorter|longer)\b"
    ),
    "data": re.compile(
        r"\s(?:of\s)?(?:the\s)?(?:[a-z-]{2,20}\s){0,2}(?:data|samples?|examples?|images?|videos?|tokens?|parameters?|params|GPUs?"
        r"|datasets?|tasks?|models?|benchmarks?|hours|epochs?|steps?|layers?|languages?|classes|categories"
        r"|participants|papers?|questions?|problems?|agents?|nodes?|users?|domains?|environments?|instances"
        r"|people|patients|subjects|million|annotat|documents?|pairs|scenes|frames?|objects?|types?|settings?)\b"
    ),
    "in": re.compile(r"\s(?:in|on|for|over|across|when|with)\s"),
    "of": re.compile(r"\sof\s"),
    "resource": re.compile(
        r"\s(?:of\s)?(?:the|its|their)\s(?:[\w-]+\s){0,2}?"
        r"(?:costs?|compute|computation|memory|parameters|time|latency|energy|FLOPs|size|runtime)\b"
    ),
    "compared": re.compile(r"\s(?:compared|versus|vs\.?|over|than|relative)\b"),
    "closes": re.compile(r"\s?\)"),
    "ends": re.compile(r"\s?[.,;]"),
    "and": re.compile(r"\s(?:and|or)\s"),
    "respectively": re.compile(r"[^.;]{0,80}respectively"),
    "formula": re.compile(r"\s?(?:[=<>≤≥^_]|\\[a-z])"),
    "hyphen": re.compile(r"-"),
}


def outcome_probability(
    features: frozenset[str], *, model: LinearModel, network: Mapping[str, float] | None = None
) -> float:
    """The probability, in [0, 1], that a number with these `number_features` is an outcome.

    ``network`` are the features of `kg.nlp.mentions.network_features` for the number.
    """
    if features >= _STATED:
        return _STATED_SCORE
    valued = {BIAS: 1.0, **dict.fromkeys(features, 1.0), **(network or {})}
    log_odds = model.log_odds(_OUTCOME, valued)
    chance = 1.0 / (1.0 + math.exp(-max(-_LARGEST, min(_LARGEST, log_odds))))
    is_change = any(features >= change for change in _CHANGES)
    return max(chance, _CHANGE_SCORE) if is_change else chance


def is_unasserted(text: str, start: int, number: Number) -> bool:
    """Whether a number is a setting, a supposition or the result of others.

    ``start`` is that of the sentence.
    """
    before = text[start : number.start]
    if _SUPPOSED.search(before) or (number.unit in (None, "%", "x") and _SET_TO.search(before)):
        return True
    is_size = number.unit is None and number.raw[-1:] in "BM" and _AT.search(before)
    if is_size or _SPANNED.search(before) or _AT_RATE.search(before):
        return True
    if _ASIDE.search(before) and _PARAMETERS.match(text, number.end):
        return True
    if _WITH_ONLY.search(before) and (
        _OF_THE_DATA.match(text, number.end) or _TAKEN_AWAY.match(text, number.end)
    ):
        return True
    if _WITH_A.search(before) and _SET_RATE.match(text, number.end):
        return True
    if number.kind == "absolute" and _IF_REMOVED.match(text, number.end):
        return True
    others = _OTHERS.match(before)
    return others is not None and not _BUT.search(before, others.end())


def is_threshold(text: str, start: int, number: Number, after: Number) -> bool:
    """Whether a number is only what the one in brackets behind it passes: 'the first to exceed
    90% on X (90.3%)'.

    ``start`` is that of the sentence, ``after`` the next number of it.
    """
    if (after.unit, after.kind) != (number.unit, number.kind) or not text.startswith(
        ")", after.stop
    ):
        return False
    passed = _PASSES.search(text[start : number.start])
    if not passed or not _IN_BRACKETS.fullmatch(text, number.end, after.start):
        return False
    limit = number.number or 0.0
    past = (after.number or 0.0) - limit
    past = -past if passed["under"] else abs(past) if passed["either"] else past
    return 0.0 < past < _JUST_PAST * abs(limit)


def number_features(
    text: str,
    sentence: tuple[int, int],
    number: Number,
    mentions: Sequence[ClusterMention],
    cues: Sequence[Cue],
    paired: str = "",
) -> frozenset[str]:
    """The features of a number that a model of outcomes reads.

    ``mentions`` and ``cues`` are those of the sentence; ``paired`` is "new" or "old" for a
    number that is compared with another ('from old to new'), else empty.
    """
    before = text[max(sentence[0], number.start - _WINDOW) : number.start]
    after = text[number.end : min(sentence[1], number.end + _WINDOW)]
    found = {f"before:{name}" for name, regex in _BEFORE.items() if regex.search(before)}
    found.update(f"after:{name}" for name, regex in _AFTER.items() if regex.match(after))
    found.update(_form(number))
    found.add(f"paired:{paired}")
    found.update(_mentions(text, number, mentions))
    for cue in cues:
        found.update(_cue(number, cue))
    if sentence[0] == 0:
        found.add("title")
    return frozenset(found)


_OTHER_FORMS: Mapping[str, Callable[[Number], bool]] = {
    "range": lambda number: number.low is not None,
    "formula": lambda number: number.number is None,
    "amount": lambda number: number.unit == "USD",
    "power": lambda number: "^" in number.raw,
}


def _form(number: Number) -> Iterator[str]:
    yield f"kind:{number.kind}"
    unit = number.unit if number.unit in _COMMON_UNITS else "other" if number.unit else "none"
    yield f"unit:{unit}"
    if number.bare:
        yield "bare"
        if len(number.raw) == 4 and number.raw[:2] in ("19", "20"):
            yield "year"
        if len(number.raw) == 1:
            yield "one digit"
    elif number.unit is None:
        yield "decimal" if "." in number.raw else "scaled"
    yield from (name for name, holds in _OTHER_FORMS.items() if holds(number))
    if number.raw[:1].isalpha():
        yield "word"
    if number.raw[-1:] in "kKMBT" or number.raw.endswith("illion"):
        yield "large"


_METRIC_TO_VALUE = re.compile(r"\s?\(?(?:scores?\s)?(?:of|at|to|is|:|=)?\s?[$~(]?")
"""What stands between a metric and its value."""
_METRIC_BY = re.compile(
    r"(?:\sscores?)?\s(?:by\s(?:[a-z]{1,12}\s){0,2}|from\s\S{1,12}(?:\s[a-z]{1,8})?\sto\s(?:[a-z]{1,12}\s)?)[$~]?"
)
"""What stands between a metric and its change."""


def _mentions(text: str, number: Number, mentions: Sequence[ClusterMention]) -> Iterator[str]:
    for mention in mentions:
        if mention.start < number.end and number.start < mention.end:
            yield f"inside:{mention.label}"
        elif mention.end <= number.start:
            yield f"{mention.label}<"
            if number.start - mention.end <= _CLOSE:
                yield f"{mention.label}<{_CLOSE}"
            if mention.label == METRIC and _METRIC_TO_VALUE.fullmatch(
                text, mention.end, number.start
            ):
                yield "Metric<said"
            if mention.label == METRIC and _METRIC_BY.fullmatch(text, mention.end, number.start):
                yield "Metric<by"
        else:
            yield f"{mention.label}>"
            if mention.start - number.end <= _CLOSE:
                yield f"{mention.label}>{_CLOSE}"
            if mention.label == METRIC and mention.start - number.end <= _NEAR:
                yield "Metric>beside"


def _cue(number: Number, cue: Cue) -> Iterator[str]:
    if cue.end <= number.start:
        side, gap = "<", number.start - cue.end
    else:
        side, gap = ">", cue.start - number.end
    if gap <= _CLOSE:
        yield f"{cue.kind}{side}{_CLOSE}"
    yield f"{cue.kind}{side}"
