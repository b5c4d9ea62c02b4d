"""The worked example of docs/concepts/state.md, computed."""

from datetime import date
from pathlib import Path

import pytest

from tenure.folding import rules
from tenure.folding.explain import explain, lines_of
from tenure.folding.fold import Horizon, fold
from tenure.model.ids import PlaceId

PAGE = (Path(__file__).parents[2] / "docs" / "concepts" / "state.md").read_text("utf-8")
POST, RU = "site:martuni", "state:ru"


@pytest.fixture
def reports(story):
    story.say("The radar unit has been at Martuni since 2015.", "station", POST, RU, "been", "2023-03-01",
              publisher="CNN", when="2015/..")  # fmt: skip
    story.say("The unit will leave Martuni by 1 June, the ministry in Yerevan said.", "withdraw", POST, RU, "leave",
              "2024-04-10", publisher="Reuters", modality="ordered", deadline="2024-06-01",
              speaker="the ministry in Yerevan", side="Armenia")  # fmt: skip
    story.say("The Russian radar unit has left Martuni.", "withdraw", POST, RU, "left", "2024-07-15",
              publisher="Reuters", copies=11)  # fmt: skip
    story.say("Our unit left Martuni in May, said a Russian colonel.", "withdraw", POST, RU, "left", "2024-07-20",
              publisher="CNN", when="2024-05", speaker="a Russian colonel", side="Russia")  # fmt: skip
    return story.statements


def span(first, last):
    if first is None or last is None:
        return "open"
    return str(first) if first == last else f"{first} to {last}"


def test_the_page_tells_what_the_fold_gives(reports, atlas, graded):
    state = fold(reports, [], atlas, graded, Horizon(date(2024, 9, 1)))
    (line,) = lines_of(state, place=PlaceId(POST))
    explained = explain(state, line, reports)
    for reason in explained.segments:
        segment, b = reason.segment, reason.segment.bounds
        starts, ends = span(b.start_earliest, b.start_latest), span(b.end_earliest, b.end_latest)
        support = f"{segment.support_millinats} → {reason.support:.3f}, {segment.verdict.value}"
        assert f"| {segment.status.value} | {starts} | {ends} | {support} |" in PAGE
    assert [o.millinats for o in explained.segments[-1].origins] == [2263, 1318]
    assert "| Reuters | 2263 |" in PAGE
    assert "| a Russian colonel | 1318 |" in PAGE
    assert explained.commitments[0].outcome == "kept"


def test_what_was_known_in_spring(reports, atlas, graded):
    may = date(2024, 5, 1)
    state = fold(reports, [], atlas, graded, Horizon(may, known_by=may))
    assert [s.status.value for s in state.segments if s.line.place == POST] == ["present", "leaving"]


def test_every_sentence_of_the_example_is_on_the_page(reports):
    for statement in reports:
        assert statement.claim.sentence.exact in " ".join(PAGE.split())


def test_every_rule_of_a_segment_is_on_the_page():
    names = {value for name, value in vars(rules).items() if name.isupper() and isinstance(value, str)}
    assert len(names) == 8
    assert all(f"`{name}`" in PAGE for name in names)
