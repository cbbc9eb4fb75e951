"""Records as files: each page as HTML, with a twin as JSON."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any

from kg.core import schema
from kg.core.codec import dumps
from kg.site.addresses import folder_of
from kg.site.plots.neighbours import neighbour_plot
from kg.site.plots.value_plot import pair_plot, value_plot
from kg.site.site_folder import NewSite
from kg.site.staged_graph import Record, cleaned

__all__ = ["NOUNS", "SitePages"]

SHOWN = 100
"""Rows of one section of a page; its JSON has all."""

_CHARACTER = 6.6  # pixels of a letter of a badge
_LONGEST = 60  # letters of a side of a badge

NOUNS: Mapping[str, str] = {
    **{label: f"{label.lower()}s" for label in schema.LABELS},
    schema.DATASET: "data sets",
}
"""Label -> what its nodes are called."""

_NO_FOLDER = (schema.RESULT, *schema.CATALOGUED)
_PLACES = (
    *("search", "boards"),
    *(folder_of(label) for label in schema.LABELS if label not in _NO_FOLDER),
    *("overview", "gaps", "timeline", "new"),
)
_PLACE_NAMES = {"datasets": "Data sets", "overview": "By task"}


@dataclass(frozen=True)
class SitePages:
    """What all pages of a site share, and where they are written."""

    new: NewSite
    title: str
    papers: int
    day: str | None
    sha256: str

    def write(self, place: str, template: str, record: Record, **more: object) -> None:
        """Write a page and its twin; ``place`` is from the root of the site, without suffix."""
        self.new.write(f"{place}.json", cleaned(dumps(record)) + "\n")
        near = neighbour_plot(record["name"], record.get("neighbours", ()))
        root = "../" if "/" in place else ""
        given = {"record": record, "here": place, "root": root, "near": near, **more}
        text = self._environment.get_template(f"{template}.html").render(given)
        self.new.write(f"{place}.html", cleaned(text))

    def write_board(self, place: str, record: Record) -> None:
        """Write a board; its groups get a plot where values have dates."""
        groups = [
            {
                **group,
                "plot": value_plot(
                    group["entries"], higher_is_better=group["entries"][0]["higher_is_better"]
                ),
            }
            for group in record["groups"]
        ]
        pairs = [{**pair, "plot": pair_plot(pair)} for pair in record["trade_offs"]]
        self.new.write(f"{place}.json", cleaned(dumps(record)) + "\n")
        drawn = {**record, "groups": groups, "trade_offs": pairs}
        given = {"record": drawn, "here": place, "root": "../"}
        self.new.write(
            f"{place}.html", cleaned(self._environment.get_template("board.html").render(given))
        )

    def write_badge(self, place: str, left: str, right: str) -> None:
        """Write a small picture with two words, to show elsewhere and link here."""
        words = [
            text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…" for text in (left, right)
        ]
        width, room = (round(_CHARACTER * len(text)) + 12 for text in words)
        given = {"left": words[0], "right": words[1], "width": width, "room": room}
        text = self._environment.get_template("badge.svg").render(given)
        self.new.write(f"{place}.svg", cleaned(text))

    def write_search(self, rows: list[list[str | int]]) -> None:
        """Write the page that finds names: the index is in it, for a page that is opened as a file
        may load nothing."""
        script = _source("search.js")
        text = json.dumps([NOUNS_OF_ONE, rows], ensure_ascii=False, separators=(",", ":"))
        for sign in "<>&":
            text = text.replace(sign, f"\\u{ord(sign):04x}")
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        self.write(
            "search",
            "search",
            {"kind": "search", "name": "Search", "total": len(rows), "rows": rows},
            index=cleaned(text),
            script=script,
            scripts=f"script-src 'sha256-{digest}'; ",
        )

    def write_text(self, name: str, text: str) -> None:
        """Write a file that is no page."""
        self.new.write(name, cleaned(text))

    def render(self, template: str, **given: object) -> str:
        """The text of a template that is no page."""
        return str(self._environment.get_template(template).render(given))

    @cached_property
    def _environment(self) -> Any:
        from jinja2 import Environment, PackageLoader

        environment = Environment(
            loader=PackageLoader("kg.site", "templates"), autoescape=True, auto_reload=False
        )
        site = {
            "title": self.title,
            "papers": self.papers,
            "day": self.day,
            "sha256": self.sha256,
            "places": [(place, _PLACE_NAMES.get(place, place.capitalize())) for place in _PLACES],
            "nouns": NOUNS,
            "noun": {label.lower(): noun for label, noun in NOUNS_OF_ONE.items()},
        }
        environment.globals.update(site=site, shown=SHOWN, scripts="")
        return environment


NOUNS_OF_ONE: Mapping[str, str] = {
    **{label: label for label in schema.LABELS},
    schema.DATASET: "Data set",
}
"""Label -> what one of its nodes is called."""


def _source(name: str) -> str:
    return files("kg.site").joinpath("templates", name).read_text(encoding="utf-8")
