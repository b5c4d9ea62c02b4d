"""The queue of the review: the claims without a verdict, the least certain first."""

from tenure.model.claim import Claim
from tenure.web.edition import Edition


def waiting(edition: Edition) -> list[Claim]:
    """The claims without a verdict, the least certain first."""
    claims = (one.claim for one in edition.claims.values() if one.claim.id not in edition.verdicts)
    return sorted(claims, key=order_of)


def order_of(claim: Claim) -> tuple[float, str]:
    """Where a claim stands in the queue."""
    return claim.confidence, claim.id
