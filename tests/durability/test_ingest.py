"""Killed and resumed, repeated, in another order, by two at once, read meanwhile: the record is the same."""

import signal
from contextlib import closing

import pytest

from tenure.ledger.record import claims_of, iter_publications, standing_readings
from tenure.ledger.store import open_ledger

from .conftest import output_of, write_reports


@pytest.mark.parametrize("after", [0, 9, 20], ids=lambda n: f"after {n} reports")
def test_a_killed_ingest_goes_on_where_it_was(make, reports, undisturbed, after):
    folder = make()
    process = folder.start("ingest", reports)
    folder.wait_for(after, process)
    seen = folder.count()
    process.kill()
    code, said = output_of(process)
    assert code == -signal.SIGKILL, said
    assert after <= seen <= folder.count() < 24
    assert folder.faults() == []
    folder.run("ingest", reports)
    folder.run("check")
    assert folder.status() == undisturbed.status()


def test_twice_changes_nothing(undisturbed, reports):
    before = undisturbed.status()
    assert "0 new reports, 0 new claims" in undisturbed.run("ingest", reports).stderr
    assert undisturbed.status() == before


def test_the_order_does_not_matter(make, reports, undisturbed):
    folder = make()
    folder.run("ingest", *sorted(reports.iterdir(), reverse=True))
    assert folder.status() == undisturbed.status()
    assert folder.faults() == []


def test_two_ingests_at_once_both_get_everything_in(make, reports, tmp_path):
    folder = make()
    others = write_reports(tmp_path / "others", 24, "night")
    both = [folder.start("ingest", one) for one in (reports, others)]
    assert [output_of(one)[0] for one in both] == [0, 0]
    assert folder.faults() == []
    alone = make("alone")
    alone.run("ingest", others, reports)
    assert folder.status() == alone.status()


def test_a_writer_that_waits_too_long_is_told(make, reports):
    folder = make()
    with closing(open_ledger(folder.ledger)) as ledger, ledger.batch():
        code, said = output_of(folder.start("ingest", reports / "000.txt"))
    assert code == 1
    assert "another process is writing to it. Wait for it to finish" in said
    folder.run("ingest", reports / "000.txt")
    assert folder.faults() == []


def whole_reports(ledger):
    with ledger.snapshot():
        found = {one.report.id: one for one in iter_publications(ledger)}
        readings = standing_readings(ledger, found)
        return {key: claims_of(ledger, readings[key], one.report.text) for key, one in found.items()}


def test_a_reader_meanwhile_never_sees_half_a_report(make, reports, undisturbed):
    with closing(open_ledger(undisturbed.ledger, readonly=True)) as ledger:
        expected = whole_reports(ledger)
    folder = make()
    process, sizes = folder.start("ingest", reports), set()
    with closing(open_ledger(folder.ledger, readonly=True)) as ledger:
        while process.poll() is None:
            found = whole_reports(ledger)
            assert found.items() <= expected.items()
            sizes.add(len(found))
    assert output_of(process)[0] == 0
    assert len(sizes) > 3
