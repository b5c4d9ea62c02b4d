"""The fold line by line: the evidence of each, and what it comes to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tenure.folding.commitments import Committed, Pledge, Promise, commitments_on, promises_of
from tenure.folding.conflicts import conflicts_on
from tenure.folding.evidence import Evidence, evidence_of
from tenure.folding.history import LineHistory, history_of
from tenure.folding.lines import Register
from tenure.folding.nesting import Web, implied_departures, implied_on, web_of
from tenure.folding.segments import Stretch, stretches_of
from tenure.folding.sightings import Sightings, sightings_of
from tenure.folding.spans import Ended
from tenure.folding.support import support_of
from tenure.folding.weighing import Entry, Scale
from tenure.model.statement import Statement
from tenure.model.tenure import Conflict, LineId


@dataclass(frozen=True, slots=True)
class LineState:
    """What the fold derives for one line, whatever the day it is told for."""

    stretches: tuple[Stretch, ...]
    pledges: tuple[Pledge, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Sorted:
    """Evidence and promises by line, and the indexes over them."""

    web: Web
    promises: Mapping[LineId, Sequence[Promise]]
    sightings: Sightings


@dataclass(frozen=True, slots=True)
class Rules:
    """What stays the same from line to line."""

    scale: Scale

    def balance(self, one: Sequence[Evidence], other: Sequence[Evidence]) -> int:
        """How much more the first group of evidence weighs than the second, in millinats."""
        entries = (*(Entry(e, True) for e in one), *(Entry(e, False) for e in other))
        return support_of(entries, self.scale).millinats


def sorted_out(statements: Iterable[Statement], register: Register) -> Sorted:
    """Evidence and promises of statements, by line."""
    direct, promises = _by_line(statements, register)
    return Sorted(web_of(direct, register), promises, sightings_of(direct, promises, register))


def _by_line(
    statements: Iterable[Statement], register: Register
) -> tuple[dict[LineId, list[Evidence]], dict[LineId, list[Promise]]]:
    direct: dict[LineId, list[Evidence]] = defaultdict(list)
    promises: dict[LineId, list[Promise]] = defaultdict(list)
    for statement in statements:
        for piece in evidence_of(statement, register):
            direct[piece.line].append(piece)
        for promise in promises_of(statement, register):
            promises[promise.line].append(promise)
    for pieces in direct.values():
        pieces.sort(key=lambda e: e.key)
    return dict(direct), dict(promises)


def all_lines(material: Sorted) -> set[LineId]:
    """Every line on which something is said or implied."""
    return {*material.web.direct, *material.web.below, *material.promises}


def ended_on(line: LineId, folds: Mapping[LineId, "LineFold"]) -> tuple[int, int] | None:
    """When presence on a line ended; None where it has not."""
    blocks = folds[line].history.blocks if line in folds else ()
    return blocks[-1].start if blocks and not blocks[-1].there else None


@dataclass(frozen=True, slots=True)
class LineFold:
    """What is known of a line before it is told apart into segments."""

    history: LineHistory
    committed: Committed


def line_folds(lines: Iterable[LineId], material: Sorted, rules: Rules) -> dict[LineId, LineFold]:
    """The commitments and the history of each line, from direct and implied evidence."""
    return {line: _line_fold(line, material, rules) for line in lines}


def _line_fold(line: LineId, material: Sorted, rules: Rules) -> LineFold:
    promises = material.promises.get(line)
    committed = commitments_on(promises, material.sightings) if promises else Committed()
    direct = material.web.direct.get(line, ())
    evidence = [*direct, *implied_on(line, material.web, rules.scale.register)]
    evidence.extend(implied_departures(line, direct, committed.departures))
    return LineFold(history_of(evidence, rules.scale.policy, rules.balance), committed)


def line_state(line: LineId, fold: LineFold, ended: Ended, rules: Rules) -> LineState:
    """What a line comes to, given when presence ended on the lines that it follows from."""
    stretches = stretches_of(line, fold.history, ended, fold.committed.pending, rules.scale)
    conflicts = conflicts_on(line, fold.history, rules.scale.policy)
    return LineState(tuple(stretches), fold.committed.commitments, tuple(conflicts))


def line_states(lines: Iterable[LineId], folds: Mapping[LineId, LineFold], rules: Rules) -> dict[LineId, LineState]:
    """What each line comes to, given the folds of every line that it follows from."""

    def ended(source: LineId) -> tuple[int, int] | None:
        return ended_on(source, folds)

    return {line: line_state(line, folds[line], ended, rules) for line in lines}
