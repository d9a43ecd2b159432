"""`sportello parked`: messages set aside for a person - those that failed, those that asked for one."""

import asyncio
from typing import Annotated

import typer

app = typer.Typer(help="Messages set aside for a person: read, answer, put back.", no_args_is_help=True)

Number = Annotated[int, typer.Argument(help="The number in the list.", metavar="NUMBER")]


@app.command(name="list")
def show_list() -> None:
    """List what is set aside, the oldest first."""
    from sportello.setaside import show_all

    asyncio.run(show_all())


@app.command()
def show(number: Number) -> None:
    """Read one: its text, where to answer it, where it failed."""
    from sportello.setaside import show_one

    asyncio.run(show_one(number))


@app.command()
def retry(number: Number) -> None:
    """Put one back: the counter handles it anew."""
    from sportello.setaside import put_back

    asyncio.run(put_back(number))


@app.command()
def close(number: Number) -> None:
    """Take one off the list; nothing is sent."""
    from sportello.setaside import take_off

    asyncio.run(take_off(number))


@app.command()
def answer(
    number: Number,
    text: Annotated[
        str, typer.Argument(help="What to write to the citizen, in quotation marks.", metavar="TEXT")
    ],
) -> None:
    """Answer the citizen, and take the message off the list.

    The text leaves on the channel that the message came by, as soon as the counter runs.
    """
    from sportello.setaside import answer_one

    asyncio.run(answer_one(number, text))
