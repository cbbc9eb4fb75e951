"""The questions that researchers ask, as functions: a record each answer, a sentence each record.

Each asks one or two of the files under ``cypher/``, of either store, and takes names as people
type them. `pandas.DataFrame` takes the lists that they return.
"""

from __future__ import annotations

from kg.questions.comparisons import Comparison, compare
from kg.questions.coverage import CoverageCell, gaps
from kg.questions.findings import FoundResult, find
from kg.questions.leaderboards import LeaderboardEntry, leaderboard
from kg.questions.lineages import LineageLink, lineage
from kg.questions.trends import Period, trend

__all__ = [
    "Comparison",
    "CoverageCell",
    "FoundResult",
    "LeaderboardEntry",
    "LineageLink",
    "Period",
    "compare",
    "find",
    "gaps",
    "leaderboard",
    "lineage",
    "trend",
]
