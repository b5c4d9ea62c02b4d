import pytest

from tenure.model.gazetteer import PlaceMention, Scene

ARMENIA = (
    *("Armenia",) * 8, *("Russia",) * 6, "Azerbaijan", "Azerbaijan", *("Iran",) * 4, "Turkey", "Armenian-Turkish",
    "Syunik", "Yerevan", "Zvartnots International Airport", "Lake Sevan", "Margar", "Akhurik",
)  # fmt: skip
KARABAKH = ("Nagorno-Karabakh", "Azerbaijan", "Azerbaijan", "Stepanakert", "Armenia", "Khojavend", "Shusha")
MALI = ("Mali", "Mali", "Malian", "France", "Gao", "Kidal")
SYRIA = ("Syria", "Syrian", "Russia", "Damascus", "Israel", "Golan Heights", "United States")
AFGHANISTAN = ("Afghanistan", "Afghan", "Kabul", "Taliban", "Pakistan", "United States")
UKRAINE = ("Ukraine", "Ukrainian", "Russia", "Kyiv", "Kherson")
SAHARA = ("Western Sahara", "Morocco", "Moroccan", "Polisario", "Mauritania")


def resolve(gazetteer, words, name, names):
    return gazetteer.place_of(PlaceMention(words, name), gazetteer.scene_of(names))


NAMED = [
    ("Armenia’s southeastern Syunik province", "Syunik", ARMENIA, "iso:AM-SU"),
    ("Syunik", "Syunik", ARMENIA, "iso:AM-SU"),
    ("the Syunik region along the Iranian border", "Syunik", ARMENIA, "iso:AM-SU"),
    ("Meghri", "Meghri", ARMENIA, "geonames:174823"),
    ("the village of Margara", "Margara", ARMENIA, "geonames:613075"),
    ("the Margar checkpoint on the Armenian-Turkish border", "Margar", ARMENIA, "site:margara-crossing"),
    ("the Akhurik checkpoint on the Armenian-Turkish border", "Akhurik", ARMENIA, "site:akhurik-crossing"),
    ("the Agarak crossing on the Armenian-Iranian border", "Agarak", ARMENIA, "site:agarak-crossing"),
    ("the border crossing with Iran", None, ARMENIA, "site:agarak-crossing"),
    ("this checkpoint", "Iran", ARMENIA, "site:agarak-crossing"),
    ("Kelbajar district", "Kelbajar", KARABAKH, "iso:AZ-KAL"),
    ("Aleppo's airport", "Aleppo", SYRIA, "site:nayrab-air-base"),
    ("the town of Agarak on the border with Iran", "Agarak", ARMENIA, "geonames:175008"),
    ("Gyumri", "Gyumri", ARMENIA, "geonames:616635"),
    ("Goris", "Goris", ARMENIA, "geonames:174895"),
    ("the Martuni area near Lake Sevan", "Martuni", ARMENIA, "geonames:616438"),
    ("Martuni", "Martuni", KARABAKH, "geonames:146969"),
    ("Khojavend district", "Khojavend", KARABAKH, "iso:AZ-XVD"),
    ("Yerevan’s Zvartnots International Airport", "Zvartnots International Airport", ARMENIA, "airport:EVN"),
    ("Zvartnots", "Zvartnots", ARMENIA, "airport:EVN"),
    ("the Zvartnots Airport in the capital Yerevan", "Zvartnots Airport", ARMENIA, "airport:EVN"),
    ("the capital", None, ARMENIA, "geonames:616052"),
    ("the country", "Armenia", ARMENIA, "country:AM"),
    ("the northern city of Gao", "Gao", MALI, "geonames:2457163"),
    ("the Gao region", "Gao", MALI, "iso:ML-7"),
    ("Gao", "Gao", MALI, "geonames:2457163"),
    ("northern Mali", "Mali", MALI, "region:northern-mali"),
    ("the outskirts of Kidal", "Kidal", MALI, "geonames:2455290"),
    ("Khmeimim", "Khmeimim", SYRIA, "site:hmeimim-air-base"),
    ("the Hmeimim airbase", "Hmeimim", SYRIA, "site:hmeimim-air-base"),
    ("al-Tanf", "al-Tanf", SYRIA, "site:al-tanf-garrison"),
    ("Camp Faouar", "Camp Faouar", SYRIA, "site:camp-faouar"),
    ("the Golan Heights", "Golan Heights", SYRIA, "territory:golan-heights"),
    ("Idlib province in northwest Syria", "Idlib", SYRIA, "iso:SY-ID"),
    ("the Torkham border crossing", "Torkham", AFGHANISTAN, "site:torkham-crossing"),
    ("Bagram", "Bagram", AFGHANISTAN, "site:bagram-air-base"),
    ("Bagram airfield", "Bagram", AFGHANISTAN, "site:bagram-air-base"),
    ("Snake Island", "Snake Island", UKRAINE, "site:snake-island"),
    ("the city of Kherson", "Kherson", UKRAINE, "geonames:706448"),
    ("the Kherson region", "Kherson", UKRAINE, "iso:UA-65"),
    ("Crimea", "Crimea", UKRAINE, "territory:crimea"),
    ("Guerguerat", "Guerguerat", SAHARA, "site:guerguerat-crossing"),
    ("the United States", "United States", AFGHANISTAN, "country:US"),
    ("the Gulf of Aden", "Gulf of Aden", (), "water:gulf-of-aden"),
    ("New York", "New York", ("United States",), "geonames:5128581"),
]


@pytest.mark.parametrize(("words", "name", "names", "wanted"), NAMED, ids=[f"{w}" for w, *_ in NAMED])
def test_a_place_resolves_in_its_context(gazetteer, words, name, names, wanted):
    found = resolve(gazetteer, words, name, names)
    assert found.place is not None, found.reasons
    assert found.place.id == wanted, found.reasons
    assert found.reasons


def test_agarak_on_the_border_with_iran_lies_in_syunik(gazetteer):
    found = resolve(gazetteer, "Agarak", "Agarak", ARMENIA)
    assert found.place is not None
    assert found.place.admin1 == "AM-SU"
    assert len(found.runners_up) >= 3


UNRESOLVED = [
    ("four additional provinces adjacent to Azerbaijan", None, ARMENIA, "country:AZ"),
    ("a Russian military base in Armenia", "Armenia", ARMENIA, "country:AM"),
    ("their camp in the northern city of Gao", "Gao", MALI, "geonames:2457163"),
    ("a border crossing with Iran", None, ARMENIA, "border:AM-IR"),
    ("bases in Syria", "Syria", SYRIA, "country:SY"),
    ("parts of Mali", "Mali", MALI, "country:ML"),
    ("the right bank of the Dnipro River", "Dnipro River", UKRAINE, "water:dnieper"),
    ("villages around Kherson", "Kherson", UKRAINE, "geonames:706448"),
]


@pytest.mark.parametrize(("words", "name", "names", "container"), UNRESOLVED, ids=[w for w, *_ in UNRESOLVED])
def test_what_is_not_the_place_beside_it_stays_unresolved_with_that_place_first(
    gazetteer, words, name, names, container
):
    found = resolve(gazetteer, words, name, names)
    assert found.place is None
    assert found.runners_up[0].id == container
    assert found.reasons


def test_one_of_several_homonyms_is_never_guessed(gazetteer):
    found = resolve(gazetteer, "Martuni", "Martuni", ("Armenia", "Armenian"))
    assert found.place is None
    assert {"geonames:616437", "geonames:616438"} <= {place.id for place in found.runners_up}
    assert "nothing tells these apart" in found.reasons[0]


@pytest.mark.parametrize(("name", "never"), [("Goris", "geonames:614455"), ("Akhurik", "geonames:616989")])
def test_names_that_only_look_alike_never_meet(gazetteer, name, never):
    for names in (ARMENIA, ("Georgia", "Georgian", "Gori"), ()):
        found = resolve(gazetteer, name, name, names)
        assert found.place is None or found.place.id != never


def test_a_small_place_outside_the_reports_countries_is_not_linked(gazetteer):
    found = resolve(gazetteer, "Meghri", "Meghri", ("Mali", "France"))
    assert found.place is None
    assert found.runners_up[0].id == "geonames:174823"


def test_a_famous_city_needs_no_context(gazetteer):
    found = resolve(gazetteer, "Kabul", "Kabul", ("Mali", "France"))
    assert found.place is not None
    assert found.place.id == "geonames:1138958"


@pytest.mark.parametrize(
    ("names", "wanted"),
    [(("Atlanta", "Alabama", "United States", "Florida"), "iso:US-GA"), (("Tbilisi", "Abkhazia"), "country:GE")],
    ids=["the state", "the country"],
)
def test_georgia_is_the_one_the_report_plays_in(gazetteer, names, wanted):
    found = resolve(gazetteer, "Georgia", "Georgia", (*names, "Georgia"))
    assert found.place is not None
    assert found.place.id == wanted


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "the",
        "of of of",
        "’s",
        "north",
        "\ud800",
        "border " * 500,
        "(((",
        "Ａｇａｒａｋ",
        "of " * 3000,
        "x" * 5000,
    ],
    ids=range(12),
)
def test_hostile_words_make_no_crash(gazetteer, words):
    found = gazetteer.place_of(PlaceMention(words, None), Scene((("AM", 2),)))
    assert found.place is None or found.reasons


def test_places_nest(gazetteer):
    village = gazetteer.place("geonames:174823")
    assert village.parents == ("iso:AM-SU", "country:AM")
    crossing = gazetteer.place("site:agarak-crossing")
    assert crossing.parents == ("border:AM-IR", "iso:AM-SU", "country:AM")
    assert gazetteer.place("border:AM-IR").parents == ("country:AM", "country:IR")
    assert gazetteer.place("airport:EVN").parents[0] == "geonames:616052"


def test_a_scene_counts_countries_and_keeps_what_is_certain(gazetteer):
    scene = gazetteer.scene_of(ARMENIA)
    assert [code for code, _ in scene.countries[:2]] == ["AM", "RU"]
    assert "airport:EVN" in scene.places
    assert gazetteer.scene_of(tuple(reversed(ARMENIA))) == scene


def test_a_state_whose_forces_are_spoken_of_is_not_where_the_report_plays(gazetteer):
    names = (*("Armenia",) * 9, *("Russia",) * 9, "Azerbaijan", "Gyumri", "Meghri", "Moscow")
    found = resolve(gazetteer, "positions near the border with Azerbaijan", "Azerbaijan", names)
    assert found.place is not None
    assert found.place.id == "border:AM-AZ"
    assert resolve(gazetteer, "the country", None, names).place.id == "country:AM"


def test_nothing_is_made_of_the_words_of_a_web_page(gazetteer):
    scene = gazetteer.scene_of(("Armenia", "Armenian", "Name", "Share", "Comments", "Recently", "Be", "Trump"))
    assert scene.places == ("country:AM",)
