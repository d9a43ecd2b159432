"""Requests as staff decide them: the answer goes to the citizen once, whoever else decides meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.message import Part
from bot.values.reference import Reference
from storage.database import Database
from storage.departures import DEPART, queued
from storage.documents import load, storable
from storage.instants import to_ms
from storage.outbox_rows import part_row
from storage.requests import Request, State, is_open, read_request, request
from storage.tables import caller, inbox, outbox
from storage.transaction import Kind, Transaction
from storage.veiled import VEILED_LANE

_reference = sa.bindparam("its_reference", type_=sa.Text())
_ONE = sa.select(request).where(request.c.reference == _reference)
_OPEN = (
    sa.select(request)
    .where(is_open)
    .order_by(request.c.answer_by, request.c.opened_at)
    .limit(sa.bindparam("most", type_=sa.Integer()))
)
_DECIDE = sa.update(request).where(request.c.reference == _reference, is_open)
_BODY = sa.select(inbox.c.body).where(inbox.c.id == sa.bindparam("message", type_=sa.BigInteger()))
_LANGUAGE = sa.select(caller.c.language).where(caller.c.lane == sa.bindparam("its_lane", type_=VEILED_LANE))
_SENT = sa.select(outbox.c.status).where(outbox.c.key == sa.bindparam("its_key", type_=sa.Text()))


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person has decided; `text` leaves as it is, and the network cuts what is too long for it."""

    reference: str
    accepted: bool
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A request, with how far the answer got (the status of its part; empty if there is none).

    `language` is the one that the counter speaks with its citizen ("it"), empty if that is not known.
    """

    request: Request
    sent: str
    language: str


class DecidedRequests:
    """What staff see of requests and do with them; a decision is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waiting(self, limit: int) -> Sequence[Request]:
        """Read the open ones, those first whose term ends first."""
        return await self._database.reader.fetch(
            lambda connection: [read_request(row) for row in connection.execute(_OPEN, {"most": limit})]
        )

    async def one(self, reference: Reference) -> Seen | None:
        """Read a request; None if there is none of that reference."""
        return await self._database.reader.fetch(lambda connection: _look(connection, str(reference)))

    async def decide(self, decision: Decision) -> bool:
        """Answer a request and send the answer off; False if it is not open, and nothing is done."""
        return await self._database.writer.submit(_DECIDED, decision)


def _look(connection: sa.Connection, reference: str) -> Seen | None:
    row = connection.execute(_ONE, {"its_reference": reference}).one_or_none()
    if row is None:
        return None
    found = read_request(row)
    return Seen(
        found,
        connection.scalar(_SENT, {"its_key": _key(found)}) or "",
        connection.scalar(_LANGUAGE, {"its_lane": found.lane}) or "",
    )


def _decide_all(transaction: Transaction, decisions: Sequence[Decision]) -> list[bool]:
    return [_decide(transaction, decision) for decision in decisions]


def _decide(transaction: Transaction, decision: Decision) -> bool:
    connection = transaction.connection
    values = {
        "state": State.ANSWERED.value,
        "accepted": decision.accepted,
        "answer": storable(decision.text),
        "answered_by": storable(decision.by),
        "answered_at": transaction.now,
    }
    asked = {"its_reference": decision.reference}
    if connection.execute(_DECIDE.values(values), asked).rowcount == 0:
        return False
    found = read_request(connection.execute(_ONE, asked).one())
    row = part_row(_part(connection, found), found.message, ())
    DEPART.one(connection, queued(row, to_ms(transaction.now)))
    return True


_DECIDED = Kind("decide", _decide_all)


def _part(connection: sa.Connection, found: Request) -> Part:
    """Write the answer to where the request came from, in the thread of the message that opened it."""
    body = connection.scalar(_BODY, {"message": found.message}) if found.message else None
    channel, _, address = found.lane.partition(":")
    context = load(body or "").get("context", {})
    return Part(_key(found), channel, address, found.answer, context=context)


def _key(found: Request) -> str:
    return f"{found.message or 'request'}-{found.reference}"
