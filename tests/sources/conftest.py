from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tenure.settings import Settings
from tenure.sources.draft import Hints
from tenure.sources.inputs import Input
from tenure.sources.read import read_input

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def settings():
    return Settings(data_dir=Path("unused"), max_megabytes=20)


@pytest.fixture(scope="session")
def now():
    return NOW


@pytest.fixture(scope="session")
def read(settings):
    """Reports and problems of an input given as text or bytes."""

    def reading(data, hints=Hints(), now=NOW, **limits):  # noqa: B008
        raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
        reports, problems = read_input(Input("given", raw), hints, replace(settings, **limits), now=now)
        return [report for report, _ in reports], problems

    return reading


@pytest.fixture(scope="session")
def read_one(read):
    """The one report of an input."""

    def reading(data, **more):
        reports, _ = read(data, **more)
        assert len(reports) == 1
        return reports[0]

    return reading
