"""`tenure holders`: what holders are on record, which of them are one."""

from collections.abc import Iterator, Mapping
from typing import Any

import click

from tenure.answers import Collection, collect
from tenure.cli.on_record import Kind, OnRecord, counted, merge, rows_of, split
from tenure.cli.opened import opened
from tenure.cli.output import Column, form_options, write_rows
from tenure.deciding.corrections import known_holder
from tenure.folding.lines import register_of
from tenure.folding.reviews import reviewed
from tenure.model.ids import HolderId
from tenure.model.review import ReviewKind
from tenure.project import Project

_COLUMNS = (
    Column("holder", lambda row: row["name"] + ("" if row["resolved"] else " ?")),
    Column("kind", lambda row: row["kind"] or "", no_wrap=True),
    Column("belongs to", lambda row: ", ".join(row["within"])),
    Column("claims", lambda row: str(row["claims"]), no_wrap=True),
    Column("stands under", lambda row: row["stands_under"] or ""),
    Column("id", lambda row: row["id"], lambda row: "dim"),
)


@click.group()
def holders() -> None:
    """The holders on record: list them, merge two that are one, split them again."""


@holders.command("list")
@click.option("--unresolved", is_flag=True, help="Only those the register does not have.")
@form_options
def list_holders(unresolved: bool, form: str | None) -> None:
    """Every holder and counterparty on record, with the number of their claims."""
    with opened() as project:
        collection = collect(project)
        rows = rows_of(_record(collection), _merged(collection), lambda key: _facts(collection, key))
        shown = [row for row in rows if not (unresolved and row["resolved"])]
        write_rows(shown, _COLUMNS, form, title=f"{len(shown)} holders on record")


@holders.command("merge")
@click.argument("a")
@click.argument("b")
@click.option("--because", required=True, metavar="REASON", help="Why they are one.")
def merge_holders(a: str, b: str, because: str) -> None:
    """Take A and B as one holder; each is an id or a name on record."""
    with opened() as project:
        collection = collect(project)
        merge(project, collection, _record(collection), _kind(project), (a, b), because)


@holders.command("split")
@click.argument("a")
@click.argument("b")
@click.option("--because", required=True, metavar="REASON", help="Why they are two.")
def split_holders(a: str, b: str, because: str) -> None:
    """Take a merge of A and B back."""
    with opened() as project:
        collection = collect(project)
        split(project, collection, _record(collection), _kind(project), (a, b), because)


def _record(collection: Collection) -> OnRecord:
    return counted(_mentions(collection), lambda key: collection.atlas.holder_name(HolderId(key)))


def _mentions(collection: Collection) -> Iterator[str]:
    register = register_of(collection.atlas)
    for one in collection.statements:
        for party in (one.claim.holder, one.claim.counterparty):
            if party is not None:
                yield register.holder_of(party, one.claim)


def _merged(collection: Collection) -> Mapping[str, str]:
    return {str(one): str(other) for one, other in reviewed((), collection.reviews).holders.items()}


def _facts(collection: Collection, key: str) -> Mapping[str, Any]:
    entry = collection.atlas.holders.get(HolderId(key))
    within: list[str] = []
    above = entry
    while above is not None and above.parent is not None and len(within) < 16:
        above = collection.atlas.holders.get(above.parent)
        if above is not None:
            within.append(above.name)
    return {"kind": entry.kind if entry else None, "within": within}


def _kind(project: Project) -> Kind:
    def known(said: str) -> tuple[str, str] | None:
        entry = known_holder(said, project.kit.gazetteer)
        return (entry.id, entry.name) if entry else None

    return Kind("holder", ReviewKind.MERGE_HOLDERS, ReviewKind.SPLIT_HOLDERS, known)
