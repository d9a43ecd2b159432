"""The commands of `sportello broadcast` whose work is a file: lists of recipients, reports, alerts of CAP."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer()

Code = Annotated[str, typer.Argument(help="The code of the broadcast, such as 2026-0007.", metavar="CODE")]
By = Annotated[
    str | None,
    typer.Option(help="Who of the staff does it. Unset: the account that types.", metavar="NAME"),
]


@app.command()
def report(
    code: Code,
    csv: Annotated[
        Path,
        typer.Option(
            "--csv", help="Where to; - for the output.", metavar="FILE", dir_okay=False, allow_dash=True
        ),
    ],
    by: By = None,
) -> None:
    """Write what became of each recipient into a file.

    It holds addresses: who takes it is noted.
    """
    from sportello.broadcast_sheet import report as write_report

    asyncio.run(write_report(code, csv, by))


@app.command(name="cap-in")
def cap_in(
    file: Annotated[
        Path,
        typer.Argument(help="An alert of CAP 1.2, as XML.", metavar="FILE", exists=True, dir_okay=False),
    ],
    by: By = None,
) -> None:
    """Take an alert of CAP 1.2 in.

    It becomes a draft; an update edits that, and a cancel calls it back.
    """
    from sportello.broadcast_cap import take_in

    asyncio.run(take_in(file, by))


@app.command(name="import-list")
def import_list(
    file: Annotated[
        Path,
        typer.Argument(
            help="A CSV file with phone, email or telegram, language, and what is filled in.",
            metavar="FILE",
            exists=True,
            dir_okay=False,
        ),
    ],
    name: Annotated[str, typer.Option(help="What to call it. Unset: as the file.", metavar="NAME")] = "",
    by: By = None,
) -> None:
    """Make a list of recipients of a file.

    Up to 200,000 rows, also while the counter works; bad ones are told by line and column and skipped.
    """
    from sportello.broadcast_lists import bring

    asyncio.run(bring(file, name, by))


@app.command()
def lists() -> None:
    """List the lists of recipients."""
    from sportello.broadcast_lists import show_all

    asyncio.run(show_all())


@app.command(name="drop-list")
def drop_list(
    number: Annotated[int, typer.Argument(help="The number of the list.", metavar="LIST")], by: By = None
) -> None:
    """Let a list go with all its addresses."""
    from sportello.broadcast_lists import drop

    asyncio.run(drop(number, by))
