"""Who repeats whom on record: reports compared as they come in, and the stories that copies of one another make."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Final

from tenure.folding.copies import COPIES, Lookup, clusters_after, original_of, repeated_by
from tenure.folding.reviews import in_force
from tenure.ledger.append import OpenRun
from tenure.ledger.copies import (
    all_compared,
    append_comparison,
    compared_of,
    lacks_comparisons,
    sketched_alike,
    uncompared,
)
from tenure.ledger.record import Publication, iter_publications, iter_reviews, publication_of, text_of
from tenure.ledger.store import Ledger
from tenure.model.copies import Comparison, Copy, Repeat, Story
from tenure.model.ids import ReportId
from tenure.model.report import Report
from tenure.model.review import Review
from tenure.sources.copies import repeated
from tenure.sources.credits import agency_named, credited_agency
from tenure.sources.wording import METHOD, sketch_of, wording_of

_AGREEING: Final = 2
"""Sketches of 128 values that agree in fewer come from texts that do not contain each other (`make bench-copies`)."""
_CANDIDATES: Final = 24


def compare_report(ledger: Ledger, report: Report, run: OpenRun) -> bool:
    """Compare a report with those on record that may have its wording, and enter what was found.

    Call inside `ledger.batch()`, after the report itself has been added. False where it was compared before.
    """
    wording = wording_of(report.text)
    sketch = sketch_of(wording)
    repeats = []
    for other in sketched_alike(ledger, sketch, agreeing=_AGREEING, most=_CANDIDATES):
        if other != report.id:
            likeness = repeated(wording, wording_of(text_of(ledger, other)))
            if likeness is not None:
                repeats.append(Repeat(report.id, other, likeness))
    repeats.sort(key=lambda one: one.other)
    found = Comparison(report.id, METHOD, wording.words, credited_agency(report), tuple(repeats))
    return append_comparison(ledger, found, sketch, run)


def catch_up(ledger: Ledger, run: OpenRun) -> int:
    """Compare the reports of a ledger from before this method; costs one look-up where there are none."""
    return compare_missing(ledger, run) if lacks_comparisons(ledger, METHOD) else 0


def compare_missing(ledger: Ledger, run: OpenRun) -> int:
    """Compare every report that this method has not compared; gives how many those were.

    The newest come first: a ledger whose oldest report was compared lacks none, whenever the work was broken off.
    """
    found = uncompared(ledger, METHOD)
    for report in reversed(found):
        publication = publication_of(ledger, report)
        if publication is not None:
            with ledger.batch():
                compare_report(ledger, publication.report, run)
    return len(found)


def known_on(publication: Publication) -> date:
    """The day from which a report is known: that of its publication, else that of its entry."""
    return publication.report.day or publication.recorded_at.date()


def lookup_in(
    ledger: Ledger, publications: Mapping[ReportId, Publication], recorded_by: datetime | None = None
) -> Lookup:
    """What was known of many reports by an instant; those not among `publications` are left out of account."""
    compared = all_compared(ledger, recorded_by)
    days = {key: known_on(one) for key, one in publications.items()}
    return Lookup(compared.get, days.get)


def lookup(ledger: Ledger) -> Lookup:
    """What is known of single reports, each read when it is asked for."""

    @cache
    def day(report: ReportId) -> date | None:
        found = publication_of(ledger, report, with_text=False)
        return known_on(found) if found else None

    return Lookup(cache(lambda report: compared_of(ledger, report)), day)


def stories(ledger: Ledger) -> tuple[Story, ...]:
    """Every story of more than one publication, the latest first."""
    publications = {one.report.id: one for one in iter_publications(ledger, with_text=False)}
    look = lookup_in(ledger, publications)
    found = _stories(publications, look, _decisions(ledger))
    told = [story for story in found.values() if len(story.copies) > 1]
    return tuple(sorted(told, key=lambda one: (one.original.published_on or "", one.id), reverse=True))


def copies_of(ledger: Ledger, report: ReportId) -> tuple[Copy, ...]:
    """The story of one report: every publication of it and of its copies, the one that stands first leading.

    Costs what the story costs, not the record. Empty where there is no such report.
    """
    look, decisions = lookup(ledger), _decisions(ledger)
    near = ((one, publication_of(ledger, one, with_text=False)) for one in _near(report, look, decisions))
    publications = {one: found for one, found in near if found is not None}
    if report not in publications:
        return ()
    told = _stories(publications, look, decisions)
    return next(story.copies for story in told.values() if any(one.report.id == report for one in story.copies))


def kin_of(ledger: Ledger, report: ReportId) -> tuple[ReportId, ...]:
    """The reports that may be told otherwise once this one was compared: it, and all that hang on it by repeats."""
    return tuple(sorted(_near(report, lookup(ledger), ())))


def voice_of(publication: Publication, look: Lookup) -> tuple[ReportId, str | None]:
    """Whose account a report goes on: the one it repeats in the end, and the agency that it has its text from or is."""
    report = publication.report
    compared = look.compared(report.id)
    credited = compared.agency if compared else None
    return original_of(report.id, look), credited or agency_named(report.publisher)


def _near(report: ReportId, look: Lookup, decisions: Sequence[Review]) -> set[ReportId]:
    """A report, and all that are reached from it by repeats and by the merges of reviewers."""
    found: set[ReportId] = set()
    waiting = [report]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            compared = look.compared(one)
            waiting.extend(each.other for each in (compared.repeats if compared else ()))
            waiting.extend(ReportId(each) for review in decisions for each in _named(review, one))
    return found


def _named(review: Review, report: ReportId) -> Sequence[str]:
    """The other report of a merge that names one."""
    pair = (review.subject, review.value) if isinstance(review.value, str) else ()
    return [each for each in pair if each != report] if report in pair else ()


def _decisions(ledger: Ledger) -> list[Review]:
    return [review for review in in_force(iter_reviews(ledger)) if review.kind in COPIES]


def _stories(
    publications: Mapping[ReportId, Publication], look: Lookup, decisions: Sequence[Review]
) -> dict[str, Story]:
    clusters = clusters_after({str(key): str(original_of(key, look)) for key in publications}, decisions)
    members: dict[str, list[Publication]] = {}
    for key, publication in publications.items():
        members.setdefault(clusters[key], []).append(publication)
    return {cluster: _story(cluster, found, look, decisions) for cluster, found in members.items()}


def _story(cluster: str, members: Iterable[Publication], look: Lookup, decisions: Sequence[Review]) -> Story:
    found = list(members)
    ids = {one.report.id for one in found}
    last = {each: review for review in decisions for each in (review.subject, review.value) if isinstance(each, str)}
    copies = []
    for publication in found:
        key = publication.report.id
        compared, before = look.compared(key), repeated_by(key, look)
        repeats = before if before is not None and before.other in ids else None
        for number, sighting in enumerate(publication.sightings):
            agency = compared.agency if compared else None
            copies.append(Copy(sighting.report, repeats, number > 0, agency, last.get(key)))
    copies.sort(key=lambda one: (one.repeats is not None or one.same_text, _order(one)))
    return Story(cluster, tuple(copies))


def _order(copy: Copy) -> tuple[str, str, str, str]:
    report = copy.report
    return (report.published_on or "9999", report.id, report.publisher or "", report.url or "")
