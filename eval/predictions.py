"""What the reader reads in annotated reports, in the form of the scorer, each claim with its confidence and scores.

    python eval/predictions.py --gold REPORTS --out predictions.jsonl

Other scripts take the file with --predictions, so that the reader runs once.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gold import Annotated, add_gold_option, files_or_skip, read_gold, report_of
from tenure.exchange.claims import claim_json
from tenure.project import Kit
from tenure.settings import settings_from

Made = dict[str, Any]
"""One claim as `tenure read --json` writes it."""
Predictions = dict[str, list[Made]]
"""The claims of each report, by the report's id."""


def opened_kit() -> Kit:
    """The reader and gazetteer as a user's program opens them: default settings, then the environment."""
    return Kit(settings_from(None, os.environ, {}))


def predict(reports: Sequence[Annotated], kit: Kit) -> Predictions:
    """Reads every report; what the reader could not quote goes to standard error."""
    made: Predictions = {}
    for annotated in reports:
        claims, problems = kit.reader(report_of(annotated), kit.gazetteer, kit.settings)
        made[annotated["id"]] = [claim_json(claim) for claim in claims]
        for problem in problems:
            print(f"{problem.where}: {problem.message}", file=sys.stderr)
    return made


def shown(made: Predictions, threshold: float) -> Predictions:
    """The claims that a listing with this threshold shows."""
    return {name: [one for one in claims if one["confidence"] >= threshold] for name, claims in made.items()}


def write_predictions(made: Predictions, file: Path) -> None:
    """One report a line."""
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps({"id": name, "claims": claims}, ensure_ascii=False) for name, claims in made.items())
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def read_predictions(file: Path) -> Predictions:
    """The claims of each report in a file that `write_predictions` wrote."""
    lines = (json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip())
    return {line["id"]: line["claims"] for line in lines}


def add_predictions_option(parser: argparse.ArgumentParser) -> None:
    """Give a parser the option that names predictions made before."""
    parser.add_argument("--predictions", type=Path, help="predictions made before; without it the reader is run now")


def predictions_of(options: argparse.Namespace, reports: Sequence[Annotated]) -> Predictions:
    """The predictions that the options name, or the reader's own of now."""
    if options.predictions is None:
        return predict(reports, opened_kit())
    made = read_predictions(options.predictions)
    missing = [one["id"] for one in reports if one["id"] not in made]
    if missing:
        sys.exit(f"{options.predictions} lacks {len(missing)} of the reports, the first of them {missing[0]}")
    return made


def main() -> int:
    """Writes the predictions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_gold_option(parser)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    made = predict(read_gold(files_or_skip(options.gold)), opened_kit())
    write_predictions(made, options.out)
    print(f"{len(made)} reports, {sum(map(len, made.values()))} claims in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
