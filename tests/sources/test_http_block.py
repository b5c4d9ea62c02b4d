"""Bodies of HTTP responses: packed, cut into pieces, mislabelled, made to fill memory."""

import gzip
import zlib

import brotli
import pytest

from tenure.sources.http_block import BadBlock, body_of, response_of

from .archive_maker import zstd

LIMIT = 1_000_000
WORDS = b"<html><p>Soldiers left the base.</p></html>" * 50


def block(body, *headers):
    return (
        b"HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; Charset=ISO-8859-1\r\n"
        + b"".join(h + b"\r\n" for h in headers)
        + b"\r\n"
        + body
    )


def unpacked(body, *headers):
    whole = block(body, *headers)
    return body_of(whole, response_of(whole), LIMIT)


PACKED = {
    b"gzip": gzip.compress,
    b"x-gzip": gzip.compress,
    b"deflate": zlib.compress,
    b"br": brotli.compress,
    b"zstd": zstd,
}


def test_the_head_is_read():
    found = response_of(block(WORDS))
    assert (found.status, found.media_type, found.charset) == (200, "text/html", "ISO-8859-1")
    assert response_of(b"HTTP/1.0 404 Not Found\n\nx").status == 404
    assert response_of(b"GET / HTTP/1.1\r\n\r\n") is None
    assert response_of(b"HTTP/1.1 200 OK\r\n" + b"a" * 300_000) is None


@pytest.mark.parametrize("name", PACKED)
def test_packed_bodies_are_unpacked(name):
    assert unpacked(PACKED[name](WORDS), b"Content-Encoding: " + name) == WORDS


@pytest.mark.parametrize("name", PACKED)
def test_a_body_that_is_not_packed_after_all_stays(name):
    assert unpacked(WORDS, b"Content-Encoding: " + name) == WORDS


@pytest.mark.parametrize("name", PACKED)
def test_a_body_that_fills_memory_is_refused(name):
    with pytest.raises(BadBlock, match="unpacks to more than 1 MB"):
        unpacked(PACKED[name](b"\0" * 50_000_000), b"Content-Encoding: " + name)


def test_unknown_and_damaged_packing_are_told():
    with pytest.raises(BadBlock, match="unknown way"):
        unpacked(b"xx", b"Content-Encoding: rot13")
    with pytest.raises(BadBlock, match="damaged"):
        unpacked(b"\x1f\x8b\x08garbage", b"Content-Encoding: gzip")


def test_pieces_are_joined():
    pieces = b"5\r\n<html\r\n3;x=y\r\n>ab\r\n0\r\n\r\n"
    assert unpacked(pieces, b"Transfer-Encoding: chunked") == b"<html>ab"
    assert unpacked(WORDS, b"Transfer-Encoding: chunked") == WORDS
    assert unpacked(b"ffffffff\r\nab", b"Transfer-Encoding: chunked") == b"ffffffff\r\nab"
