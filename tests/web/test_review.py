import re

import pytest
from click.testing import CliRunner

from tenure.cli.main import cli
from tenure.web.accounts import Role, new_token, new_user, read_users, write_users
from tenure.web.guard import Limit

HTML = {"accept": "text/html"}


def sign_in(client, secret="the-key-of-the-test", name=""):
    return client.post("/sign-in", data={"name": name, "secret": secret}, headers=HTML, follow_redirects=False)


def fields(page):
    return {name: re.search(f'name="{name}" value="([^"]*)"', page)[1] for name in ("claim", "seen", "csrf")}


def shown(client, **query):
    return fields(client.get("/review", params=query, headers=HTML).text)


def decide(client, form, verdict, **more):
    return client.post("/review", data={**form, "verdict": verdict, **more}, headers=HTML, follow_redirects=False)


def test_reading_needs_no_sign_in_and_deciding_does(client):
    assert decide(client, shown(client), "accept").status_code == 403


def test_least_certain_comes_first_and_a_decision_goes_on(client, project):
    assert sign_in(client).status_code == 303
    first = shown(client)
    answer = decide(client, first, "accept")
    assert answer.status_code == 303
    second = fields(client.get(answer.headers["location"], headers=HTML).text)
    assert second["claim"] != first["claim"]
    assert "1 of 6" in client.get("/review", headers=HTML).text


def test_a_rejected_claim_leaves_the_map_and_undo_brings_it_back(client):
    sign_in(client)
    before = client.get("/map.json").json()["rows"]
    form = shown(client, claim=client.get("/search.json?q=agarak").json()["claims"][0]["id"])
    decide(client, form, "reject")
    assert len(client.get("/map.json").json()["rows"]) < len(before)
    back = client.post("/review/undo", data={"csrf": form["csrf"]}, headers=HTML, follow_redirects=False)
    assert form["claim"].replace(":", "%3A") in back.headers["location"]
    assert client.get("/map.json").json()["rows"] == before


def test_a_correction_needs_its_reason_and_changes_the_answer(client):
    sign_in(client)
    form = shown(client, claim=client.get("/search.json?q=gyumri").json()["claims"][0]["id"])
    page = client.get("/review", params={"claim": form["claim"]}, headers=HTML).text
    read = dict(re.findall(r'<input name="(\w+)" value="([^"]*)"', page))
    given = {"event": "station", "modality": "actual", "negated": "no"} | {
        k: read[k] for k in ("holder", "place", "when", "deadline", "speaker")
    }
    corrected = given | {"place": "site:agarak-crossing"}
    assert decide(client, form, "correct", **corrected).status_code == 422
    assert decide(client, form, "correct", **given, reason="x").status_code == 422
    assert decide(client, form, "correct", **(given | {"place": "Nowhere at all"}), reason="x").status_code == 422
    assert decide(client, form, "correct", **corrected, reason="it says so").status_code == 303
    rows = client.get("/map.json?place=agarak").json()["rows"]
    assert any(row["holder"]["name"] == "Russia" for row in rows)


def test_nobody_overwrites_anybody_unseen(client, app):
    from fastapi.testclient import TestClient

    sign_in(client)
    form = shown(client)
    with TestClient(app, base_url="http://127.0.0.1") as other:
        sign_in(other)
        theirs = shown(other, claim=form["claim"])
        assert decide(other, theirs, "reject").status_code == 303
        late = decide(client, form, "accept")
        assert late.status_code == 409
        assert "Somebody else" in late.text
        assert decide(client, shown(client, claim=form["claim"]), "accept").status_code == 303


def test_a_form_from_elsewhere_is_refused(client):
    sign_in(client)
    form = shown(client)
    assert decide(client, form | {"csrf": "wrong"}, "accept").status_code == 403
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert client.post("/review", data=form | {"verdict": "accept"}, headers=headers).status_code == 403


def test_roles_and_tokens(client, project):
    token, kept = new_token()
    users = {
        "rea": new_user("rea", Role.READER, "a long password"),
        "rev": new_user("rev", Role.REVIEWER, "another password"),
    }
    from dataclasses import replace

    users["rev"] = replace(users["rev"], tokens=(kept,))
    write_users(project.folder, users)
    assert (project.folder / "users.json").stat().st_mode & 0o077 == 0
    claim = client.get("/review.json").json()["claims"][0]["id"]
    body = {"claim": claim, "verdict": "accept"}
    assert client.post("/review.json", json=body).status_code == 403
    assert client.post("/review.json", json=body, headers={"authorization": "Bearer nonsense"}).status_code == 403
    assert client.post("/review.json", json=body, headers={"authorization": f"Bearer {token}"}).status_code == 201
    assert client.post("/review.json", json=body, headers={"authorization": f"Bearer {token}"}).status_code == 409
    assert sign_in(client, "a long password", "rea").status_code == 303
    assert decide(client, shown(client), "accept").status_code == 403


def test_too_many_tries_have_to_wait(client):
    answers = [sign_in(client, "wrong").status_code for _ in range(12)]
    assert answers[0] == 403
    assert answers[-1] == 429


def test_limit_counts_each_caller_and_forgets():
    limit = Limit(2, 10)
    assert [limit.allows("a", now) for now in (0, 1, 2, 10.5)] == [True, True, False, True]
    assert limit.allows("b", 2)


def test_large_bodies_are_refused(client):
    assert client.post("/sign-in", data={"secret": "x" * 100_000}).status_code == 413


def test_a_private_site_shows_nothing_to_strangers(project):
    from fastapi.testclient import TestClient

    from tenure.web.app import Options, create_app

    write_users(project.folder, {"rea": new_user("rea", Role.READER, "a long password")})
    with TestClient(
        create_app(project, Options(frozenset({"*"}), private=True)), base_url="http://tenure.example"
    ) as client:
        assert client.get("/map.json").status_code == 401
        assert client.get("/", headers=HTML, follow_redirects=False).headers["location"] == "/sign-in"
        assert client.get("/healthz").status_code == 200
        sign_in(client, "a long password", "rea")
        assert client.get("/map.json").status_code == 200


def test_beyond_this_machine_only_with_users(project):
    env = {"TENURE_DATA_DIR": str(project.settings.data_dir)}
    done = CliRunner(env=env).invoke(cli, ["-C", str(project.folder), "serve", "--host", "0.0.0.0"])
    assert done.exit_code == 1
    assert "users add" in done.output


def test_users_on_the_command_line(project):
    def run(*words, stdin=""):
        return CliRunner().invoke(cli, ["-C", str(project.folder), "users", *words], input=stdin)

    assert run("add", "bo", "--role", "editor", "--password-stdin", stdin="a long password\n").exit_code == 0
    assert read_users(project.folder)["bo"].role is Role.EDITOR
    assert "bo\teditor" in run("list").output
    assert len(run("token", "bo").output.strip()) >= 24
    assert run("add", "cy", "--password-stdin", stdin="short\n").exit_code == 1
    assert run("remove", "bo").exit_code == 0
    assert read_users(project.folder) == {}


@pytest.mark.parametrize("text", ["{", "[1]", '[{"name": "x"}]'])
def test_a_damaged_file_of_users_is_told(project, text):
    from tenure.web.accounts import AccountError

    (project.folder / "users.json").write_text(text)
    with pytest.raises(AccountError):
        read_users(project.folder)
