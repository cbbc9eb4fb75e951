import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.text.sentences import split_sentences

ONE = [
    "We build on earlier work, e.g. Smith et al. (2019), and improve it.",
    "See Fig. 3 and Eq. 2 for the proof of the bound.",
    "Our model, i.e. a small network, beats the baseline vs. larger ones.",
    "It needs 3.5 GB of memory and 1,000.5 steps.",
    "The code is at https://example.org/a.b.c and stays there.",
    "We set $x = 1.5$ and use \\textbf{Sparrow}. without a capital after it",
    "J. K. Doe studied this.",
    "It scores 12.5 (see Sec. 4) on both.",
]


@pytest.mark.parametrize("sentence", ONE)
def test_one_sentence_stays_whole(sentence: str) -> None:
    assert split_sentences(sentence) == ((0, len(sentence)),)


MANY = [
    ("We tune it on LIBERO. π0 reaches 94.2.", ["We tune it on LIBERO.", "π0 reaches 94.2."]),
    ("It has no labels. xVerify needs none.", ["It has no labels.", "xVerify needs none."]),
    ("All run on AIME 2024. o1 solves most.", ["All run on AIME 2024.", "o1 solves most."]),
    ("First one. Second one.", ["First one.", "Second one."]),
    ("Is it so? It is! Good.", ["Is it so?", "It is!", "Good."]),
    ('He said "stop." Then he left.', ['He said "stop."', "Then he left."]),
    ("A title\nAn abstract. More.", ["A title", "An abstract.", "More."]),
    ("A title without a stop\n\nText.", ["A title without a stop", "Text."]),
    (
        "Shown by Roe et al. We extend this.",
        ["Shown by Roe et al.", "We extend this."],
    ),
    ("It gains 25\\%. $K$ steps do.", ["It gains 25\\%.", "$K$ steps do."]),
    ("We train on ImageNet. 3D models win.", ["We train on ImageNet.", "3D models win."]),
    ("Wait... Now it runs.", ["Wait...", "Now it runs."]),
    ("It has (a) one part. (b) is next.", ["It has (a) one part.", "(b) is next."]),
    ("", []),
    (" \n ", []),
]


@pytest.mark.parametrize(("text", "expected"), MANY)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == expected


@given(st.text(st.characters() | st.sampled_from(" .\n!?A1")))
def test_sentences_are_ordered_disjoint_and_lose_only_blanks(text: str) -> None:
    spans = split_sentences(text)
    ends = [0, *(end for _, end in spans)]
    gaps = [text[end:start] for end, (start, _) in zip(ends, spans, strict=False)]
    assert all(start < end for start, end in spans)
    assert "".join([*gaps, text[ends[-1] :]]).strip() == ""
    assert all("\n" not in text[start:end] for start, end in spans)
