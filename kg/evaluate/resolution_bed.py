"""How well names resolve, against clusters of surface forms that are known to be one thing.

A bed is a table of clusters (``resolution_bed.tsv``): type, entity, and its mentions, parted
by ``|``. A mention is a surface as one paper writes it; ``= long form`` adds how that paper
spells it out, ``!`` marks what the paper introduces, ``#`` begins words that the paper uses.
Every mention is made a paper of its own and all are resolved together, so each pair of
mentions of one type is a decision: the same node or not.

Source of B-cubed: A. Bagga, B. Baldwin, "Algorithms for scoring coreference chains",
LREC workshop on linguistic coreference, 1998.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from kg.core.errors import InputError
from kg.core.names import title_fold
from kg.core.schema import ENTITY_LABELS
from kg.core.types import Document, Entity, Evidence, Extraction
from kg.resolution.resolve import Resolution, resolve_names

__all__ = [
    "Case",
    "Figure",
    "Trap",
    "evaluate_bed",
    "read_bed",
    "read_traps",
    "resolved",
    "wrong_traps",
]

PARTS = ("development", "held back")
"""Rules were written with the first half of the bed in sight, the second was only scored."""


@dataclass(frozen=True, slots=True)
class Case:
    """A mention of the bed, and the entity that it is one of."""

    label: str
    entity: str
    mention: str

    @property
    def part(self) -> str:
        """Which half of the bed the entity is in: the name alone decides."""
        return PARTS[title_fold(f"{self.label} {self.entity}", 2)]


@dataclass(frozen=True, slots=True)
class Trap:
    """Two mentions and what they are to each other: same, different, or variant (left of right)."""

    label: str
    left: str
    right: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Figure:
    """Counts of one measure on one part: what is right, found and wanted; ratios follow.

    ``pairwise`` counts pairs of mentions; ``b-cubed`` sums, over mentions, the share of the
    right ones in the node and in the entity, so that its counts are fractions.
    """

    part: str
    measure: str
    clusters: int
    mentions: int
    right: float
    found: float
    wanted: float
    right_wanted: float

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that was found."""
        return self.right_wanted / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def read_bed(path: Path | None = None) -> list[Case]:
    """The mentions of a bed; without a path of the one that comes with `kg`.

    Raises:
        InputError: a line is not three columns, or of an unknown type.
    """
    return [
        Case(label, entity, mention.strip())
        for label, entity, mentions in _rows(path, "resolution_bed.tsv", 3)
        for mention in mentions.split("|")
    ]


def read_traps(path: Path | None = None) -> list[Trap]:
    """Pairs of names that are easily confused: columns type, left, right, verdict.

    Raises:
        InputError: as `read_bed`.
    """
    return [Trap(*row) for row in _rows(path, "resolution_traps.tsv", 4)]


def _rows(path: Path | None, own: str, width: int) -> Iterator[list[str]]:
    source = path or files("kg.evaluate").joinpath(own)
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
        row = line.split("\t")
        if line.startswith("#") or row[0] == "type":
            continue
        if len(row) != width or row[0] not in ENTITY_LABELS:
            shown = "a type, then text" if len(row) == width else f"{width} columns"
            raise InputError(f"not {shown}: {line!r}", str(path or own), number)
        yield row


def _paper(number: int, label: str, mention: str) -> Extraction:
    """A mention of the bed as the paper that makes it."""
    names, _, words = mention.partition("#")
    role = "introduces" if "!" in names else "mentions"
    surfaces = tuple(surface.strip() for surface in names.replace(" !", "").split("="))
    abstract = f"{words.strip()}: {', '.join(surfaces)}"
    document = Document(f"bed:{number:05d}", f"Paper {number}", abstract)
    start = document.text.rindex(surfaces[0])
    evidence = Evidence(start, start + len(surfaces[0]), surfaces[0], abstract, "bed@1")
    shown = "mentions" if role == "introduces" and label == "Task" else role
    return Extraction(document, (Entity(label, surfaces[0], surfaces, shown, 1.0, (evidence,)),))


def resolved(mentions: Iterable[tuple[str, str]]) -> tuple[list[str], Resolution]:
    """The node of each (type, mention), all resolved together, and the resolution."""
    papers = [_paper(number, label, mention) for number, (label, mention) in enumerate(mentions)]
    resolution = resolve_names(papers)
    return [resolution.node_id(p.entities[0], p.document.id) for p in papers], resolution


def wrong_traps(cases: Sequence[Case], traps: Sequence[Trap]) -> list[Trap]:
    """The traps whose verdict is wrong, when their mentions are resolved among those of the bed."""
    mentions = [(case.label, case.mention) for case in cases]
    for trap in traps:
        mentions += [(trap.label, trap.left), (trap.label, trap.right)]
    nodes, resolution = resolved(mentions)
    ends = iter(nodes[len(cases) :])
    return [
        trap
        for trap, left, right in zip(traps, ends, ends, strict=True)
        if _verdict(resolution, left, right) != trap.verdict
    ]


def _verdict(resolution: Resolution, left: str, right: str) -> str:
    if left == right:
        return "same"
    above = left
    while above in resolution.parents:
        above = resolution.parents[above]
        if above == right:
            return "variant"
    return "different"


def evaluate_bed(cases: Sequence[Case]) -> list[Figure]:
    """Pairwise and B-cubed figures on each half of the bed and on all of it."""
    nodes, _ = resolved((case.label, case.mention) for case in cases)
    resolved_cases = list(zip(cases, nodes, strict=True))
    figures = []
    for part in (*PARTS, "all"):
        own = [(case, node) for case, node in resolved_cases if part in ("all", case.part)]
        figures += [_pairwise(part, own), _b_cubed(part, own)]
    return figures


Resolved = Sequence[tuple[Case, str]]


def _pairs(counts: Iterable[int]) -> int:
    return sum(count * (count - 1) // 2 for count in counts)


def _counts(resolved_cases: Resolved) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Mentions by node, by entity, and by both."""
    nodes = Counter(node for _, node in resolved_cases)
    entities = Counter(f"{case.label} {case.entity}" for case, _ in resolved_cases)
    both = Counter(f"{case.label} {case.entity}\t{node}" for case, node in resolved_cases)
    return nodes, entities, both


def _pairwise(part: str, resolved_cases: Resolved) -> Figure:
    nodes, entities, both = _counts(resolved_cases)
    right = _pairs(both.values())
    found, wanted = _pairs(nodes.values()), _pairs(entities.values())
    return Figure(part, "pairwise", len(entities), len(resolved_cases), right, found, wanted, right)


def _b_cubed(part: str, resolved_cases: Resolved) -> Figure:
    nodes, entities, both = _counts(resolved_cases)
    count = len(resolved_cases)
    precise = sum(n * n / nodes[key.split("\t")[1]] for key, n in both.items())
    recalled = sum(n * n / entities[key.split("\t")[0]] for key, n in both.items())
    return Figure(part, "b-cubed", len(entities), count, precise, count, count, recalled)


def mistakes(cases: Sequence[Case]) -> Iterator[str]:
    """What is joined that is not one, and what is one and not joined, a line each."""
    nodes, _ = resolved((case.label, case.mention) for case in cases)
    of_node: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    of_entity: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for case, node in zip(cases, nodes, strict=True):
        name = f"{case.label} {case.entity} ({case.part})"
        of_node[node].setdefault(name, []).append(case.mention)
        of_entity[name].setdefault(node, []).append(case.mention)
    for node, entities in sorted(of_node.items()):
        if len(entities) > 1:
            yield f"joined as {node}: {'; '.join(f'{e}: {m}' for e, m in sorted(entities.items()))}"
    for entity, found in sorted(of_entity.items()):
        if len(found) > 1:
            yield f"parted, {entity}: {' / '.join(', '.join(m) for _, m in sorted(found.items()))}"
