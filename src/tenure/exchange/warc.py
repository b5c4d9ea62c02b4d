"""Evidence as WARC 1.1: what was received, record by record, each packed by itself."""

import gzip
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

_RECORD: Final = b"WARC/1."
_END: Final = b"\r\n\r\n"
_SPACE: Final = uuid.UUID("6f2b1f1e-4d0b-5b0e-9a4e-3b6a0f3f7a52")
_TYPES: Final = ((b"%PDF", "application/pdf"), (b"<", "text/html"), (b"{", "application/json"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Some bytes as received, where they came from, and when the record learned of them."""

    data: bytes
    url: str | None
    origin: str
    recorded_at: datetime


def evidence_warc(pieces: Iterable[Evidence], software: str) -> bytes:
    """The WARC file of some evidence: the same evidence gives the same bytes.

    What came out of a WARC file is written as the record it was. Other bytes become `resource` records.
    """
    records = [_info(software)]
    for piece in pieces:
        record = piece.data if piece.data.startswith(_RECORD) else _resource(piece)
        if record not in records:
            records.append(record)
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def _info(software: str) -> bytes:
    body = f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
    return _record("warcinfo", datetime(1970, 1, 1, tzinfo=UTC), "application/warc-fields", body)


def _resource(piece: Evidence) -> bytes:
    kind = next((kind for start, kind in _TYPES if piece.data.lstrip()[:8].startswith(start)), "text/plain")
    url = piece.url or f"urn:sha256:{sha256(piece.data).hexdigest()}"
    return _record("resource", piece.recorded_at, kind, piece.data, _field("WARC-Target-URI", url))


def _record(kind: str, at: datetime, media_type: str, body: bytes, *more: str) -> bytes:
    digest = sha256(body).hexdigest()
    head = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(_SPACE, ' '.join((kind, digest, *more)))}>",
        f"WARC-Date: {at.astimezone(UTC).strftime('%Y-%m-%dT%H:%M:%SZ')}",
        *more,
        f"WARC-Block-Digest: sha256:{digest}",
        f"Content-Type: {media_type}",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join(head).encode() + _END + body + _END


def _field(name: str, value: str) -> str:
    """A header of a record; a value from outside cannot begin another."""
    return f"{name}: {''.join(char for char in value if char.isprintable() and char != ' ')}"
