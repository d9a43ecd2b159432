"""What `sportello stats` prints: the figures of a year, each beside those of the same days a year before."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.errors import BadRequest
from sportello.payments_sheet import euro
from sportello.settings import load
from sportello.statistics import Comparison, Statistics
from sportello.statistics_sheet import sheet_of
from sportello.stores import visiting
from storage.statistics_quantiles import quantile
from storage.statistics_rows import (
    ABANDONED,
    ANSWERED,
    CENTS,
    CERTIFICATES,
    CONTACTS,
    DECIDED,
    DECIDED_WORKING,
    PAYMENTS,
    PERMITS,
    REQUESTS,
    SERVICES,
)

_TOTALS = (CONTACTS, REQUESTS, SERVICES, PAYMENTS, CENTS, PERMITS, CERTIFICATES)
_LISTED = (CONTACTS, SERVICES, REQUESTS, PERMITS, ABANDONED)
_MOST = 15  # rows of one list
_YEARS = range(2000, 2200)


async def show(year: int | None, sheet: Path | None) -> None:
    """Print the figures of a year, this one if none is named, and write its sheet if asked for."""
    with visiting() as database:
        settings = load(os.environ, Path.cwd())
        wanted = year or database.clock().year
        if wanted not in _YEARS:
            raise BadRequest(f"{wanted} is no year")
        statistics = Statistics(database, database.clock, settings)
        found = await statistics.year(wanted)
        console = Console()
        console.print(_totals(found))
        console.print(_times(found))
        for measure in _LISTED:
            if counts := found.now.by_key(measure):
                console.print(_list(measure, counts, found))
        if sheet is not None:
            _write(sheet, sheet_of(await statistics.days(wanted)))


def _totals(found: Comparison) -> Table:
    title = f"{found.year}, up to {found.until:%d/%m/%Y}{' (still going on)' if found.today else ''}"
    table = Table("what", title=title)
    for heading in (str(found.year), f"same days of {found.year - 1}", "change", f"all {found.year - 1}"):
        table.add_column(heading, justify="right")
    for measure in _TOTALS:
        each = (found.now, found.as_far, found.before)
        now, as_far, before = (_shown(measure, figures.total(measure)) for figures in each)
        table.add_row("euro" if measure == CENTS else measure, now, as_far, _change(found, measure), before)
    return table


def _shown(measure: str, value: int) -> str:
    return euro(value) if measure == CENTS else str(value)


def _change(found: Comparison, measure: str, key: str | None = None) -> str:
    change = found.change(measure, key)
    return "" if change is None else f"{change:+d}%"


def _times(found: Comparison) -> Table:
    table = Table("how long", "half of them", "nine of ten", title="Times, at most")
    units = {ANSWERED: "seconds", DECIDED: "days", DECIDED_WORKING: "working days"}
    for measure, unit in units.items():
        halves: Sequence[str] = [quantile(found.now.by_key(measure), part) for part in (0.5, 0.9)]
        table.add_row(f"{measure} ({unit})", *(each or "-" for each in halves))
    return table


def _list(measure: str, counts: Counter[str], found: Comparison) -> Table:
    table = Table(measure)
    table.add_column("count", justify="right")
    table.add_column("change", justify="right")
    for row in _rows(measure, counts, found):
        table.add_row(*row)
    return table


def _rows(measure: str, counts: Counter[str], found: Comparison) -> Iterator[tuple[Text, str, str]]:
    for key, count in counts.most_common(_MOST):
        yield Text(key), str(count), _change(found, measure, key)
    rest = counts.total() - sum(count for _, count in counts.most_common(_MOST))
    if rest:
        yield Text("others"), str(rest), ""


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as problem:
        raise BadRequest(f"cannot write {file}: {problem.strerror}") from None
    typer.echo(f"{file}: written.")
