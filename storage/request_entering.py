"""Applications get a number in the register: that of the message that they came in, or one of their own.

It comes soon after the turn that opened them, in one transaction with the request; done again it finds the
number that it gave.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from storage.database import Database
from storage.documents import load
from storage.instants import Instant
from storage.prepared import FoundRow
from storage.register_chain import hold
from storage.register_entries import enter
from storage.register_records import Direction, Registration
from storage.request_events import DONE, Turn
from storage.request_rows import (
    COUNTER,
    Request,
    What,
    has_no_entry,
    read_request,
    request,
    request_document,
)
from storage.tables import inbox
from storage.transaction import Kind, Transaction

_MOST = 100  # of one round
_UNENTERED = sa.select(request).where(has_no_entry).order_by(request.c.opened_at).limit(_MOST)
_of = sa.bindparam("of", type_=sa.Text())
_ONE = sa.select(request).where(request.c.reference == _of, has_no_entry).with_for_update()
_BODY = sa.select(inbox.c.body).where(inbox.c.id == sa.bindparam("message", type_=sa.BigInteger()))
_ENCLOSED = (
    sa.select(request_document.c.name, request_document.c.sha256)
    .where(
        request_document.c.reference == _of, request_document.c.at <= sa.bindparam("until", type_=Instant())
    )
    .order_by(request_document.c.sha256)
)
_ENTERED = (
    sa.update(request)
    .where(request.c.reference == _of)
    .values(entry=sa.bindparam("number", type_=sa.Text()), version=request.c.version + 1)
)


@dataclass(frozen=True, slots=True)
class Filing:
    """An application that lacks its number, and who filed it, as the register names them."""

    reference: str
    sender: str = field(repr=False)


async def unentered(database: Database) -> Sequence[Request]:
    """Read applications that lack their number, the oldest first: some at a time."""
    return await database.reader.fetch(
        lambda connection: [read_request(row) for row in connection.execute(_UNENTERED)]
    )


def _enter_all(transaction: Transaction, groups: Sequence[Sequence[Filing]]) -> list[int]:
    return [sum(_enter(transaction, each) for each in group) for group in groups]


def _enter(transaction: Transaction, filing: Filing) -> bool:
    connection = transaction.connection
    chain = hold(transaction)  # before the row: so does whoever enters a message
    row = connection.execute(_ONE, {"of": filing.reference}).one_or_none()
    if row is None:
        return False
    number = _of_its_message(connection, row)
    if not number:
        number = enter(chain, [_registration(connection, row, filing)])[0].text
    connection.execute(_ENTERED, {"of": filing.reference, "number": number})
    told = Turn(filing.reference, transaction.now, COUNTER).row(What.ENTERED, number, What.ENTERED.value)
    DONE.many(connection, [{**told, "message": None}])
    return True


def _of_its_message(connection: sa.Connection, row: FoundRow) -> str:
    """Tell the number of the message that it came in, where the register has that."""
    body = connection.scalar(_BODY, {"message": row.message}) if row.message else None
    entry: Sequence[Any] = load(body or "").get("entry", ())
    return f"{entry[1]:07d}/{entry[0]}" if entry else ""


def _registration(connection: sa.Connection, row: FoundRow, filing: Filing) -> Registration:
    given = {"of": filing.reference, "until": row.opened_at}
    enclosed = connection.execute(_ENCLOSED, given).all()
    subject = f"{row.kind} {row.subject}".strip()
    return Registration(
        f"request:{filing.reference}",
        Direction.IN,
        filing.sender,
        (),
        subject,
        filing.reference,
        enclosed=tuple((each.name, each.sha256) for each in enclosed),
        answer_days=(row.answer_by - row.opened_at.date()).days,
        arrived=row.opened_at.date(),
    )


# Gives numbers to applications that lack them; how many. One that has its number keeps it.
ENTER_REQUESTS: Kind[Sequence[Filing], int] = Kind("enter-requests", _enter_all, first=True)
