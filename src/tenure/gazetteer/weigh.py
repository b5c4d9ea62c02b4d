"""Which of several namesakes is meant: points for what speaks for each, every one with its reason."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from tenure.gazetteer.entries import Grade
from tenure.gazetteer.index import Candidate
from tenure.gazetteer.known import Known, kilometres
from tenure.model.gazetteer import Scene
from tenure.model.place import Place

# The points are few and round on purpose: each step is worth more than all that stand below it together can turn,
# and two candidates within MARGIN of one another are left for a person. `python eval/bench_places.py` measures them.
MARGIN: Final = 2
_COUNTRY: Final = 7
_CAPITAL: Final = 4
_LARGE_KIND: Final = 5
_OWN_NAME: Final = 2
_SAME_KIND: Final = 2
_IN_SCENE: Final = 3
_MOST_NAMED: Final = 2
_SAME_ENTRY: Final = 4
_INSIDE_NAMED: Final = 3
_NEAR_NAMED: Final = 2
_CITY: Final = 1
_LARGE_CITY: Final = 2

WELL_KNOWN: Final = 100_000
VERY_LARGE: Final = 1_000_000
DOMINANCE: Final = 10
_CLOSE_KM: Final = 75.0
_NEARER: Final = 1.5
_STATES: Final = frozenset({"country", "territory", "historic state"})
_LARGE: Final = frozenset({"province", "region", "water", "island", "border", "zone", "corridor", "reef"})


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate, its points, and what they were given for."""

    candidate: Candidate
    points: int
    reasons: tuple[str, ...]

    def plus(self, points: int, reason: str) -> "Weighed":
        """The same with more points."""
        return Weighed(self.candidate, self.points + points, (*self.reasons, reason))

    @property
    def place(self) -> Place:
        """The candidate's place."""
        return self.candidate.place


def weighed(candidates: Sequence[Candidate], scene: Scene, known: Known, *, kind: str | None) -> tuple[Weighed, ...]:
    """The candidates with the points that their names, kinds and the report's countries and places give them."""
    best_share = _most_named(candidates, scene)
    near = _near_named(candidates, scene, known)
    return tuple(_weigh(candidate, scene, best_share, near, kind=kind) for candidate in candidates)


def _weigh(
    candidate: Candidate, scene: Scene, most_named: str | None, near: dict[str, str], *, kind: str | None
) -> Weighed:
    place = candidate.place
    found = Weighed(candidate, 0, ())
    for points, reason in _kind_points(candidate, kind=kind):
        found = found.plus(points, reason)
    if candidate.grade is Grade.MAIN:
        found = found.plus(_OWN_NAME, "it is the place's own name")
    named = {code for code, _ in scene.countries}
    here = [code for code in place.countries if code in named]
    if here:
        found = found.plus(_IN_SCENE, f"the report speaks of {here[0]}")
        if most_named in here:
            found = found.plus(_MOST_NAMED, f"and names {most_named} most")
    if place.id in scene.places:
        found = found.plus(_SAME_ENTRY, "the report names this very place elsewhere")
    inside = [parent for parent in place.parents if parent in scene.places and not parent.startswith("country:")]
    if inside:
        found = found.plus(_INSIDE_NAMED, f"it lies in {inside[0]}, which the report names")
    elif place.id in near:
        found = found.plus(_NEAR_NAMED, f"it lies near {near[place.id]}, which the report names")
    return found


def _kind_points(candidate: Candidate, *, kind: str | None) -> list[tuple[int, str]]:
    """The points for what a place is, where the words do not say it."""
    what, population = candidate.place.kind, candidate.population
    found = []
    if kind is not None:
        if what == kind:
            found.append((_SAME_KIND, f"that kind ({what}) is what the words say"))
    elif what in _STATES:
        found.append((_COUNTRY, f"{what} before a smaller place of that name"))
    elif candidate.capital and candidate.grade is Grade.MAIN:
        found.append((_CAPITAL, "a capital before another place of that name"))
    elif what in _LARGE and candidate.grade is not Grade.BARE:
        found.append((_LARGE_KIND, f"{what} before a village of that name"))
    if population >= VERY_LARGE:
        found.append((_LARGE_CITY, "it is a city of over a million"))
    elif population >= WELL_KNOWN:
        found.append((_CITY, "it is a well-known city"))
    return found


def _most_named(candidates: Sequence[Candidate], scene: Scene) -> str | None:
    """The one country among the candidates' that the report names at least twice as often as any other of theirs."""
    theirs = {code for candidate in candidates for code in candidate.place.countries}
    counts = [(count, code) for code, count in scene.countries if code in theirs]
    if not counts or (len(counts) > 1 and counts[0][0] < 2 * counts[1][0]):
        return None
    return counts[0][1]


def _near_named(candidates: Sequence[Candidate], scene: Scene, known: Known) -> dict[str, str]:
    """The candidates close to a town, site or region that the report names, with its name; large ones do not count."""
    if len(candidates) < 2 or not scene.places:
        return {}
    marks: list[Place] = []
    for key in scene.places[:60]:
        found = known.index.place(key) if not key.startswith("country:") else None
        if (
            found
            and not found.capital
            and found.place.kind != "country"
            and all(found.place.id != c.place.id for c in candidates)
        ):
            marks.append(found.place)
    near: dict[str, tuple[float, str]] = {}
    for candidate in (each for each in candidates if each.place.kind not in _STATES):
        spans = [(far, mark.name) for mark in marks if (far := kilometres(candidate.place, mark)) is not None]
        closest = min(spans, default=None)
        if closest and closest[0] <= _CLOSE_KM:
            near[candidate.place.id] = closest
    bound = min(near.values(), default=(0.0, ""))[0] * _NEARER
    return {key: name for key, (far, name) in near.items() if far <= bound}


def decided(found: Sequence[Weighed]) -> tuple[Weighed | None, tuple[Weighed, ...]]:
    """The one that is meant, or None where two are too close to tell; and all of them, best first."""
    ranked = tuple(sorted(found, key=_rank))
    if not ranked:
        return None, ()
    top, rest = ranked[0], ranked[1:]
    rivals = [each for each in rest if top.points - each.points < MARGIN]
    if not rivals:
        return top, ranked
    largest = max((top, *rivals), key=lambda each: (each.candidate.population, each.points))
    others = [each for each in (top, *rivals) if each is not largest]
    most = max(each.candidate.population for each in others)
    if largest.candidate.population >= max(WELL_KNOWN, DOMINANCE * most) and all(
        each.place.kind == "settlement" for each in others
    ):
        chosen = largest.plus(0, f"it is a well-known city, over {DOMINANCE} times larger than its namesakes")
        return chosen, (chosen, *(each for each in ranked if each is not largest))
    return None, ranked


def _rank(each: Weighed) -> tuple[int, int, str]:
    return -each.points, -each.candidate.population, each.place.id


def nearer(found: Sequence[Weighed], distance: Callable[[Place], float | None], name: str) -> tuple[Weighed, ...]:
    """The candidates, with points for the one that lies clearly nearest to what the phrase names beside it."""
    spans = sorted((far, each.place.id) for each in found if (far := distance(each.place)) is not None)
    if not spans or (len(spans) > 1 and spans[1][0] < _NEARER * spans[0][0]):
        return tuple(found)
    nearest = spans[0][1]
    return tuple(
        each.plus(_INSIDE_NAMED, f"it is the nearest to {name}, {spans[0][0]:.0f} km")
        if each.place.id == nearest
        else each
        for each in found
    )
