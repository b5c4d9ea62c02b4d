"""WARC records and pages for tests, as bytes."""

import gzip
import io
import uuid

from fastwarc.stream_io import ZstdWriter

NEWS = (
    "Russian border guards left Gyumri on Monday, the defence ministry of Armenia said. "
    "About {n} soldiers of the garrison remain at the base near the border, an officer said."
)
QUIET = "The bakery sold {n} loaves of bread this week. Apples were cheap again, and the choir sang on Sunday evening."


def page(words, title="A report"):
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta property="article:published_time" content="2024-05-07T10:00:00Z"></head>'
        f"<body><article><h1>{title}</h1><p>{words}</p></article></body></html>"
    ).encode()


def record(
    body, number=0, *, kind="response", headers=b"Content-Type: text/html; charset=utf-8\r\n", url=None, status=200
):
    block = body
    if kind == "response":
        block = b"HTTP/1.1 %d OK\r\n" % status + headers + b"\r\n" + body
    url = url or f"https://news.example/{number}"
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{uuid.UUID(int=number)}>\r\n"
        f"WARC-Date: 2024-06-01T00:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: {'application/http; msgtype=response' if kind == 'response' else 'text/html'}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def zstd(data):
    out = io.BytesIO()
    writer = ZstdWriter(out)
    for at in range(0, len(data), 1_000_000):  # what it is given at once beyond eight million bytes is lost
        writer.write(data[at : at + 1_000_000])
    writer.close()
    return out.getvalue()


PACKERS = {"plain": bytes, "gzip": gzip.compress, "zstd": zstd}


def archive(records, pack=gzip.compress):
    return b"".join(pack(one) for one in records)


def mixed(count, on_topic=5):
    """Records of pages, every so-manieth about soldiers."""
    return [record(page((NEWS if n % on_topic == 0 else QUIET).format(n=n + 10)), n) for n in range(count)]
