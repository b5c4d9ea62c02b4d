"""The same address with another text, and reports that are taken back: what stands, and what stood when."""

import json
import os
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest

from tenure.answers import ask
from tenure.ledger.check import iter_faults
from tenure.ledger.record import iter_publications, publication_of
from tenure.ledger.store import open_ledger
from tenure.ledger.versions import neighbours_of
from tenure.model.ids import report_id
from tenure.model.version import address_of
from tenure.pipeline import ingest
from tenure.project import LEDGER_NAME, Kit, Project, create_project
from tenure.settings import Settings, default_data_dir
from tenure.sources.draft import Hints
from tenure.sources.inputs import Input

URL = "https://arax.example/news/agarak"
LEFT = "Russian border guards left the Agarak crossing on 1 January 2025, the border service said in a statement."
STAY = "Russian border guards are still stationed at the Agarak crossing, the border service said in a statement."
GONE = "This article has been retracted. It said that Russian border guards left the Agarak crossing on 1 January 2025."
DAY = date(2025, 2, 1)


@pytest.fixture(scope="module")
def kit():
    return Kit(Settings(data_dir=default_data_dir(os.environ), min_confidence=0.0))


class Record:
    """A record on a day that the test sets."""

    def __init__(self, folder, kit):
        create_project(folder)
        self.moment = datetime(2025, 1, 20, 12, tzinfo=UTC)
        self.project = Project(folder, kit, open_ledger(folder / LEDGER_NAME), lambda: self.moment)

    def take(self, text, *, on=None, hint=None, **facts):
        """Take a report in, recorded on a day of January 2025."""
        if on is not None:
            self.moment = datetime(2025, 1, on, 12, tzinfo=UTC)
        record = {"url": URL, "published": "2025-01-02", "publisher": "Arax Observer", "text": text, **facts}
        tally = ingest(
            self.project, iter([Input("x.json", json.dumps(record).encode())]), hint or Hints(), lambda _: None
        )
        assert tally.failed == 0, tally.problems
        return report_id(text)

    def sentences(self, **more):
        """The sentences that bear on the state."""
        answer = ask(self.project, DAY, **more)
        claims = (answer.collection.claim(w.claim) for s in answer.state.segments for w in s.weights)
        return {claim.sentence.exact for claim in claims if claim}


@pytest.fixture
def record(tmp_path, kit):
    made = Record(tmp_path / "record", kit)
    yield made
    assert not list(iter_faults(made.project.ledger))
    made.project.ledger.close()


def test_a_new_text_at_the_same_address_takes_the_place_of_the_old(record):
    record.take(LEFT, on=3)
    record.take(STAY, on=10)
    assert record.sentences() == {STAY}


def test_a_version_that_says_when_it_came_out_stands_from_then(record):
    first, second = record.take(LEFT, on=20), record.take(STAY, on=20, updated="2025-01-05T10:00:00Z")
    whole = {one.report.id: one.standing for one in iter_publications(record.project.ledger)}
    assert whole[first].ending.by == second
    assert whole == {key: publication_of(record.project.ledger, key).standing for key in (first, second)}
    assert record.sentences() == {STAY}
    assert record.sentences(known_by=date(2025, 1, 5)) == {STAY}
    assert record.sentences(known_by=date(2025, 1, 4)) == {LEFT}
    assert record.sentences(known_by=date(2025, 1, 1)) == set()


def test_a_version_that_does_not_say_stands_from_when_it_was_seen(record):
    record.take(LEFT, on=3)
    record.take(STAY, on=10)
    assert record.sentences(known_by=date(2025, 1, 9)) == {LEFT}
    assert record.sentences(known_by=date(2025, 1, 10)) == {STAY}


def test_what_the_record_itself_said_before_it_saw_the_new_version(record):
    record.take(LEFT, on=3)
    record.take(STAY, on=10, updated="2025-01-05T10:00:00Z")
    assert record.sentences(recorded_by=datetime(2025, 1, 9, tzinfo=UTC)) == {LEFT}


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_the_order_of_ingesting_does_not_matter(record, order):
    third = STAY.replace("still", "no longer")
    versions = [
        (LEFT, {}), (STAY, {"updated": "2025-01-05T10:00:00Z"}), (third, {"updated": "2025-01-08T10:00:00Z"}),
    ]  # fmt: skip
    for n, at in enumerate(order):
        record.moment += timedelta(hours=n)
        record.take(versions[at][0], **versions[at][1])
    assert record.sentences() == {third}
    assert record.sentences(known_by=date(2025, 1, 6)) == {STAY}
    assert record.sentences(known_by=date(2025, 1, 4)) == {LEFT}


def test_texts_of_one_instant_are_no_versions_of_each_other(record):
    record.take(LEFT)
    record.take(STAY)
    assert record.sentences() == {LEFT, STAY}


def test_another_report_at_an_address_for_many_is_no_version(record):
    other = (
        "Azerbaijan deployed soldiers near Khojavend in November, villagers told journalists by telephone yesterday."
    )
    record.take(LEFT, on=3, url="https://channel.example/arax")
    record.take(other, on=4, url="https://channel.example/arax", published="2025-01-04")
    assert LEFT in record.sentences()


def test_what_a_feed_cuts_out_of_a_report_does_not_take_its_place(record):
    rest = "It carried forty vehicles and their crews across the bridge, and the road was open again by the evening."
    whole = f"{LEFT} {rest} Armenian border guards control the Agarak crossing, the service added."
    record.take(whole, on=3)
    excerpt = record.take(LEFT, on=4, published="2025-01-02T09:00:00Z")
    standing = {one.report.id: one.standing.ending for one in iter_publications(record.project.ledger)}
    assert standing == {report_id(whole): None, excerpt: None}
    again = record.take(f"{whole} It gave no reason.", on=5, published="2025-01-02T10:00:00Z")
    standing = {one.report.id: one.standing.ending for one in iter_publications(record.project.ledger)}
    assert {key: ending and ending.by for key, ending in standing.items()} == {
        report_id(whole): again, excerpt: again, again: None,
    }  # fmt: skip


def test_a_copy_elsewhere_stands_until_it_is_corrected_too(record):
    record.take(LEFT, on=3)
    record.take(LEFT, on=3, url="https://lake.example/1", publisher="Lake Van Post")
    record.take(STAY, on=10)
    assert record.sentences() == {LEFT, STAY}
    record.take(STAY, on=11, url="https://lake.example/1", publisher="Lake Van Post")
    assert record.sentences() == {STAY}


def test_spellings_of_an_address_are_one(record):
    record.take(LEFT, on=3, url="http://www.arax.example/news/agarak/?utm_source=x#top")
    record.take(STAY, on=10)
    assert record.sentences() == {STAY}


def test_a_page_fetched_again_is_no_copy(record):
    record.take(LEFT, on=3)
    record.take(LEFT, on=4, hint=Hints(), title="Guards leave")
    answer = ask(record.project, DAY)
    assert {one.copies for one in answer.collection.statements} == {0}


def test_a_retraction_at_the_same_address_ends_the_weight_of_the_report_and_has_none(record):
    record.take(LEFT, on=3)
    assert record.sentences() == {LEFT}
    record.take(GONE, on=10, title="Guards leave")
    assert record.sentences() == set()
    assert record.sentences(known_by=date(2025, 1, 9)) == {LEFT}


def test_a_retraction_elsewhere_on_the_site_ends_what_it_names(record):
    record.take(LEFT, on=3)
    notice = (
        f"The report published at {URL} has been retracted. It was based on a mistaken statement, the editors said."
    )
    record.take(notice, on=10, url="https://arax.example/notices/7", published="2025-01-10")
    assert record.sentences() == set()
    assert record.sentences(known_by=date(2025, 1, 9)) == {LEFT}


def test_nobody_takes_back_what_others_wrote(record):
    record.take(LEFT, on=3)
    notice = (
        f"The report published at {URL} has been retracted. It was based on a mistaken statement, the editors said."
    )
    record.take(notice, on=10, url="https://rival.example/notices/7", published="2025-01-10")
    assert record.sentences() == {LEFT}


def test_a_report_after_the_retraction_stands_again(record):
    record.take(LEFT, on=3)
    record.take(GONE, on=10, title="Guards leave", updated="2025-01-10")
    record.take(STAY, on=12, updated="2025-01-12")
    assert record.sentences() == {STAY}


def test_a_correction_is_evidence_and_no_retraction(record):
    corrected = "Correction: an earlier version named the wrong day. " + LEFT.replace("1 January", "2 January")
    record.take(LEFT, on=3)
    record.take(corrected, on=10)
    assert any("2 January" in one for one in record.sentences())


def test_whose_standing_a_report_can_change(record):
    first = record.take(LEFT, on=3)
    second = record.take(STAY, on=10)
    other = record.take(LEFT + " He gave no reason.", on=10, url="https://lake.example/1")
    assert neighbours_of(record.project.ledger, second) == (first,)
    assert neighbours_of(record.project.ledger, other) == ()


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://www.a.example/b/?utm_source=x&id=7#c", "a.example/b?id=7"),
        ("http://m.a.example:80/b", "a.example/b"),
        ("https://a.example:8443/b", "a.example:8443/b"),
        ("https://a.example/", None),
        ("https://a.example", None),
        ("ftp://a.example/b", None),
        ("http://[::1/b", None),
        ("http://a.example:x/b", None),
        ("not an address", None),
        (None, None),
    ],
)
def test_one_spelling_for_an_address(url, address):
    assert address_of(url) == address
