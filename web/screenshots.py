"""Screenshots of every page of a project, for the documentation; run by `make screenshots`.

python web/screenshots.py PROJECT OUT_FOLDER
"""

import io
import shutil
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tenure.project import open_project
from tenure.web.app import Options, create_app

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update"]  # fmt: skip
TODAY = datetime(2026, 3, 15, 12, tzinfo=UTC)
"""The day of the transcripts in the documentation, so that the pictures say the same."""
KEY = "a-key-for-the-pictures"
COLOURS = 128
WIDE, TALL, NARROW = {"width": 1200, "height": 860}, {"width": 1200, "height": 1040}, {"width": 360, "height": 740}
PAGES = {
    "map": "/?as_of=2024-06-01",
    "place": "/place?id=site:agarak-crossing",
    "changes": "/changes?since=2024-05-01&until=2025-02-01",
    "commitments": "/commitments",
    "conflicts": "/conflicts",
    "sources": "/sources",
    "search": "/search?q=guards&place=agarak",
    "api": "/api",
    "sign-in": "/sign-in",
}


def main() -> None:
    """Open the project on a free port and take the pictures."""
    project, out = open_project(Path(sys.argv[1]), {}, now=lambda: TODAY), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    app = create_app(project, Options(key=KEY))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    base = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        _take(browser, base, out)
        browser.close()
    server.should_exit = True
    thread.join(10)


def _take(browser: Browser, base: str, out: Path) -> None:
    page = browser.new_page(base_url=base, viewport=WIDE)
    for name, path in PAGES.items():
        _open(page, path)
        _keep(page, out / f"{name}.png")
    page.set_viewport_size(TALL)
    _open(page, PAGES["map"])
    _keep(page, out / "map.png")
    page.set_viewport_size(WIDE)
    _open(page, PAGES["place"])
    page.locator("a.sentence").first.click()
    page.locator("h1").scroll_into_view_if_needed()
    _keep(page, out / "report.png")
    page.goto("/sign-in")
    page.fill("input[name=secret]", KEY)
    page.click("main form button")
    page.wait_for_url("**/review**")
    page.locator("#fields summary").click()
    _keep(page, out / "review.png")
    _open(page, "/upload")
    _keep(page, out / "upload.png")
    dark = browser.new_page(base_url=base, viewport=WIDE, color_scheme="dark")
    _open(dark, "/place?id=airport:EVN")
    _keep(dark, out / "place-dark.png")
    narrow = browser.new_page(base_url=base, viewport=NARROW, color_scheme="dark")
    _open(narrow, "/?lang=ru&as_of=2024-06-01")
    narrow.locator("#map").scroll_into_view_if_needed()
    _keep(narrow, out / "map-narrow-dark.png")


def _open(page: Page, path: str) -> None:
    page.goto(path)
    if path.startswith("/?"):
        page.wait_for_selector("#map[data-ready]")
        page.wait_for_timeout(500)


def _keep(page: Page, path: Path) -> None:
    """A picture in few colours: a third of the size, and the same to the eye."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
