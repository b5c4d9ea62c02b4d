"""What a state says of one day: the segment of each line that stands then."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tenure.folding.fold import State
from tenure.model.tenure import LineId, Segment


@dataclass(frozen=True, slots=True)
class Standing:
    """The last segment of a line that has surely begun by a day, and those that may have begun since."""

    line: LineId
    segment: Segment
    certain: bool
    """Whether it surely still lasts, as far as is known."""
    since_then: tuple[Segment, ...] = ()


def segment_on(state: State, day: date) -> tuple[Standing, ...]:
    """What stands on a day, line by line; a line on which nothing had begun yet is left out."""
    return tuple(standing_in(state.segments, day))


def standing_in(segments: Iterable[Segment], day: date) -> Iterator[Standing]:
    """What stands on a day among some segments, those of one line one after the other."""
    for line, segments_of in groupby(segments, key=lambda segment: segment.line):
        begun = [s for s in segments_of if s.bounds.start_earliest is None or s.bounds.start_earliest <= day]
        sure = [s for s in begun if s.bounds.start_latest is None or s.bounds.start_latest <= day]
        chosen = sure[-1] if sure else begun[0] if begun else None
        if chosen is None or (chosen.bounds.end_latest is not None and chosen.bounds.end_latest < day):
            continue
        after = tuple(s for s in begun if s not in sure and s is not chosen)
        yield Standing(line, chosen, bool(sure) and not after, after)
