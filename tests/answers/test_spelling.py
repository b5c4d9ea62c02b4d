"""What has no entry is shown as the first report wrote it, whatever was entered first."""

import itertools
import random
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tenure.answers import ask, ask_about, ask_outline, ask_overview, collect
from tenure.ledger.append import Run, append_report, begin_run
from tenure.model.claim import Claim, Event, Locus, Modality, Party, Quote, Reader, identified
from tenure.model.ids import ClaimId, report_id
from tenure.model.report import Report

DAY = date(2024, 6, 1)
WROTE = (
    ("2024-05-03", "OLD MILL", "Wolf Group"),
    ("2024-05-01", "the Old Mill", "wolf Group"),
    (None, "old Mill", "WOLF GROUP"),
)


def enter(project, published, place, holder):
    text = f"Men of {holder} are at {place}."
    quote = {words: Quote(text.index(words), text.index(words) + len(words), words) for words in (place, holder, "are")}
    at = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
    report = Report(report_id(text), text, publisher="Wire", published_at=at, language="en")
    claim = identified(Claim(
        id=ClaimId(""), report=report.id, event=Event.STATION, modality=Modality.ACTUAL, negated=False,
        holder=Party(quote[holder], None, holder), place=Locus(quote[place], place), sentence=Quote(0, len(text), text),
        trigger=quote["are"], reader=Reader("test", "1", "r"), confidence=0.9,
    ))  # fmt: skip
    run = begin_run(project.ledger, Run("ingest", "test/1", "gazetteer/1", "0"), datetime(2024, 5, 9, tzinfo=UTC))
    with project.ledger.batch():
        append_report(project.ledger, report, None, [claim], run)
    return report, claim


def names(line, atlas):
    return atlas.place_name(line.place), atlas.holder_name(line.holder)


def shown(project):
    """Place and holder as each way of asking tells them."""
    for answer in (
        ask(project, DAY),
        ask(project, DAY, known_by=DAY),
        ask_about(project, "old mill", DAY),
        ask_outline(project, "Old mill", DAY),
    ):
        yield {names(one.line, answer.collection.atlas) for one in answer.state.segments}
    overview = ask_overview(project, DAY)
    yield {names(one.line, overview.atlas) for one in overview.standing}


@pytest.mark.parametrize("order", list(itertools.permutations(WROTE)), ids=lambda rows: "-".join(r[1] for r in rows))
def test_the_words_of_the_first_report_are_shown(desk_in, order):
    project = desk_in(random.Random(1)).project
    for row in order:
        enter(project, *row)
        ask(project, DAY)
    assert list(shown(project)) == [{("the Old Mill", "wolf Group")}] * 5


def test_a_report_that_counts_no_more_lends_its_words_last(desk_in):
    project = desk_in(random.Random(1)).project
    first, claim = enter(project, "2024-05-01", "OLD MILL", "Wolf Group")
    enter(project, "2024-05-03", "Old Mill", "Wolf Group")
    assert set().union(*shown(project)) == {("OLD MILL", "Wolf Group")}
    run = begin_run(project.ledger, Run("ingest", "test/2", "gazetteer/1", "0"), datetime(2024, 5, 10, tzinfo=UTC))
    with project.ledger.batch():
        append_report(project.ledger, first, None, [identified(replace(claim, place=Locus(None, "Old MILL")))], run)
    assert set().union(*shown(project)) == {("Old MILL", "Wolf Group")}
    assert collect(project).atlas.words.keys() == {"text:old mill", "text:wolf group"}
