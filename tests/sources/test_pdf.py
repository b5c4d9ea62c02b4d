"""PDF documents: their text layer, and documents made to cost time and memory."""

import time
import zlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tenure.model.problem import ProblemCode
from tenure.sources.draft import Hints
from tenure.sources.inputs import Input
from tenure.sources.pdf import joined_pages
from tenure.sources.read import read_input

LINES = (
    "Border guards leave the airport",
    "7 May 2024",
    "Russian border guards left Zvartnots airport on Monday, the foreign min-",
    "istry of Armenia said. About 30 of them had been stationed there since the",
    "year 1992, and their barracks now belong to the city of Yerevan.",
    "The last of them went home by bus in the evening.",
)


def stream(data, extra=b""):
    return b"<< /Length %d %s >>\nstream\n" % (len(data), extra) + data + b"\nendstream"


def document(*pages, trailer=b"", contents=None):
    """A document with a page for each tuple of lines."""
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        words = b"BT /F1 11 Tf 14 TL 50 750 Td\n" + b"".join(b"(%s) Tj T*\n" % one.encode() for one in lines) + b"ET"
        kids.append(len(bodies) + 1)
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (len(bodies) + 2)
        )
        bodies.append(contents or stream(words))
    bodies[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % one for one in kids), len(kids))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1) + b"".join(
        b"%010d 00000 n \n" % at for at in places
    )
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, trailer, len(out))
    return out + table + end


def reading(data, settings):
    return read_input(Input("some.pdf", data), Hints(), settings, now=datetime(2026, 1, 1, tzinfo=UTC))


def test_the_text_layer_is_read_with_its_lines_joined(settings):
    data = document(LINES)
    ((report, raw),), problems = reading(data, settings)
    assert report.title == "Border guards leave the airport"
    assert report.published_on == "2024-05-07"
    assert (
        "the foreign ministry of Armenia said. About 30 of them had been stationed there since the year 1992"
        in report.text
    )
    assert raw == data
    assert problems == ()


def test_running_heads_and_page_numbers_go():
    pages = [f"Weekly bulletin no. 7\nWords of page {name} end here.\n- {n} -" for n, name in enumerate("abcd")]
    assert joined_pages(pages) == " ".join(f"Words of page {name} end here." for name in "abcd")


def only_problem(data, settings):
    reports, problems = reading(data, settings)
    assert reports == ()
    assert len(problems) == 1
    return problems[0]


def test_pictures_of_pages_are_told_apart(settings):
    problem = only_problem(document(()), settings)
    assert (problem.code, "no text layer" in problem.message) == (ProblemCode.NO_ARTICLE, True)


def test_pages_are_bounded_by_a_setting(settings):
    data = document(*[LINES] * 4)
    problem = only_problem(data, replace(settings, max_pdf_pages=3))
    assert (problem.code, "max_pdf_pages" in problem.advice) == (ProblemCode.TOO_LARGE, True)
    assert len(reading(data, replace(settings, max_pdf_pages=4))[0]) == 1


def test_encrypted_documents_are_told(settings):
    locked = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
        b"ab" * 32,
        b"cd" * 32,
    )
    assert "encrypted" in only_problem(document(LINES, trailer=locked), settings).message


@pytest.mark.parametrize("change", [
    lambda data: data[:200],
    lambda data: data.replace(b"/Pages 2 0 R", b"/Pages 9 0 R"),
    lambda data: data.replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"),
    lambda data: b"%PDF-1.7\n" + bytes(range(256)) * 40,
], ids=["cut off", "no pages", "pages in a circle", "noise"])  # fmt: skip
def test_damaged_documents_are_a_problem(settings, change):
    assert only_problem(change(document(LINES)), settings).code in (
        ProblemCode.MALFORMED, ProblemCode.NO_ARTICLE, ProblemCode.REFUSED,
    )  # fmt: skip


def test_time_is_bounded_by_a_setting(settings):
    endless = b"BT /F1 11 Tf " + b"1 0 0 1 5 5 Tm (ab) Tj " * 3_000_000 + b"ET"
    began = time.monotonic()
    problem = only_problem(
        document(LINES, contents=stream(zlib.compress(endless), b"/Filter /FlateDecode")),
        replace(settings, max_pdf_seconds=2),
    )
    assert time.monotonic() - began < 12
    assert (problem.code, "max_pdf_seconds" in problem.advice) == (ProblemCode.REFUSED, True)


def test_a_page_that_unpacks_to_a_memory_full_is_refused(settings):
    bomb = zlib.compress(b"BT (a) Tj " * 25_000_000, 9)
    began = time.monotonic()
    problem = only_problem(
        document(LINES, contents=stream(bomb, b"/Filter /FlateDecode")), replace(settings, max_pdf_seconds=5)
    )
    assert problem.code in (ProblemCode.REFUSED, ProblemCode.MALFORMED)
    assert time.monotonic() - began < 20
