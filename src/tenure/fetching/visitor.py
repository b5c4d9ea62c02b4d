"""A visitor: fetches pages as a guest should, asking robots.txt first and pausing between requests to one host."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from tenure.fetching.failure import Declined, FetchError, Refused, Unreached
from tenure.fetching.fetch import Fetched, Known, Limits, Outcome, Unchanged, fetch
from tenure.fetching.robots import ALL, MOST, Rules, rules_of
from tenure.fetching.targets import Target
from tenure.model.problem import ProblemCode

_KEPT_FOR: Final = timedelta(hours=24)
"""How long a robots.txt is believed, as the RFC has it."""
_UNREACHED_FOR: Final = timedelta(minutes=10)


class Visitor:
    """Guards that no host is asked more often than it may be, nor for what its robots.txt forbids."""

    def __init__(
        self,
        limits: Limits,
        now: Callable[[], datetime],
        *,
        pause: float = 2.0,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limits, self._now, self._pause = limits, now, pause
        self._sleep, self._clock = sleep, clock
        self._free_at: dict[str, float] = {}
        self._rules: dict[str, tuple[Rules | FetchError, datetime]] = {}

    def get(self, url: str, known: Known | None = None) -> Outcome:
        """The page at an address, once its host's turn has come, or why it was not fetched."""
        return fetch(url, self._limits, now=self._now(), known=known, before=self._let_in)

    def _let_in(self, target: Target) -> None:
        """Wait for the host's turn.

        Raises:
            Refused: its robots.txt forbids the page.
            FetchError: its robots.txt cannot be had, which forbids everything for the time being.
        """
        rules = self._rules_for(target)
        if not rules.allows(target.path):
            raise Refused("its robots.txt asks programs not to fetch it")
        self._wait(target, max(self._pause, rules.delay or 0.0))

    def _wait(self, target: Target, pause: float) -> None:
        free_at = self._free_at.get(target.host, 0.0)
        left = free_at - self._clock()
        if left > 0:
            self._sleep(left)
        self._free_at[target.host] = self._clock() + pause

    def _rules_for(self, target: Target) -> Rules:
        kept = self._rules.get(target.origin)
        now = self._now()
        if kept is None or kept[1] <= now:
            found = fetch(
                f"{target.origin}/robots.txt", self._limits, now=now, before=lambda one: self._wait(one, self._pause)
            )
            rules = _rules_in(found)
            kept = (rules, now + (_KEPT_FOR if isinstance(rules, Rules) else _UNREACHED_FOR))
            self._rules[target.origin] = kept
        if isinstance(kept[0], FetchError):
            raise kept[0]
        return kept[0]


def _rules_in(found: Outcome) -> Rules | FetchError:
    """The rules that an answer comes to. A host that has none lets everybody in; one that cannot say, nobody."""
    if isinstance(found, Fetched):
        return rules_of(found.body[:MOST].decode("utf-8-sig", "replace"))
    if isinstance(found, Unchanged):
        return ALL
    if found.status is not None and not found.temporary:
        return ALL
    if found.status is not None:
        return Declined(f"its robots.txt cannot be had just now ({found.status})", found.status, found.retry_after)
    kind = Refused if found.problem.code is ProblemCode.REFUSED else Unreached
    return kind(found.problem.message)
