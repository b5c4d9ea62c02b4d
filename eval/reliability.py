"""Does confidence mean something: precision at level full by bins of confidence, as a table and a drawing.

    python eval/reliability.py [--gold REPORTS] [--predictions FILE] [--svg docs/images/reliability.svg]

A claim is right where the scorer finds it a partner at level full.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from accuracy import SURE, sure_claims
from gold import ROOT, Annotated, add_gold_option, files_or_skip, read_gold
from predictions import Predictions, add_predictions_option, predictions_of
from scorer import Scorer, load_scorer, verdicts

SVG: Final = ROOT / "docs" / "images" / "reliability.svg"
BINS: Final = 10
_SIDE, _EDGE = 360, 48


@dataclass(frozen=True, slots=True)
class Bin:
    """The claims whose confidence lies in [low, high)."""

    low: float
    high: float
    claims: int
    right: int
    mean: float
    """Their mean confidence."""

    @property
    def precision(self) -> float:
        """The share of them that is right."""
        return self.right / self.claims if self.claims else 0.0


def outcomes(scorer: Scorer, reports: Sequence[Annotated], made: Predictions) -> list[tuple[float, bool]]:
    """Confidence and verdict of every claim."""
    found = []
    for report in reports:
        claims = made[report["id"]]
        found += [
            (one["confidence"], right) for one, right in zip(claims, verdicts(scorer, report, claims), strict=True)
        ]
    return found


def bins_of(found: Sequence[tuple[float, bool]], count: int = BINS) -> list[Bin]:
    """The claims by equal bins of confidence; a confidence of 1 lies in the last."""
    bins = []
    for n in range(count):
        inside = [one for one in found if min(count - 1, int(one[0] * count)) == n]
        mean = sum(sure for sure, _ in inside) / len(inside) if inside else 0.0
        bins.append(Bin(n / count, (n + 1) / count, len(inside), sum(right for _, right in inside), mean))
    return bins


def calibration_error(bins: Sequence[Bin]) -> float:
    """How far precision and confidence lie apart, on average over the claims."""
    total = sum(one.claims for one in bins)
    return sum(one.claims * abs(one.precision - one.mean) for one in bins) / total if total else 0.0


def table(bins: Sequence[Bin]) -> str:
    """The bins as a Markdown table."""
    lines = ["| confidence | claims | mean confidence | right at level full |", "| --- | --: | --: | --: |"]
    for one in bins:
        cells = f"{one.mean:.2f} | {one.precision:.2f}" if one.claims else "– | –"
        lines.append(f"| {one.low:.1f}–{one.high:.1f} | {one.claims} | {cells} |")
    return "\n".join(lines)


def svg_of(bins: Sequence[Bin]) -> str:
    """The bins as a drawing: bars of precision, the diagonal where confidence would be exact, counts below."""
    width, height, step = _SIDE + 2 * _EDGE, _SIDE + 2 * _EDGE, _SIDE / len(bins)
    floor = _EDGE + _SIDE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        "<style>text {font: 11px sans-serif}</style>",
        "<title>Precision of claims by confidence</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for tenth in range(0, 11, 2):
        y = floor - _SIDE * tenth / 10
        parts.append(f'<line x1="{_EDGE}" x2="{_EDGE + _SIDE}" y1="{y:g}" y2="{y:g}" stroke="#dddddd"/>')
        parts.append(f'<text x="{_EDGE - 6}" y="{y + 4:g}" text-anchor="end">{tenth / 10:.1f}</text>')
    for n, one in enumerate(bins):
        x, tall = _EDGE + n * step, _SIDE * one.precision
        parts.append(
            f'<rect x="{x + 2:g}" y="{floor - tall:.1f}" width="{step - 4:g}" height="{tall:.1f}" fill="#4a7ba6">'
            f"<title>{one.low:.1f}–{one.high:.1f}: {one.right} of {one.claims} right</title></rect>"
        )
        parts.append(f'<text x="{x + step / 2:g}" y="{floor + 14}" text-anchor="middle">{one.high:.1f}</text>')
        parts.append(
            f'<text x="{x + step / 2:g}" y="{_EDGE - 6}" text-anchor="middle" fill="#666666">{one.claims}</text>'
        )
    parts += [
        f'<line x1="{_EDGE}" y1="{floor}" x2="{_EDGE + _SIDE}" y2="{_EDGE}" stroke="#b03030" stroke-dasharray="5 4"/>',
        f'<text x="{width / 2:g}" y="{height - 12}" text-anchor="middle">confidence (up to)</text>',
        f'<text x="{width / 2:g}" y="18" text-anchor="middle">claims in each bin; bars: share right at full</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def main() -> int:
    """Prints the table and draws it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_gold_option(parser)
    add_predictions_option(parser)
    parser.add_argument("--svg", type=Path, default=SVG)
    options = parser.parse_args()
    reports = read_gold(files_or_skip(options.gold))
    scorer, made = load_scorer(), predictions_of(options, reports)
    bins = bins_of(outcomes(scorer, reports, made))
    precision, share = sure_claims(scorer, reports, made)
    print(table(bins))
    print(f"\nclaims with confidence ≥ {SURE}: precision at full {precision:.3f}, share of all claims {share:.3f}")
    print(f"mean distance of precision from confidence: {calibration_error(bins):.3f}")
    options.svg.parent.mkdir(parents=True, exist_ok=True)
    options.svg.write_text(svg_of(bins), encoding="utf-8")
    print(f"drawn: {options.svg}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
