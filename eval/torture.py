"""Kill `tenure` at random moments, and ask after each whether the record is whole.

    python eval/torture.py [--kills 50] [--seed 1] [--keep FOLDER]

One record lives through all of it. Each round starts an ingest of new reports, a session of reviews or an import of a
table, lets it run for a random time, and sends SIGKILL. Then `tenure check` must pass, everything that was acknowledged
must be there (a claim that `tenure review` has said to be decided; everything that earlier rounds left), and nothing
half: no report without its reading, no reading without the claims that an undisturbed record has, no claim twice. Last,
everything interrupted is run to its end, and the record must hold what one holds that was never disturbed.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tenure.ledger.record import claims_of, iter_publications, iter_reviews, standing_readings
from tenure.ledger.store import open_ledger

TOWNS = ("Gyumri", "Meghri", "Goris", "Kapan", "Tskhinvali", "Gori", "Batumi", "Sevan")
VERBS = ("ingest", "review", "import")
REPORTS, ROWS = 24, 600
LONGEST = 6.0


@dataclass(slots=True)
class Tally:
    """What the rounds of one verb came to."""

    kills: int = 0
    in_time: int = 0
    """Kills that came before the verb was done."""
    before: int = 0
    """Kills that came before the verb had added anything."""
    kept: int = 0
    """Reports, or decisions, that were finished before the kill, and were found."""
    faults: list[str] = field(default_factory=list)


class Record:
    """A project folder, and `tenure` run on it as a process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ledger = folder / "ledger.sqlite"
        self.run("init", str(folder), project=False)

    def command(self, *words: str, project: bool = True) -> list[str]:
        """The command line of a verb."""
        return [sys.executable, "-m", "tenure", *(["-C", str(self.folder)] if project else []), *words]

    def run(self, *words: str, project: bool = True) -> bytes:
        """Run a verb to its end; gives what it prints."""
        done = subprocess.run(self.command(*words, project=project), capture_output=True, check=False)
        if done.returncode:
            raise SystemExit(f"tenure {' '.join(words)} ended with {done.returncode}: {done.stderr.decode()}")
        return done.stdout

    def contents(self) -> dict[str, tuple[str, ...]]:
        """The ids of all reports with those of their claims."""
        with closing(open_ledger(self.ledger, readonly=True)) as ledger:
            found = {one.report.id: one for one in iter_publications(ledger)}
            readings = standing_readings(ledger, found)
            return {
                str(key): tuple(c.id for c in claims_of(ledger, readings[key], one.report.text))
                if key in readings else ("no reading",)
                for key, one in found.items()
            }  # fmt: skip

    def reviewed(self) -> list[str]:
        """The claims that reviews are about, in order of entry."""
        with closing(open_ledger(self.ledger, readonly=True)) as ledger:
            return [review.subject for review in iter_reviews(ledger)]


def write_reports(folder: Path, number: int, chance: random.Random) -> Path:
    """One round's reports, a third of them with claims."""
    folder.mkdir(parents=True)
    for at in range(REPORTS):
        day = f"2024-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        news = (
            f"Russian border guards left {chance.choice(TOWNS)} on Monday. About {number * 100 + at} soldiers remain."
        )
        quiet = f"Bakery {number} sold {at} loaves of bread. Apples were cheap again."
        (folder / f"{at:03}.txt").write_text(f"{day}\n\n{quiet if at % 3 else news}\n", encoding="utf-8")
    return folder


def write_table(path: Path, number: int, chance: random.Random) -> Path:
    """One round's table: a row a claim, a few rows a source."""
    lines = ["event,state,place,country,published,source,note"]
    for at in range(ROWS):
        event, day = chance.choice(("station", "withdraw", "deploy")), f"2024-{at % 12 + 1:02}-{at % 28 + 1:02}"
        lines.append(f"{event},Russia,{chance.choice(TOWNS[:4])},Armenia,{day},Paper {number}-{at % 97},{at}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def killed_after(command: list[str], seconds: float, stdin: bytes) -> tuple[bool, list[str]]:
    """Whether a kill after some time came before the end, and the lines that were printed until then."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env={**os.environ, "PYTHONUNBUFFERED": "1"}) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        lines: list[str] = []
        listener = threading.Thread(target=lambda: lines.extend(_lines(process)))
        listener.start()
        try:
            process.stdin.write(stdin)
            process.stdin.close()
        except BrokenPipeError:
            pass
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
        code = process.wait()
        listener.join()
    if code not in (0, -signal.SIGKILL):
        raise SystemExit(f"{' '.join(command)} ended with {code}: {''.join(lines)}")
    return code == -signal.SIGKILL, lines


def _lines(process: "subprocess.Popen[bytes]") -> Iterator[str]:
    assert process.stdout is not None
    for line in process.stdout:
        yield line.decode("utf-8", "replace")


def faults_of(record: Record, reference: dict[str, tuple[str, ...]], before: dict[str, tuple[str, ...]]) -> list[str]:
    """What a kill broke: the check, something that was there, something half there."""
    faults = []
    check = subprocess.run(record.command("check"), capture_output=True, text=True, check=False)
    if check.returncode:
        faults.append(f"check: {' '.join(check.stderr.split())[:300]}")
    now = record.contents()
    faults += [f"lost: report {key}" for key in before if now.get(key) != before[key]]
    faults += [f"half there: report {key}" for key, claims in now.items() if claims != reference.get(key)]
    return faults


class Torture:
    """The rounds, and what is known of the record between them."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder, self.chance = folder, chance
        self.record, self.calm = Record(folder / "record"), Record(folder / "calm")
        self.tallies = {verb: Tally() for verb in VERBS}
        self.waiting: list[tuple[str, str]] = []
        """What was interrupted, as verb and path."""
        self.added: dict[tuple[str, int], set[str]] = {}
        """The reports that a round's input holds and no earlier one did."""
        # How long each verb takes here, undisturbed; kills are spread over somewhat more than that.
        self.takes: dict[str, float] = {}
        for verb in ("ingest", "import"):
            path = self.made(verb, 0)
            began = time.monotonic()
            self.calm.run(verb, str(path))
            self.takes[verb] = min(LONGEST, time.monotonic() - began)
            self.record.run(verb, str(path))
        self.takes["review"] = self.takes["ingest"]

    def made(self, verb: str, number: int) -> Path:
        """The input of a round."""
        path = self.folder / f"{verb}-{number}"
        if verb == "ingest":
            return write_reports(path, number, self.chance)
        return write_table(path.with_suffix(".csv"), number, self.chance)

    def round(self, verb: str, number: int) -> None:
        """One kill, and everything that must hold after it."""
        tally, before = self.tallies[verb], self.record.contents()
        decided = self.record.reviewed()
        words, stdin = [verb], b""
        if verb == "review":
            stdin = b"a it is so\nr it is not so\ns\n" * 400
        else:
            path, earlier = str(self.made(verb, number)), self.calm.contents()
            began = time.monotonic()
            self.calm.run(verb, path)
            self.takes[verb] = min(LONGEST, time.monotonic() - began)
            self.added[verb, number] = set(self.calm.contents()) - set(earlier)
            self.waiting.append((verb, path))
            words.append(path)
        seconds = self.chance.uniform(0.35, 1.05) * self.takes[verb]
        in_time, lines = killed_after(self.record.command(*words), seconds, stdin)
        tally.kills += 1
        tally.in_time += in_time
        calm, there = self.calm.contents(), self.record.contents()
        tally.faults += [f"round {number}: {fault}" for fault in faults_of(self.record, calm, before)]
        now = self.record.reviewed()
        if now[: len(decided)] != decided:
            tally.faults.append(f"round {number}: a decision was lost")
        new = len(now) - len(decided) if verb == "review" else len(there) - len(before)
        tally.before += new == 0
        tally.kept += new
        if verb == "review":
            # The session shows the next claim once a decision is entered: all but the last shown are acknowledged.
            shown = sum(" of " in line and line.lstrip().startswith(tuple("123456789")) for line in lines)
            acknowledged = sum(at % 3 != 2 for at in range(max(0, shown - 1)))
            if new < acknowledged:
                tally.faults.append(f"round {number}: {acknowledged} decisions were acknowledged, {new} are there")
        elif not in_time and self.added[verb, number] - set(there):
            tally.faults.append(f"round {number}: said to be done, and is not")

    def finish(self) -> list[str]:
        """Run what was interrupted to its end, and compare with the record that was never disturbed."""
        for verb, path in self.waiting:
            self.record.run(verb, path)
        faults = faults_of(self.record, self.calm.contents(), {})
        if self.record.contents() != self.calm.contents():
            faults.append("resumed, the record does not hold what an undisturbed one holds")
        for record in (self.record, self.calm):
            record.run("check")
        return faults


def main() -> None:
    """Run the rounds and print what they came to; ends with 1 where anything broke."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder that stays afterwards")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="torture-") as made:
        torture = Torture(options.keep or Path(made), random.Random(options.seed))
        began = time.monotonic()
        for number in range(1, options.kills + 1):
            torture.round(VERBS[number % len(VERBS)], number)
        last = torture.finish()
    print(f"{'verb':<8} {'kills':>6} {'before its end':>15} {'nothing added':>14} {'added and kept':>15} {'faults':>7}")
    for verb, tally in torture.tallies.items():
        print(
            f"{verb:<8} {tally.kills:>6} {tally.in_time:>15} {tally.before:>14} {tally.kept:>15} {len(tally.faults):>7}"
        )
    faults = [fault for tally in torture.tallies.values() for fault in tally.faults] + last
    for fault, times in Counter(faults).items():
        print(f"  {times} x {fault}")
    found = f"{len(faults)} faults" if faults else "nothing lost, nothing half there, every check passed"
    print(f"{options.kills} kills in {time.monotonic() - began:.0f} s, seed {options.seed}: {found}")
    raise SystemExit(1 if faults else 0)


if __name__ == "__main__":
    main()
