"""The parts of a claim: what the tagged words of one finding say, quoted and resolved."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from tenure.model.claim import Locus, Party, Quantity, Quote, Speaker, TimeRef, Unit
from tenure.model.gazetteer import Gazetteer, Scene
from tenure.model.ids import PlaceId
from tenure.model.report import Report
from tenure.reading.borders import BorderPhrase, border_phrases, named_before, whole_phrase
from tenure.reading.confidence import Calibration
from tenure.reading.cues import cues
from tenure.reading.moments import Passage, is_deadline, plain_deadline, read_deadline, read_when
from tenure.reading.names import find_names
from tenure.reading.numbers import parse_amount
from tenure.reading.parties import belongings_of
from tenure.reading.places import OWN_NAME, located, locus_of, name_of, place_quote
from tenure.reading.scan import Finding, Found, Scan
from tenure.reading.speakers import speaker_of
from tenure.reading.windows import plain

_STATES: Final = frozenset({"station", "hold", "share"})
_TO_COME: Final = frozenset({"agreed", "ordered", "planned", "requested", "possible"})
_REACH: Final = 60
_RATHER_SURE: Final = 0.5
_BASIS_END: Final = re.compile(r"[,;.:()”\"]")


@dataclass(frozen=True, slots=True)
class Context:
    """What every claim of a report is read with."""

    report: Report
    scan: Scan
    gazetteer: Gazetteer
    scene: Scene
    spoken: Sequence[date | None]
    """For each sentence, the day that the report named last before it."""
    calibration: Calibration
    reader: str
    version: str

    def quote(self, span: tuple[int, int]) -> Quote:
        """The report's own words at a span."""
        return Quote(*span, self.report.text[slice(*span)])

    def passage(self, finding: Finding) -> Passage:
        """The finding's sentence, with what its times count from."""
        return Passage(self.scan.text, *finding.sentence, self.report.day, self.spoken[finding.number])


@dataclass(frozen=True, slots=True)
class Side:
    """A holder as read: where it stands, and how sure its words and its belonging are."""

    party: Party
    at: int
    words: float
    belonging: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as read: where it stands, and how sure its words and its name are."""

    locus: Locus
    at: int
    words: float
    name: float


def sides_of(context: Context, found: Found) -> list[Side]:
    """Gives the holder of a phrase: one, or one for each side that it names."""
    quote = context.quote(found.phrase.span) if found.phrase else None
    words = quote.exact if quote else None
    sides = []
    for belonging in belongings_of(words, found.pointed, context.gazetteer):
        entry = context.gazetteer.holder_of(words, belonging.state)
        state = entry.state or belonging.state
        name, holder = (entry.entry.name, entry.entry.id) if entry.entry else (None, None)
        party = Party(quote, state, name, holder, entry.unit, (belonging.reason, *entry.reasons))
        score = found.phrase.score if found.phrase else 0.5
        sides.append(Side(party, quote.start if quote else -1, score, belonging.score))
    return sides


def at_home(context: Context, side: Side, spot: Spot) -> Side:
    """Gives "the army", where nothing tells whose it is, to the one country in which its place lies."""
    party = side.party
    if party.state or party.quote is None or not cues().home.fullmatch(plain(party.quote.exact)):
        return side
    place = context.gazetteer.place(spot.locus.id) if spot.locus.id else None
    if place is None or len(place.countries) != 1:
        return side
    country = context.gazetteer.place(PlaceId(f"country:{place.countries[0]}"))
    if country is None:
        return side
    words, reason = party.quote.exact, f"no nation is named, and {spot.locus.name} is in {country.name}"
    found = context.gazetteer.holder_of(words, country.name)
    name, holder = (found.entry.name, found.entry.id) if found.entry else (None, None)
    state = found.state or country.name
    return replace(side, party=Party(party.quote, state, name, holder, found.unit, (reason, *found.reasons)))


def spots_of(context: Context, finding: Finding) -> list[Spot]:
    """Gives the places of a finding; a phrase that names two borders gives both."""
    borders = border_phrases(context.scan.text, *finding.sentence)
    spots: dict[tuple[str | None, int], Spot] = {}
    for found in finding.places:
        span = found.phrase.span if found.phrase else None
        border = next((one for one in borders if span and one.start < span[1] and span[0] < one.end), None)
        for spot in _border_spots(context, found, border) if border else [spot_of(context, finding, found)]:
            key = (spot.locus.id or spot.locus.name, spot.at)
            if key not in spots or spots[key].words < spot.words:
                spots[key] = spot
    return list(spots.values())


def _border_spots(context: Context, found: Found, border: BorderPhrase) -> list[Spot]:
    if found.phrase is None:
        return []
    start, end = min(border.start, found.phrase.span[0]), max(border.end, found.phrase.span[1])
    quote = place_quote(context.report.text, (start, end))
    before = context.report.text[quote.start : border.start]
    return [
        Spot(
            located(f"{before}{line}", None, quote, context.gazetteer, context.scene),
            border.start,
            found.phrase.score,
            OWN_NAME,
        )
        for line in border.lines
    ]


def named_beside(context: Context, finding: Finding, found: Found) -> str | None:
    """Gives the name of the one place where the same sentence has the same holder, for a phrase without a name."""
    holders = {one.phrase.span for one in finding.holders if one.phrase}
    if found.phrase is None or not holders:
        return None
    others = [one for one in context.scan.findings if one.number == finding.number and one is not finding]
    same = [one for one in others if holders == {side.phrase.span for side in one.holders if side.phrase}]
    spans = {place.phrase.span for one in same for place in one.places if place.phrase} - {found.phrase.span}
    names = {name.text for span in spans for name in find_names(context.quote(span).exact, context.gazetteer)[:1]}
    return names.pop() if len(names) == 1 else None


def spot_of(context: Context, finding: Finding, found: Found) -> Spot:
    """Gives the place of a phrase."""
    quote = place_quote(context.report.text, found.phrase.span) if found.phrase else None
    if quote:
        start = whole_phrase(context.report.text, quote.start, quote.end)
        quote = place_quote(context.report.text, (start, quote.end))
    score = found.phrase.score if found.phrase else 0.5
    meant = named_before(context.report.text, quote.start, quote.exact) if quote else None
    if quote and meant:
        return Spot(located(meant, None, quote, context.gazetteer, context.scene), quote.start, score, OWN_NAME)
    name, sure = name_of(quote, found.pointed, context.gazetteer)
    beside = named_beside(context, finding, found) if sure < _RATHER_SURE else None
    if beside:
        name, sure = beside, max(sure, _RATHER_SURE)
    locus = locus_of(quote, name, context.gazetteer, context.scene)
    return Spot(locus, quote.start if quote else -1, score, sure)


def pairs_of(sides: Sequence[Side], spots: Sequence[Spot]) -> list[tuple[Side, Spot]]:
    """Gives which holder goes with which place: all with all; of two lists, a place with the holder before."""
    if len({side.at for side in sides}) < 2 or len(spots) < 2:
        return [(side, spot) for side in sides for spot in spots]
    pairs = []
    for spot in spots:
        before = [side for side in sides if side.at < spot.at]
        nearest = max(side.at for side in before) if before else min(side.at for side in sides)
        pairs += [(side, spot) for side in sides if side.at == nearest]
    return pairs


def quantity_of(context: Context, finding: Finding, at: int) -> Quantity | None:
    """Gives the number nearest to a position, with what it counts; None where the words hold no number."""
    by_distance = sorted(finding.quantities, key=lambda one: abs(one[0].span[0] - at))
    for phrase, unit in by_distance[:1]:
        quote = context.quote(phrase.span)
        amount = parse_amount(quote.exact)
        if amount is not None and (amount.low is not None or amount.high is not None):
            return Quantity(quote, amount.low, amount.high, Unit.PERCENT if amount.share else Unit(unit))
    return None


def when_of_finding(context: Context, finding: Finding) -> TimeRef | None:
    """Gives the valid time; of several tagged phrases, the first that names a time."""
    passage = context.passage(finding)
    spans = [phrase.span for phrase in sorted(finding.whens, key=lambda one: -one.score)]
    if finding.deadline and not is_deadline(passage, finding.deadline.span, finding.event):
        spans.append(finding.deadline.span)
    for span in spans:
        read = read_when(passage, span, finding.trigger, finding.event, finding.modality)
        if read is not None:
            return _requoted(context, read)
    return None


def deadline_of_finding(context: Context, finding: Finding) -> TimeRef | None:
    """Gives the deadline, or None.

    Where the model tagged none, what is to come "by" a day, or has a "deadline" beside it, has that day.
    """
    passage = context.passage(finding)
    span = finding.deadline.span if finding.deadline else None
    if span and not is_deadline(passage, span, finding.event):
        span = None
    elif span is None and finding.modality in _TO_COME and finding.event not in _STATES:
        span = plain_deadline(passage)
    read = read_deadline(passage, span, finding.trigger) if span else None
    return _requoted(context, read) if read else None


def _requoted(context: Context, ref: TimeRef) -> TimeRef:
    """Gives the time with the report's own characters, typographic marks included."""
    quote = context.quote((ref.quote.start, ref.quote.end)) if ref.quote else None
    return TimeRef(ref.edtf, quote, ref.anchor)


def speaker_of_finding(context: Context, finding: Finding) -> Speaker | None:
    """Gives who says so, or None for the outlet's own voice."""
    if finding.speaker is None:
        return None
    return speaker_of(finding.speaker.span, context.report.text, context.scan.names, context.gazetteer)


def basis_of(context: Context, finding: Finding) -> Quote | None:
    """Gives the words on who asked for it or agreed to it, or None."""
    text, (start, end) = context.scan.text, finding.sentence
    found = cues().basis.search(text, start, end)
    if found is None:
        return None
    stop = _BASIS_END.search(text, found.end(), end)
    return context.quote((found.start(), stop.start() if stop else end))


def is_continuing(context: Context, finding: Finding) -> bool:
    """Tells a state that goes on ("will continue to guard") from one to come."""
    if finding.event not in _STATES:
        return False
    start, end = max(finding.sentence[0], finding.trigger[0] - _REACH), finding.trigger[1]
    return bool(cues().continuing.search(context.scan.text, start, end))


def is_partial(finding: Finding, side: Side, spot: Spot, quantity: Quantity | None) -> bool:
    """Tells whether only a part of the holder or of the place is spoken of."""
    words = [quote.exact for quote in (side.party.quote, spot.locus.quote) if quote]
    if any(cues().whole.search(one) for one in words):
        return False
    return quantity is not None or any(cues().partial.search(one) for one in words)
