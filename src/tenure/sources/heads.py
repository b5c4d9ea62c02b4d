"""The head of a copied page: its headline, its deck, its date and authors."""

from collections.abc import Sequence
from typing import Final

from tenure.sources.date_lines import is_dated_title
from tenure.sources.dating import Dating
from tenure.sources.lines import Line, Shape

_FURNITURE: Final = frozenset({Shape.NOISE, Shape.WIDGET, Shape.DATED, Shape.BYLINE})
_TITLE_WORDS: Final = (3, 30)
_LABEL_WORDS: Final = 5
_NEAR: Final = 12


def title_in(head: Sequence[Line], lines: Sequence[Line]) -> int | None:
    """Which line of a head is the headline: one that is repeated, else the first that could be one."""
    short = [at for at, line in enumerate(head) if line.shape is Shape.SHORT and _could_be_title(line)]
    repeated = _repeated(head, short)
    if repeated is not None:
        return repeated
    top = next((at for at, line in enumerate(head) if line.shape is not Shape.BLANK), None)
    if top is not None and head[top].shape is Shape.DATED and is_dated_title(head[top].text):
        return top
    full = [at for at in short if head[at].words >= _TITLE_WORDS[0]]
    if full or short:
        return (full or short)[0]
    return _question_in(head, lines)


def title_below_menus(head: Sequence[Line]) -> int | None:
    """Which line of a head full of menus is the headline: the first of the full lines above date or by-line."""
    full = [
        at
        for at, line in enumerate(head)
        if line.shape in (Shape.SHORT, Shape.PROSE) and _TITLE_WORDS[0] < line.words <= _TITLE_WORDS[1]
    ]
    repeated = _repeated(head, full)
    if repeated is not None or not full:
        return repeated
    signed = [at for at, line in enumerate(head) if line.shape in (Shape.DATED, Shape.BYLINE) and at > full[0]]
    end = signed[-1] if signed else len(head)
    at = max(one for one in full if one < end)
    if end - at > _NEAR:
        return None
    while (above := _above(head, at)) in full:
        at = above
    return at


def _above(head: Sequence[Line], at: int) -> int:
    """The line above, blanks left out."""
    return next((one for one in range(at - 1, -1, -1) if head[one].shape is not Shape.BLANK), -1)


def title_like(head: Sequence[Line], title: str) -> int | None:
    """Which line of a head repeats a title that is known."""
    wanted = letters_of(title)
    return next((at for at, line in enumerate(head) if line.text.strip() and letters_of(line.text) == wanted), None)


def letters_of(text: str) -> str:
    """What two spellings of one title have in common."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def kept_of(head: Sequence[Line], title_at: int | None, *, menus: bool) -> list[Line]:
    """The lines of a head that belong to the report: decks and labels do, furniture and section names do not."""
    if menus:
        return _deck_of(head, title_at)
    furnished = any(one.shape in _FURNITURE for one in head)
    return [
        line
        for at, line in enumerate(head)
        if at != title_at
        and line.shape not in _FURNITURE
        and _stays(line, above=at < (title_at or 0), furnished=furnished)
    ]


def dating_of(head: Sequence[Line], title_at: int | None) -> Dating | None:
    """The one day that a head names below its headline, or above it where no menu stands; two days are none."""
    below, above = head[title_at or 0 :], head[: title_at or 0]
    found = [line.dating for line in below if line.dating]
    if not found and not any(line.shape in (Shape.WIDGET, Shape.NOISE) for line in above):
        found = [line.dating for line in above if line.dating]
    return found[0] if found and len({dating.day for dating in found}) == 1 else None


def authors_of(head: Sequence[Line]) -> tuple[str, ...]:
    """Everybody whom the by-lines of a head name."""
    return tuple(dict.fromkeys(name for line in head for name in line.authors))


def _stays(line: Line, *, above: bool, furnished: bool) -> bool:
    if line.shape is not Shape.SHORT:
        return True
    if above:
        return False
    return not furnished or line.words > _LABEL_WORDS or line.text.rstrip().endswith(":")


def _deck_of(head: Sequence[Line], title_at: int | None) -> list[Line]:
    """The sentences directly below a headline."""
    deck: list[Line] = []
    for line in head[title_at + 1 :] if title_at is not None else ():
        if line.shape is not Shape.BLANK and (line.shape in _FURNITURE or line.words <= _LABEL_WORDS):
            break
        deck.append(line)
    return deck


def _could_be_title(line: Line) -> bool:
    text = line.text.strip()
    return 2 <= line.words <= _TITLE_WORDS[1] and not text.endswith((":", ",", ";")) and not text[0].islower()


def _repeated(head: Sequence[Line], candidates: Sequence[int]) -> int | None:
    """The first candidate that repeats one above it, which may have the name of the site at its end."""
    seen: set[str] = set()
    for at in candidates:
        text = head[at].text.strip()
        if head[at].words >= _TITLE_WORDS[0] and text in seen:
            return at
        seen.add(text)
        for mark in ("|", " - ", " – ", " — ", " · "):
            seen.add(text.rsplit(mark, 1)[0].strip())
    return None


def _question_in(head: Sequence[Line], lines: Sequence[Line]) -> int | None:
    """A headline that asks or exclaims: the first line, where it is not an interview's first question."""
    first = next((at for at, line in enumerate(head) if line.shape is Shape.PROSE), None)
    if first is None or head[first].words > _TITLE_WORDS[1]:
        return None
    bare = head[first].text.rstrip("\"'”’» ")
    asked = sum(line.text.rstrip().endswith("?") for line in lines if line.shape is Shape.PROSE)
    return first if bare.endswith("!") or (bare.endswith("?") and asked == 1) else None
