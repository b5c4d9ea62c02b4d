"""Pages that a browser saved in one file with their pictures (MHTML): the page is read, the rest is left."""

import re
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from typing import Final

from tenure.model.problem import Problem, ProblemCode
from tenure.sources import kind_html
from tenure.sources.body import Body
from tenure.sources.decoding import decode
from tenure.sources.draft import Draft

_HEADERS: Final = re.compile(r"(?:[A-Za-z][A-Za-z-]{1,40}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,50}){2,60}")
_SENT: Final = re.compile(r"^(?:to|received|delivered-to|message-id|list-id):", re.MULTILINE)
_HEAD: Final = 20_000
_ADVICE: Final = "Save the text of the report and read that."


def recognises(body: Body) -> bool:
    """Whether the text opens with the headers of a page saved as a MIME message, which nobody has sent to anybody."""
    if body.text is None:
        return False
    headers = _HEADERS.match(body.text[:_HEAD].replace("\r\n", "\n"))
    if headers is None:
        return False
    said = headers[0].lower()
    return "mime-version:" in said and "multipart/related" in said and not _SENT.search(said)


def drafts_of(body: Body) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    """The one report of the page in the archive; the date in its headers is that of saving and is not used."""
    try:
        part = _page_in(message_from_bytes(body.data))
        data = part.get_payload(decode=True) if part else None
    except Exception as error:  # the stage's boundary: the parser is not made for hostile messages
        message = f"the archive cannot be read: {type(error).__name__}"
        return (), (Problem(ProblemCode.MALFORMED, body.origin, message, _ADVICE),)
    if part is None or not isinstance(data, bytes):
        message = "it is an archive without a page"
        return (), (Problem(ProblemCode.UNSUPPORTED, body.origin, message, _ADVICE),)
    text, noticed = decode(data, body.origin)
    if text is None:
        return (), noticed
    drafts, problems = kind_html.drafts_of(replace(body, data=data, text=text))
    url = part.get("Content-Location")
    address = str(url) if url and str(url).startswith(("http://", "https://")) else None
    return tuple(replace(one, raw=body.data, url=one.url or address) for one in drafts), (*noticed, *problems)


def _page_in(message: Message) -> Message | None:
    if message.get_content_type() != "multipart/related":
        return None
    return next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
