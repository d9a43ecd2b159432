"""Requests as staff decide them: the answer goes to the citizen once, whoever else decides meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import sqlalchemy as sa

from bot.values.reference import Reference
from storage.database import Database
from storage.request_deeds import Deed, Done
from storage.request_rows import Request, is_open, read_request, request
from storage.request_views import ONE, language_of, sent_of
from storage.request_writes import DECIDE

_OPEN = (
    sa.select(request)
    .where(is_open)
    .order_by(request.c.answer_by, request.c.opened_at)
    .limit(sa.bindparam("most", type_=sa.Integer()))
)


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
    """What staff see of requests and do with them where no desk is wired; a decision is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waiting(self, limit: int) -> Sequence[Request]:
        """Read the open ones, those first whose term ends first."""
        return await self._database.reader.fetch(
            lambda connection: [read_request(row) for row in connection.execute(_OPEN, {"most": limit})]
        )

    async def one(self, reference: Reference) -> Seen | None:
        """Read a request; None if there is none of that reference."""
        return await self._database.reader.fetch(partial(_look, reference=str(reference)))

    async def decide(self, decision: Decision) -> bool:
        """Answer a request and send the answer off; False if it is not open, and nothing is done."""
        deed = Deed(
            decision.reference,
            None,
            decision.by,
            decision.text,
            words=decision.text,
            accepted=decision.accepted,
        )
        try:
            answer = await self._database.writer.submit(DECIDE, deed)
        except LookupError:
            return False
        return isinstance(answer, Done)


def _look(connection: sa.Connection, reference: str) -> Seen | None:
    row = connection.execute(ONE, {"its_reference": reference}).one_or_none()
    if row is None:
        return None
    found = read_request(row)
    return Seen(found, sent_of(connection, found), language_of(connection, found.lane))
