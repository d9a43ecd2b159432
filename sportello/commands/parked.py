"""`sportello parked`: messages set aside for a person - those that failed, those that asked for one."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from storage.database import Database

app = typer.Typer(help="Messages set aside for a person: list, read, answer, put back.", no_args_is_help=True)

T = TypeVar("T")
Number = Annotated[int, typer.Argument(help="The number in the list.")]


@app.command(name="list")
def show_list() -> None:
    """List what is set aside, the oldest first."""
    from storage.views import Views

    table = Table("number", "since", "channel", "why", "text")
    for one in _with_store(lambda database: Views(database).parked()):
        table.add_row(
            str(one.id), f"{one.received_at:%d/%m/%Y %H:%M}", one.channel, one.reason, one.text[:60]
        )
    Console().print(table)


@app.command()
def show(number: Number) -> None:
    """Read one: the whole text, where to answer it, and where it failed."""
    from storage.parked import ParkedMessages

    one = _with_store(lambda database: ParkedMessages(database).one(number))
    if one is None:
        _unknown(number)
    for name, value in (
        ("from", f"{one.channel} {one.sender}"),
        ("received", f"{one.received_at:%d/%m/%Y %H:%M:%S}"),
        ("why", one.reason),
        ("correlation", one.correlation),
        ("text", one.text),
        ("detail", one.detail),
    ):
        if value:
            typer.echo(f"{name}: {value}")


@app.command()
def retry(number: Number) -> None:
    """Put one back: the counter handles it anew."""
    from storage.inbox import SqlInbox

    if not _with_store(lambda database: SqlInbox(database).unpark(number)):
        _unknown(number)
    typer.echo(f"{number} is back in the queue.")


@app.command()
def close(number: Number) -> None:
    """Take one off the list: it was dealt with in another way."""
    from storage.parked import ParkedMessages

    if not _with_store(lambda database: ParkedMessages(database).close(number)):
        _unknown(number)
    typer.echo(f"{number} is off the list.")


@app.command()
def answer(
    number: Number, text: Annotated[str, typer.Argument(help="What to write to the citizen.")]
) -> None:
    """Answer the citizen on their own channel, and take the message off the list."""
    from storage.parked import ParkedMessages

    if not _with_store(lambda database: ParkedMessages(database).answer(number, text)):
        _unknown(number)
    typer.echo(f"The answer to {number} is on its way.")


def _unknown(number: int) -> NoReturn:
    from sportello.cli import fail

    fail(f"nothing is set aside under number {number}")


def _with_store(work: Callable[[Database], Awaitable[T]]) -> T:
    from sportello.stores import visit

    async def run() -> T:
        database = visit()
        try:
            return await work(database)
        finally:
            database.close()

    return asyncio.run(run())
