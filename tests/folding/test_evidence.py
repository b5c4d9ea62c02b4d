"""What one statement says of which lines, and of which days."""

from datetime import date

import pytest

from tenure.folding.evidence import OPEN, evidence_of
from tenure.folding.lines import register_of

RU, AM, POST = "state:ru", "state:am", "site:martuni"


@pytest.fixture
def read(story, atlas):
    def reading(event, published="2024-05-10", **more):
        said = story.say(f"They {event} at Martuni.", event, POST, RU, event, published, **more)
        pieces = evidence_of(said, register_of(atlas))
        return [
            (e.line.holder, e.line.aspect.value, e.effect.name.lower(), day(e.low), day(e.high), e.mark.value, e.share)
            for e in pieces
        ]

    return reading


def day(ordinal):
    return str(date.fromordinal(ordinal)) if abs(ordinal) != OPEN else None


TODAY = "2024-05-10"


@pytest.mark.parametrize(
    ("event", "more", "expected"),
    [
        ("station", {}, [("presence", "there", TODAY, "", 100)]),
        ("reinforce", {}, [("presence", "there", TODAY, "more", 100)]),
        ("reduce", {}, [("presence", "there", TODAY, "reduced", 100)]),
        ("withdraw", {"when": "2024-05-01"}, [("presence", "ends", "2024-05-01", "", 100)]),
        ("deploy", {"when": "2024-05-01"}, [("presence", "begins", "2024-05-01", "", 100)]),
        ("open", {"when": "2024-05-01"}, [("presence", "begins", "2024-05-01", "", 100)]),
        ("close", {"when": "2024-05-01"}, [("presence", "ends", "2024-05-01", "", 100)]),
        ("admit", {"when": "2024-05-01"}, [("presence", "begins", "2024-05-01", "", 100)]),
        ("bar", {}, [("presence", "absent", TODAY, "barred", 100)]),
        ("hold", {}, [("control", "there", TODAY, "", 100)]),
        ("take_over", {"when": "2024-05-01"}, [("control", "begins", "2024-05-01", "", 100)]),
        ("lose", {"when": "2024-05-01"}, [("control", "ends", "2024-05-01", "", 100)]),
        ("part", {"when": "2024-05-01"}, [("co-operation", "ends", "2024-05-01", "", 100)]),
        ("share", {}, [("control", "there", TODAY, "shared", 100), ("co-operation", "there", TODAY, "shared", 100)]),
        ("prepare", {}, []),
        (
            "share",
            {"modality": "refused"},
            [("co-operation", "ends", TODAY, "", 100), ("co-operation", "absent", TODAY, "", 100)],
        ),
        ("withdraw", {"negated": True}, [("presence", "there", TODAY, "", 100)]),
        ("deploy", {"negated": True}, [("presence", "absent", TODAY, "", 100)]),
        ("bar", {"negated": True}, []),
        ("withdraw", {"modality": "underway"}, [("presence", "there", TODAY, "leaving", 100)]),
        ("hand_over", {"modality": "underway"}, [("control", "there", TODAY, "transferring", 100)]),
        ("withdraw", {"modality": "ordered"}, [("presence", "there", TODAY, "presupposed", 0)]),
        ("deploy", {"modality": "planned"}, []),
        ("withdraw", {"modality": "possible"}, []),
        ("hold", {"modality": "planned", "continuing": True}, [("control", "there", TODAY, "", 100)]),
        ("hold", {"modality": "planned"}, []),
        ("withdraw", {"partial": True}, [("presence", "there", TODAY, "reduced", 100)]),
    ],
)
def test_what_an_event_reads_as(read, event, more, expected):
    found = [(aspect, effect, high, mark, share) for _, aspect, effect, _, high, mark, share in read(event, **more)]
    assert [row for row in found if row[2] is not None] == expected


@pytest.mark.parametrize(
    ("event", "mine", "theirs"), [("hand_over", "ends", "begins"), ("take_over", "begins", "ends")]
)
def test_both_sides_of_a_change_of_hands(read, event, mine, theirs):
    found = {holder: effect for holder, _, effect, *_ in read(event, when="2024-05-01", counterparty=AM)}
    assert found == {RU: mine, AM: theirs}


@pytest.mark.parametrize(
    ("event", "when", "published", "days"),
    [
        ("station", None, TODAY, [("there", TODAY, TODAY)]),
        ("station", None, None, [("there", None, "2024-06-01")]),
        ("station", "2023", TODAY, [("there", "2023-01-01", "2023-12-31")]),
        ("station", "2014/..", TODAY, [("begins", "2014-01-01", "2014-12-31"), ("there", TODAY, TODAY)]),
        ("station", "2014/2016", TODAY, [("begins", "2014-01-01", "2014-12-31"), ("ends", "2016-01-01", "2016-12-31")]),
        ("station", "../2024-05-10", TODAY, [("there", None, TODAY)]),
        ("withdraw", None, TODAY, [("ends", None, TODAY), ("absent", TODAY, TODAY)]),
        ("withdraw", "../2024-05-10", TODAY, [("ends", None, TODAY), ("absent", TODAY, TODAY)]),
        ("withdraw", "2024-05", TODAY, [("ends", "2024-05-01", TODAY)]),
        ("withdraw", "XXXX-05-01", TODAY, [("ends", None, TODAY), ("absent", TODAY, TODAY)]),
        ("withdraw", None, None, [("ends", None, "2024-06-01")]),
        ("deploy", "2013/2024-05-10", TODAY, [("begins", "2013-01-01", TODAY)]),
        ("bar", "2024-03/..", TODAY, [("absent", "2024-03-01", "2024-03-31"), ("absent", TODAY, TODAY)]),
        ("withdraw", "no date", TODAY, [("ends", None, TODAY), ("absent", TODAY, TODAY)]),
    ],
)
def test_the_days_of_evidence(read, event, when, published, days):
    found = [(effect, low, high) for _, _, effect, low, high, _, _ in read(event, published, when=when)]
    assert found == days
