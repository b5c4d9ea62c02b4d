from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenure.folding.bounds import Allen, Sureness, common, possibly_covers, relation, relations, surely_covers
from tenure.model.tenure import Bounds

BASE = date(2024, 1, 1).toordinal()


def bounds(*days):
    return Bounds(*(date.fromordinal(BASE + day) if day is not None else None for day in days))


def name_of(s, e, start, end):
    """The relation of two known intervals, by its definition."""
    if e < start or end < s:
        return Allen.BEFORE if e < start else Allen.AFTER
    if e == start or end == s:
        return Allen.MEETS if e == start else Allen.MET_BY
    if s == start:
        return Allen.EQUALS if e == end else Allen.STARTS if e < end else Allen.STARTED_BY
    if e == end:
        return Allen.FINISHES if s > start else Allen.FINISHED_BY
    if s > start:
        return Allen.DURING if e < end else Allen.OVERLAPPED_BY
    return Allen.CONTAINS if e > end else Allen.OVERLAPS


@st.composite
def four(draw):
    low, start = sorted((draw(st.integers(0, 6)), draw(st.integers(0, 6))))
    early, late = sorted((draw(st.integers(0, 7)), draw(st.integers(0, 7))))
    return (low, start, early, max(late, low + 1))


@settings(max_examples=300)
@given(four(), four())
def test_relations_are_those_of_some_true_days(one, other):
    def days(interval):
        starts, ends = range(interval[0], interval[1] + 1), range(interval[2], interval[3] + 1)
        return [(s, e) for s, e in product(starts, ends) if s < e]

    expected = {name_of(*a, *b) for a, b in product(days(one), days(other))}
    assert set(relations(bounds(*one), bounds(*other))) == expected
    shares = any(max(a[0], b[0]) < min(a[1], b[1]) for a, b in product(days(one), days(other)))
    assert (common(bounds(*one), bounds(*other)) is not None) == shares


@pytest.mark.parametrize(
    ("one", "other", "allen", "sureness"),
    [
        ((0, 1, 5, 6), (8, 9, 10, 11), Allen.BEFORE, Sureness.MUST),
        ((0, 1, 5, 9), (8, 9, 10, 11), Allen.BEFORE, Sureness.MAY),
        ((0, 1, 5, 6), (8, 9, 10, 11), Allen.AFTER, Sureness.CANNOT),
        ((None, 1, 5, None), (2, 3, 4, 4), Allen.CONTAINS, Sureness.MUST),
        ((None, None, None, None), (2, 3, 4, 4), Allen.MEETS, Sureness.MAY),
    ],
    ids=["surely-before", "perhaps-before", "never-after", "open-contains", "open-may-be-anything"],
)
def test_must_may_and_cannot(one, other, allen, sureness):
    assert relation(bounds(*one), bounds(*other), allen) == sureness


def test_what_an_interval_covers():
    interval = bounds(0, 2, 5, None)
    days = [date.fromordinal(BASE + day) for day in range(-1, 8)]
    assert [day.day for day in days if surely_covers(interval, day)] == [3, 4, 5, 6]
    assert not possibly_covers(interval, days[0])
    assert all(possibly_covers(interval, day) for day in days[1:])
