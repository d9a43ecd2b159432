"""`sportello requests`: what citizens have asked for and a person decides."""

import asyncio
from typing import Annotated

import typer

app = typer.Typer(help="Requests that a person decides: list, read, answer.", no_args_is_help=True)

Given = Annotated[str, typer.Argument(help="The reference, such as 2B3C-4D5N.", metavar="REFERENCE")]


@app.command(name="list")
def show_list() -> None:
    """List the open requests, those first whose term ends first."""
    from sportello.requests import show_all

    asyncio.run(show_all())


@app.command()
def show(reference: Given) -> None:
    """Read one: what was asked, by when to answer, what was answered."""
    from sportello.requests import show_one

    asyncio.run(show_one(reference))


@app.command()
def answer(
    reference: Given,
    text: Annotated[
        str, typer.Option(help="What to write to the citizen, in quotation marks.", metavar="TEXT")
    ],
    *,
    accepted: Annotated[
        bool,
        typer.Option("--accept/--refuse", help="What was decided: it opens the answer.", show_default=False),
    ],
    by: Annotated[
        str | None, typer.Option(help="Who decides. Unset: the account that types.", metavar="NAME")
    ] = None,
) -> None:
    """Answer a request, for good: what was decided, with its reference, then TEXT.

    It leaves on the channel where the citizen asked, as soon as the counter runs. A request is answered
    once: whoever comes second is told who was first, and nothing is sent.
    """
    from sportello.requests import decide

    asyncio.run(decide(reference, text, by, accepted=accepted))
