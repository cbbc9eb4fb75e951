"""Pages that lead to others: lists by type, an overview by task, the time line, the front page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.core import schema
from kg.site.addresses import folder_of
from kg.site.staged_graph import Record, StagedGraph

__all__ = [
    "LISTED",
    "label_lists",
    "most_addressed",
    "paged",
    "search_rows",
    "task_overview",
    "timeline",
]

LISTED = 400
"""Rows of one page of a list."""

_TASKS, _PER_TASK = 150, 8
_READ = "json_extract(properties, '$.read') IS NOT 0"


def label_lists(graph: StagedGraph) -> Iterator[tuple[str, Record]]:
    """(page without suffix, record) of the lists of papers, methods, data sets and so on."""
    for label in (schema.PAPER, *schema.ENTITY_LABELS, schema.ORGANIZATION):
        order = (
            "date IS NULL, date DESC, id"
            if label == schema.PAPER
            else "uses DESC, name COLLATE NOCASE, id"
        )
        statement = f"SELECT id, uses FROM node WHERE label = ? AND {_READ} ORDER BY {order}"  # noqa: S608
        rows = [
            {**graph.reference(identifier), "papers": uses}
            for identifier, uses in graph.rows(statement, label)
        ]
        yield from paged(folder_of(label), label, rows)


def paged(name: str, label: str, rows: Sequence[Record]) -> Iterator[tuple[str, Record]]:
    """(page without suffix, record) of a list cut into pages of `LISTED` rows."""
    count = max(1, -(-len(rows) // LISTED))
    places = [name if number == 0 else f"{name}-{number + 1}" for number in range(count)]
    for number, place in enumerate(places):
        first = number * LISTED
        yield (
            place,
            {
                "kind": "list",
                "label": label,
                "name": name.capitalize(),
                "total": len(rows),
                "first": first + 1,
                "rows": rows[first : first + LISTED],
                "places": [f"{each}.html" for each in places],
                "at": number,
            },
        )


def most_addressed(graph: StagedGraph, limit: int) -> list[str]:
    """The ids of the tasks that most papers address."""
    return [task for task, _ in list(graph.rows(_ADDRESSED, limit))]


def task_overview(graph: StagedGraph) -> Record:
    """The tasks that most papers address, each with the methods and data sets of these papers."""
    return {
        "kind": "overview",
        "name": "By task",
        "tasks": [
            {
                **graph.reference(task),
                "papers": papers,
                **{folder_of(label): _beside(graph, task, label) for label in _BESIDE},
            }
            for task, papers in list(graph.rows(_ADDRESSED, _TASKS))
        ],
    }


_ADDRESSED = """
SELECT target, count(DISTINCT paper) AS papers FROM edge WHERE type = 'ADDRESSES'
GROUP BY target ORDER BY papers DESC, target LIMIT ?
"""
_BESIDE = (schema.METHOD, schema.DATASET, schema.METRIC)
_TOGETHER = """
SELECT other.target, count(DISTINCT other.paper) AS papers
FROM edge AS own JOIN edge AS other ON other.source = own.source
WHERE own.target = ? AND own.type = 'ADDRESSES'
  AND other.target_label = ? AND other.type != 'MENTIONS'
GROUP BY other.target ORDER BY papers DESC, other.target LIMIT ?
"""


def _beside(graph: StagedGraph, task: str, label: str) -> list[Record]:
    """What the papers that address a task use most."""
    return [
        {**graph.reference(other), "papers": papers}
        for other, papers in list(graph.rows(_TOGETHER, task, label, _PER_TASK))
    ]


_MONTHS = """
SELECT coalesce(substr(date, 1, 7), 'no date') AS month, count(*) FROM node
WHERE label = 'Paper' AND json_extract(properties, '$.read') IS NOT 0
GROUP BY month ORDER BY month = 'no date', month DESC
"""
_NEW = """
SELECT coalesce(substr(node.date, 1, 7), 'no date') AS month, edge.target
FROM edge JOIN node ON node.id = edge.source
WHERE edge.type = 'INTRODUCES' ORDER BY month, edge.target
"""


def timeline(graph: StagedGraph) -> Record:
    """By month, the newest first: how many papers, and what they introduce."""
    new: dict[str, dict[str, None]] = {}
    for month, entity in graph.rows(_NEW):
        new.setdefault(month, {})[entity] = None
    months = [
        {
            "month": month,
            "papers": papers,
            "introduced": [graph.reference(entity) for entity in new.get(month, {})],
        }
        for month, papers in list(graph.rows(_MONTHS))
    ]
    return {"kind": "timeline", "name": "Timeline", "months": months}


def search_rows(graph: StagedGraph, boards: Sequence[Record]) -> list[list[str | int]]:
    """[name, type, page without suffix, other names, papers] of all that can be found, those of
    most papers first, so that what is found first is what is shown."""
    rows: list[list[str | int]] = [
        [board["name"], "Board", board["page"][:-5], "", board["ranked"]] for board in boards
    ]
    for label in (*schema.ENTITY_LABELS, schema.ORGANIZATION, schema.PAPER):
        for identifier in graph.ids(label):
            found = graph.reference(identifier)
            other = graph.properties(identifier).get("aliases") or []
            aliases = "\t".join(each for each in other if each != found["name"])
            uses = next(graph.rows("SELECT uses FROM node WHERE id = ?", identifier))[0]
            rows.append([found["name"], label, str(found["page"])[:-5], aliases, uses])
    return sorted(rows, key=lambda row: -int(row[4]))
