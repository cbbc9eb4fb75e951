"""The command that asks services for papers: fetch."""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import log, progress_bar

if TYPE_CHECKING:
    from kg.services.fetching import Fetched

ContactOption = Annotated[
    str | None,
    typer.Option(
        "--contact",
        metavar="E-MAIL",
        envvar="KG_CONTACT",
        help="Sent along, so that a service can write to whom it concerns.",
    ),
]
_SHOWN = 10
"""Ids that a service does not have, of which so many are listed."""


def _day(option: str, text: str | None) -> datetime.date | None:
    """A day as it is typed; ``today`` is that of UTC."""
    if text is None:
        return None
    if text == "today":
        return datetime.datetime.now(datetime.UTC).date()
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{option} {text}: write YYYY-MM-DD, or today") from error


ServiceArgument = Annotated[
    str, typer.Argument(metavar="SERVICE", help="hf, arxiv, openalex, doi or zotero.")
]
IdsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[ID...]", help="arXiv ids, or DOIs.")
]
OutputOption = Annotated[
    str, typer.Option("-o", "--output", metavar="DIR", help="The folder for answers.")
]
QueryOption = Annotated[
    str | None, typer.Option("--query", help="Words to search for (arxiv, openalex, zotero).")
]
CategoryOption = Annotated[
    str | None, typer.Option("--category", metavar="CAT,...", help="Categories (arxiv).")
]
FilterOption = Annotated[
    str | None,
    typer.Option("--filter", metavar="F:V,...", help="In OpenAlex's language (openalex)."),
]
DateOption = Annotated[
    str | None,
    typer.Option("--date", metavar="YYYY-MM-DD", help="A day's list (hf)."),
]
WeekOption = Annotated[
    str | None, typer.Option("--week", metavar="YYYY-Www", help="A week's list (hf).")
]
MonthOption = Annotated[
    str | None, typer.Option("--month", metavar="YYYY-MM", help="A month's list (hf).")
]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="YYYY-MM-DD", help="The first day (hf, arxiv, openalex)."),
]
UntilOption = Annotated[
    str | None,
    typer.Option("--until", metavar="YYYY-MM-DD", help="The last day; else today."),
]
LimitOption = Annotated[int, typer.Option(min=1, help="Maximum number of papers.")]
EndpointOption = Annotated[
    str | None,
    typer.Option("--endpoint", metavar="URL", help="Another address of the service."),
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Print the first requests, and send none.")
]


def fetch(
    service: ServiceArgument,
    ids: IdsArgument = None,
    output: OutputOption = "fetched",
    query: QueryOption = None,
    category: CategoryOption = None,
    filter: FilterOption = None,
    date: DateOption = None,
    week: WeekOption = None,
    month: MonthOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: LimitOption = 1000,
    contact: ContactOption = None,
    endpoint: EndpointOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Fetch papers from a service into a folder, which kg build reads.

    Answers are kept as they came, and their files printed. After Ctrl-C the same command goes on
    where it was; once it is through it asks only for what may be new. Keys are taken from
    KG_OPENALEX_KEY, KG_ZOTERO_KEY and KG_HF_KEY.

    Example: kg fetch arxiv --query '"knowledge graph"' --category cs.CL --since 2024-01-01
    """
    from kg.services.fetching import fetch as fetch_papers

    with progress_bar() as progress:
        fetched = fetch_papers(
            service,
            ids or (),
            output,
            query=query,
            category=category,
            filter=filter,
            date=_day("--date", date),
            week=week,
            month=month,
            since=_day("--since", since),
            until=_day("--until", until),
            limit=limit,
            contact=contact,
            endpoint=endpoint,
            dry_run=dry_run,
            key=key_of(service),
            progress=progress,
        )
    for line in fetched.asked if dry_run else fetched.files:
        typer.echo(line)
    log_fetched(fetched, output, dry_run=dry_run)


def key_of(service: str) -> str | None:
    """The key of a service, from the environment: never from the command line."""
    return os.environ.get(f"KG_{service.upper()}_KEY") or None


def log_fetched(fetched: Fetched, folder: str, *, dry_run: bool = False) -> None:
    """What a fetch brought, and how to go on."""
    if dry_run:
        log("nothing is sent; further pages are asked for as the answers show")
        return
    for identifier in fetched.absent[:_SHOWN]:
        log(f"not there: {identifier}")
    if len(fetched.absent) > _SHOWN:
        log(f"and {len(fetched.absent) - _SHOWN:,} more that are not there")
    if fetched.cut:
        more = f" of {fetched.total:,}" if fetched.total is not None else ""
        log(f"{fetched.papers:,} papers{more}: --limit fetches more")
    old = len(fetched.files) - len(fetched.asked)
    kept = f", {old:,} of them on disk before" if old > 0 else ""
    log(f"{fetched.papers:,} papers in {len(fetched.files):,} files{kept}: kg build {folder}")
