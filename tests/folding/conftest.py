"""Statements written by hand: small sentences, claims with the offsets of their words."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest

from tenure.folding.policy import policy_of
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
from tenure.model.holder import Holder
from tenure.model.ids import ClaimId, HolderId, PlaceId, ReportId, id_of
from tenure.model.place import Place
from tenure.model.statement import Atlas, Statement


def place(key, name, kind, *countries, within=()):
    return Place(PlaceId(key), name, kind, countries, parents=tuple(PlaceId(p) for p in within))


PLACES = (
    place("country:AM", "Armenia", "country", "AM"),
    place("country:TR", "Turkey", "country", "TR"),
    place("country:IR", "Iran", "country", "IR"),
    place("border:AM-AZ", "Armenia–Azerbaijan border", "border", "AM", "AZ", within=["country:AM"]),
    place("border:AM-TR", "Armenia–Turkey border", "border", "AM", "TR", within=["country:AM", "country:TR"]),
    place("border:AM-IR", "Armenia–Iran border", "border", "AM", "IR", within=["country:AM", "country:IR"]),
    place("region:syunik", "Syunik", "region", "AM", within=["country:AM"]),
    place("airport:EVN", "Zvartnots International Airport", "airport", "AM", within=["country:AM"]),
    place("site:agarak", "Agarak", "crossing", "AM", "IR", within=["border:AM-IR", "region:syunik"]),
    place("site:akhurik", "Akhurik", "checkpoint", "AM", "TR", within=["border:AM-TR"]),
    place("site:margara", "Margara", "checkpoint", "AM", "TR", within=["border:AM-TR"]),
    place("site:martuni", "Martuni", "radar", "AM", within=["country:AM"]),
)
HOLDERS = (
    Holder(HolderId("state:ru"), "Russia", "state"),
    Holder(HolderId("state:am"), "Armenia", "state"),
    Holder(HolderId("state:us"), "United States", "state"),
    Holder(HolderId("force:ru-fsb-bs"), "FSB Border Service", "force", HolderId("state:ru")),
    Holder(HolderId("force:ru-af"), "Russian Armed Forces", "force", HolderId("state:ru")),
    Holder(HolderId("force:am-bg"), "Border Guard Troops of Armenia", "force", HolderId("state:am")),
)
ATLAS = Atlas({p.id: p for p in PLACES}, {h.id: h for h in HOLDERS})


@dataclass
class Story:
    """Collects statements; each `say` is one report of one sentence unless told otherwise."""

    statements: list[Statement] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    def say(self, sentence, event, place, holder, trigger, published="2024-05-10", **more):
        statement = said(sentence, event, place, holder, trigger, published, **more)
        self.statements.append(statement)
        self.texts[statement.claim.report] = sentence
        return statement


def quote(text, words):
    start = text.index(words)
    return Quote(start, start + len(words), words)


def said(
    sentence, event, place, holder, trigger, published="2024-05-10", *, modality="actual", publisher="Outlet",
    recorded=None, counterparty=None, quantity=None, when=None, deadline=None, speaker=None, side=None, cluster=None,
    copies=0, agency=None, confidence=1.0, report=None, holder_words=None, place_words=None, **more,
):  # fmt: skip
    report = ReportId(report or id_of("r1", sentence))
    claim = Claim(
        id=ClaimId(""),
        report=report,
        event=Event(event),
        modality=Modality(modality),
        negated=more.pop("negated", False),
        holder=_party(sentence, holder, holder_words),
        place=_locus(sentence, place, place_words),
        sentence=Quote(0, len(sentence), sentence),
        trigger=quote(sentence, trigger),
        reader=Reader("test", "1", "rule/1"),
        confidence=confidence,
        counterparty=_party(sentence, counterparty, None) if counterparty else None,
        quantity=Quantity(quote(sentence, quantity[0]), quantity[1], quantity[1], Unit(quantity[2]))
        if quantity
        else None,
        when=TimeRef(when) if when else None,
        deadline=TimeRef(deadline) if deadline else None,
        speaker=Speaker(speaker, None, side) if speaker else None,
        **more,
    )
    day = date.fromisoformat(published) if published else None
    instant = recorded or (
        datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if day else datetime(2024, 6, 1, tzinfo=UTC)
    )
    return Statement(identified(claim), day, instant, publisher, cluster or report, copies=copies, agency=agency)


def _party(sentence, holder, words):
    known = next((h for h in HOLDERS if h.id == holder), None)
    if known is None:
        return Party(quote(sentence, holder), None)
    top = known if known.parent is None else next(h for h in HOLDERS if h.id == known.parent)
    return Party(quote(sentence, words) if words else None, top.name, known.name, known.id)


def _locus(sentence, place, words):
    known = ATLAS.places.get(place)
    if known is None:
        return Locus(quote(sentence, place))
    return Locus(quote(sentence, words) if words else None, known.name, known.id)


@pytest.fixture(scope="session")
def graded():
    return policy_of("graded")


@pytest.fixture
def story():
    return Story()


@pytest.fixture(scope="session")
def atlas():
    return ATLAS
