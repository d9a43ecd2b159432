"""`sportello db`: bring the schema up to date, save everything, put it back."""

import os
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="The database: upgrade, backup, restore.", no_args_is_help=True)


@app.command()
def upgrade() -> None:
    """Bring the database to the schema of this version.

    Safe to run again. The counter must not be running on it.
    """
    from sportello.stores import ready_url
    from storage import schema

    url = ready_url()
    before = schema.current(url)
    schema.upgrade(url)
    after = schema.current(url)
    typer.echo(
        f"The database is at {after}." if before == after else f"Upgraded: {before or 'empty'} -> {after}."
    )


@app.command()
def backup(
    file: Annotated[
        Path, typer.Argument(help="Where to write it (.gz); must not exist yet.", metavar="FILE")
    ],
) -> None:
    """Save everything into one file, while the counter works.

    It restores to SQLite or PostgreSQL alike. The file holds citizens' data: only you may read it, and so it
    should stay.
    """
    from bot.errors import Misconfigured
    from sportello.stores import existing_url
    from storage.backup import backup as save

    if file.exists():
        raise Misconfigured(f"{file} is there already: choose another name, or remove it")
    os.umask(0o077)
    typer.echo(f"{save(existing_url(), file)} rows saved to {file}.")


@app.command()
def restore(
    file: Annotated[
        Path,
        typer.Argument(help="A file that `db backup` wrote.", metavar="FILE", exists=True, dir_okay=False),
    ],
) -> None:
    """Put a backup into an empty database.

    All of it or nothing; refused if anything is in it. The counter must not be running on it.
    """
    from sportello.stores import ready_url
    from storage.backup import restore as put_back

    typer.echo(f"{put_back(ready_url(), file)} rows restored from {file}.")
