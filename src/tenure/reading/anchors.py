"""What relative words of time count from."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative words count from: publication, a day the text spoke of last, and the direction."""

    published: date | None
    spoken: date | None = None
    ahead: bool = False
