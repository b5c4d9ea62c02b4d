"""What was announced, and what came of it."""

from datetime import date

import pytest

from tenure.folding.fold import Horizon, fold
from tenure.folding.standing import segment_on

RU, FSB, ARMY, AM = "state:ru", "force:ru-fsb-bs", "force:ru-af", "state:am"
POST = "site:akhurik"


@pytest.fixture
def told(story, atlas, graded):
    def tell(as_of="2026-01-01"):
        return fold(story.statements, [], atlas, graded, Horizon(date.fromisoformat(as_of)))

    return tell


def say(story, event, published, holder=RU, place=POST, **more):
    return story.say(f"On {published} {event} {len(story.statements)}.", event, place, holder, event, published, **more)


def outcomes(state, direction="leave", place=POST):
    return [c.outcome.value for c in state.commitments if c.direction == direction and c.line.place == place]


@pytest.mark.parametrize(
    ("later", "as_of", "outcome"),
    [
        ([], "2024-06-01", "open"),
        ([], "2024-09-01", "overdue"),
        ([("withdraw", "2024-07-20", {"when": "2024-07-15"})], "2024-09-01", "kept"),
        ([("withdraw", "2024-09-20", {"when": "2024-09-15"})], "2024-10-01", "kept late"),
        ([("withdraw", "2024-09-20", {})], "2024-10-01", "kept"),
        ([("station", "2024-09-20", {})], "2024-10-01", "broken"),
        ([("station", "2024-07-20", {})], "2024-07-21", "open"),
        ([("withdraw", "2024-07-20", {"modality": "refused"})], "2024-09-01", "dropped"),
        ([("withdraw", "2024-07-20", {"modality": "planned", "negated": True})], "2024-09-01", "dropped"),
        ([("withdraw", "2024-07-20", {"modality": "requested"})], "2024-07-21", "open"),
    ],
    ids=["open", "overdue", "in-time", "late", "time-unknown", "still-there-after", "still-there-before",
         "refused", "negated", "asked-again"],
)  # fmt: skip
def test_outcomes_of_an_order_to_leave_by_august(story, told, later, as_of, outcome):
    say(story, "withdraw", "2024-05-10", modality="ordered", deadline="2024-08-01")
    for event, published, more in later:
        say(story, event, published, **more)
    assert outcomes(told(as_of)) == [outcome]


def test_whether_in_time_is_said_not_to_be_known(story, told):
    say(story, "withdraw", "2024-05-10", modality="ordered", deadline="2024-08-01")
    say(story, "withdraw", "2024-09-20")
    assert "whether in time is not known" in told().commitments[0].outcome_note


def test_announcements_join_and_the_strongest_word_counts(story, told):
    say(story, "withdraw", "2024-05-10", modality="requested", speaker="Nikol Pashinyan", side="Armenia")
    say(story, "withdraw", "2024-05-20", modality="ordered", deadline="2024-08-01")
    say(story, "withdraw", "2024-05-21", modality="possible")
    (commitment,) = told("2024-06-01").commitments
    assert (commitment.modality, commitment.deadline, len(commitment.claims)) == ("ordered", "2024-08-01", 3)
    assert (commitment.speakers, commitment.announced_on) == (("Nikol Pashinyan",), date(2024, 5, 10))


def test_a_new_announcement_after_the_change_is_a_new_commitment(story, told):
    say(story, "withdraw", "2024-05-10", modality="planned")
    say(story, "withdraw", "2024-07-20", when="2024-07-15")
    say(story, "deploy", "2024-10-20", when="2024-10-15")
    say(story, "withdraw", "2025-05-10", modality="planned")
    assert sorted(outcomes(told())) == ["kept", "open"]


@pytest.mark.parametrize("modality", ["requested", "possible", "refused"])
def test_what_is_asked_or_guessed_makes_nobody_leaving(story, told, modality):
    say(story, "station", "2024-05-01")
    say(story, "withdraw", "2024-05-10", modality=modality)
    state = told("2024-06-01")
    (standing,) = (s for s in segment_on(state, date(2024, 6, 1)) if s.line.place == POST)
    assert standing.segment.status == "present"
    assert state.commitments[0].modality == modality


def test_who_is_to_leave_is_leaving_until_it_is_called_off(story, told):
    say(story, "station", "2024-05-01")
    say(story, "withdraw", "2024-05-10", modality="agreed")
    say(story, "withdraw", "2024-05-20", modality="refused")
    segments = [s for s in told("2024-06-01").segments if s.line.place == POST]
    assert [s.status.value for s in segments] == ["present", "leaving", "present"]


def test_who_is_to_come_is_expected_until_there(story, told):
    say(story, "prepare", "2024-05-10", modality="underway")
    say(story, "deploy", "2024-07-20", when="2024-07-15")
    state = told()
    assert [s.status.value for s in state.segments if s.line.place == POST] == ["expected", "present"]
    assert outcomes(state, "come") == ["kept"]


def test_a_hand_over_that_is_agreed_shows_on_both_lines(story, told):
    say(story, "hold", "2024-05-01")
    say(story, "hand_over", "2024-05-10", modality="agreed", counterparty=AM)
    found = {s.line.holder: s.status.value for s in told("2024-06-01").segments if s.bounds.end_latest is None}
    assert found == {RU: "transferring", AM: "expected"}


def test_staying_is_broken_by_a_loss_at_a_place_inside(story, told):
    say(story, "hold", "2024-05-10", holder=FSB, place="border:AM-TR", modality="planned", continuing=True)
    say(story, "lose", "2024-09-20", holder=FSB, place=POST, when="2024-09-15")
    assert outcomes(told(), "stay", "border:AM-TR") == ["broken"]


def test_staying_is_not_broken_by_another_side(story, told):
    say(story, "hold", "2024-05-10", holder=FSB, place="border:AM-TR", modality="planned", continuing=True)
    say(story, "lose", "2024-09-20", holder=AM, place=POST, when="2024-09-15")
    assert outcomes(told(), "stay", "border:AM-TR") == ["open"]


def test_a_planned_state_is_to_stay_where_it_is_so_and_to_come_where_not(story, told):
    say(story, "station", "2024-05-01", place=POST)
    say(story, "station", "2024-05-10", place=POST, modality="planned")
    say(story, "station", "2024-05-10", place="site:margara", modality="planned")
    assert outcomes(told("2024-06-01"), "stay") == ["open"]
    assert outcomes(told("2024-06-01"), "come", "site:margara") == ["open"]


def test_a_commitment_is_kept_by_another_force_of_the_same_side(story, told):
    say(story, "withdraw", "2024-05-10", holder=FSB, modality="ordered")
    say(story, "withdraw", "2024-09-20", holder=ARMY, when="2024-09-15")
    state = told()
    assert outcomes(state) == ["kept"]
    last = [s for s in state.segments if s.line.place == POST and s.line.holder == FSB][-1]
    assert (last.status.value, last.implied) == ("gone", True)


def test_words_before_the_announcement_do_not_fulfil_it(story, told):
    say(story, "withdraw", "2024-05-01", when="2024-04-20")
    say(story, "withdraw", "2024-05-10", modality="planned")
    assert outcomes(told()) == ["open"]


def test_an_order_to_leave_brings_nobody_back(story, told):
    say(story, "withdraw", "2024-05-01", when="2024-04-20")
    say(story, "withdraw", "2024-06-10", modality="ordered")
    segments = [s for s in told().segments if s.line.place == POST]
    assert [s.status.value for s in segments] == ["present", "gone"]
