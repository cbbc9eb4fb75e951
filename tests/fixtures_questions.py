"""A graph of a dozen invented papers whose answers are known, for the named questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.core.names import clean_surface
from kg.core.schema import RELATION_EDGES, VARIANT_OF
from kg.core.types import (
    AuthorRecord,
    Document,
    Edge,
    Entity,
    Evidence,
    Extraction,
    Node,
    Organization,
    PropertyGraph,
    Relation,
    Result,
)
from kg.graph.fold import fold_papers
from kg.store.codec.rows import edge_order

FINDER = "hand@1"
HOSTILE = "O'Nasty\"` {x: $limit}) DETACH DELETE n //"

Names = Mapping[str, str]
"""Role of the paper -> names, apart by a bar; surfaces of one name apart by an equals sign."""


ADA = "0000-0002-1825-0097"
"""Of Ada Lee, who also signs as A. Lee; one paper has her name, or that of another, alone."""

HIGHER_IS_BETTER = {"legibility": True, "delay": False}
"""Of the metrics; of the stampscore it is not known."""


@dataclass(frozen=True, slots=True)
class Related:
    """A graph with the edges of kinship that are told here, and no others."""

    graph: PropertyGraph
    kin: tuple[Edge, ...]

    def nodes(self) -> Iterator[Node]:
        return self.graph.nodes()

    def edges(self) -> Iterator[Edge]:
        own = (edge for edge in self.graph.edges() if edge.type != VARIANT_OF)
        yield from sorted((*own, *self.kin), key=edge_order)


def questions_graph() -> PropertyGraph:
    """The fold of all the papers below, in which Ferry II is a variant of Ferry."""
    evidence = next(e for e in PAPERS[7].entities if e.name == "Ferry II").evidence
    ends = ("Method", "method/ferry-ii", "Method", "method/ferry")
    return Related(fold_papers(PAPERS), (Edge(VARIANT_OF, *ends, PAPERS[7].document.id, evidence),))


def invented_paper(
    number: int,
    title: str,
    abstract: str,
    *results: Mapping[str, str],
    date: str | None = None,
    by: str | None = None,
    said: tuple[tuple[str, str, str], ...] = (),
    people: Mapping[str, str | None] = MappingProxyType({}),
    categories: tuple[str, ...] = (),
    **names: Names,
) -> Extraction:
    """A paper whose entities are given by label, such as ``Method={"uses": "Quill|Ferry"}``.

    ``said`` are relations (type, head, tail) between entities, ``people`` authors with ORCIDs.
    """
    document = Document(
        f"arxiv:2401.{number:05d}",
        title,
        abstract,
        date,
        byline=by,
        organization=_organization(by) if by else None,
        authors=tuple(people),
        categories=categories,
        author_records=tuple(AuthorRecord(name, orcid) for name, orcid in people.items() if orcid),
    )
    entities = tuple(
        _entity(document, label, role, surfaces.split("="))
        for label, roles in names.items()
        for role, listed in roles.items()
        for surfaces in listed.split("|")
    )
    found = tuple(_result(document, r) for r in results)
    relations = tuple(_relation(document, *relation) for relation in said)
    return Extraction(document, entities, found, FINDER, relations)


def _relation(document: Document, edge: str, head: str, tail: str) -> Relation:
    """The relation between the first mentions of two names, which stand in one sentence."""
    places = (_place(document, head), _place(document, tail))
    span = slice(min(start for start, _ in places), max(end for _, end in places))
    sentence = _sentence(document.text, span.start)
    words = Evidence(span.start, span.stop, document.text[span], sentence, FINDER, 0.7)
    types = RELATION_EDGES[edge]
    return Relation(edge, head, types[0], tail, types[1], (words,), 0.7)


def _organization(byline: str) -> Organization:
    handle, name = byline.split(" ", 1)
    return Organization(handle, name, len(handle) + 1, len(byline))


def _entity(document: Document, label: str, role: str, surfaces: list[str]) -> Entity:
    evidence = tuple(_evidence(document, surface) for surface in surfaces)
    return Entity(label, clean_surface(surfaces[0]), tuple(surfaces), role, 0.9, evidence)


def _evidence(document: Document, surface: str) -> Evidence:
    start, end = _place(document, surface)
    return Evidence(start, end, surface, _sentence(document.text, start), FINDER, 0.9)


def _place(document: Document, surface: str) -> tuple[int, int]:
    start = document.text.index(surface, len(document.title))
    return start, start + len(surface)


def _sentence(text: str, start: int) -> str:
    """The sentence at an offset: here, sentences end with a full stop and a space, or the line."""
    begin = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start) + 1) + 1
    stop = text.find(". ", start)
    return text[begin : stop + 1 if stop >= 0 else len(text)]


def _result(document: Document, said: Mapping[str, str]) -> Result:
    start, end = _place(document, said["value"])
    rival = said.get("baseline_value")
    return Result(
        said.get("method"),
        said.get("task"),
        said.get("dataset"),
        said.get("metric"),
        said["value"],
        said.get("baseline"),
        rival,
        start,
        end,
        _sentence(document.text, start),
        0.8,
        FINDER,
        _number(said["value"]),
        said["value"].removeprefix(_digits(said["value"])).strip() or None,
        said.get("kind", "absolute"),
        HIGHER_IS_BETTER.get(said.get("metric", "")),
        _number(rival) if rival else None,
    )


def _digits(value: str) -> str:
    return value.rstrip("% ms")


def _number(value: str) -> float | None:
    digits = _digits(value)
    return float(digits) if digits[0].isdigit() else None


PAPERS = (
    invented_paper(
        1,
        "Quill: reading long letters",
        "We propose Quill, short for Quick Letter Reader, for letter reading. It builds on "
        "Ink Attention. Quill reaches a legibility of 81.5% on LetterBench, Ferry 78.0%.",
        {
            "method": "Quill",
            "dataset": "LetterBench",
            "metric": "legibility",
            "value": "81.5%",
            "baseline": "Ferry",
            "baseline_value": "78.0%",
        },
        date="2024-01-05",
        by="north-lab North Laboratory",
        Method={
            "introduces": "Quill=Quick Letter Reader",
            "uses": "Ink Attention",
            "compares": "Ferry",
        },
        Dataset={"evaluates_on": "LetterBench"},
        Metric={"reports": "legibility"},
        Task={"addresses": "letter reading"},
    ),
    invented_paper(
        2,
        "Two tests of a letter reader",
        "We test Quill twice in letter reading. It reaches a legibility of 83.0% on LetterBench. "
        "On StampSet its stampscore is 71.2 in all.",
        {"method": "Quill", "dataset": "LetterBench", "metric": "legibility", "value": "83.0%"},
        {"method": "Quill", "dataset": "StampSet", "metric": "stampscore", "value": "71.2"},
        date="2024-03-10",
        Method={"uses": "Quill"},
        Dataset={"evaluates_on": "LetterBench|StampSet"},
        Metric={"reports": "legibility|stampscore"},
        Task={"addresses": "letter reading"},
    ),
    invented_paper(
        3,
        "Letters in the wild",
        "We use Quill for letter sorting. It is trained on StampSet. It is tested on LetterBench.",
        date="2024-06-01",
        said=(("USED_FOR", "Quill", "letter sorting"),),
        Method={"uses": "Quill"},
        Dataset={"evaluates_on": "LetterBench", "trains_on": "StampSet"},
        Task={"addresses": "letter sorting"},
    ),
    invented_paper(
        4,
        "Quillet: a small letter reader",
        "Quillet is a small QUILL for letter reading. On LetterBench a legibility of 84.1% is "
        "reached.",
        {"dataset": "LetterBench", "metric": "legibility", "value": "84.1%"},
        date="2024-06-01",
        by="north-lab North Laboratory",
        said=(("KIND_OF", "Quillet", "QUILL"),),
        Method={"introduces": "Quillet", "uses": "QUILL"},
        Dataset={"evaluates_on": "LetterBench"},
        Metric={"reports": "legibility"},
        Task={"addresses": "letter reading"},
    ),
    invented_paper(
        5,
        "Why letters fade",
        "Fade does without Quill. Fade reaches a legibility of 60.0% on LetterBench.",
        {"method": "Fade", "dataset": "LetterBench", "metric": "legibility", "value": "60.0%"},
        date="2023-11-20",
        Method={"introduces": "Fade", "mentions": "Quill"},
        Dataset={"evaluates_on": "LetterBench"},
        Metric={"reports": "legibility"},
    ),
    invented_paper(
        6,
        "Pretraining on letters",
        "We test Quill on StampSet. It was trained on LetterBench.",
        date="2024-02-02",
        said=(("EVALUATED_ON", "Quill", "StampSet"),),
        people={"Ada Lee": ADA, "Bo Chu": None},
        categories=("cs.LG", "cs.CL"),
        Method={"uses": "Quill"},
        Dataset={"trains_on": "LetterBench", "evaluates_on": "StampSet"},
    ),
    invented_paper(
        7,
        "A benchmark of letters",
        "We introduce LetterBench for letter reading. We compare Quill and Ferry.",
        by="south-works South Works",
        said=(
            ("BENCHMARK_FOR", "LetterBench", "letter reading"),
            ("COMPARED_WITH", "Quill", "Ferry"),
        ),
        Method={"compares": "Quill|Ferry"},
        Dataset={"introduces": "LetterBench"},
        Task={"addresses": "letter reading"},
    ),
    invented_paper(
        8,
        "The second Ferry",
        "Ferry II reaches a legibility of 85.0% on LetterBench, Quill 83.0%. Its delay is 12 ms "
        "on LetterBench.",
        {
            "method": "Ferry II",
            "dataset": "LetterBench",
            "metric": "legibility",
            "value": "85.0%",
            "baseline": "Quill",
            "baseline_value": "83.0%",
        },
        {"method": "Ferry II", "dataset": "LetterBench", "metric": "delay", "value": "12 ms"},
        date="2024-05-05",
        by="south-works South Works",
        Method={"introduces": "Ferry II", "compares": "Quill"},
        Dataset={"evaluates_on": "LetterBench"},
        Metric={"reports": "legibility|delay"},
    ),
    invented_paper(
        9,
        "Each on its own ground",
        "Quill reaches a stampscore of 64.0 on StampSet. Ferry reaches a legibility of 79.9% on "
        "LetterBench.",
        {"method": "Quill", "dataset": "StampSet", "metric": "stampscore", "value": "64.0"},
        {"method": "Ferry", "dataset": "LetterBench", "metric": "legibility", "value": "79.9%"},
        date="2024-07-07",
        people={"Ada Lee": None},
        categories=("cs.LG",),
        Method={"uses": "Quill|Ferry"},
        Dataset={"evaluates_on": "LetterBench|StampSet"},
        Metric={"reports": "legibility|stampscore"},
    ),
    invented_paper(
        10,
        "Slow readers",
        "The delay of Fade is 30 ms on LetterBench. Its legibility there is twofold.",
        {"method": "Fade", "dataset": "LetterBench", "metric": "delay", "value": "30 ms"},
        {"method": "Fade", "dataset": "LetterBench", "metric": "legibility", "value": "twofold"},
        date="2022-02-02",
        Method={"uses": "Fade"},
        Dataset={"evaluates_on": "LetterBench"},
        Metric={"reports": "legibility|delay"},
    ),
    invented_paper(
        11,
        "A title with 'quotes' and $paper",
        f"{HOSTILE} is a method for letter sorting.",
        date="2024-08-08",
        Method={"introduces": HOSTILE},
        Task={"addresses": "letter sorting"},
    ),
    invented_paper(
        12, "A note without findings", "Nothing is claimed here.", people={"A. Lee": ADA}
    ),
)
