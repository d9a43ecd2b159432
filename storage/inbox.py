"""The inbox on SQL: a message is accepted once, in hand once, and ends with everything it changes."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from bot.errors import LeaseLost
from bot.ledger import Turn, Work
from bot.message import Inbound
from storage import inbox_statements as statements
from storage import timers
from storage.arrivals import ARRIVE_NEW
from storage.blobs import Contents, find, keep
from storage.database import Database
from storage.departures import DEPART, queued
from storage.inbox_rows import BODY, LANE, carried, hashes_in, inbound_row, read_caller, read_work
from storage.instants import to_ms
from storage.prepared import Prepared, RawRow
from storage.records import write_records
from storage.transaction import Kind, Transaction
from storage.turn_rows import Ending, ending

LEASE = timedelta(seconds=120)

# A row; or, where there are files, the message and its correlation: they are hashed where it is written.
_Arrival = dict[str, object] | tuple[Inbound, str]


# An Ending without its class, which would be looked up again in each frame to the process that writes.
_Plain = tuple[Any, ...]

# Messages taken in hand, the oldest first, as rows; the contents of their files; their senders, as rows.
_Claimed = tuple[Sequence[RawRow], Contents, Sequence[RawRow]]


class SqlInbox:
    """bot.ledger.Inbox, on SQLite and on PostgreSQL.

    `lease` is for how long a message in hand is ours, unless renewed, where other processes share the
    database; where none does, until this process ends.
    """

    def __init__(self, database: Database, *, lease: timedelta = LEASE) -> None:
        self._database = database
        self._lease_ms = lease // timedelta(milliseconds=1)

    async def accept(self, inbound: Inbound, correlation: str) -> bool:
        """As bot.ledger.Inbox."""
        arrival: _Arrival = (
            (inbound, correlation) if carried(inbound) else inbound_row(inbound, (), correlation)
        )
        return await self._database.writer.submit(_ACCEPT, arrival)

    async def claim(self, limit: int) -> Sequence[Work]:
        """As bot.ledger.Inbox."""
        rows, contents, known = await self._database.writer.submit(_CLAIM, (limit, self._lease_ms))
        zone = self._database.zone
        callers = {caller.lane: caller for caller in (read_caller(row, zone) for row in known)}
        return tuple(read_work(row, contents, callers, zone) for row in rows)

    async def finish(self, turn: Turn) -> None:
        """As bot.ledger.Inbox; LeaseLost, and nothing written, if the message is no longer ours."""
        await self._database.writer.submit(_FINISH, tuple(ending(turn)))

    async def finish_all(self, turns: Sequence[Turn]) -> Sequence[Exception | None]:
        """As bot.ledger.Inbox."""
        answers = await self._database.writer.submit_all(_FINISH, [tuple(ending(turn)) for turn in turns])
        return [answer if isinstance(answer, Exception) else None for answer in answers]

    async def park(self, turn: Turn, reason: str, detail: str) -> None:
        """As bot.ledger.Inbox; LeaseLost, and nothing written, if the message is no longer ours."""
        await self._database.writer.submit(_PARK, (tuple(ending(turn)), reason, detail))

    async def unpark(self, message: int) -> bool:
        """Put a parked message back to be handled anew; False if it is not parked."""
        return await self._database.writer.submit(_UNPARK, message)

    async def release(self, ids: Sequence[int]) -> None:
        """As bot.ledger.Inbox."""
        await self._database.writer.submit(_RELEASE, ids)

    async def renew(self, ids: Sequence[int]) -> None:
        """Prolong the lease of messages still in hand."""
        await self._database.writer.submit(_RENEW, (ids, self._lease_ms))

    async def sweep(self) -> int:
        """As bot.ledger.Inbox."""
        return await self._database.writer.submit(_SWEEP, None)

    async def ring(self) -> int:
        """As bot.ledger.Inbox; at most `timers.MOST_AT_ONCE`, the earliest first."""
        return await self._database.writer.submit(_RING, None)

    async def next_timer(self) -> datetime | None:
        """As bot.ledger.Inbox."""
        return await self._database.reader.fetch(lambda connection: connection.scalar(timers.NEXT))


def _accept_all(transaction: Transaction, arrivals: Sequence[_Arrival]) -> Sequence[bool]:
    rows = [arrival if isinstance(arrival, dict) else _kept(transaction, *arrival) for arrival in arrivals]
    for row in rows:
        row["accepted_at"] = to_ms(transaction.now)
    return _arrive(transaction.connection, rows)


def _kept(transaction: Transaction, inbound: Inbound, correlation: str) -> dict[str, object]:
    hashes = keep(transaction.connection, carried(inbound))
    return inbound_row(inbound, hashes, correlation)


def _claim_all(transaction: Transaction, asked: Sequence[tuple[int, int]]) -> list[_Claimed]:
    if not transaction.exclusive:
        transaction.connection.execute(statements.ONE_CLAIM_AT_A_TIME)
    return [_claim_heads(transaction, limit, lease_ms) for limit, lease_ms in asked]


def _claim_heads(transaction: Transaction, limit: int, lease_ms: int) -> _Claimed:
    connection = transaction.connection
    claim = statements.CLAIM_ALONE if transaction.exclusive else statements.CLAIM_AMONG_MANY
    owned = {"me": transaction.owner, "until": to_ms(transaction.now) + lease_ms, "most": limit}
    rows = sorted(map(tuple, claim.ask(connection, owned)), key=itemgetter(0))
    if not rows:
        return (), {}, ()
    contents = find(connection, (sha256 for row in rows for sha256 in hashes_in(row[BODY])))
    callers = statements.CALLERS.ask(connection, {"lanes": [row[LANE] for row in rows]})
    return rows, contents, list(map(tuple, callers))


def _finish_all(transaction: Transaction, endings: Sequence[_Plain]) -> list[None]:
    _end(transaction, [Ending(*each) for each in endings], statements.FINISH)
    return [None] * len(endings)


def _park_all(transaction: Transaction, parkings: Sequence[tuple[_Plain, str, str]]) -> list[None]:
    endings = [Ending(*each) for each, _, _ in parkings]
    _end(transaction, endings, statements.PARK)
    statements.EXPLAIN.many(
        transaction.connection,
        [
            {"message": each.message, "reason": reason, "detail": detail}
            for each, (_, reason, detail) in zip(endings, parkings, strict=True)
        ],
    )
    return [None] * len(parkings)


def _end(transaction: Transaction, endings: Sequence[Ending], status: Prepared) -> None:
    """Write turns whole; LeaseLost if one of their messages is not ours, before anything is written."""
    connection, now = transaction.connection, to_ms(transaction.now)
    held = {"ids": [each.message for each in endings], "me": transaction.owner, "now": now}
    _check(endings, {message: attempts for message, attempts in status.ask(connection, held)})  # noqa: C416 - rows are not pairs
    pauses = timers.pauses(timer for each in endings for timer in each.timers)
    statements.KNOW.many(connection, [_known(each.caller, pauses, now) for each in endings])
    keep(connection, [file for each in endings for file in each.files])
    DEPART.many(connection, [queued(part, now) for each in endings for part in each.parts])
    timers.set_timers(connection, (timer for each in endings for timer in each.timers))
    write_records(connection, (record for each in endings for record in each.records))


def _known(row: dict[str, Any], pauses: Mapping[str, int], now: int) -> dict[str, Any]:
    return {**row, "updated_at": now, "pauses_at": pauses.get(row["lane"])}


def _release_all(transaction: Transaction, groups: Sequence[Sequence[int]]) -> list[None]:
    rows = [{"message": message, "me": transaction.owner} for ids in groups for message in ids]
    statements.RELEASE.many(transaction.connection, rows)
    return [None] * len(groups)


def _renew_all(transaction: Transaction, groups: Sequence[tuple[Sequence[int], int]]) -> list[None]:
    now = to_ms(transaction.now)
    rows = [
        {"message": message, "me": transaction.owner, "until": now + lease_ms}
        for ids, lease_ms in groups
        for message in ids
    ]
    statements.RENEW.many(transaction.connection, rows)
    return [None] * len(groups)


def _unpark_all(transaction: Transaction, messages: Sequence[int]) -> list[bool]:
    return [_unpark(transaction.connection, message) for message in messages]


def _sweep_all(transaction: Transaction, payloads: Sequence[None]) -> list[int]:
    sweep = statements.SWEEP_ALONE if transaction.exclusive else statements.SWEEP_AMONG_MANY
    freed = sweep.one(transaction.connection, {"me": transaction.owner, "now": to_ms(transaction.now)})
    return [freed, *[0] * (len(payloads) - 1)]


def _ring_all(transaction: Transaction, payloads: Sequence[None]) -> list[int]:
    rung = timers.ring(transaction.connection, transaction.now)
    return [rung, *[0] * (len(payloads) - 1)]


def _arrive(connection: sa.Connection, rows: Sequence[dict[str, Any]]) -> list[bool]:
    """Insert all at once; of a message that is twice among them, the first is new."""
    added = {(channel, external_id) for channel, external_id in ARRIVE_NEW.insert(connection, rows)}
    answers = []
    for row in rows:
        key = row["channel"], row["external_id"]
        answers.append(key in added)
        added.discard(key)
    return answers


def _check(endings: Sequence[Ending], attempts: dict[int, int]) -> None:
    """Every turn has its own message, in hand since the very claim that the turn comes from."""
    lost = [each.message for each in endings if attempts.get(each.message) != each.attempt]
    if lost or len(attempts) < len(endings):
        raise LeaseLost(f"messages no longer in hand: {lost or 'one was finished twice'}")


def _unpark(connection: sa.Connection, message: int) -> bool:
    if statements.UNPARK.one(connection, {"message": message}) == 0:
        return False
    # Its next reply will be counted from the start: what was said on parking makes room for that.
    statements.RETIRE_KEYS.one(connection, {"message": message})
    return True


_ACCEPT: Kind[_Arrival, bool] = Kind("accept", _accept_all)
_CLAIM = Kind("claim", _claim_all)
_FINISH = Kind("finish", _finish_all)
_PARK = Kind("park", _park_all)
_RELEASE = Kind("release", _release_all)
_RENEW = Kind("renew", _renew_all)
_UNPARK = Kind("unpark", _unpark_all)
_SWEEP = Kind("sweep-inbox", _sweep_all)
_RING = Kind("ring", _ring_all)
