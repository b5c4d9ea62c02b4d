"""The lines that the shelf knows, in the terms of the fold."""

import json
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any

from tenure.answers.kept import unpacked
from tenure.answers.said import statement_of
from tenure.folding.folded import LineState
from tenure.folding.lines import Register
from tenure.ledger.shelf import Shelf
from tenure.model.ids import HolderId, PlaceId
from tenure.model.statement import Statement
from tenure.model.tenure import Aspect, LineId


class Kind(IntEnum):
    """How a claim bears on a line."""

    EVIDENCE = 0
    THERE = 1
    """Says that somebody is there, so that others follow from it."""
    WHOLLY_GONE = 2
    """Says that nobody is left, so that others follow from it."""
    ABSENT = 3
    PROMISE = 4


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines on a shelf; numbers once looked up are remembered."""

    shelf: Shelf
    _seqs: dict[LineId, int] = field(default_factory=dict)
    _placed: set[int] = field(default_factory=set)

    def seq(self, line: LineId) -> int | None:
        """The number of a line, or None for one that is not there."""
        found = self._seqs.get(line)
        if found is None:
            row = self.shelf.one("line_seq", **key_of(line))
            if row is None:
                return None
            found = self._seqs[line] = row[0]
        return found

    def added(self, line: LineId, register: Register) -> int:
        """The number of a line, which is entered where it is not there."""
        found = self.seq(line)
        if found is None:
            row = self.shelf.one("add_line", **key_of(line), side=stored(register.side_of(line.holder)))
            found = self._seqs[line] = row[0] if row else 0
        return found

    def all(self) -> dict[LineId, int]:
        """Every line in order, with its number."""
        return dict(self._numbered("lines"))

    def to_fold(self) -> dict[LineId, int]:
        """The lines that have to be folded."""
        return dict(self._numbered("lines_to_fold"))

    def at(self, place: PlaceId) -> dict[LineId, int]:
        """The lines at a place."""
        return dict(self._numbered("lines_at", place=stored(place)))

    def below(self, line: LineId) -> dict[LineId, int]:
        """The lines from which presence rises to a line."""
        return dict(self._numbered("lower", seq=self.seq(line)))

    def above(self, line: LineId) -> dict[LineId, int]:
        """The lines to which presence rises from a line."""
        return dict(self._numbered("upper", seq=self.seq(line)))

    def beside(self, place: PlaceId, side: HolderId) -> dict[LineId, int]:
        """The lines of a side at a place."""
        return dict(self._numbered("beside", place=stored(place), side=stored(side)))

    def side(self, line: LineId) -> HolderId:
        """The state or organisation at the top of a line's holder."""
        row = self.shelf.one("side", **key_of(line))
        return HolderId(restored(row[0])) if row else line.holder

    def outer(self, place: PlaceId) -> tuple[PlaceId, ...]:
        """The places that a place lies in, as the fold counts it."""
        return tuple(PlaceId(restored(row[0])) for row in self.shelf.rows("outer", place=stored(place)))

    def places_called(self, name: str) -> set[PlaceId]:
        """The places on record whose name holds some words."""
        return {PlaceId(restored(row[0])) for row in self.shelf.rows("places_called", name=stored(name.casefold()))}

    def within(self, place: PlaceId) -> tuple[PlaceId, ...]:
        """The places on record that lie in a place, as people count it."""
        return tuple(PlaceId(restored(row[0])) for row in self.shelf.rows("within", place=stored(place)))

    def inside(self, place: PlaceId, side: HolderId) -> dict[LineId, int]:
        """The lines of a side at the places inside a place."""
        return dict(self._numbered("beside_inside", place=stored(place), side=stored(side)))

    def rivals(self, place: PlaceId) -> dict[LineId, int]:
        """The lines of control at a place."""
        return {line: seq for line, seq in self.at(place).items() if line.aspect is Aspect.CONTROL}

    def bears(self, seq: int, kind: Kind) -> bool:
        """Whether some claim bears on a line in a way."""
        return self.shelf.one("bears", line=seq, kind=kind) is not None

    def statements(self, claims: Iterable[int], known_by: date | None = None) -> list[Statement]:
        """What some claims say, by their numbers, as far as it was known by a day."""
        day = (known_by or date.max).toordinal()
        bodies = self.shelf.rows("said", claims=json.dumps(list(claims)), day=day)
        return [statement_of(body, known_by) for (body,) in bodies]

    def known_after(self, day: date) -> Iterator[tuple[LineId, Kind]]:
        """The lines on which something bears that became known after a day, and how it does."""
        for place, holder, aspect, kind in self.shelf.rows("known_after", day=day.toordinal()):
            yield self.line(place, holder, aspect), Kind(kind)

    def count(self, seq: int) -> int:
        """How many claims bear on a line."""
        row = self.shelf.one("count", line=seq, kind=Kind.EVIDENCE)
        return row[0] if row else 0

    def ended(self, line: LineId) -> tuple[int, int] | None:
        """When presence on a line ended, by its last fold."""
        row = self.shelf.one("ended", **key_of(line))
        return (row[0], row[1]) if row and row[0] is not None else None

    def is_marked(self, seq: int) -> bool:
        """Whether a line has to be folded."""
        return self.shelf.one("is_marked", seq=seq) is not None

    def numbered(self, seq: int) -> LineId | None:
        """The line with a number."""
        return next((line for line, _ in self._numbered("line_at_seq", seq=seq)), None)

    def drop(self, line: LineId, seq: int) -> None:
        """Forget a line."""
        self._seqs.pop(line, None)
        for query in ("forget_ids", "drop_above", "drop_line"):
            self.shelf.rows(query, seq=seq)

    def mark(self, seqs: Iterable[int]) -> None:
        """Have lines folded again."""
        self.shelf.each("mark", [{"seq": seq} for seq in seqs])

    def is_new_below(self, seq: int) -> bool:
        """Whether a line with evidence is met for the first time in this run; true once for each.

        That it is on the shelf does not tell: a line above of which nothing was left has been dropped meanwhile.
        """
        if seq in self._placed:
            return False
        self._placed.add(seq)
        return True

    def line(self, place: bytes, holder: bytes, aspect: str) -> LineId:
        """A line as the shelf keeps it."""
        return LineId(PlaceId(restored(place)), HolderId(restored(holder)), Aspect(aspect))

    def _numbered(self, query: str, **bindings: Any) -> Iterator[tuple[LineId, int]]:
        for seq, place, holder, aspect in self.shelf.rows(query, **bindings):
            line = self.line(place, holder, aspect)
            self._seqs[line] = seq
            yield line, seq


def iter_states(shelf: Shelf, without: Container[LineId] = ()) -> Iterator[tuple[LineId, LineState]]:
    """What every line comes to, in order of the lines; those that wait to be folded are left out, and some others."""
    lines = Lines(shelf)
    for place, holder, aspect, body, rest in shelf.rows("bodies"):
        line = lines.line(place, holder, aspect)
        if line not in without:
            yield line, unpacked(line, body, rest)


def stored(text: str) -> bytes:
    """Text as the shelf keeps it: in bytes, for it may come from a page with unpaired surrogates."""
    return text.encode("utf-8", "surrogatepass")


def restored(packed: bytes) -> str:
    """The text that `stored` made bytes of."""
    return packed.decode("utf-8", "surrogatepass")


def key_of(line: LineId) -> dict[str, object]:
    """A line as bindings."""
    return {"place": stored(line.place), "holder": stored(line.holder), "aspect": line.aspect.value}
