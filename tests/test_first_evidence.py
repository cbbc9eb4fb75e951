"""Which sentences a large page keeps: the surest of a link, and every entity's first first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.core.types import Edge, Evidence
from kg.exporters.first_evidence import first_evidence


def link(paper: int, entity: int, *said: tuple[str, float]) -> Edge:
    evidence = tuple(Evidence(0, 1, text[:1], text, "x@1", score) for text, score in said)
    ends = ("Paper", f"p{paper}", "Method", f"method/{entity}")
    return Edge("USES", *ends, f"p{paper}", evidence)


def sentences(edges: list[Edge]) -> set[str]:
    return {each.sentence for edge in edges for each in edge.evidence}


def test_a_link_keeps_its_surest_sentence() -> None:
    edges = [link(0, 0, ("We use A.", 0.5), ("A is used.", 0.9)), link(1, 1)]
    kept = first_evidence(edges, 100)
    assert [[each.sentence for each in edge.evidence] for edge in kept] == [["A is used."], []]
    assert [edge.key for edge in kept] == [edge.key for edge in edges]


def test_every_entity_has_a_sentence_before_any_has_two() -> None:
    edges = [link(paper, 0, (f"Common {paper}.", 0.9)) for paper in range(5)]
    edges += [link(9, entity, (f"Rarity {entity}.", 0.9)) for entity in (1, 2)]
    kept = first_evidence(edges, len("Common 0.") * 3)
    assert sentences(kept) == {"Common 0.", "Rarity 1.", "Rarity 2."}


LINKS = st.lists(
    st.builds(
        link, st.integers(0, 9), st.integers(0, 9), st.tuples(st.text(max_size=9), st.just(0.5))
    )
)


@given(LINKS, st.integers(0, 60))
def test_no_more_characters_than_the_limit_and_all_that_fits(edges: list[Edge], limit: int) -> None:
    kept = first_evidence(edges, limit)
    assert sum(map(len, sentences(kept))) <= limit
    total = sum(map(len, sentences(edges)))
    if total <= limit:
        assert sentences(kept) == sentences(edges)
