"""The bed of surface forms: how well names resolve, counted against brute force."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from kg.core import names
from kg.core.errors import InputError
from kg.core.schema import ENTITY_LABELS
from kg.evaluate.resolution_bed import (
    Case,
    evaluate_bed,
    mistakes,
    read_bed,
    read_traps,
    resolved,
    wrong_traps,
)
from kg.store.directory.graph_directory import open_directory


def test_the_bed_is_large_and_every_measure_reaches_its_mark() -> None:
    cases = read_bed()
    assert len({(case.label, case.entity) for case in cases}) >= 60
    for figure in evaluate_bed(cases):
        assert figure.precision >= 0.98, figure
        assert figure.recall >= 0.85, figure
        if figure.part == "all" and figure.measure == "pairwise":
            assert figure.wanted >= 300


def test_no_trap_is_fallen_into() -> None:
    assert wrong_traps(read_bed(), read_traps()) == []


def test_pairwise_counts_are_those_of_counting_pairs() -> None:
    cases = [
        Case("Method", "a", "GPT-4"),
        Case("Method", "a", "GPT4"),
        Case("Method", "a", "Foo"),
        Case("Method", "b", "gpt 4"),
        Case("Dataset", "c", "GPT-4"),
    ]
    nodes, _ = resolved((case.label, case.mention) for case in cases)
    judged = list(zip(cases, nodes, strict=True))
    pairs = [(a, b, m == n) for (a, m), (b, n) in combinations(judged, 2) if a.label == b.label]
    all_pairs = next(f for f in evaluate_bed(cases) if (f.part, f.measure) == ("all", "pairwise"))
    assert all_pairs.found == sum(one for _, _, one in pairs)
    assert all_pairs.wanted == sum(a.entity == b.entity for a, b, _ in pairs)
    assert all_pairs.right == sum(one and a.entity == b.entity for a, b, one in pairs)
    b_cubed = next(f for f in evaluate_bed(cases) if (f.part, f.measure) == ("all", "b-cubed"))
    assert b_cubed.precision == pytest.approx((2 / 3 + 2 / 3 + 1 + 1 / 3 + 1) / 5)
    assert b_cubed.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)
    told = "\n".join(mistakes(cases))
    assert "joined as method/gpt-4" in told
    assert "parted, Method a" in told


def test_a_damaged_bed_names_its_line(tmp_path: Path) -> None:
    bed = tmp_path / "bed.tsv"
    bed.write_text("type\tentity\tmentions\nMethod\tFoo\n")
    with pytest.raises(InputError, match=r"bed\.tsv:2: not 3 columns"):
        read_bed(bed)
    bed.write_text("Gadget\tFoo\tfoo | Foo\n")
    with pytest.raises(InputError, match="not a type"):
        read_bed(bed)


def test_no_two_entities_of_the_pages_have_one_name(pages_graph: Path) -> None:
    named = [
        (node.label, names.key(str(node.properties["name"])))
        for node in open_directory(pages_graph).graph().nodes()
        if node.label in ENTITY_LABELS
    ]
    assert len(named) > 1000
    assert len(named) == len(set(named))
