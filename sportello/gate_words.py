"""What the gates read: the list as CSV, a change as a line of JSON."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Final

from storage.gates import Change, Entry

COLUMNS: Final = ("plate", "zone", "from", "until", "permit")


def csv_of(entries: Iterable[Entry]) -> str:
    """Write the list, a line for each entry, with a header; no end is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in entries:
        until = each.valid_until.isoformat() if each.valid_until else ""
        writer.writerow((each.plate, each.zone, each.valid_from.isoformat(), until, each.permit))
    return text.getvalue()


def json_of(change: Change) -> str:
    """Write a change as one line, without its end."""
    entry = change.entry
    return json.dumps(
        {
            "number": change.number,
            "at": change.at.isoformat(timespec="milliseconds"),
            "op": change.op.value,
            "plate": entry.plate,
            "zone": entry.zone,
            "from": entry.valid_from.isoformat(),
            "until": entry.valid_until.isoformat() if entry.valid_until else None,
            "permit": entry.permit,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
