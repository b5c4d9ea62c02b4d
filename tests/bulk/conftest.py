"""Projects, and archives of pages of which every fifth holds claims."""

import os
from pathlib import Path

import pytest
from tests.projects import Folder, new_folder

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


class Archive(Folder):
    """A project that takes archives in."""

    def facts(self):
        return {table: self.rows(f"SELECT {columns} FROM {table} ORDER BY {'id' if table == 'blobs' else 'seq'}")
                for table, columns in FACTS.items()}  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def gazetteer_index():
    return open_gazetteer(Path(os.environ.get("TENURE_DATA_DIR") or default_data_dir(os.environ)))


@pytest.fixture
def make(tmp_path):
    def made(name="record"):
        return new_folder(tmp_path / name, Archive)

    return made
