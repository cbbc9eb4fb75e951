"""Lines of Markdown that are titles of papers: headings, items of lists, bold lines, cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.core.paper_ids import parse_paper_id

__all__ = [
    "BARE_LINK",
    "LINK",
    "TitleLine",
    "heading",
    "is_generic",
    "item",
    "names_paper",
    "opened",
]

LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*+<?([^()\s<>]++(?:\([^()\s]*+\))?+)>?[^()]*+\)"
)
BARE_LINK = re.compile(r"https?://[^\s<>()\[\]|]+")
_IMAGE = re.compile(r"!\[[^\[\]]{0,200}\]\([^()\s]{0,500}[^()]{0,100}\)")
_HEADING = re.compile(r" {0,3}(#{1,6})\s++(.*)")
_ITEM = re.compile(r"( {0,8})(?:\d{1,4}[.)]|[-*+])\s+(.*)")
_ASIDE = re.compile(
    r"\([^()\[\]]*+\[[^\[\]]*+\]\([^()]*+\)[^()\[\]]*+\)"
    r"|\[\s*+(?:\[[^\[\]]*+\]\([^()]*+\)[\s,|/]*+)++\]"
)
_GENERIC = re.compile(
    r"(?:pdf|paper|code|link|arxiv|abs|html|project|page|website|github|demo|hf|hugging ?face"
    r"|slides|video|model|dataset|data|poster|blog|read more|here|openreview|doi|bibtex|bib"
    r"|\d{4}\.\d{4,5}(?:v\d+)?|\W)+",
    re.IGNORECASE,
)
"""Texts of links that name what the link leads to, and no paper."""

_TAG = re.compile(
    r"\s*+(?:\[[^\[\]()]{1,40}\](?![(\[])|\((?=[^()]*\d)[^()\[\]]{1,40}\)|`[^`]{1,40}`|:[a-z_]{2,30}:)\s*+[-–—:]?\s*+(?=\S)"
)
"""A year, a venue or a number before a title: ``[2024]``, ``(CVPR 2024)``, ```ICML```."""

_SIGNS = re.compile(r"^[^\w\s\"'“‘«(\[<$`*_#@&+~\\.-]+\s*")
"""Pictures before a title."""

_LEADING = re.compile(
    r"\s*+(?:\*\*|__)?\s*(?:\[(?P<linked>(?:[^\[\]]|\[[^\[\]]*\])+)\]\([^()\s]*\)|(?P<bold>(?<=\*\*)[^*]+)"
    r"|[\"“](?P<quoted>[^\"“”]{8,250})[\"”])"
    r"\s*(?:\*\*|__)?(?P<rest>.*)"
)
_NUMBER = re.compile(r"^\d{1,4}[.)]\s+(?=[*\[_\"“])")
_ITALIC = re.compile(r"(?<!\*)\*([^*]{4,1000})\*(?!\*)|(?<![\w_])_([^_]{4,1000})_(?![\w_])")
_PLAIN_END = re.compile(
    r"(?<!\s)\s{1,10}[*_](?=\w)|[.?!]\s{1,10}(?=[*_A-Z\[(])|\s[–—|-]\s"
    r"|,?(?<!\s)\s{0,5}\(?\b(?:19|20)\d\d\)?\s{0,5}[.,)]"
)
"""Where a title that is not marked ends: before what says whose it is."""

_FEWEST_WORDS = 8
"""Words of a text behind a title that is an abstract; a remark has fewer."""


@dataclass(slots=True)
class TitleLine:
    """A title, the depth that it opens a section at, what stands behind it, and its links.

    ``level``: 1 to 6 for headings, 7 behind a label, 8 for items, 9 for bold lines, 0 for cells.
    """

    title: str
    level: int
    rest: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    indent: int = 0
    authors: str | None = None


def heading(line: str) -> TitleLine | None:
    """The title that a heading is."""
    match = _HEADING.fullmatch(line)
    return opened(match[2].rstrip("#").rstrip(), len(match[1])) if match else None


def item(line: str) -> tuple[int, str] | None:
    """The indent of an item of a list, and its text."""
    match = _ITEM.fullmatch(line)
    return (len(match[1]), match[2].strip()) if match else None


def is_generic(text: str) -> bool:
    """Whether the text of a link names what it leads to, and no paper."""
    return _GENERIC.fullmatch(text) is not None


_PUBLISHED = re.compile(
    r"https?://(?:[\w-]+\.)*(?:thecvf\.com|mlr\.press|neurips\.cc|nips\.cc|ieee\.org|acm\.org|aaai\.org"
    r"|ecva\.net|isca-archive\.org|sciencedirect\.com|mdpi\.com|springer\.com|usenix\.org|jmlr\.org"
    r"|ijcai\.org|roboticsproceedings\.org|bmva-archive\.org\.uk|ssrn\.com|hal\.science)/\S"
    r"|https?://\S{1,300}\.pdf$",
    re.IGNORECASE,
)
"""Pages of papers whose addresses hold no id."""


def names_paper(url: str) -> bool:
    """Whether an address is one that a paper has."""
    return parse_paper_id(url) is not None or _PUBLISHED.match(url) is not None


def opened(text: str, level: int) -> TitleLine:
    """What is bold, linked or quoted at the start of an item or a cell, else all but the links.

    >>> opened("[2024] **On Tides** [paper](https://arxiv.org/abs/2401.00001)", 8).title
    'On Tides'
    >>> opened("On Tides: A Study. *Ada Lee.* CVPR 2024. [[PDF]](https://x.example)", 8).title
    'On Tides: A Study'
    """
    text = _IMAGE.sub("", text)
    links = [match[2] for match in LINK.finditer(text)] + BARE_LINK.findall(LINK.sub("", text))
    text = _NUMBER.sub("", _SIGNS.sub("", text.strip()), count=1)
    while tag := _TAG.match(text):
        text = _SIGNS.sub("", text[tag.end() :])
    leading = _LEADING.fullmatch(text) if level in (0, 8, 9) or text.startswith("[") else None
    name = (leading["linked"] or leading["bold"] or leading["quoted"]) if leading else None
    if leading and name and not is_generic(name):
        rest = re.sub(r"^[\s:：–—|-]+", "", leading["rest"])
        prose = [rest] if _is_abstract(rest) else []
        return TitleLine(_title_text(name), level, prose, links, authors=_authors(rest))
    bare = LINK.sub(lambda m: "" if is_generic(m[1]) else m[1], _ASIDE.sub("", text))
    bare, authors = BARE_LINK.sub("", bare), None
    if level == 8 and (end := _PLAIN_END.search(bare)):
        authors = _authors(bare[end.start() :])
        mark = bare[end.start()] if bare[end.start()] in "?!" else ""
        bare = bare[: end.start()] + mark
    return TitleLine(_title_text(bare), level, links=links, authors=authors)


def _authors(text: str) -> str | None:
    """The names in italics behind a title; a venue is one word, or has a year."""
    match = _ITALIC.search(text)
    names = (match[1] or match[2]).strip(" .,") if match else ""
    several = " " in names and not any(map(str.isdigit, names)) and len(names.split()) < 100
    return names if several and not names.startswith(("Proc", "In ", "Journal")) else None


def _is_abstract(text: str) -> bool:
    """Whether what stands behind a title tells what is in it, and not whose it is and where."""
    plain = LINK.sub("", text)
    words = plain.split()
    return len(words) >= _FEWEST_WORDS and sum(word.islower() for word in words) > len(words) / 2


def _title_text(text: str) -> str:
    """A title without its number, marks of bold type, and signs at its ends."""
    text = _SIGNS.sub("", text.replace("**", "").replace("__", "").strip())
    text = re.sub(r"^\s*\d{1,4}[.)]\s+", "", text)
    return re.sub(r"(?<![\s|:·–—-])[\s|:·–—-]++$|(?<=\w)\.$", "", text.strip(' "“”')).strip()
