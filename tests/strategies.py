"""Random papers with entities, results and relations, for laws that must hold of any of them."""

from __future__ import annotations

from itertools import permutations

from hypothesis import strategies as st

from kg.core.paper_ids import paper_id
from kg.core.schema import ENTITY_LABELS, RELATION_EDGES, RESULT_KINDS, roles_of
from kg.core.types import (
    AuthorRecord,
    Document,
    Entity,
    Evidence,
    Extraction,
    Organization,
    Relation,
    Result,
    Source,
)

CONDITIONS_READ = (("split", "test-clean"), ("shots", "5-shot"))

HOSTILE = (
    "plain",
    "</script><script>alert(1)</script>",
    'O\'Brien "quoted" `ticked`',
    r"back\slash \textbf{bold} $\alpha$-VAE",
    "emoji 😀 and ‮right-to-left‬ עברית",
    "NUL \x00 inside",
    "new\u2028line separators\u2029",
    "C++",
    "C#",
    "x" * 10_000,
)

NAMES = ("PPO", "LoRA", "ResNet-50", "CIFAR-10", "CIFAR-100", "BLEU", "F1", *HOSTILE[:6])

_words = st.sampled_from((*NAMES, "we", "train", "on", "and", "beat", "81.2", "3.7x"))
_sure = st.sampled_from((0.0, 0.25, 0.5, 0.9, 1.0))
_days = st.one_of(st.none(), st.sampled_from(("2023-06-29", "2024-02-29", "2025-11-14")))


_ONE = AuthorRecord("A. One", "0000-0002-1825-0097", ("Dept. of X, University of X", "Y Lab"))
_TWO = AuthorRecord("B. Two", None, ("Y Lab",))
_AGAIN = AuthorRecord("A. One", "0000-0002-1694-233X")


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A paper whose title is one of few, so that papers come more than once."""
    title = draw(st.sampled_from(("On A", "On B", "on  b", "On C", HOSTILE[1], HOSTILE[4])))
    given = draw(st.sampled_from((None, None, "2401.00001", "2401.00002", "10.1000/b", "PMID:1")))
    abstract = " ".join(draw(st.lists(_words, min_size=1, max_size=12)))
    byline, organization = None, None
    if draw(st.booleans()):
        byline, organization = "acme-ai ACME AI", Organization("acme-ai", "ACME AI", 8, 15)
    source = Source(draw(st.sampled_from(("a.txt", "b.txt"))), draw(st.integers(1, 9)), draw(_days))
    return Document(
        paper_id(title, given),
        title,
        abstract,
        draw(_days),
        (source,),
        byline,
        organization,
        authors=draw(st.sampled_from(((), ("A. One",), ("A. One", "B. Two")))),
        categories=draw(st.sampled_from(((), ("cs.CL",), ("cs.LG", "cs.CV")))),
        version=draw(st.sampled_from((None, None, 1, 2))) if given else None,
        updated=draw(_days) if given else None,
        author_records=draw(st.sampled_from(((), (_ONE,), (_ONE, _TWO), (_AGAIN,)))),
    )


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """A paper with the first occurrence of some names as entities, a result, and relations."""
    document = draw(documents())
    text = document.text
    present = [name for name in dict.fromkeys(NAMES) if name in document.abstract]
    entities = []
    for name in draw(st.lists(st.sampled_from(present), unique=True)) if present else []:
        label = draw(st.sampled_from(ENTITY_LABELS))
        role = draw(st.sampled_from(roles_of(label)))
        start = text.index(name, len(document.title) + 1)
        evidence = Evidence(start, start + len(name), name, document.abstract, "test@1", 0.5)
        entities.append(Entity(label, name, (name,), role, draw(_sure), (evidence,)))
    results = tuple(_results(draw, document, entities))
    relations = tuple(_relations(draw, document, entities))
    return Extraction(document, tuple(entities), results, "test@1", relations)


def _relations(draw: st.DrawFn, document: Document, entities: list[Entity]) -> list[Relation]:
    fitting = [
        (edge, head, tail)
        for head, tail in permutations(entities, 2)
        for edge, ends in RELATION_EDGES.items()
        if ends == (head.type, tail.type)
    ]
    if not fitting:
        return []
    return [
        Relation(
            edge, head.name, head.type, tail.name, tail.type,
            (_between(document, head.evidence[0], tail.evidence[0]),), draw(_sure),
        )
        for edge, head, tail in draw(st.lists(st.sampled_from(fitting), max_size=4))
    ]  # fmt: skip


def _between(document: Document, one: Evidence, other: Evidence) -> Evidence:
    start, end = min(one.start, other.start), max(one.end, other.end)
    return Evidence(start, end, document.text[start:end], document.abstract, "test@1", 0.5)


def _results(draw: st.DrawFn, document: Document, entities: list[Entity]) -> list[Result]:
    if "3.7x" not in document.abstract:
        return []
    start = document.text.index("3.7x", len(document.title) + 1)

    def slot(label: str) -> str | None:
        of_label = [e.name for e in entities if e.type == label]
        return draw(st.sampled_from((None, *of_label)))

    return [
        Result(
            slot("Method"),
            slot("Task"),
            slot("Dataset"),
            slot("Metric"),
            "3.7x",
            slot("Method"),
            draw(st.sampled_from((None, "2"))),
            start,
            start + 4,
            document.abstract,
            draw(_sure),
            "test@1",
            3.7,
            "x",
            draw(st.sampled_from((None, *RESULT_KINDS))),
            draw(st.sampled_from((None, True, False))),
            draw(st.sampled_from((None, 2.0))),
            draw(st.sampled_from((None, 0.25))),
            draw(st.sampled_from((None, (3.5, 3.9)))),
            draw(st.sampled_from((None, (), CONDITIONS_READ[:1], CONDITIONS_READ))),
        )
    ]
