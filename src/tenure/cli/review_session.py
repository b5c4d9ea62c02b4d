"""A session of reviews: claims shown one after the other, each with a key or a line for the verdict."""

import shlex
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import click
from rich.text import Text

from tenure.cli.output import complain, console, say, visible
from tenure.cli.review_queue import Queue
from tenure.cli.why import tell_claim
from tenure.deciding.corrections import BadCorrection, correction_of, is_field
from tenure.deciding.entry import ReviewedMeanwhile, enter, verdicts_on
from tenure.ledger.record import iter_reviews
from tenure.model.claim import Claim
from tenure.model.ids import Json
from tenure.model.review import Review, ReviewKind
from tenure.project import Project

_KEYS: Final = "[a]ccept  [r]eject  [c]orrect  [s]kip  [u]ndo  [q]uit"
_KINDS: Final = {"a": ReviewKind.ACCEPT, "r": ReviewKind.REJECT, "c": ReviewKind.CORRECT}
_PAST: Final = {ReviewKind.ACCEPT: "accepted", ReviewKind.REJECT: "rejected", ReviewKind.CORRECT: "corrected"}


@dataclass(frozen=True, slots=True)
class Command:
    """What the person said: a key, the fields of a correction, and the reason."""

    key: str
    fields: tuple[str, ...] = ()
    reason: str = ""


@dataclass(slots=True)
class _Session:
    """A session on its way."""

    project: Project
    queue: Queue
    at: int = 0
    made: list[tuple[int, Review]] = field(default_factory=list)
    seen: dict[str, list[str]] = field(default_factory=dict)
    refused: int = 0


def hold_session(project: Project, queue: Queue) -> bool:
    """Go through the queue until it ends or the person quits; False where a line could not be obeyed."""
    if not queue.claims:
        say("Nothing waits for a verdict.")
        return True
    on_terminal = sys.stdin.isatty()
    session = _Session(project, queue)
    ask: Callable[[], Command | None] = _from_terminal if on_terminal else _from_lines()
    while session.at < len(queue.claims):
        claim = queue.claims[session.at]
        _show(session, claim)
        command = ask()
        # What cannot be obeyed is said, and the same claim is asked about again.
        while command is not None and not _obeyed(session, claim, command):
            session.refused += 1
            command = ask()
        if command is None or command.key == "q":
            break
    counts = Counter(_PAST[review.kind] for _, review in session.made)
    told = ", ".join(f"{count} {word}" for word, count in counts.items()) or "nothing decided"
    say(f"Done: {told}; {len(queue.claims) - len(session.made)} of {len(queue.claims)} still wait.")
    return on_terminal or not session.refused


def _show(session: _Session, claim: Claim) -> None:
    session.seen.setdefault(claim.id, session.queue.seen(claim))
    tell_claim(session.queue.answer, claim, f"{session.at + 1} of {len(session.queue.claims)}")
    for review in session.queue.verdicts.get(claim.id, ()):
        console().print(
            Text(visible(f"      already {review.kind.value} by {review.reviewer}: {review.reason}"), "yellow")
        )


def _obeyed(session: _Session, claim: Claim, command: Command) -> bool:
    """Whether the command could be obeyed; the session then stands at the next claim."""
    if command.key == "q":
        return True
    if command.key == "s":
        session.at += 1
        return True
    if command.key == "u":
        return _undo(session)
    kind = _KINDS.get(command.key)
    if kind is None:
        complain(f"{command.key!r} is no command. {_KEYS}", style="yellow")
        return False
    if kind is not ReviewKind.ACCEPT and not command.reason.strip():
        complain("Say why, too: nothing was recorded.", style="yellow")
        return False
    return _decide(session, claim, kind, command)


def _decide(session: _Session, claim: Claim, kind: ReviewKind, command: Command) -> bool:
    try:
        value: Json = (
            correction_of(command.fields, session.project.kit.gazetteer) if kind is ReviewKind.CORRECT else None
        )
        review = enter(session.project, kind, claim.id, value, command.reason, session.seen[claim.id])
    except BadCorrection as error:
        complain(f"{error}: nothing was recorded.", style="yellow")
        return False
    except ReviewedMeanwhile as error:
        other = error.review
        complain(
            f"Meanwhile {other.reviewer} has reviewed it: {other.kind.value} ({other.reason or 'no reason given'}). "
            "Nothing was recorded; decide again.",
            style="yellow",
        )
        reviews = iter_reviews(session.project.ledger)
        session.seen[claim.id] = [review.id for review in verdicts_on(claim.id, reviews)]
        return False
    session.made.append((session.at, review))
    session.seen[claim.id].append(review.id)
    session.at += 1
    return True


def _undo(session: _Session) -> bool:
    if not session.made:
        complain("Nothing was decided in this session.", style="yellow")
        return False
    at, review = session.made.pop()
    enter(session.project, ReviewKind.UNDO, review.id, None, "")
    say(f"Undone: {review.kind.value} {review.subject}.")
    session.at = at
    return True


def _from_terminal() -> Command | None:
    console().print(Text(f"      {_KEYS}", style="bold"))
    try:
        key = click.getchar().lower()
        if key == "c":
            fields = click.prompt("      field=value …", default="", show_default=False)
            return _parsed(f"c {fields}", click.prompt("      because", default="", show_default=False))
        if key == "r":
            return Command("r", reason=click.prompt("      because", default="", show_default=False))
    except (EOFError, KeyboardInterrupt, click.Abort):
        return None
    return Command("q" if key in ("\x04", "\x1b") else key)


def _from_lines() -> Callable[[], Command | None]:
    """Reads one command a line; None at the end."""
    lines = iter(sys.stdin)

    def ask() -> Command | None:
        for line in lines:
            if line.strip():
                return _parsed(line)
        return None

    return ask


def _parsed(line: str, reason: str = "") -> Command:
    """A line as a command: its key, then `field=value` words for a correction, then the reason."""
    key, _, rest = line.strip().partition(" ")
    if key != "c":
        return Command(key, reason=rest or reason)
    try:
        words = shlex.split(rest)
    except ValueError:
        words = rest.split()
    fields = 0
    while fields < len(words) and (is_field(words[fields]) or "=" in words[fields]):
        fields += 1
    return Command("c", tuple(words[:fields]), " ".join(words[fields:]) or reason)
