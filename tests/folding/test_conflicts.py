"""Claims that cannot all be so."""

from datetime import date

import pytest

from tenure.folding.fold import Horizon, fold

RU, FSB, AM = "state:ru", "force:ru-fsb-bs", "state:am"
POST = "site:martuni"


@pytest.fixture
def told(story, atlas, graded):
    return lambda: fold(story.statements, [], atlas, graded, Horizon(date(2025, 1, 1)))


def say(story, event, published, publisher, holder=RU, place=POST, **more):
    text = f"{publisher} on {published}: {event} {len(story.statements)}."
    return story.say(text, event, place, holder, event, published, publisher=publisher, **more)


def statuses(state, place=POST):
    return [s.status.value for s in state.segments if s.line.place == place and s.line.holder == RU]


def test_equal_voices_leave_it_contested_until_somebody_looks_again(story, told):
    say(story, "station", "2024-05-01", "Le Monde")
    say(story, "station", "2024-05-10", "CNN")
    say(story, "station", "2024-05-10", "The Guardian", negated=True)
    say(story, "station", "2024-07-10", "Eurasianet")
    state = told()
    assert statuses(state) == ["present", "contested", "present"]
    (conflict,) = state.conflicts
    assert conflict.kind == "opposite"
    assert [len(conflict.side_a), len(conflict.side_b)] == [1, 1]
    assert conflict.settled_by


def test_the_better_supported_side_stands_and_the_other_is_named_against(story, told):
    say(story, "station", "2024-05-10", "Reuters")
    denial = say(story, "station", "2024-05-11", "Nobody Knows", negated=True)
    state = told()
    assert statuses(state) == ["present"]
    against = [w for s in state.segments if s.line.place == POST for w in s.weights if w.millinats < 0]
    assert [w.claim for w in against] == [denial.claim.id]
    assert len(state.conflicts) == 1


def test_a_reported_change_explains_opposite_sightings(story, told):
    say(story, "station", "2024-05-10", "CNN")
    say(story, "withdraw", "2024-05-12", "The Guardian", when="2024-05-11")
    state = told()
    assert statuses(state) == ["present", "gone"]
    assert not state.conflicts


def test_a_publisher_against_himself(story, told):
    say(story, "station", "2024-05-10", "CNN")
    say(story, "station", "2024-05-11", "CNN", negated=True)
    assert [c.kind.value for c in told().conflicts] == ["self-contradiction"]


def test_absence_that_sinks_onto_somebody_who_was_seen(story, told):
    say(story, "withdraw", "2024-05-10", "Reuters", place="country:AM", when="2024-05-09")
    say(story, "station", "2024-05-10", "CNN", holder=FSB)
    kinds = {c.kind.value: c for c in told().conflicts}
    assert len(kinds["absence over presence"].lines) == 2


def test_two_sole_holders(story, told):
    say(story, "hold", "2024-05-10", "CNN")
    say(story, "hold", "2024-05-10", "The Guardian", holder=AM)
    state = told()
    (conflict,) = state.conflicts
    assert conflict.kind == "two sole holders"
    assert {line.holder for line in conflict.lines} == {RU, AM}


def test_an_announcement_contradicts_nobody(story, told):
    say(story, "withdraw", "2024-05-10", "CNN", modality="planned")
    say(story, "withdraw", "2024-05-10", "The Guardian", when="2024-05-09")
    assert not told().conflicts
