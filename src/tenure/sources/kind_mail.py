"""Mail: one message (EML) or a mailbox of them (mbox), as newsletters are kept; a report a message."""

import re
from collections.abc import Iterator, Mapping
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import Final

from tenure.model.problem import Gravity, Problem, ProblemCode
from tenure.settings import Settings
from tenure.sources.body import Body
from tenure.sources.dating import parse_dating
from tenure.sources.draft import METADATA, Draft, normalised
from tenure.sources.entries import Entry
from tenure.sources.furniture import cleaned, has_prose
from tenure.sources.kind_feed import text_of
from tenure.sources.kind_plain import unwrapped
from tenure.sources.mail_parts import Bodies, Left, bodies_of, is_too_deep, limit_problem

_FROM_LINE: Final = re.compile(rb"^From [^\r\n]{1,300}\r?\n(?=[A-Za-z-]{1,60}:|>?From )", re.MULTILINE)
_HEADERS: Final = re.compile(
    r"(?:From [^\n]{1,300}\n)?(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\n]{0,4000}\n(?:[ \t][^\n]{0,4000}\n){0,200}){3,200}"
)
_TELLING: Final = ("from:", "date:", "subject:", "message-id:", "received:", "return-path:", "mime-version:", "to:")
_NEEDED: Final = 3
_HEAD: Final = 60_000
_QUOTED: Final = re.compile(rb"^>(?=>*From )", re.MULTILINE)
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]{1,1500}")
_ADVICE: Final = "Save the text of the message and read that."


def recognises(body: Body) -> bool:
    """Whether the text opens as a message or a mailbox does: with the headers of a mail."""
    if body.text is None:
        return False
    found = _HEADERS.match(body.text[:_HEAD].replace("\r\n", "\n"))
    if found is None:
        return False
    names = {line.partition(":")[0].lower() + ":" for line in found[0].split("\n") if ":" in line}
    return "from:" in names and sum(name in names for name in _TELLING) >= _NEEDED


def drafts_of(body: Body) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    """The reports of all messages, and a problem for each message without one."""
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for number, data in enumerate(_messages(body.data), 1):
        where = f"{body.origin}:{number}" if number > 1 or body.data.startswith(b"From ") else body.origin
        if number > body.settings.max_mail_messages:
            message = f"the mailbox has more than {body.settings.max_mail_messages:,} messages; the rest was left"
            advice = "Split it, or raise max_mail_messages in the settings."
            problems.append(Problem(ProblemCode.TOO_LARGE, body.origin, message, advice))
            break
        found, met = _draft_of(data, where, body.settings)
        drafts += found
        problems += met
    return tuple(drafts), tuple(problems)


def _messages(data: bytes) -> Iterator[bytes]:
    """The bytes of each message, without the line that parts them."""
    if not data.startswith(b"From "):
        yield data
        return
    starts = [(one.start(), one.end()) for one in _FROM_LINE.finditer(data) if _parts(data, one.start())]
    for at, (_, begin) in enumerate(starts):
        end = starts[at + 1][0] if at + 1 < len(starts) else len(data)
        yield _QUOTED.sub(b"", data[begin:end])


def _parts(data: bytes, at: int) -> bool:
    """Whether a line that opens with "From " parts two messages: a blank line stands before it."""
    return at == 0 or data[max(0, at - 3) : at].endswith((b"\n\n", b"\n\r\n"))


def _draft_of(data: bytes, origin: str, settings: Settings) -> tuple[list[Draft], list[Problem]]:
    if is_too_deep(data, settings):
        return [], _limits(origin, Left(deep=True), settings, Gravity.FAILED)
    try:
        message = message_from_bytes(data)
        bodies = bodies_of(message, settings)
        headers = {
            name: _header(message, name)
            for name in ("subject", "from", "date", "message-id", "archived-at", "list-archive")
        }
    except RecursionError:
        return [], _limits(origin, Left(deep=True), settings, Gravity.FAILED)
    except Exception as error:  # the stage's boundary: the parser is not made for hostile messages
        reason = f"the message cannot be read: {type(error).__name__}"
        return [], [Problem(ProblemCode.MALFORMED, origin, reason, _ADVICE)]
    text = _text_of(bodies, headers["subject"] or "", settings)
    met = _limits(origin, bodies.left, settings, Gravity.NOTED if has_prose(text) else Gravity.FAILED)
    if not has_prose(text):
        return [], met or [Problem(ProblemCode.NO_ARTICLE, origin, "no report was found in the message", _ADVICE)]
    if bodies.left.attached:
        met.append(_attached(origin, bodies.left.attached))
    return [_draft(text, data, origin, headers)], met


def _draft(text: str, data: bytes, origin: str, headers: Mapping[str, str | None]) -> Draft:
    sent = headers["date"] or ""
    stated = parse_dating(re.sub(r"\s*\([^)]*\)\s*$", "", sent), METADATA)
    archived = _ADDRESS.search(headers["archived-at"] or "")
    return Draft(
        text=text,
        raw=data,
        origin=origin,
        title=headers["subject"],
        publisher=_publisher(headers["from"] or ""),
        url=archived[0] if archived else None,
        stated=stated,
        bad_date=sent or None if stated is None else None,
        external_id=(headers["message-id"] or "").strip("<> ") or None,
    )


def _limits(origin: str, left: Left, settings: Settings, gravity: Gravity) -> list[Problem]:
    problem = limit_problem(origin, left, settings, gravity)
    return [problem] if problem else []


def _attached(origin: str, number: int) -> Problem:
    one = number == 1
    reason = f"{number} attachment{'' if one else 's'} of the message {'was' if one else 'were'} not read"
    return Problem(ProblemCode.UNSUPPORTED, origin, reason, "Save them and read them.", Gravity.NOTED)


def _header(message: Message, name: str) -> str | None:
    """A header as a person reads it."""
    value = message.get(name)
    if value is None:
        return None
    try:
        return str(make_header(decode_header(str(value)[:8000])))
    except (HeaderParseError, LookupError, ValueError):
        return str(value)


def _publisher(sender: str) -> str | None:
    """The name of the sender, else the host of the address."""
    name, address = parseaddr(sender)
    return name.strip() or address.rpartition("@")[2] or None


def _text_of(bodies: Bodies, subject: str, settings: Settings) -> str:
    """The text of the message: its plain form, unless that is only a pointer to the page form."""
    plain = cleaned(unwrapped(normalised("\n\n".join(bodies.texts))), subject).text
    # Tables lay mail out, they hold no data: the lines of the page are its text.
    entries = (Entry(None, None, subject, None, None, None, (), None, one, b"") for one in bodies.pages)
    page = "\n".join(text_of(one, settings) for one in entries)
    return page if len(page) > 2 * len(plain) or not has_prose(plain) else plain
