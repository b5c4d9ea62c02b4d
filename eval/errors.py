"""Misses and inventions, grouped by the part that failed.

    python eval/errors.py [--gold REPORTS] [--predictions FILE] [--examples N] [--part NAME]

A claim that is wrong at level full is put beside the claim of the same sentence that it comes nearest to; what differs
is what failed. What has no such neighbour failed at the trigger: not seen, or seen where nothing is.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from gold import Annotated, add_gold_option, files_or_skip, read_gold
from predictions import Made, add_predictions_option, predictions_of
from scorer import AGREEMENTS, Scorer, agreements, load_scorer

NOT_SEEN: Final = "not seen (no claim read in the sentence)"
MISSED: Final = "trigger (only other words of the sentence read)"
NOTHING: Final = "trigger (nothing annotated in the sentence)"
TOO_MANY: Final = "trigger (only other words of the sentence annotated)"
SPREAD: Final = "list (the same words made too few or too many claims)"
PARTS: Final = ("event", "holder", "place", "modality", "negation")


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong claim: its side, what failed, and both claims where there are two."""

    side: str
    """`missed`, `invented`, `both` (one beside the other), or `agree` for the parts outside the levels."""
    parts: tuple[str, ...]
    report: str
    sentence: str
    gold: dict[str, Any] | None
    made: Made | None


def faults_of(scorer: Scorer, report: Annotated, claims: list[Made]) -> list[Fault]:
    """Everything wrong in a report."""
    full = scorer.matching("full", report, claims)
    gold_left = [i for i in range(len(report["claims"])) if i not in {i for i, _ in full}]
    made_left = [j for j in range(len(claims)) if j not in {j for _, j in full}]
    near = _neighbours(scorer, report, claims, gold_left, made_left)
    faults = [_beside(scorer, report, claims, i, j) for i, j in near]
    taken_gold, taken_made = {i for i, _ in near}, {j for _, j in near}
    met = [*full, *near]
    faults += [_missed(scorer, report, claims, i, met) for i in gold_left if i not in taken_gold]
    faults += [_invented(scorer, report, claims, j, met) for j in made_left if j not in taken_made]
    return [*faults, *_disagreements(scorer, report, claims)]


def _within(span: tuple[int, int] | None, made: Made) -> bool:
    return span is not None and span[0] <= made["trigger"]["start"] < span[1]


def _same_words(report: Annotated, span: tuple[int, int], gold: dict[str, Any], made: Made) -> bool:
    start = report["text"].find(gold["trigger"], *span)
    trigger = made["trigger"]
    return start >= 0 and bool(trigger["start"] < start + len(gold["trigger"]) and start < trigger["end"])


def _neighbours(
    scorer: Scorer, report: Annotated, claims: list[Made], gold_left: list[int], made_left: list[int]
) -> list[tuple[int, int]]:
    """Pairs of one sentence and one family, or of one trigger; those with the fewest differences first."""
    spans = scorer.sentence_spans(report)
    rivals = []
    for i in gold_left:
        gold, span = report["claims"][i], spans[i]
        for j in made_left:
            made = claims[j]
            family = scorer.FAMILY[gold["event"]] == scorer.FAMILY.get(made["event"])
            if span is not None and _within(span, made) and (family or _same_words(report, span, gold, made)):
                rivals.append((len(failed_parts(scorer, gold, made)), i, j))
    pairs: list[tuple[int, int]] = []
    for _, i, j in sorted(rivals):
        if all(i != one and j != other for one, other in pairs):
            pairs.append((i, j))
    return pairs


def failed_parts(scorer: Scorer, gold: dict[str, Any], made: Made) -> tuple[str, ...]:
    """The parts of level full in which two claims differ."""
    same = {
        "event": gold["event"] == made["event"],
        "holder": scorer.same_holder(gold["holder"], made.get("holder")),
        "place": scorer.same_place(gold["place"], made.get("place")),
        "modality": gold["modality"] == made["modality"],
        "negation": bool(gold["negated"]) == bool(made.get("negated")),
    }
    return tuple(part for part in PARTS if not same[part])


def _beside(scorer: Scorer, report: Annotated, claims: list[Made], i: int, j: int) -> Fault:
    gold, made = report["claims"][i], claims[j]
    # Alike in every part, and still unmatched, is a second reading of a claim that was matched elsewhere.
    parts = failed_parts(scorer, gold, made) or ("event",)
    return Fault("both", parts, report["id"], gold["sentence"], gold, made)


def _missed(scorer: Scorer, report: Annotated, claims: list[Made], i: int, met: Sequence[tuple[int, int]]) -> Fault:
    span, gold = scorer.sentence_spans(report)[i], report["claims"][i]
    words = gold["sentence"], gold["trigger"]
    part = MISSED if any(_within(span, made) for made in claims) else NOT_SEEN
    if any((report["claims"][one]["sentence"], report["claims"][one]["trigger"]) == words for one, _ in met):
        part = SPREAD
    return Fault("missed", (part,), report["id"], gold["sentence"], gold, None)


def _invented(scorer: Scorer, report: Annotated, claims: list[Made], j: int, met: Sequence[tuple[int, int]]) -> Fault:
    made = claims[j]
    part = TOO_MANY if any(_within(span, made) for span in scorer.sentence_spans(report)) else NOTHING
    if any(claims[one]["trigger"] == made["trigger"] for _, one in met):
        part = SPREAD
    return Fault("invented", (part,), report["id"], made["sentence"]["text"], None, made)


def _disagreements(scorer: Scorer, report: Annotated, claims: list[Made]) -> Iterator[Fault]:
    for i, j in scorer.matching("who-where", report, claims):
        gold, made = report["claims"][i], claims[j]
        wrong = tuple(key for key, same in agreements(scorer, gold, made).items() if not same)
        if wrong:
            yield Fault("agree", wrong, report["id"], gold["sentence"], gold, made)


def print_counts(faults: Sequence[Fault]) -> None:
    """How often each part failed; a miss and an invention side by side count once for each side."""
    rows = [
        ("Misses", ("missed", "both"), (NOT_SEEN, MISSED, SPREAD, *PARTS)),
        ("Inventions", ("invented", "both"), (NOTHING, TOO_MANY, SPREAD, *PARTS)),
        ("Disagreements of claims right in event, holder and place", ("agree",), AGREEMENTS),
    ]
    for title, sides, parts in rows:
        chosen = [fault for fault in faults if fault.side in sides]
        print(f"{title}: {len(chosen)}\n{'':60}{'failed':>8}{'alone':>8}")
        for part in parts:
            failed = [fault for fault in chosen if part in fault.parts]
            alone = sum(len(fault.parts) == 1 for fault in failed)
            print(f"  {part:58}{len(failed):8}{alone:8}")
        print()


def print_examples(faults: Sequence[Fault], count: int, only: str) -> None:
    """Up to so many faults of each part, in order of the reports."""
    for part in (NOT_SEEN, MISSED, NOTHING, TOO_MANY, SPREAD, *PARTS, *AGREEMENTS):
        chosen = [fault for fault in faults if fault.parts[0] == part and only in part]
        if not chosen or not count:
            continue
        print(f"== {part}: {len(chosen)} where it is the first part to fail")
        for fault in chosen[:count]:
            print(f"  [{fault.report}] {' '.join(fault.sentence.split())}")
            for name, claim in (("annotated", fault.gold), ("read", fault.made)):
                if claim:
                    print(f"      {name:10} {claim_words(claim)}")
        print()


def claim_words(claim: dict[str, Any]) -> str:
    """A claim on one line, annotated or read."""
    trigger = claim["trigger"]
    holder, place, quantity = claim["holder"] or {}, claim["place"] or {}, claim.get("quantity") or {}
    words = [
        f"{'not ' if claim['negated'] else ''}{claim['event']}/{claim['modality']}",
        f"“{trigger if isinstance(trigger, str) else trigger['text']}”",
        f"holder {holder.get('text')!r} = {holder.get('state')}",
        f"place {place.get('text')!r} = {place.get('name')}",
    ]
    words += [f"{key} {claim[key]}" for key in ("when", "deadline", "speaker") if claim.get(key)]
    words += [f"quantity {quantity['value']} {quantity['unit']}"] if quantity else []
    words += [f"confidence {claim['confidence']}"] if "confidence" in claim else []
    return "; ".join(words)


def main() -> int:
    """Prints counts and examples."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_gold_option(parser)
    add_predictions_option(parser)
    parser.add_argument("--examples", type=int, default=0, help="how many of each part to print")
    parser.add_argument("--part", default="", help="print examples only of parts whose name contains this")
    options = parser.parse_args()
    reports = read_gold(files_or_skip(options.gold))
    scorer, made = load_scorer(), predictions_of(options, reports)
    faults = [fault for report in reports for fault in faults_of(scorer, report, made[report["id"]])]
    annotated, read = sum(len(one["claims"]) for one in reports), sum(map(len, made.values()))
    print(f"{len(reports)} reports, {annotated} claims annotated, {read} read\n")
    print_counts(faults)
    print_examples(faults, options.examples, options.part)
    return 0


if __name__ == "__main__":
    sys.exit(main())
