"""Staying: round after round, each address no more often than the settings say."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from tenure.fetching.visitor import Visitor
from tenure.following.poll import PollTally, poll
from tenure.ledger.follows import follows_of, next_entry_due
from tenure.project import Project

_SHORTEST: Final = 1.0
_LONGEST: Final = 60.0
"""Seconds between two looks at what is due: another process may add something to follow."""


def watch(
    project: Project,
    visitor: Visitor,
    told: Callable[[PollTally], None],
    done: Callable[[PollTally], None],
    *,
    rounds: int | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Ask what is followed, again and again, until somebody stops it or `rounds` are over.

    Args:
        project: where to.
        visitor: who fetches.
        told: hears of each step of a round.
        done: hears of each finished round in which anything was asked or taken.
        rounds: how many; without end where it is None.
        sleep: waits for some seconds.
    """
    pause = timedelta(minutes=project.settings.poll_minutes)
    while rounds is None or rounds > 0:
        if _next_due(project, pause) <= project.now():
            tally = poll(project, visitor, told, pause=pause)
            if tally.asked or tally.taken.inputs:
                done(tally)
            rounds = None if rounds is None else rounds - 1
        left = (_next_due(project, pause) - project.now()).total_seconds()
        if rounds is None or rounds > 0:
            sleep(min(max(left, _SHORTEST), _LONGEST))


def _next_due(project: Project, pause: timedelta) -> datetime:
    """When something is due next; in a long while where nothing is followed."""
    due = [
        max(one.due_at, one.polled_at + pause) if one.polled_at else one.due_at for one in follows_of(project.ledger)
    ]
    entry = next_entry_due(project.ledger)
    return min([*due, *([entry] if entry else [])], default=project.now() + timedelta(days=1))
