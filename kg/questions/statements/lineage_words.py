"""Whether a sentence states that one method builds on another, and in which words.

Only these words count: extends, based on, initialised from, variant of, distilled from,
fine-tuned from, and their like. What is compared with, judged by, evaluated or trained with a
method does not build on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

__all__ = ["HOWS", "KIND_OF", "VERSION_OF", "Building", "read_building", "read_kind"]

_MODEL = r"(?:pre-?trained |frozen |base |original |popular |widely[- ]used )?"

_BEFORE: Mapping[str, str] = {
    "extends": r"(?:extends?|extending|extensions? (?:of|to)|generali[sz](?:es?|ing)"
    r"|generali[sz]ations? of|augments?)",
    "based on": r"(?:(?:is|are|which is|that is) )?(?:directly |heavily |solely )?"
    r"(?:based|buil[dt]|builds|building) (?:(?:up)?on(?: top of)?(?! the fly)|from)"
    r"|(?:is |are )?(?:derived|adapted) from",
    "initialized from": r"(?:initiali[sz](?:ed|es?|ing) (?:from|with)"
    r"|(?:warm-?)?start(?:s|ed|ing)? from"
    r"|continu(?:es|ed|ing) (?:the )?(?:pre-?)?training (?:of|from|on))",
    "variant of": r"(?:variants?|versions?|modifications?|adaptations?|special cases?) (?:of|to)",
    "distilled from": r"(?:distil(?:l?ed|lation) from|distil(?:ls|s))",
    "fine-tuned from": r"fine-?tuned from",
}
"""How -> the words for it that stand before the name of what is built on."""

_AFTER: Mapping[str, str] = {
    "based on": r"[- ]based\b(?! (?:(?:up)?on|methods|models|approaches|counterparts)\b)",
    "initialized from": r"-initiali[sz]ed\b",
    "variant of": r" variant\b",
}
"""How -> the words for it that stand behind the name, inside one noun phrase."""

_TUNED = (
    r"(?:fine-?tun(?:e|es|ed|ing)(?: of)?|(?:SFT|RFT|DPO|RLHF)(?: on| of)?|post-?train(?:ing|ed)?)"
)
_YIELDS = re.compile(
    r"(?:resulting in|yield(?:s|ing)?|to (?:obtain|get|produce|create|build|yield)|obtaining"
    r"|producing|giving|leading to|called|named|dubbed|the (?:final |resulting )?model,?)"
    r" (?:our |the |an? )?(?:[\w-]+ ){0,3},? ?$",
    re.IGNORECASE,
)
"""Ends what stands between a tuned model and the name of what comes out of it."""

KIND_OF, VERSION_OF = "kind of", "version of"
HOWS = (*_BEFORE, KIND_OF, VERSION_OF)
"""All ways to build on a method; ``"version of"`` is read off the name alone."""

_ARTICLE = r"(?:(?:the|an?) )?"
_IDEA = r"(?:(?:the )?(?:advantages?|ideas?|principles?|framework|concepts?|benefits?) of )?"
_PLAIN = (
    r"(?!(?:from|of|for|with|in|to|by|using|through|via|between|that|which|than|on|such|as|our)\b)"
)
_MODIFIERS = rf"(?:{_PLAIN}[\w'’.-]+ ){{0,3}}"
_LISTED = rf"{_PLAIN}[\w'’.()-]+(?: {_PLAIN}[\w'’.()-]+){{0,3}}"
_PHRASE = rf"(?:{_LISTED}(?:,| ,)? (?:and|or) )?{_ARTICLE}{_IDEA}{_ARTICLE}{_MODIFIERS}"
_GAP = rf" (?:{_PHRASE}|(?:{_LISTED}, ){{1,3}})$"

_PATTERNS = {
    how: re.compile(rf"\b(?P<words>{words}){_GAP}", re.IGNORECASE) for how, words in _BEFORE.items()
}
_FOLLOWING = {how: re.compile(words, re.IGNORECASE) for how, words in _AFTER.items()}
_TUNED_BEFORE = re.compile(rf"\b(?P<words>{_TUNED}) {_ARTICLE}{_MODEL}$", re.IGNORECASE)

_PROPOSE = (
    r"(?:propos|introduc|present|develop|design|releas|describ|devis|build|creat)(?:e|es|ed|s|ing)?"
)
_PAPER = re.compile(
    rf"\b(?:(?:we|paper|work|article|report|study) (?:[a-z]+ly |also |first |then |further )?"
    rf"{_PROPOSE}|(?:is|are) (?:[a-z]+ly )?(?:proposed|introduced|presented)|by proposing"
    rf"|(?:our|this|the proposed|the new) (?:[\w-]+ ){{0,3}}?(?:method|model|approach|algorithm"
    rf"|framework|solution|system|optimizer|architecture|technique|version|loss)"
    r"|we (?:study|investigate))\b|\b(?:it|we|paper|work)(?= (?:(?:also|further|then) )?$)",
    re.IGNORECASE,
)
"""The paper's own contribution, without its name."""

_NOUNS = ("variant of", "extends")
_PREPOSITION = re.compile(r"(?<!-)\b(?:to|with|for|over|by|from|against|like|on|via|using)\b(?!-)")
"""Before 'a variant of P' these make it something that the subject is used with, not what it is."""

_OPENS_PHRASE = re.compile(
    r"(?:,|\bis|\bare|\b(?:propos|introduc|present|develop|design|releas)(?:e|es|ed|ing)?)"
    rf" (?:the|an?) {_MODIFIERS}(?:[\w'’.-]+(?:,|,? and) ){{0,3}}{_MODIFIERS}$",
    re.IGNORECASE,
)
"""Ends what stands before a name that opens a noun phrase of its own: 'M, a new'."""

_OTHERS = re.compile(
    r"\b(?:compar\w+|outperform\w*|unlike|existing|previous\w*|prior|competing|baselines?|than"
    r"|surpass\w*|beat\w*|versus|against|exceed\w*|instead|rather|contrast|traditional"
    r"|conventional|theor\w+|analys[ei]s|train\w*|appl(?:y|ies|ied)|takes?|outputs?|alongside"
    r"|incorporat\w+|integrat\w+|for \w+ing|evaluat\w+|judged?"
    r"|tested|test|experiments?|results|findings|benchmarks?"
    r"|to (?!be\b)\w+|whose|while|when|where|can|may|could|not|without|codes?|implement\w+"
    r"|which (?!is\b|are\b|was\b)\w+|that (?!is\b|are\b|was\b|extends?\b|builds?\b)\w+)\b",
    re.IGNORECASE,
)
"""Between a subject and words for building: these words belong to something else then."""

_RIGHT_BEHIND = re.compile(
    r"(?: (?:models?|methods?|networks?|variants?|approach|framework|algorithms?|optimizer))?"
    r"(?: \([^)]*\))?,? (?:(?:that|which|represent(?:s|ing)|is|are|as) (?:an? )?)?$"
)
"""Stands between a method that is no contribution of the paper and words for building."""

_APPOSED = re.compile(r"(?: \([^()]*+\))?(?:,| is| are) (?:an? |one )(?:[\w-]+ ){0,2}$")
"""Stands between a method and what it is said to be."""

_FARTHEST = 120  # characters between a subject and the words; farther ones have another subject


@dataclass(frozen=True, slots=True)
class Building:
    """That a method builds on another: ``how`` is of `HOWS`, ``words`` verbatim.

    ``child`` is the surface of what builds, None where it is what the paper as a whole proposes.
    """

    how: str
    words: str
    child: str | None


@dataclass(frozen=True, slots=True)
class _Subjects:
    """Surfaces in a sentence that may build: what the paper introduces, and the rest."""

    introduced: list[str]
    others: list[str]


def read_building(
    sentence: str, parent: str, introduced: Iterable[str], others: Iterable[str] = ()
) -> Building | None:
    """What the sentence states of building on ``parent``; None where it states nothing.

    Args:
        sentence: one sentence, with the surface ``parent`` in it.
        parent: the surface of the method that may be built on.
        introduced: surfaces of methods that the paper introduces: what it says of itself, it
            says of these.
        others: surfaces of other methods, of which only the words right behind them speak.

    >>> read_building("QLoRA, a variant of LoRA, saves memory.", "LoRA", ["QLoRA"])
    Building(how='variant of', words='variant of', child='QLoRA')
    >>> read_building("We propose an optimizer based on Adam.", "Adam", ["Quick"])
    Building(how='based on', words='based on', child=None)
    >>> read_building("It outperforms methods based on GANs.", "GANs", ["DDPM"]) is None
    True
    >>> read_building("DPO is judged by GPT-4.", "GPT-4", ["DPO"]) is None
    True
    """
    subjects = _Subjects(
        [name for name in introduced if name in sentence and name != parent],
        [name for name in others if name in sentence and name != parent],
    )
    for start in _places(sentence, parent):
        end = start + len(parent)
        for found in (
            _tuned(sentence, start, end, subjects),
            _before(sentence, start, subjects),
            _behind(sentence, start, end, subjects),
        ):
            if found is not None:
                return found
    return None


_KIND = re.compile(
    r"\)?(?:,| is| are) (?:an? |one )(?:[\w-]+ ){0,4}?"
    r"(?P<words>(?:variant|version|modification|special case|form|kind|type) of (?:the )?)?$",
    re.IGNORECASE,
)


def read_kind(quoted: str, parent: str) -> Building | None:
    """What a quotation from one name to another states of building, where the latter is a kind.

    Args:
        quoted: text that begins with the name of the one, and ends with a name of the other.
        parent: the name of the other. Without words for a variant it counts if it is a proper
            name: 'BERT, an encoder-only Transformer', not 'SAC is an off-policy method'.

    >>> read_kind("GRPO), a variant of PPO", "PPO").how
    'variant of'
    >>> read_kind("DQN is a Transformer", "Transformer").how
    'kind of'
    >>> read_kind("Transformers such as BERT", "BERT") is None
    True
    """
    for start in _places(quoted, parent):
        found = re.search(rf"^\S+(?: \S+){{0,4}}?{_KIND.pattern}", quoted[:start], re.IGNORECASE)
        if found and found["words"]:
            return Building("variant of", found["words"].strip(), None)
        if found and parent[:1].isupper():
            return Building(KIND_OF, "is a", None)
    return None


def _places(sentence: str, surface: str) -> Iterator[int]:
    """Where the surface stands as a name of its own, not as a part of a longer one."""
    pattern = rf"(?<![\w-]){re.escape(surface)}(?!\w|-[A-Z0-9])"
    return (match.start() for match in re.finditer(pattern, sentence))


def _before(sentence: str, start: int, subjects: _Subjects) -> Building | None:
    """'M extends P', 'we propose an M based on P'."""
    for how, pattern in _PATTERNS.items():
        match = pattern.search(sentence[:start])
        if match is not None:
            subject = _subject(sentence[: match.start()], subjects, noun=how in _NOUNS)
            if subject is not None:
                return Building(how, match["words"], subject or None)
    return None


def _behind(sentence: str, start: int, end: int, subjects: _Subjects) -> Building | None:
    """'M, a P-based model', 'we propose a P-based model'."""
    for how, pattern in _FOLLOWING.items():
        match = pattern.match(sentence, end)
        if match is None:
            continue
        for child in (*subjects.introduced, *subjects.others):
            if sentence.startswith(child, start) and len(child) > end - start:
                return Building(how, match[0].strip(" "), child)  # 'an MCTS-based selection'
        if _OPENS_PHRASE.search(sentence[:start]):
            subject = _subject(sentence[:start], subjects)
            if subject is not None:
                return Building(how, match[0].strip(" "), subject or None)
    return None


def _tuned(sentence: str, start: int, end: int, subjects: _Subjects) -> Building | None:
    """'we fine-tune P, resulting in M', 'after fine-tuning of P, the model M'."""
    match = _TUNED_BEFORE.search(sentence[:start])
    if match is None:
        return None
    after = (
        (sentence.find(child, end), child) for child in (*subjects.introduced, *subjects.others)
    )
    place, child = min((pair for pair in after if pair[0] > end), default=(end, ""))
    if _YIELDS.search(sentence[end:place]):
        return Building("fine-tuned from", match["words"], child)
    return None


def _subject(before: str, subjects: _Subjects, *, noun: bool = False) -> str | None:
    """What the words are said of: a surface, "" for the paper's contribution, None for neither."""
    own = [
        *_ends(before, subjects.introduced),
        *((m.end(), 0, "") for m in _PAPER.finditer(before)),
    ]
    end, _, subject = max(own, default=(-1, 0, ""))
    if end >= 0 and not _belongs_elsewhere(before[end:], subject, noun):
        return subject
    return _right_behind(before, subjects.others)


def _right_behind(before: str, others: list[str]) -> str | None:
    """The method that the text ends with; of 'M, a new N' that is M."""
    end, length, subject = max(_ends(before, others), default=(-1, 0, ""))
    if end < 0 or not _RIGHT_BEHIND.fullmatch(before, end):
        return None
    start = end - length
    named = _APPOSED.search(before[:start])
    if named is None:
        return subject
    above = max(_ends(before[: named.start()], others), default=(-1, 0, ""))
    return above[2] if above[0] == named.start() else subject


def _belongs_elsewhere(between: str, subject: str, noun: bool) -> bool:
    """Whether the text from a subject to words for building gives them another subject."""
    if len(between) > _FARTHEST or _OTHERS.search(between):
        return True
    if noun and _PREPOSITION.search(between):
        return True
    return subject == "" and (between.strip() == "," or bool(re.search(r"[;:]", between)))


def _ends(before: str, surfaces: list[str]) -> Iterator[tuple[int, int, str]]:
    """Where the surfaces end, each with its length, so that the longer of two is the greater."""
    for surface in surfaces:
        for match in re.finditer(rf"(?<![\w-]){re.escape(surface)}(?!\w)", before):
            yield match.end(), len(surface), surface
