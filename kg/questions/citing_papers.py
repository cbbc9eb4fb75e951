"""Who cites a paper, be it one that was read or one that is known by being cited alone."""

from __future__ import annotations

from dataclasses import dataclass

from kg.core.errors import NotFoundError
from kg.core.paper_ids import parse_paper_id
from kg.questions.answer_records import Answers, record_of_row
from kg.questions.query import ask
from kg.questions.store_access import Askable, opened_store

__all__ = ["CitingPaper", "cited_by"]


@dataclass(frozen=True, slots=True)
class CitingPaper:
    """A paper that cites another: at how many places, and a sentence that does.

    ``cited`` and ``cited_title`` are the paper that was asked for.
    """

    paper: str
    title: str
    date: str | None
    times: int
    sentence: str
    cited: str
    cited_title: str


def cited_by(graph: Askable, paper: str, *, limit: int = 20) -> list[CitingPaper]:
    """The papers that cite a paper, the newest first.

    Args:
        graph: a graph directory, a graph, or an open store.
        paper: id, title, or a part of a title: the first that has it.
        limit: maximum number of papers.

    Raises:
        NotFoundError: no paper that is cited is called so.
    """
    known = parse_paper_id(paper)
    with opened_store(graph) as store:
        wanted = {"paper": str(known) if known else paper, "limit": limit}
        rows = ask(store, "cited-by", wanted).records()
    if not rows:
        raise NotFoundError(
            f"{paper!r} is cited by no paper of the graph; `kg query influential` lists what is, "
            "and only full texts have citations"
        )
    return Answers(record_of_row(CitingPaper, row) for row in rows)
