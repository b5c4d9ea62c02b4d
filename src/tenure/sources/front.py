"""The fast front of archives: from records to pages, and the gates that keep most pages from being read at all."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding
from resiliparse.parse.html import HTMLTree

from tenure.model.problem import ProblemCode
from tenure.sources.byte_gate import ByteGate
from tenure.sources.http_block import BadBlock, body_of, response_of
from tenure.sources.language import may_be_english
from tenure.sources.warc import Fault, Record

_TYPES: Final = frozenset(["text/html", "application/xhtml+xml", "text/plain", ""])
_MARKUP: Final = (b"<html", b"<!doctype", b"<body", b"<head", b"<div", b"<p>")
_HEAD: Final = 4096
_SHORT: Final = 400
"""Main text shorter than this was perhaps not found: then all text of the page is looked at."""
_MOST_TAGS: Final = 40_000
_DEEPEST: Final = 400
"""The time that the text of a page takes grows with the square of its depth: 0.3 s for 1,000, 6 s for 5,000."""
_OPEN_OR_CLOSE: Final = re.compile(
    rb"<(/?)(?!(?:br|img|meta|link|input|hr|source|area|base|col|embed|wbr|param|track|p|li|option|path)\b)[a-z]", re.I
)
_TAG: Final = re.compile(r"<[^<>]{0,2000}>")
_OK: Final = range(200, 300)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of an archive: what it says, and the record as received."""

    number: int
    url: str
    taken_at: datetime | None
    body: bytes
    raw: bytes


@dataclass(frozen=True, slots=True)
class Gates:
    """What has to be passed: bytes as received, then the main text."""

    page: ByteGate
    text: ByteGate
    steps: tuple[tuple[int, int], ...]
    """Texts from so many bytes on need so much weight; ascending, from 0."""

    def passes_text(self, text: bytes) -> bool:
        """Whether a main text weighs enough for its length."""
        needed = max(weight for length, weight in self.steps if length <= len(text))
        return self.text.weight_of(text) >= needed


def page_of(record: Record, number: int, limit: int, wanted: Callable[[bytes], bool]) -> Page | Fault | None:
    """The page that a record holds, a fault, or None where it holds none or one that is not wanted.

    `wanted` is asked with the body; `limit` bounds it, in bytes.
    """
    charset = None
    if record.kind == "response":
        response = response_of(record.block)
        if response is None or response.status not in _OK or response.media_type not in _TYPES:
            return None
        try:
            body, charset = body_of(record.block, response, limit), response.charset
        except BadBlock as error:
            return Fault(ProblemCode.REFUSED if "unpacks" in str(error) else ProblemCode.MALFORMED, str(error))
    elif record.media_type.partition(";")[0].strip().lower() in _TYPES:
        body = record.block
    else:
        return None
    if not body.strip() or not wanted(body):
        return None
    return Page(number, record.url, record.taken_at, _in_utf8(body, charset), record.head + record.block + b"\r\n\r\n")


def _in_utf8(body: bytes, charset: str | None) -> bytes:
    """The body in UTF-8 where its headers name another character set, which counts more than what the page says."""
    if charset is None or charset.lower() in ("utf-8", "utf8"):
        return body
    try:
        return body.decode(charset, "replace").encode("utf-8", "replace")
    except (LookupError, ValueError):
        return body


def text_passes(body: bytes, gates: Gates) -> bool:
    """Whether the main text of a page weighs enough and may be English; a page that cannot be taken apart passes.

    Spanish and French share stems with English ("militar", "artiller"): weight alone would let them through.
    """
    text = main_words(body)
    return text is None or (gates.passes_text(text.encode("utf-8", "replace")) and may_be_english(text))


def main_words(body: bytes) -> str | None:
    """The main text of a page, found fast; all text where there is little of it, None where there is no finding it."""
    text = bytes_to_str(body, detect_encoding(body) or "utf-8")
    if not any(mark in body[:_HEAD].lower() for mark in _MARKUP):
        return str(text)
    if body.count(b"<") > _MOST_TAGS or depth_of(body) > _DEEPEST:
        return _TAG.sub(" ", text)
    try:
        tree = HTMLTree.parse(text)
        main = _words(tree, main_content=True)
        if len(main) < _SHORT:
            main = _words(tree, main_content=False)
    except (ValueError, RuntimeError):
        return None
    return main


def depth_of(body: bytes) -> int:
    """How deep the elements of a page are nested at most, at a rough count that never falls short."""
    depth = deepest = 0
    for tag in _OPEN_OR_CLOSE.finditer(body):
        depth += -1 if tag[1] else 1
        deepest = max(deepest, depth)
        depth = max(depth, 0)
    return deepest


def _words(tree: HTMLTree, *, main_content: bool) -> str:
    return str(
        extract_plain_text(
            tree, main_content=main_content, alt_texts=False, links=False, form_fields=False, noscript=False
        )
    )
