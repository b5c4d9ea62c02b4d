"""Support: a ledger of log-odds with one line per independent origin, in whole millinats."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tenure.folding.weighing import NEUTRAL, SERVING, Entry, Line, Scale, weighed
from tenure.model.ids import ClaimId
from tenure.model.tenure import Verdict, Weight

CEILING: Final = 4595
"""Where a sum of log-odds is cut: nothing in the news is surer than 99 in 100."""
_COPIES_COUNTED: Final = 5
_DISPUTED: Final = 800
_STRONG: Final = 400
_CONFIRMED: Final = 2944
"""Support of 0.95 in millinats."""


@dataclass(frozen=True, slots=True)
class Support:
    """The sum, its verdict, and every weight in it."""

    millinats: int
    verdict: Verdict
    weights: tuple[Weight, ...]


def support_of(entries: Iterable[Entry], scale: Scale) -> Support:
    """The support that entries give a state."""
    lines = weighed(_one_a_claim(entries), scale)
    accounts: dict[tuple[str, bool], list[Line]] = defaultdict(list)
    for line in lines:
        accounts[line.origin, line.supports].append(line)
    weights: list[Weight] = []
    for account in accounts.values():
        weights.extend(_account(account))
    total = max(-CEILING, min(CEILING, sum(weight.millinats for weight in weights)))
    weights.sort(key=lambda weight: (-abs(weight.millinats), weight.millinats < 0, weight.claim))
    return Support(total, _verdict(total, weights, lines), tuple(weights))


def _one_a_claim(entries: Iterable[Entry]) -> list[Entry]:
    """Each claim once a side, by the evidence of it that counts most."""
    best: dict[tuple[ClaimId, bool], Entry] = {}
    for entry in entries:
        evidence, supports = entry
        key = (evidence.statement.claim.id, supports)
        known = best.setdefault(key, entry)
        if known is not entry and _rank(entry) < _rank(known):
            best[key] = entry
    return list(best.values())


def _rank(entry: Entry) -> tuple[int, tuple[int, int, int, str, str, str]]:
    return (-entry.evidence.share, entry.evidence.key)


def _account(lines: Sequence[Line]) -> list[Weight]:
    """One origin's weights: the strongest counts fully, the k-th repetition a fifth to the k, five at most."""
    if len(lines) == 1 and not lines[0].evidence.statement.copies:
        only, measure = lines[0], lines[0].measure
        signed = measure.full if only.supports else -measure.full
        claim, source = only.evidence.statement.claim.id, only.evidence.implied_by
        return [Weight(claim, only.origin, signed, measure.reasons, source)]
    items = [(line.measure.full, False, index) for index, line in enumerate(lines)]
    for index, line in enumerate(lines):
        items.extend([(line.measure.reprint, True, index)] * min(line.evidence.statement.copies, _COPIES_COUNTED))
    items.sort(key=lambda item: (-item[0], item[1], lines[item[2]].evidence.statement.claim.id))
    sums = [0] * len(lines)
    notes: list[list[str]] = [[] for _ in lines]
    for rank, (value, is_copy, index) in enumerate(items):
        part = value // 5**rank if rank <= _COPIES_COUNTED else 0
        sums[index] += part
        if is_copy and part:
            notes[index].append(f"a copy, {value} / {5**rank}: {part}")
        elif rank and not is_copy:
            notes[index].append(
                f"repetition {rank} of its origin: / {5**rank}" if part else "a further repetition of its origin: 0"
            )
    return [
        Weight(
            line.evidence.statement.claim.id,
            line.origin,
            total if line.supports else -total,
            (*line.measure.reasons, *note),
            line.evidence.implied_by,
        )
        for line, total, note in zip(lines, sums, notes, strict=True)
    ]


def _verdict(total: int, weights: Sequence[Weight], lines: Sequence[Line]) -> Verdict:
    """How the sum is to be read: the first verdict that fits."""
    signed = [weight.millinats for weight in weights]
    pro, con = sum(value for value in signed if value > 0), sum(value for value in signed if value < 0)
    if not pro and not con:
        return Verdict.NONE
    if pro >= _DISPUTED and -con >= _DISPUTED:
        return Verdict.DISPUTED
    heavy = [line for line in lines if line.measure.full]
    if pro and con and all(line.measure.interest != NEUTRAL for line in heavy):
        return Verdict.CONTESTED_BY_PARTIES
    if pro and all(line.measure.interest in SERVING for line in heavy if line.supports):
        return Verdict.CLAIMED_BY_PARTY
    if total < 0 or not pro:
        return Verdict.UNLIKELY
    independent = {line.origin for line in heavy if line.supports and line.measure.interest not in SERVING}
    return _agreement(total, [weight for weight in weights if weight.millinats > 0], independent)


def _agreement(total: int, pro: Sequence[Weight], independent: set[str]) -> Verdict:
    """How well origins that agree make a case."""
    sums: dict[str, int] = defaultdict(int)
    for weight in pro:
        sums[weight.origin] += weight.millinats
    strong = {origin for origin, value in sums.items() if value >= _STRONG}
    if len(strong) >= 2 and strong & independent and total >= _CONFIRMED:
        return Verdict.CONFIRMED
    return Verdict.CORROBORATED if len(sums) >= 2 else Verdict.REPORTED


def faded(millinats: int, days: int, half_life: int) -> int:
    """What is left of support after some days, in whole numbers: halved at each half-life, straight in between."""
    if days <= 0:
        return millinats
    halvings, rest = divmod(days, half_life)
    left = abs(millinats) * (2 * half_life - rest) // (2 * half_life) >> min(halvings, 64)
    return left if millinats >= 0 else -left
