"""The parts of a message: its texts and its pages, as far as the limits go, and what was left."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.message import Message
from typing import Final

from tenure.model.problem import Gravity, Problem, ProblemCode
from tenure.settings import Settings
from tenure.sources.decoding import decode
from tenure.sources.kind_feed import is_too_large

_DECLARED: Final = re.compile(rb"\bboundary[\s*\d]*=", re.IGNORECASE)
_LOOKS_A_BYTE: Final = 4
"""The parser compares each line with the marks of all parts that are open, 0.14 s for a million looks. A digest of a
hundred messages in lines of forty letters needs 2.5 a byte; 20 MB of letters that are made for it, at most 11 s."""


@dataclass(frozen=True, slots=True)
class Left:
    """How much of a message was not read."""

    attached: int = 0
    many: bool = False
    """There were more parts than are read."""
    deep: bool = False
    """Parts lay deeper inside one another than is read."""
    rich: bool = False
    """A page had more tags than are read."""


@dataclass(frozen=True, slots=True)
class Bodies:
    """What there is to read in a message, in its order."""

    texts: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    left: Left = field(default_factory=Left)


def is_too_deep(data: bytes, settings: Settings) -> bool:
    """Whether a message may be nested so deep that taking it apart would take long. It is not taken apart here."""
    declared = len(_DECLARED.findall(data))
    return declared > settings.max_mail_depth and declared * data.count(b"\n") > _LOOKS_A_BYTE * len(data)


def bodies_of(message: Message, settings: Settings) -> Bodies:
    """The texts and the pages in a message, and what of it was left."""
    found = Bodies()
    for number, (part, depth) in enumerate(_parts(message)):
        if number > settings.max_mail_parts:
            return replace(found, left=replace(found.left, many=True))
        if depth > settings.max_mail_depth:
            found = replace(found, left=replace(found.left, deep=True))
        elif not part.is_multipart():
            found = _with_part(found, part, settings)
    return found


def limit_problem(origin: str, left: Left, settings: Settings, gravity: Gravity) -> Problem | None:
    """The problem of a message of which something was left because of a limit; None where nothing was."""
    said = (
        (left.deep, f"parts that lie more than {settings.max_mail_depth} deep", "max_mail_depth"),
        (left.many, f"more than {settings.max_mail_parts:,} parts", "max_mail_parts"),
        (left.rich, f"a page of more than {settings.max_entry_tags:,} tags", "max_entry_tags"),
    )
    met = [(words, setting) for is_so, words, setting in said if is_so]
    if not met:
        return None
    message = f"the message has {' and '.join(words for words, _ in met)}; what goes beyond that was left"
    advice = f"If you trust it, raise {' and '.join(setting for _, setting in met)} in the settings."
    return Problem(ProblemCode.TOO_LARGE, origin, message, advice, gravity)


def _parts(message: Message) -> Iterator[tuple[Message, int]]:
    """Every part in order, with how deep it lies; without recursion, however deep that is."""
    waiting = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        yield part, depth
        inside = part.get_payload() if part.is_multipart() else ()
        if isinstance(inside, list):
            waiting += [(one, depth + 1) for one in reversed(inside) if isinstance(one, Message)]


def _with_part(found: Bodies, part: Message, settings: Settings) -> Bodies:
    kind, left = part.get_content_type(), found.left
    if part.get_content_disposition() == "attachment" or kind not in ("text/plain", "text/html"):
        counts = part.get_content_maintype() not in ("image", "multipart")
        return replace(found, left=replace(left, attached=left.attached + counts))
    text = _decoded(part) or ""
    if kind == "text/plain":
        return replace(found, texts=(*found.texts, text)) if text else found
    if is_too_large(text, settings):
        return replace(found, left=replace(left, rich=True))
    return replace(found, pages=(*found.pages, text)) if text else found


def _decoded(part: Message) -> str | None:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return None
    charset = part.get_content_charset()
    try:
        return payload.decode(charset) if charset else decode(payload, "")[0]
    except (LookupError, UnicodeDecodeError):
        return decode(payload, "")[0]
