"""Why a page was not fetched: refused by us, not given by them, or not reached at all."""

from dataclasses import dataclass

from tenure.model.problem import Problem, ProblemCode


class FetchError(Exception):
    """Something that ends one request; it never leaves this room, but becomes a `Failed`."""

    code = ProblemCode.FETCH
    advice = "Try again later, or save the page with a browser and ingest the file."
    temporary = False

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


class Refused(FetchError):
    """A request or an answer that our own limits forbid."""

    code = ProblemCode.REFUSED
    advice = "If you trust it, save the page with a browser and ingest the file."


class TooLarge(FetchError):
    """An answer that goes on for longer than the settings allow."""

    code = ProblemCode.TOO_LARGE
    advice = "If it is a report after all, raise the limit in the settings, or save it and ingest the file."


class Unreached(FetchError):
    """A host that cannot be found or does not answer in time; it may later."""

    temporary = True
    advice = "Check the address and your connection, then try again."


class Declined(FetchError):
    """An answer other than the page."""

    def __init__(self, message: str, status: int, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.status, self.retry_after = status, retry_after
        self.temporary = status in (408, 425, 429) or status >= 500


@dataclass(frozen=True, slots=True)
class Failed:
    """A page that was not fetched, whether asking again can help, and how long the host asks to be left alone."""

    problem: Problem
    temporary: bool = False
    retry_after: float | None = None
    """Seconds."""
    status: int | None = None


def failed(error: FetchError, url: str) -> Failed:
    """What an error comes to for whoever asked."""
    declined = error if isinstance(error, Declined) else None
    return Failed(
        Problem(error.code, url, error.message, error.advice),
        error.temporary,
        declined.retry_after if declined else None,
        declined.status if declined else None,
    )
