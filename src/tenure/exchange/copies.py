"""Stories and publishers as JSON: who repeats whom, and how often."""

from tenure.model.copies import Copy, Publisher, Story
from tenure.model.ids import Json


def copy_json(copy: Copy, story: Story) -> dict[str, Json]:
    """One publication of a story: where it stood, and why it belongs there."""
    report, repeats, decision = copy.report, copy.repeats, copy.decided_by
    return {
        "story": story.original.id,
        "report": report.id,
        "publisher": report.publisher,
        "published": report.published_on,
        "title": report.title,
        "url": report.url,
        "agency": copy.agency,
        "repeats": repeats.other if repeats else None,
        "words_shared": repeats.likeness.shared if repeats else None,
        "share": round(repeats.likeness.share, 3) if repeats else None,
        "reason": reason_of(copy, story),
        "decision": decision.kind.value if decision else None,
        "decided_by": decision.reviewer if decision else None,
        "decided_because": decision.reason if decision else None,
    }


def reason_of(copy: Copy, story: Story) -> str:
    """Why a publication belongs to a story, in one phrase."""
    if copy is story.copies[0]:
        return "stands first"
    if copy.same_text:
        return "the same text"
    if copy.repeats is None:
        return "put here by a reviewer"
    alike = copy.repeats.likeness
    shorter = min(alike.of_one, alike.of_other)
    return f"{alike.shared} of {shorter} words of the shorter text stand in the other"


def publisher_json(publisher: Publisher) -> dict[str, Json]:
    """One publisher, in numbers."""
    return {
        "publisher": publisher.name,
        "reports": publisher.reports,
        "own": publisher.own,
        "repeated": publisher.reports - publisher.own,
        "taken_up": publisher.taken_up,
        "first": publisher.first,
        "shared": publisher.shared,
        "corrections": publisher.corrections,
        "claims": publisher.claims,
        "latest": publisher.latest,
    }
