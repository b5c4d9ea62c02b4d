"""The review queue: one claim at a time, in its context, decided by key or button."""

from collections.abc import Sequence
from itertools import islice
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from tenure.deciding.corrections import BadCorrection, changes_of, fields_of
from tenure.deciding.entry import ReviewedMeanwhile, enter, verdicts_on
from tenure.folding.corrections import problem_of_correction
from tenure.model.claim import Claim, Event, Modality
from tenure.model.ids import ClaimId, Json
from tenure.model.review import Review, ReviewKind
from tenure.web.accounts import Role, Session
from tenure.web.edition import Edition
from tenure.web.forms import rows_answer
from tenure.web.sentences import claim_row, claim_rows, context_of, marked_sentence
from tenure.web.site import Site, allowed, asked, page, roles_of
from tenure.web.view import View

router = APIRouter(tags=["review"])
Wanted = Annotated[str, Query(max_length=100)]
Text = Annotated[str, Form(max_length=300)]
_MOST = 200


@router.get("/review", response_class=HTMLResponse, summary="The next claim to review")
def review_page(
    request: Request, view: Annotated[View, Depends(asked)], claim: Wanted = "", after: Wanted = "", done: Wanted = ""
) -> Response:
    """One claim with its context: the one named, or the next after another in the queue."""
    site: Site = request.app.state.site
    shown = _chosen(site, claim, after)
    return _shown(request, view, shown, done=done if done in set(ReviewKind) else "")


@router.get("/review.{form}", summary="What waits for a review, in a form for programs")
def review_rows(request: Request, form: Literal["json", "csv"], view: Annotated[View, Depends(asked)]) -> Response:
    """The claims without a verdict, the least certain first, at most 200."""
    site: Site = request.app.state.site
    look = site.look(view)
    rows = claim_rows(look, islice(site.book.iter_waiting(look.edition), _MOST))
    return rows_answer(form, view, look, "claims", rows)


@router.post("/review", response_class=HTMLResponse, summary="Decide about a claim")
def decide(
    request: Request,
    view: Annotated[View, Depends(asked)],
    claim: Annotated[str, Form(max_length=100)],
    verdict: Annotated[str, Form(max_length=20)],
    csrf: Annotated[str, Form(max_length=100)] = "",
    seen: Annotated[str, Form(max_length=2000)] = "",
    reason: Annotated[str, Form(max_length=1000)] = "",
    event: Text = "",
    modality: Text = "",
    negated: Text = "no",
    holder: Text = "",
    place: Text = "",
    when: Text = "",
    deadline: Text = "",
    speaker: Text = "",
) -> Response:
    """Accepts, rejects or corrects a claim; 409 where somebody else has decided meanwhile."""
    site: Site = request.app.state.site
    session = allowed(request, Role.REVIEWER, csrf)
    found = _claim(site.book.edition(), claim)
    kind = {"accept": ReviewKind.ACCEPT, "reject": ReviewKind.REJECT, "correct": ReviewKind.CORRECT}.get(verdict)
    if kind is None:
        raise HTTPException(400, "verdict")
    value: Json = None
    if kind is ReviewKind.CORRECT:
        form = {
            "event": event, "modality": modality, "negated": negated, "holder": holder, "place": place, "when": when,
            "deadline": deadline, "speaker": speaker,
        }  # fmt: skip
        try:
            if not reason.strip():
                raise BadCorrection("review.reason_needed")
            with site.book.writing():
                value = changes_of(found, form, site.book.project.kit.gazetteer)
        except BadCorrection as error:
            return _shown(request, view, found, problem=str(error), form=form, status=422)
    return _entered(request, view, session, found, kind, value, reason, seen)


def _entered(
    request: Request, view: View, session: Session, claim: Claim, kind: ReviewKind, value: Json, reason: str, seen: str
) -> Response:
    site: Site = request.app.state.site
    known = [one for one in seen.split(",") if one]
    try:
        made = decided(site, kind, claim.id, value, reason, known, session)
    except ReviewedMeanwhile:
        return _shown(request, view, claim, problem="review.conflict", status=409)
    session.made.append((made.id, claim.id))
    return RedirectResponse(f"/review?{view.query(after=claim.id, done=kind.value)}", 303)


@router.post("/review/undo", response_class=HTMLResponse, summary="Take back the last decision")
def undo(
    request: Request, view: Annotated[View, Depends(asked)], csrf: Annotated[str, Form(max_length=100)] = ""
) -> Response:
    """Takes back the last decision of this session and shows its claim again."""
    site: Site = request.app.state.site
    session = allowed(request, Role.REVIEWER, csrf)
    if not session.made:
        return RedirectResponse(f"/review?{view.query()}", 303)
    last, subject = session.made.pop()
    decided(site, ReviewKind.UNDO, last, None, "", None, session)
    return RedirectResponse(f"/review?{view.query(claim=subject, done='undo')}", 303)


def decided(
    site: Site, kind: ReviewKind, subject: str, value: Json, reason: str, seen: Sequence[str] | None, session: Session
) -> Review:
    """One decision, entered under the name of whoever is signed in.

    Raises:
        ReviewedMeanwhile: somebody else decided about it, and it is not among those seen.
    """
    with site.book.writing():
        return enter(site.book.project, kind, subject, value, reason, seen, reviewer=session.name)


class Decision(BaseModel):
    """A decision as a program sends it."""

    claim: str = Field(max_length=100)
    verdict: ReviewKind
    value: dict[str, Any] | None = None
    reason: str = Field("", max_length=1000)
    seen: list[str] = Field(default_factory=list, max_length=100)


@router.post("/review.json", status_code=201, summary="Decide about a claim, for programs")
def decide_json(request: Request, decision: Decision) -> Response:
    """Takes a token in the header `Authorization: Bearer`; `seen` names the verdicts that are known."""
    site: Site = request.app.state.site
    session = allowed(request, Role.REVIEWER, "")
    found = _claim(site.book.edition(), decision.claim)
    if decision.verdict not in (ReviewKind.ACCEPT, ReviewKind.REJECT, ReviewKind.CORRECT):
        raise HTTPException(400, "verdict")
    if decision.verdict is ReviewKind.CORRECT and (problem := _fault(decision)):
        raise HTTPException(422, problem)
    value = decision.value if decision.verdict is ReviewKind.CORRECT else None
    try:
        made = decided(site, decision.verdict, found.id, value, decision.reason, decision.seen, session)
    except ReviewedMeanwhile as error:
        raise HTTPException(409, "somebody else has decided meanwhile") from error
    return JSONResponse({"review": made.id, "claim": found.id, "verdict": made.kind.value}, status_code=201)


def _fault(decision: Decision) -> str | None:
    return "reason" if not decision.reason.strip() else problem_of_correction(decision.value)


def _claim(edition: Edition, wanted: str) -> Claim:
    found = edition.claim(ClaimId(wanted))
    if found is None:
        raise HTTPException(404)
    return found


def _chosen(site: Site, claim: str, after: str) -> Claim | None:
    """The claim named, or the next one after another; from the start again at the end of the queue."""
    edition, book = site.book.edition(), site.book
    if claim:
        return _claim(edition, claim)
    last = edition.claim(ClaimId(after))
    place = (last.confidence, str(last.id)) if last else None
    following = next(book.iter_waiting(edition, place), None) if place else None
    found = following or next(book.iter_waiting(edition), None)
    return _claim(edition, found) if found else None


def _shown(
    request: Request,
    view: View,
    claim: Claim | None,
    *,
    problem: str = "",
    done: str = "",
    form: dict[str, str] | None = None,
    status: int = 200,
) -> HTMLResponse:
    site: Site = request.app.state.site
    look = site.look(view)
    edition = look.edition
    row = claim_row(look, claim) if claim else None
    session: Session | None = request.state.session
    finished, count = site.book.progress(edition)
    return page(
        request, view, "review.html", status=status, row=row, problem=problem, done=done,
        sentence=marked_sentence(row, roles_of(site, view)) if row else "",
        context=context_of(look, claim) if claim else ("", ""),
        fields=form or (fields_of(claim) if claim else {}),
        choices={"event": list(Event), "modality": list(Modality), "negated": ["no", "yes"]},
        seen=",".join(one.id for one in verdicts_on(claim.id, edition.reviews)) if claim else "",
        may=session is not None and session.role.covers(Role.REVIEWER),
        count=count, finished=finished,
        chain=edition.chain, hidden=look.edition.hidden, stem="/review", forms=("json", "csv"),
    )  # fmt: skip
