import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest

from tenure.gazetteer.digest import data_digest
from tenure.gazetteer.index import open_index
from tenure.gazetteer.open import index_path, open_gazetteer
from tenure.model.errors import DataFileError

BUILD = (
    "import sys; from pathlib import Path; from tenure.gazetteer.open import open_gazetteer as o; o(Path(sys.argv[1]))"
)


@pytest.fixture
def copy(gazetteer, index_folder, tmp_path):
    path = index_path(index_folder, data_digest())
    return shutil.copy(path, tmp_path / path.name)


def test_an_index_opens_for_its_own_data_only(copy):
    assert open_index(copy, data_digest()) is not None
    assert open_index(copy, "other data") is None
    assert open_index(copy.with_name("missing.sqlite"), data_digest()) is None


@pytest.mark.parametrize("keep", [0, 10, 4096, 1_000_000], ids=["empty", "ten bytes", "a page", "a part"])
def test_a_cut_index_is_not_used(copy, keep):
    with open(copy, "r+b") as file:
        file.truncate(keep)
    assert open_index(copy, data_digest()) is None


def test_an_overwritten_index_is_not_used(copy):
    copy.write_bytes(b"no database" * 1000)
    assert open_index(copy, data_digest()) is None


def test_every_point_is_on_earth_and_every_parent_an_entry(gazetteer):
    rows = gazetteer.index.connection.execute
    assert list(rows("SELECT id FROM places WHERE lat NOT BETWEEN -90 AND 90 OR lon NOT BETWEEN -180 AND 180")) == []
    assert list(rows("SELECT id FROM places WHERE lat = 0 AND lon = 0")) == []
    parents = {parent for (listed,) in rows("SELECT DISTINCT parents FROM places") for parent in listed.split()}
    known = {key for (key,) in rows("SELECT id FROM places")}
    assert parents <= known


def test_a_folder_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(DataFileError, match="TENURE_DATA_DIR"):
        open_gazetteer(tmp_path / "file")


@pytest.mark.slow
def test_two_that_build_at_once_make_the_same_bytes(gazetteer, index_folder, tmp_path):
    builders = [subprocess.Popen([sys.executable, "-c", BUILD, str(tmp_path)]) for _ in range(2)]
    assert [builder.wait(timeout=300) for builder in builders] == [0, 0]
    built = index_path(tmp_path, data_digest())
    assert [path.name for path in tmp_path.iterdir()] == [built.name]
    assert sha256(built.read_bytes()).digest() == sha256(index_path(index_folder, data_digest()).read_bytes()).digest()


@pytest.mark.slow
def test_a_damaged_index_is_built_again(copy):
    copy.write_bytes(b"")
    steps = []
    opened = open_gazetteer(copy.parent, lambda step, done, steps_in_all: steps.append((done, steps_in_all)))
    assert opened.find("Yerevan")
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1]
    opened.close()


def test_threads_share_an_open_gazetteer(gazetteer):
    names = [
        f"{name} {number}" for name in ("Agarak", "Martuni", "Gao", "Paris", "Springfield") for number in range(40)
    ]
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda name: gazetteer.find(name.split()[0]) + gazetteer.find(name), names))
    assert all(found)
