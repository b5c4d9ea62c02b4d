"""The command line as people and scripts meet it: forms of output, exit codes, bad input, and the example project."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

CLAIM_KEYS = (
    "event modality negated holder counterparty place quantity when deadline speaker trigger rule confidence sentence"
)
EXAMPLES = Path(__file__).parents[2] / "examples" / "south-caucasus"


def tenure(*words, project=None, stdin=None, **environment):
    where = ["-C", str(project)] if project else []
    return subprocess.run(
        [sys.executable, "-m", "tenure", *where, *map(str, words)],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli") / "record"
    assert tenure("init", folder).returncode == 0
    done = tenure("ingest", EXAMPLES, project=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_a_piped_listing_is_json_and_messages_go_elsewhere(project):
    done = tenure("status", "--on", "2026-03-15", project=project)
    rows = json.loads(done.stdout)
    assert rows
    assert {"id", "place", "holder", "status", "support", "verdict"} <= rows[0].keys()
    assert done.stderr == "" or "are left out" in done.stderr


@pytest.mark.parametrize(
    "verb", [["status"], ["commitments"], ["conflicts"], ["problems"], ["changes", "--since", "2024-01"]]
)
def test_every_listing_comes_as_json_csv_and_table(project, verb):
    rows = json.loads(tenure(*verb, "--json", project=project).stdout)
    assert isinstance(rows, list)
    assert len(list(csv.DictReader(io.StringIO(tenure(*verb, "--csv", project=project).stdout)))) == len(rows)
    table = tenure(*verb, "--table", project=project)
    assert table.returncode == 0
    assert "\x1b[" not in tenure(*verb, "--table", project=project, NO_COLOR="1").stdout


def test_the_example_story(project):
    rows = json.loads(tenure("status", "Zvartnots", "--on", "2024-06-01", "--json", project=project).stdout)
    leaving = [row for row in rows if row["status"] == "leaving"]
    assert leaving
    assert "Russia" in [leaving[0]["holder"]["name"], *leaving[0]["holder"]["within"]]
    gone = json.loads(
        tenure("status", "Zvartnots", "--on", "2025-06-01", "--holder", "Russia", "--json", project=project).stdout
    )
    assert "gone" in {row["status"] for row in gone}
    kept = json.loads(tenure("commitments", "Zvartnots", "--json", project=project).stdout)
    assert "kept" in {row["outcome"] for row in kept}


def test_known_by_an_earlier_day_nothing_later_is_used(project):
    rows = json.loads(
        tenure("status", "Zvartnots", "--on", "2025-06-01", "--known-by", "2024-06-01", project=project).stdout
    )
    assert "gone" not in {row["status"] for row in rows}


def test_every_row_opens_down_to_a_sentence(project):
    rows = json.loads(tenure("status", "--on", "2026-03-15", "--json", project=project).stdout)
    found = json.loads(
        tenure("why", *(row["id"] for row in rows), "--on", "2026-03-15", "--json", project=project).stdout
    )
    found = found if isinstance(found, list) else [found]
    assert all(one["claims"] and all(claim["sentence"]["text"] for claim in one["claims"]) for one in found)


def test_a_piped_message_is_one_line_however_long(project):
    told = tenure("ingest", "no/such/" + "long-name/" * 30 + "report.txt", project=project)
    assert any("long-name/report.txt: there is no such file. Check" in line for line in told.stderr.splitlines())


def test_a_narrow_terminal_leaves_out_columns_instead_of_squeezing_names(project):
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", buffering=0) as screen:
        words = [sys.executable, "-m", "tenure", "-q", "-C", str(project), "status", "--table", "--on", "2026-03-15"]
        narrow = {**os.environ, "COLUMNS": "80", "TERM": "dumb"}
        with subprocess.Popen(words, stdout=theirs, stderr=subprocess.DEVNULL, env=narrow):
            os.close(theirs)
            shown = b""
            while part := _part(screen):
                shown += part
    lines = shown.decode().splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert lines[1].split() == ["place", "holder", "status", "since", "support", "id"]
    assert any(line.startswith("Zvartnots") for line in lines)


def _part(screen):
    try:
        return screen.read(4096)
    except OSError:  # the other end is closed: all has been shown
        return b""


def test_history_is_drawn_as_a_picture(project):
    picture = ElementTree.fromstring(tenure("history", "Zvartnots", "--svg", project=project).stdout)
    labels = [text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert any(label.startswith("Zvartnots International Airport · ") for label in labels)


def test_history_draws_lanes_and_gives_the_same_as_json(project):
    drawn = tenure("history", "Zvartnots", "--table", project=project)
    assert "Zvartnots" in drawn.stdout
    assert "█" in drawn.stdout
    assert json.loads(tenure("history", "Zvartnots", "--json", project=project).stdout)["segments"]


def test_changes_exits_with_4_only_when_asked(project):
    words = ["changes", "--since", "2024-05-01", "--until", "2025-02-01"]
    assert tenure(*words, project=project).returncode == 0
    assert tenure(*words, "--exit-code", project=project).returncode == 4


def test_ingesting_again_in_another_order_changes_nothing(project, tmp_path):
    other = tmp_path / "record"
    tenure("init", other)
    for path in sorted(EXAMPLES.iterdir(), reverse=True):
        assert tenure("ingest", path, project=other).returncode == 0
    again = tenure("ingest", EXAMPLES, project=other)
    assert "0 new reports, 0 new claims" in again.stderr
    words = ["status", "--on", "2026-03-15", "--all", "--json"]
    assert tenure(*words, project=other).stdout == tenure(*words, project=project).stdout


def test_read_gives_one_json_line_a_report_and_keeps_nothing(tmp_path):
    line = json.dumps(
        {
            "id": "own-1",
            "title": "T",
            "published": "2025-03-01",
            "language": "en",
            "text": "Turkish troops left Bashiqa camp on Friday.",
        }
    )
    done = tenure("read", "-", "--json", stdin=line + "\n" + line.replace("own-1", "own-2") + "\n")
    reports = [json.loads(one) for one in done.stdout.splitlines()]
    assert [one["id"] for one in reports] == ["own-1", "own-2"]
    for claim in reports[0]["claims"]:
        assert claim["sentence"]["text"] == "Turkish troops left Bashiqa camp on Friday."
        assert claim.keys() >= set(CLAIM_KEYS.split())


def test_read_as_a_page_is_inert(tmp_path):
    (tmp_path / "r.txt").write_text(
        "French troops left Gao <script>alert(1)</script> on Monday, the army said. " * 3, "utf-8"
    )
    page = tenure("read", tmp_path / "r.txt", "--published", "2022-08-16", "--html").stdout
    assert page.startswith("<!doctype html>")
    assert "<mark" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


FRENCH = "Les soldats français ont quitté la base de Gao lundi, a annoncé le ministère des armées à Paris. "
GOOD_LINE = '{"text": "Kenyan police left the port of Lamu on Monday.", "published": "2024-01-02", "language": "en"}'
BAD = {
    "empty.txt": (b"", "empty"),
    "binary.txt": (bytes(range(256)) * 20, "binary"),
    "french.txt": (FRENCH.encode() * 6, "language"),
    "menu.html": (b"<html><body><nav><a href=/>Home</a> <a href=/x>News</a></nav></body></html>", "no-article"),
    "broken.jsonl": (GOOD_LINE.encode() + b'\n{"text": \n', "malformed"),
}  # fmt: skip


def test_each_bad_input_is_one_clear_problem_and_the_rest_goes_on(tmp_path):
    record, inputs = tmp_path / "record", tmp_path / "in"
    inputs.mkdir()
    for name, (data, _) in BAD.items():
        (inputs / name).write_bytes(data)
    (inputs / "good.txt").write_text(
        "March 3, 2024\n\nKenyan soldiers have left the airport at Kismayo, the army said on Friday.", "utf-8"
    )
    with (inputs / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    tenure("init", record)
    done = tenure("ingest", inputs, tmp_path / "missing.txt", project=record)
    assert done.returncode == 3
    listed = json.loads(tenure("problems", "--json", project=record).stdout)
    codes = {Path(row["where"].split(":")[0]).name: row["code"] for row in listed if row["code"] != "undated"}
    for name, (_, code) in BAD.items():
        assert codes[name] == code, listed
    assert codes["huge.txt"] == "too-large"
    assert codes["missing.txt"] == "missing"
    assert all(row["message"] and row["advice"] for row in listed)
    known = json.loads(tenure("status", "--on", "2024-04-01", "--json", project=record).stdout)
    assert any("kismayo" in row["place"]["name"].lower() for row in known)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["status", "Atlantis"], 2),
        (["status", "--on", "yesteryear"], 2),
        (["why", "s1:ffffffffff"], 2),
        (["nonsense"], 2),
        (["ingest"], 2),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(project, words, code):
    done = tenure(*words, project=project)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


def test_outside_a_project_the_message_says_how_to_make_one(tmp_path):
    done = tenure("status", project=tmp_path)
    assert done.returncode == 2
    assert "tenure init" in done.stderr


def test_quiet_says_nothing_but_results_and_errors(project):
    done = tenure("-q", "ingest", EXAMPLES, project=project)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_shell_completion_is_there():
    done = tenure("status", _TENURE_COMPLETE="bash_source")
    assert "complete" in done.stdout


def test_a_report_cannot_drive_the_terminal(tmp_path):
    record = tmp_path / "record"
    tenure("init", record)
    text = (
        "Russian troops left Gyumri\x1b[2J\x1b]0;owned\x07 on Monday, an official said. They had been there since 1995."
    )
    (tmp_path / "r.txt").write_text(text, "utf-8")
    tenure("ingest", tmp_path / "r.txt", "--published", "2025-01-15", project=record)
    for words in (["status", "--table"], ["problems", "--table"], ["history", "Gyumri", "--table"]):
        assert "\x1b[2J" not in tenure(*words, project=record).stdout
