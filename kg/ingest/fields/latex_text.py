"""LaTeX in a text: accents, escapes, macros of text and simple formulas in plain characters.

pylatexenc decodes single accents and symbols only: over a whole text it takes the rest of a line
behind a per cent sign for a comment.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text

_ARGUMENT = r"\s*\{((?:[^{}]|\{[^{}]*\})*)\}"
_KEPT = re.compile(
    r"\\(?:text(?:bf|it|tt|sc|rm|sf|sl|md|up|normal|superscript|subscript)?|emph|mbox|underline|uline"
    r"|ul|hl|math(?:rm|bf|it|sf|tt|cal|bb|scr|frak)|boldsymbol|bm|operatorname\*?|textnormal|enquote"
    rf"|lowercase|uppercase|MakeUppercase){_ARGUMENT}"
)
_HREF = re.compile(rf"\\(?:href|textcolor|hyperlink|hyperref){_ARGUMENT}{_ARGUMENT}")
_URL = re.compile(rf"\\(?:url|nolinkurl|path){_ARGUMENT}")
_DROPPED = re.compile(
    r"[~\s]{0,4}\\(?:cite[a-z]*\*?|ref|autoref|cref|Cref|eqref|label|footnotemark)"
    r"(?:\s*\[[^\]]*\]){0,2}\s*\{[^{}]*\}"
)
_FOOTNOTE = re.compile(rf"\\(?:footnote|thanks){_ARGUMENT}")
_SWITCH = re.compile(
    r"\{\s*\\(?:em|bf|it|sc|tt|sf|rm|sl|bfseries|itshape|scshape|ttfamily|small|large|tiny)"
    r"(?![a-zA-Z])\s*+([^{}]*+)\}"
)
_LONE_SWITCH = re.compile(
    r"\\(?:em|bf|it|sc|tt|sf|rm|sl|bfseries|itshape|scshape|ttfamily|small|large|Large|tiny|displaystyle"
    r"|noindent|par|newline|linebreak|protect|left|right|big|Big|xspace|centering)(?![a-zA-Z])\s?"
)
_COLOR = re.compile(r"\\color\s*+(?:\[[^\[\]]*+\]\s*+)?\{[^{}]*+\}")
_ACCENT = re.compile(
    r"\{?\\(?:[\"'`^~=.](?:\{\\?[a-zA-Z]\}|\\?[a-zA-Z])"
    r"|[cvuHkrdbt](?:\{\\?[a-zA-Z]{1,2}\}|\s+[a-zA-Z](?![a-zA-Z]))"
    r"|(?:ss|ae|AE|oe|OE|aa|AA|o|O|l|L|i|j|dh|DH|th|TH|dj|DJ|ng|NG)(?![a-zA-Z])(?:\{\}|\s(?=\w))?)\}?"
)
_SYMBOL = re.compile(r"\\([a-zA-Z]+)(?:\{\})?")
_ESCAPE = re.compile(r"\{\\([%&_#$])\}|\\([%&_#{}])")
_SPACE = re.compile(r"\\[ ,;:!]|\\\\|\\(?:quad|qquad|enspace)(?![a-zA-Z])")
_TIE = re.compile(
    r"(?<=[^\W\d])~(?=[\w\\$(\[])|(?<=[\w.,;:)\]}])~(?=[^\W\d]|[\\$(\[])|(?<=\d)~(?=[A-Z])"
)
_FORMULA = re.compile(
    r"(?<!\\)\$(?=\S)((?:[^$\\]|\\.){1,300}?)(?<=\S)\$(?!\d)"
    r"|(?<!\\)\$\s((?:[^$\\]){0,50}\\(?:[^$\\]|\\.){1,250}?)\$"
    r"|(?<!\\)\$(?=\S)([^$\s\\]{0,30}\\[a-z]+[^$\s\\]{0,30})\$(?=\d)"
    r"|\\\(((?:[^\\]|\\[^()]){1,300}?)\\\)",
    re.DOTALL,
)
"""A dollar before an amount opens no formula: none ends behind a blank,
or before a digit without a macro in it."""
_GROUPED = re.compile(
    r"(?<![\w_^\\}])\{(\w[\w\-+./:' ]*)\}(?!_)|\{([A-Za-z])\}(?=\w)|(?<=\w)\{([A-Z][\w-]*)\}"
)
_OWN = re.compile(r"(?<![\w:])\\([A-Za-z]{2,30})(?:\{\})?(?=[\s.,;:!?)\]'’~$/\\-]|$)(?:\\(?=\s))?")
_BRACED = re.compile(r"\{\\([A-Za-z]{2,30})\s*\}")
_QUOTED = re.compile(r"``([^`'\n]{1,200}(?:'[^`'\n]{1,200})*)''")
_DISPLAYED = re.compile(r"\$\$([^$]{1,300})\$\$|\\\[((?:[^\\]|\\[^\[\]]){1,300}?)\\\]")
_TIGHT = re.compile(r"\{([\w.+-])\}")
_LATEX = re.compile(r"[\\${}~]")

_PLACEHOLDERS = {
    "our method": "name method model ours ourmethod ourmodel ourname sys system methodname"
    " modelname projectname toolname sysname systemname approach framework proposed tool proj",
    "our dataset": "dataset datasetname ourdataset data benchmark benchname bench",
}
_SYMBOLS = {"textless": "<", "textgreater": ">", "textmu": "μ", "texttimes": "×", "textpm": "±"}
"""What programs write that pylatexenc does not know."""

_STANDS_FOR = {word: text for text, words in _PLACEHOLDERS.items() for word in words.split()}


def decode_latex(text: str) -> str:
    r"""A text with its LaTeX in plain characters; a formula that is not simple stays as it is.

    A macro of the authors' own that stands for a name is 'our method' or 'our dataset' where it
    says no more (``\name``), and else its name (``\HeronNet``).

    >>> decode_latex(r"{\em Tide} nets by M{\"u}ller gain $12.5\%$ over \texttt{T5}~\cite{x}")
    'Tide nets by Müller gain 12.5% over T5'
    >>> decode_latex(r"$\mathcal{O}(n)$ attention, 12.5% over T5, $\frac{1}{n} x$")
    'O(n) attention, 12.5% over T5, $\\frac{1}{n} x$'
    """
    text = _QUOTED.sub(r'"\1"', text)
    if not _LATEX.search(text):
        return text
    kept: list[str] = []
    text = _DISPLAYED.sub(lambda match: f"${(match[1] or match[2]).strip()}$", text)

    def formula(match: re.Match[str]) -> str:
        plain = _plain_formula(next(filter(None, match.groups())))
        if plain is None:
            kept.append(match[0])
            return f"\x00{len(kept) - 1}\x00"
        return plain

    text = _FORMULA.sub(formula, text)
    if _LATEX.search(text):
        text = _plain_text(text)
    return re.sub(r"\x00(\d+)\x00", lambda match: kept[int(match[1])], text)


def _plain_text(text: str) -> str:
    text = _DROPPED.sub("", text)
    text = _COLOR.sub("", _URL.sub(r"\1", _HREF.sub(r"\2", text)))
    text = _FOOTNOTE.sub(r" (\1)", text)
    text = _ACCENT.sub(lambda match: _decoded(match[0]), text)
    text = _BRACED.sub(lambda match: _symbol(match[1]) or match[0], text)
    text = _without_macros(text)
    text = _ESCAPE.sub(_escaped, _SPACE.sub(" ", text)).replace(r"\-", "").replace(r"\$", "$")
    text = _OWN.sub(_own_macro, text)
    return _ungrouped(_TIE.sub(" ", text))


def _escaped(match: re.Match[str]) -> str:
    return match[1] or match[2]


def _without_macros(text: str) -> str:
    """The text without macros for fonts; from the inside out, for they nest."""
    for _ in range(4):
        bare = _SWITCH.sub(r"\1", _KEPT.sub(r"\1", text))
        if bare == text:
            break
        text = bare
    return _LONE_SWITCH.sub("", text)


def _own_macro(match: re.Match[str]) -> str:
    name = match[1]
    return _symbol(name) or _STANDS_FOR.get(name.casefold(), name)


def _ungrouped(text: str) -> str:
    """The text without braces that only keep a word's capitals; sets and indices keep theirs."""
    for _ in range(2):
        text = _GROUPED.sub(lambda match: match[1] or match[2] or match[3], text)
    return text


def _plain_formula(source: str) -> str | None:
    """A formula in plain characters; None if it is more than names, numbers and signs."""
    text = _KEPT.sub(r"\1", source)
    text = _without_macros(_COLOR.sub("", text))
    text = _ESCAPE.sub(_escaped, _SPACE.sub(" ", text))
    text = _SYMBOL.sub(lambda match: _symbol(match[1]) or match[0], text)
    text = _TIGHT.sub(r"\1", text)
    text = re.sub(r"_\{(\w+)\}", r"_\1", text)
    simple = re.sub(r"\^\{[-+−]?\w+\}", "", text)
    return None if re.search(r"[\\{}&]", simple) else text.strip()


@cache
def _decoder() -> LatexNodes2Text:
    from pylatexenc.latex2text import LatexNodes2Text  # 50 ms; only texts with LaTeX need it

    return LatexNodes2Text(strict_latex_spaces=False)


@cache
def _decoded(fragment: str) -> str:
    """An accent with its letter as one character."""
    text = str(_decoder().latex_to_text(fragment)).strip()
    return fragment if "\\" in text else text


@cache
def _symbol(name: str) -> str:
    """The character that a macro without arguments stands for; empty where none is known."""
    from pylatexenc.latex2text import get_default_latex_context_db

    if name in _SYMBOLS:
        return _SYMBOLS[name]
    spec = get_default_latex_context_db().get_macro_spec(name)
    text = getattr(spec, "simplify_repl", None)
    return text.strip() if isinstance(text, str) and "%" not in text else ""
