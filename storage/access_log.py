"""Who looked at, or changed, what of a citizen: only added to until its time is over, for them to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.records import Record
from storage.database import Database
from storage.instants import Instant, to_ms
from storage.prepared import Prepared
from storage.tables import RowId, metadata
from storage.transaction import Kind, Transaction

CITIZEN, COUNTER = "citizen", "counter"  # who: the citizen, or the counter by itself; staff by their name


@dataclass(frozen=True, slots=True)
class Access:
    """Something done with what we keep of a citizen.

    `who` is CITIZEN, COUNTER or the name of an operator; `what` a word ("contact-bound", "data-shown");
    `about` says more, and holds no personal data: a channel, a proof, a service.
    """

    citizen: str
    who: str
    what: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Accessed:
    """An access as it stands in the log."""

    at: datetime
    who: str
    what: str
    about: str


access_log = sa.Table(
    "access_log",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("citizen", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Index("ix_access_log_citizen", "citizen", "id"),
)

SAYING = "the access log is only ever added to"
# What is older than the keeping of time limits has let go (storage/retention_rows.py) may leave it.
_KEPT = "OLD.at >= COALESCE((SELECT before FROM retention_run WHERE kind = 'access-log'), 0)"
_ON_SQLITE = tuple(
    f"CREATE TRIGGER access_log_stays_{verb.lower()} BEFORE {verb} ON access_log{when}"
    f" BEGIN SELECT RAISE(ABORT, '{SAYING}'); END"
    for verb, when in (("UPDATE", ""), ("DELETE", f" WHEN {_KEPT}"))
)
_ON_POSTGRESQL = (
    (
        "CREATE OR REPLACE FUNCTION access_log_stays() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN IF TG_OP = 'UPDATE' OR {_KEPT} THEN RAISE EXCEPTION '{SAYING}'; END IF; RETURN OLD; END $$"
    ),
    (
        "CREATE TRIGGER access_log_stays BEFORE UPDATE OR DELETE ON access_log"
        " FOR EACH ROW EXECUTE FUNCTION access_log_stays()"
    ),
)
for _dialect, _statements in (("sqlite", _ON_SQLITE), ("postgresql", _ON_POSTGRESQL)):
    for _statement in _statements:
        _ddl = sa.DDL(_statement)  # type: ignore[no-untyped-call] # theirs
        sa.event.listen(access_log, "after_create", _ddl.execute_if(dialect=_dialect))

_NOTE = Prepared(
    sa.insert(access_log).values(
        {name: sa.bindparam(name) for name in ("citizen", "at", "who", "what", "about")}
    )
)
_OF = (
    sa.select(access_log.c.at, access_log.c.who, access_log.c.what, access_log.c.about)
    .where(access_log.c.citizen == sa.bindparam("citizen", type_=sa.Text()))
    .order_by(access_log.c.id.desc())
    .limit(sa.bindparam("most", type_=sa.Integer()))
)


def noted(access: Access, at: datetime) -> Record:
    """Note an access within a turn."""
    return Record(_NOTE, _row(access, to_ms(at)))


def note(transaction: Transaction, accesses: Sequence[Access]) -> None:
    """Note accesses within the transaction that makes them."""
    _NOTE.many(transaction.connection, [_row(each, to_ms(transaction.now)) for each in accesses])


def _row(access: Access, at: int) -> dict[str, object]:
    return {
        "citizen": access.citizen,
        "at": at,
        "who": access.who,
        "what": access.what,
        "about": access.about,
    }


def _note_all(transaction: Transaction, accesses: Sequence[Access]) -> list[None]:
    note(transaction, accesses)
    return [None] * len(accesses)


# Notes that somebody looked: to be committed before anything is shown.
NOTE_ACCESS: Kind[Access, None] = Kind("access", _note_all)


class SqlAccessLog:
    """The log as a citizen, or who answers for the data, reads it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(self, access: Access) -> None:
        """Note an access; committed on return."""
        await self._database.writer.submit(NOTE_ACCESS, access)

    async def of(self, citizen: str, limit: int = 100) -> Sequence[Accessed]:
        """Read what was done with the data of a citizen, the latest first."""
        asked = {"citizen": citizen, "most": limit}
        return await self._database.reader.fetch(
            lambda connection: [Accessed(*row) for row in connection.execute(_OF, asked)]
        )
