"""Feeds: changes as Atom, deadlines as iCalendar."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from tenure.exchange.page import visible
from tenure.model.when import days_of

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself."""

    title: str
    home: str
    """The address of the site, with a slash at its end."""
    at: datetime
    note: str
    """The terms it comes under."""


def atom_feed(feed: Feed, rows: Sequence[Row], claims: Mapping[str, Row]) -> str:
    """Changes as a feed; each entry carries the change itself and its sentences."""
    entries = "".join(_entry(row, claims, feed.home, feed.at) for row in rows)
    stamp = feed.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>{_xml(feed.home)}changes</id><title>{_xml(feed.title)}</title><updated>{stamp}</updated>"
        f"<rights>{_xml(feed.note)}</rights>"
        f'<author><name>Tenure</name></author><link rel="self" href="{_attribute(feed.home)}changes.atom"/>'
        f"{entries}</feed>\n"
    )


def _entry(row: Row, claims: Mapping[str, Row], home: str, at: datetime) -> str:
    turn = " → ".join(side for side in (row["before"], row["after"]) if side)
    told = f"{row['place']['name']}: {row['holder']['name']}, {turn}"
    stamp = f"{row['start_latest']}T00:00:00Z" if row["start_latest"] else at.strftime("%Y-%m-%dT%H:%M:%SZ")
    quotes = "".join(
        f"<blockquote>{_xml(_sentence(claims[one]))}</blockquote>" for one in row["claims"] if one in claims
    )
    body = f"<p>{_xml(row['why'])}: {_xml(told)}</p>{quotes}"
    return (
        f"<entry><id>urn:tenure:{_xml(row['id'])}</id><title>{_xml(told)}</title><updated>{stamp}</updated>"
        f'<category term="{_attribute(row["why"])}"/><link href="{_attribute(home)}place?id='
        f'{quote(row["place"]["id"])}"/><content type="html">{_xml(body)}</content></entry>'
    )


def _sentence(claim: Row) -> str:
    source = claim["source"]
    return (
        f"{claim['sentence']['text']} ({source['publisher'] or source['origin']}, {source['published'] or 'undated'})"
    )


def calendar(rows: Sequence[Row], at: datetime, note: str) -> str:
    """The deadlines of commitments as whole-day events; those without a day in their deadline are left out."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tenure//Commitments//EN", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALDESC:{_ical(note)}")
    for row in rows:
        lines += _event(row, at)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(row: Row, at: datetime) -> Iterator[str]:
    days = days_of(row["deadline"])
    last = days.last if days else None
    if last is None:
        return
    told = (
        f"{row['holder']['name']}: {row['modality']} to {row['direction']}, {row['place']['name']} ({row['outcome']})"
    )
    yield "BEGIN:VEVENT"
    yield f"UID:{row['id']}@tenure"
    yield f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{last:%Y%m%d}"
    if days is not None and days.end is not None:
        yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_ical(told)}"
    yield f"DESCRIPTION:{_ical(row['outcome_note'] + '; ' + ', '.join(row['speakers']))}"
    yield "END:VEVENT"


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, as the format wants."""
    piece = ""
    for char in line:
        if len((piece + char).encode("utf-8", "replace")) > 74:
            yield piece
            piece = " "
        piece += char
    yield piece


def _ical(text: str) -> str:
    for char, other in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(char, other)
    return visible(text)


def _xml(text: str) -> str:
    return escape(visible(text))


def _attribute(text: str) -> str:
    return escape(visible(text), {'"': "&quot;"})
