"""Going on from a fold: the same result, and only what is new is folded again."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tenure.folding.fold import Horizon, fold, fold_all, refold
from tenure.model.ids import ReviewId
from tenure.model.review import Review, ReviewKind
from tenure.model.statement import Atlas

RU, FSB = "state:ru", "force:ru-fsb-bs"
HORIZON = Horizon(date(2025, 1, 1))


@pytest.fixture
def old(story, atlas, graded):
    story.say("They man Agarak.", "station", "site:agarak", FSB, "man", "2024-01-10")
    story.say("They man Akhurik.", "station", "site:akhurik", FSB, "man", "2024-01-10")
    story.say("They will stay on the border.", "hold", "border:AM-TR", FSB, "stay", "2024-01-10", modality="planned",
              continuing=True)  # fmt: skip
    return fold_all(story.statements, [], atlas, graded, HORIZON)


def again(old, new):
    return {line for line in new.lines if new.lines[line] is not old.lines.get(line)}


def test_only_what_a_new_claim_touches_is_folded_again(old, story, atlas, graded):
    said = story.say("They left Akhurik.", "withdraw", "site:akhurik", FSB, "left", "2024-05-10")
    new = refold(old, [said])
    places = {line.place for line in again(old, new)}
    assert "site:akhurik" in places
    assert "border:AM-TR" in places
    assert "site:agarak" not in places
    assert new.state == fold(story.statements, [], atlas, graded, HORIZON)


def test_a_commitment_above_is_told_of_an_end_below(old, story):
    new = refold(old, [story.say("They lost Akhurik.", "lose", "site:akhurik", FSB, "lost", "2024-05-10")])
    assert [c.outcome.value for c in new.state.commitments] == ["broken"]


def test_the_old_fold_stays_as_it_was(old, story):
    before = old.state
    refold(old, [story.say("They left Akhurik.", "withdraw", "site:akhurik", FSB, "left", "2024-05-10")])
    assert old.state == before


def test_nothing_new_folds_nothing(old):
    assert not again(old, refold(old, []))


def test_reviews_go_on_counting(story, atlas, graded):
    wrong = story.say("They man Agarak.", "station", "site:agarak", FSB, "man", "2024-01-10")
    other = story.say("They man Akhurik.", "station", "site:akhurik", FSB, "man", "2024-01-10")
    entered = datetime(2024, 2, 1, tzinfo=UTC)
    reviews = [
        Review(ReviewId("v1:1"), ReviewKind.REJECT, wrong.claim.id, None, "me", "wrong", entered),
        Review(
            ReviewId("v1:2"), ReviewKind.MERGE_COPIES, other.claim.report, wrong.claim.report, "me", "same", entered
        ),
    ]
    for some in (reviews[:1], reviews):
        stepwise = refold(fold_all([other], some, atlas, graded, HORIZON), [wrong])
        assert stepwise.state == fold([other, wrong], some, atlas, graded, HORIZON)


def test_a_grown_atlas(story, atlas, graded):
    one = story.say("They man Agarak.", "station", "site:agarak", FSB, "man", "2024-01-10")
    two = story.say("They man Akhurik.", "station", "site:akhurik", FSB, "man", "2024-01-10")
    small = Atlas({k: v for k, v in atlas.places.items() if "TR" not in v.countries}, atlas.holders)
    stepwise = refold(fold_all([one], [], small, graded, HORIZON), [two], atlas)
    assert stepwise.state == fold([one, two], [], atlas, graded, HORIZON)


def test_statements_beyond_the_horizon_change_nothing(story, atlas, graded):
    said = story.say("They man Agarak.", "station", "site:agarak", FSB, "man", "2024-01-10")
    later = replace(said, published_on=date(2024, 6, 1))
    horizon = Horizon(date(2024, 3, 1), known_by=date(2024, 3, 1))
    assert refold(fold_all([said], [], atlas, graded, horizon), [later]).state == fold(
        [said], [], atlas, graded, horizon
    )
