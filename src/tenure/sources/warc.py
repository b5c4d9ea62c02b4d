"""WARC records read one at a time: gzip, Zstandard or plain, with damage skipped and expansion bounded."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import BinaryIO, Final, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from tenure.model.problem import ProblemCode
from tenure.settings import Settings
from tenure.sources.archives import Stretch

_CHUNK: Final = 32_768
_SLACK: Final = 4 * _CHUNK
"""So many bytes of the file may be read beyond what a record declares: read-ahead, headers, bytes between records."""
_FREE: Final = 50_000_000
"""An archive may unpack to so many bytes before their proportion to the file is looked at."""
_PIECE: Final = 4_000_000
_MOST_SEARCHES: Final = 200
_MARKS: Final = (b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"WARC/1.")
_PAGES: Final = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion


@dataclass(frozen=True, slots=True)
class Record:
    """One record that may hold a page: its header and its block, as received."""

    head: bytes
    block: bytes
    kind: str
    """`response`, `resource` or `conversion`."""
    url: str
    media_type: str
    taken_at: datetime | None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a record, or the rest of an archive, was not read."""

    code: ProblemCode
    message: str
    ends: bool = False
    """Whether nothing after it is read."""


@dataclass(frozen=True, slots=True)
class Step:
    """One record passed: its number from 1, how many bytes of the stretch are done, and what came of it."""

    number: int
    done: int
    record: Record | None = None
    fault: Fault | None = None


class _Expanded(Exception):
    """More was read than any record declared."""


class _Metered:
    """A stretch of a file as the parser reads it; refuses to feed on what no record accounts for."""

    def __init__(self, file: BinaryIO, stretch: Stretch, begin: int) -> None:
        self._file, self._end = file, stretch.start + stretch.length
        self.at = stretch.start + begin
        self._begin = self.at
        self.allowed = self.at + _SLACK
        file.seek(self.at)

    def read(self, size: int = -1) -> bytes:
        if self.at > self.allowed:
            raise _Expanded
        wanted = min(size if size >= 0 else _CHUNK, _CHUNK, self._end - self.at)
        data = self._file.read(max(0, wanted))
        self.at += len(data)
        return data

    def tell(self) -> int:
        """Where the parser is, counted from where it began."""
        return self.at - self._begin


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one pass of the parser met: where it began, and a record, a fault, or neither."""

    at: int
    done: int
    record: Record | None = None
    fault: Fault | None = None
    broken: bool = False
    """Whether the parser could not go on."""


def iter_steps(stretch: Stretch, settings: Settings) -> Iterator[Step]:
    """Every record of a stretch in order, damaged ones included; one at a time in memory.

    Behind damage the next beginning of a record is looked for. One damaged place counts as one record.

    Raises:
        OSError: the file cannot be opened.
    """
    with stretch.path.open("rb") as file:
        begin: int | None = 0
        number = searches = 0
        while begin is not None and searches <= _MOST_SEARCHES:
            last, before = begin, number
            broken: _Seen | None = None
            for seen in _pass(file, stretch, begin, settings):
                if seen.broken:
                    broken = seen
                    break
                last, number = seen.at, number + 1
                yield Step(number, seen.done, seen.record, seen.fault)
                if seen.fault and seen.fault.ends:
                    return
            if broken is None:
                return
            if number > before or begin == 0:
                number, searches = number + 1, 0
                yield Step(number, broken.done, fault=broken.fault)
            searches += 1
            begin = _next_mark(file, stretch, last + 1)
        if searches > _MOST_SEARCHES:
            message = f"nothing that can be read was found in {_MOST_SEARCHES} places behind the damage"
            yield Step(number + 1, stretch.length, fault=Fault(ProblemCode.REFUSED, message, ends=True))


def _pass(file: BinaryIO, stretch: Stretch, begin: int, settings: Settings) -> Iterator[_Seen]:
    """The records from one place on, until the end or until the parser cannot go on."""
    metered = _Metered(file, stretch, begin)
    unpacked = 0
    try:
        for record in ArchiveIterator(cast("BinaryIO", metered), parse_http=False, fsspec_args=False):
            metered.allowed = metered.at + record.content_length + _SLACK
            seen, size = _seen(record, begin, metered, settings)
            unpacked += size
            yield seen
            if _is_bomb(unpacked, metered.tell(), settings):
                yield replace(seen, record=None, fault=_bomb(settings))
                return
    except GeneratorExit:
        raise
    except _Expanded:
        yield _Seen(begin, begin + metered.tell(), fault=_damaged("bytes that belong to no record"), broken=True)
    except (OSError, ValueError, OverflowError) as error:
        yield _Seen(begin, begin + metered.tell(), fault=_damaged(str(error)), broken=True)
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how the parser, which is written in Rust, reports its own faults
            raise
        yield _Seen(begin, begin + metered.tell(), fault=_damaged("the parser failed"), broken=True)


def _seen(record: WarcRecord, begin: int, metered: _Metered, settings: Settings) -> tuple[_Seen, int]:
    """What a record holds, and to how many bytes it unpacked."""
    at, limit = begin + record.stream_pos, settings.max_megabytes * 1_000_000
    if record.content_length > limit:
        passed = _passed_over(record, metered, settings)
        fault = (
            _bomb(settings)
            if _is_bomb(passed, metered.tell(), settings)
            else Fault(ProblemCode.TOO_LARGE, f"larger than {settings.max_megabytes} MB")
        )
        return _Seen(at, begin + metered.tell(), fault=fault), passed
    if not record.record_type & _PAGES:
        return _Seen(at, begin + metered.tell()), record.consume()
    block = record.reader.read(record.content_length)
    if len(block) < record.content_length or "Content-Length" not in record.headers:
        return _Seen(at, begin + metered.tell(), fault=_damaged("it is cut off")), len(block)
    return _Seen(at, begin + metered.tell(), _record_of(record, block)), len(block)


def _passed_over(record: WarcRecord, metered: _Metered, settings: Settings) -> int:
    """Passes over a large record in pieces, and stops where it unpacks to too much; gives how much it was."""
    passed = 0
    while (step := record.consume(_PIECE)) > 0:
        passed += step
        if _is_bomb(passed, metered.tell(), settings):
            break
    return passed


def _is_bomb(unpacked: int, read: int, settings: Settings) -> bool:
    return unpacked > _FREE and unpacked > settings.max_expansion * max(read, 1)


def _record_of(record: WarcRecord, block: bytes) -> Record:
    head = io.BytesIO()
    record.headers.write(head)
    try:
        taken_at = record.record_date
    except (ValueError, OverflowError):
        taken_at = None
    return Record(
        head=head.getvalue(),
        block=block,
        kind=str(record.headers.get("WARC-Type") or ""),
        url=(record.headers.get("WARC-Target-URI") or "").strip("<>"),
        media_type=record.headers.get("Content-Type") or "",
        taken_at=taken_at if taken_at is not None and taken_at.tzinfo else None,
    )


def _damaged(why: str) -> Fault:
    return Fault(ProblemCode.MALFORMED, f"the record is damaged: {why}")


def _bomb(settings: Settings) -> Fault:
    message = f"it unpacks to more than {settings.max_expansion} times its size; the rest of it is not read"
    return Fault(ProblemCode.REFUSED, message, ends=True)


def _mark_of(file: BinaryIO, stretch: Stretch) -> bytes:
    """What each record of the stretch begins with; where its first is damaged, what is found first."""
    file.seek(stretch.start)
    head = file.read(min(1_000_000, stretch.length))
    places = {mark: at for mark in _MARKS if (at := head.find(mark)) >= 0}
    return min(places, key=places.__getitem__, default=_MARKS[-1])


def _next_mark(file: BinaryIO, stretch: Stretch, after: int) -> int | None:
    """Where the next record may begin, or None; counted from the start of the stretch."""
    mark = _mark_of(file, stretch)
    at, overlap = after, len(mark) - 1
    while at < stretch.length:
        file.seek(stretch.start + at)
        piece = file.read(min(1_000_000, stretch.length - at))
        found = piece.find(mark)
        if found >= 0:
            return at + found
        if len(piece) <= overlap:
            return None
        at += len(piece) - overlap
    return None
