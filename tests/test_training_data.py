"""Labels of all kinds, made into windows with labelled spans."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

from kg.core.errors import InputError
from kg.core.names import title_fold, title_key
from kg.core.types import Document
from kg.nlp.mentions.pair_head import WordSpan
from kg.nlp.mentions.wordpieces import WordPieces
from kg.train.labels.labelled_papers import LabelledEntity, LabelledPaper, LabelledResult
from kg.train.labels.labelled_spans import find_occurrences
from kg.train.networks import corpora, paper_examples
from kg.train.networks.examples import HEADS, PAIR_HEADS, WIDEST, Example

TEXT = Document(
    "title:1",
    "TidalNet for Image Classification",
    "We train TidalNet, a tidal network (TN). Image classification with a TN needs a network.",
)


@pytest.fixture(scope="module")
def pieces() -> WordPieces:
    """A vocabulary of letters: a word of n letters is n pieces."""
    tokenizers = pytest.importorskip("tokenizers", reason="comes with the mention model")
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    names = ["[PAD]", "[UNK]", *alphabet, *(f"##{letter}" for letter in alphabet)]
    model = import_module("tokenizers.models").WordPiece(
        {name: index for index, name in enumerate(names)}, unk_token="[UNK]"
    )
    return WordPieces(tokenizers.Tokenizer(model))


def labelled(*entities: LabelledEntity) -> LabelledPaper:
    return LabelledPaper(TEXT, entities)


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
    assert [text[start:end] for start, end in find_occurrences(text, surface)] == found


def test_every_occurrence_is_labelled_in_both_fair_types(pieces: WordPieces) -> None:
    paper = labelled(
        LabelledEntity("Method", "TidalNet", (), "introduces"),
        LabelledEntity(
            "Task",
            "Image Classification",
            ("Image classification",),
            "addresses",
            other_type="Method",
        ),
        LabelledEntity("Method", "network", (), "mentions", core=False),
    )
    (example,) = paper_examples.make_paper_examples([paper], pieces)
    assert spelled(example) == {
        ("TidalNet", "Method"),
        ("Image Classification", "Task"),
        ("Image Classification", "Method"),
        ("Image classification", "Task"),
        ("Image classification", "Method"),
        ("network", "optional Method"),
    }


def test_a_name_inside_a_longer_one_is_unknown_where_it_also_stands_free(
    pieces: WordPieces,
) -> None:
    paper = labelled(
        LabelledEntity("Method", "tidal network", ("TN",), "introduces"),
        LabelledEntity("Method", "network", (), "mentions"),
    )
    (example,) = paper_examples.make_paper_examples([paper], pieces)
    starts = [example.window.words[place].start for place, _ in example.unknown]
    assert [TEXT.text[start:].split()[0] for start in starts] == ["network"]
    assert ("network", "Method") in spelled(example)


RESULTS = Document(
    "title:2",
    "TidalNet",
    "TidalNet wins. TidalNet has 81.2% accuracy on ShoreSet, 1.2 more than LakeNet (80.0%).",
)
STATED = LabelledPaper(
    RESULTS,
    (
        LabelledEntity("Method", "TidalNet", (), "introduces"),
        LabelledEntity("Method", "LakeNet", (), "compares"),
        LabelledEntity("Dataset", "ShoreSet", (), "evaluates_on"),
    ),
    (
        LabelledResult("81.2%", {"method": "TidalNet", "dataset": "ShoreSet"}, "80.0%"),
        LabelledResult("1.2", {"method": "TidalNet", "baseline": "LakeNet"}),
    ),
)


def test_each_mention_carries_the_role_of_its_entity(pieces: WordPieces) -> None:
    (example,) = paper_examples.make_paper_examples([STATED], pieces)
    classes, words = HEADS["papers"], example.window.words
    found = [(words[place].text, classes[role]) for place, _, _, role in example.roles]
    assert sorted(set(found)) == [
        ("LakeNet", "compares"),
        ("ShoreSet", "evaluates_on"),
        ("TidalNet", "introduces"),
    ]
    assert len(found) == 5


def test_a_value_is_paired_with_mentions_and_other_values(pieces: WordPieces) -> None:
    (example,) = paper_examples.make_paper_examples([STATED], pieces)
    words = example.window.words

    def spelled_out(place: WordSpan) -> str:
        return RESULTS.text[words[place.first].start : words[place.last].end]

    found = {
        (spelled_out(first), spelled_out(second), PAIR_HEADS["papers"][kind])
        for first, second, kinds in example.pairs
        for kind in kinds
    }
    assert found == {
        ("81.2%", "TidalNet", "method"),
        ("81.2%", "ShoreSet", "dataset"),
        ("81.2%", "80.0%", "baseline_value"),
        ("1.2", "TidalNet", "method"),
        ("1.2", "LakeNet", "baseline"),
    }
    # Only the mention in the value's own sentence is known to fill its slot.
    starts = [words[second.first].start for first, second, kinds in example.pairs if kinds]
    assert min(starts) > RESULTS.text.index("wins")


def test_a_fold_is_of_the_title_alone() -> None:
    assert title_fold("A Title: Here", 5) == title_fold("a  title -- here", 5)
    assert {title_fold(f"Paper {n}", 3) for n in range(40)} == {0, 1, 2}


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


SENTENCES = (
    {"doc": "a", "tokens": ["Tides", "win"], "entities": []},
    {"doc": "a", "tokens": ["We", "use", "C++11", "."], "entities": [[2, 3, "Method"]]},
    {"doc": "b", "tokens": ["Other"], "entities": [[0, 1, "Task"]]},
)


def test_sentences_of_a_document_share_a_window(tmp_path: Path, pieces: WordPieces) -> None:
    sentences = list(corpora.read_sentences(write(tmp_path / "c.jsonl", *SENTENCES)))
    built = corpora.corpus_examples(sentences, "scirex", pieces)
    assert [example.paper for example in built] == ["a", "b"]
    assert [spelled(example) for example in built] == [
        {("C + + 11", "Method")},
        {("Other", "Task")},
    ]
    assert len(corpora.corpus_examples(sentences, "scirex", pieces, most=4)) == 3


def test_entities_of_a_sentence_are_paired_both_ways(tmp_path: Path, pieces: WordPieces) -> None:
    row = {
        "doc": "a",
        "tokens": ["Tides", "need", "boats"],
        "entities": [[0, 1, "Task"], [2, 3, "Method"]],
        "relations": [[2, 3, 0, 1, "USED-FOR"]],
    }
    read = corpora.read_sentences(write(tmp_path / "c.jsonl", row))
    (example,) = corpora.corpus_examples(read, "scierc", pieces)
    found = {(first.first, second.first, kinds) for first, second, kinds in example.pairs}
    assert found == {(0, 2, ()), (2, 0, (PAIR_HEADS["scierc"].index("USED-FOR"),))}


def test_documents_of_known_titles_are_left_out(tmp_path: Path) -> None:
    sentences = corpora.read_sentences(write(tmp_path / "c.jsonl", *SENTENCES))
    assert [s.document for s in corpora.drop_documents(sentences, {title_key("Tides win")})] == [
        "b"
    ]


def test_a_class_that_a_head_lacks_is_reported(tmp_path: Path, pieces: WordPieces) -> None:
    sentences = list(corpora.read_sentences(write(tmp_path / "c.jsonl", *SENTENCES)))
    with pytest.raises(InputError, match="'Method' is none of TASK"):
        corpora.corpus_examples(sentences, "tdmsci", pieces)


def test_a_span_that_is_too_wide_is_left_out(tmp_path: Path, pieces: WordPieces) -> None:
    row = {"doc": "a", "tokens": ["x"] * (WIDEST + 1), "entities": [[0, WIDEST + 1, "Task"]]}
    (example,) = corpora.corpus_examples(
        corpora.read_sentences(write(tmp_path / "c.jsonl", row)), "scirex", pieces
    )
    assert example.spans == ()
