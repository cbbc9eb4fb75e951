"""Which key of a record holds which field of a paper: by the names that sources give them.

Keys are compared without case, blanks and signs: ``Abstract Note`` is ``abstractnote``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": (
        *("title", "papertitle", "articletitle", "documenttitle", "primarytitle", "ti", "t1"),
        *("headline", "displayname", "titletext", "itemtitle", "papername", "titles", "dctitle"),
        *("titleen", "englishtitle", "originaltitle"),
        *("titledisplay", "标题", "题目", "论文标题", "论文题目", "titel", "titre", "título"),
        *("name", "paper"),
    ),
    "abstract": (
        *("abstract", "paperabstract", "abstractnote", "abstracttext", "abstracts", "ab", "n2"),
        *("summary", "abstractcontent", "notesabstract", "description", "contentsnippet"),
        *("descriptions", "dcdescription", "contenthtml", "contenttext", "snippet"),
        *("abstracten", "englishabstract", "originalabstract", "summaryen", "excerpt"),
        *("摘要", "英文摘要", "zusammenfassung", "résumé", "resumen"),
    ),
    "date": (
        *(
            "date",
            "published",
            "publishedat",
            "publishdate",
            "publishtime",
            "publisheddate",
            "datepublished",
            "publishedon",
        ),
        *("publicationdate", "pubdate", "issued", "publishedprint", "publishedonline", "cdate"),
        *("submittedon", "submitteddate", "submissiondate", "firstdate", "dateadded", "da", "dp"),
        *("created", "createdat", "v1date", "coverdate", "onlinedate", "dateofpublication"),
        *("year", "publicationyear", "pubyear", "yearpublished", "py", "y1", "updatedate"),
        *(
            "submittedondailyat",
            "dc",
            "issuedate",
            "firstpublicationdate",
            "preprintdate",
            "posted",
        ),
        *("prismcoverdate", "isodate", "produceddates"),
        *("日期", "发布日期", "发布时间", "年份", "jahr", "année", "año"),
    ),
    "updated": ("updated", "updatedat", "lastupdated", "updatedate", "lastmodified", "mdate"),
    "authors": (
        *("authorsparsed", "authorfullnames", "fullauthors", "af", "fau", "authors", "author"),
        *("authorships", "authornames", "authorlist", "au", "a1", "creators", "creator"),
        *("dccreator", "paperauthors", "authorname", "contributors", "authorstring"),
        *("authfullnames", "authordisplay", "authorshipsauthordisplayname", "firstauthor"),
        *("作者", "autoren", "auteurs", "autores"),
    ),
    "categories": (
        *(
            "categories",
            "category",
            "primarycategory",
            "primaryclass",
            "subjects",
            "arxivcategories",
            "fieldsofstudy",
        ),
        *("subjectareas",),
    ),
    "language": ("language", "lang", "la"),
}
"""Field of a paper -> keys that hold it, the most telling first."""

_KNOWN = {key: field for field, keys in FIELDS.items() for key in keys}
_SIGNS = re.compile(r"[\W_]+")


def column_key(name: object) -> str:
    """A key or a column as its spellings share it.

    >>> column_key("Abstract Note"), column_key("publication_date"), column_key("\\ufeffTitle")
    ('abstractnote', 'publicationdate', 'title')
    """
    return _SIGNS.sub("", str(name)).casefold()


def field_of(name: object) -> str | None:
    """The field that a key holds by its name; None for one that is not known.

    >>> field_of("Article Title"), field_of("DOI")
    ('title', None)
    """
    return _KNOWN.get(column_key(name))


def by_key(record: Mapping[str, object]) -> dict[str, object]:
    """The record by `column_key`; of keys that share one the first that holds something."""
    found: dict[str, object] = {}
    for name, value in record.items():
        key = column_key(name)
        if key and is_blank(found.get(key)):
            found[key] = value
    return found


def values_of(record: Mapping[str, object], field: str) -> list[tuple[str, object]]:
    """(key, value) of each key that holds a field, the most telling first.

    Args:
        record: by `column_key`.
    """
    return [(key, record[key]) for key in FIELDS[field] if not is_blank(record.get(key))]


def is_blank(value: object) -> bool:
    """Whether a value holds nothing: null, a blank text, an empty list, or not a number."""
    if value is None or value != value:
        return True
    if isinstance(value, str):
        return value.strip().casefold() in ("", "nan", "none", "null", "<na>")
    return isinstance(value, list | dict | tuple) and not value


def renamed(record: Mapping[str, object], mapping: Mapping[str, str]) -> dict[str, object]:
    """A record with the user's columns under the names of their fields, in front of all others.

    Args:
        record: as read.
        mapping: field -> column, as the user gave it.
    """
    if not mapping:
        return dict(record)
    columns = {column_key(name): value for name, value in record.items()}
    own = {field: columns.get(column_key(column)) for field, column in mapping.items()}
    rest = {k: v for k, v in record.items() if field_of(k) not in own and column_key(k) not in own}
    return {**own, **rest}
