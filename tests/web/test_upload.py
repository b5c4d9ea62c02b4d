import json
import logging
from dataclasses import replace

import pytest

from tenure.web.accounts import Role, new_token, new_user, write_users

HTML = {"accept": "text/html"}
TEXT = b"YEREVAN, June 3, 2024 (Wire) - Russian border guards left Zvartnots airport on Monday, the ministry said.\n"


def token_of(project, role):
    token, kept = new_token()
    user = replace(new_user("ed", role, "a long password"), tokens=(kept,))
    write_users(project.folder, {"ed": user})
    return {"authorization": f"Bearer {token}"}


def send(client, headers, data=TEXT, name="guards.txt", **hints):
    return client.post("/upload.json", files={"file": (name, data)}, data=hints, headers=headers)


def test_an_editor_adds_a_report_and_it_is_on_the_pages(client, project):
    headers = token_of(project, Role.EDITOR)
    told = send(client, headers, publisher="Sent Wire", published="2024-06-03")
    assert told.status_code == 201
    assert told.json()["reports"] == 1
    assert told.json()["claims"] >= 1
    assert "Sent Wire" in client.get("/sources", headers=HTML).text
    assert send(client, headers, publisher="Sent Wire", published="2024-06-03").json()["known"] == 1


@pytest.mark.parametrize("role", [Role.READER, Role.REVIEWER])
def test_nobody_else_adds_reports(client, project, role):
    before = client.get("/healthz").json()["ledger"]
    assert send(client, token_of(project, role)).status_code == 403
    assert send(client, {}).status_code == 403
    assert send(client, {}, data=b"x" * 100_000).status_code == 413
    assert client.get("/healthz").json()["ledger"] == before


def test_a_report_may_be_large_but_not_without_bound(client, project):
    headers = token_of(project, Role.EDITOR)
    assert send(client, headers, data=TEXT + b"Nothing else. " * 10_000).status_code == 201
    most = project.settings.max_megabytes * 1_000_000
    assert send(client, headers, data=b"x" * (most + 100_000)).status_code == 413


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\\b\u202e.txt", "<script>.txt", "x" * 500])
def test_what_a_file_is_called_is_only_shown(client, project, name):
    told = send(client, token_of(project, Role.EDITOR), name=name)
    assert told.status_code == 201
    page = client.get("/sources", headers=HTML).text
    assert "../" not in page
    assert "<script>" not in page.replace('<script type="module"', "")
    assert "\u202e" not in page


def test_what_cannot_be_used_is_told_and_kept(client, project):
    told = send(client, token_of(project, Role.EDITOR), data=b"\x00\x01\x02\x03" * 50, name="x.bin").json()
    assert told["failed"] == 1
    assert told["problems"][0]["where"].startswith("sent by ed: x.bin")


def test_the_form_of_the_page(client):
    client.post("/sign-in", data={"secret": "the-key-of-the-test"}, headers=HTML)
    page = client.get("/upload", headers=HTML).text
    csrf = page.split('name="csrf" value="')[1].split('"')[0]
    sent = {"files": {"file": ("guards.txt", TEXT)}, "headers": HTML}
    assert client.post("/upload", data={"csrf": "wrong"}, **sent).status_code == 403
    done = client.post("/upload", data={"csrf": csrf, "published": "2024-06-03"}, **sent)
    assert done.status_code == 200
    assert "New reports: 1" in done.text
    assert client.post("/upload", data={"csrf": csrf, "published": "soon"}, **sent).status_code == 400


def test_an_unchanged_answer_is_not_sent_again(client, project):
    client.get("/map.json")  # the first look at a new state is not kept
    first = client.get("/map.json")
    tag = first.headers["etag"]
    assert client.get("/map.json").content == first.content
    again = client.get("/map.json", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/map.json?as_of=2024-06-01", headers={"if-none-match": tag}).status_code == 200
    assert client.get("/map.json", headers={"accept-language": "ru", "if-none-match": tag}).status_code == 200
    send(client, token_of(project, Role.EDITOR))
    assert client.get("/map.json", headers={"if-none-match": tag}).status_code == 200


def test_a_page_with_a_secret_of_somebody_is_kept_for_nobody(client):
    client.get("/review", headers=HTML)
    assert "etag" in client.get("/review", headers=HTML).headers
    client.post("/sign-in", data={"secret": "the-key-of-the-test"}, headers=HTML)
    mine = client.get("/review", headers=HTML)
    assert "etag" not in mine.headers
    csrf = mine.text.split('name="csrf" value="')[1].split('"')[0]
    client.cookies.clear()
    assert csrf not in client.get("/review", headers=HTML).text


def test_each_request_is_one_line_of_json_without_its_query(client, caplog):
    with caplog.at_level(logging.INFO, logger="tenure.web"):
        client.get("/search.json?q=secret")
        client.get("/none")
    told = [json.loads(one.message) for one in caplog.records if one.name == "tenure.web"]
    assert [(one["path"], one["status"]) for one in told] == [("/search.json", 200), ("/none", 404)]
    assert all({"at", "from", "user", "method", "bytes", "ms"} <= one.keys() for one in told)
    assert "secret" not in caplog.text
