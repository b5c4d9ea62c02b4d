"""The built index, opened for reading: the only way to its rows."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any, Final

import apsw

from tenure.gazetteer.entries import Grade
from tenure.gazetteer.register import Registered
from tenure.model.errors import DataFileError
from tenure.model.holder import Holder
from tenure.model.ids import HolderId, PlaceId
from tenure.model.place import Place, Precision

_NAME: Final = re.compile(r"^-- name: (\w+)$", re.MULTILINE)
_REMEDY: Final = "Delete the file; it is built again from the data that ships with Tenure."
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that goes by a name, how good that name is for it, and how well known the place is."""

    place: Place
    grade: Grade
    population: int
    capital: bool


@cache
def sql_text(name: str) -> str:
    """One SQL file of this room."""
    return files(__package__).joinpath("sql").joinpath(name).read_text("utf-8")


@cache
def _queries() -> Mapping[str, str]:
    parts = _NAME.split(sql_text("queries.sql"))[1:]
    return dict(zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True))


@dataclass(frozen=True, slots=True)
class Index:
    """An open index. Made by `open_index`, which guarantees that it is whole and of this version."""

    path: Path
    connection: apsw.Connection
    lock: Lock = field(default_factory=Lock)
    """A connection serves one thread at a time."""

    def rows(self, query: str, /, **bindings: object) -> list[Row]:
        """The rows of a named query.

        Raises:
            DataFileError: the file was damaged after it was opened.
        """
        try:
            with self.lock:
                return list(self.connection.execute(_queries()[query], bindings))
        except apsw.Error as error:
            raise DataFileError(str(self.path), f"the gazetteer's index is damaged ({error})", _REMEDY) from error

    def place(self, place: PlaceId) -> Candidate | None:
        """An entry by its id."""
        return next((_candidate(row, Grade.MAIN) for row in self.rows("place", id=place)), None)

    def named(self, name: str) -> tuple[Candidate, ...]:
        """The entries that go by a name in folded form."""
        return tuple(_candidate(row, Grade(row[-1])) for row in self.rows("named", name=name))

    def near(self, kind: str, country: str, lat: float, lon: float, degrees: float) -> tuple[Candidate, ...]:
        """The entries of one kind and country in a box around a point."""
        box = {"south": lat - degrees, "north": lat + degrees, "west": lon - degrees, "east": lon + degrees}
        return tuple(_candidate(row, Grade.MAIN) for row in self.rows("near", kind=kind, country=country, **box))

    def sites(self) -> tuple[Candidate, ...]:
        """Every curated site."""
        return tuple(_candidate(row, Grade.MAIN) for row in self.rows("sites"))

    def capitals(self) -> tuple[Candidate, ...]:
        """The capital of each country."""
        return tuple(_candidate(row, Grade.MAIN) for row in self.rows("capitals"))

    def borders(self) -> frozenset[str]:
        """The ids of all border lines."""
        return frozenset(str(row[0]) for row in self.rows("borders"))

    def register(self) -> tuple[Registered, ...]:
        """Every holder of the actor register."""
        return tuple(_registered(row) for row in self.rows("holders"))

    def affiliations(self) -> Iterator[tuple[str, str, str, bool]]:
        """Every alias: its words, how they are to be written, whose it is and whether that is a state."""
        for words, part, name, is_state in self.rows("affiliations"):
            yield words, part, name, bool(is_state)

    def close(self) -> None:
        """Close the file."""
        self.connection.close()


def open_index(path: Path, digest: str) -> Index | None:
    """The index at a path, or None where there is none that is whole and made from these data."""
    if not path.is_file():
        return None
    try:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        size = int(connection.pragma("page_count")) * int(connection.pragma("page_size"))
        meta = dict(connection.execute(_queries()["meta"]))
    except (apsw.Error, UnicodeDecodeError):
        return None
    if size != path.stat().st_size or meta.get("digest") != digest:
        connection.close()
        return None
    return Index(path, connection)


def _candidate(row: Row, grade: Grade) -> Candidate:
    _, key, name, kind, countries, admin1, lat, lon, precision, parents, source, population, capital = row[:13]
    place = Place(
        PlaceId(key), name, kind, tuple(countries.split()), admin1, lat, lon, Precision(precision),
        tuple(PlaceId(parent) for parent in parents.split()), source,
    )  # fmt: skip
    return Candidate(place, grade, population, bool(capital))


def _registered(row: Row) -> Registered:
    key, name, kind, state, is_state, parent, aliases, unit, active_from, active_to, wikidata, source = row
    holder = Holder(
        HolderId(key), name, kind, HolderId(parent) if parent else None, tuple(json.loads(aliases)),
        active_from, active_to, wikidata, source,
    )  # fmt: skip
    return Registered(holder, state, bool(is_state), unit)
