"""What every line came to by what had been published by a day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from threading import RLock

from tenure.answers.collection import Collection, collect
from tenure.answers.columns import Columns, columns_from, columns_of
from tenure.answers.held import HeldShelf, Rest, told_at
from tenure.folding.fold import Horizon, fold_all
from tenure.folding.folded import LineState
from tenure.model.ids import PlaceId
from tenure.model.statement import Atlas
from tenure.model.tenure import Conflict, LineId
from tenure.project import Project


@dataclass(eq=False)
class HeldKnownBy:
    """What every line came to by what had been published by a day; a place is folded alone where that is enough."""

    whole: HeldShelf
    reader: Project
    """With a connection to the ledger that long questions may keep."""
    day: date
    reading: RLock

    @property
    def atlas(self) -> Atlas:
        """The places and holders that these are about; some may have been taken off the record since."""
        if "_by_line" not in self.__dict__:
            return self.whole.atlas
        return self._atlas

    def states_at(self, place: PlaceId) -> Sequence[LineState]:
        """What the lines at a place come to, in order."""
        if "_by_line" not in self.__dict__:
            found = self.whole.states_known_by(place, self.day)
            if found is not None:
                return found
        return self._by_place.get(place, ())

    def conflicts_at(self, place: PlaceId) -> Sequence[Conflict]:
        """The conflicts in which a line at a place has a part, each once; what lies inside may have part in them."""
        if "_by_line" not in self.__dict__ and not self.whole.has_inside(place):
            return told_at(place, (one.conflicts for one in self.states_at(place)))
        return told_at(place, (rest[1] for rest in self.rests()))

    def states(self) -> Iterator[LineState]:
        """What all lines come to, in order."""
        return iter(self._by_line.values())

    def rests(self) -> Sequence[Rest]:
        """The commitments and conflicts of the lines that have any, in order."""
        return [(one.pledges, one.conflicts) for one in self._by_line.values() if one.pledges or one.conflicts]

    @cached_property
    def columns(self) -> Columns:
        """The stretches of all lines, those of one place together."""
        return columns_from((line, *_row(state)) for line, state in self._by_line.items())

    @cached_property
    def _collected(self) -> Collection:
        with self.reading:
            return collect(self.reader, known_by=self.day)

    @cached_property
    def _atlas(self) -> Atlas:
        now, then = self.whole.atlas, self._collected.atlas
        return Atlas({**now.places, **then.places}, {**now.holders, **then.holders}, {**then.words, **now.words})

    @cached_property
    def _by_line(self) -> Mapping[LineId, LineState]:
        found = self._collected
        horizon = Horizon(self.day, self.day)
        lines = fold_all(found.statements, found.reviews, found.atlas, self.reader.kit.policy, horizon).lines
        return {line: lines[line] for line in sorted(lines)}

    @cached_property
    def _by_place(self) -> Mapping[PlaceId, Sequence[LineState]]:
        found: dict[PlaceId, list[LineState]] = {}
        for line, state in self._by_line.items():
            found.setdefault(line.place, []).append(state)
        return found


def _row(state: LineState) -> tuple[bytes, bytes, str | None]:
    row = columns_of(state)
    return row["heads"], row["days"], row["amounts"]  # type: ignore[return-value]  # the shape of its columns
