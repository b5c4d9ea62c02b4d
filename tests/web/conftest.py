"""A record written by hand, with what hostile and foreign reports contain, opened as a site."""

import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from importlib.util import find_spec

import pytest

from tenure.ledger.append import Run, append_report, begin_run
from tenure.model.claim import Claim, Event, Locus, Modality, Party, Quote, Reader, Speaker, TimeRef, identified
from tenure.model.ids import ClaimId, HolderId, PlaceId, ReportId, blob_id, id_of
from tenure.model.report import Report
from tenure.project import create_project, open_project

collect_ignore_glob = [] if find_spec("fastapi") else ["test_*.py"]

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
SCRIPT = "<script>document.title='run'</script>"
RTL = "قاعدة الشمال"

REPORTS = (
    ("Wire", "2024-05-10", "Guards to leave", "Russia said it would withdraw its guards from Zvartnots by August 1."),
    ("Wire", "2024-08-02", "Guards gone", "Russian border guards left Zvartnots on July 31, the ministry said."),
    ("Post", "2024-08-05", "Guards still there", "Russian border guards are still at Zvartnots, a lawmaker said."),
    ("Post", "2025-01-02", f"At the border {SCRIPT}", f"Armenian guards took control of Agarak {SCRIPT} on January 1."),
    ("Post", "2025-02-02", f"{RTL} \u202eabc", f"Troops of Armenia are at {RTL}, =cmd()|x said the Post."),
    ("Ledger", "2023-02-01", "A base", "Russia keeps troops in Gyumri."),
)


def quote(text, words):
    start = text.index(words)
    return Quote(start, start + len(words), words)


def made_report(publisher, published, title, text):
    data = text.encode()
    at = datetime.fromisoformat(published).replace(tzinfo=UTC)
    return Report(
        id=ReportId(id_of("r1", text)), text=text, language="en", title=title, publisher=publisher,
        published_at=at, raw=blob_id(data), origin=f"reports/{published}.txt",
    ), data  # fmt: skip


def made_claim(report, event, trigger, holder, holder_id, place, place_id, **more):
    text = report.text
    name = "Russia" if ":ru" in holder_id else "Armenia"
    claim = Claim(
        id=ClaimId(""), report=report.id, event=event, modality=more.pop("modality", Modality.ACTUAL),
        negated=False, holder=Party(quote(text, holder), name, name, HolderId(holder_id), None, ("by name",)),
        place=Locus(quote(text, place), place, PlaceId(place_id) if place_id else None, ("name",)),
        sentence=Quote(0, len(text), text), trigger=quote(text, trigger),
        reader=Reader("test", "1", "rule/1"), confidence=more.pop("confidence", 0.9), scores=(("trigger", 0.9),),
    )  # fmt: skip
    return identified(replace(claim, **more))


def claims_of(reports):
    ru, am, airport = "force:ru-border-service", "state:am", ("Zvartnots", "airport:EVN")
    leave, gone, there, agarak, foreign, base = reports
    said = Speaker("the ministry", quote(gone.text, "the ministry"), "Armenia")
    due = TimeRef("2024-08-01", quote(leave.text, "by August 1"), "the year of publication")
    left = TimeRef("2024-07-31", quote(gone.text, "July 31"), "")
    took = TimeRef("2025-01-01", quote(agarak.text, "January 1"), "")
    withdraw, station, take = Event.WITHDRAW, Event.STATION, Event.TAKE_OVER
    guards = "Russian border guards"
    made = (
        made_claim(leave, withdraw, "withdraw", "guards", ru, *airport, modality=Modality.PLANNED, deadline=due),
        made_claim(gone, withdraw, "left", guards, ru, *airport, when=left, speaker=said),
        made_claim(there, station, "are still at", guards, ru, *airport, confidence=0.5),
        made_claim(agarak, take, "took control", "Armenian guards", am, "Agarak", "site:agarak-crossing", when=took),
        made_claim(foreign, station, "are at", "Troops of Armenia", am, RTL, None, confidence=0.4),
        made_claim(base, station, "keeps", "Russia", "state:ru", "Gyumri", "geonames:616635", confidence=0.95),
    )
    return {claim.report: [claim] for claim in made}


@pytest.fixture(scope="session")
def index_folder(tmp_path_factory):
    # Workers of one run share the folder: whoever comes first builds, and two at once are safe.
    base = tmp_path_factory.getbasetemp()
    return (base.parent if base.name.startswith("popen-") else base) / "gazetteer"


@pytest.fixture
def project(tmp_path, index_folder):
    folder = tmp_path / "record"
    create_project(folder)
    opened = open_project(
        folder, {}, now=lambda: NOW, environment={"TENURE_DATA_DIR": str(index_folder), "TENURE_ACTOR": "ann"}
    )
    made = [made_report(*row) for row in REPORTS]
    claims = claims_of([report for report, _ in made])
    run = begin_run(opened.ledger, Run("ingest", "test/1", "gazetteer/1", "0"), NOW)
    with opened.ledger.batch():
        for report, data in made:
            append_report(opened.ledger, report, data, claims[report.id], run)
        copy = replace(made[5][0], publisher="Echo", published_at=datetime(2023, 2, 3, tzinfo=UTC))
        append_report(opened.ledger, copy, made[5][1], None, run)
    yield opened
    opened.ledger.close()


@pytest.fixture
def app(project):
    from tenure.web.app import Options, create_app

    return create_app(project, Options(key="the-key-of-the-test"))


@pytest.fixture
def client(app):
    from fastapi.testclient import TestClient

    with TestClient(app, base_url="http://127.0.0.1") as opened:
        yield opened


@pytest.fixture
def base(app):
    """The address of the site, served for real on a free port."""
    import uvicorn

    assert app.state.site.book.project.kit.gazetteer.version  # built now, not while a page waits for it
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(200):
        if server.started:
            break
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
