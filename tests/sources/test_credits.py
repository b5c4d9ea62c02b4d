"""Whose text a report says it is."""

import pytest

from tenure.model.report import Report
from tenure.sources.credits import agency_named, credited_agency, is_correction
from tenure.sources.tables import table


def report(text, **more):
    return Report(id="r1:x", text=text, **more)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("LONDON (Reuters) - The guards left.", "Reuters"),
        ("NIAMEY, Niger (AP) — The guards left.", "AP"),
        ("MOSCOW, March 12. /TASS/. The guards left.", "TASS"),
        ("YEREVAN, March 12 (Caspian Wire) - The guards left.", "Caspian Wire"),
        ("By Associated Press\nThe guards left.", "AP"),
        ("The guards left.\n\nSource: Armenpress", "Armenpress"),
        ("The guards left.\n\n© 2024 AFP", "AFP"),
        ("The guards left.\n\n(Agence France-Presse)", "AFP"),
        ("The guards left.\n— With Reuters", "Reuters"),
        ("GYUMRI (Armenia) - The guards left.", None),
        ("The guards (Reuters saw them) left - at last.", None),
        ("The guards left, the AP reported.", None),
        ("Guards left.\n\n© 2024 Lake Van Post", None),
        ("", None),
    ],
)
def test_an_agency_is_named_where_a_text_says_whose_it_is(text, agency):
    assert credited_agency(report(text)) == agency


def test_an_author_may_be_an_agency():
    assert credited_agency(report("The guards left.", authors=("Ani Petrosyan", "By Reuters"))) == "Reuters"


def test_every_name_of_an_agency_stands_for_the_one_it_goes_by():
    for names in table("credits")["agencies"]:
        assert {agency_named(name) for name in names} == {names[0]}
        assert agency_named(names[0].upper()) == names[0]
    assert agency_named("Lake Van Post") is None
    assert agency_named(None) is None


@pytest.mark.parametrize(
    ("title", "text", "is_one"),
    [
        ("Correction", "A report of 14 January was wrong.", True),
        (None, "Correction: a report of 14 January was wrong.", True),
        ("CORRECTED - Guards leave", "They left.", True),
        ("Retraction: guards", "They did not leave.", True),
        ("Correctional guards leave the prison", "They left.", False),
        ("Guards leave", "They left. Correction: none.", False),
    ],
)
def test_a_correction_calls_itself_one(title, text, is_one):
    assert is_correction(report(text, title=title)) is is_one
