"""The changes of each month as small bars, drawn as SVG."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Final

_WIDTH: Final = 600
_HEIGHT: Final = 48


def histogram_svg(days: Sequence[date], first: date, last: date, label: str) -> str:
    """One bar a month between two days, as high as there were changes; `label` says what it is."""
    counts = Counter((day.year, day.month) for day in days)
    highest = max(counts.values(), default=1)
    span = max(1, (last - first).days)
    bars = []
    for (year, month), count in sorted(counts.items()):
        start = date(year, month, 1)
        stop = date(year + month // 12, month % 12 + 1, 1) if year < date.max.year else date.max
        left = max(0.0, _WIDTH * (start - first).days / span)
        width = max(3.0, _WIDTH * (stop - start).days / span - 1)
        height = max(4.0, _HEIGHT * count / highest)
        if start <= last and stop >= first:
            bars.append(
                f'<rect x="{left:.1f}" y="{_HEIGHT - height:.1f}" width="{width:.1f}" height="{height:.1f}">'
                f"<title>{year:04}-{month:02}: {count}</title></rect>"
            )
    return (
        f'<svg class="histogram" viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(label)}">{"".join(bars)}</svg>'
    )
