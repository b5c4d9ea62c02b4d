"""Spans weighed: segments with support, verdict and age."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tenure.folding.commitments import Pending
from tenure.folding.evidence import OPEN, Evidence
from tenure.folding.history import LineHistory
from tenure.folding.spans import Ended, Span, spans_of
from tenure.folding.support import faded, support_of
from tenure.folding.weighing import Scale
from tenure.model.ids import Json, SegmentId, id_of
from tenure.model.tenure import Bounds, LineId, Segment, Status


@dataclass(frozen=True, slots=True)
class Stretch:
    """A segment and what is needed to tell it for any day; the fields that hang on the day are those of its last one.

    Everything but `first_seen`, `last_confirmed`, `stale`, `quantity` and `faded_millinats` is the same on every day.
    """

    segment: Segment
    begun_by: int
    ended_by: int
    days: tuple[int, ...]
    """The days on which the state was seen, in order."""
    amounts: tuple[tuple[int, str], ...]
    """What was last reported of a quantity by each day on which one was, in words."""
    half_life: int


def stretches_of(
    line: LineId, history: LineHistory, ended: Ended, pending: Sequence[Pending], scale: Scale
) -> Iterator[Stretch]:
    """The stretches of one line, in order of time."""
    place = scale.register.place(line.place)
    half_life = scale.policy.half_life_of(place.kind if place else None)
    for span in spans_of(line, history, ended, pending):
        yield _stretch(line, span, scale, half_life)


def told(stretch: Stretch, today: int) -> Segment:
    """The segment as it stands on a day, an ordinal."""
    one, life = stretch.segment, stretch.half_life
    seen, confirmed, is_stale, left = age_of(stretch.days, stretch.ended_by, one.support_millinats, life, today)
    amount = amount_by(stretch.amounts, stretch.begun_by, stretch.ended_by, today) if stretch.amounts else None
    return Segment(
        one.id, one.line, one.status, one.bounds, one.support_millinats, one.verdict, one.weights, seen, confirmed,
        is_stale, one.implied, amount, one.rule, left,
    )  # fmt: skip


def age_of(
    days: Sequence[int], ended_by: int, millinats: int, half_life: int, today: int
) -> tuple[date | None, date | None, bool, int]:
    """When a state was first seen and last confirmed by a day, whether it is stale, and what is left of its support."""
    if not days:
        return None, None, False, millinats
    until = bisect_right(days, min(ended_by, today))
    last = days[until - 1] if until else days[-1]
    age = max(0, today - last) if ended_by >= today else 0
    return _date(days[0]), _date(last), age > half_life, faded(millinats, age, half_life) if age else millinats


def amount_by(amounts: Sequence[tuple[int, str]], begun_by: int, ended_by: int, today: int) -> str | None:
    """The words of the quantity reported last by a day on which the state stood."""
    counted = min(ended_by, max(today, begun_by))
    amount = bisect_right(amounts, counted, key=lambda a: a[0])
    return amounts[amount - 1][1] if amount else None


def _stretch(line: LineId, span: Span, scale: Scale, half_life: int) -> Stretch:
    support = support_of(span.entries, scale)
    pro = [evidence for evidence, supports in span.entries if supports]
    said: Json = [
        [line.place, line.holder, line.aspect.value, span.status.value],
        [*span.start, *span.end],
        [(weight.claim, weight.millinats) for weight in support.weights],
    ]
    segment = Segment(
        id=SegmentId(id_of("s1", said)),
        line=line,
        status=span.status,
        bounds=Bounds(_date(span.start[0]), _date(span.start[1]), _date(span.end[0]), _date(span.end[1])),
        support_millinats=support.millinats,
        verdict=support.verdict,
        weights=support.weights,
        first_seen=None,
        last_confirmed=None,
        stale=False,
        implied=bool(pro) and all(piece.implied_by is not None for piece in pro),
        quantity=None,
        rule=span.rule,
    )
    return Stretch(segment, span.start[1], span.end[1], _days_seen(span, pro), _amounts(pro), half_life)


def _days_seen(span: Span, pro: Sequence[Evidence]) -> tuple[int, ...]:
    """The days on which the state was seen."""
    days = {e.high for e in pro if -OPEN < e.high < OPEN and (e.share or span.status is Status.EXPECTED)}
    return tuple(sorted(days))


def _amounts(pro: Sequence[Evidence]) -> tuple[tuple[int, str], ...]:
    """The words of the quantity reported last by each day."""
    counted = [e for e in pro if e.statement.claim.quantity is not None and e.implied_by is None]
    if not counted:
        return ()
    latest = {e.high: e.statement.claim.quantity for e in sorted(counted, key=lambda e: e.key)}
    return tuple((high, quantity.quote.exact) for high, quantity in sorted(latest.items()) if quantity)


def _date(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None
