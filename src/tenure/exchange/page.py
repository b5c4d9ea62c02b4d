"""Reports as one self-contained HTML page: the text with every claim's words marked, the claims beside it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from html import escape
from importlib import resources
from itertools import pairwise
from typing import Final

from tenure.model.claim import Claim
from tenure.model.report import Report

# Outermost first: a piece of text in several roles shows the most telling one, and names them all.
_ROLES: Final = ("trigger", "holder", "place", "counterparty", "quantity", "when", "deadline", "speaker", "basis")


def reports_page(pairs: Iterable[tuple[Report, Sequence[Claim]]]) -> str:
    """One page with all reports; it needs no other file, runs no script and asks no other host."""
    style = resources.files(__package__).joinpath("data/page.css").read_text("utf-8")
    parts = [_article(number, report, claims) for number, (report, claims) in enumerate(pairs, start=1)]
    legend = " ".join(f'<mark class="{role}">{role}</mark>' for role in _ROLES)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>Claims as Tenure reads them</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f'<header><h1>Claims as Tenure reads them</h1><p class="legend">{legend}</p></header>\n'
        f"<main>\n{''.join(parts)}</main>\n</body>\n</html>\n"
    )


def _article(number: int, report: Report, claims: Sequence[Claim]) -> str:
    facts = [report.publisher, report.published_on or "undated", report.origin]
    line = " · ".join(escape(visible(fact)) for fact in facts if fact)
    rows = "".join(_card(f"{number}-{place}", claim) for place, claim in enumerate(claims, start=1))
    count = f"{len(claims)} claim{'s' * (len(claims) != 1)}"
    return (
        f'<article lang="{escape(report.language)}">\n'
        f"<h2>{escape(visible(report.title or report.origin or report.id))}</h2>\n"
        f'<p class="facts">{line} · {count}</p>\n<div class="sides">\n'
        f'<div class="text">{marked_text(report.text, claims, str(number))}</div>\n'
        f'<ol class="claims">{rows}</ol>\n</div>\n</article>\n'
    )


def marked_text(text: str, claims: Sequence[Claim], prefix: str) -> str:
    """The text as paragraphs, with the words of every part of every claim marked by its role."""
    roles: dict[int, set[str]] = defaultdict(set)
    numbers: dict[int, list[int]] = defaultdict(list)
    edges = {0, len(text)}
    for number, claim in enumerate(claims, start=1):
        numbers[claim.trigger.end].append(number)
        for role, quote in claim.quotes():
            edges |= {quote.start, quote.end}
            if role != "sentence":
                for at in range(quote.start, quote.end):
                    roles[at].add(role)
    ordered = sorted(edges)
    pieces = []
    for start, end in pairwise(ordered):
        pieces.append(_piece(text[start:end], roles.get(start, set())))
        pieces += [f'<a class="number" href="#c{prefix}-{n}">{n}</a>' for n in numbers.get(end, ())]
    return "<p>" + "".join(pieces) + "</p>"


def _piece(words: str, roles: set[str]) -> str:
    shown = escape(visible(words)).replace("\n\n", "</p><p>").replace("\n", "<br>")
    if not roles or "</p>" in shown:
        return shown
    named = [role for role in _ROLES if role in roles]
    return f'<mark class="{named[0]}" title="{", ".join(named)}">{shown}</mark>'


def _card(key: str, claim: Claim) -> str:
    holder = claim.holder.name or claim.holder.state or (claim.holder.quote.exact if claim.holder.quote else "?")
    head = f"<b>{escape(visible(holder))}</b> {'not ' if claim.negated else ''}{claim.event.value.replace('_', ' ')}"
    facts = [
        ("place", claim.place.name or "not named"),
        ("modality", claim.modality.value),
        ("to or with", claim.counterparty and (claim.counterparty.name or claim.counterparty.state)),
        ("when", claim.when and claim.when.edtf),
        ("deadline", claim.deadline and claim.deadline.edtf),
        ("quantity", claim.quantity and f"{claim.quantity.quote.exact} ({claim.quantity.unit.value})"),
        ("says", claim.speaker.name if claim.speaker else "the report itself"),
        ("sure", f"{claim.confidence:.2f}"),
    ]
    rows = "".join(f"<dt>{name}</dt><dd>{escape(visible(str(value)))}</dd>" for name, value in facts if value)
    return f'<li id="c{key}"><p>{head}</p><dl>{rows}</dl></li>'


def visible(text: str) -> str:
    """Text with the characters that would reorder or hide their surroundings made visible."""
    if text.isprintable():  # nearly always, and many times faster
        return text
    return "".join(char if char.isprintable() or char in "\n\t" else "\N{REPLACEMENT CHARACTER}" for char in text)
