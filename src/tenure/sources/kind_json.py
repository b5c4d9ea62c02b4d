"""JSON: one record, an array of records, or one record a line."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tenure.model.problem import Problem, ProblemCode
from tenure.sources.body import Body
from tenure.sources.draft import METADATA, Draft, normalised
from tenure.sources.furniture import cleaned
from tenure.sources.record import draft_of, text_of

_OPENS: Final = re.compile(r"\s{0,1000}(?:\{\s{0,1000}[\"}]|\[\s{0,1000}[{\]])")
_HEAD: Final = 200_000
_BLANK: Final = re.compile(r"[ \t\r\n,]*")
_FIELDS: Final = 'Each record needs a text: {"title": …, "published": …, "url": …, "text": …}.'


def recognises(body: Body) -> bool:
    """Whether the text begins as a JSON object or an array of objects does."""
    if body.text is None:
        return False
    lines = [line for line in body.text[:_HEAD].split("\n")[:20] if line.strip()]
    records = sum(bool(_OPENS.match(line)) for line in lines)
    return bool(_OPENS.match(body.text)) or (records > 0 and records >= len(lines) / 2)


def drafts_of(body: Body) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    """The reports of all records, and a problem for each record that cannot be used."""
    text = body.text or ""
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for where, value, raw in _records(text, body.origin):
        if isinstance(value, Problem):
            problems.append(value)
            continue
        words = text_of(value) if isinstance(value, dict) else None
        if not isinstance(value, dict) or words is None or not words.strip():
            problems.append(_without_text(where, value))
            continue
        draft = draft_of(value, words, raw, where, found_in=METADATA)
        # The text of a record is the report's own: it is kept as it is, and only its dateline is looked for.
        drafts.append(replace(draft, seen=cleaned(normalised(words)).dating))
    return tuple(drafts), tuple(problems)


def _records(text: str, origin: str) -> Iterator[tuple[str, object, bytes]]:
    """Every record with its place and its bytes; a record that is no JSON comes as a problem."""
    whole = _parsed(text, origin)
    if not isinstance(whole, Problem):
        if isinstance(whole, list):
            yield from _members(text, origin)
        else:
            yield origin, whole, _bytes(text.strip())
        return
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if sum(line.startswith("{") for _, line in lines[:50]) < max(2, len(lines[:50]) / 2):
        yield origin, whole, b""
        return
    for number, line in lines:
        where = f"{origin}:{number}"
        yield where, _parsed(line, where), _bytes(line)


def _members(text: str, origin: str) -> Iterator[tuple[str, object, bytes]]:
    decoder = json.JSONDecoder()
    at = text.index("[") + 1
    counted, line = 0, 1
    while True:
        begin = _BLANK.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing, too
        if text.startswith("]", begin):
            return
        line += text.count("\n", counted, begin)
        counted = begin
        value, at = decoder.raw_decode(text, begin)
        yield f"{origin}:{line}", value, _bytes(text[begin:at])


def _parsed(text: str, where: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = (
            error.msg if isinstance(error, json.JSONDecodeError) else "it is nested too deep or holds a huge number"
        )
        return Problem(
            ProblemCode.MALFORMED, where, f"it is no JSON: {reason}", "Mend the record; the others were read."
        )


def _without_text(where: str, value: object) -> Problem:
    if not isinstance(value, dict):
        return Problem(ProblemCode.MALFORMED, where, "the record is no JSON object", _FIELDS)
    if isinstance(text_of(value), str):
        return Problem(ProblemCode.EMPTY, where, "the text of the record is empty", _FIELDS)
    return Problem(ProblemCode.MALFORMED, where, "the record has no text", _FIELDS)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
