"""The actor register on its way into the index: states, organisations and forces, and the aliases that name them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from tenure.gazetteer.spelling import folded
from tenure.gazetteer.tables import broken, data_file, read_table
from tenure.model.holder import Holder
from tenure.model.ids import HolderId

STATES: Final = "states.toml"
FORCES: Final = "forces.toml"
UNITS: Final = "units.toml"
_SHORT: Final = 5
"""Capitals of up to this length are read as an abbreviation, which counts only in exactly these letters."""


@dataclass(frozen=True, slots=True)
class Registered:
    """An entry of the register, the state or organisation it belongs to, and the unit kind it alone stands for."""

    holder: Holder
    state: str
    is_state: bool
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """Words that name a state or an organisation; `part` says how they are to be written."""

    words: str
    part: str
    name: str
    is_state: bool


@dataclass(frozen=True, slots=True)
class Units:
    """The kinds of units: which phrases name them, and which kinds of forces they stand for."""

    phrases: Mapping[str, str]
    forces: Mapping[str, frozenset[str]]
    within: Mapping[str, tuple[str, ...]]
    """The kinds a bare word can mean inside the service named beside it."""
    wider: Mapping[str, str]
    """The kind that is meant where a state has no force of a kind."""
    adjectives: frozenset[str]
    """Words that name a unit only where nothing follows them."""
    longest: int


@cache
def unit_words() -> Units:
    """The table of unit kinds.

    Raises:
        DataFileError: one phrase stands in two kinds.
    """
    table = read_table(UNITS)
    phrases: dict[str, str] = {}
    for name, words in table["units"].items():
        for word in words:
            if phrases.setdefault(word, name) != name:
                raise broken(UNITS, f"{word!r} stands in two kinds")
    forces = {name: frozenset(kinds) for name, kinds in table["forces"].items()}
    within = {name: tuple(kinds) for name, kinds in table["within"].items()}
    wider: dict[str, str] = table["wider"]
    adjectives = frozenset(table["adjectives"]["words"])
    if unknown := (forces.keys() | within.keys() | wider.keys() | set(wider.values())) - table["units"].keys():
        raise broken(UNITS, f"no such unit kind: {', '.join(sorted(unknown))}")
    return Units(phrases, forces, within, wider, adjectives, max(len(phrase.split()) for phrase in phrases))


def read_register() -> tuple[tuple[Registered, ...], tuple[Alias, ...]]:
    """Every holder, and every alias of a state or organisation.

    Raises:
        DataFileError: an id stands twice, or a force belongs to nobody.
    """
    table = read_table(STATES)
    forces = tuple(read_table(FORCES).get("force", ())) if data_file(FORCES).is_file() else ()
    known = {folded(force["name"]): force["id"] for force in forces}
    states = tuple(_states(table))
    bodies = tuple(each for each in _organisations(table) if folded(each.holder.name) not in known)
    owners = {each.state: each for each in (*states, *bodies)}
    members = tuple(_member(force, owners, known) for force in forces)
    everyone = (*states, *bodies, *members)
    ids = [each.holder.id for each in everyone]
    if len(ids) != len(set(ids)):
        raise broken(FORCES, f"ids that stand twice: {', '.join(sorted({i for i in ids if ids.count(i) > 1}))}")
    for each in members:
        if each.holder.parent is not None and each.holder.parent not in set(ids):
            raise broken(FORCES, f"{each.holder.id}: there is no {each.holder.parent}")
    return everyone, (*_aliases(table), *_force_aliases(members, table))


def _states(table: Mapping[str, Any]) -> Iterator[Registered]:
    for row in table["state"]:
        names = (*row["aliases"], *row.get("cased", ()))
        holder = Holder(HolderId(row["id"]), row["name"], "state", aliases=names, source="Tenure")
        yield Registered(holder, row["name"], is_state=True)


def _organisations(table: Mapping[str, Any]) -> Iterator[Registered]:
    for row in table["organisation"]:
        names = (*row["aliases"], *row.get("cased", ()))
        holder = Holder(HolderId(row["id"]), row["name"], "organisation", aliases=names, source="Tenure")
        yield Registered(holder, row["name"], is_state=False)


def _member(force: Mapping[str, Any], owners: Mapping[str, Registered], known: Mapping[str, str]) -> Registered:
    try:
        state, name = force["state"], force["name"]
        parent = force.get("parent") or None
        if parent is None and folded(state) != folded(name):
            parent = owners[state].holder.id if state in owners else known[folded(state)]
        holder = Holder(
            HolderId(force["id"]), name, force["kind"], HolderId(parent) if parent else None,
            tuple(force.get("aliases", ())), force.get("active_from") or None, force.get("active_to") or None,
            force.get("wikidata") or None, force.get("source", ""),
        )  # fmt: skip
    except KeyError as error:
        raise broken(FORCES, f"{force.get('id')}: {error} is missing or unknown") from error
    is_state = state in owners and owners[state].is_state
    unit = force.get("unit") or None
    if unit is not None and unit not in unit_words().phrases:
        raise broken(FORCES, f"{holder.id}: {unit!r} is no kind of unit")
    return Registered(holder, state, is_state, unit_words().phrases[unit] if unit else None)


def _aliases(table: Mapping[str, Any]) -> Iterator[Alias]:
    for part in ("state", "organisation"):
        for row in table[part]:
            for words in row["aliases"]:
                yield Alias(words, part, row["name"], part == "state")
            # An abbreviation in exactly these letters counts like a state's name, whoever it is short for.
            for words in row.get("cased", ()):
                yield Alias(words, "cased", row["name"], True)


def _force_aliases(members: tuple[Registered, ...], table: Mapping[str, Any]) -> Iterator[Alias]:
    """The names of forces that name one state or organisation only and are more than a kind of unit."""
    taken = {words.lower() for part in ("state", "organisation") for row in table[part] for words in row["aliases"]}
    taken |= {
        words.lower() for part in ("state", "organisation") for row in table[part] for words in row.get("cased", ())
    }
    owners: dict[str, set[str]] = {}
    found: dict[str, tuple[str, Registered]] = {}
    for each in members:
        for words in (each.holder.name, *each.holder.aliases):
            owners.setdefault(words.lower(), set()).add(each.state)
            found.setdefault(words.lower(), (words, each))
    for low, (words, each) in sorted(found.items()):
        if low in taken or len(owners[low]) > 1 or low in unit_words().phrases or not words[:1].isupper():
            continue
        short = words.isupper() and len(words) <= _SHORT
        yield Alias(words if short else low, "force cased" if short else "force", each.state, each.is_state)
