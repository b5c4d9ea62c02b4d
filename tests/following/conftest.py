"""A project whose clock the test moves, following a real server on loopback through the real command line's parts."""

import os
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tenure.fetching.fetch import Limits
from tenure.fetching.visitor import Visitor
from tenure.following.poll import poll
from tenure.ledger.follows import add_follow, follows_of
from tenure.ledger.record import iter_publications
from tenure.ledger.store import open_ledger
from tenure.project import LEDGER_NAME, Kit, Project, create_project
from tenure.settings import Settings, default_data_dir

START = datetime(2026, 11, 25, 12, tzinfo=UTC)
PARAGRAPH = "It carried forty vehicles and their crews, and the road was open again by the evening, the ministry said."


def page(text, published="2026-11-24T09:00:00Z", head=""):
    return (
        200,
        {"Content-Type": "text/html; charset=utf-8"},
        f"""<!doctype html><html lang="en"><head><title>Guards</title>
        <meta property="og:site_name" content="Arax Observer">
        <meta property="article:published_time" content="{published}">{head}</head>
        <body><article><h1>Guards</h1><p>{text}</p><p>{PARAGRAPH}</p></article></body></html>""".encode(),
    )


def feed(*entries, headers=None):
    items = "".join(
        f"<item><title>{title}</title><link>{link}</link><guid>{guid}</guid><description>{words}</description>"
        f"<pubDate>{format_datetime(START - timedelta(days=1))}</pubDate></item>"
        for guid, title, link, words in entries
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Arax News</title>{items}</channel></rss>'
    return (200, {"Content-Type": "application/rss+xml", **(headers or {})}, body.encode())


class Desk:
    """A project, its clock, and how it is used."""

    def __init__(self, folder, kit):
        create_project(folder)
        self.seconds = 0.0
        self.slept = []
        self.project = Project(folder, kit, open_ledger(folder / LEDGER_NAME), self.now)
        self.visitor = self.new_visitor()

    def now(self):
        return START + timedelta(seconds=self.seconds)

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.seconds += seconds

    def new_visitor(self, **more):
        limits = Limits(**{"megabytes": 1, "seconds": 5.0, "loopback": True, **more})
        return Visitor(limits, self.now, pause=1.0, sleep=self.sleep, clock=lambda: self.seconds)

    def follow(self, *urls):
        for url in urls:
            assert add_follow(self.project.ledger, url, None, self.now())

    def poll(self, **more):
        self.seconds += 1
        return poll(self.project, self.visitor, lambda tally: None, **more)

    def later(self, **delta):
        self.seconds += timedelta(**delta).total_seconds()

    def reports(self):
        return [one.report for one in iter_publications(self.project.ledger)]

    def texts(self):
        return sorted(report.text.split("\n")[0] for report in self.reports())

    def only(self):
        (follow,) = follows_of(self.project.ledger)
        return follow


@pytest.fixture(scope="session")
def kit():
    return Kit(Settings(data_dir=default_data_dir(os.environ)))


@pytest.fixture
def desk(tmp_path, kit):
    desk = Desk(tmp_path / "record", kit)
    yield desk
    desk.project.ledger.close()


@pytest.fixture
def make_page():
    return page


@pytest.fixture
def make_feed():
    return feed
