from importlib import resources
from pathlib import Path
from shutil import copytree

import pytest

from tenure.folding.policy import PRESETS, policy_of
from tenure.model.errors import DataFileError, SettingsError


@pytest.fixture
def folder(tmp_path):
    with resources.as_file(resources.files("tenure.folding") / "data" / "policies" / "graded") as graded:
        return Path(copytree(graded, tmp_path / "mine"))


@pytest.mark.parametrize("name", PRESETS)
def test_presets_can_be_read(name):
    policy = policy_of(name)
    assert policy.name == name
    assert policy.grades[policy.unknown.grade] > 0
    assert policy.half_life_of("no such kind") == policy.default_half_life


def test_spellings_of_a_publisher_in_any_case():
    policy = policy_of("graded")
    assert policy.source_of("REUTERS.COM") == policy.source_of("Reuters")
    assert policy.source_of("ria.ru").group == "Rossiya Segodnya"
    assert policy.source_of(None).grade == policy.source_of("Nobody Knows").grade == "U"


def test_who_refuses_to_grade_weighs_all_alike():
    policy = policy_of("ungraded")
    assert {policy.grades[policy.source_of(name).grade] for name in ("Reuters", "TASS", "Nobody Knows", None)} == {1099}


def test_a_partys_own_word_carries_nothing_in_the_independent_policy():
    policy = policy_of("independent")
    assert policy.interest.own_favour == policy.interest.rival_denial == 0
    assert policy.grades[policy.source_of("TASS").grade] == 0


def test_a_folder_of_ones_own(folder):
    (folder / "ageing.toml").write_text("default_days = 10\n[days]\nbase = 20\n")
    policy = policy_of(str(folder))
    assert (policy.name, policy.half_life_of("base"), policy.half_life_of("post")) == ("mine", 20, 10)


def test_neither_a_preset_nor_a_folder():
    with pytest.raises(SettingsError, match="graded, ungraded, independent"):
        policy_of("stern")


TRUST = "unknown = 'A'\ncopies = 'A'\n[classes]\nA = 0.9\n"
PERCENT = "[percent]\nneutral = 1\nown_favour = 1\nagainst_own = 1\nrival_denial = 1\n"


@pytest.mark.parametrize(
    ("file", "text", "reason"),
    [
        ("ageing", "default_days = 0\n[days]\n", "default_days: expected a whole number from 1 to 100000, not 0"),
        ("ageing", "default_days = 9\n[days]\nbase = 'long'\n", "days.base: expected a whole number"),
        ("ageing", "default_day = 9\n[days]\n", "default_day: unknown; known are default_days, days"),
        ("ageing", "default_days = ", "cannot be read"),
        ("walk", "clash_days = 1\nlull_days = 1\nspeaker_days = 1\n", "contested_below: missing"),
        ("interest", "rivals = [['A']]\n" + PERCENT, "rivals: expected pairs"),
        ("reliability", "unknown = 'A'\ncopies = 'B'\n[classes]\nA = 0.9\n", "copies: expected one of A, not 'B'"),
        ("reliability", TRUST.replace("0.9", "1.5"), "classes.A = 1.5: expected a number from 0.5 to 0.99"),
        ("reliability", TRUST + "[[publishers]]\nnames = 'X'\nclass = 'A'\n",
         "publishers[1].names: expected a list of texts"),
        ("reliability", TRUST + "[[publishers]]\nnames = ['X', 'x']\nclass = 'A'\n",
         "the publisher 'x' is listed twice"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_table_names_its_place(folder, file, text, reason):
    (folder / f"{file}.toml").write_text(text)
    with pytest.raises(DataFileError) as error:
        policy_of(str(folder))
    assert reason in str(error.value)
    assert f"{file}.toml" in str(error.value)


def test_a_missing_table_is_named(folder):
    (folder / "walk.toml").unlink()
    with pytest.raises(DataFileError, match=r"walk\.toml"):
        policy_of(str(folder))
