"""When and by when: what "since", "until" and "by" make of the time that words name."""

from dataclasses import dataclass
from datetime import date

from tenure.reading.anchors import Anchor
from tenure.reading.cores import core_of
from tenure.reading.days import day_of, last_day
from tenure.reading.distances import distance_of
from tenure.reading.time_words import TimeWords, find_time_words

STATES = frozenset({"station", "hold", "share", "bar", "admit"})
# Changes that leave a lasting state behind ("closed since May" is closed still), and those that are over at once.
_LASTING = frozenset({"close", "part", "lose", "reduce", "prepare"})
_AT_ONCE = frozenset({"open", "take_over"})
# "Before dawn on Monday" names the hour of a day, not the time before that day.
_OF_THE_HOUR = frozenset({"before", "by", "after", "at", "around", "about"})
_UNTIL = frozenset({"until", "till", "up to", "no later than", "not later than"})
_LATE = (
    "end",
    "close",
    "late",
    "very end",
    "last days",
    "last weeks",
    "last week",
    "turn",
    "second half",
    "last months",
)


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A time in a text with the day up to which it runs when it is a deadline."""

    start: int
    end: int
    words: TimeWords
    until: str | None


def parse_published(published: str | None) -> date | None:
    """Gives the day of an ISO date or date-time, None where there is none."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def find_times(text: str, published: str | None) -> list[FoundTime]:
    """Gives the times of a sentence, each read as a deadline."""
    anchor = Anchor(parse_published(published), None, True)
    return [FoundTime(t.start, t.end, t, deadline_of(t, anchor)) for t in find_time_words(text)]


def deadline_of(words: TimeWords, anchor: Anchor) -> str | None:
    """Gives the last day that a deadline leaves."""
    if words.kind in ("within", "length"):
        days = distance_of(words, anchor.spoken or anchor.published, 1)
        return days.rstrip("~") if days else None
    core = core_of(words, anchor)
    if core is None:
        return None
    if words.kind == "holiday" and words.lead == "before" and words.part("holiday") == "christmas":
        return f"{core[:4]}-12-24"
    core = core.rsplit("/", 1)[-1]
    if (words.part("phase") or "") in _LATE or words.part("over"):
        return last_day(core)
    if words.kind == "period" and words.part("which") is None:
        return last_day(core)
    return core.rstrip("~")


def when_of(words: TimeWords, anchor: Anchor, event: str, modality: str, past: bool) -> str | None:
    """Gives the valid time of an event or state; `past` tells that a state is over."""
    core = core_of(words, anchor)
    lead = (
        "since"
        if words.part("lasts") or (words.part("now") or "").endswith("since")
        else words.lead.removeprefix("ever ")
    )
    end = day_of(anchor.published) if anchor.published else ".."
    if words.kind in ("between", "both") or core is None:
        return core
    if words.kind == "vague":
        return f"../{end}"
    if words.kind == "length" and past and core.endswith("/.."):
        return f"{core.removesuffix('..')}{end}"
    if words.kind in ("length", "within"):
        return core
    if words.part("now") == "from now on":
        return f"{core}/.."
    if words.part("hour") and lead in _OF_THE_HOUR:
        return core
    if lead == "since":
        return _since(core, event, modality, end if past else "..", end)
    if lead in _UNTIL:
        return core if words.kind == "clock" else f"../{_last(core, words)}"
    if lead in ("before", "prior to") and words.kind != "clock" and event in STATES:
        return f"../{_last(core, words)}"
    if lead in ("from", "as of", "as from", "starting", "beginning") and event in STATES and "/" not in core:
        return f"{core}/.." if len(core) < 10 or words.kind == "then" else core
    return core


def _since(core: str, event: str, modality: str, lasts: str, published: str) -> str:
    """Gives how long what began then went on: states last, changes are told of up to publication."""
    if event in _AT_ONCE and modality != "underway":
        return core
    return f"{_first(core)}/{lasts if event in STATES or event in _LASTING or modality == 'underway' else published}"


def _first(core: str) -> str:
    return core.split("/")[0] if core.split("/")[0] != ".." else core.rsplit("/", 1)[-1]


def _last(core: str, words: TimeWords) -> str:
    core = core.rsplit("/", 1)[-1]
    return last_day(core) if (words.part("phase") or "") in _LATE or words.part("over") else core
