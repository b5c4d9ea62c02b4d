"""Snapshots: what a complete listing leaves out that the one before or after it has, stated as claims of its own.

Silence is no evidence. Whoever asks for a snapshot says that each listing of a series is complete, so that leaving
somebody out is a statement of the listing, and it is entered as one: with the listing as its source and its date.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from tenure.exchange.table_cells import Publication
from tenure.exchange.table_entries import Entry, Listed, Pair, Series
from tenure.model.claim import Event, Modality

_STATES: Final = frozenset({Event.STATION, Event.HOLD, Event.SHARE})
_KEPT: Final = ("event", "holder", "holder_id", "state", "place", "place_id", "country", "counterparty")


def absences(entries: Sequence[Entry], listed: Listed) -> list[Entry]:
    """For each two consecutive listings of a series, what only one of them has, as not so by the other."""
    names = sorted({(entry.series, entry.listing) for entry in entries})
    days = {series: sorted(found, key=lambda day: _at(found[day])) for series, found in listed.days.items()}
    return [
        absence
        for series, name in names
        for pair in pairwise(days.get(series, ()))
        for absence in _between(series, name, *pair, listed)
    ]


def _at(entry: Entry) -> tuple[str, str]:
    published = entry.facts.published
    return (published.at.isoformat(), published.edtf) if published else ("", "")


def _between(series: Series, name: str, earlier: str, later: str, listed: Listed) -> Iterator[Entry]:
    for has, lacks in ((earlier, later), (later, earlier)):
        there, other = listed.pairs.get((series, name, has), {}), listed.pairs.get((series, name, lacks), {})
        source = listed.days[series][lacks]
        for pair, entry in there.items():
            if pair not in other and _can_be_told(entry, pair, series, name, lacks, listed):
                yield _absence(entry, source, has)


def _can_be_told(entry: Entry, pair: Pair, series: Series, name: str, day: str, listed: Listed) -> bool:
    facts = entry.facts
    if facts.negated or facts.modality is not Modality.ACTUAL or facts.event not in _STATES:
        return False
    return (series, name, day, pair[1]) not in listed.open_places


def _absence(entry: Entry, source: Entry, has: str) -> Entry:
    """What an entry says, as not so by the listing that another entry stands for."""
    published: Publication | None = source.facts.published
    cells = {key: value for key, value in entry.facts.cells.items() if key in _KEPT}
    cells |= {key: value for key, value in source.facts.cells.items() if key in ("source", "url", "published")}
    cells |= {
        "negated": "yes",
        "note": f"not on the listing of {published.edtf if published else ''}; on that of {has}",
    }
    facts = replace(entry.facts, cells=cells, negated=True, low=None, high=None, published=published, confidence=1.0)
    return replace(entry, line=source.line, facts=facts, compared=has)
