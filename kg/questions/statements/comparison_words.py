"""Whether a sentence compares two methods, in which words, and which of them it puts ahead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = ["Compared", "read_comparison", "stands_alone"]

_AHEAD = (
    r"(?:significantly |consistently |clearly |slightly |even |also ){0,6}"
    r"(?:outperform(?:s|ed|ing)?|surpass(?:es|ed|ing)?|beats?|beating|exceed(?:s|ed|ing)?"
    r"|outdo(?:es|ing)?|ahead of|superior to|wins? (?:over|against)"
    r"|improv(?:e|es|ed|ing|ements?) (?:on|upon|over)|gains? over"
    r"|(?:better|faster|stronger|cheaper|more [\w-]+)"
    r"(?: [\w,-]+){0,5}? than)"
)
_BEHIND = (
    r"(?:underperform(?:s|ed|ing)?|worse(?: [\w-]+){0,3} than|falls? short of|trails?|lags? behind"
    r"|inferior to|(?:does|do|did|cannot|can) ?not (?:outperform|surpass|beat|exceed))"
)
_OPEN = (
    r"(?:on (?:a )?par with|compar(?:able|ed|e|es|ing|isons?)(?: [\w-]+){0,2}? (?:to|with|against)"
    r"|competitive with|match(?:es|ed|ing)?|against|versus|vs\.?|relative to|in contrast to"
    r"|(?:smaller|lighter|lower|higher|less|fewer)(?: [\w,-]+){0,5}? than"
    r"|unlike|instead of|rather than|than|equal to|similar to|as (?:[\w-]+) as)"
)
_WORDS = re.compile(
    rf"(?<![\w-])(?:(?P<behind>{_BEHIND})|(?P<ahead>{_AHEAD})|(?P<open>{_OPEN}))(?![\w-])",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:outperformed|surpassed|beaten|exceeded) by\b", re.IGNORECASE)
_BREAKS = re.compile(
    r"[;:]|\b(?:by|with|into|while|whereas|but|which|that(?! of\b)|who|when|where|because|although"
    r"|using|via)\b",
    re.IGNORECASE,
)
"""Ends a list of rivals: what follows is of something else."""
_GOVERNED = re.compile(
    r"\b(?:by|with|from|on|of|for|in|using|to|via|into|than|against|over|and)"
    r" (?:(?:the|an?|its|our) )?(?:[\w-]+ )?$",
    re.IGNORECASE,
)
"""Ends what stands before a name that the sentence does not speak of: 'judged by GPT-4'."""
_FARTHEST = 120  # characters from the words to a rival, over a list of others and their values


@dataclass(frozen=True, slots=True)
class Compared:
    """That a sentence compares two methods: in ``words`` (verbatim).

    ``leads`` is True where the sentence speaks of the first one and compares the second with it,
    False the other way round; ``ahead`` is True where it puts the one it speaks of ahead, False
    the other, None neither.
    """

    words: str
    leads: bool
    ahead: bool | None


def read_comparison(
    sentence: str, first: Iterable[str], second: Iterable[str], others: Iterable[str] = ()
) -> Compared | None:
    """What a sentence states of two methods; None where it does not compare them.

    Args:
        sentence: one sentence.
        first, second: the surfaces of either method. If ``first`` does not stand in it, it is
            taken for what 'we', 'our method' or the sentence as a whole speak of.
        others: surfaces of the other methods in it: what is said of these, is said of neither.

    >>> read_comparison("Skiff outperforms Raft on Lakes.", ["Skiff"], ["Raft"])
    Compared(words='outperforms', leads=True, ahead=True)
    >>> read_comparison("Its win rate is 61%, against 57% for PPO.", ["DPO"], ["PPO"])
    Compared(words='against', leads=True, ahead=None)
    >>> read_comparison("Raft surpasses Skiff.", ["Skiff"], ["Raft"])
    Compared(words='surpasses', leads=False, ahead=True)
    >>> read_comparison("FFA-LoRA beats LoRA.", ["federated learning"], ["LoRA"], ["FFA-LoRA"])
    """
    one, two = list(first), list(second)
    found = _said(sentence, one, two, list(others), implied=True)
    if found is not None:
        return found
    turned = _said(sentence, two, one, list(others), implied=False)
    return None if turned is None else Compared(turned.words, False, turned.ahead)


def stands_alone(sentence: str, surfaces: Iterable[str], longer: Iterable[str] = ()) -> bool:
    """Whether one of the surfaces stands in the sentence, and not only within a longer name.

    >>> stands_alone("FFA-LoRA trains half of it.", ["LoRA"])
    False
    """
    return any(True for _ in _places(_without(sentence, surfaces, longer), surfaces))


def _said(
    sentence: str, subject: list[str], object_: list[str], others: list[str], *, implied: bool
) -> Compared | None:
    """S outperforms O, or O is outperformed by S; nothing stands before for an implied S."""
    text = _without(sentence, [*subject, *object_], [*subject, *object_, *others])
    spans = sorted(_places(text, object_))
    own = sorted(_places(text, subject))
    for start, _ in spans:
        for match in reversed(list(_WORDS.finditer(text, 0, start))):
            between = text[match.end() : start]
            if len(between) > _FARTHEST or _BREAKS.search(between):
                break
            if match["open"] and _WORDS.search(between):
                continue
            if _PASSIVE.match(text, match.start()):
                break
            before = [(place, True) for place in own]
            before += [(place, False) for place in _places(sentence, others)]
            speakers = [
                (end, ours)
                for (begin, end), ours in before
                if end <= match.start() and not _GOVERNED.search(sentence[:begin])
            ]
            if not max(speakers, default=(-1, implied and not own))[1]:
                break
            ahead = True if match["ahead"] else False if match["behind"] else None
            return Compared(match[0], True, ahead)
    return _passive(text, own, spans)


def _passive(
    text: str, subject: list[tuple[int, int]], object_: list[tuple[int, int]]
) -> Compared | None:
    for match in _PASSIVE.finditer(text):
        loses = any(0 <= match.start() - end < _FARTHEST for _, end in object_)
        wins = any(0 <= start - match.end() < _FARTHEST for start, _ in subject)
        if loses and wins:
            return Compared(match[0], True, True)
    return None


def _without(sentence: str, surfaces: Iterable[str], longer: Iterable[str]) -> str:
    """The sentence with blanks for longer names that have one of the surfaces in them."""
    wanted = list(surfaces)
    text = sentence
    for name in sorted(set(longer), key=len, reverse=True):
        if name not in wanted and any(s in name and s != name for s in wanted):
            text = text.replace(name, " " * len(name))
    return text


def _places(text: str, surfaces: Iterable[str]) -> Iterator[tuple[int, int]]:
    for surface in surfaces:
        pattern = rf"(?<![\w-]){re.escape(surface)}(?!\w|-[A-Z0-9])"
        yield from (match.span() for match in re.finditer(pattern, text))
