"""The outbox on SQL: a part is in one state at a time, and a later word never undoes a final one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.channel import Receipt
from bot.message import Part, Priority
from storage import outbox_statements as statements
from storage.blobs import find
from storage.database import Database
from storage.instants import to_ms
from storage.outbox_rows import hashes_in, read_part
from storage.prepared import FoundRow, Prepared
from storage.writer import Kind

# Longer than any call to a network may take.
LEASE = timedelta(seconds=120)

Values = dict[str, object]


class SqlOutbox:
    """bot.ledger.Outbox, on SQLite and on PostgreSQL.

    What is said of a part (`sent`, `delayed`, `failed`, `unknown`) counts only for the attempt of which
    it is said: `Part.attempts` as `take` gave it, 1 at the first. `lease` is for how long a part may be
    `sending` where other processes share the database; where none does, until this process ends.
    """

    def __init__(self, database: Database, *, lease: timedelta = LEASE) -> None:
        self._database = database
        self._lease = lease
        self._take: Kind[tuple[str, int], Sequence[Part]] = Kind("take", self._take_all)
        self._sent = self._marking("sent", statements.SENT)
        self._delayed = self._marking("delayed", statements.DELAY)
        self._failed = self._marking("failed", statements.FAIL)
        self._unknown = self._marking("unknown", statements.LOSE)
        self._resend = self._marking("resend", statements.RESEND)
        self._fold: Kind[Receipt, bool] = Kind("fold", self._fold_all)
        self._sweep: Kind[None, int] = Kind("sweep-outbox", self._sweep_all)

    async def take(self, channel: str, limit: int) -> Sequence[Part]:
        """As bot.ledger.Outbox."""
        return await self._database.writer.submit(self._take, (channel, limit))

    async def sent(self, part: Part, provider_id: str) -> None:
        """As bot.ledger.Outbox."""
        await self._database.writer.submit(self._sent, {**_of(part), "network_id": provider_id})

    async def delayed(self, part: Part, code: str, until: datetime) -> None:
        """As bot.ledger.Outbox."""
        await self._database.writer.submit(
            self._delayed, {**_of(part), "because": code, "until": to_ms(until)}
        )

    async def failed(self, part: Part, code: str) -> None:
        """As bot.ledger.Outbox."""
        await self._database.writer.submit(self._failed, {**_of(part), "because": code})

    async def unknown(self, part: Part, code: str) -> None:
        """As bot.ledger.Outbox."""
        await self._database.writer.submit(self._unknown, {**_of(part), "because": code})

    async def unsettled(self, channel: str, limit: int, older_than: timedelta) -> Sequence[Part]:
        """As bot.ledger.Outbox; the longest unknown first."""
        asked = {"on_channel": channel, "most": limit, "since": self._database.clock() - older_than}

        def read(connection: sa.Connection) -> Sequence[Part]:
            return _parts(connection, connection.execute(statements.UNSETTLED, asked).all())

        return await self._database.reader.fetch(read)

    async def resend(self, part: Part, *, counted: bool) -> None:
        """As bot.ledger.Outbox."""
        await self._database.writer.submit(self._resend, {**_of(part), "counted": int(counted)})

    async def fold(self, receipt: Receipt) -> bool:
        """As bot.ledger.Outbox."""
        return await self._database.writer.submit(self._fold, receipt)

    async def sweep(self) -> int:
        """As bot.ledger.Outbox."""
        return await self._database.writer.submit(self._sweep, None)

    async def wakes_at(self, channel: str) -> datetime | None:
        """As bot.ledger.Outbox; a part that waits for an earlier one in hand does not count."""

        def read(connection: sa.Connection) -> datetime | None:
            heads = (
                connection.scalar(statements.NEXT, {"on_channel": channel, "of_priority": int(priority)})
                for priority in Priority
            )
            return min((head for head in heads if head is not None), default=None)

        return await self._database.reader.fetch(read)

    def _marking(self, name: str, statement: Prepared) -> Kind[Values, None]:
        """Make the kind of write that says one thing of each part."""

        def run(connection: sa.Connection, said: Sequence[Values]) -> list[None]:
            now = to_ms(self._database.clock())
            statement.many(connection, [{**values, "now": now} for values in said])
            return [None] * len(said)

        return Kind(name, run)

    def _take_all(self, connection: sa.Connection, asked: Sequence[tuple[str, int]]) -> list[Sequence[Part]]:
        return [self._take_heads(connection, channel, limit) for channel, limit in asked]

    def _take_heads(self, connection: sa.Connection, channel: str, limit: int) -> Sequence[Part]:
        now = self._database.clock()
        statements.EXPIRE.one(connection, {"on_channel": channel, "now": to_ms(now)})
        rows: list[FoundRow] = []
        for priority in Priority:
            if len(rows) == limit:
                break
            wanted = {
                "on_channel": channel,
                "of_priority": int(priority),
                "now": now,
                "me": self._database.owner,
                "until": now + self._lease,
                "most": limit - len(rows),
            }
            rows += sorted(connection.execute(statements.TAKE, wanted).all(), key=_turn_to_leave)
        return _parts(connection, rows)

    def _fold_all(self, connection: sa.Connection, receipts: Sequence[Receipt]) -> list[bool]:
        now = to_ms(self._database.clock())
        return [_fold(connection, receipt, now) for receipt in receipts]

    def _sweep_all(self, connection: sa.Connection, payloads: Sequence[None]) -> list[int]:
        sweep = statements.SWEEP_ALONE if self._database.exclusive else statements.SWEEP_AMONG_MANY
        found = sweep.one(connection, {"me": self._database.owner, "now": to_ms(self._database.clock())})
        return [found, *[0] * (len(payloads) - 1)]


def _of(part: Part) -> Values:
    return {"part": part.id, "attempt": part.attempts}


def _turn_to_leave(row: FoundRow) -> tuple[datetime, int]:
    return row.next_at, row.id


def _parts(connection: sa.Connection, rows: Sequence[FoundRow]) -> Sequence[Part]:
    contents = find(connection, (sha256 for row in rows for sha256 in hashes_in(row.file)))
    return [read_part(row, contents) for row in rows]


def _fold(connection: sa.Connection, receipt: Receipt, now: int) -> bool:
    values: Values = {
        "on_channel": receipt.channel,
        "by_key": receipt.key,
        "network_id": receipt.provider_id or None,
        "state": receipt.state.value,
        "because": receipt.code,
        "now": now,
    }
    if receipt.key and statements.FOLD_BY_KEY.one(connection, values):
        return True
    return bool(receipt.provider_id) and statements.FOLD_BY_PROVIDER.one(connection, values) > 0
