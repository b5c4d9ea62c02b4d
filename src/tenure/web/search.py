"""Full text over the sentences and names of claims, kept in memory and made anew from the ledger."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import resources
from threading import Lock
from typing import Final

import apsw

from tenure.model.claim import Claim
from tenure.model.ids import ClaimId
from tenure.model.statement import Atlas, Statement
from tenure.web.edition import Edition

MOST: Final = 100
_WORDS: Final = 20
_MANY: Final = 2000
_WORD: Final = re.compile(r"\w+\*?")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for."""

    words: str = ""
    event: str = ""
    modality: str = ""
    since: str = ""
    until: str = ""
    place: str = ""
    holder: str = ""
    first: int = 0


class Index:
    """Guards an in-memory index; it follows the ledger by what was added and what no longer counts."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._connection = apsw.Connection(":memory:")
        self._connection.execute(_sql("make"))
        self._rows: dict[ClaimId, int] = {}
        self._next = 1
        self._chain = ""
        self._sql = {name: _sql(name) for name in ("add", "say", "drop", "hush", "count", "find", "latest", "list")}

    def found(self, edition: Edition, wanted: Wanted) -> list[ClaimId]:
        """The claims that fit, the best first; where very many do, and without words, the latest first."""
        bindings: dict[str, str | int] = {
            "event": wanted.event,
            "modality": wanted.modality,
            "since": wanted.since,
            "until": wanted.until,
            "place": wanted.place.casefold(),
            "holder": wanted.holder.casefold(),
            "most": MOST,
            "first": wanted.first,
        }
        words = match_of(wanted.words)
        with self._lock:
            self._follow(edition)
            rows = self._connection.execute(self._sql[self._way(words)], bindings | ({"words": words} if words else {}))
            return [ClaimId(str(row[0])) for row in rows]

    def _way(self, words: str) -> str:
        """How to search: to rank what nearly every report says would take long and tell little."""
        if not words:
            return "list"
        (count,) = next(self._connection.execute(self._sql["count"], {"words": words, "many": _MANY}))
        return "latest" if count == _MANY else "find"

    def follow(self, edition: Edition) -> None:
        """Bring the index up to an edition, as the first search of it would."""
        with self._lock:
            self._follow(edition)

    def _follow(self, edition: Edition) -> None:
        if edition.chain == self._chain:
            return
        gone = self._rows.keys() - edition.claims.keys()
        new = [edition.claims[claim] for claim in edition.claims.keys() - self._rows.keys()]
        # In the order of publication, so that a search from the latest on finds soon what it needs.
        new.sort(key=lambda one: (one.published_on or date.min, one.claim.id))
        with self._connection:
            for claim in gone:
                row = {"row": self._rows.pop(claim)}
                self._connection.execute(self._sql["hush"], row)
                self._connection.execute(self._sql["drop"], row)
            for entry in self._entries(new, edition):
                said = {key: entry.pop(key) for key in ("sentence", "names")}
                self._connection.execute(self._sql["add"], entry)
                self._connection.execute(self._sql["say"], {"row": entry["row"], **said})
        self._chain = edition.chain

    def _entries(self, statements: list[Statement], edition: Edition) -> Iterator[dict[str, str | int]]:
        for statement in statements:
            claim = statement.claim
            self._rows[claim.id] = self._next
            places, holders = names_around(claim, edition.collection.atlas)
            yield {
                "row": self._next,
                "sentence": _storable(claim.sentence.exact),
                "names": _storable(" ".join((*places, *holders))),
                "claim": claim.id,
                "event": claim.event.value,
                "modality": claim.modality.value,
                "published": statement.published_on.isoformat() if statement.published_on else "",
                "places": _storable("\n".join(places).casefold()),
                "holders": _storable("\n".join(holders).casefold()),
            }
            self._next += 1


def match_of(words: str) -> str:
    """The words as an expression of the index: all have to occur, a star stands for any ending."""
    found = _WORD.findall(words)[:_WORDS]
    return " ".join(f'"{word[:-1]}"*' if word.endswith("*") else f'"{word}"' for word in found)


def names_around(claim: Claim, atlas: Atlas) -> tuple[list[str], list[str]]:
    """The names of a claim's place and of what it lies in, and of its holders and what those belong to."""
    places = [claim.place.name or "", claim.place.quote.exact if claim.place.quote else ""]
    entry = atlas.places.get(claim.place.id) if claim.place.id else None
    if entry is not None:
        places += [entry.name, *(atlas.places[one].name for one in entry.parents if one in atlas.places)]
    holders: list[str] = []
    for party in (claim.holder, claim.counterparty):
        if party is not None:
            holders += [party.name or "", party.state or "", party.quote.exact if party.quote else ""]
    return list(dict.fromkeys(filter(None, places))), list(dict.fromkeys(filter(None, holders)))


def _storable(text: str) -> str:
    """Text without the lone surrogates that SQLite cannot keep."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _sql(name: str) -> str:
    return resources.files("tenure.web").joinpath(f"sql/{name}.sql").read_text("utf-8")
