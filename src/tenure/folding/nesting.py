"""Presence rises, absence sinks: what evidence on one line implies on another."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from tenure.folding.evidence import OPEN, Effect, Evidence, Mark
from tenure.folding.lines import Register
from tenure.model.claim import Event
from tenure.model.ids import PlaceId
from tenure.model.tenure import Aspect, LineId

_IMPLIED_SHARE: Final = 50
FIRST_LENT: Final = 4
LAST_LENT: Final = 12
"""How many of a line's sightings others follow from: its first and last ones say when it was so."""


@dataclass(frozen=True, slots=True)
class Web:
    """Lines with direct evidence, and how they hang together."""

    direct: Mapping[LineId, Sequence[Evidence]]
    """In order of time."""
    below: Mapping[LineId, Sequence[LineId]]
    """The lines with direct evidence from which presence rises to a line."""
    control_at: Mapping[PlaceId, Sequence[LineId]]
    """The lines of control with direct evidence at a place."""
    _lent: dict[tuple[LineId, bool], list[Evidence]] = field(default_factory=dict, compare=False)

    def rising(self, source: LineId) -> Sequence[Evidence]:
        """What others follow from of the evidence that somebody is there on a line."""
        known = self._lent.get((source, True))
        if known is None:
            there = (e for e in self.direct[source] if e.effect.there and e.share)
            known = self._lent[source, True] = _ends_of(there)
        return known

    def sinking(self, source: LineId) -> Sequence[Evidence]:
        """What others follow from of the evidence that nobody is left on a line."""
        known = self._lent.get((source, False))
        if known is None:
            gone = (e for e in self.direct[source] if not e.effect.there and is_total(e))
            known = self._lent[source, False] = _ends_of(gone)
        return known


def web_of(direct: Mapping[LineId, Sequence[Evidence]], register: Register) -> Web:
    """The web over all lines with direct evidence."""
    below: dict[LineId, list[LineId]] = defaultdict(list)
    control_at: dict[PlaceId, list[LineId]] = defaultdict(list)
    for line in direct:
        for above in lines_above(line, register):
            below[above].append(line)
        if line.aspect is Aspect.CONTROL:
            control_at[line.place].append(line)
    return Web(direct, below, control_at)


def lines_above(line: LineId, register: Register) -> Iterator[LineId]:
    """The lines on which somebody is there because he is there on this one.

    Presence rises along places and holders; control and co-operation along holders only: who holds a post
    holds no province.
    """
    places: tuple[PlaceId, ...] = (line.place,)
    if line.aspect is Aspect.PRESENCE:
        places += register.places_above(line.place)
    holders = (line.holder, *register.holders_above(line.holder))
    for place in places:
        for holder in holders:
            if (place, holder) != (line.place, line.holder):
                yield LineId(place, holder, line.aspect)


def implied_on(line: LineId, web: Web, register: Register) -> list[Evidence]:
    """What the evidence on other lines implies on this one."""
    found = [_implied(piece, line, Effect.THERE) for source in web.below.get(line, ()) for piece in web.rising(source)]
    if line.aspect is Aspect.CONTROL:
        found.extend(_implied(piece, line, Effect.ABSENT) for piece in _ousting(line, found, web, register))
    if line not in web.direct:
        return found
    sources = [above for above in lines_above(line, register) if above in web.direct]
    for source in sources:
        found.extend(_implied(piece, line, Effect.ABSENT) for piece in web.sinking(source))
    if line.aspect is Aspect.CONTROL:
        leaving = web.direct.get(replace(line, aspect=Aspect.PRESENCE), ())
        quits = _ends_of(
            e for e in leaving if not e.effect.there and is_total(e) and e.statement.claim.event is Event.WITHDRAW
        )
        found.extend(_implied(piece, line, Effect.ABSENT) for piece in quits)
    return found


def implied_departures(line: LineId, direct: Sequence[Evidence], departures: Iterable[Evidence]) -> Iterator[Evidence]:
    """Departures that fulfilled a commitment on a line and were reported of another force of the same side."""
    claims = {e.statement.claim.id for e in direct}
    for piece in departures:
        if piece.line != line and piece.statement.claim.id not in claims:
            yield _implied(piece, line, Effect.ABSENT)


def _ends_of(pieces: Iterable[Evidence]) -> list[Evidence]:
    """The first and the last of what comes in order of time."""
    ordered = list(pieces)
    if len(ordered) <= FIRST_LENT + LAST_LENT:
        return ordered
    return [*ordered[:FIRST_LENT], *ordered[-LAST_LENT:]]


def _implied(piece: Evidence, line: LineId, effect: Effect) -> Evidence:
    """Evidence as it is carried to another line: a sighting on the last day it speaks of."""
    low = piece.high if piece.low > -OPEN or piece.effect.is_change else piece.low
    share = piece.share * _IMPLIED_SHARE // 100
    return Evidence(line, effect, low, piece.high, piece.statement, Mark.NONE, share, piece.line)


def is_total(piece: Evidence) -> bool:
    """Whether nothing of the holder is left at all; an entry that is barred or a part that leaves says less."""
    claim = piece.statement.claim
    return not claim.partial and claim.quantity is None and claim.event is not Event.BAR


def _ousting(line: LineId, risen: Sequence[Evidence], web: Web, register: Register) -> Iterator[Evidence]:
    """Sightings of a later holder from another side, which end this one's control: it is single-valued."""
    own = [e.low for e in (*web.direct.get(line, ()), *risen) if e.effect.there]
    if not own:
        return
    since, side = min(own), register.side_of(line.holder)
    for other in web.control_at.get(line.place, ()):
        if register.side_of(other.holder) != side:
            gains = (e for e in web.direct[other] if _is_sole_control(e) and e.high >= since)
            yield from _ends_of(gains)


def _is_sole_control(piece: Evidence) -> bool:
    dated = piece.low > -OPEN or piece.effect.is_change
    return piece.effect.there and piece.share > 0 and piece.mark is not Mark.SHARED and dated
