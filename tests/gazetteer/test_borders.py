import pytest

from tenure.model.gazetteer import PlaceMention

ARMENIA = (*("Armenia",) * 6, "Russia", "Russia", "Azerbaijan", "Turkey", "Iran")

BORDERS = [
    ("Armenia’s border with Azerbaijan", None, "border:AM-AZ"),
    ("Armenia's border with Iran", "Iran", "border:AM-IR"),
    ("the Armenian-Iranian border", "Armenian-Iranian", "border:AM-IR"),
    ("the Armenia–Turkey border", None, "border:AM-TR"),
    ("the border with Iran", "Iran", "border:AM-IR"),
    ("along the Iranian border", None, "border:AM-IR"),
    ("several key positions near the border with Azerbaijan", None, "border:AM-AZ"),
    ("the border between Armenia and Turkey", None, "border:AM-TR"),
    ("Armenia’s borders with Turkey and Iran", "Turkey", "border:AM-TR"),
    ("the frontier between Russia and Azerbaijan", None, "border:AZ-RU"),
    ("that border", "Armenian-Turkish", "border:AM-TR"),
    ("the border of Gaza and Egypt", None, "border:EG-PS"),
]


@pytest.mark.parametrize(("words", "name", "wanted"), BORDERS, ids=[words for words, *_ in BORDERS])
def test_a_border_phrase_is_the_line_between_the_two(gazetteer, words, name, wanted):
    found = gazetteer.place_of(PlaceMention(words, name), gazetteer.scene_of(ARMENIA))
    assert found.place is not None, found.reasons
    assert found.place.id == wanted
    assert found.place.kind == "border"
    assert found.reasons


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("the border", ARMENIA),
        ("the border regions", ARMENIA),
        ("Armenia’s borders with Turkey and Iran", ARMENIA),
        ("the border of Mali and Japan", ARMENIA),
        ("the Iranian border", ("Armenia", "Turkey", "Iraq")),
    ],
)
def test_a_border_that_cannot_be_told_stays_open(gazetteer, words, names):
    found = gazetteer.place_of(PlaceMention(words, None), gazetteer.scene_of(names))
    assert found.place is None
    assert found.reasons


def test_a_border_names_both_sides_and_lies_between_them(gazetteer):
    line = gazetteer.place("border:AM-IR")
    assert line.name == "Armenia–Iran border"
    assert line.countries == ("AM", "IR")
    assert 38 < line.lat < 39.5
    assert 45 < line.lon < 47
