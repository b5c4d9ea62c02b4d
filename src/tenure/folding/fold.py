"""The fold: statements and reviews to segments, commitments and conflicts. A pure function of its arguments."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tenure.folding.folded import LineState, Rules, all_lines, line_folds, line_states, sorted_out
from tenure.folding.garbage import no_collector
from tenure.folding.lines import register_of
from tenure.folding.policy import Policy
from tenure.folding.reviews import reviewed
from tenure.folding.segments import told
from tenure.folding.weighing import Scale
from tenure.model.review import Review
from tenure.model.statement import Atlas, Statement
from tenure.model.tenure import Commitment, Conflict, LineId, Segment


@dataclass(frozen=True, slots=True)
class Horizon:
    """The day for which the state is told, and what may be used: published by a day, recorded by an instant."""

    as_of: date
    known_by: date | None = None
    recorded_by: datetime | None = None

    def admits(self, statement: Statement) -> bool:
        """Whether a statement was published and recorded in time, and still stood."""
        return statement.stands(known_by=self.known_by, recorded_by=self.recorded_by)


@dataclass(frozen=True, slots=True)
class State:
    """What the fold derives, in a fixed order."""

    segments: tuple[Segment, ...]
    commitments: tuple[Commitment, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """A fold line by line, to be told for any day."""

    horizon: Horizon
    lines: Mapping[LineId, LineState]

    @property
    def state(self) -> State:
        """The state of all lines together."""
        return self.state_on(self.horizon.as_of)

    def state_on(self, day: date) -> State:
        """The state told for another day, from what may be used for this one."""
        return gathered((self.lines[line] for line in sorted(self.lines)), day)


def fold(
    statements: Sequence[Statement], reviews: Sequence[Review], atlas: Atlas, policy: Policy, horizon: Horizon
) -> State:
    """The state that statements and reviews give, for a day, from what was known by then."""
    return fold_all(statements, reviews, atlas, policy, horizon).state


def fold_all(
    statements: Sequence[Statement], reviews: Sequence[Review], atlas: Atlas, policy: Policy, horizon: Horizon
) -> Folded:
    """The same as `fold`, line by line."""
    standing = reviewed([s for s in statements if horizon.admits(s)], _counted(reviews, horizon))
    register = register_of(atlas, standing.places, standing.holders)
    rules = Rules(Scale(policy, register))
    with no_collector():
        material = sorted_out(standing.statements, register)
        lines = all_lines(material)
        return Folded(horizon, line_states(lines, line_folds(lines, material, rules), rules))


def _counted(reviews: Iterable[Review], horizon: Horizon) -> list[Review]:
    return [r for r in reviews if horizon.recorded_by is None or r.recorded_at <= horizon.recorded_by]


def gathered(states: Iterable[LineState], day: date) -> State:
    """The states of lines in order, told for a day; a conflict that two lines tell is told once."""
    found, today = list(states), day.toordinal()
    conflicts = {conflict.id: conflict for state in found for conflict in state.conflicts}
    return State(
        tuple(told(stretch, today) for state in found for stretch in state.stretches),
        tuple(pledge.on(today) for state in found for pledge in state.pledges),
        tuple(conflicts[key] for key in sorted(conflicts)),
    )
