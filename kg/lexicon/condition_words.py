"""Words that name the conditions of a measurement: split, image size, shots, language pair.

Each kind of `kg.core.schema.CONDITIONS` has its patterns; a value has one spelling, whatever the
text writes: '64times 64', '64x64' and '64 × 64' are '64x64'. Which number a condition belongs to
is decided in `kg.nlp.results.result_conditions`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

__all__ = [
    "LANGUAGES",
    "OF_DATASETS",
    "OF_METRICS",
    "ConditionSpan",
    "condition_words",
    "find_conditions",
]


class ConditionSpan(NamedTuple):
    """A condition that ``text[start:end]`` names."""

    start: int
    end: int
    name: str
    value: str


_SAME = {
    **dict.fromkeys(("val", "validation", "minival"), "validation"),
    **dict.fromkeys(("dev", "development"), "dev"),
    "testa": "testA",
    "testb": "testB",
    **dict.fromkeys(("held-out", "holdout", "hold-out", "held out"), "held-out"),
}
_NUMERALS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten".split()  # noqa: SIM905
    )
}
_NUMERAL = "|".join(_NUMERALS)

LANGUAGES: Mapping[str, str] = {
    "english": "en", "german": "de", "french": "fr", "romanian": "ro", "chinese": "zh",
    "japanese": "ja", "korean": "ko", "russian": "ru", "spanish": "es", "italian": "it",
    "portuguese": "pt", "dutch": "nl", "czech": "cs", "turkish": "tr", "finnish": "fi",
    "arabic": "ar", "hindi": "hi", "vietnamese": "vi", "polish": "pl", "estonian": "et",
    "latvian": "lv", "lithuanian": "lt", "gujarati": "gu", "kazakh": "kk", "nepali": "ne",
    "sinhala": "si", "icelandic": "is", "ukrainian": "uk", "swedish": "sv", "hebrew": "he",
}  # fmt: skip
_LANGUAGE = "|".join(word.capitalize() for word in LANGUAGES)
_CODE = "|".join(sorted(set(LANGUAGES.values())))
_TOWARDS = r"\s?(?:-to-|->|→|↔|⇒|--|–|-|/|\\to|\$\\rightarrow\$|\\rightarrow|\s(?:to|into)\s)\s?"

_TIMES = r"\s?\$?\s?(?:x|×|\\?times)\s?\$?\s?"
_SMALLEST_IMAGE, _LARGEST_IMAGE = 28, 8192
"""Sides of images, in pixels: '30 x 30 mazes' are the least that is taken for one by mistake."""

_SIDES = "28|32|64|128|192|224|256|288|320|336|384|448|512|640|768|800|1024|2048"

_AMOUNT = rf"(?:\d[\d.,]{{0,9}}|{_NUMERAL})"
_LABELS = (
    r"labels?\b|labell?ed\s\w{1,20}|annotat(?:ed\s\w{1,20}|ions)\b"
    r"|(?:(?:downstream|full|target)\s)?(?:train(?:ing)?\s)?(?:data|set|examples|samples)\b"
)

_SHARE = re.compile(
    r"\b(?:[Ww]ith|using)\s(?:only\s|just\s)?(?P<share>\d{1,2}(?:\.\d)?)\s?\\?%(?!\w)"
    r"(?!\s(?:of|improve|gain|high|low|few|less|more|better|worse|increas|reduc|drop|faster))"
)

_PATTERNS: Mapping[str, tuple[str, ...]] = {
    "version": (
        r"(?<=[A-Za-z])[\s-]?[vV](?:ersion\s?)?(?P<version>\d(?:\.\d{1,2}){0,2})(?![\w.]\d|\w)",
        r"(?<=[A-Za-z])\s?(?P<plain>\d\.\d(?:\.\d{1,2})?)(?![\d%\w]|\.\d)"
        r"(?!\s?(?:%|points?|times|x\b))",
    ),
    "subset": (
        r"\b(?P<subset>hard|easy|medium|challenge|diamond|verified|lite|clean|full|seen|unseen"
        r"|base|novel|matched|mismatched|cross-subject|cross-view|in-domain|out-of-domain)"
        r"(?=\s(?:subset|split|set|test|classes|categories)\b)",
        r"\b(?P<crossed>cross-(?:subject|view|domain)|(?:mis)?matched)\b",
    ),
    "split": (
        r"(?P<asr>\b(?:test|dev)[-_ ](?:clean|other))\b",
        r"\b(?P<special>test[- ]?dev|test[- ]?std|testmini|minival|test[AB])\b",
        r"\b(?P<split>validation|val|dev(?:elopment)?|test|held-out|hold-?out)"
        r"(?=[- ](?:sets?|splits?|partition)\b|20\d\d\b)",
        r"(?<=[A-Za-z\d]\s)(?P<bare>val|dev|test)(?=[,.;:)]|\s(?:and|or|with|at|for)\b|$)",
        r"\b(?P<scored>validation|val|dev|test)(?=[- ](?:top-\d\s)?(?:accurac|error|perplexit"
        r"|loss|F1|BLEU|score|WER|AUC|RMSE|MAE|EM\b|mIoU|mAP|AP\b|IoU|R2))",
    ),
    "languages": (
        rf"\b(?P<source>{_LANGUAGE}){_TOWARDS}(?P<target>{_LANGUAGE})\b",
        rf"(?<![\w-])(?P<from>(?i:{_CODE}))(?:-to-|->|→|↔|⇒|-|–|/|2)(?P<to>(?i:{_CODE}))(?![\w-])",
    ),
    "resolution": (
        rf"(?<![\d.])(?P<width>\d{{2,4}})(?:\^2|{_TIMES}(?P<height>\d{{2,4}}))"
        rf"(?!\d|\.\d|{_TIMES}\d)",
        rf"(?:\bresolution\s(?:of\s)?|(?<=ImageNet)[- ])(?P<side>{_SIDES})(?:px|p)?\b"
        r"(?!\s?[x×]|\s?times|[KkMB%.])",
        r"(?<![\d.])(?P<pixels>\d{2,4})\s?(?:px|pixels)\b",
        r"(?<![\d.])(?P<before>224|256|288|320|336|384|448|512|640|768|1024)[- ]resolution\b",
    ),
    "size": (
        r"\b(?P<size>small|medium|large)(?=[- ](?:objects?|instances)\b)",
        r"(?<=AP)_?\{?(?P<letter>[SML])\}?(?!\w)",
    ),
    "shots": (
        rf"(?:\b(?P<ways>\d{{1,3}})[- ]way[, -]{{1,2}})?\b(?P<shots>{_NUMERAL}|few|many|\d{{1,3}})"
        r"[- ]shots?\b(?!\s(?:NAS|pruning|neural\sarchitecture|quantization|compression))",
        r"\b(?P<elided>zero|one|few)-(?=\s(?:and|or)\s(?:one|few|five|\d)-shots?\b)",
    ),
    "variant": (
        r"\b(?P<top>[tT]op[- @]?\d{1,2})\b(?!\s?%)",
        r"(?<=[A-Za-z])(?P<at>@(?:\[?\d?\.?\d{1,4}(?:[:-]\d?\.?\d{1,3})?\]?))(?![\w%])",
        r"(?<=AP)_?\{?(?P<overlap>50[-:]95|50|75|95)\}?(?![\w.%])",
        r"\b(?P<shape>box|bbox|mask|keypoint|pose)(?=\s?-?m?AP\b)",
        r"(?<=AP)[_^]\{?(?:\\\w{4,6}\{)?(?P<above>box|bbox|bb|mask|kp)\}{0,2}",
        r"\b(?P<mean>(?i:macro|micro|unweighted|weighted))"
        r"(?=[- ](?:averaged?|F1|F-?score|precision|recall|AUC)|-?F1)",
    ),
    "labels": (
        rf"\b(?:[Ww]ith|[Uu]sing|[Oo]n|uses|only|just)\s(?:only\s|just\s|as\slittle\sas\s)?"
        rf"(?P<amount>{_AMOUNT})\s?(?P<of>\\?%|minutes|hours|hrs?|h|examples|samples|labels)"
        rf"\s?(?:of\s(?:the\s)?)?(?P<what>{_LABELS})",
        rf"\b(?:[Ww]ith|[Uu]sing|[Oo]n)\s(?:only\s|just\s)?(?P<count>{_AMOUNT})\s"
        r"(?P<labelled>labell?ed\s\w{1,20}|labels)\b",
    ),
    "average": (
        r"\b(?:averag(?:ed?|ing)|mean)(?:\s\w{1,20})?\s(?:over|across|of|on)\s(?:all\s|the\s)?"
        rf"(?P<number>\d{{1,3}}|{_NUMERAL})\s(?:[a-z-]{{1,20}}\s){{0,2}}"
        r"(?P<things>tasks|datasets|data\ssets|benchmarks|languages|subjects|games|environments"
        r"|domains)\b",
        r"\b(?P<plainly>averaged\s(?:over|across)|on\saverage|average\s(?:over|across))\b",
    ),
}


def _split(match: re.Match[str]) -> str:
    word = match[match.lastgroup or 0].lower().replace(" ", "-").replace("_", "-")
    word = word.replace("testdev", "test-dev").replace("teststd", "test-std")
    return _SAME.get(word, word)


def _languages(match: re.Match[str]) -> str | None:
    found = [_code(match[group]) for group in match.groupdict() if match[group]]
    is_code = len(match[0]) < len("english")
    if found[0] == found[1] or (is_code and "en" not in found):
        return None
    return "-".join(found)


def _code(word: str) -> str:
    return LANGUAGES.get(word.lower(), word.lower())


def _resolution(match: re.Match[str]) -> str | None:
    sides = [int(side) for side in match.groups() if side]
    if not all(_SMALLEST_IMAGE <= side <= _LARGEST_IMAGE for side in sides):
        return None
    return f"{sides[0]}x{sides[-1]}"


def _size(match: re.Match[str]) -> str:
    word = match[match.lastgroup or 0].lower()
    return {"s": "small", "m": "medium", "l": "large"}.get(word, word)


def _shots(match: re.Match[str]) -> str:
    found = match.groupdict()
    word = (found.get("shots") or found.get("elided") or "").lower()
    shots = f"{_NUMERALS.get(word, word)}-shot"
    return f"{found['ways']}-way {shots}" if found.get("ways") else shots


def _variant(match: re.Match[str]) -> str:
    word = (match[match.lastgroup or 0]).lower()
    if match.lastgroup == "top":
        return f"top-{word.lstrip('top- @')}"
    if match.lastgroup in ("overlap", "at"):
        return _overlap(word.strip("@[]"))
    if match.lastgroup in ("shape", "above"):
        return {"bbox": "box", "bb": "box", "kp": "keypoint"}.get(word, word)
    return word


def _overlap(word: str) -> str:
    """'@50:95' for the overlaps or cut-offs '50-95', '.5:.95' and '0.5:0.95'."""
    sides = re.split("[:-]", word)
    return "@" + ":".join(f"{float(s) * 100:g}" if "." in s else s for s in sides)


def _labels(match: re.Match[str]) -> str | None:
    found = match.groupdict()
    amount = found.get("amount") or found.get("count") or ""
    amount = _NUMERALS.get(amount, amount)
    unit = (found.get("of") or "").replace("\\", "")
    if unit == "%":
        return f"{amount}% of the labels"
    timed = unit in ("minutes", "hours", "hrs", "hr", "h")
    if timed and "label" not in (found.get("what") or ""):
        return None
    return f"{amount} {unit} of labels" if timed else f"{amount} labels"


def _average(match: re.Match[str]) -> str:
    number, things = match.groupdict().get("number"), match.groupdict().get("things")
    return f"average of {_NUMERALS.get(number, number)} {things}" if number else "average"


_READERS: Mapping[str, Callable[[re.Match[str]], str | None]] = {
    "version": lambda match: f"v{match[1]}",
    "subset": lambda match: match[1].lower(),
    "split": _split,
    "languages": _languages,
    "resolution": _resolution,
    "size": _size,
    "shots": _shots,
    "variant": _variant,
    "labels": _labels,
    "average": _average,
}
_COMPILED = {name: tuple(map(re.compile, patterns)) for name, patterns in _PATTERNS.items()}


def find_conditions(text: str, start: int = 0, end: int | None = None) -> tuple[ConditionSpan, ...]:
    """The conditions that words inside ``[start, end)`` name, in text order; none overlap.

    Where two kinds claim the same words, the longer match is taken.

    >>> [(c.name, c.value) for c in find_conditions("5-shot on the ImageNet val set at 64times 64")]
    [('shots', '5-shot'), ('split', 'validation'), ('resolution', '64x64')]
    >>> [c.value for c in find_conditions("WMT14 English-to-German and en→fr")]
    ['en-de', 'en-fr']
    """
    stop = len(text) if end is None else end
    found = sorted(_all(text, start, stop), key=_longest_first)
    if any(c.name == "labels" for c in found):
        found = sorted((*found, *_more_shares(text, start, stop)), key=_longest_first)
    kept: list[ConditionSpan] = []
    for condition in found:
        if not kept or condition.start >= kept[-1].end:
            kept.append(condition)
    return tuple(kept)


def _more_shares(text: str, start: int, end: int) -> Iterator[ConditionSpan]:
    """Shares of the labels beside one that is named in full: '10% of the labels, and with 20%'."""
    for match in _SHARE.finditer(text, start, end):
        value = f"{match['share']}% of the labels"
        yield ConditionSpan(match.start(), match.end(), "labels", value)


def _longest_first(condition: ConditionSpan) -> tuple[int, int]:
    return condition.start, -condition.end


def _all(text: str, start: int, end: int) -> Iterator[ConditionSpan]:
    for name, patterns in _COMPILED.items():
        for pattern in patterns:
            for match in pattern.finditer(text, start, end):
                value = _READERS[name](match)
                if value:
                    yield ConditionSpan(match.start(), match.end(), name, value)


OF_DATASETS = frozenset(("version", "subset", "split", "languages", "resolution"))
OF_METRICS = frozenset(("split", "size", "shots", "variant"))
"""The kinds of condition that a name of a data set or of a metric may hold."""


_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")
_KINDS_OF_PART = re.compile(r"(?:^|[\s-])(?:splits?|sets?|subsets?|partitions?)$")
"""What is left behind the word for a part: 'split' of 'COCO test split'."""


def condition_words(name: str, kinds: frozenset[str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A name without the conditions of some kinds in it, and these, each kind once.

    >>> condition_words("ImageNet 256x256", OF_DATASETS), condition_words("SQuAD2.0", OF_DATASETS)
    (('ImageNet', (('resolution', '256x256'),)), ('SQuAD', (('version', 'v2.0'),)))
    >>> condition_words("nuScenes test split", OF_DATASETS)
    ('nuScenes', (('split', 'test'),))
    >>> condition_words("CARLA 0.9.14", OF_DATASETS)
    ('CARLA', (('version', 'v0.9.14'),))
    >>> condition_words("top-1 accuracy", OF_METRICS), condition_words("AP50", OF_METRICS)
    (('accuracy', (('variant', 'top-1'),)), ('AP', (('variant', '@50'),)))
    """
    found: dict[str, str] = {}
    rest, at = [], 0
    for condition in find_conditions(name):
        if condition.name not in kinds:
            continue
        found.setdefault(condition.name, condition.value)
        rest.append(name[at : condition.start])
        at = condition.end
    rest.append(name[at:])
    left = _without_remains("".join(rest))
    if not found.keys().isdisjoint(("split", "subset")):
        left = _without_remains(_KINDS_OF_PART.sub("", left))
    return left, tuple(found.items())


def _without_remains(name: str) -> str:
    """A name without the brackets and signs that what was taken out of it leaves.

    >>> _without_remains("ImageNet ( )"), _without_remains("Jaccard index (IoU)")
    ('ImageNet', 'Jaccard index (IoU)')
    """
    text = " ".join(_EMPTY_BRACKETS.sub(" ", name).split()).strip(",:_- ")
    for pair in ("()", "[]"):
        if text.count(pair[0]) != text.count(pair[1]) or (text[:1], text[-1:]) == tuple(pair):
            text = text.strip(f"{pair},:_- ")
    return text
