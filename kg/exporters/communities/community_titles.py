"""What a community is called: what it has more often than the rest of the graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

from kg.core import schema

__all__ = ["COMMON_TITLE", "REST_TITLE", "community_titles"]

COMMON_TITLE = "Common terms"
REST_TITLE = "Small groups"

_WORDS = 2
"""Names in a title."""

_PRIOR = 10.0
"""Counts that every name is given in advance, in the proportions of the whole graph."""

_SURE = 1.28
"""Standard deviations above the rest from which a task leads the title: one in ten by chance."""

_TITLED = (schema.TASK, schema.METHOD, schema.DATASET)
_LONGEST = 34


def community_titles(
    groups: Sequence[Sequence[str]],
    links: Iterable[tuple[str, str]],
    *,
    names: Mapping[str, str],
    labels: Mapping[str, str],
) -> tuple[str, ...]:
    """A title for each group: its most characteristic task, then method or data set.

    ``links`` are (paper, entity). A name is characteristic by the log-odds of its links inside
    against outside, in standard deviations, with the whole graph as prior: neither what is common
    everywhere nor what occurs once gets far.

    Source: Monroe, Colaresi and Quinn, Fightin' Words, Political Analysis 2008, equations 16 and
    22.
    """
    of = {node: number for number, group in enumerate(groups) for node in group}
    inside: list[Counter[str]] = [Counter() for _ in groups]
    whole: Counter[str] = Counter()
    for paper, entity in links:
        if labels.get(entity) in _TITLED and paper in of:
            inside[of[paper]][entity] += 1
            whole[entity] += 1
    titles: list[str] = []
    used: set[str] = set()
    for counts, group in zip(inside, groups, strict=True):
        scores = {n: z for n, z in _scores(counts, whole).items() if n not in used}
        chosen = _chosen(scores, names, labels) or [group[0]]
        used.update(chosen)
        titles.append(" · ".join(_short(names[each]) for each in chosen))
    return tuple(titles)


def _scores(counts: Counter[str], whole: Counter[str]) -> dict[str, float]:
    """The z-score of each name inside against outside."""
    total, all_links = counts.total(), whole.total()
    scores = {}
    for name, count in counts.items():
        prior = _PRIOR * whole[name] / all_links
        one, other = count + prior, whole[name] - count + prior
        rest = all_links - total + _PRIOR - other
        odds = log(one / (total + _PRIOR - one)) - log(other / max(rest, _PRIOR))
        scores[name] = odds / sqrt(1 / one + 1 / other)
    return scores


def _chosen(
    scores: Mapping[str, float], names: Mapping[str, str], labels: Mapping[str, str]
) -> list[str]:
    ranked = sorted(scores, key=lambda each: (-scores[each], names[each], each))
    task = next((n for n in ranked if labels[n] == schema.TASK and scores[n] > _SURE), None)
    chosen = [task] if task else []
    for each in ranked:
        if len(chosen) < _WORDS and each not in chosen and _differs(names[each], names, chosen):
            chosen.append(each)
    return chosen


def _differs(name: str, names: Mapping[str, str], chosen: Iterable[str]) -> bool:
    """Whether a name says something that the chosen do not: no part of them, nor they of it."""
    own = name.casefold()
    return all(own not in (o := names[each].casefold()) and o not in own for each in chosen)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"
