"""What the verbs that ask the record share: the answer for a horizon, and the rows that fit the filters."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from typing import Any

from tenure.answers import Answer, ask, ask_about, ask_outline, places_named
from tenure.cli.days import day_of, given_day
from tenure.cli.output import say
from tenure.exchange.tenures import line_json
from tenure.model.errors import UnknownName
from tenure.model.tenure import LineId
from tenure.project import Project


def asked(
    project: Project, on: str | None, known_by: str | None, recorded_by: str | None = None, place: str | None = None
) -> Answer:
    """The answer as of and as known by the days that the options name, about one place where one is named."""
    answer = horizon_answer(project, on, known_by, recorded_by, place)
    say_hidden(answer.collection.hidden, project)
    return answer


def asked_in_outline(
    project: Project, on: str | None, known_by: str | None, recorded_by: str | None, place: str | None
) -> Answer:
    """The same for a listing that names no claims: without their weights where it can do without."""
    if place is not None and not known_by and not recorded_by:
        answer = ask_outline(project, place, day_of(on, project))
        if answer is not None and (answer.state.segments or answer.state.commitments):
            say_hidden(answer.collection.hidden, project)
            return answer
    return asked(project, on, known_by, recorded_by, place)


def say_hidden(hidden: int, project: Project) -> None:
    """Say how many claims take no part."""
    if hidden:
        say(
            f"{hidden} claims below confidence {project.settings.min_confidence} are left out "
            "(show them with --min-confidence 0).",
            style="dim",
        )


def horizon_answer(
    project: Project, on: str | None, known_by: str | None, recorded_by: str | None, place: str | None = None
) -> Answer:
    """The same without a word about what takes no part."""
    return asked_between(
        project,
        day_of(on, project),
        given_day(known_by) if known_by else None,
        datetime.combine(given_day(recorded_by), time.max, UTC) if recorded_by else None,
        place,
    )


def asked_between(
    project: Project, as_of: date, known_by: date | None, recorded_by: datetime | None = None, place: str | None = None
) -> Answer:
    """The same for days that are known; what is asked about one place is answered from its lines alone."""
    if place is not None and recorded_by is None:
        answer = ask_about(project, place, as_of, known_by=known_by)
        if answer is not None and (answer.state.segments or answer.state.commitments):
            return answer
    return ask(project, as_of, known_by=known_by, recorded_by=recorded_by)


def line_filter(answer: Answer, project: Project, place: str | None, holder: str | None) -> Callable[[LineId], bool]:
    """Whether a line fits the filters.

    Raises:
        UnknownName: no place or holder on record has the name.
    """
    places = None if place is None else places_named(answer, project, place)
    if place is not None and not places:
        names = {place_name(line, answer) for line in _lines(answer)}
        raise UnknownName("place", place, near_names(place, names))
    wanted = holder.casefold() if holder else None

    def fits(line: LineId) -> bool:
        if places is not None and line.place not in places:
            return False
        return wanted is None or any(wanted in name.casefold() for name in holder_names(line, answer))

    if wanted is not None and not any(fits(line) for line in _lines(answer)):
        names = {name for line in _lines(answer) for name in holder_names(line, answer)}
        raise UnknownName("holder", holder or "", near_names(holder or "", names))
    return fits


def place_name(line: LineId, answer: Answer) -> str:
    """The place of a line, by name."""
    place: Any = line_json(line, answer.collection.atlas)["place"]
    return str(place["name"])


def holder_names(line: LineId, answer: Answer) -> list[str]:
    """The holder of a line and everything it belongs to, by name."""
    holder: Any = line_json(line, answer.collection.atlas)["holder"]
    return [holder["name"], *holder["within"]]


def _lines(answer: Answer) -> list[LineId]:
    return [segment.line for segment in answer.state.segments] + [one.line for one in answer.state.commitments]


def near_names(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Names that somebody may have meant."""
    return tuple(get_close_matches(name, sorted(set(names)), n=3, cutoff=0.5))
