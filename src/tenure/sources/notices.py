"""Notices by which an outlet takes a report back: told by their words, with the addresses of what they take back."""

import re
from collections.abc import Iterable
from typing import Final

from tenure.model.version import address_of, site_of
from tenure.sources.tables import pattern_of

_HEAD: Final = 500
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"“”)\]]{1,1500}")
_MOST: Final = 20


def says_so(text: str) -> bool:
    """Whether some words say that a report is taken back."""
    return bool(pattern_of("notices", "words").search(text[:_HEAD]))


def retracted_by(title: str | None, text: str, url: str | None, links: Iterable[str] = ()) -> tuple[str, ...]:
    """The addresses of the reports that a text takes back, its own among them; empty where it is no such notice.

    Only what stands on the notice's own site can be taken back by it: nobody retracts what others wrote.
    """
    own = address_of(url)
    if url is None or own is None or not (pattern_of("notices", "titles").match(title or "") or says_so(text)):
        return ()
    named = (one.rstrip(".,;:") for one in (*links, *_ADDRESS.findall(text[:20_000])))
    same_site = [address for one in named if site_of(one) == site_of(url) and (address := address_of(one))]
    return tuple(dict.fromkeys((own, *same_site)))[:_MOST]
