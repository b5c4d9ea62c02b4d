import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tenure.gazetteer.open import open_gazetteer
from tenure.model.ids import ReportId, id_of
from tenure.model.report import Report
from tenure.reading.net import load_net
from tenure.reading.reader import EnglishReader
from tenure.settings import Settings, default_data_dir


@pytest.fixture(scope="session")
def settings():
    return Settings(data_dir=Path(os.environ.get("TENURE_DATA_DIR") or default_data_dir(os.environ)))


@pytest.fixture(scope="session")
def gazetteer(settings):
    return open_gazetteer(settings.data_dir)


@pytest.fixture(scope="session")
def reader():
    return EnglishReader(load_net())


@pytest.fixture(scope="session")
def read(reader, gazetteer, settings):
    def run(text, published="2026-03-15", title=None):
        day = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
        report = Report(id=ReportId(id_of("r1", "x")), text=text, title=title, published_at=day, language="en")
        claims, problems = reader(report, gazetteer, settings)
        for claim in claims:
            for _, quote in claim.quotes():
                assert text[quote.start : quote.end] == quote.exact
        assert not problems
        return claims

    return run
