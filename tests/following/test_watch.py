"""Staying: rounds at their times, on the test's own clock."""

from tenure.following.watch import watch


def watched(desk, rounds):
    done = []
    watch(desk.project, desk.visitor, lambda tally: None, done.append, rounds=rounds, sleep=desk.sleep)
    return done


def test_each_address_is_asked_at_its_times(server, desk, make_page):
    server.pages["/a"] = make_page("Russian border guards left the Agarak crossing on Tuesday, the service said.")
    desk.follow(server.url("/a"))
    first, second, third = watched(desk, 3)
    assert (first.taken.reports, second.unchanged, third.unchanged) == (1, 1, 1)
    times = [at for path, _, at in server.asked if path == "/a"]
    assert len(times) == 3
    assert 3600 <= desk.seconds < 3700, "poll_minutes is 30: two pauses"
    assert max(desk.slept) <= 60, "what another process adds is seen within a minute"


def test_a_host_that_asks_for_a_pause_gets_it(server, desk, make_page):
    good = make_page("Russian border guards left the Agarak crossing on Tuesday, the service said.")
    answers = [(429, {"Retry-After": "10000"}, b""), good]
    server.pages["/a"] = lambda handler: answers.pop(0)
    desk.follow(server.url("/a"))
    first, second = watched(desk, 2)
    assert (first.failed, second.taken.reports) == (1, 1)
    assert desk.seconds >= 10000
