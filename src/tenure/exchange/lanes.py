"""The history of a place as lanes, one a holder, drawn as an SVG picture that needs nothing else.

Solid is sure, hatched is possible, fading is open; ticks are reports, flags are deadlines.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Any, Final

from tenure.model.when import days_of

Row = Mapping[str, Any]

_WIDTH: Final = 880
_LEFT: Final = 10
_BAR: Final = 20
_LANE: Final = 64
_HEAD: Final = 26
_ABSENT: Final = frozenset({"gone", "barred", "lost", "ended", "unknown"})
_WORD: Final = 7.2
"""How wide a letter is at most; a word that does not fit its bar is left to the tooltip and the table."""


@dataclass(frozen=True, slots=True)
class Lane:
    """What is known of one holder at one place: rows of segments and commitments, and the days of reports."""

    label: str
    segments: Sequence[Row]
    commitments: Sequence[Row] = ()
    seen: Sequence[date] = ()
    tone: str = ""
    """A class for the colour of the lane, where a page has one."""


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> float:
        """Where a day stands; days outside stand at the edge."""
        span = max(1, (self.last - self.first).days)
        share = (min(max(day, self.first), self.last) - self.first).days / span
        return _LEFT + share * (_WIDTH - 2 * _LEFT)


def lanes_svg(lanes: Sequence[Lane], today: date, title: str, *, note: str = "") -> str:
    """The lanes as one picture; it says in a title what it shows, and each part what it means; `note`: its terms."""
    scale = _scale(lanes, today)
    height = _HEAD + _LANE * len(lanes) + 8
    parts = [*_years(scale, height), *_today(scale, today, height)]
    for number, lane in enumerate(lanes):
        parts += _lane(lane, scale, _HEAD + number * _LANE)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="lanes" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="{_text(title)}" font-family="system-ui, sans-serif" font-size="12" fill="currentColor">'
        f"<title>{_text(title)}</title>{_described(note)}{_DEFINITIONS}{''.join(parts)}</svg>\n"
    )


def _described(note: str) -> str:
    return f"<metadata>{_text(note)}</metadata>" if note else ""


# Masks, not coloured patterns: a pattern has the colour of where it is defined, a mask leaves each lane its own.
_DEFINITIONS: Final = (
    '<defs><pattern id="lane-stripes" width="7" height="7" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="3" height="7" fill="#fff"/></pattern>'
    '<linearGradient id="lane-slope"><stop offset="0" stop-color="#fff"/>'
    '<stop offset="1" stop-color="#fff" stop-opacity="0.12"/></linearGradient>'
    '<mask id="lane-hatch" maskUnits="userSpaceOnUse" x="0" y="0" width="100%" height="100%">'
    '<rect width="100%" height="100%" fill="url(#lane-stripes)"/></mask>'
    '<mask id="lane-fade" maskContentUnits="objectBoundingBox"><rect width="1" height="1" fill="url(#lane-slope)"/>'
    "</mask></defs>"
)


def _scale(lanes: Sequence[Lane], today: date) -> _Scale:
    keys = ("start_earliest", "start_latest", "end_earliest", "end_latest", "last_confirmed")
    days = [date.fromisoformat(row[key]) for lane in lanes for row in lane.segments for key in keys if row[key]]
    days += [day for lane in lanes for day in lane.seen]
    days += [day for lane in lanes for row in lane.commitments if (day := _due(row)) is not None]
    first, last = min([*days, today]), max([*days, today])
    margin = timedelta(days=max(10, (last - first).days // 20))
    return _Scale(
        first - margin if first - date.min > margin else date.min,
        last + margin if date.max - last > margin else date.max,
    )


def _years(scale: _Scale, height: int) -> Iterator[str]:
    years = scale.last.year - scale.first.year
    step = max(1, years // 12 + 1)
    for year in range(scale.first.year + 1, scale.last.year + 1, step):
        x = scale.x(date(year, 1, 1))
        yield (
            f'<path d="M{x:.1f} {_HEAD - 8}V{height}" stroke="currentColor" stroke-opacity="0.18"/>'
            + (f'<text x="{x + 3:.1f}" y="{_HEAD - 12}" opacity="0.8">{year}</text>' if x < _WIDTH - 40 else "")
        )


def _today(scale: _Scale, today: date, height: int) -> Iterator[str]:
    x = scale.x(today)
    yield (
        f'<path class="lane-day" d="M{x:.1f} 4V{height}" stroke="currentColor" stroke-dasharray="2 3">'
        f"<title>{today.isoformat()}</title></path>"
    )


def _lane(lane: Lane, scale: _Scale, top: int) -> Iterator[str]:
    yield f'<text x="{_LEFT}" y="{top + 13}" font-weight="600">{_text(lane.label)}</text>'
    bar = top + 25
    yield f'<path d="M{_LEFT} {bar + _BAR}H{_WIDTH - _LEFT}" stroke="currentColor" stroke-opacity="0.18"/>'
    yield f'<g class="{escape(lane.tone)}">'
    for row in lane.segments:
        yield from _segment(row, scale, bar)
    yield "</g>"
    for day in sorted(set(lane.seen)):
        x = scale.x(day)
        yield (
            f'<path class="lane-tick" d="M{x:.1f} {bar + _BAR + 1}v7" stroke="currentColor" stroke-width="2">'
            f"<title>{day.isoformat()}</title></path>"
        )
    for row in lane.commitments:
        yield from _flag(row, scale, bar)


def _segment(row: Row, scale: _Scale, bar: int) -> Iterator[str]:
    starts = [_day(row["start_earliest"]), _day(row["start_latest"])]
    ends = [_day(row["end_earliest"]), _day(row["end_latest"])]
    left = scale.x(starts[0] or starts[1] or scale.first)
    sure_from = scale.x(starts[1] or starts[0] or scale.first)
    # A segment without an earliest start may have begun any time before: it fades in over a short stretch only.
    if starts[0] is None and starts[1] is not None:
        left = max(scale.x(scale.first), sure_from - 18)
    sure_to = scale.x(ends[0] or ends[1] or scale.last)
    right = scale.x(ends[1] or scale.last)
    # Without a latest start nothing of it is sure, as far as it goes.
    sure_from = sure_from if starts[1] else max(left, sure_to)
    sure_to = max(sure_from, sure_to)
    right = max(right, sure_to)
    told = _segment_words(row)
    yield f'<g class="lane-{escape(row["status"])}"><title>{_text(told)}</title>'
    if row["status"] in _ABSENT:
        yield f'<path d="M{left:.1f} {bar + _BAR / 2}H{right:.1f}" stroke="currentColor" stroke-dasharray="1 5"/>'
    else:
        yield _box(left, sure_from, bar, "lane-hatch")
        yield _box(sure_from, sure_to, bar)
        yield _box(sure_to, right, bar, "lane-fade" if ends[1] is None else "lane-hatch")
    word = str(row["status"])
    if right - left > len(word) * _WORD + 6:
        solid = row["status"] not in _ABSENT and sure_to - sure_from > len(word) * _WORD + 6
        x = (sure_from if solid else left) + 4
        # Colours for where no style sheet says otherwise: a picture on its own is read on white.
        ink = ' class="lane-on" fill="#fff"' if solid else ' class="lane-word" paint-order="stroke" stroke="#fff"'
        yield f'<text x="{x:.1f}" y="{bar + 14}"{ink}>{_text(word)}</text>'
    yield "</g>"


def _box(left: float, right: float, bar: int, mask: str = "") -> str:
    if right - left < 0.05:
        return ""
    width, masked = max(1.5, right - left), f' mask="url(#{mask})"' if mask else ""
    return f'<rect x="{left:.1f}" y="{bar}" width="{width:.1f}" height="{_BAR}"{masked}/>'


def _segment_words(row: Row) -> str:
    begun = f"{row['start_earliest'] or '…'} – {row['start_latest'] or '…'}"
    ended = "" if row["end_latest"] is None else f", to {row['end_earliest'] or '…'} – {row['end_latest']}"
    return f"{row['status']}: from {begun}{ended}; {row['verdict']}"


def _flag(row: Row, scale: _Scale, bar: int) -> Iterator[str]:
    day = _due(row) or _day(row["announced_on"])
    if day is None:
        return
    x, due = scale.x(day), f" by {row['deadline']}" if row["deadline"] else ""
    told = f"{row['modality']} to {row['direction']}{due}: {row['outcome']}"
    filled = "currentColor" if row["deadline"] else "none"
    yield (
        f'<g class="lane-flag"><title>{_text(told)}</title><path d="M{x:.1f} {bar + _BAR}V{bar - 7}l9 4l-9 4" '
        f'fill="{filled}" stroke="currentColor" stroke-width="1.5"/></g>'
    )


def _due(row: Row) -> date | None:
    days = days_of(row["deadline"])
    return days.last if days else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(text: str) -> str:
    shown = text if text.isprintable() else "".join(char if char.isprintable() else "\ufffd" for char in text)
    return escape(shown)
