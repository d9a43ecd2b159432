"""What staff see of the payments between two days: figures that add up, and whatever does not match."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

import sqlalchemy as sa
import typer
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from bot.errors import BadRequest
from sportello.day import read_day
from sportello.payments_sheet import euro, write_sheet
from sportello.shortened import shortened
from sportello.stores import existing_url, visiting
from sportello.terminal import line
from storage.nightly import Night, last_night
from storage.payment_hearing import Hearer, not_yet
from storage.payment_report import MISMATCHES, Figures, Period, Received, Report, received, report
from storage.payments_night import NAME
from storage.snapshot import snapshot

_SHOWN = 100  # of each list; the sheet has all
_FIGURES = ("issued", "open", "paid", "expired", "annulled", "payments")
_WHY = {
    "twice": "paid twice",
    "differs": "another amount",
    "not-owed": "not owed",
    "unknown": "unknown notice",
}


def show_report(first: str, last: str, sheet: Path | None) -> None:
    """Print the report of a period, and write its sheet if one is named."""
    with visiting() as database:
        period, veil = _period(first, last, database.clock()), database.veil
    with snapshot(existing_url(), period.zone, veil) as connection:
        told = report(connection, period)
        console = Console()
        _print_figures(console, told)
        _print_received(told)
        _print_mismatches(console, received(connection, period, mismatched=True))
        _print_untold(console, not_yet(connection, period.since, period.until))
        _print_night(last_night(connection, NAME))
        if sheet is not None:
            _write(connection, period, sheet)


def _period(first: str, last: str, now: datetime) -> Period:
    begins, ends = (read_day(each, now.date()) for each in (first, last))
    if ends < begins:
        raise BadRequest(f"{ends:%d/%m/%Y} is before {begins:%d/%m/%Y}")
    zone = now.tzinfo
    if zone is None:
        raise ValueError("a clock without a time zone")
    return Period(begins, ends, now.date(), zone)


def _print_figures(console: Console, told: Report) -> None:
    if not told.rows:
        typer.echo("No notice was issued and none was paid.")
        return
    table = Table("service", "option")
    for name in (*_FIGURES, "euro"):
        table.add_column(name, justify="right")
    for row in told.rows:
        _add(table, row, row.service or "(imported)", row.option)
    table.add_section()
    _add(table, told.total, "all", "")
    console.print(table)


def _add(table: Table, row: Figures, service: str, option: str) -> None:
    figures = (str(getattr(row, name)) for name in _FIGURES)
    table.add_row(Text(service), Text(option), *figures, euro(row.cents))  # Text: no markup of theirs


def _print_received(told: Report) -> None:
    """Say what came in: the payments of the table, and what matches nothing."""
    money = told.received
    typer.echo(f"Receipts: {money.count}, euro {euro(money.cents)}.")
    for name in MISMATCHES:
        if (amount := told.mismatched.get(name)) is not None:
            typer.echo(f"  of these {_WHY[name]}: {amount.count}, euro {euro(amount.cents)}")


def _print_mismatches(console: Console, found: Iterator[Received]) -> None:
    shown = list(islice(found, _SHOWN))
    if not shown:
        return
    table = Table("why", *_ids(), "euro", "asked", "paid on", title="Receipts that do not match")
    for one in shown:
        asked = "" if one.asked_cents is None else euro(one.asked_cents)
        ids = Text(line(one.nav)), Text(line(one.receipt_id))
        table.add_row(_WHY[one.settled], *ids, euro(one.amount_cents), asked, f"{one.paid_at:%d/%m/%Y}")
    console.print(table)
    if next(found, None) is not None:
        typer.echo(f"These are the first {_SHOWN}; --csv writes them all.")


def _print_untold(console: Console, found: Sequence[Hearer]) -> None:
    if not found:
        typer.echo("Whoever asked to hear of a payment has been told.")
        return
    table = Table(*_ids(), "who", "how far", "since", title="Paid, and not told yet")
    for one in found[:_SHOWN]:
        table.add_row(
            one.nav, Text(line(one.receipt_id)), Text(shortened(one.lane)), how_far(one), since(one)
        )
    console.print(table)
    if len(found) > _SHOWN:
        typer.echo(f"These are the first {_SHOWN}; there are more.")


def _ids() -> tuple[Column, Column]:
    """Columns for what is to be copied: never cut short, however narrow the terminal is."""
    return Column("notice", no_wrap=True, min_width=18), Column("receipt", overflow="fold")


def how_far(one: Hearer) -> str:
    """Say how far a receipt got, with the network's reason where it failed."""
    return f"{one.hearing.value} ({one.code})" if one.code else one.hearing.value


def since(one: Hearer) -> str:
    """Say when that was."""
    return f"{one.since:%d/%m/%Y %H:%M}"


def _print_night(night: Night | None) -> None:
    if night is None:
        typer.echo("The nightly check has not been done yet.")
        return
    found = ", ".join(f"{name} {count}" for name, count in night.found.items())
    typer.echo(f"The last nightly check, of {night.done_on:%d/%m/%Y}: {found}.")


def _write(connection: sa.Connection, period: Period, sheet: Path) -> None:
    try:
        rows = write_sheet(connection, period, sheet)
    except OSError as problem:
        raise BadRequest(f"cannot write {sheet}: {problem.strerror}") from None
    typer.echo(f"{sheet}: {rows} rows, for your eyes alone.")
