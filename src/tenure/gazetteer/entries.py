"""An entry on its way into the index: a place and the names it goes by."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum

from tenure.gazetteer.spelling import folded
from tenure.model.place import Place

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many steps are done and how many there are."""


class Grade(IntEnum):
    """How good a name is: the place's own, another of its names, or one cut down to its bare words."""

    MAIN = 0
    ALIAS = 1
    BARE = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A place, its names in their folded forms, and what helps to tell it from its namesakes."""

    place: Place
    names: tuple[tuple[str, Grade], ...]
    population: int = 0
    capital: bool = False


def graded(main: Iterable[str], aliases: Iterable[str] = (), bare: Iterable[str] = ()) -> tuple[tuple[str, Grade], ...]:
    """The names in folded form, each once with the best grade it has; empty forms are left out."""
    best: dict[str, Grade] = {}
    for grade, names in ((Grade.MAIN, main), (Grade.ALIAS, aliases), (Grade.BARE, bare)):
        for name in names:
            key = folded(name)
            if key:
                best.setdefault(key, grade)
    return tuple(best.items())
