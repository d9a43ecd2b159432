"""The command `sportello`: what the people who run and look after the counter type."""

import asyncio
import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from sportello.commands import (
    behalf,
    broadcast,
    certificate,
    credentials,
    database,
    imports,
    keys,
    parked,
    payments,
    pec,
    register,
    requests,
    staff,
    ztl,
)

app = typer.Typer(
    help="The citizens' counter of a municipality, reached by message.",
    epilog="Settings are read from SPORTELLO_... variables and from sportello.toml in this folder "
    "(docs/SETTINGS.md). Exit code: 0 done; 1 it did not work, and a sentence says why; 2 the command was "
    "not understood.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help comes in half the time
)
app.add_typer(imports.app, name="import")
app.add_typer(database.app, name="db")
app.add_typer(parked.app, name="parked")
app.add_typer(payments.app, name="payments")
app.add_typer(requests.app, name="requests")
app.add_typer(register.app, name="register")
app.add_typer(pec.app, name="pec")
app.add_typer(keys.app, name="keys")
app.add_typer(credentials.app, name="credentials")
app.add_typer(behalf.app, name="behalf")
app.add_typer(behalf.contacts, name="contacts")
app.add_typer(certificate.app, name="certificate")
app.add_typer(ztl.app, name="ztl")
app.add_typer(staff.app, name="staff")
app.add_typer(broadcast.app, name="broadcast")

DataFolder = Annotated[
    Path | None,
    typer.Option(
        help="A folder with fines.csv and offices.csv as `import` takes them; else the made-up city.",
        exists=True,
        file_okay=False,
    ),
]


def main(words: Sequence[str] | None = None) -> None:
    """Run the command of these words, or of those that were typed.

    Ends with SystemExit; what went wrong is a sentence on the error output and exit code 1.
    """
    try:
        app(words, prog_name="sportello")
    except Exception as error:  # noqa: BLE001 - nobody who types a command is served by a stack trace
        from sportello.failures import sentence

        _fail(sentence(error))


def _fail(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise SystemExit(1)


@app.command()
def serve(
    *,
    trying: Annotated[
        bool,
        typer.Option(
            "--try",
            help="Load the made-up city first, its fines fresh for today: something to try the counter with. "
            "What is in the database already stays.",
        ),
    ] = False,
) -> None:
    """Run the counter: its networks and its web server.

    It runs until Ctrl-C or SIGTERM, then finishes what is in hand and ends with exit code 0. The embedded
    database is made, and brought up to date, by itself; PostgreSQL wants `sportello db upgrade` first.
    """
    from sportello import logs, loop
    from sportello.gate_door import with_gate_token
    from sportello.serve import serve as run
    from sportello.settings import load

    settings, token = load(os.environ, Path.cwd()), ""
    if trying:
        settings, token = with_gate_token(settings)
    logs.configure(settings.log.level, settings.log.format, sys.stderr, for_good=True)

    def announce(address: str) -> None:
        typer.echo(f"Sportello is open at {address} (Ctrl-C to stop)")
        if token:
            typer.echo(f"The gates of the zones: {address}/gates/whitelist.csv with the token {token}")
        if settings.web.offers_phone:
            typer.echo(
                f"Try it: {address}/phone" + (" - the fines to try are listed on the page" if trying else "")
            )
        typer.echo(
            f"The desk of the staff: {address}/desk"
            + (
                " - made-up staff to sign in as is on the page"
                if trying and settings.web.offers_phone
                else ""
            )
        )

    loop.run(run(settings, trying=trying, announce=announce))


@app.command()
def chat(
    channel: Annotated[
        str, typer.Option(help="How the counter asks: sms, telegram or email.", metavar="NAME")
    ] = "telegram",
    data: DataFolder = None,
) -> None:
    """Talk to the counter in this terminal.

    What is said is kept in a store that is thrown away afterwards. A button is chosen by its number or its
    label. Lines may be piped in, one message each.
    """
    from sportello.chat import chat as run
    from sportello.settings import load

    with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C ends a conversation as well as Ctrl-D
        asyncio.run(run(load(os.environ, Path.cwd()), channel, data))


@app.command()
def play(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Transcript files (docs/TRANSCRIPTS.md).", metavar="FILE...", exists=True, dir_okay=False
        ),
    ],
    data: DataFolder = None,
    *,
    record: Annotated[
        bool, typer.Option("--record", help="Write what is answered into the files: look at the difference.")
    ] = False,
) -> None:
    """Play transcripts and compare what is answered.

    Each file gets a fresh store. Exit code 1, with a diff, if an answer is another one.
    """
    from sportello.playing import play_files
    from sportello.settings import load

    settings = load(os.environ, Path.cwd())
    if not asyncio.run(play_files(settings, files, data, record=record, say=typer.echo)):
        raise typer.Exit(1)


@app.command()
def stats(
    year: Annotated[int | None, typer.Option(help="The year; else this one.", metavar="YEAR")] = None,
    sheet: Annotated[
        Path | None,
        typer.Option(
            "--csv", help="Write the counts of every day into a sheet, too.", metavar="FILE", dir_okay=False
        ),
    ] = None,
) -> None:
    """Set the figures of a year beside the year before.

    The change compares the same days of both years. Days that are over were counted at night and stay as
    they are; today is counted as it stands.
    """
    from sportello.statistics_shown import show

    asyncio.run(show(year, sheet))


@app.command()
def doctor() -> None:
    """Say what is missing or broken, and what to do.

    Looks at settings, database, networks, words, disk and clock. Exit code 1 if something that is
    configured does not work; what is not configured is no fault.
    """
    from sportello.examination import examine_counter

    raise typer.Exit(asyncio.run(examine_counter(os.environ, Path.cwd())))
