"""Fetching papers from services that run here: pages, limits, faults, and going on after a cut."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from email.utils import format_datetime
from pathlib import Path
from time import monotonic

import pytest
from typer.testing import CliRunner

import kg
from kg.cli import app
from kg.services.fetching import SERVICES, Fetched, Manner, fetch_wanted, service_of
from kg.services.polite_client import Patience
from kg.services.protocol import Wanted
from tests import paper_server as servers
from tests.paper_server import Paper, PaperServer, Reply, paper_server

TODAY = datetime.date(2026, 11, 9)
PAPERS = [Paper(number) for number in range(1, 251)]
QUICK = Patience(timeout_s=0.5, longest_answer_s=2.0, retries=3, backoff_s=0.01, longest_wait_s=1.0)


def fetched(
    served: PaperServer,
    name: str,
    wanted: Wanted,
    folder: Path,
    *,
    path: str = "",
    interval_s: float = 0.0,
    today: datetime.date = TODAY,
    **manner: object,
) -> Fetched:
    """A fetch from a service that runs here, at once and with little patience."""
    service = replace(service_of(name, wanted), interval_s=interval_s)
    given = {"endpoint": served.url + path, "patience": QUICK, **manner}
    return fetch_wanted(service, wanted, folder, Manner(**given), today)  # type: ignore[arg-type]


ALL: dict[str, tuple[Callable[[list[Paper]], servers.Answer], Wanted, int]] = {
    "arxiv": (servers.arxiv, Wanted(category="cs.CV", since=datetime.date(2026, 11, 1)), 3),
    "hf": (servers.daily_papers, Wanted(week="2026-W45"), 4),
    "openalex": (servers.openalex, Wanted(filter="type:article"), 3),
    "doi": (servers.doi_records, Wanted(ids=tuple(f"10.1000/{p.number}" for p in PAPERS)), 250),
    "zotero": (servers.zotero, Wanted(), 3),
}
"""Service -> what runs, what is wanted of it, and how many requests that takes."""


@pytest.mark.parametrize("name", SERVICES)
def test_all_papers_come_and_are_read_from_the_folder(name: str, tmp_path: Path) -> None:
    answer, wanted, requests = ALL[name]
    with paper_server(answer(PAPERS)) as served:
        found = fetched(served, name, wanted, tmp_path / "in")
        assert len(found.asked) == requests
        again = fetched(served, name, wanted, tmp_path / "in")
    assert found.files
    notes = kg.ReadingNotes()
    documents = list(kg.read_documents([tmp_path / "in"], notes=notes))
    assert not notes.counts
    assert {d.title for d in documents} == {paper.title for paper in PAPERS}
    assert {d.abstract for d in documents} == {paper.abstract for paper in PAPERS}
    assert {d.authors for d in documents} == {("Ada Kamara",)}
    assert {d.date for d in documents} == {"2026-11-02"}
    assert all(d.id.startswith(("arxiv:", "doi:")) for d in documents)
    assert again.papers == found.papers


FAULTS = {
    "too many requests": Reply(429, b"slow down", (("Retry-After", "0"),)),
    "a date to wait for": Reply(
        503, b"", (("Retry-After", format_datetime(datetime.datetime(2020, 1, 1))),)
    ),
    "a window that ends": Reply(429, b"", (("RateLimit", '"api";r=0;t=0'),)),
    "a failing gateway": Reply(502, b"<html>Bad gateway</html>"),
    "a cut connection": Reply(200, b"x" * 1000, cut=10),
    "no answer at all": Reply(200, b"", cut=0, delay_s=0.7),
    "a page of another service": Reply(200, b"<html>Log in to the network</html>"),
    "an empty answer": Reply(200, b""),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", ["arxiv", "openalex"])
def test_a_fault_that_passes_is_waited_for(name: str, fault: str, tmp_path: Path) -> None:
    answer, wanted, _ = ALL[name]
    with paper_server(answer(PAPERS)) as served:
        served.faults = [FAULTS[fault], FAULTS["a failing gateway"]]
        found = fetched(served, name, wanted, tmp_path)
        assert len(served.asked) == len(found.asked) + 2
    assert found.papers == len(PAPERS)


def test_an_empty_page_of_arxiv_is_asked_for_again(tmp_path: Path) -> None:
    answer, wanted, _ = ALL["arxiv"]
    with paper_server(answer(PAPERS)) as served:
        empty = answer(PAPERS)(servers.Asked("", {"start": "250"}, {}, 0.0))
        served.faults = [empty]
        assert fetched(served, "arxiv", wanted, tmp_path).papers == len(PAPERS)


def test_what_does_not_pass_is_reported_and_gone_on_with(tmp_path: Path) -> None:
    answer, wanted, requests = ALL["openalex"]
    with paper_server(answer(PAPERS)) as served:
        first = answer(PAPERS)(servers.Asked("", {"cursor": "*", "per_page": "100"}, {}, 0.0))
        served.faults = [first, *[Reply(500, b"broken")] * 4]
        with pytest.raises(kg.ServiceError, match=r"OpenAlex .* in 4 attempts: .*HTTP 500 broken"):
            fetched(served, "openalex", wanted, tmp_path)
        found = fetched(served, "openalex", wanted, tmp_path)
    assert len(found.asked) == requests - 1
    assert found.papers == len(PAPERS)


def test_a_killed_fetch_leaves_a_log_that_is_mended(tmp_path: Path) -> None:
    answer, wanted, requests = ALL["arxiv"]
    with paper_server(answer(PAPERS)) as served:
        served.faults = [Reply(400, b"no")]
        with pytest.raises(kg.ServiceError):
            fetched(served, "arxiv", wanted, tmp_path)
        log = next(tmp_path.glob(".fetch-arxiv-*.jsonl"))
        log.write_text(log.read_text("utf-8") + '{"url": "http', "utf-8")
        assert len(fetched(served, "arxiv", wanted, tmp_path).asked) == requests
    log.write_text("{}\nnonsense\n{}\n", "utf-8")
    with pytest.raises(kg.InputError, match=r"jsonl:2: a damaged log"):
        kg.fetch(
            "arxiv",
            category="cs.CV",
            since=wanted.since,
            output=tmp_path,
            dry_run=True,
            endpoint=served.url,
        )


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Reply(400, b"Invalid filter"), "refuses .*HTTP 400 Invalid filter"),
        (Reply(403, b"No."), "KG_OPENALEX_KEY"),
        (Reply(429, b"", (("Retry-After", "7200"),)), "asks to wait 7,200 s"),
        (Reply(302, b"", (("Location", "file:///etc/passwd"),)), "HTTP 302"),
        (Reply(302, b"", (("Location", "ftp://example.org/x"),)), "redirects to ftp://"),
        (Reply(302, b"", (("Location", "http://example.org/x"),)), "only https is"),
        (Reply(302, b"", (("Location", "/again"),)), "HTTP 302"),
        (Reply(200, b"[" * 3_000_000), "over 1 MB"),
    ],
)
def test_what_cannot_pass_ends_the_fetch_at_once(
    reply: Reply, message: str, tmp_path: Path
) -> None:
    patience = replace(QUICK, most_bytes=1 << 20)
    with paper_server(lambda _: reply) as served:
        with pytest.raises(kg.ServiceError, match=message):
            fetched(served, "openalex", Wanted(filter="x:y"), tmp_path, patience=patience)
        assert len(served.asked) <= 6


def test_a_slow_answer_ends(tmp_path: Path) -> None:
    began = monotonic()
    with paper_server(lambda _: Reply(200, b"[]", delay_s=3.0)) as served:
        patience = replace(QUICK, timeout_s=0.1, retries=1)
        with pytest.raises(kg.ServiceError, match=r"no data within 0.1 s"):
            fetched(served, "hf", Wanted(month="2026-10"), tmp_path, patience=patience)
    assert monotonic() - began < 3


def test_arxiv_refuses_in_its_own_way(tmp_path: Path) -> None:
    refusal = servers.arxiv_refusal("max_results must be non-negative")
    with paper_server(lambda _: refusal) as served:
        with pytest.raises(kg.ServiceError, match="max_results must be non-negative"):
            fetched(served, "arxiv", Wanted(query="x"), tmp_path)
        assert len(served.asked) == 1


def test_requests_keep_the_pace_of_the_service(tmp_path: Path) -> None:
    with paper_server(servers.arxiv(PAPERS)) as served:
        began = monotonic()
        fetched(served, "arxiv", Wanted(query="x"), tmp_path, interval_s=0.2)
        assert monotonic() - began > 0.2 * (len(served.asked) - 1)
    assert SERVICES["arxiv"].interval_s == 3.0


def test_a_client_gives_its_name_and_contact_and_keeps_keys_out_of_sight(tmp_path: Path) -> None:
    with paper_server(servers.openalex(PAPERS)) as served:
        served.faults = [Reply(500, b"")] * 4
        wanted = Wanted(query="ships")
        with pytest.raises(kg.ServiceError) as error:
            fetched(served, "openalex", wanted, tmp_path, key="s3cret", contact="ada@example.org")
        fetched(served, "openalex", wanted, tmp_path, key="s3cret", contact="ada@example.org")
        asked = served.asked[-1]
    assert "s3cret" not in str(error.value)
    assert asked.parameters["api_key"] == "s3cret"
    assert asked.headers["user-agent"].endswith("(mailto:ada@example.org)")
    assert not [file for file in tmp_path.iterdir() if b"s3cret" in file.read_bytes()]
    with pytest.raises(kg.QueryError, match="no e-mail address"):
        kg.fetch("hf", month="2026-10", output=tmp_path, contact="Ada\r\nX: y", dry_run=True)


def test_a_key_in_a_header_does_not_follow_a_redirect(tmp_path: Path) -> None:
    with (
        paper_server(servers.zotero(PAPERS[:3])) as other,
        paper_server(lambda _: Reply()) as served,
    ):
        served.faults = [
            Reply(302, b"", (("Location", f"{other.url}/items/top?start=0&limit=100"),))
        ]
        with pytest.raises(kg.ServiceError, match="version"):
            fetched(served, "zotero", Wanted(), tmp_path, key="s3cret")
        assert served.asked[0].headers["zotero-api-key"] == "s3cret"
        assert "s3cret" not in str(other.asked)


def test_the_limit_ends_a_fetch_and_a_higher_one_goes_on(tmp_path: Path) -> None:
    _, wanted, _ = ALL["arxiv"]
    with paper_server(servers.arxiv(PAPERS)) as served:
        found = fetched(served, "arxiv", wanted, tmp_path, limit=150)
        assert (found.papers, found.total, found.cut) == (200, 250, True)
        found = fetched(served, "arxiv", wanted, tmp_path)
    assert (found.papers, found.cut) == (250, False)


def test_a_fetch_that_was_through_asks_for_what_is_new_since(tmp_path: Path) -> None:
    _, wanted, _ = ALL["arxiv"]
    with paper_server(servers.arxiv(PAPERS[:5])) as served:
        fetched(served, "arxiv", wanted, tmp_path)
        fetched(served, "arxiv", wanted, tmp_path, today=TODAY + datetime.timedelta(7))
    searches = [asked.parameters["search_query"] for asked in served.asked]
    assert "[202611010000 TO 202611092359]" in searches[0]
    assert "[202611020000 TO 202611162359]" in searches[1]


def test_days_that_are_over_are_not_asked_for_again(tmp_path: Path) -> None:
    with paper_server(servers.daily_papers(PAPERS[:5])) as served:
        wanted = Wanted(since=datetime.date(2026, 11, 1))
        first = fetched(served, "hf", wanted, tmp_path)
        again = fetched(served, "hf", wanted, tmp_path)
    assert len(first.asked) == 10  # nine days, and the page after the only one with papers
    assert [url.partition("date=")[2][:10] for url in again.asked] == [
        *("2026-11-07", "2026-11-08", "2026-11-09")
    ]


def test_ids_that_a_service_does_not_have_are_listed(tmp_path: Path) -> None:
    with paper_server(servers.arxiv(PAPERS)) as served:
        found = fetched(served, "arxiv", Wanted(ids=("2611.00001v1", "2611.99999")), tmp_path / "a")
    assert (found.papers, found.absent) == (1, ("2611.99999",))
    with paper_server(servers.doi_records(PAPERS)) as served:
        wanted = Wanted(ids=("https://doi.org/10.1000/7", "10.1000/none"))
        found = fetched(served, "doi", wanted, tmp_path / "b")
    assert (found.papers, found.absent) == (1, ("10.1000/none",))


@pytest.mark.parametrize(
    ("service", "given", "message"),
    [
        ("hf", {}, "give one of --date, --week"),
        ("hf", {"week": "2026-W60"}, "no such week"),
        ("hf", {"week": "last"}, "YYYY-Www"),
        ("hf", {"month": "2026"}, "YYYY-MM"),
        ("hf", {"since": datetime.date(2020, 1, 1)}, "2023-05-04"),
        ("hf", {"date": datetime.date(2999, 1, 1)}, "yet to come"),
        ("hf", {"query": "x"}, "takes no --query"),
        ("arxiv", {}, "give ids"),
        ("arxiv", {"ids": ["Skiff"]}, "no arXiv id"),
        ("arxiv", {"ids": ["2401.00001"], "query": "x"}, "not both"),
        ("arxiv", {"category": "computer vision"}, "no category"),
        ("doi", {}, "give DOIs"),
        ("doi", {"ids": ["pmid:1"]}, "no DOI"),
        ("openalex", {}, "--filter"),
        ("scholar", {}, "there are hf, arxiv"),
        ("zotero", {"endpoint": "http://example.org"}, "https://HOST"),
        ("zotero", {"endpoint": "file:///etc"}, "https://HOST"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_is_written(
    service: str, given: dict[str, object], message: str, tmp_path: Path
) -> None:
    with pytest.raises(kg.QueryError, match=message):
        kg.fetch(service, output=tmp_path / "new", **given)  # type: ignore[arg-type]
    assert not (tmp_path / "new").exists()


def test_the_command_prints_requests_or_files(tmp_path: Path) -> None:
    folder = str(tmp_path / "in")
    with paper_server(servers.zotero(PAPERS[:2])) as served:
        command = ["fetch", "zotero", "-o", folder, "--endpoint", served.url]
        dry = CliRunner().invoke(app, [*command, "--dry-run"])
        assert dry.stdout.startswith(f"{served.url}/items/top?")
        assert not served.asked
        assert not Path(folder).exists()
        done = CliRunner().invoke(app, command)
    assert done.exit_code == 0, done.output
    assert [Path(line).parent for line in done.stdout.splitlines()] == [Path(folder)]
    assert "3 papers in 1 files" in done.stderr
