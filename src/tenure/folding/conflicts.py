"""Conflicts: claims that cannot all be so, each with both sides and what would settle it."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tenure.folding.evidence import Evidence
from tenure.folding.history import Clash, LineHistory
from tenure.folding.policy import Policy
from tenure.model.claim import Family
from tenure.model.ids import ClaimId, ConflictId, id_of
from tenure.model.tenure import Conflict, ConflictKind, LineId

RULE: Final = "conflicts/1"
_SETTLED_BY: Final = {
    ConflictKind.OPPOSITE: "a dated report of the change between them, or an independent observer at the place",
    ConflictKind.SELF_CONTRADICTION: "a correction by the publisher, or a report from somebody else",
    ConflictKind.SUNK_ABSENCE: "a report that says of this very place whether somebody is left",
    ConflictKind.TWO_HOLDERS: "a report of who took over from whom and when, or that they hold it together",
}


def conflicts_on(line: LineId, history: LineHistory, policy: Policy) -> Iterator[Conflict]:
    """The conflicts among the evidence on one line."""
    for clash in history.clashes:
        there, absent = _stated(clash.there), _stated(clash.absent)
        if there and absent:
            kind = _kind(clash, policy)
            yield conflict_of(kind, (line,), _claims(there), _claims(absent))
    sunk: dict[LineId, list[Evidence]] = defaultdict(list)
    for piece in history.overruled:
        if not piece.effect.there and piece.share and piece.implied_by is not None:
            sunk[piece.implied_by].append(piece)
    seen = sorted(_sightings(history), key=lambda e: e.key) if sunk else []
    for source in sorted(sunk):
        near = [e for piece in sunk[source] for e in _near(piece, seen, policy.clash_days)]
        if near:
            yield _overruling(line, source, _claims(near), sunk[source])


def _overruling(line: LineId, source: LineId, seen: tuple[ClaimId, ...], sunk: Sequence[Evidence]) -> Conflict:
    """Somebody seen where what another line says leaves nobody."""
    by_control = all(e.statement.claim.event.family is Family.CONTROL for e in sunk)
    kind = ConflictKind.TWO_HOLDERS if by_control and line.holder != source.holder else ConflictKind.SUNK_ABSENCE
    sides = ((line, seen), (source, _claims(sunk)))
    # Each of two holders' lines tells of the conflict; in one order it is told once.
    (one, side_a), (other, side_b) = sorted(sides) if kind is ConflictKind.TWO_HOLDERS else sides
    return conflict_of(kind, (one, other), side_a, side_b)


def _near(piece: Evidence, seen: Sequence[Evidence], days: int) -> Sequence[Evidence]:
    """The sightings about a day, else those next to it."""
    first = bisect_left(seen, piece.high - days, key=lambda e: e.high)
    return (
        seen[first : bisect_right(seen, piece.high + days, key=lambda e: e.high)] or seen[max(0, first - 1) : first + 1]
    )


def _sightings(history: LineHistory) -> Iterator[Evidence]:
    """Direct evidence of presence."""
    for block in history.blocks:
        if block.there:
            yield from (e for e in block.evidence if e.implied_by is None and e.share)


def _stated(pieces: Sequence[Evidence]) -> list[Evidence]:
    return [piece for piece in pieces if piece.share]


def _kind(clash: Clash, policy: Policy) -> ConflictKind:
    """A publisher against himself where the same speaks on both sides and nobody else on either."""
    voices = {_voice(e, policy) for e in _stated((*clash.there, *clash.absent))}
    return ConflictKind.SELF_CONTRADICTION if len(voices) == 1 else ConflictKind.OPPOSITE


def _voice(piece: Evidence, policy: Policy) -> str:
    statement = piece.statement
    if statement.claim.speaker:
        return f"speaker {statement.claim.speaker.name.casefold()}"
    return policy.source_of(statement.publisher).group or statement.publisher or statement.cluster


def _claims(pieces: Iterable[Evidence]) -> tuple[ClaimId, ...]:
    return tuple(sorted({piece.statement.claim.id for piece in pieces}))


def conflict_of(
    kind: ConflictKind, lines: tuple[LineId, ...], one: tuple[ClaimId, ...], other: tuple[ClaimId, ...]
) -> Conflict:
    """A conflict under the id that hashes what it says."""
    named = [[line.place, line.holder, line.aspect.value] for line in lines]
    key = id_of("x1", [kind.value, named, list(one), list(other)])
    return Conflict(ConflictId(key), kind, lines, one, other, _SETTLED_BY[kind], RULE)
