"""How derived answers read on a terminal: places, holders, times and support in a few words."""

from collections.abc import Mapping
from typing import Any, Final

from tenure.folding.explain import likelihood_word

Row = Mapping[str, Any]

_STYLES: Final[Mapping[str, str]] = {
    "present": "green", "reduced": "green", "holds": "green", "shares": "green", "leaving": "yellow",
    "expected": "cyan", "transferring": "yellow", "gone": "red", "barred": "red", "lost": "red", "ended": "red",
    "contested": "magenta", "unknown": "dim",
}  # fmt: skip


def place_words(row: Row) -> str:
    """The place, marked where the gazetteer does not have it."""
    return str(row["place"]["name"]) + ("" if row["place"]["resolved"] else " ?")


def holder_words(row: Row) -> str:
    """The holder, with the state it belongs to."""
    within = row["holder"]["within"]
    return str(row["holder"]["name"] or "(not named)") + (f" ({within[-1]})" if within else "")


def status_style(row: Row) -> str:
    """The colour of a status; the word itself says the same."""
    return _STYLES.get(row["status"], "")


def since_words(row: Row) -> str:
    """When a segment began: a day, a span of days, or open."""
    return span_words(row["start_earliest"], row["start_latest"])


def until_words(row: Row) -> str:
    """When a segment ended or is known to have lasted."""
    if row["end_latest"] is None:
        return "still, as far as is known"
    return span_words(row["end_earliest"], row["end_latest"])


def span_words(earliest: str | None, latest: str | None) -> str:
    """A bound in words; None is open."""
    if earliest == latest:
        return earliest or "unknown"
    if earliest is None:
        return f"by {latest}"
    if latest is None:
        return f"after {earliest}"
    return f"{earliest} … {latest}"


def support_words(row: Row) -> str:
    """Support as a number and the word for it; nothing where there is no evidence either way."""
    return f"{row['support']:.2f} {likelihood_word(row['support'])}" if row["support_millinats"] else "-"


def weight_words(row: Row) -> str:
    """Support as a number with the verdict on it, for a listing."""
    return f"{row['support']:.2f} {row['verdict']}" if row["support_millinats"] else str(row["verdict"])


def short_id(row: Row) -> str:
    """The start of an id: enough for a person to ask on with."""
    return str(row["id"])[:9]
