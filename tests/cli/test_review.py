"""Verdicts on claims: scripted sessions, single decisions, two reviewers at once."""

import os
import select
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from tenure.deciding.entry import ReviewedMeanwhile, enter
from tenure.ledger.record import iter_reviews
from tenure.model.review import ReviewKind
from tenure.project import open_project


def statuses(record, place, on="2024-06-01"):
    return [(row["holder"]["name"], row["status"]) for row in record.rows("status", place, "--on", on)]


def reviews(record):
    project = open_project(record.folder, {})
    found = list(iter_reviews(project.ledger))
    project.ledger.close()
    return found


def test_the_queue_has_the_least_certain_first_and_what_is_decided_no_more(record):
    sure = [row["confidence"] for row in record.rows("review", "--list")]
    assert sure == sorted(sure) == [0.4, 0.6, 0.7, 0.8, 0.9, 0.95]
    record.run("review", stdin="a\n")
    assert len(record.rows("review", "--list")) == 5


def test_filters_narrow_the_queue(record):
    assert len(record.rows("review", "--list", "--place", "Zvartnots")) == 3
    assert len(record.rows("review", "--list", "--holder", "Armenia")) == 1
    assert len(record.rows("review", "--list", "--below", "0.65")) == 2
    assert len(record.rows("review", "--list", "--place", "Zvartnots", "--below", "0.85")) == 1
    record.run("review", "--list", "--place", "Atlantis", code=2)


def test_a_listing_leaves_as_csv_too(record):
    lines = record.run("review", "--list", "--csv").stdout.splitlines()
    assert len(lines) == 7
    assert "confidence" in lines[0]


def test_a_session_is_a_line_a_decision_with_who_and_why(record):
    done = record.run(
        "review", stdin="a\nr no such unit exists\ns\nc deadline=2024-09-01 the source was misread\nq\n", actor="Ani"
    )
    assert "1 accepted, 1 rejected, 1 corrected" in done.output
    made = reviews(record)
    assert [(one.kind, one.reviewer, one.reason) for one in made] == [
        (ReviewKind.ACCEPT, "Ani", ""),
        (ReviewKind.REJECT, "Ani", "no such unit exists"),
        (ReviewKind.CORRECT, "Ani", "the source was misread"),
    ]
    assert made[2].value == {"deadline": "2024-09-01"}
    assert [row["deadline"] for row in record.rows("commitments", "Zvartnots")] == ["2024-09-01"]
    assert "The record is whole" in record.run("check").output


def test_the_sentence_is_shown(record):
    assert "Russia keeps 3000 troops in Gyumri." in record.run("review", stdin="q\n").output


def test_undo_takes_the_last_decision_of_the_session_back(record):
    done = record.run("review", stdin="r wrong\nu\nq\n")
    assert "Undone: reject" in done.output
    assert [one.kind for one in reviews(record)] == [ReviewKind.REJECT, ReviewKind.UNDO]
    assert len(record.rows("review", "--list")) == 6
    assert ("Russia", "present") in statuses(record, "Gyumri")
    record.run("review", stdin="u\nq\n", code=1)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("r", "Say why"),
        ("c event=hold", "Say why"),
        ("c colour=red it is red", "no field that can be corrected"),
        ("c event=arrive it arrived", "event: 'arrive' is none of station"),
        ("c negated=perhaps who knows", "neither yes nor no"),
        ("c when=soon it was soon", "when: 'soon' is no date"),
        ("c place=Qwzxville it sank", "'Qwzxville' is not in the gazetteer"),
        ("c 'holder=The Wolves' they howl", "'The Wolves' is not in the register"),
        ("c because", "a correction names the fields"),
        ("z", "'z' is no command"),
    ],
)
def test_what_cannot_be_obeyed_is_said_and_asked_again(record, line, says):
    done = record.run("review", stdin=f"{line}\na\nq\n", code=1)
    assert says in " ".join(done.output.split())
    assert [one.kind for one in reviews(record)] == [ReviewKind.ACCEPT]


def test_one_decision_without_a_session(record):
    claim = record.claim("3000 troops")
    record.run("review", claim["id"], "--reject", code=2)
    record.run("review", "--accept", code=2)
    record.run("review", claim["id"], "--accept", "--reject", "--because", "x", code=2)
    record.run("review", "c1:nothing", "--accept", code=2)
    record.run("review", claim["id"][:12], "--reject", "--because", "a hoax", actor="Ani")
    assert "no place called" in record.run("status", "Gyumri", code=2).output


def test_a_correction_changes_what_the_claim_means(record):
    claim = record.claim("3000 troops")
    record.run(
        "review", claim["id"], "--correct", "place=Zvartnots", "--correct", "holder=Armenia",
        "--correct", "when=2024-05-02", "--because", "misread",
    )  # fmt: skip
    assert ("Armenia", "present") in statuses(record, "Zvartnots")


def test_nobody_decides_over_another_unseen(record):
    claim = record.claim("3000 troops")
    record.run("review", claim["id"], "--accept", actor="Ani")
    done = record.run("review", claim["id"], "--reject", "--because", "no", actor="Bo", code=1)
    assert "was reviewed by Ani" in done.output
    assert len(reviews(record)) == 1
    record.run("review", claim["id"], "--reject", "--because", "no", "--anyway", actor="Bo")
    assert [one.reviewer for one in reviews(record)] == ["Ani", "Bo"]


def test_a_session_asks_again_when_somebody_was_faster(record):
    claim = record.claim("3000 troops")
    words = [sys.executable, "-m", "tenure", "-C", str(record.folder), "review"]
    slow = subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "TENURE_ACTOR": "Bo"},
    )  # fmt: skip
    while "3000 troops" not in slow.stdout.readline():
        assert slow.poll() is None
    record.run("review", claim["id"], "--reject", "--because", "a hoax", actor="Ani")
    _, errors = slow.communicate("a\na yes, I know\nq\n", timeout=60)
    assert "Meanwhile Ani has reviewed it: reject (a hoax)" in errors
    assert slow.returncode == 1
    assert [(one.kind.value, one.reviewer) for one in reviews(record)] == [("reject", "Ani"), ("accept", "Bo")]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_on_a_terminal_one_key_decides(record):
    import pty

    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "tenure", "-C", str(record.folder), "review"]
    person = subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True)
    os.close(theirs)
    try:
        for prompt, keys in (
            ("[q]uit", "a"),
            ("[q]uit", "r"),
            ("because", "a hoax\n"),
            ("[q]uit", "u"),
            ("[q]uit", "q"),
        ):
            shown = ""
            while prompt not in shown:
                assert select.select([ours], [], [], 20)[0], shown
                shown += os.read(ours, 4096).decode("utf-8", "replace")
            time.sleep(0.5)  # what is typed before the program listens for keys is thrown away
            os.write(ours, keys.encode())
        deadline = time.monotonic() + 20
        while person.poll() is None and time.monotonic() < deadline:
            if select.select([ours], [], [], 0.2)[0]:
                with suppress(OSError):
                    os.read(ours, 4096)
    finally:
        person.kill()
    assert person.wait(30) == 0
    os.close(ours)
    assert [one.kind.value for one in reviews(record)] == ["accept", "reject", "undo"]


def test_the_check_and_the_entry_are_one_transaction(record):
    claim = record.claim("3000 troops")
    one, two = (open_project(record.folder, {"actor": name}) for name in ("Ani", "Bo"))
    enter(one, ReviewKind.ACCEPT, claim["id"], None, "", ())
    with pytest.raises(ReviewedMeanwhile):
        enter(two, ReviewKind.REJECT, claim["id"], None, "no", ())
    for project in (one, two):
        project.ledger.close()


def test_a_clock_set_back_does_not_reorder_decisions(record):
    claim = record.claim("3000 troops")
    record.run("review", claim["id"], "--reject", "--because", "no")
    late = open_project(record.folder, {}, now=lambda: datetime(2001, 1, 1, tzinfo=UTC))
    enter(late, ReviewKind.ACCEPT, claim["id"], None, "after all")
    late.ledger.close()
    assert ("Russia", "present") in statuses(record, "Gyumri")
