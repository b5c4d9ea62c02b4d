"""Fits the weights by which the scores of a claim's parts make its confidence, on reports the model did not learn from.

    python eval/calibrate.py --gold HELD_OUT.jsonl [--predictions FILE] [--out calibration.toml]

A claim counts as right where it has a partner at level full. The fit is logistic regression over log-odds with weights
that are not negative (more certain parts never make a claim less certain), by projected gradient steps from nought:
the same predictions give the same file. Never run it on dev.
"""

import argparse
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from accuracy import SURE
from gold import DEV, ROOT, Annotated, files_or_skip, read_gold
from predictions import Predictions, add_predictions_option, predictions_of
from scorer import Scorer, load_scorer, verdicts
from tenure.reading.confidence import log_odds

OUT: Final = ROOT / "src" / "tenure" / "reading" / "data" / "calibration.toml"
L2: Final = 1.0
STEPS: Final = 20_000
FOLDS: Final = 5
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Every claim as a row: log-odds of its parts, whether it is right, and the number of its report."""

    names: tuple[str, ...]
    rows: Floats
    right: Floats
    report: NDArray[np.int64]

    def only(self, chosen: NDArray[np.bool_]) -> "Evidence":
        """The rows that are chosen."""
        return Evidence(self.names, self.rows[chosen], self.right[chosen], self.report[chosen])


@dataclass(frozen=True, slots=True)
class Fit:
    """The fitted model."""

    bias: float
    weights: Floats

    def chances(self, rows: Floats) -> Floats:
        """The confidence of each row."""
        return _sigmoid(self.bias + rows @ self.weights)


def evidence_of(scorer: Scorer, reports: Sequence[Annotated], made: Predictions) -> Evidence:
    """The evidence in the predictions; ends the program where there is too little to fit."""
    claims = [(n, one) for n, report in enumerate(reports) for one in made[report["id"]]]
    right = [good for report in reports for good in verdicts(scorer, report, made[report["id"]])]
    if sum(right) < 20 or len(right) - sum(right) < 20:
        sys.exit(f"too little to calibrate on: {sum(right)} claims right, {len(right) - sum(right)} wrong")
    names = tuple(claims[0][1]["scores"])
    rows = [[log_odds(one["scores"][name]) for name in names] for _, one in claims]
    return Evidence(names, np.asarray(rows), np.asarray(right, dtype=np.float64), np.asarray([n for n, _ in claims]))


def fit(evidence: Evidence, l2: float = L2, steps: int = STEPS) -> Fit:
    """The weights that make what happened most likely, held small by L2 and never negative."""
    count, width = evidence.rows.shape
    design = np.hstack([evidence.rows, np.ones((count, 1))])
    hold = np.append(np.full(width, l2 / count), 0.0)
    # The largest step that cannot overshoot: the loss is nowhere curved more than this.
    step = 1.0 / (np.linalg.norm(design, 2) ** 2 / (4 * count) + l2 / count)
    at = np.zeros(width + 1)
    for _ in range(steps):
        slope = design.T @ (_sigmoid(design @ at) - evidence.right) / count + hold * at
        after = at - step * slope
        after[:width] = np.maximum(after[:width], 0.0)
        if np.abs(after - at).max() < 1e-9:
            break
        at = after
    return Fit(float(at[-1]), at[:width])


def _sigmoid(values: Floats) -> Floats:
    return 1.0 / (1.0 + np.exp(-np.clip(values, -50, 50)))


def crossed(evidence: Evidence, l2: float) -> Floats:
    """Each claim's confidence by a fit on the other reports; reports are dealt out in turn."""
    chances = np.zeros(len(evidence.right))
    for fold in range(FOLDS):
        held = evidence.report % FOLDS == fold
        if held.any():
            chances[held] = fit(evidence.only(~held), l2).chances(evidence.rows[held])
    return chances


def summary(name: str, chances: Floats, right: Floats) -> str:
    """How good some confidences are."""
    sure = chances >= SURE
    precision = right[sure].mean() if sure.any() else float("nan")
    brier = float(np.mean((chances - right) ** 2))
    return f"{name:28} Brier {brier:.4f}   ≥ {SURE}: precision {precision:.3f}, share {sure.mean():.3f}"


def toml_of(fitted: Fit, names: Sequence[str], note: str) -> str:
    """The calibration file."""
    rows = "".join(f"{name} = {weight:.4f}\n" for name, weight in zip(names, fitted.weights, strict=True))
    head = "# Weights of the parts' log-odds in a claim's confidence; made by:"
    return f"{head}\n# {note}\nbias = {fitted.bias:.4f}\n\n[weights]\n{rows}"


def command_of(gold: Path, l2: float) -> str:
    """The command that makes the file again, without this machine's folders."""
    return shlex.join(["python", "eval/calibrate.py", "--gold", gold.name, "--l2", f"{l2:g}"])


def main() -> int:
    """Fits and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--gold", type=Path, required=True, help="held-out annotated reports: a .jsonl file or a folder"
    )
    add_predictions_option(parser)
    parser.add_argument("--l2", type=float, default=L2, help=f"how firmly weights are held small (default {L2:g})")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    if options.gold.resolve().is_relative_to(DEV.resolve()):
        parser.error("dev is for measuring, not for calibrating")
    reports = read_gold(files_or_skip(options.gold))
    made = predictions_of(options, reports)
    evidence = evidence_of(load_scorer(), reports, made)
    before = np.asarray([one["confidence"] for report in reports for one in made[report["id"]]])
    fitted = fit(evidence, options.l2)
    print(f"{len(reports)} reports, {len(evidence.right)} claims, {int(evidence.right.sum())} right at level full")
    print(summary("as predicted", before, evidence.right))
    print(summary("fitted on the other reports", crossed(evidence, options.l2), evidence.right))
    text = toml_of(fitted, evidence.names, command_of(options.gold, options.l2))
    options.out.write_text(text, encoding="utf-8")
    print(f"\n{text}\nwritten: {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
