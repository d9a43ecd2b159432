"""What staff read of broadcasts at a terminal: the list, one whole, what it comes to, who gets what."""

from collections.abc import Iterator

import typer
from rich.console import Console
from rich.table import Table

from bot.errors import BadRequest
from sportello.broadcast_estimate import Laid
from sportello.broadcast_faults import lacking
from sportello.broadcast_office import BroadcastOffice, broadcast_office
from sportello.broadcast_told import bubble, costs, dear, facts, happened, reach, remarks, row
from sportello.looked import note_look
from sportello.terminal import line
from storage.broadcasts import Broadcast, State

_SHOWN = 50
_LOOK = "broadcast-preview-shown"


async def show_all(state: str | None) -> None:
    """Print broadcasts, the newest first."""
    wanted = () if state is None else (_state(state),)
    async with broadcast_office() as office:
        found = await office.broadcasts.list(wanted, _SHOWN)
    if not found:
        typer.echo("There is no broadcast: `sportello broadcast form` shows how one is written.")
        return
    table = Table("code", "state", "written", "by", "people", "title")
    table.columns[0].no_wrap = True
    for one in found:
        table.add_row(*row(one))
    Console().print(table)


async def show_one(code: str) -> None:
    """Print all that is known of one but its readers."""
    async with broadcast_office() as office:
        one = await office.known(code)
        events = await office.broadcasts.events(one.id)
        answered = await office.broadcasts.answered(one.id) if one.begun_at else 0
    for name, value in facts(one):
        if value:
            typer.echo(f"{name}: {line(value)}")
    for language, text in sorted(one.draft.texts.items()):
        typer.echo(f"--- {language}: {line(text.title)}")
        typer.echo("\n".join(map(line, text.body.split("\n"))))
    typer.echo("---")
    for event in events:
        typer.echo(happened(event))
    if one.begun_at:
        typer.echo(f"{answered} of those reached have written to us within two days")


async def preview(code: str, readers: int) -> None:
    """Print what one comes to, what makes it dear, and what some of its readers would get."""
    async with broadcast_office() as office:
        one = await office.known(code)
        found = await office.estimates.of(one.draft)
        shown = await office.previews.of(one.draft, readers)
        lanes = [f"{each.channel}:{each.address}" for each in shown]
        await note_look(office.database, _LOOK, one.code, lanes)
        advice = list(_advice(office, one))
    typer.echo(f"{one.code}: {reach(found)}.")
    if found.lines:
        Console().print(costs(found))
    for sentence in (*remarks(found), *lacking(found), *advice):
        typer.echo(line(sentence))
    for each in shown:
        for words in bubble(each):
            typer.echo(words)


def _advice(office: BroadcastOffice, one: Broadcast) -> Iterator[str]:
    """Look at each text as it leaves by SMS, a place as its name."""
    laid = Laid(one.draft, office.estimates.footer, office.estimates.usual)
    for language in sorted(one.draft.texts):
        composed = laid.text("sms", language)
        text = composed.fill({place.name: place.name for place in composed.text.places}).text
        yield from (f"text.{language} by SMS: {said}" for said in dear(text))


def _state(word: str) -> State:
    try:
        return State(word)
    except ValueError:
        raise BadRequest(f"a state is one of {', '.join(State)}") from None
