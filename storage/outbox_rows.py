"""A part on its way out, as a row and back."""

from bot.message import Button, Part, Priority
from storage.blobs import Contents, describe, read_file
from storage.documents import dump, load, load_texts, storable
from storage.instants import to_ms
from storage.prepared import FoundRow

PRIORITIES = {int(priority): priority for priority in Priority}


def part_row(part: Part, inbox_id: int | None, sha256: str, now: int) -> dict[str, object]:
    """Write a part whose file, if any, is kept under `sha256`; `now` in milliseconds."""
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
        "file": dump(describe(part.file, sha256)) if part.file else "",
        "context": dump(dict(part.context)),
        "not_before": not_before,
        "valid_until": None if part.valid_until is None else to_ms(part.valid_until),
        "next_at": now if not_before is None else max(now, not_before),
        "now": now,
    }


def read_buttons(text: str) -> tuple[Button, ...]:
    """Read the buttons of a row."""
    return tuple(Button(*each) for each in load(text)["buttons"]) if text else ()


def hashes_in(file: str) -> list[str]:
    """Name the file of a row by its hash, if it has one."""
    return [load(file)["sha256"]] if file else []


def read_part(row: FoundRow, contents: Contents) -> Part:
    """Read a part, with the content of its file."""
    return Part(
        key=row.key,
        channel=row.channel,
        to=row.address,
        text=row.text,
        buttons=read_buttons(row.buttons),
        file=read_file(load(row.file), contents) if row.file else None,
        context=load_texts(row.context),
        priority=PRIORITIES[row.priority],
        not_before=row.not_before,
        valid_until=row.valid_until,
        id=row.id,
        attempts=row.attempts,
        sent_since=row.first_tried_at,
    )
