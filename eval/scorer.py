"""The official scorer: run as its own program for figures, and loaded from its file for its matching."""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Protocol, cast

from gold import SHARED, Annotated
from predictions import Made, Predictions, write_predictions

SCORER: Final = SHARED / "tools" / "score_claims.py"
LEVELS: Final = ("found", "who-where", "full")
AGREEMENTS: Final = ("when", "deadline", "quantity", "speaker")


class Scorer(Protocol):
    """What is used of the scorer's file."""

    FAMILY: dict[str, str]

    def matching(self, level: str, report: Annotated, made: list[Made]) -> list[tuple[int, int]]:
        """The one-to-one pairs (annotated, made) at a level."""

    def sentence_spans(self, report: Annotated) -> list[tuple[int, int] | None]:
        """Where the sentence of each annotated claim stands."""

    def same_holder(self, gold: dict[str, Any], made: dict[str, Any] | None) -> bool:
        """Whether two holders are the same."""

    def same_place(self, gold: dict[str, Any], made: dict[str, Any] | None) -> bool:
        """Whether two places are the same."""

    def edtf_equal(self, a: str | None, b: str | None) -> bool:
        """Whether two times agree."""

    def quantity_equal(self, a: dict[str, Any] | None, b: dict[str, Any] | None) -> bool:
        """Whether two quantities agree."""

    def alike(self, a: str | None, b: str | None) -> bool:
        """Whether two names agree."""


def load_scorer(file: Path = SCORER) -> Scorer:
    """The scorer's functions, from its file."""
    spec = importlib.util.spec_from_file_location("score_claims", file)
    if spec is None or spec.loader is None or not file.is_file():
        sys.exit(f"no scorer at {file} (set SHARED to the folder that holds tools/score_claims.py)")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Scorer", module)


def official_scores(reports: Sequence[Annotated], made: Predictions, file: Path = SCORER) -> dict[str, Any]:
    """The scorer's own JSON for these reports and claims."""
    with TemporaryDirectory() as folder:
        gold, predicted = Path(folder, "gold.jsonl"), Path(folder, "predicted.jsonl")
        gold.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in reports), encoding="utf-8")
        write_predictions({one["id"]: made[one["id"]] for one in reports}, predicted)
        command = [sys.executable, str(file), str(gold), str(predicted), "--json"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    scores: dict[str, Any] = json.loads(done.stdout)
    return scores


def verdicts(scorer: Scorer, report: Annotated, claims: list[Made], level: str = "full") -> list[bool]:
    """For each claim made in a report, whether it is right at the level."""
    right = {j for _, j in scorer.matching(level, report, claims)}
    return [j in right for j in range(len(claims))]


def agreements(scorer: Scorer, gold: dict[str, Any], made: Made) -> dict[str, bool]:
    """For each of time, deadline, quantity and speaker that either side gives, whether the two agree."""
    speakers = gold["speaker"], made.get("speaker")
    same = {
        "when": scorer.edtf_equal(gold["when"], made.get("when")),
        "deadline": scorer.edtf_equal(gold["deadline"], made.get("deadline")),
        "quantity": scorer.quantity_equal(gold["quantity"], made.get("quantity")),
        "speaker": scorer.alike(*speakers) if all(speakers) else not any(speakers),
    }
    return {key: same[key] for key in AGREEMENTS if gold[key] or made.get(key)}
