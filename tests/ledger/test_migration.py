"""A ledger from before the second migration: it opens, is whole, and reads as it did."""

import zlib
from contextlib import closing
from datetime import UTC, datetime

import apsw

from tenure.ledger import rows
from tenure.ledger.append import Run, append_report, begin_run, chained, report_facts
from tenure.ledger.check import iter_faults
from tenure.ledger.record import iter_publications
from tenure.ledger.sql import migrations
from tenure.ledger.store import open_ledger
from tenure.model.ids import blob_id, digest_of, report_id
from tenure.model.report import Report

NOON = datetime(2026, 3, 15, 12, tzinfo=UTC)
RUN = Run("ingest", "reader/1", "gazetteer/1", "0")
OLD = (
    "id", "report", "title", "publisher", "url", "authors", "published_at", "published_precision", "published_from",
    "published_day", "raw", "origin", "external_id", "run", "recorded_at",
)  # fmt: skip


def old_ledger(path, report, data, recorded_at):
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute(migrations()[0].sql)
        connection.execute("PRAGMA user_version=1")
        connection.execute("INSERT INTO runs VALUES (1, 'ingest', 'reader/1', 'gazetteer/1', '0', ?)", (recorded_at,))
        connection.execute("INSERT INTO blobs VALUES (?, ?, ?)", (report.raw, len(data), zlib.compress(data)))
        connection.execute("INSERT INTO reports VALUES (1, ?, ?, 'en')", (report.id, rows.pack_text(report.text)))
        facts = {**rows.sighting_row(report), "id": rows.sighting_id(report), "report": 1, "run": 1}
        facts |= {"recorded_at": recorded_at}
        places = ", ".join(f":{name}" for name in OLD)
        connection.execute(
            f"INSERT INTO sightings ({', '.join(OLD)}) VALUES ({places})", {name: facts[name] for name in OLD}
        )
        digest = digest_of(report_facts(report.id, facts["id"], []))
        connection.execute(
            "INSERT INTO batches VALUES (1, 'report', ?, ?, ?, ?)",
            (report.id, digest, chained("0" * 64, "report", digest), recorded_at),
        )


def test_an_old_ledger_goes_on(tmp_path):
    path, data = tmp_path / "ledger.sqlite", b"About 60 guards left Lome airport on Monday."
    report = Report(
        report_id(data.decode()), data.decode(), publisher="Wire", url="https://wire.example/lome", published_at=NOON,
        published_day=NOON.date(), language="en", raw=blob_id(data),
    )  # fmt: skip
    old_ledger(path, report, data, rows.instant_text(NOON))
    with closing(open_ledger(path)) as ledger:
        assert list(iter_faults(ledger)) == []
        (publication,) = iter_publications(ledger)
        assert publication.report == report
        assert publication.standing.ending is None
        run = begin_run(ledger, RUN, NOON)
        with ledger.batch():
            assert not append_report(ledger, report, data, None, run).sighting, "it is known under the id that it had"
