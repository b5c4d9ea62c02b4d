"""`tenure places`: what places are on record, which of them are one."""

from collections.abc import Mapping
from typing import Any

import click

from tenure.answers import Collection, collect
from tenure.cli.on_record import Kind, OnRecord, counted, merge, rows_of, split
from tenure.cli.opened import opened
from tenure.cli.output import Column, form_options, write_rows
from tenure.deciding.corrections import known_place
from tenure.folding.lines import register_of
from tenure.folding.reviews import reviewed
from tenure.model.ids import PlaceId
from tenure.model.review import ReviewKind
from tenure.project import Project

_COLUMNS = (
    Column("place", lambda row: row["name"] + ("" if row["resolved"] else " ?")),
    Column("kind", lambda row: row["kind"] or "", no_wrap=True),
    Column("in", lambda row: " ".join(row["countries"]), no_wrap=True),
    Column("claims", lambda row: str(row["claims"]), no_wrap=True),
    Column("stands under", lambda row: row["stands_under"] or ""),
    Column("id", lambda row: row["id"], lambda row: "dim"),
)


@click.group()
def places() -> None:
    """The places on record: list them, merge two that are one, split them again."""


@places.command("list")
@click.option("--unresolved", is_flag=True, help="Only those the gazetteer does not have.")
@form_options
def list_places(unresolved: bool, form: str | None) -> None:
    """Every place on record, with the number of its claims."""
    with opened() as project:
        collection = collect(project)
        rows = rows_of(_record(collection), _merged(collection), lambda key: _facts(collection, key))
        shown = [row for row in rows if not (unresolved and row["resolved"])]
        write_rows(shown, _COLUMNS, form, title=f"{len(shown)} places on record")


@places.command("merge")
@click.argument("a")
@click.argument("b")
@click.option("--because", required=True, metavar="REASON", help="Why they are one.")
def merge_places(a: str, b: str, because: str) -> None:
    """Take A and B as one place; each is an id or a name on record."""
    with opened() as project:
        collection = collect(project)
        merge(project, collection, _record(collection), _kind(project), (a, b), because)


@places.command("split")
@click.argument("a")
@click.argument("b")
@click.option("--because", required=True, metavar="REASON", help="Why they are two.")
def split_places(a: str, b: str, because: str) -> None:
    """Take a merge of A and B back."""
    with opened() as project:
        collection = collect(project)
        split(project, collection, _record(collection), _kind(project), (a, b), because)


def _record(collection: Collection) -> OnRecord:
    register = register_of(collection.atlas)
    mentions = (register.place_of(one.claim) for one in collection.statements)
    return counted(mentions, lambda key: collection.atlas.place_name(PlaceId(key)))


def _merged(collection: Collection) -> Mapping[str, str]:
    return {str(one): str(other) for one, other in reviewed((), collection.reviews).places.items()}


def _facts(collection: Collection, key: str) -> Mapping[str, Any]:
    entry = collection.atlas.places.get(PlaceId(key))
    return {"kind": entry.kind if entry else None, "countries": list(entry.countries) if entry else []}


def _kind(project: Project) -> Kind:
    def known(said: str) -> tuple[str, str] | None:
        entry = known_place(said, project.kit.gazetteer)
        return (entry.id, entry.name) if entry else None

    return Kind("place", ReviewKind.MERGE_PLACES, ReviewKind.SPLIT_PLACES, known)
