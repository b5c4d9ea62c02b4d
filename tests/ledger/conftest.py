from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tenure.ledger.append import Run, begin_run
from tenure.ledger.store import open_ledger
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
from tenure.model.ids import ClaimId, HolderId, PlaceId, ReportId, blob_id
from tenure.model.report import Report

NOON = datetime(2026, 3, 15, 12, tzinfo=UTC)
RUN = Run("ingest", "reader/1", "gazetteer/1", "0")
TEXT = "About 60 guards left Lome airport on Monday, the port captain said."


def quote(text, words):
    start = text.index(words)
    return Quote(start, start + len(words), words)


def make_report(text=TEXT, **more):
    from tenure.model.ids import id_of

    data = text.encode("utf-8", "surrogatepass")
    facts = {
        "published_at": datetime(2026, 3, 14, 2, tzinfo=UTC),
        "published_day": date(2026, 3, 13),
        "publisher": "Wire",
        "raw": blob_id(data),
    } | more
    return Report(id=ReportId(id_of("r1", text)), text=text, language="en", **facts), data


def make_claim(report):
    text = report.text
    return identified(
        Claim(
            id=ClaimId(""),
            report=report.id,
            event=Event.WITHDRAW,
            modality=Modality.ACTUAL,
            negated=False,
            holder=Party(quote(text, "guards"), "Togo", "Togo", HolderId("state:tg"), "guards", ("by context",)),
            place=Locus(quote(text, "Lome airport"), "Lomé Airport", PlaceId("airport:LFW"), ("name",)),
            sentence=Quote(0, len(text), text),
            trigger=quote(text, "left"),
            reader=Reader("test", "1", "rule/1"),
            confidence=0.9,
            quantity=Quantity(quote(text, "About 60 guards"), 60, 60, Unit.PERSONS),
            when=TimeRef("2026-03-09", quote(text, "on Monday"), "the Monday before publication"),
            speaker=Speaker("the port captain", quote(text, "the port captain")),
            partial=True,
            scores=(("trigger", 0.97),),
        )
    )


@pytest.fixture
def ledger(tmp_path):
    opened = open_ledger(tmp_path / "ledger.sqlite", create=True)
    yield opened
    opened.close()


@pytest.fixture
def run(ledger):
    return begin_run(ledger, RUN, NOON)


@pytest.fixture
def filled(ledger, run):
    from tenure.ledger.append import append_report

    report, data = make_report()
    with ledger.batch():
        append_report(ledger, report, data, [make_claim(report)], run)
    return replace(report)
