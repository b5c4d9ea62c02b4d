"""Copies, measured: reprints found again in a ledger, and reports on the same events kept apart.

    python eval/bench_copies.py [--shared ../shared] [--seed 1]

Reprints are made from real texts: the example reports and the pages of `article-extraction`. Each loses 10, 30 or 50 %
of its words by paragraphs (by sentences, where it has less than five paragraphs), and gets a headline of its own, some
words of a foreign text before it and half as many of another one after it; those texts are not entered themselves. An
original and its reprint are entered together with all others, and count as found where they end up in one story.

What must stay apart are reports on the same events that were each written anew: Wikinews on a few outbreaks, and the
annotated reports. They are entered as they are, and again in pairs to which one quote and one background are added.
"""

import argparse
import json
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Final

from lxml import etree

from gold import ROOT, SHARED, gold_files, read_gold
from tenure.copies import compare_report, stories
from tenure.ledger.append import OpenRun, Run, append_report, begin_run
from tenure.ledger.store import Ledger, open_ledger
from tenure.model.ids import ReportId, report_id
from tenure.model.report import Report
from tenure.settings import Settings
from tenure.sources.draft import Hints
from tenure.sources.inputs import iter_inputs
from tenure.sources.read import read_input

_NOW: Final = datetime(2026, 3, 15, 12, tzinfo=UTC)
_LEAST_WORDS: Final = 60
_SENTENCES: Final = re.compile(r"(?<=[.!?][”\"’']) +|(?<=[.!?]) +")
_DROPS: Final = (0.1, 0.3, 0.5)
_LEADS: Final = (0, 40, 80)
_WANTED: Final = 0.97


@dataclass(frozen=True, slots=True)
class Text:
    """A text, and which original it is made from (its own name where it is one)."""

    name: str
    made_from: str
    text: str


@dataclass(frozen=True, slots=True)
class Joined:
    """What a ledger makes of texts: pairs by whether they should be one story and are, and the time it took."""

    found: int
    made: int
    wrong: tuple[tuple[str, str], ...]
    seconds: float
    entered: int


def originals(shared: Path) -> list[Text]:
    """The example reports, and the texts of pages, those long enough to be cut."""
    settings = Settings(data_dir=Path("."))
    found = []
    for source in iter_inputs([ROOT / "examples" / "south-caucasus"], settings, skip=()):
        reports, _ = read_input(source, Hints(), settings, now=_NOW)  # type: ignore[arg-type]
        found += [(f"example {report.origin}", report.text) for report, _ in reports]
    truth = shared / "data" / "article-extraction" / "ground-truth.json"
    found += [(f"page {key[:12]}", page["articleBody"]) for key, page in _json(truth).items()]
    # One example repeats another; it has to be found, not to be cut.
    texts = [Text(name, name, text) for name, text in found if len(text.split()) >= _LEAST_WORDS]
    return [one for one in texts if "airport-copy" not in one.name]


def independent(shared: Path) -> dict[str, list[Text]]:
    """Reports on the same events that were each written anew."""
    articles = etree.parse(str(shared / "data" / "geovirus" / "GeoVirus.xml")).findall("article")
    news = [Text(n, n, a.findtext("text")) for a in articles for n in [a.findtext("source").rsplit("/", 1)[1]]]
    gold = [*gold_files(shared / "gold" / "dev"), *gold_files(shared / "gold" / "train")]
    made = [Text(r["id"], r["id"], r["text"]) for r in read_gold(gold)]
    return {"Wikinews on outbreaks (geovirus)": news, "annotated reports (gold)": made}


def reprint(original: Text, around: tuple[Text, Text], drop: float, lead: int, dice: random.Random) -> Text:
    """What another outlet makes of a text: parts dropped, some words of two other texts before and after it."""
    parts, joint = [p for p in original.text.split("\n") if p.strip()], "\n\n"
    if len(parts) < 5:
        parts, joint = _SENTENCES.split(" ".join(parts)), " "
    kept = _kept(parts, drop, dice)
    before, after = around
    pieces = [_opening(before.text, lead), joint.join(kept), _opening(after.text, lead // 2)]
    name = f"{original.name} -{drop:.0%} +{lead}"
    return Text(name, original.name, "\n\n".join(piece for piece in pieces if piece))


def _kept(parts: Sequence[str], drop: float, dice: random.Random) -> list[str]:
    """The parts without some that together have about so large a share of the words."""
    words = [len(part.split()) for part in parts]
    left = list(range(len(parts)))
    dice.shuffle(left)
    gone: set[int] = set()
    for at in left:
        if sum(words[each] for each in gone) + words[at] / 2 >= drop * sum(words):
            continue
        gone.add(at)
    return [part for at, part in enumerate(parts) if at not in gone] or list(parts[:1])


def _opening(text: str, words: int) -> str:
    return " ".join(text.split()[:words])


def joined(texts: Iterable[Text]) -> Joined:
    """Enter texts in a new ledger, in the order given, and see which make one story."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = open_ledger(Path(folder) / "ledger.sqlite", create=True)
        ledger.connection.execute("PRAGMA synchronous=OFF")
        run = begin_run(ledger, Run("ingest", "none", "none", "0"), _NOW)
        by_id: dict[ReportId, Text] = {}
        spent = 0.0
        for number, text in enumerate(texts):
            by_id[report_id(text.text)] = text
            spent += _enter(ledger, text, number, run)
        told = [[by_id[copy.report.id] for copy in story.copies] for story in stories(ledger)]
        ledger.close()
    made_from = [text for text in by_id.values() if text.name != text.made_from]
    names = {text.name for text in by_id.values()}
    together = {pair for story in told for pair in combinations(sorted(t.name for t in story), 2)}
    found = sum(tuple(sorted((one.name, one.made_from))) in together for one in made_from if one.made_from in names)
    wrong = [(a.name, b.name) for s in told for a, b in combinations(s, 2) if a.made_from != b.made_from]
    return Joined(found, len(made_from), tuple(wrong), spent, len(by_id))


def _enter(ledger: Ledger, text: Text, number: int, run: OpenRun) -> float:
    report = Report(id=report_id(text.text), text=text.text, title=f"Headline {number}", publisher=f"Outlet {number}")
    with ledger.batch():
        append_report(ledger, report, None, (), run)
        began = time.process_time()
        compare_report(ledger, report, run)
        return time.process_time() - began


def quoting(texts: Sequence[Text], pages: Sequence[Text]) -> Iterator[Text]:
    """Texts in pairs, to both of which one and the same long quote and background are added."""
    for at in range(0, len(texts) - 1, 2):
        said = _opening(pages[at % len(pages)].text.replace("\n", " ").replace('"', ""), 60)
        known = _opening(pages[(at + 7) % len(pages)].text, 60)
        for one in texts[at : at + 2]:
            yield Text(one.name, one.name, f"{one.text}\n\n“{said},” the minister said.\n\n{known}")


def main() -> int:
    """Print both tables; 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if not (given.shared / "data" / "article-extraction").is_dir():
        print(f"skipped: no article-extraction under {given.shared}")
        return 0
    texts = originals(given.shared)
    foreign = [one for some in independent(given.shared).values() for one in some]
    poor = _reprints(texts, foreign, given.seed)
    return poor + _apart(given.shared, texts)


def _reprints(texts: Sequence[Text], foreign: Sequence[Text], seed: int) -> int:
    print(f"{len(texts)} originals, each with one reprint, all in one ledger, in random order\n")
    print("| dropped | foreign lead and half as much appended | found | of | joined wrongly | CPU ms a report |")
    print("| --: | --: | --: | --: | --: | --: |")
    missed = 0
    for drop in _DROPS:
        for lead in _LEADS:
            dice = random.Random(f"{seed} {drop} {lead}")
            pieces = iter(dice.sample(list(foreign), 2 * len(texts)))
            made = [reprint(one, (next(pieces), next(pieces)), drop, lead, dice) for one in texts]
            both = [*texts, *made]
            dice.shuffle(both)
            seen = joined(both)
            share, pace = seen.found / seen.made, 1000 * seen.seconds / seen.entered
            print(f"| {drop:.0%} | {lead} words | {share:.1%} | {seen.made} | {len(seen.wrong)} | {pace:.1f} |")
            missed += drop <= 0.3 and (share < _WANTED or bool(seen.wrong))
    return int(missed > 0)


def _apart(shared: Path, pages: Sequence[Text]) -> int:
    print("\n| reports on the same events, each its own | reports | pairs joined | CPU ms a report |")
    print("| :-- | --: | --: | --: |")
    wrong = 0
    for name, texts in independent(shared).items():
        for told, some in ((name, texts), ("… two and two with one quote and background", [*quoting(texts, pages)])):
            seen = joined(some)
            print(f"| {told} | {seen.entered} | {len(seen.wrong)} | {1000 * seen.seconds / seen.entered:.1f} |")
            for pair in seen.wrong[:5]:
                print(f"joined: {pair[0]} and {pair[1]}", file=sys.stderr)
            wrong += len(seen.wrong)
    return int(wrong > 0)


def _json(path: Path) -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = json.loads(path.read_text("utf-8"))
    return found


if __name__ == "__main__":
    sys.exit(main())
