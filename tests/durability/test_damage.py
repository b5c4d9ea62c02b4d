"""Ledgers that are cut, overwritten, foreign, too new or tampered with: never a traceback, never a silent answer."""

import json
import shutil
from contextlib import closing

import apsw
import pytest

from .conftest import Folder, unwrapped

VERBS = (("status", "--json", "--on", "2024-06-30"), ("problems", "--json"), ("check",))


@pytest.fixture
def copy(undisturbed, tmp_path):
    """A copy of the whole record, to be spoilt."""
    shutil.copytree(undisturbed.path, tmp_path / "copy")
    return Folder(tmp_path / "copy")


def refused(folder, *verb, words=""):
    said = unwrapped(folder.run(*verb, code=1).stderr)
    assert "ledger.sqlite: " in said
    assert words in said


@pytest.mark.parametrize("verb", [*VERBS, ("ingest", ".")], ids=lambda verb: verb[0])
@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "not a Tenure ledger"), (b"garbage " * 2000, "not a Tenure ledger")],
    ids=["empty", "garbage"],
)
def test_something_else_under_its_name(copy, verb, content, words):
    copy.ledger.write_bytes(content)
    refused(copy, *verb, words=words)
    assert copy.ledger.read_bytes() == content


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
def test_another_program_s_database(copy, verb):
    copy.ledger.unlink()
    with closing(apsw.Connection(str(copy.ledger))) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    refused(copy, *verb, words="not a Tenure ledger")
    refused(copy, "ingest", ".", words="not a Tenure ledger")
    with closing(apsw.Connection(str(copy.ledger))) as other:
        assert [name for (name,) in other.execute("SELECT name FROM sqlite_master")] == ["bookmarks"]


@pytest.mark.parametrize("verb", [*VERBS, ("ingest", ".")], ids=lambda verb: verb[0])
def test_a_newer_schema(copy, verb):
    with closing(apsw.Connection(str(copy.ledger))) as other:
        other.execute("PRAGMA user_version=99")
    refused(copy, *verb, words="newer Tenure (schema 99)")


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_ledger_cut_short_is_found_by_check(copy, part):
    whole = copy.ledger.read_bytes()
    copy.ledger.write_bytes(whole[: int(len(whole) * part)])
    assert "Restore a copy" in unwrapped(copy.run("check", code=1).stderr)


@pytest.mark.parametrize("page", range(2, 40, 3))
def test_an_overwritten_page_is_found_by_check_and_never_a_crash(copy, page, undisturbed):
    data = bytearray(copy.ledger.read_bytes())
    at = 4096 * page
    if at >= len(data):
        pytest.skip("there are not so many pages")
    data[at : at + 4096] = b"\xa5" * 4096
    copy.ledger.write_bytes(data)
    copy.run("check", code=1)
    for verb in VERBS[:2]:
        done = copy.run(*verb, code=None)
        assert done.exit_code in (0, 1)


TAMPERINGS = {
    "a text": ("reports", "UPDATE reports SET text = CAST(replace(CAST(text AS TEXT), 'Russian', 'Belgian') AS BLOB)"),
    "a text that is no text": ("reports", "UPDATE reports SET text = x'ff' || text WHERE seq = 1"),
    "a claim's event": ("claims", "UPDATE claims SET event = 'deploy' WHERE event = 'withdraw'"),
    "a claim's negation": ("claims", "UPDATE claims SET flags = flags | 1"),
    "a claim's offsets": ("claims", "UPDATE claims SET spans = '[0,9999]'"),
    "a claim's place": ("loci", "UPDATE loci SET body = replace(body, 'Gyumri', 'Yerevan')"),
    "a date": ("sightings", "UPDATE sightings SET published_at = replace(published_at, '2024', '2023')"),
    "a publisher": ("sightings", "UPDATE sightings SET publisher = 'Somebody'"),
    "a claim removed": ("claims", "DELETE FROM claims WHERE seq = (SELECT max(seq) FROM claims)"),
    "a review": ("reviews", "UPDATE reviews SET kind = 'accept'"),
    "a reviewer": ("reviews", "UPDATE reviews SET reviewer = 'Somebody'"),
    "a review removed": ("reviews", "DELETE FROM reviews"),
    "a batch": ("batches", "UPDATE batches SET digest = 'x' WHERE seq = 3"),
    "a batch removed": ("batches", "DELETE FROM batches WHERE seq = 3"),
    "the last batch removed": ("batches", "DELETE FROM batches WHERE seq = (SELECT max(seq) FROM batches)"),
    "a claim added": (
        "claims",
        """INSERT INTO claims SELECT NULL, id, reading, event, modality, flags, holder, counterparty, place, spans,
        quantity, occurred, deadline, speaker, reader, confidence, scores FROM claims WHERE seq = 1""",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found_by_check(copy, name):
    claim = json.loads(copy.run("review", "--list", "--json").stdout)[0]["id"]
    copy.run("review", claim, "--reject", "--because", "a test")
    copy.run("check")
    table, statement = TAMPERINGS[name]
    with closing(apsw.Connection(str(copy.ledger))) as hand:
        for trigger in ("keep", "stay"):
            hand.execute(f"DROP TRIGGER {table}_{trigger}")
        hand.execute(statement)
        assert hand.changes() > 0
    copy.run("check", code=1)


@pytest.mark.parametrize("verb", ["UPDATE {} SET seq = seq", "DELETE FROM {}"], ids=["update", "delete"])
@pytest.mark.parametrize("table", ["runs", "reports", "sightings", "readings", "claims", "parties", "loci", "batches"])
def test_the_ledger_itself_refuses_to_change_facts(undisturbed, table, verb):
    with (
        closing(apsw.Connection(str(undisturbed.ledger))) as hand,
        pytest.raises(apsw.ConstraintError, match="append-only"),
    ):
        hand.execute(verb.format(table))
