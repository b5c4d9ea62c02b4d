"""Proof that a ledger is whole: SQLite's own checks, the chain, and every quote re-read."""

import zlib
from collections.abc import Iterator
from hashlib import sha256

from tenure.ledger import rows
from tenure.ledger.append import chained
from tenure.ledger.store import Ledger


def iter_faults(ledger: Ledger) -> Iterator[str]:
    """Everything that is wrong, one sentence each; nothing where the ledger is whole."""
    with ledger.snapshot():
        for (verdict,) in ledger.connection.execute("PRAGMA integrity_check"):
            if verdict != "ok":
                yield f"SQLite: {verdict}"
        for table, row, parent, _ in ledger.connection.execute("PRAGMA foreign_key_check"):
            yield f"{table} row {row} names a row of {parent} that is not there"
        yield from _chain_faults(ledger)
        yield from _quote_faults(ledger)
        yield from _blob_faults(ledger)


def _chain_faults(ledger: Ledger) -> Iterator[str]:
    before = "0" * 64
    for number, (seq, kind, subject, digest, chain) in enumerate(ledger.rows("batches"), start=1):
        if seq != number:
            yield f"the chain jumps to batch {seq} where {number} was due"
        if chained(before, kind, digest) != chain:
            yield f"batch {seq} ({kind} {subject}) does not follow from the one before it"
        before = chain


def _quote_faults(ledger: Ledger) -> Iterator[str]:
    lengths = {report: len(rows.unpack_text(text)) for report, text, _ in ledger.rows("reports_in_order")}
    for report, claim, spans in ledger.rows("claim_texts"):
        for part, (start, end) in rows.span_pairs(spans).items():
            if not 0 <= start < end <= lengths[report]:
                yield f"claim {claim}: its {part} lies outside report {report}"


def _blob_faults(ledger: Ledger) -> Iterator[str]:
    for blob, size, packed in ledger.connection.execute("SELECT id, size, packed FROM blobs ORDER BY id"):
        try:
            data = zlib.decompress(packed)
        except zlib.error:
            yield f"blob {blob} cannot be unpacked"
            continue
        if len(data) != size or f"sha256:{sha256(data).hexdigest()}" != blob:
            yield f"blob {blob} is not what its name says"
