"""What a claim's offsets and scores look like in the ledger, and what older ledgers hold."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenure.ledger.packing import pack_scores, pack_spans, unpack_scores, unpack_spans
from tenure.model.claim import Quote

from .conftest import make_claim, make_report

CLAIM = make_claim(make_report()[0])
OFFSETS = st.tuples(st.integers(0, 5000), st.integers(1, 300))


def quote(pair):
    return Quote(pair[0], pair[0] + pair[1], "x" * pair[1])


@given(OFFSETS, OFFSETS, st.none() | OFFSETS, st.none() | OFFSETS)
def test_offsets_come_back(sentence, trigger, basis, place):
    claim = replace(
        CLAIM, sentence=quote(sentence), trigger=quote(trigger), basis=quote(basis) if basis else None,
        place=replace(CLAIM.place, quote=quote(place) if place else None),
    )  # fmt: skip
    assert unpack_spans(pack_spans(claim)) == {name: (one.start, one.end) for name, one in claim.quotes()}


def test_offsets_take_few_bytes():
    assert len(pack_spans(CLAIM)) < 30


@given(st.lists(st.tuples(st.sampled_from(["trigger", "place", "a new one"]), st.integers(0, 10_000)), max_size=5))
def test_scores_come_back(scores):
    given_scores = tuple((name, fine / 10_000) for name, fine in scores)
    assert unpack_scores(pack_scores(given_scores)) == given_scores


def test_a_score_that_is_no_share_comes_back():
    assert unpack_scores(pack_scores([("trigger", 1.5)])) == (("trigger", 1.5),)


def test_what_older_ledgers_hold_is_read():
    assert unpack_spans("[3,9,4,6,-1,-1,-1,-1,7,9]") == {"sentence": (3, 9), "trigger": (4, 6), "place": (7, 9)}
    assert unpack_scores('[["trigger",0.97]]') == (("trigger", 0.97),)


@pytest.mark.parametrize("packed", [b"\x80", b"\x01\x02\x80\x80"])
def test_offsets_cut_short_are_refused(packed):
    with pytest.raises(ValueError, match="cut short"):
        unpack_spans(packed)


def test_scores_cut_short_are_refused():
    with pytest.raises(ValueError, match="no scores"):
        unpack_scores(b"\x00\x01")
