"""From records to pages: what is a page, what it says, and in which letters."""

import gzip

import pytest

from tenure.sources.front import Page, main_words, page_of
from tenure.sources.warc import Fault, Record

from .archive_maker import NEWS, page

LIMIT = 1_000_000


def record(block, kind="response", media_type="application/http; msgtype=response"):
    return Record(b"WARC/1.1\r\n\r\n", block, kind, "https://a.example/", media_type, None)


def answer(body, *headers, status=200):
    return b"HTTP/1.1 %d x\r\n" % status + b"".join(one + b"\r\n" for one in headers) + b"\r\n" + body


def page_in(*given, **more):
    return page_of(record(*given, **more), 7, LIMIT, bool)


def test_the_whole_record_is_kept_beside_the_page():
    block = answer(gzip.compress(page(NEWS)), b"Content-Type: text/html", b"Content-Encoding: gzip")
    found = page_in(block)
    assert (found.number, found.body) == (7, page(NEWS))
    assert found.raw == b"WARC/1.1\r\n\r\n" + block + b"\r\n\r\n"


def test_the_character_set_of_the_headers_goes_first():
    words = page("Солдаты ушли").replace(b"utf-8", b"latin-1")
    block = answer(words.decode().encode("cp1251"), b"Content-Type: text/html; charset=windows-1251")
    assert "Солдаты ушли" in page_in(block).body.decode("utf-8")
    unknown = answer(words, b"Content-Type: text/html; charset=klingon")
    assert page_in(unknown).body == words


@pytest.mark.parametrize("block", [
    answer(page(NEWS), b"Content-Type: text/html", status=404),
    answer(page(NEWS), b"Content-Type: text/html", status=301),
    answer(b"\x89PNG", b"Content-Type: image/png"),
    answer(b"   ", b"Content-Type: text/html"),
    b"GET / HTTP/1.1\r\n\r\n",
    b"",
], ids=["not found", "moved", "picture", "empty", "request", "nothing"])  # fmt: skip
def test_what_is_no_page_is_passed_over(block):
    assert page_in(block) is None


def test_pages_without_http_are_taken():
    assert isinstance(page_in(page(NEWS), kind="resource", media_type="text/html"), Page)
    assert isinstance(page_in(NEWS.encode(), kind="conversion", media_type="text/plain"), Page)
    assert page_in(b"x", kind="resource", media_type="video/mp4") is None


def test_a_body_that_cannot_be_unpacked_is_a_fault():
    assert isinstance(page_in(answer(b"\x1f\x8bx", b"Content-Type: text/html", b"Content-Encoding: gzip")), Fault)
    bomb = page_in(answer(gzip.compress(b"a" * 5_000_000), b"Content-Type: text/html", b"Content-Encoding: gzip"))
    assert (bomb.code.value, "unpacks to more than" in bomb.message) == ("refused", True)


def test_the_main_text_of_a_page_and_of_plain_text():
    assert "left Gyumri on Monday" in main_words(page(NEWS))
    assert main_words(NEWS.encode()) == NEWS


@pytest.mark.parametrize("body", [
    b"<html>" + b"<div>" * 100_000, b"<!doctype html>" + b"&#x0;" * 10_000, b"<html><p>\xff\xfe\x00" * 1000,
    b"<p>" + b"<a " + b"x" * 500_000, b"<html><table>" + b"<tr><td>" * 20_000,
], ids=["deep", "references", "bytes", "endless tag", "deep table"])  # fmt: skip
def test_hostile_markup_ends(body):
    assert main_words(body) is None or isinstance(main_words(body), str)
