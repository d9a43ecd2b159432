"""Fines, as the municipal police register holds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Protocol

import sqlalchemy as sa

from bot.records import Record
from bot.values.fine_number import FineNumber
from bot.values.plate import Plate
from storage.among import Among
from storage.database import Database
from storage.notice_terms import outdate_notices
from storage.notices import annul_notices, hold
from storage.positions import touch
from storage.prepared import FoundRow, Prepared
from storage.tables import metadata, word
from storage.transaction import Kind, Transaction
from storage.veiled import Veiled

FINES_SERVICE = "pay_fine"  # whose debts the fines are


class Document(Enum):
    """The paper that the citizen holds."""

    PREAVVISO = "preavviso"  # a ticket left on the windscreen: nothing is served yet
    VERBALE = "verbale"  # the report, served or handed over


class Status(Enum):
    """Where a fine stands."""

    OPEN = "open"
    PAID = "paid"
    APPEALED = "appealed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Fine:
    """A fine under the highway code (contravvenzione).

    `number` is written as on the paper, `key` is what a search compares. `amount_cents` is what is due
    within sixty days, without the costs; `notified_on` is the day of serving or of handing over. `points` are
    taken from the licence of whoever drove.
    """

    number: str
    key: str
    plate: str
    document: Document
    violation_on: date
    notified_on: date | None
    article: str
    amount_cents: int
    maximum_cents: int
    costs_cents: int
    discountable: bool
    reducible: bool
    status: Status
    place: str
    points: int = 0


# Two numbers of one city may share a key ("1/2345" and "12/345"), hence the plate beside it.
fine = sa.Table(
    "fine",
    metadata,
    sa.Column("number", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("plate", Veiled("fine.plate"), nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("violation_on", sa.Date, nullable=False),
    sa.Column("notified_on", sa.Date),
    sa.Column("article", sa.Text, nullable=False),
    sa.Column("amount_cents", sa.Integer, nullable=False),
    sa.Column("maximum_cents", sa.Integer, nullable=False),
    sa.Column("costs_cents", sa.Integer, nullable=False),
    sa.Column("discountable", sa.Boolean, nullable=False),
    sa.Column("reducible", sa.Boolean, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("points", sa.Integer, nullable=False, server_default="0"),
    sa.Index("ix_fine_key", "key"),
)

_COLUMNS = tuple(column.name for column in fine.c)
_Columns = tuple[Any, ...]  # the values of a row, in their order

_WITH_KEYS = (
    sa.select(fine).where(fine.c.key.in_(sa.bindparam("keys", expanding=True))).order_by(fine.c.number)
)
_MARK_PAID = (
    sa.update(fine).where(fine.c.number == sa.bindparam("fine_number")).values(status=Status.PAID.value)
)
_numbered = fine.c.number == sa.bindparam("of_number", type_=sa.Text())
_SETTLE = Prepared(
    sa.update(fine)
    .where(_numbered, fine.c.status == word(Status.OPEN.value))
    .values(status=word(Status.PAID.value))
)
_STATUS = Prepared(sa.select(fine.c.status).where(_numbered).with_for_update())
_ENDED = Prepared(
    sa.select(fine.c.number).where(Among(fine.c.number, "numbers"), fine.c.status != word(Status.OPEN.value))
)
_INSERT = sa.insert(fine)
_UPDATE = (
    sa.update(fine)
    .where(fine.c.number == sa.bindparam("old_number"))
    .values({column.name: sa.bindparam(column.name) for column in fine.c if not column.primary_key})
)


class Fines(Protocol):
    """The register of fines."""

    async def find(self, number: FineNumber, plate: Plate, on: date) -> Fine | None:
        """Find a fine by its number, its plate and the day of the violation or of the serving.

        None for every mismatch alike, and at the same cost: nobody learns which of the three was wrong.
        """

    async def by_number(self, number: str) -> Fine | None:
        """Find a fine by its number alone, as it is kept: for who need not prove that they hold the paper."""


@dataclass(frozen=True, slots=True)
class SqlFines:
    """The register of fines in the database."""

    database: Database

    async def find(self, number: FineNumber, plate: Plate, on: date) -> Fine | None:
        """Find a fine together with whatever fines others ask for just now, in the batch of the writes."""
        found = await self.database.writer.submit(_FIND, (number.key, plate.text, on.isoformat()))
        return None if found is None else _fine(found)

    async def by_number(self, number: str) -> Fine | None:
        """As Fines."""
        return await self.database.reader.fetch(lambda connection: fine_numbered(connection, number))


_Asked = tuple[str, str, str]  # the key of the number, the plate, the day in ISO 8601


def _find_all(transaction: Transaction, asked: Sequence[_Asked]) -> list[_Columns | None]:
    keys = sorted({key for key, _, _ in asked})
    with_key: dict[str, list[FoundRow]] = {}
    for row in transaction.connection.execute(_WITH_KEYS, {"keys": keys}):
        with_key.setdefault(row.key, []).append(row)
    return [_the_one(with_key.get(key, ()), plate, date.fromisoformat(day)) for key, plate, day in asked]


def _the_one(rows: Sequence[FoundRow], plate: str, day: date) -> _Columns | None:
    """Of the fines with a key, the one with this plate and, as either of its days, this day."""
    fitting = (row for row in rows if row.plate == plate and day in {row.violation_on, row.notified_on})
    return next(map(tuple, fitting), None)


_FIND = Kind("find", _find_all)


def mark_paid(number: str) -> Record:
    """Mark a fine as paid, within a turn."""
    return Record(_MARK_PAID, {"fine_number": number})


def settle_fine(connection: sa.Connection, number: str) -> bool:
    """Mark a fine as paid, within a payment; False if it is not open, so that nothing may be taken."""
    return _SETTLE.one(connection, {"of_number": number}) == 1


def fine_numbered(connection: sa.Connection, number: str) -> Fine | None:
    """Read a fine by its number, as it is kept."""
    row = connection.execute(sa.select(fine).where(fine.c.number == number)).one_or_none()
    return None if row is None else _fine(tuple(row))


def status_of(connection: sa.Connection, number: str) -> Status | None:
    """Tell where a fine stands, None for one that is not there; it stays so until the end of a write."""
    rows = _STATUS.ask(connection, {"of_number": number})
    return Status(rows[0][0]) if rows else None


def ended_among(connection: sa.Connection, numbers: Sequence[str]) -> frozenset[str]:
    """Tell which of some fines are owed no longer; one that is not in the register is none of them."""
    return frozenset(number for (number,) in _ENDED.ask(connection, {"numbers": list(numbers)}))


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of a batch: every fine is in exactly one of the first three."""

    new: int = 0
    changed: int = 0
    same: int = 0
    kept_paid: int = 0  # of the changed or the same: open in the file, paid here


def _merge(transaction: Transaction, batches: Sequence[Sequence[Fine]]) -> list[Merged]:
    hold(transaction)
    return [_merge_batch(transaction, batch) for batch in batches]


# Writes a batch of fines with different numbers; one that is paid here is not opened again. The notices of
# those that are no longer owed are annulled.
MERGE_FINES = Kind("fines", _merge, first=True)


def _merge_batch(transaction: Transaction, batch: Sequence[Fine]) -> Merged:
    connection = transaction.connection
    numbers = [one.number for one in batch]
    rows = connection.execute(sa.select(fine).where(fine.c.number.in_(numbers)).with_for_update())
    known = {row.number: _fine(tuple(row)) for row in rows}
    new = [one for one in batch if one.number not in known]
    paid = {number for number, one in known.items() if one.status is Status.PAID}
    kept = [one for one in batch if one.number in paid and one.status is Status.OPEN]
    coming = [_values(one, paid=one.number in paid) for one in batch if one.number in known]
    changed = [values for values in coming if values != _values(known[str(values["number"])], paid=False)]
    if new:
        connection.execute(_INSERT, [_values(one, paid=False) for one in new])
    if changed:
        connection.execute(_UPDATE, [values | {"old_number": values["number"]} for values in changed])
        _end(transaction, [values["number"] for values in changed if values["status"] != Status.OPEN.value])
        outdate_notices(connection, FINES_SERVICE, [values["number"] for values in changed])
    return Merged(len(new), len(changed), len(coming) - len(changed), len(kept))


def _end(transaction: Transaction, numbers: Sequence[str]) -> None:
    if numbers:
        ended = annul_notices(transaction.connection, FINES_SERVICE, numbers)
        touch(transaction, FINES_SERVICE, ended)


def _values(one: Fine, *, paid: bool) -> dict[str, Any]:
    """Write a fine as a row; `paid` tells that it is paid here, whatever an open one says."""
    status = Status.PAID if paid and one.status is Status.OPEN else one.status
    values = {name: getattr(one, name) for name in _COLUMNS}
    return values | {"document": one.document.value, "status": status.value}


def _fine(row: _Columns) -> Fine:
    values = dict(zip(_COLUMNS, row, strict=True))
    values["document"], values["status"] = Document(values["document"]), Status(values["status"])
    return Fine(**values)
