"""`sportello requests`: what citizens have asked for and a person decides."""

import asyncio
from typing import Annotated

import typer

app = typer.Typer(help="What a person decides: list, read, take, answer.", no_args_is_help=True)

Given = Annotated[str, typer.Argument(help="The reference, such as 2B3C-4D5N.", metavar="REFERENCE")]
By = Annotated[str | None, typer.Option(help="Who does it. Unset: the account that types.", metavar="NAME")]
Office = Annotated[str | None, typer.Option(help="Only those of an office.", metavar="CODE")]
Who = Annotated[str | None, typer.Option("--who", help="Only those in somebody's hands.", metavar="NAME")]
Far = Annotated[
    str | None, typer.Option(help="Only those so far: received, working, asked.", metavar="STAGE")
]
Kind = Annotated[str | None, typer.Option(help="Only those of a kind.", metavar="KIND")]
Words = Annotated[str, typer.Option("--text", help="What to write, in quotation marks.", metavar="TEXT")]


@app.command(name="list")
def show_list(office: Office = None, who: Who = None, stage: Far = None, kind: Kind = None) -> None:
    """List the open requests, those first whose term ends first."""
    from sportello.requests import show_all, wanted

    asyncio.run(show_all(wanted(office, who, stage, kind)))


@app.command()
def show(reference: Given) -> None:
    """Read one: what was asked, by when to answer, what has happened, its documents, what was answered."""
    from sportello.requests import show_one

    asyncio.run(show_one(reference))


@app.command()
def take(reference: Given, by: By = None) -> None:
    """Take one in hand: its citizen can see that somebody has it."""
    from sportello.requests_worked import take as take_one

    asyncio.run(take_one(reference, by))


@app.command()
def assign(
    reference: Given,
    to: Annotated[
        str, typer.Option(help="Who has it from now on; empty: nobody, it is for all again.", metavar="NAME")
    ],
    *,
    office: Annotated[bool, typer.Option("--office", help="It is the code of an office.")] = False,
    by: By = None,
) -> None:
    """Give one to somebody else, or to another office."""
    from sportello.requests_worked import assign as assign_one

    asyncio.run(assign_one(reference, to, by, office=office))


@app.command()
def note(reference: Given, text: Words, by: By = None) -> None:
    """Add a remark for staff; the citizen is not told (but may ask for all that is kept about them)."""
    from sportello.requests_worked import note as note_one

    asyncio.run(note_one(reference, text, by))


@app.command()
def ask(reference: Given, text: Words, by: By = None) -> None:
    """Ask more of the citizen: TEXT leaves, with how to answer and by when; the term stands still."""
    from sportello.requests_worked import ask_more

    asyncio.run(ask_more(reference, text, by))


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
    by: By = None,
) -> None:
    """Answer a request, for good: what was decided, with its reference, then TEXT.

    It leaves on the channel where the citizen last wrote about it, as soon as the counter runs. A request is
    answered once: whoever comes second is told who was first, and nothing is sent.
    """
    from sportello.requests_worked import decide

    asyncio.run(decide(reference, text, by, accepted=accepted))
