"""An edition of the record, what the ledger held at one link of its chain; and a look, one answer made from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from tenure.answers import Answer, Collection
from tenure.exchange.tenures import line_json
from tenure.folding.reviews import in_force
from tenure.folding.standing import Standing, segment_on
from tenure.ledger.record import Publication
from tenure.model.claim import Claim
from tenure.model.ids import ClaimId, HolderId, PlaceId, ReportId
from tenure.model.place import Place
from tenure.model.report import Report
from tenure.model.review import Review
from tenure.model.statement import Atlas, Statement
from tenure.model.tenure import Commitment, Conflict, LineId, Segment
from tenure.model.version import address_of
from tenure.web.badges import badges_of


@dataclass(frozen=True, eq=False)
class Edition:
    """Everything the ledger held at one link of its chain."""

    chain: str
    collection: Collection
    copies: Mapping[ReportId, tuple[Report, ...]]
    """The publications of each report, the one that speaks for it first."""

    @cached_property
    def claims(self) -> Mapping[ClaimId, Statement]:
        """Statements by claim."""
        return {one.claim.id: one for one in self.collection.statements}

    @cached_property
    def claims_in(self) -> Mapping[ReportId, Sequence[Claim]]:
        """The claims of each report, in reading order."""
        found: dict[ReportId, list[Claim]] = {}
        for one in self.collection.statements:
            found.setdefault(one.claim.report, []).append(one.claim)
        return found

    @cached_property
    def verdicts(self) -> Mapping[str, Review]:
        """The last word of reviewers on each subject, undone ones left out."""
        return {review.subject: review for review in in_force(self.collection.reviews)}

    @cached_property
    def words(self) -> dict[str, str]:
        """Names folded for comparing, by id, as far as somebody has asked for them."""
        return {}

    def statements(self, known_by: date | None) -> list[Statement]:
        """The statements with as many copies as had appeared by a day."""
        if known_by is None:
            return list(self.collection.statements)
        return [_seen_by(one, self.copies.get(one.claim.report, ()), known_by) for one in self.collection.statements]


def publications_of(publication: Publication) -> tuple[Report, ...]:
    """The sightings of a text at different addresses: a page that is fetched again is no second publication."""
    seen = {address_of(one.report.url) or one: one.report for one in reversed(publication.sightings)}
    return tuple(seen.values())


def _seen_by(statement: Statement, copies: Sequence[Report], known_by: date) -> Statement:
    if len(copies) < 2:
        return statement
    seen = [one for one in copies if one.day and one.day <= known_by]
    return replace(statement, copies=max(0, len(seen) - 1))


@dataclass(frozen=True, eq=False)
class Look:
    """One answer, with what pages ask of it by place and by id."""

    edition: Edition
    answer: Answer

    @property
    def atlas(self) -> Atlas:
        """Places and holders on record."""
        return self.edition.collection.atlas

    @property
    def segments(self) -> tuple[Segment, ...]:
        """All segments."""
        return self.answer.state.segments

    @cached_property
    def segments_at(self) -> Mapping[PlaceId, Sequence[Segment]]:
        """Segments by place."""
        found: dict[PlaceId, list[Segment]] = {}
        for one in self.segments:
            found.setdefault(one.line.place, []).append(one)
        return found

    @cached_property
    def commitments_at(self) -> Mapping[PlaceId, Sequence[Commitment]]:
        """Commitments by place."""
        found: dict[PlaceId, list[Commitment]] = {}
        for one in self.answer.state.commitments:
            found.setdefault(one.line.place, []).append(one)
        return found

    @cached_property
    def conflicts_at(self) -> Mapping[PlaceId, Sequence[Conflict]]:
        """Conflicts by place."""
        found: dict[PlaceId, list[Conflict]] = {}
        for one in self.answer.state.conflicts:
            for place in dict.fromkeys(line.place for line in one.lines):
                found.setdefault(place, []).append(one)
        return found

    @cached_property
    def inside(self) -> Mapping[PlaceId, Sequence[PlaceId]]:
        """The places on record that lie in each place."""
        found: dict[PlaceId, list[PlaceId]] = {}
        for key in dict.fromkeys((*self.segments_at, *self.commitments_at)):
            for parent in self.parents(key):
                found.setdefault(parent, []).append(key)
        return found

    @cached_property
    def badges(self) -> Mapping[HolderId, Mapping[str, Any]]:
        """Letters and a hue for each holder."""
        return badges_of((one.line.holder for one in self.segments), self.atlas)

    @cached_property
    def standing(self) -> Sequence[Standing]:
        """What stands on the day of the answer, line by line."""
        return segment_on(self.answer.state, self.answer.horizon.as_of)

    @cached_property
    def names(self) -> Sequence[tuple[str, PlaceId]]:
        """The names of each place on record and of what it lies in, folded for comparing."""
        return [(self.place_words(place), place) for place in self.segments_at]

    @cached_property
    def grid(self) -> Mapping[tuple[int, int], Sequence[Place]]:
        """The places on record that have a point, by the degree of latitude and longitude it lies in."""
        found: dict[tuple[int, int], list[Place]] = {}
        for key in self.segments_at:
            entry = self.place(key)
            if entry is not None and entry.lat is not None and entry.lon is not None:
                found.setdefault((int(entry.lat // 1), int(entry.lon // 1)), []).append(entry)
        return found

    def place_name(self, place: PlaceId) -> str:
        """The name of a place, or its words where the gazetteer does not have it."""
        return self.atlas.place_name(place)

    def place_words(self, place: PlaceId) -> str:
        """The names of a place and of what it lies in, folded for comparing."""
        found = self.edition.words.get(place)
        if found is None:
            around = [place, *self.parents(place)]
            names = [self.atlas.places[one].name if one in self.atlas.places else one for one in around]
            found = self.edition.words[place] = "\n".join(names).casefold()
        return found

    def holder_words(self, line: LineId) -> str:
        """The names of a holder and of what it belongs to, folded for comparing."""
        found = self.edition.words.get(line.holder)
        if found is None:
            row: Any = line_json(line, self.atlas)["holder"]
            found = self.edition.words[line.holder] = "\n".join((row["name"], *row["within"])).casefold()
        return found

    @cached_property
    def days(self) -> Sequence[date]:
        """The days by which something had surely changed, what only follows from other places left out."""
        starts = {one.bounds.start_latest for one in self.segments if not one.implied}
        return sorted(day for day in starts if day is not None)

    def parents(self, place: PlaceId) -> tuple[PlaceId, ...]:
        """What a place lies in, nearest first."""
        entry = self.place(place)
        return entry.parents if entry else ()

    def place(self, place: PlaceId) -> Place | None:
        """A place on record, or None where it is known by its words only."""
        return self.atlas.places.get(place)

    def claim(self, claim: ClaimId) -> Claim | None:
        """A claim as it was read."""
        found = self.edition.claims.get(claim)
        return found.claim if found else None
