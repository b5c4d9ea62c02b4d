import csv
import html
import io
import json
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest

from tenure.model.claim import identified
from tenure.model.ids import id_of

HTML = {"accept": "text/html"}
PAGES = (
    "/",
    "/?as_of=2024-06-01&known_by=2024-06",
    "/place?id=airport:EVN",
    "/place?id=country:AM",
    "/changes?since=2023-01-01",
    "/commitments",
    "/commitments?overdue=1",
    "/conflicts",
    "/sources",
    "/sources?publisher=Post",
    "/search?q=guards",
    "/search",
    "/review",
    "/sign-in",
    "/upload",
    "/api",
)
SCRIPT = "<script>document.title='run'</script>"
HOSTILE = f"Armenian guards took control of Agarak {SCRIPT} on January 1."


def report_with(text):
    return id_of("r1", text)


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("path", PAGES)
def test_page_answers_in_each_language(client, path, lang):
    answer = client.get(path + ("&" if "?" in path else "?") + f"lang={lang}", headers=HTML)
    assert answer.status_code == 200
    assert f'<html lang="{lang}">' in answer.text


@pytest.mark.parametrize(
    "path", ["/map", "/place", "/report", "/changes", "/commitments", "/conflicts", "/sources", "/search"]
)
def test_each_page_is_there_as_json_and_csv_with_its_terms(client, path):
    query = {"/place": "id=airport:EVN", "/report": f"id={report_with(HOSTILE)}"}.get(path, "since=2023-01-01")
    found = client.get(f"{path}.json?{query}&as_of=2025-06-01")
    assert found.status_code == 200
    assert {"as_of", "known_by", "rules", "ledger", "licences"} <= found.json().keys()
    rows = list(csv.DictReader(io.StringIO(client.get(f"{path}.csv?{query}&as_of=2025-06-01").text)))
    assert all(row["tenure.as_of"] == "2025-06-01" for row in rows)


def test_map_says_what_status_says(client):
    rows = client.get("/map.json?as_of=2024-06-01&known_by=2024-06-01").json()["rows"]
    found = {(row["place"]["name"], row["holder"]["id"]): row["status"] for row in rows}
    assert found["Zvartnots International Airport", "force:ru-border-service"] == "leaving"
    later = client.get("/map.json?as_of=2024-08-03&known_by=2024-08-03").json()["rows"]
    found = {(row["place"]["name"], row["holder"]["id"]): row["status"] for row in later}
    assert found["Zvartnots International Airport", "force:ru-border-service"] == "gone"


def test_timeline_has_the_segments_that_the_map_is_drawn_from(client):
    told = client.get("/timeline.json").json()
    assert {place["id"] for place in told["places"]} >= {"airport:EVN", "site:agarak-crossing"}
    assert all(len(segment) == 8 for line in told["lines"] for segment in line["s"])
    assert told["days"] == sorted(told["days"])


def test_filters_hold_for_every_form(client):
    for form in ("json", "geojson"):
        told = client.get(f"/map.{form}?holder=russia").json()
        rows = told["rows"] if form == "json" else [one["properties"] for one in told["features"]]
        assert rows
        assert all("Russia" in (row["holder"]["name"], *row["holder"]["within"]) for row in rows)


def test_text_of_a_report_stays_text(client):
    for path in (
        f"/report?id={report_with(HOSTILE)}",
        "/search?q=agarak",
        "/place?id=site:agarak-crossing",
        "/sources",
    ):
        page = client.get(path, headers=HTML).text
        assert SCRIPT not in page
        assert "&lt;script&gt;" in page


def test_right_to_left_names_keep_to_themselves(client):
    page = client.get("/?all=1", headers=HTML).text
    assert "<bdi>قاعدة الشمال</bdi>" in page
    assert "\u202e" not in client.get("/sources", headers=HTML).text


def test_a_spreadsheet_gets_no_formula(client):
    rows = list(csv.reader(io.StringIO(client.get("/search.csv").text)))
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_policy_of_content_allows_nothing_inline_and_nobody_else(client):
    for path in PAGES:
        answer = client.get(path, headers=HTML)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert " style=" not in answer.text
        assert "<style" not in answer.text
        assert " onclick=" not in answer.text


def test_other_host_names_get_no_answer(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421
    assert client.get("/healthz", headers={"host": "localhost:8321"}).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/place?id=nowhere", 404),
        ("/report?id=r1:0", 404),
        ("/?as_of=yesterday", 400),
        ("/none", 404),
        ("/map.exe", 422),
    ],
)
def test_wrong_addresses_are_answered_in_words(client, path, status):
    assert client.get(path, headers=HTML).status_code == status
    assert client.get(path, headers={"accept": "application/json"}).json()["status"] == status


def test_xml_forms_are_well_formed(client):
    for path in ("/map.kml", "/changes.atom?since=2023-01-01", "/place.svg?id=airport:EVN"):
        ElementTree.fromstring(client.get(path).content)


def test_feed_carries_the_change_itself(client):
    feed = ElementTree.fromstring(client.get("/changes.atom?since=2024-06-01&until=2024-09-01").content)
    bodies = [one.text for one in feed.iter("{http://www.w3.org/2005/Atom}content")]
    assert any("left Zvartnots on July 31" in body for body in bodies)


@pytest.mark.parametrize("path", ["/map", "/place", "/changes", "/commitments", "/search"])
def test_what_has_a_place_can_be_put_on_any_map(client, path):
    query = "id=airport:EVN" if path == "/place" else "since=2023-01-01&q=guards" if path == "/search" else "since=2023"
    told = client.get(f"{path}.geojson?{query}").json()
    assert {"as_of", "rules", "ledger", "licences"} <= told.keys()
    assert any(one["geometry"] and one["geometry"]["coordinates"] == [44.3959, 40.1473] for one in told["features"])
    kml = ElementTree.fromstring(client.get(f"{path}.kml?{query}").content)
    assert "licences: " in kml.find(".//{*}description").text
    assert any("44.3959,40.1473" in one.text for one in kml.iter("{http://www.opengis.net/kml/2.2}coordinates"))


def test_feeds_and_pictures_say_under_which_terms_they_come(client):
    atom = ElementTree.fromstring(client.get("/changes.atom?since=2023-01-01").content)
    svg = ElementTree.fromstring(client.get("/place.svg?id=airport:EVN").content)
    calendar = client.get("/commitments.ics").text.replace("\r\n ", "")
    said = (atom.find("{*}rights").text, svg.find("{*}metadata").text, calendar)
    assert all("ledger: " in one and "GeoNames" in one for one in said)


def test_a_place_shows_what_is_near_it(client):
    told = client.get("/place.json?id=airport:EVN").json()["place"]
    near = {one["id"]: one for one in told["near"]}
    assert 60 < near["geonames:616635"]["km"] < 110
    assert near["geonames:616635"]["there"] == [{"holder": "Russia", "status": "present", "group": "there"}]
    assert "Gyumri" in client.get("/place?id=airport:EVN", headers=HTML).text


def test_copies_of_a_report_are_listed_with_their_hashes(client):
    page = client.get(f"/report?id={report_with('Russia keeps troops in Gyumri.')}", headers=HTML).text
    assert "Echo" in page
    assert page.count("sha256:") == 3


def test_each_disputed_line_has_its_name_in_each_language(client):
    lines = json.loads(client.get("/static/lines/countries.geojson").content)["features"]
    named = [one["properties"] for one in lines if one["properties"]["kind"] == "disputed"]
    assert {"Kosovo", "W. Sahara"} <= {one["name"] for one in named}
    for lang in ("en", "ru"):
        page = client.get(f"/?lang={lang}", headers=HTML).text
        words = json.loads(html.unescape(page.split("data-words='")[1].split("'")[0]))["lines"]
        assert words.keys() == {one["name"] for one in named}
        assert all(words[name] != name for name in words)


def test_deadlines_are_a_calendar(client):
    told = client.get("/commitments.ics").text
    assert "DTSTART;VALUE=DATE:20240801" in told
    assert all(len(line.encode()) <= 75 for line in told.split("\r\n"))


def test_brief_is_markdown_with_sentences(client):
    told = client.get("/changes.md?since=2024-06-01&until=2024-09-01").text
    assert "## New in the world" in told
    assert "left Zvartnots on July 31" in told


def test_mark_as_seen_is_kept_and_used(client):
    assert client.post("/seen", data={"until": "2024-09-01"}, follow_redirects=False).status_code == 303
    assert 'value="2024-09-01"' in client.get("/changes", headers=HTML).text


def test_search_takes_any_words(client):
    for words in ('"', "a OR", "NEAR(", "*", "guards*", "a" * 300, "عدة", "-x", "col:y"):
        assert client.get("/search.json", params={"q": words}).status_code == 200
    found = client.get("/search.json?q=guar*+zvart*&event=withdraw&modality=planned").json()["claims"]
    assert len(found) == 1


def test_copy_as_received_is_only_ever_kept(client):
    answer = client.get(f"/report.raw?id={report_with(HOSTILE)}")
    assert answer.content == HOSTILE.encode()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")


def test_answer_without_a_server(app):
    from tenure.web.once import answer_once

    status, body = answer_once(app, "/map.json?as_of=2024-06-01")
    assert status == 200
    assert b'"as_of":"2024-06-01"' in body


def test_new_facts_show_at_once(client, project):
    from tenure.ledger.append import Run, append_report, begin_run
    from tenure.model.report import Report

    before = client.get("/healthz").json()["ledger"]
    run = begin_run(project.ledger, Run("ingest", "t/1", "g/1", "0"), project.now())
    with project.ledger.batch():
        append_report(project.ledger, Report(id="r1:new", text="New.", title="Quite new"), None, [], run)
    assert client.get("/healthz").json()["ledger"] != before
    assert "Quite new" in client.get("/sources", headers=HTML).text


def test_of_a_large_ledger_the_state_before_is_shown_until_the_new_one_is_ready(project):
    from tenure.ledger.append import Run, append_report, begin_run
    from tenure.model.report import Report
    from tenure.web.book import Book

    book = Book(project, patience=-1.0)
    day = date(2025, 6, 1)
    before = book.look(day)
    run = begin_run(project.ledger, Run("ingest", "t/1", "g/1", "0"), project.now())
    with project.ledger.batch():
        append_report(project.ledger, Report(id="r1:new", text="New.", title="Quite new"), None, [], run)
    assert book.look(day).edition is before.edition
    for _ in range(600):
        if book.look(day).edition.chain == book.chain():
            break
        time.sleep(0.1)
    assert "r1:new" in {row["report"] for row in book.sources().reports}
    book.close()


CUT = (
    "The ministry in Yerevan said on Friday that the last of the guards had left the airport early in the morning, and "
    "that officers of its own had taken their places at the gates, in the hall of arrivals and at the passport desks."
)
GONE = "Russian border guards left Zvartnots on July 31, the ministry said."


def entered(project, publisher, day, text, claims=()):
    from tenure.copies import compare_report
    from tenure.ledger.append import Run, append_report, begin_run
    from tenure.model.ids import report_id
    from tenure.model.report import Report

    at = datetime(2024, 9, day, tzinfo=UTC)
    report = Report(id=report_id(text), text=text, publisher=publisher, published_at=at, title="Correction: Guards")
    run = begin_run(project.ledger, Run("ingest", "t/1", "g/1", "0"), project.now())
    with project.ledger.batch():
        append_report(project.ledger, report, None, [identified(replace(c, report=report.id)) for c in claims], run)
        compare_report(project.ledger, report, run)


def test_sources_tell_what_is_repeated_in_other_words_and_what_is_their_own(client, app, project):
    before = {row["publisher"]: row for row in client.get("/sources.json").json()["sources"]}
    assert (before["Echo"]["own"], before["Echo"]["repeated"], before["Ledger"]["taken_up"]) == (0, 1, 1)
    assert before["Wire"]["shared"] == 0
    said = app.state.site.book.look(date(2024, 9, 1)).edition.claims_in(report_with(GONE))
    entered(project, "Wire", 1, CUT)
    entered(project, "Mirror", 2, f"{CUT} The rest is not known.")
    entered(project, "Gazette", 3, f"{GONE} So it says.", said)
    rows = {row["publisher"]: row for row in client.get("/sources.json").json()["sources"]}
    assert (rows["Mirror"]["own"], rows["Mirror"]["repeated"], rows["Mirror"]["corrections"]) == (0, 1, 1)
    assert (rows["Wire"]["own"], rows["Wire"]["taken_up"], rows["Wire"]["latest"]) == (3, 1, "2024-09-01")
    assert rows["Wire"]["first"] == rows["Wire"]["shared"] > 0
    assert (rows["Gazette"]["first"], rows["Gazette"]["shared"]) == (0, rows["Wire"]["shared"])
    told = csv.DictReader(io.StringIO(client.get("/sources.csv").text))
    assert {(row["publisher"], row["repeated"]) for row in told} == {(k, str(v["repeated"])) for k, v in rows.items()}
    page = client.get("/sources", headers=HTML).text
    assert f"{rows['Wire']['first']} of {rows['Wire']['shared']}" in page
    assert "Taken up" in page


def test_publishers_are_counted_once_for_each_state_of_the_ledger(client, project, monkeypatch):
    from tenure.web import book

    counted = []
    monkeypatch.setattr(book, "publishers", lambda *_: counted.append(1) or ())
    for path in ("/sources", "/sources.json", "/sources?lang=ru", "/sources?as_of=2024-06-01"):
        client.get(path, headers=HTML)
    assert len(counted) == 1


def test_of_too_long_a_history_a_browser_gets_what_stands_then_the_first_of_each_place(client, monkeypatch):
    from tenure.web import marks

    query = "/timeline.json?as_of=2024-09-01&all=1"
    whole = client.get(query).json()
    rows = client.get("/map.json?as_of=2024-09-01&all=1").json()["rows"]
    standing = {(row["place"]["id"], row["holder"]["id"], row["aspect"]): row["status"] for row in rows}
    assert whole["counted"] is None
    monkeypatch.setattr(marks, "MOST_TOLD", len(standing))
    told = client.get(f"{query}&lang=en").json()
    places, holders = told["places"], told["holders"]
    said = {(places[one["p"]]["id"], holders[one["h"]]["id"], one["a"]): one["s"] for one in told["lines"]}
    assert {key: stretches[0][0] for key, stretches in said.items()} == standing
    assert all(len(stretches) == 1 for stretches in said.values())
    assert told["days"] == whole["days"]
    monkeypatch.setattr(marks, "MOST_TOLD", 1)
    told = client.get(f"{query}&lang=ru").json()
    assert len(told["lines"]) == len(told["places"]) == len({place for place, _, _ in standing})
    assert told["counted"] == [len(standing), len(told["places"])]
