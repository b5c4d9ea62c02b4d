"""`tenure history PLACE`: one lane a holder, from the first report to the last."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

import click
from rich.text import Text

from tenure.cli.days import known_by_option, on_option, recorded_by_option
from tenure.cli.opened import opened
from tenure.cli.output import Form, chosen_form, console, csv_text, form_options, visible, write_json
from tenure.cli.questions import asked, asked_in_outline, line_filter
from tenure.cli.words import Row, holder_words, place_words, short_id, since_words, status_style, until_words
from tenure.exchange.lane_rows import lanes_of
from tenure.exchange.lanes import lanes_svg
from tenure.exchange.tenures import commitment_json, segment_json

_WIDTH: Final = 60
_SURE: Final = "█"
_MAYBE: Final = "▒"
_NONE: Final = "·"


@click.command()
@click.argument("place")
@click.option("--holder", help="Only this holder, and what belongs to it.")
@on_option
@known_by_option
@recorded_by_option
@click.option(
    "--all", "everything", is_flag=True, help="Also what only follows from claims about larger or smaller places."
)
@click.option("--svg", is_flag=True, help="Write the lanes as an SVG picture.")
@form_options
def history(
    place: str,
    holder: str | None,
    on: str | None,
    known_by: str | None,
    recorded_by: str | None,
    everything: bool,
    svg: bool,
    form: str | None,
) -> None:
    """Everything on record about PLACE and what lies inside it, in lanes."""
    with opened() as project:
        ask_for = asked_in_outline if chosen_form(form) is Form.TABLE else asked
        answer = ask_for(project, on, known_by, recorded_by, place)
        fits = line_filter(answer, project, place, holder)
        atlas = answer.collection.atlas
        rows = [
            segment_json(one, atlas)
            for one in answer.state.segments
            if fits(one.line) and (everything or not one.implied)
        ]
        promises = [commitment_json(one, atlas) for one in answer.state.commitments if fits(one.line)]
        if svg:
            published: Mapping[str, date | None] = {
                one.claim.id: one.published_on for one in answer.collection.statements
            }
            lanes = lanes_of(rows, promises, published, with_place=True)
            click.echo(lanes_svg(lanes, answer.horizon.as_of, place).encode("utf-8", "replace"), nl=False)
            return
        match chosen_form(form):
            case Form.JSON:
                write_json(
                    {
                        "place": place,
                        "as_of": answer.horizon.as_of.isoformat(),
                        "segments": rows,
                        "commitments": promises,
                    }
                )
            case Form.CSV:
                click.echo(csv_text(rows), nl=False)
            case Form.TABLE:
                _draw(rows, promises, answer.horizon.as_of)


def _draw(rows: Sequence[Row], promises: Sequence[Row], today: date) -> None:
    screen = console()
    lanes: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        lanes[place_words(row), holder_words(row), row["aspect"]].append(row)
    first, last = _range(rows, today)
    for (place, holder, aspect), lane in sorted(lanes.items()):
        screen.print(Text(visible(f"{place} · {holder} · {aspect}"), style="bold"))
        screen.print(_bar(lane, first, last))
        for row in lane:
            _tell(row)
        for promise in promises:
            if (place_words(promise), holder_words(promise), promise["aspect"]) == (place, holder, aspect):
                screen.print(Text(visible(f"    ⚑ {_promise_words(promise)}"), style="dim"))
        screen.print()
    screen.print(
        Text(
            f"{first.isoformat()} to {last.isoformat()}; {_SURE} sure, {_MAYBE} possible, {_NONE} not there or unknown",
            style="dim",
        )
    )


def _tell(row: Row) -> None:
    line = Text("    ")
    line.append(row["status"], style=status_style(row))
    line.append(visible(f"  {since_words(row)} → {until_words(row)}"))
    line.append(visible(f"  {row['support']:.3f} {row['verdict']}"), style="dim")
    if row["quantity"]:
        line.append(visible(f"  {row['quantity']}"))
    line.append(f"  {short_id(row)}", style="dim")
    console().print(line)


def _promise_words(promise: Row) -> str:
    due = f", by {promise['deadline']}" if promise["deadline"] else ""
    who = f" ({', '.join(promise['speakers'])})" if promise["speakers"] else ""
    said = f"{promise['announced_on'] or 'undated'}: {promise['modality']} to {promise['direction']}"
    return f"{said}{due}{who}: {promise['outcome']}"


def _range(rows: Sequence[Row], today: date) -> tuple[date, date]:
    days = [
        date.fromisoformat(row[key])
        for row in rows
        for key in ("start_earliest", "start_latest", "end_earliest", "end_latest", "last_confirmed")
        if row[key]
    ]
    first = min([*days, today])
    return first - timedelta(days=max(1, (today - first).days // 30)), max([*days, today])


def _bar(lane: Sequence[Row], first: date, last: date) -> Text:
    text = Text("    ")
    days = max(1, (last - first).days)
    for cell in range(_WIDTH):
        low, high = first + timedelta(days=days * cell // _WIDTH), first + timedelta(days=days * (cell + 1) // _WIDTH)
        mark, style = _cell(lane, low, high)
        text.append(mark, style=style)
    return text


_ABSENT: Final = frozenset({"gone", "barred", "lost", "ended", "unknown"})


def _cell(lane: Sequence[Row], low: date, high: date) -> tuple[str, str]:
    best: tuple[str, str] = (_NONE, "dim")
    for row in lane:
        if row["status"] in _ABSENT:
            continue
        if _covers(row["start_latest"], row["end_earliest"], low, high, definite=True):
            return _SURE, status_style(row)
        if _covers(row["start_earliest"], row["end_latest"], low, high, definite=False):
            best = (_MAYBE, status_style(row))
    return best


def _covers(start: str | None, end: str | None, low: date, high: date, *, definite: bool) -> bool:
    """Whether a stretch touches some days; without a start it is never definite, without an end it lasts."""
    if start is None and definite:
        return False
    begins = date.fromisoformat(start) if start else date.min
    ends = date.fromisoformat(end) if end else date.max
    return begins <= high and ends >= low
