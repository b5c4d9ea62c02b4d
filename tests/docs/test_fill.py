"""docs/fill.py writes what commands print below their marks, and nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest

from tenure.reading.net import load_net
from tenure.reading.reader import EnglishReader

ROOT = Path(__file__).parents[2]
FILL = Path(__file__).parents[2] / "docs" / "fill.py"
PAGE = """\
# A page

<!-- transcript: tenure init record -->

Then:

<!-- transcript 1: tenure problems -->
```console
$ tenure something old
with its output
```

The end.
"""
FILLED = """\
# A page

<!-- transcript: tenure init record -->
```console
$ tenure init record
Made a project in record. Next: tenure -C record ingest PATH…
```

Then:

<!-- transcript 1: tenure problems -->
```console
$ tenure problems
Problems
…
```

The end.

<!-- transcripts by {reader} -->
"""


@pytest.fixture(scope="module")
def reader():
    english = EnglishReader(load_net())
    return f"{english.name}/{english.version}"


def test_blocks_are_put_in_or_replaced_and_the_rest_stays(tmp_path, reader):
    page = tmp_path / "page.md"
    page.write_text(PAGE, encoding="utf-8")
    for _ in range(2):
        subprocess.run([sys.executable, str(FILL), str(page)], check=True, capture_output=True)
        assert page.read_text("utf-8") == FILLED.format(reader=reader)


def test_a_page_without_marks_stays_as_it_is(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# Nothing\n\n    tenure status\n", encoding="utf-8")
    subprocess.run([sys.executable, str(FILL), str(page)], check=True, capture_output=True)
    assert page.read_text("utf-8") == "# Nothing\n\n    tenure status\n"


def marked_pages():
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [page for page in pages if "<!-- transcript" in page.read_text("utf-8")]


@pytest.mark.parametrize("page", marked_pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_transcripts_are_of_the_reader_that_ships(page, reader):
    assert page.read_text("utf-8").endswith(f"<!-- transcripts by {reader} -->\n"), "run: make docs"
