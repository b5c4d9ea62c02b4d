"""Real `tenure` processes on a folder of small reports: most are read at a glance, some hold claims."""

import ctypes
import json
import os
import time
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests import projects

from tenure.cli.main import cli
from tenure.gazetteer.open import open_gazetteer
from tenure.ledger.check import iter_faults
from tenure.ledger.store import open_ledger
from tenure.settings import default_data_dir

TOWNS = ("Gyumri", "Meghri", "Goris", "Kapan")
# Everything is asked as of one day, so that no test depends on when it runs.
DAY = "2024-06-30"


def write_reports(folder, count, name="day"):
    """Small reports of May 2024; every fourth one is about soldiers, one has no date, one was copied."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        town, verb = TOWNS[number // 4 % len(TOWNS)], ("left", "arrived in")[number // 16 % 2]
        news = f"Russian border guards {verb} {town} on Monday, mayor {name} said. About {number + 10} soldiers remain."
        quiet = f"The bakery of {name} sold {number} loaves of bread. Apples were cheap again."
        head = "" if number == 5 else f"2024-05-{number % 28 + 1:02}\n\n"
        (folder / f"{number:03}.txt").write_text(head + (quiet if number % 4 else news) + "\n", encoding="utf-8")
    (folder / "copy.txt").write_text((folder / "000.txt").read_text("utf-8"), encoding="utf-8")
    return folder


class Folder(projects.Folder):
    """A project with what these tests ask of it."""

    def status(self):
        return self.run("status", "--json", "--all", "--on", DAY).stdout_bytes

    def faults(self):
        with closing(open_ledger(self.ledger)) as ledger:
            return list(iter_faults(ledger))

    def count(self, table="reports"):
        return self.rows(f"SELECT count(*) FROM {table}")[0][0]

    def wait_for(self, reports, process):
        """Come back once so many reports are in, or the process has ended."""
        end = time.monotonic() + 60
        while self.count() < reports and process.poll() is None:
            assert time.monotonic() < end, "nothing is being written"
            time.sleep(0.001)


def output_of(process):
    out, err = process.communicate(timeout=90)
    assert "Traceback" not in err, err
    return process.returncode, unwrapped(out + err)


def unwrapped(said):
    """A message on one line, as messages are wrapped to the width of a screen."""
    return " ".join(said.split())


def obey_permissions():
    """In a child about to start: root, too, is refused what the permissions refuse."""
    if os.geteuid() == 0:
        prctl = ctypes.CDLL(None).prctl
        drop, override = 24, 1  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE
        if prctl(drop, override) != 0:
            os._exit(77)


@pytest.fixture(scope="session", autouse=True)
def gazetteer_index():
    """The index is there before processes race for it."""
    return open_gazetteer(Path(os.environ.get("TENURE_DATA_DIR") or default_data_dir(os.environ)))


@pytest.fixture
def make(tmp_path):
    def made(name="record"):
        return projects.new_folder(tmp_path / name, Folder)

    return made


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    return write_reports(tmp_path_factory.mktemp("reports") / "in", 24)


@pytest.fixture(scope="module")
def undisturbed(reports, tmp_path_factory):
    """A record made in one go, and what it says."""
    folder = Folder(tmp_path_factory.mktemp("whole") / "record")
    CliRunner().invoke(cli, ["init", str(folder.path)], catch_exceptions=False)
    folder.run("ingest", reports)
    assert len(json.loads(folder.status())) > 4
    return folder
