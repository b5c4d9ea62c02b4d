"""What reviews change, from when they were entered."""

from datetime import UTC, date, datetime

import pytest

from tenure.folding.corrections import problem_of_correction
from tenure.folding.fold import Horizon, fold
from tenure.model.ids import ReviewId
from tenure.model.review import Review, ReviewKind

RU, FSB = "state:ru", "force:ru-fsb-bs"
ENTERED = datetime(2024, 9, 1, tzinfo=UTC)


def review(kind, subject, value=None, number=1, entered=ENTERED):
    return Review(ReviewId(f"v1:{number}"), ReviewKind(kind), subject, value, "me", "because", entered)


@pytest.fixture
def told(story, atlas, graded):
    def tell(*reviews, recorded_by=None):
        return fold(story.statements, reviews, atlas, graded, Horizon(date(2025, 1, 1), recorded_by=recorded_by))

    return tell


@pytest.fixture
def said(story):
    return story.say("They may be at Martuni.", "station", "site:martuni", RU, "be", confidence=0.6)


def here(state, place="site:martuni"):
    return [s for s in state.segments if s.line.place == place]


def test_accepting_makes_the_reading_sure(said, told):
    before, after = here(told())[0], here(told(review("accept", said.claim.id)))[0]
    assert (before.support_millinats, after.support_millinats) == (294, 490)


def test_rejecting_takes_a_claim_out_from_the_day_of_the_review(said, told):
    rejected = review("reject", said.claim.id)
    assert not here(told(rejected))
    assert here(told(rejected, recorded_by=datetime(2024, 8, 1, tzinfo=UTC)))


def test_undoing_and_undoing_that(said, told):
    rejected = review("reject", said.claim.id)
    undone = review("undo", "v1:1", number=2, entered=datetime(2024, 9, 2, tzinfo=UTC))
    again = review("undo", "v1:2", number=3, entered=datetime(2024, 9, 3, tzinfo=UTC))
    assert here(told(rejected, undone))
    assert not here(told(rejected, undone, again))


def test_correcting_replaces_fields_and_keeps_the_words(said, told):
    value = {"event": "withdraw", "when": "2024-05-01", "place": {"id": "airport:EVN", "name": "Zvartnots"}}
    state = told(review("correct", said.claim.id, value))
    assert not here(state)
    assert [s.status.value for s in here(state, "airport:EVN")] == ["present", "gone"]
    assert str(here(state, "airport:EVN")[1].bounds.start_latest) == "2024-05-01"


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({"event": "withdraw"}, None),
        ({"when": None, "negated": True}, None),
        ({"holder": {"state": "Russia"}}, None),
        ({"event": "flee"}, "event: 'flee' cannot be used"),
        ({"when": "yesterday"}, "when: 'yesterday' cannot be used"),
        ({"colour": "red"}, "colour: no field that can be corrected"),
        ({"place": {"lat": "1"}}, "place: {'lat': '1'} cannot be used"),
    ],
)
def test_a_correction_is_checked(value, problem):
    assert problem_of_correction(value) == problem


def test_a_correction_that_cannot_be_used_changes_nothing(said, told):
    assert here(told(review("correct", said.claim.id, {"event": "flee"})))[0].status == "present"
    assert here(told(review("correct", said.claim.id, ["withdraw"])))[0].status == "present"


def test_merging_and_splitting_places(story, told):
    story.say("They are at the Martuni Radar.", "station", "the Martuni Radar", RU, "are")
    merged = review("merge-places", "text:martuni radar", "site:martuni")
    split = review(
        "split-places", "site:martuni", "text:martuni radar", number=2, entered=datetime(2024, 9, 2, tzinfo=UTC)
    )
    assert here(told(merged))
    assert not here(told(merged, split))


def test_merging_holders(story, told):
    story.say("Wolf Group is at Martuni.", "station", "site:martuni", "Wolf Group", "is")
    merged = review("merge-holders", "text:wolf group", FSB)
    assert {s.line.holder for s in here(told(merged))} == {FSB, RU}


def test_merging_and_splitting_copies(story, told):
    one = story.say("They hold Martuni, says one.", "hold", "site:martuni", RU, "hold", publisher="CNN")
    two = story.say("They hold Martuni, says two.", "hold", "site:martuni", RU, "hold", publisher="Le Monde")
    merged = review("merge-copies", two.claim.report, one.claim.report)
    split = review("split-copies", two.claim.report, number=2, entered=datetime(2024, 9, 2, tzinfo=UTC))
    supports = [here(told(*reviews))[0].support_millinats for reviews in ((), (merged,), (merged, split))]
    assert supports == [2198, 1099 + 219, 2198]


def test_reviews_of_what_is_not_there_change_nothing(said, told):
    plain = told()
    strange = [review(kind, "nothing", value) for kind in ReviewKind for value in (None, "else", {"a": 1})]
    assert told(*strange) == plain
