"""What was announced, agreed, ordered, asked for or foreseen, and what came of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tenure.folding.evidence import OPEN, Evidence, ordinals, published_day
from tenure.folding.lines import Register
from tenure.folding.parts import is_partial
from tenure.folding.sightings import GOES, Sightings
from tenure.model.claim import Claim, Event, Modality
from tenure.model.ids import ClaimId, CommitmentId, id_of
from tenure.model.statement import Statement
from tenure.model.tenure import Aspect, Commitment, Direction, LineId, Outcome
from tenure.model.when import extent_of

RULE: Final = "commitments/1"
FIRM: Final = (Modality.UNDERWAY, Modality.AGREED, Modality.ORDERED, Modality.PLANNED)
_STRENGTH: Final = (*FIRM, Modality.ACTUAL, Modality.REQUESTED, Modality.POSSIBLE, Modality.REFUSED)
_P, _C, _S = Aspect.PRESENCE, Aspect.CONTROL, Aspect.COOPERATION
_HOLDER: Final[Mapping[Event, tuple[Aspect, Direction]]] = {
    Event.STATION: (_P, Direction.STAY),
    Event.DEPLOY: (_P, Direction.COME),
    Event.REINFORCE: (_P, Direction.COME),
    Event.REDUCE: (_P, Direction.LEAVE),
    Event.WITHDRAW: (_P, Direction.LEAVE),
    Event.HOLD: (_C, Direction.STAY),
    Event.TAKE_OVER: (_C, Direction.TAKE_OVER),
    Event.HAND_OVER: (_C, Direction.HAND_OVER),
    Event.LOSE: (_C, Direction.HAND_OVER),
    Event.PREPARE: (_P, Direction.COME),
    Event.OPEN: (_P, Direction.COME),
    Event.CLOSE: (_P, Direction.LEAVE),
    Event.BAR: (_P, Direction.LEAVE),
    Event.ADMIT: (_P, Direction.COME),
    Event.SHARE: (_S, Direction.COME),
    Event.PART: (_S, Direction.LEAVE),
}
_OTHER_SIDE: Final = {Event.TAKE_OVER: Direction.HAND_OVER, Event.HAND_OVER: Direction.TAKE_OVER}
_COMES: Final = {_P: Direction.COME, _C: Direction.TAKE_OVER, _S: Direction.COME}
_UNDER_WAY: Final = frozenset(
    {Event.WITHDRAW, Event.CLOSE, Event.HAND_OVER, Event.LOSE, Event.TAKE_OVER, Event.OPEN, Event.PREPARE, Event.ADMIT}
)
_SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Promise:
    """One claim's announcement on a line; `refuses` where it says that it will not come about."""

    line: LineId
    direction: Direction
    statement: Statement
    day: int
    refuses: bool
    in_part: bool

    @property
    def key(self) -> tuple[int, bool, ClaimId]:
        """Order of announcement."""
        return (self.day, self.refuses, self.statement.claim.id)


@dataclass(frozen=True, slots=True)
class Pending:
    """From when to when a commitment bears on its line's status."""

    line: LineId
    direction: Direction
    first_day: int
    until: int
    dropped: bool
    """Whether it was called off or overtaken, so that the old state goes on."""
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Pledge:
    """A commitment as it stands up to its deadline (an ordinal), and after it."""

    by_then: Commitment
    due: int
    afterwards: Commitment

    def on(self, today: int) -> Commitment:
        """The commitment as it stands on a day."""
        return self.afterwards if today > self.due else self.by_then


@dataclass(frozen=True, slots=True)
class Committed:
    """The commitments on a line, those that bear on its status, and the departures that fulfilled some."""

    commitments: tuple["Pledge", ...] = ()
    pending: tuple[Pending, ...] = ()
    departures: tuple[Evidence, ...] = ()


def promises_of(statement: Statement, register: Register) -> Iterator[Promise]:
    """The announcements that a statement makes."""
    claim = statement.claim
    if claim.modality is Modality.ACTUAL and (claim.event is not Event.PREPARE or claim.negated):
        return
    if claim.modality is Modality.UNDERWAY and (claim.event not in _UNDER_WAY or claim.negated):
        return
    if claim.event is Event.SHARE and claim.modality is Modality.REFUSED:
        return
    place, day = register.place_of(claim), published_day(statement)
    refuses = (claim.modality is Modality.REFUSED) != claim.negated
    in_part = is_partial(claim, register) or claim.event in (Event.REDUCE, Event.REINFORCE)
    aspect, direction = _HOLDER[claim.event]
    line = LineId(place, register.holder_of(claim.holder, claim), aspect)
    yield Promise(line, direction, statement, day, refuses, in_part)
    if claim.counterparty is not None and claim.event in _OTHER_SIDE:
        other = LineId(place, register.holder_of(claim.counterparty, claim), aspect)
        yield Promise(other, _OTHER_SIDE[claim.event], statement, day, refuses, in_part)


def commitments_on(promises: Iterable[Promise], sightings: Sightings) -> Committed:
    """The commitments of one line, how they bear on its status, and what fulfilled them."""
    grouped: dict[Direction, list[Promise]] = defaultdict(list)
    for promise in sorted(promises, key=lambda p: p.key):
        grouped[_direction(promise, sightings)].append(promise)
    found: list[Pledge] = []
    pending: list[Pending] = []
    fulfilled: list[Evidence] = []
    for direction in sorted(grouped):
        for episode in _episodes(direction, grouped[direction], sightings):
            # All that hangs on the day is whether a deadline has passed, which settles nothing.
            result = _outcome(direction, episode, sightings, today=-OPEN)
            later = _outcome(direction, episode, sightings, today=OPEN)
            found.append(_pledge(direction, episode, result, later))
            pending.extend(_pending(direction, episode, result))
            if result.by is not None and direction in GOES:
                fulfilled.append(result.by)
    return Committed(tuple(found), tuple(pending), tuple(fulfilled))


def _pledge(direction: Direction, episode: Sequence[Promise], result: "_Result", later: "_Result") -> Pledge:
    made = [p for p in episode if not p.refuses]
    now = _commitment(direction, episode, result)
    return Pledge(now, _due(made), now if later == result else _commitment(direction, episode, later))


def _direction(promise: Promise, sightings: Sightings) -> Direction:
    """A state that is announced is to go on where it is so already, and to come about where it is not."""
    if promise.direction is not Direction.STAY or promise.statement.claim.continuing:
        return promise.direction
    is_there = sightings.was_there(promise.line, promise.day)
    return Direction.STAY if is_there else _COMES[promise.line.aspect]


def _episodes(direction: Direction, promises: Sequence[Promise], sightings: Sightings) -> Iterator[list[Promise]]:
    """Announcements of one change: those before it came about or was called off."""
    episode: list[Promise] = []
    for promise in promises:
        if episode:
            settled = sightings.settled_on(promise.line, direction, episode[0].day, in_part=episode[0].in_part)
            if (episode[-1].refuses and not promise.refuses) or (settled is not None and settled < promise.day):
                yield episode
                episode = []
        episode.append(promise)
    if episode:
        yield episode


@dataclass(frozen=True, slots=True)
class _Result:
    outcome: Outcome
    note: str
    claims: tuple[ClaimId, ...] = ()
    ended_on: int = OPEN
    by: Evidence | None = None
    """The report of the change that fulfils it."""


def _outcome(direction: Direction, episode: Sequence[Promise], sightings: Sightings, today: int) -> _Result:
    made = [p for p in episode if not p.refuses]
    refusals = [p for p in episode if p.refuses]
    if not made:
        claims = tuple(p.statement.claim.id for p in episode)
        return _Result(Outcome.DROPPED, "it was refused, nothing of the kind was announced", claims, episode[0].day)
    line, start, due = made[0].line, made[0].day, _due(made)
    in_part = all(p.in_part for p in made)
    if direction is Direction.STAY:
        return _stayed(line, start, due, refusals, sightings, today)
    done = sightings.fulfilment(line, direction, start, in_part=in_part)
    if done is not None and not (refusals and refusals[0].day < done.low):
        return replace(_kept(done.low, done.high, due, done.claims[:_SHOWN]), by=done.first)
    if refusals:
        claims = tuple(p.statement.claim.id for p in refusals)
        return _Result(Outcome.DROPPED, "a later claim refuses it or calls it off", claims, refusals[0].day)
    if due < OPEN:
        against = sightings.opposite_after(line, direction, max(due, made[-1].day))
        if against:
            ids = tuple(e.statement.claim.id for e in against)
            return _Result(Outcome.BROKEN, "after the deadline the old state is still reported", ids, against[0].high)
        if today > due:
            return _Result(Outcome.OVERDUE, "the deadline has passed and nobody reports the change")
    return _Result(Outcome.OPEN, "nothing more is known" if due == OPEN else "the deadline has not passed")


def _stayed(
    line: LineId, start: int, due: int, refusals: Sequence[Promise], sightings: Sightings, today: int
) -> _Result:
    ended = sightings.ends_within(line, start)
    if ended and ended[0].low <= due:
        claims = tuple(dict.fromkeys(e.statement.claim.id for e in ended))[:_SHOWN]
        return _Result(Outcome.BROKEN, "it ended there, or at a place inside", claims, ended[0].high)
    if refusals:
        claims = tuple(p.statement.claim.id for p in refusals)
        return _Result(Outcome.DROPPED, "a later claim refuses it or calls it off", claims, refusals[0].day)
    if due < today:
        still = sightings.opposite_after(line, Direction.LEAVE, max(due - 1, start))
        if still:
            return _Result(Outcome.KEPT, "it was still so at the end", (still[0].statement.claim.id,), due)
        return _Result(Outcome.OVERDUE, "its term has passed and nobody reports how it ended", (), due)
    return _Result(Outcome.OPEN, "nothing to the contrary is known")


def _kept(low: int, high: int, due: int, claims: tuple[ClaimId, ...]) -> _Result:
    if due == OPEN:
        return _Result(Outcome.KEPT, "it came about", claims, high)
    if high <= due:
        return _Result(Outcome.KEPT, "it came about in time", claims, high)
    if low > due:
        return _Result(Outcome.KEPT_LATE, "it came about after the deadline", claims, high)
    return _Result(Outcome.KEPT, "it came about; whether in time is not known", claims, high)


def _due(made: Sequence[Promise]) -> int:
    """The last day of the deadline that stands: the latest one named."""
    days = [_last_day(p.statement.claim) for p in made]
    named = [day for day in days if day < OPEN]
    return named[-1] if named else OPEN


def _last_day(claim: Claim) -> int:
    extent = extent_of(claim.deadline.edtf) if claim.deadline else None
    return ordinals(extent.hull)[1] if extent else OPEN


def _commitment(direction: Direction, episode: Sequence[Promise], result: _Result) -> Commitment:
    made = [p for p in episode if not p.refuses] or list(episode)
    claims = tuple(sorted({p.statement.claim.id for p in made}))
    deadlines = [p.statement.claim.deadline.edtf for p in made if p.statement.claim.deadline]
    announced = [p.statement.published_on for p in made if p.statement.published_on]
    speakers = sorted({p.statement.claim.speaker.name for p in made if p.statement.claim.speaker})
    line = made[0].line
    return Commitment(
        id=CommitmentId(id_of("k1", [line.place, line.holder, line.aspect, direction, *claims])),
        line=line,
        direction=direction,
        modality=min((p.statement.claim.modality for p in made), key=_STRENGTH.index).value,
        speakers=tuple(speakers),
        announced_on=min(announced, default=None),
        deadline=deadlines[-1] if deadlines else None,
        outcome=result.outcome,
        outcome_note=result.note,
        claims=claims,
        outcome_claims=tuple(sorted(set(result.claims))),
        rule=RULE,
    )


def _pending(direction: Direction, episode: Sequence[Promise], result: _Result) -> Iterator[Pending]:
    """A firm commitment to a whole change bears on the status until it is settled."""
    firm = [
        p
        for p in episode
        if not p.refuses
        and not p.in_part
        and (p.statement.claim.modality in FIRM or p.statement.claim.event is Event.PREPARE)
    ]
    if firm and direction is not Direction.STAY and result.ended_on > firm[0].day:
        dropped = result.outcome in (Outcome.DROPPED, Outcome.BROKEN)
        yield Pending(firm[0].line, direction, firm[0].day, result.ended_on, dropped, tuple(p.statement for p in firm))
