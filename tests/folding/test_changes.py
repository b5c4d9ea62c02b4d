"""What changed between two days, and why a line stands as it does."""

from datetime import UTC, date, datetime

import pytest

from tenure.folding.changes import ChangeKind, changes_between
from tenure.folding.explain import explain, lines_of
from tenure.folding.fold import Horizon, fold
from tenure.model.ids import PlaceId, ReviewId
from tenure.model.review import Review, ReviewKind

RU = "state:ru"
POST = "site:akhurik"
FIRST, LAST = date(2024, 6, 1), date(2024, 9, 1)


@pytest.fixture
def changes(story, atlas, graded):
    def compare(reviews=()):
        noon = datetime(2024, 6, 1, 12, tzinfo=UTC)
        old = fold(story.statements, reviews, atlas, graded, Horizon(FIRST, known_by=FIRST, recorded_by=noon))
        new = fold(story.statements, reviews, atlas, graded, Horizon(LAST, known_by=LAST))
        found = changes_between(old, new, FIRST, LAST)
        here = [c for c in found.segments if c.line.place == POST]
        return [(c.kind, c.before and c.before.status.value, c.after and c.after.status.value, c.certain) for c in here]

    return compare


def say(story, event, published, **more):
    return story.say(f"On {published} {event} {len(story.statements)}.", event, POST, RU, event, published, **more)


def test_new_in_the_world(story, changes):
    say(story, "station", "2024-05-10")
    say(story, "withdraw", "2024-08-10", when="2024-08-05")
    assert changes() == [(ChangeKind.IN_THE_WORLD, "present", "gone", True)]


def test_a_change_of_unknown_day_may_be_older(story, changes):
    say(story, "station", "2024-05-10")
    say(story, "withdraw", "2024-08-10")
    assert changes() == [(ChangeKind.IN_THE_WORLD, "present", "gone", False)]


def test_newly_known(story, changes):
    say(story, "station", "2024-05-10")
    say(story, "withdraw", "2024-08-10", when="2024-05-20")
    assert changes() == [(ChangeKind.NEWLY_KNOWN, "present", "gone", True)]


def test_newly_known_where_nothing_was(story, changes):
    say(story, "station", "2024-08-10", when="2020/..")
    assert changes() == [(ChangeKind.NEWLY_KNOWN, None, "present", True)]


def test_corrected_by_later_reports(story, changes):
    say(story, "station", "2024-05-10", publisher="Nobody Knows")
    for publisher in ("Reuters", "AFP"):
        say(story, "station", "2024-08-10", when="2024-05-10", publisher=publisher, negated=True)
    assert [change[0] for change in changes()] == [ChangeKind.CORRECTED]


def test_corrected_by_a_review(story, changes):
    said = say(story, "station", "2024-05-10")
    entered = datetime(2024, 7, 1, tzinfo=UTC)
    reviews = [Review(ReviewId("v1:1"), ReviewKind.REJECT, said.claim.id, None, "me", "wrong place", entered)]
    assert changes(reviews) == [(ChangeKind.CORRECTED, "present", None, True)]


def test_nothing_new_is_no_change(story, changes):
    say(story, "station", "2024-05-10")
    say(story, "station", "2024-08-10")
    assert changes() == []


def test_commitments_that_came_to_something(story, atlas, graded):
    say(story, "withdraw", "2024-05-10", modality="planned")
    say(story, "withdraw", "2024-08-10", when="2024-08-05")
    old, new = (fold(story.statements, [], atlas, graded, Horizon(d, known_by=d)) for d in (FIRST, LAST))
    (change,) = changes_between(old, new, FIRST, LAST).commitments
    assert (change.before.outcome.value, change.after.outcome.value) == ("open", "kept")


def test_why_unfolds_every_number(story, atlas, graded):
    say(story, "station", "2024-05-10", publisher="Reuters", copies=11)
    say(story, "station", "2024-05-11", publisher="CNN", confidence=0.9)
    state = fold(story.statements, [], atlas, graded, Horizon(LAST))
    (line,) = lines_of(state, place=PlaceId(POST))
    (reason,) = explain(state, line, story.statements).segments
    assert reason.sum_millinats == reason.segment.support_millinats == sum(o.millinats for o in reason.origins)
    assert [o.origin for o in reason.origins] == ["publisher Reuters", "publisher CNN"]
    assert reason.origins[1].grounds[0].weight.reasons == ("source class C: 1099", "read with confidence 90 %")
    assert reason.origins[0].grounds[0].statement.claim.sentence.exact.startswith("On 2024-05-10")
    assert (reason.word, reason.segment.rule) == ("almost certain", "seen/1")
