"""Lines folded from the claims that bear on them and on the lines they follow from, and from no others."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from tenure.answers.collection import atlas_for, reviews_of
from tenure.answers.columns import columns_of
from tenure.answers.kept import ids_in, packed, packed_rest
from tenure.answers.lines import Kind, Lines, stored
from tenure.answers.reach import reached_by
from tenure.folding.folded import LineFold, LineState, Rules, all_lines, ended_on, line_folds, line_state, sorted_out
from tenure.folding.garbage import no_collector
from tenure.folding.lines import register_of
from tenure.folding.nesting import FIRST_LENT, LAST_LENT
from tenure.folding.reviews import reviewed
from tenure.folding.weighing import Scale
from tenure.ledger.shelf import Shelf
from tenure.model.tenure import Aspect, LineId
from tenure.project import Project

_AT_ONCE: Final = 60_000
"""How many claims are folded at once: more would fill the memory, fewer would read a country's again and again."""


def fold_marked(project: Project, shelf: Shelf, wanted: Iterable[LineId] | None = None) -> None:
    """Fold the lines that are marked, or of them only some and what these follow from, and keep what they come to.

    Raises:
        ShelfError: the shelf cannot be read or written.
    """
    lines = Lines(shelf)
    marked = lines.to_fold() if wanted is None else _with_sources(lines, wanted)
    if not marked:
        return
    with shelf.batch(), no_collector():
        for some in _portions(lines, marked):
            _fold(project, lines, some)


def _with_sources(lines: Lines, wanted: Iterable[LineId]) -> dict[LineId, int]:
    """The marked lines among some and among those from which presence rises to them."""
    found: dict[LineId, int] = {}
    waiting = {line: seq for line in wanted if (seq := lines.seq(line)) is not None}
    while waiting:
        line, seq = waiting.popitem()
        if line not in found and lines.is_marked(seq):
            found[line] = seq
            waiting.update(lines.below(line))
    return found


def _portions(lines: Lines, marked: Mapping[LineId, int]) -> Iterator[dict[LineId, int]]:
    """The lines in portions of bearable size, each after those that it follows from."""
    height = {line: len(lines.above(line)) for line in marked}
    portion: dict[LineId, int] = {}
    size = 0
    for line in sorted(marked, key=lambda one: (-height[one], one)):
        portion[line] = marked[line]
        size += lines.count(marked[line])
        if size >= _AT_ONCE:
            yield portion
            portion, size = {}, 0
    if portion:
        yield portion


def needed_claims(lines: Lines, wanted: Mapping[LineId, int], known_by: date | None = None) -> set[int]:
    """The claims from which some lines are folded; for an earlier day also those that later ones now stand before."""
    return _Needed(lines, everything=known_by is not None).claims(wanted)


@dataclass(frozen=True, slots=True)
class _Needed:
    """The claims that a fold of some lines needs."""

    lines: Lines
    everything: bool

    def claims(self, wanted: Mapping[LineId, int]) -> set[int]:
        """The claims on the lines, and what is lent to them."""
        found: set[int] = set()
        for line, seq in wanted.items():
            found.update(self._all(seq, Kind.EVIDENCE), self._all(seq, Kind.PROMISE))
            for lower in self.lines.below(line).values():
                found.update(self._lent(lower, Kind.THERE))
            if line.aspect is Aspect.CONTROL:
                found.update(self._control(line))
            for upper in self.lines.above(line).values():
                found.update(self._lent(upper, Kind.WHOLLY_GONE))
            if self.lines.bears(seq, Kind.PROMISE):
                found.update(self._settling(line))
        return found

    def _control(self, line: LineId) -> Iterator[int]:
        for rival in self.lines.rivals(line.place).values():
            yield from self._all(rival, Kind.THERE)
        presence = self.lines.seq(LineId(line.place, line.holder, Aspect.PRESENCE))
        if presence is not None:
            yield from self._all(presence, Kind.WHOLLY_GONE)

    def _settling(self, line: LineId) -> Iterator[int]:
        side = self.lines.side(line)
        for other in self.lines.beside(line.place, side).values():
            yield from self._all(other, Kind.EVIDENCE)
        for inner in self.lines.inside(line.place, side).values():
            yield from self._all(inner, Kind.ABSENT)

    def _all(self, seq: int, kind: Kind) -> Iterator[int]:
        return (row[0] for row in self.lines.shelf.rows("borne", line=seq, kind=kind))

    def _lent(self, seq: int, kind: Kind) -> Iterator[int]:
        if self.everything:
            return self._all(seq, kind)
        found = self.lines.shelf.rows("lent", line=seq, kind=kind, heads=FIRST_LENT, tails=LAST_LENT)
        return (row[0] for row in found)


def _fold(project: Project, lines: Lines, wanted: Mapping[LineId, int]) -> None:
    """Fold some lines and keep what they come to; one of which nothing is left goes."""
    folds, rules = _folds(project, lines, wanted)

    def ended(source: LineId) -> tuple[int, int] | None:
        return ended_on(source, folds) if source in folds else lines.ended(source)

    for line, seq in wanted.items():
        if line not in folds:
            lines.drop(line, seq)
            continue
        state = line_state(line, folds[line], ended, rules)
        low, high = ended(line) or (None, None)
        kept = {"body": packed(state), "rest": packed_rest(state), "low": low, "high": high, **columns_of(state)}
        lines.shelf.rows("keep", seq=seq, **kept)
        lines.shelf.rows("forget_ids", seq=seq)
        lines.shelf.each("add_id", [{"id": stored(key), "seq": seq} for key in ids_in(state)])


def changed_since(project: Project, lines: Lines, known_by: date) -> dict[LineId, LineState | None]:
    """The lines that may have come to something else by what had been published by a day, and what they came to.

    None for one of which nothing was known by then. All other lines came to what is kept.
    """
    touched: dict[LineId, set[Kind]] = defaultdict(set)
    for line, kind in lines.known_after(known_by):
        touched[line].add(kind)
    changed = reached_by(touched, lines)
    ends: dict[LineId, tuple[int, int] | None] = {}
    found: dict[LineId, LineState | None] = {}

    def ended(source: LineId) -> tuple[int, int] | None:
        return ends[source] if source in changed else lines.ended(source)

    with no_collector():
        for some in _portions(lines, changed):
            folds, rules = _folds(project, lines, some, known_by)
            ends.update((line, ended_on(line, folds)) for line in some)
            for line in some:
                found[line] = line_state(line, folds[line], ended, rules) if line in folds else None
    return found


def folded_by(
    project: Project, lines: Lines, wanted: Mapping[LineId, int], known_by: date
) -> Mapping[LineId, LineState]:
    """What some lines came to by what had been published by a day."""
    sources = {lower: seq for line in wanted for lower, seq in lines.below(line).items()}
    folds, rules = _folds(project, lines, {**sources, **wanted}, known_by)

    def ended(source: LineId) -> tuple[int, int] | None:
        return ended_on(source, folds)

    return {line: line_state(line, folds[line], ended, rules) for line in wanted if line in folds}


def _folds(
    project: Project, lines: Lines, wanted: Mapping[LineId, int], known_by: date | None = None
) -> tuple[dict[LineId, LineFold], Rules]:
    """The folds of lines; one on which nothing is said any more is left out."""
    said = lines.statements(needed_claims(lines, wanted, known_by), known_by)
    reviews = reviews_of(project)
    standing = reviewed(said, reviews)
    register = register_of(atlas_for(project, said, reviews), standing.places, standing.holders)
    material = sorted_out(standing.statements, register)
    rules = Rules(Scale(project.kit.policy, register))
    there = all_lines(material)
    return line_folds((line for line in wanted if line in there), material, rules), rules
