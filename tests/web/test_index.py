"""The search index is a file that follows the ledger, may be deleted at any time, and is never trusted blindly."""

from dataclasses import replace

import apsw
import pytest

from tenure.ledger.append import Run, append_report, begin_run
from tenure.model.claim import identified
from tenure.model.report import Report
from tenure.web.book import Book
from tenure.web.indexing import index_of, index_up
from tenure.web.search import Index, Wanted


def found(index, words):
    return index.found(Wanted(words=words))


@pytest.fixture
def index(project):
    opened = index_of(project)
    index_up(opened, project)
    yield opened
    opened.close()


def enter(project, text, claims):
    report = Report(id=f"r1:{len(text)}", text=text, title="New", publisher="Wire")
    run = begin_run(project.ledger, Run("ingest", "t/1", "g/1", "0"), project.now())
    with project.ledger.batch():
        append_report(project.ledger, report, None, [identified(replace(c, report=report.id)) for c in claims], run)
    return report


def test_only_what_was_entered_since_is_read(project, index, monkeypatch):
    from tenure.web import indexing

    read = []
    plain = indexing.said_in
    monkeypatch.setattr(indexing, "said_in", lambda kit, one: read.append(one.report.id) or plain(kit, one))
    (gyumri,) = found(index, "gyumri")
    book = Book(project)
    claim = book.edition().claim(gyumri)
    report = enter(project, f"{claim.sentence.exact} Again.", [claim])
    index_up(index, project)
    assert read == [report.id]
    assert len(found(index, "gyumri")) == 2
    index_up(index, project)
    assert read == [report.id]
    book.close()


def test_a_report_that_is_read_again_says_only_what_it_says_now(project, index):
    (gyumri,) = found(index, "gyumri")
    book = Book(project)
    claim = book.edition().claim(gyumri)
    run = begin_run(project.ledger, Run("ingest", "t/2", "g/1", "0"), project.now())
    now = identified(replace(claim, negated=True))
    with project.ledger.batch():
        append_report(project.ledger, book.edition().report(claim.report), None, [now], run)
    index_up(index, project)
    assert found(index, "gyumri") == [now.id]
    book.close()


def test_what_something_else_made_is_made_anew(project, index, tmp_path):
    path = tmp_path / "other.index"
    other = Index(path, "one")
    index_up(other, project)
    assert other.total() == index.total() == 6
    other.close()
    again = Index(path, "two")
    assert (again.total(), again.mark) == (0, None)
    index_up(again, project)
    assert found(again, "zvartnots") == found(index, "zvartnots")
    again.close()


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 400], ids=["empty", "rubbish"])
def test_a_damaged_index_is_made_anew(project, index, damage, tmp_path):
    path = tmp_path / "search.index"
    path.write_bytes(damage)
    again = Index(path, "one")
    index_up(again, project)
    assert found(again, "gyumri") == found(index, "gyumri")
    again.close()
    assert apsw.Connection(str(path)).pragma("user_version") == 1


def test_where_no_file_can_be_kept_it_is_in_memory(project, index, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    again = Index(tmp_path / "file" / "search.index", "one")
    index_up(again, project)
    assert found(again, "gyumri") == found(index, "gyumri")
    again.close()


def test_the_queue_has_the_least_certain_first_and_goes_on_from_one(project, index):
    waiting = list(index.iter_waiting(()))
    book = Book(project)
    sure = [book.edition().claim(one).confidence for one in waiting]
    assert sure == sorted(sure)
    assert len(waiting) == 6
    after = (sure[2], waiting[2])
    assert list(index.iter_waiting({waiting[4]}, after)) == [waiting[3], waiting[5]]
    book.close()


def test_nobody_waits_for_an_index_that_another_process_writes(project, index, monkeypatch):
    from tenure.web import search

    monkeypatch.setattr(search, "_BUSY_MS", 10)
    path = project.folder / ".derived" / "search.index"
    here = index_of(project)
    before = here.mark
    enter(project, "Nothing new.", [])
    other = apsw.Connection(str(path))
    other.execute("BEGIN IMMEDIATE")
    index_up(here, project)
    assert here.mark == before
    assert found(here, "gyumri")
    other.execute("ROLLBACK")
    index_up(here, project)
    assert here.mark != before
    here.close()
