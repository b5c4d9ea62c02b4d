"""Letters and a hue for each holder; everything of one side has the same."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from tenure.model.holder import Holder
from tenure.model.ids import HolderId
from tenure.model.statement import Atlas

HUES: Final = 10
_STATE: Final = "state:"


def side_of(holder: HolderId, atlas: Atlas) -> Holder | None:
    """The state or organisation at the top of what a holder belongs to."""
    entry = atlas.holders.get(holder)
    seen = set()
    while entry and entry.parent and entry.parent in atlas.holders and entry.id not in seen:
        seen.add(entry.id)
        entry = atlas.holders[entry.parent]
    return entry


def badges_of(holders: Iterable[HolderId], atlas: Atlas) -> Mapping[HolderId, Mapping[str, Any]]:
    """Letters and a hue for each holder."""
    sides = {holder: side_of(holder, atlas) for holder in dict.fromkeys(holders)}
    names = {holder: (side.id if side else holder) for holder, side in sides.items()}
    hues = {name: number % HUES for number, name in enumerate(sorted(set(names.values())))}
    return {holder: {"letters": _letters(names[holder]), "hue": hues[names[holder]]} for holder in sides}


def _letters(side: str) -> str:
    if side.startswith(_STATE):
        return side.removeprefix(_STATE)[:2].upper()
    words = [word for word in side.rpartition(":")[2].replace("-", " ").split() if word[0].isalnum()]
    return "".join(word[0] for word in words[:2]).upper() or "?"
