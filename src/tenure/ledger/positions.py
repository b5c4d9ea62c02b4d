"""How far an archive has been taken: appended in the batch of what came from it, so that both are there or neither."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from tenure.ledger import rows
from tenure.ledger.append import OpenRun
from tenure.ledger.store import Ledger
from tenure.model.ids import canonical_json


@dataclass(frozen=True, slots=True)
class Position:
    """The records of an archive that are done, what was counted on the way, and whether that is all of it."""

    records: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    finished: bool = False


def position_of(ledger: Ledger, archive: str) -> Position:
    """How far an archive has been taken; its beginning where the ledger does not know it."""
    row = ledger.one("last_position", archive=archive)
    return Position(row[0], json.loads(row[1]), bool(row[2])) if row else Position()


def append_position(ledger: Ledger, archive: str, position: Position, run: OpenRun) -> None:
    """Say how far an archive has been taken; call inside `ledger.batch()`."""
    ledger.one(
        "insert_position",
        archive=archive,
        records=position.records,
        counts=canonical_json(dict(position.counts)),
        finished=int(position.finished),
        run=run.seq,
        recorded_at=rows.instant_text(run.recorded_at),
    )
