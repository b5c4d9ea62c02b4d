"""A brief: what changed between two days, as Markdown, every line with the sentences it rests on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

Row = Mapping[str, Any]

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#+!|~&])")
_HEADINGS: Final[Mapping[str, str]] = {
    "new in the world": "New in the world",
    "newly known": "Newly known",
    "corrected": "Corrected",
    "commitment": "Commitments",
}


def brief_markdown(title: str, rows: Sequence[Row], claims: Mapping[str, Row], terms: Mapping[str, Any]) -> str:
    """The brief; `claims` has the sentences with their sources, `terms` what it was made from."""
    return "\n".join(_lines(title, rows, claims, terms)) + "\n"


def _lines(title: str, rows: Sequence[Row], claims: Mapping[str, Row], terms: Mapping[str, Any]) -> Iterator[str]:
    yield f"# {plain(title)}"
    for kind, heading in _HEADINGS.items():
        found = [row for row in rows if row["why"] == kind]
        if found:
            yield f"\n## {heading}\n"
        for row in found:
            yield f"- {change_words(row)}"
            for claim in row["claims"]:
                if claim in claims:
                    yield f"  > {_sentence(claims[claim])}"
    if not rows:
        yield "\nNothing changed."
    yield "\n---\n"
    yield "  \n".join(f"{key}: {plain(str(value))}" for key, value in terms.items())


def change_words(row: Row) -> str:
    """One change in one line of Markdown."""
    within = row["holder"]["within"]
    holder = row["holder"]["name"] + (f" ({within[-1]})" if within else "")
    turn = " → ".join(plain(str(side)) for side in (row["before"], row["after"] or "no longer on record") if side)
    when = _when(row) if row["certain"] else f"{_when(row)} (may have been earlier)"
    return f"**{plain(row['place']['name'])}** – {plain(holder)}, {row['aspect']}: {turn}; {when}"


def _when(row: Row) -> str:
    one, other = row["start_earliest"], row["start_latest"]
    if one == other:
        return str(one or "undated")
    return f"by {other}" if one is None else f"after {one}" if other is None else f"{one} … {other}"


def _sentence(claim: Row) -> str:
    source = claim["source"]
    said = " ".join(claim["sentence"]["text"].split())
    return f"{plain(said)} ({plain(source['publisher'] or source['origin'])}, {source['published'] or 'undated'})"


def plain(text: str) -> str:
    """Text from outside that stays text in Markdown."""
    shown = "".join(char if char.isprintable() else " " for char in text)
    return _SPECIAL.sub(r"\\\1", shown)
