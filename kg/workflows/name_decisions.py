"""Manual merge and split decisions about names and papers, and taking them back.

Every decision is a line that is added to the ledger of a graph directory; so is its withdrawal.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.core.errors import GraphError, NotFoundError
from kg.core.judgement import (
    DIFFERENT,
    SAME,
    WITHDRAWN,
    Judgement,
    NameKey,
    in_force,
    judged_pair,
    mention_of,
    person,
    split_mention,
)
from kg.core.paper_ids import paper_id, parse_paper_id
from kg.core.result_judgement import ResultJudgement, full_id, results_in_force
from kg.core.schema import PAPER
from kg.core.types import Document
from kg.graph.paper_subgraph import result_id
from kg.lexicon.acronyms import surface_key
from kg.papers.judged_results import named_entity
from kg.store.directory.graph_directory import (
    open_directory,
    record_judgements,
    writing,
)
from kg.store.directory.index.cluster_index import (
    IndexedClusters,
    cluster_node,
    name_keys_of,
    node_of,
    uses_bare,
)
from kg.store.directory.index.decision_index import WrittenForm, forms_of
from kg.store.directory.paper_versions import find_papers
from kg.workflows.name_explanations import find_named, find_pair, resolution_for
from kg.workflows.paper_decisions import judged_paper_ids, merge_papers, split_papers

__all__ = ["merge", "split", "undo"]

Place = str | os.PathLike[str]


def _judge(
    graph: Place, name: str, judgements: Sequence[tuple[str, str, str]], label: str, verdict: str
) -> None:
    by = person(name)
    with writing(graph) as directory:
        record_judgements(
            directory,
            [
                Judgement(label, left, right, 1.0, reason, by, verdict)
                for left, right, reason in judgements
            ],
        )


def merge(graph: Place, name: str, other: str, *, reason: str = "", by: str = "") -> str:
    """Judge two names the same, called by the name of ``other``, or two ids to be of one paper; the
    outcome, in a line.

    Args:
        graph: the graph directory.
        name, other: names, aliases or ids of two entities of one type; or ids of two papers.
        reason, by: why, and who judges: kept in the ledger.

    Raises:
        NotFoundError, GraphError: as `why`.
    """
    directory = open_directory(graph)
    papers = judged_paper_ids(directory, name, other)
    if papers:
        return merge_papers(graph, *papers, reason=reason, by=by)
    left, right = find_pair(directory, name, other)
    if left.id == right.id:
        forms = {w.form for w in forms_of(directory.index, name_keys_of(directory.index, left.id))}
        keys = {surface_key(name), surface_key(other)} & forms - {surface_key(left.name)}
        if keys:  # Kept, so that no rule parts them and none asks again.
            _judge(graph, by, [(key, left.name, reason) for key in sorted(keys)], left.label, SAME)
        return f"{name} and {other} are one already: {left.name}  [{left.id}]"
    pairs = [(left.unit.key, right.name, reason)]
    if surface_key(right.name) != right.unit.key:  # Papers spell the name out.
        pairs.append((right.unit.key, right.name, reason))
    _judge(graph, by, pairs, left.label, SAME)
    found = resolution_for(open_directory(graph), left.unit, right.unit)
    if found.of[left.unit] == found.of[right.unit]:
        entity = found.entities[found.of[right.unit]]
        return f"{name} and {other} are one: {entity.name}  [{entity.id}]"
    return f"{name} and {other} stay two: another judgement keeps them apart (kg why, kg undo)"


def split(
    graph: Place,
    name: str,
    surface: str,
    *,
    paper: str | None = None,
    reason: str = "",
    by: str = "",
) -> str:
    """Judge a spelling of a node, or what one paper means by it, to be another entity; or an id to
    be of another paper.

    What papers themselves read as one entity is parted too, in every later reading of them.

    Args:
        graph: the graph directory.
        name: name, alias or id of an entity; or the id of a paper.
        surface: one of its names or aliases: the other entity; or the id of another paper.
        paper: the only paper that the decision is about: arXiv id, DOI, id or title.
        reason, by: why, and who judges: kept in the ledger.

    Raises:
        NotFoundError, GraphError: as `why`; or the spelling is none of the node's own.
    """
    directory = open_directory(graph)
    papers = None if paper else judged_paper_ids(directory, name, surface)
    if papers:
        return split_papers(graph, *papers, reason=reason, by=by)
    paper = next(iter(sorted(find_papers(directory.index, paper))), paper) if paper else None
    key = surface_key(surface)
    node = find_named(directory, name, form=key)
    units = name_keys_of(directory.index, node.id)
    written = forms_of(directory.index, units)
    called = {surface_key(name), surface_key(node.name)}
    together = _read_together(written, key, called, paper)
    apart = mention_of(key, paper) if paper else key
    rest = {unit.key for unit in units if unit.key != apart}
    rest |= {form for forms in together.values() for form in forms}
    rest.discard(key if together or paper is None else "")
    if not rest or not (together or NameKey(node.label, key) in units):
        forms = {w.form: w.surface for w in sorted(written, key=lambda w: w.is_name)}
        shown = ", ".join(sorted(forms.values())) or node.name
        raise GraphError(f"{surface!r} cannot be split from {node.name}, which is: {shown}")
    if paper and not together and not uses_bare(directory.index, node.label, key, paper):
        raise GraphError(
            f"{paper!r} names nothing {surface!r} (a short name that it spells not out)"
        )
    _judge(graph, by, [(apart, other, reason) for other in sorted(rest)], node.label, DIFFERENT)
    others = {NameKey(node.label, other) for other in rest}
    return _parted(graph, NameKey(node.label, apart), others, surface, min(together, default=None))


def _read_together(
    written: Iterable[WrittenForm], key: str, called: set[str], only: str | None
) -> dict[str, set[str]]:
    """The papers that read a form as one with other names -> the keys that it is to part from.

    These are the name of the entity there, and what the node is called where that is a form, too.
    """
    entities: dict[tuple[str, str], list[WrittenForm]] = {}
    for each in written:
        if only in (None, each.paper):
            entities.setdefault((each.paper, each.key), []).append(each)
    found: dict[str, set[str]] = {}
    for (paper, _), forms in entities.items():
        keys = {each.form for each in forms}
        names = {each.form for each in forms if each.is_name} | (called & keys)
        if key in keys and names - {key}:
            found.setdefault(paper, set()).update(names - {key})
    return found


def _parted(
    graph: Place, apart: NameKey, others: set[NameKey], surface: str, paper: str | None
) -> str:
    """What a spelling is after its split, in a line.

    Args:
        graph: the graph directory.
        apart, others: the name that was split off, and those that it was split from.
        surface: the spelling.
        paper: one that had read it as a form of another name; None where none had.
    """
    directory = open_directory(graph)
    identifier = node_of(directory.index, apart)
    if paper is not None:
        read = directory.paper(paper)
        found = named_entity(read.entities if read else (), apart.label, surface)
        clusters = IndexedClusters(directory.index)
        identifier = clusters.node_id(found, paper) if found is not None else None
    if identifier is None or identifier in {node_of(directory.index, other) for other in others}:
        undo(graph)
        raise GraphError(f"{surface!r} stands nowhere by itself in a paper: nothing is split")
    shown = cluster_node(directory.index, apart.label, identifier)
    name = shown.properties["name"] if shown else surface
    return f"{surface} is now {name}  [{identifier}]"


def undo(
    graph: Place, name: str | None = None, other: str | None = None, *, by: str = ""
) -> list[str]:
    """Take back the last manual decision, or one about two names, two papers or a result; what it
    was.

    All that was decided at once is taken back at once.

    Args:
        graph: the graph directory.
        name, other: two names, or the ids of two papers; or the id of a result, alone.
        by: who takes it back: kept in the ledger.

    Raises:
        NotFoundError: there is nothing to take back.
    """
    who = person(by)
    open_directory(graph)
    with writing(graph) as directory:
        ledger = [*directory.judgements(), *directory.paper_judgements()]
        held = [j for j in in_force(ledger) if j.personal]
        results = results_in_force(directory.result_judgements())
        times = {j.time for j in held} | {j.time for j in results}
        if name is not None and other is not None:
            times = {j.time for j in held if _is_about(j, name, other)}
        elif name is not None:
            times = {j.time for j in results if full_id(name) in _ids(j)}
        last = max(times, default=None)
        if last is None:
            raise NotFoundError("there is no manual decision in force: nothing to undo")
        names = [j for j in held if j.time == last]
        judged = [j for j in results if j.time == last]
        back = [_withdrawn(j, who) for j in names] + [_withdrawn(j, who) for j in judged]
        record_judgements(directory, back)
    shown = [f"{j.left} {'=' if j.verdict == SAME else 'is not'} {j.right}" for j in names]
    return shown + [f"{j.id} is {j.verdict}" for j in judged]


def _is_about(judgement: Judgement, name: str, other: str) -> bool:
    """Whether a decision is on two names, or on the ids of two papers."""
    if judgement.label == PAPER:
        given = {paper_id("", text) if parse_paper_id(text) else text for text in (name, other)}
        return given == {judgement.left, judgement.right}
    keys = {surface_key(name), surface_key(other)}
    return set(map(_bare_key, judged_pair(judgement))) == keys


def _ids(judgement: ResultJudgement) -> set[str]:
    """The id of a judged result as it was, and the one that it has since."""
    if judgement.reading is None:
        return {judgement.id}
    return {judgement.id, result_id(Document(judgement.paper, "", ""), judgement.reading)}


def _withdrawn(judgement: Judgement | ResultJudgement, by: str) -> Judgement | ResultJudgement:
    if isinstance(judgement, Judgement):
        return replace(judgement, reason="undone", by=by, verdict=WITHDRAWN, time="")
    return replace(
        judgement, reading=None, changed=(), reason="undone", by=by, verdict=WITHDRAWN, time=""
    )


def _bare_key(unit: NameKey) -> str:
    return split_mention(unit.key)[0]
