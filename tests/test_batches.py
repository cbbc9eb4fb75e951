"""How rows are cut into batches for a server, and how two ordered streams are compared."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from kg.store.codec.batches import Spool, batches, merge_join
from kg.store.codec.checksums import Checksum
from tests.strategies import HOSTILE


@given(st.lists(st.text(max_size=2)), st.integers(1, 5))
def test_lots_hold_every_item_in_order(items: list[str], size: int) -> None:
    cut = list(batches(items, size))
    assert [item for lot in cut for item in lot] == items
    assert all(0 < len(lot) <= size for lot in cut)


@given(st.sets(st.text(max_size=2)), st.sets(st.text(max_size=2)))
def test_every_key_of_both_sides_comes_once_in_order(wanted: set[str], held: set[str]) -> None:
    found = list(merge_join(((k, k) for k in sorted(wanted)), ((k, 1) for k in sorted(held))))
    assert [key for key, _, _ in found] == sorted(wanted | held)
    assert all((item is not None) == (key in wanted) for key, item, _ in found)
    assert all((digest is not None) == (key in held) for key, _, digest in found)


def test_what_is_set_aside_comes_back() -> None:
    with Spool() as spool:
        for text in HOSTILE:
            spool.add(text)
        assert (list(spool), spool.count) == (list(HOSTILE), len(HOSTILE))


_DIGESTS = st.lists(st.integers(-(2**63), 2**63 - 1))


@given(_DIGESTS, st.randoms())
def test_a_check_knows_no_order(digests: list[int], random: object) -> None:
    assert _check(digests) == _check(sorted(digests))


@given(_DIGESTS, st.integers(-(2**63), 2**63 - 1))
def test_a_check_sees_one_more(digests: list[int], more: int) -> None:
    assert _check([*digests, more]) != _check(digests)


@given(st.integers(-(2**63), 2**63 - 1), st.integers(-(2**63), 2**63 - 1))
def test_a_check_tells_two_digests_apart(one: int, two: int) -> None:
    assert (_check([one]) == _check([two])) == (one == two)


def _check(digests: Iterable[int]) -> Checksum:
    check = Checksum()
    for digest in digests:
        check.add(digest)
    return check
