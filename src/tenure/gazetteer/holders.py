"""What a holder phrase means: whose it is, which entry of the register it names, and what kind of unit."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tenure.gazetteer.affiliation import Affiliations
from tenure.gazetteer.register import Registered, unit_words
from tenure.gazetteer.spelling import folded
from tenure.model.holder import Holder, HolderResolution
from tenure.model.ids import HolderId

_WORD: Final = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_MOST_WORDS: Final = 60
_MOST_PARENTS: Final = 20


@dataclass(frozen=True)
class Register:
    """The actor register, and the ways into it."""

    entries: tuple[Registered, ...]
    affiliations: Affiliations

    @cached_property
    def by_id(self) -> Mapping[HolderId, Registered]:
        """Every entry by its id."""
        return {each.holder.id: each for each in self.entries}

    @cached_property
    def heads(self) -> Mapping[str, Registered]:
        """The entry of each state and organisation itself, by its usual English short name."""
        found: dict[str, Registered] = {}
        for each in self.entries:
            if folded(each.holder.name) == folded(each.state):
                found.setdefault(each.state, each)
        return found

    @cached_property
    def forces(self) -> Mapping[str, tuple[Registered, ...]]:
        """The entries that are no states, by each of their names in folded form."""
        found: dict[str, dict[HolderId, Registered]] = {}
        for each in self.entries:
            if each.holder.kind != "state":
                for name in (each.holder.name, *each.holder.aliases):
                    found.setdefault(folded(name), {}).setdefault(each.holder.id, each)
        return {name: tuple(entries.values()) for name, entries in found.items() if name}

    @cached_property
    def longest_force(self) -> int:
        """How many words the longest name of a force has."""
        return max((len(name.split()) for name in self.forces), default=1)

    def ancestors(self, holder: HolderId) -> tuple[HolderId, ...]:
        """What an entry belongs to, nearest first."""
        found: list[HolderId] = []
        at = self.by_id.get(holder)
        while at and at.holder.parent and at.holder.parent not in found and len(found) < _MOST_PARENTS:
            found.append(at.holder.parent)
            at = self.by_id.get(at.holder.parent)
        return tuple(found)


def resolve_holder(words: str | None, affiliation: str | None, register: Register) -> HolderResolution:
    """What a holder phrase means, given the state or organisation it is held to belong to."""
    mention = words or affiliation or ""
    unit, phrase = _unit_in(words or "")
    reasons = [f"“{phrase}”: {unit}"] if unit and phrase != unit else []
    state = affiliation or _state_in(words or "", register)
    named, alias = _force_in(words or "", state, register)
    if named:
        if len({each.state for each in named}) > 1 and state is None:
            return HolderResolution(
                mention, None, None, unit, (*reasons, f"“{alias}” is a name of several forces"), _holders(named)
            )
        return _of_force(mention, named, alias, unit, reasons, register)
    if state is None:
        return HolderResolution(mention, None, None, unit, (*reasons, "the words name no state and no organisation"))
    if state not in register.heads:
        return HolderResolution(mention, state, None, unit, (*reasons, f"{state} is not in the register"))
    return _of_unit(mention, state, unit, phrase, reasons, register)


def _of_force(
    mention: str, named: tuple[Registered, ...], alias: str, unit: str | None, reasons: list[str], register: Register
) -> HolderResolution:
    """The deepest of the forces named, or the branch of it that the kind of unit means."""
    deepest = max(named, key=lambda each: (len(register.ancestors(each.holder.id)), each.holder.id))
    rest = tuple(each for each in named if each is not deepest)
    reasons = [*reasons, f"“{alias}” is a name of {deepest.holder.name}"]
    kinds = (unit, *unit_words().within.get(unit, ())) if unit else ()
    branches = [
        each
        for each in register.entries
        if each.unit in kinds and each.unit and deepest.holder.id in register.ancestors(each.holder.id)
    ]
    if len(branches) == 1:
        reasons.append(f"its {branches[0].unit}: {branches[0].holder.name}")
        return HolderResolution(
            mention, deepest.state, branches[0].holder, branches[0].unit, tuple(reasons), (deepest.holder,)
        )
    return HolderResolution(mention, deepest.state, deepest.holder, unit, tuple(reasons), _holders(rest))


def _of_unit(
    mention: str, state: str, unit: str | None, phrase: str, reasons: list[str], register: Register
) -> HolderResolution:
    """The force of a state that a kind of unit means, else the state itself."""
    head = register.heads[state].holder
    own = [each for each in register.entries if each.state == state and each.holder.id != head.id]
    found = _forces_of(own, unit, head.id)
    if not found and unit is not None:
        found = _forces_of(own, unit_words().wider.get(unit), head.id)
    current = [each for each in found if each.holder.active_to is None]
    if len(found) > 1 and len(current) == 1:
        reasons, found = [*reasons, f"{current[0].holder.name} is the one that exists today"], current
    if len(found) == 1:
        reason = f"{state}'s {unit}: {found[0].holder.name}"
        return HolderResolution(mention, state, found[0].holder, unit, (*reasons, reason), (head,))
    if len(found) > 1:
        reasons = [*reasons, f"“{phrase}” of {state} can be several forces"]
    reason = f"{state} itself: the words name no force of it"
    return HolderResolution(mention, state, head, unit, (*reasons, reason), _holders(found))


def _forces_of(own: list[Registered], unit: str | None, head: HolderId) -> list[Registered]:
    """The forces that are a kind of unit by name, else by what they are."""
    if unit is None:
        return []
    kinds = unit_words().forces.get(unit, frozenset())
    named = [each for each in own if each.unit == unit]
    return named or [each for each in own if each.holder.kind in kinds and each.holder.parent == head]


def _holders(found: Iterable[Registered]) -> tuple[Holder, ...]:
    return tuple(each.holder for each in found)[:5]


def _state_in(words: str, register: Register) -> str | None:
    """The state, else the organisation, that the words name first."""
    found = [affiliation for _, affiliation in register.affiliations.iter_within(words)]
    named = [each.name for each in found if each.is_state] or [each.name for each in found]
    return named[0] if named else None


def _force_in(words: str, state: str | None, register: Register) -> tuple[tuple[Registered, ...], str]:
    """The forces of a state that go by the longest force name in the words, and that name."""
    parts = [match.group() for match in _WORD.finditer(words)][:_MOST_WORDS]
    for size in range(min(register.longest_force, len(parts)), 0, -1):
        for at in range(len(parts) - size + 1):
            alias = " ".join(parts[at : at + size])
            found = register.forces.get(folded(alias), ())
            if found and not any(sign.isupper() for sign in alias) and state is None:
                continue
            own = tuple(each for each in found if state is None or _belongs(each, state, register))
            if own:
                return own, alias
    return (), ""


def _belongs(each: Registered, state: str, register: Register) -> bool:
    """Whether an entry is, or belongs to, a state or organisation."""
    if each.state == state or folded(each.holder.name) == folded(state):
        return True
    above = (register.by_id[key] for key in register.ancestors(each.holder.id) if key in register.by_id)
    return any(folded(other.holder.name) == folded(state) for other in above)


def _unit_in(words: str) -> tuple[str | None, str]:
    """The kind of unit the words name last, by its longest phrase, and that phrase."""
    table = unit_words()
    parts = [match.group().lower().replace("’", "'") for match in _WORD.finditer(words)][:_MOST_WORDS]
    for end in range(len(parts), 0, -1):
        for size in range(min(table.longest, end), 0, -1):
            phrase = " ".join(parts[end - size : end])
            if phrase in table.phrases and (end == len(parts) or phrase not in table.adjectives):
                return table.phrases[phrase], phrase
    return None, ""
