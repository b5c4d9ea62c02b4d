import tomllib

import numpy as np

from calibrate import Evidence, crossed, fit, toml_of


def evidence(count: int = 600) -> Evidence:
    """Claims whose first part decides, whose second says the opposite of the truth, whose third says nothing."""
    chance = np.random.default_rng(5)
    rows = chance.normal(size=(count, 3))
    odds = 2.0 * rows[:, 0] - 1.0 * rows[:, 1] - 0.5
    right = (chance.random(count) < 1 / (1 + np.exp(-odds))).astype(np.float64)
    return Evidence(("trigger", "holder", "place"), rows, right, np.arange(count) // 10)


def test_what_decides_gets_weight_and_what_misleads_gets_none():
    fitted = fit(evidence())
    assert fitted.weights[0] > 1.0
    assert fitted.weights[1] == 0.0
    assert fitted.weights.min() >= 0.0


def test_the_chances_are_right_on_average():
    seen = evidence()
    assert abs(fit(seen).chances(seen.rows).mean() - seen.right.mean()) < 1e-3


def test_the_fit_is_the_same_each_time():
    one, other = fit(evidence()), fit(evidence())
    assert one.bias == other.bias
    assert one.weights.tolist() == other.weights.tolist()


def test_every_claim_is_judged_by_a_fit_on_other_reports():
    chances = crossed(evidence(), 1.0)
    assert ((chances > 0) & (chances < 1)).all()


def test_the_file_reads_as_the_reader_reads_it():
    data = tomllib.loads(toml_of(fit(evidence()), ("trigger", "holder", "place"), "make calibrate"))
    assert list(data["weights"]) == ["trigger", "holder", "place"]
    assert isinstance(data["bias"], float)
