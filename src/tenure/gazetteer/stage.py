"""Which of a report's countries it plays in: a state whose forces are spoken of is named often, its places are not."""

from collections import Counter
from collections.abc import Collection
from typing import Final

from tenure.gazetteer.known import Known
from tenure.model.gazetteer import Scene

_MOST_PLACES: Final = 60
_CLEARLY: Final = 1.5


def leading_country(scene: Scene, known: Known, among: Collection[str] | None = None) -> str | None:
    """The country that a report clearly plays in more than in any other, or None; `among` narrows the choice.

    Each country's mentions count once, and once more for every place in it that the report names besides its capital.
    """
    places = Counter[str]()
    for key in scene.places[:_MOST_PLACES]:
        found = known.index.place(key)
        if found and not found.capital and found.place.kind != "country":
            places.update(found.place.countries[:1])
    weights = sorted(
        ((count * (1 + places[code]), code) for code, count in scene.countries if among is None or code in among),
        key=lambda each: (-each[0], each[1]),
    )
    if not weights or (len(weights) > 1 and weights[0][0] < _CLEARLY * weights[1][0]):
        return None
    return weights[0][1]
