"""The payments of a period as a sheet: a row for each notice made, then one for each receipt of money."""

import csv
import os
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from bot.words import Catalogue
from sportello.register_words import PAPERS, harmless
from storage.payment_report import Issued, Period, Received, issued, received

COLUMNS = (
    "what",
    "nav",
    "service",
    "reference",
    "option",
    "state",
    "amount",
    "asked",
    "on",
    "paid-on",
    "due-on",
    "payable-until",
    "receipt",
    "psp",
    "way",
)
_EXACT = 15  # digits that a spreadsheet keeps

Row = Mapping[str, str]


def write_sheet(connection: sa.Connection, period: Period, file: Path) -> int:
    """Write the sheet a few rows at a time, for its owner alone to read; how many rows. Raises OSError.

    CSV as a spreadsheet set to Italian reads it: UTF-8 with a mark, semicolons, decimal commas, CRLF, every
    cell quoted and none a formula. It appears under its name only when it is whole, in place of an older one.
    """
    unfinished, rows = file.with_name(file.name + ".part"), 0
    with open(unfinished, "w", encoding="utf-8-sig", newline="", opener=_private) as sheet:
        writer = csv.writer(sheet, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow([_say(name) for name in COLUMNS])
        for row in _rows(connection, period):
            writer.writerow([_cell(name, row.get(name, "")) for name in COLUMNS])
            rows += 1
    unfinished.replace(file)
    return rows


def euro(cents: int) -> str:
    """Write an amount as Italian sheets do: 1234,50."""
    return f"{cents // 100},{cents % 100:02d}"


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _rows(connection: sa.Connection, period: Period) -> Iterator[Row]:
    yield from map(_notice, issued(connection, period))
    yield from map(_receipt, received(connection, period))


def _notice(one: Issued) -> Row:
    return {
        "what": _say("notice"),
        "nav": one.nav,
        "service": one.service,
        "reference": one.reference,
        "option": one.option,
        "state": _say(f"state-{one.standing}"),
        "amount": euro(one.amount_cents),
        "on": _day(one.made_at),
        "due-on": _day(one.due_on),
        "payable-until": _day(one.payable_until),
        "receipt": one.receipt_id,
    }


def _receipt(one: Received) -> Row:
    return {
        "what": _say("payment"),
        "nav": one.nav,
        "service": one.service,
        "reference": one.reference,
        "option": one.option,
        "state": _say(f"settled-{one.settled}"),
        "amount": euro(one.amount_cents),
        "asked": "" if one.asked_cents is None else euro(one.asked_cents),
        "on": _day(one.arrived_at),
        "paid-on": _day(one.paid_at),
        "receipt": one.receipt_id,
        "psp": one.psp,
        "way": one.way,
    }


def _day(day: date | datetime | None) -> str:
    return "" if day is None else f"{day:%d/%m/%Y}"


def _cell(name: str, value: str) -> str:
    """Keep a cell what it is: of a long number a spreadsheet would lose the last digits.

    So a notice number stands in groups, as on paper, and of any other an apostrophe makes a text.
    """
    if value.isalpha() or not value:  # as most are
        return value
    if name == "nav":
        return " ".join(value[at : at + 4] for at in range(0, len(value), 4))
    return f"'{value}" if value.isdecimal() and len(value) > _EXACT else harmless(value)


@cache
def _words() -> Catalogue:
    return Catalogue.load("payments", "it", [PAPERS / "payments.it.ftl"])


@cache
def _say(name: str) -> str:
    return _words().text(name, {})
