"""Bytes on the shelf that nobody of ours has put there."""

import tracemalloc
import zlib

import pytest

from tenure.answers.kept import UNREADABLE, unpacked
from tenure.model.ids import HolderId, PlaceId
from tenure.model.tenure import Aspect, LineId

LINE = LineId(PlaceId("p"), HolderId("h"), Aspect.PRESENCE)


@pytest.mark.parametrize(
    "body",
    [b"", b"\0\xff", zlib.compress(b"[]")[:-3], zlib.compress(b"[" + b" " * 200_000_000 + b"]", 9)],
    ids=["nothing", "noise", "cut off", "bomb"],
)
def test_a_body_that_was_never_packed_is_refused_in_little_memory(body):
    tracemalloc.start()
    with pytest.raises(UNREADABLE):
        unpacked(LINE, body, None)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 100_000_000


def test_a_body_that_was_packed_is_read():
    assert unpacked(LINE, zlib.compress(b"[]", 1), None).stretches == ()
