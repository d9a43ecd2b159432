"""Messages set aside, as staff work on them: read one, answer it, take it off the list."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.message import Part
from storage.database import Database
from storage.departures import depart
from storage.documents import load
from storage.instants import to_ms
from storage.parked_rows import Parked, read_parked
from storage.prepared import FoundRow
from storage.tables import DONE, PARKED, inbox
from storage.transaction import Kind, Transaction

_number = sa.bindparam("number", type_=sa.BigInteger())
_ONE = sa.select(inbox).where(inbox.c.id == _number, inbox.c.status == PARKED)
_CLOSE = (
    sa.update(inbox)
    .where(inbox.c.id == _number, inbox.c.status == PARKED)
    .values(status=DONE, done_at=sa.bindparam("now", type_=sa.BigInteger()))
)


@dataclass(frozen=True, slots=True)
class _Answer:
    number: int
    text: str


class ParkedMessages:
    """What staff do with a message that was set aside; each is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def one(self, number: int) -> Parked | None:
        """Read a message; None if none is set aside under that number."""
        row = await self._database.reader.fetch(
            lambda connection: connection.execute(_ONE, {"number": number}).one_or_none()
        )
        return read_parked(row) if row is not None else None

    async def close(self, number: int) -> bool:
        """Take a message off the list; False if it is not on it."""
        return await self._database.writer.submit(_CLOSE_PARKED, number)

    async def answer(self, number: int, text: str) -> bool:
        """Send the citizen an answer and take the message off the list; False if it is not on it.

        The text leaves as it is, in one part: the network cuts what is too long for it.
        """
        return await self._database.writer.submit(_ANSWER_PARKED, _Answer(number, text))


def _close_all(transaction: Transaction, numbers: Sequence[int]) -> list[bool]:
    now = to_ms(transaction.now)
    return [
        bool(transaction.connection.execute(_CLOSE, {"number": one, "now": now}).rowcount) for one in numbers
    ]


def _answer_all(transaction: Transaction, answers: Sequence[_Answer]) -> list[bool]:
    return [_answer_one(transaction, answer) for answer in answers]


def _answer_one(transaction: Transaction, answer: _Answer) -> bool:
    row = transaction.connection.execute(_ONE, {"number": answer.number}).one_or_none()
    if row is None:
        return False
    depart(transaction.connection, [(row.id, _part(row, answer))], to_ms(transaction.now))
    return _close_all(transaction, [answer.number])[0]


_CLOSE_PARKED = Kind("close-parked", _close_all)
_ANSWER_PARKED = Kind("answer-parked", _answer_all)


def _part(row: FoundRow, answer: _Answer) -> Part:
    context = load(row.body).get("context", {})
    return Part(f"{row.id}-person", row.channel, row.sender, answer.text, context=context)
