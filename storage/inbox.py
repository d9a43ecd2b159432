"""The inbox on SQL: a message is accepted once, in hand once, and ends with everything it changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from bot.errors import LeaseLost
from bot.ledger import Turn, Work
from bot.message import Inbound
from bot.session import Caller
from storage import inbox_statements as statements
from storage import timers
from storage.arrivals import ARRIVE_NEW
from storage.blobs import find, keep
from storage.database import Database
from storage.departures import depart
from storage.inbox_rows import (
    BODY,
    LANE,
    caller_row,
    carried,
    hashes_in,
    inbound_row,
    read_caller,
    read_work,
)
from storage.instants import to_ms
from storage.prepared import Prepared
from storage.records import write_records
from storage.writer import Kind

LEASE = timedelta(seconds=120)


@dataclass(frozen=True, slots=True)
class _Parking:
    turn: Turn
    reason: str
    detail: str


class SqlInbox:
    """bot.ledger.Inbox, on SQLite and on PostgreSQL.

    `lease` is for how long a message in hand is ours, unless renewed, where other processes share the
    database; where none does, until this process ends.
    """

    def __init__(self, database: Database, *, lease: timedelta = LEASE) -> None:
        self._database = database
        self._lease = lease
        self._accept: Kind[tuple[Inbound, str], bool] = Kind("accept", self._accept_all)
        self._claim: Kind[int, Sequence[Work]] = Kind("claim", self._claim_all)
        self._finish: Kind[Turn, None] = Kind("finish", self._finish_all)
        self._park: Kind[_Parking, None] = Kind("park", self._park_all)
        self._release: Kind[Sequence[int], None] = Kind("release", self._release_all)
        self._renew: Kind[Sequence[int], None] = Kind("renew", self._renew_all)
        self._unpark: Kind[int, bool] = Kind("unpark", self._unpark_all)
        self._sweep: Kind[None, int] = Kind("sweep-inbox", self._sweep_all)
        self._ring: Kind[None, int] = Kind("ring", self._ring_all)

    async def accept(self, inbound: Inbound, correlation: str) -> bool:
        """As bot.ledger.Inbox."""
        return await self._database.writer.submit(self._accept, (inbound, correlation))

    async def claim(self, limit: int) -> Sequence[Work]:
        """As bot.ledger.Inbox."""
        return await self._database.writer.submit(self._claim, limit)

    async def finish(self, turn: Turn) -> None:
        """As bot.ledger.Inbox; LeaseLost, and nothing written, if the message is no longer ours."""
        await self._database.writer.submit(self._finish, turn)

    async def park(self, turn: Turn, reason: str, detail: str) -> None:
        """As bot.ledger.Inbox; LeaseLost, and nothing written, if the message is no longer ours."""
        await self._database.writer.submit(self._park, _Parking(turn, reason, detail))

    async def unpark(self, message: int) -> bool:
        """Put a parked message back to be handled anew; False if it is not parked."""
        return await self._database.writer.submit(self._unpark, message)

    async def release(self, ids: Sequence[int]) -> None:
        """As bot.ledger.Inbox."""
        await self._database.writer.submit(self._release, ids)

    async def renew(self, ids: Sequence[int]) -> None:
        """Prolong the lease of messages still in hand."""
        await self._database.writer.submit(self._renew, ids)

    async def sweep(self) -> int:
        """As bot.ledger.Inbox."""
        return await self._database.writer.submit(self._sweep, None)

    async def ring(self) -> int:
        """As bot.ledger.Inbox; at most `timers.MOST_AT_ONCE`, the earliest first."""
        return await self._database.writer.submit(self._ring, None)

    async def next_timer(self) -> datetime | None:
        """As bot.ledger.Inbox."""
        return await self._database.reader.fetch(lambda connection: connection.scalar(timers.NEXT))

    def _accept_all(
        self, connection: sa.Connection, arrivals: Sequence[tuple[Inbound, str]]
    ) -> Sequence[bool]:
        now = to_ms(self._database.clock())
        files = [file for inbound, _ in arrivals for file in carried(inbound)]
        hashes = iter(keep(connection, files))
        rows = [
            inbound_row(inbound, [next(hashes) for _ in carried(inbound)], correlation, now)
            for inbound, correlation in arrivals
        ]
        return _arrive(connection, rows)

    def _claim_all(self, connection: sa.Connection, limits: Sequence[int]) -> list[Sequence[Work]]:
        if not self._database.exclusive:
            connection.execute(statements.ONE_CLAIM_AT_A_TIME)
        return [self._claim_heads(connection, limit) for limit in limits]

    def _claim_heads(self, connection: sa.Connection, limit: int) -> Sequence[Work]:
        now = self._database.clock()
        claim = statements.CLAIM_ALONE if self._database.exclusive else statements.CLAIM_AMONG_MANY
        owned = {"me": self._database.owner, "until": to_ms(now + self._lease), "most": limit}
        rows = sorted(claim.ask(connection, owned), key=itemgetter(0))
        if not rows:
            return ()
        contents = find(connection, (sha256 for row in rows for sha256 in hashes_in(row[BODY])))
        callers = self._callers(connection, [row[LANE] for row in rows])
        return [read_work(row, contents, callers, self._database.zone) for row in rows]

    def _callers(self, connection: sa.Connection, lanes: list[str]) -> dict[str, Caller]:
        zone = self._database.zone
        found = statements.CALLERS.ask(connection, {"lanes": lanes})
        return {caller.lane: caller for caller in (read_caller(row, zone) for row in found)}

    def _finish_all(self, connection: sa.Connection, turns: Sequence[Turn]) -> list[None]:
        self._end(connection, turns, statements.FINISH)
        return [None] * len(turns)

    def _park_all(self, connection: sa.Connection, parkings: Sequence[_Parking]) -> list[None]:
        self._end(connection, [parking.turn for parking in parkings], statements.PARK)
        statements.EXPLAIN.many(
            connection,
            [
                {"message": each.turn.work.id, "reason": each.reason, "detail": each.detail}
                for each in parkings
            ],
        )
        return [None] * len(parkings)

    def _end(self, connection: sa.Connection, turns: Sequence[Turn], ending: Prepared) -> None:
        """Write turns whole; LeaseLost if one of their messages is not ours, before anything is written."""
        at = to_ms(self._database.clock())
        held = {"ids": [turn.work.id for turn in turns], "me": self._database.owner, "now": at}
        _check(turns, dict(ending.ask(connection, held)))
        statements.KNOW.many(connection, [caller_row(turn.caller, at) for turn in turns])
        depart(connection, [(turn.work.id, part) for turn in turns for part in turn.parts], at)
        timers.set_timers(connection, (timer for turn in turns for timer in turn.timers))
        write_records(connection, (record for turn in turns for record in turn.records))

    def _release_all(self, connection: sa.Connection, groups: Sequence[Sequence[int]]) -> list[None]:
        statements.RELEASE.many(connection, self._mine(groups))
        return [None] * len(groups)

    def _renew_all(self, connection: sa.Connection, groups: Sequence[Sequence[int]]) -> list[None]:
        until = to_ms(self._database.clock() + self._lease)
        statements.RENEW.many(connection, [{**row, "until": until} for row in self._mine(groups)])
        return [None] * len(groups)

    def _mine(self, groups: Sequence[Sequence[int]]) -> list[dict[str, object]]:
        return [{"message": message, "me": self._database.owner} for ids in groups for message in ids]

    def _unpark_all(self, connection: sa.Connection, messages: Sequence[int]) -> list[bool]:
        return [_unpark(connection, message) for message in messages]

    def _sweep_all(self, connection: sa.Connection, payloads: Sequence[None]) -> list[int]:
        sweep = statements.SWEEP_ALONE if self._database.exclusive else statements.SWEEP_AMONG_MANY
        freed = sweep.one(connection, {"me": self._database.owner, "now": to_ms(self._database.clock())})
        return [freed, *[0] * (len(payloads) - 1)]

    def _ring_all(self, connection: sa.Connection, payloads: Sequence[None]) -> list[int]:
        rung = timers.ring(connection, self._database.clock())
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


def _check(turns: Sequence[Turn], attempts: dict[int, int]) -> None:
    """Every turn has its own message, in hand since the very claim that the turn comes from."""
    lost = [turn.work.id for turn in turns if attempts.get(turn.work.id) != turn.work.attempts + 1]
    if lost or len(attempts) < len(turns):
        raise LeaseLost(f"messages no longer in hand: {lost or 'one was finished twice'}")


def _unpark(connection: sa.Connection, message: int) -> bool:
    if statements.UNPARK.one(connection, {"message": message}) == 0:
        return False
    # Its next reply will be counted from the start: what was said on parking makes room for that.
    statements.RETIRE_KEYS.one(connection, {"message": message})
    return True
