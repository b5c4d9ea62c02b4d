"""The pages in a real browser: clocks, map to sentence, keys of the review, hostile text, accessibility."""

import re
import shutil
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here (on Debian: apt install chromium)")

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
PATHS = (
    "/",
    "/place?id=airport:EVN",
    "/report",
    "/changes?since=2023-01-01",
    "/commitments",
    "/conflicts",
    "/sources",
    "/search?q=guards",
    "/review",
    "/sign-in",
    "/upload",
    "/api",
)


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as engine:
        opened = engine.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


class Visit:
    """A page with everything that went wrong on it, and every host it asked."""

    def __init__(self, browser, base, **options):
        self.base = base
        self.context = browser.new_context(base_url=base, **options)
        self.page = self.context.new_page()
        self.faults = []
        self.asked = set()
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        self.page.on("request", lambda request: self.asked.add(request.url))

    def open(self, path):
        if path == "/upload":
            self.page.goto("/sign-in")
            self.page.fill("input[name=secret]", "the-key-of-the-test")
            self.page.click("main form button")
            self.page.wait_for_url("**/review**")
        if path == "/report":
            self.page.goto("/search?q=agarak")
            path = self.page.get_attribute("a.sentence", "href")
        self.page.goto(path)
        if path.startswith(("/?", "/#")) or path == "/":
            self.page.wait_for_selector("#map[data-ready]")
        return self.page

    def close(self):
        self.context.close()
        assert self.faults == []
        assert all(url.startswith((self.base, "data:", "blob:")) for url in self.asked), self.asked


@pytest.fixture
def visit(browser, base):
    visits = []

    def opened(**options):
        visits.append(Visit(browser, base, **options))
        return visits[-1]

    yield opened
    for one in visits:
        one.close()


def rows(page):
    return page.locator("#rows tbody tr").all_inner_texts()


def until(page, holds):
    """Waits until something holds; scripts of a test may not be evaluated on pages with our policy."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never came about")


def settle(page, as_of, known_by=""):
    page.wait_for_selector(f'#map[data-settled="{as_of}|{known_by}"]')


def test_both_clocks_turn_list_and_map_together(visit):
    page = visit().open("/?as_of=2024-06-01")
    before = rows(page)
    page.click(".step[rel=next]")
    settle(page, "2024-07-31")
    assert rows(page) != before
    assert "as_of=2024-07-31" in page.url
    page.fill("input[name=known_by]", "2024-06-01")
    settle(page, "2024-07-31", "2024-06-01")
    assert "known_by=2024-06-01" in page.url
    assert any("leaving" in row for row in rows(page))
    page.locator(".as-of").focus()
    page.keyboard.press("ArrowLeft")
    settle(page, "2024-07-30", "2024-06-01")
    told = rows(page)
    page.goto(page.url)
    page.wait_for_selector("#map[data-ready]")
    assert rows(page) == told


def test_where_the_map_stands_is_in_the_address_and_disputed_lines_have_names(visit):
    page = visit().open("/?at=42.6,20.9,7")
    assert page.locator(".line-name").first.inner_text() == "Kosovo: line disputed"
    page.click(".leaflet-control-zoom-out")
    until(page, lambda: page.url.endswith("%2C6"))
    assert "at=42.6" in page.url
    page.goto("/?at=10,10,2")
    page.wait_for_selector("#map[data-ready]")
    assert page.locator(".line-name").count() == 0


def test_list_says_the_same_with_and_without_script(visit):
    for query in (
        "",
        "as_of=2024-06-01",
        "as_of=2024-08-03&known_by=2024-08-03",
        "holder=russia",
        "all=1",
        "times=all",
    ):
        scripted, plain = visit(), visit(java_script_enabled=False)
        drawn = scripted.open("/?" + query)
        plain.page.goto("/?" + query)
        told = [re.sub(r"\s+", " ", row) for row in rows(drawn)]
        assert told == [re.sub(r"\s+", " ", row) for row in rows(plain.page)]


def test_from_a_mark_to_the_sentence_in_two_clicks(visit):
    page = visit().open("/?as_of=2024-06-01&place=zvartnots")
    page.locator(".pin:not(.cluster)").first.click()
    page.wait_for_url("**/place?**")
    assert page.locator("svg.lanes").count() == 1
    page.locator("a.sentence").first.click()
    page.wait_for_url("**/report?**")
    assert page.locator("li:target mark.trigger").count() >= 1


def test_marks_answer_to_the_keyboard(visit):
    page = visit().open("/?place=zvartnots")
    page.locator(".pin:not(.cluster)").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/place?**")


def test_play_goes_from_change_to_change(visit):
    page = visit().open("/?as_of=2024-01-01")
    page.click("button.play")
    until(page, lambda: page.input_value("[name=as_of]") > "2024-06-01")
    page.click("button.play")


def test_three_reviews_by_key_and_one_undone(visit):
    page = visit().open("/sign-in")
    page.fill("input[name=secret]", "the-key-of-the-test")
    page.click("main form button")
    page.wait_for_url("**/review**")
    for number, key in enumerate("aar", start=1):
        page.keyboard.press(key)
        page.wait_for_selector(f"text={number} of 6 claims reviewed")
    page.keyboard.press("u")
    page.wait_for_selector("text=2 of 6 claims reviewed")
    claim = page.get_attribute("input[name=claim]", "value")
    page.keyboard.press("s")
    until(page, lambda: page.get_attribute("input[name=claim]", "value") != claim)
    page.click("text=Keys")
    page.fill("#keys [name=accept]", "j")
    page.click("#keys button")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.wait_for_selector("text=3 of 6 claims reviewed")


def test_text_of_a_report_never_runs(visit):
    for path in (
        "/report",
        "/sources",
        "/changes?since=2023-01-01",
        "/place?id=site:agarak-crossing",
        "/search?q=agarak",
    ):
        page = visit().open(path)
        assert page.title() != "run"
        assert "<script>" in page.inner_text("body")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing(visit, path, scheme):
    page = visit(color_scheme=scheme, bypass_csp=True).open(path)
    page.add_script_tag(path=AXE)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", tags)
    told = [(one["id"], [node["html"][:160] for node in one["nodes"][:4]]) for one in found["violations"]]
    assert told == []


@pytest.mark.parametrize("path", PATHS)
def test_nothing_sticks_out_at_360_pixels(visit, path):
    page = visit(viewport={"width": 360, "height": 740}).open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_page_printed_in_the_dark_is_black_on_white(visit):
    page = visit(color_scheme="dark").open("/place?id=airport:EVN")
    page.emulate_media(media="print")
    ink = "getComputedStyle(document.body).{}"
    assert page.evaluate(ink.format("color")) == "rgb(0, 0, 0)"
    assert page.evaluate(ink.format("backgroundColor")) == "rgb(255, 255, 255)"
    assert not page.locator("form.clock").is_visible()
    assert page.locator("svg.lanes").is_visible()


def test_an_editor_adds_a_report_from_the_browser(visit, tmp_path):
    page = visit().open("/upload")
    file = tmp_path / "guards.txt"
    file.write_text("Russian border guards left Zvartnots airport on Monday, the ministry said.\n")
    page.set_input_files("input[name=file]", file)
    page.fill("input[name=published]", "2024-06-03")
    page.click("main form button")
    page.wait_for_selector("text=New reports: 1")


def test_pages_work_in_russian(visit):
    page = visit(locale="ru-RU").open("/")
    assert page.inner_text("h1") == "Карта"
