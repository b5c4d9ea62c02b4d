"""The fold: statements and reviews to segments, commitments and conflicts. A pure function of its arguments."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tenure.folding.copies import COPIES
from tenure.folding.folded import (
    LineFold,
    LineState,
    Rules,
    Sorted,
    all_lines,
    extended,
    line_folds,
    line_states,
    lines_above_ended,
    sorted_out,
)
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
    """A fold with what is needed to go on from it. Made by `fold_all` and `refold` only."""

    statements: tuple[Statement, ...]
    reviews: tuple[Review, ...]
    atlas: Atlas
    policy: Policy
    horizon: Horizon
    material: Sorted
    folds: Mapping[LineId, LineFold]
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
    """The same as `fold`, in the form that `refold` goes on from."""
    standing = reviewed([s for s in statements if horizon.admits(s)], _counted(reviews, horizon))
    register = register_of(atlas, standing.places, standing.holders)
    material = sorted_out(standing.statements, register)
    rules = Rules(Scale(policy, register))
    lines = all_lines(material)
    folds = line_folds(lines, material, rules)
    states = line_states(lines, folds, rules)
    return Folded(tuple(statements), tuple(reviews), atlas, policy, horizon, material, folds, states)


def refold(old: Folded, statements: Sequence[Statement], atlas: Atlas | None = None) -> Folded:
    """The fold of the old statements and some new ones, folding again only the lines that the new ones touch.

    A new atlas may have more places and holders; those that were there must be as they were. The old statements
    stand as they did: where a new one ends an old one or is its original, and after a new review, fold all again.
    Answers of a project do not come from here but from its shelf (`tenure.answers`), which follows both.
    """
    atlas = atlas or old.atlas
    if any(review.kind in COPIES for review in old.reviews):
        return fold_all((*old.statements, *statements), old.reviews, atlas, old.policy, old.horizon)
    new = [s for s in statements if old.horizon.admits(s)]
    counted = _counted(old.reviews, old.horizon)
    standing = reviewed(new, counted)
    register = register_of(atlas, standing.places, standing.holders)
    material, touched = extended(old.material, standing.statements, register)
    rules = Rules(Scale(old.policy, register))
    folds = {**old.folds, **line_folds(touched, material, rules)}
    retold = touched | lines_above_ended(touched, old.folds, folds, register)
    states = {**old.lines, **line_states(retold, folds, rules)}
    everything = (*old.statements, *statements)
    return Folded(everything, old.reviews, atlas, old.policy, old.horizon, material, folds, states)


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
