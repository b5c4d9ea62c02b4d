"""From findings to claims: lists of holders and places spread out, each claim said once."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from tenure.model.claim import Claim, Event, Modality, Quote, Reader, identified
from tenure.model.ids import ClaimId
from tenure.reading.confidence import confidence_of
from tenure.reading.cues import cues
from tenure.reading.parts import (
    Context,
    Side,
    Spot,
    at_home,
    basis_of,
    deadline_of_finding,
    is_continuing,
    is_partial,
    pairs_of,
    quantity_of,
    sides_of,
    speaker_of_finding,
    spots_of,
    when_of_finding,
)
from tenure.reading.scan import Finding

_RATHER_RIGHT: Final = 0.5
_A_WHOLE_REPORT: Final = 6
"""Sentences: of a shorter piece too little is read to tell what it is about."""


def claims_of(context: Context) -> tuple[Claim, ...]:
    """Gives the claims of a report in order of reading."""
    kept: dict[tuple[object, ...], Claim] = {}
    for finding in context.scan.findings:
        for claim in _finding_claims(context, finding):
            # Two verbs for one event of one holder at one place in a sentence make one claim: the surer one.
            key = (finding.number, claim.event, _holder_key(claim), _place_key(claim))
            if key not in kept or kept[key].confidence < claim.confidence:
                kept[key] = claim
    weighed = in_company(list(kept.values()), len(context.scan.layout.sentences))
    ordered = sorted(weighed, key=lambda claim: (claim.trigger.start, claim.event, claim.id))
    return tuple({claim.id: claim for claim in ordered}.values())


def in_company(claims: Sequence[Claim], sentences: int) -> list[Claim]:
    """Gives claims with half their confidence where a whole report has not one that is rather right than wrong.

    Such a report is most likely about something else: ships, matches, trials.
    """
    surest = max((claim.confidence for claim in claims), default=1.0)
    if surest >= _RATHER_RIGHT or sentences < _A_WHOLE_REPORT:
        return list(claims)
    return [replace(claim, confidence=round(claim.confidence / 2, 4)) for claim in claims]


def _finding_claims(context: Context, finding: Finding) -> Iterator[Claim]:
    sides = [side for found in finding.holders for side in sides_of(context, found)]
    spots = spots_of(context, finding)
    for side, spot in pairs_of(sides, spots):
        if is_bystander(side):
            continue
        yield _claim(context, finding, at_home(context, side, spot), spot)


def is_bystander(side: Side) -> bool:
    """Tells those whose presence is no claim: they report it."""
    quote = side.party.quote
    found = list(cues().bystanders.finditer(quote.exact)) if quote else []
    return bool(found) and quote is not None and found[-1].end() == len(quote.exact)


def _claim(context: Context, finding: Finding, side: Side, spot: Spot) -> Claim:
    scores = {
        "trigger": finding.trigger_score,
        "event": finding.event_share,
        "modality": finding.modality_score,
        "negated": finding.negated_score,
        "holder": side.words,
        "belonging": side.belonging,
        "place": spot.words,
        "name": spot.name,
    }
    quantity = quantity_of(context, finding, side.at if side.at >= 0 else finding.trigger[0])
    other = sides_of(context, finding.counterparty) if finding.counterparty else []
    return identified(
        Claim(
            id=ClaimId(""),
            report=context.report.id,
            event=Event(finding.event),
            modality=Modality(finding.modality),
            negated=finding.negated,
            holder=side.party,
            place=spot.locus,
            sentence=context.quote(finding.sentence),
            trigger=context.quote(finding.trigger),
            reader=Reader(context.reader, context.version, f"trigger/{finding.event}"),
            confidence=_weighed(confidence_of(scores, context.calibration), side),
            counterparty=other[0].party if other else None,
            quantity=quantity,
            when=when_of_finding(context, finding),
            deadline=deadline_of_finding(context, finding),
            speaker=speaker_of_finding(context, finding),
            basis=basis_of(context, finding),
            continuing=is_continuing(context, finding),
            partial=is_partial(finding, side, spot, quantity),
            scores=tuple((name, round(score, 4)) for name, score in scores.items()),
        )
    )


def _weighed(confidence: float, side: Side) -> float:
    """Half of it for a claim of which nothing tells whose it is: on the held-out reports none of 98 was right."""
    nobody = side.party.quote is None and side.party.state is None
    return round(confidence / 2, 4) if nobody else confidence


def _holder_key(claim: Claim) -> str | None:
    return claim.holder.state or _words(claim.holder.quote)


def _place_key(claim: Claim) -> str | None:
    return claim.place.id or claim.place.name or _words(claim.place.quote)


def _words(quote: Quote | None) -> str | None:
    return quote.exact.casefold() if quote else None
