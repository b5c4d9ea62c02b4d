"""The kinds of input Tenure reads, in the order in which they are tried; a new kind is one module and one line here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tenure.model.problem import Problem
from tenure.sources import (
    kind_archive,
    kind_archiver,
    kind_feed,
    kind_html,
    kind_json,
    kind_mail,
    kind_markdown,
    kind_plain,
)
from tenure.sources.body import Body
from tenure.sources.draft import Draft


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of input: how it is told, by its content alone, and how the reports in it are read."""

    name: str
    recognises: Callable[[Body], bool]
    drafts_of: Callable[[Body], tuple[tuple[Draft, ...], tuple[Problem, ...]]]


KINDS: Final = (
    Kind("feed", kind_feed.recognises, kind_feed.drafts_of),
    Kind("archive", kind_archive.recognises, kind_archive.drafts_of),
    Kind("mail", kind_mail.recognises, kind_mail.drafts_of),
    Kind("html", kind_html.recognises, kind_html.drafts_of),
    Kind("archiver", kind_archiver.recognises, kind_archiver.drafts_of),
    Kind("json", kind_json.recognises, kind_json.drafts_of),
    Kind("markdown", kind_markdown.recognises, kind_markdown.drafts_of),
    Kind("plain", kind_plain.recognises, kind_plain.drafts_of),
)


def kind_of(body: Body) -> Kind | None:
    """The first kind that recognises an input, or None where none does."""
    return next((kind for kind in KINDS if kind.recognises(body)), None)
