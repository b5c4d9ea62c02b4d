"""The walk: the history of one line with the fewest changes that fits what is said of it.

Time is a row of noons. A state is seen at a noon; a change falls between two noons, so on the day of a
change both states can be seen. Noon of day d is position 2d, the night after it 2d + 1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

FAR: Final = 20_000_000
"""A position beyond every day."""
_NEVER: Final = -2 * FAR
_ROOM: Final = 8
"""How often a turn makes room for the next one before a fact is left out: more changes than that on as many days in a
row are no history."""


class Fact(NamedTuple):
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
    return _fact(there, False, 2 * first_day, 2 * last_day)


def turned(there: bool, first_day: int, last_day: int) -> Fact:
    """A change to a state on some day: in the night before it or after it."""
    return _fact(there, True, 2 * first_day - 1, 2 * last_day + 1)


def _fact(there: bool, is_change: bool, low: int, high: int) -> Fact:
    if low < -FAR or high > FAR:
        low, high = max(-FAR, low), min(FAR, high)
    return Fact(there, is_change, low, high)


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
        back, more = _latest_turns(_by_kind(mirrored), _end(first_there, len(latest)))
        if not more and len(back) == len(latest):
            turns = tuple(Turn(-early, late) for early, late in zip(reversed(back), latest, strict=True))
            return Walk(History(first_there, turns), frozenset(left_out))
        # Walking back, the turns crowded at another place. What both directions can meet is met by both.
        unmet = {_mirror(fact) for fact in more} or set(demands[:1])
        left_out |= unmet
        demands = [fact for fact in demands if fact not in unmet]


def _forward(demands: Sequence[Fact]) -> tuple[bool, list[int], set[Fact]]:
    """The first state that fits best, the latest turns from it, and what had to be left out."""
    kinds = _by_kind(demands)
    runs = {there: _latest_turns(kinds, there) for there in (False, True)}
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
        facts, dropped, met_to = self.facts, self.dropped, self.met_to
        for index in range(self.next, len(facts)):
            fact = facts[index]
            if fact.low > met_to and (not dropped or fact not in dropped):
                self.next = index
                return fact
        self.next = len(facts)
        return None


@dataclass(slots=True)
class _Walker:
    """A walk on its way: the turns taken, why each, and how far every queue had been met before it."""

    seen: tuple[_Queue, _Queue]
    """Sightings of absence and of presence."""
    changes: tuple[_Queue, _Queue]
    """Changes to absence and to presence."""
    dropped: set[Fact]
    now: bool
    turns: list[int]
    reasons: list[Fact]
    marks: list[tuple[int, ...]]
    limits: dict[int, int]
    crowded: dict[int, int]

    def deadline(self) -> tuple[int, Fact] | None:
        """By when the state has to turn, and the fact that says so."""
        now, by, reason = self.now, FAR + FAR, None
        # To be seen otherwise a night before will do; to change to where it is, it has to turn away first.
        for queue, slack in ((self.seen[not now], 2), (self.changes[not now], 1), (self.changes[now], 3)):
            fact = queue.first()
            if fact is not None and (fact.high - slack) | 1 < by:
                by, reason = (fact.high - slack) | 1, fact
        if reason is None:
            return None
        return (min(by, self.limits.get(len(self.turns), by)) if self.limits else by), reason

    def turn(self, night: int, reason: Fact) -> None:
        """Turn to the other state in a night."""
        (a, b), (c, d) = self.seen, self.changes
        self.marks.append((a.next, a.met_to, b.next, b.met_to, c.next, c.met_to, d.next, d.met_to))
        self.turns.append(night)
        self.reasons.append(reason)
        self.seen[self.now].met_to = night - 1
        self.now = not self.now
        self.changes[self.now].met_to = night

    def turn_back(self) -> Fact:
        """Take the last turn back, and say what it was for."""
        (a, b), (c, d) = self.seen, self.changes
        a.next, a.met_to, b.next, b.met_to, c.next, c.met_to, d.next, d.met_to = self.marks.pop()
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


_Kinds = tuple[Sequence[Fact], ...]


def _by_kind(demands: Sequence[Fact]) -> _Kinds:
    """Sightings of absence and of presence, changes to absence and to presence, each in order."""
    kinds: tuple[list[Fact], ...] = ([], [], [], [])
    for fact in demands:
        kinds[2 * fact.is_change + fact.there].append(fact)
    return kinds


def _latest_turns(kinds: _Kinds, first_there: bool) -> tuple[list[int], set[Fact]]:
    """The fewest turns from a first state that meet every demand, each as late as can be, and what was left out.

    A turn as late as its own demand allows can leave no night for the next one; then it has to come earlier.
    """
    dropped: set[Fact] = set()
    gone, there, leaves, comes = (_Queue(facts, dropped) for facts in kinds)
    walker = _Walker((gone, there), (leaves, comes), dropped, first_there, [], [], [], {}, {})
    while due := walker.deadline():
        night, fact = due
        if not walker.turns or night > walker.turns[-1]:
            walker.turn(night, fact)
        else:
            walker.make_room(night, fact)
    return walker.turns, dropped
