"""Projects, and archives of pages of which every fifth holds claims."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import apsw
import pytest
from click.testing import CliRunner

from tenure.cli.main import cli
from tenure.gazetteer.open import open_gazetteer
from tenure.settings import default_data_dir

# What a record holds, without when it was entered and by which run.
FACTS = {
    "reports": "id, text, language",
    "sightings": "id, report, title, publisher, url, published_at, raw, origin",
    "readings": "report, reader, gazetteer, anchored_at",
    "claims": "id, reading, event, modality, holder, place, spans, confidence",
    "problems": "id, code, whereabouts, message",
    "positions": "archive, records, counts, finished",
    "blobs": "id, size, packed",
    "batches": "kind, subject, digest, chain",
}


class Folder:
    def __init__(self, path):
        self.path = path

    def run(self, *words, code=0):
        done = CliRunner().invoke(cli, ["-C", str(self.path), *map(str, words)])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == code, (done.exit_code, done.output)
        return done

    def start(self, *words):
        return subprocess.Popen(
            [sys.executable, "-m", "tenure", "-C", str(self.path), *map(str, words)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def rows(self, query):
        with closing(apsw.Connection(str(self.path / "ledger.sqlite"), flags=apsw.SQLITE_OPEN_READONLY)) as connection:
            connection.set_busy_timeout(2000)
            return list(connection.execute(query))

    def facts(self):
        return {table: self.rows(f"SELECT {columns} FROM {table} ORDER BY {'id' if table == 'blobs' else 'seq'}")
                for table, columns in FACTS.items()}  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def gazetteer_index():
    return open_gazetteer(Path(os.environ.get("TENURE_DATA_DIR") or default_data_dir(os.environ)))


@pytest.fixture
def make(tmp_path):
    def made(name="record"):
        CliRunner().invoke(cli, ["init", str(tmp_path / name)], catch_exceptions=False)
        return Folder(tmp_path / name)

    return made
