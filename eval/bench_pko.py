"""Import the UN peacekeeping deployments, fold them, and see which changes between consecutive maps are found.

    python eval/bench_pko.py --data deployments-1994-2012.csv

The table is imported with `tenure import` and eval/pko.toml. What changed is counted from the table itself: a place on
one map of a mission and not on the next one closed, a place on the next one only opened; a country named at a place on
one map only came or went (where the other map says `unknown` for that place, nothing is expected). Maps of one mission
and month are one. A change counts as found where a segment of its line begins in just these months.
"""

import argparse
import calendar
import csv
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from tenure.answers import Answer, ask
from tenure.folding.lines import register_of
from tenure.folding.standing import segment_on
from tenure.model.tenure import Aspect, LineId, Segment, Status
from tenure.project import open_project

HERE = Path(__file__).parent
ABSENT = frozenset({Status.GONE, Status.BARRED, Status.LOST, Status.ENDED})
THERE = frozenset({Status.PRESENT, Status.REDUCED, Status.LEAVING, Status.HOLDS, Status.SHARES})
SAME = {"Britain": "UK", "US": "USA", "Mutinational": "Multinational"}
OPENINGS_FLOOR, CONTRIBUTORS_FLOOR = 0.95, 0.90
Site = tuple[str, str]
Month = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody came or went between two days, both inside."""

    who: tuple[str, str, str]
    came: bool
    first: date
    last: date


@dataclass(slots=True)
class Score:
    """What became of the changes."""

    expected: int
    told: int
    found: int

    @property
    def precision(self) -> float:
        """How much of what is told is expected."""
        return self.found / self.told if self.told else 0.0

    @property
    def recall(self) -> float:
        """How much of what is expected is told."""
        return self.found / self.expected if self.expected else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Maps:
    """What the maps of one mission show, by month."""

    sites: dict[Month, set[Site]]
    countries: dict[Month, set[tuple[Site, str]]]
    vague: set[tuple[Month, Site]]


def maps_of(rows: Sequence[Mapping[str, str]]) -> dict[str, Maps]:
    """The maps of every mission."""
    found: dict[str, Maps] = defaultdict(lambda: Maps(defaultdict(set), defaultdict(set), set()))
    for row in rows:
        maps, month, site = (
            found[row["mission"]],
            (int(row["year"]), int(row["month"])),
            (row["location"], row["country"]),
        )
        maps.sites[month].add(site)
        for name in (row["nameoftcc_1"], row["nameoftcc_2"], row["nameoftcc_3"]):
            if name == "unknown":
                maps.vague.add((month, site))
            elif name != "NA":
                maps.countries[month].add((site, SAME.get(name, name)))
    return found


def expected_changes(missions: Mapping[str, Maps]) -> tuple[list[Change], list[Change]]:
    """The openings and closures of places, and the comings and goings of countries."""
    places: list[Change] = []
    countries: list[Change] = []
    for mission, maps in missions.items():
        for one, two in pairwise(sorted(maps.sites)):
            first, last = date(*one, 1), date(*two, calendar.monthrange(*two)[1])
            sites = maps.sites[one] ^ maps.sites[two]
            places += [Change((mission, *site), site in maps.sites[two], first, last) for site in sites]
            for site, country in maps.countries[one] ^ maps.countries[two]:
                came = (site, country) in maps.countries[two]
                if (one if came else two, site) not in maps.vague:
                    countries.append(Change((country, *site), came, first, last))
    return places, countries


def lines_of(answer: Answer) -> dict[tuple[str, str, str], LineId]:
    """The line of the record for each holder and site, by the words of the table."""
    register = register_of(answer.collection.atlas)
    lines: dict[tuple[str, str, str], LineId] = {}
    for statement in answer.collection.statements:
        claim = statement.claim
        if claim.holder.quote is None or claim.place.quote is None:
            continue
        country = re.search(r"(?:^|; )country: ([^;]*)", claim.sentence.exact)
        who = SAME.get(claim.holder.quote.exact, claim.holder.quote.exact)
        key = (who, claim.place.quote.exact, country[1] if country else "")
        lines[key] = LineId(register.place_of(claim), register.holder_of(claim.holder, claim), Aspect.PRESENCE)
    return lines


def told_changes(segments: Sequence[Segment]) -> Iterator[tuple[bool, date, date]]:
    """The turns of one line between there and not there."""
    known = [segment for segment in segments if segment.status in THERE | ABSENT]
    for before, after in pairwise(known):
        came = after.status in THERE
        if came != (before.status in THERE) and after.bounds.start_earliest and after.bounds.start_latest:
            yield came, after.bounds.start_earliest, after.bounds.start_latest


def score(
    expected: Sequence[Change], lines: Mapping[tuple[str, str, str], LineId], segments: Mapping[LineId, list[Segment]]
) -> Score:
    """How many of the changes are told, each once."""
    mine = {lines[change.who] for change in expected if change.who in lines} | {
        lines[who] for who in lines if who[0] in {change.who[0] for change in expected}
    }
    told = Counter((line, *turn) for line in mine for turn in told_changes(segments.get(line, ())))
    by_line: dict[tuple[LineId, bool], list[tuple[date, date]]] = defaultdict(list)
    for (line, came, first, last), count in told.items():
        by_line[line, came] += [(first, last)] * count
    found = 0
    for change in sorted(expected, key=lambda c: (c.last, c.first, c.who)):
        line = lines.get(change.who)
        turns = by_line.get((line, change.came), []) if line else []
        fitting = [turn for turn in turns if change.first <= turn[0] and turn[1] <= change.last]
        if fitting:
            turns.remove(min(fitting))
            found += 1
    return Score(len(expected), sum(told.values()), found)


def wrongly_gone(
    missions: Mapping[str, Maps], lines: Mapping[tuple[str, str, str], LineId], answer: Answer
) -> list[str]:
    """Places on the last map of a mission that are called gone."""
    standing = {one.line: one.segment for one in segment_on(answer.state, answer.horizon.as_of)}
    last = [(mission, *site) for mission, maps in missions.items() for site in maps.sites[max(maps.sites)]]
    return [" ".join(who) for who in last if who in lines and standing[lines[who]].status in ABSENT]


def main() -> int:
    """Print the scores; 1 where one is below its floor."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    if not args.data.is_file():
        print(f"No deployments at {args.data}: nothing to measure.")
        return 0
    with args.data.open(encoding="utf-8-sig", newline="") as stream:
        missions = maps_of(rows := list(csv.DictReader(stream)))
    with tempfile.TemporaryDirectory() as folder:
        tenure = [sys.executable, "-m", "tenure"]
        subprocess.run([*tenure, "init", f"{folder}/pko"], check=True, stderr=subprocess.DEVNULL)
        started = time.perf_counter()
        command = [*tenure, "-q", "-C", f"{folder}/pko", "import", str(args.data), "--mapping", str(HERE / "pko.toml")]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        imported = time.perf_counter()
        project = open_project(Path(folder) / "pko", {})
        answer = ask(project, project.now().date())
        folded = time.perf_counter()
        project.ledger.close()
    segments: dict[LineId, list[Segment]] = defaultdict(list)
    for segment in answer.state.segments:
        segments[segment.line].append(segment)
    lines = lines_of(answer)
    places, countries = expected_changes(missions)
    scores = (score(places, lines, segments), score(countries, lines, segments))
    gone = wrongly_gone(missions, lines, answer)
    print(f"{len(rows)} rows of {len(missions)} missions, {len(answer.collection.statements)} claims")
    speed = len(rows) / (imported - started)
    print(f"import {imported - started:.1f} s ({speed:,.0f} rows/s), read and fold {folded - imported:.1f} s")
    print(f"{'changes between consecutive maps':<36}{'expected':>9}{'told':>7}{'found':>7}{'P':>7}{'R':>7}{'F1':>7}")
    for name, one in zip(("openings and closures of places", "comings and goings of countries"), scores, strict=True):
        print(
            f"{name:<36}{one.expected:>9}{one.told:>7}{one.found:>7}{one.precision:>7.3f}{one.recall:>7.3f}{one.f1:>7.3f}"
        )
    print(f"places on a mission's last map that are called gone today: {len(gone)} {'; '.join(gone[:5])}")
    return int(scores[0].f1 < OPENINGS_FLOOR or scores[1].f1 < CONTRIBUTORS_FLOOR or bool(gone))


if __name__ == "__main__":
    sys.exit(main())
