"""Which report each repeats in the end, and what decisions change about that."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenure.folding.copies import Lookup, clusters_after, original_of, repeated_by
from tenure.model.copies import Compared, Likeness, Repeat
from tenure.model.ids import ReviewId
from tenure.model.review import Review, ReviewKind

FIRST = date(2024, 5, 1)


def look_at(pairs, days, words=None):
    """A lookup of reports a, b, c …: pairs with the words they share, and the day of each."""
    found = {}
    for one, other, shared in pairs:
        for here, there in ((one, other), (other, one)):
            found.setdefault(here, []).append(Repeat(here, there, Likeness(shared, 100, 100)))
    compared = {key: Compared(key, (words or {}).get(key, 100), None, tuple(found.get(key, ()))) for key in days}
    on = {key: FIRST + timedelta(day) for key, day in days.items()}
    return Lookup(compared.get, on.get)


def originals(look, keys="abcde"):
    return "".join(original_of(key, look) for key in keys if look.day(key))


def test_a_copy_of_a_copy_repeats_the_first():
    look = look_at([("a", "b", 80), ("b", "c", 80)], {"c": 0, "b": 1, "a": 2, "d": 1})
    assert originals(look) == "cccd"
    assert repeated_by("a", look).other == "b"


def test_a_later_round_up_does_not_make_two_stories_one():
    look = look_at([("c", "a", 60), ("c", "b", 70)], {"a": 0, "b": 0, "c": 1})
    assert originals(look) == "abb"


def test_of_one_day_the_longest_stands_first():
    look = look_at([("a", "b", 60), ("c", "b", 60)], {"a": 0, "b": 0, "c": 0}, {"a": 70, "b": 150, "c": 70})
    assert originals(look) == "bbb"


def test_reports_left_out_of_account_are_not_repeated():
    look = look_at([("a", "b", 80)], {"b": 0, "a": 1})
    assert original_of("a", Lookup(look.compared, {"a": FIRST}.get)) == "a"
    assert original_of("z", look) == "z"


KEYS = "abcdefgh"
PAIRS = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS), st.integers(50, 99)), max_size=12)


@given(PAIRS, st.lists(st.integers(0, 5), min_size=8, max_size=8), st.integers(0, 5))
def test_what_was_known_by_a_day_is_told_by_what_was_there_by_then(pairs, days, by):
    """Law 4: later reports change nothing about earlier ones."""
    pairs = list({frozenset(pair[:2]): pair for pair in pairs if pair[0] != pair[1]}.values())
    told = dict(zip(KEYS, days, strict=True))
    then = {key: day for key, day in told.items() if day <= by}
    whole = look_at(pairs, told)
    before = look_at([pair for pair in pairs if pair[0] in then and pair[1] in then], then)
    assert {key: original_of(key, whole) for key in then} == {key: original_of(key, before) for key in then}


def decided(kind, subject, value=None, number=0):
    at = datetime(2024, 6, 1, tzinfo=UTC) + timedelta(days=number)
    return Review(ReviewId(f"v1:{number}"), ReviewKind(kind), subject, value, "me", "because", at)


def groups(clusters):
    found = {}
    for report, cluster in clusters.items():
        found.setdefault(cluster, set()).add(report)
    return sorted("".join(sorted(one)) for one in found.values())


CLUSTERS = {"a": "a", "b": "a", "c": "a", "x": "x", "y": "x"}


@pytest.mark.parametrize(
    ("decisions", "left"),
    [
        ([], ["abc", "xy"]),
        ([("split-copies", "b")], ["ac", "b", "xy"]),
        ([("split-copies", "a")], ["a", "bc", "xy"]),
        ([("merge-copies", "a", "x")], ["abcxy"]),
        ([("merge-copies", "b", "y")], ["abcxy"]),
        ([("merge-copies", "a", "x"), ("split-copies", "y")], ["abcx", "y"]),
        ([("merge-copies", "a", "x"), ("split-copies", "a")], ["a", "bc", "xy"]),
        ([("split-copies", "b"), ("merge-copies", "b", "x")], ["ac", "bxy"]),
        ([("merge-copies", "q", "b")], ["abc", "xy"]),
        ([("split-copies", "q"), ("merge-copies", "b", 5)], ["abc", "xy"]),
    ],
    ids=str,
)
def test_decisions_regroup(decisions, left):
    reviews = [decided(*one, number=number) for number, one in enumerate(decisions)]
    assert groups(clusters_after(CLUSTERS, reviews)) == left


def test_the_order_of_reports_makes_no_difference():
    reviews = [decided("merge-copies", "b", "y"), decided("split-copies", "c", number=1)]
    for order in permutations(CLUSTERS):
        assert groups(clusters_after({key: CLUSTERS[key] for key in order}, reviews)) == ["abxy", "c"]
