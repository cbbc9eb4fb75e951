"""The sitemap of a site whose address is known: every page, in as many files as the protocol needs.

Source: https://www.sitemaps.org/protocol.html, which allows 50,000 addresses a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote
from xml.sax.saxutils import escape

from kg.core.errors import QueryError

__all__ = ["checked_url", "sitemaps"]

_MOST = 50_000
_ADDRESS = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def checked_url(url: str) -> str:
    """The address of a site, with a '/' at its end.

    Raises:
        QueryError: it is no address of http or https without query.
    """
    if not _ADDRESS.fullmatch(url):
        raise QueryError(f"{url!r} is no address of a site, such as https://example.org/papers/")
    return url if url.endswith("/") else f"{url}/"


def sitemaps(url: str, names: Iterable[str], *, most: int = _MOST) -> Iterator[tuple[str, str]]:
    """(file, text) of each sitemap of the pages with these names; of several, an index as well."""
    pages = [f"{url}{quote(name)}" for name in names if name.endswith(".html")]
    parts = [pages[begin : begin + most] for begin in range(0, len(pages), most)] or [[]]
    if len(parts) == 1:
        yield "sitemap.xml", _document("urlset", "url", parts[0])
        return
    files = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(files, parts, strict=True):
        yield name, _document("urlset", "url", part)
    yield "sitemap.xml", _document("sitemapindex", "sitemap", [f"{url}{name}" for name in files])


def _document(root: str, item: str, addresses: Iterable[str]) -> str:
    lines = "".join(f"<{item}><loc>{escape(each)}</loc></{item}>\n" for each in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {_NAMESPACE}>\n{lines}</{root}>\n'
