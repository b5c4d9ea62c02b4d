"""Confidence: what the scores of a claim's parts together are worth, calibrated on held-back reports."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_EDGE: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model over the log-odds of the parts' scores."""

    bias: float
    weights: Mapping[str, float]


def calibration_of(text: str) -> Calibration:
    """Gives the calibration of a TOML text.

    Raises:
        KeyError, TypeError, ValueError: the text holds something else.
    """
    data = tomllib.loads(text)
    return Calibration(float(data["bias"]), {name: float(value) for name, value in data["weights"].items()})


def confidence_of(scores: Mapping[str, float], model: Calibration) -> float:
    """Gives the chance that a claim with these part scores is right in event, holder, place, modality and negation."""
    total = model.bias + sum(weight * log_odds(scores[name]) for name, weight in model.weights.items())
    return round(1 / (1 + math.exp(-total)), 4)


def log_odds(score: float) -> float:
    """Gives a score as log-odds, kept away from certainty."""
    held = min(1 - _EDGE, max(_EDGE, score))
    return math.log(held / (1 - held))
