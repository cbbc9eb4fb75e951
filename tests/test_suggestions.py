"""What an unknown name is answered with: names that are near, the much used before the rare."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.lexicon.acronyms import surface_key
from kg.lexicon.suggestions import KnownName, suggest_names, typing_distance
from tests.test_cli import run

KNOWN = [
    KnownName("Mamba", ("Mamba model",), 20),
    KnownName("Mamba-2", (), 3),
    KnownName("LoRA", ("low-rank adaptation",), 60),
    KnownName("large reasoning model", ("LRM", "LRMs"), 30),
    KnownName("reinforcement learning", ("RL",), 200),
    KnownName("model-based reinforcement learning", (), 2),
    KnownName("neural network", ("NN",), 90),
    KnownName("PPO", ("Proximal Policy Optimization",), 25),
    KnownName("Adam", (), 70),
    KnownName("BERT", (), 50),
    KnownName("BERTScore", (), 4),
    KnownName("bandit", (), 9),
    KnownName("ImageNet", (), 80),
    KnownName("Imagen", (), 2),
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mambaa", ["Mamba", "Mamba-2"]),
        ("Lra", ["LoRA"]),
        ("banana", []),
        ("reinforcement", ["reinforcement learning", "model-based reinforcement learning"]),
        ("renforcement lerning", ["reinforcement learning"]),
        ("policy optimization", ["Proximal Policy Optimization"]),
        ("adma", ["Adam"]),
        ("imagenets", ["ImageNet", "Imagen"]),
        ("nueral netwroks", ["neural network"]),
        ("BERTS", ["BERT", "BERTScore"]),
        ("xyzzy", []),
        ("q", []),
        ("--", []),
        ("", []),
    ],
)
def test_what_is_suggested(typed: str, found: list[str]) -> None:
    assert suggest_names(typed, KNOWN) == found


@given(st.text("abcdef", max_size=8), st.text("abcdef", max_size=8))
def test_the_distance_is_even_and_no_more_than_the_longer_name(one: str, other: str) -> None:
    distance = typing_distance(one, other)
    assert distance == typing_distance(other, one)
    assert (distance == 0) == (one == other)
    assert abs(len(one) - len(other)) <= distance <= max(len(one), len(other))


@given(st.sampled_from([name for name in KNOWN if len(name.name) > 4]), st.data())
def test_a_name_with_a_letter_too_many_is_found(known: KnownName, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(known.name) - 1))
    letter = data.draw(st.sampled_from("aeiou"))
    typed = f"{known.name[:place]}{letter}{known.name[place:]}"
    shown = {surface_key(name) for name in suggest_names(typed, KNOWN, limit=99)}
    assert shown & {surface_key(name) for name in (known.name, *known.spellings)}


def test_every_function_that_takes_a_name_suggests(sample_graph: Path, tmp_path: Path) -> None:
    graph = kg.open(sample_graph)
    for ask in (
        lambda: graph.show("Imagenett"),
        lambda: graph.trend("Imagenett"),
        lambda: graph.find(dataset="Imagenett"),
        lambda: graph.leaderboard(dataset="Imagenett"),
        lambda: graph.export(tmp_path / "x.html", focus="Imagenett"),
        lambda: list(graph.why("Imagenett", "ImageNet")),
        lambda: graph.merge("ImageNet", "Imagenett"),
        lambda: graph.split("Imagenett", "ImageNet"),
    ):
        with pytest.raises(kg.NotFoundError, match=r"did you mean .*'ImageNet'"):
            ask()
    with pytest.raises(kg.NotFoundError, match="did you mean 'Transformer'"):
        graph.compare("LoRA", "transfromer")
    with pytest.raises(kg.NotFoundError) as refused:
        graph.lineage("banana")
    assert "did you mean" not in str(refused.value)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("query", "benchmarks-for", "--param", "task=image clasification"),
            "no task is called 'image clasification'; did you mean 'image classification'",
        ),
        (("query", "builds-on", "--param", "method=banana"), "no method is called 'banana'; `kg"),
        (("search", "imagenett"), "nothing is called 'imagenett'; did you mean 'ImageNet'"),
    ],
)
def test_an_empty_answer_names_what_is_unknown(
    arguments: tuple[str, ...], said: str, sample_graph: Path
) -> None:
    done = run(*arguments, "--graph", str(sample_graph), cwd=sample_graph.parent)
    assert done.returncode == 0, done.stderr
    assert said in done.stderr
