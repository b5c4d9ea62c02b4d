"""The tables of bellingcat's Auto Archiver."""

import csv
import io
from datetime import UTC, datetime

SHEET = """\
Link,Archive Status,Destination Folder,Archive location,Archive date,Upload Timestamp,Upload title,Text Content,Hash
https://t.example/1,telethon_archiver: success,f,s3://a,,2024-06-01T09:30:00+00:00,Post one,"Soldiers left the base.

They went home.",abc
https://t.example/2,no archiver,f,,,,,,
https://t.example/3,wayback: success,f,s3://c,2024-06-02T10:00:00Z,,,,
https://t.example/4,twitter: success,f,s3://d,2024-06-02T10:00:00Z,,"=cmd()","The guards held the bridge, he said.",d
"""


def test_a_row_with_a_text_is_a_report(read):
    reports, problems = read(SHEET)
    assert [(one.url, one.title, one.text) for one in reports] == [
        ("https://t.example/1", "Post one", "Soldiers left the base.\n\nThey went home."),
        ("https://t.example/4", "=cmd()", "The guards held the bridge, he said."),
    ]
    assert reports[0].published_at == datetime(2024, 6, 1, 9, 30, tzinfo=UTC)
    assert reports[1].published_at is None
    assert [one.origin for one in reports] == ["given:2", "given:7"]
    assert sorted(one.message for one in problems if one.code.value == "no-article") == [
        "1 rows have no text, only pictures or films", "1 rows were not archived",
    ]  # fmt: skip


def test_its_lines_are_kept_as_received(settings):
    from tenure.sources.draft import Hints
    from tenure.sources.inputs import Input
    from tenure.sources.read import read_input

    found, _ = read_input(Input("given", SHEET.encode()), Hints(), settings, now=datetime(2026, 1, 1, tzinfo=UTC))
    lines = SHEET.splitlines(keepends=True)
    assert found[0][1].decode() == "".join(lines[:1] + lines[1:4])
    assert found[1][1].decode() == lines[0] + lines[6]


def database(metadata, status="telethon: success"):
    out = io.StringIO()
    writer = csv.DictWriter(out, ["status", "metadata", "media"])
    writer.writeheader()
    writer.writerow({"status": status, "metadata": metadata, "media": []})
    return out.getvalue()


def test_the_database_holds_its_metadata_as_python_writes_them(read_one):
    said = {
        "_processed_at": datetime(2024, 6, 2, 10, 0, 0, 123456, tzinfo=UTC), "url": "https://t.example/9",
        "title": "Post", "content": "Troops took the bridge.", "timestamp": datetime(2024, 6, 1, 9, 30, tzinfo=UTC),
    }  # fmt: skip
    report = read_one(database(repr(said)))
    assert (report.url, report.text) == ("https://t.example/9", "Troops took the bridge.")
    assert report.published_at == datetime(2024, 6, 1, 9, 30, tzinfo=UTC)


def test_nothing_in_it_is_run(read, tmp_path):
    target = tmp_path / "made"
    for cell in (
        f"__import__('pathlib').Path({str(target)!r}).touch()",
        "[" * 50_000,
        "{'content': ",
        "{1, 2}",
        "'" + "a" * 125_000 + "'",
    ):
        reports, problems = read(database(cell))
        assert reports == []
        assert problems[0].code.value == "malformed"
    assert not target.exists()


def test_broken_quotes_and_other_tables_are_no_trouble(read):
    assert read(SHEET + '"open ' + "x" * 200_000)[1]
    reports, _ = read("Link,Title\nhttps://a.example,Soldiers left the base on Monday and did not come back.\n")
    assert all("Auto" not in (one.title or "") for one in reports)
