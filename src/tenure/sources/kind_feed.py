"""XML that is no web page (feeds, office formats): told apart so that it is not read as text."""

import re
from typing import Final

from tenure.model.problem import Problem, ProblemCode
from tenure.sources.body import Body
from tenure.sources.draft import Draft

_XML: Final = re.compile(r"\s{0,100}<\?xml\b|\s{0,100}<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_PAGE: Final = re.compile(r"<html\b|<!doctype\s+html", re.IGNORECASE)
_HEAD: Final = 4000


def recognises(body: Body) -> bool:
    """Whether the text is XML and no page."""
    return body.text is not None and bool(_XML.match(body.text)) and not _PAGE.search(body.text[:_HEAD])


def drafts_of(body: Body) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    """No report, and a problem that says so."""
    return (), (
        Problem(
            ProblemCode.UNSUPPORTED,
            body.origin,
            "it is XML (a feed or a document), not a page or a text",
            "Save the pages it names as HTML and read those.",
        ),
    )
