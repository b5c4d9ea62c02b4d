"""What a row says: its cells under our names, each checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeVar

from tenure.exchange.table_mapping import Listing, TableMapping, filled, table_columns, template_names
from tenure.model.claim import Event, Modality, Unit
from tenure.model.report import DatePrecision
from tenure.model.when import extent_of, is_edtf

COLUMNS: Final = tuple(column.name for column in table_columns())
HOLDERS: Final = frozenset({"holder", "holder_id", "state"})
_YES: Final = frozenset({"yes", "true", "1", "y"})
_NO: Final = frozenset({"no", "false", "0", "n", ""})
_NUMBER: Final = r"\d+(?:\.\d+)?"
_RANGE: Final = re.compile(rf"(?P<low>{_NUMBER})?(?:(?P<to>\s*(?:-|–|\.\.)\s*)(?P<high>{_NUMBER})?)?")
_THOUSANDS: Final = re.compile(r"(?<=\d)[,  ](?=\d{3}(?!\d))")
_PLAIN_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST: Final = 100_000
_MOST: Final = 1_000_000_000
_DAY_SIGNS: Final = ("%d", "%j", "%x", "%c", "%D")
_MONTH_SIGNS: Final = ("%m", "%b", "%B")
Word = TypeVar("Word", bound=StrEnum)


class BadCell(ValueError):
    """A cell that cannot be used, in words for the person who keeps the table."""


@dataclass(frozen=True, slots=True)
class Publication:
    """When a row was published: as written, the instant by which it was known, and how finely that is known."""

    edtf: str
    at: datetime
    precision: DatePrecision
    is_coarse: bool
    """Whether only a month, a year or a span of days is given; `at` is then its last day."""


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What one claim of one row says, checked; `cells` holds the words as they are stored."""

    cells: Mapping[str, str]
    event: Event
    modality: Modality
    negated: bool
    low: float | None
    high: float | None
    unit: Unit
    lat: float | None
    lon: float | None
    published: Publication | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one of our columns comes from: one of theirs, or a template of several."""

    name: str
    theirs: str
    is_template: bool
    constant: str
    values: Mapping[str, str]
    form: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Where our columns come from: those that all claims of a row have in common, and those of each listing."""

    common: tuple[Cell, ...]
    own: tuple[tuple[Listing, tuple[Cell, ...]], ...]
    empty: frozenset[str]
    unknown: frozenset[str]


def plan_of(mapping: TableMapping) -> Plan:
    """The plan by which the rows of a table are read."""
    special = {name for listing in mapping.listings for name in (*listing.columns, *listing.constants)}
    common = tuple(_cell(name, Listing(), mapping) for name in COLUMNS if name not in special)
    own = tuple(
        (listing, tuple(_cell(name, listing, mapping) for name in COLUMNS if name in special))
        for listing in mapping.listings
    )
    return Plan(common, own, mapping.empty, mapping.unknown)


def _cell(name: str, listing: Listing, mapping: TableMapping) -> Cell:
    theirs = listing.columns.get(name) or ("" if name in listing.constants else mapping.columns.get(name, name))
    constant = listing.constants.get(name, mapping.constants.get(name, ""))
    is_template = template_names(theirs) != [theirs]
    return Cell(name, theirs, is_template, constant, mapping.values.get(name, {}), mapping.dates.get(name))


def cells_of(raw: Mapping[str, str], sources: tuple[Cell, ...], plan: Plan) -> tuple[dict[str, str], bool]:
    """The cells of a row under our names, and whether one of them says that more is there than is named.

    Raises:
        BadCell: a date is not written as the mapping says.
    """
    cells: dict[str, str] = {}
    is_unknown = False
    for source in sources:
        said = filled(source.theirs, raw) if source.is_template else raw.get(source.theirs, "")
        if said in plan.unknown:
            is_unknown, said = True, ""
        elif said in plan.empty:
            said = ""
        said = source.values.get(said, said) or source.constant
        if said and source.form is not None:
            said = _rewritten(source.name, said, source.form)
        if said:
            cells[source.name] = _storable(said)
    return cells, is_unknown


def facts_of(cells: Mapping[str, str], today: date) -> RowFacts:
    """The cells checked.

    Raises:
        BadCell: one of them is missing or cannot be used.
    """
    if not HOLDERS & cells.keys():
        raise BadCell("it names no holder: fill holder, holder_id or state")
    if not ("place" in cells or "place_id" in cells):
        raise BadCell("it names no place: fill place or place_id")
    for name in ("when", "deadline"):
        if name in cells and not is_edtf(cells[name]):
            raise BadCell(f"{name}: {cells[name]!r} is no day, month, year or EDTF expression")
    low, high = _quantity(cells.get("quantity", ""))
    return RowFacts(
        cells=cells,
        event=_word(Event, "event", cells.get("event", "")),
        modality=_word(Modality, "modality", cells.get("modality", Modality.ACTUAL)),
        negated=_flag("negated", cells.get("negated", "")),
        low=low,
        high=high,
        unit=_word(Unit, "unit", cells.get("unit", Unit.PERSONS)),
        lat=_number("lat", cells.get("lat"), -90, 90),
        lon=_number("lon", cells.get("lon"), -180, 180),
        published=_publication(cells["published"], today) if "published" in cells else None,
        confidence=_share(cells.get("confidence")),
    )


@lru_cache(maxsize=4096)
def _rewritten(name: str, said: str, form: str) -> str:
    """A date in the form that the mapping gives, as ISO 8601 to the precision of that form."""
    try:
        found = datetime.strptime(said, form)  # noqa: DTZ007  # only the day is used
    except (ValueError, re.error) as error:
        raise BadCell(f"{name}: {said!r} is not written as {form}") from error
    length = 10 if any(sign in form for sign in _DAY_SIGNS) else 7 if any(sign in form for sign in _MONTH_SIGNS) else 4
    return found.date().isoformat()[:length]


def _word(kind: type[Word], name: str, said: str) -> Word:
    wanted = said.lower().replace(" ", "_").replace("-", "_")
    for member in kind:
        if member.value == wanted:
            return member
    allowed = ", ".join(member.value for member in kind)
    raise BadCell(f"{name}: {said!r} is none of {allowed}" if said else f"{name} is missing: one of {allowed}")


def _flag(name: str, said: str) -> bool:
    if said.lower() in _YES:
        return True
    if said.lower() in _NO:
        return False
    raise BadCell(f"{name}: {said!r} is neither yes nor no")


def _quantity(said: str) -> tuple[float | None, float | None]:
    match = _RANGE.fullmatch(_THOUSANDS.sub("", said))
    if not said:
        return None, None
    if match is None or (match["low"] is None and match["high"] is None):
        raise BadCell(f"quantity: {said!r} is no number and no range (650, 100-200, 100.., ..200)")
    low = float(match["low"]) if match["low"] else None
    high = float(match["high"]) if match["high"] else None
    if match["to"] is None:
        high = low
    if max(low or 0, high or 0) > _MOST:
        raise BadCell(f"quantity: more than {_MOST:,}")
    if low is not None and high is not None and low > high:
        raise BadCell(f"quantity: {said!r} begins above its end")
    return low, high


def _number(name: str, said: str | None, low: float, high: float) -> float | None:
    if said is None:
        return None
    try:
        value = float(said)
    except ValueError as error:
        raise BadCell(f"{name}: {said!r} is no number") from error
    if not low <= value <= high:
        raise BadCell(f"{name}: {said!r} is not from {low:g} to {high:g}")
    return value


def _share(said: str | None) -> float:
    value = _number("confidence", said, 0, 1)
    return 1.0 if value is None else value


@lru_cache(maxsize=4096)
def _publication(said: str, today: date) -> Publication:
    if not _PLAIN_DAY.fullmatch(said) and (instant := _instant(said)) is not None:
        _not_ahead(said, instant.date(), today)
        return Publication(instant.date().isoformat(), instant, DatePrecision.INSTANT, is_coarse=False)
    extent = extent_of(said)
    if extent is None or extent.hull.start is None or extent.hull.last is None:
        raise BadCell(f"published: {said!r} is no day, instant, month or year")
    _not_ahead(said, extent.hull.start, today)
    # What came out in a month is known by its end: nothing is known before it was published.
    last = min(extent.hull.last, today)
    is_coarse = extent.hull.start != extent.hull.last
    return Publication(said, datetime.combine(last, time.min, UTC), DatePrecision.DAY, is_coarse)


def _not_ahead(said: str, day: date, today: date) -> None:
    if day > today:
        raise BadCell(f"published: {said!r} lies in the future")


def _instant(said: str) -> datetime | None:
    if ":" not in said:
        return None
    try:
        value = datetime.fromisoformat(said)
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _storable(said: str) -> str:
    """Text on one line, without what no ledger can hold, and not longer than anybody reads."""
    if not said.isascii():
        said = said.encode("utf-8", "replace").decode("utf-8")
    return " ".join(said[:_LONGEST].replace("\0", "\N{REPLACEMENT CHARACTER}").split())
