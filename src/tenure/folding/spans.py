"""Blocks of a line's history, cut where the status becomes another one."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from tenure.folding.commitments import Pending
from tenure.folding.evidence import OPEN, Effect, Evidence, Mark
from tenure.folding.history import Block, Clash, LineHistory
from tenure.folding.rules import ANNOUNCED, BETWEEN, CHANGED, CLASH, GAP, LAPSE, LEVEL, SEEN
from tenure.folding.sightings import GOES
from tenure.folding.weighing import Entry
from tenure.model.claim import Event
from tenure.model.tenure import Aspect, LineId, Status

_P, _C, _S = Aspect.PRESENCE, Aspect.CONTROL, Aspect.COOPERATION
_THERE: Final = {_P: Status.PRESENT, _C: Status.HOLDS, _S: Status.SHARES}
_ABSENT: Final = {_P: Status.GONE, _C: Status.LOST, _S: Status.ENDED}
_GOING: Final = {_P: Status.LEAVING, _C: Status.TRANSFERRING, _S: Status.SHARES}
_ON_THE_WAY: Final = (Mark.LEAVING, Mark.TRANSFERRING)
_CARRIED: Final = 32
"""How many of the claims from before a cut are named again after it."""

Ended = Callable[[LineId], tuple[int, int] | None]
"""When presence on a line ended, as (earliest, latest) day; None where it has not."""


class Span(NamedTuple):
    """A stretch with one status, before it is weighed; start and end are each (earliest, latest) day."""

    status: Status
    start: tuple[int, int]
    end: tuple[int, int]
    entries: tuple[Entry, ...]
    rule: str


class _Cut(NamedTuple):
    """A day on which the status may become another one, and since when it may have been so."""

    low: int
    high: int
    order: int
    level: Status | None = None
    underway: bool | None = None
    """Whether a commitment to leave (or to come) is pending from here on."""
    clash: Clash | None = None
    settled: bool = False
    """Whether a clash is over."""


class _Piece(NamedTuple):
    """A status with its start, and the clash that it stands for."""

    status: Status
    start: tuple[int, int]
    clash: Clash | None
    rule: str


def spans_of(line: LineId, history: LineHistory, ended: Ended, pending: Sequence[Pending]) -> Iterator[Span]:
    """The spans of one line in order of time."""
    goings = sorted((p for p in pending if p.direction in GOES), key=lambda p: p.first_day)
    comings = sorted((p for p in pending if p.direction not in GOES), key=lambda p: p.first_day)
    if not history.blocks:
        yield from _expected_only(comings)
    floor = -OPEN
    for index, block in enumerate(history.blocks):
        is_last = index + 1 == len(history.blocks)
        start = (max(block.start[0], floor), max(block.start[1], floor)) if index else (-OPEN, _known_since(block))
        placed = _with_edges(block, start, (_known_until(block, start), OPEN) if is_last else block.end)
        if block.there:
            yield from _stay(line, placed, _lapse(placed, ended) if is_last else None, goings, history)
        elif index or block.evidence:
            yield from _cut_up(line, placed, _between(comings, placed), history)
        elif early := _between(comings, placed):
            floor = early[0].first_day
            yield _expected_before(placed, early)


def _stay(
    line: LineId, block: Block, lapse: tuple[int, int] | None, goings: Sequence[Pending], history: LineHistory
) -> Iterator[Span]:
    """The spans of a stay, up to where all that it follows from has ended."""
    lasting = _with_edges(block, block.start, lapse) if lapse else block
    yield from _cut_up(line, lasting, _between(goings, lasting), history)
    if lapse:
        yield Span(Status.UNKNOWN, lapse, (lapse[0], OPEN), _without_weight(block.evidence), LAPSE)


def _with_edges(block: Block, start: tuple[int, int], end: tuple[int, int]) -> Block:
    """The block with other edges."""
    return Block(block.there, start, end, block.evidence, block.against, block.before)


def _between(pending: Sequence[Pending], block: Block) -> Sequence[Pending]:
    first = bisect_left(pending, block.start[0], key=lambda p: p.first_day)
    return pending[first : bisect_right(pending, block.end[1], key=lambda p: p.first_day)]


def _known_since(block: Block) -> int:
    """By when a state of open start was so: the first sighting, or the change that ended it."""
    return min((e.high for e in (*block.evidence, *block.before)), default=OPEN)


def _known_until(block: Block, start: tuple[int, int]) -> int:
    """Until when a state of open end was surely so."""
    return max((start[1] if e.effect.is_change else e.low for e in block.evidence), default=start[0])


def _lapse(block: Block, ended: Ended) -> tuple[int, int] | None:
    """When everything from which presence here follows had ended; None where something stands, or is direct.

    Nobody said that nobody else is here, so what comes after is unknown, not absence.
    """
    ends: list[tuple[int, int]] = []
    for source in {e.implied_by for e in block.evidence}:
        end = ended(source) if source is not None else None
        if end is None:
            return None
        ends.append(end)
    if not ends:
        return None
    low = max(block.start[0], *(end[0] for end in ends))
    return (low, max(low, *(end[1] for end in ends)))


def _without_weight(pieces: Sequence[Evidence]) -> tuple[Entry, ...]:
    return tuple(Entry(e._replace(share=0), True) for e in pieces[-_CARRIED:])


def _cut_up(line: LineId, block: Block, pending: Sequence[Pending], history: LineHistory) -> Iterator[Span]:
    pieces = block.evidence
    level = _first_level(line, block, pieces)
    cuts = [*_levels(line, block, pieces), *_pendings(block, pending), *_clashes(block, pieces, history.clashes)]
    first = block.start[1] if block.start[0] > -OPEN else min((e.high for e in pieces), default=-OPEN)
    found = [_Piece(level, block.start, None, _first_rule(block))]
    underway, clash = False, None
    for cut in sorted(cuts, key=lambda c: (c.high, c.order)):
        level = cut.level or level
        underway = cut.underway if cut.underway is not None else underway
        clash = None if cut.settled else cut.clash or clash
        status = Status.CONTESTED if clash else _shown(line, block, level, underway)
        if cut.high <= first and len(found) == 1 and found[0].start == block.start:
            found = [_Piece(status, block.start, clash, CLASH if clash else found[0].rule)]
        elif (status, clash) != (found[-1].status, found[-1].clash):
            low = max(cut.low, found[-1].start[0])
            found.append(_Piece(status, (low, max(cut.high, found[-1].start[1], low)), clash, _cut_rule(cut)))
    announced = [entry for p in pending if not block.there for entry in _announcement(line, p)]
    yield from _laid_out(block, found, pieces, announced)


def _first_level(line: LineId, block: Block, pieces: Sequence[Evidence]) -> Status:
    if block.there:
        return _THERE[line.aspect]
    if not pieces:
        return Status.UNKNOWN
    direct = [e for e in pieces if e.implied_by is None] or pieces
    barred = line.aspect is _P and direct[-1].statement.claim.event is Event.BAR
    return Status.BARRED if barred else _ABSENT[line.aspect]


def _first_rule(block: Block) -> str:
    if any(e.effect.is_change and e.implied_by is None and block.start[1] >= e.low for e in block.evidence):
        return CHANGED
    if block.start[0] == -OPEN:
        return SEEN
    return BETWEEN if block.evidence else GAP


def _cut_rule(cut: _Cut) -> str:
    if cut.clash or cut.settled:
        return CLASH
    return LEVEL if cut.underway is None else ANNOUNCED


def _shown(line: LineId, block: Block, level: Status, underway: bool) -> Status:
    if not underway:
        return level
    return _GOING[line.aspect] if block.there else Status.EXPECTED


def _levels(line: LineId, block: Block, pieces: Sequence[Evidence]) -> Iterator[_Cut]:
    """Where the reports make it present, reduced, shared or leaving; those that leave it as it is cut nothing."""
    if not block.there:
        return
    before, standing = -OPEN, _THERE[line.aspect]
    for piece in pieces:
        is_direct = piece.implied_by is None
        level = _level(line, piece) if is_direct else None
        going = True if is_direct and piece.mark in _ON_THE_WAY else None
        if going or (level is not None and level is not standing):
            standing = level or standing
            spread = piece.effect.is_change or piece.low < piece.high
            low = max(before, piece.low) if spread else before
            yield _Cut(min(max(low, block.start[0]), piece.high), piece.high, 1, level, going)
        before = max(before, piece.high)


def _level(line: LineId, piece: Evidence) -> Status | None:
    if piece.mark is Mark.REDUCED:
        return Status.REDUCED if line.aspect is _P else None
    if piece.mark is Mark.MORE:
        return Status.PRESENT
    if line.aspect is _C and piece.share:
        return Status.SHARES if piece.mark is Mark.SHARED else Status.HOLDS
    return Status.PRESENT if line.aspect is _P and piece.effect.is_change else None


def _pendings(block: Block, pending: Sequence[Pending]) -> Iterator[_Cut]:
    for promise in pending:
        if promise.first_day < block.end[1]:
            yield _Cut(promise.first_day, promise.first_day, 2, underway=True)
            if promise.first_day < promise.until < block.end[0] or (promise.dropped and promise.until < block.end[1]):
                yield _Cut(promise.until, promise.until, 3, underway=False)


def _clashes(block: Block, pieces: Sequence[Evidence], clashes: Sequence[Clash]) -> Iterator[_Cut]:
    """Contested from the first day of a clash to the next sighting that had no part in it."""
    index = bisect_left(clashes, block.start[0], key=lambda c: c.first_day)
    for clash in clashes[index:]:
        if clash.first_day > block.end[1]:
            return
        if clash.contested and clash.winner_there == block.there:
            yield _Cut(clash.first_day, clash.first_day, 4, clash=clash)
            after = bisect_right(pieces, clash.reach, key=lambda e: e.high)
            if after < len(pieces):
                yield _Cut(clash.last_day, pieces[after].high, 0, settled=True)


def _laid_out(
    block: Block, found: Sequence[_Piece], pieces: Sequence[Evidence], announced: Sequence[Entry]
) -> Iterator[Span]:
    """Spans one after the other; each rests on what was said of its stay up to its end."""
    against = sorted(block.against, key=lambda e: e.key)
    was = tuple(Entry(_as_before(e), True) for e in block.before[-_CARRIED:])
    for index, piece in enumerate(found):
        is_last = index + 1 == len(found)
        end = block.end if is_last else found[index + 1].start
        if piece.clash is not None:
            yield Span(piece.status, piece.start, end, _both_sides(piece.clash, block.there), piece.rule)
            continue
        window = (piece.start[0] if index else -OPEN, OPEN if is_last else end[1])
        pro = [Entry(e, True) for e in _within(pieces, *window)]
        con = [Entry(e, False) for e in _within(against, *window)]
        more = announced if piece.status is Status.EXPECTED else ()
        yield Span(piece.status, piece.start, end, (*pro, *con, *more, *was), piece.rule)


def _within(pieces: Sequence[Evidence], first: int, last: int) -> Sequence[Evidence]:
    """Evidence of some days, and the latest from before them."""
    start = bisect_left(pieces, first, key=lambda e: e.high)
    return pieces[max(0, start - _CARRIED) : bisect_right(pieces, last, key=lambda e: e.high)]


def _both_sides(clash: Clash, there: bool) -> tuple[Entry, ...]:
    sides = (clash.there, clash.absent)
    return tuple(Entry(e, e.effect.there == there) for side in sides for e in side)


def _as_before(piece: Evidence) -> Evidence:
    """A change as evidence of the state before it."""
    effect = Effect.ABSENT if piece.effect.there else Effect.THERE
    low, high, source = piece.low, piece.high, piece.implied_by
    return Evidence(piece.line, effect, low, high, piece.statement, Mark.NONE, piece.share, source)


def _announcement(line: LineId, pending: Pending) -> Iterator[Entry]:
    """An announcement among the entries: named, without weight."""
    day = pending.first_day
    for statement in pending.statements:
        yield Entry(Evidence(line, Effect.THERE, day, day, statement, Mark.PRESUPPOSED, share=0), True)


def _expected_before(block: Block, comings: Sequence[Pending]) -> Span:
    """Somebody who was announced before he came."""
    day = comings[0].first_day
    entries = tuple(entry for p in comings for entry in _announcement(p.line, p))
    return Span(Status.EXPECTED, (day, day), (max(block.end[0], day), max(block.end[1], day)), entries, ANNOUNCED)


def _expected_only(comings: Sequence[Pending]) -> Iterator[Span]:
    """Somebody who was announced and of whom nothing else is known."""
    if not comings:
        return
    day, until = comings[0].first_day, max(p.until for p in comings)
    entries = tuple(entry for p in comings for entry in _announcement(p.line, p))
    known = max(day, min(until, max(p.first_day for p in comings)))
    if until < OPEN:
        yield Span(Status.EXPECTED, (day, day), (until, until), entries, ANNOUNCED)
        yield Span(Status.UNKNOWN, (until, until), (until, OPEN), entries, ANNOUNCED)
    else:
        yield Span(Status.EXPECTED, (day, day), (known, OPEN), entries, ANNOUNCED)
