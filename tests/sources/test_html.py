import pytest

from tenure.model.ids import blob_id
from tenure.model.problem import ProblemCode
from tenure.model.report import DatePrecision

PARAGRAPHS = (
    "Russia has agreed to withdraw its troops and border guards from the border, the Kremlin said on Thursday.",
    "“In the autumn of 2020 our military was deployed at the request of the Armenian side,” the spokesman said.",
    "“There is no such need any more, and the withdrawal was agreed.” He named no day on which it would begin.",
    "Russian guards will stay on the borders with Turkey and Iran, he added. Russia also keeps a base in Gyumri.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
  {"@type": "WebSite", "name": "Ararat Ledger", "datePublished": "2001-01-01"},
  {"@type": ["NewsArticle"], "headline": "Russia to pull guards", "datePublished": "2024-05-09T17:40:00+04:00",
   "dateModified": "2024-05-10T10:00:00+04:00",
   "author": [{"@type": "Person", "name": "Jane Roe"}, {"name": "John Roe"}],
   "publisher": {"@type": "Organization", "name": "The Ararat Ledger"},
   "mainEntityOfPage": {"@id": "https://ararat-ledger.example/politics/deal"}}]}</script>"""


def page(head="", body=BODY, lang="en"):
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        f"<title>Russia to pull guards | Ararat Ledger</title>{head}</head>"
        "<body><header><nav><a href='/'>Home</a> <a href='/p'>Politics</a></nav></header><main><article>"
        f"<h1>Russia to pull guards</h1>{body}</article></main>"
        "<footer>© 2023 Ararat Ledger. All rights reserved.</footer></body></html>"
    )


def test_the_article_and_what_the_page_says_about_it(read_one):
    data = page(LD)
    report = read_one(data)
    assert report.text == "\n".join(PARAGRAPHS)
    assert (report.title, report.publisher) == ("Russia to pull guards", "The Ararat Ledger")
    assert report.authors == ("Jane Roe", "John Roe")
    assert report.url == "https://ararat-ledger.example/politics/deal"
    assert report.published_at.isoformat() == "2024-05-09T13:40:00+00:00"
    assert (report.published_precision, report.published_from) == (DatePrecision.INSTANT, "metadata")
    assert (report.language, report.raw) == ("en", blob_id(data.encode()))


def test_meta_elements_serve_where_there_is_no_json(read_one):
    report = read_one(
        page(
            '<meta property="og:title" content="Russia to pull guards | Ararat Ledger">'
            '<meta name="author" content="Jane Roe">'
            '<meta property="og:site_name" content="Ararat Ledger"><meta itemprop="datePublished" content="2024-05-09">'
            '<meta property="og:url" content="https://ararat-ledger.example/x">'
        )
    )
    assert (report.title, report.publisher, report.authors) == ("Russia to pull guards", "Ararat Ledger", ("Jane Roe",))
    assert (report.url, report.published_on) == ("https://ararat-ledger.example/x", "2024-05-09")


AROUND = {
    "comments": '<section id="comments"><h2>3 Comments</h2><div class="comment">'
    "<p>They should have left years ago, I think, and everybody in our street thinks so, too.</p></div></section>",
    "share bar": '<div class="share-bar"><a href="#">Facebook</a><a href="#">Twitter</a><span>Share this</span></div>',
    "cookie banner": '<div id="cookie-banner"><p>We use cookies to improve your experience on our site.</p>'
    "<button>Accept all</button></div>",
    "related": '<aside class="related"><h2>Related</h2><ul><li><a href="/a">Troops leave town after flood</a></li>'
    '<li><a href="/b">Ten recipes with walnuts</a></li></ul></aside>',
    "newsletter": '<div class="newsletter"><p>Sign up for our daily newsletter.</p><input type="email"></div>',
    "script": "<script>document.write('<p>Injected by a script, which must never run.</p>')</script>",
    "style": "<style>p::after { content: 'Injected by a style.' }</style>",
    "hidden markup": "<template><p>A template that nobody sees is no part of the report at all.</p></template>",
}


@pytest.mark.parametrize("name", AROUND)
def test_what_stands_around_the_article_is_not_read(read_one, name):
    text = read_one(page(body=BODY + AROUND[name])).text
    assert text == "\n".join(PARAGRAPHS)


def test_an_article_cut_in_pieces_is_one(read_one):
    long = [
        f"The guards of post {n} left on Monday with all their equipment, the ministry said in a long statement. " * 2
        for n in range(9)
    ]
    pieces = [long[0:3], long[3:6], long[6:9]]
    body = "<div class='ad'>Advertisement</div>".join(
        "<div class='body part'>" + "".join(f"<p>{one}</p>" for one in piece) + "</div>" for piece in pieces
    )
    text = read_one(page(body=body)).text
    assert all(f"post {n} left" in text for n in range(9))
    assert "Advertisement" not in text


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ("<p class=byline>By Jane Roe | May 9, 2024</p>", "2024-05-09"),
        ("<div>Published <time datetime='2024-05-09T10:00:00Z'>3 hours ago</time></div>", "2024-05-09"),
        ("<div><time datetime='2024-05-09'>9 May 2024</time></div>", "2024-05-09"),
        ("<div>Updated <time datetime='2024-05-09T10:00:00Z'>3 hours ago</time></div>", None),
        ("<div>3 hours ago</div>", None),
    ],
)
def test_a_date_that_is_only_seen(read_one, seen, expected):
    report = read_one(page(body=f"<div>{seen}</div>{BODY}"))
    assert report.published_on == expected
    assert report.text == "\n".join(PARAGRAPHS)


def test_dates_of_other_things_are_not_taken(read):
    body = (
        "<p>Wednesday, 25 November 2026</p>" + BODY + "<aside><time datetime='2024-01-01'>1 January 2024</time></aside>"
        "<p>Page saved on 24 November 2026</p>"
    )
    head = '<meta property="article:modified_time" content="2024-05-10"><meta name="copyright" content="2019">'
    markup = page(head, body=BODY).replace("<header>", "<p>Wednesday, 25 November 2026</p><header>")
    for one in (markup, page(head, BODY + body.split(BODY)[1])):
        reports, problems = read(one)
        assert reports[0].published_at is None
        assert [problem.code for problem in problems] == [ProblemCode.UNDATED]


def test_the_address_a_page_was_saved_from(read_one):
    report = read_one("<!-- saved from url=(0043)https://ararat-ledger.example/2024/05/09/deal -->\n" + page())
    assert report.url == "https://ararat-ledger.example/2024/05/09/deal"
    assert (report.published_on, report.published_from) == ("2024-05-09", "url")


def test_addresses_that_are_none_are_not_taken(read_one):
    assert read_one(page('<link rel="canonical" href="javascript:alert(1)">')).url is None
    assert read_one(page('<link rel="canonical" href="/only/a/path">')).url is None
    assert read_one(page('<link rel="canonical" href="http://[bad">')).url is None


@pytest.mark.parametrize(
    "markup",
    [
        "<html><head><title>Index</title></head><body></body></html>",
        "<html><body><nav><a href='/'>Home</a></nav><ul><li><a href='/b'>Sport</a></li></ul></body></html>",
        "<html><body><form><input name=user><input type=password><button>Log in</button></form></body></html>",
        "<html><body><script>app.start()</script><noscript>Please enable JavaScript.</noscript></body></html>",
    ],
    ids=["empty", "links", "form", "script"],
)
def test_a_page_without_an_article_is_one_problem(read, markup):
    reports, problems = read(markup)
    assert reports == []
    assert [one.code for one in problems] == [ProblemCode.NO_ARTICLE]


@pytest.mark.parametrize(
    "start",
    ["", "\n\n ", "<?xml version='1.0'?>\n", "<!-- a comment -->\n", "\ufeff"],
    ids=["plain", "blanks", "xml", "comment", "mark"],
)
def test_pages_are_told_by_their_content(read_one, start):
    assert read_one(start + page()).text == "\n".join(PARAGRAPHS)
    piece = f"<article><h1>Russia to pull guards</h1>{BODY}</article>"
    if "xml" not in start:
        assert read_one(start + piece).title == "Russia to pull guards"


def test_text_that_speaks_of_tags_is_no_page(read_one):
    text = "The page had a <p> element and an <article>, said the clerk who had saved it on Monday."
    assert read_one(text).text == text


def test_bad_json_in_a_page_is_passed_over(read_one):
    head = '<script type="application/ld+json">{"@type": "NewsArticle", oops</script>'
    assert read_one(page(head + LD)).publisher == "The Ararat Ledger"
    for odd in (
        "[]",
        "null",
        '"x"',
        "5",
        '{"@type": 5}',
        '{"@type": "Article", "author": 5, "publisher": [], "headline": {}}',
    ):
        assert read_one(page(f'<script type="application/ld+json">{odd}</script>')).text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "odd", ["\x03", "\0", "&#3;", "&#0;", "&#xffff;", "&#xd800;", "&#99999999999;", "\ud800", "\x7f"]
)
def test_one_character_that_is_none_does_not_hide_the_article(read_one, odd):
    text = read_one(page(body=BODY + f"<p>{odd}They left on Monday, the mayor of the town said.</p>")).text
    assert text.startswith("\n".join(PARAGRAPHS))
    assert text.endswith("They left on Monday, the mayor of the town said.")
    assert odd not in text
