"""Questions of papers and methods, with the rows that `tests.fixtures_questions` gives them."""

from __future__ import annotations

from typing import NamedTuple

from kg.core.names import clean_surface
from tests.fixtures_questions import HOSTILE


class Case(NamedTuple):
    """A question with parameters, and all its rows, of which some columns are compared."""

    query: str
    given: dict[str, str]
    columns: str
    rows: list[tuple[object, ...]]


SMALL = "Quillet is a small QUILL for letter reading."
FERRY = "Quill reaches a legibility of 81.5% on LetterBench, Ferry 78.0%."
PROPOSED = "We propose Quill, short for Quick Letter Reader, for letter reading."
BUILT = "It builds on Ink Attention."
BOTH = "We compare Quill and Ferry."
FERRY_II = "Ferry II reaches a legibility of 85.0% on LetterBench, Quill 83.0%."
ASKED = "Quill: reading long letters"

PAPERS_AND_METHODS = [
    Case(
        "papers-with",
        {"ids": "method/ferry task/letter-sorting", "since": "2024-01-05"},
        "paper tests_on_data role id",
        [
            ("arxiv:2401.00001", True, "COMPARES_WITH", "method/ferry"),
            ("arxiv:2401.00003", True, "ADDRESSES", "task/letter-sorting"),
            ("arxiv:2401.00009", True, "USES", "method/ferry"),
            ("arxiv:2401.00011", False, "ADDRESSES", "task/letter-sorting"),
        ],
    ),
    Case(
        "linked-things",
        {"papers": "arxiv:2401.00001 nothing"},
        "paper role id",
        [
            ("arxiv:2401.00001", "ADDRESSES", "task/letter-reading"),
            ("arxiv:2401.00001", "COMPARES_WITH", "method/ferry"),
            ("arxiv:2401.00001", "EVALUATES_ON", "dataset/letterbench"),
            ("arxiv:2401.00001", "INTRODUCES", "method/quill"),
            ("arxiv:2401.00001", "REPORTS", "metric/legibility"),
            ("arxiv:2401.00001", "USES", "method/ink-attention"),
        ],
    ),
    Case(
        "references",
        {"limit": "2"},
        "paper title date",
        [
            ("arxiv:2401.00001", ASKED, "2024-01-05"),
            ("arxiv:2401.00002", "Two tests of a letter reader", "2024-03-10"),
        ],
    ),
    Case(
        "results-in",
        {"papers": "arxiv:2401.00008 arxiv:2401.00001 nothing"},
        "paper method_id metric task baseline_id baseline_value value",
        [
            (
                "arxiv:2401.00001",
                "method/quill",
                "legibility",
                None,
                "method/ferry",
                "78.0%",
                "81.5%",
            ),
            (
                "arxiv:2401.00008",
                "method/ferry-ii",
                "legibility",
                None,
                "method/quill",
                "83.0%",
                "85.0%",
            ),
            ("arxiv:2401.00008", "method/ferry-ii", "delay", None, None, None, "12 ms"),
        ],
    ),
    Case(
        "variants-of",
        {"ids": "method/ferry dataset/letterbench"},
        "name id",
        [("Ferry II", "method/ferry-ii")],
    ),
    Case(
        "paper-summary",
        {"paper": "arxiv:2401.00001"},
        "role name id support",
        [
            ("INTRODUCES", "Quill", "method/quill", 2),
            ("USES", "Ink Attention", "method/ink-attention", 1),
            ("COMPARES_WITH", "Ferry", "method/ferry", 1),
            ("EVALUATES_ON", "LetterBench", "dataset/letterbench", 1),
            ("REPORTS", "legibility", "metric/legibility", 1),
            ("ADDRESSES", "letter reading", "task/letter-reading", 1),
            ("FROM", "North Laboratory", "organization/north-lab", 1),
        ],
    ),
    Case(
        "paper-summary",
        {"paper": "letters in the WILD"},
        "role name sentence",
        [
            ("USES", "Quill", "We use Quill for letter sorting."),
            ("EVALUATES_ON", "LetterBench", "It is tested on LetterBench."),
            ("TRAINS_ON", "StampSet", "It is trained on StampSet."),
            ("ADDRESSES", "letter sorting", "We use Quill for letter sorting."),
        ],
    ),
    Case(
        "paper-summary",
        {"paper": "'quotes' and $paper"},
        "paper role sentence",
        [
            ("arxiv:2401.00011", "INTRODUCES", f"{HOSTILE} is a method for letter sorting."),
            ("arxiv:2401.00011", "ADDRESSES", f"{HOSTILE} is a method for letter sorting."),
        ],
    ),
    Case("paper-summary", {"paper": "A note without findings"}, "paper", []),
    Case(
        "methods-for-task",
        {"task": "Letter Reading"},
        "method papers introduced said first latest",
        [
            ("Quill", 3, 1, 0, "2024-01-05", "2024-06-01"),
            ("Ink Attention", 1, 0, 0, "2024-01-05", "2024-01-05"),
            ("Quillet", 1, 1, 0, "2024-06-01", "2024-06-01"),
        ],
    ),
    Case(
        "methods-for-task",
        {"task": "letter sorting"},
        "method papers introduced said first latest",
        [
            ("Quill", 1, 0, 1, "2024-06-01", "2024-06-01"),
            (clean_surface(HOSTILE), 1, 1, 0, "2024-08-08", "2024-08-08"),
        ],
    ),
    Case(
        "datasets-by-use",
        {},
        "dataset papers evaluated trained introduced",
        [("LetterBench", 10, 8, 1, 1), ("StampSet", 4, 3, 1, 0)],
    ),
    Case(
        "datasets-by-use",
        {"task": "letter sorting"},
        "dataset papers evaluated trained introduced",
        [("LetterBench", 1, 1, 0, 0), ("StampSet", 1, 0, 1, 0)],
    ),
    Case(
        "used-together",
        {"minimum": "4"},
        "left right papers",
        [
            ("LetterBench", "legibility", 7),
            ("LetterBench", "Quill", 6),
            ("LetterBench", "StampSet", 4),
            ("LetterBench", "letter reading", 4),
            ("StampSet", "Quill", 4),
            ("Quill", "legibility", 4),
        ],
    ),
    Case(
        "used-together",
        {"name": "fade", "minimum": "1"},
        "left right papers",
        [("Fade", "LetterBench", 2), ("Fade", "legibility", 2), ("Fade", "delay", 1)],
    ),
    Case(
        "builds-on",
        {"method": "Quill"},
        "paper introduces relation sentence",
        [
            ("arxiv:2401.00009", None, None, "Quill reaches a stampscore of 64.0 on StampSet."),
            ("arxiv:2401.00003", None, None, "We use Quill for letter sorting."),
            ("arxiv:2401.00004", "Quillet", "KIND_OF", SMALL),
            ("arxiv:2401.00002", None, None, "We test Quill twice in letter reading."),
            ("arxiv:2401.00006", None, None, "We test Quill on StampSet."),
        ],
    ),
    Case(
        "builds-on",
        {"method": "Ink Attention"},
        "paper introduces relation sentence",
        [("arxiv:2401.00001", "Quill", None, "It builds on Ink Attention.")],
    ),
    Case(
        "compare",
        {"method": "Quill"},
        "method value baseline baseline_number dataset metric higher_is_better paper",
        [
            (
                "Ferry II",
                "85.0%",
                "Quill",
                83.0,
                "LetterBench",
                "legibility",
                True,
                "arxiv:2401.00008",
            ),
            (
                "Quill",
                "81.5%",
                "Ferry",
                78.0,
                "LetterBench",
                "legibility",
                True,
                "arxiv:2401.00001",
            ),
        ],
    ),
    Case(
        "compare",
        {"method": "ferry", "other": "QUILL"},
        "method baseline paper",
        [("Quill", "Ferry", "arxiv:2401.00001")],
    ),
    Case("compare-board", {"method": "Quill"}, "method baseline", []),
    Case(
        "compare-stated",
        {"method": "FERRY"},
        "paper role other id sentence",
        [
            ("arxiv:2401.00001", "COMPARES_WITH", "Ferry", "method/ferry", FERRY),
            ("arxiv:2401.00001", "INTRODUCES", "Quill", "method/quill", PROPOSED),
            ("arxiv:2401.00001", "USES", "Ink Attention", "method/ink-attention", BUILT),
            ("arxiv:2401.00007", "COMPARES_WITH", "Ferry", "method/ferry", BOTH),
            ("arxiv:2401.00007", "COMPARES_WITH", "Quill", "method/quill", BOTH),
        ],
    ),
    Case(
        "lineage",
        {"method": "Quillet"},
        "paper role other id sentence",
        [
            ("arxiv:2401.00004", "INTRODUCES", "Quillet", "method/quillet", SMALL),
            ("arxiv:2401.00004", "USES", "Quill", "method/quill", SMALL),
        ],
    ),
    Case(
        "lineage",
        {"method": "Ink Attention"},
        "paper role other",
        [
            ("arxiv:2401.00001", "COMPARES_WITH", "Ferry"),
            ("arxiv:2401.00001", "INTRODUCES", "Quill"),
            ("arxiv:2401.00001", "USES", "Ink Attention"),
        ],
    ),
    Case(
        "lineage-links",
        {"method": "Quill"},
        "towards edge other paper text",
        [("down", "KIND_OF", "Quillet", "arxiv:2401.00004", "Quillet is a small QUILL")],
    ),
    Case(
        "lineage-links",
        {"method": "Ferry II"},
        "towards edge other paper",
        [("up", "VARIANT_OF", "Ferry", "arxiv:2401.00008")],
    ),
    Case(
        "gaps",
        {"datasets": "dataset/letterbench dataset/stampset", "task": "letter reading"},
        "method dataset binding results on_task paper",
        [
            ("Fade", "LetterBench", "result", 1, False, "arxiv:2401.00005"),
            ("Fade", "LetterBench", "result", 2, False, "arxiv:2401.00010"),
            ("Ferry", "LetterBench", "result", 1, False, "arxiv:2401.00009"),
            ("Ferry", "LetterBench", "result", 1, True, "arxiv:2401.00001"),
            ("Ferry II", "LetterBench", "result", 2, False, "arxiv:2401.00008"),
            ("Quill", "LetterBench", "result", 1, False, "arxiv:2401.00008"),
            ("Quill", "LetterBench", "result", 1, True, "arxiv:2401.00002"),
            ("Quill", "LetterBench", "result", 1, True, "arxiv:2401.00001"),
            ("Quill", "StampSet", "evaluation", 0, False, "arxiv:2401.00006"),
            ("Quill", "StampSet", "result", 1, False, "arxiv:2401.00009"),
            ("Quill", "StampSet", "result", 1, True, "arxiv:2401.00002"),
            ("Quill", "StampSet", "sentence", 0, False, "arxiv:2401.00006"),
        ],
    ),
    Case(
        "task-datasets",
        {"task": "letter sorting"},
        "dataset task how paper",
        [
            ("LetterBench", "letter reading", "paper", "arxiv:2401.00001"),
            ("LetterBench", "letter reading", "paper", "arxiv:2401.00002"),
            ("LetterBench", "letter reading", "paper", "arxiv:2401.00004"),
            ("LetterBench", "letter reading", "paper", "arxiv:2401.00007"),
            ("LetterBench", "letter reading", "stated", "arxiv:2401.00007"),
            ("LetterBench", "letter sorting", "paper", "arxiv:2401.00003"),
        ],
    ),
]
