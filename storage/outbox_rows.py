"""A part on its way out, as a row and back."""

from collections.abc import Sequence
from typing import Any

from bot.message import Button, Part, Priority
from storage.blobs import Contents, describe, read_file
from storage.documents import dump, load, load_texts, storable
from storage.instants import to_ms
from storage.prepared import FoundRow

PRIORITIES = {int(priority): priority for priority in Priority}


def part_row(part: Part, inbox_id: int | None, hashes: Sequence[str], now: int) -> dict[str, object]:
    """Write a part whose files are kept under `hashes`; `now` in milliseconds."""
    not_before = None if part.not_before is None else to_ms(part.not_before)
    return {
        "key": part.key,
        "inbox_id": inbox_id,
        "channel": part.channel,
        "address": storable(part.to),
        "priority": int(part.priority),
        "text": storable(part.text),
        "buttons": dump({"buttons": [[each.label, each.token, each.url] for each in part.buttons]})
        if part.buttons
        else "",
        "file": dump({"files": [describe(*each) for each in zip(part.files, hashes, strict=True)]})
        if part.files
        else "",
        "context": dump(dict(part.context)),
        "not_before": not_before,
        "valid_until": None if part.valid_until is None else to_ms(part.valid_until),
        "next_at": now if not_before is None else max(now, not_before),
        "now": now,
    }


def read_buttons(text: str) -> tuple[Button, ...]:
    """Read the buttons of a row."""
    return tuple(Button(*each) for each in load(text)["buttons"]) if text else ()


def described_in(text: str) -> list[dict[str, Any]]:
    """Read what a row keeps of its files beside their content; until version 0.1 it was that of one file."""
    if not text:
        return []
    document = load(text)
    described: list[dict[str, Any]] = document.get("files", [document])
    return described


def hashes_in(text: str) -> list[str]:
    """Name the files of a row by their hashes."""
    return [file["sha256"] for file in described_in(text)]


def read_part(row: FoundRow, contents: Contents) -> Part:
    """Read a part, with the contents of its files."""
    return Part(
        key=row.key,
        channel=row.channel,
        to=row.address,
        text=row.text,
        buttons=read_buttons(row.buttons),
        files=tuple(read_file(file, contents) for file in described_in(row.file)),
        context=load_texts(row.context),
        priority=PRIORITIES[row.priority],
        not_before=row.not_before,
        valid_until=row.valid_until,
        id=row.id,
        attempts=row.attempts,
        sent_since=row.first_tried_at,
    )
