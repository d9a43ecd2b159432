"""`sportello credentials`: the part that a person has in local credentials."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Local credentials: who asks, letters, lock, unlock.", no_args_is_help=True)

Given = Annotated[str, typer.Argument(help="The reference, such as 2B3C-4D5N.", metavar="REFERENCE")]
Code = Annotated[str, typer.Argument(help="The citizen's fiscal code.", metavar="FISCAL_CODE")]
Named = Annotated[
    str, typer.Argument(help="The citizen's fiscal code, or their username.", metavar="CODE_OR_USERNAME")
]
By = Annotated[str | None, typer.Option(help="Who does it. Unset: the account that types.", metavar="NAME")]


@app.command(name="list")
def show_list() -> None:
    """List the requests that wait for a person, those first whose term ends first."""
    from sportello.credentials_checked import show_all

    asyncio.run(show_all())


@app.command()
def show(
    reference: Given,
    files: Annotated[
        Path | None,
        typer.Option(
            help="A folder for what came along: only you may read it.", metavar="DIR", file_okay=False
        ),
    ] = None,
    by: By = None,
) -> None:
    """Read one: who says to be whom, from which PEC, and what is missing.

    That you looked is written where the citizen can read it.
    """
    from sportello.credentials_checked import show_one

    asyncio.run(show_one(reference, files, by))


@app.command()
def approve(
    reference: Given,
    *,
    register_pec: Annotated[
        bool,
        typer.Option(
            "--register-pec", help="The PEC is the citizen's own: later requests from it need nobody."
        ),
    ] = False,
    by: By = None,
) -> None:
    """Give credentials after you have checked the document: username and link go to the PEC that asked."""
    from sportello.credentials_checked import approve_one

    asyncio.run(approve_one(reference, by, register_pec=register_pec))


@app.command()
def refuse(
    reference: Given,
    text: Annotated[str, typer.Option(help="Why, in quotation marks.", metavar="TEXT")],
    by: By = None,
) -> None:
    """Refuse a request, and say why."""
    from sportello.credentials_checked import refuse_one

    asyncio.run(refuse_one(reference, text, by))


@app.command()
def letter(
    fiscal_code: Code,
    name: Annotated[str, typer.Option(help="First name, as on the document.", metavar="NAME")],
    surname: Annotated[str, typer.Option(help="Surname, as on the document.", metavar="SURNAME")],
    out: Annotated[
        Path, typer.Option(help="Where to write the PDF; must be a new file.", metavar="FILE", dir_okay=False)
    ],
    by: By = None,
) -> None:
    """Print the letter for a citizen in front of you, whose document you have checked.

    It holds a username and a link that works once; earlier links end, and so does the old password. Hand
    it over and delete the file.
    """
    from sportello.credentials_at_desk import write_letter

    asyncio.run(write_letter(fiscal_code, name, surname, out, by))


@app.command()
def lock(named: Named, by: By = None) -> None:
    """Lock the credentials of a citizen: nothing opens them, and no link is given by message."""
    from sportello.credentials_at_desk import lock as run

    asyncio.run(run(named, by))


@app.command()
def unlock(named: Named, by: By = None) -> None:
    """Unlock them: they are what they were before, and failed tries are forgotten."""
    from sportello.credentials_at_desk import unlock as run

    asyncio.run(run(named, by))
