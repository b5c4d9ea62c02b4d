"""What claims say as text that the shelf keeps, as far as the fold asks for it: so folding need not read the ledger.

A claim comes back without its sentence, its scores and reasons, which are read from the ledger where they are shown.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final

from tenure.model.claim import Claim, Event, Locus, Modality, Party, Quantity, Quote, Reader, Speaker, TimeRef, Unit
from tenure.model.ids import ClaimId, HolderId, PlaceId, ReportId
from tenure.model.statement import Statement

_NOTHING: Final = Quote(0, 0, "")
_NOBODY: Final = Reader("", "", "")
_NEGATED, _CONTINUING, _PARTIAL = 1, 2, 4


def copies_by(days: Iterable[date], known_by: date | None) -> int:
    """How many further publications there were by a day."""
    return max(0, sum(known_by is None or day <= known_by for day in days) - 1)


def said_row(number: int, statement: Statement, days: Sequence[date]) -> dict[str, object]:
    """A statement as bindings: since when and until when it, or another publication of its report, became known.

    `days` are those on which its report was published.
    """
    since = statement.known_from or statement.published_on or statement.recorded_at.date()
    until = max((since, *days))
    body = _text(statement, days)
    return {"claim": number, "since": since.toordinal(), "until": until.toordinal(), "body": body}


def _text(statement: Statement, days: Sequence[date]) -> str:
    claim = statement.claim
    flags = _NEGATED * claim.negated + _CONTINUING * claim.continuing + _PARTIAL * claim.partial
    amount = claim.quantity
    return json.dumps([
        claim.id, claim.report, claim.event, claim.modality, flags, claim.confidence, _party(claim.holder),
        claim.counterparty and _party(claim.counterparty),
        [claim.place.name, claim.place.id, *_words(claim.place.quote)],
        amount and [amount.low, amount.high, amount.unit, *_words(amount.quote)],
        claim.when and claim.when.edtf, claim.deadline and claim.deadline.edtf,
        claim.speaker and [claim.speaker.name, claim.speaker.side],
        _ordinal(statement.published_on), statement.recorded_at.isoformat(), statement.publisher, statement.cluster,
        _ordinal(statement.known_from), statement.agency, [day.toordinal() for day in days] if len(days) > 1 else None,
    ])  # fmt: skip


def statement_of(text: str, known_by: date | None = None) -> Statement:
    """The statement that `said_row` made text of, with the copies that there were by a day."""
    (
        key, report, event, modality, flags, confidence, holder, other, place, amount, when, deadline, speaker,
        published, recorded, publisher, cluster, known_from, agency, days,
    ) = json.loads(text)  # fmt: skip
    claim = Claim(
        id=ClaimId(key),
        report=ReportId(report),
        event=Event(event),
        modality=Modality(modality),
        negated=bool(flags & _NEGATED),
        holder=_party_of(holder),
        place=Locus(_quote_of(place[2:]), place[0], place[1] and PlaceId(place[1])),
        sentence=_NOTHING,
        trigger=_NOTHING,
        reader=_NOBODY,
        confidence=confidence,
        counterparty=other and _party_of(other),
        quantity=amount and Quantity(_quote_of(amount[3:]) or _NOTHING, amount[0], amount[1], Unit(amount[2])),
        when=when and TimeRef(when),
        deadline=deadline and TimeRef(deadline),
        speaker=speaker and Speaker(speaker[0], None, speaker[1]),
        continuing=bool(flags & _CONTINUING),
        partial=bool(flags & _PARTIAL),
    )
    return Statement(
        claim,
        _day(published),
        datetime.fromisoformat(recorded),
        publisher,
        cluster,
        copies=copies_by(map(date.fromordinal, days), known_by) if days else 0,
        known_from=_day(known_from),
        agency=agency,
    )


def _party(party: Party) -> list[Any]:
    return [party.state, party.name, party.id, *_words(party.quote)]


def _party_of(row: list[Any]) -> Party:
    state, name, key, *words = row
    return Party(_quote_of(words), state, name, key and HolderId(key))


def _words(quote: Quote | None) -> list[Any]:
    return [quote.start, quote.exact] if quote else []


def _quote_of(words: list[Any]) -> Quote | None:
    return Quote(words[0], words[0] + len(words[1]), words[1]) if words else None


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _day(ordinal: int | None) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None
