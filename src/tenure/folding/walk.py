"""The walk: the history of one line with the fewest changes that fits what is said of it.

Time is a row of noons. A state is seen at a noon; a change falls between two noons, so on the day of a
change both states can be seen. Noon of day d is position 2d, the night after it 2d + 1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

FAR: Final = 20_000_000
"""A position beyond every day."""
_NEVER: Final = -2 * FAR
_ROOM: Final = 8
"""How often a turn makes room for the next one before a fact is left out: more changes than that on as many days in a
row are no history."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A demand on a history: a state seen at some noon of [low, high], or a change to it in some night of it."""

    there: bool
    is_change: bool
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of state: the first and the last night in which it can lie."""

    earliest: int
    latest: int


@dataclass(frozen=True, slots=True)
class History:
    """A state at the beginning and the turns after it; each turn is to the other state."""

    first_there: bool
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """A history, and the facts that it had to leave out because no history meets them together with the others."""

    history: History
    left_out: frozenset[Fact]


def seen(there: bool, first_day: int, last_day: int) -> Fact:
    """A state at some noon of some days; a day beyond every calendar is an open end."""
    return Fact(there, False, _clip(2 * first_day), _clip(2 * last_day))


def turned(there: bool, first_day: int, last_day: int) -> Fact:
    """A change to a state on some day: in the night before it or after it."""
    return Fact(there, True, _clip(2 * first_day - 1), _clip(2 * last_day + 1))


def _clip(position: int) -> int:
    return max(-FAR, min(FAR, position))


def walk(facts: Iterable[Fact]) -> Walk:
    """The history with the fewest turns that meets every fact, with the room that each turn has.

    Where a history that starts in either state needs as few turns, the one that ends as the latest fact says is taken.
    """
    demands = sorted(set(facts), key=_by_end)
    if demands and all(not fact.is_change and fact.there == demands[0].there for fact in demands):
        return Walk(History(demands[0].there, ()), frozenset())
    left_out: set[Fact] = set()
    while True:
        first_there, latest, dropped = _forward(demands)
        left_out |= dropped
        demands = [fact for fact in demands if fact not in dropped]
        mirrored = sorted((_mirror(fact) for fact in demands), key=_by_end)
        back, more = _latest_turns(mirrored, _end(first_there, len(latest)))
        if not more and len(back) == len(latest):
            turns = tuple(Turn(-early, late) for early, late in zip(reversed(back), latest, strict=True))
            return Walk(History(first_there, turns), frozenset(left_out))
        # Walking back, the turns crowded at another place. What both directions can meet is met by both.
        unmet = {_mirror(fact) for fact in more} or set(demands[:1])
        left_out |= unmet
        demands = [fact for fact in demands if fact not in unmet]


def _forward(demands: Sequence[Fact]) -> tuple[bool, list[int], set[Fact]]:
    """The first state that fits best, the latest turns from it, and what had to be left out."""
    runs = {there: _latest_turns(demands, there) for there in (False, True)}
    ends_there = demands[-1].there if demands else False

    def rank(there: bool) -> tuple[int, int, bool]:
        turns, left_out = runs[there]
        return (len(left_out), len(turns), _end(there, len(turns)) != ends_there)

    first_there = min(runs, key=rank)
    return first_there, *runs[first_there]


def _by_end(fact: Fact) -> tuple[int, int, bool, bool]:
    return (fact.high, fact.low, fact.is_change, fact.there)


def _end(first_there: bool, turns: int) -> bool:
    return first_there if turns % 2 == 0 else not first_there


def _mirror(fact: Fact) -> Fact:
    """The fact as seen by somebody who walks back in time: a change is then to the opposite state."""
    return Fact(fact.there != fact.is_change, fact.is_change, -fact.high, -fact.low)


@dataclass(slots=True)
class _Queue:
    """Facts of one kind in order of their ends, of which those met already are passed over."""

    facts: Sequence[Fact]
    dropped: set[Fact]
    next: int = 0
    met_to: int = _NEVER

    def first(self) -> Fact | None:
        """The unmet fact that ends first. A fact is met once something reached its start."""
        facts, count = self.facts, len(self.facts)
        while self.next < count:
            fact = facts[self.next]
            if fact.low > self.met_to and fact not in self.dropped:
                return fact
            self.next += 1
        return None


@dataclass(slots=True)
class _Walker:
    """A walk on its way: the turns taken, why each, and how far every queue had been met before it."""

    queues: dict[tuple[bool, bool], _Queue]
    dropped: set[Fact]
    now: bool
    turns: list[int]
    reasons: list[Fact]
    marks: list[tuple[tuple[int, int], ...]]
    limits: dict[int, int]
    crowded: dict[int, int]

    def deadline(self) -> tuple[int, Fact] | None:
        """By when the state has to turn, and the fact that says so."""
        found: tuple[int, Fact] | None = None
        for is_change, there in ((False, not self.now), (True, not self.now), (True, self.now)):
            fact = self.queues[is_change, there].first()
            if fact is None:
                continue
            # To be seen otherwise a night before will do; to change to where it is, it has to turn away first.
            slack = 1 if not is_change else 0 if there != self.now else 2
            by = (fact.high - slack - 1) | 1
            if found is None or by < found[0]:
                found = (by, fact)
        if found is None:
            return None
        return min(found[0], self.limits.get(len(self.turns), found[0])), found[1]

    def turn(self, night: int, reason: Fact) -> None:
        """Turn to the other state in a night."""
        self.marks.append(tuple((queue.next, queue.met_to) for queue in self.queues.values()))
        self.turns.append(night)
        self.reasons.append(reason)
        self.queues[False, self.now].met_to = night - 1
        self.now = not self.now
        self.queues[True, self.now].met_to = night

    def turn_back(self) -> Fact:
        """Take the last turn back, and say what it was for."""
        for queue, mark in zip(self.queues.values(), self.marks.pop(), strict=True):
            queue.next, queue.met_to = mark
        self.turns.pop()
        self.now = not self.now
        return self.reasons.pop()

    def make_room(self, night: int, fact: Fact) -> None:
        """Have the last turn come before the night; where it cannot, leave a fact out, reports of changes first."""
        last = len(self.turns) - 1
        self.crowded[last] = self.crowded.get(last, 0) + 1
        if self.crowded[last] <= _ROOM:
            self.turn_back()
            self.limits[last] = night - 2
            return
        if not fact.is_change and self.reasons[-1].is_change:
            fact = self.turn_back()
        self.dropped.add(fact)
        self.limits.clear()
        self.crowded.clear()


def _latest_turns(demands: Sequence[Fact], first_there: bool) -> tuple[list[int], set[Fact]]:
    """The fewest turns from a first state that meet every demand, each as late as can be, and what was left out.

    A turn as late as its own demand allows can leave no night for the next one; then it has to come earlier.
    """
    dropped: set[Fact] = set()
    kinds = [(is_change, there) for is_change in (False, True) for there in (False, True)]
    queues = {kind: _Queue([f for f in demands if (f.is_change, f.there) == kind], dropped) for kind in kinds}
    walker = _Walker(queues, dropped, first_there, [], [], [], {}, {})
    while due := walker.deadline():
        night, fact = due
        if not walker.turns or night > walker.turns[-1]:
            walker.turn(night, fact)
        else:
            walker.make_room(night, fact)
    return walker.turns, dropped
