"""Permits of the Comune di Portoreale for some of its made-up residents, some of which end soon.

    python -m samples.make_permits --today 2026-11-23 > samples/permits.csv

The same day always gives the same permits. The first are those of the people of the phone in the browser.
"""

import argparse
import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final, TextIO

COLUMNS: Final = (
    *("number", "kind", "fiscal_code", "name", "surname", "plates", "zone", "address", "rank"),
    *("valid_from", "valid_until", "state"),
)
COUNT: Final = 120
RESIDENTS: Final = Path(__file__).parent / "residents.csv"
# The series R to V of the plates is still to come: nobody drives with these.
_FIRST, _LETTERS = "RSTV", "ABCDEFGHJKLMNPRSTVWXYZ"
_ZONES: Final = "ABCDE"
_YEARS: Final = {"disabled": 5}
_OF_AGE: Final = "2006-01-01"

# Who has what: kind, plates, zone, rank of the car, days to its end (None: the end of the year).
_KNOWN: Final[Sequence[tuple[str, str, str, str, int, int | None]]] = (
    ("PRVMRA80A01H501M", "resident", "RB101CD", "B", 1, 20),
    ("CLNLNE82D49M999F", "resident", "RB102CD", "B", 2, None),
    ("SMPFTM85B51Z330T", "dweller", "SC210DA", "C", 1, 7),
    ("SMPJHN75L04Z114G", "professional", "TD310FG", "", 1, None),
    ("FNTGLI92E57F205F", "resident", "VE410GH", "A", 1, None),
    ("FNTGLI92E57F205F", "disabled", "VE410GH;VE411GH", "", 1, 400),
    ("MDLWEI90C10Z210U", "resident", "RA510HJ", "D", 1, -10),
)


def make_permits(today: date, size: int = COUNT) -> Iterator[dict[str, str]]:
    """Make permits as rows of text: some end within days, some have ended, some were revoked."""
    people = _people()
    for serial, (code, kind, plates, zone, rank, days) in enumerate(_KNOWN, start=1):
        yield _row(_number(today, serial), kind, people[code], plates, zone, rank, _end(today, days))
    random = Random(0)  # noqa: S311 - repeatable data, no secret
    grown = [code for code, person in people.items() if person["born_on"] < _OF_AGE]
    for serial, code in enumerate(random.sample(grown, size - len(_KNOWN)), start=len(_KNOWN) + 1):
        kind, rank = random.choices(
            [
                ("resident", 1),
                ("resident", 2),
                ("resident", 3),
                ("dweller", 1),
                ("garage", 1),
                ("electric", 1),
            ],
            [50, 20, 5, 10, 10, 5],
        )[0]
        end = None if kind == "electric" else _end(today, random.choice((None, None, None, 3, 30, 90, -30)))
        zone = "" if kind == "electric" else random.choice(_ZONES)
        yield _row(_number(today, serial), kind, people[code], _plate(random, serial), zone, rank, end)


def _people() -> Mapping[str, Mapping[str, str]]:
    """Read who lives there still."""
    with RESIDENTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    gone = ("cancelled_on", "died_on", "aire")
    return {row["fiscal_code"]: row for row in rows if not any(row[name] for name in gone)}


def _number(today: date, serial: int) -> str:
    """Number them as the system did from which they come: those that are issued here begin at 1."""
    return f"Z{today.year % 100}-{serial:05d}"


def _end(today: date, days: int | None) -> date:
    return date(today.year, 12, 31) if days is None else today + timedelta(days=days)


def _plate(random: Random, serial: int) -> str:
    letters = random.choice(_FIRST) + "".join(random.choice(_LETTERS) for _ in range(3))
    return f"{letters[:2]}{serial:03d}{letters[2:]}"


def _row(
    number: str, kind: str, person: Mapping[str, str], plates: str, zone: str, rank: int, end: date | None
) -> dict[str, str]:
    days = _YEARS.get(kind, 1) * 365 - 1
    begins = "2024-06-01" if end is None else (end - timedelta(days=days)).isoformat()
    texts = (
        *(number, kind, person["fiscal_code"], person["name"], person["surname"], plates, zone),
        *(f"{person['street']} {person['street_number']}", str(rank), begins),
        *("" if end is None else end.isoformat(), "revoked" if number.endswith("9") else "active"),
    )
    return dict(zip(COLUMNS, texts, strict=True))


def write_permits(file: TextIO, today: date, size: int = COUNT) -> None:
    """Write the permits as a CSV file with a header line."""
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(make_permits(today, size))


def main() -> None:
    """Write the file to the standard output."""
    parser = argparse.ArgumentParser(description="Make up permits for restricted traffic zones.")
    parser.add_argument("--today", type=date.fromisoformat, required=True, help="the day they are made for")
    write_permits(sys.stdout, parser.parse_args().today)


if __name__ == "__main__":
    main()
