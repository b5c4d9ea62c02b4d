"""The laws of the fold for whatever statements there may be; the second one is in tests/answers/test_shelf.py."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenure.folding import history
from tenure.folding.changes import changes_between
from tenure.folding.fold import Horizon, fold
from tenure.folding.policy import policy_of
from tenure.folding.standing import segment_on
from tenure.model.claim import (
    Claim,
    Event,
    Locus,
    Modality,
    Party,
    Quantity,
    Quote,
    Reader,
    Speaker,
    TimeRef,
    Unit,
    identified,
)
from tenure.model.holder import Holder
from tenure.model.ids import ClaimId, HolderId, PlaceId, ReportId, ReviewId
from tenure.model.place import Place
from tenure.model.review import Review, ReviewKind
from tenure.model.statement import Atlas, Statement

POLICY = policy_of("graded")
START = date(2024, 1, 1)
AS_OF = date(2024, 3, 1)
TEXT = "They are there."
COUNTRY, POST = PlaceId("country:AA"), PlaceId("site:post")
EAST, WEST, GUARD = HolderId("state:e"), HolderId("state:w"), HolderId("force:e-guard")
ATLAS = Atlas(
    {
        COUNTRY: Place(COUNTRY, "Aland", "country", ("AA",)),
        POST: Place(POST, "Post", "checkpoint", ("AA",), parents=(COUNTRY,)),
    },
    {
        EAST: Holder(EAST, "East", "state"),
        WEST: Holder(WEST, "West", "state"),
        GUARD: Holder(GUARD, "Eastern Guard", "force", EAST),
    },
)
PARTIES = {EAST: "East", WEST: "West", GUARD: "East"}
DAYS = st.integers(0, 40).map(lambda n: START + timedelta(days=n))
EVENTS = st.sampled_from([*Event, Event.STATION, Event.WITHDRAW, Event.DEPLOY, Event.HOLD, Event.TAKE_OVER])
MODALITIES = st.sampled_from([*[Modality.ACTUAL] * 8, *Modality])
PUBLISHERS = st.sampled_from(["Reuters", "CNN", "TASS", "Ukrinform", "Somebody", None])


def edtf(day):
    return st.sampled_from([
        day.isoformat(), f"../{day.isoformat()}", f"{day.isoformat()}/..", "2024-01", "2023-24",
        "XXXX-01-05", "2023/2024-01-10",
    ])  # fmt: skip


@st.composite
def statements(draw, number=0):
    published = draw(DAYS)
    event = draw(EVENTS)
    holder, other = draw(st.sampled_from([(EAST, WEST), (WEST, EAST), (GUARD, WEST)]))
    words = Quote(0, 4, "They")
    when = draw(st.none() | DAYS.flatmap(edtf))
    deadline = draw(st.none() | DAYS)
    quantity = draw(st.sampled_from([None, None, None, Unit.PERCENT, Unit.SITES]))
    claim = Claim(
        id=ClaimId(""),
        report=ReportId(f"r1:{number}"),
        event=event,
        modality=draw(MODALITIES),
        negated=draw(st.sampled_from([False, False, False, True])),
        holder=Party(words, PARTIES[holder], None, holder),
        place=draw(st.sampled_from([Locus(None, "Aland", COUNTRY), Locus(None, "Post", POST), Locus(words, "they")])),
        sentence=Quote(0, 15, TEXT),
        trigger=Quote(5, 8, "are"),
        reader=Reader("test", "1", "r"),
        confidence=draw(st.sampled_from([1.0, 0.8])),
        counterparty=draw(st.sampled_from([None, Party(None, PARTIES[other], None, other)])),
        quantity=Quantity(words, 30, 60, quantity) if quantity else None,
        when=TimeRef(when) if when else None,
        deadline=TimeRef(deadline.isoformat()) if deadline else None,
        speaker=draw(
            st.sampled_from([None, None, Speaker("General East", None, "East"), Speaker("General West", None, "West")])
        ),
        continuing=draw(st.booleans()),
        partial=draw(st.sampled_from([False, False, True])),
    )
    dated = draw(st.sampled_from([True, True, True, True, False]))
    recorded = datetime(published.year, published.month, published.day, 12, tzinfo=UTC)
    cluster = draw(st.sampled_from([f"r1:{number}", f"r1:{number}", "k:1"]))
    copies = draw(st.sampled_from([0, 0, 3]))
    return Statement(identified(claim), published if dated else None, recorded, draw(PUBLISHERS), cluster, copies)


@st.composite
def records(draw, most=8):
    return [draw(statements(number)) for number in range(draw(st.integers(1, most)))]


relaxed = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def folded(said, reviews=(), **more):
    return fold(said, list(reviews), ATLAS, POLICY, Horizon(AS_OF, **more))


@relaxed
@given(records(), st.randoms())
def test_1_the_order_of_entry_does_not_matter(said, chance):
    shuffled = list(said)
    chance.shuffle(shuffled)
    assert folded(shuffled) == folded(said)


@relaxed
@given(records(most=5), st.integers(0, 4), PUBLISHERS)
def test_3_a_copy_adds_a_fifth_at_most_and_no_origin(said, index, publisher):
    original = said[index % len(said)]
    later = (original.published_on or original.recorded_at.date()) + timedelta(days=1)
    claim = identified(replace(original.claim, report=ReportId("r1:copy"), confidence=original.claim.confidence))
    copy = replace(original, claim=claim, publisher=publisher, published_on=later if original.published_on else None,
                   recorded_at=original.recorded_at + timedelta(days=1), copies=0)  # fmt: skip
    from tenure.folding.evidence import evidence_of
    from tenure.folding.lines import register_of
    from tenure.folding.support import support_of
    from tenure.folding.weighing import Entry, Scale

    register = register_of(ATLAS)

    def support(record):
        pieces = [e for s in record for e in evidence_of(s, register)]
        lines = {e.line for e in pieces}
        return {
            line: support_of([Entry(e, e.effect.there) for e in pieces if e.line == line], Scale(POLICY, register))
            for line in lines
        }

    before, after = support(said), support([*said, copy])
    for line in before:
        strongest = max((abs(w.millinats) for w in before[line].weights), default=0)
        assert abs(after[line].millinats - before[line].millinats) <= max(strongest // 5 + 1, 1)
        assert len({w.origin for w in after[line].weights}) <= len({w.origin for w in before[line].weights})


@relaxed
@given(records(), DAYS)
def test_4_known_by_a_day_is_what_a_ledger_of_that_day_held(said, day):
    known = [s for s in said if (s.published_on or s.recorded_at.date()) <= day]
    assert folded(said, known_by=day) == folded(known)


@relaxed
@given(records())
def test_5_everything_names_its_claims_and_every_claim_its_words(said):
    state = folded(said)
    claims = {s.claim.id: s.claim for s in said}
    named = [
        *([w.claim for w in segment.weights] for segment in state.segments),
        *(commitment.claims for commitment in state.commitments),
        *((*conflict.side_a, *conflict.side_b) for conflict in state.conflicts),
    ]
    for ids in named:
        assert ids
        for claim in ids:
            assert claims[claim].quotes()
            assert all(TEXT[q.start : q.end] == q.exact for _, q in claims[claim].quotes())
    assert all(conflict.side_a and conflict.side_b for conflict in state.conflicts)


@relaxed
@given(records())
def test_6_segments_of_a_line_follow_each_other_to_the_end_of_time(said):
    for line, group in groupby(folded(said).segments, key=lambda segment: segment.line):
        segments = list(group)
        for one, two in pairwise(segments):
            assert (one.bounds.end_earliest, one.bounds.end_latest) == (
                two.bounds.start_earliest,
                two.bounds.start_latest,
            ), line
        assert segments[-1].bounds.end_latest is None
        for segment in segments:
            b = segment.bounds
            assert b.start_earliest is None or b.start_latest is None or b.start_earliest <= b.start_latest
            assert b.end_earliest is None or b.end_latest is None or b.end_earliest <= b.end_latest
            assert b.start_earliest is None or b.end_latest is None or b.start_earliest <= b.end_latest


@relaxed
@given(records(), DAYS, DAYS)
def test_a_day_has_one_standing_segment_a_line_and_changes_have_two_sides(said, one, two):
    state = folded(said)
    standing = segment_on(state, one)
    assert len({s.line for s in standing}) == len(standing)
    first, last = sorted((one, two))
    old, new = folded(said, known_by=first), folded(said, known_by=last)
    for change in changes_between(old, new, first, last).segments:
        assert change.before or change.after
    assert changes_between(new, new, last, last).commitments == ()
    assert changes_between(new, new, last, last).segments == ()


@relaxed
@given(records(most=5), st.integers(0, 4))
def test_a_rejected_claim_is_as_if_it_had_not_been_read(said, index):
    gone = said[index % len(said)]
    review = Review(
        ReviewId("v1:1"), ReviewKind.REJECT, gone.claim.id, None, "me", "wrong", datetime(2024, 2, 1, tzinfo=UTC)
    )
    assert folded(said, [review]) == folded([s for s in said if s.claim.id != gone.claim.id])
    assert folded(said, [review], recorded_by=datetime(2024, 1, 31, tzinfo=UTC)) == folded(
        said, recorded_by=datetime(2024, 1, 31, tzinfo=UTC)
    )


@relaxed
@given(records(most=12))
def test_the_short_way_for_lines_of_one_state_leads_where_the_long_one_does(said):
    short = folded(said)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(history, "_is_calm", lambda items: False)
        assert folded(said) == short


@pytest.mark.parametrize("name", ["graded", "ungraded", "independent"])
def test_every_policy_folds(name, story, atlas):
    story.say("They stay at Agarak.", "station", "site:agarak", "state:ru", "stay")
    state = fold(story.statements, [], atlas, policy_of(name), Horizon(date(2024, 6, 1)))
    assert state.segments
