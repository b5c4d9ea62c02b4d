"""Kill `tenure ingest` over one archive again and again, and compare the record with one that was never disturbed.

    python eval/kill_archive.py [--kills 20] [--records 4000] [--jobs 2] [--seed 1]

Each round starts the same command and sends SIGKILL after a random number of further reports. At the end every table
must hold what an undisturbed record holds, in the same order, but for the times of recording and the numbers of runs.
"""

import argparse
import hashlib
import random
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import apsw

from mixed_archive import distinct, example_pages, page_of, write_archive

FACTS = {
    "reports": "id, text, language",
    "sightings": "id, report, title, publisher, url, authors, published_at, raw, origin",
    "readings": "report, reader, gazetteer, anchored_at",
    "claims": "id, reading, event, modality, flags, holder, place, spans, confidence",
    "problems": "id, code, whereabouts, message, gravity",
    "positions": "archive, records, counts, finished",
    "batches": "kind, subject, digest, chain",
}
QUIET = "The bakery sold its bread early. Apples were cheap again, and the choir sang on Sunday evening in the square."


def command(folder: Path, *words: str) -> list[str]:
    """The command line of a verb."""
    return [sys.executable, "-m", "tenure", "-q", "-C", str(folder), *words]


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    """What a query gives, read beside whoever writes."""
    flags = apsw.SQLITE_OPEN_READONLY
    with closing(apsw.Connection(str(folder / "ledger.sqlite"), flags=flags)) as connection:
        connection.set_busy_timeout(5000)
        return list(connection.execute(query))


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of each table, without when and by which run its rows were entered."""
    return {
        table: hashlib.sha256(repr(rows(folder, f"SELECT {columns} FROM {table} ORDER BY seq")).encode()).hexdigest()
        for table, columns in FACTS.items()
    }


def killed_once(folder: Path, archive: Path, jobs: int, more: int, chance: random.Random) -> bool:
    """Runs until so many more reports are there, and kills; False where it had ended before."""
    began = int(str(rows(folder, "SELECT count(*) FROM reports")[0][0]))
    with subprocess.Popen(
        command(folder, "ingest", "--jobs", str(jobs), str(archive)), stderr=subprocess.DEVNULL
    ) as it:
        while it.poll() is None and int(str(rows(folder, "SELECT count(*) FROM reports")[0][0])) < began + more:
            time.sleep(0.003)
        time.sleep(chance.random() * 0.05)
        it.kill()
    return it.returncode != 0


def main() -> int:
    """Kills, resumes, compares; ends with 1 where the records differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--records", type=int, default=4000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance, kills = random.Random(options.seed), 0
    with tempfile.TemporaryDirectory(prefix="kill-archive-") as made:
        archive, calm, killed = (Path(made) / name for name in ("some.warc.gz", "calm", "killed"))
        quiet, topics, every = page_of("Market day", "2026-01-01", [QUIET]), example_pages(), options.records // 80
        pages = (distinct(quiet if n % every else topics[n // every % len(topics)], n) for n in range(options.records))
        write_archive(archive, pages)
        for folder in (calm, killed):
            subprocess.run(command(folder, "init", str(folder)), check=True, stderr=subprocess.DEVNULL)
        subprocess.run(command(calm, "ingest", str(archive)), check=False, stderr=subprocess.DEVNULL)
        while kills < options.kills and killed_once(killed, archive, options.jobs, chance.randrange(1, 5), chance):
            kills += 1
        subprocess.run(command(killed, "ingest", str(archive)), check=False, stderr=subprocess.DEVNULL)
        one, other = digests(calm), digests(killed)
        differ = [table for table in FACTS if one[table] != other[table]]
        checked = subprocess.run(command(killed, "check"), check=False, capture_output=True).returncode == 0
        reports, claims = (rows(killed, f"SELECT count(*) FROM {table}")[0][0] for table in ("reports", "claims"))
    found = f"tables that differ: {', '.join(differ)}" if differ else "every table is the same, byte for byte"
    print(
        f"{kills} kills, {options.records} records, {reports} reports, {claims} claims, --jobs {options.jobs}: {found};"
    )
    print(f"tenure check {'passes' if checked else 'FAILS'}")
    return 1 if differ or not checked or kills < options.kills else 0


if __name__ == "__main__":
    sys.exit(main())
