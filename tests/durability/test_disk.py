"""Folders that may not be written and disks that fill up: said clearly, and what was finished is kept."""

import os
import resource
import shutil
import subprocess
import sys

import pytest

from .conftest import obey_permissions, output_of

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions and limits of POSIX")


@pytest.fixture
def closed(make, reports):
    """A record with one report in it, in a folder that may not be written."""
    folder = make()
    folder.run("ingest", reports / "000.txt")
    folder.ledger.chmod(0o400)
    folder.path.chmod(0o500)
    yield folder
    folder.path.chmod(0o700)
    folder.ledger.chmod(0o600)


def outcome_of(process):
    code, said = output_of(process)
    if code == 77:
        pytest.skip("root cannot be held to permissions here")
    return code, said


@on_posix
def test_a_folder_that_may_not_be_written(closed, reports):
    code, said = outcome_of(closed.start("ingest", reports, preexec_fn=obey_permissions))
    assert code == 1
    assert "Check" in said
    assert "folder" in said
    closed.path.chmod(0o700)
    assert closed.count() == 1
    assert closed.faults() == []


@on_posix
def test_a_record_that_may_only_be_read_still_answers(closed, reports):
    code, said = outcome_of(closed.start("status", "--json", "--on", "2024-06-30", preexec_fn=obey_permissions))
    assert code == 0, said
    assert "Gyumri" in said


@on_posix
def test_no_project_is_made_where_none_may_be_written(tmp_path):
    (tmp_path / "closed").mkdir(mode=0o500)
    process = subprocess.Popen(
        [sys.executable, "-m", "tenure", "init", str(tmp_path / "closed")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=obey_permissions,
    )  # fmt: skip
    code, said = outcome_of(process)
    assert code == 1
    assert "written" in said
    assert not any((tmp_path / "closed").iterdir())


def fill(folder, reports, **more):
    """An ingest that runs out of space in the middle; gives what it says."""
    code, said = output_of(folder.start("ingest", reports, **more))
    assert code == 1, said
    assert "ledger.sqlite: " in said
    assert "free" in said.casefold()
    return said


@on_posix
def test_a_file_that_may_not_grow(make, reports, undisturbed):
    folder = make()
    folder.run("ingest", reports / "000.txt")
    limit = folder.ledger.stat().st_size + 120_000

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    fill(folder, reports, preexec_fn=limited)
    assert 1 < folder.count() < 24
    assert folder.faults() == []
    folder.run("ingest", reports)
    assert folder.status() == undisturbed.status()


@pytest.fixture
def small_disk(tmp_path):
    """A disk of some hundred kilobytes, where this user may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    command = [mount, "-t", "tmpfs", "-o", "size=640k", "tmpfs", str(place)]
    if mount is None or os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("needs a user who may mount a tmpfs")
    yield place
    subprocess.run(["umount", str(place)], check=False)


@on_posix
def test_a_full_disk(make, small_disk, reports, undisturbed):
    folder = make("disk/record")
    said = fill(folder, reports)
    assert "the disk is full" in said
    assert 0 < folder.count() < 24
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    assert folder.faults() == []
    folder.run("ingest", reports)
    assert folder.status() == undisturbed.status()
