"""Segments, commitments and conflicts as JSON: the documented shape of every listing of derived answers."""

import math
from datetime import date

from tenure.model.ids import Json
from tenure.model.statement import Atlas
from tenure.model.tenure import Bounds, Commitment, Conflict, LineId, Segment, Weight


def line_json(line: LineId, atlas: Atlas) -> dict[str, Json]:
    """A line: place and holder by id and name, and the aspect."""
    place = atlas.places.get(line.place)
    return {
        "place": {
            "id": line.place,
            "name": atlas.place_name(line.place),
            "kind": place.kind if place else None,
            "countries": list(place.countries) if place else [],
            "resolved": place is not None,
        },
        "holder": {
            "id": line.holder,
            "name": atlas.holder_name(line.holder),
            "within": holder_line(line, atlas),
        },
        "aspect": line.aspect.value,
    }


def holder_line(line: LineId, atlas: Atlas) -> list[Json]:
    """What the holder belongs to, nearest first."""
    names: list[Json] = []
    entry = atlas.holders.get(line.holder)
    seen = {line.holder}
    while entry and entry.parent and entry.parent not in seen:
        seen.add(entry.parent)
        entry = atlas.holders.get(entry.parent)
        if entry:
            names.append(entry.name)
    return names


def bounds_json(bounds: Bounds) -> dict[str, Json]:
    """The four bounds, as days; null is unbounded."""
    return {
        "start_earliest": day_json(bounds.start_earliest),
        "start_latest": day_json(bounds.start_latest),
        "end_earliest": day_json(bounds.end_earliest),
        "end_latest": day_json(bounds.end_latest),
    }


def day_json(value: date | None) -> Json:
    """A day as ISO 8601, or null."""
    return value.isoformat() if value else None


def segment_json(segment: Segment, atlas: Atlas) -> dict[str, Json]:
    """A segment with its line, bounds, support and the claims it rests on."""
    return {
        "id": segment.id,
        **line_json(segment.line, atlas),
        "status": segment.status.value,
        **bounds_json(segment.bounds),
        "support": round(support_of(segment.support_millinats), 3),
        "support_millinats": segment.support_millinats,
        "verdict": segment.verdict.value,
        "quantity": segment.quantity,
        "first_seen": day_json(segment.first_seen),
        "last_confirmed": day_json(segment.last_confirmed),
        "stale": segment.stale,
        "implied": segment.implied,
        "for": [weight.claim for weight in segment.weights if weight.millinats >= 0],
        "against": [weight.claim for weight in segment.weights if weight.millinats < 0],
        "rule": segment.rule,
    }


def support_of(millinats: int) -> float:
    """Support as a share of one, from log-odds in thousandths of a nat."""
    return 1 / (1 + math.exp(-millinats / 1000))


def weight_json(weight: Weight) -> dict[str, Json]:
    """One claim's part in a segment's support."""
    implied = weight.implied_by
    return {
        "claim": weight.claim,
        "origin": weight.origin,
        "millinats": weight.millinats,
        "reasons": list(weight.reasons),
        "implied_by": [implied.place, implied.holder, implied.aspect.value] if implied else None,
    }


def commitment_json(commitment: Commitment, atlas: Atlas) -> dict[str, Json]:
    """A commitment with its deadline, its outcome and the claims for both."""
    return {
        "id": commitment.id,
        **line_json(commitment.line, atlas),
        "direction": commitment.direction.value,
        "modality": commitment.modality,
        "speakers": list(commitment.speakers),
        "announced_on": day_json(commitment.announced_on),
        "deadline": commitment.deadline,
        "outcome": commitment.outcome.value,
        "outcome_note": commitment.outcome_note,
        "claims": list(commitment.claims),
        "outcome_claims": list(commitment.outcome_claims),
        "rule": commitment.rule,
    }


def conflict_json(conflict: Conflict, atlas: Atlas) -> dict[str, Json]:
    """A conflict with both sides' claims and what would settle it."""
    return {
        "id": conflict.id,
        "kind": conflict.kind.value,
        "lines": [line_json(line, atlas) for line in conflict.lines],
        "side_a": list(conflict.side_a),
        "side_b": list(conflict.side_b),
        "settled_by": conflict.settled_by,
        "rule": conflict.rule,
    }
