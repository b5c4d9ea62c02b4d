"""The names of the rules that give a segment its start; a rule that comes to work otherwise gets another number."""

from typing import Final

SEEN: Final = "seen/1"
"""The start is not known: it was so on the first sighting."""
CHANGED: Final = "change/1"
"""A report of the change starts it."""
BETWEEN: Final = "between/1"
"""It starts between the last sighting of one state and the first of the other."""
LEVEL: Final = "level/1"
"""A report of more, fewer or shared starts it."""
ANNOUNCED: Final = "announced/1"
"""A commitment starts it."""
CLASH: Final = "clash/1"
"""Sightings that contradict each other start it."""
LAPSE: Final = "lapse/1"
"""Everything it followed from has ended."""
GAP: Final = "gap/1"
"""A report of a return says that it was otherwise before; nobody says since when."""

RULES: Final = (SEEN, CHANGED, BETWEEN, LEVEL, ANNOUNCED, CLASH, LAPSE, GAP)
"""All of them."""
