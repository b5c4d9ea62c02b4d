"""Web archives on disk: told by their first bytes, and the stretches of a file in which records lie."""

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from tenure.model.problem import Problem, ProblemCode
from tenure.settings import Settings

HEAD: Final = 4096
_WARC: Final = b"WARC/"
_GZIP: Final = b"\x1f\x8b\x08"
_ZSTD: Final = (b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")
"""A frame, and the frame in which a dictionary lies before the records."""
_ZIP: Final = b"PK\x03\x04"
_END: Final = struct.Struct("<4s4H2LH")
_END_MARK: Final = b"PK\x05\x06"
_LONGEST_COMMENT: Final = 65_535
_LARGEST_DIRECTORY: Final = 32_000_000
_MOST_MEMBERS: Final = 100_000
_ADVICE: Final = "Make the archive anew with a tool that keeps to the WACZ format, or give the WARC files in it."


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a file that holds WARC records: a whole file, or one archive inside a WACZ."""

    origin: str
    path: Path
    start: int
    length: int


def is_archive(head: bytes) -> bool:
    """Whether the first bytes of a file (at least `HEAD`, where it has so many) are those of a WARC or a WACZ."""
    if head.startswith(_GZIP):
        return _inflated(head).startswith(_WARC)
    return head.startswith((_WARC, *_ZSTD)) or is_wacz(head)


def is_wacz(head: bytes) -> bool:
    """Whether the first bytes are those of a ZIP file whose first member may be one of a WACZ."""
    if not head.startswith(_ZIP) or len(head) < 30:
        return False
    size = int.from_bytes(head[26:28], "little")
    return head[30 : 30 + size].startswith((b"archive/", b"datapackage", b"indexes/", b"pages/"))


def only_ingested(stretch: Stretch) -> Problem:
    """The problem of an archive that is given where one report or table is expected."""
    message = "it is a web archive, which may hold any number of pages"
    return Problem(ProblemCode.UNSUPPORTED, stretch.origin, message, "Take it with: tenure ingest")


def iter_stretches(path: Path, origin: str, head: bytes, settings: Settings) -> Iterator[Stretch | Problem]:
    """The stretches of an archive that hold records, in order, and what of it is refused.

    Raises:
        OSError: the file cannot be read.
    """
    if not is_wacz(head):
        yield Stretch(origin, path, 0, path.stat().st_size)
        return
    with path.open("rb") as stream:
        refused = _directory_fault(stream)
        if refused:
            yield Problem(ProblemCode.REFUSED, origin, refused, _ADVICE)
            return
        try:
            with zipfile.ZipFile(stream) as archive:
                yield from _members(archive, stream, path, origin, settings)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, EOFError) as error:
            yield Problem(ProblemCode.MALFORMED, origin, f"the WACZ cannot be read: {error}", _ADVICE)


def digest_of_stretch(stretch: Stretch) -> str:
    """What tells an archive from others, whatever it is called: its size, its first and its last bytes."""
    size = 65_536
    digest = hashlib.sha256(str(stretch.length).encode())
    with stretch.path.open("rb") as stream:
        for at in (0, max(0, stretch.length - size)):
            stream.seek(stretch.start + at)
            digest.update(stream.read(min(size, stretch.length - at)))
    return digest.hexdigest()


def _inflated(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, 64)
    except zlib.error:
        return b""


def _directory_fault(stream: BinaryIO) -> str | None:
    """Why the table of contents is not read, which the parser takes into memory whole; None where it may be."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _LONGEST_COMMENT - _END.size))
    tail = stream.read()
    at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) - at < _END.size:
        return "the WACZ is cut off: it has no table of contents"
    _, _, _, _, members, length, _, _ = _END.unpack_from(tail, at)
    if length > _LARGEST_DIRECTORY or members > _MOST_MEMBERS:
        return f"the WACZ has more than {_MOST_MEMBERS:,} files, or names longer than {_LARGEST_DIRECTORY // 10**6} MB"
    return None


def _members(
    archive: zipfile.ZipFile, stream: BinaryIO, path: Path, origin: str, settings: Settings
) -> Iterator[Stretch | Problem]:
    found = False
    for member in sorted(archive.infolist(), key=lambda one: one.filename):
        where = f"{origin}:{member.filename}"
        if _leads_out(member.filename):
            yield Problem(ProblemCode.REFUSED, where, "the name leads out of the archive", _ADVICE)
        elif _holds_records(member.filename):
            found = True
            fault = _member_fault(member, settings)
            start = _start_of(stream, member)
            if fault:
                yield Problem(ProblemCode.REFUSED, where, fault, _ADVICE)
            elif start is None or start + member.file_size > stream.seek(0, 2):
                yield Problem(ProblemCode.MALFORMED, where, "it does not lie where the WACZ says", _ADVICE)
            else:
                yield Stretch(where, path, start, member.file_size)
    if not found:
        yield Problem(ProblemCode.EMPTY, origin, "there are no WARC files in the WACZ", _ADVICE)


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0]


def _holds_records(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz", ".warc.zst"))


def _member_fault(member: zipfile.ZipInfo, settings: Settings) -> str | None:
    if member.flag_bits & 1:
        return "it is encrypted"
    if member.file_size > settings.max_expansion * max(1, member.compress_size):
        return f"it unpacks to more than {settings.max_expansion} times its size"
    if member.compress_type != zipfile.ZIP_STORED or member.file_size != member.compress_size:
        return "it is compressed a second time, which a WACZ may not do"
    return None


def _start_of(stream: BinaryIO, member: zipfile.ZipInfo) -> int | None:
    stream.seek(member.header_offset)
    local = stream.read(30)
    if len(local) < 30 or not local.startswith(_ZIP):
        return None
    name, extra = struct.unpack_from("<2H", local, 26)
    return member.header_offset + 30 + int(name) + int(extra)
