"""One CSV file brought into the store, told to a person at a terminal as it goes."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from sportello.imports.counts import Counts
from sportello.imports.sheet import BadSheet, RowError
from sportello.stores import visiting
from storage.database import Database

_SHOWN = 50  # bad rows printed; the count tells of the others


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


async def import_file(importing: Importer, file: Path) -> None:
    """Import, then tell what came of it; raises BadSheet with the file's name."""
    errors = 0

    def report(error: RowError) -> None:
        nonlocal errors
        errors += 1
        if errors <= _SHOWN:
            typer.echo(f"line {error.line}, {error.column or 'the row'}: {error.reason}", err=True)

    with visiting() as database, _bar(file) as bar:
        task = bar.add_task("", total=file.stat().st_size)  # noqa: ASYNC240 - nothing else runs in this loop
        try:
            counts = await importing(
                database, file, report=report, progress=lambda done: bar.update(task, completed=done)
            )
        except BadSheet as problem:
            raise BadSheet(f"{file}: {problem}; nothing was imported") from None
    if errors > _SHOWN:
        typer.echo(f"... and {errors - _SHOWN} more", err=True)
    _tell(counts)


def _bar(file: Path) -> Progress:
    """A bar for who watches; nothing of it stays, and nothing is drawn into a pipe."""
    console = Console(stderr=True)
    columns = (TextColumn(file.name), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _tell(counts: Counts) -> None:
    typer.echo(f"new {counts.new}, changed {counts.changed}, same {counts.same}, skipped {counts.bad}")
    if counts.kept_paid:
        typer.echo(f"{counts.kept_paid} stay paid: they were paid here, although the file calls them open")
