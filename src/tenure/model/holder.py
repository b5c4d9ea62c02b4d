"""A holder: a state, an organisation, or a force of one."""

from dataclasses import dataclass

from tenure.model.ids import HolderId


@dataclass(frozen=True, slots=True)
class Holder:
    """An entry of the actor register."""

    id: HolderId
    name: str
    kind: str
    parent: HolderId | None = None
    aliases: tuple[str, ...] = ()
    active_from: str | None = None
    active_to: str | None = None
    wikidata: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class HolderResolution:
    """What a holder phrase means: its state or organisation, and the register entry if one fits."""

    mention: str
    state: str | None
    entry: Holder | None
    unit: str | None = None
    """The kind of unit the phrase names ("border guards"), in the singular register form."""
    reasons: tuple[str, ...] = ()
    runners_up: tuple[Holder, ...] = ()
