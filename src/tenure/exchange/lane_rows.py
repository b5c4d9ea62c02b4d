"""Rows of segments and commitments sorted into lanes, for the command line and the pages alike."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from tenure.exchange.lanes import Lane

Row = Mapping[str, Any]
Key = tuple[str, str, str, str, str]


def lanes_of(
    segments: Sequence[Row],
    commitments: Sequence[Row],
    published: Mapping[str, date | None],
    *,
    tone: Callable[[str], str] = lambda holder: "",
    with_place: bool = False,
) -> list[Lane]:
    """One lane for each place, holder and aspect, by name.

    `published` gives the day of the report behind each claim, and those without a day get no tick; `tone` the class
    for the colour of a holder's lane, by the holder's id. `with_place` has each lane say of which place it is.
    """
    rows: dict[Key, list[Row]] = {}
    promised: dict[Key, list[Row]] = {}
    for row in segments:
        rows.setdefault(_key(row), []).append(row)
    for row in commitments:
        promised.setdefault(_key(row), []).append(row)
    return [
        Lane(
            _label(key, (rows.get(key) or promised[key])[0], with_place=with_place),
            rows.get(key, ()),
            promised.get(key, ()),
            _seen(rows.get(key, ()), published),
            tone(key[3]),
        )
        for key in sorted({**rows, **promised})
    ]


def _key(row: Row) -> Key:
    place, holder = row["place"], row["holder"]
    return place["name"], place["id"], holder["name"], holder["id"], row["aspect"]


def _label(key: Key, row: Row, *, with_place: bool) -> str:
    place, _, holder, _, aspect = key
    within = row["holder"]["within"]
    told = f"{holder}{f' ({within[-1]})' if within else ''} · {aspect}"
    return f"{place} · {told}" if with_place else told


def _seen(rows: Sequence[Row], published: Mapping[str, date | None]) -> list[date]:
    days = {published.get(claim) for row in rows for claim in (*row["for"], *row["against"])}
    return sorted(day for day in days if day is not None)
