"""What staff do at a terminal with messages that were set aside, on the store of this folder's settings."""

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.errors import BadRequest
from sportello.looked import MESSAGE, note_look
from sportello.stores import visiting
from storage.inbox import SqlInbox
from storage.parked import ParkedMessages
from storage.parked_rows import Parked
from storage.views import Views

_SHOWN = 100
_GLIMPSE = 60  # characters of a text in the list


async def show_all() -> None:
    """Print the list, the oldest first."""
    with visiting() as database:
        found = await Views(database).parked(_SHOWN + 1)
    if not found:
        typer.echo("Nothing is set aside.")
        return
    table = Table("number", "since", "channel", "why", "text")
    for one in found[:_SHOWN]:
        since, glimpse = f"{one.received_at:%d/%m/%Y %H:%M}", " ".join(one.text.split())[:_GLIMPSE]
        table.add_row(str(one.id), since, one.channel, one.reason, Text(glimpse))  # Text: no markup of theirs
    Console().print(table)
    if len(found) > _SHOWN:
        typer.echo(f"These are the oldest {_SHOWN}; there are more.")


async def show_one(number: int) -> None:
    """Print all that is known of a message; BadRequest if it is not on the list."""
    with visiting() as database:
        one = await ParkedMessages(database).one(number)
        if one is not None:
            await note_look(database, MESSAGE, one.channel, [f"{one.channel}:{one.sender}"])
    if one is None:
        raise _unlisted(number)
    for name, value in (
        ("from", f"{one.channel} {one.sender}"),
        ("received", f"{one.received_at:%d/%m/%Y %H:%M:%S}"),
        ("why", one.reason),
        ("proof", _proof(one)),
        ("register", one.entry.text if one.entry else ""),
        ("correlation", one.correlation),
        ("text", one.text),
        ("detail", one.detail),
    ):
        if value:
            typer.echo(f"{name}: {_harmless(value)}")


def _proof(one: Parked) -> str:
    """What is proven of its sender: the verdict, why, and who answers for it."""
    if one.assurance is None:
        return ""
    reasons = f" ({', '.join(one.assurance.reasons)})" if one.assurance.reasons else ""
    signer = f", sealed by {one.assurance.by}" if one.assurance.by else ""
    return f"{one.assurance.verdict}{reasons}{signer}"


async def put_back(number: int) -> None:
    """Put a message into the queue again."""
    with visiting() as database:
        one = await ParkedMessages(database).one(number)
        if one is not None and not one.answerable:
            raise BadRequest(f"{number} is nothing that the counter may answer: see to it, then close it")
        if not await SqlInbox(database).unpark(number):
            raise _unlisted(number)
    typer.echo(f"{number} is back in the queue.")


async def take_off(number: int) -> None:
    """Take a message off the list."""
    with visiting() as database:
        if not await ParkedMessages(database).close(number):
            raise _unlisted(number)
    typer.echo(f"{number} is off the list.")


async def answer_one(number: int, text: str) -> None:
    """Queue an answer to the sender of a message, and take it off the list."""
    if not text.strip():
        raise BadRequest("an answer needs a text")
    with visiting() as database:
        one = await ParkedMessages(database).one(number)
        if one is not None and not one.has_sender:
            raise BadRequest(_nobody(one))
        if not await ParkedMessages(database).answer(number, text.strip()):
            raise _unlisted(number)
    typer.echo(f"The answer to {number} is on its way.")


def _nobody(one: Parked) -> str:
    if one.assurance is None:
        return f"no citizen sent {one.id}: see to it, then close it"
    return f"nobody has proven who sent {one.id}: the counter writes to no one for it"


def _unlisted(number: int) -> BadRequest:
    return BadRequest(f"nothing is set aside under number {number}")


def _harmless(text: str) -> str:
    """Leave out what a terminal would obey: a citizen's text may hold escape sequences."""
    return "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")
