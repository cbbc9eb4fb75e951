r"""Titles and abstracts as read: what the text of a `Document` is, and all offsets refer to.

A source writes a text with line breaks of its own, with HTML or JATS, Markdown, LaTeX. As read it
has none of these:

- a single line break within a paragraph is a blank, and so are a literal ``\n``, CR LF, a form
  feed; a word that a hyphen divides at the end of a line keeps the hyphen alone, and one that is
  cut in two is whole;
- paragraphs, items of a list and rows of a table are divided by a blank line;
- marks and tags are gone, entities, accents and macros of text are the characters they stand for.

Only listing pages and the records of `kg extract` are taken as they stand.
"""

from __future__ import annotations

import re
import unicodedata

from kg.ingest.fields.html_text import PARAGRAPH, decode_html
from kg.ingest.fields.latex_text import decode_latex
from kg.ingest.fields.markdown_text import decode_markdown
from kg.lexicon.word_counts import is_common_word

_BREAKS = re.compile(r"\r\n?|[\f\v\x1c-\x1e\x85\u2028]|\n?\u2029")
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1b\x1f\x7f]")
_BLANKS = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_LITERAL = re.compile(
    r"(?:\\r)?\\n(?=[A-Z0-9\s\\•*(\[\"“-]|$)|(?<=[\w.,;:!?)\]])(?:\\r)?\\n(?=([a-z]*))"
)
_NUMBERED = re.compile(
    r"(?<=[.!?])\n(?=[^\S\n]*\(?(?:\d{1,2}|[ivx]{1,4}|[a-e])\)\s)"
    r"|(?<=[.:;!?])\n(?=[^\S\n]*\d{1,2}\.\s)"
)
"""A numbered item behind a sentence or a colon: elsewhere a line only begins with its number."""

_DASHED = re.compile(r"^[^\S\n]*[-*+•‣▪◦–]\s", re.MULTILINE)
_INDENTED = re.compile(r"\n(?=[^\S\n]{2,}\S)")
_SECTION = re.compile(
    r"(?:^|\n)[^\S\n]*((?:introduction|background|context|objectives?|aims?|purpose|motivation|methods?"
    r"|materials and methods|design|results?|findings|discussion|conclusions?|significance"
    r"|interpretation|keywords?)[.:]?)[^\S\n]*(?=\n)",
    re.IGNORECASE,
)
_HYPHEN = re.compile(r"(?<=[^\W\d_])-\n[^\S\n]*(?=[^\W_])(?!(?:and|or|to|versus|vs)\b)")
_BREAK = re.compile(r"(?<![^\S\n])[^\S\n]*+\n[^\S\n]*+")
_TORN = re.compile(r"(?<![\w/.'’-])([A-Za-z]+)\n(?=([a-z][A-Za-z]*))")
_SHORT_WORDS = frozenset(
    (
        *("a", "i", "of", "in", "on", "an", "is", "we", "by", "or", "as", "at", "be", "it", "no"),
        *("if", "so", "do", "my", "us", "up", "to", "he", "me", "vs", "et", "al", "am", "go"),
    )
)
"""Words that are too short for the table of common words."""


_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_LABEL = re.compile(
    r"\s*+(?:#+\s*+|\*\*)?abstract[^\S\n]*+(?:\*\*[^\S\n]*+)?(?:[:.—–-]+(?:\*\*)?\s*|\n\s*"
    r"|(?<=\s)(?=(?-i:We|This|The|In|An?|It|Our|These|There|As|To|For|Although|While|Recent|Here"
    r"|Background|Objectives?|Purpose|Aims?|Introduction|Many|Most|With|Over|However|Despite)\s))",
    re.IGNORECASE,
)
"""What is written before an abstract; 'Abstract interpretation' begins one."""

_BEFORE_TITLE = re.compile(
    r"(?:\[\d{4}\.\d{4,5}(?:v\d+)?\]|\[PDF\]|\[HTML\]|Paper page -)\s+(?=\S)"
)
_BEHIND_TITLE = re.compile(
    r"(?<!\s)\s*+(?:\.?\s*\(arXiv:[^()\s]{4,40}(?:\s+\[[^\[\]]{1,40}\])?(?:\s+[A-Z -]{1,20})?\)"
    r"|\|\s(?:OpenReview|IEEE (?:Conference Publication|Journals & Magazine)(?:\s\|\sIEEE Xplore)?)"
    r"|-\sACL Anthology)$"
)
"""What feeds of arXiv and titles of web pages have around the title of a paper."""


def read_paper_title(text: str) -> str:
    """The title of a paper as read, without what feeds and pages put around it.

    >>> read_paper_title("On Tides. (arXiv:2401.00001v1 [cs.CL])")
    'On Tides'
    >>> read_paper_title("[2401.00001] On Tides")
    'On Tides'
    """
    title = read_title(text)
    bare = _BEHIND_TITLE.sub("", _without_lead(title))
    return bare or title


def read_title(text: str) -> str:
    r"""A title as read: one line, without markup.

    >>> read_title("{TideMesh}:\n  Answers for <i>Tides</i> &amp; Reeds")
    'TideMesh: Answers for Tides & Reeds'
    """
    return " ".join(_unwrapped(_decoded(text.strip())).split())


def read_abstract(text: str) -> str:
    r"""An abstract as read: paragraphs, divided by a blank line, without markup.

    >>> read_abstract("  We propose a Long Short-\nTerm net for\r\ntides.\n\nIt\fworks.")
    'We propose a Long Short-Term net for tides.\n\nIt works.'
    """
    decoded = _decoded(_with_paragraphs(_unlabelled(text)))
    paragraphs = (_unwrapped(part) for part in _EMPTY_LINES.split(decoded))
    return PARAGRAPH.join(part for part in paragraphs if part)


def _without_lead(title: str) -> str:
    lead = _BEFORE_TITLE.match(title)
    return title[lead.end() :] if lead else title


def _unlabelled(text: str) -> str:
    """An abstract without the word 'Abstract' before it."""
    label = _LABEL.match(text)
    return text[label.end() :] if label and text[label.end() :].strip() else text


def _decoded(text: str) -> str:
    text = decode_html(_BREAKS.sub("\n", text))
    text = _literal_breaks(_BREAKS.sub("\n", text))
    text = _INVISIBLE.sub("", decode_latex(decode_markdown(text)))
    return text if text.isascii() else unicodedata.normalize("NFC", text.translate(_LIGATURES))


def _literal_breaks(text: str) -> str:
    r"""A text with each backslash and n that stands for a line break as one."""
    if "\\n" not in text:
        return text
    return _LITERAL.sub(lambda match: match[0] if _is_macro(match[1]) else "\n", text)


def _is_macro(rest: str | None) -> bool:
    r"""Whether a backslash, an n and these letters are a macro of LaTeX, such as ``\nabla``."""
    if not rest:
        return False
    return f"n{rest}" in _MACROS


_MACROS = frozenset(
    (
        *("nabla", "natural", "ncong", "ne", "nearrow", "neg", "neq", "newline", "nexists", "ngeq"),
        *("ni", "nleq", "nmid", "nobreak", "noindent", "nonumber", "normalsize", "not", "notag"),
        *("notin", "nparallel", "nsim", "nsubseteq", "nu", "nwarrow"),
    )
)


def _with_paragraphs(text: str) -> str:
    """A text as written, with a blank line where only an indent, an item or a heading stands."""
    text = _BREAKS.sub("\n", text).strip("\n")
    breaks = text.count("\n")
    listed = _DASHED.search(text)  # a list indents what goes on with an item
    if breaks and not listed and 0 < len(_INDENTED.findall(text)) < breaks:
        text = _INDENTED.sub(PARAGRAPH, text)
    return _SECTION.sub(rf"{PARAGRAPH}\1{PARAGRAPH}", _NUMBERED.sub(PARAGRAPH, text))


def _unwrapped(paragraph: str) -> str:
    text = _HYPHEN.sub("-", paragraph.strip())
    text = _TORN.sub(lambda match: match[1] if _is_torn(match[1], match[2]) else match[0], text)
    return _BLANKS.sub(" ", _BREAK.sub(" ", text)).strip()


def _is_torn(left: str, right: str) -> bool:
    """Whether a line break stands within a word, as where lines are cut at a fixed length.

    >>> _is_torn("t", "he"), _is_torn("Re", "edBed"), _is_torn("with", "in")
    (True, True, False)
    """
    if len(left) <= 2 and left.istitle() and not right.islower():
        return left.casefold() not in _SHORT_WORDS
    if not is_common_word((left + right).casefold()):
        return False
    if len(left) == 1 and left.islower() and left not in _SHORT_WORDS:
        return True
    parts = (left.casefold(), right)
    return not any(part in _SHORT_WORDS or is_common_word(part) for part in parts)
