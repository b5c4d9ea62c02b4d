"""Who says so: the speaker's words, and the fullest name that the report has for them."""

import re
from collections.abc import Sequence
from typing import Final

from tenure.model.claim import Quote, Speaker
from tenure.reading.names import Aliases, Name, state_of, whole_names

_TITLE: Final = re.compile(
    r"(?:(?:Prime|Deputy|Vice|Acting|First|Foreign|Defence|Defense|Interior|Security)\s+)*"
    r"(?:(?:Mr|Mrs|Ms|Dr|Gen|Col|Maj|Lt|Capt|Adm)\.?|President|Minister|Secretary|General|Colonel|Major|Captain|Admiral"
    r"|Senator|Ambassador|Spokesman|Spokeswoman|Governor|Chancellor|Sheikh)\s+(?=[^\W\d_a-z])"
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
    """Gives the name of a person without leading states and titles; None where the words are no name at all.

    An institution ("Foreign Ministry") has no title before a name, and nothing of it is cut.
    """
    if not all(part[:1].isupper() for part in words.split()):
        return None
    first, _, rest = words.partition(" ")
    untitled = rest if rest and aliases.affiliation_of(first) else words
    title = _TITLE.match(untitled)
    while title:
        untitled = untitled[title.end() :]
        words = untitled
        title = _TITLE.match(untitled)
    return words
