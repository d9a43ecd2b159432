"""`sportello db`: bring the schema up to date, save everything, put it back."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Look after the database: upgrade, backup, restore.", no_args_is_help=True)


def _url() -> str:
    from sportello.cli import settings

    return settings().database.url


@app.command()
def upgrade() -> None:
    """Bring the database to the schema of this version; safe to run again."""
    from storage import schema

    url = _url()
    before = schema.current(url)
    schema.upgrade(url)
    after = schema.current(url)
    typer.echo(
        f"The database is at {after}." if before == after else f"Upgraded: {before or 'empty'} -> {after}."
    )


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it (.gz); must not exist yet.")],
) -> None:
    """Save everything into one file, while the counter works. It restores to SQLite or PostgreSQL alike."""
    from storage.backup import backup as save

    typer.echo(f"{save(_url(), file)} rows saved to {file}.")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `db backup` wrote.", exists=True)],
) -> None:
    """Put a backup into an empty database; refused if anything is in it."""
    from storage.backup import restore as put_back

    typer.echo(f"{put_back(_url(), file)} rows restored from {file}.")
