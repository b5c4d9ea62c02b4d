"""PDF documents: their text layer, read by a process of its own that may use only so much time and memory."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from tenure.model.problem import Problem, ProblemCode
from tenure.settings import Settings

_MARK: Final = b"%PDF-"
_HEAD: Final = 1024
_MOST_TEXT: Final = 4_000_000
_MARGIN: Final = 2
"""So many lines at the top and the foot of a page may be repeated from page to page."""
_NUMBERS: Final = re.compile(r"\d+")
_PAGE_NUMBER: Final = re.compile(r"(?:page\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_EARLY: Final = 0.6
_LATE: Final = 0.85
_STOPS: Final = (".", "!", "?", ":", "”", '"')
_CUT: Final = re.compile(r"[a-z]-$")
_ADVICE: Final = "Save its text (pdftotext) and read that."


def is_pdf(data: bytes) -> bool:
    """Whether some bytes are a PDF document."""
    return _MARK in data[:_HEAD] and data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(_MARK)


def pdf_text(data: bytes, origin: str, settings: Settings) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a document, or None, and why there is none."""
    limits = [str(settings.max_pdf_pages), str(settings.max_pdf_seconds), str(_MOST_TEXT)]
    command = [sys.executable, "-m", "tenure.sources.pdf_pages", *limits]
    try:
        done = subprocess.run(  # noqa: S603 - a program of our own, with numbers for words, and no shell
            command, input=data, capture_output=True, timeout=settings.max_pdf_seconds + 5, check=False
        )
        said = json.loads(done.stdout) if done.returncode == 0 else {"fault": "gave-up"}
    except (subprocess.TimeoutExpired, ValueError):
        said = {"fault": "gave-up"}
    fault = said.get("fault")
    if fault:
        return None, (_problem(str(fault), origin, settings),)
    text = joined_pages(said["pages"])
    return (text, ()) if text.strip() else (None, (_problem("no-text", origin, settings),))


def joined_pages(pages: Sequence[str]) -> str:
    """The pages as one text, without running heads and page numbers, and with words whole that lines cut in two."""
    cut = [[line.strip() for line in page.split("\n")] for page in pages]
    lines = [[line for line in page if line] for page in cut]
    margins = Counter(
        shape for page in lines for shape in {_shape(line) for line in (*page[:_MARGIN], *page[-_MARGIN:])}
    )
    repeated = {shape for shape, count in margins.items() if count > 2 and count > len(pages) / 2}
    kept = [line for page in lines for at, line in enumerate(page) if not _is_margin(line, at, len(page), repeated)]
    return _unwrapped(kept)


def _unwrapped(lines: Sequence[str]) -> str:
    """Lines as paragraphs: a line that ends well before the widest was meant to end there."""
    width = max(map(len, lines), default=0)
    parts = list(lines[:1])
    for above, below in pairwise(lines):
        begins = not below[:1].islower()
        meant = begins and (len(above) < _EARLY * width or (len(above) < _LATE * width and above.endswith(_STOPS)))
        if not begins and _CUT.search(above):
            parts[-1] = parts[-1][:-1]
            parts.append(below)
        else:
            parts.append(("\n" if meant else " ") + below)
    return "".join(parts)


def _is_margin(line: str, at: int, of: int, repeated: set[str]) -> bool:
    outside = at < _MARGIN or at >= of - _MARGIN
    return outside and (_shape(line) in repeated or _PAGE_NUMBER.fullmatch(line) is not None)


def _shape(line: str) -> str:
    return _NUMBERS.sub("0", line)


def _problem(fault: str, origin: str, settings: Settings) -> Problem:
    match fault:
        case "encrypted":
            return Problem(
                ProblemCode.UNSUPPORTED, origin, "the PDF document is encrypted", "Give it without a password."
            )
        case "no-text":
            message = "the PDF document has no text layer, only pictures of pages"
            return Problem(ProblemCode.NO_ARTICLE, origin, message, "Have its text recognised (OCR) and read that.")
        case "too-many-pages":
            message = f"the PDF document has more than {settings.max_pdf_pages} pages"
            return Problem(
                ProblemCode.TOO_LARGE, origin, message, "Give the pages that matter, or raise max_pdf_pages."
            )
        case "gave-up":
            message = f"the PDF document takes too much memory, or more than {settings.max_pdf_seconds} seconds"
            return Problem(ProblemCode.REFUSED, origin, message, f"{_ADVICE} Or raise max_pdf_seconds.")
    return Problem(ProblemCode.MALFORMED, origin, "the PDF document is damaged", _ADVICE)
