"""What is kept beside the ledger gives what folding everything gives, and costs what changed."""

import random
from dataclasses import replace
from datetime import date, timedelta

import apsw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenure.answers import ask, ask_about, ask_outline, ask_overview, ask_why, collect, places_named
from tenure.answers.shelves import FOLDER
from tenure.folding.fold import Horizon, fold
from tenure.folding.standing import segment_on

TODAY = date(2024, 6, 1)
CHANCE = st.integers(0, 1_000_000).map(random.Random)
relaxed = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def all_folded(project, day, known_by=None):
    found = collect(project, known_by=known_by)
    return fold(found.statements, found.reviews, found.atlas, project.kit.policy, Horizon(day, known_by))


@relaxed
@given(chance=CHANCE, waits=st.lists(st.integers(1, 5), min_size=4, max_size=10))
def test_2_what_is_kept_is_what_folding_all_gives(desk_in, chance, waits):
    desk = desk_in(chance)
    for wait in waits:
        for _ in range(wait):
            desk.enter()
        answer = ask(desk.project, TODAY)
        assert answer.state == all_folded(desk.project, TODAY)
        assert answer.collection.hidden == collect(desk.project).hidden
        assert names_in(answer.state, answer.collection.atlas) == names_in(answer.state, collect(desk.project).atlas)
        for day in (date(2024, 1, 15), date(2025, 1, 1)):
            assert ask(desk.project, day).state == all_folded(desk.project, day)


@relaxed
@given(chance=CHANCE, steps=st.integers(6, 30), waits=st.lists(st.integers(0, 62), min_size=1, max_size=4))
def test_what_was_known_by_a_day_is_what_folding_that_gives(desk_in, chance, steps, waits):
    desk = desk_in(chance)
    for step in range(steps):
        desk.enter()
        if step % 7 == 0:
            ask(desk.project, TODAY)
    for wait in waits:
        day = date(2023, 12, 31) + timedelta(days=wait)
        assert ask(desk.project, TODAY, known_by=day).state == all_folded(desk.project, TODAY, day)


def test_by_a_late_day_only_what_came_later_is_folded(desk_in, monkeypatch):
    desk = desk_in(None)
    desk.say("station", "site:agarak-crossing", "force:ru-border-service", "2024-01-10")
    desk.say("station", "site:akhurik-crossing", "force:ru-border-service", "2024-01-10")
    desk.say("withdraw", "site:akhurik-crossing", "force:ru-border-service", "2024-05-10")
    ask(desk.project, TODAY)
    import tenure.answers.refolding as refolding

    exact, folded = refolding.line_folds, set()
    monkeypatch.setattr(
        refolding, "line_folds", lambda lines, *more: exact([folded.add(one) or one for one in lines], *more)
    )
    assert ask(desk.project, TODAY, known_by=date(2024, 5, 9)).state == all_folded(
        desk.project, TODAY, date(2024, 5, 9)
    )
    assert "site:akhurik-crossing" in {line.place for line in folded}
    assert "site:agarak-crossing" not in {line.place for line in folded}


def names_in(state, atlas):
    lines = sorted({one.line for one in (*state.segments, *state.commitments)})
    return [(atlas.place_name(line.place), atlas.holder_name(line.holder)) for line in lines]


def bare(segment):
    return replace(segment, weights=())


@relaxed
@given(chance=CHANCE, steps=st.integers(1, 25), day=st.dates(date(2023, 6, 1), date(2024, 9, 1)))
def test_columns_choose_what_stands(desk_in, chance, steps, day):
    desk = desk_in(chance)
    for _ in range(steps):
        desk.enter()
    overview = ask_overview(desk.project, day)
    exact = segment_on(ask(desk.project, day).state, day)
    assert list(overview.standing) == [
        replace(one, segment=bare(one.segment), since_then=tuple(map(bare, one.since_then))) for one in exact
    ]


@relaxed
@given(chance=CHANCE, steps=st.integers(6, 20), known=st.none() | st.just(date(2024, 2, 1)))
@pytest.mark.parametrize("name", ["Akhurik", "Armenia", "Old Mill"])
def test_one_place_is_told_as_in_the_whole(desk_in, name, chance, steps, known):
    desk = desk_in(chance)
    for step in range(steps):
        desk.enter()
        if step % 3:
            continue
        part = ask_about(desk.project, name, TODAY, known_by=known)
        whole = ask(desk.project, TODAY, known_by=known)
        assert whole.state == all_folded(desk.project, TODAY, known)
        places = places_named(whole, desk.project, name)
        told = part.state if part else None
        outline = ask_outline(desk.project, name, TODAY) if known is None else None
        if outline and part:
            assert outline.state == replace(part.state, segments=tuple(map(bare, part.state.segments)))
        assert (told.segments if told else ()) == tuple(s for s in whole.state.segments if s.line.place in places)
        assert (told.commitments if told else ()) == tuple(c for c in whole.state.commitments if c.line.place in places)


@relaxed
@given(chance=CHANCE, steps=st.integers(2, 8))
def test_an_id_is_found_with_its_claims(desk_in, chance, steps):
    desk = desk_in(chance)
    for _ in range(steps):
        desk.enter()
    whole = ask(desk.project, TODAY)
    for segment in whole.state.segments[:3]:
        answer, claims = ask_why(desk.project, segment.id, TODAY)
        assert segment in answer.state.segments
        assert not claims
        assert {w.claim for w in segment.weights} <= {s.claim.id for s in answer.collection.statements}
    for statement in whole.collection.statements[:3]:
        _, claims = ask_why(desk.project, statement.claim.id, TODAY)
        assert statement.claim in claims
    assert ask_why(desk.project, "s1:nothing", TODAY) is None


def filled(desk_in, steps=12, seed=3):
    desk = desk_in(random.Random(seed))
    for _ in range(steps):
        desk.enter()
    return desk


def shelf_files(desk):
    return sorted((desk.folder / FOLDER).glob("*.sqlite"))


def test_a_question_leaves_one_shelf_and_the_next_folds_nothing(desk_in, monkeypatch):
    desk = filled(desk_in)
    first = ask(desk.project, TODAY).state
    assert len(shelf_files(desk)) == 1
    import tenure.answers.refolding as refolding

    def refuse(*_):
        raise AssertionError("nothing is new")

    monkeypatch.setattr(refolding, "line_folds", refuse)
    assert ask(desk.project, TODAY).state == first


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\x00 and no more"])
def test_a_damaged_shelf_is_made_again(desk_in, damage):
    desk = filled(desk_in)
    first = ask(desk.project, TODAY).state
    (path,) = shelf_files(desk)
    path.write_bytes(damage)
    path.with_name(path.name + "-wal").unlink(missing_ok=True)
    assert ask(desk.project, TODAY).state == first


def test_a_body_that_cannot_be_read_is_made_again(desk_in):
    desk = filled(desk_in)
    first = ask(desk.project, TODAY).state
    connection = apsw.Connection(str(shelf_files(desk)[0]))
    connection.execute("UPDATE lines SET body = x'00ff' WHERE seq = 1")
    connection.close()
    assert ask(desk.project, TODAY).state == first


def test_a_folder_where_nothing_can_be_kept_is_answered_all_the_same(desk_in):
    desk = filled(desk_in)
    (desk.folder / FOLDER).write_text("in the way")
    assert ask(desk.project, TODAY).state == all_folded(desk.project, TODAY)
    assert ask_about(desk.project, "Zvartnots", TODAY) is None


def test_a_shelf_of_another_ledger_is_made_again(desk_in):
    one, other = filled(desk_in, seed=3), filled(desk_in, seed=4)
    ask(one.project, TODAY)
    ask(other.project, TODAY)
    shelf_files(other)[0].write_bytes(shelf_files(one)[0].read_bytes())
    assert ask(other.project, TODAY).state == all_folded(other.project, TODAY)


def test_columns_whose_days_are_missing_are_made_again(desk_in):
    desk = filled(desk_in)
    first = ask_overview(desk.project, TODAY)
    assert first.standing
    connection = apsw.Connection(str(shelf_files(desk)[0]))
    connection.execute("UPDATE lines SET days = x''")
    connection.close()
    assert ask_overview(desk.project, TODAY).standing == first.standing


def test_what_rises_to_a_line_that_was_dropped_brings_it_back(desk_in):
    # A draw in which a line above was dropped for want of anything, before a correction put presence below it.
    desk = desk_in(random.Random(406))
    for step in range(13):
        desk.enter()
        if step % 3 == 0:
            ask_about(desk.project, "Akhurik", TODAY)
            assert ask(desk.project, TODAY).state == all_folded(desk.project, TODAY)
