"""Tables in: rows become claims with their own sources, through the real command line."""

import json
from pathlib import Path

import pytest

from tenure.exchange.table_mapping import table_columns

DOCS = Path(__file__).parents[2] / "docs" / "importing.md"
MAPS = """\
map,mission,year,month,town,land,troops,one,two
m1,UNIFIL,1994,1,Naqoura,Lebanon,100-200,Ghana,NA
m1,UNIFIL,1994,1,Tibnin,Lebanon,,Ireland,NA
m2,UNIFIL,1995,6,Naqoura,Lebanon,,Ghana,Fiji
m2,UNIFIL,1995,6,Marjayoun,Lebanon,,unknown,NA
m3,UNIFIL,1996,3,Naqoura,Lebanon,,Fiji,NA
m3,UNIFIL,1996,3,Marjayoun,Lebanon,,Norway,NA
"""
MAPPING = """\
empty = ["NA"]
unknown = ["unknown"]
snapshot = ["mission"]
[columns]
place = "town"
country = "land"
quantity = "troops"
published = "{year}-{month}"
note = "{map}"
[constants]
event = "station"
source = "United Nations"
[dates]
published = "%Y-%m"
[values.holder]
Eire = "Ireland"
[[claims]]
list = "missions"
columns = { holder = "mission" }
[[claims]]
list = "countries"
columns = { holder = "one" }
[[claims]]
list = "countries"
columns = { holder = "two" }
"""


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def waiting(record):
    return record.rows("review", "--list")


def test_each_row_is_a_claim_with_its_own_source(record):
    claim = record.claim("when: 2024-05-01")
    assert (claim["event"], claim["confidence"], claim["when"]) == ("station", 0.9, "2024-05-01")
    assert claim["holder"]["id"] == "state:ru"
    assert claim["place"]["id"] == "airport:EVN"
    assert claim["source"] == {"publisher": "Reuters", "published": "2024-05-10", "origin": claim["source"]["origin"]}
    assert claim["reader"] == "table/1"
    assert record.run("check").exit_code == 0


def test_what_it_says_is_folded_and_unfolds_to_the_row(record):
    rows = record.rows("status", "Zvartnots", "--on", "2024-06-01")
    assert [(row["status"], row["holder"]["name"]) for row in rows] == [("leaving", "Russia")]
    why = json.loads(record.run("why", rows[0]["id"], "--on", "2024-06-01", "--json").stdout)
    assert any("place: Zvartnots" in claim["sentence"]["text"] for claim in why["claims"])


def test_a_row_s_own_sentence_is_its_quote(record):
    claim = record.claim("3000 troops")
    assert claim["sentence"]["text"] == "Russia keeps 3000 troops in Gyumri."
    start, end = claim["spans"]["sentence"]
    inside = {name for name, (first, last) in claim["spans"].items() if start <= first and last <= end}
    assert {"holder", "place"} <= inside
    assert claim["quantity"]["value"] == [3000, 3000]


def test_importing_again_changes_nothing(record, tmp_path):
    before = record.run("check").output
    done = record.run("import", tmp_path / "table.csv")
    assert "0 new claims in 0 new reports" in done.output
    assert record.run("check").output == before


def test_rows_of_one_source_and_day_share_a_report(empty, tmp_path):
    rows = "".join(f"station,Ghana,Position {n} East,AP,2020-01-02\n" for n in range(1500))
    empty.run("import", write(tmp_path / "t.csv", "event,holder,place,source,published\n" + rows))
    assert "2 reports, 1500 claims" in empty.run("check").output


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("arrive,Ghana,Tibnin,2020,,", "event: 'arrive' is none of"),
        (",Ghana,Tibnin,2020,,", "event is missing"),
        ("station,,Tibnin,2020,,", "it names no holder"),
        ("station,Ghana,,2020,,", "it names no place"),
        ("station,Ghana,Tibnin,soon,,", "when: 'soon'"),
        ("station,Ghana,Tibnin,2020,nine,", "quantity: 'nine'"),
        ("station,Ghana,Tibnin,2020,9-3,", "begins above its end"),
        (f"station,Ghana,Tibnin,2020,{'9' * 400},", "quantity: more than"),
        ("station,Ghana,Tibnin,2020,,2999-01-01", "lies in the future"),
        ("station,Ghana,Tibnin,2020,,2020-13", "published: '2020-13'"),
        ("station,Ghana,Tibnin,2020,,2020,more,cells", "8 cells under 6 headings"),
    ],
)
def test_a_bad_row_is_a_problem_with_its_line_and_the_others_go_on(empty, tmp_path, row, says):
    good = "station,Ghana,Tibnin,2020,,2020-01-02"
    table = write(tmp_path / "t.csv", f"event,holder,place,when,quantity,published\n{good}\n{row}\n{good}\n")
    done = empty.run("import", table, code=3)
    assert "2 rows, 2 new claims" in done.output
    failed = [problem for problem in empty.rows("problems") if problem["gravity"] == "failed"]
    assert [problem["where"].rsplit(":", 1)[1] for problem in failed] == ["3"]
    assert says in failed[0]["message"]


def test_json_lines_say_the_same_as_csv(record, empty, tmp_path):
    rows = [
        {"event": "station", "state": "Russia", "place": "Gyumri", "negated": False, "quantity": 3000, "note": None},
        {"event": "station", "state": ["Russia"], "place": "Gyumri"},
    ]
    text = "\n".join(map(json.dumps, rows)) + "\nnot json\n"
    done = empty.run("import", write(tmp_path / "t.jsonl", text), code=3)
    assert "1 row, 1 new claim in 1 new report" in done.output
    claim = next(row for row in waiting(empty) if row["sentence"]["text"].startswith("event: station; negated: no"))
    assert (claim["quantity"]["text"], claim["holder"]["id"]) == ("3000", "state:ru")


def test_a_spreadsheet_with_semicolons_and_its_own_encoding_is_read(empty, tmp_path):
    text = "event;holder;place;published\nstation;Türkiye;Afrin;2020-01-02\n"
    empty.run("import", write(tmp_path / "t.csv", text, "cp1252"))
    assert [row["holder"]["id"] for row in waiting(empty)] == ["state:tr"]


def test_ids_win_over_words_and_unknown_ids_fail(empty, tmp_path):
    text = (
        "event,holder,holder_id,place,place_id,published\n"
        "station,somebody,state:gh,somewhere,airport:EVN,2020-01-02\n"
        "station,Ghana,,somewhere,airport:NOWHERE,2020-01-02\n"
        "station,,force:none,Gyumri,,2020-01-02\n"
    )
    empty.run("import", write(tmp_path / "t.csv", text), code=3)
    (claim,) = waiting(empty)
    assert (claim["holder"]["id"], claim["place"]["id"]) == ("state:gh", "airport:EVN")


def test_coordinates_choose_the_namesake_and_stay_with_a_place_nobody_knows(empty, tmp_path):
    text = (
        "event,holder,place,country,lat,lon,published\n"
        "station,Ghana,Tripoli,,34.4346,35.8362,2020-01-02\n"
        "station,Ghana,Old Mill Ridge,Lebanon,33.1,35.2,2020-01-02\n"
        "station,Ghana,Gyumri,,0,0,2020-01-02\n"
    )
    empty.run("import", write(tmp_path / "t.csv", text))
    places = {row["line"]["place"]["name"]: row["place"] for row in waiting(empty)}
    assert places["Tripoli"]["id"].startswith("geonames:")
    assert any("km from the table" in reason for reason in places["Tripoli"]["reasons"])
    assert places["Old Mill Ridge, Lebanon"]["id"] is None
    assert "at 33.1, 35.2 by the table" in places["Old Mill Ridge, Lebanon"]["reasons"]
    assert places["Gyumri"]["id"] is None


def test_a_month_is_known_by_its_end_and_so_in_it(empty, tmp_path):
    text = "event,holder,place,source,published\nstation,Ghana,Gyumri,AP,2020-03\n"
    empty.run("import", write(tmp_path / "t.csv", text))
    (claim,) = waiting(empty)
    assert (claim["when"], claim["when_text"], claim["source"]["published"]) == ("2020-03", "2020-03", "2020-03-31")
    assert empty.rows("status", "--on", "2020-04-01", "--known-by", "2020-03-30") == []


def test_rows_without_a_day_and_columns_nobody_reads_are_remarked(empty, tmp_path):
    text = "event,holder,place,colour\nstation,Ghana,Gyumri,red\n"
    empty.run("import", write(tmp_path / "t.csv", text), "--source", "My notes")
    codes = {problem["code"]: problem["message"] for problem in empty.rows("problems")}
    assert codes["unsupported"] == "columns that are not used: colour"
    assert codes["undated"].startswith("1 rows do not say")
    assert [row["source"]["publisher"] for row in waiting(empty)] == ["My notes"]


@pytest.fixture
def maps(empty, tmp_path):
    mapping = write(tmp_path / "map.toml", MAPPING)
    empty.run("import", write(tmp_path / "maps.csv", MAPS), "--mapping", mapping)
    return empty


def lane(record, place, holder):
    found = record.run("history", place, "--holder", holder, "--json").stdout
    return [(row["status"], row["start_earliest"], row["start_latest"]) for row in json.loads(found)["segments"]]


def test_a_mapping_renames_fills_rewrites_and_makes_several_claims_of_a_row(maps):
    rows = [row for row in waiting(maps) if "m1" in row["sentence"]["text"]]
    assert {(row["holder"]["name"], row["event"], row["when"]) for row in rows} == {
        ("United Nations Interim Force in Lebanon", "station", "1994-01"),
        ("Ghana", "station", "1994-01"),
        ("Ireland", "station", "1994-01"),
    }
    assert {tuple(row["quantity"]["value"]) for row in rows if row["quantity"]} == {(100, 200)}
    assert maps.run("check").exit_code == 0


def test_a_complete_listing_states_who_is_not_on_it(maps):
    assert lane(maps, "Marjayoun", "United Nations Interim Force in Lebanon") == [
        ("gone", None, "1994-01-31"),
        ("present", "1994-01-01", "1995-06-30"),
    ]
    assert [status for status, *_ in lane(maps, "Tibnin", "United Nations Interim Force in Lebanon")] == [
        "present",
        "gone",
    ]
    assert [status for status, *_ in lane(maps, "Naqoura", "Fiji")] == ["gone", "present"]
    assert [status for status, *_ in lane(maps, "Naqoura", "Ghana")] == ["present", "gone"]


def test_a_list_that_names_not_everybody_says_nothing_of_those_it_leaves_out(maps):
    assert [status for status, *_ in lane(maps, "Marjayoun", "Norway")] == ["present"]


def test_an_old_map_makes_nobody_go(maps):
    rows = maps.rows("status", "Naqoura", "--on", "2020-01-01", "--holder", "Fiji")
    assert [(row["status"], row["stale"]) for row in rows] == [("present", True)]


def test_without_a_snapshot_silence_is_no_evidence(empty, tmp_path):
    mapping = write(tmp_path / "map.toml", MAPPING.replace('snapshot = ["mission"]', ""))
    empty.run("import", write(tmp_path / "maps.csv", MAPS), "--mapping", mapping)
    assert not any(row["negated"] for row in waiting(empty))


@pytest.mark.parametrize(
    "text", ["not toml", "colums = {}", '[columns]\ncolour = "x"', "empty = 3", "claims = 1", "[columns]\nplace = 3"]
)
def test_a_bad_mapping_is_wrong_usage(empty, tmp_path, text):
    table = write(tmp_path / "t.csv", "event\n")
    empty.run("import", table, "--mapping", write(tmp_path / "map.toml", text), code=2)


def test_a_mapping_that_names_no_column_of_the_table_is_remarked_on(empty, tmp_path):
    table = write(tmp_path / "t.csv", "event,holder,place,published\nstation,Ghana,Gyumri,2020-01-02\n")
    empty.run("import", table, "--mapping", write(tmp_path / "map.toml", '[columns]\nnote = "remark"'))
    (problem,) = empty.rows("problems")
    assert problem["message"] == "the mapping names columns that the table does not have: remark"


def test_a_missing_file_or_mapping_is_said(empty, tmp_path):
    empty.run("import", tmp_path / "nothing.csv", code=3)
    empty.run("import", tmp_path / "nothing.csv", "--mapping", tmp_path / "nothing.toml", code=2)


@pytest.mark.parametrize(
    "data",
    [
        b'event,holder,place\n"station,Ghana,Gyumri\nstation,Ghana,Gyumri\n',
        b"event,holder,place\nstation,Gh\x00ana,Gyumri\n",
        b"event,holder,place\nstation," + b"x" * 200_000 + b",Gyumri\n",
        ("event,holder,place\nstation,=cmd|' /C calc'!A0,\u202egyumri {0} %s\n").encode(),
        b'{"event": "station", "holder": "\\ud800", "place": "Gyumri"}\n{' + b'"a":' * 50_000 + b"\n",
        b'{"event": "station", "holder": "Ghana", "place": "Gyumri", "quantity": ' + b"9" * 5000 + b"}\n",
        b"\xff\xfe\x00\x01" * 50,
        b",,,,\n,,,,\n",
    ],
    ids=["open quote", "nul", "long cell", "formula", "surrogate", "huge number", "binary", "empty"],
)
def test_hostile_tables_end_in_problems_and_leave_a_whole_record(empty, tmp_path, data):
    table = tmp_path / "t.csv"
    table.write_bytes(data)
    from click.testing import CliRunner

    from tenure.cli.main import cli

    done = CliRunner().invoke(cli, ["-C", str(empty.folder), "import", str(table)])
    assert done.exit_code in (0, 3), done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "The record is whole" in empty.run("check").output


def test_the_documentation_names_every_column_as_it_is():
    page = DOCS.read_text("utf-8")
    for column in table_columns():
        assert f"| `{column.name}` | {column.about} |" in page
