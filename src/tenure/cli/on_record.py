"""Places and holders on record: how many claims speak of each, under which name, and what was merged."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import click

from tenure.answers import Collection
from tenure.cli.output import say
from tenure.cli.questions import near_names
from tenure.deciding.entry import enter
from tenure.folding.reviews import in_force, reviewed
from tenure.model.errors import TenureError, UnknownName
from tenure.model.review import Review, ReviewKind
from tenure.model.statement import plain_name
from tenure.project import Project

UNRESOLVED: Final = "text:"


@dataclass(frozen=True, slots=True)
class Kind:
    """What is merged: places or holders."""

    noun: str
    merge: ReviewKind
    split: ReviewKind
    known: Callable[[str], tuple[str, str] | None]
    """The id and name in the gazetteer or register of what somebody typed."""


@dataclass(frozen=True, slots=True)
class OnRecord:
    """Everything of a kind that claims speak of: its names and numbers of claims by id, before merges."""

    names: Mapping[str, str]
    claims: Mapping[str, int]

    def named(self, said: str, kind: Kind) -> tuple[str, str]:
        """The id and name of what somebody means: an id, an unambiguous name on record, else an entry.

        Raises:
            UnknownName: nothing on record has the name, and no entry.
            UsageError: several have it.
        """
        if said in self.names:
            return said, self.names[said]
        wanted = " ".join(said.split()).casefold()
        hits = sorted(
            key for key, name in self.names.items() if wanted in (name.casefold(), plain_name(key).casefold())
        )
        if len(hits) > 1:
            raise click.UsageError(f"{said!r} can be several on record; write one of: {', '.join(hits[:6])}")
        if hits:
            return hits[0], self.names[hits[0]]
        found = kind.known(said)
        if found is None:
            raise UnknownName(kind.noun, said, near_names(said, [*self.names.values()]))
        return found


class NotMerged(TenureError):
    """A split of two that no merge made one."""

    def __init__(self, one: str, other: str, held_by: Iterable[str]) -> None:
        links = "; ".join(held_by)
        super().__init__(
            f"{one} and {other} were not merged with each other"
            + (f"; what makes them one: {links}" if links else ": nothing to split")
        )


def counted(mentions: Iterable[str], name_of: Callable[[str], str]) -> OnRecord:
    """What is on record, from the ids of all claims."""
    claims = Counter(mentions)
    return OnRecord({key: name_of(key) for key in sorted(claims)}, claims)


def rows_of(
    record: OnRecord, merged: Mapping[str, str], more: Callable[[str], Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Rows of a listing, most claims first."""
    keys = sorted(record.names, key=lambda key: (-record.claims[key], record.names[key], key))
    return [
        {
            "id": key,
            "name": record.names[key],
            "resolved": not key.startswith(UNRESOLVED),
            **more(key),
            "claims": record.claims[key],
            "stands_under": merged.get(key, key) if merged.get(key, key) != key else None,
        }
        for key in keys
    ]


def merge(
    project: Project, collection: Collection, record: OnRecord, kind: Kind, pair: tuple[str, str], why: str
) -> None:
    """Enter that two are one, unless they are already."""
    (one, one_name), (other, other_name) = (record.named(said, kind) for said in pair)
    if one == other:
        raise click.UsageError(f"both are {one}: nothing to merge")
    if frozenset((one, other)) in _pairs(collection.reviews, kind):
        say(f"{one_name} and {other_name} are one already; nothing changed.")
        return
    made = enter(project, kind.merge, one, other, why)
    standing = _standing(project, collection, made, kind, one)
    say(f"Recorded: {one_name} ({one}) and {other_name} ({other}) are one; both stand under {standing} ({made.id}).")


def split(
    project: Project, collection: Collection, record: OnRecord, kind: Kind, pair: tuple[str, str], why: str
) -> None:
    """Enter that two are not one after all.

    Raises:
        NotMerged: no merge that counts joins the two.
    """
    (one, one_name), (other, other_name) = (record.named(said, kind) for said in pair)
    pairs = _pairs(collection.reviews, kind)
    if frozenset((one, other)) not in pairs:
        raise NotMerged(one_name, other_name, _links(pairs, one, other))
    made = enter(project, kind.split, one, other, why)
    say(f"Recorded: {one_name} ({one}) and {other_name} ({other}) are two again ({made.id}).")


def _standing(project: Project, collection: Collection, made: Review, kind: Kind, key: str) -> str:
    after = reviewed((), [*collection.reviews, made])
    merged: Mapping[Any, str] = after.places if kind.merge is ReviewKind.MERGE_PLACES else after.holders
    return merged.get(key, key)


def _pairs(reviews: Iterable[Review], kind: Kind) -> dict[frozenset[str], None]:
    """The merges that count, as pairs."""
    pairs: dict[frozenset[str], None] = {}
    for review in in_force(reviews):
        if isinstance(review.value, str):
            pair = frozenset((review.subject, review.value))
            if review.kind is kind.merge:
                pairs[pair] = None
            elif review.kind is kind.split:
                pairs.pop(pair, None)
    return pairs


def _links(pairs: Iterable[frozenset[str]], one: str, other: str) -> list[str]:
    """The merges of either of two."""
    return sorted(" = ".join(sorted(pair)) for pair in pairs if pair & {one, other})
