"""What the benchmarks feed: citizens who pay a fine in six messages, with retries and nonsense between."""

import csv
import hashlib
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

CITIZENS = 2_000
GARBAGE = ("99999999999", "????", "-1", "31/02/0000", "V12", "ZZ", "àèìòù 🚗", "x" * 1500, "SI?", "00/00/00")
STEPS = 6
# The same kind of rows, kept beside the project where several programs are compared on them.
SHARED = Path(__file__).parents[2] / "shared" / "bench" / "workload.jsonl"

_SHARE_REPEATED, _SHARE_GARBAGE = 0.05, 0.02
_LATEST_RETRY = 200  # lines after the original
_LETTERS = "ABCDEFGHJKLMNPRSTVWXYZ"  # those of Italian plates


@dataclass(frozen=True, slots=True)
class Line:
    """One message as it arrives: `kind` is turn, garbage (fits no question) or dup (its id came before)."""

    citizen: int
    phone: str
    message_id: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on the fine of a citizen."""

    plate: str
    number: str
    day: date


def paper(citizen: int) -> Paper:
    """The fine of the i-th citizen."""
    base = len(_LETTERS)
    first, second = _LETTERS[citizen % base], _LETTERS[citizen // base % base]
    third, fourth = _LETTERS[citizen * 7 % base], _LETTERS[(citizen * 11 + 3) % base]
    plate = f"{first}{second}{citizen % 1000:03d}{third}{fourth}"
    return Paper(plate, f"V{202_400_000 + citizen:09d}", date(2024, citizen % 12 + 1, citizen % 28 + 1))


def make_workload(citizens: int = CITIZENS, seed: int = 7, first: int = 0) -> list[Line]:
    """Interleave the conversations at random, then strew in nonsense and retries of the network."""
    luck = random.Random(seed)
    order = [citizen for citizen in range(first, first + citizens) for _ in range(STEPS)]
    luck.shuffle(order)
    conversations = {citizen: _messages(citizen) for citizen in set(order)}
    texts = [(citizen, next(conversations[citizen]), "turn") for citizen in order]
    for _ in range(round(len(order) * _SHARE_GARBAGE)):
        nonsense = (first + luck.randrange(citizens), luck.choice(GARBAGE), "garbage")
        texts.insert(luck.randrange(len(texts)), nonsense)
    lines = [_line(first * 2 * STEPS + number, *text) for number, text in enumerate(texts)]
    return _with_retries(lines, round(len(order) * _SHARE_REPEATED), luck)


def standard_workload() -> list[Line]:
    """The shared rows if they are here, else rows of our own: 12,840 lines of 12,240 messages either way."""
    if not SHARED.exists():
        return make_workload()
    rows = map(json.loads, SHARED.read_text(encoding="utf-8").splitlines())
    return [
        Line(row["citizen"] - 100_000, row["phone"], row["message_id"], row["text"], row["kind"])
        for row in rows
    ]


def write_fines(path: Path, citizens: int) -> None:
    """Write the register of fines that these citizens ask for, as `sportello import fines` takes it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(_register_row(0)))
        writer.writeheader()
        writer.writerows(map(_register_row, range(citizens)))


def _messages(citizen: int) -> Iterator[str]:
    fine = paper(citizen)
    return iter(("MULTA", fine.plate, fine.number, f"{fine.day:%d/%m/%Y}", "SI", "GRAZIE"))


def _shared_line(row: Mapping[str, Any]) -> Line:
    return Line(row["citizen"] - 100_000, row["phone"], row["message_id"], row["text"], row["kind"])


def _line(number: int, citizen: int, text: str, kind: str) -> Line:
    sid = "SM" + hashlib.sha256(str(number).encode()).hexdigest()[:32]
    return Line(citizen, f"+39347{1_000_000 + citizen}", sid, text, kind)


def _with_retries(lines: Sequence[Line], count: int, luck: random.Random) -> list[Line]:
    turns = [at for at, line in enumerate(lines) if line.kind == "turn"]
    retries: dict[int, list[Line]] = {}
    for at in luck.sample(turns, count):
        later = min(len(lines) - 1, at + luck.randint(1, _LATEST_RETRY))
        retries.setdefault(later, []).append(replace(lines[at], kind="dup"))
    return [one for at, line in enumerate(lines) for one in (line, *retries.get(at, ()))]


def _register_row(citizen: int) -> dict[str, object]:
    fine, amount = paper(citizen), 2_900 + citizen * 37 % 20_000
    return {
        "number": fine.number,
        "document": "verbale",
        "plate": fine.plate,
        "violation_on": fine.day,
        "notified_on": fine.day,
        "article": "art. 7 c. 1",
        "amount_cents": amount,
        "maximum_cents": amount * 4,
        "costs_cents": 1_500,
        "discountable": "yes",
        "reducible": "yes",
        "status": "open",
        "place": "via Roma",
    }
