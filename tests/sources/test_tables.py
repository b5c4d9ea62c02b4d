import re
from importlib import resources

import pytest

from tenure.model.errors import DataFileError
from tenure.model.problem import ProblemCode
from tenure.sources.kinds import KINDS
from tenure.sources.tables import numbers_of, pattern_of, table, words_of

LISTS = {
    "credits": ["endings", "corrections", "heads", "tails"],
    "furniture": ["anywhere", "edges", "comments", "related", "signs", "bylines"],
    "dates": ["published", "other", "fillers"],
    "encodings": ["declared", "guessed", "mojibake"],
    "fields": ["text", "title", "publisher", "published", "updated", "url", "language", "authors", "id"],
    "notices": ["titles", "words"],
    "languages": ["known", "english"],
    "archiver": ["fields"],
    "page": ["articles", "pages", "published", "updated", "title", "publisher", "url", "authors", "blocks", "passed"],
}


@pytest.mark.parametrize(("name", "key"), [(name, key) for name, keys in LISTS.items() for key in keys])
def test_lists_hold_words_once(name, key):
    words = words_of(name, key)
    assert words
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("name", LISTS)
def test_no_list_is_unused(name):
    tables = {
        "credits": {"agencies"},
        "dates": {"months", "zones"},
        "encodings": {"expects"},
        "page": {"outside"},
        "archiver": {"sheet", "database", "names"},
    }
    assert set(table(name)) == set(LISTS[name]) | tables.get(name, set())


@pytest.mark.parametrize("key", ["anywhere", "edges", "comments", "related", "signs"])
def test_patterns_of_furniture_match_no_sentence(key):
    for sentence in (
        "The guards left the post on Monday.",
        "More than forty guards left.",
        "He said no.",
        "Share of Russian troops falls",
        "Read the treaty, the minister said.",
        "Related talks continue in Moscow",
        "Home guards patrol the village",
        "This message was sent to Yerevan by the guards at the post, he said.",
        "The base's terms of use were set in 1995.",
        "Its owners spoke of the privacy policy.",
    ):
        assert not pattern_of("furniture", key).fullmatch(sentence), sentence


def test_months_and_zones_are_numbers_in_range():
    assert set(numbers_of("dates", "months").values()) == set(range(1, 13))
    assert all(abs(minutes) <= 14 * 60 for minutes in numbers_of("dates", "zones").values())


def test_code_pages_exist():
    for name in (*words_of("encodings", "guessed"), *table("encodings")["expects"]):
        "x".encode(name)


def test_signatures_name_a_problem():
    for row in table("signatures")["signature"]:
        assert bytes.fromhex(row["starts"])
        assert ProblemCode(row["code"]) in (ProblemCode.BINARY, ProblemCode.UNSUPPORTED)
        assert row["what"]
        assert row["advice"]


def test_every_data_file_is_read_by_somebody():
    names = {file.name.removesuffix(".toml") for file in resources.files("tenure.sources").joinpath("data").iterdir()}
    assert names == {*LISTS, "signatures"}


def test_a_missing_table_is_said():
    with pytest.raises(DataFileError):
        table("none")
    with pytest.raises(DataFileError):
        words_of("dates", "none")
    with pytest.raises(DataFileError):
        numbers_of("dates", "published")


def test_kinds_have_different_names():
    names = [kind.name for kind in KINDS]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+", name) for name in names)
    assert names[-1] == "plain"
