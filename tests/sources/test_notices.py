"""Which texts take a report back, and which only speak of leaving."""

import pytest

from tenure.sources.notices import retracted_by

URL = "https://arax.example/a"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Retraction: guards at Agarak", "The source was mistaken, the editors said."),
        ("Story withdrawn", "The source was mistaken."),
        (None, "This article has been retracted after its source took back what she had said."),
        (None, "Editor’s note: This story was withdrawn on 4 May."),
        (None, "The newspaper retracts its report of 3 May on the guards at Agarak."),
        (None, "We have withdrawn this article because the statement that it quoted was a forgery."),
        (None, "The report published on 3 May has been retracted."),
    ],
)
def test_these_take_a_report_back(title, text):
    assert retracted_by(title, text, URL) == ("arax.example/a",)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Russia withdraws guards", "Russian guards were withdrawn from Agarak, the report said."),
        ("Guards withdrawn from Agarak", "The guards have been withdrawn, according to this report."),
        (None, "The ministry has withdrawn its troops from the post, a report by the mission said on Monday."),
        (None, "Correction: an earlier version of this story named the wrong crossing."),
        (None, "The government has withdrawn its report on the war, the opposition said."),
        (None, "The minister retracted his remarks about the guards on Tuesday."),
        (None, "He said that the story of the guards was removed from its context."),
    ],
)
def test_these_do_not(title, text):
    assert retracted_by(title, text, URL) == ()


def test_links_of_the_same_site_are_taken_back_and_others_are_not():
    text = "The report dated 3 May has been retracted. It stood at https://arax.example/b. See https://other.example/c."
    assert retracted_by(None, text, URL) == ("arax.example/a", "arax.example/b")
    assert retracted_by(None, text, URL, ["https://www.arax.example/d?utm_medium=x"])[1] == "arax.example/d"
    assert retracted_by(None, text, None) == ()


def test_a_page_that_retracts_names_what_its_own_words_link_to(read_one):
    report = read_one(
        '<html><head><link rel="canonical" href="https://arax.example/notice"></head><body><article><h1>A notice</h1>'
        '<p><a href="https://arax.example/b">Our report</a> of 3 May on the guards at the post has been withdrawn, the '
        "editors said.</p><p>The statement that it quoted was a forgery, as the service has since told reporters. "
        'More is <a href="https://arax.example/c">on our pages</a>, as on every day.</p></article></body></html>'
    )
    assert report.retracts == ("arax.example/notice", "arax.example/b")
