"""Histories of single lines: what evidence makes which segments."""

from datetime import date

import pytest

from tenure.folding.fold import Horizon, fold
from tenure.folding.standing import segment_on
from tenure.model.ids import HolderId, PlaceId
from tenure.model.tenure import Aspect, LineId

RU, FSB, AM = "state:ru", "force:ru-fsb-bs", "state:am"
HERE = "site:martuni"


def day(text):
    return date.fromisoformat(text) if text else None


@pytest.fixture
def shown(story, atlas, graded):
    """Segments of one line as (status, start from, start to, end from, end to)."""

    def show(place=HERE, holder=RU, aspect=Aspect.PRESENCE, as_of="2026-01-01", **horizon):
        state = fold(story.statements, [], atlas, graded, Horizon(day(as_of), **horizon))
        line = LineId(PlaceId(place), HolderId(holder), aspect)
        return [s for s in state.segments if s.line == line]

    return show


def rows(segments):
    return [
        (s.status.value, *(str(d) if d else None for d in (s.bounds.start_earliest, s.bounds.start_latest,
                                                            s.bounds.end_earliest, s.bounds.end_latest)))
        for s in segments
    ]  # fmt: skip


def say(story, event, published, holder=RU, place=HERE, **more):
    return story.say(f"On {published} {event} {len(story.statements)}.", event, place, holder, event, published, **more)


def test_a_sighting_has_an_open_start_and_end(story, shown):
    say(story, "station", "2024-05-10")
    assert rows(shown()) == [("present", None, "2024-05-10", "2024-05-10", None)]
    assert shown()[0].rule == "seen/1"


def test_a_departure_without_a_day_lies_between_the_last_sighting_and_publication(story, shown):
    say(story, "station", "2024-05-10")
    say(story, "withdraw", "2024-08-20")
    assert rows(shown()) == [
        ("present", None, "2024-05-10", "2024-05-10", "2024-08-20"),
        ("gone", "2024-05-10", "2024-08-20", "2024-08-20", None),
    ]
    assert shown()[1].rule == "change/1"


def test_first_seen_is_not_since(story, shown):
    say(story, "station", "2024-05-10")
    say(story, "station", "2024-06-10")
    assert rows(shown()) == [("present", None, "2024-05-10", "2024-06-10", None)]
    assert (shown()[0].first_seen, shown()[0].last_confirmed) == (date(2024, 5, 10), date(2024, 6, 10))


def test_since_a_year_starts_in_that_year(story, shown):
    say(story, "station", "2024-05-10", when="2014/..")
    assert rows(shown()) == [("present", "2014-01-01", "2014-12-31", "2024-05-10", None)]


def test_reports_of_one_arrival_leave_what_they_have_in_common(story, shown):
    say(story, "deploy", "2024-05-10", when="2024-03")
    say(story, "deploy", "2024-05-11", when="2024-03-20/2024-04-05")
    assert rows(shown()) == [("present", "2024-03-20", "2024-03-31", "2024-03-31", None)]


def test_vague_words_support_and_never_start(story, shown):
    say(story, "station", "2024-05-10", when="../2024-05-10")
    assert rows(shown()) == [("present", None, "2024-05-10", None, None)]


def test_a_date_without_a_year_bounds_nothing(story, shown):
    say(story, "withdraw", "2024-05-10", when="XXXX-08-01")
    assert rows(shown())[1] == ("gone", None, "2024-05-10", "2024-05-10", None)


def test_an_undated_report_invents_no_day(story, shown):
    say(story, "station", None)
    assert rows(shown()) == [("present", None, "2024-06-01", None, None)]


def test_a_unit_that_returns_makes_a_new_segment(story, shown):
    for event, when in (("deploy", "2020-01-05"), ("withdraw", "2021-02-06"), ("deploy", "2023-03-07")):
        say(story, event, "2024-05-10", when=when)
    assert [row[0] for row in rows(shown())] == ["present", "gone", "present"]


def test_a_return_after_long_leaves_the_time_between_unknown(story, shown):
    say(story, "station", "2015-05-10")
    say(story, "deploy", "2024-05-10", when="2024-05-01")
    assert rows(shown()) == [
        ("present", None, "2015-05-10", "2015-05-10", "2024-05-01"),
        ("unknown", "2015-05-10", "2024-05-01", "2024-05-01", "2024-05-01"),
        ("present", "2024-05-01", "2024-05-01", "2024-05-01", None),
    ]


def test_more_of_them_soon_after_a_sighting_is_no_return(story, shown):
    say(story, "station", "2024-04-10")
    say(story, "deploy", "2024-05-10", when="2024-05-01")
    assert [row[0] for row in rows(shown())] == ["present"]


def test_have_not_left_means_there(story, shown):
    say(story, "withdraw", "2024-05-10", negated=True)
    assert [row[0] for row in rows(shown())] == ["present"]


@pytest.mark.parametrize(
    ("event", "more", "status"),
    [
        ("reduce", {}, "reduced"),
        ("withdraw", {"partial": True}, "reduced"),
        ("withdraw", {"modality": "underway"}, "leaving"),
        ("deploy", {"modality": "underway"}, "present"),
        ("bar", {}, "barred"),
        ("admit", {}, "present"),
        ("close", {}, "gone"),
        ("open", {}, "present"),
        ("withdraw", {"modality": "possible"}, None),
    ],
)
def test_what_an_event_makes_of_presence(story, shown, event, more, status):
    say(story, "station", "2020-05-10")
    say(story, event, "2024-05-10", **more)
    assert rows(shown())[-1][0] == (status or "present")


def test_a_reduction_of_some_sites_is_their_end(story, shown):
    story.say("They quit five posts.", "withdraw", HERE, RU, "quit", partial=True, quantity=("five posts", 5, "sites"))
    assert rows(shown())[-1][0] == "gone"


@pytest.mark.parametrize(
    ("words", "status"), [("several posts near Martuni", "gone"), ("Martuni", "reduced"), ("someplace", "reduced")]
)
def test_some_sites_of_a_place_are_left_and_a_place_is_left_by_some(story, shown, words, status):
    text = f"Some of them have left {words}."
    story.say(text, "withdraw", HERE, RU, "left", partial=True, place_words=words)
    assert rows(shown())[-1][0] == status


@pytest.mark.parametrize(("place", "status"), [("country:AM", "reduced"), ("border:AM-AZ", "gone"), (HERE, "gone")])
def test_who_leaves_some_sites_of_an_area_is_still_in_it(story, shown, place, status):
    story.say("They quit five posts.", "withdraw", place, RU, "quit", partial=True, quantity=("five posts", 5, "sites"))
    assert rows(shown(place))[-1][0] == status


@pytest.mark.parametrize(("place", "status"), [("border:AM-TR", "holds"), ("site:akhurik", "lost")])
def test_who_loses_some_posts_of_a_border_holds_the_rest(story, shown, place, status):
    say(story, "lose", "2024-05-10", place=place, partial=True)
    assert rows(shown(place, aspect=Aspect.CONTROL))[-1][0] == status


def test_the_latest_quantity_is_told_in_its_words(story, shown):
    story.say(
        "Their number is down by about 50 percent.",
        "reduce",
        HERE,
        RU,
        "down",
        quantity=("about 50 percent", 50, "percent"),
    )
    assert shown()[-1].quantity == "about 50 percent"


def test_who_takes_over_ends_the_other_side_and_says_nothing_against_its_past(story, shown):
    say(story, "hold", "2024-01-10", holder=RU)
    say(story, "take_over", "2024-05-10", holder=AM, counterparty=RU, when="2024-05-01")
    control = Aspect.CONTROL
    assert rows(shown(aspect=control)) == [
        ("holds", None, "2024-01-10", "2024-05-01", "2024-05-01"),
        ("lost", "2024-05-01", "2024-05-01", "2024-05-01", None),
    ]
    assert rows(shown(holder=AM, aspect=control))[-1][:3] == ("holds", "2024-05-01", "2024-05-01")
    assert all(weight.millinats > 0 for weight in shown(aspect=control)[0].weights)


def test_a_later_holder_ends_the_earlier_one_though_nobody_tells_of_the_change(story, shown):
    say(story, "hold", "2023-01-10", holder=RU)
    say(story, "hold", "2024-05-10", holder=AM)
    lost = shown(aspect=Aspect.CONTROL)[-1]
    assert (lost.status.value, lost.implied) == ("lost", True)


def test_joint_control_ends_nobodys(story, shown):
    say(story, "share", "2024-05-10", holder=RU, counterparty=AM)
    assert rows(shown(aspect=Aspect.CONTROL))[-1][0] == "shares"
    assert rows(shown(holder=AM, aspect=Aspect.CONTROL))[-1][0] == "shares"


def test_who_has_withdrawn_holds_the_place_no_longer(story, shown):
    say(story, "hold", "2024-01-10")
    say(story, "withdraw", "2024-05-10", when="2024-05-01")
    lost = shown(aspect=Aspect.CONTROL)[-1]
    assert (lost.status.value, lost.implied) == ("lost", True)


def test_a_status_grows_stale_but_stays(story, shown):
    story.say("They man Akhurik.", "station", "site:akhurik", RU, "man", "2024-01-01")
    fresh, old = shown(place="site:akhurik", as_of="2024-03-01")[0], shown(place="site:akhurik", as_of="2025-01-01")[0]
    assert (fresh.stale, old.stale) == (False, True)
    assert old.status.value == "present"
    assert 0 < old.faded_millinats < fresh.faded_millinats < fresh.support_millinats


def test_what_stands_on_a_day(story, shown, atlas, graded):
    say(story, "station", "2024-05-10")
    say(story, "withdraw", "2024-08-20")
    state = fold(story.statements, [], atlas, graded, Horizon(day("2026-01-01")))
    standings = [segment_on(state, day(d))[-1] for d in ("2024-05-10", "2024-07-01", "2024-08-20")]
    assert [(s.segment.status.value, s.certain) for s in standings] == [
        ("present", False),
        ("present", False),
        ("gone", True),
    ]
    assert [s.status.value for s in standings[1].since_then] == ["gone"]
