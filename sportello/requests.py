"""What staff do at a terminal with requests that a person decides, on the store of this folder's settings."""

from datetime import date
from functools import cache
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.errors import BadRequest, WrongAnswer
from bot.values.reference import Reference
from bot.values.value import Reading
from bot.words import Catalogue
from sportello.looked import REQUEST, note_look, operator
from sportello.shortened import shortened
from sportello.stores import visiting
from sportello.terminal import line
from storage.database import Database
from storage.deciding import DecidedRequests, Decision, Seen
from storage.requests import Request, State

_SHOWN = 100
_PAPERS = Path(__file__).parent / "papers"
_LANGUAGES = ("it", "en")


async def show_all() -> None:
    """Print the open requests, those first whose term ends first."""
    with visiting() as database:
        found = await DecidedRequests(database).waiting(_SHOWN + 1)
        today = database.clock().date()
    if not found:
        typer.echo("No request is open.")
        return
    table = Table("reference", "asked", "answer by", "kind", "about", "where")
    for one in found[:_SHOWN]:
        asked, by = f"{one.opened_at:%d/%m/%Y %H:%M}", _term(one, today)
        # Text: no markup of theirs
        table.add_row(
            one.reference.show("en"), asked, by, one.kind, Text(line(one.subject)), Text(shortened(one.lane))
        )
    Console().print(table)
    if len(found) > _SHOWN:
        typer.echo(f"These are the {_SHOWN} whose term ends first; there are more.")


def _term(one: Request, today: date) -> Text:
    late = one.state is State.OPEN and one.answer_by < today
    return Text(f"{one.answer_by:%d/%m/%Y}{' LATE' if late else ''}", "red" if late else "")


async def show_one(given: str) -> None:
    """Print all that is known of a request; BadRequest if there is none."""
    with visiting() as database:
        seen = await DecidedRequests(database).one(_reference(given, database.clock().date()))
        today = database.clock().date()
        if seen is not None:
            await _note(database, seen.request)
    if seen is None:
        raise _unknown(given)
    for name, value in _lines(seen, today):
        if value:
            typer.echo(f"{name}: {line(value)}")


async def _note(database: Database, one: Request) -> None:
    theirs = [str(one.details.get(name, "")) for name in ("citizen", "acting_for")]
    await note_look(database, REQUEST, one.kind, [one.lane], theirs)


def _lines(seen: Seen, today: date) -> list[tuple[str, str]]:
    one = seen.request
    outcome = "" if one.accepted is None else ("accepted" if one.accepted else "refused")
    ended = f"{one.answered_at:%d/%m/%Y %H:%M}" if one.answered_at else ""
    return [
        ("reference", one.reference.show("en")),
        ("kind", one.kind),
        ("about", one.subject),
        ("where", shortened(one.lane)),
        ("asked", f"{one.opened_at:%d/%m/%Y %H:%M}"),
        ("answer by", _term(one, today).plain),
        *((name, str(value)) for name, value in one.details.items()),
        ("state", one.state.value),
        ("decided", f"{outcome} {ended} by {one.answered_by}" if outcome else ended),
        ("answer", one.answer),
        ("answer is", seen.sent),
    ]


async def decide(given: str, text: str, by: str | None, *, accepted: bool) -> None:
    """Answer a request, once: BadRequest says who was first if it has been answered already."""
    if not text.strip():
        raise BadRequest("an answer needs a text: say why, and what happens next")
    with visiting() as database:
        requests, reference = DecidedRequests(database), _reference(given, database.clock().date())
        seen = await requests.one(reference)
        if seen is None:
            raise _unknown(given)
        words = f"{_opening(seen, accepted=accepted)}\n{text.strip()}"
        if not await requests.decide(Decision(str(reference), accepted, words, by or operator())):
            raise await _too_late(requests, reference)
    outcome = "accepted" if accepted else "refused"
    typer.echo(f"{reference.show('en')} is {outcome}; the answer is on its way.")


async def _too_late(requests: DecidedRequests, reference: Reference) -> BadRequest:
    seen = await requests.one(reference)
    if seen is None or seen.request.state is State.WITHDRAWN:
        return BadRequest(f"{reference.show('en')} was withdrawn by the citizen; nothing was sent")
    one = seen.request
    outcome, at = "accepted" if one.accepted else "refused", f"{one.answered_at:%d/%m/%Y at %H:%M}"
    return BadRequest(
        f"{reference.show('en')} was {outcome} already, by {one.answered_by} on {at}; nothing was sent"
    )


def _opening(seen: Seen, *, accepted: bool) -> str:
    language = seen.language if seen.language in _LANGUAGES else _LANGUAGES[0]
    name = "accepted" if accepted else "refused"
    return _words(language).text(name, {"reference": seen.request.reference.show(language)})


@cache
def _words(language: str) -> Catalogue:
    return Catalogue.load("requests", language, [_PAPERS / f"requests.{language}.ftl"])


def _reference(given: str, today: date) -> Reference:
    try:
        return Reference.parse(given, Reading(today))
    except WrongAnswer as wrong:
        if wrong.reason == "check":
            raise BadRequest(
                f"{line(given)}: one sign of this reference is wrong, or two are swapped"
            ) from None
        raise BadRequest(f"{line(given)} is no reference: eight signs, such as 2B3C-4D5N") from None


def _unknown(given: str) -> BadRequest:
    return BadRequest(f"there is no request {line(given)}")
