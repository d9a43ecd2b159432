"""Parts of which their network owes us a word for too long: staff hear of each, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from storage.alarms import Trouble, Troubled, alarm
from storage.database import Database
from storage.instants import to_ms
from storage.prepared import Prepared
from storage.receipts import match_late
from storage.tables import SENT, awaited, outbox
from storage.transaction import Kind, Transaction

# A provider accepts within seconds.
ACCEPTED_WITHIN = timedelta(minutes=15)
# It must say by 24 hours that it could not deliver (DM 2/11/2005, rules 6.3.4; RFC 6109, 3.1.6).
ENDED_WITHIN = timedelta(hours=26)
_MOST = 200  # of one round

_channel = sa.bindparam("on_channel", type_=sa.Text())
OVERDUE = Prepared(
    sa.select(outbox.c.key, outbox.c.address, outbox.c.status, outbox.c.code)
    .where(
        outbox.c.channel == _channel,
        awaited,
        outbox.c.awaited_since <= sa.bindparam("accepted_before"),
        sa.or_(outbox.c.status == SENT, outbox.c.awaited_since <= sa.bindparam("ended_before")),
    )
    .order_by(outbox.c.awaited_since, outbox.c.id)
    .limit(sa.bindparam("most"))
    .with_for_update(skip_locked=True)
)
_TOLD = Prepared(
    sa.update(outbox)
    .where(outbox.c.key == sa.bindparam("by_key", type_=sa.Text()))
    .values(awaited_since=sa.null())
)


@dataclass(frozen=True, slots=True)
class Overdue:
    """What a round found: keys of parts that staff now hear of, and how many late receipts were matched."""

    unaccepted: tuple[str, ...] = ()
    undelivered: tuple[str, ...] = ()
    matched: int = 0


class SqlOverdue:
    """Finds the parts of which no acceptance, or no end, has come in time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, channel: str, now: datetime) -> Overdue:
        """Match what receipts came too early, then set aside for staff what is overdue, each part once.

        A part is overdue ACCEPTED_WITHIN after its sending, if no receipt has come, and ENDED_WITHIN after
        its acceptance, if no final one has; times are those at which we heard of either.
        """
        return await self._database.writer.submit(_FIND, (channel, to_ms(now)))


def _find_all(transaction: Transaction, asked: Sequence[tuple[str, int]]) -> list[Overdue]:
    return [_find(transaction.connection, *each) for each in asked]


def _find(connection: sa.Connection, channel: str, now: int) -> Overdue:
    matched = match_late(connection, channel, now)
    asked = {
        "on_channel": channel,
        "accepted_before": now - ACCEPTED_WITHIN // timedelta(milliseconds=1),
        "ended_before": now - ENDED_WITHIN // timedelta(milliseconds=1),
        "most": _MOST,
    }
    found = [Troubled(channel, *row) for row in OVERDUE.ask(connection, asked)]
    for part in found:
        alarm(connection, part, _trouble(part), now)
    _TOLD.many(connection, [{"by_key": part.key} for part in found])
    return Overdue(
        tuple(part.key for part in found if _trouble(part) is Trouble.NOT_ACCEPTED),
        tuple(part.key for part in found if _trouble(part) is Trouble.NOT_DELIVERED),
        matched,
    )


def _trouble(part: Troubled) -> Trouble:
    return Trouble.NOT_ACCEPTED if part.status == "sent" else Trouble.NOT_DELIVERED


_FIND = Kind("overdue", _find_all)
