"""Messages that are kept and not handled: set aside for staff at the door, or done with as they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.message import Inbound, Part
from storage.blobs import keep
from storage.database import Database
from storage.departures import depart
from storage.documents import storable
from storage.inbox_rows import carried, inbound_row
from storage.instants import to_ms
from storage.prepared import Prepared
from storage.tables import DONE, PARKED, inbox
from storage.transaction import Kind, Transaction

_COLUMNS = (
    "channel",
    "external_id",
    "lane",
    "sender",
    "text",
    "body",
    "original",
    "received_at",
    "accepted_at",
    "correlation",
    "status",
    "reason",
    "detail",
    "done_at",
)
PUT = Prepared(
    insert(inbox)
    .values({name: sa.bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing(index_elements=["channel", "external_id"])
    .returning(inbox.c.id, inbox.c.channel, inbox.c.external_id)
)


@dataclass(frozen=True, slots=True)
class Aside:
    """A message that no conversation hears: `parked` for staff, or else done with.

    `reason` is a word; `detail` says more, without the citizen's words. `parts` tell its sender, if
    somebody is to be told; their keys are completed with the message's number.
    """

    inbound: Inbound
    correlation: str
    reason: str
    detail: str = ""
    parked: bool = True
    parts: Sequence[Part] = ()


class SqlAside:
    """Keeps such messages beside the others; a repeat is known whichever way the first one went."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, aside: Aside) -> bool:
        """Keep a message; False if (channel, external id) is known already. Committed on return."""
        return await self._database.writer.submit(_KEEP_ASIDE, aside)


def _keep_all(transaction: Transaction, asides: Sequence[Aside]) -> list[bool]:
    return [set_aside(transaction.connection, aside, to_ms(transaction.now)) for aside in asides]


def set_aside(connection: sa.Connection, aside: Aside, now: int) -> bool:
    """As SqlAside.keep, inside a transaction that somebody else has open; `now` in milliseconds."""
    hashes = keep(connection, carried(aside.inbound))
    row = {
        **inbound_row(aside.inbound, hashes, aside.correlation),
        "accepted_at": now,
        "status": "parked" if aside.parked else "done",
        "reason": aside.reason,
        "detail": storable(aside.detail),
        "done_at": now,
    }
    new = PUT.insert(connection, [row])
    for number, _, _ in new:
        depart(connection, told(number, aside.parts), now)
    return bool(new)


def close_aside(transaction: Transaction, channel: str, external_id: str, because: str) -> None:
    """Take an event off the list of staff, if it is on it, and add to its detail why."""
    why = inbox.c.detail + sa.bindparam("because", f"; {because}", type_=sa.Text())
    transaction.connection.execute(
        sa.update(inbox)
        .where(inbox.c.channel == channel, inbox.c.external_id == external_id, inbox.c.status == PARKED)
        .values(status=DONE, done_at=transaction.now, detail=why)
    )


def told(number: int, parts: Sequence[Part]) -> list[tuple[int, Part]]:
    """Complete the keys of what the sender of a message is told with the message's number."""
    return [(number, replace(part, key=f"{number}-{part.key}")) for part in parts]


_KEEP_ASIDE = Kind("aside", _keep_all)
