"""Which tables hold results, and which hold statistics, settings, or no values of a paper."""

from __future__ import annotations

import re

from kg.core.paper_tables import Table

__all__ = ["is_result_table"]

_CAPTION, _OPENING = 120, 60
"""Characters of a caption in which it says what the table is."""
_OTHER = re.compile(
    r"\b(?:statistics|hyper-?\s?parameters?|configurations?"
    r"|summary of (?:\w+ ){0,4}data(?: ?sets?)?|data ?sets? used|splits|details of|notations?"
    r"|architectur\w+ (?:details|of)|symbols|dimensions (?:for|of)|maximum path"
    r"|training (?:configuration|details|settings)|data structure|sizes of|examples?|number of"
    r"|distribution of|overview|characteristics of|most common|lengths (?:for|of)|p-values?"
    r"|u test|significance tests?|counts? of|list of)\b",
    re.IGNORECASE,
)
_RESULTS = re.compile(
    r"\b(?:results?|performance|comparison|compar\w+|ablation|scores?|accurac\w+)\b", re.IGNORECASE
)


def is_result_table(table: Table) -> bool:
    """Whether a table holds values that the paper measured or quotes, by its caption."""
    is_other = _OTHER.search(table.caption[:_CAPTION]) is not None
    return not is_other or _RESULTS.search(table.caption[:_OPENING]) is not None
