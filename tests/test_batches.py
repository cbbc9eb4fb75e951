"""How a graph is cut into batches for a server, and how the two are compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.store.batches import BATCH, WAITING, batches, gone, lots, spans
from kg.store.rows import KINDS, Kind
from kg.types import Edge
from tests.test_stores import SAID, Held, paper


def test_every_row_comes_once_numbered_within_its_batch() -> None:
    edges = tuple(
        Edge(
            kind.type, kind.source, f"s{i:05}", kind.target, f"t/{kind.target}", f"p{i:05}", (SAID,)
        )
        for i in range(WAITING // 5)
        for kind in KINDS[:6]
    )
    found = list(batches(Held((paper("a"), paper("b")), edges), "name"))
    assert found[0][0] == "Paper"
    assert [row["kg"] for row in found[0][1]] == ["name", "name"]
    seen = []
    for kind, rows in found[1:]:
        assert isinstance(kind, Kind)
        assert 0 < len(rows) <= BATCH
        assert [row["number"] for row in rows] == list(range(len(rows)))
        seen += [(kind.type, row["source"], row["target"]) for row in rows]
    assert len(found) > 1 + 6
    assert sorted(map(str, seen)) == sorted(str(edge.key[:3]) for edge in edges)


@given(st.lists(st.sampled_from("abcdef")), st.sets(st.sampled_from("abcdef")))
def test_what_is_held_and_not_wanted_is_gone(held: list[str], wanted: set[str]) -> None:
    elements = [(key, str(number)) for number, key in enumerate(sorted(held))]
    left = set(gone(elements, sorted(wanted)))
    kept = [key for key, element in elements if element not in left]
    assert kept == sorted(wanted.intersection(held))


@given(st.lists(st.text(max_size=2)), st.integers(1, 5))
def test_lots_hold_every_item_in_order(items: list[str], size: int) -> None:
    cut = list(lots(items, size))
    assert [item for lot in cut for item in lot] == items
    assert all(0 < len(lot) <= size for lot in cut)


def test_spans_cover_every_paper_once() -> None:
    found = [(f"p{i:03}", "Paper", f"p{i:03}", WAITING // 10) for i in range(95)]
    cut = list(spans(found))
    assert len(cut) == 10
    assert [span.first for span in cut] == [f"p{i:03}" for i in range(0, 95, 10)]
    assert sorted(source for span in cut for source in span.sources["Paper"]) == [
        paper for paper, *_ in found
    ]
