"""How we behave as a guest: robots.txt is asked and kept to, and no host is hurried."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tenure.fetching.failure import Failed
from tenure.fetching.fetch import Fetched
from tenure.fetching.robots import rules_of
from tenure.fetching.visitor import Visitor
from tenure.model.problem import ProblemCode

PAGE = (200, {"Content-Type": "text/html"}, b"<p>The guards left.</p>")


class Day:
    """A clock that moves when somebody sleeps."""

    def __init__(self, start):
        self.start, self.seconds, self.slept = start, 0.0, []

    def now(self):
        return self.start + timedelta(seconds=self.seconds)

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.seconds += seconds


@pytest.fixture
def day(now):
    return Day(now)


@pytest.fixture
def visitor(limits, day):
    return Visitor(limits, day.now, pause=2.0, sleep=day.sleep, clock=lambda: day.seconds)


def robots(text):
    return (200, {"Content-Type": "text/plain"}, text.encode())


def test_robots_txt_is_asked_first_and_once(server, visitor):
    server.pages["/a"] = server.pages["/b"] = PAGE
    assert isinstance(visitor.get(server.url("/a")), Fetched)
    assert isinstance(visitor.get(server.url("/b")), Fetched)
    assert server.paths() == ["/robots.txt", "/a", "/b"]


def test_what_robots_txt_forbids_is_not_asked(server, visitor):
    server.pages["/robots.txt"] = robots("User-agent: *\nDisallow: /private/\n")
    server.pages["/private/a"] = server.pages["/b"] = PAGE
    found = visitor.get(server.url("/private/a"))
    assert isinstance(found, Failed)
    assert (found.problem.code, found.temporary) == (ProblemCode.REFUSED, False)
    assert "robots.txt" in found.problem.message
    assert isinstance(visitor.get(server.url("/b")), Fetched)
    assert server.paths() == ["/robots.txt", "/b"]


def test_nor_is_what_a_redirect_leads_to(server, visitor):
    server.pages["/robots.txt"] = robots("User-agent: tenure\nDisallow: /private/\n")
    server.pages["/a"] = (302, {"Location": "/private/a"}, b"")
    assert "robots.txt" in visitor.get(server.url("/a")).problem.message
    assert server.paths() == ["/robots.txt", "/a"]


def test_a_host_that_cannot_say_is_left_alone_for_a_while(server, visitor, day):
    server.pages["/robots.txt"] = (503, {"Retry-After": "60"}, b"")
    server.pages["/a"] = PAGE
    found = visitor.get(server.url("/a"))
    assert (found.temporary, found.retry_after) == (True, 60.0)
    assert visitor.get(server.url("/a")).temporary
    assert server.paths() == ["/robots.txt"]
    server.pages["/robots.txt"] = robots("")
    day.seconds += 3600
    assert isinstance(visitor.get(server.url("/a")), Fetched)


def test_an_address_that_is_refused_says_so_and_not_that_robots_txt_is_missing(server, limits, day):
    visitor = Visitor(replace(limits, loopback=False), day.now)
    assert "on this machine" in visitor.get(server.url("/a")).problem.message
    assert server.asked == []


def test_a_host_is_not_hurried(server, visitor, day):
    for path in "abc":
        server.pages[f"/{path}"] = PAGE
        visitor.get(server.url(f"/{path}"))
    assert day.slept == [2.0, 2.0, 2.0]
    visitor.get(server.url("/a", host="localhost"))
    assert day.slept == [2.0, 2.0, 2.0, 2.0], "another host waits only after its own robots.txt"


def test_a_host_may_ask_for_longer_pauses(server, visitor, day):
    server.pages["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 10\n")
    server.pages["/a"] = server.pages["/b"] = PAGE
    visitor.get(server.url("/a"))
    visitor.get(server.url("/b"))
    assert day.slept == [2.0, 10.0]


RULES = """\
# for everybody
User-agent: *
Disallow: /            # nothing

User-agent: OtherBot/2.0
User-agent: Tenure/1.0
Allow: /
Disallow: /admin
Allow: /admin/public
Disallow: /*.pdf$
Disallow: /search?q=*&all
Disallow: /caf%C3%A9
Disallow:
Crawl-delay: 1.5
Sitemap: https://example.org/sitemap.xml
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True), ("/news", True), ("/admin", False), ("/administration", False), ("/admin/public/a", True),
        ("/a.pdf", False), ("/a.pdf?x", True), ("/search?q=b&all", False), ("/search?q=b", True), ("/café", False),
        ("/caf%c3%a9/x", False), ("/robots.txt", True),
    ],
)  # fmt: skip
def test_the_longest_rule_of_our_own_name_decides(path, allowed):
    assert rules_of(RULES).allows(path) is allowed


def test_rules_for_others_are_not_ours():
    assert rules_of("User-agent: other\nDisallow: /\n").allows("/a")
    assert not rules_of("\ufeffUser-Agent : *\r\ndisallow : /a\r\n".removeprefix("\ufeff")).allows("/a")
    assert rules_of(RULES).delay == 1.5
    assert rules_of("User-agent: *\nCrawl-delay: 99999").delay == 60.0


@pytest.mark.parametrize(
    "text",
    ["User-agent: *\n" + "Disallow: /" + "*a" * 200_000, "Disallow: /\n" * 40_000, "User-agent: *\n" * 30_000,
     "User-agent: *\n" + "Disallow: /*a*b*c$\n" * 20_000, ":" * 500_000, "\0" * 500_000],
)  # fmt: skip
def test_hostile_rules_are_read_in_time(text):
    assert rules_of(text).allows("/" + "a" * 1900) in (True, False)
