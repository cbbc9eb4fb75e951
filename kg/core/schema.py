"""The vocabulary of the graph: labels, edge types, and what may join what.

Nothing else spells these names in code; stores build their tables from them. What a role
means is defined in the README's section on the graph.
"""

from __future__ import annotations

from collections.abc import Mapping

PAPER = "Paper"
METHOD = "Method"
DATASET = "Dataset"
METRIC = "Metric"
TASK = "Task"
RESULT = "Result"
ORGANIZATION = "Organization"
AUTHOR = "Author"
CATEGORY = "Category"

ENTITY_LABELS = (METHOD, DATASET, METRIC, TASK)
"""The types an extractor finds in text."""

CATALOGUED = (AUTHOR, CATEGORY)
"""What a catalogue lists of a paper: nodes of both stores and of files, left out of pictures."""

IDENTIFIED = (ORGANIZATION, *CATALOGUED)
"""Labels of what a source identifies: a node follows from a handle, an ORCID, a subject or a
person's name alone, and no rule judges whether two of them are one."""

LABELS = (PAPER, *ENTITY_LABELS, RESULT, *IDENTIFIED)

STATES = "STATES"
FROM = "FROM"
VARIANT_OF = "VARIANT_OF"
CITES = "CITES"
WROTE = "WROTE"
IN = "IN"

ROLE_EDGES: Mapping[tuple[str, str], str] = {
    (METHOD, "introduces"): "INTRODUCES",
    (METHOD, "uses"): "USES",
    (METHOD, "compares"): "COMPARES_WITH",
    (METHOD, "mentions"): "MENTIONS",
    (DATASET, "introduces"): "INTRODUCES",
    (DATASET, "evaluates_on"): "EVALUATES_ON",
    (DATASET, "trains_on"): "TRAINS_ON",
    (DATASET, "mentions"): "MENTIONS",
    (METRIC, "introduces"): "INTRODUCES",
    (METRIC, "reports"): "REPORTS",
    (METRIC, "mentions"): "MENTIONS",
    (TASK, "addresses"): "ADDRESSES",
    (TASK, "mentions"): "MENTIONS",
}
"""(entity label, role of the paper towards it) -> type of the edge Paper -> entity."""

RESULT_EDGES: Mapping[str, tuple[str, str]] = {
    "method": ("OF", METHOD),
    "dataset": ("ON", DATASET),
    "metric": ("MEASURES", METRIC),
    "task": ("FOR", TASK),
    "baseline": ("AGAINST", METHOD),
}
"""Slot of a result -> (type of the edge Result -> entity, label of that entity)."""

RESULT_KINDS = ("absolute", "relative", "difference", "ratio")
"""What the value of a result is: the metric itself, a share of another value ('12% faster'),
the distance to it ('+4 points'), or a multiple of it ('3.7x')."""

CONDITIONS = (
    "version",
    "subset",
    "split",
    "languages",
    "resolution",
    "size",
    "shots",
    "variant",
    "labels",
    "average",
)
"""Under what a value was measured, in the order in which it is shown: version of the data set
('v2.0'), subset ('hard'), split ('test-clean'), language pair and direction ('en-de'), image size
('256x256'), size class of objects ('small'), examples in the prompt ('5-shot'), variant of the
metric ('top-1'), share of the training labels ('10% of the labels'), and what an average is over
('average of 8 tasks')."""

RELATION_EDGES: Mapping[str, tuple[str, str]] = {
    "USED_FOR": (METHOD, TASK),
    "PART_OF": (METHOD, METHOD),
    "KIND_OF": (METHOD, METHOD),
    "TRAINED_ON": (METHOD, DATASET),
    "EVALUATED_ON": (METHOD, DATASET),
    "COMPARED_WITH": (METHOD, METHOD),
    "BENCHMARK_FOR": (DATASET, TASK),
    "SUBTASK_OF": (TASK, TASK),
}
"""Type of an edge entity -> entity that a paper states -> the labels of its ends."""

VARIANT_LABELS = (METHOD, DATASET)
"""Labels of entities that have versions and sizes: VARIANT_OF links a variant to its parent."""


def _ends() -> dict[str, tuple[tuple[str, str], ...]]:
    ends: dict[str, list[tuple[str, str]]] = {}
    for (label, _), edge in ROLE_EDGES.items():
        ends.setdefault(edge, []).append((PAPER, label))
    ends[STATES] = [(PAPER, RESULT)]
    for edge, label in RESULT_EDGES.values():
        ends[edge] = [(RESULT, label)]
    ends[FROM] = [(PAPER, ORGANIZATION)]
    for edge, pair in RELATION_EDGES.items():
        ends[edge] = [pair]
    ends[VARIANT_OF] = [(label, label) for label in VARIANT_LABELS]
    ends[CITES] = [(PAPER, PAPER)]
    ends[WROTE] = [(AUTHOR, PAPER)]
    ends[IN] = [(PAPER, CATEGORY)]
    return {edge: tuple(pairs) for edge, pairs in ends.items()}


EDGE_ENDS: Mapping[str, tuple[tuple[str, str], ...]] = _ends()
"""Edge type -> the (source label, target label) pairs it may join."""

EDGE_TYPES = tuple(EDGE_ENDS)

NODE_PROPERTIES: Mapping[str, Mapping[str, str]] = {
    PAPER: {
        "name": "string",
        "title": "string",
        "abstract": "string",
        "date": "string",
        "year": "int",
        "byline": "string",
        "authors": "strings",
        "orcids": "strings",
        "categories": "strings",
        "sources": "strings",
        "extractor": "string",
        "arxiv": "string",
        "doi": "string",
        "url": "string",
        "passages": "strings",
        "read": "bool",
    },
    **{label: {"name": "string", "aliases": "strings"} for label in ENTITY_LABELS},
    RESULT: {
        "name": "string",
        "value": "float",
        "raw": "string",
        "unit": "string",
        "kind": "string",
        "higher_is_better": "bool",
        "baseline": "float",
        "baseline_raw": "string",
        "deviation": "float",
        "interval_low": "float",
        "interval_high": "float",
        "conditions": "strings",
        "confidence": "float",
        "judged_by": "string",
        "field": "string",
        "is_own": "bool",
        "quoted_from": "string",
    },
    ORGANIZATION: {"name": "string", "aliases": "strings"},
    AUTHOR: {"name": "string", "aliases": "strings", "orcid": "string"},
    CATEGORY: {"name": "string", "aliases": "strings"},
}
"""Label -> its properties beside ``id``, and their kind: string, strings, float, int or bool.

Every node has a ``name`` to show: that of a paper is its title, that of a result a caption
('LoRA, accuracy 91.2 % on MNLI') by which nothing is found. Dates are ISO strings, of a day, a
month or a year: they sort as dates and both engines compare them alike. A source is
``file:line`` or ``file:line@date of the page``. ``orcids`` has the ORCID of each of ``authors``,
'' where it is not known, null where none is; the ``orcid`` of an author is null where the name is
all that is known, which may be that of several people. A condition of a result is ``name=value``
('split=test-clean'), its name one of `CONDITIONS`; no list where conditions were not read.
A passage of a paper is the name of a field of its body, a tab, and the text of that field, for the
fields that evidence stands in; ``read`` is false of papers that are known by being cited alone. The
``field`` of a result is that of the body which it stands in ('table 2'), null for title and
abstract; ``is_own`` is whether its method is the paper's own, null where that is not known,
``quoted_from`` the id of the paper that the table cites for the method, else null, and
``judged_by`` the person who judged it right ('person', 'person:ada'), else null.
"""

EDGE_PROPERTIES: Mapping[str, str] = {
    "paper": "string",
    "start": "int",
    "end": "int",
    "text": "string",
    "sentence": "string",
    "score": "float",
    "by": "string",
    "support": "int",
    "evidence": "string",
    "confidence": "float",
    "raw": "string",
}
"""Properties of every edge: where its best evidence stands (`kg.core.types.Edge.best`), the highest
``score`` of its evidence and how much of it there is (``support``); ``evidence`` holds it all
as JSON. ``confidence`` is the probability that the paper says what the edge says, and ``raw``
the compared value, verbatim, on AGAINST alone."""


def roles_of(label: str) -> tuple[str, ...]:
    """The roles that a paper can have towards an entity of this label.

    >>> roles_of("Task")
    ('addresses', 'mentions')
    """
    return tuple(role for owner, role in ROLE_EDGES if owner == label)
