"""Following through the real command line, against a real server on loopback."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from tenure.cli.main import cli

TEXT = (
    "Russian border guards left the Agarak crossing on Tuesday, the border service said. "
    "It carried forty vehicles and their crews, and the road was open again by the evening, the ministry said."
)
PAGE = (
    '<!doctype html><html lang="en"><head><title>Guards leave</title><meta property="og:site_name" content="Observer">'
    '<link rel="canonical" href="{canonical}"><meta property="article:published_time" content="2025-01-01T09:00:00Z">'
    f"</head><body><article><h1>Guards leave</h1><p>{TEXT}</p></article></body></html>"
)


@pytest.fixture
def run(tmp_path):
    """The command line on a project that may ask this machine."""
    env = {"TENURE_FETCH_LOOPBACK": "true", "TENURE_FETCH_PAUSE": "0", "TENURE_CONTACT": "desk@example.org"}
    folder = tmp_path / "record"

    def running(*words, code=0, **more):
        done = CliRunner(env={**env, **more}).invoke(cli, ["-C", str(folder), *words])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == code, (done.exit_code, done.output)
        return done

    CliRunner().invoke(cli, ["init", str(folder)], catch_exceptions=False)
    running.folder, running.env = folder, env
    return running


def html(canonical="/a"):
    return (200, {"Content-Type": "text/html"}, PAGE.replace("{canonical}", canonical).encode())


def test_a_page_is_taken_by_its_address(server, run):
    server.pages["/2025/a"] = html()
    done = run("ingest", server.url("/2025/a"))
    assert "1 new report" in done.stderr
    assert server.asked[-1][1]["User-Agent"].endswith("(+desk@example.org)")
    (claim, *_) = json.loads(run("status", "--json", "--all", "--on", "2025-01-02").stdout)
    assert claim["status"] == "gone"
    assert server.paths() == ["/robots.txt", "/2025/a"]


def test_a_page_cannot_pass_itself_off_as_one_of_another_site(server, run):
    server.pages["/a"] = html("https://www.reuters.com/world/a")
    report = json.loads(run("read", "--json", server.url("/a")).stdout)
    assert report["url"] == server.url("/a")
    server.pages["/b"] = html(server.url("/canonical"))
    assert json.loads(run("read", "--json", server.url("/b")).stdout)["url"] == server.url("/canonical")


def test_without_the_test_setting_this_machine_is_not_asked(server, run):
    server.pages["/a"] = html()
    done = run("ingest", server.url("/a"), code=3, TENURE_FETCH_LOOPBACK="false")
    assert "refused" in done.stderr
    assert "on this machine" in " ".join(done.stderr.split())
    assert server.asked == []
    assert json.loads(run("problems", "--json").stdout)[0]["code"] == "refused"


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("TENURE_FETCH_MEGABYTES", "1", "larger than 1 MB"),
        ("TENURE_FETCH_SECONDS", "1", "longer than 1 seconds"),
        ("TENURE_FETCH_REDIRECTS", "0", "redirects more than 0 times"),
        ("TENURE_FETCH_RATIO", "20", "more than 20 times its size"),
    ],
)
def test_each_limit_has_its_setting(server, run, setting, value, words):

    pages = {
        "TENURE_FETCH_MEGABYTES": (200, {}, b"x" * 1_100_000),
        "TENURE_FETCH_SECONDS": lambda handler: time.sleep(3),
        "TENURE_FETCH_REDIRECTS": (302, {"Location": "/b"}, b""),
        "TENURE_FETCH_RATIO": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"left the post " * 200_000)),
    }
    server.pages["/a"], server.pages["/b"] = pages[setting], html()
    done = run("ingest", server.url("/a"), code=3, **{setting: value})
    assert words in " ".join(done.stderr.split())


def test_following_from_the_first_word_to_the_last(server, run):
    server.pages["/a"] = html()
    url = server.url("/a")
    assert "Following" in run("follow", "add", url).stderr
    assert "already" in run("follow", "add", url).stderr
    assert json.loads(run("follow", "list", "--json").stdout)[0]["polled"] is None
    assert "1 new report" in run("poll").stderr
    assert "1 unchanged" in run("poll").stderr
    (row,) = json.loads(run("follow", "list", "--json").stdout)
    assert (row["url"], row["failures"], row["trouble"]) == (url, 0, None)
    server.pages["/a"] = (500, {}, b"")
    assert "500" in run("poll", code=3).stderr
    run("follow", "remove", url)
    assert json.loads(run("follow", "list", "--json").stdout) == []
    run("follow", "remove", url, code=2)
    assert json.loads(run("status", "--json", "--all", "--on", "2025-01-02").stdout), "what was taken stays"


@pytest.mark.parametrize(
    "url", ["reports/", "ftp://a.example/", "http://user:word@a.example/", "http://a b/", "file:///x"]
)
def test_what_can_never_be_asked_cannot_be_followed(run, url):
    run("follow", "add", url, code=2)


def test_watch_ends_in_peace_when_it_is_stopped(server, run):
    server.pages["/a"] = html()
    run("follow", "add", server.url("/a"))
    process = subprocess.Popen(
        [sys.executable, "-m", "tenure", "-C", str(run.folder), "watch"],
        env={**os.environ, **run.env}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        end = time.monotonic() + 60
        while "/a" not in server.paths():
            assert time.monotonic() < end
            time.sleep(0.05)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 0, said
    assert "Stopped" in said
    assert "Traceback" not in said


def test_a_poll_that_is_killed_goes_on_where_it_stopped(server, run):
    """SIGKILL in the middle of a round, again and again: in the end every report is there once, the record whole."""
    names = [f"/{number}" for number in range(6)]
    for number, name in enumerate(names):
        status, headers, body = html(name)
        text = body.replace(b"forty vehicles", f"{number + 10} vehicles".encode())
        server.pages[name] = lambda handler, answer=(status, headers, text): time.sleep(0.2) or answer
    items = "".join(f"<item><guid>{n}</guid><link>{server.url(n)}</link><title>News</title></item>" for n in names)
    feed = f"<rss version='2.0'><channel><title>Observer</title>{items}</channel></rss>".encode()
    server.pages["/feed"] = (200, {"Content-Type": "application/rss+xml"}, feed)
    run("follow", "add", server.url("/feed"))
    for wanted in (1, 3, 5):
        process = subprocess.Popen(
            [sys.executable, "-m", "tenure", "-C", str(run.folder), "poll"],
            env={**os.environ, **run.env}, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        end = time.monotonic() + 90
        while len({path for path in server.paths() if path in names}) < wanted and process.poll() is None:
            assert time.monotonic() < end
            time.sleep(0.02)
        process.kill()
        process.wait()
    run("poll")
    assert "The record is whole: 6 reports" in run("check").stderr + run("check").stdout
    assert json.loads(run("follow", "list", "--json").stdout)[0]["waiting"] == 0
    asked = [path for path in server.paths() if path in names]
    assert len(asked) <= len(names) + 3, "what was taken is not asked for again"
