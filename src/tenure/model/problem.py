"""A problem: something from outside that could not be used, kept and shown instead of dropped."""

from dataclasses import dataclass
from enum import StrEnum


class ProblemCode(StrEnum):
    """What went wrong, one word a cause; the codes are part of the public interface."""

    MISSING = "missing"
    EMPTY = "empty"
    BINARY = "binary"
    ENCODING = "encoding"
    TOO_LARGE = "too-large"
    UNDATED = "undated"
    LANGUAGE = "language"
    NO_ARTICLE = "no-article"
    MALFORMED = "malformed"
    UNREADABLE = "unreadable"
    UNSUPPORTED = "unsupported"
    REFUSED = "refused"
    FETCH = "fetch"
    QUOTE = "quote"
    UNRESOLVED_PLACE = "unresolved-place"
    UNRESOLVED_HOLDER = "unresolved-holder"
    READER = "reader"
    BAD_DATE = "bad-date"


class Gravity(StrEnum):
    """Whether the input was lost to the record (`failed`) or used with a gap (`noted`)."""

    FAILED = "failed"
    NOTED = "noted"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What went wrong, where, and what to do about it."""

    code: ProblemCode
    where: str
    message: str
    advice: str
    gravity: Gravity = Gravity.FAILED

    @property
    def is_failure(self) -> bool:
        """Whether the input was lost to the record."""
        return self.gravity is Gravity.FAILED
