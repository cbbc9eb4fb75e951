"""Objects of JSON that hold a table by its columns, as pandas writes it: its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.ingest.fields.columns import field_of

Json = Mapping[str, object]


def rows_of(record: Json) -> list[Json]:
    """The rows of an object of columns, of lists of one length or of objects with the same keys;
    none where it is a paper.

    >>> rows_of({"title": {"0": "On Tides", "1": "On Reeds"}, "year": {"0": 2024, "1": 2023}})
    [{'title': 'On Tides', 'year': 2024}, {'title': 'On Reeds', 'year': 2023}]
    >>> rows_of({"columns": ["title"], "index": [0], "data": [["On Tides"]]})
    [{'title': 'On Tides'}]
    """
    names, data = record.get("columns"), record.get("data")
    if isinstance(names, list) and isinstance(data, list):
        rows = [row for row in data if isinstance(row, list) and len(row) == len(names)]
        return [dict(zip(map(str, names), row, strict=True)) for row in rows]
    titles = next((value for key, value in record.items() if field_of(key) == "title"), None)
    if isinstance(titles, Mapping) and titles and all(map(_is_number, titles)):
        columns = {k: v for k, v in record.items() if isinstance(v, Mapping)}
        return [{key: column.get(at) for key, column in columns.items()} for at in titles]
    if isinstance(titles, list) and len(titles) > 1 and _are_texts(titles):
        lists = {k: v for k, v in record.items() if isinstance(v, list) and len(v) == len(titles)}
        if any(field_of(k) == "abstract" and _are_texts(v) for k, v in lists.items()):
            return [{key: column[at] for key, column in lists.items()} for at in range(len(titles))]
    return []


def _is_number(key: object) -> bool:
    return str(key).isdigit()


def _are_texts(values: Sequence[object]) -> bool:
    return all(value is None or isinstance(value, str) for value in values)
