"""Offsets and scores of a claim in few bytes. Older ledgers hold them as JSON, and are read alike."""

import json
from collections.abc import Iterator, Sequence
from typing import Final

from tenure.model.claim import Claim
from tenure.model.ids import canonical_json

_SPANS: Final = (
    "sentence", "trigger", "holder", "counterparty", "place", "quantity", "when", "deadline", "speaker", "basis",
)  # fmt: skip
# The place of a name in this row is what the ledger keeps: names are only ever added at its end.
_SCORES: Final = (
    "trigger", "event", "modality", "negated", "holder", "belonging", "place", "name", "counterparty", "quantity",
    "when", "deadline", "speaker", "basis", "partial", "continuing",
)  # fmt: skip
_FINE: Final = 10_000
"""Scores are kept to four digits."""


def pack_spans(claim: Claim) -> bytes:
    """The offsets of every part: the sentence's first, the others counted from its start; 0 where there is no part."""
    quotes = dict(claim.quotes())
    sentence = quotes["sentence"]
    packed = bytearray([*_varint(sentence.start), *_varint(sentence.end - sentence.start)])
    for name in _SPANS[1:]:
        quote = quotes.get(name)
        if quote is None:
            packed.append(0)
        else:
            shift = quote.start - sentence.start
            packed.extend(_varint(1 + (2 * shift if shift >= 0 else -2 * shift - 1)))
            packed.extend(_varint(quote.end - quote.start))
    return bytes(packed.rstrip(b"\0"))


def unpack_spans(packed: bytes | str) -> dict[str, tuple[int, int]]:
    """The offsets by part.

    Raises:
        ValueError: these are no packed offsets.
    """
    if isinstance(packed, str):
        flat = json.loads(packed)
        pairs = zip(flat[::2], flat[1::2], strict=True)
        return {name: (start, end) for name, (start, end) in zip(_SPANS, pairs, strict=False) if start >= 0}
    numbers = [*_varints(packed), *(0,) * 2 * len(_SPANS)]
    first, at = numbers[0], 2
    found = {"sentence": (first, first + numbers[1])}
    for name in _SPANS[1:]:
        coded = numbers[at]
        at += 1
        if coded:
            start = first + ((coded - 1) // 2 if coded % 2 else -coded // 2)
            found[name] = (start, start + numbers[at])
            at += 1
    return found


def pack_scores(scores: Sequence[tuple[str, float]]) -> bytes | str:
    """Scores from 0 to 1 by name, three bytes each; as JSON where a name is new or a number another one."""
    fine = [(name, round(score, 4)) for name, score in scores]
    if all(name in _SCORES and 0 <= score <= 1 for name, score in fine):
        coded = ((_SCORES.index(name), round(score * _FINE)) for name, score in fine)
        return b"".join(bytes([index]) + value.to_bytes(2, "big") for index, value in coded)
    return canonical_json([[name, score] for name, score in fine])


def unpack_scores(packed: bytes | str) -> tuple[tuple[str, float], ...]:
    """The scores by name.

    Raises:
        ValueError: these are no packed scores.
    """
    if isinstance(packed, str):
        return tuple((name, score) for name, score in json.loads(packed))
    if len(packed) % 3:
        raise ValueError(f"{len(packed)} bytes are no scores")
    triples = zip(packed[::3], packed[1::3], packed[2::3], strict=True)
    return tuple([(_SCORES[name], (256 * high + low) / _FINE) for name, high, low in triples])


def _varint(number: int) -> Iterator[int]:
    """A whole number in bytes of seven bits, the lowest first."""
    while number >= 128:
        yield number % 128 + 128
        number //= 128
    yield number


def _varints(packed: bytes) -> list[int]:
    found, number, scale = [], 0, 1
    for byte in packed:
        if byte < 128:
            found.append(number + byte * scale)
            number, scale = 0, 1
        else:
            number += byte % 128 * scale
            scale *= 128
    if scale > 1:
        raise ValueError("an offset is cut short")
    return found
