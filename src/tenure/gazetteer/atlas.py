"""The atlas: places and holders that occur, with everything those lie in or belong to."""

from collections.abc import Iterable

from tenure.model.gazetteer import Gazetteer
from tenure.model.holder import Holder
from tenure.model.ids import HolderId, PlaceId
from tenure.model.place import Place
from tenure.model.statement import Atlas


def atlas_of(gazetteer: Gazetteer, places: Iterable[PlaceId], holders: Iterable[HolderId]) -> Atlas:
    """The entries of these ids and of all they lie in or belong to; ids nobody knows are left out."""
    found: dict[PlaceId, Place] = {}
    todo = list(places)
    while todo:
        key = todo.pop()
        place = None if key in found else gazetteer.place(key)
        if place is not None:
            found[key] = place
            todo.extend(place.parents)
    owners: dict[HolderId, Holder] = {}
    for holder in holders:
        key_of_holder: HolderId | None = holder
        while key_of_holder is not None and key_of_holder not in owners:
            entry = gazetteer.holder(key_of_holder)
            if entry is None:
                break
            owners[key_of_holder] = entry
            key_of_holder = entry.parent
    return Atlas(dict(sorted(found.items())), dict(sorted(owners.items())))
