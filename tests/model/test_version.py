"""Versions at one address: whatever the order in which they are met, one stands at any time."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tenure.model.ids import ReportId
from tenure.model.version import Version, appeared_at, is_version_of, successor_of

START = datetime(2025, 1, 1, tzinfo=UTC)
HOURS = st.integers(0, 500)


@st.composite
def histories(draw):
    """Versions of different reports that came out at different instants, each recorded when it came out or later."""
    said = draw(st.lists(HOURS, min_size=1, max_size=6, unique=True))
    return [
        Version(ReportId(f"r1:{at}"), START + timedelta(hours=at), START + timedelta(hours=at + draw(HOURS)))
        for at in said
    ]


@given(histories(), HOURS)
def test_at_any_time_the_latest_version_stands_alone(history, hour):
    now = START + timedelta(hours=hour)
    known = [one for one in history if one.said_at <= now]
    standing = set()
    for one in known:
        ending = successor_of(one.report, history)
        if ending is None or ending.on > now:
            standing.add(one.report)
    assert standing == ({max(known, key=lambda one: one.said_at).report} if known else set())


@given(histories(), HOURS)
def test_what_was_known_by_a_day_is_what_a_record_of_that_day_says(history, hour):
    now = START + timedelta(hours=hour)
    by_then = [one for one in history if one.said_at <= now]
    for one in by_then:
        whole, part = successor_of(one.report, history), successor_of(one.report, by_then)
        assert (whole is not None and whole.on <= now) == (part is not None)
        assert part is None or part == whole


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_versions_are_met_makes_no_difference(history, random):
    mixed = random.sample(history, len(history))
    for one in history:
        assert successor_of(one.report, history) == successor_of(one.report, mixed)
        assert appeared_at(one.report, history) == appeared_at(one.report, mixed)


def test_of_one_instant_the_one_that_was_seen_later_is_the_version():
    first = Version(ReportId("r1:a"), START, START + timedelta(hours=1))
    second = Version(ReportId("r1:b"), START, START + timedelta(hours=5))
    ending = successor_of(first.report, [second, first])
    assert (ending.by, ending.on) == (second.report, second.recorded_at)
    assert successor_of(second.report, [first, second]) is None
    same = Version(ReportId("r1:c"), START, START + timedelta(hours=1))
    assert successor_of(first.report, [first, same]) is None


def test_a_version_keeps_its_headline_or_its_words():
    old = ("Guards leave", "Russian border guards left the Agarak crossing on Monday, the service said.")
    assert is_version_of(("Guards stay", "Russian border guards did not leave the Agarak crossing."), old)
    assert is_version_of(("Guards  LEAVE", "Nothing alike whatsoever."), old)
    assert not is_version_of(("Harvest", "Apples were cheap again at the market in Yerevan."), old)
    assert not is_version_of((None, ""), old)
