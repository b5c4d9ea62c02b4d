"""WACZ files: the WARC files in them, and names, tables and sizes made to do harm."""

import gzip
import zipfile

import pytest

from tenure.model.problem import Problem
from tenure.sources.archives import Stretch
from tenure.sources.inputs import Input, iter_inputs
from tenure.sources.warc import iter_steps

from .archive_maker import archive, mixed


@pytest.fixture
def wacz(tmp_path, settings):
    def made(members, kind=zipfile.ZIP_STORED, change=bytes):
        path = tmp_path / "some.wacz"
        with zipfile.ZipFile(path, "w") as file:
            file.writestr("datapackage.json", "{}")
            for name, data in members:
                file.writestr(name, data, kind)
        path.write_bytes(change(path.read_bytes()))
        return list(iter_inputs([path], settings))

    return made


def test_the_records_of_all_its_archives_are_read_in_order(wacz, settings):
    found = wacz(
        [
            ("archive/b.warc.gz", archive(mixed(3))),
            ("archive/a.warc", archive(mixed(2), bytes)),
            ("pages/pages.jsonl", ""),
        ]
    )
    assert [one.origin.rpartition("some.wacz:")[2] for one in found] == ["archive/a.warc", "archive/b.warc.gz"]
    assert [len([step for step in iter_steps(one, settings) if step.record]) for one in found] == [2, 3]


@pytest.mark.parametrize(
    "name", ["archive/../../evil.warc.gz", "/archive/evil.warc.gz", "C:/archive/evil.warc", "..\\evil.warc"]
)
def test_names_that_lead_out_are_refused(wacz, name):
    found = wacz([(name, archive(mixed(1))), ("archive/a.warc.gz", archive(mixed(1)))])
    assert [type(one) for one in found] == [Problem, Stretch] or [type(one) for one in found] == [Stretch, Problem]
    refused = next(one for one in found if isinstance(one, Problem))
    assert (refused.code.value, refused.message) == ("refused", "the name leads out of the archive")


def test_what_unpacks_to_a_disk_full_is_refused(wacz):
    (refused,) = wacz([("archive/a.warc", b"\0" * 30_000_000)], zipfile.ZIP_DEFLATED)
    assert refused.message == "it unpacks to more than 200 times its size"


def test_what_is_packed_twice_is_refused(wacz):
    (refused,) = wacz([("archive/a.warc", archive(mixed(20), bytes))], zipfile.ZIP_DEFLATED)
    assert "compressed a second time" in refused.message


@pytest.mark.parametrize("change", [
    lambda data: data[:-40],
    lambda data: data.replace(b"PK\x01\x02", b"PK\x01\x03"),
    lambda data: data[:-22] + data[-22:-12] + b"\xff\xff\xff\x7f" * 2 + data[-4:],
], ids=["cut off", "broken table", "huge table"])  # fmt: skip
def test_broken_tables_of_contents_are_a_problem(wacz, change):
    found = wacz([("archive/a.warc.gz", archive(mixed(1)))], change=change)
    assert [type(one) for one in found] == [Problem]
    assert found[0].code.value in ("malformed", "refused")


def test_one_without_archives_is_a_problem(wacz):
    (found,) = wacz([("pages/pages.jsonl", "{}")])
    assert found.message == "there are no WARC files in the WACZ"


def test_another_zip_is_no_wacz(tmp_path, settings):
    path = tmp_path / "some.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document.xml", "<a/>")
    assert [type(one) for one in iter_inputs([path], settings)] == [Input]


def test_an_archive_larger_than_an_input_is_taken(tmp_path, settings):
    path = tmp_path / "large.warc.gz"
    path.write_bytes(archive(mixed(1)) + gzip.compress(b"") * 1_200_000)
    assert path.stat().st_size > settings.max_megabytes * 1_000_000
    assert [type(one) for one in iter_inputs([path], settings)] == [Stretch]
