"""Questions of names, boards and neighbours, with the rows that the fixture gives them."""

from __future__ import annotations

from kg.core.names import clean_surface
from tests.fixtures_questions import ADA, HOSTILE, PAPERS
from tests.questions_cases import ASKED, FERRY, SMALL, Case

ONE, TWO, FOUR, FIVE, SIX, EIGHT, NINE, TEN = (
    f"arxiv:2401.{n:05}" for n in (1, 2, 4, 5, 6, 8, 9, 10)
)

NAMES_AND_NEIGHBOURS = [
    Case(
        "papers-by-year",
        {},
        "period papers cited",
        [(2022, 1, 0), (2023, 1, 0), (2024, 8, 0), (None, 2, 0)],
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
        {"ids": "dataset/letterbench"},
        "metric unit higher_is_better stands value number method paper",
        [
            ("delay", "ms", False, "result", "30 ms", 30.0, "Fade", "arxiv:2401.00010"),
            ("delay", "ms", False, "result", "12 ms", 12.0, "Ferry II", "arxiv:2401.00008"),
            ("legibility", "%", True, "result", "85.0%", 85.0, "Ferry II", "arxiv:2401.00008"),
            ("legibility", "%", True, "result", "84.1%", 84.1, None, "arxiv:2401.00004"),
            ("legibility", "%", True, "baseline", "83.0%", 83.0, "Quill", "arxiv:2401.00008"),
            ("legibility", "%", True, "result", "83.0%", 83.0, "Quill", "arxiv:2401.00002"),
            ("legibility", "%", True, "result", "81.5%", 81.5, "Quill", "arxiv:2401.00001"),
            ("legibility", "%", True, "result", "79.9%", 79.9, "Ferry", "arxiv:2401.00009"),
            ("legibility", "%", True, "baseline", "78.0%", 78.0, "Ferry", "arxiv:2401.00001"),
            ("legibility", "%", True, "result", "60.0%", 60.0, "Fade", "arxiv:2401.00005"),
            ("legibility", None, True, "result", "twofold", None, "Fade", "arxiv:2401.00010"),
        ],
    ),
    Case(
        "leaderboard",
        {"ids": "metric/delay dataset/nothing metric/delay"},
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
            ("arxiv:2401.00007", 0.808333, 4, "Ferry", ASKED),
            ("arxiv:2401.00009", 0.70119, 4, "Ferry", ASKED),
            ("arxiv:2401.00002", 0.617857, 4, "letter reading", ASKED),
            ("arxiv:2401.00004", 0.617857, 4, "letter reading", ASKED),
            ("arxiv:2401.00008", 0.367857, 3, "legibility", ASKED),
            ("arxiv:2401.00005", 0.242857, 2, "legibility", ASKED),
            ("arxiv:2401.00010", 0.242857, 2, "legibility", ASKED),
            ("arxiv:2401.00003", 0.225, 2, "Quill", ASKED),
            ("arxiv:2401.00006", 0.225, 2, "Quill", ASKED),
        ],
    ),
    Case(
        "shared-things",
        {"paper": "A title with 'quotes'"},
        "paper thing papers role other_role",
        [
            ("arxiv:2401.00011", clean_surface(HOSTILE), 1, "INTRODUCES", "INTRODUCES"),
            ("arxiv:2401.00003", "letter sorting", 2, "ADDRESSES", "ADDRESSES"),
            ("arxiv:2401.00011", "letter sorting", 2, "ADDRESSES", "ADDRESSES"),
        ],
    ),
    Case(
        "paper-record",
        {"paper": "arxiv:2401.00001"},
        "title date byline arxiv doi",
        [
            (
                "Quill: reading long letters",
                "2024-01-05",
                "north-lab North Laboratory",
                "2401.00001",
                None,
            )
        ],
    ),
    Case(
        "board-neighbours",
        {"method": "Ferry"},
        "method boards dataset metric",
        [
            ("Fade", 1, "LetterBench", "legibility"),
            ("Ferry II", 1, "LetterBench", "legibility"),
            ("Quill", 1, "LetterBench", "legibility"),
        ],
    ),
    Case(
        "paper-texts",
        {},
        "paper title",
        [(paper.document.id, paper.document.title) for paper in PAPERS],
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
        "edge direction neighbour_name kind higher_is_better compared",
        [
            ("MEASURES", "in", "12 ms", "absolute", False, None),
            ("MEASURES", "in", "30 ms", "absolute", False, None),
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
            ("KIND_OF", "in", "Quillet", "arxiv:2401.00004", "2024-06-01", 0.7, SMALL),
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
            ("LetterBench", "used", "arxiv:2401.00001", "2024-01-05", 0.9, FERRY),
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
        "papers-of",
        {"author": "ada lee"},
        "paper date author id orcid authors",
        [
            (NINE, "2024-07-07", "Ada Lee", "author/ada-lee", None, ["Ada Lee"]),
            (SIX, "2024-02-02", "A. Lee", f"author/{ADA}", ADA, ["Ada Lee", "Bo Chu"]),
            ("arxiv:2401.00012", None, "A. Lee", f"author/{ADA}", ADA, ["A. Lee"]),
        ],
    ),
    Case("papers-of", {"author": f"author/{ADA}", "limit": "1"}, "paper", [(SIX,)]),
    Case("papers-of", {"author": "Quill"}, "paper", []),
    Case(
        "authors",
        {},
        "author id orcid papers first latest",
        [
            ("A. Lee", f"author/{ADA}", ADA, 2, "2024-02-02", "2024-02-02"),
            ("Ada Lee", "author/ada-lee", None, 1, "2024-07-07", "2024-07-07"),
            ("Bo Chu", "author/bo-chu", None, 1, "2024-02-02", "2024-02-02"),
        ],
    ),
    Case("authors", {"category": "CS.cl"}, "author papers", [("A. Lee", 1), ("Bo Chu", 1)]),
    Case(
        "by-category",
        {"category": "cs.lg"},
        "paper date category",
        [(NINE, "2024-07-07", "cs.LG"), (SIX, "2024-02-02", "cs.LG")],
    ),
    Case("by-category", {"category": "cs.LG", "since": "2024-03"}, "paper", [(NINE,)]),
    Case(
        "categories",
        {},
        "category id papers first latest",
        [
            ("cs.LG", "category/cs.lg", 2, "2024-02-02", "2024-07-07"),
            ("cs.CL", "category/cs.cl", 1, "2024-02-02", "2024-02-02"),
        ],
    ),
    Case(
        "find-name",
        {"text": "lee"},
        "name id aliases papers",
        [
            ("A. Lee", f"author/{ADA}", ["Ada Lee"], 2),
            ("Ada Lee", "author/ada-lee", [], 1),
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
        [("2024", 9, 12, 1, 5, 2, 1)],
    ),
    Case(
        "trend",
        {"name": "stampscore", "by": "day"},
        "period papers of",
        [("2024-01", 2, 11), ("2024-01-05", 0, 1)],
    ),
    Case(
        "results-to-judge",
        {},
        "paper method dataset metric baseline value number unit higher_is_better",
        [
            (ONE, "Quill", "LetterBench", "legibility", "Ferry", "81.5%", 81.5, "%", True),
            (TWO, "Quill", "LetterBench", "legibility", None, "83.0%", 83.0, "%", True),
            # Nobody knows which way a stampscore is better.
            (TWO, "Quill", "StampSet", "stampscore", None, "71.2", 71.2, None, None),
            (FOUR, None, "LetterBench", "legibility", None, "84.1%", 84.1, "%", True),
            (FIVE, "Fade", "LetterBench", "legibility", None, "60.0%", 60.0, "%", True),
            (EIGHT, "Ferry II", "LetterBench", "legibility", "Quill", "85.0%", 85.0, "%", True),
            (EIGHT, "Ferry II", "LetterBench", "delay", None, "12 ms", 12.0, "ms", False),
            (NINE, "Quill", "StampSet", "stampscore", None, "64.0", 64.0, None, None),
            (NINE, "Ferry", "LetterBench", "legibility", None, "79.9%", 79.9, "%", True),
            (TEN, "Fade", "LetterBench", "delay", None, "30 ms", 30.0, "ms", False),
            (TEN, "Fade", "LetterBench", "legibility", None, "twofold", None, None, True),
        ],
    ),
]
