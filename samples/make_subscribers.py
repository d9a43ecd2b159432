"""Four hundred made-up subscribers of the Comune di Portoreale, as another system hands them over.

    python -m samples.make_subscribers > samples/subscribers.csv

Always the same. The numbers are of a block that no operator gives out, the addresses of reserved domains.
"""

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final, TextIO

COLUMNS: Final = ("phone", "email", "telegram", "language", "topics", "zones", "proof", "since")
COUNT: Final = 400
ZONES: Final = Path(__file__).parent / "zones.geojson"
_TOPICS: Final = ("civil_protection", "roads", "school", "waste", "culture", "deadlines")
_LIKED: Final = (0.85, 0.4, 0.3, 0.45, 0.35, 0.2)  # how many of a hundred get each
_KINDS: Final = (("phone",), ("email",), ("telegram",), ("phone", "email"), ("email", "telegram"))
_ZONED: Final = 0.4  # the others hear of the whole city
_ENGLISH: Final = 0.12


def make_subscribers(size: int = COUNT) -> Iterator[dict[str, str]]:
    """Make rows of text."""
    random = Random(0)  # noqa: S311 - repeatable data, no secret
    zones = [each["properties"]["code"] for each in json.loads(ZONES.read_text(encoding="utf-8"))["features"]]
    for serial in range(1, size + 1):
        kinds = random.choices(_KINDS, (45, 20, 15, 15, 5))[0]
        topics = [topic for topic, liked in zip(_TOPICS, _LIKED, strict=True) if random.random() < liked]
        near = random.sample(zones, random.choice((1, 1, 2))) if random.random() < _ZONED else []
        yield {
            "phone": f"+3935000{serial + 10_000:05}" if "phone" in kinds else "",
            "email": f"iscritto{serial:04}@posta.example.org" if "email" in kinds else "",
            "telegram": str(7_000_000 + serial) if "telegram" in kinds else "",
            "language": "en" if random.random() < _ENGLISH else "it",
            "topics": ";".join(topics or ["civil_protection"]),
            "zones": ";".join(near),
            "proof": f"Modulo {serial:04}, faldone {2019 + serial % 6}, ufficio protezione civile",
            "since": f"{2019 + serial % 6}-{serial % 12 + 1:02}-{serial % 28 + 1:02}",
        }


def write_subscribers(file: TextIO, size: int = COUNT) -> None:
    """Write them as CSV."""
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(make_subscribers(size))


if __name__ == "__main__":
    write_subscribers(sys.stdout)
