"""The walk against a reference that tries every history."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from tenure.folding.walk import FAR, Turn, seen, turned, walk

DAYS = 5
NIGHTS = range(-1, 2 * DAYS + 2, 2)


def holds_at(first, turns, noon):
    return first if sum(turn < noon for turn in turns) % 2 == 0 else not first


def fits(first, turns, fact):
    if not fact.is_change:
        return any(
            holds_at(first, turns, noon) == fact.there
            for noon in range(0, 2 * DAYS + 1, 2)
            if fact.low <= noon <= fact.high
        )
    return any(fact.low <= turn <= fact.high and holds_at(first, turns, turn + 1) == fact.there for turn in turns)


def tried(facts):
    """All histories with the fewest turns that fit, or none."""
    for count in range(len(NIGHTS) + 1):
        found = [
            (first, turns)
            for first in (False, True)
            for turns in combinations(NIGHTS, count)
            if all(fits(first, turns, fact) for fact in facts)
        ]
        if found:
            return found
    return []


@st.composite
def fact_lists(draw):
    facts = []
    for _ in range(draw(st.integers(1, 5))):
        low = draw(st.integers(0, DAYS))
        high = draw(st.integers(low, DAYS))
        make = draw(st.sampled_from([seen, turned]))
        facts.append(make(draw(st.booleans()), low, high))
    return facts


@settings(max_examples=300, deadline=None)
@given(fact_lists())
def test_the_walk_finds_what_trying_everything_finds(facts):
    result = walk(facts)
    every = tried([fact for fact in facts if fact not in result.left_out])
    assert every
    assert not result.left_out or not tried(facts)
    found = result.history
    assert len(found.turns) == len(every[0][1])
    same_start = [turns for first, turns in every if first == found.first_there]
    expected = tuple(
        Turn(min(t[i] for t in same_start), max(t[i] for t in same_start)) for i in range(len(found.turns))
    )
    assert found.turns == expected


@given(fact_lists())
def test_the_order_of_facts_does_not_matter(facts):
    assert walk(facts) == walk(list(reversed(facts)))


def test_a_departure_at_some_time_up_to_a_day_lies_after_the_last_sighting():
    history = walk([seen(True, 10, 10), turned(False, -FAR, 50), seen(False, 50, 50)]).history
    assert history.first_there
    assert history.turns == (Turn(21, 99),)


def test_reports_of_one_change_leave_what_they_have_in_common():
    assert walk([turned(True, 5, 8), turned(True, 7, 12)]).history.turns == (Turn(13, 17),)
