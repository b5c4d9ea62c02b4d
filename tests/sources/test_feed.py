"""Feeds given as files: their entries as reports, with the real publisher; nothing in them is fetched."""

import json
import time
from itertools import pairwise

import pytest

from tenure.model.problem import ProblemCode
from tenure.sources.entries import BadFeed, feed_in

LONG = "Russian border guards left the Agarak crossing on Wednesday, the border service said in a statement."
RSS = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Arax Observer</title><link>https://arax.example/</link><language>en</language>
<item><title>Guards leave Agarak</title><link>https://arax.example/a</link><guid>tag:1</guid>
<pubDate>Wed, 01 Jan 2025 10:00:00 +0400</pubDate><dc:creator>Ani Sahakyan</dc:creator>
<description>Short.</description>
<content:encoded><![CDATA[<p>{LONG}</p><p>Armenia’s guards <b>took over</b> the post at noon, it said.</p>
<p>The post Guards leave Agarak appeared first on Arax Observer.</p><script>x</script>
]]></content:encoded></item>
<item><title>Only a headline</title><link>https://arax.example/b</link></item>
</channel></rss>
"""
ATOM = f"""\
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Gathered news</title>
<entry><title>Guards leave Agarak - Lake Van Post</title><id>urn:1</id><link href="https://gather.example/r/1"/>
<published>2025-01-01T10:00:00Z</published>
<updated>2025-01-03T08:00:00Z</updated><author><name>Ani Sahakyan</name></author>
<source><title>Lake Van Post</title></source><summary type="html">&lt;p&gt;{LONG}&lt;/p&gt;</summary></entry></feed>
"""
AGGREGATOR = f"""\
<rss version="2.0"><channel><title>"Agarak" - Gathered News</title>
<item><title>Guards leave Agarak - Caspian Wire</title><link>https://gather.example/r/2</link>
<source url="https://caspian.example">Caspian Wire</source><pubDate>Wed, 01 Jan 2025 10:00:00 GMT</pubDate>
<description>&lt;a href="https://gather.example/r/2"&gt;Guards leave&lt;/a&gt; {LONG}</description></item>
</channel></rss>
"""
RDF = f"""\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://arax.example/"><title>Arax Observer</title></channel>
<item rdf:about="https://arax.example/a"><title>Guards leave</title><link>https://arax.example/a</link>
<dc:date>2025-01-01</dc:date><description>{LONG}</description></item></rdf:RDF>
"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Arax Observer",
        "items": [
            {"id": "1", "url": "https://arax.example/a", "title": "Guards leave", "content_html": f"<p>{LONG}</p>",
             "date_published": "2025-01-01T10:00:00+04:00", "authors": [{"name": "Ani Sahakyan"}]},
            {"id": "2", "content_text": ""},
        ],
    }
)  # fmt: skip


def test_an_entry_with_text_is_a_report(read):
    (report,), problems = read(RSS)
    assert report.text == f"{LONG}\nArmenia’s guards took over the post at noon, it said."
    assert (report.title, report.publisher, report.url) == (
        "Guards leave Agarak",
        "Arax Observer",
        "https://arax.example/a",
    )
    assert (report.authors, report.external_id) == (("Ani Sahakyan",), "tag:1")
    assert (report.published_on, report.published_from) == ("2025-01-01", "metadata")
    assert [(one.code, one.is_failure) for one in problems] == [(ProblemCode.NO_ARTICLE, False)]
    assert "1 of its entries" in problems[0].message


def test_the_bytes_of_an_entry_are_a_feed_with_it_alone(read, settings, now):
    two = RSS.replace("<item><title>Only a headline", f"<item><description>{LONG} Again.</description><title>Another")
    from tenure.sources.draft import Hints
    from tenure.sources.inputs import Input
    from tenure.sources.read import read_input

    both, _ = read_input(Input("feed", two.encode()), Hints(), settings, now=now)
    assert len(both) == 2
    for report, raw in both:
        assert all(line in two.encode().splitlines() or b"<item>" in line for line in raw.splitlines())
        (alone,), problems = read(raw)
        assert (alone.id, alone.title, alone.publisher) == (report.id, report.title, report.publisher)
        assert problems == () or "headline" not in problems[0].message


@pytest.mark.parametrize(
    ("feed", "publisher", "title"),
    [
        (ATOM, "Lake Van Post", "Guards leave Agarak"),
        (AGGREGATOR, "Caspian Wire", "Guards leave Agarak"),
        (RDF, "Arax Observer", "Guards leave"),
        (JSON_FEED, "Arax Observer", "Guards leave"),
    ],
    ids=["atom", "aggregator", "rdf", "json"],
)
def test_every_kind_of_feed_names_its_real_publisher(read, feed, publisher, title):
    (report,), _ = read(feed)
    assert LONG in report.text
    assert (report.publisher, report.title, report.published_on) == (publisher, title, "2025-01-01")


def test_an_update_is_dated_apart_from_the_publication(read_one):
    assert read_one(ATOM).updated_at.isoformat() == "2025-01-03T08:00:00+00:00"


@pytest.mark.parametrize(
    "feed",
    [
        RSS.replace("<item>", "<item>&nbsp;&undefined;"),
        RSS.replace("</channel></rss>", ""),
        RSS.replace('<?xml version="1.0" encoding="UTF-8"?>', '<?xml version="1.0" encoding="utf-16"?>'),
        "\ufeff" + RSS,
        RSS.replace("<title>Arax Observer</title>", "<title>Arax & Observer</title>"),
    ],
    ids=["entities", "cut off", "wrong encoding", "mark", "bare ampersand"],
)
def test_feeds_as_they_are_in_the_wild_are_read(read, feed):
    reports, _ = read(feed)
    assert any(LONG in report.text for report in reports)


def test_external_entities_are_never_read(read, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("The secret is out: the guards left on Monday, he said.")
    for declared in (f'SYSTEM "file://{secret}"', f'PUBLIC "x" "file://{secret}"'):
        feed = RSS.replace("<rss", f"<!DOCTYPE rss [<!ENTITY x {declared}>]><rss", 1).replace("Short.", "&x;")
        feed = feed.replace("<content:encoded><![CDATA[", "<content:encoded>&x;<![CDATA[")
        reports, _ = read(feed)
        assert all("secret" not in report.text for report in reports)


def laughs(levels=9):
    names = "abcdefghij"[: levels + 1]
    declared = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    return RSS.replace("<rss", f'<!DOCTYPE rss [<!ENTITY a "ha ha ">{declared}]><rss', 1).replace(
        "<content:encoded>", f"<content:encoded>&{names[-1]};"
    )


HOSTILE = {
    "laughs": laughs(),
    "laughs in two types": laughs().replace("<rss", "<!DOCTYPE rss []><rss", 1),
    "deep": "<rss><channel>" + "<item>" * 4_900,
    "deep tags": "<rss><channel><item>" + "<a>" * 200_000,
    "many": "<rss><channel>" + "<item><title>x</title></item>" * 4_900 + "</channel></rss>",
    "too many": "<rss><channel>" + "<item/>" * 100_000 + "</channel></rss>",
    "open comments": "<rss>" + "<!--" * 500_000,
    "open cdata": "<rss><channel><item><description>" + "<![CDATA[" * 300_000,
    "ampersands": "<rss><channel><item><description>" + "&" * 300_000,
    "brackets": "<rss>" + "<" * 1_000_000,
    "doctypes": "<rss>" + "<!DOCTYPE x [" * 100_000,
    "tags in text": "<rss><channel><item><description><![CDATA[" + "<div>" * 300_000 + "]]></description></item>",
    "run together": "<rss><channel>"
    + f"<item><description><![CDATA[<item>x</item> {LONG}]]></description></item>" * 2_000
    + "</channel></rss>",
    "big frame": f"<rss><channel><description>{LONG * 10_000}</description>"
    + f"<item><description>{LONG}</description></item>" * 2_000
    + "</channel></rss>",
    "json deep": '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000,
    "json wrong": '{"version": "https://jsonfeed.org/version/1", "items": [1, null, {"url": 3, "authors": [[]]}, []]}',
    "json items": '{"version": "https://jsonfeed.org/version/1", "items": 7}',
    "no feed": '<?xml version="1.0"?><invoice><sum>7</sum></invoice>',
    "empty": "<rss><channel></channel></rss>",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_feeds_end_in_time(read, name):
    begun = time.perf_counter()
    reports, problems = read(HOSTILE[name])
    assert time.perf_counter() - begun < 15
    assert all(len(report.text) < 10_000 for report in reports)
    assert reports or [one for one in problems if one.is_failure]


def test_the_bytes_of_entries_do_not_multiply_the_feed(settings):
    feed = feed_in(HOSTILE["big frame"], settings)
    assert len(feed.entries) == 2_000
    assert sum(len(entry.raw) for entry in feed.entries) < 5_000_000
    with pytest.raises(BadFeed):
        feed_in(HOSTILE["run together"], settings)
    few = feed_in(f"<rss><channel><item><description>{LONG}<item><description>{LONG}</channel></rss>", settings)
    assert all(LONG.encode() in entry.raw for entry in few.entries)


def test_what_is_no_feed_says_so(read):
    _, (problem,) = read(HOSTILE["no feed"])
    assert problem.code is ProblemCode.UNSUPPORTED


LARGE = {
    "entries": (f"<rss><channel>{f'<item><description>{LONG}</description></item>' * 8}</channel></rss>",
                "max_feed_entries", 7, "7 entries"),
    "entries of JSON": (JSON_FEED, "max_feed_entries", 1, "1 entries"),
    "tags": (f"<rss><channel><item><description>{LONG}</description>{'<a/>' * 50}</item></channel></rss>",
             "max_feed_tags", 50, "50 tags"),
    "depth": (f"<rss><channel><item><description>{LONG}</description>{'<a>' * 50}</item></channel></rss>",
              "max_feed_tags", 50, "50 tags"),
    "size": (f"<rss><channel><item><description>{LONG}</description></item>{' ' * 1_500_000}</channel></rss>",
             "max_feed_megabytes", 1, "1 MB"),
}  # fmt: skip


@pytest.mark.parametrize("name", LARGE)
def test_a_feed_above_a_limit_is_refused_and_says_which_setting_to_raise(read, name):
    feed, setting, limit, words = LARGE[name]
    reports, (problem,) = read(feed, **{setting: limit})
    assert reports == []
    assert (problem.code, problem.is_failure) == (ProblemCode.TOO_LARGE, True)
    assert problem.message == f"the feed has more than {words}"
    assert setting in problem.advice
    reports, _ = read(feed, **{setting: 2 * limit + 10})
    assert reports


def test_an_entry_above_the_limit_of_tags_is_left_and_told(read):
    rich = f"<![CDATA[<p>{LONG}</p>{'<br>' * 60}]]>"
    day = "<pubDate>Wed, 01 Jan 2025 10:00:00 GMT</pubDate>"
    two = "".join(f"<item>{day}<description>{body}</description></item>" for body in (LONG, rich))
    feed = f"<rss><channel>{two}</channel></rss>"
    reports, (problem,) = read(feed, max_entry_tags=50)
    assert [report.text for report in reports] == [LONG]
    assert (problem.code, problem.is_failure) == (ProblemCode.TOO_LARGE, False)
    assert (problem.message, "max_entry_tags" in problem.advice) == ("1 of its entries have more than 50 tags", True)
    assert len(read(feed, max_entry_tags=100)[0]) == 2
    _, (problem,) = read(
        f"<rss><channel><item><description>{rich}</description></item></channel></rss>", max_entry_tags=50
    )
    assert (problem.code, problem.is_failure) == (ProblemCode.TOO_LARGE, True)
