"""Fetching by a project's settings, and what was fetched as an input."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from tenure.fetching.fetch import Fetched, Limits
from tenure.fetching.targets import is_address
from tenure.fetching.visitor import Visitor
from tenure.model.problem import Problem
from tenure.settings import Settings
from tenure.sources.archives import Stretch
from tenure.sources.dating import Dating
from tenure.sources.draft import Hints
from tenure.sources.inputs import Input, iter_inputs

_CHARSET: Final = re.compile(r"""charset\s{0,9}=\s{0,9}["']?([\w.:-]{2,30})""", re.IGNORECASE)


def visitor_of(settings: Settings, now: Callable[[], datetime]) -> Visitor:
    """A visitor that keeps to the settings."""
    limits = Limits(
        megabytes=settings.fetch_megabytes,
        seconds=settings.fetch_seconds,
        redirects=settings.fetch_redirects,
        ratio=settings.fetch_ratio,
        contact=settings.contact,
        loopback=settings.fetch_loopback,
    )
    return Visitor(limits, now, pause=settings.fetch_pause)


def input_of(page: Fetched, hints: Hints, listed: Dating | None = None) -> Input:
    """A page as an input: its own address goes before one that somebody gave for it."""
    told = Hints(hints.published, hints.publisher, page.url, hints.language, page.url, listed)
    charset = _CHARSET.search(page.content_type)
    return Input(page.url, page.body, told, charset[1] if charset else None)


def iter_given(
    paths: Iterable[str],
    settings: Settings,
    hints: Hints,
    visitor: Visitor,
    *,
    skip: tuple[Path, ...] = (),
    stdin: BinaryIO | None = None,
) -> Iterator[Input | Stretch | Problem]:
    """What somebody names on a command line, in order: files, folders, `-`, and pages by their address."""
    for path in paths:
        if is_address(path):
            found = visitor.get(path)
            if isinstance(found, Fetched):
                yield input_of(found, hints)
            else:
                yield found.problem  # type: ignore[union-attr]  # nothing was known, so it cannot be unchanged
        else:
            yield from iter_inputs(["-" if path == "-" else Path(path)], settings, skip=skip, stdin=stdin)
