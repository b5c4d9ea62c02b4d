"""Two real reports, read and folded: what an analyst would conclude, row by row, on the command line's JSON."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SEEDS = Path(os.environ.get("SHARED", Path(__file__).parents[3] / "shared")) / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"no seed reports at {SEEDS}")

FIRST, SECOND = "2024-05-10", "2026-03-15"
RUSSIA = ("Russia",)
ARMENIA = ("Armenia",)
AMERICA = ("United States",)

# as of | words of the place's name | the holder's state | statuses that fit | words of a sentence behind it
ROWS = [
    (FIRST, ["Armenia", "Azerbaijan", "border"], RUSSIA, {"leaving"}, "will withdraw its troops"),
    (FIRST, ["Syunik"], RUSSIA, {"leaving", "present"}, "Initially deployed"),
    (FIRST, ["additional provinces"], RUSSIA, {"leaving", "present"}, "later extended to four"),
    (FIRST, ["Zvartnots"], RUSSIA, {"leaving"}, "August 1 deadline"),
    (FIRST, ["Armenia", "Turkey", "border"], RUSSIA, {"holds"}, "continue to secure"),
    (FIRST, ["Armenia", "Iran", "border"], RUSSIA, {"holds"}, "continue to secure"),
    (FIRST, ["Armenia"], RUSSIA, {"present", "leaving"}, "presence of a Russian military base"),
    (SECOND, ["border"], RUSSIA, {"gone"}, "several key positions near the border"),
    (SECOND, ["Agarak"], RUSSIA, {"lost"}, "no longer under the control"),
    (SECOND, ["crossing"], ARMENIA, {"holds"}, "transferred to Armenian border guards"),
    (SECOND, ["Akhurik"], RUSSIA, {"lost"}, "no longer under the control"),
    (SECOND, ["Margara"], RUSSIA, {"barred"}, "denied access"),
    (SECOND, ["Armenia", "Turkey", "border"], RUSSIA, {"reduced"}, "steadily reduced"),
    (SECOND, ["Martuni"], RUSSIA, {"gone"}, "withdrawn from their positions"),
    (SECOND, ["Zvartnots"], RUSSIA, {"gone"}, "recently withdrawn from the Zvartnots"),
    (SECOND, ["Armenia"], RUSSIA, {"reduced", "leaving"}, "about 50 percent"),
    (SECOND, ["air-defense control center"], ARMENIA, {"ended"}, "refused to share radar data"),
    (SECOND, ["Syunik"], AMERICA, {"expected"}, "being prepared in the Syunik region"),
    (SECOND, ["Armenia"], RUSSIA, {"present", "reduced", "leaving"}, "military personnel in Armenia"),
]


def run(project, *words):
    done = subprocess.run(
        [sys.executable, "-m", "tenure", "-C", str(project), *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) if done.stdout.startswith(("[", "{")) else done.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("seeds") / "record"
    run(folder.parent, "init", str(folder))
    run(folder, "ingest", str(SEEDS / "000_583ae8189beb3e07.txt"), "--published", FIRST)
    run(folder, "ingest", str(SEEDS / "003_ba661a1c3e1f9c04.txt"))
    return folder


@pytest.fixture(scope="module")
def states(project):
    return {day: run(project, "status", "--on", day, "--known-by", day, "--all", "--json") for day in (FIRST, SECOND)}


def fitting(rows, place, holder, statuses):
    for row in rows:
        owners = [row["holder"]["name"], *row["holder"]["within"]]
        exact = len(place) > 1 or row["place"]["name"] == place[0] or place[0] != "Armenia"
        there = all(word.lower() in row["place"]["name"].lower() for word in place) and exact
        if there and any(name in owners for name in holder) and row["status"] in statuses:
            yield row


@pytest.mark.parametrize(
    ("day", "place", "holder", "statuses", "words"),
    ROWS,
    ids=lambda value: value[:40] if isinstance(value, str) else "-".join(sorted(value)),
)
def test_every_row_of_the_expected_state_comes_out_with_its_sentence(
    project, states, day, place, holder, statuses, words
):
    rows = list(fitting(states[day], place, holder, statuses))
    assert rows, [(r["place"]["name"], r["holder"]["name"], r["status"]) for r in states[day]]
    sentences = []
    for row in rows:
        found = run(project, "why", row["id"], "--on", day, "--known-by", day, "--json")
        sentences += [claim["sentence"]["text"] for claim in found["claims"]]
    assert any(words in sentence for sentence in sentences), sentences


def test_nothing_is_read_from_comments_and_teasers(project):
    found = run(project, "read", str(SEEDS / "003_ba661a1c3e1f9c04.txt"), "--json")
    for claim in found["claims"]:
        assert not any(
            word in claim["sentence"]["text"] for word in ("Stephanopoulos", "comment", "Moderator", "submission")
        )


def test_the_deadline_and_its_outcome(project):
    promises = run(project, "commitments", "Zvartnots", "--on", FIRST, "--known-by", FIRST, "--json")
    ordered = [p for p in promises if p["direction"] == "leave" and p["deadline"] == "2024-08-01"]
    assert ordered
    assert ordered[0]["outcome"] == "open"
    later = run(project, "commitments", "Zvartnots", "--on", SECOND, "--json")
    assert any(p["outcome"] in ("kept", "kept late") for p in later if p["deadline"] == "2024-08-01")


def test_the_promise_to_stay_on_the_borders_was_overtaken(project):
    promises = run(project, "commitments", "--on", SECOND, "--json")
    stay = [p for p in promises if p["direction"] == "stay" and "border" in p["place"]["name"].lower()]
    assert {p["outcome"] for p in stay} == {"broken"}


def test_without_a_date_no_year_is_invented(tmp_path):
    found = run(tmp_path, "read", str(SEEDS / "000_583ae8189beb3e07.txt"), "--json")
    times = [claim[key] for claim in found["claims"] for key in ("when", "deadline") if claim[key]]
    assert "XXXX-08-01" in times
    assert not any(time.startswith(("2026", "2024")) for time in times)


RULED_OUT = ["hold on Armenia collapses", "security umbrella", "irreparable damage", "influence over the region"]


@pytest.mark.parametrize("words", RULED_OUT)
def test_influence_and_relations_make_no_claim(project, words):
    for name, more in (("000_583ae8189beb3e07.txt", ["--published", FIRST]), ("003_ba661a1c3e1f9c04.txt", [])):
        found = run(project, "read", str(SEEDS / name), *more, "--json")
        assert not [c["event"] for c in found["claims"] if words in c["sentence"]["text"] and c["confidence"] >= 0.5]
