"""Titles and abstracts as they are read: line breaks, marks and markup."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg.ingest.fields.plain_text import read_abstract, read_title


@settings(deadline=None)
@given(text=st.text("abC .,-", max_size=60) | st.from_regex(r"([a-z]{1,8} ){0,20}", fullmatch=True))
def test_plain_text_is_read_as_it_stands(text: str) -> None:
    assume(not text.lstrip().startswith("- "))  # the mark of an item
    assert read_title(text) == " ".join(text.split())
    assert read_abstract(text) == " ".join(text.split())


@settings(deadline=None)
@given(
    text=st.lists(
        st.sampled_from(
            [
                *("We", "use", "\n", "\n\n", "\r\n", "\f", "\\n", "<i>", "</i>", "&amp;", "&lt;"),
                *("**a**", "$x_1$", "\\textbf{B}", "{C}", "~", "\\cite{d}", "- item", "| a | b |"),
                *("\\%", "\u00e9"),
            ]
        ),
        max_size=12,
    ).map(" ".join)
)
def test_text_as_read_has_no_single_line_break(text: str) -> None:
    found = read_abstract(text)
    assert "\n" not in found.replace("\n\n", "")
    assert "\n" not in read_title(text)
    assert found == found.strip()


@pytest.mark.parametrize(
    ("written_as", "read_as"),
    [
        ("We do two things and\n(2) more.", "We do two things and (2) more."),
        ("In two steps:\n(1) a;\n(2) b.", "In two steps: (1) a; (2) b."),
        ("It is:\n1. one.\n2. two.", "It is:\n\n1. one.\n\n2. two."),
        ("A list:\n- one\n- two goes\n  on\n\nEnd.", "A list:\n\none\n\ntwo goes on\n\nEnd."),
        ("It ends with\n- a dash.", "It ends with - a dash."),
        ("Both inter-\nand intra-modal Short-\nTerm.", "Both inter- and intra-modal Short-Term."),
        (
            "At 8 m/s\neven so, on the Re\nedBed t\nhe end.",
            "At 8 m/s even so, on the ReedBed the end.",
        ),
        ("  We count\nbirds.\n  We also count\nreeds.", "We count birds.\n\nWe also count reeds."),
        (
            "BACKGROUND\nWe count.\nMETHODS\nBy eye.",
            "BACKGROUND\n\nWe count.\n\nMETHODS\n\nBy eye.",
        ),
        (r"It is $\nabla x$.\nOn TideBench it works.", "It is ∇ x. On TideBench it works."),
        ("It costs $5 or $10, at $\\alpha$ of 5\\%.", "It costs $5 or $10, at α of 5%."),
        ("AT&amp;T &lt;think&gt; <b>bold</b><br/>new.", "AT&T <think> bold\n\nnew."),
        ("By A* search, **bold** and `code`.", "By A* search, bold and code."),
    ],
)
def test_line_breaks_and_marks_that_mean_something_stay(written_as: str, read_as: str) -> None:
    assert read_abstract(written_as) == read_as
    assert read_abstract(read_as) == read_as
