"""Presence rises, absence sinks, unresolved words meet only by name."""

from datetime import date

import pytest

from tenure.folding.fold import Horizon, fold
from tenure.folding.standing import segment_on

RU, FSB, ARMY = "state:ru", "force:ru-fsb-bs", "force:ru-af"


@pytest.fixture
def standing(story, atlas, graded):
    def stand(on="2026-01-01"):
        state = fold(story.statements, [], atlas, graded, Horizon(date.fromisoformat(on)))
        found = segment_on(state, date.fromisoformat(on))
        return {(s.line.place, s.line.holder, s.line.aspect.value): s.segment for s in found}

    return stand


def test_presence_rises_to_places_and_holders_and_weighs_half(story, standing):
    story.say("They man Agarak.", "station", "site:agarak", FSB, "man")
    found = {key[:2]: (s.status.value, s.implied, s.support_millinats) for key, s in standing().items()}
    assert found["site:agarak", FSB] == ("present", False, 490)
    for place in ("site:agarak", "border:AM-IR", "region:syunik", "country:AM"):
        for holder in (FSB, RU):
            assert (place, holder) == ("site:agarak", FSB) or found[place, holder] == ("present", True, 245)


def test_a_border_lies_in_neither_of_its_countries(story, standing):
    story.say("They guard the Turkish frontier.", "station", "border:AM-TR", FSB, "guard")
    assert {key[0] for key in standing()} == {"border:AM-TR"}


def test_a_crossing_lies_in_the_first_of_its_countries_only(story, standing):
    story.say("They man Agarak.", "station", "site:agarak", FSB, "man")
    assert "country:IR" not in {key[0] for key in standing()}


def test_control_of_a_post_is_no_control_of_its_country(story, standing):
    story.say("They hold Agarak.", "hold", "site:agarak", FSB, "hold")
    assert {key[:2] for key in standing()} == {("site:agarak", FSB), ("site:agarak", RU)}


def test_absence_sinks_to_places_and_forces_inside(story, standing):
    story.say("They man Agarak.", "station", "site:agarak", FSB, "man", "2023-01-10")
    story.say("The Russians have left Armenia.", "withdraw", "country:AM", RU, "left", when="2024-05-01")
    post = standing()["site:agarak", FSB, "presence"]
    assert (post.status.value, post.implied) == ("gone", True)


@pytest.mark.parametrize("more", [{"partial": True}, {"quantity": ("50 percent", 50, "percent")}], ids=["some", "half"])
def test_a_partial_change_implies_nothing_below(story, standing, more):
    story.say("They man Agarak.", "station", "site:agarak", FSB, "man", "2023-01-10")
    story.say("Of the Russians 50 percent left Armenia.", "withdraw", "country:AM", RU, "left", **more)
    assert standing()["site:agarak", FSB, "presence"].status.value == "present"


def test_implied_absence_never_outvotes_a_direct_sighting(story, standing):
    for publisher in ("Reuters", "AP", "AFP"):
        story.say(f"{publisher}: the Russians have left Armenia.", "withdraw", "country:AM", RU, "left",
                  when="2024-05-01", publisher=publisher)  # fmt: skip
    story.say("They man Agarak.", "station", "site:agarak", FSB, "man", "2024-05-02", publisher="Nobody Knows")
    assert standing()["site:agarak", FSB, "presence"].status.value == "present"


def test_what_only_follows_from_a_post_is_unknown_after_the_post_is_gone(story, standing):
    story.say("They man Martuni.", "station", "site:martuni", ARMY, "man", "2023-01-10")
    story.say("They have left Martuni.", "withdraw", "site:martuni", ARMY, "left", when="2024-05-01")
    found = standing()
    assert found["site:martuni", ARMY, "presence"].status.value == "gone"
    assert found["country:AM", ARMY, "presence"].status.value == "unknown"


def test_words_with_a_name_meet_and_words_without_do_not(story, standing):
    for number in (1, 2):
        story.say(f"{number}: the base and the Northern Camp.", "station", "the base", RU, "base")
        story.say(f"{number}: they are in the Northern Camp.", "station", "the Northern Camp", RU, "are")
    places = [key[0] for key in standing()]
    assert "text:northern camp" in places
    assert len([p for p in places if p.endswith(":base")]) == 2


def test_a_holder_without_an_entry_goes_by_its_words(story, standing):
    story.say("Wolf Group fighters hold Agarak; gunmen too.", "hold", "site:agarak", "Wolf Group fighters", "hold")
    story.say("Armed men: gunmen hold Agarak.", "hold", "site:agarak", "gunmen", "hold")
    holders = {key[1] for key in standing()}
    assert "text:wolf group fighters" in holders
    assert any(h.startswith("text:r1:") and h.endswith(":gunmen") for h in holders)


def test_a_gazetteer_that_goes_in_circles_harms_nothing(story, graded):
    from dataclasses import replace

    from tenure.model.ids import PlaceId
    from tenure.model.place import Place
    from tenure.model.statement import Atlas

    a, b = PlaceId("site:agarak"), PlaceId("p:b")
    looped = Atlas({a: Place(a, "A", "post", parents=(b,)), b: Place(b, "B", "post", parents=(a, b))}, {})
    said = story.say("They man Agarak.", "station", "site:agarak", FSB, "man")
    state = fold([replace(said)], [], looped, graded, Horizon(date(2025, 1, 1)))
    assert len(state.segments) == 2
