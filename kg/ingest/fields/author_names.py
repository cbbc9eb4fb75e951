"""Names of authors in one string: where one ends and the next begins, and their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.ingest.fields.plain_text import read_title

__all__ = ["is_no_name", "name_of", "names_in", "ordered", "without_namesake"]

_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
_DEGREE = re.compile(
    r"(?:ph\.?\s?d|m\.?d|m\.?\s?sc|b\.?\s?sc|m\.?p\.?h|m\.?b\.?a|r\.?n|d\.?phil|dr|frcp)\.?",
    re.IGNORECASE,
)
_NO_NAME = frozenset(
    ("", "nan", "none", "null", "n/a", "unknown", "anonymous", "et al", "et al.", "others")
)
_MARKS = re.compile(
    r"(?<!\s)\s*+(?:\([^()]{0,500}\)|\[[^\[\]]{0,500}\]|<[^<>\s]{1,100}@[^<>\s]{1,100}>|[*†‡§¶¹²³⁰⁴-⁹]+)"
)
_NESTED = 3
"""Brackets within brackets: ``((1) Tide University, (2) Reed Institute)``."""

_NOTE_MARK = re.compile(r"<sup\b[^<>]*>[^<>]{0,40}</sup\s*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>|(?<=\S)\s/\s(?=\S)", re.IGNORECASE)
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]{0,200}\|)?([^\[\]|]{1,200})\]\]")
_OBJECT = re.compile(r"\bAuthor\((?:name=)?(?:'([^']{1,200})'|\"([^\"]{1,200})\")")
"""A client's object as Python prints it: ``[arxiv.Result.Author('Ada Lee')]``."""

_WIDE = str.maketrans({"，": ",", "；": ";", "、": ","})
_LEAD = re.compile(r"(?:(?:authors?|by)\s*[:：]\s*|by\s+(?=[A-Z]))", re.IGNORECASE)
_TAIL = re.compile(
    r"(?<![\s,])[\s,]*+(?:(?<!\w)et\.?\s?al\b[.\s]*|等人?|(?<=[^\W\d_])\d{1,2}(?:,\d{1,2})*)$"
)
"""Behind a name: 'et al.', or the number of an affiliation."""

_OTHERS = re.compile(r"(?<![\s,;])[\s,;]*+(?:(?<!\w)et\.?\s?al\b[.\s]*|等人?)$")
"""Behind all names: that there are more."""

_NAMESAKE = re.compile(r"(?<=[^\W\d_])\s\d{4}(?!\w)")

_INITIALS = re.compile(r"(?:[A-Z]\.?[\s-]?){1,3}")
_CAPITAL = re.compile(r"[^\W\d_a-z]")
_IDEOGRAMS = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")


def is_no_name(name: str) -> bool:
    """Whether a text stands in the place of a name, or has no letter.

    >>> is_no_name("et al."), is_no_name("-"), is_no_name("OpenAI")
    (True, True, False)
    """
    return name.casefold() in _NO_NAME or not any(map(str.isalpha, name))


def name_of(text: str) -> str:
    """The one name that a text is, as 'Given Family', without marks of notes.

    >>> name_of("Lee, Ada*"), name_of("[[Ada Lee]]"), name_of("Bo Chu 0002")
    ('Ada Lee', 'Ada Lee', 'Bo Chu')
    """
    return ordered(_bare(_plain(text)))


def names_in(text: str) -> list[str]:
    """The names of a text, each as 'Given Family': divided at semicolons, at 'and', else at
    commas that order no name.

    >>> names_in("Kamara, Ada; Lee, Bo"), names_in("Lee, A., Chu, B. C., & Day, C.")
    (['Ada Kamara', 'Bo Lee'], ['A. Lee', 'B. C. Chu', 'C. Day'])
    >>> names_in("Ada Lee (Tide University), Bo Chu, Ph.D., et al.")
    ['Ada Lee', 'Bo Chu']
    """
    if found := [one or other for one, other in _OBJECT.findall(text)]:
        return found
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and not re.search(r"[,;|，；、]|\band\b", text):
        text = ";".join(lines)
    divided = _split(_OTHERS.sub("", _plain(_BREAK.sub(";", text))))
    return [ordered(name) for piece in divided if (name := _bare(piece))]


def _plain(text: str) -> str:
    """A text without markup, notes in brackets and addresses of mail."""
    text = _WIKI_LINK.sub(r"\1", _NOTE_MARK.sub("", text))
    text = read_title(text.translate(_WIDE)).strip()
    if text[:1] + text[-1:] in ("[]", "{}", "()"):
        text = text[1:-1]
    for _ in range(_NESTED):
        text = _MARKS.sub(" ", text)
    return without_namesake(" ".join(text.split())).replace(" ,", ",")


def without_namesake(name: str) -> str:
    """A name without the number that DBLP puts behind those of namesakes.

    >>> without_namesake("Bo Chu 0002")
    'Bo Chu'
    """
    return _NAMESAKE.sub("", name)


def _bare(name: str) -> str:
    """A name without 'by' before it and what stands behind it."""
    return _TAIL.sub("", _LEAD.sub("", name, count=1).strip(" \"'")).strip(" ,")


def _split(text: str) -> list[str]:
    if ";" in text or "|" in text:
        return _filled(re.split(r"[;|]", text))
    parts = [part.strip(" ,") for part in re.split(r"(?:,|(?<!\s))\s++(?:and|&)\s+", text)]
    pieces = _joined(_filled(name for part in parts for name in part.split(",")))
    if len(parts) > 1 and all(part.count(",") == 1 for part in parts):
        return _filled(parts)
    if len(parts) == 1 and _is_one_name(pieces):
        return [text]
    if _are_pairs(pieces):
        return [", ".join(pair) for pair in zip(pieces[::2], pieces[1::2], strict=True)]
    return pieces


def _joined(pieces: Sequence[str]) -> list[str]:
    """The pieces between commas, without degrees; a suffix goes with the name before it."""
    found: list[str] = []
    for piece in pieces:
        if _DEGREE.fullmatch(piece) and found:
            continue
        if _SUFFIX.fullmatch(piece) and found:
            found[-1] += f" {piece}"
        else:
            found.append(piece)
    return found


def _is_one_name(pieces: Sequence[str]) -> bool:
    """Whether two pieces are family and given name: 'Lee, Ada' and 'Lee, A. B.' are, 'Ada Lee,
    Bo Chu' is not."""
    if len(pieces) != 2 or _IDEOGRAMS.search(pieces[0]):
        return False
    if _INITIALS.fullmatch(pieces[1]):
        return len(pieces[0].split()) <= 3
    given = pieces[1].split()
    return _is_family(pieces[0]) and (len(given) == 1 or _SUFFIX.fullmatch(given[-1]) is not None)


def _is_family(piece: str) -> bool:
    """Whether a piece is one word, particles before it aside."""
    *particles, _ = piece.split() or [""]
    return all(word.islower() for word in particles)


def _are_pairs(pieces: Sequence[str]) -> bool:
    """Whether family and given names take turns between commas, as in lists of references."""
    if len(pieces) < 4 or len(pieces) % 2 or any(map(_IDEOGRAMS.search, pieces)):
        return False
    families, given = pieces[::2], pieces[1::2]
    if not all(_is_family(name) and _CAPITAL.search(name) for name in families):
        return False
    if all(map(_INITIALS.fullmatch, given)):
        return True
    return all(len(name.split()) == 1 or _INITIALS.search(name.split()[-1]) for name in given)


def _filled(parts: Iterable[str]) -> list[str]:
    return [part.strip() for part in parts if part.strip()]


def ordered(name: str) -> str:
    """A name as 'Given Family', whichever way it was given.

    >>> ordered("Lee, Ada"), ordered("Lee, Jr., Ada"), ordered("Ada Lee")
    ('Ada Lee', 'Ada Lee Jr.', 'Ada Lee')
    """
    parts = _filled(name.split(","))
    if len(parts) == 2:
        return f"{parts[0]} {parts[1]}" if _SUFFIX.fullmatch(parts[1]) else f"{parts[1]} {parts[0]}"
    if len(parts) == 3 and (_SUFFIX.fullmatch(parts[1]) or _SUFFIX.fullmatch(parts[2])):
        suffix, given = (
            (parts[1], parts[2]) if _SUFFIX.fullmatch(parts[1]) else (parts[2], parts[1])
        )
        return f"{given} {parts[0]} {suffix}"
    return name.strip()
