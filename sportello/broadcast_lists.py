"""Lists of recipients at a terminal: brought in from a file, named, let go."""

from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from bot.errors import BadRequest
from sportello.broadcast_office import broadcast_office
from sportello.broadcast_setting import channels_of
from sportello.imports.recipient_lists import import_list
from sportello.imports.sheet import BadSheet, RowError
from sportello.terminal import line
from storage.recipient_lists import RecipientLists
from storage.staff_rows import Role

_SHOWN = 50  # bad rows printed; the count tells of the others


async def bring(file: Path, name: str, by: str | None) -> None:
    """Make a list of a file; bad rows are told by line and column and skipped."""
    bad = 0

    def tell(error: RowError) -> None:
        nonlocal bad
        bad += 1
        if bad <= _SHOWN:
            typer.echo(f"line {error.line}, {error.column or 'the row'}: {error.reason}", err=True)

    async with broadcast_office() as office:
        who = await office.officer(by, Role.EDITOR)
        settings = office.settings
        with _bar(file) as bar:
            task = bar.add_task("", total=file.stat().st_size)  # noqa: ASYNC240 - nothing else runs in this loop
            try:
                found = await import_list(
                    office.database,
                    file,
                    name or file.stem,
                    who.name,
                    channels=channels_of(settings),
                    language=settings.city.languages[0],
                    report=tell,
                    progress=lambda done: bar.update(task, completed=done),
                )
            except BadSheet as problem:
                raise BadRequest(f"{file}: {problem}; there is no list of it") from None
    if bad > _SHOWN:
        typer.echo(f"... and {bad - _SHOWN} more", err=True)
    fills = f"; each row fills in {', '.join(found.names)}" if found.names else ""
    typer.echo(
        f"list {found.number}: {found.addresses} addresses, {found.twice} given twice, "
        f"{found.bad} rows skipped{fills}"
    )


async def show_all() -> None:
    """Print the lists that there are."""
    async with broadcast_office() as office:
        found = await RecipientLists(office.database).all()
    if not found:
        typer.echo("There is no list: `sportello broadcast import-list FILE`.")
        return
    table = Table("list", "name", "addresses", "fills in", "made", "by")
    for each in found:
        made = f"{each.made_at:%d/%m/%Y %H:%M}"
        names = ", ".join(each.names)
        table.add_row(
            str(each.id), Text(line(each.name)), str(each.addresses), Text(names), made, each.made_by
        )
    Console().print(table)


async def drop(number: int, by: str | None) -> None:
    """Let a list go with its addresses; BadRequest while a broadcast needs it."""
    async with broadcast_office() as office:
        who = await office.officer(by, Role.EDITOR)
        lists = RecipientLists(office.database)
        if await lists.one(number) is None:
            raise BadRequest(f"there is no list {number}")
        if not await lists.drop(number, who.name):
            raise BadRequest(f"a broadcast that is not over needs list {number}")
    typer.echo(f"List {number} is gone.")


def _bar(file: Path) -> Progress:
    """A bar for who watches; nothing of it stays, and nothing is drawn into a pipe."""
    console = Console(stderr=True)
    columns = (TextColumn(file.name), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
