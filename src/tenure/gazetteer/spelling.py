"""One spelling for the many of a name: folded forms, which are equal where only marks, case and hyphens differ."""

import re
import unicodedata
from typing import Final

# Letters that Unicode does not decompose, and marks that transliterations put in or leave out at will.
_LETTERS: Final = str.maketrans(
    {
        **dict.fromkeys("ʻʼ’'‘ʹ′`´ˈˌ\u200c\u200d\u200e\u200f", None),
        "ı": "i", "İ": "i", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d",
        "þ": "th", "Þ": "th", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ə": "a", "Ə": "a", "ħ": "h", "Ħ": "h",
        "ŋ": "n", "&": " and ",
    }
)  # fmt: skip
_PLAIN: Final = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
_BREAKS: Final = re.compile(r"[\W_]+")


def folded(name: str) -> str:
    """The name without case, diacritics, apostrophes and punctuation; hyphens read as spaces."""
    low = name.lower()
    if _PLAIN.fullmatch(low):
        return low
    plain = low.translate(_LETTERS)
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold().translate(_LETTERS)
    plain = plain.replace(".", "") if "." in plain else plain
    return _BREAKS.sub(" ", plain).strip()


def is_latin(text: str) -> bool:
    """Whether the first letter of the text is of the Latin script."""
    letter = text[:1] if text[:1].isalpha() else next((sign for sign in text if sign.isalpha()), "")
    return letter < "\u0250" or "\u1e00" <= letter <= "\u1eff"


def has_capital(text: str) -> bool:
    """Whether a text holds a letter that is not lower case; scripts without case always do."""
    return any(sign.isalpha() and not sign.islower() for sign in text)
