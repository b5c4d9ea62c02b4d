"""A mapping: how the columns of somebody else's table become the columns of a table of claims."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Final

from tenure.model.errors import SettingsError

_KEYS: Final = ("columns", "constants", "values", "dates", "empty", "unknown", "claims", "snapshot")
_LIST_KEYS: Final = ("list", "columns", "constants")
_WHOLE: Final = "rows"
_FIELD: Final = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class ColumnInfo:
    """A column of a table of claims."""

    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One claim that every row makes: which list of the source it stands on, and the columns of its own."""

    name: str = _WHOLE
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableMapping:
    """How a row is read. Columns are named ours first; theirs is a name, or a template with names in braces."""

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    empty: frozenset[str] = frozenset()
    """Cells that say nothing: "NA"."""
    unknown: frozenset[str] = frozenset()
    """Cells that say that there is something more, but not what: nothing is concluded from that list's silence."""
    listings: tuple[Listing, ...] = (Listing(),)
    snapshot: tuple[str, ...] = ()
    """Their columns whose values name a series of complete listings: what one leaves out is stated as absent."""

    def names_used(self) -> set[str]:
        """The columns of their table that the mapping speaks of."""
        given = [*self.columns.values(), *(theirs for listing in self.listings for theirs in listing.columns.values())]
        return {name for theirs in given for name in template_names(theirs)} | set(self.snapshot)


@cache
def table_columns() -> tuple[ColumnInfo, ...]:
    """The columns of a table of claims, in order."""
    text = resources.files(__package__).joinpath("data/table.toml").read_text("utf-8")
    return tuple(ColumnInfo(entry["name"], entry["about"]) for entry in tomllib.loads(text)["column"])


def template_names(theirs: str) -> list[str]:
    """The column names in a template; a text without braces is a name itself."""
    return _FIELD.findall(theirs) or [theirs]


def filled(theirs: str, cells: Mapping[str, str]) -> str:
    """What a row says in a column or template; a template of which a part is missing says nothing."""
    names = _FIELD.findall(theirs)
    if not names:
        return cells.get(theirs, "")
    if not all(cells.get(name) for name in names):
        return ""
    return _FIELD.sub(lambda match: cells[match[1]], theirs)


def mapping_of(text: str, origin: str) -> TableMapping:
    """The mapping that a TOML text writes down.

    Raises:
        SettingsError: it is no TOML, or says something a mapping cannot mean.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(origin, "…", f"TOML ({error})") from error
    _allow_only(table, _KEYS, origin)
    listings = tuple(_listing(entry, f"{origin}: claims") for entry in _tables(table, "claims", origin))
    mapping = TableMapping(
        columns=_ours(table, "columns", origin),
        constants=_ours(table, "constants", origin),
        values={
            key: _texts(inner, f"{origin}: values.{key}") for key, inner in _inner(table, "values", origin).items()
        },
        dates=_ours(table, "dates", origin),
        empty=frozenset(_list(table, "empty", origin)),
        unknown=frozenset(_list(table, "unknown", origin)),
        listings=listings or (Listing(),),
        snapshot=tuple(_list(table, "snapshot", origin)),
    )
    _check(mapping, origin)
    return mapping


def _check(mapping: TableMapping, origin: str) -> None:
    known = [column.name for column in table_columns()]
    listed = [name for listing in mapping.listings for name in (*listing.columns, *listing.constants)]
    for name in (*mapping.columns, *mapping.constants, *mapping.values, *mapping.dates, *listed):
        if name not in known:
            raise SettingsError(f"{origin}: {name}", name, f"one of the columns {', '.join(known)}")


def _listing(entry: Mapping[str, Any], origin: str) -> Listing:
    _allow_only(entry, _LIST_KEYS, origin)
    name = entry.get("list", _WHOLE)
    if not isinstance(name, str):
        raise SettingsError(f"{origin}.list", name, "a name")
    return Listing(name, _ours(entry, "columns", origin), _ours(entry, "constants", origin))


def _allow_only(table: Mapping[str, Any], keys: tuple[str, ...], origin: str) -> None:
    for key in table:
        if key not in keys:
            raise SettingsError(f"{origin}: {key}", table[key], f"one of the keys {', '.join(keys)}")


def _ours(table: Mapping[str, Any], key: str, origin: str) -> Mapping[str, str]:
    return _texts(table.get(key, {}), f"{origin}: {key}")


def _texts(value: object, origin: str) -> Mapping[str, str]:
    if not isinstance(value, Mapping) or not all(isinstance(v, str) for v in value.values()):
        raise SettingsError(origin, value, "a table of texts")
    return {str(key): str(inner) for key, inner in value.items()}


def _inner(table: Mapping[str, Any], key: str, origin: str) -> Mapping[str, object]:
    value = table.get(key, {})
    if not isinstance(value, Mapping):
        raise SettingsError(f"{origin}: {key}", value, "a table")
    return value


def _tables(table: Mapping[str, Any], key: str, origin: str) -> list[Mapping[str, Any]]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(entry, Mapping) for entry in value):
        raise SettingsError(f"{origin}: {key}", value, f"tables, each under [[{key}]]")
    return value


def _list(table: Mapping[str, Any], key: str, origin: str) -> list[str]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise SettingsError(f"{origin}: {key}", value, "a list of texts")
    return value
