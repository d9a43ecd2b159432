"""What staff do at a terminal with the register, on the store of this folder's settings."""

import asyncio
import os
import re
from collections.abc import Sequence
from getpass import getuser
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.errors import BadRequest, SportelloError
from sportello.day import read_day
from sportello.register_sheet import sheet
from sportello.settings import load
from sportello.stores import visiting
from sportello.terminal import line
from storage.register import Broken, Direction, Filed, SqlRegister

_YEAR = re.compile(r"20\d\d")
_GLIMPSE = 60  # characters of a text in the list
_WHY = {
    "missing": "what stood before it is gone",
    "link": "what stands before it is not what stood there",
    "altered": "it is not as it was written",
    "columns": "what the database has beside it says otherwise",
    "number": "its number is not the next one",
    "row": "the entry that is looked up is not the one that was made",
    "untold": "nothing tells that it was ever made",
}


class RegisterBroken(SportelloError):  # noqa: N818 - it says what the register is
    """The register is not as it was written."""


async def verify(hashes: Sequence[str]) -> None:
    """Follow the whole chain; RegisterBroken names the first place that is not as it was written."""
    with visiting() as database:
        checked = await SqlRegister(database).verify([each.lower() for each in hashes])
    if checked.broken is not None:
        raise RegisterBroken(_broken(checked.broken))
    if checked.absent:
        raise RegisterBroken(
            f"the register is whole in itself, but it is not the one of {', '.join(checked.absent)}: "
            "its end was cut off, or it was written anew"
        )
    typer.echo(f"The register is whole: {checked.events} events, the last hash is {checked.last}")


def _broken(broken: Broken) -> str:
    event = f"event {broken.sequence} of the register, about " if broken.sequence else ""
    return f"{event}entry {broken.number:07d}/{broken.year} is broken: {_WHY[broken.why]}"


async def write_day(day: str, folder: Path, *, csv_only: bool) -> None:
    """Write the daily register into a folder, in place of one that is there; only its owner may read it."""
    settings = load(os.environ, Path.cwd())
    os.umask(0o077)
    with visiting() as database:
        on = read_day(day, database.clock().date())
        today = database.clock().date()
        told = await SqlRegister(database).day(on)
    if on > today:
        raise BadRequest(f"{on:%d/%m/%Y} is still to come")
    written = [_write(folder / f"register-{on}.csv", sheet(told))]
    if not csv_only:
        from sportello.register_paper import paper

        printed = await asyncio.to_thread(paper, told, settings, unfinished=on == today)
        written.append(_write(folder / f"register-{on}.pdf", printed))
    typer.echo(
        f"{len(told.entries)} entries, {len(told.annulments)} annulments: {' and '.join(map(str, written))}"
    )
    if on == today:
        typer.echo("The day is not over: write it again tomorrow.", err=True)


def _write(file: Path, content: bytes) -> Path:
    unfinished = file.with_name(file.name + ".part")
    unfinished.write_bytes(content)
    return unfinished.replace(file)


async def show(entry: str) -> None:
    """Print an entry and what was added to it; BadRequest if there is none."""
    with visiting() as database:
        year, number = _reference(entry)
        filed = await SqlRegister(database).entry(year, number)
    if filed is None:
        raise _unknown(entry)
    for name, value in _lines(filed):
        if value:
            typer.echo(f"{name}: {line(value)}")


def _lines(filed: Filed) -> list[tuple[str, str]]:
    annulled = filed.annulment
    return [
        ("entry", f"{filed.entry.text}, {filed.direction.value}"),
        ("registered", f"{filed.entry.at:%d/%m/%Y %H:%M:%S}"),
        (
            "annulled",
            f"{annulled.at:%d/%m/%Y %H:%M:%S} by {annulled.by}: {annulled.reason}" if annulled else "",
        ),
        ("from", filed.sender),
        ("to", ", ".join(filed.recipients)),
        ("subject", filed.subject),
        ("message", filed.reference),
        ("their number", filed.theirs),
        ("answers", filed.answers),
        ("answer by", f"{filed.entry.answer_by:%d/%m/%Y}" if filed.direction is Direction.IN else ""),
        ("sha-256", filed.message_sha256 or "none yet"),
        *((f"attachment {name}", sha256) for name, sha256 in filed.enclosed),
    ]


async def annul(entry: str, reason: str, by: str | None) -> None:
    """Annul an entry, which stays where it is; BadRequest if there is none, or if it is annulled."""
    if not reason.strip():
        raise BadRequest("an annulment needs a reason")
    year, number = _reference(entry)
    with visiting() as database:
        register = SqlRegister(database)
        if not await register.annul(year, number, reason.strip(), by or _user()):
            if await register.entry(year, number) is None:
                raise _unknown(entry)
            raise BadRequest(f"entry {number:07d}/{year} is annulled already")
    typer.echo(f"Entry {number:07d}/{year} is annulled. It keeps its number and stays in the register.")


async def show_list(day: str) -> None:
    """Print the entries of a day."""
    with visiting() as database:
        on = read_day(day, database.clock().date())
        told = await SqlRegister(database).day(on)
    if not told.entries:
        typer.echo(f"Nothing was registered on {on:%d/%m/%Y}.")
        return
    table = Table("entry", "time", "way", "from or to", "subject")
    for filed in told.entries:
        party = filed.sender if filed.direction is Direction.IN else ", ".join(filed.recipients)
        gone = "ANNULLED " if filed.annulment else ""
        subject = Text(gone + line(filed.subject)[:_GLIMPSE])  # Text: no markup of theirs
        way, at = filed.direction.value, f"{filed.entry.at:%H:%M}"
        table.add_row(filed.entry.text, at, way, Text(line(party)[:_GLIMPSE]), subject)
    Console().print(table)


def _reference(entry: str) -> tuple[int, int]:
    """Read "123/2026" as letters have it, or "2026/123"; the year first."""
    number, _, year = entry.partition("/")
    if _YEAR.fullmatch(number) and not _YEAR.fullmatch(year):
        number, year = year, number
    if not (number.isdecimal() and number.isascii() and _YEAR.fullmatch(year)):
        raise BadRequest(f"{entry} is no number of the register: write it as 123/2026")
    return int(year), int(number)


def _unknown(entry: str) -> BadRequest:
    return BadRequest(f"the register has no entry {entry}")


def _user() -> str:
    try:
        return getuser()
    except (KeyError, OSError):  # an account without a name
        return f"uid {os.getuid()}"
