"""What staff read at a terminal of requests that a person decides, on the store of this folder's settings."""

from datetime import date

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.errors import BadRequest, WrongAnswer
from bot.values.reference import Reference
from bot.values.value import Reading
from sportello.looked import REQUEST, note_look
from sportello.shortened import shortened
from sportello.stores import visiting
from sportello.terminal import line
from storage.database import Database
from storage.request_desk import Filter, RequestDesk, RequestView
from storage.request_rows import Direction, Document, Event, Request, Stage, State

_SHOWN = 100


async def show_all(which: Filter) -> None:
    """Print the open requests, those first whose term ends first."""
    with visiting() as database:
        found = await RequestDesk(database).queue(which, _SHOWN + 1)
        today = database.clock().date()
    if not found:
        typer.echo("No request is open.")
        return
    table = Table("reference", "asked", "answer by", "kind", "about", "where", "stage", "who")
    table.columns[0].no_wrap = True
    for one in found[:_SHOWN]:
        asked, by = f"{one.opened_at:%d/%m/%Y %H:%M}", _term(one, today)
        # Text: no markup of theirs
        table.add_row(
            one.reference.show("en"),
            asked,
            by,
            one.kind,
            Text(line(one.subject)),
            Text(shortened(one.lane)),
            one.stage.value,
            Text(line(" ".join(filter(None, (one.office, one.assignee))))),
        )
    Console().print(table)
    if len(found) > _SHOWN:
        typer.echo(f"These are the {_SHOWN} whose term ends first; there are more.")


def wanted(office: str | None, who: str | None, stage: str | None, kind: str | None) -> Filter:
    """Say which requests are wanted; BadRequest for a stage that there is not."""
    try:
        return Filter(office, who, None if stage is None else Stage(stage), kind)
    except ValueError:
        raise BadRequest(f"a stage is one of {', '.join(each.value for each in Stage)}") from None


def _term(one: Request, today: date) -> Text:
    late = one.state is State.OPEN and one.answer_by < today
    return Text(f"{one.answer_by:%d/%m/%Y}{' LATE' if late else ''}", "red" if late else "")


async def show_one(given: str) -> None:
    """Print all that is known of a request; BadRequest if there is none."""
    with visiting() as database:
        seen = await RequestDesk(database).view(str(read_reference(given, database.clock().date())))
        today = database.clock().date()
        if seen is not None:
            await _note(database, seen.request)
    if seen is None:
        raise unknown(given)
    for name, value in _lines(seen, today):
        if value:
            typer.echo(f"{name}: {line(value)}")
    for event in seen.events:
        typer.echo(_told(event))
    for document in seen.documents:
        typer.echo(_named(document))


async def _note(database: Database, one: Request) -> None:
    theirs = [one.citizen, *(str(one.details.get(name, "")) for name in ("citizen", "acting_for"))]
    await note_look(database, REQUEST, one.kind, [one.lane], theirs)


def _lines(seen: RequestView, today: date) -> list[tuple[str, str]]:
    one = seen.request
    outcome = "" if one.accepted is None else ("accepted" if one.accepted else "refused")
    ended = f"{one.answered_at:%d/%m/%Y %H:%M}" if one.answered_at else ""
    return [
        ("reference", one.reference.show("en")),
        ("kind", one.kind),
        ("about", one.subject),
        ("where", shortened(one.lane)),
        ("register", one.entry),
        ("asked", f"{one.opened_at:%d/%m/%Y %H:%M}"),
        ("answer by", _term(one, today).plain),
        ("office", one.office),
        ("in hand of", one.assignee),
        *((name, str(value)) for name, value in one.details.items()),
        ("state", f"open, {one.stage.value}" if one.state is State.OPEN else one.state.value),
        ("awaited until", f"{one.asked_until:%d/%m/%Y}" if one.asked_until else ""),
        ("decided", f"{outcome} {ended} by {one.answered_by}" if outcome else ended),
        ("answer", one.answer),
        ("answer is", seen.sent),
        ("rating", str(one.rating or "")),
    ]


def _told(event: Event) -> str:
    hidden = "" if event.shown else " (staff only)"
    text = f": {line(event.text)}" if event.text else ""
    return f"{event.at:%d/%m/%Y %H:%M} {event.kind.value} by {line(event.by)}{hidden}{text}"


def _named(document: Document) -> str:
    way = "from the citizen" if document.direction is Direction.IN else "for the citizen"
    return f"document {way}: {line(document.name)} ({document.media_type}, {document.size} bytes)"


def read_reference(given: str, today: date) -> Reference:
    """Read a reference as it was typed; BadRequest says what is wrong with it."""
    try:
        return Reference.parse(given, Reading(today))
    except WrongAnswer as wrong:
        if wrong.reason == "check":
            raise BadRequest(
                f"{line(given)}: one sign of this reference is wrong, or two are swapped"
            ) from None
        raise BadRequest(f"{line(given)} is no reference: eight signs, such as 2B3C-4D5N") from None


def unknown(given: str) -> BadRequest:
    """Say that there is no request of a reference."""
    return BadRequest(f"there is no request {line(given)}")
