"""How far each folder of each mailbox is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from storage.database import Database
from storage.instants import Instant, to_ms
from storage.prepared import Prepared, Row
from storage.tables import metadata
from storage.transaction import Kind, Transaction

mailbox = sa.Table(
    "mailbox",
    metadata,
    sa.Column("account", sa.Text, primary_key=True),  # who we are there, and where
    sa.Column("folder", sa.Text, primary_key=True),
    sa.Column("uid_validity", sa.BigInteger, nullable=False),
    sa.Column("uid", sa.BigInteger, nullable=False),  # the last that is done
    sa.Column("again_to", sa.BigInteger, nullable=False),  # those up to here may be old ones, numbered anew
    sa.Column("began_at", Instant, nullable=False),
    sa.Column("updated_at", Instant, nullable=False),
    sqlite_with_rowid=False,
)

_put = insert(mailbox).values({column.name: sa.bindparam(column.name) for column in mailbox.c})
_PUT = Prepared(
    _put.on_conflict_do_update(
        index_elements=["account", "folder"],
        set_={column.name: _put.excluded[column.name] for column in mailbox.c if not column.primary_key},
    )
)
_FIND = sa.select(mailbox).where(
    mailbox.c.account == sa.bindparam("account"), mailbox.c.folder == sa.bindparam("folder")
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How far a folder is read: up to `uid` in the numbering `uid_validity` (RFC 3501, 2.3.1.1).

    What arrived before `began_at` is not ours; among the mails up to `again_to` there may be such.
    """

    uid_validity: int
    uid: int
    again_to: int
    began_at: datetime


class SqlMailboxes:
    """Where each folder is read up to; a later word replaces the earlier."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, account: str, folder: str) -> Reading | None:
        """How far a folder is read; None if it never was."""
        named = {"account": account, "folder": folder}
        row = await self._database.reader.fetch(
            lambda connection: connection.execute(_FIND, named).one_or_none()
        )
        return None if row is None else Reading(row.uid_validity, row.uid, row.again_to, row.began_at)

    async def put(self, account: str, folder: str, reading: Reading) -> None:
        """Keep how far a folder is read."""
        row = {
            "account": account,
            "folder": folder,
            "uid_validity": reading.uid_validity,
            "uid": reading.uid,
            "again_to": reading.again_to,
            "began_at": to_ms(reading.began_at),
        }
        await self._database.writer.submit(_MAILBOX, row)


def _put_all(transaction: Transaction, rows: Sequence[Row]) -> list[None]:
    for row in rows:  # one statement takes no row twice
        _PUT.one(transaction.connection, {**row, "updated_at": to_ms(transaction.now)})
    return [None] * len(rows)


_MAILBOX = Kind("mailbox", _put_all)
