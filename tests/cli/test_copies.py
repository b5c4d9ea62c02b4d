"""Stories and publishers on the command line, and what copies count for in the support of a state."""

import json

import pytest
from tests.cli.conftest import make_record

WIRE = """YEREVAN, May 10 (Caspian Wire) - Russian border guards have left Zvartnots airport.

The last forty guards drove away before noon in three buses, and Armenian officers took over the passport counters.

Travellers noticed little of it. A woman who sells flowers at the entrance said that nobody had told her anything.

The airport will stay open through the summer, its director promised, and a second runway is to be built next year."""
LEAD = (
    "Our readers who fly this summer will meet new faces at the passport counter, and perhaps shorter queues as well."
)
OWN = """Russian border guards have withdrawn from Zvartnots airport. Armenian officers check passports since today.

Our correspondent saw empty booths, a flag being folded and a row of grey lockers with their doors open. A cleaner was \
carrying out boxes of tea glasses."""
PARTS = WIRE.split("\n\n")
LED_IN = "\n\n".join([LEAD, PARTS[0].partition(" - ")[2], *PARTS[1:3]])
REPORTS = [
    {"publisher": "Caspian Wire", "published": "2024-05-10", "url": "https://wire.example/1", "text": WIRE},
    {"publisher": "Lake Van Post", "published": "2024-05-11", "text": LED_IN},
    {"publisher": "Shore Echo", "published": "2024-05-12", "text": "\n\n".join(PARTS[:3])},
    {"publisher": "Arax Observer", "published": "2024-05-11", "text": OWN},
    {"publisher": "Arax Observer", "published": "2024-05-13", "url": "https://arax.example/1", "title": "Correction",
     "text": "A picture of the airport in our Saturday paper showed the one of Gyumri."},
    {"publisher": "Arax Observer", "published": "2024-05-14", "url": "https://arax.example/1", "title": "A picture",
     "text": "A picture of the airport in our Saturday paper was an old one, as two readers noticed."},
]  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("copies")
    (folder / "reports.jsonl").write_text("\n".join(json.dumps(one) for one in REPORTS), encoding="utf-8")
    record = make_record(folder / "record")
    record.run("ingest", folder / "reports.jsonl")
    return record


def origins(record):
    """The origins that speak for the guards being gone, and what they come to."""
    (gone,) = (
        row
        for row in record.rows("--min-confidence", "0", "status", "Zvartnots", "--on", "2024-06-01")
        if row["status"] == "gone" and row["holder"]["name"].startswith("FSB")
    )
    why = record.rows("--min-confidence", "0", "why", gone["id"], "--on", "2024-06-01")
    return {one["origin"]: one["millinats"] for one in why["origins"]}


def stories(record):
    found = {}
    for row in record.rows("copies", "list"):
        found.setdefault(row["story"], []).append(row["publisher"])
    return sorted(found.values())


def test_a_reprint_with_a_lead_of_its_own_is_listed_with_its_reason(told):
    rows = told.rows("copies", "list")
    assert [row["publisher"] for row in rows] == ["Caspian Wire", "Lake Van Post", "Shore Echo"]
    assert rows[0]["reason"] == "stands first"
    assert rows[1]["repeats"] == rows[0]["report"]
    assert "words of the shorter text stand in the other" in rows[1]["reason"]
    assert 0.5 <= rows[1]["share"] < 1 == rows[2]["share"]
    assert {row["agency"] for row in (rows[0], rows[2])} == {"Caspian Wire"}
    one = told.rows("copies", "list", rows[1]["report"][:12])
    assert [row["report"] for row in one] == [row["report"] for row in rows]
    assert told.rows("copies", "list", "--publisher", "Arax Observer") == []


def test_copies_are_one_origin_and_an_own_report_is_another(told):
    assert {origin.split(" on ")[0] for origin in origins(told)} == {
        "publisher Caspian Wire",
        "publisher Arax Observer",
    }


def test_publishers_are_told_apart_by_what_is_their_own(told):
    rows = {row["publisher"]: row for row in told.rows("sources")}
    keys = ("reports", "own", "repeated", "taken_up", "corrections", "latest")
    assert [rows["Caspian Wire"][key] for key in keys] == [1, 1, 0, 1, 0, "2024-05-10"]
    assert [rows["Lake Van Post"][key] for key in keys] == [1, 0, 1, 0, 0, "2024-05-11"]
    assert [rows["Arax Observer"][key] for key in keys] == [3, 3, 0, 0, 2, "2024-05-14"]
    wire, other, post = (rows[name] for name in ("Caspian Wire", "Arax Observer", "Lake Van Post"))
    assert wire["first"] == wire["shared"] == other["shared"] > 0
    assert (other["first"], post["first"], post["shared"]) == (0, 0, 0)
    assert "first to report" in told.run("sources", "--table").stdout


def test_a_report_is_set_apart_and_put_back_with_who_and_why(told):
    whole, post = (row["report"] for row in told.rows("copies", "list")[:2])
    told.run("copies", "split", post, code=2)
    told.run("copies", "split", post, "--because", "they had a reporter there", actor="Ani")
    assert stories(told) == [["Caspian Wire", "Shore Echo"]]
    assert len(origins(told)) == 3
    told.run("copies", "split", post, "--because", "again", code=1)
    told.run("copies", "merge", post[:14], whole, "--because", "the editor says it is the wire's", actor="Ani")
    row = next(row for row in told.rows("copies", "list") if row["report"] == post)
    assert (row["decision"], row["decided_by"]) == ("merge-copies", "Ani")
    assert row["decided_because"] == "the editor says it is the wire's"
    assert len(origins(told)) == 2
    assert "already" in told.run("copies", "merge", post, whole, "--because", "x").output
    assert "The record is whole" in told.run("check").output


def test_what_is_not_there_is_said(told):
    told.run("copies", "list", "r1:nothing", code=2)
    told.run("copies", "split", "r1:", "--because", "x", code=2)
    assert "Compared: 0 reports" in told.run("copies", "compare").output
