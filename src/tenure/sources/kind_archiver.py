"""Tables of bellingcat's Auto Archiver: its sheet, saved as CSV, and the file that its `csv_db` writes."""

import ast
import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from tenure.model.problem import Gravity, Problem, ProblemCode
from tenure.sources.body import Body
from tenure.sources.draft import METADATA, Draft, normalised
from tenure.sources.furniture import cleaned
from tenure.sources.record import draft_of
from tenure.sources.tables import words_of

_HEAD: Final = 4000
_LONGEST_CELL: Final = 120_000
_MOST_ROWS: Final = 100_000
_MOMENT: Final = re.compile(
    r"datetime\.datetime\((\d{1,4}(?:, \d{1,6}){2,6})(?:, tzinfo=[\w.]{1,60}(?:\([^()]{0,60}\))?)?\)"
)
_ADVICE: Final = "Give the table as the archiver wrote it."


def recognises(body: Body) -> bool:
    """Whether the first line of the text names the columns of one of the two tables."""
    return body.text is not None and _form_of(body.text) is not None


def drafts_of(body: Body) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    """A report a row that has a text; what was not archived, or has only pictures, is counted."""
    drafts: list[Draft] = []
    problems: list[Problem] = []
    failed = silent = 0
    try:
        for number, row, raw in _rows((body.text or "").removeprefix("\ufeff")):
            record = _record_of(row)
            if record is None:
                problems.append(_malformed(f"{body.origin}:{number}", "its metadata cannot be read"))
            elif "success" not in row.get("status", "").lower():
                failed += 1
            elif not record["text"].strip():
                silent += 1
            else:
                draft = draft_of(record, record["text"], raw, f"{body.origin}:{number}", found_in=METADATA)
                drafts.append(replace(draft, seen=cleaned(normalised(record["text"])).dating))
    except csv.Error as error:
        problems.append(_malformed(body.origin, f"it is no CSV: {error}"))
    problems += _counted(body.origin, failed, "rows were not archived")
    problems += _counted(body.origin, silent, "rows have no text, only pictures or films")
    return tuple(drafts), tuple(problems)


def _form_of(text: str) -> str | None:
    head = text[:_HEAD].removeprefix("\ufeff").split("\n", 1)[0].strip().lower()
    names = {name.strip().strip('"') for name in head.split(",")}
    forms = ("sheet", "database")
    return next((form for form in forms if names.issuperset(words_of("archiver", form, "needs"))), None)


def _rows(text: str) -> Iterator[tuple[int, dict[str, str], bytes]]:
    """Every row with the line it begins on, its cells by the names that are used here, and its lines as received."""
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(lines)
    names = [name.strip().lower() for name in next(reader)]
    known = {name: field for field in words_of("archiver", "fields") for name in words_of("archiver", "names", field)}
    head, begin = lines[: reader.line_num], reader.line_num
    for count, cells in enumerate(reader):
        if count >= _MOST_ROWS:
            raise csv.Error(f"it has more than {_MOST_ROWS:,} rows")
        row = {known[name]: cell for name, cell in zip(names, cells, strict=False) if name in known}
        raw = "".join([*head, *lines[begin : reader.line_num]])
        if row:
            yield begin + 1, row, raw.encode("utf-8", "surrogatepass")
        begin = reader.line_num


def _record_of(row: Mapping[str, str]) -> dict[str, str] | None:
    """The facts of a row under the names of a record; None where its metadata are damaged."""
    if "metadata" not in row:
        return {name: row.get(name, "") for name in ("url", "title", "text", "published")}
    cell = row["metadata"]
    if len(cell) > _LONGEST_CELL:
        return None
    try:
        # What is evaluated are literals alone; moments, which are none, become text first.
        said = ast.literal_eval(_MOMENT.sub(_iso, cell) or "{}")
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None
    if not isinstance(said, dict):
        return None
    names = {"url": "url", "title": "title", "text": "content", "published": "timestamp"}
    return {name: str(said.get(key) or "") for name, key in names.items()}


def _iso(moment: re.Match[str]) -> str:
    parts = [*map(int, moment[1].split(", ")), 0, 0, 0]
    year, month, day, hour, minute, second = parts[:6]
    return f"'{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z'"


def _malformed(where: str, message: str) -> Problem:
    return Problem(ProblemCode.MALFORMED, where, message, _ADVICE)


def _counted(origin: str, number: int, words: str) -> list[Problem]:
    if not number:
        return []
    message = f"{number} {words}"
    return [Problem(ProblemCode.NO_ARTICLE, origin, message, "Give the text of those that matter.", Gravity.NOTED)]
