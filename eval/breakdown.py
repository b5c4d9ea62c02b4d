"""Precision, recall and F1 by event, by modality and by voice, as Markdown tables.

    python eval/breakdown.py [--gold REPORTS] [--predictions FILE]

Precision is of the claims read with that event (modality), recall of those annotated with it. At level found another
event of the same family counts as a hit, at level full it does not.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from gold import Annotated, add_gold_option, files_or_skip, read_gold
from predictions import Made, Predictions, add_predictions_option, predictions_of
from scorer import Scorer, agreements, load_scorer
from tenure.model.claim import Event, Modality

_LEVELS: Final = ("found", "full")


@dataclass(frozen=True, slots=True)
class Judged:
    """One claim of either side, and at which levels it has a partner."""

    claim: dict[str, Any]
    hits: dict[str, bool]


@dataclass(frozen=True, slots=True)
class Both:
    """All claims annotated and all claims read."""

    gold: tuple[Judged, ...]
    made: tuple[Judged, ...]


def judged(scorer: Scorer, reports: Sequence[Annotated], made: Predictions) -> Both:
    """Every claim with its hits."""
    gold_side: list[Judged] = []
    made_side: list[Judged] = []
    for report in reports:
        claims = made[report["id"]]
        pairs = {level: scorer.matching(level, report, claims) for level in _LEVELS}
        for side, whole, at in ((gold_side, report["claims"], 0), (made_side, claims, 1)):
            hits = {level: {pair[at] for pair in pairs[level]} for level in _LEVELS}
            side += [Judged(one, {level: n in hits[level] for level in _LEVELS}) for n, one in enumerate(whole)]
    return Both(tuple(gold_side), tuple(made_side))


def f1_of(precision: float, recall: float) -> float:
    """The harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _cells(gold: Sequence[Judged], made: Sequence[Judged], level: str) -> list[str]:
    recall = sum(one.hits[level] for one in gold) / len(gold) if gold else 0.0
    precision = sum(one.hits[level] for one in made) / len(made) if made else 0.0
    return [f"{one:.2f}" for one in (precision, recall, f1_of(precision, recall))]


def table(both: Both, title: str, values: Iterable[str], key: Callable[[dict[str, Any]], str]) -> str:
    """One Markdown table, a row a value."""
    names = [title, "annotated", "read", *(f"{level} {name}" for level in _LEVELS for name in ("P", "R", "F1"))]
    lines = [row(names), row(["---", *["--:"] * (len(names) - 1)])]
    for value in (*values, "all"):
        gold, made = (
            [one for one in side if value in ("all", key(one.claim))] for side in (both.gold, both.made)
        )  # fmt: skip
        cells = [cell for level in _LEVELS for cell in _cells(gold, made, level)]
        lines.append(row([value, str(len(gold)), str(len(made)), *cells]))
    return "\n".join(lines)


def row(cells: Iterable[str]) -> str:
    """One row of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def voices(scorer: Scorer, reports: Sequence[Annotated], made: Predictions) -> str:
    """Who said it, over the claims right in event, holder and place."""
    pairs: list[tuple[dict[str, Any], Made]] = []
    for report in reports:
        claims = made[report["id"]]
        pairs += [(report["claims"][i], claims[j]) for i, j in scorer.matching("who-where", report, claims)]
    named = [(gold, one) for gold, one in pairs if gold["speaker"]]
    outlet = [(gold, one) for gold, one in pairs if not gold["speaker"]]
    right = sum(agreements(scorer, gold, one).get("speaker", False) for gold, one in named)
    silent = sum(not one.get("speaker") for _, one in named)
    invented = sum(bool(one.get("speaker")) for _, one in outlet)
    lines = [
        row(["who said it", "claims", "right", "other speaker", "speaker missed", "speaker invented"]),
        row(["---", *["--:"] * 5]),
        row(["a named or described speaker", *map(str, (len(named), right, len(named) - right - silent, silent)), "–"]),
        row(["the outlet itself", str(len(outlet)), str(len(outlet) - invented), "–", "–", str(invented)]),
    ]
    return "\n".join(lines)


def main() -> int:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_gold_option(parser)
    add_predictions_option(parser)
    options = parser.parse_args()
    reports = read_gold(files_or_skip(options.gold))
    scorer, made = load_scorer(), predictions_of(options, reports)
    both = judged(scorer, reports, made)
    print(table(both, "event", [event.value for event in Event], lambda claim: claim["event"]), end="\n\n")
    print(table(both, "modality", [one.value for one in Modality], lambda claim: claim["modality"]), end="\n\n")
    said = ("said", "denied")
    print(table(both, "negation", said, lambda claim: said[bool(claim["negated"])]), end="\n\n")
    print(voices(scorer, reports, made))
    return 0


if __name__ == "__main__":
    sys.exit(main())
