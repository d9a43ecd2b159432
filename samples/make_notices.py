"""Payment notices of the Comune di Portoreale for what is no fine, as if other systems had printed them.

    python -m samples.make_notices --today 2026-11-23 > samples/notices.csv

The same day always gives the same notices; their numbers are the same on every day.
"""

import argparse
import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TextIO

from bot.values.notice_number import NoticeNumber

COLUMNS = (
    "nav",
    "service",
    "reference",
    "option",
    "subject",
    "category",
    "amount_cents",
    "due_on",
    "payable_until",
)
SEGREGATION = 2  # another intermediary of the same city


MADE_UP = "9/0199999AP/"  # of the shape of a code; pagoPA's taxonomy has none such


@dataclass(frozen=True, slots=True)
class Debt:
    """What is owed, under a code of pagoPA's taxonomy, and in how many days; None for no term."""

    subject: str
    category: str
    cents: int
    days: int | None


DEBTS = (
    Debt("Mensa scolastica, ottobre", MADE_UP, 6420, 30),
    Debt("Mensa scolastica, settembre", MADE_UP, 3850, -20),
    Debt("Asilo nido, retta di novembre", MADE_UP, 21500, 12),
    Debt("Trasporto scolastico, primo trimestre", MADE_UP, 9000, 45),
    Debt("Tassa sui rifiuti, seconda rata", "9/0101101IM/", 12750, 60),
    Debt("Diritti di segreteria, pratica edilizia", MADE_UP, 5164, None),
)


def make_notices(today: date) -> Iterator[dict[str, str]]:
    """Make notices as rows of text; around `today` some are in time and one is late."""
    for base, debt in enumerate(DEBTS, start=1):
        term = "" if debt.days is None else (today + timedelta(days=debt.days)).isoformat()
        nav = NoticeNumber.make(SEGREGATION, base).digits
        texts = (nav, "", "", "", debt.subject, debt.category, str(debt.cents), term, term)
        yield dict(zip(COLUMNS, texts, strict=True))


def write_notices(file: TextIO, today: date) -> None:
    """Write them as `sportello import notices` reads them."""
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(make_notices(today))


def main() -> None:
    """Write the file to the standard output."""
    parser = argparse.ArgumentParser(description="Make up payment notices.")
    parser.add_argument("--today", type=date.fromisoformat, required=True, help="the day they are made for")
    write_notices(sys.stdout, parser.parse_args().today)


if __name__ == "__main__":
    main()
