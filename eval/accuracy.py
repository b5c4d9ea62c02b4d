"""The accuracy gate: the reader on annotated reports, scored, and held against the floors.

    python eval/accuracy.py [--gold REPORTS] [--predictions FILE | --out FILE]
    python eval/accuracy.py --raise-floors
    python eval/accuracy.py --lower-floors --because "…"

Ends with 1 where a score lies below its floor or the annotated reports changed, with 0 where there are none to measure.
What counts is what the default listing shows: claims at or above the default `min_confidence`.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from floors import (
    KEYS,
    Floors,
    FloorsError,
    changes,
    failures,
    floors_text,
    lowered,
    note_lowering,
    parse_floors,
    raised,
)
from gold import ROOT, Annotated, add_gold_option, digest_of_files, files_or_skip, read_gold
from predictions import Predictions, add_predictions_option, opened_kit, predictions_of, shown, write_predictions
from scorer import AGREEMENTS, LEVELS, Scorer, load_scorer, official_scores, verdicts

FLOORS: Final = ROOT / "eval" / "floors.toml"
CHANGELOG: Final = ROOT / "CHANGELOG.md"
OUT: Final = ROOT / "build" / "dev-predictions.jsonl"
SURE: Final = 0.8


def measures(official: dict[str, Any], sure: tuple[float, float]) -> dict[str, float]:
    """The figures that have floors; an agreement that nothing was there for counts as none."""
    levels = {level: official[level]["f1"] for level in LEVELS}
    agreed = {key: official["agree"][key] or 0.0 for key in AGREEMENTS}
    return {**levels, **agreed, "sure-precision": round(sure[0], 4), "sure-share": round(sure[1], 4)}


def sure_claims(scorer: Scorer, reports: Sequence[Annotated], made: Predictions) -> tuple[float, float]:
    """Precision at full of the claims with confidence of at least 0.8, and their share of all claims."""
    right, sure, total = 0, 0, 0
    for report in reports:
        claims = made[report["id"]]
        for claim, good in zip(claims, verdicts(scorer, report, claims), strict=True):
            total += 1
            if claim["confidence"] >= SURE:
                sure, right = sure + 1, right + good
    return right / sure if sure else 0.0, sure / total if total else 0.0


def print_table(official: dict[str, Any], scores: dict[str, float], floors: Floors, hidden: int) -> None:
    """The scores beside their floors."""
    print(
        f"{official['reports']} reports, {official['gold']} claims annotated, {official['made']} read"
        f" ({hidden} more hidden by the default threshold)\n"
    )
    print(f"{'':16}{'P':>8}{'R':>8}{'F1':>8}{'floor':>8}   95 % of F1")
    for level in LEVELS:
        one = official[level]
        low, high = one["f1_95"]
        cells = f"{one['precision']:8.3f}{one['recall']:8.3f}{one['f1']:8.3f}{floors.least[level]:8.3f}"
        print(f"{level:16}{cells}   {low:.3f}–{high:.3f}")
    print(f"\n{'':16}{'score':>8}{'floor':>8}")
    for key in KEYS[len(LEVELS) :]:
        print(f"{key:16}{scores[key]:8.3f}{floors.least[key]:8.3f}")
    print()


def settle(options: argparse.Namespace, floors: Floors, digest: str, scores: dict[str, float]) -> int:
    """Moves the floors as asked, or holds the scores against them; gives the exit code."""
    if options.raise_floors or options.lower_floors:
        move = lowered if options.lower_floors else raised
        new = move(floors, digest, scores)
        print(f"floors changed: {changes(floors, new)}")
        if new != floors:
            options.floors.write_text(floors_text(new), encoding="utf-8")
            if options.lower_floors:
                note_lowering(options.changelog, floors, new, options.because, datetime.now(UTC).date())
        floors = new
    found = failures(floors, digest, scores)
    for one in found:
        print(f"FAILED: {one}")
    print("accuracy gate: " + ("shut" if found else "open"))
    return 1 if found else 0


def options_of(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_gold_option(parser)
    add_predictions_option(parser)
    parser.add_argument("--out", type=Path, default=OUT, help="where the predictions made now are written")
    parser.add_argument("--floors", type=Path, default=FLOORS)
    parser.add_argument("--changelog", type=Path, default=CHANGELOG)
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--raise-floors", action="store_true", help="raise floors where the scores allow it")
    way.add_argument("--lower-floors", action="store_true", help="lower floors to the scores; needs --because")
    parser.add_argument("--because", default="", help="why floors are lowered; goes into the changelog")
    options = parser.parse_args(arguments)
    if options.lower_floors != bool(options.because.strip()):
        parser.error('--lower-floors and --because "…" go together')
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the gate."""
    options = options_of(arguments)
    files = files_or_skip(options.gold)
    try:
        floors = parse_floors(options.floors.read_text("utf-8"))
        reports = read_gold(files)
        everything = predictions_of(options, reports)
        if options.predictions is None:
            write_predictions(everything, options.out)
        made = shown(everything, opened_kit().settings.min_confidence)
        official = official_scores(reports, made)
        scores = measures(official, sure_claims(load_scorer(), reports, made))
        hidden = sum(len(everything[name]) - len(made[name]) for name in made)
        print_table(official, scores, floors, hidden)
        return settle(options, floors, digest_of_files(files), scores)
    except (FloorsError, OSError) as error:
        print(f"accuracy gate: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
