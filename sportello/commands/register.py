"""`sportello register`: the register of all certified mail - verify, print, look up, annul."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="The register (protocollo): verify, print, look up, annul.", no_args_is_help=True)

Entry = Annotated[str, typer.Argument(help="The entry's number, such as 123/2026.", metavar="NUMBER/YEAR")]


@app.command()
def verify(
    hashes: Annotated[
        list[str] | None,
        typer.Argument(
            help="Hashes that daily registers have at their end: each must still be in the chain.",
            metavar="HASH",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Verify the whole register, also while the counter works.

    Follows the chain of hashes from its first event, and compares numbers and entries with it. Without a
    HASH it cannot be known whether the end was cut off. Exit code 1 and the first entry that is not as it
    was written.
    """
    from sportello.register import verify as run

    asyncio.run(run(hashes or ()))


@app.command()
def day(
    date: Annotated[
        str, typer.Argument(help="2026-11-30, 30/11/2026, yesterday or today.", metavar="DATE")
    ] = "yesterday",
    to: Annotated[
        Path, typer.Option(help="The folder to write into.", metavar="FOLDER", exists=True, file_okay=False)
    ] = Path(),
    *,
    csv_only: Annotated[bool, typer.Option("--csv-only", help="Write the sheet alone, no PDF.")] = False,
) -> None:
    """Write the daily register: a sheet (CSV) and a page to be kept (PDF/A).

    Files of the same name are replaced; once a day is over they are the same each time. They hold citizens'
    data: only you may read them.
    """
    from sportello.register import write_day

    asyncio.run(write_day(date, to, csv_only=csv_only))


@app.command()
def show(entry: Entry) -> None:
    """Read one entry, and what was added to it."""
    from sportello.register import show as run

    asyncio.run(run(entry))


@app.command()
def annul(
    entry: Entry,
    reason: Annotated[
        str, typer.Option(help="Why, and what authorises it: it stays in the register.", metavar="TEXT")
    ],
    by: Annotated[
        str | None, typer.Option(help="Who annuls it. Unset: the account that types.", metavar="NAME")
    ] = None,
) -> None:
    """Annul an entry: it keeps its number and stays readable. There is no way back."""
    from sportello.register import annul as run

    asyncio.run(run(entry, reason, by))


@app.command(name="list")
def show_list(
    on: Annotated[
        str, typer.Option("--day", help="2026-11-30, 30/11/2026, yesterday or today.", metavar="DATE")
    ] = "today",
) -> None:
    """List the entries of a day."""
    from sportello.register import show_list as run

    asyncio.run(run(on))
