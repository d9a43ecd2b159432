"""The daily register as a sheet: one row for each thing that happened, the end of the chain in the last."""

import csv
import io
from collections.abc import Iterator, Mapping

from sportello.register_words import harmless, say
from storage.register import Annulment, Day, Filed, Seal

COLUMNS = (
    "what",
    "number",
    "year",
    "at",
    "direction",
    "sender",
    "recipients",
    "subject",
    "reference",
    "theirs",
    "answers",
    "answer-by",
    "sha256",
    "enclosed",
    "reason",
    "by",
)
BOM = "\ufeff"  # without it and the semicolons, spreadsheets set to Italian read neither accents nor columns

Row = Mapping[str, str]


def sheet(day: Day) -> bytes:
    """Write a day as CSV: UTF-8 with a mark, semicolons, CRLF, every cell quoted and none a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow([say(f"sheet-{name}") for name in COLUMNS])
    for row in _rows(day):
        writer.writerow([harmless(row.get(name, "")) for name in COLUMNS])
    return (BOM + file.getvalue()).encode("utf-8", "replace")


def _rows(day: Day) -> Iterator[Row]:
    yield from map(_entered, day.entries)
    yield from map(_annulled, day.annulments)
    yield from map(_sealed, day.seals)
    yield {"what": say("sheet-closed"), "at": day.on.isoformat(), "sha256": day.last}


def _entered(filed: Filed) -> Row:
    return {
        "what": say("sheet-entered"),
        **_of(filed.entry.text),
        "at": filed.entry.at.isoformat(timespec="seconds"),
        "direction": say(f"direction-{filed.direction.value}"),
        "sender": filed.sender,
        "recipients": ", ".join(filed.recipients),
        "subject": filed.subject,
        "reference": filed.reference,
        "theirs": filed.theirs,
        "answers": filed.answers,
        "answer-by": filed.entry.answer_by.isoformat(),
        "sha256": filed.message_sha256,
        "enclosed": ", ".join(f"{name} {sha256}" for name, sha256 in filed.enclosed),
    }


def _annulled(annulment: Annulment) -> Row:
    return {
        "what": say("sheet-annulled"),
        **_of(annulment.entry),
        "at": annulment.at.isoformat(timespec="seconds"),
        "reason": annulment.reason,
        "by": annulment.by,
    }


def _sealed(seal: Seal) -> Row:
    return {
        "what": say("sheet-sealed"),
        **_of(seal.entry),
        "at": seal.at.isoformat(timespec="seconds"),
        "sha256": seal.sha256,
    }


def _of(entry: str) -> Row:
    """Name the entry that a row is about, given as 0000123/2026."""
    number, _, year = entry.partition("/")
    return {"number": number, "year": year}
