"""Sentences for pages: each claim with its source, its words in context, and what reviewers said of it."""

import itertools
from collections.abc import Iterable, Mapping
from typing import Any, Final

from markupsafe import Markup, escape

from tenure.exchange.claims import claim_json, report_json
from tenure.exchange.page import visible
from tenure.model.claim import Claim
from tenure.model.ids import ClaimId
from tenure.web.edition import Look

_AROUND: Final = 500


def claim_row(look: Look, claim: Claim) -> dict[str, Any]:
    """A claim with its report and the state of its review."""
    report = look.edition.report(claim.report)
    source = report_json(report) if report else None
    return {**claim_json(claim), "source": source, "review": review_row(look, claim.id)}


def claim_rows(look: Look, claims: Iterable[ClaimId]) -> list[dict[str, Any]]:
    """The claims that are on record, each once."""
    return [claim_row(look, claim) for claim in look.edition.claims(claims).values()]


def review_row(look: Look, claim: ClaimId) -> dict[str, Any] | None:
    """The last word of reviewers on a claim, or None."""
    review = look.edition.verdicts.get(claim)
    if review is None:
        return None
    return {
        "id": review.id,
        "kind": review.kind.value,
        "value": review.value,
        "reviewer": review.reviewer,
        "reason": review.reason,
        "recorded_at": review.recorded_at.isoformat(),
    }


def context_of(look: Look, claim: Claim) -> tuple[str, str]:
    """What stands before and after the sentence of a claim in its report."""
    report = look.edition.report(claim.report)
    text = report.text if report else ""
    start, end = claim.sentence.start, claim.sentence.end
    return visible(text[max(0, start - _AROUND) : start]), visible(text[end : end + _AROUND])


def marked_sentence(row: Mapping[str, Any], roles: Mapping[str, str]) -> Markup:
    """The sentence of a claim with the words of its parts marked; `roles` names the roles for readers."""
    sentence = row["sentence"]
    start, text = sentence["start"], sentence["text"]
    inside = [
        (name, span[0] - start, span[1] - start)
        for name, span in row["spans"].items()
        if name != "sentence" and span[0] >= start and span[1] <= sentence["end"]
    ]
    edges = sorted({0, len(text), *(edge for _, one, other in inside for edge in (one, other))})
    pieces = []
    for one, other in itertools.pairwise(edges):
        covering = [name for name, first, last in inside if first <= one and other <= last]
        words = escape(visible(text[one:other]))
        if covering:
            named = ", ".join(roles.get(name, name) for name in covering)
            pieces.append(f'<mark class="{escape(covering[0])}" title="{escape(named)}">{words}</mark>')
        else:
            pieces.append(words)
    return Markup("".join(pieces))  # noqa: S704 - each piece is escaped above
