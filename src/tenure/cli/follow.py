"""`tenure follow`: which feeds and pages are looked at again and again."""

from typing import Any

import click

from tenure.cli.opened import opened
from tenure.cli.output import Column, form_options, say, write_rows
from tenure.fetching.targets import is_address, why_not
from tenure.ledger.follows import Follow, add_follow, follows_of, remove_follow
from tenure.model.errors import UnknownName

_COLUMNS = (
    Column("address", lambda row: row["url"]),
    Column("title", lambda row: row["title"] or ""),
    Column("added", lambda row: row["added"][:10], no_wrap=True),
    Column("asked", lambda row: (row["polled"] or "never")[:16].replace("T", " "), no_wrap=True),
    Column("entries", lambda row: str(row["entries"]), no_wrap=True),
    Column("waiting", lambda row: str(row["waiting"]), no_wrap=True),
    Column("trouble", lambda row: row["trouble"] or "", lambda row: "yellow"),
)


@click.group()
def follow() -> None:
    """Feeds and pages that are looked at again and again; `tenure poll` and `tenure watch` do the looking."""


@follow.command("add")
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
@click.option("--publisher", help="Who publishes it, where its pages do not say.")
def add(urls: tuple[str, ...], publisher: str | None) -> None:
    """Follow a feed (RSS, Atom, JSON Feed) or a page. Nothing is fetched yet."""
    for url in urls:
        reason = why_not(url) if is_address(url) else "it does not begin with http:// or https://"
        if reason:
            raise click.UsageError(f"{url}: {reason}")
    with opened() as project:
        for url in urls:
            if add_follow(project.ledger, url.strip(), publisher, project.now()):
                say(f"Following {url}. Next: tenure poll")
            else:
                say(f"{url} is followed already; nothing changed.")


@follow.command("list")
@form_options
def listing(form: str | None) -> None:
    """What is followed, when it was asked last, and what went wrong then."""
    with opened(readonly=True) as project:
        write_rows([_row(one) for one in follows_of(project.ledger)], _COLUMNS, form, title="Followed")


@follow.command("remove")
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
def remove(urls: tuple[str, ...]) -> None:
    """Follow an address no longer. The reports that were taken from it stay."""
    with opened() as project:
        for url in urls:
            if not remove_follow(project.ledger, url.strip()):
                near = tuple(one.url for one in follows_of(project.ledger) if url.strip() in one.url)[:5]
                raise UnknownName("followed address", url, near)
            say(f"{url} is followed no longer.")


def _row(one: Follow) -> dict[str, Any]:
    return {
        "url": one.url,
        "title": one.title,
        "publisher": one.publisher,
        "added": one.added_at.isoformat(),
        "polled": one.polled_at.isoformat() if one.polled_at else None,
        "due": one.due_at.isoformat() if one.failures else None,
        "failures": one.failures,
        "trouble": one.trouble,
        "entries": one.entries,
        "waiting": one.waiting,
    }
