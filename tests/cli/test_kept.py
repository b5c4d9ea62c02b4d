"""Answers kept beside the record: checked against the claims, thrown away where they are wrong."""

import apsw


def test_a_kept_answer_that_is_wrong_is_found_and_made_again(record):
    before = record.rows("status", "--on", "2024-06-01")
    assert record.run("check").exit_code == 0
    (path,) = (record.folder / ".derived").glob("*.sqlite")
    connection = apsw.Connection(str(path))
    bodies = connection.execute("SELECT seq, body FROM lines ORDER BY seq LIMIT 2").fetchall()
    connection.execute("UPDATE lines SET body = ? WHERE seq = ?", (bodies[1][1], bodies[0][0]))
    connection.close()
    found = record.run("check", code=1)
    assert "is not what the claims give" in found.output
    assert record.rows("status", "--on", "2024-06-01") == before
    assert "The record is whole" in record.run("check").output


def test_the_table_of_the_world_says_what_the_json_says(record):
    rows = record.rows("status", "--on", "2024-06-01")
    table = record.run("status", "--on", "2024-06-01", "--table").stdout
    assert rows
    assert all(row["id"][:9] in table for row in rows)
