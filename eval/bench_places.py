"""Measure place resolution on GeoVirus: news paragraphs with annotated toponyms and their coordinates.

    python eval/bench_places.py --data GeoVirus.xml [--misses 40]

A toponym counts as right where the entry it resolves to lies within 161 km (100 miles) of the annotated point.
"""

import argparse
import math
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tenure.gazetteer.built import BuiltGazetteer
from tenure.gazetteer.open import open_gazetteer
from tenure.model.gazetteer import PlaceMention, Scene
from tenure.model.place import Place

NEAR_KM = 161.0


@dataclass(frozen=True, slots=True)
class Toponym:
    """One annotated mention."""

    name: str
    start: int
    end: int
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One annotated paragraph, and the page it stands on."""

    page: str
    text: str
    toponyms: tuple[Toponym, ...]


@dataclass(slots=True)
class Score:
    """What became of the mentions."""

    total: int = 0
    resolved: int = 0
    right: int = 0
    listed: int = 0


def read_paragraphs(path: Path) -> Iterator[Paragraph]:
    """The paragraphs of the GeoVirus file."""
    for article in ET.parse(path).getroot().iter("article"):
        # The offsets of the file count from one.
        found = tuple(
            Toponym(
                each.findtext("name") or "",
                int(each.findtext("start") or 0) - 1,
                int(each.findtext("end") or 0) - 1,
                float(each.findtext("lat") or 0),
                float(each.findtext("lon") or 0),
            )
            for each in article.iter("location")
        )
        yield Paragraph(article.findtext("source") or "", article.findtext("text") or "", found)


def km_between(place: Place, toponym: Toponym) -> float:
    """The great-circle distance, infinite where the place has no point."""
    if place.lat is None or place.lon is None:
        return math.inf
    one, other = math.radians(place.lat), math.radians(toponym.lat)
    east = math.radians(place.lon - toponym.lon)
    half = math.sin((one - other) / 2) ** 2 + math.cos(one) * math.cos(other) * math.sin(east / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))


def measure(gazetteer: BuiltGazetteer, pages: dict[str, list[Paragraph]]) -> tuple[Score, Counter[str]]:
    """Resolve every annotated name in the scene of its page's annotated names."""
    score, misses = Score(), Counter[str]()
    for paragraphs in pages.values():
        toponyms = [each for paragraph in paragraphs for each in paragraph.toponyms]
        scene = gazetteer.scene_of([each.name for each in toponyms])
        for each in toponyms:
            score.total += 1
            score.listed += bool(gazetteer.find(each.name))
            found = gazetteer.place_of(PlaceMention(each.name, each.name), scene)
            if found.place is None:
                misses[f"unresolved  {each.name}: {found.reasons[0]}"] += 1
                continue
            score.resolved += 1
            far = km_between(found.place, each)
            if far <= NEAR_KM:
                score.right += 1
            else:
                misses[f"wrong  {each.name}: {found.place.id} is {far:.0f} km off"] += 1
    return score, misses


def detect(gazetteer: BuiltGazetteer, pages: dict[str, list[Paragraph]]) -> tuple[int, int, int]:
    """How many names the reader finds and the gazetteer resolves, how many are annotated, and how many are both."""
    from tenure.reading.names import find_names

    found_total = annotated = both = 0
    for paragraphs in pages.values():
        names = [name.text for paragraph in paragraphs for name in find_names(paragraph.text, gazetteer)]
        scene = gazetteer.scene_of(names)
        for paragraph in paragraphs:
            spans = {(each.start, each.end) for each in paragraph.toponyms}
            named = find_names(paragraph.text, gazetteer)
            found = {(name.start, name.end) for name in named if _is_place(gazetteer, name.text, scene)}
            found_total, annotated, both = found_total + len(found), annotated + len(spans), both + len(spans & found)
    return found_total, annotated, both


def _is_place(gazetteer: BuiltGazetteer, name: str, scene: Scene) -> bool:
    return gazetteer.place_of(PlaceMention(name, name), scene).place is not None


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="GeoVirus.xml")
    parser.add_argument("--index", type=Path, help="folder of the built index (default: a temporary one)")
    parser.add_argument("--misses", type=int, default=0, help="print so many of the most frequent misses")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        gazetteer = open_gazetteer(options.index or Path(folder))
        pages: dict[str, list[Paragraph]] = defaultdict(list)
        for paragraph in read_paragraphs(options.data):
            pages[paragraph.page].append(paragraph)
        started = time.perf_counter()
        score, misses = measure(gazetteer, pages)
        seconds = time.perf_counter() - started
        found, annotated, both = detect(gazetteer, pages)
        gazetteer.close()
    print(f"{gazetteer.version}, {options.data.name}: {len(pages)} pages, {score.total} mentions, {seconds:.1f} s")
    print(f"{'in the gazetteer at all':<34}{score.listed / score.total:>8.3f}")
    print(f"{'resolved (recall)':<34}{score.resolved / score.total:>8.3f}")
    print(f"{'accuracy@161km among resolved':<34}{score.right / max(1, score.resolved):>8.3f}")
    print(f"{'accuracy@161km among all':<34}{score.right / score.total:>8.3f}")
    print(f"{'detection precision (names found)':<34}{both / max(1, found):>8.3f}")
    print(f"{'detection recall':<34}{both / max(1, annotated):>8.3f}")
    for miss, count in misses.most_common(options.misses):
        print(f"{count:>4}  {miss}")


if __name__ == "__main__":
    main()
