"""The values of a board over time as points of a drawing; a template writes the SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import floor, log10

from kg.site.staged_graph import Record

__all__ = ["HEIGHT", "WIDTH", "pair_plot", "value_plot"]

WIDTH, HEIGHT = 720, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 16, 14, 34
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_MOST_TICKS = 6
_FIRST_YEAR, _LAST_YEAR = 1800, 2200  # a date beyond is no date of a paper


def value_plot(entries: Iterable[Record], *, higher_is_better: bool) -> Record | None:
    """Points, ticks and the line of the best value so far, in pixels; None with fewer than two
    dates, for then nothing runs over time."""
    dated = [(day, entry) for entry in entries if (day := _day(entry["date"])) is not None]
    if len({day for day, _ in dated}) < 2:
        return None
    days, levels = [day for day, _ in dated], [float(entry["level"]) for _, entry in dated]
    ticks = _ticks(min(levels), max(levels))
    low, high = min(*levels, ticks[0]), max(*levels, ticks[-1])

    def across(day: float) -> float:
        share = (day - min(days)) / (max(days) - min(days))
        return round(_LEFT + share * (WIDTH - _LEFT - _RIGHT), 1)

    def down(level: float) -> float:
        share = (level - low) / (high - low or 1.0)
        return round(HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM), 1)

    points = [
        {
            "x": across(day),
            "y": down(entry["level"]),
            "rival": entry["stands"] == "baseline",
            "title": f"{entry['shown']}, {entry['method']}, {entry['date']}",
            "page": entry["page"],
        }
        for day, entry in sorted(dated, key=lambda pair: (pair[0], pair[1]["rank"]))
    ]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": _LEFT,
        "right": WIDTH - _RIGHT,
        "bottom": HEIGHT - _BOTTOM,
        "points": points,
        "best": _best_so_far(points, higher_is_better=higher_is_better),
        "ticks": [{"y": down(tick), "text": f"{tick:g}"} for tick in ticks],
        "first": min(dated, key=lambda pair: pair[0])[1]["date"],
        "last": max(dated, key=lambda pair: pair[0])[1]["date"],
    }


def pair_plot(pair: Record) -> Record:
    """The points of a pair of metrics, with ticks for both, in pixels; the front is marked."""
    points = pair["points"]
    xs, ys = _ticks(*_span(points, "level")), _ticks(*_span(points, "other_level"))
    room = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM

    def across(level: float) -> float:
        return round(_LEFT + (level - xs[0]) / (xs[-1] - xs[0] or 1.0) * room[0], 1)

    def down(level: float) -> float:
        return round(HEIGHT - _BOTTOM - (level - ys[0]) / (ys[-1] - ys[0] or 1.0) * room[1], 1)

    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": _LEFT,
        "right": WIDTH - _RIGHT,
        "bottom": HEIGHT - _BOTTOM,
        "points": [
            {
                "x": across(point["level"]),
                "y": down(point["other_level"]),
                "front": point["front"],
                "page": point["page"],
                "title": f"{point['method']}: {point['shown']}, {point['other_shown']}",
            }
            for point in points
        ],
        "across": [{"x": across(tick), "text": f"{tick:g}"} for tick in xs],
        "down": [{"y": down(tick), "text": f"{tick:g}"} for tick in ys],
    }


def _span(points: Iterable[Record], name: str) -> tuple[float, float]:
    levels = [float(point[name]) for point in points]
    return min(levels), max(levels)


def _day(text: str | None) -> float | None:
    """An ISO date, of a day, a month or a year, as a count of days.

    >>> _day("2024-02-01"), _day("2024"), _day("soon")
    (738917.0, 738886.0, None)
    """
    parts = (text or "").split("-")
    if not all(part.isascii() and part.isdecimal() for part in parts) or len(parts) > 3:
        return None
    year, month, day = (*map(int, parts), 1, 1)[:3]
    if not (_FIRST_YEAR < year < _LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 28 + 3):
        return None
    return float(date(year, month, 1).toordinal() + day - 1)


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers around the values.

    >>> _ticks(71.2, 89.0), _ticks(2.0, 2.0)
    ([70.0, 75.0, 80.0, 85.0, 90.0], [2.0])
    """
    if low == high:
        return [low]
    rough = (high - low) / (_MOST_TICKS - 1)
    power = 10.0 ** floor(log10(rough))
    step = next(power * each for each in _STEPS if power * each >= rough)
    first = floor(low / step)
    count = -floor(-high / step) - first
    return [round((first + number) * step, 12) for number in range(count + 1)]


def _best_so_far(points: Sequence[Record], *, higher_is_better: bool) -> str:
    """The line through the best value so far, as steps; y grows downwards."""
    path, best = "", None
    for point in points:
        better = best is None or (point["y"] < best if higher_is_better else point["y"] > best)
        if better:
            path += (
                f"M{point['x']} {point['y']}" if best is None else (f"H{point['x']}V{point['y']}")
            )
            best = point["y"]
    return f"{path}H{WIDTH - _RIGHT}"
