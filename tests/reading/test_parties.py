import pytest

from tenure.model.claim import Locus, Party, Quote
from tenure.reading.parties import belongings_of
from tenure.reading.parts import Context, Side, Spot, at_home
from tenure.reading.pointers import Pointed


def states(phrase, pointed, gazetteer):
    return [
        one.state for one in belongings_of(phrase, [Pointed(name, None, score) for name, score in pointed], gazetteer)
    ]


@pytest.mark.parametrize(
    ("phrase", "pointed", "wanted"),
    [
        ("Russian border guards", [("Armenia", 0.9)], ["Russia"]),
        ("their men", [("Armenia", 0.9), (None, 0.05)], ["Armenia"]),
        ("their men", [("Armenia", 0.3), ("Russia", 0.28)], [None]),
        ("the soldiers", [(None, 0.8), ("Russia", 0.2)], [None]),
        (None, [("Russia", 0.8)], ["Russia"]),
        ("Indian and Sri Lankan peacekeepers", [], ["India", "Sri Lanka"]),
        ("both sides", [("India", 0.5), ("China", 0.45)], ["India", "China"]),
        ("the garrison", [("India", 0.8), ("China", 0.15)], ["India"]),
        ("the garrison", [("India", 0.5), ("China", 0.45)], [None]),
    ],
)
def test_whose_a_phrase_is(phrase, pointed, wanted, gazetteer):
    assert states(phrase, pointed, gazetteer) == wanted


@pytest.mark.parametrize(
    ("words", "state", "place", "wanted"),
    [
        ("The army", None, "country:LK", "Sri Lanka"),
        ("the police", None, "country:ZM", "Zambia"),
        ("the garrison", None, "country:LK", None),
        ("The army", "India", "country:LK", "India"),
        ("The army", None, "border:AM-TR", None),
        ("The army", None, None, None),
    ],
)
def test_an_army_without_a_nation_is_that_of_the_country_it_is_in(words, state, place, wanted, gazetteer):
    context = Context(None, None, gazetteer, None, (), None, "", "")
    side = Side(Party(Quote(0, len(words), words), state, None, None, None, ()), 0, 0.9, 0.4)
    found = at_home(context, side, Spot(Locus(None, "there", place, ()), 9, 0.9, 0.9))
    assert found.party.state == wanted
