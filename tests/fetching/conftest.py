from datetime import UTC, datetime

import pytest

from tenure.fetching.fetch import Limits


@pytest.fixture
def limits():
    return Limits(megabytes=1, seconds=5.0, loopback=True)


@pytest.fixture
def now():
    return datetime(2026, 11, 25, 12, tzinfo=UTC)
