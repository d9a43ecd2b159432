"""What a turn changes, as the rows that its transaction writes."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.ledger import Turn
from bot.message import File
from bot.records import Record
from storage.inbox_rows import caller_row
from storage.outbox_rows import part_row
from storage.timers import TimerRow, timer_row


class Ending(NamedTuple):
    """A turn in rows; `attempt` is that of the claim it comes from, 1 at the first."""

    message: int
    attempt: int
    caller: dict[str, object]
    parts: Sequence[dict[str, object]]
    files: Sequence[File]
    timers: Sequence[TimerRow]
    records: Sequence[Record]


def ending(turn: Turn) -> Ending:
    """Write a turn as rows, all but the moment of its commit."""
    message = turn.work.id
    return Ending(
        message,
        turn.work.attempts + 1,
        caller_row(turn.caller),
        [part_row(part, message, [file.sha256 for file in part.files]) for part in turn.parts],
        [file for part in turn.parts for file in part.files],
        [timer_row(timer) for timer in turn.timers],
        turn.records,
    )
