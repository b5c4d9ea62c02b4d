"""Rounds of following against a real server on loopback."""

import time
import zlib
from contextlib import suppress

import pytest

from tenure.following.poll import poll
from tenure.ledger.check import iter_faults
from tenure.ledger.record import counts_of, iter_problems
from tenure.model.problem import ProblemCode

FIRST = "Russian border guards left the Agarak crossing on Tuesday, the border service said."
SECOND = "Russian border guards arrived in Gyumri on Monday, the border service said in a statement."


@pytest.fixture
def site(server, make_feed, make_page):
    """A feed with two entries, and their pages."""

    def entry(name):
        return (name, f"Headline {name}", server.url(f"/{name}"), "Too short.")

    server.entry = entry
    server.pages["/feed"] = make_feed(entry("a"), entry("b"), headers={"ETag": '"1"'})
    server.pages["/a"], server.pages["/b"] = make_page(FIRST), make_page(SECOND)
    return server


def test_the_pages_of_new_entries_become_reports(site, desk):
    desk.follow(site.url("/feed"))
    tally = desk.poll()
    assert (tally.asked, tally.entries, tally.taken.reports, tally.taken.failed) == (1, 2, 2, 0)
    assert desk.texts() == sorted([FIRST, SECOND])
    report = next(one for one in desk.reports() if one.text.startswith(FIRST))
    assert (report.url, report.publisher, report.published_on) == (site.url("/a"), "Arax Observer", "2026-11-24")
    assert tally.taken.claims > 0
    assert site.paths() == ["/robots.txt", "/feed", "/a", "/b"]
    assert not list(iter_faults(desk.project.ledger))


def test_what_has_not_changed_is_not_sent_again(site, desk, make_feed):
    feed = make_feed(site.entry("a"), headers={"ETag": '"1"', "Last-Modified": "Tue, 24 Nov 2026 09:00:00 GMT"})
    site.pages["/feed"] = lambda handler: (
        (304, {"Content-Length": "0"}, b"") if handler.headers["If-None-Match"] == '"1"' else feed
    )
    desk.follow(site.url("/feed"))
    assert desk.poll().entries == 1
    tally = desk.poll()
    assert (tally.asked, tally.unchanged, tally.entries, tally.taken.inputs) == (1, 1, 0, 0)
    assert site.asked[-1][1]["If-Modified-Since"] == "Tue, 24 Nov 2026 09:00:00 GMT"
    assert site.paths() == ["/robots.txt", "/feed", "/a", "/feed"]


def test_only_what_is_new_is_fetched(site, desk, make_feed):
    site.pages["/feed"] = make_feed(site.entry("a"))
    desk.follow(site.url("/feed"))
    desk.poll()
    site.pages["/feed"] = make_feed(site.entry("b"), site.entry("a"))
    assert desk.poll().entries == 1
    assert site.paths()[-2:] == ["/feed", "/b"]
    assert desk.poll().unchanged == 1, "the same bytes without any tag are known, too"


def test_an_entry_that_changes_is_fetched_again(site, desk, make_feed, make_page):
    desk.follow(site.url("/feed"))
    desk.poll()
    corrected = "Russian border guards have not left the Agarak crossing, the border service said."
    site.pages["/feed"] = make_feed(("a", "Correction", site.url("/a"), "Too short."), site.entry("b"))
    site.pages["/a"] = make_page(corrected)
    assert desk.poll().taken.reports == 1
    assert desk.texts() == sorted([FIRST, SECOND, corrected])


def test_an_entry_with_the_whole_text_needs_no_page(site, desk, make_feed):
    words = " ".join([FIRST] * 20)
    site.pages["/feed"] = make_feed(("a", "Headline", site.url("/a"), words))
    desk.follow(site.url("/feed"))
    assert desk.poll().taken.reports == 1
    assert site.paths() == ["/robots.txt", "/feed"]
    assert desk.reports()[0].url == site.url("/a")


@pytest.mark.parametrize(
    "answer", [(404, {}, b""), (200, {"Content-Type": "text/html"}, b"<html><body></body></html>")]
)
def test_where_the_page_has_no_report_the_feed_speaks(site, desk, make_feed, answer):
    site.pages["/feed"] = make_feed(("a", "Headline", site.url("/a"), FIRST))
    site.pages["/a"] = answer
    desk.follow(site.url("/feed"))
    tally = desk.poll()
    assert (tally.taken.reports, tally.taken.failed) == (1, 1)
    assert (desk.texts(), desk.reports()[0].publisher) == ([FIRST], "Arax News")
    assert desk.poll().taken.inputs == 0


def test_a_page_can_be_followed_itself(site, desk, make_page):
    desk.follow(site.url("/a"))
    assert desk.poll().taken.reports == 1
    assert desk.poll().unchanged == 1
    site.pages["/a"] = make_page(FIRST + " They went home.")
    assert desk.poll().taken.reports == 1


def test_a_host_that_is_asked_too_often_is_left_alone(site, desk):
    site.pages["/feed"] = (429, {"Retry-After": "7200"}, b"")
    desk.follow(site.url("/feed"))
    tally = desk.poll()
    assert (tally.failed, tally.taken.problems[0].code) == (1, ProblemCode.FETCH)
    assert "429" in desk.only().trouble
    desk.later(minutes=110)
    assert (desk.poll().rested, site.paths()) == (1, ["/robots.txt", "/feed"])
    desk.later(minutes=15)
    assert desk.poll().failed == 1


def test_a_pause_counts_for_everything_at_the_host(site, desk):
    site.pages["/x"] = (503, {"Retry-After": "7200"}, b"")
    desk.follow(site.url("/x"), site.url("/feed"))
    tally = desk.poll()
    assert (tally.asked, tally.rested, site.paths()) == (1, 1, ["/robots.txt", "/x"])
    desk.later(minutes=121)
    del site.pages["/x"]
    assert desk.poll().taken.reports == 2


def test_failures_are_asked_less_and_less_often(site, desk):
    site.pages["/feed"] = (500, {}, b"")
    desk.follow(site.url("/feed"))
    waits = []
    for _ in range(9):
        assert desk.poll().failed == 1
        waits.append((desk.only().due_at - desk.now()).total_seconds() / 60)
        desk.seconds += waits[-1] * 60
    assert waits == [15, 30, 60, 120, 240, 480, 960, 1440, 1440]


def test_a_feed_that_comes_back_is_as_good_as_new(site, desk, make_feed):
    feed, site.pages["/feed"] = site.pages["/feed"], (503, {}, b"")
    desk.follow(site.url("/feed"))
    desk.poll()
    site.pages["/feed"] = feed
    desk.later(minutes=15)
    assert desk.poll().taken.reports == 2
    assert (desk.only().failures, desk.only().trouble) == (0, None)


def test_a_page_whose_host_asks_for_a_pause_waits_and_so_do_its_neighbours(site, desk):
    good, site.pages["/a"] = site.pages["/a"], (429, {"Retry-After": "3600"}, b"")
    desk.follow(site.url("/feed"))
    tally = desk.poll()
    assert (tally.taken.reports, site.paths()) == (0, ["/robots.txt", "/feed", "/a"])
    assert desk.only().waiting == 2
    site.pages["/a"] = good
    desk.later(minutes=61)
    assert desk.poll().taken.reports == 2
    assert desk.only().waiting == 0


def test_a_page_that_never_comes_is_given_up_for_what_the_feed_says(site, desk, make_feed):
    site.pages["/feed"] = make_feed(("a", "Headline", site.url("/a"), FIRST))
    site.pages["/a"] = (500, {}, b"")
    desk.follow(site.url("/feed"))
    for _ in range(5):
        desk.poll()
        desk.later(days=1)
    assert site.paths().count("/a") == 5
    assert desk.texts() == [FIRST]
    assert [one.code for one in iter_problems(desk.project.ledger)] == [ProblemCode.FETCH]


def test_a_feed_that_leads_to_a_private_address_is_refused(site, desk):
    site.pages["/feed"] = (302, {"Location": "http://169.254.169.254/latest/meta-data/"}, b"")
    desk.follow(site.url("/feed"))
    tally = desk.poll()
    (problem,) = tally.taken.problems
    assert (tally.failed, problem.code, problem.where) == (1, ProblemCode.REFUSED, site.url("/feed"))
    assert "169.254.169.254" in problem.message


def test_an_entry_that_leads_to_a_private_address_is_refused(site, desk, make_feed):
    site.pages["/feed"] = make_feed(
        ("a", "Headline", "http://10.0.0.1/admin", "Short."),
        ("b", "Headline", "file:///etc/passwd", "Short."),
        site.entry("b"),
    )
    desk.follow(site.url("/feed"))
    tally = desk.poll()
    assert desk.texts() == [SECOND]
    assert {one.code for one in tally.taken.problems} == {ProblemCode.REFUSED, ProblemCode.NO_ARTICLE}


def test_a_gzip_bomb_is_refused_and_the_others_are_taken(site, desk):
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    bomb = b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(200)), packer.flush()])
    site.pages["/a"] = (200, {"Content-Encoding": "gzip"}, bomb)
    desk.visitor = desk.new_visitor(megabytes=100)
    desk.follow(site.url("/feed"))
    tally = desk.poll()
    assert desk.texts() == [SECOND]
    assert (ProblemCode.REFUSED, site.url("/a")) in {(one.code, one.where) for one in tally.taken.problems}


def test_what_robots_txt_forbids_is_left(site, desk):
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /a\n")
    desk.follow(site.url("/feed"))
    tally = desk.poll()
    assert desk.texts() == [SECOND]
    assert "/a" not in site.paths()
    assert any("robots.txt" in one.message for one in tally.taken.problems)


def test_a_slow_host_does_not_hold_up_the_round(raw, site, desk):
    with raw(lambda connection: time.sleep(10)) as slow:
        desk.visitor = desk.new_visitor(seconds=0.5)
        desk.follow(slow, site.url("/feed"))
        begun = time.monotonic()
        tally = desk.poll()
    assert time.monotonic() - begun < 8
    assert (tally.failed, tally.taken.reports) == (1, 2)


def test_a_feed_that_has_moved_for_good_is_asked_there(site, desk):
    site.pages["/old"] = (301, {"Location": "/feed"}, b"")
    desk.follow(site.url("/old"))
    desk.poll()
    assert (desk.only().url, desk.only().asked) == (site.url("/old"), site.url("/feed"))
    desk.poll()
    assert site.paths().count("/old") == 1


def test_hosts_are_not_hurried(site, desk):
    desk.follow(site.url("/feed"))
    desk.poll()
    assert desk.slept == [1.0, 1.0, 1.0]


class Killed(BaseException):
    pass


@pytest.mark.parametrize("moment", range(1, 8))
def test_a_round_that_is_cut_short_goes_on_where_it_stopped(site, desk, moment):
    """Killed at any request or at any step between, then polled again: nothing is lost, nothing is there twice."""
    desk.follow(site.url("/feed"))
    steps = 0

    def die_at(*_):
        nonlocal steps
        steps += 1
        if steps == moment:
            raise Killed

    desk.visitor._sleep = die_at
    with suppress(Killed):
        poll(desk.project, desk.visitor, die_at)
    desk.visitor = desk.new_visitor()
    desk.poll()
    assert desk.texts() == sorted([FIRST, SECOND])
    assert desk.only().waiting == 0
    assert not list(iter_faults(desk.project.ledger))


def test_hostile_feeds_end_in_one_problem(site, desk):
    for body in (b"<rss><channel>" + b"<item/>" * 100_000, b"<rss>" + b"<a>" * 200_000, b"\0" * 1000, b""):
        site.pages["/feed"] = (200, {}, body)
        desk.follow(site.url("/feed?" + str(len(body))))
        site.pages["/feed?" + str(len(body))] = (200, {}, body)
    tally = desk.poll()
    assert tally.asked == 4
    assert (tally.taken.failed, desk.reports()) == (4, [])


def test_a_page_that_differs_only_in_its_bytes_is_kept_once(site, desk, make_page):
    site.pages["/a"] = make_page(FIRST)
    desk.follow(site.url("/a"))
    desk.poll()
    before = counts_of(desk.project.ledger)
    blobs = list(desk.project.ledger.rows("blobs"))
    site.pages["/a"] = make_page(FIRST, head="<!-- made at 12:00:01 -->")
    tally = desk.poll()
    assert (tally.taken.known, tally.taken.reports) == (1, 0)
    assert counts_of(desk.project.ledger) == before
    assert list(desk.project.ledger.rows("blobs")) == blobs
    assert not list(iter_faults(desk.project.ledger))


def test_the_character_set_of_the_answer_counts_where_the_page_names_none(site, desk, make_page):
    status, _, body = make_page("The “post” at Agarak is empty, said Mr Çelik of the border service on Tuesday.")
    site.pages["/a"] = (status, {"Content-Type": "text/html; charset=windows-1254"}, body.decode().encode("cp1254"))
    desk.follow(site.url("/a"))
    desk.poll()
    assert "“post” at Agarak is empty, said Mr Çelik" in desk.texts()[0]


def test_a_page_without_a_report_that_names_a_feed_says_so(site, desk):
    head = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    site.pages["/"] = (200, {"Content-Type": "text/html"}, f"<html><head>{head}</head><body></body></html>".encode())
    desk.follow(site.url("/"))
    desk.poll()
    assert desk.only().trouble == f"no report is on the page, but it names a feed: {site.url('/feed')}"
