import pytest

from tenure.model.problem import ProblemCode
from tenure.sources.kind_markdown import without_marks

CLIP = """---
title: "Guards leave: the last flight"
publisher: Arax Observer
published: 2024-07-31   # local day
retrieved: 2026-01-01
url: https://arax-observer.example/zvartnots-done
language: en
authors:
  - Lilit Sargsyan
  - "Karen Abrahamyan"
tags: [armenia, border]
nested:
  key: value
---
# Guards leave: the last flight

The **last** group of [Russian guards](https://x.example/a_(b)) has _boarded_ a plane
to Moscow, officials said.

> “It is done,” the minister said.

- Agarak is next.
- Akhurik follows.

![a picture](x.png)

Read `this` and \\*that\\*.
"""


def test_front_matter_and_text(read_one):
    report = read_one(CLIP)
    assert report.title == "Guards leave: the last flight"
    assert (report.publisher, report.published_on, report.published_from) == (
        "Arax Observer",
        "2024-07-31",
        "front-matter",
    )
    assert report.authors == ("Lilit Sargsyan", "Karen Abrahamyan")
    assert report.text.split("\n") == [
        "The last group of Russian guards has boarded a plane to Moscow, officials said.",
        "",
        "“It is done,” the minister said.",
        "",
        "Agarak is next.",
        "Akhurik follows.",
        "",
        "Read this and *that*.",
    ]


def test_windows_line_ends_make_no_difference(read_one):
    assert read_one(CLIP.replace("\n", "\r\n")).id == read_one(CLIP).id


def test_a_heading_alone_is_the_title(read_one):
    report = read_one("# Guards leave Akhurik\n\n9 May 2024\n\nThe guards left Akhurik on Monday, residents said.\n")
    assert (report.title, report.published_on) == ("Guards leave Akhurik", "2024-05-09")
    assert report.text == "The guards left Akhurik on Monday, residents said."


def test_front_matter_that_never_ends_is_text(read):
    reports, _ = read("---\ntitle: x\n\nThe guards left the post near Kapan on Monday.\n")
    assert "The guards left the post near Kapan on Monday." in reports[0].text


def test_retrieved_and_created_are_no_dates_of_publication(read):
    reports, problems = read(
        "---\nretrieved: 2024-05-12\ncreated: 2024-05-12\n---\nThe guards left the post on Monday.\n"
    )
    assert reports[0].published_at is None
    assert [one.code for one in problems] == [ProblemCode.UNDATED]


def test_a_bad_date_in_front_matter_is_said(read):
    reports, problems = read("---\npublished: some day\n---\nThe guards left the post on Monday.\n")
    assert reports[0].published_at is None
    assert [one.code for one in problems] == [ProblemCode.BAD_DATE]


def test_an_empty_field_is_no_field(read):
    _, problems = read("---\npublished:\ntitle:\n---\nThe guards left the post on Monday.\n")
    assert [one.code for one in problems] == [ProblemCode.UNDATED]


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("2 * 3 * 4 = 24", "2 * 3 * 4 = 24"),
        ("snake_case_name stays", "snake_case_name stays"),
        ("**bold** and *it* and ***both***", "bold and it and both"),
        ("[text][1] and [^2] note", "text and  note"),
        ("a <b>tag</b> and <https://x.example/>", "a tag and https://x.example/"),
        ("## Heading ##", "Heading"),
        ("1. one\n2. two", "one\ntwo"),
        ("one\ntwo", "one two"),
    ],
)
def test_marks_go_and_words_stay(marked, plain):
    assert without_marks(marked).strip() == plain
