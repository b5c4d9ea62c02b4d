"""Direct evidence by place and side, as commitments ask it what came of them."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tenure.folding.evidence import OPEN, Evidence, Mark
from tenure.folding.lines import Register
from tenure.model.ids import ClaimId, HolderId, PlaceId
from tenure.model.tenure import Aspect, Direction, LineId

_SHOWN: Final = 8
GOES: Final = frozenset({Direction.LEAVE, Direction.HAND_OVER})


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """When a change came about, and who reported it."""

    low: int
    high: int
    claims: tuple[ClaimId, ...]
    first: Evidence


@dataclass(frozen=True, slots=True)
class _Ordered:
    """Evidence in order of its last day."""

    items: tuple[Evidence, ...] = ()
    highs: tuple[int, ...] = ()

    def after(self, day: int) -> tuple[Evidence, ...]:
        """The first few whose last day lies after a day."""
        index = bisect_right(self.highs, day)
        return self.items[index : index + _SHOWN]


_Key = tuple[PlaceId, HolderId, Aspect | None, str]
_NOTHING: Final = _Ordered()


@dataclass(frozen=True, slots=True)
class Sightings:
    """An index over direct evidence; a side is the state or organisation at the top of a holder."""

    by_key: Mapping[_Key, _Ordered]
    register: Register

    def was_there(self, line: LineId, day: int) -> bool:
        """Whether somebody of the side was reported there by a day."""
        there = self._of(line, "there")
        return bool(there.items) and there.highs[0] <= day

    def fulfilment(self, line: LineId, direction: Direction, start: int, *, in_part: bool) -> Fulfilment | None:
        """The change of that direction after a day, narrowed by all reports of it that agree."""
        reports = self._reports(line, direction, start, in_part=in_part)
        if not reports:
            return None
        low, high = max(_since(reports[0]), start), reports[0].high
        claims = [reports[0].statement.claim.id]
        for report in reports[1:]:
            first, last = max(low, _since(report)), min(high, report.high)
            if first <= last:
                low, high = first, last
                claims.append(report.statement.claim.id)
        return Fulfilment(low, high, tuple(dict.fromkeys(claims)), reports[0])

    def settled_on(self, line: LineId, direction: Direction, start: int, *, in_part: bool) -> int | None:
        """The day by which the change of that direction was reported, or None."""
        if direction is Direction.STAY:
            ended = self.ends_within(line, start)
            return ended[0].high if ended else None
        reports = self._reports(line, direction, start, in_part=in_part)
        return reports[0].high if reports else None

    def opposite_after(self, line: LineId, direction: Direction, day: int) -> tuple[Evidence, ...]:
        """Sightings of the old state that lie wholly after a day."""
        state = "seen" if direction in GOES else "absent"
        return tuple(e for e in self._of(line, state).after(day) if e.low > day)

    def ends_within(self, line: LineId, start: int) -> tuple[Evidence, ...]:
        """Ends of presence or control after a day, at the place or inside it."""
        side = self.register.side_of(line.holder)
        return self.by_key.get((line.place, side, None, "absent inside"), _NOTHING).after(start)

    def _reports(self, line: LineId, direction: Direction, start: int, *, in_part: bool) -> tuple[Evidence, ...]:
        if direction in GOES:
            found = self._of(line, "absent").after(start)
            return found or (self._of(line, "reduced").after(start) if in_part else ())
        arrived = "arrived" if self.was_there(line, start) else "there"
        return self._of(line, arrived).after(start)

    def _of(self, line: LineId, state: str) -> _Ordered:
        return self.by_key.get((line.place, self.register.side_of(line.holder), line.aspect, state), _NOTHING)


def sightings_of(
    direct: Mapping[LineId, Sequence[Evidence]], promised: Iterable[LineId], register: Register
) -> Sightings:
    """The index over direct evidence, as far as commitments on some lines can ask it."""
    asked = {(line.place, register.side_of(line.holder)) for line in promised}
    grouped: dict[_Key, list[Evidence]] = defaultdict(list)
    for line, pieces in direct.items() if asked else ():
        side = register.side_of(line.holder)
        if (line.place, side) in asked:
            for piece in pieces:
                for state in _states(piece):
                    grouped[line.place, side, line.aspect, state].append(piece)
        if line.aspect is not Aspect.COOPERATION:
            around = [one for one in (line.place, *register.places_above(line.place)) if (one, side) in asked]
            absent = [piece for piece in pieces if not piece.effect.there] if around else []
            for place in around:
                grouped[place, side, None, "absent inside"].extend(absent)
    return Sightings({key: _ordered(items) for key, items in grouped.items()}, register)


def _since(piece: Evidence) -> int:
    """Since when the change that evidence shows may have happened; a sighting tells only that it was before."""
    return piece.low if piece.effect.is_change else -OPEN


def _states(piece: Evidence) -> Sequence[str]:
    """What a piece of evidence can answer: somebody there, seen since, newly arrived, fewer, or nobody."""
    if not piece.effect.there:
        return ("absent",)
    states = ["there"]
    if piece.share and piece.low > -OPEN:
        states.append("seen")
    if piece.effect.is_change or piece.mark is Mark.MORE:
        states.append("arrived")
    if piece.mark is Mark.REDUCED:
        states.append("reduced")
    return states


def _ordered(items: Sequence[Evidence]) -> _Ordered:
    ordered = tuple(sorted(items, key=lambda e: e.key))
    return _Ordered(ordered, tuple(e.high for e in ordered))
