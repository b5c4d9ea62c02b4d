"""Bytes to text: by mark, by declaration, as UTF-8, by guess; and what was noticed on the way."""

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes

from tenure.model.problem import Gravity, Problem, ProblemCode
from tenure.sources.language import language_of
from tenure.sources.tables import pattern_of, table, words_of

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.I
)
_HEAD: Final = 4096
_SAMPLE: Final = 60_000
_CONTROL: Final = bytes(range(0x20)).translate(None, b"\t\n\r\x0b\x0c\x1b\x1a") + b"\x7f"
_FEW: Final = 0.03
"""Below this share of other bytes a text is English with typographic marks: Windows-1252."""
_MANY_CONTROLS: Final = 0.005
_SEEN_TWICE: Final = 2
_SAVE_AS: Final = "If letters look wrong, save it as UTF-8 and give it again."


def decode(data: bytes, origin: str, charset: str | None = None) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of some bytes, or None where they are no text, and the problems met.

    `charset` is what came with them; what they say themselves goes before it.
    """
    text, problems = _text_of(data, origin, charset)
    if text is not None and not text.strip():
        return None, (Problem(ProblemCode.EMPTY, origin, "there is nothing in it", "Give a file with a report."),)
    return text, problems


def _text_of(data: bytes, origin: str, charset: str | None) -> tuple[str | None, tuple[Problem, ...]]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], name, origin, stated=True)
    if data.count(b"\0", 0, _SAMPLE) > _MANY_CONTROLS * len(data[:_SAMPLE]):
        wide = _wide_encoding(data)
        return _decoded(data, wide, origin, stated=True) if wide else (None, (_binary(data, origin),))
    known = _signature(data, origin)
    if known:
        return None, (known,)
    return _without_mark(data, origin, charset)


def _without_mark(data: bytes, origin: str, charset: str | None) -> tuple[str | None, tuple[Problem, ...]]:
    try:
        return _checked(data.decode("utf-8"), data, origin)
    except UnicodeDecodeError:
        pass
    declared = _declared(data) or _known(charset or "")
    if declared and declared != "utf-8":
        return _decoded(data, declared, origin, stated=True)
    if _mostly_utf8(data):
        return _decoded(data, "utf-8", origin, stated=declared is not None)
    controls = len(data[:_SAMPLE]) - len(data[:_SAMPLE].translate(None, _CONTROL))
    if controls > _MANY_CONTROLS * len(data[:_SAMPLE]):
        return None, (_binary(data, origin),)
    return _decoded(data, _guessed(data), origin, stated=False)


def _checked(text: str, data: bytes, origin: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Text that decoded without an error, unless it is control bytes, with a note where letters are garbled."""
    controls = len(data[:_SAMPLE]) - len(data[:_SAMPLE].translate(None, _CONTROL))
    if controls > _MANY_CONTROLS * len(data[:_SAMPLE]) + 1:
        return None, (_binary(data, origin),)
    garbled = sum(text.count(trace) for trace in words_of("encodings", "mojibake"))
    if garbled < _SEEN_TWICE:
        return text, ()
    message = "letters were garbled before it was saved (UTF-8 read as something else)"
    return text, (_note(origin, message, "Fetch the report again; it is read as it stands."),)


def _decoded(data: bytes, name: str, origin: str, *, stated: bool) -> tuple[str, tuple[Problem, ...]]:
    text = data.decode(name, "replace")
    lost = text.count("�") - data.count("�".encode())
    if lost > 0:
        return text, (_note(origin, f"{lost} characters cannot be read as {name} and are shown as �", _SAVE_AS),)
    if stated:
        return text, ()
    return text, (_note(origin, f"it does not say how it is encoded; read as {name}", _SAVE_AS),)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_HEAD])
    return _known(found[1].decode("ascii", "replace")) if found else None


def _known(name: str) -> str | None:
    """The codec of a declared name, if it is one that a page may declare."""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if not pattern_of("encodings", "declared").fullmatch(info.name):
        return None
    # Browsers read "latin-1" as its superset, and so do the people who wrote it.
    return "cp1252" if info.name in ("iso8859-1", "ascii") else info.name


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: one half of its bytes are zeros where the text is Latin."""
    sample = data[: _SAMPLE // 2 * 2]
    pairs = len(sample) // 2
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        low = sample[0::2] if name.endswith("le") else sample[1::2]
        if pairs and high.count(0) > 0.7 * pairs and low.count(0) == 0:
            return name
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Whether most of the bytes beyond ASCII are good UTF-8: a damaged file, not another encoding."""
    beyond = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    good = len(data.decode("utf-8", "ignore").encode("utf-8"))
    return len(data) - good < beyond / 2


def _guessed(data: bytes) -> str:
    sample = data[:_SAMPLE]
    beyond = len(sample) - len(sample.translate(None, bytes(range(0x80, 0x100))))
    if beyond < _FEW * len(sample):
        return "cp1252"
    best = from_bytes(sample, cp_isolation=list(words_of("encodings", "guessed")), explain=False).best()
    if best is None:
        return "cp1252"
    expected = table("encodings")["expects"].get(best.encoding)
    language = language_of(sample.decode(best.encoding, "replace"), None)
    return best.encoding if expected is None or language in expected else "cp1252"


def _signature(data: bytes, origin: str) -> Problem | None:
    for row in table("signatures")["signature"]:
        if data.startswith(bytes.fromhex(row["starts"])):
            return Problem(ProblemCode(row["code"]), origin, f"it is {row['what']}, not text", row["advice"])
    return None


def _binary(data: bytes, origin: str) -> Problem:
    known = _signature(data, origin)
    advice = "Give the reports as text, HTML, Markdown or JSON Lines."
    return known or Problem(ProblemCode.BINARY, origin, "it is no text but binary data", advice)


def _note(origin: str, message: str, advice: str) -> Problem:
    return Problem(ProblemCode.ENCODING, origin, message, advice, Gravity.NOTED)
