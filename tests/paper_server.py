"""Services of papers on 127.0.0.1 that speak the documented protocols, and fail as they are told.

`paper_server` runs a service: a function from a request to a `Reply`. Faults come in front of it,
one a request. The services here hold papers of our own and give them in pages.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from time import monotonic
from urllib.parse import parse_qs, urlsplit

from tests.loopback import serving


@dataclass(frozen=True)
class Asked:
    """A request: path, parameters, headers by their names in small letters, and when it came."""

    path: str
    parameters: Mapping[str, str]
    headers: Mapping[str, str]
    at: float


@dataclass(frozen=True)
class Reply:
    """A status and a body; ``cut`` closes the connection after so many bytes of the body."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    cut: int | None = None
    delay_s: float = 0.0


Answer = Callable[[Asked], Reply]


@dataclass
class PaperServer:
    """The address of a running service, the requests so far, and the faults to come."""

    url: str
    asked: list[Asked] = field(default_factory=list)
    faults: list[Reply] = field(default_factory=list)


@contextmanager
def paper_server(answer: Answer) -> Iterator[PaperServer]:
    """A service that is asked by GET."""
    served = PaperServer("")
    stopped = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            parameters = {key: texts[0] for key, texts in parse_qs(parts.query).items()}
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(parts.path, parameters, headers, monotonic())
            served.asked.append(asked)
            reply = served.faults.pop(0) if served.faults else answer(asked)
            stopped.wait(reply.delay_s)
            self.send_response(reply.status)
            for name, value in (*reply.headers, ("Content-Length", str(len(reply.body)))):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body if reply.cut is None else reply.body[: reply.cut])
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    try:
        with serving(Handler) as url:
            served.url = url
            yield served
    finally:
        stopped.set()


def as_json(value: object) -> Reply:
    return Reply(body=json.dumps(value).encode(), headers=(("Content-Type", "application/json"),))


@dataclass(frozen=True)
class Paper:
    """A paper that the services hold."""

    number: int
    day: str = "2026-11-02"

    @property
    def id(self) -> str:
        return f"2611.{self.number:05}"

    @property
    def title(self) -> str:
        return f"Skiff {self.number}: Small Models for Harbour Images"

    @property
    def abstract(self) -> str:
        return f"We propose Skiff{self.number}, a method for image classification on ImageNet."


def arxiv(papers: Sequence[Paper]) -> Answer:
    """The Atom of arXiv's API: ``id_list``, or a search of which all papers are found."""

    def answer(asked: Asked) -> Reply:
        start = int(asked.parameters.get("start", 0))
        most = int(asked.parameters.get("max_results", 10))
        if "id_list" in asked.parameters:
            ids = [given.partition("v")[0] for given in asked.parameters["id_list"].split(",")]
            found = [paper for paper in papers if paper.id in ids]
        else:
            found = list(papers)
        entries = "".join(map(_entry, found[start : start + most]))
        return Reply(body=_feed(entries, len(found), start).encode())

    return answer


def arxiv_refusal(summary: str) -> Reply:
    """What arXiv answers where a parameter is wrong."""
    entry = (
        "<entry><id>http://arxiv.org/api/errors#bad</id><title>Error</title>"
        f"<summary>{summary}</summary></entry>"
    )
    return Reply(body=_feed(entry, 1, 0).encode())


def _feed(entries: str, total: int, start: int) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<opensearch:totalResults>{total}</opensearch:totalResults>"
        f"<opensearch:startIndex>{start}</opensearch:startIndex>\n{entries}</feed>\n"
    )


def _entry(paper: Paper) -> str:
    return (
        f"<entry><id>http://arxiv.org/abs/{paper.id}v1</id><published>{paper.day}T00:00:00Z"
        f"</published><title>{paper.title}</title><summary>{paper.abstract}</summary>"
        '<author><name>Ada Kamara</name></author><category term="cs.CV"/></entry>\n'
    )


def daily_papers(papers: Sequence[Paper]) -> Answer:
    """Hugging Face's list of a day, a week or a month, of which all papers of the day are found."""

    def answer(asked: Asked) -> Reply:
        page, most = int(asked.parameters["p"]), int(asked.parameters["limit"])
        day = asked.parameters.get("date")
        found = [paper for paper in papers if day in (None, paper.day)]
        shown = found[page * most : (page + 1) * most]
        return as_json(
            [
                {
                    "paper": {
                        "id": paper.id,
                        "title": paper.title,
                        "summary": paper.abstract,
                        "publishedAt": f"{paper.day}T00:00:00.000Z",
                        "authors": [{"name": "Ada Kamara"}],
                    },
                    "title": paper.title,
                    "publishedAt": f"{paper.day}T00:00:00.000Z",
                }
                for paper in shown
            ]
        )

    return answer


def openalex(papers: Sequence[Paper]) -> Answer:
    """OpenAlex's pages by cursor, with abstracts as positions of words."""

    def answer(asked: Asked) -> Reply:
        cursor, most = asked.parameters["cursor"], int(asked.parameters["per_page"])
        start = 0 if cursor == "*" else int(cursor)
        shown = papers[start : start + most]
        following = str(start + most) if start + most < len(papers) else None
        meta = {"count": len(papers), "per_page": most, "next_cursor": following}
        return as_json({"meta": meta, "results": list(map(_work, shown))})

    return answer


def _work(paper: Paper) -> dict[str, object]:
    positions: dict[str, list[int]] = {}
    for at, word in enumerate(paper.abstract.split()):
        positions.setdefault(word, []).append(at)
    return {
        "id": f"https://openalex.org/W{4_000_000_000 + paper.number}",
        "doi": f"https://doi.org/10.1000/{paper.number}",
        "title": paper.title,
        "publication_date": paper.day,
        "authorships": [{"author": {"display_name": "Ada Kamara"}}],
        "abstract_inverted_index": positions,
    }


def doi_records(papers: Sequence[Paper]) -> Answer:
    """doi.org, which leads to an agency on the same host, which answers in CSL-JSON."""
    known = {f"10.1000/{paper.number}": paper for paper in papers}

    def answer(asked: Asked) -> Reply:
        if not asked.path.startswith("/agency/"):
            if asked.path[1:] not in known:
                return Reply(404, b"DOI not found")
            return Reply(302, headers=(("Location", f"/agency{asked.path}"),))
        if "citationstyles" not in asked.headers.get("accept", ""):
            return Reply(406)
        doi = asked.path.removeprefix("/agency/")
        paper = known[doi]
        return as_json(
            {
                "DOI": doi,
                "title": paper.title,
                "abstract": f"<jats:p>{paper.abstract}</jats:p>",
                "author": [{"given": "Ada", "family": "Kamara"}],
                "issued": {"date-parts": [[2026, 11, 2]]},
            }
        )

    return answer


def zotero(papers: Sequence[Paper]) -> Answer:
    """A library of Zotero, with a note among its items."""

    def answer(asked: Asked) -> Reply:
        if asked.headers.get("zotero-api-version") != "3":
            return Reply(400, b"version?")
        start, most = int(asked.parameters["start"]), int(asked.parameters["limit"])
        note = {"key": "NOTE0001", "data": {"itemType": "note", "note": "<p>Read again.</p>"}}
        items = [note, *map(_item, papers)]
        return as_json(items[start : start + most])

    return answer


def _item(paper: Paper) -> dict[str, object]:
    return {
        "key": f"KEY{paper.number:05}",
        "data": {
            "itemType": "preprint",
            "title": paper.title,
            "abstractNote": paper.abstract,
            "creators": [{"creatorType": "author", "firstName": "Ada", "lastName": "Kamara"}],
            "archiveID": f"arXiv:{paper.id}",
            "date": paper.day,
            "url": f"http://arxiv.org/abs/{paper.id}",
        },
    }
