"""What persons decided about papers, applied to what a model reads in them.

Records keep what was read; a decision changes what of it the graph shows, in every build.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.core.judgement import PartedNames
from kg.core.result_judgement import ResultJudgement
from kg.core.types import Extraction
from kg.papers.judged_results import judge_results
from kg.papers.name_splits import split_entities

__all__ = ["Decisions", "apply_decisions"]


@dataclass(frozen=True, slots=True)
class Decisions:
    """The names that persons parted, and what they judged of the results of one paper."""

    parted: Sequence[PartedNames] = ()
    results: Sequence[ResultJudgement] = ()


def apply_decisions(extraction: Extraction, decisions: Decisions) -> Extraction:
    """The paper under the decisions: names first, for a judged result refers to them."""
    if decisions.parted:
        extraction = split_entities(extraction, decisions.parted)
    return judge_results(extraction, decisions.results) if decisions.results else extraction
