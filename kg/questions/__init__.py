"""The questions that researchers ask, as functions: a record each answer, a sentence each record.

a graph directory, a URL, a graph in hand, an open store
    |  store_access       opened_store: whichever is given -> Store
    v
Store
    |  name_lookup        names as people type them -> ids; unknown names get suggestions
    |  query              a file under cypher/, or Cypher of the user's own -> Table
    v
rows
    |-- findings            find: which papers evaluate M on D with X, for T
    |     empty_answers       which condition fails, and the nearest questions
    |-- boards/             leaderboard: values ranked where they measure one thing
    |-- coverage            gaps: what was tested on what, and of what nothing was read
    |-- trends              trend: papers with a name, by period
    |-- statements/         compare: who is ahead; lineage: what builds on what; related work
    |-- citing_papers       cited_by: who cites a paper, and with which words
    |-- similar_papers      similar: by shared things, roles and words
    |-- result_doubts       unsure: results worth a person's judgement
    |-- name_search         search: entities and papers by words of their names
    |-- node_description    show: one node with its links and their sentences
    '-- graph_checks        stats and audit: counts, and the proof of every edge
    v
answer_records   frozen records, which pandas.DataFrame takes, or rows of them
"""

from __future__ import annotations

from kg.questions.boards.leaderboards import LeaderboardEntry, leaderboard
from kg.questions.citing_papers import CitingPaper, cited_by
from kg.questions.coverage import CoverageCell, gaps
from kg.questions.findings import FoundResult, find
from kg.questions.similar_papers import SimilarPaper, similar
from kg.questions.statements.comparisons import Comparison, compare
from kg.questions.statements.lineages import LineageLink, lineage
from kg.questions.statements.related_papers import RelatedPaper, related
from kg.questions.trends import Period, trend

__all__ = [
    "CitingPaper",
    "Comparison",
    "CoverageCell",
    "FoundResult",
    "LeaderboardEntry",
    "LineageLink",
    "Period",
    "RelatedPaper",
    "SimilarPaper",
    "cited_by",
    "compare",
    "find",
    "gaps",
    "leaderboard",
    "lineage",
    "related",
    "similar",
    "trend",
]
