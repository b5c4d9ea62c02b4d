"""A ledger that reports are entered in and compared."""

from datetime import UTC, datetime

import pytest

from tenure.copies import compare_report
from tenure.ledger.append import Run, append_report, begin_run
from tenure.ledger.store import open_ledger
from tenure.model.ids import report_id
from tenure.model.report import Report

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)


class Entered:
    """A ledger, and reports on their way into it."""

    def __init__(self, path):
        self.ledger = open_ledger(path, create=True)
        self.run = begin_run(self.ledger, Run("ingest", "none", "none", "0"), NOW)

    def report(self, text, publisher, day, *, compared=True, **more):
        published = datetime(2024, 5, day, tzinfo=UTC) if day else None
        one = Report(id=report_id(text), text=text, publisher=publisher, published_at=published, **more)
        with self.ledger.batch():
            append_report(self.ledger, one, None, (), self.run)
            if compared:
                compare_report(self.ledger, one, self.run)
        return one.id


@pytest.fixture
def entered(tmp_path):
    made = []

    def make(name="ledger"):
        made.append(Entered(tmp_path / f"{name}.sqlite"))
        return made[-1]

    yield make
    for one in made:
        one.ledger.close()
