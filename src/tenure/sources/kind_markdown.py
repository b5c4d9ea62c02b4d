"""Markdown, with or without front matter."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from tenure.model.problem import Problem
from tenure.sources.body import Body
from tenure.sources.draft import FRONT_MATTER, Draft, normalised
from tenure.sources.furniture import cleaned
from tenure.sources.kind_plain import no_report
from tenure.sources.record import draft_of

_FRONT: Final = re.compile(r"---[ \t]*\n(?P<matter>(?:(?!---|\.\.\.).*\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_KEY: Final = re.compile(r"(?P<key>[A-Za-z][\w-]{0,60})[ \t]*:(?:[ \t]+(?P<value>.*))?")
_HEADING: Final = re.compile(r"#{1,6} \S")
_MARKS: Final = (
    (re.compile(r"<!--.{0,5000}?-->", re.DOTALL), ""),
    (re.compile(r"!\[[^\[\]\n]{0,500}\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}\)"), ""),
    (re.compile(r"\[([^\[\]\n]{1,500})\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\[\]\n]{1,500})\]\[[^\[\]\n]{0,100}\]"), r"\1"),
    (re.compile(r"\[\^[^\[\]\n]{1,50}\]:?"), ""),
    (re.compile(r"<(https?://[^<>\s]{1,2000})>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>\n]{0,500}>"), ""),
    (re.compile(r"(?<![\w*\\])(\*{1,3})(?=[^\s*])([^*\n]{1,2000})(?<=[^\s*\\])\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])([^_\n]{1,2000})(?<=[^\s_\\])\1(?![\w_])"), r"\2"),
    (re.compile(r"~~([^~\n]{1,2000})~~"), r"\1"),
    (re.compile(r"(`{1,3})([^`\n]{1,2000})\1"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])"), r"\1"),
)
_DEFINITION: Final = re.compile(r" {0,3}\[[^\[\]\n]{1,100}\]:\s")
_RULE: Final = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,}|`{3,}\w{0,20}|~{3,})")
_QUOTED: Final = re.compile(r"(?: {0,3}>[ \t]?)+")
_GAP: Final = re.compile(r"\n{3,}")
_ITEM: Final = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?=\S)")


def recognises(body: Body) -> bool:
    """Whether the text opens with front matter or a Markdown heading."""
    if body.text is None:
        return False
    start = body.text[:20_000].replace("\r\n", "\n").lstrip("\ufeff\n ")
    return bool(_FRONT.match(start) or _HEADING.match(start))


def drafts_of(body: Body) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    """The one report of a Markdown file, without its marks; front matter goes before what the text says."""
    text = normalised(body.text or "").lstrip("\n ")
    front = _FRONT.match(text)
    record = _record_of(front["matter"]) if front else {}
    stated = draft_of(record, "", body.data, body.origin, found_in=FRONT_MATTER)
    found = cleaned(without_marks(text[front.end() :] if front else text), stated.title)
    if not found.text.strip():
        return (), (no_report(body.origin),)
    draft = Draft(
        text=found.text,
        raw=body.data,
        origin=body.origin,
        title=stated.title or found.title,
        publisher=stated.publisher,
        url=stated.url,
        authors=stated.authors or found.authors,
        stated=stated.stated,
        seen=found.dating,
        bad_date=stated.bad_date,
        language=stated.language,
        external_id=stated.external_id,
    )
    return (draft,), ()


def without_marks(text: str) -> str:
    """The words of a Markdown text: paragraphs and list items one a line, headings as lines, no marks."""
    for pattern, plain in _MARKS:
        text = pattern.sub(plain, text)
    return _GAP.sub("\n\n", "\n".join(_paragraphs(text)))


def _paragraphs(text: str) -> Iterator[str]:
    waiting: list[str] = []
    for line in [*text.split("\n"), ""]:
        line = line[quoted.end() :] if (quoted := _QUOTED.match(line)) else line
        alone = _HEADING.match(line) is not None
        if not line.strip() or _RULE.fullmatch(line) or _DEFINITION.match(line) or alone or _ITEM.match(line):
            if waiting:
                yield " ".join(waiting)
            waiting = []
        if alone:
            yield line.lstrip("#").strip(" #")
        elif not line.strip() or _RULE.fullmatch(line) or _DEFINITION.match(line):
            yield ""
        else:
            item = _ITEM.match(line)
            waiting.append(line[item.end() :].strip() if item else line.strip())


def _record_of(matter: str) -> Mapping[str, object]:
    """Front matter as simple keys and values; lists are read, nested tables are passed over."""
    record: dict[str, object] = {}
    listed: list[str] | None = None
    for line in matter.split("\n"):
        if listed is not None and line.lstrip().startswith("- "):
            listed.append(_unquoted(line.lstrip()[2:]))
            continue
        listed = None
        found = _KEY.fullmatch(line)
        if not found:
            continue
        value = (found["value"] or "").strip()
        if not value:
            listed = []
            record.setdefault(found["key"].lower(), listed)
        elif value.startswith("[") and value.endswith("]"):
            record.setdefault(found["key"].lower(), [_unquoted(one) for one in value[1:-1].split(",") if one.strip()])
        else:
            record.setdefault(found["key"].lower(), _unquoted(value))
    return {key: value for key, value in record.items() if value != []}


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].replace('\\"', '"') if value[0] == '"' else value[1:-1].replace("''", "'")
    return value.split(" #")[0].rstrip()
