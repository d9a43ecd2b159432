"""Parts of broadcasts taken in hand: within the rate, emergencies first, none of what may not leave now."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from storage import broadcast_records, bulk_rate
from storage import bulk_statements as statements
from storage.among import Among
from storage.broadcast_rows import recipient_list_row
from storage.instants import to_ms
from storage.prepared import Prepared, RawRow
from storage.transaction import Kind, Transaction

IDLE: Final = timedelta(seconds=5)  # how late what another process lets go may be noticed
_SOON: Final = timedelta(milliseconds=50)
_STRETCH: Final = 4000  # rows that go stale in one transaction
_ID, _ADDRESS, _LIST_ROW, _STOPPED = 0, 2, 4, 7  # places in a row of TAKE

_FILLS = Prepared(
    sa.select(recipient_list_row.c.id, recipient_list_row.c.fills).where(
        Among(recipient_list_row.c.id, "rows")
    )
)


class Wanted(NamedTuple):
    """Who asks: `quiet_until` (milliseconds) where it is quiet now.

    `rate` is for the channel, `sender_rate` for each of its senders; 0: none.
    """

    channel: str
    limit: int
    ahead: int
    lease_ms: int
    quiet_until: int | None
    rate: float
    sender_rate: float


class Taken(NamedTuple):
    """Rows of TAKE, the version of each broadcast, what fills in the texts by the id of the list's row.

    `pause_ms` is how long nothing more will be there, where there is nothing; `unpaid` what went ahead and is
    still to be taken off the rate, which another process has in hand.
    """

    rows: Sequence[RawRow]
    versions: Mapping[int, int]
    fills: Mapping[int, str]
    pause_ms: int
    unpaid: int = 0


class _Going(NamedTuple):
    """A broadcast that is being sent."""

    id: int
    version: int
    kind: str
    valid_until: int | None
    sender: str


def fills_of(connection: sa.Connection, list_rows: Sequence[int | None]) -> dict[int, str]:
    """Read what fills in the texts, by the ids of the rows of lists."""
    wanted = [number for number in list_rows if number is not None]
    return dict(_FILLS.ask(connection, {"rows": wanted})) if wanted else {}


def _take_all(transaction: Transaction, asked: Sequence[Wanted]) -> list[Taken]:
    return [_take(transaction, wanted) for wanted in asked]


def _take(transaction: Transaction, wanted: Wanted) -> Taken:
    if not wanted.rate:
        return _take_up_to(transaction, wanted, wanted.limit)
    connection, now = transaction.connection, to_ms(transaction.now)
    tokens = bulk_rate.look(connection, wanted.channel, wanted.rate, now, wanted.ahead)
    if tokens is None:
        return _none(bulk_rate.IN_ANOTHERS_HAND)._replace(unpaid=wanted.ahead)
    allowed = tokens.allow(wanted.limit)
    taken = _take_up_to(transaction, wanted, allowed) if allowed else _none(tokens.wait(wanted.limit))
    if taken.rows or wanted.ahead:  # a commit is a flush of the disk: nothing is written for nothing
        bulk_rate.keep(connection, wanted.channel, tokens.less(len(taken.rows)))
    return taken


def _none(pause: timedelta) -> Taken:
    return Taken((), {}, {}, min(pause, IDLE) // timedelta(milliseconds=1))


def _take_up_to(transaction: Transaction, wanted: Wanted, limit: int) -> Taken:
    connection, now = transaction.connection, to_ms(transaction.now)
    going = [_Going(*row) for row in statements.GOING.ask(connection, {})]
    late = [one for one in going if one.valid_until is not None and one.valid_until <= now]
    expired = sum(_expire(connection, one, wanted.channel, now) for one in late)
    open_ = [one for one in going if one not in late and not _is_quiet(one, wanted)]
    rows: list[RawRow] = []
    for one in open_:
        if len(rows) == limit:
            break
        rows += _of_sender(transaction, one, wanted, limit - len(rows))
    rows = _without_stopped(connection, rows, now)
    if rows or expired:
        fills = fills_of(connection, [row[_LIST_ROW] for row in rows])
        return Taken(rows, {one.id: one.version for one in open_}, fills, int(_SOON.total_seconds() * 1000))
    return _none(_pause(connection, open_, wanted, now))


def _is_quiet(one: _Going, wanted: Wanted) -> bool:
    return wanted.quiet_until is not None and one.kind != broadcast_records.Kind.EMERGENCY


def _expire(connection: sa.Connection, one: _Going, channel: str, now: int) -> int:
    values = {"of_broadcast": one.id, "on_channel": channel, "most": _STRETCH, "now": now}
    return len(statements.EXPIRE.ask(connection, values))


def _of_sender(transaction: Transaction, one: _Going, wanted: Wanted, most: int) -> list[RawRow]:
    """Take no more of a broadcast than its sender may send; another one goes on meanwhile."""
    if not wanted.sender_rate:
        return _heads(transaction, one, wanted, most)
    connection, name = transaction.connection, f"{wanted.channel}:{one.sender}"
    tokens = bulk_rate.look(connection, name, wanted.sender_rate, to_ms(transaction.now))
    allowed = tokens.allow(most) if tokens else 0
    rows = _heads(transaction, one, wanted, allowed) if allowed else []
    if tokens and rows:
        bulk_rate.keep(connection, name, tokens.less(len(rows)))
    return rows


def _heads(transaction: Transaction, one: _Going, wanted: Wanted, most: int) -> list[RawRow]:
    now = to_ms(transaction.now)
    values = {
        "of_broadcast": one.id,
        "on_channel": wanted.channel,
        "now": now,
        "most": most,
        "me": transaction.owner,
        "until": now + wanted.lease_ms,
    }
    return sorted(map(tuple, statements.TAKE.ask(transaction.connection, values)))


def _without_stopped(connection: sa.Connection, rows: list[RawRow], now: int) -> list[RawRow]:
    stopped = [row[_ID] for row in rows if row[_STOPPED]]
    if not stopped:
        return rows
    statements.DROP_STOPPED.ask(connection, {"parts": stopped, "now": now})
    return [row for row in rows if not row[_STOPPED]]


def _pause(connection: sa.Connection, going: Sequence[_Going], wanted: Wanted, now: int) -> timedelta:
    """Tell when the next part is due that waits for a retry."""
    asked: list[dict[str, Any]] = [{"of_broadcast": one.id, "on_channel": wanted.channel} for one in going]
    due = [row[0] for values in asked for row in statements.NEXT_DUE.ask(connection, values)]
    return max(_SOON, timedelta(milliseconds=min(due, default=now + IDLE // timedelta(milliseconds=1)) - now))


# Marks parts `sending` and gives them; see bot.bulk.Bulk.take.
TAKE: Kind[Wanted, Taken] = Kind("take-bulk", _take_all)
