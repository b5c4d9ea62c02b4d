"""How fast the fold is: synthetic statements, folded at once.

    python eval/bench_fold.py [statements] [places]

Statements are drawn with a fixed seed, on places of three levels (site, region, country), most on few places. Prints
claims a second of processor time.
"""

import random
import sys
import time
from datetime import UTC, date, datetime, timedelta

from tenure.folding.fold import Horizon, fold_all
from tenure.folding.policy import policy_of
from tenure.model.claim import Claim, Event, Locus, Modality, Party, Quote, Reader, TimeRef, identified
from tenure.model.holder import Holder
from tenure.model.ids import ClaimId, HolderId, PlaceId, ReportId
from tenure.model.place import Place
from tenure.model.statement import Atlas, Statement

STAYS = [Event.STATION] * 5 + [Event.HOLD] * 3 + [Event.REDUCE, Event.REINFORCE]
PUBLISHERS = ["Reuters", "CNN", "TASS", *(f"Paper {n}" for n in range(60))]
START = date(2014, 1, 1)


def atlas_of(places: int) -> Atlas:
    """Countries of about twenty regions of about twenty sites, and forces of ten states."""
    sites: dict[PlaceId, Place] = {}
    for number in range(places):
        country, region = PlaceId(f"country:{number // 400}"), PlaceId(f"region:{number // 20}")
        sites.setdefault(country, Place(country, country, "country", (country,)))
        sites.setdefault(region, Place(region, region, "region", (country,), parents=(country,)))
        key = PlaceId(f"site:{number}")
        sites[key] = Place(key, key, "base", (country,), parents=(region,))
    holders: dict[HolderId, Holder] = {}
    for number in range(10):
        state = HolderId(f"state:{number}")
        holders[state] = Holder(state, f"State {number}", "state")
        for force in range(3):
            key = HolderId(f"force:{number}-{force}")
            holders[key] = Holder(key, f"Force {number}-{force}", "force", state)
    return Atlas(sites, holders)


def statement(chance: random.Random, number: int, sites: list[PlaceId], holders: list[Holder]) -> Statement:
    """One made-up statement on a line whose holder comes or goes every two years; one in fifty is wrong about it."""
    published = START + timedelta(days=chance.randrange(4000))
    index = int(len(sites) * chance.random() ** 3)
    site, holder = sites[index], holders[(7 * index + chance.randrange(3)) % len(holders)]
    phase = (published - START).days + 97 * index
    turn, since = divmod(phase, 700)
    there, modality, when = turn % 2 == 0, Modality.ACTUAL, None
    if since < 30:
        event = Event.DEPLOY if there else Event.WITHDRAW
        when = (published - timedelta(days=since)).isoformat() if chance.random() < 0.7 else None
    elif there and since > 600 and chance.random() < 0.5:
        event, modality = Event.WITHDRAW, Modality.PLANNED
    else:
        event = chance.choice(STAYS)
    negated = (not there and since >= 30) != (chance.random() < 0.02)
    words = Quote(0, 4, "They")
    report = ReportId(f"r1:{number}")
    claim = Claim(
        id=ClaimId(""),
        report=report,
        event=event,
        modality=modality,
        negated=negated,
        holder=Party(words, holder.name, holder.name, holder.id),
        place=Locus(words, site, site),
        sentence=words,
        trigger=words,
        reader=Reader("bench", "1", "r"),
        confidence=0.9,
        when=TimeRef(when) if when else None,
    )
    noon = datetime(published.year, published.month, published.day, 12, tzinfo=UTC)
    return Statement(identified(claim), published, noon, chance.choice(PUBLISHERS), report, 0)


def main() -> None:
    """Fold once; print what it took."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    places = int(sys.argv[2]) if len(sys.argv) > 2 else 4_000
    atlas = atlas_of(places)
    chance = random.Random(7)
    sites = [place.id for place in atlas.places.values()]
    chance.shuffle(sites)
    record = [statement(chance, n, sites, list(atlas.holders.values())) for n in range(count)]
    policy, horizon = policy_of("graded"), Horizon(date(2025, 1, 1))
    before = time.process_time()
    folded = fold_all(record, [], atlas, policy, horizon)
    took = time.process_time() - before
    print(f"{count} claims on {len(folded.lines)} lines, {len(folded.state.segments)} segments")
    print(f"fold    {took:8.2f} s  {count / took:10.0f} claims/s")


if __name__ == "__main__":
    main()
