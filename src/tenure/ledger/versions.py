"""Which reports stand no more: replaced by a later version at their address, or taken back by their outlet."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from tenure.ledger.rows import instant_of, unpack_text
from tenure.ledger.store import Ledger, Row
from tenure.model.ids import ReportId
from tenure.model.version import Ending, Version, appeared_at, is_version_of, successor_of


@dataclass(frozen=True, slots=True)
class Standing:
    """Since when a report stands where it took another's place, and what ended it."""

    since: datetime | None = None
    ending: Ending | None = None


@dataclass(slots=True)
class Versions:
    """What stands at the addresses of a ledger, looked up once each; make one for each reading of it.

    Who reads the whole ledger lets it gather the addresses with several texts first, so that the many reports without
    versions cost nothing; for single reports each address is looked up by itself.
    """

    ledger: Ledger
    whole: bool
    _shared: frozenset[str] | None = None
    _at: dict[str, tuple[Version, ...]] = field(default_factory=dict)
    _notices: dict[str, tuple[Version, ...]] | None = None
    _texts: dict[ReportId, str] = field(default_factory=dict)

    def standing_of(self, report: ReportId) -> Standing:
        """How a report stands. One that is at several addresses stands while it does at one of them."""
        if self.whole and not self._all_shared() and not self._all_notices():
            return Standing()
        own = self._notice(report)
        if own is not None:
            # A notice repeats what it takes back: its own words are no evidence.
            return Standing(None, Ending(own.said_at, own.recorded_at, report, withdrawn=True))
        addresses = [row[0] for row in self.ledger.rows("addresses_of", report=report)]
        touched = [one for one in addresses if self._is_shared(one) or one in self._all_notices()]
        if not touched:
            return Standing()
        histories = [self._history(one, report) if one in touched else () for one in addresses]
        endings = [successor_of(report, history) for history in histories]
        since = [appeared_at(report, history) for history in histories]
        ended = [one for one in endings if one]
        return Standing(
            min((one for one in since if one), default=None) if all(since) else None,
            max(ended, key=lambda one: (one.on, one.by)) if len(ended) == len(endings) else None,
        )

    def _history(self, address: str, report: ReportId) -> tuple[Version, ...]:
        """The versions at an address that are states of the same report, with what took them back."""
        own = [one for one in self._versions_at(address) if one.report == report]
        others = [one for one in self._versions_at(address) if one.report != report and self._are_one(one, own)]
        notices = [one for one in self._all_notices().get(address, ()) if one.report != report]
        return (*own, *others, *notices)

    def _are_one(self, other: Version, own: Iterable[Version]) -> bool:
        return other.withdraws or any(
            is_version_of(*((each.title, self._text(each.report)) for each in _latest_first(one, other))) for one in own
        )

    def _versions_at(self, address: str) -> tuple[Version, ...]:
        if address not in self._at:
            self._at[address] = tuple(_version_of(row) for row in self.ledger.rows("versions_at", address=address))
        return self._at[address]

    def _is_shared(self, address: str) -> bool:
        if self.whole:
            return address in self._all_shared()
        return len({one.report for one in self._versions_at(address)}) > 1

    def _all_shared(self) -> frozenset[str]:
        if self._shared is None:
            self._shared = frozenset(row[0] for row in self.ledger.rows("addresses_shared"))
        return self._shared

    def _all_notices(self) -> dict[str, tuple[Version, ...]]:
        if self._notices is None:
            found: dict[str, tuple[Version, ...]] = {}
            for row in self.ledger.rows("retractions"):
                for address in json.loads(row[5]):
                    found[address] = (*found.get(address, ()), _version_of(row))
            self._notices = found
        return self._notices

    def _notice(self, report: ReportId) -> Version | None:
        return next((one for many in self._all_notices().values() for one in many if one.report == report), None)

    def _text(self, report: ReportId) -> str:
        if report not in self._texts:
            row = self.ledger.one("text_of", report=report)
            self._texts[report] = unpack_text(row[0]) if row else ""
        return self._texts[report]


def _latest_first(one: Version, other: Version) -> tuple[Version, Version]:
    return (one, other) if one.order > other.order else (other, one)


def neighbours_of(ledger: Ledger, report: ReportId) -> tuple[ReportId, ...]:
    """The reports whose standing one report can change: those at its addresses, and those that it takes back."""
    addresses = {row[0] for row in ledger.rows("addresses_of", report=report)}
    for row in ledger.rows("retractions"):
        if row[0] == report:
            addresses.update(json.loads(row[5]))
    found = {ReportId(row[0]) for one in addresses for row in ledger.rows("versions_at", address=one)}
    return tuple(sorted(found - {report}))


def _version_of(row: Row) -> Version:
    report, published_at, updated_at, recorded_at, title, retracts = row
    recorded = instant_of(recorded_at)
    said = updated_at or published_at
    return Version(ReportId(report), instant_of(said) if said else recorded, recorded, title, bool(retracts))
