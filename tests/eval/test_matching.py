"""Error groups, breakdown and reliability over a small annotated report, by the official scorer's own matching."""

from pathlib import Path

import pytest

from breakdown import judged, table
from errors import MISSED, NOT_SEEN, NOTHING, SPREAD, faults_of
from reliability import bins_of, calibration_error, outcomes, svg_of
from scorer import SCORER, load_scorer, official_scores

pytestmark = pytest.mark.skipif(not Path(SCORER).is_file(), reason="the scorer is not here")

_TEXT = "Ruritanian troops left Zenda and Hof. Guards hold the fort. Elders met in Strelsau."
_FIRST, _SECOND, _THIRD = "Ruritanian troops left Zenda and Hof.", "Guards hold the fort.", "Elders met in Strelsau."


def annotated(event, sentence, trigger, holder, place, **more):
    claim = {"event": event, "modality": "actual", "negated": False, "sentence": sentence, "trigger": trigger}
    claim |= {"holder": {"text": holder, "state": None}, "place": {"text": place, "name": None}, "counterparty": None}
    return claim | dict.fromkeys(("when", "deadline", "quantity", "speaker")) | more


def read(event, sentence, trigger, holder, place, confidence=0.9, **more):
    start = _TEXT.index(trigger, _TEXT.index(sentence))
    claim = annotated(event, sentence, trigger, holder, place)
    claim |= {"trigger": {"start": start, "end": start + len(trigger), "text": trigger}, "sentence": {"text": sentence}}
    return claim | {"confidence": confidence} | more


REPORT = {
    "id": "r",
    "text": _TEXT,
    "claims": [
        annotated("withdraw", _FIRST, "left", "Ruritanian troops", "Zenda"),
        annotated("withdraw", _FIRST, "left", "Ruritanian troops", "Hof"),
        annotated("hold", _SECOND, "hold", "Guards", "the fort", speaker="the mayor"),
    ],
}
ZENDA = read("withdraw", _FIRST, "left", "Ruritanian troops", "Zenda")
HOF = read("withdraw", _FIRST, "left", "Ruritanian troops", "Hof")
FORT = read("hold", _SECOND, "hold", "Guards", "the fort", speaker="the mayor")


def parts(claims):
    return sorted((fault.side, fault.parts) for fault in faults_of(load_scorer(), REPORT, claims))


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([ZENDA, HOF, FORT], []),
        ([ZENDA, HOF], [("missed", (NOT_SEEN,))]),
        ([ZENDA, FORT], [("missed", (SPREAD,))]),
        ([ZENDA, HOF, FORT | {"speaker": None}], [("agree", ("speaker",))]),
        ([ZENDA, HOF | {"modality": "planned"}, FORT], [("both", ("modality",))]),
        ([ZENDA, HOF, FORT | {"holder": {"text": "Elders"}, "negated": True}], [("both", ("holder", "negation"))]),
        ([ZENDA, HOF, FORT | {"event": "station"}], [("both", ("event",))]),
        (
            [ZENDA, HOF, FORT, read("deploy", _THIRD, "met", "Elders", "Strelsau")],
            [("invented", (NOTHING,))],
        ),
        (
            [ZENDA, HOF, read("deploy", _SECOND, "Guards", "Guards", "the fort")],
            [("invented", ("trigger (only other words of the sentence annotated)",)), ("missed", (MISSED,))],
        ),
    ],
    ids=["all right", "not seen", "list", "speaker", "modality", "two parts", "event", "nothing there", "other words"],
)
def test_faults_name_the_part_that_failed(claims, expected):
    assert parts(claims) == expected


def test_the_breakdown_agrees_with_the_official_scorer():
    made = {"r": [ZENDA, FORT | {"modality": "planned"}]}
    official = official_scores([REPORT], made)
    last = table(judged(load_scorer(), [REPORT], made), "event", ["hold"], lambda claim: claim["event"]).split("\n")[-1]
    cells = [cell.strip() for cell in last.strip("|").split("|")]
    assert cells[:3] == ["all", "3", "2"]
    numbers = [official[level][key] for level in ("found", "full") for key in ("precision", "recall", "f1")]
    assert cells[3:] == [f"{one:.2f}" for one in numbers]


def test_confidence_is_counted_by_bins():
    made = {"r": [ZENDA | {"confidence": 1.0}, HOF | {"confidence": 0.95}, FORT | {"negated": True, "confidence": 0.1}]}
    bins = bins_of(outcomes(load_scorer(), [REPORT], made))
    assert [(one.claims, one.right) for one in bins if one.claims] == [(1, 0), (2, 2)]
    assert calibration_error(bins) == pytest.approx((0.1 + 2 * 0.025) / 3)
    assert svg_of(bins) == svg_of(bins)
    assert svg_of(bins).count("<rect") == 11
