"""The words, ruled lines and pictures of a page, from its characters and paths, by pdfium."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from kg.ingest.pdf.pdf_content import Box, PdfPage, Rule, Word

__all__ = ["MOST_CHARACTERS", "page_content"]

MOST_CHARACTERS = 200_000
"""Characters of a page, at most: a page of a paper has 3,000 to 8,000."""

_MOST_OBJECTS = 100_000
"""Objects of a page that are searched for ruled lines, at most."""

_THIN = 2.5
"""Points: a box that is less high or wide is a ruled line."""

_SHORTEST = 4.0
"""Points: shorter lines are parts of signs and pictures."""

_GAP = 0.22
"""Width of a blank as a share of the size of the letters, at least; kerning is below it."""

_SHIFT = 0.12
"""Share of the size by which raised and lowered letters leave the baseline, at least."""

_LARGEST_PICTURE = 0.6
"""Share of a page that a form covers where it is a picture and not the page itself, at most."""

_BOLD = ("bold", "black", "heavy", "cmbx", "-medi", "semibold", "demi", "sfbx", "cmb10")
_BOLD_WEIGHT = 600
_HYPHENS = frozenset((0x02, 0xFFFE, 0xAD, 0x2010))
"""How pdfium and fonts write the hyphen at the end of a line."""

_ACCENTS = {
    "´": "\u0301",
    "`": "\u0300",
    "¨": "\u0308",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "ˇ": "\u030c",
    "˚": "\u030a",
}
_LIGATURES = range(0xFB00, 0xFB07)


@dataclass(slots=True)
class _Font:
    """Size, weight and direction of the letters of one text object."""

    size: float
    is_bold: bool
    is_level: bool


@dataclass(slots=True)
class _Glyph:
    """A character at its place; ``after_blank``: white space stands before it."""

    text: str
    x0: float
    x1: float
    y: float
    font: _Font
    after_blank: bool


def page_content(page: pdfium.PdfPage) -> PdfPage:
    """What a page shows.

    Raises:
        ValueError: it has more characters than any page has.
    """
    width, height = page.get_size()
    text = page.get_textpage()
    reading = _Reading(page, text, height)
    try:
        words = list(_words(reading.glyphs()))
    finally:
        text.close()
    rules, pictures = _drawn(page, width, height)
    turned = "".join(reading.turned)
    return PdfPage(width, height, words, rules, pictures, turned, reading.unmapped)


@dataclass(slots=True)
class _Reading:
    """A page whose characters are read in the order of the file."""

    page: pdfium.PdfPage
    text: pdfium.PdfTextPage
    height: float
    turned: list[str] = field(default_factory=list)
    unmapped: int = 0
    fonts: dict[int, _Font] = field(default_factory=dict)

    def glyphs(self) -> Iterator[_Glyph]:
        """The characters that run from left to right, in the order of the file."""
        count = raw.FPDFText_CountChars(self.text)
        if count > MOST_CHARACTERS:
            raise ValueError(
                f"a page of {count:,} characters: at most {MOST_CHARACTERS:,} are read"
            )
        blank = True
        for at in range(count):
            code = raw.FPDFText_GetUnicode(self.text, at)
            if code in (0x20, 0x09, 0x0A, 0x0D, 0xA0):
                blank = True
                continue
            if code == 0 or code == 0xFFFD or 0xD800 <= code < 0xE000:
                self.unmapped += 1
                continue
            font = self._font(at)
            sign = _sign(code)
            if not font.is_level:
                self.turned.append(sign if not blank else f" {sign}")
                blank = False
                continue
            x0, x1, y = self._place(at)
            if x1 < x0 or not math.isfinite(x0 + x1 + y):
                continue
            yield _Glyph(sign, x0, x1, y, font, blank)
            blank = False

    def _place(self, at: int) -> tuple[float, float, float]:
        box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetLooseCharBox(self.text, at, box)
        raw.FPDFText_GetCharOrigin(self.text, at, x, y)
        return box.left, box.right, self.height - y.value

    def _font(self, at: int) -> _Font:
        shown = raw.FPDFText_GetTextObject(self.text, at)
        key = ctypes.addressof(shown.contents) if shown else 0
        if key not in self.fonts:
            matrix = raw.FS_MATRIX()
            raw.FPDFText_GetMatrix(self.text, at, matrix)
            scale = math.hypot(matrix.c, matrix.d)
            size = abs(raw.FPDFText_GetFontSize(self.text, at) * (scale or 1.0))
            is_level = matrix.a > 0 and abs(matrix.b) < abs(matrix.a) / 4
            self.fonts[key] = _Font(max(size, 0.1), bool(shown) and _is_bold(shown), is_level)
        return self.fonts[key]


def _is_bold(shown: object) -> bool:
    font = raw.FPDFTextObj_GetFont(shown)
    if not font:
        return False
    name = ctypes.create_string_buffer(200)
    raw.FPDFFont_GetBaseFontName(font, name, 200)
    plain = name.value.decode("latin-1").casefold()
    return any(each in plain for each in _BOLD) or raw.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT


def _sign(code: int) -> str:
    if code in _HYPHENS:
        return "-"
    text = chr(code)
    return unicodedata.normalize("NFKC", text) if code in _LIGATURES else text


def _words(glyphs: Iterator[_Glyph]) -> Iterator[Word]:
    held: list[_Glyph] = []
    glued = False
    for glyph in glyphs:
        if held and held[-1].text in _ACCENTS and glyph.x0 < held[-1].x1 and glyph.text.isalpha():
            accent = _ACCENTS[held.pop().text]
            glyph.text = unicodedata.normalize("NFC", glyph.text + accent)
            glyph.after_blank = False
        if held:
            last, size = held[-1], held[-1].font.size
            gap, shift = glyph.x0 - last.x1, abs(glyph.y - last.y)
            is_apart = glyph.after_blank or gap > _GAP * size or gap < -size or shift > size
            if is_apart or (glyph.font is not last.font and not _is_alike(glyph, last)):
                yield _word(held, glued=glued)
                held, glued = [], not is_apart
        held.append(glyph)
    if held:
        yield _word(held, glued=glued)


def _is_alike(glyph: _Glyph, last: _Glyph) -> bool:
    """Whether two characters of different objects look like one word: kerning divides objects."""
    return (
        abs(glyph.font.size - last.font.size) < last.font.size / 20
        and glyph.font.is_bold == last.font.is_bold
        and abs(glyph.y - last.y) <= _SHIFT * last.font.size
    )


def _word(glyphs: list[_Glyph], *, glued: bool) -> Word:
    first = glyphs[0]
    return Word(
        "".join(each.text for each in glyphs),
        round(first.x0, 2),
        round(max(each.x1 for each in glyphs), 2),
        round(first.y, 2),
        round(first.font.size, 2),
        first.font.is_bold,
        glued,
    )


def _drawn(page: pdfium.PdfPage, width: float, height: float) -> tuple[list[Rule], list[Box]]:
    """Ruled lines, and the places of pictures that are drawn from other files."""
    rules: list[Rule] = []
    pictures: list[Box] = []
    edges = [ctypes.c_float() for _ in range(4)]
    for at in range(min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        drawn = raw.FPDFPage_GetObject(page, at)
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM):
            continue
        if not raw.FPDFPageObj_GetBounds(drawn, *edges):
            continue
        left, bottom, right, top = (each.value for each in edges)
        wide, high = right - left, top - bottom
        if kind == raw.FPDF_PAGEOBJ_FORM:
            if 0 < wide * high < _LARGEST_PICTURE * width * height:
                pictures.append(Box(left, right, height - top, height - bottom))
        elif min(wide, high) < _THIN and max(wide, high) >= _SHORTEST:
            rules.append(Rule(left, right, height - top, height - bottom))
    return rules, pictures
