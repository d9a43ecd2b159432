"""What became of each recipient, as a file: CSV by RFC 4180, UTF-8, times by ISO 8601."""

import csv
import os
import sys
from collections.abc import AsyncIterable, Sequence
from pathlib import Path
from typing import Final, TextIO

import typer

from bot.errors import BadRequest
from sportello.broadcast_office import broadcast_office
from sportello.broadcast_pace import LEFT
from storage.audit import Deed, noted_deed
from storage.broadcasts import Line
from storage.records import RECORDS
from storage.staff_rows import Role

COLUMNS: Final = (
    "channel",
    "address",
    "language",
    "status",
    "code",
    "segments",
    "may_have_doubled",
    "first_tried_at",
    "updated_at",
)
_FORMULA: Final = tuple("=+-@\t\r")  # what a spreadsheet would take for something to reckon


async def report(code: str, file: Path, by: str | None) -> None:
    """Write every recipient of one into a file, - for the output; who takes them is noted before."""
    async with broadcast_office() as office:
        who = await office.officer(by, Role.EDITOR, Role.APPROVER)
        one = await office.known(code)
        if one.begun_at is None:
            raise BadRequest(f"{one.code} has not begun: nobody has got it")
        deed = Deed(who.name, "broadcast-report-taken", one.code)
        await office.database.writer.submit(RECORDS, [noted_deed(deed, office.database.clock())])
        lines = office.broadcasts.report(one.id)
        if file == Path("-"):
            await write(lines, sys.stdout)
            return
        with open(file, "w", encoding="utf-8", newline="", opener=_private) as opened:  # noqa: ASYNC230 - Path.open takes no opener; nothing else runs in this loop
            written, reached = await write(lines, opened)
    typer.echo(f"{one.code}: {written} recipients, {reached} of whom it has left for, in {file}.")


async def write(lines: AsyncIterable[Line], file: TextIO) -> tuple[int, int]:
    """Write recipients as they are read; how many there are, and for how many it has left."""
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    written = reached = 0
    async for one in lines:
        writer.writerow(map(_tame, _cells(one)))
        written, reached = written + 1, reached + (one.status in LEFT)
    return written, reached


def _cells(one: Line) -> Sequence[str]:
    tried = one.first_tried_at.isoformat(timespec="seconds") if one.first_tried_at else ""
    figures = (str(one.segments), str(one.resent), tried, one.updated_at.isoformat(timespec="seconds"))
    return (one.channel, one.address, one.language, one.status, one.code, *figures)


def _tame(cell: str) -> str:
    """Let no cell be taken for a formula; of a plus with nothing but digits behind nothing is reckoned."""
    reckoned = cell.startswith(_FORMULA) and not (cell[0] in "+-" and cell[1:].isdecimal())
    return f"'{cell}" if reckoned else cell


def _private(path: str, flags: int) -> int:
    """Make a file for nobody else to read: it holds addresses."""
    return os.open(path, flags, 0o600)
