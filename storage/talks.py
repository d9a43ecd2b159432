"""What staff do in conversations with a person: list them, take one, write in it, close it.

Each act is one transaction, and counts only while the talk is as it was shown: of two who answer at once the
second is told of the first. Closing leaves an event in the lane, so the counter comes back in a turn of its
own, after whatever the citizen wrote before; so does writing where the counter has come back already.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import sqlalchemy as sa

from bot.message import Inbound, Part
from bot.person import AGAIN, CLOSED
from storage.arrivals import ARRIVE
from storage.database import Database
from storage.departures import depart
from storage.documents import load, storable
from storage.inbox_rows import inbound_row
from storage.instants import Instant, to_ms
from storage.tables import inbox
from storage.talk_rows import Talk, is_open, read_talk, talk
from storage.transaction import Kind, Transaction

_number = sa.bindparam("number", type_=sa.BigInteger())
_ONE = sa.select(talk).where(talk.c.id == _number)
_most = sa.bindparam("most", type_=sa.Integer())
_OPEN = (
    sa.select(talk)
    .where(is_open)
    # Who waits first, and among them who has waited longest.
    .order_by(talk.c.waiting_since.is_(None), talk.c.waiting_since, talk.c.id)
    .limit(_most)
)
_MARKS = sa.select(talk.c.id, talk.c.heard, talk.c.version).where(is_open)
_MESSAGE = sa.select(inbox.c.body).where(inbox.c.id == sa.bindparam("message", type_=sa.BigInteger()))
_ACT = sa.update(talk).where(
    talk.c.id == _number, is_open, talk.c.version == sa.bindparam("seen", type_=sa.Integer())
)
_HERE_AGAIN = sa.update(talk).where(talk.c.id == _number).values(back_at=None)


class Did(Enum):
    """What became of an act of staff."""

    DONE = "done"
    BEHIND = "behind"  # a colleague was first, or the citizen has written since: nothing was done
    GONE = "gone"  # it is closed, or there never was such a talk


@dataclass(frozen=True, slots=True)
class Act:
    """What an officer (`by`) does in a talk of which they have seen `version`.

    `text` leaves as it is, empty for none; the network cuts what is too long for it. To close it, `heard` is
    how many messages of the citizen they have seen: who closes has read all of them.
    """

    talk: int
    by: str
    version: int
    text: str = ""
    close: bool = False
    heard: int = 0


class Talks:
    """The conversations with a person, as staff work on them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(self, limit: int) -> Sequence[Talk]:
        """Read those that are open, who waits longest first."""
        return await self._database.reader.fetch(
            lambda connection: [read_talk(row) for row in connection.execute(_OPEN, {"most": limit})]
        )

    async def one(self, number: int) -> Talk | None:
        """Read one, open or closed; None if there is none of that number."""
        row = await self._database.reader.fetch(
            lambda connection: connection.execute(_ONE, {"number": number}).one_or_none()
        )
        return None if row is None else read_talk(row)

    async def marks(self) -> Mapping[int, tuple[int, int]]:
        """Tell of each that is open how often either side has done something: what differs has changed."""
        return await self._database.reader.fetch(
            lambda connection: {row[0]: (row[1], row[2]) for row in connection.execute(_MARKS)}
        )

    async def do(self, act: Act) -> Did:
        """Take it (an act without a text that does not close it), write in it, or close it."""
        return await self._database.writer.submit(_ACT_IN_TALK, act)


def _do_all(transaction: Transaction, acts: Sequence[Act]) -> list[Did]:
    return [_do(transaction, act) for act in acts]


def _do(transaction: Transaction, act: Act) -> Did:
    connection = transaction.connection
    asked = {"number": act.talk, "seen": act.version}
    which = _ACT.where(talk.c.heard == act.heard) if act.close else _ACT
    if connection.execute(which.values(_changes(transaction, act)), asked).rowcount == 0:
        row = connection.execute(_ONE, asked).one_or_none()
        return Did.BEHIND if row is not None and row.closed_at is None else Did.GONE
    found = read_talk(connection.execute(_ONE, asked).one())
    if act.text:
        depart(connection, [(found.message, _part(connection, found, act))], to_ms(transaction.now))
    if act.close and found.back_at is None:
        ARRIVE.one(connection, _event(found, CLOSED, transaction))
    elif act.text and not act.close and found.back_at is not None:
        connection.execute(_HERE_AGAIN, asked)
        ARRIVE.one(connection, _event(found, AGAIN, transaction))
    return Did.DONE


def _changes(transaction: Transaction, act: Act) -> dict[Any, Any]:
    by, now = storable(act.by), transaction.now
    changes = {"version": talk.c.version + 1, "changed_by": by, "changed_at": now}
    if not act.close:
        changes["taken_by"] = by
    if act.text:
        first = sa.func.coalesce(talk.c.first_out, sa.literal(now, Instant()))
        changes |= {"waiting_since": None, "last_out": now, "first_out": first}
    return changes | ({"closed_at": now} if act.close else {})


def _part(connection: sa.Connection, found: Talk, act: Act) -> Part:
    """Write in the thread of the citizen's newest message; its key says which act it is of."""
    body = connection.scalar(_MESSAGE, {"message": found.message})
    channel, _, address = found.lane.partition(":")
    context = load(body or "").get("context", {})
    return Part(f"talk-{found.id}-{found.version}", channel, address, storable(act.text), context=context)


def _event(found: Talk, event: str, transaction: Transaction) -> dict[str, object]:
    channel, _, sender = found.lane.partition(":")
    name = f"talk/{found.id}/{found.version}"
    facts = {"talk": found.id}
    inbound = Inbound(channel, name, sender, "", transaction.now, event=event, payload=facts)
    return {**inbound_row(inbound, (), name), "accepted_at": to_ms(transaction.now)}


_ACT_IN_TALK = Kind("talk", _do_all)
