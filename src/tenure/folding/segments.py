"""Spans weighed: segments with support, verdict and age."""

from collections.abc import Iterator, Sequence
from datetime import date

from tenure.folding.commitments import Pending
from tenure.folding.evidence import OPEN, Evidence
from tenure.folding.history import LineHistory
from tenure.folding.spans import Ended, Span, spans_of
from tenure.folding.support import faded, support_of
from tenure.folding.weighing import Scale
from tenure.model.ids import Json, SegmentId, id_of
from tenure.model.tenure import Bounds, LineId, Segment, Status


def segments_of(
    line: LineId,
    history: LineHistory,
    ended: Ended,
    pending: Sequence[Pending],
    scale: Scale,
    today: int,
) -> Iterator[Segment]:
    """The segments of one line, in order of time."""
    place = scale.register.place(line.place)
    half_life = scale.policy.half_life_of(place.kind if place else None)
    for span in spans_of(line, history, ended, pending):
        yield _segment(line, span, scale, half_life, today)


def _segment(line: LineId, span: Span, scale: Scale, half_life: int, today: int) -> Segment:
    support = support_of(span.entries, scale)
    pro = [entry.evidence for entry in span.entries if entry.supports]
    days = _days_seen(span, pro, today)
    last = max(days, default=None)
    stands = span.end[1] >= today
    age = max(0, today - last) if last is not None and stands else 0
    bounds = Bounds(*(_date(day) for day in (*span.start, *span.end)))
    said: Json = [
        [line.place, line.holder, line.aspect.value, span.status.value],
        [*span.start, *span.end],
        [[weight.claim, weight.millinats] for weight in support.weights],
    ]
    return Segment(
        id=SegmentId(id_of("s1", said)),
        line=line,
        status=span.status,
        bounds=bounds,
        support_millinats=support.millinats,
        verdict=support.verdict,
        weights=support.weights,
        first_seen=_date(min(days)) if days else None,
        last_confirmed=_date(last) if last is not None else None,
        stale=stands and age > half_life,
        implied=bool(pro) and all(piece.implied_by is not None for piece in pro),
        quantity=_quantity(pro, min(span.end[1], max(today, span.start[1]))),
        rule=span.rule,
        faded_millinats=faded(support.millinats, age, half_life),
    )


def _days_seen(span: Span, pro: Sequence[Evidence], today: int) -> list[int]:
    """The days on which the state was seen, up to the day the state is told for where there are any."""
    days = [e.high for e in pro if -OPEN < e.high < OPEN and (e.share or span.status is Status.EXPECTED)]
    until = min(span.end[1], today)
    return [day for day in days if day <= until] or days


def _quantity(pro: Sequence[Evidence], until: int) -> str | None:
    """The words of the latest quantity that was reported."""
    counted = [e for e in pro if e.statement.claim.quantity is not None and e.implied_by is None and e.high <= until]
    latest = max(counted, key=lambda e: e.key, default=None)
    quantity = latest.statement.claim.quantity if latest else None
    return quantity.quote.exact if quantity else None


def _date(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None
