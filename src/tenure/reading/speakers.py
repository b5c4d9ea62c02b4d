"""Who says so: the speaker's words, and the fullest name that the report has for them."""

import re
from collections.abc import Sequence
from typing import Final

from tenure.model.claim import Quote, Speaker
from tenure.reading.names import Aliases, Name, state_of

_TITLE: Final = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Dr|Gen|Col|Maj|Lt|Capt|Adm)\.?|President|Prime Minister|Minister|General|Colonel|Major|Captain"
    r"|Admiral|Senator)\s+"
)


def speaker_of(quote: Quote, names: Sequence[Name], aliases: Aliases) -> Speaker:
    """Gives the speaker under the fullest name; "Peskov" becomes "Dmitry Peskov" where the report names him so."""
    name = fullest_name(quote.exact, names)
    return Speaker(name, quote, state_of(quote.exact, aliases))


def fullest_name(words: str, names: Sequence[Name]) -> str:
    """Gives the longest personal name of the report that ends in the same surname, without a title; else the words."""
    bare = _TITLE.sub("", words).strip()
    if not bare[:1].isupper() or " " in bare:
        return bare or words
    longer = [_TITLE.sub("", one.text) for one in names if one.state is None and one.text.split()[-1] == bare]
    return max([bare, *longer], key=lambda name: (len(name.split()), -len(name)))
