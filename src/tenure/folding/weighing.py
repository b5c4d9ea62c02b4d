"""Weighing: what one claim counts for a state, whose interest it serves, and on whose account it goes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from tenure.folding.evidence import Evidence, published_day
from tenure.folding.lines import Register
from tenure.folding.policy import Policy, Source
from tenure.model.statement import Statement

NEUTRAL: Final = "neutral"
SERVING: Final = frozenset({"own favour", "rival denial"})


class Entry(NamedTuple):
    """One claim for (or against) a state, before its origin is known."""

    evidence: Evidence
    supports: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """What one claim counts by itself: its full weight, what a reprint of it would weigh, and why."""

    full: int
    reprint: int
    interest: str
    reasons: tuple[str, ...]
    origin: str
    """On whose account it goes where nobody is quoted."""


_Known = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """What weighing goes by; claims of which the same is known, as weights go, are measured once."""

    policy: Policy
    register: Register
    measured: dict[_Known, Measure] = field(default_factory=dict)


@dataclass(slots=True)
class Line:
    """A measured entry, and on whose account it goes."""

    evidence: Evidence
    supports: bool
    measure: Measure
    origin: str


def weighed(entries: Sequence[Entry], scale: Scale) -> list[Line]:
    """Every entry with its weight and origin."""
    statements = [entry.evidence.statement for entry in entries]
    leaders = _leaders(statements, scale.policy)
    occasions = _occasions(statements, scale.policy)
    lines: list[Line] = []
    for evidence, supports in entries:
        statement = evidence.statement
        measure = _measured(evidence, leaders.get(statement.cluster, statement), scale)
        speaker = statement.claim.speaker
        origin = occasions[speaker.name.casefold(), published_day(statement)] if speaker else measure.origin
        lines.append(Line(evidence, supports, measure, origin))
    return lines


def _measured(evidence: Evidence, leader: Statement, scale: Scale) -> Measure:
    if leader.publisher is None and leader.agency is None:
        # It goes on its own account, as no other does.
        return _measure(evidence, leader, scale)
    statement = evidence.statement
    claim = statement.claim
    key = (
        evidence.line.holder, evidence.effect.there, evidence.share, statement.publisher, statement.agency,
        leader.publisher, leader.agency, claim.confidence, claim.holder.state,
        claim.counterparty and (claim.counterparty.state,), claim.speaker and (claim.speaker.side,),
    )  # fmt: skip
    known = scale.measured.get(key)
    if known is None:
        known = scale.measured[key] = _measure(evidence, leader, scale)
    return known


def _leaders(statements: Sequence[Statement], policy: Policy) -> Mapping[str, Statement]:
    """The statement that speaks for each cluster of several copies: the first published."""
    if len({statement.cluster for statement in statements}) == len(statements):
        return {}
    grouped: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        grouped[statement.cluster].append(statement)
    own = {publisher_of(group[0], policy) for group in grouped.values() if len(group) == 1}

    def order(s: Statement) -> tuple[int, bool, int, str, str]:
        grade = policy.grades[policy.source_of(s.publisher).grade]
        return (published_day(s), publisher_of(s, policy) not in own, -grade, s.publisher or "", s.claim.id)

    return {cluster: min(group, key=order) for cluster, group in grouped.items() if len(group) > 1}


def publisher_of(statement: Statement, policy: Policy) -> str:
    """The ownership group of the agency or else the publisher, else these, else the report on its own account."""
    name = statement.agency or statement.publisher
    if name is None:
        return f"report {statement.cluster}"
    return _account_of(name, policy.source_of(name))


def _account_of(name: str, source: Source) -> str:
    return f"group {source.group}" if source.group else f"publisher {name}"


_Occasions = Mapping[tuple[str, int], str]


def _occasions(statements: Sequence[Statement], policy: Policy) -> _Occasions:
    """The origin that a speaker is on a day: within some days he is the same one."""
    said: dict[str, set[int]] = defaultdict(set)
    spelled: dict[str, str] = {}
    for statement in statements:
        if statement.claim.speaker is not None:
            name = statement.claim.speaker.name
            said[name.casefold()].add(published_day(statement))
            spelled[name.casefold()] = min(name, spelled.get(name.casefold(), name))
    origins: dict[tuple[str, int], str] = {}
    for name, days in said.items():
        institution = policy.sources.get(name)
        first: int | None = None
        for day in sorted(days):
            first = day if first is None or day - first > policy.speaker_days else first
            origins[name, day] = f"speaker {name} on {date.fromordinal(first).isoformat()}"
            if institution is not None:
                # An agency that is quoted is the same origin as the agency's own report.
                origins[name, day] = _account_of(spelled[name], institution)
    return origins


def _measure(evidence: Evidence, leader: Statement, scale: Scale) -> Measure:
    statement, policy = evidence.statement, scale.policy
    source, base = _grade(statement.publisher, policy)
    base = min(base, _grade(leader.publisher, policy)[1])
    if statement.agency is not None:
        base = min(base, _grade(statement.agency, policy)[1])
    interest, left = _interest(evidence, policy, scale.register)
    sure = round(100 * min(1.0, max(0.0, statement.claim.confidence)))
    factor = left * sure * evidence.share
    reasons = [f"source class {source}: {base}"]
    if interest != NEUTRAL:
        reasons.append(f"{interest}: {left} %")
    if sure < 100:
        reasons.append(f"read with confidence {sure} %")
    if evidence.share < 100:
        reasons.append("announced only: 0 %" if evidence.share == 0 else f"implied: {evidence.share} %")
    reprint = min(base, policy.grades[policy.copy_grade]) * factor // 1_000_000
    origin = publisher_of(leader, policy)
    return Measure(base * factor // 1_000_000, reprint, interest, tuple(reasons), origin)


def _grade(publisher: str | None, policy: Policy) -> tuple[str, int]:
    grade = policy.source_of(publisher).grade
    return grade, policy.grades[grade]


def _interest(evidence: Evidence, policy: Policy, register: Register) -> tuple[str, int]:
    """Whose interest it serves that the holder is (or is not) there, and how much weight that leaves."""
    statement = evidence.statement
    claim, percent = statement.claim, policy.interest
    side = claim.speaker.side if claim.speaker else policy.source_of(statement.agency or statement.publisher).side
    if side is None:
        return NEUTRAL, percent.neutral
    holder = register.name_of_holder(register.side_of(evidence.line.holder))
    there = evidence.effect.there
    if side in (holder, register.name_of_holder(evidence.line.holder)):
        return ("own favour", percent.own_favour) if there else ("against own interest", percent.against_own)
    parties = {party.state for party in (claim.holder, claim.counterparty) if party is not None}
    if policy.are_rivals(side, holder) or (side in parties and claim.counterparty is not None):
        return ("against own interest", percent.against_own) if there else ("rival denial", percent.rival_denial)
    return NEUTRAL, percent.neutral
