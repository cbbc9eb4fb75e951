"""Labels of all kinds, made into windows with labelled spans."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.names import title_fold, title_key
from kg.nlp.pieces import Pieces
from kg.train import corpora, gold
from kg.train.examples import HEADS, WIDEST, Example
from kg.train.gold import LabelledEntity, LabelledPaper
from kg.types import Document

TEXT = Document(
    "title:1",
    "TidalNet for Image Classification",
    "We train TidalNet, a tidal network (TN). Image classification with a TN needs a network.",
)


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    """A vocabulary of letters: a word of n letters is n pieces."""
    tokenizers = pytest.importorskip("tokenizers", reason="comes with the mention model")
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    names = ["[PAD]", "[UNK]", *alphabet, *(f"##{letter}" for letter in alphabet)]
    model = import_module("tokenizers.models").WordPiece(
        {name: index for index, name in enumerate(names)}, unk_token="[UNK]"
    )
    return Pieces(tokenizers.Tokenizer(model))


def labelled(*entities: tuple[str, tuple[str, ...], bool, str | None]) -> LabelledPaper:
    return LabelledPaper(TEXT, tuple(LabelledEntity(*entity) for entity in entities))


def spelled(example: Example) -> set[tuple[str, str]]:
    """(surface with single blanks, class) of every labelled span."""
    words = example.window.words
    return {
        (" ".join(word.text for word in words[place : place + more + 1]), HEADS[example.head][kind])
        for place, more, kind in example.spans
    }


@pytest.mark.parametrize(
    ("surface", "found"),
    [
        ("TN", ["TN", "TN"]),
        ("network", ["network", "network"]),
        ("Image Classification", ["Image Classification", "Image classification"]),
        ("tidal net", []),
        ("(TN)", ["(TN)"]),
    ],
)
def test_surfaces_are_found_as_whole_words(surface: str, found: list[str]) -> None:
    text = TEXT.text
    assert [text[start:end] for start, end in gold.occurrences(text, surface)] == found


def test_every_occurrence_is_labelled_in_both_fair_types(pieces: Pieces) -> None:
    paper = labelled(
        ("Method", ("TidalNet",), True, None),
        ("Task", ("Image Classification", "Image classification"), True, "Method"),
        ("Method", ("network",), False, None),
    )
    (example,) = gold.examples([paper], pieces)
    assert spelled(example) == {
        ("TidalNet", "Method"),
        ("Image Classification", "Task"),
        ("Image Classification", "Method"),
        ("Image classification", "Task"),
        ("Image classification", "Method"),
        ("network", "optional Method"),
    }


def test_a_name_inside_a_longer_one_is_unknown_where_it_also_stands_free(pieces: Pieces) -> None:
    paper = labelled(
        ("Method", ("tidal network", "TN"), True, None), ("Method", ("network",), True, None)
    )
    (example,) = gold.examples([paper], pieces)
    starts = [example.window.words[place].start for place, _ in example.unknown]
    assert [TEXT.text[start:].split()[0] for start in starts] == ["network"]
    assert ("network", "Method") in spelled(example)


def test_a_fold_is_of_the_title_alone() -> None:
    assert title_fold("A Title: Here", 5) == title_fold("a  title -- here", 5)
    assert {title_fold(f"Paper {n}", 3) for n in range(40)} == {0, 1, 2}


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_labels_are_joined_to_texts_by_title(tmp_path: Path) -> None:
    entity = {"type": "Method", "name": "TN", "aliases": ["TN"], "core": True, "alt_type": None}
    path = write(tmp_path / "x.jsonl", {"title": TEXT.title.upper(), "entities": [entity]})
    (paper,) = gold.read(path, {title_key(TEXT.title): TEXT})
    assert paper == labelled(("Method", ("TN",), True, None))


@pytest.mark.parametrize("row", [{"title": "Unknown", "entities": []}, {"title": "x"}, [], 3])
def test_a_bad_label_is_reported_with_its_line(tmp_path: Path, row: object) -> None:
    path = write(tmp_path / "x.jsonl", row)
    with pytest.raises(InputError, match=r"x\.jsonl:1: "):
        list(gold.read(path, {}))


SENTENCES = (
    {"doc": "a", "tokens": ["Tides", "win"], "entities": []},
    {"doc": "a", "tokens": ["We", "use", "C++11", "."], "entities": [[2, 3, "Method"]]},
    {"doc": "b", "tokens": ["Other"], "entities": [[0, 1, "Task"]]},
)


def test_sentences_of_a_document_share_a_window(tmp_path: Path, pieces: Pieces) -> None:
    sentences = list(corpora.read(write(tmp_path / "c.jsonl", *SENTENCES)))
    built = corpora.examples(sentences, "scirex", pieces)
    assert [example.paper for example in built] == ["a", "b"]
    assert [spelled(example) for example in built] == [
        {("C + + 11", "Method")},
        {("Other", "Task")},
    ]
    assert len(corpora.examples(sentences, "scirex", pieces, most=4)) == 3


def test_documents_of_known_titles_are_left_out(tmp_path: Path) -> None:
    sentences = corpora.read(write(tmp_path / "c.jsonl", *SENTENCES))
    assert [s.document for s in corpora.without(sentences, {title_key("Tides win")})] == ["b"]


def test_a_class_that_a_head_lacks_is_reported(tmp_path: Path, pieces: Pieces) -> None:
    sentences = list(corpora.read(write(tmp_path / "c.jsonl", *SENTENCES)))
    with pytest.raises(InputError, match="'Method' is none of TASK"):
        corpora.examples(sentences, "tdmsci", pieces)


def test_a_span_that_is_too_wide_is_left_out(tmp_path: Path, pieces: Pieces) -> None:
    row = {"doc": "a", "tokens": ["x"] * (WIDEST + 1), "entities": [[0, WIDEST + 1, "Task"]]}
    (example,) = corpora.examples(corpora.read(write(tmp_path / "c.jsonl", row)), "scirex", pieces)
    assert example.spans == ()
