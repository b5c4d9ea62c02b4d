"""What a site holds open says what asking says, and goes on saying it while the record goes on."""

import random
from dataclasses import replace
from datetime import date
from threading import RLock

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenure.answers import ask
from tenure.answers.columns import briefs_on, chosen_on, foremost, narrowed, picked, segments_on, standing_on
from tenure.answers.held import hold
from tenure.answers.held_known import HeldKnownBy
from tenure.answers.shelves import FOLDER
from tenure.folding.fold import gathered
from tenure.folding.standing import segment_on
from tenure.ledger.store import open_ledger
from tenure.model.tenure import Status

TODAY = date(2024, 6, 1)
CHANCE = st.integers(0, 1_000_000).map(random.Random)
relaxed = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def apart(project):
    return replace(project, ledger=open_ledger(project.ledger.path))


def filled(desk, steps):
    for _ in range(steps):
        desk.enter()
    return desk.project


def conflicts_at(place, conflicts):
    return [one for one in conflicts if any(line.place == place for line in one.lines)]


@relaxed
@given(chance=CHANCE, steps=st.integers(1, 25))
def test_each_place_is_told_as_in_the_whole(desk_in, chance, steps):
    project = filled(desk_in(chance), steps)
    held, state = hold(apart(project)), ask(project, TODAY).state
    assert gathered(held.states(), TODAY) == state
    places = {line.place for line in held.columns.lines}
    for place in places:
        told = gathered(held.states_at(place), TODAY)
        assert list(told.segments) == [one for one in state.segments if one.line.place == place]
        assert list(told.commitments) == [one for one in state.commitments if one.line.place == place]
        assert list(held.conflicts_at(place)) == conflicts_at(place, state.conflicts)
    assert {one.line.place for one in state.segments} <= places
    assert [pledge.on(TODAY.toordinal()) for rest in held.rests() for pledge in rest[0]] == list(state.commitments)
    held.close()


@relaxed
@given(chance=CHANCE, steps=st.integers(3, 20), day=st.dates(date(2023, 12, 1), date(2024, 4, 1)))
def test_what_was_known_by_a_day_is_told_alike_of_one_place_and_of_all(desk_in, chance, steps, day):
    project = filled(desk_in(chance), steps)
    whole, state = hold(apart(project)), ask(project, TODAY, known_by=day).state
    one_by_one, all_at_once = (HeldKnownBy(whole, project, day, RLock()) for _ in "ab")
    assert gathered(all_at_once.states(), TODAY) == state
    for place in {line.place for line in whole.columns.lines}:
        for held in (one_by_one, all_at_once):
            told = gathered(held.states_at(place), TODAY)
            assert list(told.segments) == [one for one in state.segments if one.line.place == place]
    for place in {one.line.place for one in state.segments}:
        assert list(all_at_once.conflicts_at(place)) == conflicts_at(place, state.conflicts)
    whole.close()


@relaxed
@given(chance=CHANCE, steps=st.integers(3, 25), day=st.dates(date(2023, 6, 1), date(2024, 9, 1)))
def test_some_lines_and_some_stretches_are_told_as_among_all(desk_in, chance, steps, day):
    held = hold(apart(filled(desk_in(chance), steps)))
    columns = held.columns
    segments, standing = list(segments_on(columns, day)), list(standing_on(columns, day))
    some = [number for number in range(len(columns.lines)) if chance.random() < 0.5]
    lines = {columns.lines[one] for one in some}
    assert list(segments_on(narrowed(columns, some), day)) == [one for one in segments if one.line in lines]
    assert list(standing_on(narrowed(columns, some), day)) == [one for one in standing if one.line in lines]
    stretches = chosen_on(columns, day).stretches
    chosen = picked(columns, stretches)
    assert list(segments_on(chosen, day)) == [segments[one] for one in stretches.tolist()]
    for brief, segment in zip(briefs_on(columns, day), segments, strict=True):
        bounds = segment.bounds
        edges = (bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest)
        assert columns.lines[brief.line] == segment.line
        assert brief.bounds == tuple(edge and edge.isoformat() for edge in edges)
        assert (brief.status, brief.verdict) == (segment.status.value, segment.verdict.value)
        assert (brief.stale, brief.quantity, brief.implied) == (segment.stale, segment.quantity, segment.implied)
    held.close()


@relaxed
@given(chance=CHANCE, steps=st.integers(3, 25))
def test_the_foremost_of_each_place_has_the_best_rank(desk_in, chance, steps):
    held = hold(apart(filled(desk_in(chance), steps)))
    rank = {status: number for number, status in enumerate(Status)}
    every = np.arange(len(held.columns.heads), dtype=np.int32)
    segments = list(segments_on(held.columns, TODAY))
    first = [segments[one] for one in foremost(held.columns, every, rank).tolist()] if len(every) else []
    best = {}
    for one in segments:
        best[one.line.place] = min(best.get(one.line.place, 99), rank[one.status])
    assert {one.line.place: rank[one.status] for one in first} == best
    assert len(first) == len(best)
    held.close()


def test_what_is_held_stays_while_the_record_goes_on_and_what_was_read_is_taken_over(desk_in):
    desk = desk_in(random.Random(3))
    project = filled(desk, 12)
    held, before = hold(apart(project)), ask(project, TODAY).state
    claims = held.claims(one.id for one in desk.claims)
    assert {key: claim.report for key, claim in claims.items()}.items() <= {(c.id, c.report) for c in desk.claims}
    filled(desk, 12)
    after = ask(project, TODAY).state
    assert after != before
    assert gathered(held.states(), TODAY) == before
    following = hold(apart(project), held)
    assert gathered(following.states(), TODAY) == after
    fresh = hold(apart(project))
    wanted = [one.id for one in desk.claims]
    assert following.claims(wanted) == fresh.claims(wanted)
    for one in desk.claims:
        assert following.sightings(one.report) == fresh.sightings(one.report)
    held.settle()
    assert gathered(held.states(), TODAY) == after
    for one in (held, following, fresh):
        one.close()


@pytest.mark.parametrize("steps", [0, 9])
def test_where_nothing_can_be_kept_it_is_held_in_memory(desk_in, steps):
    project = filled(desk_in(random.Random(5)), steps)
    expected = ask(project, TODAY).state
    folder = project.folder / FOLDER
    for file in folder.glob("*") if folder.exists() else ():
        file.unlink()
    if folder.exists():
        folder.rmdir()
    folder.write_text("no folder")
    held = hold(apart(project))
    assert gathered(held.states(), TODAY) == expected
    assert list(segment_on(expected, TODAY)) == list(segment_on(gathered(held.states(), TODAY), TODAY))
    held.close()
