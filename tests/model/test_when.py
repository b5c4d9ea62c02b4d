from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenure.model.when import ALWAYS, Days, day, days_of, extent_of, is_edtf


def span(start, end):
    return Days(date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None)


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2024", span("2024-01-01", "2025-01-01")),
        ("2024-02", span("2024-02-01", "2024-03-01")),
        ("2024-08-01", span("2024-08-01", "2024-08-02")),
        ("2019~", span("2019-01-01", "2020-01-01")),
        ("2020-23", span("2020-09-01", "2020-12-01")),
        ("2020-24", span("2020-12-01", "2021-03-01")),
        ("2020-30", span("2020-12-01", "2021-03-01")),
        ("201X", span("2010-01-01", "2020-01-01")),
        ("19XX", span("1900-01-01", "2000-01-01")),
        ("../2026-03-15", span(None, "2026-03-16")),
        ("2014/..", span("2014-01-01", None)),
        ("2014/2016-05", span("2014-01-01", "2016-06-01")),
        ("[2024-01..2024-03]", span("2024-01-01", "2024-04-01")),
        ("{2024-01-05,2024-01-09}", span("2024-01-05", "2024-01-10")),
    ],
)
def test_the_days_an_expression_can_touch(edtf, days):
    assert days_of(edtf) == days


@pytest.mark.parametrize("edtf", ["XXXX-08-01", "XXXX", None, ""])
def test_an_unknown_year_bounds_nothing(edtf):
    assert days_of(edtf) is None


@pytest.mark.parametrize(
    "text", ["2024-02-30", "2024-13", "x", "2024/2020", "0000", "20X4", "2024-08-01T00:00", "1 May", "2024-X1-01"]
)
def test_what_is_no_date(text):
    assert not is_edtf(text)


def test_an_interval_knows_its_open_side():
    extent = extent_of("2014/..")
    assert extent.is_interval
    assert extent.open_end
    assert not extent.open_start
    assert extent.starts == span("2014-01-01", "2015-01-01")


def test_an_empty_interval_cannot_be_made():
    with pytest.raises(ValueError, match="empty"):
        Days(date(2024, 1, 1), date(2024, 1, 1))


days = st.builds(
    lambda a, n: Days(a, date.fromordinal(a.toordinal() + n)),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.integers(1, 4000),
) | st.just(ALWAYS)


@given(days, days)
def test_overlap_and_hull_are_symmetric_and_bound_each_other(a, b):
    assert a.overlap(b) == b.overlap(a)
    assert a.hull(b) == b.hull(a)
    common = a.overlap(b)
    if common:
        assert common.overlap(a) == common
        assert common.hull(a) == a


@given(st.dates())
def test_every_day_reads_back(value):
    assert days_of(value.isoformat()) == (day(value) if value != date.max else Days(value, None))
