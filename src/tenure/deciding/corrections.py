"""Corrections as a person types them: `field=value`, checked, names looked up."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Final

from tenure.folding.corrections import FIELDS, problem_of_correction
from tenure.gazetteer.built import BuiltGazetteer
from tenure.model.claim import Claim, Event, Modality
from tenure.model.errors import TenureError
from tenure.model.gazetteer import PlaceMention, Scene
from tenure.model.holder import Holder
from tenure.model.ids import Json
from tenure.model.place import Place

TEXT: Final = "text:"
_NOTHING: Final = frozenset({"", "none", "-"})
_YES: Final = frozenset({"yes", "y", "true", "1"})
_NO: Final = frozenset({"no", "n", "false", "0"})
_MOST_SHOWN: Final = 6


class BadCorrection(TenureError):
    """A correction that cannot be used, with what would do."""


def correction_of(words: Sequence[str], gazetteer: BuiltGazetteer) -> dict[str, Json]:
    """The fields that `field=value` words replace.

    Raises:
        BadCorrection: a field nobody knows, or a value that it cannot have.
    """
    value: dict[str, Json] = {}
    for word in words:
        name, sign, said = word.partition("=")
        name = name.strip()
        if not sign or name not in FIELDS:
            raise BadCorrection(f"{name}: no field that can be corrected. Write field=value with {', '.join(FIELDS)}")
        if name in value:
            raise BadCorrection(f"{name} is given twice")
        value[name] = _value(name, said.strip(), gazetteer)
    return _usable(value)


def changes_of(claim: Claim, form: Mapping[str, str], gazetteer: BuiltGazetteer) -> dict[str, Json]:
    """The fields that a form gives otherwise than they were read.

    Raises:
        BadCorrection: nothing differs, or a value cannot be used.
    """
    said = {name: (form.get(name, before).strip(), before) for name, before in fields_of(claim).items()}
    value = {name: _value(name, new, gazetteer) for name, (new, before) in said.items() if new != before}
    if not value:
        raise BadCorrection("No field differs from what was read.")
    return _usable(value)


def _usable(value: dict[str, Json]) -> dict[str, Json]:
    problem = problem_of_correction(value)
    if problem:
        raise BadCorrection(problem)
    return value


def fields_of(claim: Claim) -> dict[str, str]:
    """The fields of a claim that a form shows, as they are written in it."""
    return {
        "event": claim.event.value,
        "modality": claim.modality.value,
        "negated": "yes" if claim.negated else "no",
        "holder": claim.holder.id or f"{TEXT}{claim.holder.name or claim.holder.state or ''}",
        "place": claim.place.id or f"{TEXT}{claim.place.name or ''}",
        "when": claim.when.edtf if claim.when else "",
        "deadline": claim.deadline.edtf if claim.deadline else "",
        "speaker": claim.speaker.name if claim.speaker else "",
    }


def is_field(word: str) -> bool:
    """Whether a word is `field=value`."""
    name, sign, _ = word.partition("=")
    return bool(sign) and name.strip() in FIELDS


def _value(name: str, said: str, gazetteer: BuiltGazetteer) -> Json:
    read = _READERS.get(name)
    if read is not None:
        return read(name, said)
    if name in ("holder", "counterparty"):
        return None if name == "counterparty" and said.lower() in _NOTHING else _holder(name, said, gazetteer)
    if name == "place":
        return _place(said, gazetteer)
    return None if said.lower() in _NOTHING else {"name": said}


def _word(kind: type[StrEnum]) -> Callable[[str, str], Json]:
    def read(name: str, said: str) -> Json:
        if said not in list(kind):
            raise BadCorrection(f"{name}: {said!r} is none of {', '.join(kind)}")
        return said

    return read


def _flag(name: str, said: str) -> Json:
    if said.lower() not in _YES | _NO:
        raise BadCorrection(f"{name}: {said!r} is neither yes nor no")
    return said.lower() in _YES


def _time(name: str, said: str) -> Json:
    if said.lower() in _NOTHING:
        return None
    if problem_of_correction({name: said}):
        raise BadCorrection(f"{name}: {said!r} is no date: write 2024-08-01, 2024-08, 2024, ../2024-08 or none")
    return said


_READERS: Final[Mapping[str, Callable[[str, str], Json]]] = {
    "event": _word(Event),
    "modality": _word(Modality),
    "negated": _flag,
    "continuing": _flag,
    "partial": _flag,
    "when": _time,
    "deadline": _time,
}


def _holder(name: str, said: str, gazetteer: BuiltGazetteer) -> Json:
    if said.startswith(TEXT):
        return {"name": said.removeprefix(TEXT)}
    entry = known_holder(said, gazetteer)
    if entry is None:
        raise BadCorrection(
            f"{name}: {said!r} is not in the register. Write its id, or {TEXT}{said} for the bare words"
        )
    top, seen = entry, {entry.id}
    while top.parent and top.parent not in seen and (above := gazetteer.holder(top.parent)):
        top = above
        seen.add(top.id)
    return {"state": top.name, "name": entry.name, "id": entry.id}


def _place(said: str, gazetteer: BuiltGazetteer) -> Json:
    if said.startswith(TEXT):
        return {"name": said.removeprefix(TEXT)}
    entry = known_place(said, gazetteer)
    if entry is None:
        raise BadCorrection(
            f"place: {said!r} is not in the gazetteer. Write its id, or {TEXT}{said} for the bare words"
        )
    return {"name": entry.name, "id": entry.id}


def known_holder(said: str, gazetteer: BuiltGazetteer) -> Holder | None:
    """The register's entry of that id or name; None where there is none.

    Raises:
        BadCorrection: the name means several.
    """
    found = gazetteer.find_holders(said)
    if len(found) > 1:
        raise BadCorrection(f"{said!r} can be several; write one of: {_listed([(h.id, h.name) for h in found])}")
    return found[0] if found else gazetteer.holder_of(said, None).entry if said else None


def known_place(said: str, gazetteer: BuiltGazetteer) -> Place | None:
    """The gazetteer's entry of that id or name; None where there is none.

    Raises:
        BadCorrection: the name means several, none of them clearly.
    """
    found = gazetteer.find(said)
    if len(found) < 2:
        return found[0] if found else None
    sure = gazetteer.place_of(PlaceMention(said, None), Scene()).place
    if sure is None:
        shown = [(p.id, f"{p.name}, {p.kind}, {'/'.join(p.countries)}") for p in found]
        raise BadCorrection(f"{said!r} can be several; write one of: {_listed(shown)}")
    return sure


def _listed(found: Sequence[tuple[str, str]]) -> str:
    more = f" and {len(found) - _MOST_SHOWN} more" if len(found) > _MOST_SHOWN else ""
    return "; ".join(f"{key} ({name})" for key, name in found[:_MOST_SHOWN]) + more
