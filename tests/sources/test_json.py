import json
from datetime import UTC, datetime

import pytest

from tenure.model.ids import blob_id
from tenure.model.problem import ProblemCode
from tenure.model.report import DatePrecision
from tenure.sources.draft import Hints

GOOD = {
    "id": "n-1",
    "title": "Guards leave",
    "publisher": "Arax Observer",
    "published": "2025-03-05",
    "url": "https://arax-observer.example/briefs/3",
    "language": "en",
    "text": "Russian border guards have left their posts near Kapan, Armenian police said on Wednesday.",
}


def line(**more):
    return json.dumps(GOOD | more, ensure_ascii=False)


def test_every_field_of_a_record_is_kept(read_one):
    report = read_one(line() + "\n" + line(text=""))
    assert report.text == GOOD["text"]
    assert (report.title, report.publisher, report.url) == (GOOD["title"], GOOD["publisher"], GOOD["url"])
    assert (report.external_id, report.language) == ("n-1", "en")
    assert report.published_at == datetime(2025, 3, 5, tzinfo=UTC)
    assert (report.published_precision, report.published_from) == (DatePrecision.DAY, "metadata")
    assert report.origin == "given:1"
    assert report.raw == blob_id(line().encode())


def test_a_bad_line_is_one_problem_with_its_number_and_the_others_go_on(read):
    lines = [
        line(id="a"),
        "{broken",
        line(id="b", text=None),
        "",
        "[1, 2]",
        line(id="c"),
        '{"text": 5}',
        line(id="d")[:-9],
    ]
    reports, problems = read("\n".join(lines))
    assert [report.external_id for report in reports] == ["a", "c"]
    assert [(one.code, one.where) for one in problems] == [
        (ProblemCode.MALFORMED, "given:2"),
        (ProblemCode.MALFORMED, "given:3"),
        (ProblemCode.MALFORMED, "given:5"),
        (ProblemCode.MALFORMED, "given:7"),
        (ProblemCode.MALFORMED, "given:8"),
    ]


def test_a_bad_first_line_does_not_hide_the_records(read):
    reports, problems = read("oops\n" + line() + "\n" + line(id="b"))
    assert len(reports) == 2
    assert [(one.code, one.where) for one in problems] == [(ProblemCode.MALFORMED, "given:1")]


@pytest.mark.parametrize("indent", [None, 2])
def test_an_array_and_a_single_object_are_read_too(read, indent):
    reports, problems = read(json.dumps([GOOD, GOOD | {"text": "The base in Gyumri remains, he said."}], indent=indent))
    assert len(reports) == 2
    assert problems == ()
    assert json.loads(json.dumps(GOOD, indent=indent)) == GOOD
    reports, problems = read(json.dumps(GOOD, indent=indent))
    assert len(reports) == 1
    assert problems == ()


def test_the_text_of_a_record_keeps_its_offsets(read_one):
    text = "Title-like line\n\nMar 15, 2026\nShare\n24 Comments\n\nThe guards left the post near Kapan on Monday."
    assert read_one(line(text=text, published=None)).text == text


@pytest.mark.parametrize(
    ("published", "expected", "precision"),
    [
        ("2024-05-09T17:40:00+04:00", datetime(2024, 5, 9, 13, 40, tzinfo=UTC), DatePrecision.INSTANT),
        ("2024-05-09T17:40:00Z", datetime(2024, 5, 9, 17, 40, tzinfo=UTC), DatePrecision.INSTANT),
        ("2024-05-09T17:40:00.123456+0400", datetime(2024, 5, 9, 13, 40, tzinfo=UTC), DatePrecision.INSTANT),
        ("2024-05-09 17:40", datetime(2024, 5, 9, tzinfo=UTC), DatePrecision.DAY),
        ("Thu, 09 May 2024 17:40:00 +0400", datetime(2024, 5, 9, 13, 40, tzinfo=UTC), DatePrecision.INSTANT),
        ("May 9, 2024", datetime(2024, 5, 9, tzinfo=UTC), DatePrecision.DAY),
        ("9 May 2024", datetime(2024, 5, 9, tzinfo=UTC), DatePrecision.DAY),
        ("20240509", datetime(2024, 5, 9, tzinfo=UTC), DatePrecision.DAY),
        ("09.05.2024", datetime(2024, 5, 9, tzinfo=UTC), DatePrecision.DAY),
        (1715262000, datetime(2024, 5, 9, 13, 40, tzinfo=UTC), DatePrecision.INSTANT),
        (1715262000000, datetime(2024, 5, 9, 13, 40, tzinfo=UTC), DatePrecision.INSTANT),
    ],
)
def test_dates_of_records(read_one, published, expected, precision):
    report = read_one(line(published=published))
    assert (report.published_at, report.published_precision) == (expected, precision)


@pytest.mark.parametrize(
    "published", ["yesterday", "2024-05", "2024-13-45", "05/06/2024", "1970-01-01", -5, 1e99, [], {}]
)
def test_a_date_that_says_no_day_is_one_problem_and_no_date(read, published):
    reports, problems = read(line(published=published))
    assert reports[0].published_at is None
    assert [one.code for one in problems] == [ProblemCode.BAD_DATE]


def test_a_date_in_the_future_is_noted_and_dropped(read):
    reports, problems = read(line(published="2027-01-01"))
    assert reports[0].published_at is None
    assert [one.code for one in problems] == [ProblemCode.BAD_DATE]
    reports, problems = read(line(published="2026-11-26"))
    assert problems == ()


def test_the_given_date_goes_before_the_records_and_the_other_hints_fill_gaps(read):
    hints = Hints(datetime(2024, 1, 2, tzinfo=UTC), "Somebody", "https://a.example/", None)
    (first, second), _ = read(line() + "\n" + line(publisher=None, url=None, text="The base remains."), hints=hints)
    assert (first.published_on, first.published_from, first.publisher) == ("2024-01-02", "given", "Arax Observer")
    assert (second.publisher, second.url) == ("Somebody", "https://a.example/")


def test_surrogates_and_nuls_become_visible(read_one):
    report = read_one('{"text": "The guards \\ud800 left \\u0000 the post on Monday."}')
    assert report.text == "The guards \ufffd left \ufffd the post on Monday."
    report.text.encode()


def test_nesting_and_huge_numbers_do_not_break_it(read):
    for bad in ('{"a":' * 100_000, '{"text": "x", "n": ' + "9" * 10_000 + "}"):
        reports, problems = read(bad)
        assert reports == []
        assert [one.code for one in problems] == [ProblemCode.MALFORMED]


def test_json_that_is_no_report_is_one_problem(read):
    reports, problems = read('{"name": "package", "version": "1.0.0"}')
    assert reports == []
    assert [one.code for one in problems] == [ProblemCode.MALFORMED]
