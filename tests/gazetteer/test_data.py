from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenure.gazetteer import tables
from tenure.gazetteer.classes import bare_name, place_words
from tenure.gazetteer.countries import country_rows, territory_rows
from tenure.gazetteer.features import REGIONS, WATERS, iter_regions
from tenure.gazetteer.namesakes import torn_names
from tenure.gazetteer.phrase import parsed
from tenure.gazetteer.provinces import read_provinces
from tenure.gazetteer.register import read_register, unit_words
from tenure.gazetteer.settlements import usable_aliases
from tenure.gazetteer.spelling import folded
from tenure.model.errors import DataFileError


def test_there_are_regions_and_waters_enough_and_each_once():
    entries = [*iter_regions(REGIONS), *iter_regions(WATERS)]
    assert len(entries) >= 250
    assert [key for key, count in Counter(entry.place.id for entry in entries).items() if count > 1] == []
    assert all(entry.place.precision == "region" for entry in entries)


def test_countries_named_in_tables_exist():
    countries = country_rows()
    named = {code for entry in (*iter_regions(REGIONS), *iter_regions(WATERS)) for code in entry.place.countries}
    named |= {code for row in territory_rows() for code in tables.listed(row["countries"])}
    assert named <= set(countries)


def test_torn_provinces_exist():
    codes = {province.code for province in read_provinces()}
    assert all(province in codes for _, province in torn_names())


def test_the_register_is_whole_and_no_alias_is_a_kind_of_unit():
    entries, aliases = read_register()
    assert len(entries) > 200
    assert not [alias for alias in aliases if alias.part.startswith("force") and alias.words in unit_words().phrases]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Torkham border crossing", "Torkham"),
        ("Camp Faouar", "Faouar"),
        ("Bagram Air Base", "Bagram"),
        ("Lake Sevan", "Sevan"),
        ("Hmeimim", None),
        ("Camp", None),
    ],
)
def test_bare_names(name, wanted):
    assert bare_name(name) == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zvartnots", "ZVARTNOTS"),
        ("N’Djamena", "N'Djamena"),
        ("Deir ez-Zor", "Deir ez Zor"),
        ("Müş", "Mus"),
        ("Łódź", "Lodz"),
        ("Geġark'unik'", "Gegarkunik"),
        ("U.S.", "US"),
        ("St. George's", "St Georges"),
        ("Xocavənd", "Xocavand"),
    ],
)
def test_spellings_that_are_one(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("Goris", "Gori"), ("Akhurik", "Akhuryan"), ("Agarak", "Akarak")])
def test_spellings_that_are_two(one, other):
    assert folded(one) != folded(other)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    assert folded(folded(text)) == folded(text)


@given(st.text(alphabet="abcÉ A-’'. ofintheborder", max_size=80), st.none() | st.just("Abc"))
def test_any_phrase_can_be_taken_apart(words, name):
    phrase = parsed(words, name, lambda _: False)
    assert phrase.name is None or phrase.name.strip()


def test_false_friends_among_aliases_are_dropped():
    aliases = ["Goris", "gori", "GRI", "Гори", "Gor", "Gori2", "Gore"]
    assert set(usable_aliases("Gori", aliases)) == {"гори", "gore"}


def test_a_damaged_table_names_its_line(tmp_path, monkeypatch):
    broken = tmp_path / "x.csv"
    broken.write_text("id,name\n1,a\n2\n", encoding="utf-8")
    monkeypatch.setattr(tables, "data_file", lambda name: broken)
    with pytest.raises(DataFileError, match="line 3"):
        list(tables.read_rows("x.csv", ("id", "name")))
    with pytest.raises(DataFileError, match="columns"):
        list(tables.read_rows("x.csv", ("id",)))


def test_no_class_word_is_a_preposition():
    table = place_words()
    assert not set(table.classes) & table.prepositions
