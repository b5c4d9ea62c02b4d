import pytest

from tenure.reading.numbers import parse_amount


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("about 60 soldiers", 60, 60),
        ("1,300 men", 1300, 1300),
        ("at least 200 troops", 200, None),
        ("up to 5,000", None, 5000),
        ("more than a hundred", 100, None),
        ("hundreds of men", 200, 999),
        ("several hundred guards", 200, 999),
        ("a few dozen officers", 24, 60),
        ("between 600 and 700", 600, 700),
        ("eight or nine vehicles", 8, 9),
        ("from 350 to 200", 200, 200),
        ("twelve hundred", 1200, 1200),
        ("several posts", 3, 9),
        ("a handful", 3, 9),
    ],
)
def test_words_of_quantity_become_ranges(words, low, high):
    found = parse_amount(words)
    assert (found.low, found.high, found.share) == (low, high, False)


@pytest.mark.parametrize(
    ("words", "share"), [("about 50 percent", 50), ("half of them", 50), ("a third of the force", 33)]
)
def test_shares_are_percents(words, share):
    found = parse_amount(words)
    assert (found.low, found.share) == (share, True)


@pytest.mark.parametrize("words", ["soldiers", "", "reinforcements"])
def test_no_number_is_no_amount(words):
    assert parse_amount(words) is None
