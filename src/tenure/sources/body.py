"""The body of an input: its bytes, and their text where they are text."""

from dataclasses import dataclass

from tenure.settings import Settings


@dataclass(frozen=True, slots=True)
class Body:
    """What a kind gets to see; `text` is None for bytes that are no text."""

    origin: str
    data: bytes
    text: str | None
    settings: Settings
    """How much of it is read at most."""
