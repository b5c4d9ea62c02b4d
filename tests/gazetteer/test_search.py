import pytest

from tenure.gazetteer.atlas import atlas_of

FOUND = [
    ("Zvartnots", "airport:EVN"),
    ("zvartnots", "airport:EVN"),
    ("Agarak crossing", "site:agarak-crossing"),
    ("Armenia", "country:AM"),
    ("armenian-iranian border", "border:AM-IR"),
    ("Armenia's border with Iran", "border:AM-IR"),
    ("Syunik province", "iso:AM-SU"),
    ("geonames:616052", "geonames:616052"),
    ("Ереван", "geonames:616052"),
    ("Երևան", "geonames:616052"),
    ("Türkiye", "country:TR"),
]


@pytest.mark.parametrize(("name", "wanted"), FOUND, ids=[name for name, _ in FOUND])
def test_a_person_finds_a_place(gazetteer, name, wanted):
    assert gazetteer.find(name)[0].id == wanted


def test_all_homonyms_are_shown(gazetteer):
    found = [place.id for place in gazetteer.find("Martuni")]
    assert {"geonames:616437", "geonames:616438", "geonames:146969"} <= set(found)


@pytest.mark.parametrize("name", ["", "no such place anywhere", "'; DROP TABLE places; --", "\x00", "%"])
def test_nothing_is_found_for_no_name(gazetteer, name):
    assert gazetteer.find(name) == ()


def test_an_atlas_holds_everything_that_places_and_holders_lie_in(gazetteer):
    atlas = atlas_of(gazetteer, ["site:agarak-crossing", "nowhere:1"], ["force:ru-border-service", "nobody:1"])
    assert {"site:agarak-crossing", "border:AM-IR", "iso:AM-SU", "country:AM", "country:IR"} == set(atlas.places)
    assert {"force:ru-border-service", "state:ru"} <= set(atlas.holders)
    assert all(parent in atlas.places for place in atlas.places.values() for parent in place.parents)
    assert all(holder.parent is None or holder.parent in atlas.holders for holder in atlas.holders.values())
