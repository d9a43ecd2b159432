"""The counts of a year as a sheet: a row for each day, measure and key."""

import csv
from collections.abc import Iterable
from datetime import date
from functools import cache
from io import StringIO

from bot.words import Catalogue
from sportello.payments_sheet import euro
from sportello.register_words import PAPERS, harmless
from storage.statistics_rows import CENTS

_COLUMNS = ("day", "measure", "key", "value")


def sheet_of(rows: Iterable[tuple[date, str, str, int]]) -> bytes:
    """Write the sheet as a spreadsheet set to Italian reads it; no cell is a formula.

    CSV: UTF-8 with a mark, semicolons, decimal commas, CRLF, every cell quoted.
    """
    sheet = StringIO(newline="")
    writer = csv.writer(sheet, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow([_say(f"column-{name}") for name in _COLUMNS])
    for day, measure, key, value in rows:
        shown = euro(value) if measure == CENTS else str(value)
        writer.writerow([f"{day:%d/%m/%Y}", _say(measure), harmless(key), shown])
    return sheet.getvalue().encode("utf-8-sig")


@cache
def _words() -> Catalogue:
    return Catalogue.load("statistics", "it", [PAPERS / "statistics.it.ftl"])


@cache
def _say(name: str) -> str:
    return _words().text(name, {})
