"""What changed between two days as rows, each with the sentences behind it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from tenure.exchange.tenures import commitment_json, line_json, segment_json
from tenure.folding.changes import Change, CommitmentChange, changes_between
from tenure.folding.fold import State
from tenure.model.ids import ClaimId, id_of
from tenure.model.statement import Atlas
from tenure.model.tenure import Commitment

KINDS: Final = ("new in the world", "newly known", "corrected", "commitment")


def difference_rows(old: State, new: State, first: date, last: date, atlas: Atlas) -> list[dict[str, Any]]:
    """Every change between two states that more than an implication stands behind, the newest kinds first."""
    found = changes_between(old, new, first, last)
    rows = [_change_row(one, atlas) for one in found.segments if not _is_implied(one)]
    rows += [_commitment_row(one, atlas) for one in found.commitments]
    return sorted(rows, key=_order)


def _is_implied(change: Change) -> bool:
    return all(segment.implied for segment in (change.before, change.after) if segment)


def _change_row(change: Change, atlas: Atlas) -> dict[str, Any]:
    shown = change.after or change.before
    if shown is None:
        raise AssertionError("a change without either side")
    row: Mapping[str, Any] = segment_json(shown, atlas)
    claims = [*row["for"], *row["against"]]
    return {
        "why": change.kind.value,
        **line_json(change.line, atlas),
        "before": change.before.status.value if change.before else None,
        "after": change.after.status.value if change.after else None,
        "start_earliest": row["start_earliest"],
        "start_latest": row["start_latest"],
        "certain": change.certain,
        "deadline": None,
        "claims": claims,
        "id": _id(change.kind.value, shown.id, change.before.id if change.before else None),
    }


def _commitment_row(change: CommitmentChange, atlas: Atlas) -> dict[str, Any]:
    shown = change.after or change.before
    if shown is None:
        raise AssertionError("a change of commitments without either side")
    row: Mapping[str, Any] = commitment_json(shown, atlas)
    return {
        "why": "commitment",
        **line_json(shown.line, atlas),
        "before": _told(change.before),
        "after": _told(change.after),
        "start_earliest": row["announced_on"],
        "start_latest": row["announced_on"],
        "certain": True,
        "deadline": row["deadline"],
        "claims": [*row["claims"], *row["outcome_claims"]],
        "id": _id("commitment", shown.id, _told(change.after)),
    }


def _told(commitment: Commitment | None) -> str | None:
    if commitment is None:
        return None
    due = f" by {commitment.deadline}" if commitment.deadline else ""
    return f"{commitment.modality} to {commitment.direction.value}{due}: {commitment.outcome.value}"


def _id(kind: str, subject: str, other: str | None) -> str:
    return id_of("d1", [kind, subject, other])


def _order(row: Mapping[str, Any]) -> tuple[int, str, str, str]:
    return KINDS.index(row["why"]), row["place"]["name"], row["holder"]["name"], row["id"]


def behind(rows: Sequence[Mapping[str, Any]]) -> list[ClaimId]:
    """The claims behind some rows, each once."""
    return list(dict.fromkeys(ClaimId(claim) for row in rows for claim in row["claims"]))
