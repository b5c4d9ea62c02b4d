"""The same claims under three policies."""


def test_lines_that_hang_on_the_policy_are_listed_side_by_side(record):
    rows = record.rows("sensitivity", "--on", "2024-06-01")
    gyumri = next(row for row in rows if row["place"]["name"] == "Gyumri")
    assert gyumri["graded"]["verdict"] == "claimed by an interested party only"
    assert gyumri["ungraded"]["verdict"] == "reported"
    assert gyumri["independent"]["verdict"] == "no evidence"
    assert {gyumri[name]["status"] for name in ("graded", "ungraded", "independent")} == {"present"}


def test_what_is_the_same_under_all_is_left_out(record):
    rows = record.rows("sensitivity", "--on", "2024-06-01")
    assert "Old Mill Ridge, Armenia".casefold() not in {row["place"]["name"] for row in rows}
    assert all(
        len({(row[name]["status"], row[name]["verdict"]) for name in ("graded", "ungraded", "independent")}) > 1
        for row in rows
    )


def test_filters_and_the_exit_code(record):
    record.run("sensitivity", "Gyumri", "--on", "2024-06-01", "--exit-code", code=4)
    record.run("sensitivity", "Old Mill", "--on", "2024-06-01", "--exit-code", code=0)
    assert record.rows("sensitivity", "--holder", "Armenia", "--on", "2024-06-01") != []
    record.run("sensitivity", "Atlantis", code=2)
    assert record.run("sensitivity", "--csv", "--on", "2024-06-01").stdout.startswith("place.id,")
