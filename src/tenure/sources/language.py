"""The language of a text, as ISO 639 codes; `und` where there is too little of it to tell."""

import re
import unicodedata
from functools import cache
from typing import Final

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from tenure.sources.tables import words_of

UNKNOWN: Final = "und"
ENGLISH: Final = "en"
_SAMPLE: Final = 6000
_ENOUGH_LETTERS: Final = 60
_SURE: Final = 0.8
_ENGLISH_SHARE: Final = 0.15
_STRETCH: Final = 1500
_FEW_WORDS: Final = 40
_LONGEST: Final = 60_000
_WORD: Final = re.compile(r"[^\W\d_]+")
_CODE: Final = re.compile(r"([a-z]{2,3})(?:[-_].{0,20})?", re.IGNORECASE)


def language_of(text: str, declared: str | None) -> str:
    """The language a text is in: seen in its words where there are enough of them, else as it declares."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    if words and _english_share(words) >= _ENGLISH_SHARE:
        return ENGLISH
    letters = sum(map(len, words))
    foreign = _foreign_script(sample)
    if letters >= _ENOUGH_LETTERS or (foreign and letters >= 10):
        found, sureness = _identifier().classify(sample)
        if (sureness >= _SURE or foreign) and not (foreign and found == ENGLISH):
            return str(found)
    return code_of(declared) or UNKNOWN


def may_be_english(text: str) -> bool:
    """Whether some stretch of a text is English, or it is too short or too long to tell; told fast, never too strictly.

    Stretches are looked at one by one because a page may open with menus, which have no small words.
    """
    if len(text) > _LONGEST or len(_WORD.findall(text[:_STRETCH])) < _FEW_WORDS:
        return True
    stretches = (_WORD.findall(text[at : at + _STRETCH].lower()) for at in range(0, len(text), _STRETCH))
    return any(words and _english_share(words) >= _ENGLISH_SHARE for words in stretches)


def code_of(declared: str | None) -> str | None:
    """The bare language of a tag like `en-GB`, or None where it is no tag."""
    found = _CODE.fullmatch((declared or "").strip())
    return found[1].lower() if found else None


def _english_share(words: list[str]) -> float:
    small = frozenset(words_of("languages", "english"))
    return sum(word in small for word in words) / len(words)


def _foreign_script(sample: str) -> bool:
    """Whether most letters are of another script than the Latin one."""
    letters = [letter for letter in sample[:1000] if letter.isalpha()]
    latin = sum("LATIN" in unicodedata.name(letter, "") for letter in letters)
    return len(letters) > 0 and latin < len(letters) / 2


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(words_of("languages", "known"))
    return identifier
