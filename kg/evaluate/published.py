"""Figures that others published on the official test splits, to stand beside one's own."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["PUBLISHED", "Published"]


class Published(NamedTuple):
    """F1 of a system in per cent; None where it was not given.

    ``relations`` asks for both spans and the class, ``strict`` for the spans' classes too.
    """

    system: str
    entities: float
    relations: float | None = None
    strict: float | None = None


PUBLISHED: dict[str, tuple[Published, ...]] = {
    "scierc": (
        Published("SciIE 2018 (ELMo)", 64.2, 39.3),
        Published("SciBERT tagger 2019 (110 M)", 67.6),
        Published("DyGIE++ 2019 (110 M)", 68.6, 48.7),
        Published("PURE 2021 (110 M)", 69.5, 51.5, 37.7),
        Published("PL-Marker 2022 (110 M)", 69.9, 53.2, 41.6),
        Published("HGERE 2023 (110 M)", 74.9, 55.7, 43.6),
    ),
    "scier": (Published("HGERE 2024 (110 M)", 86.85, 62.32, 61.10),),
}
"""Corpus -> systems by year, with the number of parameters of their encoder."""
