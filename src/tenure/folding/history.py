"""The history of one line: clashes settled, the walk taken, every piece of evidence put where it belongs."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from tenure.folding.evidence import OPEN, Effect, Evidence
from tenure.folding.policy import Policy
from tenure.folding.walk import FAR, Fact, History, seen, turned, walk
from tenure.model.ids import ClaimId

Balance = Callable[[Sequence[Evidence], Sequence[Evidence]], int]
"""How much more the first group of evidence weighs than the second, in millinats."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Opposite states that cannot both be so: who lost, and from when to when it was about."""

    there: tuple[Evidence, ...]
    absent: tuple[Evidence, ...]
    first_day: int
    last_day: int
    reach: int
    """The last day whose sightings took part."""
    contested: bool
    winner_there: bool


@dataclass(slots=True)
class Block:
    """A stretch of time in one state, with what speaks for it and against it."""

    there: bool
    start: tuple[int, int]
    end: tuple[int, int]
    evidence: list[Evidence] = field(default_factory=list)
    """In order of time."""
    against: list[Evidence] = field(default_factory=list)
    before: list[Evidence] = field(default_factory=list)
    """Changes that end the block, or that it precedes: they say that it was so before."""


@dataclass(frozen=True, slots=True)
class LineHistory:
    """Blocks in order of time, and the clashes among the evidence."""

    blocks: tuple[Block, ...]
    clashes: tuple[Clash, ...]
    overruled: tuple[Evidence, ...]
    """Implied evidence that direct evidence speaks against."""


def history_of(evidence: Iterable[Evidence], policy: Policy, balance: Balance) -> LineHistory:
    """The history of a line from all evidence on it, in whatever order it comes."""
    items = sorted(evidence, key=lambda e: e.key)
    if _is_calm(items):
        # Most lines are: whoever is seen there was never seen or reported otherwise.
        return LineHistory((Block(items[0].effect.there, (-OPEN, -OPEN), (OPEN, OPEN), items),), (), ())
    direct = [e for e in items if e.implied_by is None]
    denied = _denied(direct)
    clashes, losers = _settle([e for e in direct if id(e) not in denied], policy, balance)
    losers |= denied
    standing = _absorbed([e for e in direct if id(e) not in losers], policy)
    implied, overruled = _admitted([e for e in items if e.implied_by is not None], standing, policy)
    if implied:
        _, beaten = _settle(implied, policy, balance)
        standing = sorted([*standing, *(e for e in implied if id(e) not in beaten)], key=lambda e: e.key)
    history = walk(_fact(e) for e in standing).history
    blocks = _blocks(history, standing)
    starts = [block.start[0] for block in blocks]
    for piece in standing:
        _place(piece, blocks, starts)
    for piece in (*(e for e in direct if id(e) in losers), *overruled):
        _oppose(piece, blocks, starts)
    return LineHistory(tuple(blocks), tuple(clashes), tuple(overruled))


def _is_calm(items: Sequence[Evidence]) -> bool:
    """Whether there are sightings of one state, and nothing else."""
    calm = items[0].effect if items else None
    return calm is not None and not calm.is_change and all(e.effect is calm for e in items)


def _denied(direct: Sequence[Evidence]) -> set[int]:
    """What is only taken for granted, against the last that somebody said: an order to leave, to who has left."""
    said = [e for e in direct if e.share]

    def last_said(piece: Evidence) -> bool | None:
        index = bisect_right(said, piece.high, key=lambda e: e.high)
        return said[index - 1].effect.there if index else None

    return {id(e) for e in direct if not e.share and last_said(e) not in (None, e.effect.there)}


def _settle(items: Sequence[Evidence], policy: Policy, balance: Balance) -> tuple[list[Clash], set[int]]:
    """Clashes among sightings, and the evidence (by identity) that lost."""
    days = [e for e in items if not e.effect.is_change and e.high - e.low <= policy.clash_days]
    if len({e.effect.there for e in days}) < 2:
        return [], set()
    changes = [e for e in items if e.effect.is_change]
    answers = {there: _Reports([e for e in changes if e.effect.there == there]) for there in (True, False)}
    regions = _regions(days, answers, policy.clash_days)
    if not regions:
        return [], set()
    told: dict[ClaimId, list[Evidence]] = defaultdict(list)
    for piece in changes:
        told[piece.statement.claim.id].append(piece)
    clashes: list[Clash] = []
    losers: set[int] = set()
    for first, last in regions:
        near = days[
            bisect_left(days, first - policy.clash_days, key=lambda e: e.high) : bisect_right(
                days, last + policy.clash_days, key=lambda e: e.high
            )
        ]
        there = tuple(e for e in near if e.effect.there)
        absent = tuple(e for e in near if not e.effect.there)
        margin = balance(there, absent)
        losing = absent if margin > 0 or (margin == 0 and near[0].effect.there) else there
        contested = (
            abs(margin) < policy.contested_below and any(e.share for e in there) and any(e.share for e in absent)
        )
        losers.update(id(e) for e in losing)
        for claim in {e.statement.claim.id for e in losing}:
            losers.update(id(e) for e in told[claim] if e.effect.there == losing[0].effect.there)
        clashes.append(Clash(there, absent, first, last, last + policy.clash_days, contested, losing is absent))
    return clashes, losers


class _Reports:
    """Reported changes to one state; tells whether one can lie in a stretch of days."""

    __slots__ = ("lows", "reach")

    def __init__(self, changes: Sequence[Evidence]) -> None:
        ordered = sorted(changes, key=lambda e: e.low)
        self.lows = [e.low for e in ordered]
        self.reach = list(accumulate((e.high for e in ordered), max))

    def any_within(self, first: int, last: int) -> bool:
        """Whether some change can lie from the first to the last day."""
        index = bisect_right(self.lows, last)
        return index > 0 and self.reach[index - 1] >= first


def _regions(days: Sequence[Evidence], changes: dict[bool, _Reports], near: int) -> list[tuple[int, int]]:
    """Stretches of days with sightings of both states that no reported change explains."""
    found: list[tuple[int, int]] = []
    for one, two in pairwise(days):
        if one.effect.there == two.effect.there or two.high - one.high > near:
            continue
        same_day = one.low == one.high == two.low == two.high
        if same_day or not changes[two.effect.there].any_within(one.low, two.high):
            start, end = min(one.low, two.low), two.high
            if found and start - found[-1][1] <= 2 * near:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
    return found


def _absorbed(items: list[Evidence], policy: Policy) -> list[Evidence]:
    """A change to the state in which the holder was seen not long before reads as a sighting in it."""
    highs = [e.high for e in items]
    result: list[Evidence] = []
    is_in_order = True
    for piece in items:
        index = bisect_left(highs, piece.low)
        if piece.effect.is_change and piece.low > -OPEN and index > 0:
            last = highs[index - 1]
            latest = items[bisect_left(highs, last) : index]
            if piece.low - last <= policy.lull_days and all(e.effect.there == piece.effect.there for e in latest):
                piece = piece._replace(effect=Effect.THERE if piece.effect.there else Effect.ABSENT)
                is_in_order = False
        result.append(piece)
    return result if is_in_order else sorted(result, key=lambda e: e.key)


def _fact(piece: Evidence) -> Fact:
    make = turned if piece.effect.is_change else seen
    return make(piece.effect.there, piece.low, piece.high)


def _admitted(
    implied: Sequence[Evidence], direct: Sequence[Evidence], policy: Policy
) -> tuple[list[Evidence], list[Evidence]]:
    """Implied evidence told apart: what may take part, and what direct evidence overrules.

    It is overruled close to a direct sighting of the opposite, and between two of them with nothing else between.
    """
    sightings = {
        there: sorted(e.high for e in direct if e.effect.there == there and e.low > -OPEN and e.share > 0)
        for there in (True, False)
    }
    admitted: list[Evidence] = []
    overruled: list[Evidence] = []
    for piece in implied:
        against, own = sightings[not piece.effect.there], sightings[piece.effect.there]
        first, last = piece.high - policy.clash_days, piece.high + policy.clash_days
        before, after = bisect_left(against, first), bisect_right(against, last)
        if before < after:
            agreed = bisect_left(own, first) < bisect_right(own, last)
        elif 0 < before < len(against):
            agreed = bisect_left(own, against[before - 1]) < bisect_right(own, against[before])
        else:
            agreed = True
        (admitted if agreed else overruled).append(piece)
    return admitted, overruled


def _blocks(history: History, items: Sequence[Evidence]) -> list[Block]:
    if not items:
        return []
    changes = [e for e in items if e.effect.is_change]
    firsts = {(e.effect.there, e.low) for e in changes}
    lasts = {(e.effect.there, e.high) for e in changes}
    state = history.first_there
    narrowed: list[tuple[int, int]] = []
    for turn in history.turns:
        state = not state
        narrowed.append(_narrowed(_days(turn.earliest, turn.latest), state, firsts, lasts))
    edges = [(-OPEN, -OPEN), *narrowed, (OPEN, OPEN)]
    state = history.first_there
    blocks: list[Block] = []
    for start, end in pairwise(edges):
        blocks.append(Block(state, start, end))
        state = not state
    return blocks


def _days(earliest: int, latest: int) -> tuple[int, int]:
    low = -OPEN if earliest <= -FAR + 2 else earliest // 2
    high = OPEN if latest >= FAR - 2 else (latest + 1) // 2
    return low, high


def _narrowed(
    cut: tuple[int, int], there: bool, firsts: set[tuple[bool, int]], lasts: set[tuple[bool, int]]
) -> tuple[int, int]:
    """The days of a turn without the nights before and after that only the grid of noons adds."""
    low, high = cut
    if (there, low + 1) in firsts and low < high:
        low += 1
    if (there, high - 1) in lasts and low < high:
        high -= 1
    return low, high


def _place(piece: Evidence, blocks: Sequence[Block], starts: Sequence[int]) -> None:
    """Put evidence into the last block of its state that it can touch; a change also speaks for what was before."""
    index = bisect_right(starts, piece.high) - 1
    while index >= 0 and blocks[index].end[1] >= piece.low:
        block = blocks[index]
        if block.there == piece.effect.there:
            block.evidence.append(piece)
            if piece.effect.is_change and index > 0 and block.start[1] >= piece.low:
                blocks[index - 1].before.append(piece)
            return
        index -= 1
    _oppose(piece, blocks, starts)


def _oppose(piece: Evidence, blocks: Sequence[Block], starts: Sequence[int]) -> None:
    """Put evidence against the block of the opposite state in which its last day lies."""
    index = bisect_right(starts, piece.high) - 1
    while index >= 0:
        if blocks[index].there != piece.effect.there:
            blocks[index].against.append(piece)
            return
        index -= 1
