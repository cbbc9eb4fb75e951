"""What a value's own sentence says against it: a change, a share, other people's, other data.

A second look, apart from how the value was read: each rule needs plain words beside the value,
and a value that stands twice in its sentence is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from kg.core.names import key
from kg.questions.boards.measured import dataset_parts

__all__ = ["are_of_one_list", "why_not_stated"]

_REACH = 60
_LEAST_LETTERS = 3  # of a name that is looked for within another

_BEFORE_CHANGE = re.compile(
    r"\b(?:by|gains?(?:\sof)?|improvements?\sof|increases?\sof|reductions?\sof|drops?\sof|loses?"
    r"|losing|gaining)\s(?:an?\s)?(?:average\s(?:of\s)?|up\sto\s|about\s|over\s|more\sthan\s)?[~$]?$"
)
_LISTED = r"(?:(?:,\s?and\s|,\s?|/|\sand\s)[+-]?\d[\d.]{0,9}\s?\\?%?)"
"""One more number of a list."""
_AFTER_CHANGE = re.compile(
    rf"{_LISTED}{{0,6}}\s?(?:absolute\s|relative\s|percentage\s|performance\s|average\s){{0,2}}"
    r"(?:improvement|gain|increase|reduction|drop|decrease|higher|lower|better|worse|more|fewer"
    r"|less|faster|slower|behind|points?)\b"
)
_SHARE_BEFORE = re.compile(
    r"\b(?:retain|preserv|maintain|keep|recover|recoup|match)\w{0,4}\s(?:[\w-]{1,20}\s){0,3}[~$]?$"
)
_SHARE_AFTER = re.compile(
    r"\sof\s(?:the\s|its\s|their\s|full\s|original\s){0,3}(?:[\w-]{1,20}\s){0,3}"
    r"(?:performance|accuracy|quality|capability|capabilities|parameters|cost|compute"
    r"|tokens|memory)\b"
)
_BELOW = re.compile(
    r"\b(?:below|under|less\sthan|fewer\sthan|at\smost|no\smore\sthan)\s(?:an?\s|the\s)?[~$]?$"
)
_ABOVE = re.compile(
    r"\b(?:over|above|more\sthan|at\sleast|exceed\w{0,3}|no\sless\sthan)\s(?:an?\s|the\s)?[~$]?$"
)
_EACH = re.compile(
    r"\b(?:all|every|each)\s(?:[a-z-]{1,16}\s){0,2}(?:class|categor|task|subject|data\s?set|fold)\w{0,3}\s"
    r"(?:exceed|surpass|reach|achiev|scor|over|above)\w{0,3}\s(?:[a-z]{1,12}\s){0,3}[~$]?$"
)
"""Ends what precedes a bound on each of several: 'with all classes exceeding 94.5%'."""
_RANGE = re.compile(
    r"\b(?:achiev|yield|obtain|attain|produc|show|rang|vary|varies)\w{0,3}\s[^.;,]{0,60}?from\s[~$]?"
    r"\d[\d.,]{0,9}\s?\\?%?\sto\s[~$]?$"
)
"""Ends what precedes the end of a range: 'achieving errors from 0.1 to 0.6'."""
_RATIO_SET = re.compile(r"\b(?:under|with|at|and)\b[^.;]{0,90}\bof\s[~$]?[-−]?$")
_NOISE = re.compile(r"(?i)(?:signal\sto\s.*noise.*|.*\b(?:snr|sinr)\b.*)")
_CHANCE = re.compile(r"\bp\s?(?:[-–]?value\s?)?(?:of\s)?(?:[<>=≤]\s?)?$")
"""Ends what precedes the p-value of a test."""
_PEOPLE = re.compile(
    r"\b(?:people|humans?|human\s(?:score|performance|level|baseline|experts?|annotators?|raters?))"
    r"\b(?:\s[a-z-]{1,12}){0,3}\s$"
)
_NO_LEVELS = (
    (_PEOPLE, "it is a value of people"),
    (_CHANCE, "it is a p-value"),
    (_EACH, "it is a bound on each of several"),
    (_RANGE, "it is the end of a range"),
)
"""What ends before a value that is no level, and why it is none."""
_NAME = r"[A-Z][\w.+/-]{0,30}(?:\s(?:[A-Z\d][\w.+-]{0,30}|\d+\s?times\s?\d+)){0,4}"
_NAMES = rf"{_NAME}(?:(?:,\s|,?\sand\s){_NAME}){{0,5}}"
_ON_AFTER = re.compile(rf"(?:\s[a-zA-Z@\d-]{{1,12}}){{0,3}}\son\s(?:the\s)?(?P<names>{_NAMES})")
_ON_BEFORE = re.compile(
    rf"(?<!based\s)(?<!built\s)(?<!builds\s)(?<!rely\s)(?<!relies\s)(?<!run\s)(?<!runs\s)"
    rf"(?<!running\s)(?<!trained\s)(?<!tuned\s)\b[Oo]n\s(?:the\s)?(?P<names>{_NAMES})"
)
_OPENING = re.compile(r"%?(?:;|,?\s(?:and|while|but))\son\s(?:the\s)?")
_LIST_BEFORE = re.compile(r"(?:[+-]?\d[\d.]{0,9}\s?\\?%?(?:,\s?and\s|,\s?|/|\sand\s)){0,8}$")
_LIST_AFTER = re.compile(
    rf"(?P<rest>{_LISTED}{{0,8}})(?:\s[a-zA-Z@\d-]{{1,12}}){{0,2}}\son\s(?:the\s)?(?P<names>{_NAMES})"
)
_DIGITS = re.compile(r"\d[\d.]*")
_UNNAMED = re.compile(
    r"[^A-Z\d]{1,80}\s[^A-Z\d]{1,80}|hidden|custom|blind|private|public|real-world|synthetic|own"
)
"""A data set that words describe: 'custom dataset', of which every paper may have its own."""
_TRAINED = re.compile(r"\b(?:from|(?:pre-?)?trained\son|(?:pre-?)?training\son)\s(?:the\s)?$", re.I)
_FOR_AFTER = re.compile(rf"\sfor\s(?:the\s)?(?P<names>{_NAMES})")


def why_not_stated(row: Mapping[str, object]) -> str | None:
    """Why a row of ``cypher/leaderboard.cypher`` is not what its sentence states; None if it may
    be."""
    sentence, value = str(row["sentence"]), str(row["value"])
    at = sentence.find(value)
    if at < 0 or sentence.find(value, at + 1) >= 0:
        return None
    before, after = sentence[:at], sentence[at + len(value) :]
    return next((reason for rule in _RULES if (reason := rule(row, before, after))), None)


_FEW, _FAR = 2, 60
"""So many values with so many characters from one to the other have words of their own each."""


def are_of_one_list(sentence: str, values: Collection[str]) -> bool:
    """Whether different values are told apart by what a board does not know.

    >>> are_of_one_list("achieves 99.1% for axial and 99.8% for sagittal views", ["99.1%", "99.8%"])
    True
    >>> are_of_one_list("has an FID of 1.35", ["1.35"])
    False
    """
    if len(values) != _FEW:
        return len(values) > _FEW
    one, other = (sentence.find(value) for value in values)
    return abs(one - other) < _FAR


def _change(row: Mapping[str, object], before: str, after: str) -> str | None:
    near = before[-_REACH:]
    if _BEFORE_CHANGE.search(near) or _AFTER_CHANGE.match(after):
        return "its sentence states a change"
    better = row["higher_is_better"]
    if better is not None and (_BELOW if better else _ABOVE).search(near):
        return "it is a bound on the bad side"
    wide = before[-2 * _REACH :]
    for pattern, reason in _NO_LEVELS:
        if pattern.search(wide):
            return reason
    if _NOISE.fullmatch(str(row["metric"])) and _RATIO_SET.search(before) and "," in after:
        return "it is a setting"
    is_kept = _SHARE_BEFORE.search(near) and after.startswith(" of ")
    is_share = row["unit"] == "%" and (is_kept or _SHARE_AFTER.match(after))
    return "it is a share of another value" if is_share else None


def _data(row: Mapping[str, object], before: str, after: str) -> str | None:
    """The data set that stands behind the value, or else was named last before it."""
    names = _all_names(row, "dataset")
    if _UNNAMED.fullmatch(dataset_parts(str(row["dataset"]))[0]):
        return "its data set has no name"
    if (other := _aligned(names, before, after)) is not None:
        return f"its list gives it to {other}"
    match = _ON_AFTER.match(after) or (
        None if _is_behind(names, after) else _last(_ON_BEFORE, before)
    )
    if match and not any(_is_listed(match["names"], name) for name in names):
        return f"its sentence states it on {match['names']}"
    sentence = f"{before}{after}"
    places = [at for name in names for at, _ in _places(name, sentence)]
    if places and all(_TRAINED.search(sentence[:start]) for start in places):
        return f"its sentence names {row['dataset']} as training data"
    return None


def _aligned(names: Sequence[str], before: str, after: str) -> str | None:
    """The name at the place of the value, where a list of numbers and one of data sets are equally
    long and that name is another one: 'of 1, 2 and 3 on A, B and C'."""
    head, behind = _LIST_BEFORE.search(before), _LIST_AFTER.match(after)
    if head is None or behind is None:
        return None
    place = len(_DIGITS.findall(head[0]))
    size = place + 1 + len(_DIGITS.findall(behind["rest"]))
    listed = _split(behind["names"])
    if size != len(listed) or size == 1 or any(_is_listed(listed[place], n) for n in names):
        return None
    return listed[place]


def _split(names: str) -> list[str]:
    return re.split(r",\s(?:and\s)?|\sand\s", names)


def _is_behind(names: Sequence[str], after: str) -> bool:
    """Whether a data set is named behind a value and does not open a clause of its own there."""
    starts = [start for name in names for start, _ in _places(name, after)]
    return bool(starts) and not _OPENING.fullmatch(after, 0, min(starts))


def _method(row: Mapping[str, object], before: str, after: str) -> str | None:
    method, names = str(row["method"]), _all_names(row, "method")
    match = _FOR_AFTER.match(after)
    known = (*names, *_all_names(row, "dataset"))
    if match and not any(_is_listed(match["names"], name) for name in known):
        return f"its sentence states it for {match['names']}"
    sentence = f"{before} {after}"
    ends = [end for name in names for _, end in _places(name, sentence)]
    if ends and all(re.match(r"-[A-Z]", sentence[end : end + 2]) for end in ends):
        return f"its sentence names a longer name than {method}"
    for name in names:
        if re.search(
            rf"\b[Ww]ith\s(?:an?\s|the\s)?{re.escape(name)}\s(?:it|we|this|our)\b", before
        ):
            return f"its sentence states it with {name}, not of it"
    return None


_Rule = Callable[[Mapping[str, object], str, str], str | None]
_RULES: tuple[_Rule, ...] = (_change, _data, _method)


def _all_names(row: Mapping[str, object], slot: str) -> tuple[str, ...]:
    """The name and the aliases of an entity, a data set's without conditions too."""
    aliases = row[f"{slot}_aliases"]
    given = [str(row[slot]), *(map(str, aliases) if isinstance(aliases, Sequence) else ())]
    if slot == "dataset":
        given += [dataset_parts(name)[0] for name in given]
    return tuple(dict.fromkeys(filter(None, given)))


def _places(name: str, text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(iter(reversed(list(pattern.finditer(text)))), None)


def _is_listed(names: str, name: str) -> bool:
    """Whether one of the listed names may be this one: the one is a part of the other."""
    own = _letters(name)
    for each in map(_letters, _split(names)):
        short, long = sorted((own, each), key=len)
        if short == long or (len(short) >= _LEAST_LETTERS and short in long):
            return True
    return False


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, key(name)))
