import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import UTC, datetime

import apsw
import pytest

from tenure.ledger.append import QuoteMismatch, append_problems, append_report, append_review, begin_run
from tenure.ledger.check import iter_faults
from tenure.ledger.record import (
    blob_of,
    claims_of,
    counts_of,
    iter_problems,
    iter_publications,
    iter_reviews,
    publication_of,
    standing_readings,
)
from tenure.ledger.store import open_ledger
from tenure.model.claim import Quote
from tenure.model.errors import LedgerError
from tenure.model.ids import ReviewId, blob_id
from tenure.model.problem import Problem, ProblemCode
from tenure.model.review import Review, ReviewKind

from .conftest import NOON, RUN, make_claim, make_report


def stored_claims(ledger):
    found = {p.report.id: p for p in iter_publications(ledger)}
    readings = standing_readings(ledger, found)
    return {rid: claims_of(ledger, reading, found[rid].report.text) for rid, reading in readings.items()}


def test_a_report_comes_back_as_it_went_in(ledger, filled):
    publication = publication_of(ledger, filled.id)
    assert publication is not None
    assert publication.report == filled
    assert stored_claims(ledger) == {filled.id: (make_claim(filled),)}
    assert blob_of(ledger, filled.raw) == filled.text.encode()
    assert list(iter_faults(ledger)) == []


def test_the_same_report_twice_changes_nothing(ledger, filled, run):
    before = counts_of(ledger)
    report, data = make_report()
    with ledger.batch():
        added = append_report(ledger, report, data, [make_claim(report)], run)
    assert (added.report, added.sighting, added.reading, added.claims) == (False, False, False, 0)
    assert counts_of(ledger) == before


def test_the_earliest_sighting_speaks_for_the_report_in_any_order(tmp_path):
    early = make_report(publisher="B", published_at=datetime(2026, 3, 1, tzinfo=UTC))
    late = make_report(publisher="A", published_at=datetime(2026, 3, 9, tzinfo=UTC))
    undated = make_report(publisher="0", published_at=None)
    for name, order in (("x", (early, late, undated)), ("y", (undated, late, early))):
        ledger = open_ledger(tmp_path / name, create=True)
        run = begin_run(ledger, RUN, NOON)
        for report, data in order:
            with ledger.batch():
                append_report(ledger, report, data, [make_claim(report)], run)
        (publication,) = iter_publications(ledger)
        assert publication.report.publisher == "B"
        assert [s.report.publisher for s in publication.sightings] == ["B", "A", "0"]
        ledger.close()


def test_text_with_unpaired_surrogates_keeps_its_offsets(ledger, run):
    report, data = make_report(
        "\ud800 About 60 guards left Lome airport on Monday, the port captain said.", title="\udfff"
    )
    with ledger.batch():
        append_report(ledger, report, data, [make_claim(report)], run)
    assert stored_claims(ledger)[report.id][0].trigger.exact == "left"
    assert list(iter_faults(ledger)) == []


def test_a_quote_that_cannot_be_reread_keeps_the_whole_report_out(ledger, run):
    report, data = make_report()
    wrong = replace(make_claim(report), trigger=Quote(0, 4, "left"))
    with pytest.raises(QuoteMismatch, match="trigger"), ledger.batch():
        append_report(ledger, report, data, [wrong], run)
    assert counts_of(ledger).reports == 0


@pytest.mark.parametrize(
    "table",
    ["reports", "sightings", "readings", "claims", "reviews", "problems", "batches", "blobs", "parties", "loci"],
)
@pytest.mark.parametrize("verb", ["UPDATE {} SET rowid = rowid", "DELETE FROM {}"])
def test_facts_are_never_changed(ledger, filled, run, table, verb):
    with ledger.batch():
        append_review(ledger, Review(ReviewId("v1:1"), ReviewKind.ACCEPT, "c1:x", None, "A", "", NOON))
        append_problems(ledger, [Problem(ProblemCode.EMPTY, "a.txt", "it is empty", "nothing to do")], run)
    statement = verb.format(table).replace("rowid = rowid", "size = size" if table == "blobs" else "rowid = rowid")
    with pytest.raises(apsw.ConstraintError, match="append-only"):
        ledger.connection.execute(statement)


def test_reviews_and_problems_come_back(ledger, run):
    review = Review(ReviewId("v1:1"), ReviewKind.CORRECT, "c1:x", {"place": "site:a"}, "A", "wrong town", NOON)
    problem = Problem(ProblemCode.EMPTY, "a.txt", "it is empty", "nothing to do")
    with ledger.batch():
        assert append_review(ledger, review)
        assert not append_review(ledger, review)
        assert append_problems(ledger, [problem, problem], run) == 1
    assert list(iter_reviews(ledger)) == [review]
    assert list(iter_problems(ledger)) == [problem]


def test_a_broken_chain_is_found(ledger, filled):
    ledger.connection.execute("DROP TRIGGER batches_keep")
    ledger.connection.execute("UPDATE batches SET digest = 'x'")
    assert any("does not follow" in fault for fault in iter_faults(ledger))


def test_a_changed_blob_is_found(ledger, filled):
    ledger.connection.execute("DROP TRIGGER blobs_keep")
    ledger.connection.execute("UPDATE blobs SET packed = x'00'")
    assert any("cannot be unpacked" in fault for fault in iter_faults(ledger))


def test_two_writers_the_second_is_told(ledger, tmp_path):
    other = open_ledger(ledger.path)
    other.connection.set_busy_timeout(10)
    with ledger.batch(), pytest.raises(LedgerError, match="another process is writing"), other.batch():
        pass
    other.close()


def test_a_reader_is_not_blocked_and_sees_the_last_batch(ledger, filled):
    other = open_ledger(ledger.path, readonly=True)
    report, data = make_report("Another text.")
    run = begin_run(ledger, RUN, NOON)
    with ledger.batch():
        append_report(ledger, report, data, None, run)
        assert counts_of(other).reports == 1
    assert counts_of(other).reports == 2
    other.close()


def test_no_ledger_no_file_is_made(tmp_path):
    with pytest.raises(LedgerError, match="tenure init"):
        open_ledger(tmp_path / "none.sqlite")
    assert not (tmp_path / "none.sqlite").exists()


def test_something_else_than_a_ledger(tmp_path):
    (tmp_path / "x").write_bytes(b"hello " * 1000)
    with pytest.raises(LedgerError, match="not a Tenure ledger"):
        open_ledger(tmp_path / "x")


def test_a_newer_ledger_is_refused(ledger, tmp_path):
    ledger.connection.execute("PRAGMA user_version=99")
    with pytest.raises(LedgerError, match="newer Tenure"):
        open_ledger(ledger.path)


_KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from conftest import NOON, RUN, make_claim, make_report
from tenure.ledger.append import append_report, begin_run
from tenure.ledger.store import open_ledger
ledger = open_ledger(Path(sys.argv[1]))
run = begin_run(ledger, RUN, NOON)
for number in range(50):
    report, data = make_report(f"{number} About 60 guards left Lome airport on Monday, the port captain said.")
    with ledger.batch():
        append_report(ledger, report, data, [make_claim(report)], run)
        if number == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
    print(number, flush=True)
"""


@pytest.mark.parametrize("at", [0, 7, 31])
def test_a_kill_inside_a_batch_loses_nothing_finished_and_leaves_no_half(ledger, at):
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(_KILLED), str(ledger.path), os.path.dirname(__file__), str(at)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    counts = counts_of(ledger)
    assert (counts.reports, counts.sightings, counts.readings, counts.claims) == (at, at, at, at)
    assert list(iter_faults(ledger)) == []


def test_blob_ids_are_content_addresses():
    assert blob_id(b"a") == "sha256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
