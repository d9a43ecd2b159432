"""The command `sportello`: what the people who run and look after the counter type."""

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.errors import SportelloError
from sportello.settings import Settings, load

app = typer.Typer(
    help="The citizens' counter of a municipality, reached by message.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)


def main() -> None:
    """Run the command; what went wrong is one sentence, never a stack trace."""
    try:
        app()
    except SportelloError as error:
        fail(str(error))


def fail(sentence: str) -> NoReturn:
    """End with a sentence on the error output and exit code 1."""
    typer.echo(sentence, err=True)
    raise SystemExit(1)


def settings() -> Settings:
    """The settings of the environment and of sportello.toml in this folder."""
    return load(os.environ, Path.cwd())


@app.command()
def serve(
    *,
    trying: Annotated[
        bool, typer.Option("--try", help="Load the made-up city, and say where the phone in the browser is.")
    ] = False,
) -> None:
    """Run the counter: its networks, its web server, its phone to try it with."""
    from sportello import logs
    from sportello.serve import serve as run

    chosen = settings()
    logs.configure(chosen.log.level, chosen.log.format, sys.stderr)
    asyncio.run(
        run(chosen, trying=trying, announce=_announcement(trying=trying, phone=chosen.web.offers_phone))
    )


def _announcement(*, trying: bool, phone: bool) -> Callable[[str], None]:
    def announce(address: str) -> None:
        typer.echo(f"Sportello is open at {address} (Ctrl-C to stop)")
        if phone:
            typer.echo(
                f"Try it: {address}/phone" + (" - the fines to try are listed on the page" if trying else "")
            )

    return announce


@app.command()
def chat(
    channel: Annotated[str, typer.Option(help="sms, telegram or email: how the counter asks.")] = "telegram",
    data: Annotated[Path | None, typer.Option(help="A folder of CSV files; else the made-up city.")] = None,
) -> None:
    """Talk to the counter in this terminal, on a store that is thrown away afterwards."""
    from sportello.chat import chat as run

    asyncio.run(run(settings(), channel, data))


@app.command()
def play(
    files: Annotated[list[Path], typer.Argument(help="Transcript files (docs/TRANSCRIPTS.md).", exists=True)],
    data: Annotated[Path | None, typer.Option(help="A folder of CSV files as `import` takes them.")] = None,
    *,
    record: Annotated[bool, typer.Option("--record", help="Write what is answered into the files.")] = False,
) -> None:
    """Play transcripts against a fresh store; exit code 1, with a diff, if an answer is another one."""
    from sportello.playing import play_files

    if not asyncio.run(play_files(settings(), files, data, record=record, say=typer.echo)):
        raise typer.Exit(1)


@app.command()
def doctor() -> None:
    """Look at every part of the counter and say what is missing or broken, and what to do."""
    from sportello.examination import examine_counter

    raise typer.Exit(asyncio.run(examine_counter(os.environ, Path.cwd())))


def _add_groups() -> None:
    from sportello.commands import database, imports, parked

    app.add_typer(imports.app, name="import")
    app.add_typer(database.app, name="db")
    app.add_typer(parked.app, name="parked")


_add_groups()
