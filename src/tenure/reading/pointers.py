"""Where a name stands as seen from a trigger, and which names of a window a pointer chooses."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tenure.reading.candidates import Candidate
from tenure.reading.labels import POINTERS
from tenure.reading.net import Arguments, Ask, Encoded, Floats, Pointers, softmax
from tenure.reading.spans import Phrase


def far_bucket(unit: int, trigger_unit: int, tokens_after: int) -> int:
    """Gives the class of distance of a name in `unit` (-1: the title) from a trigger."""
    if unit < 0:
        return 0
    apart = unit - trigger_unit
    if apart == 0:
        return 6 if tokens_after < 0 else 7
    steps = ((-8, 1), (-5, 2), (-3, 3), (-2, 4), (-1, 5))
    for limit, bucket in steps:
        if apart <= limit:
            return bucket
    return 8 if apart == 1 else 9 if apart <= 3 else 10


@dataclass(frozen=True, slots=True)
class Pointed:
    """A name that a pointer chose, or None for "no name of the window", with its probability."""

    name: str | None
    candidate: Candidate | None
    score: float


@dataclass(frozen=True, slots=True)
class Names:
    """The candidates of a window with their pointer keys, a row a candidate."""

    candidates: Sequence[Candidate]
    keys: Floats
    known: NDArray[np.int64]


def names_of(encoded: Encoded, candidates: Sequence[Candidate]) -> Names:
    """Gives the candidates of a window with the means of their tokens' keys."""
    keys = [encoded.keys[one.tokens[0] : one.tokens[1]].mean(axis=0) for one in candidates]
    known = [int(one.name.state is not None) for one in candidates]
    return Names(candidates, np.asarray(keys, dtype=np.float32), np.asarray(known, dtype=np.int64))


def point(
    tables: Pointers, names: Names, ask: Ask, said: Arguments, role: str, phrase: Phrase | None, unit: int
) -> list[Pointed]:
    """Gives the names that a phrase (or, without one, the trigger) may stand for, the likeliest first.

    Repeated names add up. For a place a name stands for itself, else for its state or organisation.
    """
    kind = POINTERS.index(role)
    if not names.candidates:
        return [Pointed(None, None, 1.0)]
    here = tables.empty[kind]
    if phrase is not None:
        here = said.spans[max(0, phrase.tokens[0] - ask.low) : phrase.tokens[1] - ask.low, kind].mean(axis=0)
    query = said.queries[kind] + here
    width = query.shape[0]
    far = [far_bucket(one.unit, unit, one.tokens[0] - ask.trigger[0]) for one in names.candidates]
    scores = names.keys[:, kind * width : (kind + 1) * width] @ query / width**0.5
    scores = scores + tables.far[kind, far] + tables.known[kind, names.known]
    shares = softmax(np.append(scores, tables.none[kind]))
    return _ranked(names.candidates, shares, role)


def _ranked(candidates: Sequence[Candidate], shares: Floats, role: str) -> list[Pointed]:
    sums: dict[str | None, float] = {None: float(shares[-1])}
    best: dict[str | None, tuple[float, Candidate | None]] = {None: (0.0, None)}
    for candidate, share in zip(candidates, shares, strict=False):
        name = candidate.name.text if role == "place" else candidate.name.state or candidate.name.text
        sums[name] = sums.get(name, 0.0) + float(share)
        if float(share) > best.get(name, (-1.0, None))[0]:
            best[name] = (float(share), candidate)
    ranked = sorted(sums.items(), key=lambda item: (-item[1], item[0] or ""))
    return [Pointed(name, best[name][1], score) for name, score in ranked]
