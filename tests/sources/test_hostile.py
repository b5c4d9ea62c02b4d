"""What would be sent to stop the reader: each comes back in bounded time, with a report or one problem."""

import time

import pytest

from tenure.model.problem import ProblemCode

SENTENCE = "The guards left the post near the river on Monday, he said."
SECONDS = 15
"""Far above what each takes on an idle machine (0.01 to 2), far below what a quadratic step would take."""

NOTHING = frozenset({ProblemCode.NO_ARTICLE, ProblemCode.TOO_LARGE, ProblemCode.MALFORMED})
HOSTILE = {
    "nested": "<html><body>" + "<div>" * 100_000 + f"<p>{SENTENCE}</p>",
    "nested less": "<html><body>" + "<div>" * 15_000 + f"<p>{SENTENCE}</p>" + "</div>" * 15_000,
    "paragraphs": "<html><body>" + f"<p>{SENTENCE}</p>" * 70_000,
    "paragraphs less": "<html><body>" + f"<p>{SENTENCE}</p>" * 15_000,
    "soup": "<html><body>" + "<b><i><p><a href=x><div class=comment>x</b>" * 110_000,
    "attribute": "<html><body><p title='" + "a" * 4_900_000 + f"'>{SENTENCE}</p>",
    "attribute less": "<html><body><p title='" + "a" * 1_900_000 + f"'>{SENTENCE}</p>",
    "brackets": "<html>" + "<" * 5_000_000,
    "references": "<html><body><p>" + "&amp;lt;" * 200_000,
    "tables": "<html><body>" + "<table><tr><td>" * 12_000,
    "links": "<html><body><article>" + "<a href='/x/2024/05/09'>a story 9 May 2024</a> " * 15_000,
    "open scripts": "<html>" + "<script>" * 600_000,
    "open comments": "<html>" + "<!--" * 1_000_000,
    "entities": '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + f"]><html><body><p>&i; {SENTENCE}</p></body></html>",
    "external entity": '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    f"<html><body><p>&x; {SENTENCE}</p></body></html>",
    "data about the page": "<html><head><script type='application/ld+json'>"
    + "[" * 100_000
    + f"</script></head><p>{SENTENCE}",
    "stars": "# t\n" + "* a" * 1_000_000,
    "square brackets": "# t\n" + "[a" * 1_500_000,
    "round brackets": "# t\n" + "[a](" * 700_000,
    "underlines": "# t\n" + "_a " * 1_000_000,
    "quotations": "# x\n" + "> " * 1_000_000,
    "headings": f"{SENTENCE}\n" + "Comments\n" * 19_000,
    "short lines": "ab\n" * 1_500_000,
    "date lines": "9 May 2024\n" * 19_000,
    "digits": "1" * 5_000_000,
    "blanks": f"{SENTENCE}\n" + " " * 5_000_000 + "\nx",
    "dots": "." * 5_000_000,
    "front matter": "---\n" + "a: b\n" * 800_000,
    "open objects": '{"a":' * 500_000,
    "open arrays": "[{" * 500_000,
    "surrogates": "<html><body><p>\ud800" + SENTENCE + "\udfff</p>",
    "nuls": "<html><body><p>" + "\0" * 10 + SENTENCE + "</p>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_ends_in_time(read, name):
    begun = time.perf_counter()
    reports, problems = read(HOSTILE[name])
    assert time.perf_counter() - begun < SECONDS
    if reports:
        assert all("root:" not in report.text and len(report.text) < 5_100_000 for report in reports)
        for report in reports:
            report.text.encode("utf-8")
            assert "\0" not in report.text
    else:
        failures = [one for one in problems if one.is_failure]
        assert len(failures) == 1
        assert failures[0].code in NOTHING | {ProblemCode.BINARY, ProblemCode.UNSUPPORTED}


def test_entities_do_not_grow(read):
    reports, _ = read(HOSTILE["entities"])
    assert all(len(report.text) < 1000 for report in reports)


def test_every_short_piece_of_markup_is_survived(read):
    for piece in (
        "<",
        "<html",
        "<html>",
        "<html><",
        "<p>",
        "</p>",
        "<!doctype html>",
        "<?xml",
        "---",
        "---\n---",
        "#",
        "# ",
        "{",
        "[",
        '{"',
        "[{",
        "]",
        "\ufeff<",
    ):
        reports, problems = read(piece)
        assert len(reports) + sum(one.is_failure for one in problems) == 1
