"""The actor register as a data file: what every reader of it may rely on."""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from importlib import resources
from itertools import combinations
from typing import Any

import pycountry
import pytest

from tenure.model.when import extent_of, is_edtf

KINDS = {
    "state-forces", "branch", "border-guard", "gendarmerie", "national-guard", "police", "intelligence", "mission",
    "alliance", "organisation", "pmc", "armed-group", "coalition",
}  # fmt: skip
KEYS = {
    "id", "name", "kind", "state", "parent", "aliases", "unit", "active_from", "active_to", "wikidata", "source",
}  # fmt: skip
NO_ISO_CODE = {"xk"}
"""Kosovo: the user-assigned code that everybody uses."""
LOWER_CASE_NAMES = {"blue helmets", "blue berets"}
TWO_LETTERS = {"UN", "EU", "AU", "IS"}


def _table(package: str, name: str) -> dict[str, Any]:
    file = resources.files(package).joinpath("data").joinpath(name)
    return tomllib.loads(file.read_text(encoding="utf-8"))


FORCES: list[dict[str, Any]] = _table("tenure.gazetteer", "forces.toml")["force"]
_STATES = _table("tenure.gazetteer", "states.toml")
NAMES: dict[str, dict[str, list[str]]] = {
    "states": {entry["name"]: entry.get("aliases", []) for entry in _STATES["state"]},
    "organisations": {entry["name"]: entry.get("aliases", []) for entry in _STATES["organisation"]},
    "cased": {entry["name"]: entry["cased"] for part in _STATES.values() for entry in part if "cased" in entry},
}
ORGANISATIONS = NAMES["organisations"]
BY_ID = {force["id"]: force for force in FORCES}


def _key(words: str) -> str:
    return words.casefold().replace("’", "'")


def _names_of(force: dict[str, Any]) -> set[str]:
    return {_key(words) for words in (force["name"], *force["aliases"])}


def _surely_active(force: dict[str, Any]) -> tuple[date, date]:
    """From the latest day it can have begun to the earliest day it can have ended."""
    begun, ended = extent_of(force.get("active_from", "..")), extent_of(force.get("active_to", ".."))
    start = begun.starts.end if begun else None
    end = ended.ends.start if ended else None
    return start or date.min, end or date.max


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    (start, end), (other_start, other_end) = _surely_active(one), _surely_active(other)
    return max(start, other_start) < min(end, other_end)


def _claimants() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for force in FORCES:
        for words in _names_of(force):
            found[words].append(force)
    yield from ((words, forces) for words, forces in sorted(found.items()) if len(forces) > 1)


def test_it_is_large_and_covers_most_states() -> None:
    armed = {force["state"] for force in FORCES if force["kind"] == "state-forces"}
    guarded = {force["state"] for force in FORCES if force["kind"] == "border-guard"}
    assert len(FORCES) >= 450
    assert len(armed & NAMES["states"].keys()) >= 120
    assert len(guarded) >= 50


def test_ids_stand_once() -> None:
    assert [each for each, count in Counter(force["id"] for force in FORCES).items() if count > 1] == []


def test_names_stand_once() -> None:
    assert [each for each, count in Counter(_key(force["name"]) for force in FORCES).items() if count > 1] == []


def test_every_entry_keeps_the_schema() -> None:
    for force in FORCES:
        assert force.keys() <= KEYS, force["id"]
        assert {"id", "name", "kind", "state", "aliases", "source"} <= force.keys(), force["id"]
        assert re.fullmatch(r"(?:force|org):[a-z0-9]+(?:-[a-z0-9]+)*", force["id"])
        assert force["kind"] in KINDS, force["id"]
        assert all(force[key].strip() == force[key] != "" for key in force.keys() - {"aliases"}), force["id"]
        assert re.fullmatch(r"Q[1-9]\d*", force.get("wikidata", "Q1")), force["id"]


def test_every_source_names_a_work_and_an_entry_of_it() -> None:
    sources = [
        force["source"]
        for force in FORCES
        if not re.match(r"United Nations Security Council resolution", force["source"])
    ]
    assert [source for source in sources if not all(source.partition(": ")[::2])] == []


def test_active_years_are_edtf_and_in_order() -> None:
    for force in FORCES:
        start, end = force.get("active_from", ".."), force.get("active_to", "..")
        assert start == ".." or is_edtf(start), force["id"]
        assert end == ".." or is_edtf(end), force["id"]
        assert is_edtf(f"{start}/{end}"), force["id"]


def test_aliases_are_names_and_not_common_words() -> None:
    for force in FORCES:
        assert len(force["aliases"]) == len(set(force["aliases"])), force["id"]
        assert force["name"] not in force["aliases"], force["id"]
        for alias in force["aliases"]:
            assert alias == alias.strip() != "", force["id"]
            assert alias in LOWER_CASE_NAMES or any(letter.isupper() for letter in alias), alias
            assert len(alias) > 2 or alias in TWO_LETTERS, alias


def test_parents_exist() -> None:
    for force in FORCES:
        parent = force.get("parent")
        if parent is None or parent in BY_ID:
            continue
        scheme, code = parent.split(":")
        assert scheme == "state", force["id"]
        assert code in NO_ISO_CODE or (code == code.lower() and pycountry.countries.get(alpha_2=code)), force["id"]


def test_parents_do_not_run_in_circles() -> None:
    for force in FORCES:
        seen = {force["id"]}
        while (parent := force.get("parent")) in BY_ID:
            assert parent not in seen
            seen.add(parent)
            force = BY_ID[parent]


def test_every_state_is_known() -> None:
    known = NAMES["states"].keys() | {force["name"] for force in FORCES}
    assert [force["id"] for force in FORCES if force["state"] not in known] == []


def test_an_alias_means_one_actor_at_a_time() -> None:
    doubled = [
        (words, one["id"], other["id"])
        for words, forces in _claimants()
        for one, other in combinations(forces, 2)
        if _overlap(one, other)
    ]
    assert doubled == []


def test_no_alias_means_another_state_to_the_reader() -> None:
    parts = ("states", "organisations", "cased")
    owner = {_key(alias): name for part in parts for name, aliases in NAMES[part].items() for alias in aliases}
    wrong = [
        (words, force["id"], owner[words])
        for force in FORCES
        for words in sorted(_names_of(force))
        if owner.get(words, force["state"]) != force["state"]
    ]
    assert wrong == []


def test_state_and_unit_mean_one_entry_at_a_time() -> None:
    units: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for force in FORCES:
        if "unit" in force:
            units[force["state"], force["unit"]].append(force)
    doubled = [
        (one["id"], other["id"])
        for forces in units.values()
        for one, other in combinations(forces, 2)
        if _overlap(one, other)
    ]
    assert doubled == []


@pytest.mark.parametrize("organisation", sorted(ORGANISATIONS))
def test_every_organisation_of_the_reader_is_covered(organisation: str) -> None:
    own = [force for force in FORCES if force["state"] == organisation]
    assert [force["id"] for force in own if force["name"] == organisation]
    kept = set().union(*(_names_of(force) for force in own))
    cased = NAMES["cased"].get(organisation, [])
    assert [alias for alias in (*ORGANISATIONS[organisation], *cased) if _key(alias) not in kept] == []
