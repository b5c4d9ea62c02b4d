"""Reports compared as they come in, and the stories they make."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import apsw
import pytest

from tenure.copies import (
    catch_up,
    compare_missing,
    compare_report,
    copies_of,
    kin_of,
    lookup,
    lookup_in,
    stories,
)
from tenure.folding.copies import original_of
from tenure.ledger.check import iter_faults
from tenure.ledger.copies import sketched_alike
from tenure.ledger.record import iter_publications, publication_of
from tenure.sources.wording import sketch_of, wording_of

WORDS = ("alder", "birch", "cedar", "elder", "fir", "gorse", "hazel", "ivy", "larch", "maple", "oak", "pine", "rowan")


def sentences(seed, count):
    """So many sentences that stand in no text of another seed."""
    pairs = [(WORDS[at % 13], WORDS[(at * 7 + 3) % 13]) for at in range(count)]
    return [
        f"The {seed} {one} stood {seed} by the {other}, where {seed} men of house {at} saw it."
        for at, (one, other) in enumerate(pairs)
    ]


NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
WIRE = sentences("grey", 12)
WHOLE, CUT, HALF = " ".join(WIRE), " ".join(WIRE[:7]), " ".join([*sentences("own", 1), *WIRE[4:11]])
OWN = " ".join(sentences("blue", 10))


def told(ledger):
    return [{copy.report.publisher for copy in story.copies} for story in stories(ledger)]


def test_copies_make_a_story_that_the_first_leads(entered):
    record = entered()
    record.report(CUT, "Post", 3)
    record.report(WHOLE, "Wire", 2)
    record.report(OWN, "Herald", 2)
    record.report(HALF, "Gazette", 4)
    record.report(WHOLE, "Mirror", 5)
    (story,) = stories(record.ledger)
    assert [(one.report.publisher, one.same_text) for one in story.copies] == [
        ("Wire", False), ("Post", False), ("Gazette", False), ("Mirror", True),
    ]  # fmt: skip
    assert story.copies[0].repeats is None
    assert story.copies[1].repeats.likeness.share == 1
    assert story.copies[1].repeats.other == story.original.id
    for one in story.copies:
        assert copies_of(record.ledger, one.report.id) == story.copies
    assert list(iter_faults(record.ledger)) == []


def test_what_a_comparison_may_change_is_all_that_hangs_on_it(entered):
    record = entered()
    cut, own = record.report(CUT, "Post", 3), record.report(OWN, "Herald", 2)
    assert kin_of(record.ledger, cut) == (cut,)
    whole = record.report(WHOLE, "Wire", 2)
    half = record.report(HALF, "Gazette", 4)
    for one in (cut, whole, half):
        assert set(kin_of(record.ledger, one)) == {cut, whole, half}
    assert kin_of(record.ledger, own) == (own,)


def test_a_report_of_its_own_is_its_own_story(entered):
    record = entered()
    own = record.report(OWN, "Herald", 2)
    assert [one.report.publisher for one in copies_of(record.ledger, own)] == ["Herald"]
    assert stories(record.ledger) == ()
    assert copies_of(record.ledger, "r1:none") == ()


def test_the_order_of_entry_makes_no_difference(entered):
    """Law 1."""
    reports = [(WHOLE, "Wire", 2), (CUT, "Post", 3), (HALF, "Gazette", 3), (OWN, "Herald", 1)]
    seen = set()
    for number, order in enumerate(permutations(reports)):
        record = entered(f"order-{number}")
        for one in order:
            record.report(*one)
        publications = {one.report.id: one for one in iter_publications(record.ledger)}
        look, single = lookup_in(record.ledger, publications), lookup(record.ledger)
        roots = {key: original_of(key, look) for key in publications}
        assert roots == {key: original_of(key, single) for key in publications}
        seen.add(tuple(sorted(roots.items())))
    assert len(seen) == 1


def test_reports_without_a_date_count_from_their_entry(entered):
    record = entered()
    record.report(CUT, "Post", None)
    record.report(WHOLE, "Wire", None)
    assert stories(record.ledger)[0].original.publisher == "Wire"


def test_a_report_is_compared_once(entered):
    record = entered()
    record.report(WHOLE, "Wire", 2)
    copy = record.report(CUT, "Post", 3)
    before = list(record.ledger.rows("batches"))
    with record.ledger.batch():
        assert not compare_report(record.ledger, publication_of(record.ledger, copy).report, record.run)
    assert list(record.ledger.rows("batches")) == before


def test_reports_from_before_are_compared_later_the_oldest_last(entered):
    record = entered()
    for text, publisher, day in ((WHOLE, "Wire", 2), (OWN, "Herald", 2), (CUT, "Post", 3)):
        record.report(text, publisher, day, compared=False)
    assert told(record.ledger) == []
    with record.ledger.batch():
        newest = list(iter_publications(record.ledger))
    assert catch_up(record.ledger, record.run) == len(newest)
    assert told(record.ledger) == [{"Wire", "Post"}]
    assert catch_up(record.ledger, record.run) == compare_missing(record.ledger, record.run) == 0
    assert [row[2] for row in record.ledger.rows("batches") if row[1] == "copies"][-1] == publication_named(
        record, "Wire"
    )


def test_what_was_compared_later_was_not_known_before(entered):
    record = entered()
    record.report(WHOLE, "Wire", 2, compared=False)
    copy = record.report(CUT, "Post", 3, compared=False)
    compare_missing(record.ledger, replace(record.run, recorded_at=NOW + timedelta(days=2)))
    publications = {one.report.id: one for one in iter_publications(record.ledger)}
    for days, is_copy in ((1, False), (3, True)):
        look = lookup_in(record.ledger, publications, NOW + timedelta(days=days))
        assert (original_of(copy, look) != copy) is is_copy


def publication_named(record, publisher):
    return next(one.report.id for one in iter_publications(record.ledger) if one.report.publisher == publisher)


def test_a_new_report_is_compared_only_with_those_that_may_have_its_wording(entered):
    """What a report costs does not grow with the record."""
    record = entered()
    for number in range(60):
        record.report(" ".join(f"w{number}x{at}" for at in range(200)), f"Outlet {number}", 2)
    wire = record.report(WHOLE, "Wire", 2)
    sketch = sketch_of(wording_of(CUT))
    assert sketched_alike(record.ledger, sketch, agreeing=2, most=24) == [wire]


@pytest.mark.parametrize("table", ["comparisons", "repeats"])
def test_what_was_found_is_never_changed_and_a_change_is_noticed(entered, table):
    record = entered()
    record.report(WHOLE, "Wire", 2)
    record.report(CUT, "Post", 3)
    column = "words" if table == "comparisons" else "shared"
    for verb in (f"UPDATE {table} SET {column} = 1", f"DELETE FROM {table}"):
        with pytest.raises(apsw.ConstraintError, match="append-only"):
            record.ledger.connection.execute(verb)
    record.ledger.connection.execute(f"DROP TRIGGER {table}_keep")
    record.ledger.connection.execute(f"UPDATE {table} SET {column} = 1")
    assert [fault for fault in iter_faults(record.ledger) if "found to repeat" in fault]
