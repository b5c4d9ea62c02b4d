"""Screenshots of every page of a project, for the documentation; run by `make screenshots`.

python web/screenshots.py PROJECT OUT_FOLDER
"""

import shutil
import sys
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, sync_playwright

from tenure.project import open_project
from tenure.web.app import create_app

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update"]  # fmt: skip
PLACE = "site:agarak-crossing"
PAGES = {
    "map": "/?as_of=2024-06-01",
    "place": f"/place?id={PLACE}",
    "changes": "/changes?since=2024-05-01&until=2025-02-01",
    "commitments": "/commitments",
    "conflicts": "/conflicts",
    "sources": "/sources",
    "search": "/search?q=guards&place=agarak",
    "review": "/review",
    "api": "/api",
}


def main() -> None:
    """Open the project on a free port and take the pictures."""
    project, out = open_project(Path(sys.argv[1]), {}), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    server = uvicorn.Server(uvicorn.Config(create_app(project), host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    base = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(base_url=base, viewport={"width": 1280, "height": 900})
        for name, path in PAGES.items():
            _open(page, path)
            page.screenshot(path=out / f"{name}.png")
        _open(page, PAGES["place"])
        page.locator("a.sentence").first.click()
        page.screenshot(path=out / "report.png")
        narrow = browser.new_page(base_url=base, viewport={"width": 360, "height": 740}, color_scheme="dark")
        _open(narrow, "/?lang=ru")
        narrow.locator("#map").scroll_into_view_if_needed()
        narrow.screenshot(path=out / "map-narrow-dark.png")
        browser.close()
    server.should_exit = True
    thread.join(10)


def _open(page: Page, path: str) -> None:
    page.goto(path)
    if path.startswith("/?"):
        page.wait_for_selector("#map[data-ready]")
        page.wait_for_timeout(500)


if __name__ == "__main__":
    main()
