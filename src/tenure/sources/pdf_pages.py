"""The process that reads one PDF document: python -m tenure.sources.pdf_pages PAGES SECONDS CHARACTERS < document.

It takes its own limits first, so that no document can cost more than they allow, and prints JSON: pages, or a fault.
"""

import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Final

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

_MEMORY: Final = 1_500_000_000


def main() -> int:
    """Reads the document and prints what was found."""
    pages, seconds, characters = (int(word) for word in sys.argv[1:4])
    limit_this_process(seconds)
    logging.disable(logging.CRITICAL)
    sys.stdout.write(json.dumps(_found(sys.stdin.buffer.read(), pages, characters)))
    return 0


def limit_this_process(seconds: int) -> None:
    """Bounds processor time and memory, where the system can; elsewhere the one who waits ends it in time."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _found(data: bytes, pages: int, characters: int) -> dict[str, object]:
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"fault": "encrypted"}
        if len(reader.pages) > pages:
            return {"fault": "too-many-pages"}
        return {"pages": list(_texts(reader, characters))}
    except (FileNotDecryptedError, DependencyError):
        return {"fault": "encrypted"}
    except (MemoryError, RecursionError):
        return {"fault": "gave-up"}
    except PyPdfError as error:
        return {"fault": "gave-up" if "Limit" in type(error).__name__ else "damaged"}
    except Exception:  # the stage's boundary: the parser fails on hostile documents in ways it does not document
        return {"fault": "damaged"}


def _texts(reader: PdfReader, characters: int) -> Iterator[str]:
    for page in reader.pages:
        text = page.extract_text()[:characters]
        characters -= len(text)
        yield text
        if characters <= 0:
            return


if __name__ == "__main__":
    sys.exit(main())
