"""`sportello import`: data that the city's other systems export as CSV."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Bring in data from the city's other systems.", no_args_is_help=True)

File = Annotated[
    Path,
    typer.Argument(
        help="A CSV file with a header line (docs/IMPORTS.md).", metavar="FILE", exists=True, dir_okay=False
    ),
]
GeoJson = Annotated[
    Path,
    typer.Argument(
        help="A GeoJSON of the zones (docs/IMPORTS.md).", metavar="FILE", exists=True, dir_okay=False
    ),
]


@app.command()
def fines(file: File) -> None:
    """Import fines, also while the counter works.

    Bad rows are told by line and column and skipped; the good ones come in. Running it again is safe:
    what is the same stays, what has changed is brought up to date, and what was paid here stays paid.
    """
    from sportello.importing import import_file
    from sportello.imports.fines import import_fines

    asyncio.run(import_file(import_fines, file))


@app.command()
def offices(file: File) -> None:
    """Import offices and their hours, also while the counter works.

    Bad rows are told by line and column and skipped; the good ones come in. Running it again is safe.
    """
    from sportello.importing import import_file
    from sportello.imports.offices import import_offices

    asyncio.run(import_file(import_offices, file))


@app.command()
def zones(file: GeoJson) -> None:
    """Import the zones of the city that alerts name, from a map program, also while the counter works.

    Bad features are told by line and member and skipped; the good ones come in. Running it again is safe.
    """
    from sportello.importing import import_file
    from sportello.imports.zones import import_zones

    asyncio.run(import_file(import_zones, file))


@app.command()
def notices(file: File) -> None:
    """Import payment notices that other systems have printed, also while the counter works.

    Bad rows are told by line and column and skipped; the good ones come in. Running it again is safe: what
    was paid here stays paid, and a number is never used for two debts.
    """
    from sportello.importing import import_file
    from sportello.imports.notices import import_notices

    asyncio.run(import_file(import_notices, file))


@app.command()
def citizens(file: File) -> None:
    """Import citizens, also while the counter works.

    Fiscal code, name, surname and date of birth; PEC and telephone if they are known. Bad rows are told by
    line and column and skipped; the good ones come in, sealed. Running it again is safe: what has changed is
    brought up to date, and an empty cell changes nothing. A PEC that is a citizen's own identifies its owner.
    """
    from sportello.importing import import_file
    from sportello.keys import bring_citizens

    asyncio.run(import_file(bring_citizens, file))


@app.command()
def permits(
    file: File,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would come of it: nothing is written.")
    ] = False,
) -> None:
    """Import permits for restricted traffic zones, also while the counter works; the gates are told.

    Bad rows are told by line and column and skipped; the good ones come in. Running it again is safe: what
    is the same stays, what has changed is brought up to date, and what was replaced or revoked here stays so.
    """
    from functools import partial

    from sportello.importing import import_file
    from sportello.ztl_office import bring_permits

    asyncio.run(import_file(partial(bring_permits, dry=dry_run), file))


@app.command()
def residents(file: File) -> None:
    """Import the register of residents (anagrafe), also while the counter works.

    Whole families, a person to a row. Bad rows are told by line and column and skipped; the good ones come
    in, sealed, and replace whatever was known of the same people. Families that cannot be right (no holder,
    two addresses) are told at the end. Running it again is safe.
    """
    from sportello.importing import import_file
    from sportello.keys import bring_residents

    asyncio.run(import_file(bring_residents, file))


@app.command()
def subscribers(file: File) -> None:
    """Import who has asked for alerts elsewhere, also while the counter works.

    Addresses, topics, zones, and where the proof of their consent is kept. Bad rows are told by line and
    column and skipped; the good ones come in. Running it again is safe: what somebody gets already stays, and
    who has taken back here what the file says is told, and not signed up again.
    """
    from sportello.importing import import_file
    from sportello.imports.subscribers import import_subscribers

    asyncio.run(import_file(import_subscribers, file))
