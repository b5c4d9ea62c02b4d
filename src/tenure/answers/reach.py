"""How far something new on some lines reaches: which other lines may come to something else by it."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from tenure.answers.lines import Kind, Lines
from tenure.model.tenure import Aspect, LineId


def reached_by(touched: Mapping[LineId, AbstractSet[Kind]], lines: Lines) -> dict[LineId, int]:
    """The lines themselves, those that follow from them, and those whose commitments they can settle, by number."""
    reached: set[LineId] = set()
    for line, kinds in touched.items():
        reached.add(line)
        if Kind.THERE in kinds:
            reached.update(lines.above(line))
            for rival in lines.rivals(line.place) if line.aspect is Aspect.CONTROL else ():
                reached.update((rival, *lines.above(rival)))
        if Kind.WHOLLY_GONE in kinds:
            reached.update(lines.below(line))
            reached.add(LineId(line.place, line.holder, Aspect.CONTROL))
        reached.update(_settled(line, kinds, lines))
    # Where presence on a line ends otherwise than before, what follows from it is told otherwise.
    told = {upper for line in reached for upper in lines.above(line)}
    return {line: seq for line in reached | told if (seq := lines.seq(line)) is not None}


def _settled(line: LineId, kinds: AbstractSet[Kind], lines: Lines) -> Iterator[LineId]:
    side = lines.side(line)
    outer = lines.outer(line.place) if Kind.ABSENT in kinds else ()
    for place in (line.place, *outer):
        for other, seq in lines.beside(place, side).items():
            if lines.bears(seq, Kind.PROMISE):
                yield other
