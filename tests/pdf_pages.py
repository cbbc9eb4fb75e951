"""Papers in PDF, typeset by reportlab: two columns, tables between rules, a bibliography."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 612.0, 792.0
LEFT, RIGHT, COLUMN = 54.0, 318.0, 240.0
LEADING, SIZE = 12.0, 10.0
PLAIN, BOLD = "Times-Roman", "Times-Bold"

ABSTRACT = (
    "We propose HeronNet, a network that counts wading birds in pictures of drones. On the data set"
    " PondCount HeronNet has an F1 of 0.81 against 0.74 for a plain ResNet-50 baseline."
)
INTRODUCTION = (
    "Counting birds by hand takes days. Detectors such as RetinaNet [1] and YOLO [2, 3] find one"
    " bird after the other, which fails where they stand close together. We count what a picture"
    " shows as a whole, with maps of density as in crowd counting [4-5]."
)
REFERENCES = (
    "[1] Ada Roe and Bo Kim. Focal weights for small birds. In Proceedings of Birds, 2017.",
    "[2] Cy Moor. You look twice. arXiv preprint arXiv:1612.00001, 2016.",
    "[3] Cy Moor and Di Fen. You look a third time. Journal of Ponds, 4(2):1-9, 2018.",
    "[4] Ed Marsh. Counting crowds by maps of density. In Proceedings of Crowds, 2015.",
    "[5] Flo Tarn. Crowds on the move. Journal of Crowds, 2016.",
)
RESULTS = (
    ("Method", "Pond A", "", "Pond B", ""),
    ("", "F1", "MAE", "F1", "MAE"),
    ("RetinaNet [1]", "0.61", "9.8", "0.58", "12.4"),
    ("ResNet-50", "0.74", "6.1", "0.70", "8.8"),
    ("HeronNet (ours)", "*0.81", "*4.2", "*0.77", "*6.0"),
)


class Sheet:
    """A PDF that is being drawn; y counts from the upper edge."""

    def __init__(self, head: str = "Journal of Wading Birds", password: str | None = None) -> None:
        self.bytes = io.BytesIO()
        self.canvas = Canvas(self.bytes, (WIDTH, HEIGHT), encrypt=password, invariant=True)
        self.head, self.number = head, 0
        self._edges()

    def _edges(self) -> None:
        self.number += 1
        self.text(LEFT, 30, self.head, 8)
        self.text(WIDTH / 2, HEIGHT - 30, str(self.number), 9)

    def page(self) -> None:
        """Begin another page."""
        self.canvas.showPage()
        self._edges()

    def text(self, x: float, y: float, text: str, size: float = SIZE, font: str = PLAIN) -> None:
        """A text from x on; '*' in front makes it bold."""
        bold = text.startswith("*")
        self.canvas.setFont(BOLD if bold else font, size)
        self.canvas.drawString(x, HEIGHT - y, text.removeprefix("*"))

    def centred(self, x: float, y: float, text: str, size: float = SIZE) -> None:
        """A text with its middle at x."""
        font = BOLD if text.startswith("*") else PLAIN
        wide = self.canvas.stringWidth(text.removeprefix("*"), font, size)
        self.text(x - wide / 2, y, text, size)

    def lines(self, x: float, y: float, lines: Iterable[str], size: float = SIZE) -> float:
        """Lines below each other; the baseline below the last."""
        for line in lines:
            self.text(x, y, line, size)
            y += LEADING * size / SIZE
        return y

    def paragraph(self, x: float, y: float, text: str, hanging: float = -10.0) -> float:
        """A text of several lines, the first indented by 10 points; the baseline below it."""
        first, *rest = textwrap.wrap(text, 50)
        self.text(x + max(0.0, -hanging), y, first)
        return self.lines(x + max(0.0, hanging), y + LEADING, rest)

    def rule(self, x0: float, x1: float, y: float) -> None:
        """A level line."""
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x0, HEIGHT - y, x1, HEIGHT - y)

    def upright(self, x: float, y0: float, y1: float) -> None:
        """A line from top to bottom."""
        self.canvas.setLineWidth(0.4)
        self.canvas.line(x, HEIGHT - y0, x, HEIGHT - y1)

    def data(self) -> bytes:
        """The file."""
        self.canvas.save()
        return self.bytes.getvalue()


def booktabs(sheet: Sheet, x: float, y: float, rows: Sequence[Sequence[str]]) -> float:
    """A table of two header rows whose headings stand over two columns each; the line below it."""
    edges = [x, *(x + 85 + 38 * n for n in range(len(rows[0]) - 1))]
    end = edges[-1] + 34
    sheet.rule(x, end, y)
    for number, row in enumerate(rows):
        y += LEADING
        for col, text in enumerate(row):
            if number == 0 and col:
                if text:
                    sheet.centred(edges[col] + 36, y, text)
                    sheet.rule(edges[col], edges[col] + 72, y + 3)
            elif col:
                sheet.centred(edges[col] + 17, y, text)
            else:
                sheet.text(edges[col], y, text)
        if number == 1:
            sheet.rule(x, end, y + 4)
            y += 3
    sheet.rule(x, end, y + 4)
    return y + 4


def heron_paper(password: str | None = None) -> bytes:
    """A paper of two pages in two columns."""
    sheet = Sheet(password=password)
    sheet.centred(WIDTH / 2, 70, "HeronNet: Counting Wading Birds", 17)
    sheet.centred(WIDTH / 2, 92, "in Pictures of Drones", 17)
    sheet.centred(180, 120, "Ada Lee", 12)
    sheet.centred(430, 120, "Bo van Fen", 12)
    sheet.centred(180, 134, "University of Ponds")
    sheet.centred(430, 134, "Institute of Reeds")
    sheet.centred(LEFT + COLUMN / 2, 170, "*Abstract", 12)
    y = sheet.lines(LEFT, 190, textwrap.wrap(ABSTRACT, 50))
    sheet.text(LEFT, y + 16, "*1   Introduction", 14)
    y = sheet.paragraph(LEFT, y + 36, INTRODUCTION)
    sheet.paragraph(LEFT, y, "Our net is trained with maps of density, which need a point a bird.")
    y = sheet.lines(LEFT, 600, ["Its layers are those of ResNet-50, a well-known convolu-"])
    sheet.lines(LEFT, y, ["tional network, and its loss is a state-of-the-", "art one that we"])
    sheet.text(RIGHT, 170, "take from crowd counting without any change.")
    sheet.text(RIGHT, 200, "*2   Experiments", 14)
    y = sheet.paragraph(RIGHT, 220, "Table 1 has the results on both ponds, which Table 2 sums up.")
    y = sheet.lines(RIGHT, y + 14, ["Table 1: F1 and mean absolute error (MAE)", "on PondCount."])
    y = booktabs(sheet, RIGHT, y - 4, RESULTS)
    sheet.text(RIGHT + 10, y + 30, "HeronNet is ahead on both ponds.")
    sheet.rule(RIGHT, RIGHT + 90, 690)
    sheet.text(RIGHT + 8, 701, "1The pictures are of 2023.", 8)
    sheet.page()
    sheet.lines(LEFT, 70, ["Table 2: Sums over both ponds."])
    _grid(sheet, LEFT, 76)
    sheet.text(LEFT, 190, "*3   Conclusion", 14)
    y = sheet.paragraph(
        LEFT, 210, "Birds can be counted by density, and 10 hours of work are saved."
    )
    sheet.text(LEFT, y + 20, "*References", 14)
    y += 40
    for entry in REFERENCES[:3]:
        y = sheet.paragraph(LEFT, y, entry, hanging=16.0) + 4
    y = 70.0
    for entry in REFERENCES[3:]:
        y = sheet.paragraph(RIGHT, y, entry, hanging=16.0) + 4
    sheet.text(RIGHT, y + 20, "*A   Pictures", 14)
    sheet.paragraph(
        RIGHT, y + 40, "All pictures were taken in the morning by two drones of one kind."
    )
    return sheet.data()


def _grid(sheet: Sheet, x: float, y: float) -> None:
    """A table with lines between all of its cells."""
    edges = [x, x + 90, x + 150, x + 210]
    rows = (("Method", "F1", "Birds"), ("ResNet-50", "0.72", "-"), ("HeronNet", "0.79", "12,400"))
    for number, row in enumerate(rows):
        sheet.rule(edges[0], edges[-1], y + 16 * number)
        for col, text in enumerate(row):
            sheet.text(edges[col] + 5, y + 16 * number + 12, text)
    sheet.rule(edges[0], edges[-1], y + 48)
    for edge in edges:
        sheet.upright(edge, y, y + 48)


def written(path: Path, data: bytes) -> Path:
    """The file with these bytes."""
    path.write_bytes(data)
    return path
