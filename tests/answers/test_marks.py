"""Which lines a new report has folded again: those that it touches, and no others."""

from datetime import date

import pytest

from tenure.answers import ask
from tenure.answers.lines import Lines
from tenure.answers.shelves import from_shelf

TODAY = date(2024, 6, 1)
GUARD = "force:ru-border-service"
AKHURIK, AGARAK, BORDER = "site:akhurik-crossing", "site:agarak-crossing", "border:AM-TR"


@pytest.fixture
def desk(desk_in):
    made = desk_in(None)
    made.say("station", AGARAK, GUARD, "2024-01-10")
    made.say("station", AKHURIK, GUARD, "2024-01-10")
    made.say("hold", BORDER, GUARD, "2024-01-10", modality="planned", continuing=True)
    return made


def marked(desk):
    return {line.place for line in from_shelf(desk.project, lambda shelf: Lines(shelf).to_fold())}


def test_only_what_a_new_report_touches_is_folded_again(desk):
    ask(desk.project, TODAY)
    assert marked(desk) == set()
    desk.say("withdraw", AKHURIK, GUARD, "2024-05-10")
    assert {AKHURIK, BORDER} <= marked(desk)
    assert AGARAK not in marked(desk)


def test_a_commitment_above_is_told_of_an_end_below(desk):
    assert [one.outcome.value for one in ask(desk.project, TODAY).state.commitments] == ["open"]
    desk.say("lose", AKHURIK, GUARD, "2024-05-10")
    assert BORDER in marked(desk)
    assert [one.outcome.value for one in ask(desk.project, TODAY).state.commitments] == ["broken"]
