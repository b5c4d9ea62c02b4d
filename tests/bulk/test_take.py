"""`tenure ingest` over archives: what is kept, once, on any number of cores, whatever interrupts it."""

import gzip
import os
import random
import signal
import time
from pathlib import Path

import pytest
from tests.sources.archive_maker import NEWS, PACKERS, archive, mixed, page, record

from tenure.ledger.record import blob_of
from tenure.ledger.store import open_ledger


def written(path, data):
    path.write_bytes(data)
    return path


@pytest.fixture
def some(tmp_path):
    return written(tmp_path / "some.warc.gz", archive(mixed(30)))


@pytest.mark.parametrize("pack", PACKERS.values(), ids=list(PACKERS))
def test_pages_on_the_subject_are_kept_and_the_others_are_not(make, tmp_path, pack):
    folder = make()
    done = folder.run("ingest", written(tmp_path / "some", archive(mixed(30), pack)))
    assert "Done: 30 archive records, 6 pages read, 6 new reports" in done.stderr
    assert folder.rows("SELECT url, published_at, origin FROM sightings ORDER BY seq")[1] == (
        "https://news.example/5", "2024-05-07T10:00:00.000000Z", f"{tmp_path / 'some'}:6",
    )  # fmt: skip
    assert folder.rows("SELECT count(*) FROM claims")[0][0] >= 6
    assert folder.run("check").exit_code == 0


def test_without_the_gate_every_page_is_read(make, some):
    folder = make()
    assert "30 archive records, 30 pages read, 30 new reports" in folder.run("ingest", "--no-gate", some).stderr


def test_the_record_is_kept_as_received_and_written_out_again(make, tmp_path):
    records = mixed(6)
    folder = make()
    folder.run("ingest", written(tmp_path / "some.warc.gz", archive(records)))
    for report, raw, origin in folder.rows(
        "SELECT r.id, s.raw, s.origin FROM sightings s JOIN reports r ON r.seq = s.report"
    ):
        number = int(origin.rpartition(":")[2])
        ledger = open_ledger(folder.path / "ledger.sqlite", readonly=True)
        assert blob_of(ledger, raw) == records[number - 1]
        ledger.close()
        folder.run("evidence", report, "-o", tmp_path / "out.warc.gz")
        out = gzip.decompress((tmp_path / "out.warc.gz").read_bytes())
        assert out.startswith(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n")
        assert out.endswith(records[number - 1])
    again = make("again")
    assert "2 archive records, 1 pages read, 1 new report" in again.run("ingest", tmp_path / "out.warc.gz").stderr


def test_evidence_of_a_file_is_a_resource(make, tmp_path):
    folder = make()
    folder.run(
        "ingest", "--url", "https://paper.example/a b\r\nX: y", written(tmp_path / "a.html", page(NEWS.format(n=3)))
    )
    report = folder.rows("SELECT id FROM reports")[0][0]
    out = gzip.decompress(folder.run("evidence", report).stdout_bytes)
    assert b"WARC-Type: resource\r\n" in out
    assert b"\r\nX: y" not in out
    assert page(NEWS.format(n=3)) in out
    assert "1 pages read" in make("again").run("ingest", written(tmp_path / "o.warc.gz", gzip.compress(out))).stderr
    folder.run("evidence", "r1:none", code=2)


def test_damage_is_counted_once_an_archive_and_ends_in_the_code_for_failed_inputs(make, tmp_path):
    packed = [gzip.compress(one) for one in mixed(12)]
    packed[3] = packed[3][:-40] + b"x" * 40
    packed[7] = packed[7][: len(packed[7]) // 2]
    folder = make()
    folder.run("ingest", written(tmp_path / "bad.warc.gz", b"".join(packed)), code=3)
    assert folder.rows("SELECT code, message FROM problems") == [("malformed", "2 records of the archive are damaged")]


def test_pages_without_a_report_are_counted_once_an_archive(make, tmp_path):
    data = archive([record(page("Troops, soldiers, army"), 1), *mixed(6), record(b"gone", 9, status=404)])
    folder = make()
    folder.run("ingest", "--no-gate", written(tmp_path / "some.warc.gz", data))
    assert ("no-article", "1 pages of the archive hold no report") in folder.rows("SELECT code, message FROM problems")


def test_a_bomb_is_a_problem_that_names_the_setting(make, tmp_path):
    folder = make()
    bomb = archive([*mixed(6), record(b"\0" * 300_000_000)])
    done = folder.run("ingest", written(tmp_path / "bomb.warc.gz", bomb), code=3)
    assert "max_expansion" in done.stderr
    assert folder.rows("SELECT count(*) FROM reports") == [(2,)]


def test_an_archive_that_is_done_is_not_read_again(make, some, tmp_path):
    folder = make()
    folder.run("ingest", some)
    before = folder.facts()
    moved = some.rename(tmp_path / "another-name.warc.gz")
    assert "0 new reports, 0 new claims, 6 already on record" in folder.run("ingest", moved).stderr
    assert folder.facts() == before


def test_hints_and_the_gate_make_it_another_reading(make, some):
    folder = make()
    folder.run("ingest", some)
    assert "24 new reports" in folder.run("ingest", "--no-gate", some).stderr


def test_a_page_cannot_be_younger_than_its_record(make, tmp_path):
    young = page(NEWS.format(n=1)).replace(b"2024-05-07", b"2024-08-07")
    folder = make()
    folder.run("ingest", written(tmp_path / "some.warc.gz", archive([record(young)])))
    assert folder.rows("SELECT published_at FROM sightings") == [(None,)]


def test_two_processes_write_what_one_does(make, some):
    one, two = make("one"), make("two")
    one.run("ingest", some)
    two.run("ingest", "--jobs", "2", some)
    assert one.facts() == two.facts()
    assert len(one.facts()["claims"]) >= 6


@pytest.mark.parametrize("jobs", [1, 2])
def test_killed_again_and_again_it_ends_as_if_undisturbed(make, tmp_path, jobs):
    path = written(tmp_path / "long.warc.gz", archive(mixed(2600, 65)))
    calm, killed = make("calm"), make("killed")
    calm.run("ingest", path)
    expected = calm.facts()
    assert len(expected["reports"]) == 40
    chance, kills, seen = random.Random(jobs), 0, 0
    while True:
        process = killed.start("ingest", "--jobs", jobs, path)
        wanted = seen + chance.randrange(5, 15)
        end = time.monotonic() + 60
        while process.poll() is None and seen < wanted:
            seen = killed.rows("SELECT count(*) FROM reports")[0][0]
            assert time.monotonic() < end
            time.sleep(0.005)
        time.sleep(chance.random() * 0.05)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=30)
        if process.returncode == 0:
            break
        kills += 1
        seen = killed.rows("SELECT count(*) FROM reports")[0][0]
        if seen >= 38:
            killed.run("ingest", path)
            break
    assert kills >= 2
    assert killed.facts() == expected
    assert killed.run("check").exit_code == 0


def test_workers_do_not_outlive_a_killed_writer(make, tmp_path):
    path = written(tmp_path / "long.warc.gz", archive(mixed(400, 2)))
    process = make().start("ingest", "--jobs", "2", path)
    children = set()
    end = time.monotonic() + 60
    while len(children) < 2 and time.monotonic() < end:
        children = set(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split())
        time.sleep(0.01)
    time.sleep(1)
    process.kill()
    process.communicate(timeout=30)
    end = time.monotonic() + 30
    while any(os.path.exists(f"/proc/{child}/exe") for child in children) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(os.path.exists(f"/proc/{child}/exe") for child in children)


def test_read_and_import_say_where_archives_are_taken(make, some):
    folder = make()
    for verb in ("read", "import"):
        assert "tenure ingest" in folder.run(verb, some, code=3).stderr
