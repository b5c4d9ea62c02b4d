"""Unpacking what came compressed, piece by piece, with an eye on how much it becomes."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from tenure.fetching.failure import Refused, TooLarge, Unreached

ENCODINGS: Final = "gzip, deflate"
"""What is asked for: what this module can unpack."""
_AT_ONCE: Final = 65_536
_UNSUSPECTED: Final = 1_000_000
"""Bytes up to which any ratio is let pass: a short page of blanks is no bomb."""


def unpacked(pieces: Iterable[bytes], encoding: str, *, most: int, ratio: int) -> bytes:
    """The bytes that came, unpacked: at most `most`, and at most `ratio` for each byte received.

    Raises:
        TooLarge: there is more of it; nothing beyond the limit was unpacked.
        Refused: it grows like a bomb, or is packed in a way that was not asked for.
        Unreached: it breaks off in the middle, or is damaged.
    """
    received = _Counter(pieces)
    out = bytearray()
    try:
        for piece in _plain(received, encoding.strip().lower()):
            out += piece
            if len(out) > most:
                raise TooLarge(
                    f"it is larger than {most // 1_000_000 or most} {'MB' if most >= 1_000_000 else 'bytes'}"
                )
            if len(out) > _UNSUSPECTED and len(out) > ratio * received.total:
                raise Refused(f"it unpacks to more than {ratio} times its size, as only an attack does")
    except zlib.error as error:
        raise Unreached("what came is damaged: it cannot be unpacked") from error
    return bytes(out)


class _Counter:
    """Pieces that pass, counted."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self.total = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.total += len(piece)
            yield piece


def _plain(pieces: Iterable[bytes], encoding: str) -> Iterable[bytes]:
    if encoding in ("", "identity"):
        return pieces
    if encoding in ("gzip", "x-gzip"):
        return _inflated(pieces, zlib.MAX_WBITS | 16)
    if encoding == "deflate":
        return _inflated(pieces, None)
    raise Refused(f"it is packed in a way that was not asked for ({encoding[:30]!r})")


def _inflated(pieces: Iterable[bytes], window: int | None) -> Iterator[bytes]:
    """Each step unpacks 64 KB at most, so that a bomb is noticed long before it has gone off."""
    inflater = zlib.decompressobj(window) if window else None
    begun = False
    for piece in pieces:
        if inflater is None:
            # Half of the servers that say "deflate" send it bare, the other half in its zlib wrapping.
            wrapped = piece[:1] and piece[0] & 0x0F == 8 and piece[0] >> 4 <= 7
            inflater = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
        waiting = piece
        while waiting:
            if inflater.eof:
                if window is None or not waiting.strip(b"\0"):
                    break
                inflater = zlib.decompressobj(window)
            begun = True
            yield inflater.decompress(waiting, _AT_ONCE)
            waiting = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
    while inflater is not None and not inflater.eof and begun:
        rest = inflater.decompress(inflater.unconsumed_tail, _AT_ONCE)
        if not rest:
            raise Unreached("what came breaks off in the middle")
        yield rest
