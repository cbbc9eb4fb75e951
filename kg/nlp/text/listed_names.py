"""Lists of names whose words state what the names are: 'models such as X and Y', 'on X and Y'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.core.names import key
from kg.core.schema import DATASET, METHOD, METRIC
from kg.nlp.text import gazetteer

__all__ = ["NAME_IN_LIST", "listed_names"]

Span = tuple[int, int]

NAME_IN_LIST = r"[A-Z][\w.+'-]{0,24}(?<!\.)(?:\s[A-Z\d][\w.+'-]{0,16}(?<!\.)){0,2}"
"""Up to three words that are written like a name."""
_SEPARATOR = re.compile(r"(?:\s\([^()]{1,40}\))?(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s)")
"""Between two names: an aside may stand there, too ('X (79.0%), Y (75.4%)')."""


def _names(least: int, most: int, item: str = NAME_IN_LIST) -> str:
    """The pattern of a list of names: one, and from ``least`` to ``most`` further ones."""
    return rf"(?P<names>{item}(?:(?:{_SEPARATOR.pattern}){item}){{{least},{most}}})"


_LIST = (
    rf"(?:the\s)?{_names(0, 6)}"
    r"(?=[.;),:]|\s(?:in|on|by|at|with|for|while|across|respectively|under|to|as|show|demonstrate|are|have|were|can|still"
    r"|and(?!\s[A-Z]))\b)"
)
_SUCH_AS = (
    r"(?:,?\s(?:including|such\sas|like|among\sthem|namely|e\.g\.,?|i\.e\.,?)\s"
    r"|\s\((?:(?:e\.g\.,?|i\.e\.,?|including)\s)?|:\s)"
)
_DATA_SETS = r"(?:[Dd]ata\s?sets|[Bb]enchmarks|[Cc]orpora|[Tt]est\ssets|suites)"
_MODELS = (
    r"(?:[Mm]ethods|[Mm]odels|[Bb]aselines|[Aa]pproaches|ensembles|[Ss]ystems|rivals|[Aa]lgorithms|optimi[sz]ers"
    r"|detectors|[LV]*LMs|MLLMs|networks|architectures|backbones)"
)
_NO_PREPOSITION = (
    r"(?:(?!(?:in|on|at|by|for|from|with|across|over|than|under|using|to|of|and|or)\s)"
    r"[a-z-]{1,14}\s){0,3}"
)
_OUTPERFORMS = (
    rf"\b(?:[Oo]utperform|[Ss]urpass|[Bb]eat|[Ee]xceed)(?:s|ed|ing)?\s{_NO_PREPOSITION}"
    r"|\b[Cc]ompared\s(?:to|with|against)\s"
)
_LISTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"\b{_DATA_SETS}{_SUCH_AS}{_LIST}"), DATASET),
    (
        re.compile(
            r"(?<!prove\s)(?<!proves\s)(?<!proving\s)\b[Oo]n\s(?:the\s)?"
            + _names(1, 5, rf"{NAME_IN_LIST}(?=\s\([~+]?\d)")
        ),
        DATASET,
    ),
    (
        re.compile(
            rf"(?<![^.!?]\s)(?<![^.!?\s])\b(?:On|Across)\s(?:the\s)?(?P<names>{NAME_IN_LIST})"
            r"(?:\s(?:dataset|benchmark|corpus|test\sset|leaderboard|suite))?,\s(?=(?:[^.\n]|\.\d){0,160}?\d)"
        ),
        DATASET,
    ),
    (
        re.compile(
            rf"(?:[.;]\s|\b(?:while|whereas|but)\s){_names(1, 5)}"
            r"\s(?:reach|achieve|score|obtain|attain|get|outperform|surpass|solve)\b"
        ),
        METHOD,
    ),
    (re.compile(rf"\b(?:[Mm]etrics|[Mm]easures){_SUCH_AS}{_LIST}"), METRIC),
    (
        re.compile(rf"(?:\b{_MODELS},?\s(?:such\sas|like|including)\s|{_OUTPERFORMS}){_LIST}"),
        METHOD,
    ),
)
"""Of 380 names in such lists that 1,402 papers label, 378 are what the list says."""
_AMBIGUOUS_LISTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            rf"\b(?:[Oo]n|[Aa]cross)\s(?:the\s)?{_names(1, 5)}"
            r"(?=[,.;)]|\s\(|\s(?:it|we|our|datasets?|benchmarks?|respectively|from|by|with|while|using)\b)"
        ),
        DATASET,
    ),
    (re.compile(rf"\b[Ii]mprov(?:es|ed|ing|e)\s(?:up)?on\s{_LIST}"), METHOD),
)
"""Lists that state it only where the lexicon lists a name of them: 'on MSR-VTT, LSMDC and X'."""


def listed_names(text: str, sure: Mapping[Span, str] | None = None) -> Mapping[Span, str]:
    """The places of the names of lists -> the label that the list states of them.

    A list that holds a name which the lexicon lists under another label states nothing. ``sure``
    are places whose label is known: they are to ambiguous lists what names of the lexicon are.

    >>> text = "It exceeds DDPG, PPO and Zip in reward on benchmarks such as Humanoid."
    >>> {text[a:b]: label for (a, b), label in listed_names(text).items()}
    {'Humanoid': 'Dataset', 'DDPG': 'Method', 'PPO': 'Method', 'Zip': 'Method'}
    """
    found: dict[Span, str] = {}
    sure = sure or {}
    for pattern, label in _AMBIGUOUS_LISTS:
        for items in _lists(pattern, text):
            known = _labels_of(text, items) or {sure[item] for item in items if item in sure}
            if known == {label}:
                found |= dict.fromkeys(items, label)
    for pattern, label in _LISTS:
        for items in _lists(pattern, text):
            if _labels_of(text, items) <= {label}:
                found |= dict.fromkeys(items, label)
    return found


def _lists(pattern: re.Pattern[str], text: str) -> Iterator[list[Span]]:
    for match in pattern.finditer(text):
        yield list(_items(text, *match.span("names")))


def _items(text: str, start: int, end: int) -> Iterator[Span]:
    for gap in _SEPARATOR.finditer(text, start, end):
        yield start, gap.start()
        start = gap.end()
    yield start, end


def _labels_of(text: str, items: Sequence[Span]) -> set[str]:
    entries = gazetteer.entries_by_key()
    return {entry.type for a, b in items for entry in entries.get(key(text[a:b]), ())}
