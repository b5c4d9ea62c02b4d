"""`tenure why ID`: down to the sentences that a claim, a segment, a commitment or a conflict rests on."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import click
from rich.text import Text

from tenure.answers import Answer, ask_why
from tenure.cli.days import day_of, known_by_option, on_option, recorded_by_option
from tenure.cli.opened import opened
from tenure.cli.output import Form, chosen_form, console, form_options, visible, write_json
from tenure.cli.questions import horizon_answer, near_names, say_hidden
from tenure.cli.words import Row, holder_words, place_words, since_words, status_style, until_words
from tenure.exchange.claims import claim_json, ending_json, report_json
from tenure.exchange.tenures import commitment_json, conflict_json, segment_json, weight_json
from tenure.folding.explain import SegmentReason, explain
from tenure.folding.fold import State
from tenure.model.claim import Claim
from tenure.model.errors import UnknownName
from tenure.model.ids import ClaimId, Json
from tenure.model.tenure import Commitment, Conflict, Segment
from tenure.model.version import Ending
from tenure.project import Project

_ROLES: Final[Mapping[str, str]] = {
    "trigger": "bold yellow", "holder": "cyan", "place": "green", "counterparty": "blue", "quantity": "magenta",
    "when": "bright_yellow", "deadline": "red", "speaker": "bright_cyan", "basis": "dim",
}  # fmt: skip


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@on_option
@known_by_option
@recorded_by_option
@form_options
def why(ids: tuple[str, ...], on: str | None, known_by: str | None, recorded_by: str | None, form: str | None) -> None:
    """The sentences, weights and rules behind a segment, commitment, conflict or claim; the start of an ID will do."""
    with opened() as project:
        found = [_asked(project, one, on, known_by, recorded_by) for one in ids]
        if found:
            say_hidden(found[0][0].collection.hidden, project)
        if chosen_form(form) is Form.TABLE:
            for answer, record in found:
                _tell(answer, record)
        else:
            rows = [_json(answer, record) for answer, record in found]
            write_json(rows[0] if len(rows) == 1 else rows)


def _asked(
    project: Project, wanted: str, on: str | None, known_by: str | None, recorded_by: str | None
) -> tuple[Answer, Segment | Commitment | Conflict | Claim]:
    """The record with an id, from the lines that tell it alone where these are known."""
    part = ask_why(project, wanted, day_of(on, project)) if not known_by and not recorded_by else None
    if part is not None:
        answer, claims = part
        return answer, _found(wanted, answer.state, claims)
    answer = horizon_answer(project, on, known_by, recorded_by)
    return answer, _found(wanted, answer.state, [one.claim for one in answer.collection.statements])


def _found(wanted: str, state: State, claims: Sequence[Claim]) -> Segment | Commitment | Conflict | Claim:
    records: list[Segment | Commitment | Conflict | Claim] = [
        *state.segments, *state.commitments, *state.conflicts, *claims,
    ]  # fmt: skip
    hits = [one for one in records if one.id == wanted] or [one for one in records if one.id.startswith(wanted)]
    if len(hits) != 1:
        raise UnknownName(
            "record", wanted, tuple(one.id for one in hits[:3]) or near_names(wanted, (one.id for one in records))
        )
    return hits[0]


def _json(answer: Answer, one: Segment | Commitment | Conflict | Claim) -> Json:
    atlas = answer.collection.atlas
    match one:
        case Segment():
            reason = _reason(answer, one)
            sums: list[Json] = [
                {
                    "origin": part.origin,
                    "millinats": part.millinats,
                    "weights": [weight_json(g.weight) for g in part.grounds],
                }
                for part in reason.origins
            ]
            return {
                **segment_json(one, atlas),
                "word": reason.word,
                "origins": sums,
                "claims": _claims_json(answer, _claims_of(one)),
            }
        case Commitment():
            return {**commitment_json(one, atlas), "sentences": _claims_json(answer, _claims_of(one))}
        case Conflict():
            return {**conflict_json(one, atlas), "claims": _claims_json(answer, _claims_of(one))}
        case Claim():
            return _claim_json(answer, one)


def _claims_json(answer: Answer, claims: Iterable[ClaimId]) -> list[Json]:
    found = (answer.collection.claim(claim) for claim in dict.fromkeys(claims))
    return [_claim_json(answer, claim) for claim in found if claim]


def _claim_json(answer: Answer, claim: Claim) -> Json:
    source, ending = report_json(answer.collection.reports[claim.report]), _ending_of(answer, claim)
    return {**claim_json(claim), "source": source, "ended": ending_json(ending) if ending else None}


def _ending_of(answer: Answer, claim: Claim) -> Ending | None:
    """What took the place of a claim's report, or took it back."""
    return next((one.ending for one in answer.collection.statements if one.claim.id == claim.id), None)


def _ended_words(ending: Ending | None) -> str | None:
    if ending is None:
        return None
    what = "its outlet took it back" if ending.withdrawn else "another text took its place"
    return f"the report stood until {ending.on.date().isoformat()}, when {what} ({ending.by})"


def _claims_of(one: Segment | Commitment | Conflict) -> Sequence[ClaimId]:
    match one:
        case Segment():
            return [weight.claim for weight in one.weights]
        case Commitment():
            return [*one.claims, *one.outcome_claims]
        case Conflict():
            return [*one.side_a, *one.side_b]


def _reason(answer: Answer, segment: Segment) -> SegmentReason:
    whole = explain(answer.state, segment.line, answer.collection.statements)
    return next(reason for reason in whole.segments if reason.segment.id == segment.id)


def _tell(answer: Answer, one: Segment | Commitment | Conflict | Claim) -> None:
    match one:
        case Segment():
            _tell_segment(answer, one)
        case Commitment():
            _tell_commitment(answer, one)
        case Conflict():
            _tell_conflict(answer, one)
        case Claim():
            tell_claim(answer, one, "")


def _tell_segment(answer: Answer, segment: Segment) -> None:
    row: Row = segment_json(segment, answer.collection.atlas)
    reason = _reason(answer, segment)
    head = Text(visible(f"{holder_words(row)} at {place_words(row)} ({row['aspect']}): "), style="bold")
    head.append(row["status"], style=f"bold {status_style(row)}")
    screen = console()
    screen.print(head)
    screen.print(Text(visible(f"  {since_words(row)} → {until_words(row)}; rule {segment.rule}")))
    screen.print(
        Text(
            f"  support {reason.support:.3f} ({reason.word}), {segment.verdict.value}; "
            f"{reason.sum_millinats} millinats:"
        )
    )
    for part in reason.origins:
        screen.print(Text(visible(f"    {part.millinats:+6d}  {part.origin}")))
        for ground in part.grounds:
            implied = ground.weight.implied_by
            follows = f"; follows from {implied.place} / {implied.holder}" if implied else ""
            screen.print(
                Text(
                    visible(f"            {ground.weight.millinats:+6d}  {', '.join(ground.weight.reasons)}{follows}"),
                    style="dim",
                )
            )
    weights = {weight.claim: weight.millinats for weight in segment.weights}
    for claim in dict.fromkeys(weight.claim for weight in segment.weights):
        found = answer.collection.claim(claim)
        if found:
            tell_claim(answer, found, "against" if weights[claim] < 0 else "for")


def _tell_commitment(answer: Answer, commitment: Commitment) -> None:
    row: Row = commitment_json(commitment, answer.collection.atlas)
    due = f" by {commitment.deadline}" if commitment.deadline else ""
    said = f"{commitment.modality} to {commitment.direction.value}{due}: {commitment.outcome.value}"
    console().print(Text(visible(f"{holder_words(row)} at {place_words(row)}: {said}"), style="bold"))
    console().print(Text(visible(f"  {commitment.outcome_note}; rule {commitment.rule}")))
    for label, claims in (("announced", commitment.claims), ("outcome", commitment.outcome_claims)):
        _tell_all(answer, claims, label)


def _tell_conflict(answer: Answer, conflict: Conflict) -> None:
    console().print(Text(visible(f"{conflict.kind.value}; {conflict.settled_by}; rule {conflict.rule}"), style="bold"))
    _tell_all(answer, conflict.side_a, "one side")
    _tell_all(answer, conflict.side_b, "the other side")


def _tell_all(answer: Answer, claims: Iterable[ClaimId], label: str) -> None:
    for claim in claims:
        found = answer.collection.claim(claim)
        if found:
            tell_claim(answer, found, label)


def tell_claim(answer: Answer, claim: Claim, label: str) -> None:
    """One claim for a person: its sentence with the parts marked, and how each part was read."""
    report = answer.collection.reports[claim.report]
    screen = console()
    source = f"{report.publisher or report.origin}, {report.published_on or 'undated'}"
    head = Text(f"\n  {label + ' ' if label else ''}", style="dim")
    head.append(visible(f"{source} · {claim.id} · {claim.reader.rule} · {claim.confidence:.2f}"), style="dim")
    screen.print(head)
    screen.print(marked(claim))
    facts: list[tuple[str, Any]] = [
        ("ended", _ended_words(_ending_of(answer, claim))),
        ("event", ("not " if claim.negated else "") + f"{claim.event.value}, {claim.modality.value}"),
        ("holder", _resolved(claim.holder.name or claim.holder.state, claim.holder.reasons)),
        ("place", _resolved(claim.place.name, claim.place.reasons)),
        ("when", claim.when and f"{claim.when.edtf} ({claim.when.anchor})"),
        ("deadline", claim.deadline and f"{claim.deadline.edtf} ({claim.deadline.anchor})"),
        ("speaker", claim.speaker and claim.speaker.name),
        ("scores", ", ".join(f"{name} {score:.2f}" for name, score in claim.scores)),
    ]
    for name, value in facts:
        if value:
            screen.print(Text(visible(f"      {name}: {value}"), style="dim"))


def _resolved(name: str | None, reasons: Sequence[str]) -> str:
    return f"{name or 'not resolved'}" + (f" ({'; '.join(reasons)})" if reasons else "")


def marked(claim: Claim) -> Text:
    """The sentence with each part in its colour."""
    text = Text("      ")
    text.append(visible(claim.sentence.exact.replace("\n", " ")))
    for role, quote in claim.quotes():
        if role != "sentence" and claim.sentence.start <= quote.start and quote.end <= claim.sentence.end:
            shift = 6 - claim.sentence.start
            text.stylize(_ROLES[role], quote.start + shift, quote.end + shift)
    return text
