"""A correction: the fields of a claim that a person replaced."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from tenure.model.claim import Claim, Event, Locus, Modality, Party, Speaker, TimeRef
from tenure.model.ids import HolderId, Json, PlaceId
from tenure.model.when import is_edtf

_FLAGS: Final = ("negated", "continuing", "partial")
_TIMES: Final = ("when", "deadline")
_PARTIES: Final = ("holder", "counterparty")
FIELDS: Final = ("event", "modality", *_FLAGS, *_TIMES, *_PARTIES, "place", "speaker")


def problem_of_correction(value: Json) -> str | None:
    """What is wrong with the fields of a correction, in words; None where they can be used."""
    if not isinstance(value, Mapping) or not value:
        return f"a correction names the fields it replaces: {', '.join(FIELDS)}"
    for key in value:
        if _read(key, value[key]) is _BAD:
            return (
                f"{key}: {value[key]!r} cannot be used" if key in FIELDS else f"{key}: no field that can be corrected"
            )
    return None


def corrected(claim: Claim, value: Json) -> Claim:
    """The claim with the fields of a correction; a field that cannot be used leaves what was read.

    The words stay as they were read: a correction changes what they mean, never what the report says.
    """
    if not isinstance(value, Mapping):
        return claim
    changes: dict[str, Any] = {}
    for key, raw in value.items():
        read = _read(key, raw)
        if read is not _BAD:
            changes[key] = _with_quote(getattr(claim, key), read)
    return replace(claim, **changes)


class _Bad:
    """What stands for a value that cannot be used."""


_BAD: Final = _Bad()


def _read(key: str, raw: Json) -> object:
    if key == "event":
        return Event(raw) if raw in list(Event) else _BAD
    if key == "modality":
        return Modality(raw) if raw in list(Modality) else _BAD
    if key in _FLAGS:
        return raw if isinstance(raw, bool) else _BAD
    if key in _TIMES:
        return None if raw is None else TimeRef(raw) if isinstance(raw, str) and is_edtf(raw) else _BAD
    if raw is None and key in ("counterparty", "speaker"):
        return None
    if not isinstance(raw, Mapping) or not all(isinstance(v, str) for v in raw.values()):
        return _BAD
    texts = {str(k): str(v) for k, v in raw.items()}
    return _read_record(key, texts)


def _read_record(key: str, texts: Mapping[str, str]) -> object:
    if key in _PARTIES and texts.keys() <= {"state", "name", "id", "unit"} and texts:
        holder = HolderId(texts["id"]) if "id" in texts else None
        return Party(None, texts.get("state"), texts.get("name"), holder, texts.get("unit"))
    if key == "place" and texts.keys() <= {"name", "id"} and texts:
        return Locus(None, texts.get("name"), PlaceId(texts["id"]) if "id" in texts else None)
    if key == "speaker" and "name" in texts and texts.keys() <= {"name", "side"}:
        return Speaker(texts["name"], None, texts.get("side"))
    return _BAD


def _with_quote(old: object, new: object) -> object:
    """The new value with the words of the old one."""
    if isinstance(old, Party | Locus | TimeRef | Speaker) and isinstance(new, type(old)):
        return replace(new, quote=old.quote)
    return new
