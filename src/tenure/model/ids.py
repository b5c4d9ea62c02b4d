"""Identifiers: typed names for things, and hashes of what they say."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Final, NewType, TypeAlias

ReportId = NewType("ReportId", str)
ClaimId = NewType("ClaimId", str)
PlaceId = NewType("PlaceId", str)
HolderId = NewType("HolderId", str)
ReviewId = NewType("ReviewId", str)
BlobId = NewType("BlobId", str)
SegmentId = NewType("SegmentId", str)
CommitmentId = NewType("CommitmentId", str)
ConflictId = NewType("ConflictId", str)

Json: TypeAlias = str | int | float | bool | Sequence["Json"] | Mapping[str, "Json"] | None


_CANONICAL: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical_json(value: Json) -> str:
    """The one spelling of a JSON value: sorted keys, no spaces, no escapes beyond need."""
    return _CANONICAL.encode(value)


def digest_of(value: Json) -> str:
    """The SHA-256 of a value's canonical JSON, as 64 hexadecimal digits.

    Unpaired surrogates, which hostile pages contain, hash as themselves instead of failing.
    """
    return hashlib.sha256(canonical_json(value).encode("utf-8", "surrogatepass")).hexdigest()


def id_of(scheme: str, value: Json) -> str:
    """A short content id: scheme tag and the first 80 bits of the digest."""
    return f"{scheme}:{digest_of(value)[:20]}"


def report_id(text: str) -> ReportId:
    """The id of the report with a text: the same text is the same report."""
    return ReportId(id_of("r1", text))


def blob_id(data: bytes) -> BlobId:
    """The content address of some bytes."""
    return BlobId(f"sha256:{hashlib.sha256(data).hexdigest()}")
