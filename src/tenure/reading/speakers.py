"""Who says so: the speaker's words, and the fullest name that the report has for them."""

import re
from collections.abc import Sequence
from typing import Final

from tenure.model.claim import Quote, Speaker
from tenure.reading.names import Aliases, Name, state_of, whole_names

_TITLE: Final = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Gen|Col|Maj|Lt|Capt|Adm)\.?|President|Prime|Deputy|Foreign|Defence|Defense|Interior|Minister"
    r"|Secretary|General|Colonel|Major|Captain|Admiral|Senator|Ambassador|Spokesman|Spokeswoman|Governor|Chancellor|Sheikh)$"
)


def speaker_of(span: tuple[int, int], text: str, names: Sequence[Name], aliases: Aliases) -> Speaker:
    """Gives the speaker under the fullest name; "Peskov" becomes "Dmitry Peskov" where the report names him so."""
    start, end = whole_names(span, names)
    quote = Quote(start, end, text[start:end])
    return Speaker(fullest_name(quote.exact, names, aliases), quote, state_of(quote.exact, aliases))


def fullest_name(words: str, names: Sequence[Name], aliases: Aliases) -> str:
    """Gives the longest personal name of the report that ends in the same surname, without titles; else the words."""
    bare = personal_name(words, aliases)
    if bare is None or " " in bare:
        return bare or words
    longer = (personal_name(one.text, aliases) for one in names if one.text.endswith(bare))
    fitting = [name for name in longer if name and name.split()[-1] == bare]
    return max([bare, *fitting], key=lambda name: (len(name.split()), -len(name)))


def personal_name(words: str, aliases: Aliases) -> str | None:
    """Gives the name of a person without leading titles and states; None where the words are no such name."""
    parts = words.split()
    if not all(part[:1].isupper() for part in parts):
        return None
    kept = list(parts)
    while len(kept) > 1 and (_TITLE.match(kept[0]) or aliases.affiliation_of(kept[0])):
        del kept[0]
    # "Foreign Ministry" and the like are institutions: nothing of them may be cut.
    return " ".join(kept) if kept == parts or (len(kept) <= 3 and not aliases.affiliation_of(" ".join(kept))) else words
