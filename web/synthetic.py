"""A large made-up record: claims spread over real places, for measuring only."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tenure.ledger.append import Run, append_report, begin_run
from tenure.model.claim import Claim, Event, Locus, Modality, Party, Quote, Reader, TimeRef, identified
from tenure.model.ids import ClaimId, HolderId, PlaceId, ReportId, id_of
from tenure.model.place import Place
from tenure.model.report import Report
from tenure.project import Project

PER_REPORT = 10
_EVENTS = (Event.STATION, Event.DEPLOY, Event.WITHDRAW, Event.HOLD, Event.TAKE_OVER, Event.LOSE, Event.REINFORCE)
_WORDS = ("guards", "troops", "border", "checkpoint", "base", "radar", "convoy", "officials", "ministry", "village")


def places_of(project: Project, count: int) -> list[Place]:
    """Settlements of the gazetteer that have coordinates, spread over the world."""
    index = project.kit.gazetteer.index
    found: list[Place] = []
    dice = random.Random(7)
    while len(found) < count:
        place = index.place(PlaceId(f"geonames:{dice.randint(1, 12_000_000)}"))
        if place is not None and place.place.lat is not None:
            found.append(place.place)
    return found


def fill(project: Project, places: list[Place], claims: int, seed: int = 1) -> None:
    """Append reports with claims to a project."""
    run = begin_run(project.ledger, Run("ingest", "made-up/1", "g/1", "0"), project.now())
    waiting = list(_reports(places, claims, seed))
    for start in range(0, len(waiting), 500):
        with project.ledger.batch():
            for report, found in waiting[start : start + 500]:
                append_report(project.ledger, report, None, found, run)


def _reports(places: list[Place], claims: int, seed: int) -> Iterator[tuple[Report, list[Claim]]]:
    dice = random.Random(seed)
    for number in range(claims // PER_REPORT):
        day = date(2015, 1, 1) + timedelta(days=dice.randrange(4000))
        sentences, at = [], 0
        drawn = []
        for _ in range(PER_REPORT):
            place = dice.choice(places)
            words = " ".join(dice.sample(_WORDS, 4))
            text = f"Forces {words} stay near {place.name} number {number} {dice.random():.6f}."
            sentences.append(text)
            drawn.append((place, at, text))
            at += len(text) + 1
        whole = " ".join(sentences)
        report = Report(
            ReportId(id_of("r1", whole)), whole, title=f"Report {seed}-{number}", publisher=f"Outlet {number % 40}",
            published_at=datetime(day.year, day.month, day.day, tzinfo=UTC), language="en", origin=f"made-up/{number}",
            raw=None,
        )  # fmt: skip
        yield report, [_claim(report, place, start, text, day, dice) for place, start, text in drawn]


def _claim(report: Report, place: Place, start: int, text: str, day: date, dice: random.Random) -> Claim:
    def quote(words: str) -> Quote:
        found = start + text.index(words)
        return Quote(found, found + len(words), words)

    state = dice.choice(("ru", "am", "az", "tr", "us", "fr", "ge", "ir"))
    said = day - timedelta(days=dice.randrange(30))
    claim = Claim(
        id=ClaimId(""), report=report.id, event=dice.choice(_EVENTS),
        modality=Modality.ACTUAL if dice.random() < 0.9 else Modality.PLANNED, negated=False,
        holder=Party(quote("Forces"), state, state, HolderId(f"state:{state}")),
        place=Locus(quote(place.name), place.name, place.id), sentence=Quote(start, start + len(text), text),
        trigger=quote("stay"), reader=Reader("made-up", "1", "rule/1"), confidence=round(dice.random(), 3),
        when=TimeRef(said.isoformat(), None, "") if dice.random() < 0.6 else None,
    )  # fmt: skip
    return identified(replace(claim))
