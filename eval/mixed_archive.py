"""Archives for measuring: pages of news on all subjects mixed with the project's own example pages, each page once."""

import gzip
import html
import json
import os
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from gold import ROOT

EXAMPLES: Final = ROOT / "examples" / "south-caucasus"


def other_pages(shared: Path) -> list[bytes]:
    """The pages of the extraction benchmark, in order of name."""
    folder = shared / "data" / "article-extraction" / "html"
    return [gzip.decompress(file.read_bytes()) for file in sorted(folder.glob("*.html.gz"))]


def example_pages() -> list[bytes]:
    """The example reports as web pages."""
    return [page_of(*one) for one in _examples()]


def page_of(title: str, published: str, paragraphs: Sequence[str]) -> bytes:
    """A plain web page of a report."""
    body = "".join(f"<p>{html.escape(one)}</p>" for one in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<meta property="article:published_time" content="{published}"></head>'
        f"<body><nav><a href='/'>News</a> <a href='/sport'>Sport</a></nav><article><h1>{html.escape(title)}</h1>"
        f"{body}</article><footer>All rights reserved</footer></body></html>"
    ).encode()


def distinct(page: bytes, number: int) -> bytes:
    """The page with a sentence of its own, so that no text occurs twice and none is passed over as known."""
    own = f"<p>This page was filed at the news desk under number {number} of the day.</p></p>".encode()
    at = page.find(b"</p>")
    return page[:at] + b"</p>" + own + page[at + 4 :] if at >= 0 else page + own


def record_of(page: bytes, number: int) -> bytes:
    """A page as a WARC record, packed by itself."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
        f"WARC-Date: 2026-11-01T00:00:00Z\r\nWARC-Target-URI: https://site{number % 97}.example/{number}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", 6, mtime=0)


def mixed(others: Sequence[bytes], on_topic: Sequence[bytes], count: int, share: float) -> Iterator[tuple[bytes, bool]]:
    """So many pages, with whether each is on the subject; that share of them, spread by a fixed chance."""
    wanted = round(count * share)
    places = set(random.Random(count).sample(range(count), wanted))
    for number in range(count):
        source = on_topic if number in places else others
        yield distinct(source[number % len(source)], number), number in places


def write_archive(path: Path, pages: Iterator[bytes]) -> None:
    """Writes pages as the records of a WARC file."""
    with path.open("wb") as file:
        for number, page in enumerate(pages, 1):
            file.write(record_of(page, number))
        file.flush()
        os.fsync(file.fileno())


def _examples() -> Iterator[tuple[str, str, list[str]]]:
    for file in sorted(EXAMPLES.iterdir()):
        text = file.read_text("utf-8")
        if file.suffix == ".jsonl":
            for line in text.splitlines():
                one = json.loads(line)
                yield one["title"], one["published"], one["text"].split("\n\n")
        elif file.suffix in (".md", ".txt"):
            body = text.split("\n---\n", 1)[-1] if text.startswith("---") else text
            yield (
                file.stem[11:].replace("-", " "),
                file.stem[:10],
                [part for part in body.split("\n\n") if part.strip()],
            )
