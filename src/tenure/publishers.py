"""Publishers on record: what is their own, what they repeat, how often they were first, and what they corrected."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tenure.answers import Answer
from tenure.copies import stories
from tenure.ledger.record import iter_publications
from tenure.model.copies import Publisher
from tenure.model.ids import ClaimId, ReportId
from tenure.model.statement import Statement
from tenure.model.tenure import Segment
from tenure.model.version import address_of
from tenure.project import Project
from tenure.sources.credits import is_correction


@dataclass(slots=True)
class _Count:
    """The numbers of all publishers while they are counted."""

    reports: Counter[str | None] = field(default_factory=Counter)
    repeated: Counter[str | None] = field(default_factory=Counter)
    taken_up: Counter[str | None] = field(default_factory=Counter)
    first: Counter[str | None] = field(default_factory=Counter)
    shared: Counter[str | None] = field(default_factory=Counter)
    corrections: Counter[str | None] = field(default_factory=Counter)
    claims: Counter[str | None] = field(default_factory=Counter)
    latest: dict[str | None, str] = field(default_factory=dict)


def publishers(project: Project, answer: Answer) -> tuple[Publisher, ...]:
    """Every publisher, by name; who was first is told by the states of an answer."""
    count = _Count()
    _count_reports(project, count)
    copied = _count_copies(project, count)
    statements = {one.claim.id: one for one in answer.collection.statements}
    for one in statements.values():
        count.claims[one.publisher] += one.claim.report not in copied
    for segment in answer.state.segments:
        _count_first(segment, statements, copied, count)
    names = sorted(count.reports, key=lambda name: (name is None, name or ""))
    return tuple(
        Publisher(
            name=name,
            reports=count.reports[name],
            own=count.reports[name] - count.repeated[name],
            taken_up=count.taken_up[name],
            first=count.first[name],
            shared=count.shared[name],
            corrections=count.corrections[name],
            claims=count.claims[name],
            latest=count.latest.get(name),
        )
        for name in names
    )


def _count_reports(project: Project, count: _Count) -> None:
    texts: dict[tuple[str | None, str], set[ReportId]] = defaultdict(set)
    for publication in iter_publications(project.ledger):
        for sighting in publication.sightings:
            report = sighting.report
            name = report.publisher
            count.reports[name] += 1
            count.corrections[name] += is_correction(report)
            if report.published_on:
                count.latest[name] = max(count.latest.get(name, ""), report.published_on)
            if address := address_of(report.url):
                texts[name, address].add(report.id)
    for (name, _), versions in texts.items():
        count.corrections[name] += len(versions) - 1


def _count_copies(project: Project, count: _Count) -> frozenset[ReportId]:
    """Counts what is repeated; gives the reports that repeat another publisher's."""
    copied: set[ReportId] = set()
    for story in stories(project.ledger):
        source = story.original.publisher
        others = [copy for copy in story.copies if copy.report.publisher != source]
        count.taken_up[source] += bool(others)
        for copy in others:
            count.repeated[copy.report.publisher] += 1
            if not copy.same_text:
                copied.add(copy.report.id)
    return frozenset(copied)


def _count_first(
    segment: Segment, statements: Mapping[ClaimId, Statement], copied: Iterable[ReportId], count: _Count
) -> None:
    """Counts who of several publishers that reported a state in their own words did so first."""
    weights = (one for one in segment.weights if one.millinats > 0 and one.implied_by is None)
    said = [statements[one.claim] for one in weights if one.claim in statements]
    days: dict[str | None, str] = {}
    for one in said:
        if one.published_on and one.claim.report not in copied:
            day = one.published_on.isoformat()
            days[one.publisher] = min(days.get(one.publisher, day), day)
    if len(days) > 1:
        count.shared.update(list(days))
        count.first.update(name for name, day in days.items() if day == min(days.values()))
