"""Made-up reports on real places, appended to a real ledger in whatever order chance brings."""

from datetime import UTC, datetime, timedelta

import pytest

from tenure.ledger.append import Run, append_report, append_review, begin_run
from tenure.model.claim import (
    Claim,
    Event,
    Locus,
    Modality,
    Party,
    Quantity,
    Quote,
    Reader,
    Speaker,
    TimeRef,
    Unit,
    identified,
)
from tenure.model.ids import ClaimId, HolderId, PlaceId, ReviewId, report_id
from tenure.model.report import Report
from tenure.model.review import Review, ReviewKind
from tenure.project import create_project, open_project

TEXT = "They are there, and they leave on the day."
PLACES = [("Akhurik", "site:akhurik-crossing"), ("Akhurik", "site:akhurik-crossing"), ("Zvartnots", "airport:EVN"),
          ("Shirak", "iso:AM-SH"), ("Armenia", "country:AM"), ("the border", "border:AM-TR"), ("Old Mill", None),
          ("the OLD mill", None), ("the base", None)]  # fmt: skip
PARTIES = [("Russia", "state:ru"), ("Russia", "force:ru-border-service"), ("Russia", "force:ru-border-service"),
           ("Russia", "force:ru-fsb"), ("Armenia", "state:am"), ("France", None), (None, None)]  # fmt: skip
START = datetime(2024, 1, 1, 9, tzinfo=UTC)


class Desk:
    """A project, and somebody who enters things by chance."""

    def __init__(self, folder, chance):
        create_project(folder)
        self.folder, self.chance = folder, chance
        self.project = open_project(folder, {})
        # What is asked here does not hang on what is lost with the power.
        self.project.ledger.connection.execute("PRAGMA synchronous=OFF")
        self.reports, self.claims, self.reviews = [], [], []
        self.steps = 0

    def now(self):
        self.steps += 1
        return START + timedelta(days=200, minutes=self.steps)

    def enter(self):
        """One thing more: mostly a new report, at times another publication, reading or decision."""
        choice = self.chance.random()
        if choice < 0.6 or not self.reports:
            self._report(f"{TEXT} {len(self.reports)}")
        elif choice < 0.7:
            self._report(self.chance.choice(self.reports))
        elif choice < 0.78:
            self._report(self.chance.choice(self.reports), reader=f"test/{self.steps}")
        else:
            self._review()

    def say(self, event, place, holder, published, **more):
        """One report with one claim, as it is told."""
        report = Report(report_id(f"{TEXT} {len(self.reports)}"), f"{TEXT} {len(self.reports)}", publisher="Reuters",
                        published_at=datetime.fromisoformat(f"{published}T09:00Z"), language="en")  # fmt: skip
        claim = identified(Claim(
            id=ClaimId(""), report=report.id, event=Event(event), modality=Modality(more.pop("modality", "actual")),
            negated=False, holder=Party(Quote(0, 4, "They"), "Russia", "Russia", HolderId(holder)),
            place=Locus(None, place, PlaceId(place)), sentence=Quote(0, len(TEXT), TEXT), trigger=Quote(5, 8, "are"),
            reader=Reader("test", "1", "r"), confidence=1.0, **more,
        ))  # fmt: skip
        self._append(report, [claim])
        return claim

    def _report(self, text, reader="test/1"):
        chance = self.chance
        published = START + timedelta(days=chance.randrange(60)) if chance.random() < 0.9 else None
        report = Report(report_id(text), text, publisher=chance.choice(["Reuters", "TASS", "Somebody", None]),
                        published_at=published, language="en")  # fmt: skip
        self._append(report, [self._claim(report) for _ in range(chance.randrange(6))], reader)

    def _append(self, report, claims, reader="test/1"):
        run = begin_run(self.project.ledger, Run("ingest", reader, "gazetteer/1", "0"), self.now())
        with self.project.ledger.batch():
            append_report(self.project.ledger, report, None, claims, run)
        self.reports.append(report.text)
        self.claims.extend(claims)

    def _claim(self, report):
        chance = self.chance
        name, place = chance.choice(PLACES)
        parties = [Party(Quote(0, 4, "They"), state, state, HolderId(key) if key else None)
                   for state, key in (chance.choice(PARTIES), chance.choice(PARTIES))]  # fmt: skip
        when = chance.choice([None, None, "2024-01-20", "../2024-02-01", "2024-01/..", "2023"])
        return identified(Claim(
            id=ClaimId(""), report=report.id,
            event=chance.choice([*Event, Event.STATION, Event.STATION, Event.WITHDRAW, Event.HOLD]),
            modality=chance.choice([*[Modality.ACTUAL] * 6, *Modality]), negated=chance.random() < 0.15,
            holder=parties[0], counterparty=chance.choice([None, parties[1]]),
            place=Locus(None, name, PlaceId(place) if place else None),
            sentence=Quote(0, len(TEXT), TEXT), trigger=Quote(5, 8, "are"), reader=Reader("test", "1", "r"),
            confidence=chance.choice([1.0, 0.7, 0.1]), when=TimeRef(when) if when else None,
            deadline=TimeRef("2024-03-01") if chance.random() < 0.3 else None,
            quantity=Quantity(Quote(0, 4, "They"), 30, 60, Unit.PERCENT) if chance.random() < 0.1 else None,
            speaker=chance.choice([None, None, Speaker("General", None, "Russia")]),
            continuing=chance.random() < 0.2, partial=chance.random() < 0.2,
        ))  # fmt: skip

    def _review(self):
        chance = self.chance
        kind, subject, value = ReviewKind.REJECT, chance.choice(self.claims or [None]), None
        if subject is None:
            return
        subject, pick = subject.id, chance.random()
        if pick < 0.3:
            kind, value = (
                ReviewKind.CORRECT,
                {"place": {"name": "Akhurik", "id": "site:akhurik-crossing"}, "event": "station"},
            )
        elif pick < 0.5 and self.reviews:
            kind, subject = ReviewKind.UNDO, chance.choice(self.reviews)
        elif pick < 0.6:
            kind, subject, value = ReviewKind.MERGE_PLACES, "airport:EVN", "text:old mill"
        elif pick < 0.7:
            kind, subject, value = ReviewKind.MERGE_COPIES, *(report_id(chance.choice(self.reports)) for _ in "ab")
        review = Review(ReviewId(f"v1:{self.steps}"), kind, subject, value, "me", "because", self.now())
        with self.project.ledger.batch():
            append_review(self.project.ledger, review)
        self.reviews.append(review.id)


@pytest.fixture
def desk_in(tmp_path_factory):
    made = []

    def make(chance):
        made.append(Desk(tmp_path_factory.mktemp("desk"), chance))
        return made[-1]

    yield make
    for desk in made:
        desk.project.ledger.close()
