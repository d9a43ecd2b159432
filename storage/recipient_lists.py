"""Lists of recipients that come as files: added to some rows at a time, and used when all of them are in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from storage.audit import Deed, note_deeds
from storage.broadcast_rows import broadcast, recipient_list, recipient_list_row
from storage.database import Database
from storage.documents import dump, load, storable
from storage.instants import Instant
from storage.prepared import FoundRow, Prepared
from storage.transaction import Kind, Transaction

_LOST: Final = timedelta(days=1)  # no file takes so long: whoever was reading it died
_AT_ONCE: Final = 5_000  # rows that go in one transaction: replies wait behind it
_OVER: Final = ("done", "cancelled", "expired")  # broadcasts that send no more
_number = sa.bindparam("number", type_=sa.BigInteger())

_FILL = Prepared(
    insert(recipient_list_row)
    .values({c.name: sa.bindparam(c.name) for c in recipient_list_row.c if c.name != "id"})
    .on_conflict_do_nothing(index_elements=["list", "channel", "address"])
)
_slice = sa.select(recipient_list_row.c.id).where(recipient_list_row.c.list == _number).limit(_AT_ONCE)
_EMPTY = sa.delete(recipient_list_row).where(recipient_list_row.c.id.in_(_slice))
_named_by = sa.or_(broadcast.c.list == _number, broadcast.c.excluded_list == _number)
_USED = sa.select(sa.exists().where(_named_by, broadcast.c.state.not_in(_OVER)))
_addresses = (
    sa.select(sa.func.count())
    .where(recipient_list_row.c.list == recipient_list.c.id)
    .correlate(recipient_list)
    .scalar_subquery()
)
_READY = sa.select(recipient_list, _addresses.label("addresses")).where(recipient_list.c.ready)
_ALL = _READY.order_by(recipient_list.c.id.desc())
_ONE = _READY.where(recipient_list.c.id == _number)
_STRAYS = sa.select(recipient_list.c.id).where(
    recipient_list.c.ready == sa.false(), recipient_list.c.made_at < sa.bindparam("before", type_=Instant())
)


@dataclass(frozen=True, slots=True)
class RecipientList:
    """A list that can be sent to; `names` are what its rows bring along to fill in, in the file's order."""

    id: int
    name: str
    names: tuple[str, ...]
    made_by: str
    made_at: datetime
    addresses: int


@dataclass(frozen=True, slots=True)
class ListRow:
    """One address of a list; `person` is a word that is alike for those of one person, within the list."""

    channel: str
    address: str = field(repr=False)
    person: str
    language: str
    fills: Mapping[str, str] = field(repr=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class Beginning:
    """A list that begins."""

    name: str
    names: Sequence[str]
    by: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows for a list that is not ready."""

    number: int
    rows: Sequence[ListRow]


@dataclass(frozen=True, slots=True)
class Letting:
    """Somebody lets a list go, or the counter does, whose name is empty."""

    number: int
    by: str = ""


def _begin_all(transaction: Transaction, beginnings: Sequence[Beginning]) -> list[int]:
    return [_begin(transaction, one) for one in beginnings]


def _begin(transaction: Transaction, one: Beginning) -> int:
    row = {"name": storable(one.name), "names": dump(list(one.names)), "made_by": one.by, "ready": False}
    made = sa.insert(recipient_list).values(**row, made_at=transaction.now).returning(recipient_list.c.id)
    return int(transaction.connection.execute(made).scalar_one())


def _add_all(transaction: Transaction, batches: Sequence[Rows]) -> list[int]:
    return [
        _FILL.many(transaction.connection, [_row(each.number, one) for one in each.rows]) for each in batches
    ]


def _row(number: int, one: ListRow) -> dict[str, object]:
    return {
        "list": number,
        "channel": one.channel,
        "address": storable(one.address),
        "person": f"{number}-{one.person}",
        "language": one.language,
        "fills": dump(dict(one.fills)),
    }


def _end_all(transaction: Transaction, letters: Sequence[Letting]) -> list[bool]:
    return [_end(transaction, each) for each in letters]


def _end(transaction: Transaction, one: Letting) -> bool:
    whole = sa.update(recipient_list).where(recipient_list.c.id == one.number).values(ready=True)
    done = transaction.connection.execute(whole.where(recipient_list.c.ready == sa.false())).rowcount > 0
    if done:
        note_deeds(transaction, [Deed(one.by, "list-imported", f"list {one.number}")])
    return done


def _drop_all(transaction: Transaction, lettings: Sequence[Letting]) -> list[bool | None]:
    return [_drop(transaction, each) for each in lettings]


def _drop(transaction: Transaction, one: Letting) -> bool | None:
    """Take some of the rows; the list itself first, so that nobody names it any more."""
    connection, of = transaction.connection, {"number": one.number}
    if connection.scalar(_USED, of):
        return None
    gone = sa.delete(recipient_list).where(recipient_list.c.id == one.number)
    if connection.execute(gone).rowcount and one.by:
        note_deeds(transaction, [Deed(one.by, "list-dropped", f"list {one.number}")])
    return connection.execute(_EMPTY, of).rowcount == _AT_ONCE


# Begins a list, and gives its number.
BEGIN_LIST: Kind[Beginning, int] = Kind("recipient-list", _begin_all)
# Adds rows to a list, and gives how many; an address that it has already is passed over.
ADD_TO_LIST: Kind[Rows, int] = Kind("recipient-rows", _add_all)
# Says that all rows of a list are in; False if there is no such list that waits for it.
END_LIST: Kind[Letting, bool] = Kind("recipient-list-ready", _end_all)
# Lets a list go, some of its rows at a time: whether more are left, None if a broadcast still needs it.
DROP_LIST: Kind[Letting, bool | None] = Kind("recipient-list-gone", _drop_all)


@dataclass(frozen=True, slots=True)
class RecipientLists:
    """Lists in the database."""

    database: Database

    async def all(self) -> Sequence[RecipientList]:
        """List those that are ready, the newest first."""
        return await self.database.reader.fetch(
            lambda connection: [_read(row) for row in connection.execute(_ALL)]
        )

    async def one(self, number: int) -> RecipientList | None:
        """Read a list that is ready."""
        row = await self.database.reader.fetch(
            lambda connection: connection.execute(_ONE, {"number": number}).one_or_none()
        )
        return None if row is None else _read(row)

    async def begin(self, name: str, names: Sequence[str], by: str) -> int:
        """Begin a list; those that somebody began and died over go."""
        before = self.database.clock() - _LOST
        strays = await self.database.reader.fetch(
            lambda connection: connection.execute(_STRAYS, {"before": before}).scalars().all()
        )
        for each in strays:
            await self.drop(each)
        return await self.database.writer.submit(BEGIN_LIST, Beginning(name, names, by))

    async def add(self, number: int, rows: Sequence[ListRow]) -> int:
        """Add rows in one transaction; how many, without addresses that the list has."""
        return await self.database.writer.submit(ADD_TO_LIST, Rows(number, rows))

    async def end(self, number: int, by: str) -> None:
        """Let a list be sent to."""
        await self.database.writer.submit(END_LIST, Letting(number, by))

    async def drop(self, number: int, by: str = "") -> bool:
        """Let a list go with its rows; False if a broadcast that is not over names it."""
        while left := await self.database.writer.submit(DROP_LIST, Letting(number, by)):
            pass
        return left is not None


def _read(row: FoundRow) -> RecipientList:
    names: Any = load(row.names)
    return RecipientList(row.id, row.name, tuple(names), row.made_by, row.made_at, row.addresses)
