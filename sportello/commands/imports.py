"""`sportello import`: data that the city's other systems export as CSV."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Protocol

import typer
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from sportello.imports.counts import Counts
from sportello.imports.sheet import RowError
from storage.database import Database

app = typer.Typer(help="Bring in data from the city's other systems.", no_args_is_help=True)

_SHOWN = 50  # bad rows printed; the count tells of the others
File = Annotated[Path, typer.Argument(help="A CSV file with a header line.", exists=True, dir_okay=False)]


class Importer(Protocol):
    """One kind of import."""

    def __call__(
        self,
        database: Database,
        path: Path,
        *,
        report: Callable[[RowError], None],
        progress: Callable[[int], None],
    ) -> Awaitable[Counts]:
        """Bring a file in."""


@app.command()
def fines(file: File) -> None:
    """Import fines (columns: docs/IMPORTS.md). Bad rows are reported and skipped; running it again is safe."""
    from sportello.imports.fines import import_fines

    _run(import_fines, file)


@app.command()
def offices(file: File) -> None:
    """Import the offices with their addresses and opening hours (columns: docs/IMPORTS.md)."""
    from sportello.imports.offices import import_offices

    _run(import_offices, file)


def _run(importing: Importer, file: Path) -> None:
    errors: list[RowError] = []

    def report(error: RowError) -> None:
        errors.append(error)
        if len(errors) <= _SHOWN:
            typer.echo(f"line {error.line}, {error.column or 'the row'}: {error.reason}", err=True)

    with Progress(TextColumn(file.name), BarColumn(), DownloadColumn(), TimeRemainingColumn()) as bar:
        task = bar.add_task("", total=file.stat().st_size)
        counts = asyncio.run(_import(importing, file, report, lambda done: bar.update(task, completed=done)))
    if len(errors) > _SHOWN:
        typer.echo(f"... and {len(errors) - _SHOWN} more", err=True)
    typer.echo(f"new {counts.new}, changed {counts.changed}, same {counts.same}, skipped {counts.bad}")
    if counts.kept_paid:
        typer.echo(f"{counts.kept_paid} stay paid: they were paid here, although the file calls them open")


async def _import(
    importing: Importer, file: Path, report: Callable[[RowError], None], progress: Callable[[int], None]
) -> Counts:
    from sportello.stores import visit

    database = visit()
    try:
        return await importing(database, file, report=report, progress=progress)
    finally:
        database.close()
