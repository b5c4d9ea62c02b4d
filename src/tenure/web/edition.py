"""An edition of the record, what it said at one link of its chain; and a look, what it says of one day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

import numpy as np

from tenure.answers.columns import Columns, chosen_on, narrowed, segments_on, standing_on
from tenure.answers.held import Held, HeldShelf
from tenure.exchange.tenures import line_json
from tenure.folding.fold import State, gathered
from tenure.folding.reviews import in_force
from tenure.folding.standing import Standing, standing_in
from tenure.model.claim import Claim
from tenure.model.ids import ClaimId, HolderId, PlaceId, ReportId
from tenure.model.place import Place
from tenure.model.report import Report
from tenure.model.review import Review
from tenure.model.statement import Atlas
from tenure.model.tenure import Commitment, Conflict, LineId, Segment
from tenure.model.version import address_of
from tenure.web.badges import badges_of

_AT_HAND: Final = 16
"""How many places a look keeps in words: a page asks for one several times."""
GENESIS: Final = "0" * 64


@dataclass(frozen=True, eq=False)
class Edition:
    """Everything the record said at one link of its chain."""

    held: HeldShelf

    @property
    def chain(self) -> str:
        """The link of the chain."""
        return self.held.mark.chain if self.held.mark else GENESIS

    @property
    def atlas(self) -> Atlas:
        """Places and holders on record."""
        return self.held.atlas

    @property
    def hidden(self) -> int:
        """How many claims take no part because the reader is less sure of them than the project asks for."""
        return self.held.hidden

    @property
    def reviews(self) -> tuple[Review, ...]:
        """What people decided, in order of entry."""
        return self.held.reviews

    def claim(self, claim: ClaimId) -> Claim | None:
        """A claim as it was read, or None."""
        return self.held.claims([claim]).get(claim)

    def claims(self, wanted: Iterable[ClaimId]) -> Mapping[ClaimId, Claim]:
        """Claims by their ids, those that are on record, each once."""
        return self.held.claims(wanted)

    def claims_in(self, report: ReportId) -> Sequence[Claim]:
        """The claims of a report, in reading order."""
        return self.held.said_in(report)

    def report(self, report: ReportId) -> Report | None:
        """A report as its first publication has it."""
        return next(iter(self.held.sightings(report)), None)

    def copies(self, report: ReportId) -> tuple[Report, ...]:
        """The publications of a report, the one that speaks for it first."""
        return publications_among(self.held.sightings(report))

    @cached_property
    def verdicts(self) -> Mapping[str, Review]:
        """The last word of reviewers on each subject, undone ones left out."""
        return {review.subject: review for review in in_force(self.reviews)}

    @cached_property
    def words(self) -> dict[str, str]:
        """Names folded for comparing, by id, as far as somebody has asked for them."""
        return {}

    @cached_property
    def places(self) -> Sequence[PlaceId]:
        """The places on record, each once."""
        return list(dict.fromkeys(line.place for line in self.held.columns.lines))

    @cached_property
    def inside(self) -> Mapping[PlaceId, Sequence[PlaceId]]:
        """The places on record that lie in each place."""
        found: dict[PlaceId, list[PlaceId]] = {}
        for key in self.places:
            entry = self.atlas.places.get(key)
            for parent in entry.parents if entry else ():
                found.setdefault(parent, []).append(key)
        return found

    @cached_property
    def badges(self) -> Mapping[HolderId, Mapping[str, Any]]:
        """Letters and a hue for each holder."""
        return badges_of((line.holder for line in self.held.columns.lines), self.atlas)

    @cached_property
    def names(self) -> Sequence[tuple[str, PlaceId]]:
        """The names of each place on record and of what it lies in, folded for comparing."""
        return [(self.place_words(place), place) for place in self.places]

    @cached_property
    def ranks(self) -> Mapping[PlaceId, int]:
        """Where each place stands when they are listed by name."""
        ordered = sorted(self.places, key=lambda key: (self.atlas.place_name(key), key))
        return {key: rank for rank, key in enumerate(ordered)}

    @cached_property
    def grid(self) -> Mapping[tuple[int, int], Sequence[Place]]:
        """The places on record that have a point, by the degree of latitude and longitude it lies in."""
        found: dict[tuple[int, int], list[Place]] = {}
        for key in self.places:
            entry = self.atlas.places.get(key)
            if entry is not None and entry.lat is not None and entry.lon is not None:
                found.setdefault((int(entry.lat // 1), int(entry.lon // 1)), []).append(entry)
        return found

    def place_words(self, place: PlaceId) -> str:
        """The names of a place and of what it lies in, folded for comparing."""
        found = self.words.get(place)
        if found is None:
            entry = self.atlas.places.get(place)
            around = [place, *(entry.parents if entry else ())]
            names = [self.atlas.places[one].name if one in self.atlas.places else one for one in around]
            found = self.words[place] = "\n".join(names).casefold()
        return found

    def holder_words(self, line: LineId) -> str:
        """The names of a holder and of what it belongs to, folded for comparing."""
        found = self.words.get(line.holder)
        if found is None:
            row: Any = line_json(line, self.atlas)["holder"]
            found = self.words[line.holder] = "\n".join((row["name"], *row["within"])).casefold()
        return found


def change_days(columns: Columns, *, direct: bool) -> list[date]:
    """The days by which something had surely changed, in order, each once; with `direct` nothing that only follows."""
    return [date.fromordinal(one) for one in np.unique(columns.begun_by(direct=direct)).tolist() if one]


def publications_among(sightings: Sequence[Report]) -> tuple[Report, ...]:
    """The sightings of a text at different addresses: a page that is fetched again is no second publication."""
    seen: dict[str | int, Report] = {}
    for number, one in enumerate(sightings):
        seen.setdefault(address_of(one.url) or number, one)
    return tuple(seen.values())


@dataclass(frozen=True, eq=False)
class Look:
    """What an edition says of one day, by everything that is known or by what was known by a day."""

    edition: Edition
    held: Held
    as_of: date

    @property
    def atlas(self) -> Atlas:
        """Places and holders on record."""
        return self.held.atlas

    @property
    def columns(self) -> Columns:
        """The stretches of all lines."""
        return self.held.columns

    def badge(self, holder: HolderId) -> Mapping[str, Any]:
        """Letters and a hue for a holder."""
        found = self.edition.badges.get(holder)
        return found if found is not None else badges_of([holder], self.atlas)[holder]

    def segments_at(self, place: PlaceId) -> Sequence[Segment]:
        """The segments of a place with the weights of their claims."""
        return self._at(place).segments

    def commitments_at(self, place: PlaceId) -> Sequence[Commitment]:
        """The commitments about a place."""
        return self._at(place).commitments

    def conflicts_at(self, place: PlaceId) -> Sequence[Conflict]:
        """The conflicts about a place."""
        return self.held.conflicts_at(place)

    def _at(self, place: PlaceId) -> State:
        kept = self._places
        found = kept.get(place)
        if found is None:
            found = gathered(self.held.states_at(place), self.as_of)
            if len(kept) > _AT_HAND:
                kept.clear()
            kept[place] = found
        return found

    @cached_property
    def _places(self) -> dict[PlaceId, State]:
        return {}

    @cached_property
    def state(self) -> State:
        """Everything, with the weights of all claims; of a large record that is much."""
        return gathered(self.held.states(), self.as_of)

    @cached_property
    def commitments(self) -> Sequence[Commitment]:
        """All commitments."""
        today = self.as_of.toordinal()
        return [pledge.on(today) for pledges, _ in self.held.rests() for pledge in pledges]

    @cached_property
    def conflicts(self) -> Sequence[Conflict]:
        """All conflicts, each once."""
        found = {one.id: one for _, conflicts in self.held.rests() for one in conflicts}
        return [found[key] for key in sorted(found)]

    @cached_property
    def lines_at(self) -> Mapping[PlaceId, range]:
        """The numbers of the lines of each place, which stand together."""
        found: dict[PlaceId, int] = {}
        for number, line in enumerate(self.columns.lines):
            found.setdefault(line.place, number)
        ends = [*list(found.values())[1:], len(self.columns.lines)]
        return {place: range(first, end) for (place, first), end in zip(found.items(), ends, strict=True)}

    def line_of(self, line: LineId) -> int:
        """The number of a line."""
        return next(one for one in self.lines_at[line.place] if self.columns.lines[one] == line)

    def history(self, lines: Sequence[int]) -> Columns:
        """The stretches of some lines."""
        return self.columns if len(lines) == len(self.columns.lines) else narrowed(self.columns, lines)

    def outline(self, lines: Sequence[int]) -> Iterator[Segment]:
        """The segments of some lines, without the weights of their claims."""
        return segments_on(narrowed(self.columns, lines), self.as_of) if len(lines) else iter(())

    def standing_at(self, place: PlaceId) -> Iterator[Standing]:
        """What stands on the day at a place."""
        if self.held is self.edition.held:
            return self.standing(self.lines_at.get(place, ()))
        return standing_in(self.segments_at(place), self.as_of)

    def standing(self, lines: Sequence[int]) -> Iterator[Standing]:
        """What stands on the day on some lines, without the weights of their claims."""
        return standing_on(narrowed(self.columns, lines), self.as_of) if len(lines) else iter(())

    @cached_property
    def lines_standing(self) -> Sequence[tuple[int, bool]]:
        """The lines on which something stands on the day, and whether it only follows from other places."""
        stretches = chosen_on(self.columns, self.as_of).stretches
        implied = self.columns.implied(stretches)
        return list(zip(self.columns.line_at[stretches].tolist(), implied.tolist(), strict=True))

    @cached_property
    def days(self) -> Sequence[date]:
        """The days by which something had surely changed, what only follows from other places left out."""
        return change_days(self.columns, direct=True)

    def place_name(self, place: PlaceId) -> str:
        """The name of a place, or its words where the gazetteer does not have it."""
        return self.atlas.place_name(place)

    def parents(self, place: PlaceId) -> tuple[PlaceId, ...]:
        """What a place lies in, nearest first."""
        entry = self.place(place)
        return entry.parents if entry else ()

    def place(self, place: PlaceId) -> Place | None:
        """A place on record, or None where it is known by its words only."""
        return self.atlas.places.get(place)
