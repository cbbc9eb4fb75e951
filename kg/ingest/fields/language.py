"""Whether a text is English, by its script and its commonest words."""

from __future__ import annotations

import re
import unicodedata

_WORDS = {
    "English": "the of and to in is that we for with this are on by an from be as it our which can",
    "German": "der die das und in von zu den mit ist im für auf eine ein wird werden nicht sich",
    "French": "le la les de des et en un une du est que pour dans par sur nous qui avec sont",
    "Spanish": "el la los las de y en que un una del para con por se es como este al su",
    "Portuguese": "o a os as de e em que um uma do da para com por se é no na ao",
    "Italian": "il la le di e in che un una del della per con si è da nel dei sono al",
    "Dutch": "de het een en van in is dat op te met voor zijn aan niet door wordt deze er ook",
    "Turkish": "ve bir bu için ile olarak de da olan çok daha gibi en kadar sonra",
    "Polish": "w i na z do się że jest od o dla nie przez jak oraz są po który",
    "Indonesian": "yang dan di dari untuk dengan pada ini dalam adalah sebagai oleh itu",
}
_COMMON = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_ENGLISH = _COMMON["English"]
_FEWEST_WORDS = 12
"""Words of a text whose language is judged by them; a title has fewer."""

_OTHER_SCRIPT = 0.25
"""Share of letters beyond Latin and Greek from which a text is in another script: formulas and
names in English abstracts stay below a tenth."""

_ENOUGH = 0.15
"""Share of common English words from which a text is English: of abstracts it is a third."""

_LONGEST = 5000
"""Characters by which a text is judged."""

_LETTERS = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"[^\x00-\u03ff\W\d_]")


def other_language(text: str) -> str | None:
    """The script or language that a text is in; None for English, and where it is not clear.

    >>> other_language("本文提出了TideFormer，一种用于潮汐预测的轻量级模型。")
    'CJK'
    >>> other_language("We propose a transformer for tides.") is None
    True
    """
    text = text[:_LONGEST].casefold()
    words = _LETTERS.findall(text)
    foreign = _FOREIGN.findall(text)
    if foreign and len(foreign) > _OTHER_SCRIPT * sum(map(len, words)):
        return _script(foreign)
    english = sum(word in _ENGLISH for word in words)
    if len(words) < _FEWEST_WORDS or english > _ENOUGH * len(words):
        return None
    counts = {name: sum(word in known for word in words) for name, known in _COMMON.items()}
    best = max(counts, key=lambda name: counts[name])
    clear = counts[best] >= 3 and counts[best] >= 0.1 * len(words)
    return best if clear and counts[best] > 2 * english else None


def _script(letters: list[str]) -> str:
    """The script of most letters, as Unicode calls it."""
    names = [unicodedata.name(char, "?").split()[0] for char in letters]
    return max(sorted(set(names)), key=names.count)
