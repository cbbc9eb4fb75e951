"""The text of llms.txt: what a site has, and where its JSON is.

Source: https://llmstxt.org/
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.site.addresses import folder_of
from kg.site.site_pages import NOUNS
from kg.site.staged_graph import Record, cleaned

__all__ = ["for_models"]


def for_models(title: str, index: Record) -> Iterator[str]:
    """The lines of the file of a site with this front page."""
    yield f"# {cleaned(title)}"
    yield ""
    yield (
        f"> {index['papers']} papers, read sentence by sentence: what they introduce, use,"
        " evaluate on and report. Every page is HTML with JSON of the same name beside it."
    )
    yield ""
    yield "## Lists"
    yield ""
    for label, count in index["counts"].items():
        yield f"- [{NOUNS[label].capitalize()}]({folder_of(label)}.json): {count}"
    yield f"- [Boards](boards.json): {index['board_count']} of a data set and a metric"
    yield "- [By task](overview.json): what the papers of each task use most"
    yield "- [Gaps](gaps.json): what was tested on what, for each of the largest tasks"
    yield "- [New](new.json): the newest papers by day, with what they introduce and state"
    yield "- [Timeline](timeline.json): what was introduced in which month"
    yield "- [Newest papers](feed.xml): an Atom feed"
    yield "- [Search](search.json): every name with its page"
    yield ""
    yield "## The whole graph"
    yield ""
    for file in index["whole"]:
        yield f"- [{file['name']}]({file['name']}): {file['holds']}"
    yield ""
    yield "## Pages"
    yield ""
    yield "- claims/: one stated value each, with its sentence, offsets, paper, date and confidence"
    yield "- boards/: values that measure one thing, ranked; unsure and incomparable ones apart"
