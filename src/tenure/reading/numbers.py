"""Numbers as ranges: what a phrase of quantity says, from "some 1,300 men" to "a handful of posts"."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

Bound = int | float | None

_DIGITS = re.compile(r"(?<![\w.,])(\d{1,3}(?:[,\u00a0 ]\d{3})+|\d+)(\.\d+)?(?![\d])")
_WORD = re.compile(r"[a-z]+")
_PERCENT = re.compile(r"\bper ?cent\b|%")
_FROM_TO = re.compile(r"\bfrom\b.*?\bto\b")


@dataclass(frozen=True, slots=True)
class Amount:
    """A range of numbers, open where None; `share` tells of a fraction of a whole in percent."""

    low: Bound
    high: Bound
    share: bool = False


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    amount: Amount


@dataclass(frozen=True, slots=True)
class _Words:
    units: dict[str, int]
    scales: dict[str, int]
    dozens: dict[str, int]
    fractions: dict[str, int]
    vague: dict[str, list[int]]
    at_least: tuple[str, ...]
    at_most: tuple[str, ...]
    under: tuple[str, ...]


@cache
def _words() -> _Words:
    file = resources.files(__package__).joinpath("data/numbers.toml")
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    bounds: dict[str, list[str]] = data["bounds"]
    return _Words(
        data["units"], data["scales"], data["dozens"], data["fractions"], data["vague"],
        tuple(bounds["at_least"]), tuple(bounds["at_most"]), tuple(bounds["under"]),
    )  # fmt: skip


def parse_amount(phrase: str) -> Amount | None:
    """Gives the range that a phrase of quantity names, or None where it holds no number."""
    text = phrase.lower().replace("’", "'").replace("\u00a0", " ").strip()
    if _FROM_TO.search(text):
        text = text[_FROM_TO.search(text).end() :]  # type: ignore[union-attr]  # searched just above
    hit = _first(text)
    if hit is None:
        return Amount(1, 1) if re.match(r"(?:an?|the|its|their|one|another|each)\b", text) else None
    hit = _with_second(text, hit)
    return _bounded(text[: hit.start], hit.amount)


def _first(text: str) -> _Hit | None:
    hits = [hit for hit in (_phrase(text), _digits(text), _spelled(text)) if hit]
    return min(hits, key=lambda hit: (hit.start, -hit.end), default=None)


def _phrase(text: str) -> _Hit | None:
    """Gives the first fixed phrase: vague numbers, dozens and fractions."""
    words = _words()
    best: _Hit | None = None
    tables = (
        {k: Amount(v[0], v[1]) for k, v in words.vague.items()},
        {k: Amount(v, v) for k, v in words.dozens.items()},
        {k: Amount(v, v, True) for k, v in words.fractions.items()},
    )
    for table in tables:
        for key, amount in table.items():
            # "a third of them" is a share, "a third brigade" is one more
            tail = r"(?=$|\s*(?:of|to)\b|[,.;)]|\s+the\b)" if amount.share and key != "half" else r"\b"
            found = re.search(rf"\b{re.escape(key)}{tail}", text)
            if found and (best is None or (found.start(), -found.end()) < (best.start, -best.end)):
                best = _Hit(found.start(), found.end(), amount)
    return best


def _digits(text: str) -> _Hit | None:
    found = _DIGITS.search(text)
    if not found:
        return None
    number: int | float = int(re.sub(r"\D", "", found.group(1)))
    if found.group(2):
        number = float(f"{number}{found.group(2)}")
    end = found.end()
    scale = re.compile(r"[ -](hundred|thousand|million)\b").match(text, end)
    if scale:
        number, end = number * _words().scales[scale.group(1)], scale.end()
    number = int(number) if number == int(number) else number
    return _Hit(found.start(), end, Amount(number, number, bool(_PERCENT.match(text[end:].lstrip()))))


def _spelled(text: str) -> _Hit | None:
    """Gives the first number in words: "twelve hundred", "a thousand", "twenty-five"."""
    words = _words()
    total = part = 0
    start = end = -1
    for found in _WORD.finditer(text):
        word = found.group()
        if start >= 0 and not re.fullmatch(r"[\s-]+(?:and )?", text[end : found.start()]):
            break
        if word in words.units:
            part += words.units[word]
        elif word in words.scales and (start >= 0 or _article(text, found.start())):
            part = max(part, 1) * words.scales[word]
            if words.scales[word] >= 1000:
                total, part = total + part, 0
        elif start >= 0:
            if word == "and":
                continue
            break
        else:
            continue
        start = found.start() if start < 0 else start
        end = found.end()
    share = start >= 0 and bool(_PERCENT.match(text[end:].lstrip()))
    return _Hit(start, end, Amount(total + part, total + part, share)) if start >= 0 else None


def _article(text: str, at: int) -> bool:
    return at == 0 or bool(
        re.search(r"\b(?:a|the|another|further|some|about|nearly|almost|over|than|last|first|or)\s$|^$", text[:at])
    )


def _with_second(text: str, hit: _Hit) -> _Hit:
    """Gives the range where a second number follows: "600 to 700", "eight or nine", "three to five"."""
    joint = re.compile(r"\s?(?:to|or|-|–|and)\s?(?=[\w])").match(text, hit.end)
    if not joint:
        return hit
    rest = text[joint.end() :]
    other = _first(rest)
    low, high = hit.amount.low, other.amount.high if other else None
    if other is None or other.start > 0 or low is None or high is None or high <= low:
        return hit
    if joint.group().strip() == "and" and not text[: hit.start].rstrip().endswith("between"):
        return hit
    if low < 100 and high >= 1000 and high % 1000 == 0:
        low *= 1000
    return _Hit(hit.start, joint.end() + other.end, Amount(low, high, hit.amount.share or other.amount.share))


def _bounded(before: str, amount: Amount) -> Amount:
    words = _words()
    if amount.low != amount.high:
        return amount
    # the longest wording first: "no more than" ends in "more than"
    for open_low, phrases in ((True, words.at_most), (False, words.at_least)):
        for phrase in phrases:
            if re.search(rf"\b{phrase}\s+(?:an?\s+|the\s+)?$", before) and not (
                phrase == "more than" and "no more" in before
            ):
                return Amount(None if open_low else amount.low, amount.high if open_low else None, amount.share)
    for phrase in words.under:
        if re.search(rf"\b{phrase}\s+(?:an?\s+)?$", before) and not re.search(
            r"\bno\s+(?:fewer|less)|\bjust under", before
        ):
            high = amount.high
            return Amount(None, high - 1 if isinstance(high, int) and phrase == "fewer than" else high, amount.share)
    return amount
