"""Laws that hold for whatever is read."""

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tenure.model.ids import blob_id, id_of
from tenure.model.problem import ProblemCode
from tenure.settings import Settings
from tenure.sources.draft import Hints, normalised
from tenure.sources.inputs import Input
from tenure.sources.read import read_input

NOW = datetime(2026, 11, 25, tzinfo=UTC)
PIECES = st.sampled_from(
    [
        "The guards left the post on Monday.",
        "Guards leave Akhurik",
        "9 May 2024",
        "Share",
        "24 Comments",
        "Comments",
        "By",
        "Jane Roe",
        "Updated 9 May 2024",
        "04:53",
        "Related",
        "No.",
        "",
        "",
        "# Heading",
        "---",
        "title: x",
        "published: 2024-05-09",
        '{"text": "The guards left."}',
        "{",
        "[",
        "<p>The guards left.</p>",
        "<html>",
        "<article>",
        "</div>",
        "* item",
        "> quote",
        "Российские пограничники ушли.",
        "\u2028",
        "\x00",
        "\ud800",
        "&nbsp;",
        "x" * 300,
        "a, b",
        "...",
        "“Yes,” he said.",
        "A:",
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("\n".join) | st.text(max_size=400)


def reading(data):
    return read_input(Input("given", data), Hints(), Settings(data_dir=Path("unused")), now=NOW)


def check(data):
    reports, problems = reading(data)
    assert reading(data) == (reports, problems)
    assert reports or [one for one in problems if one.is_failure]
    for report, raw in reports:
        assert report.text == normalised(report.text)
        assert any(letter.isalpha() for letter in report.text)
        assert report.id == id_of("r1", report.text)
        assert report.raw == blob_id(raw)
        assert report.published_at is None or report.published_at.tzinfo is UTC
        dateless = {ProblemCode.UNDATED, ProblemCode.BAD_DATE}
        assert report.published_at is not None or any(one.code in dateless for one in problems)
        report.text.encode("utf-8")
    for problem in problems:
        assert problem.where.startswith("given")
        assert problem.message
        assert problem.advice


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_gives_reports_or_problems(text):
    check(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_reports_or_problems(data):
    check(data)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text("<>/=\"' abp", max_size=20), max_size=30).map("".join))
def test_any_markup_gives_reports_or_problems(text):
    check(f"<html><body>{text}".encode("utf-8", "surrogatepass"))


@given(st.text())
def test_normalising_twice_is_normalising_once(text):
    assert normalised(normalised(text)) == normalised(text)
