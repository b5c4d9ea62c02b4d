"""The acceptance story: two reports on Russian forces in Armenia, claims written by hand in our own words."""

from datetime import date

import pytest

from tenure.folding.fold import Horizon, fold
from tenure.folding.standing import segment_on
from tenure.model.ids import HolderId, PlaceId
from tenure.model.tenure import Aspect, LineId

RU, FSB, ARMY = "state:ru", "force:ru-fsb-bs", "force:ru-af"
AM, US = "state:am", "state:us"
FIRST, SECOND = date(2024, 5, 10), date(2026, 3, 15)
P, C, S = Aspect.PRESENCE, Aspect.CONTROL, Aspect.COOPERATION


def first_report(story):
    more = {"published": "2024-05-10", "report": "r1:first", "publisher": "Outlet One"}
    story.say("Russia will pull its soldiers back from the frontier with Azerbaijan.", "withdraw", "border:AM-AZ", RU,
              "pull", modality="agreed", **more)  # fmt: skip
    story.say(
        "Russian forces went to Syunik in the autumn of 2020.",
        "deploy",
        "region:syunik",
        RU,
        "went",
        when="2020-23",
        **more,
    )
    story.say("All of them are to leave Syunik.", "withdraw", "region:syunik", RU, "leave", modality="planned",
              speaker="Hayk Konjoryan", side="Armenia", **more)  # fmt: skip
    story.say("They later reached four more provinces.", "deploy", "four more provinces", RU, "reached", **more)
    story.say("They are to leave the four more provinces.", "withdraw", "four more provinces", RU, "leave",
              modality="planned", **more)  # fmt: skip
    story.say("Yerevan told the guards to be out of Zvartnots by 1 August.", "withdraw", "airport:EVN", FSB, "be out",
              modality="ordered", deadline="2024-08-01", speaker="Nikol Pashinyan", side="Armenia", **more)  # fmt: skip
    story.say(
        "The guards at Zvartnots are to be moved.", "withdraw", "airport:EVN", FSB, "moved", modality="planned", **more
    )
    for place in ("border:AM-TR", "border:AM-IR"):
        story.say(f"Guards will go on securing {place}.", "hold", place, FSB, "securing", modality="planned",
                  continuing=True, speaker="Dmitry Peskov", side="Russia", **more)  # fmt: skip
    story.say("Russia keeps a base in Armenia.", "station", "country:AM", RU, "keeps", **more)
    story.say("He would not advise to ask that the Russians leave Armenia.", "withdraw", "country:AM", RU, "leave",
              modality="refused", speaker="a senior Russian lawmaker", side="Russia", **more)  # fmt: skip


def second_report(story):
    more = {"published": "2026-03-15", "report": "r1:second", "publisher": "Outlet Two"}
    story.say("Russian forces have quit several positions near the frontier.", "withdraw", "border:AM-AZ", RU, "quit",
              when="../2026-03-15", partial=True, quantity=("several positions", 5, "sites"), **more)  # fmt: skip
    story.say("Agarak went from the Russians to Armenian guards.", "hand_over", "site:agarak", FSB, "went",
              counterparty="force:am-bg", **more)  # fmt: skip
    story.say(
        "Agarak was held by the Russians alone before.",
        "hold",
        "site:agarak",
        FSB,
        "held",
        when="../2026-03-15",
        **more,
    )
    for place in ("site:agarak", "site:akhurik"):
        story.say(f"The FSB no longer controls {place}.", "lose", place, FSB, "no longer controls", **more)
    story.say("They were kept out of Margara.", "bar", "site:margara", FSB, "kept out", counterparty=AM, **more)
    story.say("The FSB has thinned out along the Turkish border.", "reduce", "border:AM-TR", FSB, "thinned out",
              when="../2026-03-15", **more)  # fmt: skip
    story.say("The radar crews have left Martuni.", "withdraw", "site:martuni", RU, "left", **more)
    story.say(
        "Soldiers have lately left Zvartnots.", "withdraw", "airport:EVN", RU, "left", when="../2026-03-15", **more
    )
    story.say("Their number in Armenia is down by about 50 percent.", "reduce", "country:AM", ARMY, "down",
              quantity=("about 50 percent", 50, "percent"), partial=True, **more)  # fmt: skip
    story.say("Russia still has soldiers in Armenia.", "station", "country:AM", RU, "has", continuing=True, **more)
    story.say("Armenian staff refuse to share data at the Joint Centre.", "part", "Joint Centre", AM, "refuse",
              counterparty=RU, **more)  # fmt: skip
    story.say("Positions are being made ready in Syunik for Americans.", "prepare", "region:syunik", US, "made ready",
              modality="underway", **more)  # fmt: skip
    story.say("The base could go one day.", "withdraw", "country:AM", RU, "go", modality="possible",
              speaker="Nikol Pashinyan", side="Armenia", **more)  # fmt: skip


def line(place, holder, aspect=P):
    return LineId(PlaceId(place), HolderId(holder), aspect)


def statuses(state, day):
    return {standing.line: standing.segment.status.value for standing in segment_on(state, day)}


@pytest.fixture
def reports(story):
    first_report(story)
    second_report(story)
    return story


@pytest.fixture
def in_2024(reports, graded, atlas):
    return fold(reports.statements, [], atlas, graded, Horizon(FIRST, known_by=FIRST))


@pytest.fixture
def in_2026(reports, graded, atlas):
    return fold(reports.statements, [], atlas, graded, Horizon(SECOND))


@pytest.mark.parametrize(
    ("place", "holder", "aspect", "status"),
    [
        ("border:AM-AZ", RU, P, "leaving"),
        ("region:syunik", RU, P, "leaving"),
        ("text:r1:first:four more provinces", RU, P, "leaving"),
        ("airport:EVN", FSB, P, "leaving"),
        ("border:AM-TR", FSB, C, "holds"),
        ("border:AM-IR", FSB, C, "holds"),
        ("country:AM", RU, P, "present"),
    ],
)
def test_what_the_first_report_alone_tells(in_2024, place, holder, aspect, status):
    assert statuses(in_2024, FIRST)[line(place, holder, aspect)] == status


@pytest.mark.parametrize(
    ("place", "holder", "aspect", "status"),
    [
        ("border:AM-AZ", RU, P, "gone"),
        ("site:agarak", FSB, C, "lost"),
        ("site:agarak", "force:am-bg", C, "holds"),
        ("site:akhurik", FSB, C, "lost"),
        ("site:margara", FSB, P, "barred"),
        ("border:AM-TR", FSB, P, "reduced"),
        ("site:martuni", RU, P, "gone"),
        ("airport:EVN", FSB, P, "gone"),
        ("airport:EVN", RU, P, "gone"),
        ("country:AM", ARMY, P, "reduced"),
        ("country:AM", RU, P, "present"),
        ("text:joint centre", AM, S, "ended"),
        ("region:syunik", US, P, "expected"),
    ],
)
def test_what_both_reports_tell(in_2026, place, holder, aspect, status):
    assert statuses(in_2026, SECOND)[line(place, holder, aspect)] == status


def outcomes(state):
    return {(c.line.place, c.line.holder, c.direction.value): c for c in state.commitments}


def test_commitments_of_2024(in_2024):
    found = outcomes(in_2024)
    assert found["border:AM-AZ", RU, "leave"].outcome == "open"
    assert found["border:AM-AZ", RU, "leave"].modality == "agreed"
    zvartnots = found["airport:EVN", FSB, "leave"]
    assert (zvartnots.outcome, zvartnots.deadline, zvartnots.modality) == ("open", "2024-08-01", "ordered")
    assert len(zvartnots.claims) == 2
    assert found["border:AM-TR", FSB, "stay"].outcome == "open"
    assert found["border:AM-IR", FSB, "stay"].outcome == "open"
    assert found["country:AM", RU, "leave"].modality == "refused"


def test_what_came_of_them_by_2026(in_2026):
    found = outcomes(in_2026)
    assert found["border:AM-AZ", RU, "leave"].outcome == "kept"
    zvartnots = found["airport:EVN", FSB, "leave"]
    assert zvartnots.outcome == "kept"
    assert "whether in time is not known" in zvartnots.outcome_note
    assert found["border:AM-TR", FSB, "stay"].outcome == "broken"
    assert found["border:AM-IR", FSB, "stay"].outcome == "broken"
    assert len(found["border:AM-TR", FSB, "stay"].outcome_claims) == 2
    assert found["region:syunik", US, "come"].outcome == "open"
    asked = [c.modality for c in in_2026.commitments if c.line.place == "country:AM" and c.line.holder == RU]
    assert sorted(asked) == ["possible", "refused"]
