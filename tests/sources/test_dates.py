from datetime import UTC, datetime

import pytest

from tenure.model.problem import ProblemCode
from tenure.model.report import DatePrecision
from tenure.sources.dating import dating_of_url
from tenure.sources.draft import Hints

BODY = "The last convoy left the range on Thursday, the ministry said. It carried 40 vehicles.\n\nNobody was hurt."


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("9 May 2024", "2024-05-09"),
        ("May 9, 2024", "2024-05-09"),
        ("May 9th, 2024", "2024-05-09"),
        ("Thursday, May 9, 2024", "2024-05-09"),
        ("Thursday, 9th of May 2024", "2024-05-09"),
        ("2024-05-09", "2024-05-09"),
        ("09.05.2024", "2024-05-09"),
        ("23/05/2024", "2024-05-23"),
        ("05/23/2024", "2024-05-23"),
        ("Published May 9, 2024", "2024-05-09"),
        ("Published: 9 May 2024 at 17:40", "2024-05-09"),
        ("First published on Thu 9 May 2024 17.40 BST", "2024-05-09"),
        ("Date: 9 May 2024", "2024-05-09"),
        ("Ararat Ledger, 9 May 2024", "2024-05-09"),
        ("Politics | 9 May 2024 | 3 min read", "2024-05-09"),
        ("By Jane Roe | May 9, 2024", "2024-05-09"),
        ("By Caspian Wire's Armenian Service", None),
        ("Published On 9 May 20249 May 2024", "2024-05-09"),
        ("May 9, 20242:30 PM GMT+4", "2024-05-09"),
        ("15:31  09 May 2024", "2024-05-09"),
        ("10:05, 09.05.2024", "2024-05-09"),
        ("May 9, 2024 by Jane Roe", "2024-05-09"),
        ("May 9, 2024 | Updated May 12, 2024", "2024-05-09"),
        ("Published 9 May 2024, last updated 10 May 2024", "2024-05-09"),
        ("9 мая 2024 г.", "2024-05-09"),
        ("Updated May 9, 2024", None),
        ("Last updated on 9 May 2024", None),
        ("Last modified: 2024-05-09", None),
        ("Retrieved 9 May 2024", None),
        ("Accessed on 9 May 2024", None),
        ("Archived from the original on 9 May 2024", None),
        ("© 2024 Ararat Ledger", None),
        ("Copyright 9 May 2024", None),
        ("05/06/2024", None),
        ("31 February 2024", None),
        ("May 2024", None),
        ("9 May", None),
        ("3 hours ago", None),
        ("Yesterday", None),
        ("Parties Agree on Withdrawal by 1 August 2024", None),
        ("Troops to Leave Airport on 1 August 2024", None),
    ],
)
def test_date_lines(read_one, line, expected):
    assert read_one(f"Troops leave the Gyumri range\n{line}\n\n{BODY}").published_on == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("YEREVAN, May 9, 2024 (Caspian Wire) - ", "2024-05-09"),
        ("YEREVAN, Armenia, 9 May 2024 — ", "2024-05-09"),
        ("Yerevan, 9 May 2024 (Caspian Wire). ", "2024-05-09"),
        ("MOSCOW, May 9, 2024. /TASS/. ", "2024-05-09"),
        ("(Caspian Wire) May 9, 2024 – ", "2024-05-09"),
        ("May 9, 2024: ", "2024-05-09"),
        ("YEREVAN, May 9 (Caspian Wire) - ", None),
        ("On May 9, 2024 - the day of the parade - ", None),
        ("The accord of May 9, 2024 (the first of two) - ", None),
    ],
)
def test_datelines(read_one, start, expected):
    report = read_one(f"{start}The last convoy left the range, the ministry said.\n\nNobody was hurt.")
    assert report.published_on == expected
    assert report.text.startswith(start.strip())


def test_two_days_in_the_head_are_none(read):
    reports, problems = read(f"Troops leave the Gyumri range\nMay 9, 2024\nMay 10, 2024\n\n{BODY}")
    assert reports[0].published_at is None
    assert [one.code for one in problems] == [ProblemCode.UNDATED]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/2024/05/09/title", "2024-05-09"),
        ("https://a.example/news/2024/5/9/", "2024-05-09"),
        ("https://a.example/2024-05-09/title", "2024-05-09"),
        ("https://a.example/news/20240509/title", "2024-05-09"),
        ("https://a.example/2024/05/title", None),
        ("https://a.example/2024/13/45/title", None),
        ("https://a.example/since-2024-05-09", None),
        ("https://a.example/title?day=/2024/05/09/", None),
        ("https://2024.example/05/09", None),
        ("https://web.archive.example/web/20240512/https://a.example/title", None),
        ("https://web.archive.example/web/20240512010203/https://a.example/2024/05/09/title", "2024-05-09"),
        ("https://a.example/2024/05/09/x/2024/05/10/", None),
    ],
)
def test_days_in_addresses(url, expected):
    dating = dating_of_url(url)
    assert (dating.at.date().isoformat() if dating else None) == expected


def test_the_order_of_trust(read_one):
    page = (
        "<html><head>{meta}<link rel=canonical href='https://a.example/{day}/x'></head><body><article>"
        "<h1>Troops leave</h1><p>{seen}</p>"
        "<p>The last convoy left the range on Thursday, the ministry said.</p><p>It carried 40 vehicles and "
        "their crews to the railway station, from where they are to go home.</p></article></body></html>"
    )
    meta = "<meta property='article:published_time' content='2024-05-01'>"
    given = Hints(published=datetime(2024, 5, 4, tzinfo=UTC))

    def dated(meta, day, seen, hints=None):
        report = read_one(page.format(meta=meta, day=day, seen=seen), hints=hints or Hints())
        return report.published_on, report.published_from

    assert dated(meta, "2024/05/02", "3 May 2024", given) == ("2024-05-04", "given")
    assert dated(meta, "2024/05/02", "3 May 2024") == ("2024-05-01", "metadata")
    assert dated("", "2024/05/02", "3 May 2024") == ("2024-05-02", "url")
    assert dated("", "news", "3 May 2024") == ("2024-05-03", "text-head")
    assert dated("", "news", "Updated 3 May 2024") == (None, None)


def test_a_given_instant_keeps_its_time(read_one):
    moment = datetime.fromisoformat("2024-05-09T17:40:00+04:00")
    report = read_one(BODY, hints=Hints(published=moment))
    assert (report.published_at, report.published_precision) == (moment, DatePrecision.INSTANT)
    assert report.published_at.tzinfo is UTC


def test_a_given_date_in_the_future_is_noted_and_the_text_is_asked(read):
    reports, problems = read(
        f"Troops leave\n9 May 2024\n\n{BODY}", hints=Hints(published=datetime(2099, 1, 1, tzinfo=UTC))
    )
    assert reports[0].published_on == "2024-05-09"
    assert [one.code for one in problems] == [ProblemCode.BAD_DATE]
    assert "2024-05-09" in problems[0].message


def test_an_undated_report_is_one_problem(read):
    reports, problems = read(BODY)
    assert reports[0].published_at is None
    assert [(one.code, one.where) for one in problems] == [(ProblemCode.UNDATED, "given")]
    assert "--published" in problems[0].advice


def test_an_evening_report_keeps_the_day_of_its_own_clock(read_one):
    report = read_one(BODY, hints=Hints(published=datetime.fromisoformat("2024-05-09T23:40:00-05:00")))
    assert report.published_at == datetime(2024, 5, 10, 4, 40, tzinfo=UTC)
    assert report.published_on == "2024-05-09"


@pytest.mark.parametrize(
    ("head", "updated"),
    [
        ('<meta property="article:modified_time" content="2024-05-12T09:00:00Z">', "2024-05-12T09:00:00+00:00"),
        ('<meta property="article:modified_time" content="2024-05-10T08:00:00Z">', None),
        ('<meta property="article:modified_time" content="2099-05-10T08:00:00Z">', None),
        ('<meta property="og:updated_time" content="12 May 2024">', "2024-05-12T00:00:00+00:00"),
        ("", None),
    ],
    ids=["later", "the same", "in the future", "a day", "none"],
)
def test_an_update_is_kept_apart_from_the_publication(read_one, head, updated):
    report = read_one(
        f'<html><head><meta property="article:published_time" content="2024-05-10T08:00:00Z">{head}</head>'
        "<body><article>"
        "<p>The guards left the post near the river on Monday, the border service said in a statement.</p>"
        "<p>Nobody was hurt, and the road would be open again before the end of the week, it said.</p>"
    )
    assert report.published_on == "2024-05-10"
    assert (report.updated_at.isoformat() if report.updated_at else None) == updated
