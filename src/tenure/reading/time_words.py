"""Words of time in a text: where they stand, what kind of expression they are, and their parts."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of time of English."""

    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    decades: dict[str, int]
    holidays: dict[str, str]
    vague_past: tuple[str, ...]
    clock: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """One expression of time: span, kind, leading word ("since", "by", …) and the parts its kind has."""

    start: int
    end: int
    kind: str
    lead: str
    parts: tuple[tuple[str, str], ...]

    def part(self, name: str) -> str | None:
        """Gives a part in lower case, or None."""
        return dict(self.parts).get(name)


@cache
def lexicon() -> Lexicon:
    """Gives the word lists of `data/times.toml`."""
    data = tomllib.loads(resources.files(__package__).joinpath("data/times.toml").read_text(encoding="utf-8"))
    words: dict[str, list[str]] = data["words"]
    return Lexicon(
        data["months"], data["weekdays"], data["seasons"], data["decades"], data["holidays"],
        tuple(words["vague_past"]), tuple(words["clock"]),
    )  # fmt: skip


_LEAD = (
    r"(?:(?P<lead>(?:ever )?since|until|till|up to|by|before|prior to|no later than|not later than|from|as of|as from|starting|beginning|after|following|"
    r"through(?:out)?|in the course of|during|within|for|at|on|in|around|about|over|of|between)\s+)?"
)
_PHASE = r"(?:(?:the\s+)?(?P<phase>very end|end|close|beginning|start|middle|first days|last days|first weeks?|last weeks?|first months|last months|first half|second half|course|early|late|mid|turn)(?:\s+of\s+|[\s-]+)(?:the\s+)?)?"
_COUNT = r"(?P<count>\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|twenty|thirty|forty|fifty|sixty|ninety|some|a few|several|a couple of|the last|the past)(?P<half> and a half)?"
_UNIT = r"(?P<unit>hours?|days?|weeks?|fortnights?|months?|years?|decades?)"
_OF_YEAR = r"(?:,?\s+(?:of\s+)?(?P<year>(?:1[6-9]|20)\d\d)|\s+(?:of\s+)?(?P<shift>last|this|next|that|the same|the previous|the following)\s+year)"


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Gives the kinds of expression in order of trust; the longest match at a place wins."""
    words = lexicon()
    month = rf"(?P<month>{'|'.join(sorted(words.months, key=len, reverse=True))})\b\.?"
    season = rf"(?P<season>{'|'.join(words.seasons)})\b"
    weekday = rf"(?P<weekday>{'|'.join(words.weekdays)})\b"
    shift = r"(?:(?P<which>last|next|this|that|the previous|the following|the next|the coming|the past|every|the same|early this|later this|earlier this|late last|early last|early next|later that)\s+)?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    clock = rf"(?:{'|'.join(words.clock)})"
    ahead = r"(?:(?:the\s+)?(?:early\s+|late\s+)?(?:night|morning|evening|afternoon|eve)\s+of\s+|(?:the\s+)?(?:first|early|last) hours\s+of\s+)?(?:the\s+)?"
    tail = r"(?:\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|noon|midnight|at dawn))?"
    clock_ahead = rf"(?:{clock},?\s+(?:on\s+|of\s+)?)?"
    kinds = (
        ("iso", rf"{_LEAD}(?P<iso>\d{{4}}-\d\d-\d\d)\b"),
        ("between", rf"(?:between|from)\s+(?P<a>(?:\S+\s+){{0,3}}?\S+)\s+(?:and|to|until|till)\s+(?P<b>(?:(?:early|late|mid)[\s-])?(?:\d{{1,2}}\s+{month}(?:\s+\d{{4}})?|{weekday.replace('<weekday>', '<w2>')}|{month.replace('<month>', '<m2>')}(?:\s+\d{{4}}|\s+\d{{1,2}}\b)?|\d{{4}}\b))"),
        ("days", rf"{_LEAD}{clock_ahead}{ahead}(?:{weekday},?\s+)?(?:the\s+)?{day}\s+(?:of\s+)?{month}{_OF_YEAR}?"),
        ("days", rf"{_LEAD}{clock_ahead}{ahead}(?:{weekday},?\s+)?{month}\s+{day}\b(?!\s*,?\d){_OF_YEAR}?"),
        ("month", rf"{_LEAD}{_PHASE}{shift}{month}{_OF_YEAR}?"),
        ("season", rf"{_LEAD}{_PHASE}(?:the\s+)?{shift}{season}(?!\s+(?:into|over))(?:\s+(?:of\s+)?(?P<year>(?:1[6-9]|20)\d\d)|\s+(?:of\s+)?(?P<shift>last|this|next)\s+year|\s+(?P<before>before last|before|after next))?"),
        ("decade", rf"{_LEAD}{_PHASE}(?:the\s+)(?P<decade>(?:1[6-9]|20)\d0)['’]?s\b"),
        ("decade", rf"{_LEAD}{_PHASE}(?:the\s+)(?:early\s+|late\s+|mid-?\s*)?(?P<decade>{'|'.join(words.decades)})\b"),
        ("holiday", rf"{_LEAD}{shift}(?P<holiday>{'|'.join(sorted(words.holidays, key=len, reverse=True))}|easter|(?:the )?new year)\b"),
        ("weekday", rf"{_LEAD}{clock_ahead}{ahead}(?:{shift}){weekday}{tail}(?:,?\s+(?:at|before|around|by|shortly after)\s+(?:{clock}|one|two|three|four|five|six|seven|eight|nine|ten|eleven))?"),
        ("near", rf"{_LEAD}{clock_ahead}(?P<near>the day before yesterday|yesterday|today|tonight|tomorrow|this (?:morning|afternoon|evening)|last night|overnight)(?:\s+(?:morning|afternoon|evening|night))?\b"),
        ("ago", rf"{_LEAD}(?:some |about |almost |nearly |more than |just |over |exactly )*{_COUNT}\s+{_UNIT}\s+(?P<sense>ago|earlier|before|previously|later|afterwards?|after|from now|hence)\b"),
        ("ago", r"(?P<lead>in)\s+" + _COUNT + r"\s+" + _UNIT + r"['’]s?\s+(?P<sense>time)\b"),
        ("period", rf"{_LEAD}{_PHASE}{shift}(?P<period>week(?:end)?|month|year|decade|century|winter season)(?:\s+(?P<over>is out|is over|is done|was over|was out|was done|ends|ended|is up))?\b"),
        ("period", rf"{_LEAD}{_PHASE}the\s+(?P<period>week(?:end)?|month|year|decade|century)(?:\s+(?P<over>is out|is over|is done|was over|was out|was done|ends|ended|is up))?\b"),
        ("within", rf"(?P<lead>within|inside|in|after)\s+(?:the next\s+|at most\s+|about\s+|some\s+)?{_COUNT}\s+(?:to \w+ )?{_UNIT}\b"),
        ("length", rf"(?P<lead>for|over|these|given|gave|has|have)?\s*(?:up to |about |some |almost |nearly |more than |at least |the past |the last |another |the next |over |well over |most of |the better part of )*{_COUNT}\s+(?:more\s+|further\s+)?{_UNIT}\b"),
        ("ordinal", rf"(?P<lead>on|by|since|until|from|before)\s+(?:{clock}\s+on\s+)?the\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)\b(?:\s+of\s+(?:the|that|this)\s+month)?(?!\s+\w*(?:brigade|division|battalion|regiment|base|army|parallel))"),
        ("year", rf"{_LEAD}(?:the\s+|about\s+|around\s+)?{_PHASE}(?P<year>(?:1[6-9]|20)\d\d)\b(?!\s*(?:men|soldiers|troops|people|km|kilomet|guards|persons))"),
        ("then", r"(?P<lead>since|from|until|by)\s+(?:then|that (?:day|date|time))(?:\s+on)?\b|(?P<now>from now on|as of now|(?<=\W)since(?=[\s]*[.,;]))"),
        ("vague", rf"(?P<vague>{'|'.join(words.vague_past)})\b"),
        ("clock", rf"(?P<clock>{clock})\b"),
    )  # fmt: skip
    return tuple((kind, re.compile(r"(?<![\w])" + pattern, re.IGNORECASE)) for kind, pattern in kinds)


_CUE = re.compile(r"\d|day\b|week|month|year|hour|night|dawn|noon|morning|evening|ago\b|since|until|till|recent|early|late|earl|once|previous|former|used to|now|then|spring|summer|autumn|fall|winter|christmas|easter|decade|century|dusk|dark|sun|time|light|breakfast|ties\b|january|february|march|april|may\b|june|july|august|september|october|november|december|\b(?:jan|feb|mar|apr|aug|sept?|oct|nov|dec)\b|peak|height|zenith|years|long|past", re.IGNORECASE)


def find_time_words(text: str) -> list[TimeWords]:
    """Gives the expressions of time in a sentence, the longest at each place, without overlaps."""
    if not _CUE.search(text):
        return []
    hits: list[TimeWords] = []
    for kind, pattern in _patterns():
        for found in pattern.finditer(text):
            groups = {k: v.lower() for k, v in found.groupdict().items() if v}
            if kind == "month" and _is_plain_may(found.group(), groups):
                continue
            lead = groups.pop("lead", "")
            hits.append(TimeWords(found.start(), found.end(), kind, lead, tuple(groups.items())))
    kept: list[TimeWords] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start)):
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


def _is_plain_may(words: str, groups: dict[str, str]) -> bool:
    """Tells the verbs "may" and "march" (and the short forms without a stop) from the months."""
    month = groups.get("month", "")
    if month in ("may", "march"):
        return words.split()[-1 if "year" not in groups else 0].islower() and month.capitalize() not in words
    return len(month) <= 4 and month not in ("june", "july") and month.capitalize() not in words
