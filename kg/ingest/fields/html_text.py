"""HTML and JATS in a text: tags removed, entities decoded."""

from __future__ import annotations

import html
import re

_INLINE = (
    "a|abbr|b|big|bold|cite|code|del|em|font|i|inline-formula|ins|italic|kbd|mark|monospace|named-content"
    "|overline|q|roman|s|sans-serif|sc|scp|small|span|strike|strong|styled-content|sub|sup|tt|u"
    "|underline|var|xref|fixed-case|ext-link|inf|math|mi|mn|mo|mrow|msub|msup|mtext|semantics|alternatives"
)
_BLOCK = (
    "abstract|abstracttext|article|blockquote|body|br|caption|dd|disp-formula|div|dl|dt|h[1-6]|hr|li"
    "|list|list-item|ol|p|pre|sec|section|table|tbody|td|th|thead|tr|ul"
)
_NAMESPACE = r"(?:[a-z][a-z0-9]{1,7}:)?"
_DROPPED = re.compile(
    rf"<!--(?:(?!<!--).)*?-->|<{_NAMESPACE}(tex-math|annotation|script|style)\b[^<>]*>"
    rf"(?:(?!<{_NAMESPACE}\1\b).)*?</{_NAMESPACE}\1\s*>",
    re.IGNORECASE | re.DOTALL,
)
_MATHML = re.compile(rf"<{_NAMESPACE}math\b", re.IGNORECASE)
_TEX = re.compile(
    rf"<{_NAMESPACE}tex-math\b[^<>]*>((?:(?!<{_NAMESPACE}tex-math\b|</).)*)</{_NAMESPACE}tex-math\s*>",
    re.IGNORECASE | re.DOTALL,
)
"""A formula of JATS that is written in LaTeX alone; beside MathML it says the same again."""

_HEADING = re.compile(
    rf"<{_NAMESPACE}(?:title|h[1-6])\b[^<>]*>\s*([^<>]*?)\s*[:.]?\s*</{_NAMESPACE}(?:title|h[1-6])\s*>"
    rf"(?:\s*<{_NAMESPACE}p\b[^<>]*>)?",
    re.IGNORECASE,
)
_POWER = re.compile(
    rf"(?<=\d)<{_NAMESPACE}sup\b[^<>]*>\s*([-−–+]?\d+)\s*</{_NAMESPACE}sup\s*>", re.IGNORECASE
)
_INLINE_TAG = re.compile(rf"</?{_NAMESPACE}(?:{_INLINE})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BLOCK_TAG = re.compile(rf"</?{_NAMESPACE}(?:{_BLOCK})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_ESCAPES = 3
"""How often entities are decoded: seen are texts that were escaped twice."""

PARAGRAPH = "\n\n"


def decode_html(text: str) -> str:
    """A text without the tags of HTML and JATS, its entities decoded, its blocks paragraphs.

    A word in angle brackets that is no such tag stays.

    >>> decode_html("R<sup>2</sup> of 0.93 (p&lt;0.01) at 10<sup>-3</sup>, with <think> tags")
    'R2 of 0.93 (p<0.01) at 10^-3, with <think> tags'
    """
    if "tex-math" in text and not _MATHML.search(text):
        text = _TEX.sub(lambda match: match[1], text)
    for _ in range(_ESCAPES):
        bare = _without_tags(text) if "<" in text else text
        decoded = _ENTITY.sub(lambda match: html.unescape(match[0]), bare)
        if decoded == text:
            break
        text = decoded
    return text


def _without_tags(text: str) -> str:
    text = _DROPPED.sub(" ", text)
    text = _HEADING.sub(_heading, text)
    text = _POWER.sub(r"^\1", text)
    return _BLOCK_TAG.sub(PARAGRAPH, _INLINE_TAG.sub("", text))


def _heading(match: re.Match[str]) -> str:
    """The heading of a section of an abstract; that it is an abstract needs no saying."""
    name = match[1]
    return PARAGRAPH if name.casefold() in ("", "abstract", "summary") else f"{PARAGRAPH}{name}: "
