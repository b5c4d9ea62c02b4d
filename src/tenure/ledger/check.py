"""Proof that a ledger is whole: SQLite's own checks, the chain, and every fact against what its id and batch say."""

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Final, TypeAlias

from tenure.ledger import rows
from tenure.ledger.append import chained, report_facts
from tenure.ledger.copies import comparison_facts, comparisons_of
from tenure.ledger.record import iter_reviews
from tenure.ledger.store import Ledger
from tenure.model.claim import identified
from tenure.model.errors import LedgerError
from tenure.model.ids import ReportId, digest_of, report_id

# What reading a row raises whose bytes were changed behind our back.
_UNREADABLE: Final = (ValueError, TypeError, LookupError)
_Digests: TypeAlias = dict[tuple[str, str], list[str]]


def iter_faults(ledger: Ledger) -> Iterator[str]:
    """Everything that is wrong, one sentence each; nothing where the ledger is whole."""
    with ledger.snapshot():
        for check in (_page_faults, _chain_faults, _report_faults, _review_faults, _copy_faults, _blob_faults):
            yield from _guarded(check, ledger)


def _guarded(check: Callable[[Ledger], Iterator[str]], ledger: Ledger) -> Iterator[str]:
    """The faults that one check finds; one more where the ledger is too damaged for it to go on."""
    try:
        yield from check(ledger)
    except (LedgerError, *_UNREADABLE) as error:
        yield f"a row cannot be read ({error})"


def _page_faults(ledger: Ledger) -> Iterator[str]:
    for (verdict,) in ledger.rows("integrity"):
        if verdict != "ok":
            yield f"SQLite: {verdict}"
    for table, row, parent, _ in ledger.rows("foreign_keys"):
        yield f"{table} row {row} names a row of {parent} that is not there"


def _chain_faults(ledger: Ledger) -> Iterator[str]:
    before = "0" * 64
    for number, (seq, kind, subject, digest, chain) in enumerate(ledger.rows("batches"), start=1):
        if seq != number:
            yield f"the chain jumps to batch {seq} where {number} was due"
        if chained(before, kind, digest) != chain:
            yield f"batch {seq} ({kind} {subject}) does not follow from the one before it"
        before = chain


def _digests(ledger: Ledger, kind: str) -> _Digests:
    """The digests of all batches of a kind by what they are about, in order of entry."""
    found: _Digests = defaultdict(list)
    for _, what, subject, digest, _ in ledger.rows("batches"):
        if what == kind:
            found[what, subject].append(digest)
    return found


def _report_faults(ledger: Ledger) -> Iterator[str]:
    """Texts, publications and claims that are not what their ids say, or not what was entered."""
    digests = _digests(ledger, "report")
    for seq, report, packed, _ in ledger.rows("reports_in_order"):
        entered = digests.pop(("report", report), [])
        try:
            text = rows.unpack_text(packed)
            if report_id(text) != report:
                yield f"the text of report {report} is not the one that was entered"
            seen, read = list(_sightings(ledger, seq)), list(_readings(ledger, seq, report, text))
        except _UNREADABLE as error:
            yield f"report {report} cannot be read ({error})"
            continue
        yield from (fault for _, fault in (*seen, *read) if fault)
        if not _accounts_for(entered, report, [one for one, _ in seen], [claims for claims, _ in read]):
            yield f"what is on record of report {report} is not what was entered"
    for _, report in digests:
        yield f"report {report} was entered and is not there"


def _sightings(ledger: Ledger, seq: int) -> Iterator[tuple[str, str]]:
    """The id of each publication of a report, and what is wrong with it."""
    for row in ledger.rows("sightings_entered", report=seq):
        same = rows.sighting_id(rows.report_of(row, "")) == row[0]
        yield row[0], "" if same else f"publication {row[0]} of report {row[1]} is not the one that was entered"


def _readings(ledger: Ledger, seq: int, report: ReportId, text: str) -> Iterator[tuple[list[str], str]]:
    """The ids of the claims of each reading of a report, and what is wrong with them."""
    # Names cut from text with unpaired surrogates are stored with those made visible; the id is of the original.
    is_plain = text.isascii() or text == text.encode("utf-8", "replace").decode("utf-8")
    for (reading,) in ledger.rows("readings_entered", report=seq):
        found, wrong = [], []
        for row in ledger.rows("claims_of_reading", reading=reading):
            claim = rows.claim_of(row, report, text)
            found.append(row[0])
            outside = any(not 0 <= quote.start < quote.end <= len(text) for _, quote in claim.quotes())
            if outside or (is_plain and identified(claim).id != claim.id):
                wrong.append(row[0])
        yield found, f"not what was entered in report {report}: {', '.join(wrong)}" if wrong else ""


def _accounts_for(
    digests: Sequence[str], report: ReportId, sightings: list[str], readings: list[list[str]]
) -> bool:  # fmt: skip
    """Whether the batches of a report name all of its publications and readings, in order, and nothing else.

    A batch names a new publication, a new reading, or both; beside a publication it may repeat claims that are known.
    """
    seen = read = 0
    for digest in digests:
        publications = [*sightings[seen : seen + 1], None]
        claims = [*readings[read : read + 1], [], *readings[:read]]
        fits = (
            (one, at) for one in publications for at, ids in enumerate(claims)
            if digest_of(report_facts(report, one, ids)) == digest
        )  # fmt: skip
        fit = next(fits, None)
        if fit is None:
            return False
        seen += fit[0] is not None
        read += fit[1] == 0 and read < len(readings)
    return seen == len(sightings) and read == len(readings)


def _review_faults(ledger: Ledger) -> Iterator[str]:
    digests = _digests(ledger, "review")
    for review in iter_reviews(ledger):
        if digests.pop(("review", review.id), []) != [digest_of(rows.review_facts(review))]:
            yield f"review {review.id} is not the one that was entered"
    for _, review_id in digests:
        yield f"review {review_id} was entered and is not there"


def _copy_faults(ledger: Ledger) -> Iterator[str]:
    digests = _digests(ledger, "copies")
    for (report,) in ledger.rows("reports_compared"):
        there = [digest_of(comparison_facts(one)) for one in comparisons_of(ledger, ReportId(report))]
        if digests.pop(("copies", report), []) != there:
            yield f"what report {report} was found to repeat is not what was entered"
    for _, report in digests:
        yield f"what report {report} was found to repeat was entered and is not there"


def _blob_faults(ledger: Ledger) -> Iterator[str]:
    for blob, size, packed in ledger.rows("blobs"):
        try:
            data = zlib.decompress(packed)
        except zlib.error:
            yield f"blob {blob} cannot be unpacked"
            continue
        if len(data) != size or f"sha256:{sha256(data).hexdigest()}" != blob:
            yield f"blob {blob} is not what its name says"
