"""Every named question with the rows that the graph of `tests.fixtures_questions` gives it."""

from __future__ import annotations

from typing import NamedTuple

from kg.names import clean
from tests.fixtures_questions import HOSTILE


class Case(NamedTuple):
    """A question with parameters, and all its rows, of which some columns are compared."""

    query: str
    given: dict[str, str]
    columns: str
    rows: list[tuple[object, ...]]


_SMALL = "Quillet is a small QUILL for letter reading."
_FERRY = "Quill reaches a legibility of 81.5% on LetterBench, Ferry 78.0%."
_FERRY_II = "Ferry II reaches a legibility of 85.0% on LetterBench, Quill 83.0%."
_ASKED = "Quill: reading long letters"

CASES = [
    Case(
        "find",
        {"method": "Quill", "dataset": "LetterBench"},
        "paper binding method metric value baseline baseline_value",
        [
            # Quill is the baseline here.
            ("arxiv:2401.00008", "full", "Ferry II", "legibility", "85.0%", "Quill", "83.0%"),
            ("arxiv:2401.00002", "full", "Quill", "legibility", "83.0%", None, None),
            ("arxiv:2401.00001", "full", "Quill", "legibility", "81.5%", "Ferry", "78.0%"),
            # No number; a number without its method; a benchmark that compares. 5 mentions, 6
            # trains, and what 9 reports on LetterBench is of Ferry: none of them is a row.
            ("arxiv:2401.00003", "partial", "Quill", None, None, None, None),
            ("arxiv:2401.00004", "partial", "Quill", "legibility", "84.1%", None, None),
            ("arxiv:2401.00007", "partial", "Quill", None, None, None, None),
        ],
    ),
    Case(
        "find",
        {"method": "Quill", "dataset": "LetterBench", "metric": "legibility"},
        "paper binding value also",
        [
            ("arxiv:2401.00008", "full", "85.0%", []),
            ("arxiv:2401.00002", "full", "83.0%", []),
            ("arxiv:2401.00001", "full", "81.5%", []),
            ("arxiv:2401.00004", "partial", "84.1%", [_SMALL]),
        ],
    ),
    Case(
        "find",
        {"method": "Quill"},
        "paper binding dataset metric value",
        [
            ("arxiv:2401.00009", "full", "StampSet", "stampscore", "64.0"),
            ("arxiv:2401.00008", "full", "LetterBench", "legibility", "85.0%"),
            # Two datasets, two metrics, two numbers: two rows, not four.
            ("arxiv:2401.00002", "full", "LetterBench", "legibility", "83.0%"),
            ("arxiv:2401.00002", "full", "StampSet", "stampscore", "71.2"),
            ("arxiv:2401.00001", "full", "LetterBench", "legibility", "81.5%"),
            ("arxiv:2401.00003", "partial", None, None, None),
            ("arxiv:2401.00004", "partial", None, None, None),
            ("arxiv:2401.00006", "partial", None, None, None),
        ],
    ),
    Case(
        "find",
        {"method": "Quill", "dataset": "StampSet", "metric": "legibility"},
        "paper",
        [],
    ),
    Case(
        "find",
        {"dataset": "StampSet", "since": "2024-02-03"},
        "paper method metric value sentence",
        [
            (
                "arxiv:2401.00009",
                "Quill",
                "stampscore",
                "64.0",
                "Quill reaches a stampscore of 64.0 on StampSet.",
            ),
            (
                "arxiv:2401.00002",
                "Quill",
                "stampscore",
                "71.2",
                "On StampSet its stampscore is 71.2 in all.",
            ),
        ],
    ),
    Case(
        "find",
        {"method": "Quill", "dataset": "StampSet"},
        "paper binding sentence also",
        [
            (
                "arxiv:2401.00009",
                "full",
                "Quill reaches a stampscore of 64.0 on StampSet.",
                [],
            ),
            ("arxiv:2401.00002", "full", "On StampSet its stampscore is 71.2 in all.", []),
            ("arxiv:2401.00006", "partial", None, ["We test Quill on StampSet."]),
        ],
    ),
    Case("find", {}, "paper", []),
    Case(
        # The task is only linked: no number of theirs is bound to it.
        "find",
        {"method": "Quill", "task": "letter reading"},
        "paper binding bound linked dataset value also",
        [
            ("arxiv:2401.00004", "partial", "", "method task", None, None, [_SMALL]),
            (
                "arxiv:2401.00002",
                "partial",
                "method dataset metric",
                "task",
                "LetterBench",
                "83.0%",
                [_TWICE := "We test Quill twice in letter reading."],
            ),
            (
                "arxiv:2401.00002",
                "partial",
                "method dataset metric",
                "task",
                "StampSet",
                "71.2",
                [_TWICE],
            ),
            (
                "arxiv:2401.00001",
                "partial",
                "method dataset metric baseline",
                "task",
                "LetterBench",
                "81.5%",
                ["We propose Quill, short for Quick Letter Reader, for letter reading."],
            ),
        ],
    ),
    Case(
        "find",
        {"task": "letter reading"},
        "paper linked method value",
        [
            ("arxiv:2401.00004", "task", None, "84.1%"),
            ("arxiv:2401.00002", "task", "Quill", "83.0%"),
            ("arxiv:2401.00002", "task", "Quill", "71.2"),
            ("arxiv:2401.00001", "task", "Quill", "81.5%"),
            ("arxiv:2401.00007", "task", None, None),
        ],
    ),
    Case(
        "find",
        {"method": "Ferry", "metric": "delay"},
        "paper",
        [],
    ),
    Case(
        # Ferry II is a variant of Ferry.
        "find",
        {"method": "Ferry", "metric": "delay", "variants": "yes"},
        "paper binding method value",
        [("arxiv:2401.00008", "full", "Ferry II", "12 ms")],
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
            (clean(HOSTILE), 1, 1, 0, "2024-08-08", "2024-08-08"),
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
            ("arxiv:2401.00004", "Quillet", "KIND_OF", _SMALL),
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
        "method value baseline baseline_number dataset metric better paper",
        [
            (
                "Ferry II",
                "85.0%",
                "Quill",
                83.0,
                "LetterBench",
                "legibility",
                "up",
                "arxiv:2401.00008",
            ),
            (
                "Quill",
                "81.5%",
                "Ferry",
                78.0,
                "LetterBench",
                "legibility",
                "up",
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
    Case(
        "compare-said",
        {"method": "Quill"},
        "how method rival paper sentence",
        [
            ("introduced", "Ferry II", "Quill", "arxiv:2401.00008", _FERRY_II),
            ("introduced", "Quill", "Ferry", "arxiv:2401.00001", _FERRY),
            ("stated", "Quill", "Ferry", "arxiv:2401.00007", "We compare Quill and Ferry."),
        ],
    ),
    Case(
        "compare-said",
        {"method": "FERRY", "other": "quick letter reader"},
        "how method rival",
        [("introduced", "Quill", "Ferry"), ("stated", "Quill", "Ferry")],
    ),
    Case(
        "lineage",
        {"method": "Quill"},
        "towards other paper sentence",
        [
            ("up", "Ink Attention", "arxiv:2401.00001", "It builds on Ink Attention."),
            ("down", "Quillet", "arxiv:2401.00004", _SMALL),
        ],
    ),
    Case(
        "lineage-kin",
        {"method": "Quill"},
        "towards edge other paper sentence",
        [("down", "KIND_OF", "Quillet", "arxiv:2401.00004", _SMALL)],
    ),
    Case(
        "lineage-kin",
        {"method": "Ferry II"},
        "towards edge other paper",
        [("up", "VARIANT_OF", "Ferry", "arxiv:2401.00008")],
    ),
    Case(
        "gaps",
        {"task": "letter reading"},
        "method dataset binding paper sentence",
        [
            ("Quill", "LetterBench", "linked", "arxiv:2401.00003", "It is tested on LetterBench."),
            (
                "Quill",
                "LetterBench",
                "linked",
                "arxiv:2401.00004",
                _REACHED := "On LetterBench a legibility of 84.1% is reached.",
            ),
            ("Quill", "LetterBench", "result", "arxiv:2401.00008", _FERRY_II),
            (
                "Quill",
                "LetterBench",
                "result",
                "arxiv:2401.00002",
                "It reaches a legibility of 83.0% on LetterBench.",
            ),
            ("Quill", "LetterBench", "result", "arxiv:2401.00001", _FERRY),
            (
                "Quill",
                "LetterBench",
                "linked",
                "arxiv:2401.00007",
                "We introduce LetterBench for letter reading.",
            ),
            (
                "Quill",
                "StampSet",
                "result",
                "arxiv:2401.00009",
                "Quill reaches a stampscore of 64.0 on StampSet.",
            ),
            (
                "Quill",
                "StampSet",
                "result",
                "arxiv:2401.00002",
                "On StampSet its stampscore is 71.2 in all.",
            ),
            ("Quill", "StampSet", "stated", "arxiv:2401.00006", "We test Quill on StampSet."),
            ("Quillet", "LetterBench", "linked", "arxiv:2401.00004", _REACHED),
        ],
    ),
    Case(
        "called",
        {"label": "Method", "name": "quick letter READER"},
        "name id",
        [("Quill", "method/quill")],
    ),
    Case("called", {"name": "quills"}, "id", []),
    Case("called", {"label": "Dataset", "name": "Quill"}, "id", []),
    Case(
        "names",
        {"label": "Metric"},
        "name papers",
        [("legibility", 7), ("delay", 2), ("stampscore", 2)],
    ),
    Case("names", {"limit": "2"}, "name papers", [("LetterBench", 10), ("Quill", 9)]),
    Case(
        "leaderboard",
        {"dataset": "LetterBench"},
        "metric unit better stands value number method paper",
        [
            ("delay", "ms", "down", "result", "30 ms", 30.0, "Fade", "arxiv:2401.00010"),
            ("delay", "ms", "down", "result", "12 ms", 12.0, "Ferry II", "arxiv:2401.00008"),
            ("legibility", "%", "up", "result", "85.0%", 85.0, "Ferry II", "arxiv:2401.00008"),
            ("legibility", "%", "up", "result", "84.1%", 84.1, None, "arxiv:2401.00004"),
            ("legibility", "%", "up", "baseline", "83.0%", 83.0, "Quill", "arxiv:2401.00008"),
            ("legibility", "%", "up", "result", "83.0%", 83.0, "Quill", "arxiv:2401.00002"),
            ("legibility", "%", "up", "result", "81.5%", 81.5, "Quill", "arxiv:2401.00001"),
            ("legibility", "%", "up", "result", "79.9%", 79.9, "Ferry", "arxiv:2401.00009"),
            ("legibility", "%", "up", "baseline", "78.0%", 78.0, "Ferry", "arxiv:2401.00001"),
            ("legibility", "%", "up", "result", "60.0%", 60.0, "Fade", "arxiv:2401.00005"),
            ("legibility", None, "up", "result", "twofold", None, "Fade", "arxiv:2401.00010"),
        ],
    ),
    Case(
        "leaderboard",
        {"dataset": "letterbench", "metric": "Delay", "variants": "yes"},
        "value method",
        [("30 ms", "Fade"), ("12 ms", "Ferry II")],
    ),
    Case(
        # How many papers have what it has, but for mentions: Ferry 3, letter reading 4,
        # legibility 7, Quill 8, LetterBench 10, Ink Attention it alone.
        "similar-papers",
        {"paper": "Quill: reading"},
        "paper similarity shared rarest like",
        [
            ("arxiv:2401.00007", 0.808333, 4, "Ferry", _ASKED),
            ("arxiv:2401.00009", 0.70119, 4, "Ferry", _ASKED),
            ("arxiv:2401.00002", 0.617857, 4, "letter reading", _ASKED),
            ("arxiv:2401.00004", 0.617857, 4, "letter reading", _ASKED),
            ("arxiv:2401.00008", 0.367857, 3, "legibility", _ASKED),
            ("arxiv:2401.00005", 0.242857, 2, "legibility", _ASKED),
            ("arxiv:2401.00010", 0.242857, 2, "legibility", _ASKED),
            ("arxiv:2401.00003", 0.225, 2, "Quill", _ASKED),
            ("arxiv:2401.00006", 0.225, 2, "Quill", _ASKED),
        ],
    ),
    Case(
        "new-since",
        {"since": "2024-06"},
        "date paper id",
        [
            ("2024-08-08", "arxiv:2401.00011", "method/onasty-x-limit-detach-delete-n"),
            ("2024-07-07", "arxiv:2401.00009", None),
            ("2024-06-01", "arxiv:2401.00003", None),
            ("2024-06-01", "arxiv:2401.00004", "method/quillet"),
        ],
    ),
    Case(
        "neighbourhood",
        {"name": "stampscore"},
        "id edge neighbour_name paper",
        [
            ("metric/stampscore", "MEASURES", "71.2", "arxiv:2401.00002"),
            ("metric/stampscore", "MEASURES", "64.0", "arxiv:2401.00009"),
            (
                "metric/stampscore",
                "REPORTS",
                "Two tests of a letter reader",
                "arxiv:2401.00002",
            ),
            ("metric/stampscore", "REPORTS", "Each on its own ground", "arxiv:2401.00009"),
        ],
    ),
    Case(
        "neighbourhood",
        {"name": "Why letters fade"},
        "edge neighbour_name score sentence",
        [
            (
                "EVALUATES_ON",
                "LetterBench",
                0.9,
                _FADE := "Fade reaches a legibility of 60.0% on LetterBench.",
            ),
            ("INTRODUCES", "Fade", 0.9, "Fade does without Quill."),
            ("MENTIONS", "Quill", 0.9, "Fade does without Quill."),
            ("REPORTS", "legibility", 0.9, _FADE),
            ("STATES", "60.0%", 0.8, _FADE),
        ],
    ),
    Case(
        "neighbourhood",
        {"name": "Quillet"},
        "edge direction neighbour confidence kind",
        [
            ("INTRODUCES", "in", "arxiv:2401.00004", 0.9, None),
            ("KIND_OF", "out", "method/quill", 0.7, None),
        ],
    ),
    Case(
        "neighbourhood",
        {"name": "delay"},
        "edge direction neighbour_name kind better compared",
        [
            ("MEASURES", "in", "12 ms", "absolute", "down", None),
            ("MEASURES", "in", "30 ms", "absolute", "down", None),
            ("REPORTS", "in", "The second Ferry", None, None, None),
            ("REPORTS", "in", "Slow readers", None, None, None),
        ],
    ),
    Case(
        "relations-of",
        {"name": "Quill"},
        "relation direction other paper date confidence sentence",
        [
            (
                "COMPARED_WITH",
                "out",
                "Ferry",
                "arxiv:2401.00007",
                None,
                0.7,
                "We compare Quill and Ferry.",
            ),
            (
                "EVALUATED_ON",
                "out",
                "StampSet",
                "arxiv:2401.00006",
                "2024-02-02",
                0.7,
                "We test Quill on StampSet.",
            ),
            ("KIND_OF", "in", "Quillet", "arxiv:2401.00004", "2024-06-01", 0.7, _SMALL),
            (
                "USED_FOR",
                "out",
                "letter sorting",
                "arxiv:2401.00003",
                "2024-06-01",
                0.7,
                "We use Quill for letter sorting.",
            ),
        ],
    ),
    Case(
        "relations-of",
        {"name": "letter READING"},
        "relation direction other other_id name id",
        [
            (
                "BENCHMARK_FOR",
                "in",
                "LetterBench",
                "dataset/letterbench",
                "letter reading",
                "task/letter-reading",
            ),
        ],
    ),
    Case(
        "benchmarks-for",
        {"task": "letter reading"},
        "dataset how paper date confidence sentence",
        [
            (
                "LetterBench",
                "said",
                "arxiv:2401.00007",
                None,
                0.7,
                "We introduce LetterBench for letter reading.",
            ),
            (
                "LetterBench",
                "used",
                "arxiv:2401.00004",
                "2024-06-01",
                0.9,
                "On LetterBench a legibility of 84.1% is reached.",
            ),
            (
                "LetterBench",
                "used",
                "arxiv:2401.00002",
                "2024-03-10",
                0.9,
                "It reaches a legibility of 83.0% on LetterBench.",
            ),
            (
                "StampSet",
                "used",
                "arxiv:2401.00002",
                "2024-03-10",
                0.9,
                "On StampSet its stampscore is 71.2 in all.",
            ),
            ("LetterBench", "used", "arxiv:2401.00001", "2024-01-05", 0.9, _FERRY),
        ],
    ),
    Case(
        "organizations",
        {},
        "organization papers methods first latest",
        [
            ("North Laboratory", 2, 2, "2024-01-05", "2024-06-01"),
            ("South Works", 2, 1, "2024-05-05", "2024-05-05"),
        ],
    ),
    Case(
        "find-name",
        {"text": "QUIL"},
        "name id aliases papers",
        [
            ("Quill", "method/quill", ["QUILL", "Quick Letter Reader"], 9),
            ("Quillet", "method/quillet", [], 1),
        ],
    ),
    Case(
        "find-name",
        {"text": "O'Nasty\"`"},
        "id papers",
        [("method/onasty-x-limit-detach-delete-n", 1)],
    ),
    Case(
        "find-paper",
        {"text": "LETTERS"},
        "paper date",
        [
            ("arxiv:2401.00003", "2024-06-01"),
            ("arxiv:2401.00006", "2024-02-02"),
            ("arxiv:2401.00001", "2024-01-05"),
            ("arxiv:2401.00005", "2023-11-20"),
            ("arxiv:2401.00007", None),
        ],
    ),
    Case(
        "metrics-by-dataset",
        {"dataset": "LetterBench"},
        "metric papers results",
        [("legibility", 7, 7), ("delay", 2, 2), ("stampscore", 2, 0)],
    ),
    Case(
        "trend",
        {"name": "Quill", "by": "year"},
        "period papers of introduce use compare mention",
        [
            ("2022", 0, 1, 0, 0, 0, 0),
            ("2023", 1, 1, 0, 0, 0, 1),
            ("2024", 7, 8, 1, 5, 1, 0),
            (None, 1, 2, 0, 0, 1, 0),
        ],
    ),
    Case(
        "trend",
        {"name": "stampscore"},
        "period papers of",
        [
            ("2022-02", 0, 1),
            ("2023-11", 0, 1),
            ("2024-01", 0, 1),
            ("2024-02", 0, 1),
            ("2024-03", 1, 1),
            ("2024-05", 0, 1),
            ("2024-06", 0, 2),
            ("2024-07", 1, 1),
            ("2024-08", 0, 1),
            (None, 0, 2),
        ],
    ),
]
