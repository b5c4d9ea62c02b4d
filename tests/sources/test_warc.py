"""WARC files as they come: packed in three ways, damaged, cut off, made to fill a disk."""

import gzip
import os
import time

import pytest

from tenure.sources.archives import Stretch, is_archive
from tenure.sources.warc import iter_steps

from .archive_maker import PACKERS, archive, page, record


@pytest.fixture
def steps(tmp_path, settings):
    def walked(data, settings=settings):
        path = tmp_path / "some.warc"
        path.write_bytes(data)
        return list(iter_steps(Stretch("some", path, 0, len(data)), settings))

    return walked


def said(found):
    return [step.fault.message.partition(":")[0] if step.fault else bool(step.record) for step in found]


RECORDS = [record(os.urandom(3000).hex().encode(), n) for n in range(6)]


@pytest.mark.parametrize("pack", PACKERS.values(), ids=list(PACKERS))
def test_every_record_is_read_once(steps, pack):
    found = steps(archive(RECORDS, pack))
    assert [step.number for step in found] == [1, 2, 3, 4, 5, 6]
    assert [step.record.url for step in found] == [f"https://news.example/{n}" for n in range(6)]
    assert [step.record.head + step.record.block + b"\r\n\r\n" for step in found] == RECORDS


def test_records_without_pages_are_passed_over(steps):
    data = archive(
        [record(b"software: x", kind="warcinfo"), record(b"GET / HTTP/1.1\r\n\r\n", kind="request"), *RECORDS[:2]]
    )
    assert said(steps(data)) == [False, False, True, True]


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :]


@pytest.mark.parametrize("within", [0, 12, 1500, -6], ids=["its mark", "its header", "its body", "its checksum"])
@pytest.mark.parametrize("which", [0, 2, 5])
def test_one_damaged_record_is_counted_and_the_others_are_read(steps, which, within):
    packed = [gzip.compress(one) for one in RECORDS]
    packed[which] = flipped(packed[which], within % len(packed[which]))
    found = steps(b"".join(packed))
    expected = [True] * 6
    expected[which] = "the record is damaged"
    assert said(found) == expected


def test_a_length_that_is_a_lie_costs_the_records_it_covers(steps):
    data = archive(RECORDS, bytes).replace(b"Content-Length: 6059", b"Content-Length: 9999", 1)
    found = said(steps(data))
    assert found[0] is True
    assert found[1] == "the record is damaged"
    assert found[-4:] == [True] * 4


@pytest.mark.parametrize("pack", PACKERS.values(), ids=list(PACKERS))
@pytest.mark.parametrize("left", [60, 300, 1500])
def test_a_cut_archive_gives_what_is_whole(steps, pack, left):
    packed = [pack(one) for one in RECORDS]
    found = said(steps(b"".join(packed[:3]) + packed[3][:left]))
    assert found[:3] == [True] * 3
    assert found[3:] in ([], ["the record is damaged"])


def test_a_large_record_is_passed_over(steps, settings):
    big = record(os.urandom(11_000_000).hex().encode())
    assert said(steps(archive([RECORDS[0], big, RECORDS[1]]))) == [True, "larger than 20 MB", True]


@pytest.mark.parametrize("pack", [gzip.compress, PACKERS["zstd"]], ids=["gzip", "zstd"])
def test_one_record_that_unpacks_to_a_disk_full_ends_the_archive(steps, pack):
    bomb = pack(record(b"\0" * 300_000_000))
    began = time.monotonic()
    found = steps(pack(RECORDS[0]) + bomb + pack(RECORDS[1]))
    assert time.monotonic() - began < 10
    assert said(found) == [True, "it unpacks to more than 200 times its size; the rest of it is not read"]
    assert found[-1].fault.ends


def test_many_records_that_unpack_to_a_disk_full_end_it_too(steps):
    bomb = gzip.compress(record(b"\0" * 19_000_000))
    found = steps(bomb * 50)
    assert len(found) < 6
    assert found[-1].fault.ends


@pytest.mark.parametrize("filler", [b"\0", b"\r\n", b"a", b"WARC/1.1\r\n"], ids=repr)
@pytest.mark.parametrize("pack", [gzip.compress, PACKERS["zstd"]], ids=["gzip", "zstd"])
def test_endless_filler_between_records_is_not_unpacked(steps, pack, filler):
    began = time.monotonic()
    found = steps(pack(RECORDS[0]) + pack(filler * (60_000_000 // len(filler))) + pack(RECORDS[1]))
    assert time.monotonic() - began < 20
    assert said(found)[0] is True
    assert said(found)[-1] is True


def test_endless_marks_are_not_all_tried(steps):
    began = time.monotonic()
    found = steps(b"\x1f\x8b\x08" * 400_000)
    assert time.monotonic() - began < 10
    assert "200 places behind the damage" in found[-1].fault.message


def test_the_proportion_is_a_setting(steps, settings):
    from dataclasses import replace

    data = archive([record(b"\0" * 18_000_000), record(b"\0" * 18_000_000), record(b"\0" * 18_000_000), RECORDS[0]])
    assert said(steps(data))[-1] is not True
    assert said(steps(data, replace(settings, max_expansion=2000))) == [True] * 4


def test_what_is_no_archive_is_not_taken_for_one():
    assert not is_archive(page("words"))
    assert not is_archive(gzip.compress(b"plain words"))
    assert not is_archive(b"\x1f\x8b\x08broken")
    assert not is_archive(b"PK\x03\x04" + b"\0" * 22 + b"\x09\0\0\0word/doc1")
    assert not is_archive(b"")
