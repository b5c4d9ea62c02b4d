"""What one statement says of a line, as evidence with an interval of days."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Final, NamedTuple

from tenure.folding.lines import Register
from tenure.folding.parts import is_partial, is_partial_control
from tenure.model.claim import Claim, Event, Modality
from tenure.model.statement import Statement
from tenure.model.tenure import Aspect, LineId
from tenure.model.when import Days, Extent

OPEN: Final = 10_000_000
"""A day beyond every calendar: an interval that starts at -OPEN or ends at OPEN is open there."""


class Effect(IntEnum):
    """What evidence reads: a state, or a change into one."""

    ABSENT = 0
    THERE = 1
    ENDS = 2
    BEGINS = 3

    is_change: bool
    """Whether it was otherwise before."""
    there: bool
    """Whether the holder is there afterwards."""

    def __init__(self, value: int) -> None:
        self.is_change, self.there = value >= 2, value % 2 == 1


class Mark(StrEnum):
    """What else evidence says of the state it reads."""

    NONE = ""
    MORE = "more"
    REDUCED = "reduced"
    LEAVING = "leaving"
    TRANSFERRING = "transferring"
    SHARED = "shared"
    BARRED = "barred"
    PRESUPPOSED = "presupposed"


class Evidence(NamedTuple):
    """One piece of evidence on a line; days are proleptic ordinals, both ends inside."""

    line: LineId
    effect: Effect
    low: int
    high: int
    statement: Statement
    mark: Mark = Mark.NONE
    share: int = 100
    """Percent of its weight that counts: 50 where implied, 0 where only presupposed."""
    implied_by: LineId | None = None
    result: bool = False
    """Whether it reads the outcome of a change that the same claim reports."""

    @property
    def key(self) -> tuple[int, int, int, str, str, str]:
        """A key that sorts evidence in valid time and is the same whatever order it came in."""
        by = self.implied_by
        source = f"{by.place} {by.holder} {by.aspect}" if by else ""
        return (self.high, self.low, self.effect, self.statement.claim.id, self.mark, source)


@dataclass(frozen=True, slots=True)
class Reading:
    """How an event reads on a line: whose side of it, about what, and what it does there."""

    counterparty: bool
    aspect: Aspect
    effect: Effect
    mark: Mark = Mark.NONE


_P, _C, _S = Aspect.PRESENCE, Aspect.CONTROL, Aspect.COOPERATION
READINGS: Final[dict[Event, tuple[Reading, ...]]] = {
    Event.STATION: (Reading(False, _P, Effect.THERE),),
    Event.DEPLOY: (Reading(False, _P, Effect.BEGINS),),
    Event.REINFORCE: (Reading(False, _P, Effect.THERE, Mark.MORE),),
    Event.REDUCE: (Reading(False, _P, Effect.THERE, Mark.REDUCED),),
    Event.WITHDRAW: (Reading(False, _P, Effect.ENDS),),
    Event.HOLD: (Reading(False, _C, Effect.THERE),),
    Event.TAKE_OVER: (Reading(False, _C, Effect.BEGINS), Reading(True, _C, Effect.ENDS)),
    Event.HAND_OVER: (Reading(False, _C, Effect.ENDS), Reading(True, _C, Effect.BEGINS)),
    Event.LOSE: (Reading(False, _C, Effect.ENDS),),
    Event.PREPARE: (),
    Event.OPEN: (Reading(False, _P, Effect.BEGINS),),
    Event.CLOSE: (Reading(False, _P, Effect.ENDS),),
    Event.BAR: (Reading(False, _P, Effect.ABSENT, Mark.BARRED),),
    Event.ADMIT: (Reading(False, _P, Effect.BEGINS),),
    Event.SHARE: (
        Reading(False, _C, Effect.THERE, Mark.SHARED),
        Reading(True, _C, Effect.THERE, Mark.SHARED),
        Reading(False, _S, Effect.THERE, Mark.SHARED),
    ),
    Event.PART: (Reading(False, _S, Effect.ENDS),),
}
_NEGATED: Final = {
    Effect.THERE: Effect.ABSENT,
    Effect.BEGINS: Effect.ABSENT,
    Effect.ENDS: Effect.THERE,
    Effect.ABSENT: Effect.THERE,
}
_LEAVING_MARK: Final = {_P: Mark.LEAVING, _C: Mark.TRANSFERRING, _S: Mark.NONE}
_STAYS: Final = frozenset({Event.STATION, Event.HOLD, Event.SHARE})


def evidence_of(statement: Statement, register: Register) -> list[Evidence]:
    """The evidence that a statement gives, on each line it speaks of."""
    claim = statement.claim
    place = register.place_of(claim)
    found: list[Evidence] = []
    for reading in READINGS[claim.event]:
        party = claim.counterparty if reading.counterparty else claim.holder
        if party is None:
            continue
        line = LineId(place, register.holder_of(party, claim), reading.aspect)
        adapted = _adapted(reading, claim, register)
        if adapted is not None:
            pieces = _pieces(line, adapted, statement, register)
            found.extend([p._replace(share=0) for p in pieces] if adapted.mark is Mark.PRESUPPOSED else pieces)
    return found


def _adapted(reading: Reading, claim: Claim, register: Register) -> Reading | None:
    """The reading as modality, negation and partiality leave it; None where it is no evidence."""
    effect = reading.effect
    if claim.modality is Modality.REFUSED and claim.event is Event.SHARE:
        return replace(reading, effect=Effect.ENDS, mark=Mark.NONE) if reading.aspect is _S else None
    if claim.modality not in (Modality.ACTUAL, Modality.UNDERWAY):
        return _presupposed(reading, claim)
    if claim.negated:
        if claim.event in (Event.REINFORCE, Event.REDUCE):
            return replace(reading, mark=Mark.NONE)
        if claim.event is Event.BAR:
            return None
        return replace(reading, effect=_NEGATED[effect], mark=Mark.NONE)
    if claim.event in (Event.WITHDRAW, Event.CLOSE) and is_partial(claim, register):
        return replace(reading, effect=Effect.THERE, mark=Mark.REDUCED)
    if effect.is_change and reading.aspect is _C and is_partial_control(claim, register):
        return replace(reading, effect=Effect.THERE) if effect is Effect.ENDS else None
    if claim.modality is Modality.UNDERWAY and effect is Effect.ENDS and reading.aspect is not _S:
        return replace(reading, effect=Effect.THERE, mark=_LEAVING_MARK[reading.aspect])
    if claim.modality is Modality.UNDERWAY and effect is Effect.BEGINS and claim.event is not Event.DEPLOY:
        return None
    return reading


def _presupposed(reading: Reading, claim: Claim) -> Reading | None:
    """What an announcement takes for granted: who is to leave is there, who is to stay is there.

    A state that "goes on" is said to be so now and weighs in full; the rest weighs nothing.
    """
    if claim.negated or claim.modality in (Modality.POSSIBLE, Modality.REFUSED):
        return None
    if claim.event in _STAYS and claim.continuing:
        return reading
    if reading.effect is Effect.ENDS or claim.event is Event.REDUCE:
        return replace(reading, effect=Effect.THERE, mark=Mark.PRESUPPOSED)
    return None


def published_day(statement: Statement) -> int:
    """The day by which what is said had happened: of publication, or of entry where that is unknown."""
    return (statement.published_on or statement.recorded_at.date()).toordinal()


def ordinals(days: Days) -> tuple[int, int]:
    """An interval of days as ordinals, both ends inside."""
    return (days.start.toordinal() if days.start else -OPEN, days.end.toordinal() - 1 if days.end else OPEN)


def _pieces(line: LineId, reading: Reading, statement: Statement, register: Register) -> list[Evidence]:
    when = statement.claim.when
    forward = statement.claim.modality not in (Modality.ACTUAL, Modality.UNDERWAY)
    extent = register.extent_of(when.edtf) if when and not forward else None
    make = _change if reading.effect.is_change else _state
    return make(line, reading, statement, extent)


def _change(line: LineId, reading: Reading, statement: Statement, extent: Extent | None) -> list[Evidence]:
    """A change, and where no day is given for it, the state it led to on the day of publication."""
    published = published_day(statement)
    low, high = ordinals(extent.hull) if extent else (-OPEN, OPEN)
    high = max(min(high, published), low) if low <= published else high
    change = Evidence(line, reading.effect, low, high, statement, reading.mark)
    if low > -OPEN or high != published or statement.published_on is None:
        return [change]
    state = Effect.THERE if reading.effect.there else Effect.ABSENT
    return [change, Evidence(line, state, published, published, statement, reading.mark, result=True)]


def _state(line: LineId, reading: Reading, statement: Statement, extent: Extent | None) -> list[Evidence]:
    published = published_day(statement)
    here = (published if statement.published_on else -OPEN, published)
    if extent is None:
        return [Evidence(line, reading.effect, *here, statement, reading.mark)]
    if not extent.is_interval or extent.open_start:
        low, high = ordinals(extent.hull)
        high = max(min(high, published), low) if low <= published else high
        return [Evidence(line, reading.effect, low, high, statement, reading.mark)]
    return list(_stay(line, reading, statement, extent, here))


def _stay(
    line: LineId, reading: Reading, statement: Statement, extent: Extent, here: tuple[int, int]
) -> Iterator[Evidence]:
    """A state from some day to another: that it began and ended then, and was so between."""
    published = here[1]
    first, last = ordinals(extent.starts), ordinals(extent.ends)
    change = Effect.BEGINS if reading.effect.there else Effect.ENDS
    if first[1] < OPEN:
        since = reading.effect if reading.mark in (Mark.MORE, Mark.REDUCED, Mark.BARRED) else change
        yield Evidence(line, since, *first, statement, reading.mark)
    if extent.open_end and first[0] <= published:
        yield Evidence(line, reading.effect, *here, statement, reading.mark)
    elif last[1] < published and reading.effect is Effect.THERE and first[1] < last[0]:
        yield Evidence(line, Effect.ENDS, *last, statement)
    else:
        yield Evidence(line, reading.effect, first[0], max(min(last[1], published), first[0]), statement, reading.mark)
