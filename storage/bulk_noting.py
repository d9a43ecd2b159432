"""What is said of parts of broadcasts, by us and by their networks, written down in few statements."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

import sqlalchemy as sa

from bot.bulk import Fate
from bot.channel import Receipt
from storage import bulk_statements as statements
from storage.bulk_falling import fall_back, suppress
from storage.bulk_standing import Standing, apply, standing
from storage.bulk_statements import STOP_MARK
from storage.documents import storable
from storage.instants import to_ms
from storage.transaction import Kind, Transaction

_FATES: Final = {fate.value: fate for fate in Fate}


class Said(NamedTuple):
    """An Outcome without its classes, which would travel with each: `until` in milliseconds."""

    id: int
    attempt: int
    fate: str
    provider_id: str
    code: str
    until: int | None
    segments: int


class Heard(NamedTuple):
    """A receipt, for the part with that id."""

    id: int
    channel: str
    state: str
    code: str
    provider_id: str


class Again(NamedTuple):
    """A part that is unknown, to be sent again."""

    id: int
    attempt: int
    counted: bool


def heard(receipt: Receipt, part: int) -> Heard:
    """Write a receipt as it travels."""
    return Heard(
        part, receipt.channel, receipt.state.value, storable(receipt.code), storable(receipt.provider_id)
    )


def _note_all(transaction: Transaction, said: Sequence[Sequence[Said]]) -> list[None]:
    now = to_ms(transaction.now)
    words = [one for several in said for one in several]

    def weigh(found: dict[int, Standing]) -> None:
        for one in words:
            if one.id in found:
                apply(found[one.id], _FATES[one.fate], one.attempt, one[3:], now)

    _weigh(transaction, (one.id for one in words), weigh)
    return [None] * len(said)


def _resend_all(transaction: Transaction, asked: Sequence[Sequence[Again]]) -> list[None]:
    now = to_ms(transaction.now)
    words = [one for several in asked for one in several]

    def weigh(found: dict[int, Standing]) -> None:
        for one in words:
            if one.id in found:
                found[one.id].resend(one.attempt, now, counted=one.counted)

    _weigh(transaction, (one.id for one in words), weigh)
    return [None] * len(asked)


def _fold_all(transaction: Transaction, receipts: Sequence[Heard]) -> list[bool]:
    now = to_ms(transaction.now)
    ours: list[bool] = []

    def weigh(found: dict[int, Standing]) -> None:
        usual = _usual(transaction.connection, found.values())
        for one in receipts:
            part = found.get(one.id)
            ours.append(part is not None and part.channel == one.channel)
            if part is not None and part.channel == one.channel:
                typical = usual[part.broadcast, part.channel]
                part.heard(one.state, one.code, one.provider_id, typical, now)

    _weigh(transaction, (one.id for one in receipts), weigh)
    return ours


def _weigh(
    transaction: Transaction, parts: Iterable[int], weigh: Callable[[dict[int, Standing]], None]
) -> None:
    """Read how parts stand, let somebody change that, and write it down with all that follows from it."""
    connection = transaction.connection
    rows = statements.STANDING.ask(connection, {"parts": list(set(parts))})
    found = {one.id: one for one in map(standing, rows)}
    tried = {one.id for one in found.values() if one.status != "failed"}
    stopped = {one.id for one in found.values() if one.code == STOP_MARK}
    weigh(found)
    changed = [one for one in found.values() if one.changed]
    statements.MOVE.many(connection, [one.row() for one in changed])
    _spend(connection, changed)
    lost = [one for one in changed if one.status == "failed" and one.id in tried]
    if lost:
        now = to_ms(transaction.now)
        suppress(connection, lost, now)
        fall_back(connection, [one for one in lost if one.id not in stopped], now)


def _spend(connection: sa.Connection, parts: Iterable[Standing]) -> None:
    """Add what has left to what is spent; in one order, lest two processes wait in a circle."""
    sums: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
    for part in parts:
        if part.messages or part.more:
            of = sums[part.broadcast, part.channel]
            of[0], of[1] = of[0] + part.messages, of[1] + part.more
    rows = [
        {"broadcast": key[0], "channel": key[1], "messages": messages, "segments": segments}
        for key, (messages, segments) in sorted(sums.items())
    ]
    statements.SPEND.many(connection, rows)


def _usual(connection: sa.Connection, parts: Iterable[Standing]) -> dict[tuple[int, str], int]:
    """Tell how many segments a part has on the whole, by broadcast and channel."""
    usual: dict[tuple[int, str], int] = {}
    for broadcast, channel in {(part.broadcast, part.channel) for part in parts}:
        asked = {"of_broadcast": broadcast, "on_channel": channel}
        found = statements.SPENT.ask(connection, asked)
        messages, segments = found[0] if found else (0, 0)
        usual[broadcast, channel] = round(segments / messages) if messages else 1
    return usual


# Writes down what came of parts; see bot.bulk.Bulk.note.
NOTE: Kind[Sequence[Said], None] = Kind("note-bulk", _note_all)
# Queues unknown parts again; see bot.bulk.Bulk.resend.
RESEND: Kind[Sequence[Again], None] = Kind("resend-bulk", _resend_all)
# Folds a receipt into its part; False if there is none of that id and channel.
FOLD: Kind[Heard, bool] = Kind("fold-bulk", _fold_all)
