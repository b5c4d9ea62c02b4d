"""Places and holders on record: listed, merged, split."""


def named(rows, name):
    return next(row for row in rows if row["name"] == name)


def test_places_are_listed_with_their_claims_and_the_unresolved_marked(record):
    rows = record.rows("places", "list")
    assert [row["claims"] for row in rows] == sorted((row["claims"] for row in rows), reverse=True)
    assert named(rows, "Zvartnots International Airport")["claims"] == 3
    mill = named(rows, "Old Mill Ridge, Armenia")
    assert (mill["resolved"], mill["stands_under"]) == (False, None)
    assert [row["name"] for row in record.rows("places", "list", "--unresolved")] == ["Old Mill Ridge, Armenia"]


def test_merged_places_are_one_line_and_split_ones_two_again(record):
    record.run("places", "merge", "Old Mill Ridge, Armenia", "site:meghri-border-post", "--because", "the old name")
    found = record.rows("status", "Meghri", "--on", "2024-06-01")
    assert {row["place"]["id"] for row in found} == {"site:meghri-border-post"}
    assert {row["holder"]["name"] for row in found} == {"Armenia", "The Wolves"}
    assert named(record.rows("places", "list"), "Old Mill Ridge, Armenia")["stands_under"] == "site:meghri-border-post"
    again = record.run("places", "merge", "Meghri border post", "old mill ridge, armenia", "--because", "again")
    assert "one already" in again.output
    record.run("places", "split", "old mill ridge, armenia", "Meghri border post", "--because", "no, another one")
    assert named(record.rows("places", "list"), "Old Mill Ridge, Armenia")["stands_under"] is None
    assert {row["holder"]["name"] for row in record.rows("status", "Meghri", "--on", "2024-06-01")} == {"Armenia"}


def test_a_split_of_what_was_never_merged_fails_and_says_what_holds_them(record):
    done = record.run("places", "split", "Gyumri", "Zvartnots International Airport", "--because", "x", code=1)
    assert "were not merged" in done.output


def test_names_nobody_knows_and_itself_are_wrong_usage(record):
    record.run("places", "merge", "Atlantis", "Gyumri", "--because", "x", code=2)
    record.run("places", "merge", "Gyumri", "Gyumri", "--because", "x", code=2)
    record.run("places", "merge", "Gyumri", "Zvartnots International Airport", code=2)


def test_a_place_can_be_merged_into_an_entry_that_is_not_on_record(record):
    done = record.run("places", "merge", "Old Mill Ridge, Armenia", "Agarak border post", "--because", "it is there")
    assert "stand under site:" in " ".join(done.output.split())


def test_holders_are_listed_merged_and_split(record):
    rows = record.rows("holders", "list")
    assert (named(rows, "Russia")["claims"], named(rows, "The Wolves")["resolved"]) == (4, False)
    record.run("holders", "merge", "The Wolves", "Russia", "--because", "a brigade of theirs")
    found = record.rows("status", "Old Mill", "--on", "2024-06-01")
    assert [row["holder"]["name"] for row in found] == ["Russia"]
    record.run("holders", "split", "The Wolves", "Russia", "--because", "they deny it")
    found = record.rows("status", "Old Mill", "--on", "2024-06-01")
    assert [row["holder"]["name"] for row in found] == ["The Wolves"]
    assert "The record is whole" in record.run("check").output
