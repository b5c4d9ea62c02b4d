"""The page in an HTTP response as a WARC record holds it: its headers and its body, unpacked within bounds."""

import io
import re
import zlib
from dataclasses import dataclass
from typing import Final

import brotli
from fastwarc.stream_io import ZstdReader

_STATUS: Final = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})\b")
_ENDS: Final = (b"\r\n\r\n", b"\n\n")
_CHARSET: Final = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{2,30})", re.IGNORECASE)
_LONGEST_HEAD: Final = 100_000
_PIECE: Final = 65_536
_CHUNK_SIZE: Final = re.compile(rb"\s{0,8}([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")


class BadBlock(ValueError):
    """A body that cannot be unpacked; its text is fit to show."""


@dataclass(frozen=True, slots=True)
class Response:
    """The head of an HTTP response, and where its body begins."""

    status: int
    media_type: str
    charset: str | None
    encodings: tuple[str, ...]
    is_chunked: bool
    body_at: int


def response_of(block: bytes) -> Response | None:
    """The head of the response that a block holds, or None where it is none."""
    status = _STATUS.match(block)
    if status is None:
        return None
    found = [(at, len(end)) for end in _ENDS if (at := block.find(end, 0, _LONGEST_HEAD)) >= 0]
    if not found:
        return None
    at, width = min(found)
    headers = _headers(block[:at])
    charset = _CHARSET.search(headers.get(b"content-type", ""))
    encodings = tuple(one.strip() for one in headers.get(b"content-encoding", "").lower().split(",") if one.strip())
    return Response(
        status=int(status[1]),
        media_type=headers.get(b"content-type", "").partition(";")[0].strip().lower(),
        charset=charset[1] if charset else None,
        encodings=tuple(one for one in encodings if one != "identity"),
        is_chunked="chunked" in headers.get(b"transfer-encoding", "").lower(),
        body_at=at + width,
    )


def body_of(block: bytes, response: Response, limit: int) -> bytes:
    """The body of a response, unpacked.

    Crawlers often undo the packing and leave the headers that name it: a body that is not packed stays as it is.

    Raises:
        BadBlock: it is damaged, packed in an unknown way, or unpacks to more than `limit` bytes.
    """
    body = block[response.body_at :]
    if response.is_chunked:
        body = _unchunked(body)
    for encoding in reversed(response.encodings[:3]):
        body = _unpacked(body, encoding, limit)
    return body


def _headers(head: bytes) -> dict[bytes, str]:
    found: dict[bytes, str] = {}
    for line in head.split(b"\n")[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            found.setdefault(name.strip().lower(), value.strip().decode("latin-1"))
    return found


def _unchunked(body: bytes) -> bytes:
    """The body without the sizes of its pieces; as it is where it was not cut into pieces."""
    parts: list[bytes] = []
    at = 0
    while found := _CHUNK_SIZE.match(body, at):
        size = int(found[1], 16)
        if size == 0:
            return b"".join(parts)
        at = found.end() + size
        if at > len(body):
            return body
        parts.append(body[found.end() : at])
        at += len(b"\r\n") if body.startswith(b"\r\n", at) else 1
    return body if not parts or at < len(body) else b"".join(parts)


def _unpacked(body: bytes, encoding: str, limit: int) -> bytes:
    try:
        match encoding:
            case "gzip" | "x-gzip":
                return _inflated(body, 31, limit) if body.startswith(b"\x1f\x8b") else body
            case "deflate":
                return _inflated(body, 15 if body[:1] == b"\x78" else -15, limit)
            case "br":
                return _brotli(body, limit)
            case "zstd":
                return _zstd(body, limit) if body.startswith(b"\x28\xb5\x2f\xfd") else body
    except (zlib.error, brotli.error, OSError, ValueError) as error:
        if isinstance(error, BadBlock):
            raise
        if body.lstrip()[:1] == b"<":
            return body
        raise BadBlock(f"its body is damaged ({encoding})") from error
    raise BadBlock(f"its body is packed in an unknown way ({encoding[:40]})")


def _inflated(body: bytes, bits: int, limit: int) -> bytes:
    data = zlib.decompressobj(bits).decompress(body, limit + 1)
    if body and not data:
        raise zlib.error("cut off")
    return _within(data, limit)


def _brotli(body: bytes, limit: int) -> bytes:
    unpacker = brotli.Decompressor()
    parts = [unpacker.process(body, output_buffer_limit=_PIECE)]
    size = len(parts[0])
    while size <= limit and not unpacker.is_finished() and not unpacker.can_accept_more_data():
        parts.append(unpacker.process(b"", output_buffer_limit=_PIECE))
        size += len(parts[-1])
    return _within(b"".join(parts), limit)


def _zstd(body: bytes, limit: int) -> bytes:
    return _within(ZstdReader(io.BytesIO(body)).read(limit + 1), limit)


def _within(data: bytes, limit: int) -> bytes:
    if len(data) > limit:
        raise BadBlock(f"its body unpacks to more than {limit // 1_000_000} MB")
    return data
