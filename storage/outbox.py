"""The outbox on SQL: a part is in one state at a time, and a later word never undoes a final one."""

from collections.abc import Container, Sequence
from datetime import datetime, timedelta
from functools import partial
from operator import itemgetter
from typing import NamedTuple

import sqlalchemy as sa

from bot.channel import Receipt
from bot.message import Part, Priority
from storage import outbox_statements as statements
from storage.blobs import Contents, find
from storage.database import Database
from storage.folding import fold
from storage.instants import to_ms
from storage.outbox_rows import FILES, NEXT_AT, hashes_in, read_part
from storage.prepared import Prepared, RawRow
from storage.transaction import Kind, Transaction

# Longer than any call to a network may take.
LEASE = timedelta(seconds=120)
# The networks that tell of every message whether they have accepted and delivered it.
PROVING = frozenset({"pec", "try-pec"})

Values = dict[str, object]


class _Taken(NamedTuple):
    """Parts as they stand in the store, in their order, with the contents of their files."""

    rows: Sequence[RawRow]
    contents: Contents


class SqlOutbox:
    """bot.ledger.Outbox, on SQLite and on PostgreSQL.

    What is said of a part (`sent`, `delayed`, `failed`, `unknown`) counts only for the attempt of which
    it is said: `Part.attempts` as `take` gave it, 1 at the first. `lease` is for how long a part may be
    `sending` where other processes share the database; where none does, until this process ends. Of a
    part sent on one of the channels `proving`, a receipt is owed from then on: storage.overdue tells when
    none comes.
    """

    def __init__(
        self, database: Database, *, lease: timedelta = LEASE, proving: Container[str] = PROVING
    ) -> None:
        self._database = database
        self._proving = proving
        self._lease_ms = lease // timedelta(milliseconds=1)

    async def take(self, channel: str, limit: int) -> Sequence[Part]:
        """As bot.ledger.Outbox."""
        taken = await self._database.writer.submit(_TAKE, (channel, limit, self._lease_ms))
        return self._parts(taken)

    async def sent(self, part: Part, provider_id: str) -> None:
        """As bot.ledger.Outbox."""
        kind = _SENT_AWAITED if part.channel in self._proving else _SENT
        await self._database.writer.submit(kind, {**_of(part), "network_id": provider_id})

    async def delayed(self, part: Part, code: str, until: datetime) -> None:
        """As bot.ledger.Outbox."""
        await self._database.writer.submit(_DELAYED, {**_of(part), "because": code, "until": to_ms(until)})

    async def failed(self, part: Part, code: str) -> None:
        """As bot.ledger.Outbox."""
        await self._database.writer.submit(_FAILED, {**_of(part), "because": code})

    async def unknown(self, part: Part, code: str) -> None:
        """As bot.ledger.Outbox."""
        await self._database.writer.submit(_UNKNOWN, {**_of(part), "because": code})

    async def unsettled(self, channel: str, limit: int, older_than: timedelta) -> Sequence[Part]:
        """As bot.ledger.Outbox; the longest unknown first."""
        since = to_ms(self._database.clock() - older_than)
        asked = {"on_channel": channel, "most": limit, "since": since}

        def read(connection: sa.Connection) -> _Taken:
            return _with_files(connection, statements.UNSETTLED.ask(connection, asked))

        return self._parts(await self._database.reader.fetch(read))

    async def resend(self, part: Part, *, counted: bool) -> None:
        """As bot.ledger.Outbox."""
        await self._database.writer.submit(_RESEND, {**_of(part), "counted": int(counted)})

    async def fold(self, receipt: Receipt) -> bool:
        """As bot.ledger.Outbox."""
        return await self._database.writer.submit(_FOLD, receipt)

    async def sweep(self) -> int:
        """As bot.ledger.Outbox."""
        return await self._database.writer.submit(_SWEEP, None)

    async def wakes_at(self, channel: str) -> datetime | None:
        """As bot.ledger.Outbox; a part that waits for an earlier one in hand does not count."""

        def read(connection: sa.Connection) -> datetime | None:
            heads = (
                connection.scalar(statements.NEXT, {"on_channel": channel, "of_priority": int(priority)})
                for priority in Priority
            )
            return min((head for head in heads if head is not None), default=None)

        return await self._database.reader.fetch(read)

    def _parts(self, taken: _Taken) -> list[Part]:
        return [read_part(row, taken.contents, self._database.zone) for row in taken.rows]


def _of(part: Part) -> Values:
    return {"part": part.id, "attempt": part.attempts}


def _take_all(transaction: Transaction, asked: Sequence[tuple[str, int, int]]) -> list[_Taken]:
    return [_take_heads(transaction, *each) for each in asked]


def _take_heads(transaction: Transaction, channel: str, limit: int, lease_ms: int) -> _Taken:
    connection, now = transaction.connection, to_ms(transaction.now)
    statements.EXPIRE.one(connection, {"on_channel": channel, "now": now})
    rows: list[RawRow] = []
    for priority in Priority:
        if len(rows) == limit:
            break
        wanted = {
            "on_channel": channel,
            "of_priority": int(priority),
            "now": now,
            "me": transaction.owner,
            "until": now + lease_ms,
            "most": limit - len(rows),
        }
        rows += sorted(statements.TAKE.ask(connection, wanted), key=itemgetter(NEXT_AT, 0))
    return _with_files(connection, rows)


def _with_files(connection: sa.Connection, rows: Sequence[RawRow]) -> _Taken:
    contents = find(connection, (sha256 for row in rows for sha256 in hashes_in(row[FILES])))
    return _Taken([tuple(row) for row in rows], contents)


def _mark(statement: Prepared, transaction: Transaction, said: Sequence[Values]) -> list[None]:
    """Say one thing of each part."""
    now = to_ms(transaction.now)
    statement.many(transaction.connection, [{**values, "now": now} for values in said])
    return [None] * len(said)


def _fold_all(transaction: Transaction, receipts: Sequence[Receipt]) -> list[bool]:
    now = to_ms(transaction.now)
    return [fold(transaction.connection, receipt, now) for receipt in receipts]


def _sweep_all(transaction: Transaction, payloads: Sequence[None]) -> list[int]:
    sweep = statements.SWEEP_ALONE if transaction.exclusive else statements.SWEEP_AMONG_MANY
    found = sweep.one(transaction.connection, {"me": transaction.owner, "now": to_ms(transaction.now)})
    return [found, *[0] * (len(payloads) - 1)]


_TAKE = Kind("take", _take_all)
_SENT = Kind("sent", partial(_mark, statements.SENT))
_SENT_AWAITED = Kind("sent", partial(_mark, statements.SENT_AWAITED))
_DELAYED = Kind("delayed", partial(_mark, statements.DELAY))
_FAILED = Kind("failed", partial(_mark, statements.FAIL))
_UNKNOWN = Kind("unknown", partial(_mark, statements.LOSE))
_RESEND = Kind("resend", partial(_mark, statements.RESEND))
_FOLD = Kind("fold", _fold_all)
_SWEEP = Kind("sweep-outbox", _sweep_all)
