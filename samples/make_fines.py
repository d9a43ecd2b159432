"""Five hundred made-up fines of the Comune di Portoreale, in every state that a fine can be in.

    python -m samples.make_fines --today 2026-11-23 > samples/fines.csv

The same day always gives the same fines. The first rows show one state each, in the order of CASES.
"""

import argparse
import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TextIO

COLUMNS = (
    "number",
    "document",
    "plate",
    "violation_on",
    "notified_on",
    "article",
    "amount_cents",
    "maximum_cents",
    "costs_cents",
    "discountable",
    "reducible",
    "status",
    "place",
    "points",
)
COUNT = 500
POSTAGE_CENTS = 1388
SERVED_AFTER = (20, 80)  # days between a violation and its report
SERVED_LATE_AFTER = (95, 160)

# The series R to V of the plates is still to come: nobody drives with these.
FIRST_LETTERS = "RSTV"
LETTERS = "ABCDEFGHJKLMNPRSTVWXYZ"

PLACES = (
    "Via del Molo Vecchio",
    "Piazza della Lanterna",
    "Viale dei Tamerici",
    "Via dell'Arsenale",
    "Scali delle Reti",
    "Corso dei Navigatori",
    "Largo delle Saline",
    "Via San Telmo",
    "Rotonda dei Pescatori",
    "Varco ZTL Porta a Levante",
    "Lungomare Ponente, km 2,300",
    "Via della Dogana d'Acqua",
)


@dataclass(frozen=True, slots=True)
class Violation:
    """An article with its two limits, in cents, and the points that it takes from a licence."""

    article: str
    amount: int
    maximum: int
    points: int = 0


PARKING = Violation("158/2", 4200, 17300)
COMMON = (
    PARKING,
    Violation("157/6", 4200, 17300),
    Violation("7/14", 8300, 33200),
    Violation("142/7", 4200, 17300),
    Violation("142/8", 17300, 69400, points=3),
    Violation("146/3", 16700, 66500, points=6),
    Violation("41/11", 4200, 17300),
)
SUSPENDING = (Violation("173/3-bis", 25000, 100000, points=5), Violation("142/9", 54300, 217000, points=6))
LISTED = (
    Violation("100/12", 204600, 818600),
    Violation("116/13", 510000, 3059900),
    Violation("124/4", 204600, 818600),
)


@dataclass(frozen=True, slots=True)
class Case:
    """A state, with the days that have gone by since the ticket, or since the report was served."""

    days: tuple[int, int]
    document: str = "verbale"
    served_after: tuple[int, int] | None = SERVED_AFTER  # None: handed over on the spot, or a ticket
    violations: tuple[Violation, ...] = COMMON
    discountable: bool = True
    reducible: bool = True
    status: str = "open"


HANDED_OVER = (0, 0)
CASES = (
    Case((0, 3)),  # discount
    Case((0, 3), document="preavviso", served_after=None, violations=(PARKING,)),  # discount, no costs
    Case((8, 55)),  # minimum
    Case((9, 13), document="preavviso", served_after=None, violations=(PARKING,)),  # minimum, no costs
    Case((70, 200)),  # half of the maximum
    Case((260, 1000)),  # and its tenths
    Case((1300, 2000)),  # up to the cap
    Case((20, 70), document="preavviso", served_after=None, violations=(PARKING,)),  # its report is to come
    Case((5, 60), served_after=None),  # handed over on the spot, the register says nothing of serving
    Case((0, 3), served_after=HANDED_OVER),  # stopped and told on the spot
    Case((0, 50), violations=SUSPENDING, discountable=False),
    Case((0, 50), violations=LISTED, discountable=False),  # to the Prefect by the list
    Case((0, 50), discountable=False, reducible=False),  # to the Prefect by the register
    Case((2, 50), served_after=SERVED_LATE_AFTER),
    Case((10, 400), status="paid"),
    Case((10, 400), status="appealed"),
    Case((10, 400), status="cancelled"),
)


def make_fines(today: date, count: int = COUNT) -> Iterator[dict[str, str]]:
    """Make fines as rows of text; around `today` every case is there, several times."""
    random = Random(0)  # noqa: S311 - repeatable data, no secret
    yield _example()
    for index in range(count - 1):
        yield _fine(index, CASES[index % len(CASES)], today, random)


def write_fines(file: TextIO, today: date, count: int = COUNT) -> None:
    """Write them as `sportello import fines` reads them."""
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(make_fines(today, count))


def _example() -> dict[str, str]:
    """Give the fine of the manuals: whatever the day, it has the same number, plate and date."""
    texts = ("V12345/2026", "verbale", "AB123CD", "2026-02-03", "2026-02-03", "146/3", "16700", "66500", "0")
    return dict(zip(COLUMNS, (*texts, "yes", "yes", "open", PLACES[0], "6"), strict=True))


def _fine(index: int, case: Case, today: date, random: Random) -> dict[str, str]:
    since = today - timedelta(days=random.randint(*case.days))
    violation_on = since - timedelta(days=random.randint(*case.served_after)) if case.served_after else since
    violation = random.choice(case.violations)
    costs = POSTAGE_CENTS if case.served_after not in (None, HANDED_OVER) else 0
    series = "P" if case.document == "preavviso" else "V"
    return {
        "number": f"{series}{20000 + index}/{violation_on.year}",
        "document": case.document,
        "plate": _plate(random),
        "violation_on": violation_on.isoformat(),
        "notified_on": since.isoformat() if case.served_after else "",
        "article": violation.article,
        "amount_cents": str(violation.amount),
        "maximum_cents": str(violation.maximum),
        "costs_cents": str(costs),
        "discountable": "yes" if case.discountable else "no",
        "reducible": "yes" if case.reducible else "no",
        "status": case.status,
        "place": random.choice(PLACES),
        "points": str(violation.points),
    }


def _plate(random: Random) -> str:
    """Make a car's plate; one in ten is a motorcycle's."""
    first = random.choice(FIRST_LETTERS) + random.choice(LETTERS)
    if random.randrange(10) == 0:
        return f"{first}{random.randrange(100_000):05}"
    return f"{first}{random.randrange(1000):03}{random.choice(LETTERS)}{random.choice(LETTERS)}"


def main() -> None:
    """Write the file to the standard output."""
    parser = argparse.ArgumentParser(description="Make up fines in every state.")
    parser.add_argument("--today", type=date.fromisoformat, required=True, help="the day they are made for")
    parser.add_argument("--count", type=int, default=COUNT, help="how many (default: %(default)s)")
    options = parser.parse_args()
    write_fines(sys.stdout, options.today, options.count)


if __name__ == "__main__":
    main()
