"""`sportello staff`: who works at the desk, and as what."""

import asyncio
from typing import Annotated

import typer

app = typer.Typer(help="Who works at the desk, and with which roles.", no_args_is_help=True)

Named = Annotated[str, typer.Argument(help="The name they sign in with, such as l.rossi.", metavar="NAME")]
Roles = Annotated[
    str,
    typer.Option(
        help="Separated by commas: operator, approver, editor, administrator, auditor, police.",
        metavar="ROLES",
    ),
]
Office = Annotated[
    list[str] | None,
    typer.Option("--office", help="The code of an office; again for another. Unset: all.", metavar="CODE"),
]
By = Annotated[str | None, typer.Option(help="Who does it. Unset: the account that types.", metavar="NAME")]


@app.command()
def add(
    name: Named,
    roles: Roles,
    full_name: Annotated[
        str, typer.Option("--full-name", help="As colleagues see it. Unset: the name.", metavar="NAME")
    ] = "",
    office: Office = None,
    by: By = None,
) -> None:
    """Make somebody known and print the link behind which they choose a password and link an app for codes.

    The link works once and in one browser. Hand it over yourself: who has it first is them.
    """
    from sportello.staff_office import add_one

    asyncio.run(add_one(name, full_name or name, roles, office or [], by))


@app.command(name="list")
def show_list() -> None:
    """List everybody: their roles, offices, state and last sign-in."""
    from sportello.staff_office import show_all

    asyncio.run(show_all())


@app.command()
def roles(name: Named, roles: Roles, office: Office = None, by: By = None) -> None:
    """Give somebody other roles and offices; they count from their next click on."""
    from sportello.staff_office import assign

    asyncio.run(assign(name, roles, office or [], by))


@app.command()
def disable(name: Named, by: By = None) -> None:
    """Let somebody in no more: their sessions end at once, and no conversation is theirs."""
    from sportello.staff_office import disable as run

    asyncio.run(run(name, by))


@app.command()
def reset(name: Named, by: By = None) -> None:
    """Print a new link for somebody who lost password or phone, or was disabled; nothing else opens."""
    from sportello.staff_office import reset as run

    asyncio.run(run(name, by))
