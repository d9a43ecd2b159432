"""A part on its way out, as a row and back."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any

from bot.message import Button, Part, Priority
from storage.blobs import Contents, describe, read_file
from storage.documents import dump, load, load_texts, storable
from storage.instants import from_ms, to_ms
from storage.prepared import RawRow
from storage.tables import outbox

PRIORITIES = {int(priority): priority for priority in Priority}

PART = (
    outbox.c.id,
    outbox.c.key,
    outbox.c.channel,
    outbox.c.address,
    outbox.c.priority,
    outbox.c.text,
    outbox.c.buttons,
    outbox.c.file,
    outbox.c.context,
    outbox.c.not_before,
    outbox.c.valid_until,
    outbox.c.next_at,
    outbox.c.attempts,
    outbox.c.first_tried_at,
)
FILES, NEXT_AT = 7, 11  # their places among them


def part_row(part: Part, inbox_id: int | None, hashes: Sequence[str]) -> dict[str, object]:
    """Write a part, all but when it was queued; its files are kept under `hashes`."""
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
        "not_before": None if part.not_before is None else to_ms(part.not_before),
        "valid_until": None if part.valid_until is None else to_ms(part.valid_until),
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


def read_part(row: RawRow, contents: Contents, zone: tzinfo) -> Part:
    """Read a part (the columns of PART), with the contents of its files."""
    (
        number,
        key,
        channel,
        address,
        priority,
        text,
        buttons,
        files,
        context,
        not_before,
        valid_until,
        _next_at,
        attempts,
        first_tried_at,
    ) = row
    return Part(
        key,
        channel,
        address,
        text,
        read_buttons(buttons),
        tuple(read_file(file, contents) for file in described_in(files)),
        load_texts(context),
        PRIORITIES[priority],
        None if not_before is None else from_ms(not_before, zone),
        None if valid_until is None else from_ms(valid_until, zone),
        number,
        attempts,
        None if first_tried_at is None else from_ms(first_tried_at, zone),
    )
